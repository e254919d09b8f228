/* Screening with packages: exact pieces.
 *
 * Coordinate: q, the share of types below the cut-off. While the uninformed side offers package x,
 * its value is a line in q: types between q and the cut-off of x settle now, worth u_x each, the
 * rest goes on from there. So its value is the upper envelope of lines (the ones still above their
 * cut-off) and of waiting, itself piecewise linear; and what the lowest type left gets, `asked`,
 * is a constant (the offer) or a + b x type (waiting). Both stay in that form round by round, and
 * nothing is approximated.
 *
 * What a type asks for jumps where the uninformed side changes its offer. An offer in such a gap
 * ends at the jump, whatever its exact worth: afterwards the uninformed side, to which both its
 * offers are worth the same there, mixes so that the type at the jump is just indifferent. */
#include "base/diag.h"
#include "screening/screen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Shares closer than this are the same belief. */
#define SAME 1e-13

typedef struct piece {
    double from;            /* up to the next piece's `from`, or 1 */
    double value, by_share; /* value = value + by_share q, not divided by the share left */
    double asked, by_type;  /* the lowest type's payoff = asked + by_type x type */
    uint32_t offer;         /* on the frontier; ENT_NONE: nothing is offered */
    double cutoff;          /* of the offer */
    double mix;             /* chance of the lower act at that cut-off, next round */
} piece;

typedef struct layer { /* one round in one world */
    piece *pieces;
    size_t count;
} layer;

typedef struct engine {
    const screen *s;
    layer *layers; /* [(T+1) x W] */
} engine;

static const layer *layer_at(const engine *e, size_t round, size_t world) {
    return &e->layers[round * e->s->game->world.states + world];
}

/* The piece that holds q; at its start, from the right. */
static size_t find_piece(const layer *l, double q) {
    size_t low = 0;
    size_t high = l->count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (l->pieces[middle].from <= q)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* --- waiting: the expectation over the next world -------------------------------------------- */

/* Waiting on one stretch of q: value and what the lowest type left would get by waiting. */
typedef struct stretch {
    double from;
    double value, by_share;
    double asked, by_type;
} stretch;

static int by_size(const void *left, const void *right) {
    const double a = *(const double *)left;
    const double b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static void add_successor(stretch *w, const piece *p, double chance) {
    w->value += chance * p->value;
    w->by_share += chance * p->by_share;
    w->asked += chance * p->asked;
    w->by_type += chance * p->by_type;
}

/* This round's flow and the discounted expectation. */
static void add_flow(const screen *s, size_t world, stretch *w) {
    const double mine = s->game->discount[s->uninformed];
    const double yours = s->game->discount[s->informed];
    const double outside = (1 - mine) * screening_outside(s, world);
    w->value = outside + mine * w->value;
    w->by_share = -outside + mine * w->by_share;
    w->asked = (1 - yours) * s->shift[world] + yours * w->asked;
    w->by_type = (1 - yours) + yours * w->by_type;
}

/* Waiting on all stretches between breaks of any successor; memory from malloc. */
static stretch *list_waiting(const engine *e, size_t round, size_t world, size_t *count) {
    const screening_next *next = screening_successors(e->s, round, world);
    size_t most = 0;
    for (size_t k = 0; k < next->count; k++)
        most += layer_at(e, round + 1, next->to[k])->count;
    double *breaks = base_malloc(most * sizeof *breaks);
    stretch *waiting = base_malloc(most * sizeof *waiting);
    if (!breaks || !waiting) {
        free(breaks);
        free(waiting);
        return NULL;
    }
    size_t listed = 0;
    for (size_t k = 0; k < next->count; k++) {
        const layer *l = layer_at(e, round + 1, next->to[k]);
        for (size_t p = 0; p < l->count; p++)
            breaks[listed++] = l->pieces[p].from;
    }
    qsort(breaks, listed, sizeof *breaks, by_size);
    *count = 0;
    for (size_t k = 0; k < listed; k++)
        if (*count == 0 || breaks[k] > waiting[*count - 1].from)
            waiting[(*count)++] = (stretch){.from = breaks[k]};
    free(breaks);
    for (size_t k = 0; k < next->count; k++) {
        const layer *l = layer_at(e, round + 1, next->to[k]);
        size_t p = 0;
        base_watch_step(e->s->game->watch, 4 * *count);
        for (size_t w = 0; w < *count; w++) {
            while (p + 1 < l->count && l->pieces[p + 1].from <= waiting[w].from)
                p++;
            add_successor(&waiting[w], &l->pieces[p], next->chance[k]);
        }
    }
    for (size_t w = 0; w < *count; w++)
        add_flow(e->s, world, &waiting[w]);
    return waiting;
}

static double end_of(const stretch *waiting, size_t count, size_t w) {
    return w + 1 < count ? waiting[w + 1].from : 1;
}

/* --- offers ---------------------------------------------------------------------------------- */

/* What an offer does: who accepts, and its line in q. */
typedef struct option {
    double informed, uninformed; /* worth */
    double cutoff;
    double mix;
    double value; /* the line is value - uninformed x q */
    uint32_t offer;
} option;

/* The last share whose type asks no more than x offers, from stretch `*w` on. */
static void find_cutoff(const screen *s, const stretch *waiting, size_t count, size_t *w,
                        option *x) {
    double before = -INFINITY; /* asked at the end of the stretch before */
    x->mix = 1;
    for (; *w < count; (*w)++) {
        const stretch *here = &waiting[*w];
        const double start =
            here->asked + here->by_type * screening_belief_type(&s->types, here->from);
        const double to = end_of(waiting, count, *w);
        const double end = here->asked + here->by_type * screening_belief_type(&s->types, to);
        if (x->informed <= start) { /* in the gap before this stretch */
            x->cutoff = here->from;
            if (*w > 0 && start > before)
                x->mix = fmin(fmax((start - x->informed) / (start - before), 0), 1);
            return;
        }
        if (x->informed < end) {
            const double type = (x->informed - here->asked) / here->by_type;
            x->cutoff = fmin(fmax(screening_belief_share(&s->types, type), here->from), to);
            return;
        }
        before = end;
    }
    x->cutoff = 1;
}

/* Each offer starts where the one before ended: they rise in what they are worth. */
static void restart(const screen *s, const stretch *waiting, size_t count, size_t *w, option *x) {
    *w = *w > 0 ? *w - 1 : 0;
    if (*w >= count)
        *w = count - 1;
    find_cutoff(s, waiting, count, w, x);
}

static double waiting_value(const stretch *waiting, size_t count, double q) {
    size_t low = 0;
    size_t high = count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (waiting[middle].from <= q)
            low = middle;
        else
            high = middle;
    }
    return waiting[low].value + waiting[low].by_share * q;
}

/* Offers by rising worth to the informed side. */
static void list_options(const engine *e, size_t round, size_t world, const stretch *waiting,
                         size_t count, option *options) {
    const screen *s = e->s;
    const game_offers *offers = game_offers_at(s->game, round, world);
    size_t w = 0;
    for (size_t k = 0; k < offers->frontier_count; k++) {
        const size_t f = s->informed == 0 ? offers->frontier_count - 1 - k : k;
        option *x = &options[k];
        if (!base_watch_step(s->game->watch, 32))
            return;
        *x = (option){.informed = offers->frontier[2 * f + s->informed],
                      .uninformed = offers->frontier[2 * f + s->uninformed],
                      .offer = (uint32_t)f};
        restart(s, waiting, count, &w, x);
        x->value = x->cutoff * x->uninformed + waiting_value(waiting, count, x->cutoff);
    }
}

/* --- the envelope ---------------------------------------------------------------------------- */

typedef struct builder {
    ent_watch *watch;
    layer *into;
    size_t room;
} builder;

static bool same_act(const piece *a, const piece *b) {
    return a->offer == b->offer &&
           (a->offer != ENT_NONE || (a->asked == b->asked && a->by_type == b->by_type &&
                                     a->value == b->value && a->by_share == b->by_share));
}

static bool push_piece(builder *b, const piece *p) {
    layer *into = b->into;
    if (into->count > 0 && same_act(&into->pieces[into->count - 1], p))
        return true;
    if (into->count > 0 && p->from <= into->pieces[into->count - 1].from) {
        into->pieces[into->count - 1] = *p; /* nothing lies between */
        return true;
    }
    if (into->count == b->room) {
        const size_t room = b->room ? 2 * b->room : 16;
        piece *pieces = base_realloc(into->pieces, room * sizeof *pieces);
        if (!pieces)
            return false;
        into->pieces = pieces;
        b->room = room;
    }
    into->pieces[into->count++] = *p;
    return true;
}

static piece waiting_piece(const stretch *w, double from) {
    return (piece){from, w->value, w->by_share, w->asked, w->by_type, ENT_NONE, 0, 1};
}

static piece option_piece(const option *x, double from) {
    return (piece){from, x->value, -x->uninformed, x->informed, 0, x->offer, x->cutoff, x->mix};
}

/* The best act at q: of equals the one that gains most with q, that is the higher offer. */
static piece best_at(const stretch *w, const option *options, size_t first, size_t count,
                     double q) {
    piece best = waiting_piece(w, q);
    double most = w->value + w->by_share * q;
    for (size_t k = first; k < count; k++) {
        const double value = options[k].value - options[k].uninformed * q;
        if (value > most || (value == most && -options[k].uninformed > best.by_share)) {
            most = value;
            best = option_piece(&options[k], q);
        }
    }
    return best;
}

/* Where does anything overtake `now` after q, at the earliest? */
static double next_crossing(const piece *now, const stretch *w, const option *options, size_t first,
                            size_t count, double q, double to) {
    double at = to;
    if (w->by_share > now->by_share)
        at = fmin(at, fmax((now->value - w->value) / (w->by_share - now->by_share), q));
    for (size_t k = first; k < count; k++) {
        const double rise = -options[k].uninformed - now->by_share;
        if (rise > 0)
            at = fmin(at, fmax((now->value - options[k].value) / rise, q));
    }
    return at;
}

/* The envelope between two breaks, over which the same options are open. */
static bool build_between(builder *b, const stretch *w, const option *options, size_t first,
                          size_t count, double from, double to) {
    double q = from;
    while (q < to) {
        if (!base_watch_step(b->watch, 2 * (count - first) + 4))
            return false;
        piece now = best_at(w, options, first, count, q);
        if (!push_piece(b, &now))
            return false;
        /* just beyond the crossing, so that rounding there does not hide the winner */
        q = fmin(next_crossing(&now, w, options, first, count, q, to) + SAME, to);
    }
    return true;
}

/* Stretches of waiting and cut-offs of options cut [0, 1] into intervals. */
static bool build_layer(builder *b, const stretch *waiting, size_t stretches, const option *options,
                        size_t count) {
    size_t w = 0;
    size_t first = 0; /* options below have their cut-off behind us */
    double q = 0;
    while (q < 1) {
        if (!base_watch_step(b->watch, 4))
            return false;
        while (w + 1 < stretches && waiting[w + 1].from <= q)
            w++;
        while (first < count && options[first].cutoff <= q)
            first++;
        double to = end_of(waiting, stretches, w);
        if (first < count)
            to = fmin(to, options[first].cutoff);
        if (!build_between(b, &waiting[w], options, first, count, q, to))
            return false;
        q = to;
    }
    return true;
}

static bool solve_layer(engine *e, size_t round, size_t world) {
    const game_offers *offers = game_offers_at(e->s->game, round, world);
    size_t stretches = 0;
    stretch *waiting = list_waiting(e, round, world, &stretches);
    option *options = base_malloc((offers->frontier_count + 1) * sizeof *options);
    builder b = {.watch = e->s->game->watch,
                 .into = &e->layers[round * e->s->game->world.states + world]};
    bool fits = waiting && options;
    if (fits) {
        list_options(e, round, world, waiting, stretches, options);
        fits = build_layer(&b, waiting, stretches, options, offers->frontier_count);
    }
    free(waiting);
    free(options);
    /* move into the arena */
    piece *kept = fits ? BASE_NEW(e->s->arena, piece, b.into->count) : NULL;
    if (kept)
        memcpy(kept, b.into->pieces, b.into->count * sizeof *kept);
    free(b.into->pieces);
    b.into->pieces = kept;
    return kept != NULL;
}

static bool end_layer(engine *e, size_t world) {
    layer *l = &e->layers[e->s->game->rounds * e->s->game->world.states + world];
    const double outside = screening_outside(e->s, world);
    l->pieces = BASE_NEW(e->s->arena, piece, 1);
    l->count = 1;
    if (l->pieces)
        l->pieces[0] = (piece){0, outside, -outside, e->s->shift[world], 1, ENT_NONE, 0, 1};
    return l->pieces != NULL;
}

/* --- what the walk asks for ------------------------------------------------------------------ */

static bool jumps(const void *self, size_t round, size_t world, double q) {
    const layer *l = layer_at(self, round, world);
    const size_t k = find_piece(l, q + SAME);
    return k > 0 && fabs(l->pieces[k].from - q) <= SAME;
}

static screening_act act_of(const engine *e, size_t round, size_t world, const piece *p,
                            double chance, double q, bool lower) {
    const screen *s = e->s;
    const game_offers *offers = game_offers_at(s->game, round, world);
    if (p->offer == ENT_NONE)
        return (screening_act){.chance = chance, .cutoff = q, .mix = lower ? 1 : 0};
    const double *u = offers->frontier + 2 * p->offer;
    return (screening_act){.chance = chance,
                           .offers = true,
                           .utility = {u[s->informed], u[s->uninformed]},
                           .cutoff = fmax(p->cutoff, q),
                           .mix = p->mix,
                           .package = {offers->frontier_packages[p->offer], NULL},
                           .part = 1};
}

static size_t act(const void *self, size_t round, size_t world, double q, double mix,
                  screening_act acts[2]) {
    const engine *e = self;
    const layer *l = layer_at(e, round, world);
    const size_t k = find_piece(l, q + SAME);
    if (!jumps(self, round, world, q)) {
        acts[0] = act_of(e, round, world, &l->pieces[k], 1, q, true);
        return 1;
    }
    size_t count = 0;
    if (mix > 0)
        acts[count++] = act_of(e, round, world, &l->pieces[k - 1], mix, q, true);
    if (mix < 1)
        acts[count++] = act_of(e, round, world, &l->pieces[k], 1 - mix, q, false);
    return count;
}

static double value(const void *self, size_t round, size_t world, double q) {
    const layer *l = layer_at(self, round, world);
    const piece *p = &l->pieces[find_piece(l, q)];
    return p->value + p->by_share * q;
}

static double share(const void *self, double q) {
    (void)self;
    return q;
}

static double type(const void *self, double q) {
    const engine *e = self;
    return screening_belief_type(&e->s->types, q);
}

/* --- the certificate ------------------------------------------------------------------------- */

/* @param type  of the share q */
static double asked_at(const engine *e, size_t round, size_t world, double q, double type,
                       bool lower) {
    const layer *l = layer_at(e, round, world);
    size_t k = find_piece(l, q);
    if (lower && k > 0 && q <= l->pieces[k].from)
        k--;
    return l->pieces[k].asked + l->pieces[k].by_type * type;
}

/* What the type at share q gets by waiting, summed over the next worlds afresh. */
static double asked_by_waiting(const engine *e, size_t round, size_t world, double q, bool lower) {
    const screen *s = e->s;
    const screening_next *next = screening_successors(s, round, world);
    const double d = s->game->discount[s->informed];
    const double type = screening_belief_type(&s->types, q);
    double sum = 0;
    for (size_t k = 0; k < next->count; k++)
        sum += next->chance[k] * asked_at(e, round + 1, next->to[k], q, type, lower);
    return (1 - d) * (type + s->shift[world]) + d * sum;
}

/* Value of ending at `to` with an offer worth u, from q; summed afresh. */
static double value_of(const engine *e, size_t round, size_t world, double q, double to, double u) {
    const screen *s = e->s;
    const screening_next *next = screening_successors(s, round, world);
    const double d = s->game->discount[s->uninformed];
    double sum = 0;
    for (size_t k = 0; k < next->count; k++)
        sum += next->chance[k] * value(e, round + 1, next->to[k], to);
    return (to - q) * u + (1 - to) * (1 - d) * screening_outside(s, world) + d * sum;
}

/* Bisection on what types ask for: the cut-off found another way. */
static double bisect_cutoff(const engine *e, size_t round, size_t world, double informed) {
    double low = 0;
    double high = 1;
    if (asked_by_waiting(e, round, world, 1, true) <= informed)
        return 1;
    for (size_t k = 0; k < 60; k++) {
        const double middle = (low + high) / 2;
        if (middle <= low || middle >= high)
            break; /* no double lies between */
        if (asked_by_waiting(e, round, world, middle, true) <= informed)
            low = middle;
        else
            high = middle;
    }
    return low;
}

enum { CHECKS = 33 };

static void certify_layer(const engine *e, size_t round, size_t world, double *regret,
                          double *gain) {
    const screen *s = e->s;
    const game_offers *offers = game_offers_at(s->game, round, world);
    const layer *l = layer_at(e, round, world);
    double best[CHECKS];
    for (size_t c = 0; c < CHECKS; c++) {
        const double q = (double)c / CHECKS;
        best[c] = value_of(e, round, world, q, q, 0);
    }
    for (size_t f = 0; f < offers->frontier_count; f++) {
        const double *u = offers->frontier + 2 * f;
        if (!base_watch_step(s->game->watch, 512 * screening_successors(s, round, world)->count))
            return;
        const double cutoff = bisect_cutoff(e, round, world, u[s->informed]);
        for (size_t c = 0; c < CHECKS; c++) {
            const double q = (double)c / CHECKS;
            if (cutoff > q)
                best[c] = fmax(best[c], value_of(e, round, world, q, cutoff, u[s->uninformed]));
        }
    }
    for (size_t c = 0; c < CHECKS; c++)
        *regret = fmax(*regret, fabs(best[c] - value(e, round, world, (double)c / CHECKS)));
    /* every offer in use leaves the type at its cut-off indifferent, by mixing where it must */
    for (size_t k = 0; k < l->count; k++) {
        const piece *p = &l->pieces[k];
        if (!base_watch_step(s->game->watch, 16 * screening_successors(s, round, world)->count))
            return;
        if (p->offer == ENT_NONE || p->cutoff <= 0 || p->cutoff >= 1)
            continue;
        const double low = asked_by_waiting(e, round, world, p->cutoff, true);
        const double high = asked_by_waiting(e, round, world, p->cutoff, false);
        *gain = fmax(*gain, fabs(p->mix * low + (1 - p->mix) * high - p->asked));
    }
}

static void certify(const void *self, const bool *where, double *regret, double *gain) {
    const engine *e = self;
    *regret = 0;
    *gain = 0;
    for (size_t t = 0; t < e->s->game->rounds; t++)
        for (size_t m = 0; m < e->s->game->world.states; m++) {
            base_watch_part(e->s->game->watch, t * e->s->game->world.states + m);
            if (!where || where[t * e->s->game->world.states + m])
                certify_layer(e, t, m, regret, gain);
        }
}

ent_status screening_packages(const screen *s, screening_engine *into) {
    const size_t worlds = s->game->world.states;
    engine *e = BASE_NEW(s->arena, engine, 1);
    if (!e)
        return base_fail_memory(s->diags);
    e->s = s;
    e->layers = BASE_NEW(s->arena, layer, (s->game->rounds + 1) * worlds);
    bool fits = e->layers != NULL;
    for (size_t m = 0; m < worlds && fits; m++)
        fits = end_layer(e, m);
    base_watch_phase(s->game->watch, "screening", s->game->rounds * worlds);
    for (size_t t = s->game->rounds; fits && t-- > 0;)
        for (size_t m = 0; m < worlds && fits; m++) {
            fits = base_watch_step(s->game->watch, 64) && solve_layer(e, t, m);
            base_watch_part(s->game->watch, (s->game->rounds - t - 1) * worlds + m + 1);
        }
    if (!fits)
        return base_watch_fail(s->game->watch, s->diags);
    *into = (screening_engine){e, 0, 1, act, value, jumps, share, type, certify};
    return ENT_OK;
}
