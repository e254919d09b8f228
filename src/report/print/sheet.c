/* Text for a terminal. What comes from a model file is never trusted: control characters, which
 * could move the cursor or recolour the screen, come out as question marks. */
#define _XOPEN_SOURCE 700 /* wcwidth */

#include "report/print/sheet.h"

#include "base/utf8.h"
#include "report/rtl.h"

#include <string.h>
#include <wchar.h>

#define LONGEST_LINE 110 /* longer ones are hard to read, whatever the terminal has */

static size_t point_width(uint32_t point) {
    if (point < 0x7f)
        return 1;
    const int columns = point == BASE_NOT_UTF8 ? 1 : wcwidth((wchar_t)point);
    return columns < 0 ? 1 : (size_t)columns;
}

size_t print_text_width(const char *text, size_t length) {
    size_t width = 0;
    for (size_t at = 0, step; at < length && text[at]; at += step)
        width += point_width(base_utf8_next(text + at, &step));
    return width;
}

static bool may_break_before(const char *text) {
    return *text != '%' && strncmp(text, "x 10^", 5) != 0 && strncmp(text, "10^", 3) != 0;
}

static size_t skip_spaces(const char *text, size_t at) {
    return at + strspn(text + at, " \n");
}

/* A word too long for a line is best cut behind a mark: "parties.russia.|preferences". */
static size_t cut_word(const char *text, size_t length) {
    for (size_t at = length; at > 1; at--)
        if (strchr("./-", text[at - 1]))
            return at;
    return length;
}

size_t print_text_line(const char *text, size_t width, size_t *next) {
    size_t used = 0;
    size_t at = 0;
    size_t line = 0; /* bytes up to the last place where the line may end */
    while (text[at] && text[at] != '\n') {
        if (text[at] == ' ' && may_break_before(text + skip_spaces(text, at)))
            line = at;
        size_t step;
        used += point_width(base_utf8_next(text + at, &step));
        if (used > width && at > 0)
            break;
        at += step;
    }
    const bool ended = text[at] == '\0' || text[at] == '\n';
    if (ended)
        line = at;
    else if (line == 0)
        line = cut_word(text, at);
    *next = text[line] == '\n' ? line + 1 : skip_spaces(text, line);
    return line;
}

#define FIRST_STRONG_ISOLATE    "\xe2\x81\xa8" /* U+2068 */
#define POP_DIRECTIONAL_ISOLATE "\xe2\x81\xa9" /* U+2069 */

void print_isolated(FILE *out, const char *text, size_t length) {
    for (size_t at = 0, step; at < length; at += step) {
        step = report_rtl_run(text + at, length - at);
        if (step > 0) {
            fputs(FIRST_STRONG_ISOLATE, out);
            fwrite(text + at, 1, step, out);
            fputs(POP_DIRECTIONAL_ISOLATE, out);
            continue;
        }
        const uint32_t point = base_utf8_next(text + at, &step);
        if (!base_utf8_is_harmless(point))
            putc('?', out);
        else
            fwrite(text + at, 1, step, out);
    }
}

static void print_bold(const print_sheet *sheet, const char *text) {
    const bool marked = sheet->colour && *text;
    fputs(marked ? "\033[1m" : "", sheet->out);
    print_isolated(sheet->out, text, strlen(text));
    fputs(marked ? "\033[0m" : "", sheet->out);
}

static void print_spaces(FILE *out, size_t count) {
    for (size_t i = 0; i < count; i++)
        putc(' ', out);
}

static size_t line_width(const print_sheet *sheet) {
    return sheet->width < 40 ? 40 : sheet->width > LONGEST_LINE ? LONGEST_LINE : sheet->width;
}

void print_sheet_heading(const print_sheet *sheet, const char *text) {
    putc('\n', sheet->out);
    print_bold(sheet, text);
    putc('\n', sheet->out);
}

void print_sheet_title(const print_sheet *sheet, const char *title, const char *remark) {
    const size_t taken =
        print_text_width(title, strlen(title)) + print_text_width(remark, strlen(remark));
    const size_t width = line_width(sheet);
    print_bold(sheet, title);
    if (*remark && taken + 2 > width)
        fprintf(sheet->out, "\n%s", remark);
    else if (*remark) {
        print_spaces(sheet->out, width - taken);
        fputs(remark, sheet->out);
    }
    putc('\n', sheet->out);
}

void print_sheet_paragraph(const print_sheet *sheet, size_t indent, const char *label, size_t hang,
                           const char *text) {
    const size_t labelled = print_text_width(label, strlen(label));
    print_spaces(sheet->out, indent);
    print_bold(sheet, label);
    if (labelled < hang)
        print_spaces(sheet->out, hang - labelled);
    const size_t width = line_width(sheet) - indent - hang;
    for (size_t next; *text; text += next) {
        const size_t length = print_text_line(text, width, &next);
        print_isolated(sheet->out, text, length);
        putc('\n', sheet->out);
        if (text[next])
            print_spaces(sheet->out, indent + hang);
    }
}
