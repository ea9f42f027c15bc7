// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/audio_file_writer.h"
#include "engine/takes/report_facts.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace headroom {

/// The iXML document (iXML specification 2.10, gallery.co.uk/ixml) of a file: rate, bit depth, time stamp,
/// the TRACK_LIST, and an element of our own, HEADROOM, with the device, the channels' positions and, once
/// the file is finished, the take's report. A track's name is what a person called the channel, as other
/// programs show it to a person; its position's name where nobody did.
///
/// `report` is null while the file is being written. `frames` are the file's. At most `listed` of the faults,
/// of the pauses, of the markers and of the file's channels' levels are named one by one; the totals are
/// always there.
[[nodiscard]] std::string reportXml(const AudioFileSpec& spec, const TakeReport* report, std::uint64_t frames,
                                    std::size_t listed);

/// Reads what reportXml wrote, now and in former versions, and the track names of foreign documents. Anything
/// else is passed over.
[[nodiscard]] ReportFacts readReportXml(std::string_view xml);

/// The frames from local midnight to the file's first frame: bext's and iXML's time stamp.
[[nodiscard]] std::uint64_t framesSinceMidnight(std::int64_t startWallNs, int rate);

} // namespace headroom
