// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/conformance/backend_fixture.h"

#include <memory>

namespace headroom::test {

[[nodiscard]] std::unique_ptr<BackendFixture> makeSimulatedFixture();

} // namespace headroom::test
