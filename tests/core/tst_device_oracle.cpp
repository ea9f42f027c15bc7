// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/device.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <optional>
#include <vector>

using namespace headroom;

namespace {

constexpr int lists = 200;

/// SoundCard's rule, from its description and with the tools of another library: the whole identifier; the
/// first name that contains the pattern; the first name on which the pattern's characters, taken literally
/// and joined by ".*", match from the start.
std::optional<QString> soundCardsChoice(const std::vector<Device>& devices, const QString& pattern) {
    const auto idOf = [](const Device& d) { return QString::fromStdString(d.id); };
    const auto nameOf = [](const Device& d) { return QString::fromStdString(d.name); };
    for (const Device& device : devices)
        if (idOf(device) == pattern)
            return idOf(device);
    for (const Device& device : devices)
        if (nameOf(device).contains(pattern))
            return idOf(device);
    QStringList characters;
    for (const char32_t c : pattern.toUcs4())
        characters << QRegularExpression::escape(QString::fromUcs4(&c, 1));
    const QRegularExpression fuzzy("^" + characters.join(".*"),
                                   QRegularExpression::UseUnicodePropertiesOption);
    for (const Device& device : devices)
        if (nameOf(device).contains(fuzzy))
            return idOf(device);
    return std::nullopt;
}

/// The same without regard to case, where the rule itself finds nothing.
std::optional<QString> choiceWithoutCase(std::vector<Device> devices, const QString& pattern) {
    for (Device& device : devices)
        device.name = QString::fromStdString(device.name).toLower().toStdString();
    std::erase_if(devices,
                  [&](const Device& d) { return QString::fromStdString(d.id) == pattern.toLower(); });
    return soundCardsChoice(devices, pattern.toLower());
}

/// Names and patterns of few letters, so that many match and are ambiguous; with what a regular expression
/// would take for more than a letter, and with letters of several bytes, some of which share bytes.
class Generator {
public:
    explicit Generator(quint32 seed) : random_(seed) {}

    QString word(int least, int most) {
        static const std::vector<char32_t> letters{U'a', U'b', U'A', U'B',      U'2',      U'i',         U' ',
                                                   U'.', U'*', U'(', U'[',      U'\\',     U'+',         U'^',
                                                   U'ä', U'Ä', U'é', U'\u0169', U'Д',      U'д',         U'Ω',
                                                   U'ω', U'ž', U'Ž', U'\u4e2d', U'\u4e3d', U'\U0001F3A4'};
        QString text;
        for (int length = random_.bounded(least, most + 1); length > 0; --length) {
            const char32_t c = letters[static_cast<std::size_t>(
                random_.bounded(random_.bounded(2) == 0 ? 6 : static_cast<int>(letters.size())))];
            text += QString::fromUcs4(&c, 1);
        }
        return text;
    }

    std::vector<Device> devices() {
        std::vector<Device> list;
        for (int count = random_.bounded(12); count > 0; --count) {
            Device device;
            device.kind = DeviceKind::Speaker;
            device.id = "id" + std::to_string(list.size());
            // Two devices of one name are usual: two interfaces of one make.
            device.name =
                !list.empty() && random_.bounded(5) == 0 ? list.front().name : word(0, 14).toStdString();
            list.push_back(std::move(device));
        }
        return list;
    }

    /// A word, an identifier, a part of a name, or some of its letters in order; in any case of letters.
    QString pattern(const std::vector<Device>& devices) {
        if (devices.empty() || random_.bounded(4) == 0)
            return word(1, 4);
        const Device& device =
            devices[static_cast<std::size_t>(random_.bounded(static_cast<int>(devices.size())))];
        const QString name = QString::fromStdString(device.name);
        QString text;
        switch (random_.bounded(3)) {
        case 0: return QString::fromStdString(device.id);
        case 1: text = name.mid(random_.bounded(static_cast<int>(name.size()) + 1), 4); break;
        default:
            for (const char32_t c : name.toUcs4())
                if (text.isEmpty() || random_.bounded(3) == 0)
                    text += QString::fromUcs4(&c, 1);
        }
        if (random_.bounded(3) == 0)
            text = random_.bounded(2) == 0 ? text.toUpper() : text.toLower();
        // A pattern cut inside a surrogate pair is none.
        return QString::fromStdString(text.toStdString());
    }

private:
    QRandomGenerator random_;
};

} // namespace

/// Finding a device, against the rule it claims to follow.
class TestDeviceOracle : public QObject {
    Q_OBJECT

private slots:
    void ourChoiceIsSoundCardsAndElseThatWithoutCase() {
        int found = 0, ambiguous = 0, withoutCase = 0, none = 0;
        for (quint32 seed = 0; seed < lists; ++seed) {
            Generator generator(seed);
            const std::vector<Device> devices = generator.devices();
            for (int tries = 0; tries < 20; ++tries) {
                const QString pattern = generator.pattern(devices);
                if (pattern.isEmpty())
                    continue;
                const auto theirs = soundCardsChoice(devices, pattern);
                const auto wanted = theirs ? theirs : choiceWithoutCase(devices, pattern);
                const auto ours = findDevice(devices, pattern.toStdString(), Wanted::Speakers);
                const QString choice = ours ? QString::fromStdString(ours.value().id) : QString();
                QVERIFY2(choice == wanted.value_or(QString()),
                         qPrintable(QStringLiteral("list %1, pattern \"%2\": %3 instead of %4")
                                        .arg(seed)
                                        .arg(pattern, choice, wanted.value_or(QString()))));
                ++(theirs ? found : wanted ? withoutCase : none);
                ambiguous += std::ranges::count_if(devices, [&](const Device& d) {
                                 return QString::fromStdString(d.name).contains(pattern);
                             }) > 1;
            }
        }
        // The generator is worth something only where it reaches all of it.
        QVERIFY2(
            found > 500 && withoutCase > 50 && none > 50 && ambiguous > 100,
            qPrintable(QStringLiteral("%1 %2 %3 %4").arg(found).arg(withoutCase).arg(none).arg(ambiguous)));
    }
};

QTEST_GUILESS_MAIN(TestDeviceOracle)
#include "tst_device_oracle.moc"
