// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_map.h"
#include "engine/core/device.h"
#include "engine/core/level_reading.h"

#include <QAbstractTableModel>
#include <QList>
#include <QUndoStack>

#include <functional>
#include <optional>
#include <vector>

namespace headroom {

/// The channel map of one device as a table, a file channel a row. Every edit is a command on the undo stack.
/// What the device cannot give is kept in its row and said there. Window thread.
class ChannelMapModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Number,
        Source, ///< of a recording: where it comes from; played: where it goes
        DeviceLevel,
        Label,
        Gain,
        Mute,
        Polarity,
        FileLevel,
        Identify,
        ColumnCount
    };
    enum Role {
        TagRole = Qt::UserRole + 1, ///< QString: "#4", the device's channel; empty where there is not one
        ProblemRole,                ///< QString: why the row cannot be used; empty where it can
    };

    explicit ChannelMapModel(QObject* parent = nullptr);

    /// The rows stay; which of them can be used may change.
    void setDevice(const Device& device);
    [[nodiscard]] const Device& device() const { return device_; }
    /// Another map from elsewhere: no command, and the undo stack begins anew.
    void load(const MapSpec& map);
    /// Nothing can be changed, undone or redone.
    void setLocked(bool locked);
    [[nodiscard]] bool isLocked() const { return locked_; }

    [[nodiscard]] const MapSpec& map() const { return map_; }
    /// Whether it is just the device's own channels, in order and as they are.
    [[nodiscard]] bool isOwn() const;
    [[nodiscard]] QUndoStack& undoStack() { return undo_; }

    /// @name What a row means on this device
    /// @{
    [[nodiscard]] const std::optional<Error>& problem(int row) const;
    [[nodiscard]] int problems() const; ///< rows that cannot be used
    [[nodiscard]] std::optional<int> firstProblem() const;
    /// Of the row's source; nullopt for mono, silence and what cannot be used.
    [[nodiscard]] std::optional<int> deviceChannel(int row) const;
    /// @}

    /// @name Sources
    /// @{
    struct Choice {
        MapEntry entry;
        QString text;
    };
    /// All that a row can come from on this device.
    [[nodiscard]] std::vector<Choice> choices() const;
    /// One of the choices' texts, or one word of the map's grammar. Errors: those of parseChannelMap.
    [[nodiscard]] Result<MapEntry> readSource(const QString& text) const;
    /// "Front left", "Mono (mean of all)".
    [[nodiscard]] QString sourceText(const MapEntry& entry) const;
    /// @}

    /// @name Edits
    /// Rows may be in any order; what is out of range is left out. Nothing happens while locked.
    /// @{
    void setSource(const QList<int>& rows, const MapEntry& entry);
    /// All by as much, as far as the range allows. Steps of one gesture are undone as one.
    void changeGain(const QList<int>& rows, double byDb, int gesture);
    void setMuted(const QList<int>& rows, bool muted);
    void setInverted(const QList<int>& rows, bool inverted);
    /// Before `row`. Entries beyond the highest number of channels are refused as a whole.
    void insert(int row, const MapSpec& entries);
    /// The first channel of the device that no row has yet; silence where there is none.
    [[nodiscard]] MapEntry proposal() const;
    /// A map has a row at least: nothing happens where all are named.
    void remove(const QList<int>& rows);
    /// To stand together before what is now row `before`, in their order.
    void move(const QList<int>& rows, int before);
    /// The rows in one go: `rows` go, `entries` come in their place.
    void replaceRows(const QList<int>& rows, const MapSpec& entries);
    /// Another map. What its words cannot say (label, gain, mute, polarity) is taken over from the row that
    /// had the same source, where `carryOver`.
    void replace(const MapSpec& map, const QString& what, bool carryOver);
    /// @}

    /// The latest levels, of the device's channels and of the file's. No signal: who paints them asks.
    void setLevels(const LevelReading& device, const LevelReading& mapped);
    void clearLevels();
    /// Null where there is none.
    [[nodiscard]] const ChannelLevel* deviceLevel(int row) const;
    [[nodiscard]] const ChannelLevel* fileLevel(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// Rows travel as text in the map's grammar, and among editors with all that belongs to them.
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override;
    /// Moves the model's own rows, inserts others.
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;
    /// What was copied. Errors: those of parseChannelMap.
    [[nodiscard]] static Result<MapSpec> entriesOf(const QMimeData& data);

signals:
    /// The map changed: an edit, undo, redo.
    void mapEdited();
    /// An edit could not be done: a word that cannot be read, too many channels. `row` is -1 where it is of
    /// none.
    void refused(int row, const headroom::Error& error);

private:
    friend class ChangeMap;
    friend class MoveRows;

    void apply(const MapSpec& map);
    void permute(const std::vector<int>& order);
    void push(MapSpec after, const QString& what, int gesture = 0);
    void editRows(const QList<int>& rows, const QString& what, const std::function<void(MapEntry&)>& edit);
    void resolve();
    [[nodiscard]] std::vector<std::size_t> validRows(const QList<int>& rows) const;
    [[nodiscard]] QVariant accessibleText(int row, int column) const;
    [[nodiscard]] QString toolTip(int row, int column) const;
    [[nodiscard]] QString levelWords(const ChannelLevel* level) const;

    struct Fitted {
        std::optional<Error> problem;
        std::optional<int> channel;
    };
    Device device_;
    MapSpec map_;
    std::vector<Fitted> fitted_; ///< a row each
    QUndoStack undo_;
    LevelReading deviceLevels_;
    LevelReading fileLevels_;
    bool locked_ = false;
};

} // namespace headroom
