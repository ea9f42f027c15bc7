// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/meter_accessibility.h"

#include "ui/meters/channel_meter.h"
#include "ui/meters/meter_scale.h"
#include "ui/text/format_text.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <algorithm>

namespace headroom {

namespace {

class AccessibleMeter : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit AccessibleMeter(ChannelMeter* meter) : QAccessibleWidget(meter, QAccessible::ProgressBar) {}

    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        const ChannelLevel& level = meter().level();
        switch (kind) {
        case QAccessible::Name: return ChannelMeter::tr("Level, %1").arg(meter().position());
        case QAccessible::Value: return ChannelMeter::tr("%1 dBFS").arg(levelText(level.peakDb));
        case QAccessible::Description:
            return ChannelMeter::tr("Highest peak %1 dBFS, RMS %2 dBFS, clips: %3")
                .arg(levelText(level.maxPeakDb), levelText(level.rmsDb))
                .arg(level.clips);
        default: return QAccessibleWidget::text(kind);
        }
    }

    // A value must be finite: silence is the scale's end.
    [[nodiscard]] QVariant currentValue() const override {
        return std::max(meter().level().peakDb, meter_scale::floorDb);
    }
    void setCurrentValue(const QVariant&) override {}
    [[nodiscard]] QVariant maximumValue() const override { return meter_scale::topDb; }
    [[nodiscard]] QVariant minimumValue() const override { return meter_scale::floorDb; }
    [[nodiscard]] QVariant minimumStepSize() const override { return 0.1; }

private:
    [[nodiscard]] const ChannelMeter& meter() const { return *static_cast<const ChannelMeter*>(widget()); }
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* meter = qobject_cast<ChannelMeter*>(object);
    return meter != nullptr ? new AccessibleMeter(meter) : nullptr;
}

} // namespace

void installMeterAccessibility() {
    QAccessible::installFactory(makeInterface);
}

} // namespace headroom
