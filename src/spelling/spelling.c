/* How names and texts are spelt: one spelling for what looks the same (Unicode's NFC), and nothing
 * in them that cannot be seen or that turns a line around. */
#include "spelling/spelling.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool is_ascii(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

const char *spelling_normal(base_arena *arena, const char *text, size_t *length) {
    if (is_ascii(text, *length))
        return text;
    utf8proc_uint8_t *normal = NULL;
    const utf8proc_ssize_t size =
        utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)*length, &normal,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (size < 0)
        return NULL; /* the text is UTF-8 already: nothing else than memory can be missing */
    const char *copy = base_arena_copy(arena, (const char *)normal, (size_t)size);
    free(normal);
    *length = (size_t)size;
    return copy;
}

/* Marks that make what follows run the other way. */
static bool is_turning(uint32_t point) {
    return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

/* What changes how its neighbours are written, in Persian, in Indic scripts, in pictures. */
static bool is_joining(uint32_t point) {
    return point == 0x200C || point == 0x200D || (point >= 0xFE00 && point <= 0xFE0F) ||
           (point >= 0xE0020 && point <= 0xE007F) || (point >= 0xE0100 && point <= 0xE01EF);
}

/* Letters and marks that Unicode lets fonts leave out, beside the format characters. */
static bool is_left_out(uint32_t point) {
    static const struct {
        uint32_t first, last;
    } RANGES[] = {{0x034F, 0x034F}, {0x115F, 0x1160},  {0x17B4, 0x17B5}, {0x180B, 0x180F},
                  {0x2065, 0x2065}, {0x3164, 0x3164},  {0xFE00, 0xFE0F}, {0xFFA0, 0xFFA0},
                  {0xFFF0, 0xFFF8}, {0xE0000, 0xE0FFF}};
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES; i++)
        if (point >= RANGES[i].first && point <= RANGES[i].last)
            return true;
    return false;
}

static bool is_unseen(uint32_t point) {
    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return is_left_out(point);
    }
}

static bool is_refused(uint32_t point, spelling_use use) {
    switch (use) {
    case SPELLING_SENTENCE:
        return is_turning(point);
    case SPELLING_TITLE:
        return point != '\n' && is_unseen(point) && !is_joining(point);
    case SPELLING_NAME:
        return is_unseen(point);
    }
    return false;
}

uint32_t spelling_find_unseen(const char *text, size_t length, spelling_use use) {
    for (size_t i = 0; i < length;) {
        size_t size;
        const uint32_t point = base_utf8_decode(text + i, length - i, &size);
        if (point >= 0x80 && is_refused(point, use))
            return point;
        i += size;
    }
    return 0;
}

bool spelling_is_blank(const char *text) {
    const size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        size_t size;
        const uint32_t point = base_utf8_decode(text + i, length - i, &size);
        const bool is_space = point == '\n' || point == 0x2800 ||
                              utf8proc_category((utf8proc_int32_t)point) == UTF8PROC_CATEGORY_ZS;
        if (!is_space)
            return false;
        i += size;
    }
    return true;
}

bool spelling_has_space(const char *text) {
    const size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        size_t size;
        const uint32_t point = base_utf8_decode(text + i, length - i, &size);
        if (point == '\n' || utf8proc_category((utf8proc_int32_t)point) == UTF8PROC_CATEGORY_ZS)
            return true;
        i += size;
    }
    return false;
}
