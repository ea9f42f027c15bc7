// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/file_names_dialog.h"

#include "ui/text/error_text.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace headroom {

FileNamesDialog::FileNamesDialog(const RecordingFacts& facts, const QString& namingTemplate, QWidget* parent)
    : QDialog(parent), facts_(facts), edit_(new QLineEdit(this)), preview_(new QLabel(this)) {
    setWindowTitle(tr("File Names"));
    auto* label = new QLabel(tr("&Name of a take"), this);
    label->setBuddy(edit_);
    edit_->setText(namingTemplate.isEmpty() ? facts_.usualNamingTemplate : namingTemplate);
    QStringList tokens;
    for (const QString& token : facts_.namingTokens)
        tokens << token;
    auto* help = new QLabel(tr("These words are filled in: %1").arg(tokens.join(QStringLiteral("  "))), this);
    for (QLabel* line : {help, preview_}) {
        line->setWordWrap(true);
        line->setTextFormat(Qt::PlainText);
    }
    help->setProperty("muted", true);
    auto* buttons = new QDialogButtonBox(this);
    ok_ = buttons->addButton(tr("Use This Name"), QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    QPushButton* usual = buttons->addButton(tr("Usual Name"), QDialogButtonBox::ResetRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(usual, &QPushButton::clicked, this, [this] { edit_->setText(facts_.usualNamingTemplate); });
    connect(edit_, &QLineEdit::textChanged, this, &FileNamesDialog::preview);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::small);
    column->addWidget(label);
    column->addWidget(edit_);
    column->addWidget(preview_);
    column->addWidget(help);
    column->addStretch(1);
    column->addWidget(buttons);
    resize(480, 220);
    preview();
}

QString FileNamesDialog::namingTemplate() const {
    const QString text = edit_->text().trimmed();
    return text == facts_.usualNamingTemplate ? QString() : text;
}

void FileNamesDialog::preview() {
    if (!facts_.previewName) {
        preview_->clear();
        return;
    }
    const QString text = edit_->text().trimmed();
    const Result<QString> name = facts_.previewName(text.isEmpty() ? facts_.usualNamingTemplate : text);
    preview_->setText(name ? tr("Now: %1", "preview of a file name").arg(name.value())
                           : errorText(name.error()));
    ok_->setEnabled(name.ok());
}

} // namespace headroom
