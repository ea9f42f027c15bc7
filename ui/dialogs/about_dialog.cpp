// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/about_dialog.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace headroom {

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About Headroom"));
    auto* icon = new QLabel(this);
    icon->setPixmap(programIcon().pixmap(64, 64));
    auto* name = new QLabel(QStringLiteral("Headroom"), this);
    QFont big = name->font();
    big.setPointSizeF(big.pointSizeF() * 1.6);
    big.setWeight(QFont::DemiBold);
    name->setFont(big);
    const QString number = QCoreApplication::applicationVersion();
    auto* version = new QLabel(tr("Version %1").arg(number), this);
    version->setVisible(!number.isEmpty());
    version->setProperty("muted", true);
    auto* text =
        new QLabel(tr("An audio recorder and meter. What was recorded is all there, or the take says "
                      "exactly what is missing."),
                   this);
    auto* licence =
        new QLabel(tr("Free software under the GNU General Public License, version 3 or later. It comes "
                      "without any warranty. It uses Qt, libsndfile and PulseAudio's client library."),
                   this);
    for (QLabel* label : {text, licence})
        label->setWordWrap(true);
    licence->setProperty("muted", true);
    auto* words = new QVBoxLayout;
    words->setSpacing(space::small);
    for (QLabel* label : {name, version, text, licence})
        words->addWidget(label);
    words->addStretch(1);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::large);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::large);
    column->addLayout(row, 1);
    column->addWidget(buttons);
    resize(460, 260);
}

} // namespace headroom
