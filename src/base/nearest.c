#include "base/nearest.h"

#include <string.h>

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Row by row; both words are at most BASE_NEAREST_BYTES_MAX bytes. */
static size_t distance(const char *a, const char *b) {
    size_t rows[3][BASE_NEAREST_BYTES_MAX + 1];
    const size_t length = strlen(b);
    for (size_t j = 0; j <= length; j++)
        rows[0][j] = j;
    size_t *previous = rows[2], *above = rows[0], *row = rows[1];
    for (size_t i = 1; a[i - 1]; i++) {
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            row[j] =
                smaller(smaller(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = smaller(row[j], previous[j - 2] + 1);
        }
        size_t *const oldest = previous;
        previous = above;
        above = row;
        row = oldest;
    }
    return above[length];
}

const char *base_nearest(const char *word, const char *const *names, size_t count, size_t *work) {
    const size_t length = strlen(word);
    size_t mine = 0;
    size_t *spent = work ? work : &mine;
    if (length > BASE_NEAREST_BYTES_MAX)
        return NULL;
    size_t best = length < 3 ? 2 : length / 3 + 2; /* farther ones help nobody */
    const char *nearest = NULL;
    for (size_t i = 0; i < count && *spent < BASE_NEAREST_WORK_MAX; i++) {
        const size_t other = strlen(names[i]);
        *spent += 1 + length * other;
        if (other > BASE_NEAREST_BYTES_MAX || other + best <= length || length + best <= other)
            continue;
        const size_t away = distance(word, names[i]);
        if (away < best && away < other) {
            best = away;
            nearest = names[i];
        }
    }
    return nearest;
}
