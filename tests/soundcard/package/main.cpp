// SPDX-License-Identifier: GPL-3.0-or-later
// A program against the installed package alone. It ends with 0 where it recorded a second and played it.
#include <headroom/soundcard.h>

#include <iostream>

namespace sc = headroom::soundcard;

int main() {
    const auto microphone = sc::defaultMicrophone();
    const auto speaker = sc::defaultSpeaker();
    if (!microphone || !speaker)
        return 1;
    std::cout << microphone.value() << '\n' << speaker.value() << '\n';
    const auto data = microphone.value().record(48000, {.sampleRate = 48000});
    if (!data || data.value().frames() != 48000)
        return 2;
    if (const auto played = speaker.value().play(data.value(), {.sampleRate = 48000}); !played) {
        std::cerr << headroom::name(played.error().kind) << '\n';
        return 3;
    }
    return 0;
}
