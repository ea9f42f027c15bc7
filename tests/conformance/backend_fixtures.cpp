// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/backend_fixture.h"
#include "tests/conformance/simulated_fixture.h"
#if defined(HEADROOM_TEST_PULSE)
#include "tests/conformance/pulse_fixture.h"
#endif

namespace headroom::test {

std::span<const NamedFixture> backendFixtures() {
    static constexpr NamedFixture all[] = {
        {"simulated", [] { return true; }, &makeSimulatedFixture},
#if defined(HEADROOM_TEST_PULSE)
        {"pulse, bare", &pulseIsHere, &makeBarePulseFixture},
        {"pulse, a desktop's modules", &pulseIsHere, &makeUsualPulseFixture},
#endif
    };
    return all;
}

} // namespace headroom::test
