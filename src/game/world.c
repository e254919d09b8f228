/* The world as a product of independent factors, never as one matrix.
 *
 * An expectation over the next world state is taken factor by factor: one pass over the array per
 * factor, each row a short sum of rows. The factor with the most levels gets stride 1, so that its
 * neighbouring levels lie next to each other; the others keep file order. */
#include "game/game.h"

#include "base/diag.h"
#include "model/model.h"
#include "model/path.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Distances that one factor may move by to be laid out in bands. */
#define BANDS_MAX 16

/* --- layout ---------------------------------------------------------------------------------- */

static ent_status set_strides(game_world *world, const ent_model *model, ent_diags *diags) {
    size_t widest = 0;
    for (size_t f = 1; f < world->factors_count; f++)
        if (world->factors[f].levels > world->factors[widest].levels)
            widest = f;
    size_t stride = 1;
    for (size_t k = 0; k < world->factors_count; k++) {
        /* the widest first, then the others from the last to the first */
        size_t f = widest;
        if (k > 0) {
            f = world->factors_count - k;
            if (f <= widest)
                f--;
        }
        world->factors[f].stride = stride;
        if (world->factors[f].levels > ENT_CLOCK_WORLDS_MAX / stride)
            return base_fail(diags, ENT_ERR_LIMIT, model_file_of(model, model->time.place),
                             model->time.place.line, model->time.place.column, "time.world",
                             "the factors multiply to more than %u world states; fewer levels or "
                             "factors would do",
                             ENT_CLOCK_WORLDS_MAX);
        stride *= world->factors[f].levels;
    }
    world->states = stride;
    return ENT_OK;
}

static bool lay_out_moves(game_factor *factor, const ent_factor *source, base_arena *arena) {
    const size_t entries = factor->levels + source->moves_count;
    factor->start = BASE_NEW(arena, size_t, factor->levels + 1);
    factor->to = BASE_NEW(arena, uint32_t, entries);
    factor->move = BASE_NEW(arena, size_t, entries);
    factor->chance = BASE_NEW(arena, double, entries);
    size_t *filled = BASE_NEW(arena, size_t, factor->levels);
    if (!filled || !factor->start || !factor->to || !factor->move || !factor->chance)
        return false;
    for (size_t m = 0; m < source->moves_count; m++)
        factor->start[source->moves[m].from + 1]++;
    for (size_t level = 0; level < factor->levels; level++) {
        factor->start[level + 1] += factor->start[level] + 1;
        factor->to[factor->start[level]] = (uint32_t)level;
    }
    for (size_t m = source->moves_count; m-- > 0;) { /* from the back, so that order is kept */
        const size_t level = source->moves[m].from;
        const size_t entry = factor->start[level + 1] - 1 - filled[level]++;
        factor->to[entry] = source->moves[m].to;
        factor->move[entry] = m;
    }
    return true;
}

/* The distance of each entry among the distances so far; a new one is added. */
static size_t find_band(game_factor *factor, int64_t shift) {
    for (size_t b = 0; b < factor->bands_count; b++)
        if (factor->shift[b] == shift)
            return b;
    if (factor->bands_count < BANDS_MAX)
        factor->shift[factor->bands_count++] = shift;
    else
        factor->bands_count = BANDS_MAX + 1; /* too many */
    return factor->bands_count - 1;
}

static bool lay_out_bands(game_factor *factor, base_arena *arena) {
    factor->shift = BASE_NEW(arena, int64_t, BANDS_MAX + 1);
    factor->band = BASE_NEW(arena, size_t, factor->start[factor->levels]);
    if (!factor->shift || !factor->band)
        return false;
    factor->bands_count = 1; /* stay */
    for (size_t level = 0; level < factor->levels && factor->bands_count <= BANDS_MAX; level++)
        for (size_t e = factor->start[level] + 1; e < factor->start[level + 1]; e++)
            factor->band[e] = find_band(factor, (int64_t)factor->to[e] - (int64_t)level);
    if (factor->bands_count > BANDS_MAX) {
        factor->bands_count = 0;
        return true;
    }
    factor->banded = BASE_NEW(arena, double, factor->bands_count * factor->levels);
    return factor->banded != NULL;
}

static ent_status find_speakers(game_world *world, const ent_model *model, ent_diags *diags) {
    for (uint32_t p = 0; p < model->principals.count; p++) {
        const uint32_t party = model->principals.at[p];
        bool speaks = false;
        for (size_t f = 0; f < model->time.factors_count; f++)
            for (size_t m = 0; m < model->time.factors[f].moves_count; m++) {
                const ent_party_numbers *blame = &model->time.factors[f].moves[m].blame;
                for (size_t b = 0; b < blame->count; b++)
                    speaks = speaks ||
                             (blame->at[b].party == party && blame->at[b].number.likely.value != 0);
            }
        if (!speaks)
            continue;
        if (world->speakers_count == GAME_SPEAKERS_MAX)
            return base_fail(diags, ENT_ERR_LIMIT, NULL, 0, 0, "time.world",
                             "more than %d principals appear in 'when_rejected_by'; at most that "
                             "many can be followed",
                             GAME_SPEAKERS_MAX);
        world->parties[world->speakers_count] = party;
        world->speakers[world->speakers_count++] = p;
    }
    return ENT_OK;
}

/* --- chances --------------------------------------------------------------------------------- */

/* Of several who are blamed, the largest addition counts. */
static double blame_of(const game_world *world, const ent_move *move, uint32_t mask) {
    double most = 0;
    for (size_t b = 0; b < move->blame.count; b++)
        for (size_t s = 0; s < world->speakers_count; s++)
            if ((mask >> s & 1) && world->parties[s] == move->blame.at[b].party)
                most = fmax(most, move->blame.at[b].number.likely.value);
    return most;
}

static double chance_of(const game_world *world, const ent_move *move, size_t round,
                        uint32_t mask) {
    const double rising = move->has_rising ? move->rising.likely.value : 0;
    return move->chance.likely.value + (double)round * rising + blame_of(world, move, mask);
}

/* One number for all that the chances of a factor depend on. */
static uint64_t name_chances(const game_world *world, const game_factor *factor, size_t round,
                             uint32_t mask) {
    if (world->frozen)
        return 1;
    const uint64_t when = factor->rises ? round : 0;
    return 2 + (when << GAME_SPEAKERS_MAX) + (factor->blamed ? mask : 0);
}

void game_world_set(const game_world *world, size_t f, size_t round, uint32_t mask) {
    game_factor *factor = &world->factors[f];
    const uint64_t name = name_chances(world, factor, round, mask);
    if (factor->set_to == name)
        return;
    factor->set_to = name;
    for (size_t level = 0; level < factor->levels; level++) {
        double stay = 1;
        for (size_t e = factor->start[level] + 1; e < factor->start[level + 1]; e++) {
            factor->chance[e] =
                world->frozen ? 0 : chance_of(world, &factor->moves[factor->move[e]], round, mask);
            stay -= factor->chance[e];
        }
        factor->chance[factor->start[level]] = fmax(stay, 0);
    }
    if (factor->bands_count == 0)
        return;
    memset(factor->banded, 0, factor->bands_count * factor->levels * sizeof *factor->banded);
    for (size_t level = 0; level < factor->levels; level++)
        for (size_t e = factor->start[level]; e < factor->start[level + 1]; e++)
            factor->banded[factor->band[e] * factor->levels + level] += factor->chance[e];
}

static ent_status fail_move(const ent_model *model, const ent_factor *factor, const ent_move *move,
                            size_t round, double chance, ent_diags *diags) {
    char path[MODEL_PATH_NAME_BYTES + 20];
    snprintf(path, sizeof path, "time.world.%s.moves", MODEL_PATH_NAME(factor->key));
    return base_fail(
        diags, ENT_ERR_MODEL, model_file_of(model, move->place), move->place.line,
        move->place.column, path,
        "the chance from '%s' to '%s' is %g in round %zu (chance + rising + blame); it "
        "must stay between 0 and 1",
        factor->levels[move->from], factor->levels[move->to], chance, round + 1);
}

static ent_status fail_level(const ent_model *model, const ent_factor *factor, size_t level,
                             size_t round, double sum, ent_diags *diags) {
    char path[MODEL_PATH_NAME_BYTES + 20];
    snprintf(path, sizeof path, "time.world.%s.moves", MODEL_PATH_NAME(factor->key));
    return base_fail(diags, ENT_ERR_MODEL, model_file_of(model, factor->place), factor->place.line,
                     factor->place.column, path,
                     "the chances of leaving '%s' sum to %g in round %zu; they must not exceed 1",
                     factor->levels[level], sum, round + 1);
}

/* The first round in which a chance that is linear in the round and fine at 0 leaves [0, 1]. */
static size_t first_bad_round(double start, double rising, size_t rounds) {
    for (size_t t = 0; t + 1 < rounds; t++) {
        const double chance = start + (double)t * rising;
        if (chance < 0 || chance > 1 + 1e-12)
            return t;
    }
    return rounds ? rounds - 1 : 0;
}

static ent_status check_factor(const game_world *world, const ent_model *model, size_t f,
                               size_t rounds, uint32_t mask, ent_diags *diags) {
    const ent_factor *source = &model->time.factors[f];
    const game_factor *factor = &world->factors[f];
    const size_t last = rounds ? rounds - 1 : 0;
    for (size_t level = 0; level < factor->levels; level++) {
        double start = 0;
        double end = 0;
        for (size_t e = factor->start[level] + 1; e < factor->start[level + 1]; e++) {
            const ent_move *move = &factor->moves[factor->move[e]];
            const double first = chance_of(world, move, 0, mask);
            const double final = chance_of(world, move, last, mask);
            if (!(first >= 0 && first <= 1 && final >= 0 && final <= 1)) {
                const size_t bad = first_bad_round(
                    first, move->has_rising ? move->rising.likely.value : 0, rounds);
                return fail_move(model, source, move, bad, chance_of(world, move, bad, mask),
                                 diags);
            }
            start += first;
            end += final;
        }
        if (start > 1 + 1e-12 || end > 1 + 1e-12) {
            const double rising = last ? (end - start) / (double)last : 0;
            const size_t bad = first_bad_round(start, rising, rounds);
            return fail_level(model, source, level, bad, start + (double)bad * rising, diags);
        }
    }
    return ENT_OK;
}

static ent_status check_blame(const ent_model *model, const ent_factor *factor,
                              const ent_move *move, ent_diags *diags) {
    for (size_t b = 0; b < move->blame.count; b++)
        if (!(move->blame.at[b].number.likely.value >= 0))
            return base_fail(diags, ENT_ERR_MODEL, model_file_of(model, move->place),
                             move->place.line, move->place.column, "time.world",
                             "'when_rejected_by' of '%s' is %g from '%s' to '%s'; blame can only "
                             "speed a move, so it must be at least 0",
                             model->parties[move->blame.at[b].party].key,
                             move->blame.at[b].number.likely.value, factor->levels[move->from],
                             factor->levels[move->to]);
    return ENT_OK;
}

static bool rises(const ent_factor *factor) {
    for (size_t m = 0; m < factor->moves_count; m++)
        if (factor->moves[m].has_rising)
            return true;
    return false;
}

static bool is_blamed(const ent_factor *factor) {
    for (size_t m = 0; m < factor->moves_count; m++)
        for (size_t b = 0; b < factor->moves[m].blame.count; b++)
            if (factor->moves[m].blame.at[b].number.likely.value != 0)
                return true;
    return false;
}

ent_status game_world_init(game_world *world, const ent_model *model, size_t rounds, bool blame,
                           base_arena *arena, ent_diags *diags) {
    const ent_time *time = &model->time;
    *world = (game_world){.factors_count = time->factors_count};
    if (time->factors_count > GAME_FACTORS_MAX)
        return base_fail(diags, ENT_ERR_LIMIT, model_file_of(model, time->place), time->place.line,
                         time->place.column, "time.world",
                         "%zu factors; at most %d can be followed", time->factors_count,
                         GAME_FACTORS_MAX);
    world->factors = BASE_NEW(arena, game_factor, time->factors_count);
    if (!world->factors)
        return base_fail_memory(diags);
    for (size_t f = 0; f < time->factors_count; f++) {
        const ent_factor *source = &time->factors[f];
        world->factors[f] = (game_factor){.levels = source->levels_count,
                                          .blamed = blame && is_blamed(source),
                                          .rises = rises(source),
                                          .moves_count = source->moves_count,
                                          .moves = source->moves};
        if (!lay_out_moves(&world->factors[f], source, arena))
            return base_fail_memory(diags);
        for (size_t m = 0; m < source->moves_count; m++) {
            const ent_status status = check_blame(model, source, &source->moves[m], diags);
            if (status)
                return status;
        }
    }
    ent_status status = blame ? find_speakers(world, model, diags) : ENT_OK;
    for (size_t f = 0; f < time->factors_count && world->speakers_count == 0; f++)
        world->factors[f].blamed = false; /* only parties that do not bargain are named */
    if (!status)
        status = set_strides(world, model, diags);
    if (!status)
        game_blocks_plan(world);
    for (size_t f = 0; f < time->factors_count && !status; f++)
        if (world->factors[f].stride == 1 && world->factors[f].levels > 1 &&
            !lay_out_bands(&world->factors[f], arena))
            status = base_fail_memory(diags);
    for (size_t f = 0; f < time->factors_count && !status; f++)
        for (uint32_t mask = 0; mask < 1u << world->speakers_count && !status; mask++)
            if (game_world_asks(world, model->principals.count, mask))
                status = check_factor(world, model, f, rounds, mask, diags);
    return status;
}

/* --- expectations ---------------------------------------------------------------------------- */

size_t game_world_level(const game_world *world, size_t state, size_t f) {
    return state / world->factors[f].stride % world->factors[f].levels;
}

uint32_t game_world_mask(const game_world *world, uint32_t principals) {
    uint32_t mask = 0;
    for (size_t s = 0; s < world->speakers_count; s++)
        mask |= (principals >> world->speakers[s] & 1) << s;
    return mask;
}

bool game_world_asks(const game_world *world, size_t principals, uint32_t mask) {
    if (principals > 2) /* anything but everybody: the proposer is never blamed with others */
        return world->speakers_count < principals || mask + 1 < 1u << world->speakers_count;
    const bool one = mask == 1 || mask == 2;
    return one || (mask == 0 && world->speakers_count < 2);
}

/* y += chance * x. */
static void add_row(double *restrict y, const double *restrict x, double chance, size_t count) {
    for (size_t r = 0; r < count; r++)
        y[r] += chance * x[r];
}

static void set_row(double *restrict y, const double *restrict x, double chance, size_t count) {
    for (size_t r = 0; r < count; r++)
        y[r] = chance * x[r];
}

static void add_band(double *restrict y, const double *restrict x, const double *restrict chance,
                     size_t count) {
    for (size_t r = 0; r < count; r++)
        y[r] += chance[r] * x[r];
}

static void set_band(double *restrict y, const double *restrict x, const double *restrict chance,
                     size_t count) {
    for (size_t r = 0; r < count; r++)
        y[r] = chance[r] * x[r];
}

/* Rows of states that share all levels but those of faster factors. */
static void apply_rows(const game_factor *factor, const double *x, double *y, size_t from,
                       size_t to) {
    const size_t stride = factor->stride;
    const size_t block = stride * factor->levels;
    while (from < to) {
        const size_t row = from / stride * stride;
        const size_t end = row + stride < to ? row + stride : to;
        const size_t level = from / stride % factor->levels;
        const size_t base = from / block * block + (from - row);
        const size_t first = factor->start[level];
        set_row(y + from, x + base + level * stride, factor->chance[first], end - from);
        for (size_t e = first + 1; e < factor->start[level + 1]; e++)
            add_row(y + from, x + base + factor->to[e] * stride, factor->chance[e], end - from);
        from = end;
    }
}

/* Levels of one band, of the levels from `from` up to `to`, that stay inside. */
typedef struct span {
    size_t from, to;
} span;

static span inside(const game_factor *factor, int64_t shift, size_t from, size_t to) {
    const int64_t levels = (int64_t)factor->levels;
    const int64_t low = shift < 0 ? -shift : 0;
    const int64_t high = shift > 0 ? levels - shift : levels;
    const size_t start = from > (size_t)low ? from : (size_t)low;
    const size_t end = to < (size_t)high ? to : (size_t)high;
    return (span){start, end > start ? end : start};
}

/* Stride 1: all levels of a block at once, band by band. */
static void apply_bands(const game_factor *factor, const double *x, double *y, size_t from,
                        size_t to) {
    const size_t levels = factor->levels;
    while (from < to) {
        const size_t base = from / levels * levels;
        const size_t end = base + levels < to ? base + levels : to;
        set_band(y + from, x + from, factor->banded + (from - base), end - from);
        for (size_t b = 1; b < factor->bands_count; b++) {
            const span s = inside(factor, factor->shift[b], from - base, end - base);
            add_band(y + base + s.from, x + base + s.from + factor->shift[b],
                     factor->banded + b * levels + s.from, s.to - s.from);
        }
        from = end;
    }
}

void game_world_apply(const game_world *world, size_t f, const double *x, double *y, size_t from,
                      size_t to) {
    const game_factor *factor = &world->factors[f];
    if (factor->bands_count > 0)
        apply_bands(factor, x, y, from, to);
    else
        apply_rows(factor, x, y, from, to);
}

static void push_bands(const game_factor *factor, const double *x, double *y, size_t states) {
    const size_t levels = factor->levels;
    for (size_t base = 0; base < states; base += levels)
        for (size_t b = 0; b < factor->bands_count; b++) {
            const span s = inside(factor, factor->shift[b], 0, levels);
            add_band(y + base + s.from + factor->shift[b], x + base + s.from,
                     factor->banded + b * levels + s.from, s.to - s.from);
        }
}

void game_world_push(const game_world *world, size_t f, const double *x, double *y) {
    const game_factor *factor = &world->factors[f];
    const size_t stride = factor->stride;
    const size_t block = stride * factor->levels;
    memset(y, 0, world->states * sizeof *y);
    if (factor->bands_count > 0) {
        push_bands(factor, x, y, world->states);
        return;
    }
    for (size_t base = 0; base < world->states; base += block)
        for (size_t level = 0; level < factor->levels; level++)
            for (size_t e = factor->start[level]; e < factor->start[level + 1]; e++)
                add_row(y + base + factor->to[e] * stride, x + base + level * stride,
                        factor->chance[e], stride);
}

size_t game_world_successors(const game_world *world, size_t m, uint32_t *to, double *chance) {
    size_t digit[GAME_FACTORS_MAX] = {0};
    size_t count = 0;
    for (;;) {
        double product = 1;
        size_t state = m;
        for (size_t f = 0; f < world->factors_count; f++) {
            const game_factor *factor = &world->factors[f];
            const size_t level = game_world_level(world, m, f);
            const size_t entry = factor->start[level] + digit[f];
            product *= factor->chance[entry];
            state = state + factor->to[entry] * factor->stride - level * factor->stride;
        }
        if (product > 0) {
            to[count] = (uint32_t)state;
            chance[count++] = product;
        }
        size_t f = 0;
        for (; f < world->factors_count; f++) { /* odometer over the entries of every level */
            const game_factor *factor = &world->factors[f];
            const size_t level = game_world_level(world, m, f);
            if (++digit[f] < factor->start[level + 1] - factor->start[level])
                break;
            digit[f] = 0;
        }
        if (f == world->factors_count)
            return count;
    }
}

size_t game_world_successors_max(const game_world *world) {
    size_t product = 1;
    for (size_t f = 0; f < world->factors_count; f++) {
        size_t most = 1;
        for (size_t level = 0; level < world->factors[f].levels; level++) {
            const size_t count =
                world->factors[f].start[level + 1] - world->factors[f].start[level];
            most = count > most ? count : most;
        }
        product *= most;
    }
    return product;
}
