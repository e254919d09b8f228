/*
 * The best rows among many, for three parties and more.
 *
 * Rows are taken by falling payoff of the first party (then the second, ...), so that what beats a
 * row was taken before it. Kept rows stand in blocks under their best corner: a block whose corner
 * does not reach a row cannot beat it, and is passed over with one comparison. The block that last
 * beat a row is asked first, since neighbours are often beaten by the same one. Many rows stand in
 * a tree of corners instead. With noise a row can beat one that was taken just before it, which is
 * then crossed out.
 */
#include "engine/frontier.h"

#include "engine/corners.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK      32
#define TREE_LEAST 1000 /* rows; below, building a tree costs more than it saves */
#define TREE_WORK  64   /* units that asking the tree takes, or a few times as many */

typedef struct filter {
    ent_watch *watch;
    size_t parties;
    const int64_t *noise;
    int64_t *kept; /* [count x parties] */
    uint64_t *packages;
    size_t count;
    int64_t *corners; /* [blocks x parties] best of each party in the block */
    size_t recent;    /* block that beat the last row */
} filter;

/* One round of merging neighbouring sorted runs of row numbers; 0 if the watch ends it. */
static size_t merge_round(const engine_rows *rows, size_t parties, const uint32_t *from,
                          uint32_t *to, size_t *runs, size_t runs_count, ent_watch *watch) {
    size_t made = 0;
    for (size_t r = 0; r < runs_count; r += 2) {
        size_t l = runs[r];
        const size_t l_end = runs[r + 1];
        size_t k = l_end;
        const size_t k_end = r + 1 < runs_count ? runs[r + 2] : l_end;
        size_t at = l;
        runs[made++] = l;
        while (l < l_end && k < k_end) {
            if (!base_watch_each(watch, at, parties))
                return 0;
            to[at++] = engine_compare_payoffs(rows->payoff + from[l] * parties,
                                              rows->payoff + from[k] * parties, parties) <= 0
                           ? from[l++]
                           : from[k++];
        }
        while (l < l_end)
            to[at++] = from[l++];
        while (k < k_end)
            to[at++] = from[k++];
    }
    runs[made] = rows->count;
    return made;
}

/* Row numbers by falling payoff; NULL if out of memory, or the watch ends it. */
static uint32_t *sort_rows(const engine_rows *rows, size_t parties, const size_t *given,
                           size_t runs_count, ent_watch *watch) {
    uint32_t *order = base_malloc(2 * rows->count * sizeof *order);
    size_t *runs = base_malloc((runs_count + 1) * sizeof *runs);
    if (!order || !runs) {
        free(order);
        free(runs);
        return NULL;
    }
    memcpy(runs, given, (runs_count + 1) * sizeof *runs);
    uint32_t *now = order;
    uint32_t *next = order + rows->count;
    for (size_t i = 0; i < rows->count; i++)
        now[i] = (uint32_t)i;
    while (runs_count > 1) {
        runs_count = merge_round(rows, parties, now, next, runs, runs_count, watch);
        uint32_t *spare = now;
        now = next;
        next = spare;
    }
    free(runs);
    if (runs_count == 0) {
        free(order);
        return NULL;
    }
    if (now != order)
        memcpy(order, now, rows->count * sizeof *order);
    return order;
}

typedef enum standing { APART, BEATEN, SAME, BEATS } standing;

/* How `row` stands to a kept one, differences within the noise not counted. */
static standing compare_standing(const filter *self, const int64_t *kept, const int64_t *row) {
    bool better = false;
    bool worse = false;
    for (size_t p = 0; p < self->parties; p++) {
        better = better || row[p] > kept[p] + self->noise[p];
        worse = worse || row[p] < kept[p] - self->noise[p];
    }
    if (better)
        return worse ? APART : BEATS;
    return worse ? BEATEN : SAME;
}

static bool corner_reaches(const filter *self, size_t block, const int64_t *row) {
    const int64_t *corner = self->corners + block * self->parties;
    for (size_t p = 0; p < self->parties; p++)
        if (corner[p] < row[p] - self->noise[p])
            return false;
    return true;
}

static size_t block_end(const filter *self, size_t block) {
    return (block + 1) * BLOCK < self->count ? (block + 1) * BLOCK : self->count;
}

static void add_packages(filter *self, size_t i, uint64_t packages) {
    self->packages[i] =
        self->packages[i] > UINT64_MAX - packages ? UINT64_MAX : self->packages[i] + packages;
}

/* Does a row of this block beat it, or equal it? */
static bool block_settles(filter *self, size_t block, const int64_t *row, uint64_t packages) {
    if (!corner_reaches(self, block, row))
        return false;
    for (size_t i = block * BLOCK; i < block_end(self, block); i++) {
        const standing how = compare_standing(self, self->kept + i * self->parties, row);
        if (how == SAME)
            add_packages(self, i, packages);
        if (how == SAME || how == BEATEN) {
            self->recent = block;
            return true;
        }
    }
    return false;
}

static void raise_corner(filter *self, size_t i) {
    int64_t *corner = self->corners + i / BLOCK * self->parties;
    const int64_t *row = self->kept + i * self->parties;
    for (size_t p = 0; p < self->parties; p++)
        if (i % BLOCK == 0 || row[p] > corner[p])
            corner[p] = row[p];
}

/* With noise a row can beat one that was taken just before it. */
static void drop_beaten(filter *self, const int64_t *row) {
    size_t first = self->count;
    while (first && self->kept[(first - 1) * self->parties] <= row[0] + self->noise[0])
        first--;
    size_t to = first;
    for (size_t i = first; i < self->count; i++) {
        if (compare_standing(self, self->kept + i * self->parties, row) == BEATS)
            continue;
        memmove(self->kept + to * self->parties, self->kept + i * self->parties,
                self->parties * sizeof *row);
        self->packages[to++] = self->packages[i];
    }
    if (to == self->count)
        return;
    self->count = to;
    for (size_t i = first / BLOCK * BLOCK; i < to; i++)
        raise_corner(self, i);
}

static void take_row(filter *self, const int64_t *row, uint64_t packages, bool noisy) {
    const size_t blocks = (self->count + BLOCK - 1) / BLOCK;
    if (self->recent < blocks && block_settles(self, self->recent, row, packages))
        return;
    for (size_t block = 0; block < blocks; block++)
        if (block_settles(self, block, row, packages))
            return;
    if (noisy)
        drop_beaten(self, row);
    memcpy(self->kept + self->count * self->parties, row, self->parties * sizeof *row);
    self->packages[self->count] = packages;
    raise_corner(self, self->count++);
}

/* Many rows: the kept ones in the order in which they were taken, those crossed out among them. */
typedef struct grove {
    engine_corners tree; /* over the payoffs of all parties but the first, whom the order settles */
    size_t *place;       /* [rows] of a row among the kept ones */
    uint32_t *item;      /* [kept] */
    bool *crossed_out;   /* [kept] */
    int64_t *least;      /* [parties - 1] */
} grove;

static bool plant(grove *self, const filter *of, const engine_rows *rows) {
    const size_t dims = of->parties - 1;
    int64_t *points = base_malloc(rows->count * dims * sizeof *points);
    self->place = base_malloc(rows->count * sizeof *self->place);
    self->item = base_malloc(rows->count * sizeof *self->item);
    self->crossed_out = base_malloc(rows->count * sizeof *self->crossed_out);
    self->least = base_malloc(dims * sizeof *self->least);
    bool done = points && self->place && self->item && self->crossed_out && self->least;
    for (size_t i = 0; done && i < rows->count; i++)
        memcpy(points + i * dims, rows->payoff + i * of->parties + 1, dims * sizeof *points);
    done = done && engine_corners_make(&self->tree, points, rows->count, dims, of->watch);
    free(points);
    return done;
}

static void fell(grove *self) {
    engine_corners_free(&self->tree);
    free(self->place);
    free(self->item);
    free(self->crossed_out);
    free(self->least);
}

static void cross_out_beaten(const filter *of, grove *self, const int64_t *row) {
    for (size_t i = of->count; i-- > 0;) {
        const int64_t *kept = of->kept + i * of->parties;
        if (kept[0] > row[0] + of->noise[0])
            return;
        if (self->crossed_out[i] || compare_standing(of, kept, row) != BEATS)
            continue;
        self->crossed_out[i] = true;
        engine_corners_remove(&self->tree, self->item[i]);
    }
}

static void take_row_by_tree(filter *of, grove *self, const engine_rows *rows, uint32_t item,
                             bool noisy) {
    const int64_t *row = rows->payoff + item * of->parties;
    for (size_t p = 1; p < of->parties; p++)
        self->least[p - 1] = row[p] - of->noise[p];
    const size_t found = engine_corners_find(&self->tree, self->least);
    if (found != SIZE_MAX) {
        const size_t place = self->place[found];
        if (compare_standing(of, of->kept + place * of->parties, row) == SAME)
            add_packages(of, place, rows->packages[item]);
        return;
    }
    if (noisy)
        cross_out_beaten(of, self, row);
    engine_corners_add(&self->tree, item, row + 1);
    self->place[item] = of->count;
    self->item[of->count] = item;
    self->crossed_out[of->count] = false;
    memcpy(of->kept + of->count * of->parties, row, of->parties * sizeof *row);
    of->packages[of->count++] = rows->packages[item];
}

static void drop_crossed_out(filter *of, const grove *self) {
    size_t to = 0;
    for (size_t i = 0; i < of->count; i++) {
        if (self->crossed_out[i])
            continue;
        memmove(of->kept + to * of->parties, of->kept + i * of->parties,
                of->parties * sizeof *of->kept);
        of->packages[to++] = of->packages[i];
    }
    of->count = to;
}

static bool filter_by_tree(filter *of, const engine_rows *rows, const uint32_t *order, bool noisy) {
    grove self = {0};
    const bool done = plant(&self, of, rows);
    for (size_t i = 0; done && i < rows->count && base_watch_step(of->watch, TREE_WORK); i++)
        take_row_by_tree(of, &self, rows, order[i], noisy);
    if (done)
        drop_crossed_out(of, &self);
    fell(&self);
    return done;
}

bool engine_rows_keep_best(engine_rows *rows, size_t parties, const size_t *runs, size_t runs_count,
                           const int64_t *noise, ent_watch *watch) {
    if (rows->count == 0)
        return true;
    uint32_t *order = sort_rows(rows, parties, runs, runs_count, watch);
    filter self = {.watch = watch, .parties = parties, .noise = noise};
    self.kept = base_malloc(rows->count * parties * sizeof *self.kept);
    self.packages = base_malloc(rows->count * sizeof *self.packages);
    self.corners = base_malloc((rows->count / BLOCK + 1) * parties * sizeof *self.corners);
    bool noisy = false;
    for (size_t p = 0; p < parties; p++)
        noisy = noisy || noise[p] > 0;
    const bool by_tree = rows->count >= TREE_LEAST;
    bool done = order && self.kept && self.packages && self.corners;
    if (done && by_tree)
        done = filter_by_tree(&self, rows, order, noisy);
    for (size_t i = 0; done && !by_tree && i < rows->count; i++) {
        take_row(&self, rows->payoff + order[i] * parties, rows->packages[order[i]], noisy);
        done = base_watch_step(watch, 1 + self.count / BLOCK);
    }
    done = done && !base_watch_ended(watch);
    if (done) {
        memcpy(rows->payoff, self.kept, self.count * parties * sizeof *self.kept);
        memcpy(rows->packages, self.packages, self.count * sizeof *self.packages);
        rows->count = self.count;
    }
    free(order);
    free(self.kept);
    free(self.packages);
    free(self.corners);
    return done;
}
