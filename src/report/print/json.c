/* A streaming writer of JSON. Kept apart from any library's tree of values: a tree of a long
 * frontier takes a dozen times the memory of its text, and prints 0.1 as 0.10000000000000001. */
#include "report/print/json.h"

#include "base/utf8.h"
#include "report/number.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>

void print_json_start(print_json *json, FILE *out) {
    *json = (print_json){.out = out};
}

static void print_special(FILE *out, const char *text, size_t length, uint32_t point) {
    if (point == BASE_NOT_UTF8)
        fputs("\\ufffd", out);
    else if (point == '"' || point == '\\')
        fprintf(out, "\\%c", (char)point);
    else if (point == '\n')
        fputs("\\n", out);
    else if (point < 0x20 || point == 0x7f)
        fprintf(out, "\\u%04x", (unsigned)point);
    else
        fwrite(text, 1, length, out);
}

static bool is_plain(char byte) {
    return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

static void print_string(FILE *out, const char *text) {
    putc('"', out);
    for (;;) {
        size_t plain = 0;
        while (is_plain(text[plain]))
            plain++;
        fwrite(text, 1, plain, out);
        text += plain;
        if (*text == '\0')
            break;
        size_t length;
        const uint32_t point = base_utf8_next(text, &length);
        print_special(out, text, length, point);
        text += length;
    }
    putc('"', out);
}

static void indent(const print_json *json) {
    putc('\n', json->out);
    for (unsigned d = 0; d < json->depth; d++)
        fputs("  ", json->out);
}

/* What comes before a value: the comma, the line break, the key. */
static void begin(print_json *json, const char *key) {
    if (json->depth > 0) {
        const unsigned top = json->depth - 1;
        if (json->open[top].filled)
            fputs(json->open[top].wide ? "," : ", ", json->out);
        if (json->open[top].wide)
            indent(json);
        json->open[top].filled = true;
    }
    if (key) {
        print_string(json->out, key);
        fputs(": ", json->out);
    }
}

static void open_container(print_json *json, const char *key, const char *brackets,
                           print_json_shape shape) {
    assert(json->depth < PRINT_JSON_DEPTH);
    begin(json, key);
    putc(brackets[0], json->out);
    json->open[json->depth].close = brackets[1];
    json->open[json->depth].wide = shape == PRINT_JSON_WIDE;
    json->open[json->depth].filled = false;
    json->depth++;
}

void print_json_object(print_json *json, const char *key, print_json_shape shape) {
    open_container(json, key, "{}", shape);
}

void print_json_array(print_json *json, const char *key, print_json_shape shape) {
    open_container(json, key, "[]", shape);
}

void print_json_close(print_json *json) {
    assert(json->depth > 0);
    json->depth--;
    if (json->open[json->depth].wide && json->open[json->depth].filled)
        indent(json);
    putc(json->open[json->depth].close, json->out);
    if (json->depth == 0)
        putc('\n', json->out);
}

void print_json_text(print_json *json, const char *key, const char *text) {
    begin(json, key);
    print_string(json->out, text);
}

void print_json_number(print_json *json, const char *key, double number) {
    if (!isfinite(number)) {
        print_json_null(json, key);
        return;
    }
    char text[REPORT_NUMBER_TEXT];
    report_number_exact(number == 0 ? 0 : number, text); /* no -0 */
    begin(json, key);
    fputs(text, json->out);
}

void print_json_whole(print_json *json, const char *key, uint64_t number) {
    begin(json, key);
    fprintf(json->out, "%" PRIu64, number);
}

void print_json_bool(print_json *json, const char *key, bool truth) {
    begin(json, key);
    fputs(truth ? "true" : "false", json->out);
}

void print_json_null(print_json *json, const char *key) {
    begin(json, key);
    fputs("null", json->out);
}

print_json_cut print_json_fit(const print_json *json, size_t count, size_t cells) {
    enum { LEAST = 100 };
    size_t most = json->rows_max ? json->rows_max : SIZE_MAX;
    if (json->cells_max && cells > 1 && json->cells_max / cells < most)
        most = json->cells_max / cells > LEAST ? json->cells_max / cells : LEAST;
    return (print_json_cut){count, count < most ? count : most};
}

size_t print_json_entry(print_json_cut cut, size_t place) {
    if (cut.shown == cut.count || cut.shown < 2)
        return place;
    return (size_t)((uint64_t)place * (cut.count - 1) / (cut.shown - 1));
}

print_json_cut print_json_list(print_json *json, const char *key, size_t count, size_t cells) {
    const print_json_cut cut = print_json_fit(json, count, cells);
    char name[64];
    if (cut.shown < cut.count) {
        snprintf(name, sizeof name, "%s_count", key);
        print_json_whole(json, name, cut.count);
        snprintf(name, sizeof name, "%s_shown", key);
        print_json_whole(json, name, cut.shown);
    }
    print_json_array(json, key, PRINT_JSON_WIDE);
    return cut;
}
