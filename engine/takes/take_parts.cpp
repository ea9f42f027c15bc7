// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/take_parts.h"

#include "engine/takes/naming.h"

namespace headroom {

TakeParts systemTakeParts() {
    return {createAudioFile,
            [](const std::string& file, int index) { return headroom::splitFileName(file, index); },
            headroom::bytesPerSecond, headroom::maxFileBytes};
}

} // namespace headroom
