/* Expectations in a large world, block by block, so that a block stays in the cache meanwhile.
 *
 * A block is the states of the fastest factors together. Near factors move within a block; far ones
 * lead to other blocks, and of those there are few: the expectation over them is a short sum of
 * whole blocks. What is left, factors whose moves would multiply to too many blocks, is taken apart
 * before, factor by factor over the whole world. */
#include "base/wide.h"
#include "game/game.h"

#include <string.h>

/* --- far factors ----------------------------------------------------------------------------- */

typedef struct sources {
    size_t count;
    const double *x[GAME_SOURCES_MAX];
    double chance[GAME_SOURCES_MAX];
} sources;

static void branch(sources *s, const game_factor *factor, size_t level) {
    const sources before = *s;
    s->count = 0;
    for (size_t e = factor->start[level]; e < factor->start[level + 1]; e++)
        for (size_t k = 0; k < before.count && factor->chance[e] > 0; k++) {
            s->x[s->count] = before.x[k] + factor->to[e] * factor->stride - level * factor->stride;
            s->chance[s->count++] = before.chance[k] * factor->chance[e];
        }
}

static sources find_sources(const game_world *world, size_t block, const double *x) {
    sources s = {1, {x + block * world->block}, {1}};
    for (size_t k = 0; k < world->far_count; k++)
        branch(&s, &world->factors[world->far[k]],
               game_world_level(world, block * world->block, world->far[k]));
    return s;
}

BASE_IN_BOTH void mix_two(double *restrict y, const double *const *x, const double *c,
                          size_t count) {
    const double *restrict x0 = x[0];
    const double *restrict x1 = x[1];
    for (size_t r = 0; r < count; r++)
        y[r] = c[0] * x0[r] + c[1] * x1[r];
}

BASE_IN_BOTH void mix_four(double *restrict y, const double *const *x, const double *c,
                           size_t count) {
    const double *restrict x0 = x[0];
    const double *restrict x1 = x[1];
    const double *restrict x2 = x[2];
    const double *restrict x3 = x[3];
    for (size_t r = 0; r < count; r++)
        y[r] = c[0] * x0[r] + c[1] * x1[r] + c[2] * x2[r] + c[3] * x3[r];
}

BASE_IN_BOTH void add_one(double *restrict y, const double *restrict x, double c, size_t count) {
    for (size_t r = 0; r < count; r++)
        y[r] += c * x[r];
}

/* The expectation over far factors: x itself where there is one source, for sure. */
BASE_IN_BOTH const double *mix(const sources *s, double *y, size_t count) {
    if (s->count == 1 && s->chance[0] == 1)
        return s->x[0];
    size_t done = 4;
    if (s->count >= 4)
        mix_four(y, s->x, s->chance, count);
    else if (s->count >= 2) {
        mix_two(y, s->x, s->chance, count);
        done = 2;
    } else {
        memset(y, 0, count * sizeof *y);
        done = 0;
    }
    for (; done < s->count; done++)
        add_one(y, s->x[done], s->chance[done], count);
    return y;
}

/* --- near factors ---------------------------------------------------------------------------- */

/* Up to three bands: all in one pass where all stay inside, and level by level at the ends. */
typedef struct bands {
    size_t count;
    const double *chance[3];
    int64_t shift[3];
} bands;

BASE_IN_BOTH double at_end(const bands *b, const double *x, size_t levels, size_t level) {
    double sum = 0;
    for (size_t k = 0; k < b->count; k++) {
        const int64_t to = (int64_t)level + b->shift[k];
        if (to >= 0 && to < (int64_t)levels)
            sum += b->chance[k][level] * x[to];
    }
    return sum;
}

/* Where all bands stay inside: `x`, `y` and the chances from level `from` on. */
BASE_IN_BOTH void move_inside(const bands *b, size_t from, const double *restrict x,
                              double *restrict y, size_t count) {
    const double *restrict c0 = b->chance[0] + from;
    const double *restrict c1 = b->chance[1] + from;
    const double *restrict x1 = x + b->shift[1];
    if (b->count == 2) {
        for (size_t r = 0; r < count; r++)
            y[r] = c0[r] * x[r] + c1[r] * x1[r];
        return;
    }
    const double *restrict c2 = b->chance[2] + from;
    const double *restrict x2 = x + b->shift[2];
    for (size_t r = 0; r < count; r++)
        y[r] = c0[r] * x[r] + c1[r] * x1[r] + c2[r] * x2[r];
}

BASE_IN_BOTH void move_line(const bands *b, const double *x, double *y, size_t levels, size_t from,
                            size_t to) {
    for (size_t r = 0; r < from; r++)
        y[r] = at_end(b, x, levels, r);
    if (from < to)
        move_inside(b, from, x + from, y + from, to - from);
    for (size_t r = to; r < levels; r++)
        y[r] = at_end(b, x, levels, r);
}

BASE_IN_BOTH void move_bands(const game_factor *factor, const double *x, double *y, size_t count) {
    const int64_t levels = (int64_t)factor->levels;
    bands b = {.count = factor->bands_count};
    int64_t low = 0;
    int64_t high = 0;
    for (size_t k = 0; k < b.count; k++) {
        b.chance[k] = factor->banded + k * factor->levels;
        b.shift[k] = factor->shift[k];
        low = b.shift[k] < low ? b.shift[k] : low;
        high = b.shift[k] > high ? b.shift[k] : high;
    }
    const int64_t from = -low < levels ? -low : levels;
    const int64_t to = levels - high > from ? levels - high : from;
    for (size_t base = 0; base < count; base += factor->levels)
        move_line(&b, x + base, y + base, factor->levels, (size_t)from, (size_t)to);
}

BASE_IN_BOTH void move_near(const game_world *world, size_t f, const double *x, double *y) {
    const game_factor *factor = &world->factors[f];
    if (factor->bands_count == 2 || factor->bands_count == 3)
        move_bands(factor, x, y, world->block);
    else
        game_world_apply(world, f, x, y, 0, world->block);
}

/* --- both ------------------------------------------------------------------------------------ */

BASE_IN_BOTH const double *expect(const game_world *world, size_t block, const double *x,
                                  double buffer[2][GAME_BLOCK_MAX]) {
    const sources s = find_sources(world, block, x);
    const double *at = mix(&s, buffer[0], world->block);
    for (size_t k = 0; k < world->near_count; k++) {
        double *into = at == buffer[1] ? buffer[0] : buffer[1];
        move_near(world, world->near[k], at, into);
        at = into;
    }
    return at;
}

BASE_WIDE static const double *expect_wide(const game_world *world, size_t block, const double *x,
                                           double buffer[2][GAME_BLOCK_MAX]) {
    return expect(world, block, x, buffer);
}

const double *game_block_expect(const game_world *world, size_t block, const double *x,
                                double buffer[2][GAME_BLOCK_MAX]) {
    return BASE_HAS_WIDE ? expect_wide(world, block, x, buffer) : expect(world, block, x, buffer);
}
