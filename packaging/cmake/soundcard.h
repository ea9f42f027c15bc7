// SPDX-License-Identifier: GPL-3.0-or-later
// What the installed package offers, as <headroom/soundcard.h>: everything in namespace headroom::soundcard.
#pragma once

#include "engine/soundcard/soundcard.h"
