/* One text as what its field wants: text, date, duration, word, whole number, name. */
#include "read/reader.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/utf8.h"
#include "spelling/spelling.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *read_scalar(read_state *r, const read_cursor *at, const char *expected) {
    static const char *const KINDS[] = {"text", "a list", "a mapping", ""};
    if (at->node->kind != READ_SCALAR) {
        read_note_value(r, at, "expected %s, found %s", expected, KINDS[at->node->kind]);
        return NULL;
    }
    if (at->node->length == 0) {
        read_note_value(r, at, "expected %s, found nothing", expected);
        return NULL;
    }
    return at->node->text;
}

/* The text is kept, mistakes or not; at most `most` characters. */
static void read_words(read_state *r, const read_cursor *at, size_t most, const char **out) {
    const char *text = read_scalar(r, at, "text");
    if (!text)
        return;
    size_t length = at->node->length;
    while (length > 0 && text[length - 1] == '\n')
        length--; /* block texts end with the line break before the next key */
    const size_t fit = base_utf8_bytes(text, length, most);
    *out = read_copy(r, r->keep, text, fit);
    if (fit < length)
        read_note_value(r, at, "longer than the %zu characters that are accepted", most);
    else if (spelling_is_blank(*out))
        read_note_value(r, at, "expected text, found nothing but blanks");
    else if (at->node->is_cut)
        read_note_at(r, ENT_OK, at, at->node->place,
                     "the text ends here: '%s'; what follows ' #' is a comment (put quotes round "
                     "text that holds it, two blanks before a comment)",
                     read_shown(r, *out));
}

void read_title(read_state *r, const read_cursor *at, void *out) {
    const char **title = out;
    const char *before = *title;
    read_words(r, at, ENT_TITLE_MAX, title);
    if (*title == before)
        return;
    const uint32_t unseen = spelling_find_unseen(*title, strlen(*title), SPELLING_TITLE);
    if (unseen && !spelling_find_unseen(*title, strlen(*title), SPELLING_SENTENCE))
        read_note_value(r, at, "U+%04X cannot be seen (leave it out)", (unsigned)unseen);
}

void read_text(read_state *r, const read_cursor *at, void *out) {
    read_words(r, at, ENT_SENTENCE_MAX, out);
}

static bool read_digits(const char **text, size_t count, uint32_t *number) {
    *number = 0;
    for (size_t i = 0; i < count; i++, (*text)++) {
        if (**text < '0' || **text > '9')
            return false;
        *number = 10 * *number + (uint32_t)(**text - '0');
    }
    return true;
}

void read_date(read_state *r, const read_cursor *at, void *out) {
    const char *text = read_scalar(r, at, "a date such as 2025-06-01");
    if (!text)
        return;
    const base_date_fault fault = base_date_parse(text, out);
    if (fault == BASE_DATE_NOT_WRITTEN)
        read_note_value(r, at, "'%s' is not a date such as 2025-06-01", read_shown(r, text));
    else if (fault == BASE_DATE_NO_SUCH_DAY)
        read_note_value(r, at, "there is no day %s", text);
}

/* "30 days", "1 week", "1.5 months": NaN if it is none. */
void read_days(read_state *r, const read_cursor *at, void *out) {
    static const struct {
        const char *word;
        double days;
    } UNITS[] = {{"day", 1}, {"days", 1}, {"week", 7}, {"weeks", 7}, {"month", 30}, {"months", 30}};
    double *days = out;
    *days = (double)NAN;
    const char *text = read_scalar(r, at, "a duration such as 30 days");
    if (!text)
        return;
    const char *space = strchr(text, ' ');
    ent_decimal number;
    if (space && base_decimal_parse(text, (size_t)(space - text), &number))
        for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
            if (strcmp(space + strspn(space, " "), UNITS[i].word) == 0)
                *days = number.value * UNITS[i].days;
    enum { DAYS_MAX = 36525 };
    if (*days != *days)
        read_note_value(r, at,
                        "'%s' is not a duration such as 30 days (days, weeks or months of 30 days)",
                        read_shown(r, text));
    else if (*days <= 0 || *days > DAYS_MAX)
        read_note_value(r, at, "a duration must be above 0 and at most 100 years");
}

size_t read_word(read_state *r, const read_cursor *at, const char *const *words, size_t count) {
    char known[200] = "";
    size_t used = 0;
    for (size_t i = 0; i < count && used < sizeof known; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, "%s%s",
                                 i == 0          ? ""
                                 : i + 1 < count ? ", "
                                                 : " or ",
                                 words[i]);
    const char *text = read_scalar(r, at, known);
    if (!text)
        return count;
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], text) == 0)
            return i;
    read_note_value(r, at, "expected %s, found '%s'", known, read_shown(r, text));
    return count;
}

void read_bool(read_state *r, const read_cursor *at, void *out) {
    const char *text = read_scalar(r, at, "yes or no");
    if (!text)
        return;
    const bool is_yes = strcmp(text, "yes") == 0 || strcmp(text, "true") == 0;
    if (!is_yes && strcmp(text, "no") != 0 && strcmp(text, "false") != 0)
        read_note_value(r, at, "expected yes or no, found '%s'", read_shown(r, text));
    *(bool *)out = is_yes;
}

void read_rank(read_state *r, const read_cursor *at, void *out) {
    static const char *const WORDS[] = {"official", "minister", "leader"};
    const size_t rank = read_word(r, at, WORDS, ENT_RANKS);
    if (rank < ENT_RANKS)
        *(ent_rank *)out = (ent_rank)rank;
}

uint32_t read_whole(read_state *r, const read_cursor *at, uint32_t low, uint32_t high) {
    const char *text = read_scalar(r, at, "a whole number");
    if (!text)
        return 0;
    uint32_t number = 0;
    const char *next = text;
    const bool is_written =
        at->node->plain && at->node->length <= 9 && read_digits(&next, at->node->length, &number);
    if (is_written && number >= low && number <= high)
        return number;
    if (low == high)
        read_note_value(r, at, "expected %u, found '%s'", (unsigned)low, read_shown(r, text));
    else
        read_note_value(r, at, "expected a whole number from %u to %u, found '%s'", (unsigned)low,
                        (unsigned)high, read_shown(r, text));
    return 0;
}

static const char *article(const char *noun) {
    return strchr("aeiou", *noun) ? "an" : "a";
}

uint32_t read_name(read_state *r, const read_cursor *at, const read_table *table) {
    char expected[80];
    snprintf(expected, sizeof expected, "the name of %s %s", article(table->what), table->what);
    const char *name = read_scalar(r, at, expected);
    if (!name)
        return ENT_NONE;
    const uint32_t index = read_table_find(table, name);
    if (index == ENT_NONE)
        read_note_unknown(r, at, at->node->place, table, name);
    return index;
}

void read_party(read_state *r, const read_cursor *at, void *out) {
    *(uint32_t *)out = read_name(r, at, &r->parties);
}

void read_parties(read_state *r, const read_cursor *at, void *out) {
    *(ent_ids *)out = read_names(r, at, &r->parties);
}

static int compare_ids(const void *left, const void *right) {
    const uint32_t a = *(const uint32_t *)left;
    const uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Sort, and note names that occur twice. */
static ent_ids settle(read_state *r, const read_cursor *at, const read_table *table, uint32_t *ids,
                      size_t count) {
    if (count > 1)
        qsort(ids, count, sizeof *ids, compare_ids);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || ids[kept - 1] != ids[i])
            ids[kept++] = ids[i];
        else if (i < 2 || ids[i - 2] != ids[i])
            read_note_value(r, at, "'%s' is listed twice",
                            read_shown(r, table->entries[ids[i]].name));
    }
    return (ent_ids){kept, ids};
}

ent_ids read_names(read_state *r, const read_cursor *at, const read_table *table) {
    if (at->node->kind == READ_MAPPING) {
        read_note_value(r, at, "expected the name of %s %s or a list of them, found a mapping",
                        article(table->what), table->what);
        return (ent_ids){0};
    }
    const bool is_list = at->node->kind == READ_SEQUENCE;
    if (is_list && at->node->count == 0)
        read_note_value(r, at, "expected at least one %s, found an empty list", table->what);
    uint32_t *ids = READ_KEEP(r, uint32_t, is_list ? at->node->count : 1);
    size_t count = 0;
    if (!is_list) {
        ids[0] = read_name(r, at, table);
        count = ids[0] != ENT_NONE;
    }
    size_t index = 0;
    for (const read_node *item = is_list ? at->node->first : NULL; item; item = item->next) {
        const read_cursor here = read_cursor_item(at, item, index++);
        ids[count] = read_name(r, &here, table);
        count += ids[count] != ENT_NONE;
    }
    return settle(r, at, table, ids, count);
}
