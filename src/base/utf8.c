/* UTF-8, decoded in one place. */
#include "base/utf8.h"

/* Bytes of the code point that begins with `first`; 0 if none does. */
static size_t length_by_first(unsigned char first) {
    return first < 0x80   ? 1
           : first < 0xc2 ? 0
           : first < 0xe0 ? 2
           : first < 0xf0 ? 3
           : first < 0xf5 ? 4
                          : 0;
}

bool base_utf8_is_inside(char byte) {
    return ((unsigned char)byte & 0xc0) == 0x80;
}

uint32_t base_utf8_decode(const char *text, size_t left, size_t *length) {
    static const uint32_t LEAST[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *bytes = (const unsigned char *)text;
    const size_t count = length_by_first(bytes[0]);
    *length = 1;
    if (count <= 1)
        return count ? bytes[0] : BASE_NOT_UTF8;
    if (count > left)
        return BASE_NOT_UTF8;
    uint32_t point = bytes[0] & (0x7fu >> count);
    for (size_t i = 1; i < count; i++) {
        if (!base_utf8_is_inside(text[i]))
            return BASE_NOT_UTF8;
        point = point << 6 | (bytes[i] & 0x3f);
    }
    if (point < LEAST[count] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
        return BASE_NOT_UTF8;
    *length = count;
    return point;
}

/* A NUL is no byte within a code point, so nothing beyond it is looked at. */
uint32_t base_utf8_next(const char *text, size_t *length) {
    return base_utf8_decode(text, SIZE_MAX, length);
}

bool base_utf8_is_text(const char *text, size_t length) {
    for (size_t at = 0, step; at < length; at += step)
        if (base_utf8_decode(text + at, length - at, &step) == BASE_NOT_UTF8)
            return false;
    return true;
}

size_t base_utf8_bytes(const char *text, size_t length, size_t points) {
    size_t at = 0;
    for (; points > 0 && at < length; points--)
        do
            at++;
        while (at < length && base_utf8_is_inside(text[at]));
    return at;
}

bool base_utf8_is_harmless(uint32_t point) {
    const bool is_control = point < 0x20 || (point >= 0x7f && point < 0xa0);
    const bool is_turning = point == 0x61c || point == 0x200e || point == 0x200f ||
                            (point >= 0x2028 && point <= 0x202e) ||
                            (point >= 0x2066 && point <= 0x2069);
    return !is_control && !is_turning && point != BASE_NOT_UTF8;
}

void base_utf8_make_harmless(char *text, bool lines) {
    char *to = text;
    for (size_t length; *text; text += length) {
        const uint32_t point = base_utf8_next(text, &length);
        if (!base_utf8_is_harmless(point) && !(lines && point == '\n')) {
            *to++ = '?';
            continue;
        }
        for (size_t i = 0; i < length; i++)
            *to++ = text[i];
    }
    *to = '\0';
}
