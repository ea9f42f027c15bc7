// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include "engine/backends/registry.h"
#include "engine/core/channel_map.h"
#include "ui/text/error_text.h"

#include <QCommandLineParser>
#include <QLocale>

#include <array>
#include <cmath>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

struct CommandWords {
    Command command;
    const char* word;
    const char* about;
    const char* arguments;
    /// The options that belong to it; --backend and --json belong to every command.
    const char* options;
};

constexpr std::array commands = {
    CommandWords{Command::Devices, "devices",
                 QT_TRANSLATE_NOOP("CommandLine", "List speakers, microphones and loopbacks"), "", ""},
    CommandWords{Command::Channels, "channels",
                 QT_TRANSLATE_NOOP("CommandLine", "List every channel position name with its index"), "", ""},
    CommandWords{Command::Record, "record",
                 QT_TRANSLATE_NOOP("CommandLine", "Record a microphone or a loopback"), "FILE",
                 "from loopback rate channels block exclusive duration frames sample-format split-minutes "
                 "split-megabytes force"},
    CommandWords{Command::Meter, "meter",
                 QT_TRANSLATE_NOOP("CommandLine", "Show live levels until interrupted"), "",
                 "from loopback rate channels block exclusive duration frames"},
    CommandWords{Command::Identify, "identify",
                 QT_TRANSLATE_NOOP("CommandLine", "Play on each channel of a speaker in turn, and name it"),
                 "", "to channels duration signal level"},
    CommandWords{Command::Analyze, "analyze",
                 QT_TRANSLATE_NOOP("CommandLine", "Levels and clips of finished files"), "FILE...", ""},
    CommandWords{Command::Doctor, "doctor",
                 QT_TRANSLATE_NOOP("CommandLine", "What works here, what does not, and what to do about it"),
                 "", "recordings"},
};

struct OptionWords {
    const char* name;
    const char* value; ///< null: a switch
    const char* about;
};

constexpr std::array options = {
    OptionWords{
        "backend", "NAME",
        QT_TRANSLATE_NOOP(
            "CommandLine",
            "Sound system: pulse, wasapi, coreaudio or simulated; the platform's own where not given")},
    OptionWords{"recordings", "DIR",
                QT_TRANSLATE_NOOP("CommandLine", "Folder of the recordings in the window")},
    OptionWords{"json", nullptr,
                QT_TRANSLATE_NOOP("CommandLine", "One JSON object a line on standard output")},
    OptionWords{"from", "PATTERN",
                QT_TRANSLATE_NOOP("CommandLine", "Microphone or loopback: its id, a part of its name, or "
                                                 "some of its letters; the default input where not given")},
    OptionWords{"loopback", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Let --from find loopbacks too")},
    OptionWords{"to", "PATTERN",
                QT_TRANSLATE_NOOP("CommandLine", "Speaker, likewise; the default one where not given")},
    OptionWords{"rate", "HZ",
                QT_TRANSLATE_NOOP("CommandLine", "Sample rate; the device's own where not given")},
    OptionWords{"channels", "MAP",
                QT_TRANSLATE_NOOP("CommandLine", "Channel map: names, indices, mono, silence or #N, "
                                                 "separated by commas; all channels where not given")},
    OptionWords{"block", "FRAMES", QT_TRANSLATE_NOOP("CommandLine", "Wanted block size")},
    OptionWords{"exclusive", nullptr,
                QT_TRANSLATE_NOOP("CommandLine", "Exclusive mode, where the platform has it")},
    OptionWords{
        "duration", "S",
        QT_TRANSLATE_NOOP("CommandLine", "Stop after so many seconds; identify: so long on each channel")},
    OptionWords{"frames", "N", QT_TRANSLATE_NOOP("CommandLine", "Stop after exactly so many frames")},
    OptionWords{"sample-format", "F", QT_TRANSLATE_NOOP("CommandLine", "16, 24, 32 or float")},
    OptionWords{"split-minutes", "M",
                QT_TRANSLATE_NOOP("CommandLine", "Begin a new file every so many minutes")},
    OptionWords{"split-megabytes", "M",
                QT_TRANSLATE_NOOP("CommandLine", "Begin a new file every so many megabytes")},
    OptionWords{"signal", "NAME", QT_TRANSLATE_NOOP("CommandLine", "identify: noise, tone or burst")},
    OptionWords{
        "level", "DB",
        QT_TRANSLATE_NOOP("CommandLine", "identify: root mean square, -120 to -6 dBFS; -20 where not given")},
    OptionWords{"force", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Overwrite an existing file")},
};

QString overview() {
    QString text = Words::tr("Usage: headroom [--recordings DIR] [--backend NAME]      the window") + u'\n';
    text += Words::tr("       headroom COMMAND [FILE...] [options]") + QStringLiteral("\n\n") +
            Words::tr("Commands:") + u'\n';
    for (const CommandWords& command : commands)
        text += QStringLiteral("  %1 %2 %3\n")
                    .arg(QLatin1String(command.word), -9)
                    .arg(QLatin1String(command.arguments), -9)
                    .arg(Words::tr(command.about));
    text += u'\n' + Words::tr("Options:") + u'\n';
    for (const OptionWords& option : options) {
        QString word = QStringLiteral("--") + QLatin1String(option.name);
        if (option.value != nullptr)
            word += u' ' + QLatin1String(option.value);
        text += QStringLiteral("  %1 %2\n").arg(word, -20).arg(Words::tr(option.about));
    }
    text += QStringLiteral("  %1 %2\n").arg(QStringLiteral("--help"), -20).arg(Words::tr("This text"));
    text += QStringLiteral("  %1 %2\n").arg(QStringLiteral("--version"), -20).arg(Words::tr("The version"));
    return text;
}

QString usageOf(const CommandWords* command) {
    if (command == nullptr)
        return Words::tr("Usage: headroom COMMAND [FILE...] [options]; headroom --help lists them.");
    QString text = QStringLiteral("headroom %1").arg(QLatin1String(command->word));
    if (*command->arguments != '\0')
        text += u' ' + QLatin1String(command->arguments);
    for (const QString& name : QString::fromLatin1(command->options).split(u' ', Qt::SkipEmptyParts)) {
        const auto it = std::ranges::find(options, name,
                                          [](const OptionWords& o) { return QString::fromLatin1(o.name); });
        text += QStringLiteral(" [--") + name;
        if (it->value != nullptr)
            text += u' ' + QLatin1String(it->value);
        text += u']';
    }
    text += QStringLiteral(" [--backend NAME] [--json]");
    return Words::tr("Usage: %1").arg(text);
}

/// A number from a word in C's way of writing, finite and in the range; nullopt else.
std::optional<double> numberIn(const QString& word, double low, double high) {
    bool ok = false;
    const double number = QLocale::c().toDouble(word, &ok);
    if (!ok || !std::isfinite(number) || number < low || number > high)
        return std::nullopt;
    return number;
}

class Reader {
public:
    explicit Reader(const QStringList& arguments) : arguments_(arguments) {
        for (const OptionWords& option : options) {
            if (option.value != nullptr)
                parser_.addOption({QString::fromLatin1(option.name), {}, QString::fromLatin1(option.value)});
            else
                parser_.addOption(QCommandLineOption(QString::fromLatin1(option.name)));
        }
        parser_.addOption(QCommandLineOption(QStringList{QStringLiteral("h"), QStringLiteral("help")}));
        parser_.addOption(QCommandLineOption(QStringList{QStringLiteral("v"), QStringLiteral("version")}));
    }

    std::variant<CommandLine, AnsweredHere, WrongWords> read() {
        const bool parsed = parser_.parse(QStringList{QStringLiteral("headroom")} + arguments_);
        QStringList words = parser_.positionalArguments();
        if (!words.isEmpty()) {
            const auto it = std::ranges::find(
                commands, words.front(), [](const CommandWords& c) { return QString::fromLatin1(c.word); });
            if (it == commands.end())
                return wrong(Words::tr("There is no command \"%1\".").arg(words.front()));
            words_ = &*it;
            line_.command = it->command;
            words.removeFirst();
        }
        if (!parsed)
            return wrong(parseFailure());
        if (parser_.isSet(QStringLiteral("help")))
            return AnsweredHere{overview()};
        if (parser_.isSet(QStringLiteral("version")))
            return AnsweredHere{QStringLiteral("Headroom " HEADROOM_VERSION "\n")};
        line_.files = words;
        if (auto text = misfit())
            return wrong(*text);
        if (auto text = values())
            return wrong(*text);
        return line_;
    }

private:
    [[nodiscard]] WrongWords wrong(const QString& text) const { return {text, usageOf(words_)}; }

    [[nodiscard]] QString parseFailure() const {
        const QStringList unknown = parser_.unknownOptionNames();
        if (!unknown.isEmpty())
            return Words::tr("There is no option \"%1\".")
                .arg((unknown.front().size() > 1 ? QStringLiteral("--") : QStringLiteral("-")) +
                     unknown.front());
        return Words::tr("An option at the end of the line lacks its value.");
    }

    /// What does not belong to the command.
    [[nodiscard]] std::optional<QString> misfit() const {
        QStringList allowed =
            QString::fromLatin1(words_ == nullptr ? "recordings" : words_->options).split(u' ');
        allowed << QStringLiteral("backend");
        if (words_ != nullptr)
            allowed << QStringLiteral("json");
        for (const QString& name : parser_.optionNames())
            if (!allowed.contains(name))
                return words_ == nullptr
                           ? Words::tr("--%1 needs a command.").arg(name)
                           : Words::tr("--%1 does not belong to %2.").arg(name, QLatin1String(words_->word));
        const QString arguments = QString::fromLatin1(words_ == nullptr ? "" : words_->arguments);
        if (arguments.isEmpty() && !line_.files.isEmpty())
            return Words::tr("%1 takes no file: \"%2\".")
                .arg(QLatin1String(words_->word), line_.files.front());
        if (!arguments.isEmpty() && line_.files.isEmpty())
            return Words::tr("%1 needs a FILE.").arg(QLatin1String(words_->word));
        if (arguments == QStringLiteral("FILE") && line_.files.size() > 1)
            return Words::tr("%1 takes one FILE; \"%2\" is one too many.")
                .arg(QLatin1String(words_->word), line_.files.at(1));
        return std::nullopt;
    }

    [[nodiscard]] bool given(const char* name) const { return parser_.isSet(QString::fromLatin1(name)); }
    [[nodiscard]] QString word(const char* name) const { return parser_.value(QString::fromLatin1(name)); }

    /// The number of an option; false and a text where it is out of its range.
    bool number(const char* name, double low, double high, bool whole, double& number,
                std::optional<QString>& text) const {
        const auto found = numberIn(word(name), low, high);
        if (!found || (whole && *found != std::floor(*found))) {
            text = whole ? Words::tr("--%1 \"%2\" is not a whole number from %3 to %4.")
                         : Words::tr("--%1 \"%2\" is not a number from %3 to %4.");
            text = text->arg(QLatin1String(name), word(name), QString::number(low, 'g', 15),
                             QString::number(high, 'g', 15));
            return false;
        }
        number = *found;
        return true;
    }

    std::optional<QString> values() {
        line_.backend = word("backend");
        line_.recordings = word("recordings");
        line_.json = given("json");
        line_.loopback = given("loopback");
        line_.exclusive = given("exclusive");
        line_.force = given("force");
        if (given("from"))
            line_.from = word("from");
        if (given("to"))
            line_.to = word("to");
        const auto names = backendNames();
        if (given("backend") && std::ranges::count(names, line_.backend.toStdString()) == 0) {
            QStringList offers;
            for (const std::string& name : names)
                offers << QString::fromStdString(name);
            return Words::tr("--backend \"%1\" is not in this build; it has %2.")
                .arg(line_.backend, offers.join(QStringLiteral(", ")));
        }
        std::optional<QString> text;
        double found = 0.0;
        if (given("rate")) {
            if (!number("rate", minRate, maxRate, true, found, text))
                return text;
            line_.rate = static_cast<int>(found);
        }
        if (given("block")) {
            if (!number("block", 1, 1 << 20, true, found, text))
                return text;
            line_.blockFrames = static_cast<std::uint32_t>(found);
        }
        if (given("duration")) {
            const bool each = line_.command == Command::Identify;
            if (!number("duration", each ? 0.05 : 0.001, each ? 60.0 : 1e9, false, found, text))
                return text;
            line_.durationSeconds = found;
        }
        if (given("frames")) {
            if (!number("frames", 1, 1e15, true, found, text))
                return text;
            line_.frames = static_cast<std::uint64_t>(found);
        }
        if (given("signal")) {
            const auto signal = testSignalFromName(word("signal").toStdString());
            if (!signal)
                return Words::tr("--signal \"%1\" is none of noise, tone and burst.").arg(word("signal"));
            line_.signal = *signal;
        }
        if (given("level")) {
            if (!number("level", -120.0, -6.0, false, found, text))
                return text;
            line_.levelDb = found;
        }
        if (line_.frames && line_.durationSeconds)
            return Words::tr("--duration and --frames say the same; give one of them.");
        if (given("split-minutes")) {
            if (!number("split-minutes", 0.01, 1e6, false, found, text))
                return text;
            line_.splitSeconds = found * 60.0;
        }
        if (given("split-megabytes")) {
            if (!number("split-megabytes", 0.1, 1e9, false, found, text))
                return text;
            line_.splitBytes = static_cast<std::uint64_t>(found * 1e6);
        }
        if (given("sample-format")) {
            line_.sampleFormat = sampleFormatFromName(word("sample-format").toStdString());
            if (!line_.sampleFormat)
                return Words::tr("--sample-format \"%1\" is not known; give 16, 24, 32 or float.")
                    .arg(word("sample-format"));
        }
        if (given("channels")) {
            auto map = parseChannelMap(word("channels").toStdString());
            if (!map)
                return errorText(map.error());
            line_.map = std::move(map).value();
        }
        return std::nullopt;
    }

    QStringList arguments_;
    QCommandLineParser parser_;
    const CommandWords* words_ = nullptr;
    CommandLine line_;
};

} // namespace

std::variant<CommandLine, AnsweredHere, WrongWords> readCommandLine(const QStringList& arguments) {
    return Reader(arguments).read();
}

} // namespace headroom
