// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/id3_tag.h"

#include "engine/takes/byte_writer.h"

#include <string>

namespace headroom {

namespace {

constexpr char utf8 = 3;

/// Four bytes of seven bits, so that no player takes a size for the mark of an MPEG frame.
void appendSize(ByteWriter& to, std::size_t size) {
    for (int shift = 21; shift >= 0; shift -= 7) {
        const char byte = static_cast<char>(size >> static_cast<unsigned>(shift) & 0x7FU);
        to.text({&byte, 1});
    }
}

void appendFrame(ByteWriter& to, std::string_view id, const std::string& content) {
    to.text(id);
    appendSize(to, content.size());
    to.zeros(2); // flags
    to.text(content);
}

std::string text(std::string_view content) {
    return utf8 + std::string(content);
}

} // namespace

std::vector<std::byte> id3Tag(std::string_view title, std::string_view date, std::string_view software,
                              std::string_view comment) {
    ByteWriter frames;
    appendFrame(frames, "TIT2", text(title));
    appendFrame(frames, "TDRC", text(date));
    appendFrame(frames, "TSSE", text(software));
    // A language, and a description that is empty: the file's one plain comment.
    appendFrame(frames, "COMM", utf8 + std::string("eng") + '\0' + std::string(comment));

    ByteWriter tag;
    tag.text("ID3");
    tag.u16(4); // version 2.4.0
    tag.zeros(1);
    appendSize(tag, frames.size());
    tag.bytes(frames.view());
    return std::move(tag.content());
}

} // namespace headroom
