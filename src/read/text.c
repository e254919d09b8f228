/* Which bytes a file may hold: UTF-8 without tabs and control characters, no line that begins with
 * '%'. Checked before the YAML parser sees them, which would stop without a line, or accept more
 * than people see on their screen. */
#include "read/reader.h"

typedef struct walk {
    const unsigned char *next;
    const unsigned char *end;
    uint32_t line;
    uint32_t column;
} walk;

/* The code point at the walk's place and its length; 0 if it is not well-formed UTF-8. */
static size_t decode(const walk *w, uint32_t *point) {
    const size_t left = (size_t)(w->end - w->next);
    const unsigned char first = w->next[0];
    const size_t length = first < 0x80   ? 1
                          : first < 0xC2 ? 0
                          : first < 0xE0 ? 2
                          : first < 0xF0 ? 3
                          : first < 0xF5 ? 4
                                         : 0;
    if (length == 0 || length > left)
        return 0;
    static const unsigned char MASKS[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    static const uint32_t SMALLEST[] = {0, 0, 0x80, 0x800, 0x10000};
    *point = first & MASKS[length];
    for (size_t i = 1; i < length; i++) {
        if ((w->next[i] & 0xC0) != 0x80)
            return 0;
        *point = *point << 6 | (w->next[i] & 0x3F);
    }
    const bool is_surrogate = *point >= 0xD800 && *point <= 0xDFFF;
    return *point < SMALLEST[length] || *point > 0x10FFFF || is_surrogate ? 0 : length;
}

static bool is_printable(uint32_t point) {
    if (point < 0x20 || (point >= 0x7F && point < 0xA0))
        return point == '\n' || point == '\r';
    return point != 0x2028 && point != 0x2029 && point != 0xFEFF && point != 0xFFFE &&
           point != 0xFFFF;
}

static void pass(walk *w, uint32_t point, size_t length) {
    w->next += length;
    w->column++;
    const bool is_half_break = point == '\r' && w->next < w->end && *w->next == '\n';
    if (point == '\n' || (point == '\r' && !is_half_break)) {
        w->line++;
        w->column = 1;
    }
}

static bool refuse(read_state *r, uint32_t file, const walk *w, const char *what) {
    read_note_path(r, ENT_ERR_SYNTAX, (ent_place){file, w->line, w->column}, "", what);
    return false;
}

bool read_text_check(read_state *r, uint32_t file, const char *text, size_t length) {
    const unsigned char *bytes = (const unsigned char *)text;
    walk w = {bytes, bytes + length, 1, 1};
    while (w.next < w.end) {
        uint32_t point = 0;
        const size_t size = decode(&w, &point);
        if (size == 0)
            return refuse(r, file, &w, "not UTF-8 text (save the file as UTF-8)");
        if (point == '\t')
            return refuse(r, file, &w, "a tab (use spaces)");
        if (!is_printable(point))
            return refuse(r, file, &w,
                          "a control character (only text and line breaks are accepted)");
        if (point == '%' && w.column == 1)
            return refuse(r, file, &w,
                          "a line that begins with '%' (YAML directives are not accepted)");
        pass(&w, point, size);
    }
    return true;
}
