// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace headroom {

/// A signal that tells loudspeakers apart or measures a way.
enum class TestSignal {
    Noise, ///< pink
    Tone,  ///< a sine
    Burst, ///< noise in the rhythm of syllables: the ear finds its direction best
};
[[nodiscard]] constexpr std::string_view name(TestSignal signal) {
    switch (signal) {
    case TestSignal::Noise: return "noise";
    case TestSignal::Tone: return "tone";
    case TestSignal::Burst: return "burst";
    }
    return "noise";
}
[[nodiscard]] constexpr std::optional<TestSignal> testSignalFromName(std::string_view word) {
    for (const TestSignal signal : {TestSignal::Noise, TestSignal::Tone, TestSignal::Burst})
        if (name(signal) == word)
            return signal;
    return std::nullopt;
}

} // namespace headroom
