// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/device_filter.h"
#include "ui/models/device_model.h"

#include <QTimer>
#include <QTreeView>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace headroom {

/// A tree that always shows everything, and in which what cannot be selected does not take the selection
/// away.
class DeviceView : public QTreeView {
    Q_OBJECT

public:
    explicit DeviceView(QWidget* parent = nullptr);

    /// Nothing can be chosen; the list stays readable and keeps the focus.
    void setLocked(bool locked);
    /// Lays out now what was to be laid out later.
    void settle() { executeDelayedItemsLayout(); }
    [[nodiscard]] bool isLocked() const { return locked_; }

signals:
    /// A person pointed at a row and meant it: click, Return or Space.
    void meant(const QModelIndex& index);
    /// The arrow keys stopped at a row.
    void reached(const QModelIndex& index);

protected:
    [[nodiscard]] QItemSelectionModel::SelectionFlags
    selectionCommand(const QModelIndex& index, const QEvent* event = nullptr) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override {}

private:
    bool byKey_ = false;
    bool locked_ = false;
};

/// The devices at the left: search, list, and what to do about a speaker that was clicked.
///
/// Selection, focus, scroll position and search stay as they are when the list changes.
class DevicePanel : public QWidget {
    Q_OBJECT

public:
    explicit DevicePanel(DeviceModel& model, QWidget* parent = nullptr);
    ~DevicePanel() override;

    /// While a take runs the input stays as it is.
    void setLocked(bool locked);
    /// Leads to the row that a person chose.
    void showChosen();
    void focusSearch();
    void themeChanged();

    /// The device in the row that has the keyboard's focus; null where the list does not have it.
    [[nodiscard]] const Device* focusedDevice() const;

    [[nodiscard]] DeviceView* view() const { return view_; }
    [[nodiscard]] QLineEdit* search() const { return search_; }

signals:
    /// An input was chosen. `asked` where a person pointed at this very one, which opens those that wait for
    /// that.
    void inputChosen(const QString& id, bool asked);
    /// The system's default was chosen, whichever device it is.
    void defaultChosen(bool asked);
    /// The channel map of a device is to be shown.
    void mapRequested(const headroom::Device& device);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Shown {
        QPersistentModelIndex index;
        int top = 0; ///< in the viewport
    };

    void buildHints();
    void connectSearch();
    void noteView();
    void restoreView();
    void chooseAt(const QModelIndex& index, bool asked);
    void chooseFirstMatch();
    void refreshMatches();
    void explainSpeaker(const QModelIndex& index);
    void showMenu(const QPoint& at);
    [[nodiscard]] const Device* deviceAt(const QModelIndex& index) const;

    DeviceModel& model_;
    DeviceFilter filter_;
    QLineEdit* search_;
    QAction* searchIcon_;
    DeviceView* view_;
    QLabel* nothing_;
    QWidget* hint_;
    QLabel* hintText_;
    QPushButton* hintButton_;
    QPushButton* hintMap_;
    QLabel* lock_;
    QLabel* lockIcon_;
    QWidget* lockRow_;
    QString hintLoopback_;
    QPersistentModelIndex hintSpeaker_;
    QTimer arrowTimer_;             ///< arrow keys run over many devices: only the one they rest on is opened
    QPersistentModelIndex reached_; ///< where they rest; that row and no other that takes its place
    std::vector<Shown> shown_;      ///< the rows that were seen before the list changed
    QPersistentModelIndex current_;
    int scrolled_ = 0;
};

} // namespace headroom
