// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/conformance/backend_fixture.h"

#include <memory>

namespace headroom::test {

[[nodiscard]] bool pulseIsHere();
[[nodiscard]] std::unique_ptr<BackendFixture> makeBarePulseFixture();
[[nodiscard]] std::unique_ptr<BackendFixture> makeUsualPulseFixture();

} // namespace headroom::test
