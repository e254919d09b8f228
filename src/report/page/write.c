/* Writing HTML: text that cannot become markup, and data inside a script element. */
#include "report/page/write.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#define MINUS          "\xe2\x88\x92"
#define NO_BREAK_SPACE "\xc2\xa0"
#define EM_DASH        "\xe2\x80\x94"

static void put_character(FILE *out, char character) {
    switch (character) {
    case '&':
        fputs("&amp;", out);
        break;
    case '<':
        fputs("&lt;", out);
        break;
    case '>':
        fputs("&gt;", out);
        break;
    case '"':
        fputs("&quot;", out);
        break;
    case '\'':
        fputs("&#39;", out);
        break;
    default:
        /* Control characters mean nothing in HTML; a reader should see that one stood there. */
        if ((unsigned char)character < ' ' && character != '\n' && character != '\t')
            fputs("\xef\xbf\xbd", out);
        else
            fputc(character, out);
    }
}

static void put_text(FILE *out, const char *text) {
    for (; text && *text; text++)
        put_character(out, *text);
}

void page_put(page_html *page, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    for (const char *next = format; *next; next++) {
        if (*next != '%') {
            fputc(*next, page->out);
        } else if (next[1] == 's') {
            put_text(page->out, va_arg(arguments, const char *));
            next += 1;
        } else {
            assert(next[1] == 'z' && next[2] == 'u');
            fprintf(page->out, "%zu", va_arg(arguments, size_t));
            next += 2;
        }
    }
    va_end(arguments);
}

void page_put_prose(page_html *page, const char *text) {
    char before = ' ';
    for (const char *at = text; at && *at; before = *at++) {
        const bool opens = before == ' ' || before == '(';
        if (*at == '"')
            fputs(opens ? "\xe2\x80\x9c" : "\xe2\x80\x9d", page->out);
        else if (*at == '\'')
            fputs(opens ? "\xe2\x80\x98" : "\xe2\x80\x99", page->out);
        else if (*at == ' ' && at[1] == '%')
            fputs(NO_BREAK_SPACE, page->out);
        else
            put_character(page->out, *at);
    }
}

/* A number as the cells have it, with a true minus sign. */
void page_put_number(page_html *page, const char *text) {
    if (*text == '-' && text[1])
        fputs(MINUS, page->out);
    put_text(page->out, *text == '-' && text[1]  ? text + 1
                        : strcmp(text, "-") == 0 ? EM_DASH
                                                 : text);
}

/* In JSON a `<` or a line separator can only stand inside a string, where \u.... means the same.
   Nothing else ends or changes the state of a script element. */
void page_data(page_html *page, const char *json, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (json[i] == '<') {
            fputs("\\u003c", page->out);
        } else if (i + 2 < length && (memcmp(json + i, "\xe2\x80\xa8", 3) == 0 ||
                                      memcmp(json + i, "\xe2\x80\xa9", 3) == 0)) {
            fputs(json[i + 2] == '\xa8' ? "\\u2028" : "\\u2029", page->out);
            i += 2;
        } else {
            fputc(json[i], page->out);
        }
    }
}
