// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/meter_panel.h"

#include "ui/meters/meter_bridge.h"
#include "ui/text/format_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace headroom {

MeterLegend::MeterLegend(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(unitText());
    setToolTip(tr("Full scale is 0 dBFS. RMS is the plain root mean square: a full-scale sine reads -3.0. "
                  "The held peak stays for 1.5 s."));
}

QString MeterLegend::unitText() {
    return tr("dBFS, sample peak; RMS 300 ms");
}

QSize MeterLegend::sizeHint() const {
    return {360, fontMetrics().height() + space::tiny};
}

void MeterLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& c = Theme::colors();
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.88);
    painter.setFont(small);
    const QFontMetrics metrics(small);
    painter.setPen(c.muted);
    const QString unit = unitText();
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(unit, Qt::ElideRight, width()));
    struct Key {
        QString word;
        QColor color;
        bool line;
    };
    const Key keys[] = {{tr("Hold"), c.meterHold, true},
                        {tr("RMS"), c.meterLow.rms, false},
                        {tr("Peak"), c.meterLow.peak, false}};
    int needed = metrics.horizontalAdvance(unit) + space::large;
    for (const Key& key : keys)
        needed += metrics.horizontalAdvance(key.word) + 12 + space::tiny + space::medium;
    if (needed > width())
        return;
    int x = width();
    for (const Key& key : keys) {
        x -= metrics.horizontalAdvance(key.word);
        painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter, key.word);
        x -= 12 + space::tiny;
        const int side = key.line ? 2 : 10;
        painter.fillRect(QRect(x, (height() - side) / 2, 12, side), key.color);
        x -= space::medium;
    }
}

MeterPanel::MeterPanel(QWidget* parent)
    : QWidget(parent),
      title_(new ElidedLabel(Qt::ElideMiddle, this)),
      subtitle_(new ElidedLabel(Qt::ElideRight, this)),
      map_(new QPushButton(this)),
      reset_(new QPushButton(this)),
      bridge_(new MeterBridge(this)),
      message_(new QWidget(this)),
      messageIcon_(new QLabel(message_)),
      messageText_(new QLabel(message_)),
      messageButton_(new QPushButton(message_)),
      legend_(new MeterLegend(this)) {
    setObjectName(QStringLiteral("meterPanel"));
    setAttribute(Qt::WA_StyledBackground);
    QFont titleFont = font();
    titleFont.setPointSizeF(titleFont.pointSizeF() * 1.2);
    titleFont.setWeight(QFont::DemiBold);
    title_->setFont(titleFont);
    subtitle_->setProperty("muted", true);
    reset_->setIcon(themedIcon(QStringLiteral("reset")));
    reset_->setToolTip(tr("Begin the maxima and the clip counts anew (Ctrl+R)"));
    reset_->setAccessibleName(tr("Reset meters"));
    connect(reset_, &QPushButton::clicked, this, &MeterPanel::resetRequested);
    map_->setIcon(themedIcon(QStringLiteral("channel-map")));
    map_->setEnabled(false);
    connect(map_, &QPushButton::clicked, this, &MeterPanel::mapRequested);
    connect(bridge_, &MeterBridge::resetRequested, this, &MeterPanel::resetRequested);

    messageText_->setWordWrap(true);
    messageText_->setAlignment(Qt::AlignHCenter);
    messageText_->setTextFormat(Qt::PlainText);
    messageText_->setProperty("muted", true);
    messageText_->setMaximumWidth(460);
    messageText_->setMinimumWidth(160);
    auto* messageColumn = new QVBoxLayout(message_);
    messageColumn->setSpacing(space::medium);
    messageColumn->addStretch(1);
    messageColumn->addWidget(messageIcon_, 0, Qt::AlignHCenter);
    auto* textRow = new QHBoxLayout;
    textRow->addStretch(1);
    textRow->addWidget(messageText_, 8);
    textRow->addStretch(1);
    messageColumn->addLayout(textRow);
    messageColumn->addWidget(messageButton_, 0, Qt::AlignHCenter);
    messageColumn->addStretch(2);
    connect(messageButton_, &QPushButton::clicked, this, [this] {
        if (offer_ == Offer::Default)
            emit defaultRequested();
        else
            emit openRequested();
    });

    auto* titles = new QVBoxLayout;
    titles->setSpacing(0);
    titles->addWidget(title_);
    titles->addWidget(subtitle_);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::medium);
    head->addLayout(titles, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(map_, 0, Qt::AlignVCenter);
    buttons->addWidget(reset_, 0, Qt::AlignVCenter);
    head->addLayout(buttons);
    stack_ = new QStackedLayout;
    stack_->addWidget(message_);
    stack_->addWidget(bridge_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::medium, space::large, space::small);
    column->setSpacing(space::small);
    column->addLayout(head);
    column->addLayout(stack_, 1);
    column->addWidget(legend_);
    setMapWords({});
    showNothing();
}

void MeterPanel::setMapWords(const QString& words) {
    mapWords_ = words;
    map_->setToolTip(words.isEmpty() ? tr("Channel map: which channels are recorded, in which order (Ctrl+M)")
                                     : tr("Channel map: %1 (Ctrl+M)").arg(words));
    map_->setAccessibleName(words.isEmpty() ? tr("Channel map") : tr("Channel map: %1").arg(words));
    fitButtons();
}

void MeterPanel::setMapOffered(bool offered) {
    map_->setEnabled(offered);
}

void MeterPanel::fitButtons() {
    // In a narrow window pictures do; what they mean is in their tool tips.
    constexpr int narrow = 560;
    constexpr int widestWords = 170;
    const bool words = width() >= narrow;
    reset_->setText(words ? tr("Reset") : QString());
    map_->setText(!words ? QString()
                  : mapWords_.isEmpty()
                      ? tr("Map…", "channel map")
                      : map_->fontMetrics().elidedText(mapWords_, Qt::ElideRight, widestWords));
}

QString MeterPanel::message() const {
    return stack_->currentWidget() == message_ ? messageText_->text() : QString();
}

void MeterPanel::showMessage(const QString& icon, const QString& text, Offer offer, const QString& button) {
    offer_ = offer;
    bridge_->clear();
    messageIconName_ = icon;
    messageIcon_->setPixmap(iconPixmap(icon, Theme::colors().muted, 40, devicePixelRatioF()));
    messageText_->setText(text);
    messageButton_->setText(button);
    messageButton_->setVisible(!button.isEmpty());
    stack_->setCurrentWidget(message_);
    reset_->setEnabled(false);
    legend_->hide();
}

QStringList MeterPanel::kindWords(const Device& device) const {
    return {following_ ? tr("System default") : deviceKindText(device)};
}

void MeterPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // In a low window the words need the room that the picture would take.
    constexpr int low = 230;
    messageIcon_->setVisible(height() >= low);
    fitButtons();
}

void MeterPanel::showDevice(const Device& device) {
    title_->setFullText(QString::fromStdString(device.name));
    QStringList parts = kindWords(device);
    // Of a device that is only remembered no more is known than its name.
    if (device.format.rate > 0)
        parts << channelCountText(device.format.channelCount()) << rateText(device.format.rate);
    subtitle_->setFullText(parts.join(QStringLiteral(" · ")));
}

void MeterPanel::showNothing() {
    title_->setFullText(tr("No input chosen"));
    subtitle_->setFullText(tr("Its level shows here as soon as it is chosen."));
    showMessage(QStringLiteral("microphone"), tr("Choose a microphone or a loopback at the left."));
}

void MeterPanel::showNoDevices() {
    title_->setFullText(tr("No input found"));
    subtitle_->setFullText(tr("Its level shows here as soon as it is chosen."));
    showMessage(QStringLiteral("unplugged"),
                tr("The system has no microphone and no loopback. Plug a device in; it is shown by itself."));
}

void MeterPanel::showNoDefault() {
    title_->setFullText(tr("System default"));
    subtitle_->setFullText(tr("There is none now"));
    showMessage(QStringLiteral("unplugged"),
                tr("The system has no default input. As soon as it has one, that is opened. Or choose an "
                   "input at the left."));
}

void MeterPanel::showOpening(const Device& device) {
    showDevice(device);
    showMessage(QStringLiteral("waiting"), tr("Opening…"));
}

void MeterPanel::showOpen(const Device& device, const GrantedStream& granted, const RecordMap& map) {
    title_->setFullText(QString::fromStdString(device.name));
    QStringList parts = kindWords(device);
    const int own = granted.format.channelCount();
    parts << (map.channels() == own
                  ? channelCountText(own)
                  : QStringLiteral("%1 → %2").arg(QString::number(own), channelCountText(map.channels())))
          << rateText(granted.format.rate);
    if (granted.latencySeconds > 0.0)
        parts << tr("latency %1").arg(shortTimeText(granted.latencySeconds));
    if (granted.exclusive)
        parts << tr("exclusive");
    if (device.isSimulated())
        parts << tr("simulated");
    subtitle_->setFullText(parts.join(QStringLiteral(" · ")));
    bridge_->setChannels(map.positions, map.labels);
    stack_->setCurrentWidget(bridge_);
    reset_->setEnabled(true);
    legend_->show();
}

void MeterPanel::showWaiting(const Device& device, bool offersDefault) {
    showDevice(device);
    const QString name = QString::fromStdString(device.name);
    const QString text =
        following_ ? tr("Waiting for the system's default input. It is opened as soon as there is one.")
        : device.isApplication
            ? tr("Waiting: “%1” has stopped playing. It is opened again as soon as it plays; nothing else "
                 "is recorded in its place.")
                  .arg(name)
            : tr("Waiting for “%1”: it is not connected. It is opened as soon as it is back; no other "
                 "device takes its place.")
                  .arg(name);
    showMessage(QStringLiteral("unplugged"), text, offersDefault ? Offer::Default : Offer::Nothing,
                offersDefault ? tr("Use the System Default Instead") : QString());
}

void MeterPanel::showFailed(const QString& name, const QString& words) {
    title_->setFullText(name);
    subtitle_->setFullText(tr("Could not be opened"));
    showMessage(QStringLiteral("error"), words, Offer::Open, tr("Try Again"));
}

void MeterPanel::showClosed(const Device& device) {
    showDevice(device);
    showMessage(QStringLiteral("microphone"), tr("This input is closed."), Offer::Open, tr("Open"));
}

void MeterPanel::showAsksFirst(const Device& device) {
    showDevice(device);
    showMessage(
        QStringLiteral("microphone"),
        tr("This device opens when you ask for it: its microphone may switch a headset to the sound of a "
           "telephone for as long as it is open."),
        Offer::Open, tr("Open Microphone"));
}

void MeterPanel::setReading(const LevelReading& reading) {
    if (stack_->currentWidget() == bridge_)
        bridge_->setReading(reading);
}

void MeterPanel::themeChanged() {
    bridge_->themeChanged();
    messageIcon_->setPixmap(iconPixmap(messageIconName_, Theme::colors().muted, 40, devicePixelRatioF()));
    legend_->update();
}

} // namespace headroom
