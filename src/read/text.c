/* Which bytes a file may hold: UTF-8 without tabs and control characters, no line that begins with
 * '%'. Checked before the YAML parser sees them, which would stop without a line, or accept more
 * than people see on their screen. */
#include "read/reader.h"

#include "base/utf8.h"

typedef struct walk {
    const char *next;
    const char *end;
    uint32_t line;
    uint32_t column;
} walk;

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
    walk w = {text, text + length, 1, 1};
    while (w.next < w.end) {
        size_t size;
        const uint32_t point = base_utf8_decode(w.next, (size_t)(w.end - w.next), &size);
        if (point == BASE_NOT_UTF8)
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
