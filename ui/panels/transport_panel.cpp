// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/transport_panel.h"

#include "ui/text/format_text.h"
#include "ui/theme/digits.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

namespace headroom {

namespace {

constexpr double longestPreRoll = 60.0;

bool runs(TransportState state) {
    return state == TransportState::Recording || state == TransportState::Paused;
}

} // namespace

TransportPanel::TransportPanel(QWidget* parent)
    : QFrame(parent),
      time_(new DigitLabel(this)),
      stateIcon_(new QLabel(this)),
      stateWord_(new QLabel(this)),
      file_(new ElidedLabel(Qt::ElideMiddle, this)),
      disk_(new ElidedLabel(Qt::ElideRight, this)) {
    setObjectName(QStringLiteral("transport"));
    setAttribute(Qt::WA_StyledBackground);
    buildButtons();
    buildChoices();

    QFont big = font();
    big.setPointSizeF(big.pointSizeF() * 2.2);
    big.setWeight(QFont::DemiBold);
    time_->setFont(big);
    time_->setWidest(clockText(0.0));
    time_->setText(clockText(0.0));
    time_->setAlignment(Qt::AlignRight);
    time_->setAccessibleName(tr("Recorded time"));
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    stateWord_->setFont(strong);
    disk_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    disk_->setProperty("muted", true);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(record_);
    buttons->addSpacing(space::tiny);
    buttons->addWidget(stop_);
    buttons->addWidget(pause_);
    buttons->addWidget(marker_);
    buttons->addStretch(1);
    buttons->addWidget(time_);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::small);
    line->addWidget(stateIcon_);
    line->addWidget(stateWord_);
    line->addWidget(file_, 3);
    line->addWidget(disk_, 2);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(space::small);
    choices->addWidget(formatLabel_);
    choices->addWidget(format_);
    choices->addWidget(samples_);
    choices->addSpacing(space::small);
    choices->addWidget(preRollLabel_);
    choices->addWidget(preRoll_);
    choices->addStretch(1);
    choices->addWidget(folder_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::medium, space::large, space::medium);
    column->setSpacing(space::small);
    column->addLayout(buttons);
    column->addLayout(line);
    column->addLayout(choices);

    setFacts(RecordingFacts{});
    setState(TransportState::NoInput);
}

void TransportPanel::buildButtons() {
    record_ = new TransportButton(QStringLiteral("record"), tr("Record"), QStringLiteral("R"), this);
    record_->keepRoomFor(tr("Recording"));
    stop_ = new TransportButton(QStringLiteral("stop"), tr("Stop"), QString(), this);
    pause_ = new TransportButton(QStringLiteral("pause"), tr("Pause"), QStringLiteral("P"), this);
    pause_->keepRoomFor(tr("Resume"));
    marker_ = new TransportButton(QStringLiteral("marker"), tr("Marker"), QStringLiteral("M"), this);
    connect(record_, &QAbstractButton::clicked, this, [this] {
        // A double click means one recording, not one that is stopped at once.
        const bool second =
            sinceRecordPress_.isValid() && sinceRecordPress_.elapsed() < QApplication::doubleClickInterval();
        if (second)
            return;
        sinceRecordPress_.start();
        emit recordPressed();
    });
    connect(stop_, &QAbstractButton::clicked, this, &TransportPanel::stopPressed);
    connect(pause_, &QAbstractButton::clicked, this, &TransportPanel::pausePressed);
    connect(marker_, &QAbstractButton::clicked, this, &TransportPanel::markerPressed);
}

void TransportPanel::buildChoices() {
    formatLabel_ = new QLabel(tr("F&ormat"), this);
    format_ = new QComboBox(this);
    samples_ = new QComboBox(this);
    preRollLabel_ = new QLabel(tr("Pr&e-roll"), this);
    preRoll_ = new QDoubleSpinBox(this);
    folder_ = new QPushButton(this);
    formatLabel_->setBuddy(format_);
    preRollLabel_->setBuddy(preRoll_);
    format_->setAccessibleName(tr("File format"));
    format_->setToolTip(tr("The format of the next take"));
    samples_->setAccessibleName(tr("Sample format"));
    samples_->setToolTip(tr("How each sample is stored"));
    preRoll_->setRange(0.0, longestPreRoll);
    preRoll_->setDecimals(0);
    preRoll_->setSuffix(tr(" s", "seconds, after a number"));
    preRoll_->setSpecialValueText(tr("Off", "pre-roll"));
    preRoll_->setKeyboardTracking(false);
    preRoll_->setAccessibleName(tr("Pre-roll in seconds"));
    preRoll_->setToolTip(tr("How much of what was heard before Record is pressed belongs to the take"));
    folder_->setIcon(themedIcon(QStringLiteral("folder")));
    folder_->setMaximumWidth(320);
    connect(format_, &QComboBox::activated, this, [this] {
        fillSamples(sampleFormat());
        emit formatChanged();
    });
    connect(samples_, &QComboBox::activated, this, [this] { emit formatChanged(); });
    connect(preRoll_, &QDoubleSpinBox::valueChanged, this, &TransportPanel::preRollChanged);
    connect(folder_, &QPushButton::clicked, this, &TransportPanel::folderPressed);
}

void TransportPanel::setFacts(const RecordingFacts& facts) {
    const FileFormat before = format_->count() > 0 ? format() : FileFormat::Wav;
    const SampleFormat samplesBefore = samples_->count() > 0 ? sampleFormat() : SampleFormat::Float;
    facts_ = facts;
    format_->clear();
    for (const FormatOption& option : facts_.formats)
        format_->addItem(fileFormatText(option.format), static_cast<int>(option.format));
    setFormat(before, samplesBefore);
}

void TransportPanel::setFormat(FileFormat format, SampleFormat samples) {
    const int at = format_->findData(static_cast<int>(format));
    format_->setCurrentIndex(at >= 0 ? at : 0);
    fillSamples(samples);
}

void TransportPanel::fillSamples(SampleFormat wanted) {
    samples_->clear();
    for (const FormatOption& option : facts_.formats) {
        if (option.format != format())
            continue;
        for (const SampleFormat samples : option.samples)
            samples_->addItem(sampleFormatText(samples), static_cast<int>(samples));
    }
    const int at = samples_->findData(static_cast<int>(wanted));
    samples_->setCurrentIndex(at >= 0 ? at : 0);
    // Where there is nothing to choose there is nothing to read either: a lossy format has no bits of a
    // sample.
    samples_->setVisible(samples_->count() > 1);
}

FileFormat TransportPanel::format() const {
    return static_cast<FileFormat>(format_->currentData().toInt());
}

SampleFormat TransportPanel::sampleFormat() const {
    return samples_->count() > 0 ? static_cast<SampleFormat>(samples_->currentData().toInt())
                                 : SampleFormat::Float;
}

void TransportPanel::setPreRoll(double seconds) {
    const QSignalBlocker quiet(preRoll_);
    preRoll_->setValue(seconds);
}

void TransportPanel::setState(TransportState state) {
    state_ = state;
    const bool idle = state == TransportState::NoInput || state == TransportState::Idle;
    const bool running = runs(state);
    // A button that is disabled loses the focus to whatever is next; Record stays, and a press in the moments
    // before and after a take stops it or does nothing.
    if (stop_->hasFocus() && !running)
        record_->setFocus(Qt::OtherFocusReason);
    record_->setEnabled(state != TransportState::NoInput);
    record_->setLook(idle ? TransportButton::Look::Filled : TransportButton::Look::Running);
    record_->setText(idle ? tr("Record") : tr("Recording"));
    record_->setKey(idle ? QStringLiteral("R") : QString());
    record_->setToolTip(idle ? tr("Record the chosen input (R)") : tr("R again stops the recording"));
    record_->setAccessibleDescription(record_->toolTip());
    stop_->setEnabled(running || state == TransportState::Starting);
    stop_->setLook(running ? TransportButton::Look::Filled : TransportButton::Look::Plain);
    stop_->setKey(running ? QStringLiteral("R") : QString());
    stop_->setToolTip(tr("Stop and save the take (R or Ctrl+.)"));
    pause_->setEnabled(running);
    const bool paused = state == TransportState::Paused;
    pause_->setText(paused ? tr("Resume") : tr("Pause"));
    pause_->setIconName(paused ? QStringLiteral("resume") : QStringLiteral("pause"));
    pause_->setToolTip(paused ? tr("Go on in the same file (P)")
                              : tr("Leave out what comes until you resume (P)"));
    marker_->setEnabled(running);
    marker_->setToolTip(tr("Mark this place in the take (M)"));
    for (QWidget* choice : {static_cast<QWidget*>(format_), static_cast<QWidget*>(samples_),
                            static_cast<QWidget*>(preRoll_), static_cast<QWidget*>(folder_),
                            static_cast<QWidget*>(formatLabel_), static_cast<QWidget*>(preRollLabel_)})
        choice->setEnabled(idle);
    setProperty("recording", !idle);
    style()->unpolish(this);
    style()->polish(this);
    refreshWords();
}

void TransportPanel::refreshWords() {
    const Colors& c = Theme::colors();
    QString icon;
    QString word;
    QColor color = c.muted;
    switch (state_) {
    case TransportState::NoInput: word = tr("Choose an input first"); break;
    case TransportState::Idle:
        word = ready_ ? tr("Ready") : tr("The input is not open");
        icon = ready_ ? QStringLiteral("complete") : QString();
        color = ready_ ? c.good : c.muted;
        break;
    case TransportState::Starting:
        word = tr("Waiting for the first sample");
        icon = QStringLiteral("waiting");
        color = c.warn;
        break;
    case TransportState::Recording:
        word = tr("Recording");
        icon = QStringLiteral("record");
        color = c.bad;
        break;
    case TransportState::Paused:
        word = tr("Paused");
        icon = QStringLiteral("pause");
        color = c.warn;
        break;
    case TransportState::Finishing:
        word = tr("Closing the file…");
        icon = QStringLiteral("waiting");
        color = c.warn;
        break;
    }
    // This is called ten times a second while a take runs, and setting a style is dear.
    if (const QString look = icon + color.name(); look != shownLook_) {
        shownLook_ = look;
        stateIcon_->setVisible(!icon.isEmpty());
        if (!icon.isEmpty())
            stateIcon_->setPixmap(iconPixmap(icon, color, 18, devicePixelRatioF()));
        stateWord_->setStyleSheet(QStringLiteral("color: %1;").arg(color.name()));
    }
    stateWord_->setText(word);
    const bool idle = state_ == TransportState::NoInput || state_ == TransportState::Idle;
    if (idle) {
        file_->setFullText(outcome_);
        showFolder();
    } else {
        const QString name = QFileInfo(takeFile_).fileName();
        QString text = simulated_ && !name.isEmpty() ? tr("%1 (simulated)", "file name").arg(name) : name;
        if (part_ > 1)
            text = tr("Part %1: %2", "number, file name").arg(part_).arg(text);
        file_->setFullText(text);
    }
}

void TransportPanel::setProgress(const TakeProgress& progress, int rate) {
    time_->setText(
        clockText(earlierSeconds_ + (rate > 0 ? static_cast<double>(progress.frames) / rate : 0.0)));
    if (!progress.file.empty())
        takeFile_ = QString::fromStdString(progress.file);
    refreshWords();
    QStringList parts;
    if (progress.markers > 0)
        parts << (progress.markers == 1 ? tr("1 marker")
                                        : tr("%n markers", nullptr, static_cast<int>(progress.markers)));
    parts << sizeText(progress.bytesWritten + progress.bytesWaiting);
    parts << tr("%1 left", "time that the disk still holds").arg(timeLeftText(progress.secondsLeft));
    disk_->setFullText(parts.join(QStringLiteral(" · ")));
}

void TransportPanel::setInputReady(bool ready) {
    if (ready == ready_)
        return;
    ready_ = ready;
    refreshWords();
}

void TransportPanel::setFile(const QString& path, bool simulated) {
    takeFile_ = path;
    simulated_ = simulated;
    refreshWords();
}

void TransportPanel::setPart(int part, double earlierSeconds) {
    part_ = part;
    earlierSeconds_ = earlierSeconds;
    refreshWords();
}

void TransportPanel::setOutcome(const QString& text) {
    outcome_ = text;
    refreshWords();
}

void TransportPanel::setFolder(const QString& folder, std::optional<std::uint64_t> bytesFree,
                               std::optional<double> secondsLeft) {
    folderPath_ = folder;
    QStringList parts;
    if (secondsLeft)
        parts << tr("%1 left", "time that the disk still holds").arg(timeLeftText(*secondsLeft));
    if (bytesFree)
        parts << tr("%1 free", "room on the disk").arg(sizeText(*bytesFree));
    folderText_ = parts.join(QStringLiteral(" · "));
    if (state_ == TransportState::NoInput || state_ == TransportState::Idle)
        showFolder();
}

void TransportPanel::showFolder() {
    disk_->setFullText(folderText_);
    const QString name = QDir(folderPath_).dirName();
    folder_->setText(folder_->fontMetrics().elidedText(name, Qt::ElideMiddle, 160));
    folder_->setToolTip(
        tr("Recordings go to %1. Click to change the folder.").arg(QDir::toNativeSeparators(folderPath_)));
    folder_->setAccessibleName(tr("Recordings folder: %1").arg(folderPath_));
}

QString TransportPanel::timeText() const {
    return time_->text();
}

void TransportPanel::themeChanged() {
    refreshWords();
    for (QWidget* button : {static_cast<QWidget*>(record_), static_cast<QWidget*>(stop_),
                            static_cast<QWidget*>(pause_), static_cast<QWidget*>(marker_)})
        button->update();
}

} // namespace headroom
