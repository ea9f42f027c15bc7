// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/error_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(headroom::Errors)

public:
    /// A subject in quotation marks; `instead` where the error names none.
    static QString quoted(const Error& error, const QString& instead) {
        return error.subject.empty() ? instead : tr("“%1”").arg(QString::fromStdString(error.subject));
    }

    /// A long list would bury the sentence: the first few, then how many more there are.
    static QString listed(const Error& error) {
        constexpr std::size_t most = 12;
        QStringList words;
        for (std::size_t i = 0; i < error.offers.size() && i < most; ++i)
            words << QString::fromStdString(error.offers[i]);
        const QString list = words.join(tr(", ", "between the entries of a list"));
        if (error.offers.size() <= most)
            return list;
        return tr("%1 and %n more", "end of a list", static_cast<int>(error.offers.size() - most)).arg(list);
    }

    static ErrorWords of(const Error& error) {
        const bool offers = !error.offers.empty();
        switch (error.kind) {
        case ErrorKind::DeviceGone:
            return {tr("%1 is not there any more.").arg(quoted(error, tr("The device"))),
                    tr("Plug it in again, or choose another device.")};
        case ErrorKind::DeviceBusy:
            return {tr("Another program holds %1 for itself.").arg(quoted(error, tr("the device"))),
                    tr("Close that program, then try again.")};
        case ErrorKind::NoSuchDevice:
            return {error.subject.empty() ? tr("There is no such device.")
                                          : tr("No device matches %1.").arg(quoted(error, QString())),
                    offers ? tr("These are there: %1.").arg(listed(error))
                           : tr("Plug a device in, or check that the sound server knows it.")};
        case ErrorKind::OpensOnlyWhenAsked:
            return {tr("%1 is the default now and was not opened: a headset would switch to hands-free.")
                        .arg(quoted(error, tr("The device"))),
                    tr("Choose it yourself, or begin to record.")};
        case ErrorKind::PermissionDenied:
            return {
                tr("The system does not allow the use of %1.").arg(quoted(error, tr("the sound device"))),
                tr("Allow Headroom to use the microphone in the system's privacy settings, then try again.")};
        case ErrorKind::ServerDown:
            return {tr("No sound server answers."),
                    tr("Start PulseAudio or PipeWire, or log in again; Headroom connects by itself.")};
        case ErrorKind::FormatNotSupported:
            return {tr("%1 cannot hold this rate, number of channels or sample format.")
                        .arg(quoted(error, tr("The format"))),
                    offers ? tr("What fits: %1.").arg(listed(error))
                           : tr("Choose another format, WAV for example.")};
        case ErrorKind::ModeNotSupported:
            return {tr("Exclusive mode is not available for %1.").arg(quoted(error, tr("this device"))),
                    tr("Open it without exclusive mode.")};
        case ErrorKind::BadChannelMap:
            return {tr("The channel map cannot be read at %1.").arg(quoted(error, tr("its beginning"))),
                    tr("Write position names, numbers, “mono” or “silence”, with commas between; "
                       "“headroom channels” lists the names.")};
        case ErrorKind::NoSuchChannel:
            return {tr("The device has no channel %1.").arg(quoted(error, tr("of that name"))),
                    offers ? tr("It has: %1.").arg(listed(error)) : tr("Choose one of the channels it has.")};
        case ErrorKind::ChannelCountMismatch:
            return {tr("What is to be played has %1 channels; the device or the channel map has %2.")
                        .arg(QString::fromStdString(error.subject), listed(error)),
                    tr("Say with a channel map where each channel goes.")};
        case ErrorKind::UnknownFileEnding:
            return {tr("The ending of %1 names no known format.").arg(quoted(error, tr("the file"))),
                    offers ? tr("Use one of these: %1.").arg(listed(error)) : tr("End the name with .wav.")};
        case ErrorKind::FileExists:
            return {tr("%1 exists already and is not overwritten.").arg(quoted(error, tr("The file"))),
                    tr("Choose another name; on the command line, --force overwrites it.")};
        case ErrorKind::FileNotFound:
            return {tr("%1 does not exist.").arg(quoted(error, tr("The file"))),
                    tr("Check the name and the folder.")};
        case ErrorKind::FileNotReadable:
            return {tr("%1 cannot be opened.").arg(quoted(error, tr("The file"))),
                    tr("Check that you may read it and that it is not on a disk that was removed.")};
        case ErrorKind::FileDamaged:
            return {tr("%1 is damaged or is no sound file.").arg(quoted(error, tr("The file"))),
                    tr("Check that it was copied whole and is not being written by another program.")};
        case ErrorKind::FolderNotWritable:
            return {tr("Nothing can be written in %1.").arg(quoted(error, tr("the folder"))),
                    tr("Choose another folder, or check that it exists and that you may write there.")};
        case ErrorKind::WriteFailed:
            return {
                tr("The disk did not take the data of %1.").arg(quoted(error, tr("the file"))),
                tr("Check the disk and its connection, and choose another folder before you record again.")};
        case ErrorKind::DiskFull:
            return {tr("The disk is full."), tr("Free some space, or choose a folder on another disk.")};
        case ErrorKind::BadName:
            return {tr("%1 cannot be used as a name.").arg(quoted(error, tr("This"))),
                    offers ? tr("Possible is: %1.").arg(listed(error))
                           : tr("Choose another name, without slashes and control characters.")};
        case ErrorKind::InvalidArgument:
            return {tr("%1 is not possible.").arg(quoted(error, tr("This value"))),
                    offers ? tr("Possible is: %1.").arg(listed(error)) : tr("Choose another value.")};
        case ErrorKind::TimedOut:
            return {tr("%1 did not answer in time.").arg(quoted(error, tr("The sound system"))),
                    tr("Try again; if it happens again, restart the sound server.")};
        case ErrorKind::BackendFailed: break;
        }
        return {tr("The sound system reported a failure with %1.").arg(quoted(error, tr("the device"))),
                tr("Try again, or choose another device; “headroom doctor” shows what works here.")};
    }
};

} // namespace

ErrorWords errorWords(const Error& error) {
    return Words::of(error);
}

QString errorText(const Error& error) {
    const ErrorWords words = errorWords(error);
    return words.cause + QLatin1Char(' ') + words.nextStep;
}

} // namespace headroom
