/* The nearest known name against the definition of edit distance, and look-ups against a search
 * from end to end, on random short words. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/read.h"

#include <stdio.h>
#include <string.h>

enum { NAMES = 12, LETTERS = 6, CASES = 4000 };

static uint64_t seed;

static unsigned draw(unsigned count) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % count;
}

static void draw_word(char word[LETTERS + 1]) {
    const unsigned length = 1 + draw(LETTERS);
    for (unsigned i = 0; i < length; i++)
        word[i] = (char)('a' + draw(3));
    word[length] = '\0';
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Insertions, deletions, substitutions and swaps of neighbours, no letter touched twice. */
static size_t distance(const char *a, size_t i, const char *b, size_t j) {
    if (i == 0 || j == 0)
        return i + j;
    size_t best = distance(a, i - 1, b, j - 1) + (a[i - 1] != b[j - 1]);
    best = least(best, distance(a, i - 1, b, j) + 1);
    best = least(best, distance(a, i, b, j - 1) + 1);
    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = least(best, distance(a, i - 2, b, j - 2) + 1);
    return best;
}

/* The first of the nearest names, if it is near enough to be what was meant. */
static const char *nearest(const char *word, char names[NAMES][LETTERS + 1], size_t count) {
    const size_t length = strlen(word);
    const size_t most = length < 3 ? 1 : length / 3 + 1;
    const char *found = NULL;
    size_t best = most + 1;
    for (size_t i = 0; i < count; i++) {
        const size_t other = strlen(names[i]);
        const size_t away = distance(word, length, names[i], other);
        if (away < best && away < other) {
            best = away;
            found = names[i];
        }
    }
    return found;
}

static size_t draw_names(char names[NAMES][LETTERS + 1]) {
    size_t count = 0;
    while (count < NAMES) {
        draw_word(names[count]);
        size_t same = 0;
        while (same < count && strcmp(names[same], names[count]) != 0)
            same++;
        count += same == count;
    }
    return count;
}

/* A model in which a round is hosted by `word`; its message, or the host's index. */
static uint32_t read_host(char names[NAMES][LETTERS + 1], const char *word, char message[400]) {
    char text[2000];
    size_t used = (size_t)snprintf(text, sizeof text,
                                   "entente: 1\ntitle: T\nissues: {i: {options: {x: , y: }}}\n"
                                   "parties:\n");
    for (size_t i = 0; i < NAMES; i++)
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "  %s: {role: principal, walk_away: 0}\n", names[i]);
    used += (size_t)snprintf(text + used, sizeof text - used,
                             "rounds: [{date: 2025-06-01, host: %s}]\n", word);
    ent_diags *diags = ent_diags_new();
    ent_model *model = NULL;
    uint32_t host = ENT_NONE;
    if (ent_model_read_text("names", text, used, false, NULL, &model, diags) == ENT_OK)
        host = model->rounds[0].host;
    else
        snprintf(message, 400, "%s", ent_diags_at(diags, 0)->message);
    ent_model_free(model);
    ent_diags_free(diags);
    return host;
}

static void names_are_found_or_the_nearest_is_told(void **state) {
    (void)state;
    size_t known = 0;
    size_t near = 0;
    for (int i = 0; i < CASES; i++) {
        seed = (uint64_t)i;
        char names[NAMES][LETTERS + 1];
        char word[LETTERS + 1];
        draw_names(names);
        draw_word(word);
        uint32_t expected = ENT_NONE;
        for (uint32_t n = 0; n < NAMES; n++)
            if (strcmp(names[n], word) == 0)
                expected = n;
        char message[400] = "";
        assert_int_equal(read_host(names, word, message), expected);
        if (expected != ENT_NONE) {
            known++;
            continue;
        }
        const char *meant = nearest(word, names, NAMES);
        char told[100];
        snprintf(told, sizeof told,
                 meant ? "unknown party '%s' (did you mean '%s'?)" : "unknown party '%s'", word,
                 meant);
        assert_string_equal(message, told);
        near += meant != NULL;
    }
    assert_in_range(known, 100, CASES / 2);
    assert_in_range(near, CASES / 4, CASES - 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_or_the_nearest_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
