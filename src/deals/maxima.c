/*
 * Divide and conquer. Of rows by falling first payoff, the later half cannot beat the earlier one:
 * each half is solved by itself, then the earlier strikes out what it beats of the later in the
 * payoffs from the second on. To strike, both are parted at the median of a payoff: high strikes
 * high, low strikes low, and high strikes low in the payoffs that follow. With two payoffs left a
 * sweep does.
 */
#include "deals/maxima.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#define SMALL_PAIRS 1024 /* comparisons that are not worth parting for */
#define SMALL_ROWS  24

/* A row in hand: its place in the given order, and the payoff it is sorted by. */
typedef struct item {
    int64_t key;
    uint32_t at;
} item;

typedef struct maxima {
    const int64_t *payoff;
    size_t parties;
    const uint32_t *order;
    bool *beaten;
    item *scratch; /* [count] */
} maxima;

/* Rows `first` up to `end` of a list that is parted in place. */
typedef struct part {
    item *at;
    size_t count;
} part;

static const int64_t *row_of(const maxima *self, uint32_t at) {
    return self->payoff + self->order[at] * self->parties;
}

static bool reaches(const maxima *self, uint32_t a, uint32_t b, size_t from) {
    const int64_t *x = row_of(self, a);
    const int64_t *y = row_of(self, b);
    for (size_t p = from; p < self->parties; p++)
        if (x[p] < y[p])
            return false;
    return true;
}

static void strike_one_by_one(const maxima *self, part high, part low, size_t from) {
    for (size_t i = 0; i < low.count; i++)
        for (size_t k = 0; k < high.count && !self->beaten[low.at[i].at]; k++)
            if (reaches(self, high.at[k].at, low.at[i].at, from))
                self->beaten[low.at[i].at] = true;
}

static int falling_key(const void *a, const void *b) {
    const item *x = a;
    const item *y = b;
    if (x->key != y->key)
        return x->key > y->key ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static void load_keys(const maxima *self, part of, size_t p) {
    for (size_t i = 0; i < of.count; i++)
        of.at[i].key = row_of(self, of.at[i].at)[p];
}

/* Two payoffs left: by the first of them, with the best of the last among those that reach it. */
static void strike_by_sweep(const maxima *self, part high, part low) {
    const size_t last = self->parties - 1;
    int64_t best = INT64_MIN;
    size_t taken = 0;
    load_keys(self, high, last - 1);
    load_keys(self, low, last - 1);
    qsort(high.at, high.count, sizeof *high.at, falling_key);
    qsort(low.at, low.count, sizeof *low.at, falling_key);
    for (size_t i = 0; i < low.count; i++) {
        for (; taken < high.count && high.at[taken].key >= low.at[i].key; taken++) {
            const int64_t value = row_of(self, high.at[taken].at)[last];
            best = value > best ? value : best;
        }
        if (best >= row_of(self, low.at[i].at)[last])
            self->beaten[low.at[i].at] = true;
    }
}

/* A key near the middle of both: the median of nine, three times over. */
static int64_t middle_key(part a, part b) {
    int64_t keys[9];
    const size_t count = a.count + b.count;
    for (size_t k = 0; k < 9; k++) {
        const size_t i = count * k / 9 + count / 18;
        const int64_t key = i < a.count ? a.at[i].key : b.at[i - a.count].key;
        size_t to = k;
        for (; to > 0 && keys[to - 1] > key; to--)
            keys[to] = keys[to - 1];
        keys[to] = key;
    }
    return keys[4];
}

/* Part in place: keys above the pivot, then equal, then below; the counts of the first two. */
static void split(const maxima *self, part of, int64_t pivot, size_t *above, size_t *equal) {
    size_t up = 0;
    size_t same = 0;
    size_t below = 0;
    for (size_t i = 0; i < of.count; i++)
        if (of.at[i].key > pivot)
            of.at[up++] = of.at[i];
        else
            self->scratch[of.at[i].key == pivot ? same++ : of.count - 1 - below++] = of.at[i];
    memcpy(of.at + up, self->scratch, same * sizeof *of.at);
    for (size_t i = 0; i < below; i++)
        of.at[up + same + i] = self->scratch[of.count - 1 - i];
    *above = up;
    *equal = same;
}

static part slice(part of, size_t from, size_t to) {
    return (part){of.at + from, to - from};
}

/* Mark the rows of `low` that a row of `high` beats, given that it does in payoffs before `from`.
 */
static void strike(const maxima *self, part high, part low, size_t from) {
    while (high.count && low.count) {
        if (from >= self->parties || high.count * low.count <= SMALL_PAIRS) {
            strike_one_by_one(self, high, low, from);
            return;
        }
        if (from + 2 >= self->parties) {
            strike_by_sweep(self, high, low);
            return;
        }
        load_keys(self, high, from);
        load_keys(self, low, from);
        const int64_t pivot = middle_key(high, low);
        size_t high_up;
        size_t high_same;
        size_t low_up;
        size_t low_same;
        split(self, high, pivot, &high_up, &high_same);
        split(self, low, pivot, &low_up, &low_same);
        strike(self, slice(high, 0, high_up), slice(low, 0, low_up), from);
        strike(self, slice(high, high_up + high_same, high.count),
               slice(low, low_up + low_same, low.count), from);
        high = slice(high, 0, high_up + high_same);
        low = slice(low, low_up, low.count);
        from++;
    }
}

/* Those not beaten yet, in order. */
static part alive(const maxima *self, size_t from, size_t to, item *at) {
    part of = {at, 0};
    for (size_t i = from; i < to; i++)
        if (!self->beaten[i])
            of.at[of.count++].at = (uint32_t)i;
    return of;
}

/* Bottom up over blocks of SMALL_ROWS, then pairs of neighbouring runs. */
static void solve(const maxima *self, size_t count, item *items) {
    for (size_t from = 0; from < count; from += SMALL_ROWS) {
        const size_t to = from + SMALL_ROWS < count ? from + SMALL_ROWS : count;
        for (size_t i = from; i < to; i++)
            for (size_t k = from; k < i && !self->beaten[i]; k++)
                self->beaten[i] = !self->beaten[k] && reaches(self, (uint32_t)k, (uint32_t)i, 1);
    }
    for (size_t run = SMALL_ROWS; run < count; run *= 2)
        for (size_t from = 0; from + run < count; from += 2 * run) {
            const size_t to = from + 2 * run < count ? from + 2 * run : count;
            const part high = alive(self, from, from + run, items);
            const part low = alive(self, from + run, to, items + high.count);
            strike(self, high, low, 1);
        }
}

/* One or two payoffs: a row is beaten unless its last payoff is a new best. */
static void solve_few(const maxima *self, size_t count) {
    int64_t best = count ? row_of(self, 0)[self->parties - 1] : 0;
    for (uint32_t i = 1; i < count; i++) {
        const int64_t last = row_of(self, i)[self->parties - 1];
        self->beaten[i] = last <= best;
        best = last > best ? last : best;
    }
}

bool ent_maxima_mark(const int64_t *payoff, size_t parties, const uint32_t *order, size_t count,
                     bool *beaten) {
    maxima self = {.payoff = payoff, .parties = parties, .order = order, .beaten = beaten};
    memset(beaten, 0, count * sizeof *beaten);
    if (parties < 3) {
        solve_few(&self, count);
        return true;
    }
    item *items = ent_malloc((count + 1) * sizeof *items);
    self.scratch = ent_malloc((count + 1) * sizeof *self.scratch);
    const bool done = items && self.scratch;
    if (done)
        solve(&self, count, items);
    free(items);
    free(self.scratch);
    return done;
}
