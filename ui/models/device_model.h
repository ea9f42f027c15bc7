// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/device.h"
#include "engine/core/level.h"

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

/// The devices in three groups: microphones, loopbacks, speakers. Rows follow the system's list by single
/// inserts, moves and removals, never by a reset, so that a selection survives hot-plug. A device that goes
/// away while it is chosen or open stays as a waiting row. Window thread.
class DeviceModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QString; invalid for a group
        KindRole,                  ///< int of DeviceKind
        StateRole,                 ///< int of DeviceState
        DetailRole,                ///< QString: the second line
        DefaultRole,               ///< bool
        SimulatedRole,             ///< bool
        AsksFirstRole,             ///< bool: opens only when asked
        MutedRole,                 ///< bool
        ChosenRole,                ///< bool: the input that the meters show
        LevelRole,                 ///< double, dBFS: the highest channel's peak; silence where it is not open
    };

    explicit DeviceModel(QObject* parent = nullptr);

    void setDevices(const std::vector<Device>& devices);
    void setState(const QString& id, DeviceState state);
    void setLevel(const QString& id, double peakDb);
    /// The input that the meters show; empty for none.
    void setChosen(const QString& id);

    [[nodiscard]] const QString& chosen() const { return chosen_; }
    /// Null where there is no such row. Until the next call that changes the model.
    [[nodiscard]] const Device* device(const QString& id) const;
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
    [[nodiscard]] static QString groupName(DeviceKind kind);

private:
    struct Row {
        Device device;
        QString id;
        DeviceState state = DeviceState::Closed;
        double levelDb = silenceDb;
        bool present = true;
        bool sharesName = false; ///< another device has the same name: the id is shown
    };
    using Rows = std::vector<Row>;
    struct Place {
        int group = -1;
        int row = -1;
        [[nodiscard]] bool found() const { return row >= 0; }
    };

    [[nodiscard]] Place find(const QString& id) const;
    [[nodiscard]] bool stays(const Row& row) const;
    void updateGroup(int group, const std::vector<Device>& wanted);
    void dropIfUnwanted(const QString& id);
    void rowChanged(Place place, const QList<int>& roles = {});
    [[nodiscard]] QString detailOf(const Row& row) const;

    std::array<Rows, 3> groups_; ///< microphones, loopbacks, speakers
    QString chosen_;
};

} // namespace headroom
