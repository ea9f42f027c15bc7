// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QString>

namespace headroom {

/// A large button of the transport: picture, word, and the key that does the same. Its look says how much it
/// matters now. It keeps the width of the longest word it was told of, so that nothing moves when the word
/// changes.
class TransportButton : public QAbstractButton {
    Q_OBJECT

public:
    enum class Look {
        Plain,
        Filled,  ///< the one to press next
        Running, ///< tells a state: a coloured frame and word
    };

    TransportButton(const QString& icon, const QString& text, const QString& key, QWidget* parent = nullptr);

    void setLook(Look look);
    [[nodiscard]] Look look() const { return look_; }
    void setIconName(const QString& icon);
    /// The key in the frame; empty for none.
    void setKey(const QString& key);
    [[nodiscard]] const QString& key() const { return key_; }
    void keepRoomFor(const QString& text);

    [[nodiscard]] QSize sizeHint() const override;
    /// Without the key's cap, which is left out where there is no room for it.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QFont wordFont() const;
    [[nodiscard]] int keyWidth() const;
    [[nodiscard]] int wordWidth() const;

    QString iconName_;
    QString key_;
    QString roomFor_;
    bool keyEver_ = false;
    Look look_ = Look::Plain;
};

} // namespace headroom
