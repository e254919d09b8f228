/* Screening with lotteries: Chebyshev pieces between kinks.
 *
 * Coordinate: the type k at the cut-off, from 0 (the lowest) to 1 (the highest). What a type asks
 * for by waiting, S(k), makes each cut-off cost its price: to move it from k to k' the uninformed
 * side offers S(k'), keeping X(k') on the hull, and its value is (F(k') - F(k)) X(k') + G(k') with
 * G that of going on from there, so H(k') - F(k) X(k') with H = F X + G. In each round S, G, X and
 * H are laid out as polynomials in k' between all kinks (of the density, of the hull, of next
 * round's pieces); the best cut-off is the largest of their interior stationary points, their ends,
 * and k' = k: offering nothing. The value J(k) and what the lowest type gets, A(k) = S(k'), are
 * then pieces in k, cut where the best cut-off passes from one piece to another: that is where they
 * have kinks or jumps.
 *
 * The best cut-off rises with k, so jumps of A are up; an offer then stops at the lower side of
 * the jump, and afterwards the act is the one of just below. Hence beliefs on the path are looked
 * up from the left. */
#include "base/diag.h"
#include "screening/chebyshev.h"
#include "screening/screen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define N CHEBYSHEV_NODES

/* Pieces one round may have, and how well they must fit. */
#define PIECES_MAX ((size_t)1 << 14)
#define FIT        1e-12
#define NOISE      1e-13
#define ROUNDING   1e-15

/* Samples that are refined: so many, and no worse than the best by more than that. */
#define SHORT 4
#define NEAR  1e-4

/* As parts of the range: cut-offs that are the same, and the narrowest piece that is cut. */
#define SAME  1e-12
#define SMALL 1e-8

typedef struct piece {
    double from, to;
    bool offers;
    double value[N];  /* J */
    double asked[N];  /* A */
    double cutoff[N]; /* k' */
} piece;

typedef struct layer {
    piece *pieces;
    size_t count;
} layer;

/* One stretch of k' on which everything is a polynomial. */
typedef struct stretch {
    double from, to;
    bool open;                    /* its cut-offs can be reached by an offer on the hull */
    double asked[N], going_on[N]; /* S, G */
    double kept[N], total[N];     /* X, H */
    double kept_slope[N], total_slope[N];
    double point[N + 2], kept_at[N + 2], total_at[N + 2]; /* samples, with both ends */
} stretch;

typedef struct engine {
    const screen *s;
    chebyshev c;
    belief types;  /* on [0, 1] */
    double range;  /* of walk-aways */
    layer *layers; /* [(T+1) x W] */
} engine;

static const layer *layer_at(const engine *e, size_t round, size_t world) {
    return &e->layers[round * e->s->game->world.states + world];
}

/* The piece of k; at a break, and within rounding of it, the lower one. */
static const piece *find_piece(const layer *l, double k) {
    k -= SAME;
    size_t low = 0;
    size_t high = l->count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (l->pieces[middle].from < k)
            low = middle;
        else
            high = middle;
    }
    return &l->pieces[low];
}

static ent_watch *watch_of(const engine *e) {
    return e->s->game->watch;
}

/* Does the density have a kink inside? */
static bool is_kinked(const belief *types) {
    return types->triangular && types->mode > types->low && types->mode < types->high;
}

/* The walk-away of a type, in the world of no effects. */
static double walk_away_of(const engine *e, double k) {
    return e->s->types.low + k * e->range;
}

/* --- going on: the expectation over the next world ------------------------------------------- */

/* S and G at one k, each successor on the piece that holds `inside`, a point of the stretch. */
static void go_on(const engine *e, size_t round, size_t world, double k, double inside,
                  double *asked, double *value) {
    const screen *s = e->s;
    const screening_next *next = screening_successors(s, round, world);
    const double yours = s->game->discount[s->informed];
    const double mine = s->game->discount[s->uninformed];
    double asked_next = 0;
    double value_next = 0;
    for (size_t n = 0; n < next->count; n++) {
        const piece *p = find_piece(layer_at(e, round + 1, next->to[n]), inside);
        asked_next += next->chance[n] * screening_chebyshev_at(p->asked, p->from, p->to, k);
        value_next += next->chance[n] * screening_chebyshev_at(p->value, p->from, p->to, k);
    }
    *asked = (1 - yours) * (walk_away_of(e, k) + s->shift[world]) + yours * asked_next;
    *value = (1 - mine) * screening_outside(s, world) * (1 - screening_belief_share(&e->types, k)) +
             mine * value_next;
}

/* --- the hull -------------------------------------------------------------------------------- */

typedef struct hull {
    size_t count; /* efficient vertices */
    const double *responder;
    const double *proposer;
    const uint32_t *const *packages;
} hull;

static hull hull_of(const engine *e, size_t round, size_t world) {
    const game_offers *offers = game_offers_at(e->s->game, round, world);
    const size_t u = e->s->uninformed;
    if (offers->frontier_count == 0)
        return (hull){0};
    const size_t peak = offers->hull_peak[u];
    return (hull){offers->hull_count[u] - peak, offers->hull_responder[u] + peak,
                  offers->hull_proposer[u] + peak, offers->hull_packages[u] + peak};
}

/* The edge of the hull on which the informed side gets x; 0 below, count above. */
static size_t find_edge(const hull *h, double x) {
    size_t edge = 0;
    while (edge < h->count && h->responder[edge] < x)
        edge++;
    return edge;
}

/* What the uninformed side keeps when it leaves x, on a given edge. */
static double kept_on(const hull *h, size_t edge, double x) {
    if (edge == 0 || edge >= h->count)
        return h->proposer[edge == 0 ? 0 : h->count - 1];
    const double width = h->responder[edge] - h->responder[edge - 1];
    const double share = (x - h->responder[edge - 1]) / width;
    return h->proposer[edge - 1] + share * (h->proposer[edge] - h->proposer[edge - 1]);
}

/* --- stretches ------------------------------------------------------------------------------- */

typedef struct numbers {
    double *at;
    size_t count;
    size_t room;
} numbers;

static bool add_number(numbers *list, double x) {
    if (list->count == list->room) {
        const size_t room = list->room ? 2 * list->room : 64;
        double *at = base_realloc(list->at, room * sizeof *at);
        if (!at)
            return false;
        list->at = at;
        list->room = room;
    }
    list->at[list->count++] = x;
    return true;
}

static int by_size(const void *left, const void *right) {
    const double a = *(const double *)left;
    const double b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static void drop_close(numbers *list, double apart) {
    size_t kept = 0;
    qsort(list->at, list->count, sizeof *list->at, by_size);
    for (size_t k = 0; k < list->count; k++)
        if (kept == 0 || list->at[k] - list->at[kept - 1] > apart)
            list->at[kept++] = list->at[k];
    list->count = kept;
}

/* Breaks of next round's pieces in all worlds that may follow, the ends and the mode. */
static bool list_breaks(const engine *e, size_t round, size_t world, numbers *breaks) {
    const screening_next *next = screening_successors(e->s, round, world);
    const belief *types = &e->types;
    bool fits = add_number(breaks, types->low) && add_number(breaks, types->high);
    if (is_kinked(types))
        fits = fits && add_number(breaks, types->mode);
    for (size_t n = 0; n < next->count && fits; n++) {
        const layer *l = layer_at(e, round + 1, next->to[n]);
        for (size_t p = 1; p < l->count && fits; p++)
            fits = add_number(breaks, l->pieces[p].from);
    }
    if (fits)
        drop_close(breaks, 4 * SAME);
    if (fits) /* the last break may stand for the end */
        breaks->at[breaks->count - 1] = types->high;
    return fits;
}

/* Where in [a, b] does S, rising there, reach x? */
static double reach(const double *asked, double a, double b, double from, double to, double x) {
    for (int k = 0; k < 60 && b - a > 1e-15 * (1 + fabs(a)); k++) {
        const double middle = (a + b) / 2;
        if (screening_chebyshev_at(asked, from, to, middle) < x)
            a = middle;
        else
            b = middle;
    }
    return (a + b) / 2;
}

/* Between two breaks S is smooth; add where it crosses a vertex of the hull. */
static bool list_vertices(const engine *e, size_t round, size_t world, const hull *h, double from,
                          double to, numbers *breaks) {
    double asked[N];
    double coefficients[N];
    double value;
    for (int k = 0; k < N; k++)
        go_on(e, round, world, screening_chebyshev_point(&e->c, from, to, k), (from + to) / 2,
              &asked[k], &value);
    screening_chebyshev_fit(&e->c, asked, coefficients);
    const double low = screening_chebyshev_at(coefficients, from, to, from);
    const double high = screening_chebyshev_at(coefficients, from, to, to);
    for (size_t v = 0; v < h->count; v++)
        if (h->responder[v] > low && h->responder[v] < high &&
            !add_number(breaks, reach(coefficients, from, to, from, to, h->responder[v])))
            return false;
    return true;
}

static void fill_stretch(const engine *e, size_t round, size_t world, const hull *h, stretch *w) {
    const belief *types = &e->types;
    const double middle = (w->from + w->to) / 2;
    double asked[N], value[N], kept[N], total[N];
    double asked_middle;
    double value_middle;
    go_on(e, round, world, middle, middle, &asked_middle, &value_middle);
    const size_t edge = find_edge(h, asked_middle);
    w->open = h->count > 0 && edge < h->count && (edge > 0 || h->responder[0] <= asked_middle);
    for (int k = 0; k < N; k++) {
        const double at = screening_chebyshev_point(&e->c, w->from, w->to, k);
        go_on(e, round, world, at, middle, &asked[k], &value[k]);
        kept[k] = w->open ? kept_on(h, edge, asked[k]) : 0;
        total[k] = screening_belief_share(types, at) * kept[k] + value[k];
    }
    screening_chebyshev_fit(&e->c, asked, w->asked);
    screening_chebyshev_fit(&e->c, value, w->going_on);
    screening_chebyshev_fit(&e->c, kept, w->kept);
    screening_chebyshev_fit(&e->c, total, w->total);
    screening_chebyshev_derive(w->kept, w->from, w->to, w->kept_slope);
    screening_chebyshev_derive(w->total, w->from, w->to, w->total_slope);
    for (int k = 0; k < N + 2; k++) {
        const double at = k == 0       ? w->from
                          : k == N + 1 ? w->to
                                       : screening_chebyshev_point(&e->c, w->from, w->to, k - 1);
        w->point[k] = at;
        w->kept_at[k] = screening_chebyshev_at(w->kept, w->from, w->to, at);
        w->total_at[k] = screening_chebyshev_at(w->total, w->from, w->to, at);
    }
}

/* Everything an offer in this round can do, from the lowest to the highest cut-off. */
typedef struct plan {
    const engine *e;
    size_t round;
    size_t world;
    hull h;
    stretch *stretches;
    size_t count;
} plan;

static bool make_plan(plan *p) {
    numbers breaks = {0};
    bool fits = list_breaks(p->e, p->round, p->world, &breaks);
    const size_t before = breaks.count;
    for (size_t k = 0; k + 1 < before && fits && base_watch_step(watch_of(p->e), 32 * N); k++)
        fits =
            list_vertices(p->e, p->round, p->world, &p->h, breaks.at[k], breaks.at[k + 1], &breaks);
    if (fits)
        drop_close(&breaks, 4 * SAME);
    p->count = fits ? breaks.count - 1 : 0;
    p->stretches = fits ? base_malloc((p->count + 1) * sizeof *p->stretches) : NULL;
    for (size_t k = 0; k < p->count && p->stretches; k++) {
        if (!base_watch_step(watch_of(p->e), 128 * N))
            break;
        p->stretches[k].from = breaks.at[k];
        p->stretches[k].to = breaks.at[k + 1];
        fill_stretch(p->e, p->round, p->world, &p->h, &p->stretches[k]);
    }
    free(breaks.at);
    if (base_watch_ended(watch_of(p->e))) {
        free(p->stretches);
        p->stretches = NULL;
    }
    return p->stretches != NULL;
}

static size_t find_stretch(const plan *p, double k) { /* at a break the lower one */
    size_t low = 0;
    size_t high = p->count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (p->stretches[middle].from < k)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* --- the best cut-off ------------------------------------------------------------------------ */

/* Which kind of optimum: pieces in k end where this changes. Even numbers 2i: at the lower end of
 * stretch i; odd 2i + 1: inside it; negative: nothing is offered at stretch -1 - i. */
typedef struct best {
    double cutoff;
    size_t stretch;
    long kind;
    double value; /* J */
    double asked; /* A */
} best;

static double slope_at(const stretch *w, double q, double k) {
    return screening_chebyshev_at(w->total_slope, w->from, w->to, k) -
           q * screening_chebyshev_at(w->kept_slope, w->from, w->to, k);
}

/* The stationary point between a (value rising) and b (value falling). */
static double stationary(const stretch *w, double q, double a, double b) {
    double rise = slope_at(w, q, a);
    double fall = slope_at(w, q, b);
    for (int k = 0; k < 100 && b - a > 1e-16 * (1 + fabs(a)); k++) {
        /* regula falsi with halving when one end sticks (Illinois), bisection now and then */
        double x = k % 4 == 3 ? (a + b) / 2 : (a * fall - b * rise) / (fall - rise);
        if (!(x > a && x < b))
            x = (a + b) / 2;
        const double slope = slope_at(w, q, x);
        if (slope == 0)
            return x;
        if (slope > 0) {
            a = x;
            rise = slope;
            fall /= 2;
        } else {
            b = x;
            fall = slope;
            rise /= 2;
        }
    }
    return (a + b) / 2;
}

typedef struct sample {
    size_t stretch;
    int point;
    double value;
} sample;

/* Samples above k that are no worse than their neighbours, the best few in falling order. */
typedef struct shortlist {
    sample at[SHORT];
    size_t count;
} shortlist;

static void enter(shortlist *list, sample s) {
    size_t place = list->count;
    while (place > 0 && list->at[place - 1].value < s.value)
        place--;
    if (place == SHORT)
        return;
    const size_t last = list->count < SHORT ? list->count : SHORT - 1;
    memmove(&list->at[place + 1], &list->at[place], (last - place) * sizeof s);
    list->at[place] = s;
    list->count = last + 1;
}

static void enter_stretch(shortlist *list, const plan *p, size_t i, double k, double q) {
    const stretch *w = &p->stretches[i];
    double before = -INFINITY;
    double here = w->total_at[0] - q * w->kept_at[0];
    for (int n = 0; n < N + 2; n++) {
        const double after = n < N + 1 ? w->total_at[n + 1] - q * w->kept_at[n + 1] : -INFINITY;
        if (w->point[n] > k && here >= before && here >= after)
            enter(list, (sample){i, n, here});
        before = w->point[n] > k ? here : -INFINITY;
        here = after;
    }
}

static best end_of(const plan *p, size_t i, bool upper, double q) {
    const stretch *w = &p->stretches[i];
    const int n = upper ? N + 1 : 0;
    /* two stretches meet here: what is asked is the lower side's */
    const stretch *lower = !upper && i > 0 ? &p->stretches[i - 1] : w;
    const double at = w->point[n];
    return (best){at, i, 2 * (long)(upper ? i + 1 : i), w->total_at[n] - q * w->kept_at[n],
                  screening_chebyshev_at(lower->asked, lower->from, lower->to, at)};
}

static best inside(const plan *p, size_t i, double q, double at) {
    const stretch *w = &p->stretches[i];
    return (best){at, i, 2 * (long)i + 1,
                  screening_chebyshev_at(w->total, w->from, w->to, at) -
                      q * screening_chebyshev_at(w->kept, w->from, w->to, at),
                  screening_chebyshev_at(w->asked, w->from, w->to, at)};
}

static best waiting_at(const plan *p, size_t i, double k) {
    const stretch *w = &p->stretches[i];
    return (best){k, i, -1 - (long)i, screening_chebyshev_at(w->going_on, w->from, w->to, k),
                  screening_chebyshev_at(w->asked, w->from, w->to, k)};
}

/* Between two samples of a stretch, the value rising at `from`: the stationary point, or the end
 * that is better should the value still rise at `to`. */
static best between(const plan *p, size_t i, double q, double from, double to) {
    const stretch *w = &p->stretches[i];
    if (slope_at(w, q, to) < 0 && slope_at(w, q, from) > 0)
        return inside(p, i, q, stationary(w, q, from, to));
    const best a = inside(p, i, q, from);
    const best b = inside(p, i, q, to);
    return a.value >= b.value ? a : b;
}

/* The value still rises where stretch i ends: it may go on rising in the next one. */
static best beyond_upper(const plan *p, size_t i, double q) {
    const best end = end_of(p, i, true, q);
    const stretch *next = i + 1 < p->count ? &p->stretches[i + 1] : NULL;
    if (!next || !next->open || slope_at(next, q, next->from) <= 0 ||
        next->total_at[0] - q * next->kept_at[0] < end.value - FIT)
        return end;
    return between(p, i + 1, q, next->from, next->point[1]);
}

/* The value falls where stretch i begins: it may have been falling in the one before. */
static best beyond_lower(const plan *p, size_t i, double k, double q) {
    const best end = end_of(p, i, false, q);
    const stretch *last = i > 0 ? &p->stretches[i - 1] : NULL;
    if (!last || !last->open || last->to <= k || slope_at(last, q, last->to) >= 0 ||
        last->total_at[N + 1] - q * last->kept_at[N + 1] < end.value - FIT)
        return end;
    return between(p, i - 1, q, fmax(last->point[N], k), last->to);
}

/* A little more than nothing may be better than any sample. */
static best beside_waiting(const plan *p, size_t i, double k, double q) {
    const stretch *w = &p->stretches[i];
    if (!w->open || slope_at(w, q, k) <= 0)
        return waiting_at(p, i, k);
    double to = w->to;
    for (int n = N + 1; n >= 0 && w->point[n] > k; n--)
        to = w->point[n];
    return slope_at(w, q, to) < 0 ? inside(p, i, q, stationary(w, q, k, to)) : waiting_at(p, i, k);
}

/* Around the best sample: the stationary point beside it, or an end of its stretch. */
static best refine(const plan *p, sample s, double k, double q) {
    const stretch *w = &p->stretches[s.stretch];
    const double at = w->point[s.point];
    if (slope_at(w, q, at) > 0)
        return s.point == N + 1 ? beyond_upper(p, s.stretch, q)
                                : between(p, s.stretch, q, at, w->point[s.point + 1]);
    return s.point == 0 ? beyond_lower(p, s.stretch, k, q)
                        : between(p, s.stretch, q, fmax(w->point[s.point - 1], k), at);
}

static best best_cutoff(const plan *p, double k) {
    const double q = screening_belief_share(&p->e->types, k);
    const size_t first = find_stretch(p, k);
    shortlist list = {.count = 0};
    if (!base_watch_step(watch_of(p->e), 2 * N * (p->count - first) + 64))
        return waiting_at(p, first, k);
    for (size_t i = first; i < p->count; i++)
        if (p->stretches[i].open)
            enter_stretch(&list, p, i, k, q);
    best most = beside_waiting(p, first, k, q);
    for (size_t n = 0; n < list.count && list.at[n].value >= most.value - NEAR; n++) {
        const best found = refine(p, list.at[n], k, q);
        if (found.cutoff > k + SAME && found.value > most.value + ROUNDING)
            most = found;
    }
    return most;
}

/* --- pieces ---------------------------------------------------------------------------------- */

typedef struct builder {
    const plan *p;
    piece *pieces; /* malloc */
    size_t count;
    size_t room;
    bool too_many;
} builder;

static bool push_piece(builder *b, const piece *made) {
    if (b->count == PIECES_MAX) {
        b->too_many = true;
        return false;
    }
    if (b->count == b->room) {
        const size_t room = b->room ? 2 * b->room : 16;
        piece *pieces = base_realloc(b->pieces, room * sizeof *pieces);
        if (!pieces)
            return false;
        b->pieces = pieces;
        b->room = room;
    }
    b->pieces[b->count++] = *made;
    return true;
}

/* Is the tail of the coefficients nothing, against the largest? */
static bool is_resolved(const double *coefficients, double within) {
    double most = 1e-3;
    for (int j = 0; j < N; j++)
        most = fmax(most, fabs(coefficients[j]));
    return fabs(coefficients[N - 1]) <= within * most && fabs(coefficients[N - 2]) <= within * most;
}

static bool is_smooth(const piece *made) {
    return is_resolved(made->value, FIT) && is_resolved(made->asked, FIT) &&
           is_resolved(made->cutoff, 100 * FIT);
}

/* Each round takes a derivative of the round after: noise in high terms would grow with the square
 * of their degree, round by round, and must not stay. */
static void chop(piece *made) {
    screening_chebyshev_chop(made->value, NOISE);
    screening_chebyshev_chop(made->asked, NOISE);
    screening_chebyshev_chop(made->cutoff, NOISE);
}

/* Sample [from, to]; is the optimum of one kind there, and if not, before which node does it
 * change first? */
static int sample_piece(builder *b, double from, double to, piece *made, double *before,
                        double *after) {
    const chebyshev *c = &b->p->e->c;
    double value[N];
    double asked[N];
    double cutoff[N];
    long kind = 0;
    double last = from;
    for (int k = 0; k < N; k++) {
        const double at = screening_chebyshev_point(c, from, to, k);
        const best found = best_cutoff(b->p, at);
        if (k > 0 && found.kind != kind) {
            *before = last;
            *after = at;
            return k;
        }
        kind = found.kind;
        last = at;
        value[k] = found.value;
        asked[k] = found.asked;
        cutoff[k] = found.cutoff;
    }
    *made = (piece){.from = from, .to = to, .offers = kind >= 0};
    screening_chebyshev_fit(c, value, made->value);
    screening_chebyshev_fit(c, asked, made->asked);
    screening_chebyshev_fit(c, cutoff, made->cutoff);
    chop(made);
    return 0;
}

/* Where between two nodes does the kind of optimum change? */
static double find_change(const builder *b, double before, double after) {
    const long kind = best_cutoff(b->p, before).kind;
    while (after - before > 1e-15 * (1 + fabs(before))) {
        const double middle = (before + after) / 2;
        if (middle <= before || middle >= after)
            break;
        if (best_cutoff(b->p, middle).kind == kind)
            before = middle;
        else
            after = middle;
    }
    return after;
}

/* Too small to cut further: two acts are worth the same there to within rounding, or one changes
 * without bound. The value is still continuous: a straight line; the act is that of the left end.
 */
static piece flat_piece(const builder *b, double from, double to) {
    const best left = best_cutoff(b->p, from);
    const best right = best_cutoff(b->p, to);
    return (piece){.from = from,
                   .to = to,
                   .offers = left.kind >= 0,
                   .value = {(left.value + right.value) / 2, (right.value - left.value) / 2},
                   .asked = {left.asked},
                   .cutoff = {left.cutoff}};
}

/* Cut [low, high] into pieces, from the left: a stack of right ends stands for the recursion. */
static bool build_pieces(builder *b, double low, double high) {
    double ends[64];
    size_t depth = 0;
    double from = low;
    ends[depth++] = high;
    while (depth > 0) {
        const double to = ends[depth - 1];
        if (base_watch_ended(watch_of(b->p->e)))
            return false;
        piece made;
        double before = from;
        double after = to;
        const bool mixed = sample_piece(b, from, to, &made, &before, &after) > 0;
        const bool smooth = !mixed && is_smooth(&made);
        if (smooth || to - from <= SMALL || depth == 64) {
            if (!smooth)
                made = flat_piece(b, from, to);
            if (!push_piece(b, &made))
                return false;
            from = to;
            depth--;
            continue;
        }
        const double change = mixed ? find_change(b, before, after) : from;
        ends[depth++] = change > from && change < to ? change : (from + to) / 2;
    }
    return true;
}

/* --- joining pieces that one polynomial fits as well ------------------------------------------ */

static double piece_value(const piece *p, double k) {
    return screening_chebyshev_at(p->value, p->from, p->to, k);
}

static double piece_asked(const piece *p, double k) {
    return screening_chebyshev_at(p->asked, p->from, p->to, k);
}

static double piece_cutoff(const piece *p, double k) {
    return screening_chebyshev_at(p->cutoff, p->from, p->to, k);
}

static bool agrees(const piece *joined, const piece *part) {
    for (int n = 1; n < 8; n++) {
        const double k = part->from + (part->to - part->from) * n / 8;
        if (fabs(piece_value(joined, k) - piece_value(part, k)) > FIT ||
            fabs(piece_asked(joined, k) - piece_asked(part, k)) > FIT ||
            fabs(piece_cutoff(joined, k) - piece_cutoff(part, k)) > 100 * FIT)
            return false;
    }
    return true;
}

static bool join(const chebyshev *c, const piece *left, const piece *right, piece *joined) {
    double value[N];
    double asked[N];
    double cutoff[N];
    if (left->offers != right->offers)
        return false;
    *joined = (piece){.from = left->from, .to = right->to, .offers = left->offers};
    for (int n = 0; n < N; n++) {
        const double k = screening_chebyshev_point(c, joined->from, joined->to, n);
        const piece *part = k <= left->to ? left : right;
        value[n] = piece_value(part, k);
        asked[n] = piece_asked(part, k);
        cutoff[n] = piece_cutoff(part, k);
    }
    screening_chebyshev_fit(c, value, joined->value);
    screening_chebyshev_fit(c, asked, joined->asked);
    screening_chebyshev_fit(c, cutoff, joined->cutoff);
    return agrees(joined, left) && agrees(joined, right);
}

static void join_pieces(builder *b) {
    size_t kept = 0;
    for (size_t k = 0; k < b->count; k++) {
        piece joined;
        if (kept > 0 && join(&b->p->e->c, &b->pieces[kept - 1], &b->pieces[k], &joined))
            b->pieces[kept - 1] = joined;
        else
            b->pieces[kept++] = b->pieces[k];
    }
    b->count = kept;
}

/* --- rounds ---------------------------------------------------------------------------------- */

static ent_status solve_layer(engine *e, size_t round, size_t world) {
    const screen *s = e->s;
    plan p = {.e = e, .round = round, .world = world, .h = hull_of(e, round, world)};
    if (!make_plan(&p))
        return base_watch_fail(s->game->watch, s->diags);
    builder b = {.p = &p};
    const bool built = is_kinked(&e->types) ? build_pieces(&b, 0, e->types.mode) &&
                                                  build_pieces(&b, e->types.mode, 1)
                                            : build_pieces(&b, 0, 1);
    if (built)
        join_pieces(&b);
    layer *into = &e->layers[round * s->game->world.states + world];
    into->pieces = built ? BASE_NEW(s->arena, piece, b.count) : NULL;
    into->count = b.count;
    if (into->pieces)
        memcpy(into->pieces, b.pieces, b.count * sizeof *b.pieces);
    free(b.pieces);
    free(p.stretches);
    if (into->pieces)
        return ENT_OK;
    if (!b.too_many)
        return base_watch_fail(s->game->watch, s->diags);
    return base_fail(s->diags, ENT_ERR_LIMIT, NULL, 0, 0, "time",
                     "screening in round %zu needs more than %zu pieces; fewer rounds, or offers "
                     "as packages, would do",
                     round, PIECES_MAX);
}

static bool end_layer(engine *e, size_t world) {
    const screen *s = e->s;
    const belief *types = &e->types;
    layer *l = &e->layers[s->game->rounds * s->game->world.states + world];
    const bool kinked = types->triangular && types->mode > types->low && types->mode < types->high;
    l->count = kinked ? 2 : 1;
    l->pieces = BASE_NEW(s->arena, piece, l->count);
    for (size_t k = 0; l->pieces && k < l->count; k++) {
        piece *made = &l->pieces[k];
        double value[N];
        double asked[N];
        made->from = k == 0 ? types->low : types->mode;
        made->to = kinked && k == 0 ? types->mode : types->high;
        for (int n = 0; n < N; n++) {
            const double at = screening_chebyshev_point(&e->c, made->from, made->to, n);
            value[n] = screening_outside(s, world) * (1 - screening_belief_share(types, at));
            asked[n] = walk_away_of(e, at) + s->shift[world];
        }
        screening_chebyshev_fit(&e->c, value, made->value);
        screening_chebyshev_fit(&e->c, asked, made->asked);
    }
    return l->pieces != NULL;
}

/* --- what the walk asks for ------------------------------------------------------------------ */

/* Beliefs are looked up from the left, so that nothing needs mixing. */
static bool jumps(const void *self, size_t round, size_t world, double k) {
    (void)self;
    (void)round;
    (void)world;
    (void)k;
    return false;
}

static size_t act(const void *self, size_t round, size_t world, double k, double mix,
                  screening_act acts[2]) {
    (void)mix;
    const engine *e = self;
    const piece *p = find_piece(layer_at(e, round, world), k);
    acts[0] = (screening_act){.chance = 1, .cutoff = k, .mix = 1};
    const double cutoff = fmin(piece_cutoff(p, k), 1);
    if (!p->offers || cutoff <= k)
        return 1;
    const hull h = hull_of(e, round, world);
    const double asked = fmin(fmax(piece_asked(p, k), h.responder[0]), h.responder[h.count - 1]);
    const size_t edge = find_edge(&h, asked);
    acts[0].offers = true;
    acts[0].cutoff = cutoff;
    acts[0].utility[0] = asked;
    acts[0].utility[1] = kept_on(&h, edge, asked);
    acts[0].package[0] = h.packages[edge == 0 ? 0 : edge - 1];
    acts[0].part = 1;
    if (edge > 0) {
        acts[0].package[1] = h.packages[edge];
        acts[0].part = (h.responder[edge] - asked) / (h.responder[edge] - h.responder[edge - 1]);
    }
    return 1;
}

static double value(const void *self, size_t round, size_t world, double k) {
    return piece_value(find_piece(layer_at(self, round, world), k), k);
}

static double share(const void *self, double k) {
    const engine *e = self;
    return screening_belief_share(&e->types, k);
}

static double type(const void *self, double k) {
    return walk_away_of(self, k);
}

/* --- the certificate ------------------------------------------------------------------------- */

enum { BELIEFS = 101, CUTOFFS = 400 };

/* Cut-offs on a fine grid, each with what it costs and leaves, from next round's pieces alone. */
typedef struct grid {
    double share[CUTOFFS + 1];
    double asked[CUTOFFS + 1];
    double kept[CUTOFFS + 1];
    double going_on[CUTOFFS + 1];
    bool open[CUTOFFS + 1];
} grid;

static bool price(const hull *h, double asked, double *kept) {
    const size_t edge = find_edge(h, asked);
    *kept = kept_on(h, edge, asked);
    return h->count > 0 && edge < h->count && h->responder[0] <= asked;
}

static void fill_grid(const engine *e, size_t round, size_t world, grid *g, double *gain) {
    const hull h = hull_of(e, round, world);
    for (size_t c = 0; c <= CUTOFFS; c++) {
        const double k = (double)c / CUTOFFS;
        go_on(e, round, world, k, k, &g->asked[c], &g->going_on[c]);
        g->share[c] = screening_belief_share(&e->types, k);
        g->open[c] = h.count > 0 && price(&h, g->asked[c], &g->kept[c]);
        if (c > 0) /* types with more to gain from waiting must ask for more */
            *gain = fmax(*gain, g->asked[c - 1] - g->asked[c]);
    }
}

static void certify_belief(const engine *e, size_t round, size_t world, const grid *g, double k,
                           double *regret, double *gain) {
    const hull h = hull_of(e, round, world);
    const double q = screening_belief_share(&e->types, k);
    const double found = value(e, round, world, k);
    screening_act chosen[2];
    double asked;
    double going_on;
    act(e, round, world, k, 1, chosen);
    go_on(e, round, world, chosen[0].cutoff, chosen[0].cutoff, &asked, &going_on);
    double pays = going_on;
    if (chosen[0].offers) {
        double kept;
        price(&h, asked, &kept);
        pays += (screening_belief_share(&e->types, chosen[0].cutoff) - q) * kept;
        /* the type at the cut-off: the offer against waiting */
        *gain = fmax(*gain, fabs(chosen[0].utility[0] - fmax(asked, h.responder[0])));
    }
    *regret = fmax(*regret, fabs(pays - found));
    for (size_t c = 0; c <= CUTOFFS; c++)
        if (g->open[c] && g->share[c] >= q)
            *regret = fmax(*regret, (g->share[c] - q) * g->kept[c] + g->going_on[c] - found);
    go_on(e, round, world, k, k, &asked, &going_on);
    *regret = fmax(*regret, going_on - found);
}

static void certify(const void *self, const bool *where, double *regret, double *gain) {
    const engine *e = self;
    *regret = 0;
    *gain = 0;
    for (size_t t = 0; t < e->s->game->rounds; t++)
        for (size_t m = 0; m < e->s->game->world.states; m++) {
            grid g;
            if (where && !where[t * e->s->game->world.states + m])
                continue;
            if (!base_watch_step(watch_of(e), 64 * CUTOFFS))
                return;
            fill_grid(e, t, m, &g, gain);
            base_watch_part(watch_of(e), t * e->s->game->world.states + m);
            for (size_t b = 0; b < BELIEFS && base_watch_step(watch_of(e), 4 * CUTOFFS); b++)
                certify_belief(e, t, m, &g, (double)b / BELIEFS, regret, gain);
        }
}

ent_status screening_lotteries(const screen *s, screening_engine *into) {
    const size_t worlds = s->game->world.states;
    engine *e = BASE_NEW(s->arena, engine, 1);
    if (!e)
        return base_fail_memory(s->diags);
    e->s = s;
    e->range = s->types.high - s->types.low;
    e->types = (belief){0, (s->types.mode - s->types.low) / e->range, 1, s->types.triangular};
    screening_chebyshev_init(&e->c);
    e->layers = BASE_NEW(s->arena, layer, (s->game->rounds + 1) * worlds);
    if (!e->layers)
        return base_fail_memory(s->diags);
    for (size_t m = 0; m < worlds; m++)
        if (!end_layer(e, m))
            return base_fail_memory(s->diags);
    base_watch_phase(s->game->watch, "screening", s->game->rounds * worlds);
    for (size_t t = s->game->rounds; t-- > 0;)
        for (size_t m = 0; m < worlds; m++) {
            base_watch_part(s->game->watch, (s->game->rounds - t - 1) * worlds + m);
            const ent_status status = solve_layer(e, t, m);
            if (status)
                return status;
        }
    *into = (screening_engine){e, 0, 1, act, value, jumps, share, type, certify};
    return ENT_OK;
}
