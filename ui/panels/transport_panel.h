// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/take.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/recording_facts.h"
#include "ui/panels/transport_button.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QFrame>

#include <optional>

class QLabel;
class QPushButton;

namespace headroom {

class DigitLabel;

/// How the transport stands.
enum class TransportState {
    NoInput, ///< nothing can be recorded
    Idle,
    Starting, ///< asked for, not begun
    Recording,
    Paused,
    Finishing, ///< stopped; the files are being closed
};

/// The bottom of the window: record, stop, pause, marker; the time, the file, the disk; how the next take is
/// made.
class TransportPanel : public QFrame {
    Q_OBJECT

public:
    explicit TransportPanel(QWidget* parent = nullptr);

    void setFacts(const RecordingFacts& facts);
    void setFormat(FileFormat format, SampleFormat samples);
    [[nodiscard]] FileFormat format() const;
    [[nodiscard]] SampleFormat sampleFormat() const;
    void setPreRoll(double seconds);
    [[nodiscard]] double preRoll() const { return preRoll_->value(); }

    void setState(TransportState state);
    [[nodiscard]] TransportState state() const { return state_; }
    /// Whether the chosen input delivers: said beside the buttons while nothing runs.
    void setInputReady(bool ready);
    void setProgress(const TakeProgress& progress, int rate);
    /// The take goes on in another file: which one it is, from 1, and how long those before it are.
    void setPart(int part, double earlierSeconds);
    void setFile(const QString& path, bool simulated);
    /// The line under the buttons while nothing runs, e.g. what became of the last take.
    void setOutcome(const QString& text);
    /// What the folder's disk has, and how long that lasts for the next take; nullopt where unknown.
    void setFolder(const QString& folder, std::optional<std::uint64_t> bytesFree,
                   std::optional<double> secondsLeft);
    void themeChanged();

    [[nodiscard]] TransportButton* recordButton() const { return record_; }
    [[nodiscard]] TransportButton* stopButton() const { return stop_; }
    [[nodiscard]] TransportButton* pauseButton() const { return pause_; }
    [[nodiscard]] TransportButton* markerButton() const { return marker_; }
    [[nodiscard]] QPushButton* folderButton() const { return folder_; }
    [[nodiscard]] QComboBox* formatBox() const { return format_; }
    [[nodiscard]] QComboBox* sampleBox() const { return samples_; }
    [[nodiscard]] QString timeText() const;
    [[nodiscard]] QString fileText() const { return file_->fullText(); }
    [[nodiscard]] QString diskText() const { return disk_->fullText(); }

signals:
    void recordPressed();
    void stopPressed();
    void pausePressed();
    void markerPressed();
    void formatChanged();
    void preRollChanged(double seconds);
    void folderPressed();

private:
    void buildButtons();
    void buildChoices();
    void refreshWords();
    void fillSamples(SampleFormat wanted);
    void showFolder();

    RecordingFacts facts_;
    TransportState state_ = TransportState::NoInput;
    TransportButton* record_;
    TransportButton* stop_;
    TransportButton* pause_;
    TransportButton* marker_;
    DigitLabel* time_;
    QLabel* stateIcon_;
    QLabel* stateWord_;
    ElidedLabel* file_;
    ElidedLabel* disk_;
    QLabel* formatLabel_;
    QComboBox* format_;
    QComboBox* samples_;
    QLabel* preRollLabel_;
    QDoubleSpinBox* preRoll_;
    QPushButton* folder_;
    QString folderPath_;
    QString folderText_;
    QString outcome_;
    QString shownLook_;
    QString takeFile_;
    int part_ = 1;
    double earlierSeconds_ = 0.0;
    bool simulated_ = false;
    bool ready_ = false;
    QElapsedTimer sinceRecordPress_;
};

} // namespace headroom
