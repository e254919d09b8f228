/* Writing HTML: text that cannot become markup, and data inside a script element. */
#include "report/page/write.h"

#include "base/utf8.h"
#include "report/rtl.h"

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

/* A word with more letters may be broken, each time after so many. */
#define WORD_LONG  20
#define WORD_BREAK 10

static bool ends_word(char character) {
    return character == '\0' || strchr(" \n", character);
}

static size_t letters_of_word(const char *text) {
    size_t letters = 0;
    for (; !ends_word(*text); text++)
        letters += !base_utf8_is_inside(*text);
    return letters;
}

/* What is written for a character of prose in place of itself; NULL: itself. */
static const char *typeset(char before, const char *at) {
    const bool opens = before == ' ' || before == '(';
    if (*at == '"')
        return opens ? "\xe2\x80\x9c" : "\xe2\x80\x9d";
    if (*at == '\'')
        return opens ? "\xe2\x80\x98" : "\xe2\x80\x99";
    return *at == ' ' && at[1] == '%' ? NO_BREAK_SPACE : NULL;
}

static void put_running(page_html *page, const char *text, bool prose) {
    const char *isolated = NULL; /* where the words that run from right to left end */
    size_t letters = 0;          /* of a long word so far; 0: no long word */
    char before = ' ';
    for (const char *at = text; at && *at; before = *at++) {
        const size_t run = isolated ? 0 : report_rtl_run(at, strlen(at));
        if (run) {
            fputs("<bdi>", page->out);
            isolated = at + run;
        }
        if (ends_word(*at))
            letters = 0;
        else if (ends_word(before))
            letters = letters_of_word(at) > WORD_LONG ? 1 : 0;
        else if (letters && !base_utf8_is_inside(*at) && letters++ % WORD_BREAK == 0)
            fputs("<wbr>", page->out);
        const char *instead = prose ? typeset(before, at) : NULL;
        if (instead)
            fputs(instead, page->out);
        else
            put_character(page->out, *at);
        if (isolated == at + 1) {
            fputs("</bdi>", page->out);
            isolated = NULL;
        }
    }
}

void page_put(page_html *page, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    for (const char *next = format; *next; next++) {
        if (*next != '%') {
            page->in_tag = *next == '<' || (page->in_tag && *next != '>');
            fputc(*next, page->out);
        } else if (next[1] == 's' && page->in_tag) {
            put_text(page->out, va_arg(arguments, const char *));
            next += 1;
        } else if (next[1] == 's') {
            put_running(page, va_arg(arguments, const char *), false);
            next += 1;
        } else {
            assert(next[1] == 'z' && next[2] == 'u');
            fprintf(page->out, "%zu", va_arg(arguments, size_t));
            next += 2;
        }
    }
    va_end(arguments);
}

void page_put_plain(page_html *page, const char *text) {
    put_text(page->out, text);
}

void page_put_prose(page_html *page, const char *text) {
    put_running(page, text, true);
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
