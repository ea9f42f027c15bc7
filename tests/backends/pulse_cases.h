// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the cases about PulseAudio share.

#include "engine/backends/backend.h"
#include "engine/backends/simulated/simulated_signal.h"

#include <QByteArray>
#include <QTest>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace headroom::test {

inline QByteArray words(const Error& error) {
    return QByteArray::fromStdString(std::string(name(error.kind)) + " " + error.subject + " " +
                                     error.native);
}

template <typename Request>
Request on(const std::string& id, std::uint64_t tag) {
    Request request;
    request.deviceId = id;
    request.streamTag = tag;
    return request;
}
inline InputRequest on(const std::string& id, std::uint64_t tag = 1) {
    return on<InputRequest>(id, tag);
}
inline OutputRequest into(const std::string& id, std::uint64_t tag = 1) {
    return on<OutputRequest>(id, tag);
}

inline const Device* find(const std::vector<Device>& devices, const std::string& id) {
    const auto it = std::ranges::find(devices, id, &Device::id);
    return it == devices.end() ? nullptr : &*it;
}

inline float rampOf(int channel, std::uint64_t frame) {
    return rampSample(channel, frame);
}

} // namespace headroom::test

#define HEADROOM_OK(result)                                                                                  \
    do {                                                                                                     \
        const auto& checked = (result);                                                                      \
        QVERIFY2(checked.ok(), checked.ok() ? "" : headroom::test::words(checked.error()).constData());      \
    } while (false)
