// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/identify_bar.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace headroom {

namespace {

constexpr double quietestDb = -60.0;
constexpr double loudestDb = -6.0; // the engine plays no louder
constexpr double usualDb = -20.0;

} // namespace

IdentifyBar::IdentifyBar(QWidget* parent)
    : QWidget(parent),
      button_(new QPushButton(this)),
      signal_(new QComboBox(this)),
      level_(new QDoubleSpinBox(this)),
      repeat_(new QCheckBox(tr("&Repeat"), this)),
      heard_(new QLabel(this)) {
    button_->setObjectName(QStringLiteral("identify"));
    button_->setAutoDefault(false);
    signal_->setObjectName(QStringLiteral("identifySignal"));
    level_->setObjectName(QStringLiteral("identifyLevel"));
    repeat_->setObjectName(QStringLiteral("identifyRepeat"));
    signal_->addItem(tr("Pink noise"), static_cast<int>(TestSignal::Noise));
    signal_->addItem(tr("Tone"), static_cast<int>(TestSignal::Tone));
    signal_->addItem(tr("Like speech"), static_cast<int>(TestSignal::Burst));
    signal_->setAccessibleName(tr("Signal"));
    signal_->setToolTip(tr("What is played. Noise in the rhythm of speech is found best by the ear."));
    level_->setRange(quietestDb, loudestDb);
    level_->setDecimals(0);
    level_->setSingleStep(1.0);
    level_->setValue(usualDb);
    level_->setSuffix(tr(" dBFS", "after a number"));
    level_->setAccessibleName(tr("Level"));
    level_->setToolTip(tr("How loud it is played: RMS level"));
    repeat_->setToolTip(tr("Over and over until it is stopped"));
    heard_->setProperty("muted", true);
    heard_->setTextFormat(Qt::PlainText);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(space::small, 0, space::small, space::small);
    grid->setSpacing(space::small);
    grid->addWidget(heard_, 0, 0, 1, 2);
    grid->addWidget(button_, 1, 0);
    grid->addWidget(repeat_, 1, 1);
    grid->addWidget(signal_, 2, 0);
    grid->addWidget(level_, 2, 1);
    grid->setColumnStretch(0, 1);
    connect(button_, &QPushButton::clicked, this, [this] {
        if (running_)
            emit stopRequested();
        else
            emit startRequested();
    });
    refresh();
}

TestSignal IdentifyBar::signal() const {
    return static_cast<TestSignal>(signal_->currentData().toInt());
}

double IdentifyBar::levelDb() const {
    return level_->value();
}

bool IdentifyBar::repeat() const {
    return repeat_->isChecked();
}

void IdentifyBar::setRunning(bool running) {
    running_ = running;
    refresh();
}

void IdentifyBar::setHeard(const QString& words) {
    heard_->setText(words);
    heard_->setToolTip(words);
}

QString IdentifyBar::heard() const {
    return heard_->text();
}

void IdentifyBar::setPossible(bool possible, const QString& why) {
    possible_ = possible;
    button_->setToolTip(possible ? QString() : why);
    refresh();
}

void IdentifyBar::refresh() {
    // What runs can always be stopped.
    button_->setEnabled(possible_ || running_);
    button_->setText(running_ ? tr("&Stop") : tr("&Identify All"));
    button_->setIcon(themedIcon(running_ ? QStringLiteral("stop") : QStringLiteral("speaker")));
    signal_->setEnabled(!running_);
    level_->setEnabled(!running_);
    repeat_->setEnabled(!running_);
}

void IdentifyBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace headroom
