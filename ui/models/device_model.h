// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/device.h"
#include "engine/core/level.h"
#include "ui/settings/input_choice.h"

#include <QAbstractItemModel>
#include <QString>

#include <array>
#include <vector>

namespace headroom {

/// What the window knows of an input's stream.
enum class DeviceState {
    Closed,
    Opening, ///< asked for, nothing heard yet
    Open,    ///< delivers
    Waiting, ///< was open, and its device or the server is gone; or chosen, and not there
    Failed,  ///< could not be opened
};

enum class DeviceGroup { Microphones, Loopbacks, Programs, Speakers };
[[nodiscard]] DeviceGroup groupOf(const Device& device);

/// The entry "System default", and below it the devices in groups: microphones, loopbacks, programs that
/// play, speakers. Rows follow the system's list by single inserts, moves and removals, never by a reset, so
/// that a selection survives hot-plug. A device that goes away while it is chosen or open stays as a waiting
/// row. Window thread.
class DeviceModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QString; invalid for a group and for the default's entry
        FollowRole,                ///< bool: the default's entry
        GroupRole,                 ///< int of DeviceGroup; invalid for the default's entry
        StateRole,                 ///< int of DeviceState
        DetailRole,                ///< QString: the second line
        DefaultRole,               ///< bool
        SimulatedRole,             ///< bool
        AsksFirstRole,             ///< bool: opens only when asked
        MutedRole,                 ///< bool
        ChosenRole,                ///< bool: what a person chose; the meters show it
        PinnedRole,                ///< bool: chosen, and no other device takes its place
        LevelRole,                 ///< double, dBFS: the highest channel's peak; silence where it is not open
        FirstMatchRole,            ///< bool: what the search chooses. Answered by DeviceFilter alone
    };

    explicit DeviceModel(QObject* parent = nullptr);

    void setDevices(const std::vector<Device>& devices);
    void setState(const QString& id, DeviceState state);
    void setLevel(const QString& id, double peakDb);

    /// @name What is chosen
    /// @{
    void chooseNothing();
    /// That device and no other. Where the system does not list it, it gets a waiting row.
    void choosePinned(const InputChoice& choice);
    /// The default's entry. `deviceId` is the device that it stands for now; empty for none.
    void chooseDefault(const QString& deviceId);
    [[nodiscard]] bool isFollowing() const { return following_; }
    /// The device that the meters show, pinned or followed; empty for none.
    [[nodiscard]] const QString& chosen() const { return chosen_; }
    [[nodiscard]] QModelIndex chosenIndex() const; ///< the row that a person chose
    /// @}

    /// The devices as the system lists them.
    [[nodiscard]] const std::vector<Device>& listed() const { return listed_; }
    /// Those that have a row though the system lists them no more.
    [[nodiscard]] std::vector<Device> absent() const;
    /// Null where there is no such row. Until the next call that changes the model.
    [[nodiscard]] const Device* device(const QString& id) const;
    [[nodiscard]] const Device* deviceAt(const QModelIndex& index) const; ///< likewise
    [[nodiscard]] DeviceState state(const QString& id) const;
    [[nodiscard]] bool isPresent(const QString& id) const; ///< listed by the system now
    [[nodiscard]] QModelIndex indexOf(const QString& id) const;
    [[nodiscard]] std::vector<Device> inputs() const; ///< present ones, microphones first
    /// The loopback that carries what a speaker plays; empty where none can be told.
    [[nodiscard]] QString loopbackOf(const QString& speakerId) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// A group's name for a person.
    [[nodiscard]] static QString groupName(DeviceGroup group);

signals:
    /// Around every change of rows, however many single steps it has.
    void listAboutToChange();
    void listChanged();

private:
    struct Row {
        Device device;
        QString id;
        DeviceState state = DeviceState::Closed;
        double levelDb = silenceDb;
        bool present = true;
        QString twin; ///< what tells it from another device of the same name
        [[nodiscard]] DeviceState shownState() const { return present ? state : DeviceState::Waiting; }
    };
    using Rows = std::vector<Row>;
    struct Place {
        int group = -1;
        int row = -1;
        [[nodiscard]] bool found() const { return row >= 0; }
    };

    [[nodiscard]] QModelIndex groupIndex(int group) const;
    [[nodiscard]] Place find(const QString& id) const;
    [[nodiscard]] Row& at(Place place);
    [[nodiscard]] const Row& at(Place place) const;
    [[nodiscard]] const Row* rowOf(const QModelIndex& index) const; ///< null for a group and the entry
    [[nodiscard]] bool stays(const Row& row) const;
    void updateGroup(int group, const std::vector<Device>& wanted);
    void tellTwinsApart(int group);
    void dropIfUnwanted(const QString& id);
    void rowChanged(Place place, const QList<int>& roles = {});
    void entryChanged(const QList<int>& roles = {});
    void choose(bool following, const QString& id);
    [[nodiscard]] DeviceState entryState() const;
    [[nodiscard]] QVariant entryData(int role) const;
    [[nodiscard]] QVariant rowData(const Row& row, int role) const;
    [[nodiscard]] QString detailOf(const Row& row) const;
    [[nodiscard]] QString toolTipOf(const Row& row) const;

    std::array<Rows, 4> groups_; ///< in the order of DeviceGroup
    std::vector<Device> listed_;
    bool following_ = false;
    QString chosen_;
};

} // namespace headroom
