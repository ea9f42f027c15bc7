// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/recording_facts.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace headroom {

/// Asks how takes are to be named, and shows what that makes.
class FileNamesDialog : public QDialog {
    Q_OBJECT

public:
    FileNamesDialog(const RecordingFacts& facts, const QString& namingTemplate, QWidget* parent = nullptr);

    /// Empty where it is the usual one.
    [[nodiscard]] QString namingTemplate() const;

private:
    void preview();

    RecordingFacts facts_;
    QLineEdit* edit_;
    QLabel* preview_;
    QPushButton* ok_;
};

} // namespace headroom
