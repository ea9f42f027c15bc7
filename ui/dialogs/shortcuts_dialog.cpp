// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/shortcuts_dialog.h"

#include "ui/panels/action_catalog.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeySequence>
#include <QLabel>
#include <QVBoxLayout>

namespace headroom {

ShortcutsDialog::ShortcutsDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keyboard Shortcuts"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::large * 2);
    grid->setVerticalSpacing(space::small);
    int row = 0;
    const auto add = [&](const QString& words, const QString& keys) {
        auto* what = new QLabel(words, this);
        auto* key = new QLabel(keys, this);
        key->setProperty("title", true);
        grid->addWidget(what, row, 0);
        grid->addWidget(key, row, 1, Qt::AlignRight);
        ++row;
    };
    for (const ActionSpec& spec : ActionCatalog::specs())
        if (*spec.shortcut != '\0')
            add(ActionCatalog::plainText(spec),
                QKeySequence::fromString(QLatin1String(spec.shortcut), QKeySequence::PortableText)
                    .toString(QKeySequence::NativeText));
    const QString returnKey = QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText);
    add(tr("Choose the input under the focus"), returnKey);
    add(tr("In the search: choose what it finds first"), returnKey);
    add(tr("In the search: show all devices again"),
        QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText));
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::large);
    column->addLayout(grid);
    column->addStretch(1);
    column->addWidget(buttons);
}

} // namespace headroom
