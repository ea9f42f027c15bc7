// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/conformance/backend_fixture.h"
#include "tests/conformance/noted_listener.h"
#include "tests/conformance/wait_for.h"
#if defined(HEADROOM_HAS_REALTIME_TRAP)
#include "tests/fakes/realtime_trap.h"
#endif

#include <QTest>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace headroom::test {

inline QByteArray words(const Error& error) {
    return QByteArray::fromStdString(std::string(name(error.kind)) + " " + error.subject + " " +
                                     error.native);
}

inline const Device* find(const std::vector<Device>& devices, const std::string& id) {
    const auto it = std::ranges::find(devices, id, &Device::id);
    return it == devices.end() ? nullptr : &*it;
}

/// What the conformance cases of inputs and of outputs share: each case has a fixture, a backend on it that
/// is not connected and a listener of its own, and shows besides what it is about that no data callback did
/// what it may not.
class ConformanceCase : public QObject {
protected:
    /// One row for each backend.
    static void addFixtures() {
        QTest::addColumn<int>("fixture");
        const auto all = backendFixtures();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << static_cast<int>(i);
    }

    void begin() {
        QFETCH_GLOBAL(int, fixture);
        const NamedFixture& named = backendFixtures()[static_cast<std::size_t>(fixture)];
        if (!named.available())
            QSKIP("its server is not installed on this machine");
        fixture_ = named.make();
        QVERIFY(fixture_->start());
        listener_ = std::make_unique<NotedListener>();
        backend_ = fixture_->makeBackend();
        backend_->setListener(listener_.get());
#if defined(HEADROOM_HAS_REALTIME_TRAP)
        RealtimeTrap::reset();
#endif
    }

    void end() {
        backend_.reset();
        if (listener_)
            QVERIFY(!listener_->calledFromDataCallback());
        listener_.reset();
        fixture_.reset();
#if defined(HEADROOM_HAS_REALTIME_TRAP)
        // Whatever the case was about: no data callback did what it may not.
        QVERIFY2(RealtimeTrap::violations() == 0, RealtimeTrap::report().c_str());
#endif
    }

    std::string addInput(int channels) {
        std::string id = fixture_->addInput(channels);
        if (id.empty())
            QTest::qFail("the fixture could not add an input", __FILE__, __LINE__);
        return id;
    }
    std::string addSpeaker(int channels) {
        std::string id = fixture_->addSpeaker(channels);
        if (id.empty())
            QTest::qFail("the fixture could not add a speaker", __FILE__, __LINE__);
        return id;
    }
    bool isListed(const std::string& id) {
        const auto devices = backend_->devices();
        return devices.ok() && find(devices.value(), id) != nullptr;
    }
    static void channelRows(std::initializer_list<int> counts) {
        QTest::addColumn<int>("channels");
        for (const int channels : counts)
            QTest::addRow("%d", channels) << channels;
    }

    std::unique_ptr<BackendFixture> fixture_;
    std::unique_ptr<NotedListener> listener_;
    std::unique_ptr<Backend> backend_;
};

} // namespace headroom::test

#define HEADROOM_OK(result)                                                                                  \
    do {                                                                                                     \
        const auto& checked = (result);                                                                      \
        QVERIFY2(checked.ok(), checked.ok() ? "" : headroom::test::words(checked.error()).constData());      \
    } while (false)
