// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/made_up.h"
#include "ui/models/device_model.h"
#include "ui/panels/banner.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/meter_panel.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace headroom::made_up {

/// A window with settings of its own and the signals that are asked about.
struct WindowFixture {
    explicit WindowFixture(const Settings& settings = {}) {
        auto owned = std::make_unique<MemoryStorage>();
        storage = owned.get();
        store = std::make_unique<SettingsStore>(std::move(owned));
        Settings wanted = settings;
        wanted.folder = QStringLiteral("/music/Headroom");
        store->update(wanted);
        window = std::make_unique<MainWindow>(*store);
        selected = std::make_unique<QSignalSpy>(window.get(), &MainWindow::inputSelected);
        // As the program does: whatever is asked for gets a number.
        QObject::connect(window.get(), &MainWindow::inputSelected, window.get(),
                         [this] { window->setInput(++input); });
    }

    void show() {
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
        QApplication::setActiveWindow(window.get());
    }
    /// The input that was asked for last, or another one, delivers.
    void open(const Device& device, InputId id = 0) {
        window->apply(InputOpened{id != 0 ? id : input, device, granted(device)});
    }
    /// The device that was asked for last; "default" for whatever the system's is.
    [[nodiscard]] QString lastSelected() const {
        if (selected->isEmpty())
            return {};
        const auto choice = selected->last()[0].value<InputChoice>();
        return choice.isPinned() ? choice.deviceId : QStringLiteral("default");
    }
    [[nodiscard]] QString banner(const char* id) const {
        return window->findChild<BannerStack*>()->text(QLatin1String(id));
    }
    [[nodiscard]] DeviceView* view() const { return window->findChild<DeviceView*>(); }
    [[nodiscard]] MeterPanel* meters() const { return window->findChild<MeterPanel*>(); }
    /// A device's row, or the default's entry for "default".
    [[nodiscard]] QModelIndex row(const QString& id) const {
        QAbstractItemModel* model = view()->model();
        if (id == QStringLiteral("default"))
            return model->index(0, 0);
        for (int group = 0; group < model->rowCount(); ++group) {
            const QModelIndex parent = model->index(group, 0);
            for (int i = 0; i < model->rowCount(parent); ++i)
                if (const QModelIndex index = model->index(i, 0, parent);
                    index.data(DeviceModel::IdRole).toString() == id)
                    return index;
        }
        return {};
    }
    void click(const QString& id) const {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(row(id)).center());
    }

    InputId input = 0;
    MemoryStorage* storage = nullptr;
    std::unique_ptr<SettingsStore> store;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<QSignalSpy> selected;
};

} // namespace headroom::made_up
