/*
 * Exchanges read off the list of all packages: a package is a bundle of changes to the one that is
 * changed, and its parts are packages too.
 */
#include "slow/people.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOISE 1e-9L
#define SAME  1e-12L

typedef struct judge {
    const slow_table *table;
    const ent_exchanges_options *options;
    const ent_exchanges *told;
    size_t from;
    bool *improves; /* [packages] */
    bool *smallest; /* [packages] and no part of it does */
    char *why;
    size_t why_size;
} judge;

#define differs(at, ...) slow_differs((at)->why, (at)->why_size, "", __VA_ARGS__)

static const uint32_t *options_of(const judge *at, size_t package) {
    return &at->table->option[package * at->table->issues];
}

static long double added(const judge *at, size_t package, size_t p) {
    const size_t P = at->table->principals;
    return at->table->utility_value[package * P + p] - at->table->utility_value[at->from * P + p];
}

static size_t changes(const judge *at, size_t package) {
    size_t changed = 0;
    for (size_t j = 0; j < at->table->issues; j++)
        changed += options_of(at, package)[j] != at->told->from[j];
    return changed;
}

static bool may_change(const judge *at, size_t package) {
    for (size_t j = 0; j < at->table->issues; j++)
        if (options_of(at, package)[j] != at->told->from[j] && at->options->within &&
            !at->options->within[j][options_of(at, package)[j]])
            return false;
    return true;
}

static uint32_t lines_crossed(const judge *at, size_t package) {
    const ent_deals_options lifted = {.lifted = at->options->lifted};
    return slow_crossed(at->table, &lifted, package);
}

static bool improves(const judge *at, size_t package) {
    size_t gainers = 0;
    for (size_t p = 0; p < at->table->principals; p++) {
        if (added(at, package, p) < -NOISE)
            return false;
        gainers += added(at, package, p) > NOISE;
    }
    if (at->table->has_interim && package == at->table->status_quo)
        return false;
    return gainers >= 2 && at->table->possible[package] && may_change(at, package) &&
           at->table->settles[package] == at->table->settles[at->from] &&
           !(lines_crossed(at, package) & ~lines_crossed(at, at->from));
}

/* Every change of the part is one of the whole. */
static bool is_part(const judge *at, size_t part, size_t whole) {
    if (part == whole || part == at->from)
        return false;
    for (size_t j = 0; j < at->table->issues; j++)
        if (options_of(at, part)[j] != at->told->from[j] &&
            options_of(at, part)[j] != options_of(at, whole)[j])
            return false;
    return true;
}

static void find_smallest(judge *at) {
    const size_t count = at->table->packages;
    at->improves = calloc(count, sizeof *at->improves);
    at->smallest = calloc(count, sizeof *at->smallest);
    if (!at->improves || !at->smallest)
        abort();
    for (size_t x = 0; x < count; x++)
        at->improves[x] = improves(at, x);
    for (size_t x = 0; x < count; x++) {
        at->smallest[x] = at->improves[x];
        for (size_t part = 0; part < count && at->smallest[x]; part++)
            if (at->improves[part] && is_part(at, part, x))
                at->smallest[x] = false;
    }
}

static bool can_be_signed(const judge *at, size_t x) {
    const ent_deals_options options = {.within = at->options->within,
                                       .lifted = at->options->lifted};
    return slow_member(at->table, &options, x, SLOW_SETTLEMENT, NOISE) ||
           slow_member(at->table, &options, x, SLOW_INTERIM, NOISE);
}

/* The place of what comes out. */
static size_t place_of(const judge *at, const ent_exchange *exchange) {
    uint32_t *package = calloc(at->table->issues, sizeof *package);
    if (!package)
        abort();
    memcpy(package, at->told->from, at->table->issues * sizeof *package);
    for (size_t i = 0; i < exchange->count; i++)
        package[exchange->changes[i].issue] = exchange->changes[i].option;
    const size_t place = slow_place(at->table, package);
    free(package);
    return place;
}

static bool lists(const ent_ids *ids, uint32_t id) {
    for (size_t i = 0; i < ids->count; i++)
        if (ids->at[i] == id)
            return true;
    return false;
}

static bool outsiders_are_named(const judge *at, const ent_exchange *told) {
    const ent_model *model = at->table->model;
    for (uint32_t party = 0; party < model->parties_count; party++) {
        bool needed = false;
        bool affected = false;
        for (size_t i = 0; i < told->count; i++) {
            const ent_issue *issue = &model->issues[told->changes[i].issue];
            const uint32_t before = at->told->from[told->changes[i].issue];
            needed = needed || lists(&issue->options[told->changes[i].option].needs, party);
            affected = affected || lists(&issue->options[told->changes[i].option].affects, party) ||
                       lists(&issue->options[before].affects, party);
        }
        const bool outside = !lists(&model->principals, party);
        if (lists(&told->needs, party) != (needed && outside) ||
            lists(&told->affects, party) != (affected && outside))
            return differs(at, "party %u is needed %d, affected %d", (unsigned)party, needed,
                           affected);
    }
    return true;
}

static bool amounts_are_right(const judge *at, const ent_exchange *told, size_t x) {
    const size_t P = at->table->principals;
    for (size_t p = 0; p < P; p++) {
        long double sum = 0;
        bool linked = false;
        for (size_t i = 0; i < told->count; i++) {
            const ent_exchange alone = {.count = 1, .changes = &told->changes[i]};
            const long double moved = added(at, place_of(at, &alone), p);
            sum += moved;
            if (fabsl((long double)told->moved[i * P + p] - moved) > 2 * NOISE)
                return differs(at, "change %zu of package %zu moves %.17g", i, x,
                               told->moved[i * P + p]);
        }
        linked = at->table->model->parties[at->table->model->principals.at[p]].linkages_count > 0;
        if (fabsl((long double)told->added[p] - added(at, x, p)) > 2 * NOISE)
            return differs(at, "package %zu adds %.17g", x, told->added[p]);
        if (!linked && fabsl(sum - (long double)told->added[p]) > 8 * NOISE)
            return differs(at, "the changes of package %zu do not add up", x);
    }
    return true;
}

static bool exchange_is_right(const judge *at, const ent_exchange *told, bool single) {
    const size_t x = place_of(at, told);
    if (!at->smallest[x] || (told->count == 1) != single || changes(at, x) != told->count)
        return differs(at, "package %zu is no exchange of %zu changes", x, told->count);
    for (size_t i = 1; i < told->count; i++)
        if (told->changes[i].issue <= told->changes[i - 1].issue)
            return differs(at, "changes out of order");
    if (told->acceptable != can_be_signed(at, x))
        return differs(at, "package %zu acceptable: %d", x, told->acceptable);
    return amounts_are_right(at, told, x) && outsiders_are_named(at, told);
}

/* Is a better than b, by more than noise could? 0: as good. */
static int compare(const judge *at, const ent_exchange *a, const ent_exchange *b) {
    long double smallest[2] = {INFINITY, INFINITY};
    long double sum[2] = {0, 0};
    for (size_t p = 0; p < at->table->principals; p++) {
        smallest[0] = fminl(smallest[0], (long double)a->added[p]);
        smallest[1] = fminl(smallest[1], (long double)b->added[p]);
        sum[0] += (long double)a->added[p];
        sum[1] += (long double)b->added[p];
    }
    if (fabsl(smallest[0] - smallest[1]) > 2 * NOISE)
        return smallest[0] > smallest[1] ? 1 : -1;
    if (fabsl(sum[0] - sum[1]) > 2 * NOISE)
        return sum[0] > sum[1] ? 1 : -1;
    return a->count < b->count ? 1 : a->count > b->count ? -1 : 0;
}

static bool list_is_right(const judge *at, const ent_exchange *list, size_t count, bool single) {
    for (size_t i = 0; i < count; i++) {
        if (!exchange_is_right(at, &list[i], single))
            return false;
        if (i && compare(at, &list[i - 1], &list[i]) < 0)
            return differs(at, "exchanges %zu and %zu are not in order", i - 1, i);
        for (size_t k = 0; k < i; k++)
            if (place_of(at, &list[k]) == place_of(at, &list[i]))
                return differs(at, "an exchange is told twice");
    }
    return true;
}

/* Bundles of exactly so many changes that may be tried. */
static size_t count_bundles(const judge *at, size_t size) {
    size_t count = 0;
    for (size_t x = 0; x < at->table->packages; x++) {
        bool tried = changes(at, x) == size && may_change(at, x);
        for (size_t y = 0; y < at->table->packages && tried; y++)
            if (changes(at, y) == 1 && at->improves[y] && is_part(at, y, x))
                tried = false;
        count += tried;
    }
    return count;
}

static bool limits_are_kept(const judge *at) {
    uint64_t left = at->options->combinations_max ? at->options->combinations_max : 20000000;
    size_t size = 2;
    const size_t most =
        at->options->changes_max ? at->options->changes_max : ENT_EXCHANGE_CHANGES_MAX;
    size_t count = count_bundles(at, size);
    while (size <= most && count && count <= left) {
        left -= count;
        count = count_bundles(at, ++size);
    }
    if (at->told->changes_searched != size - 1)
        return differs(at, "searched %zu, not %zu", at->told->changes_searched, size - 1);
    return at->told->complete || count > 0 || differs(at, "not complete");
}

/* What is called complete has no larger exchange; it must be where the frontier says so. */
static bool complete_is_right(const judge *at) {
    bool larger = false;
    bool improvable = false;
    const bool refused = !can_be_signed(at, at->from);
    for (size_t x = 0; x < at->table->packages; x++) {
        larger = larger || (at->smallest[x] && changes(at, x) > at->told->changes_searched);
        improvable = improvable || (at->improves[x] && can_be_signed(at, x));
    }
    if (at->told->complete && larger)
        return differs(at, "said to be complete beyond %zu changes", at->told->changes_searched);
    return at->told->complete || !at->options->deals || refused || improvable ||
           differs(at, "complete, but not said so");
}

static bool exchanges_are_all(const judge *at) {
    const size_t most = at->options->exchanges_max ? at->options->exchanges_max : 1000;
    size_t shared = 0;
    size_t found = 0;
    for (size_t x = 0; x < at->table->packages; x++) {
        shared += at->smallest[x] && changes(at, x) == 1;
        found +=
            at->smallest[x] && changes(at, x) > 1 && changes(at, x) <= at->told->changes_searched;
    }
    if (at->told->shared_count != shared || at->told->found != found)
        return differs(at, "%zu shared and %zu exchanges, not %zu and %zu", at->told->shared_count,
                       (size_t)at->told->found, shared, found);
    if (at->told->count != (found < most ? found : most))
        return differs(at, "%zu exchanges told", at->told->count);
    return list_is_right(at, at->told->shared, shared, true) &&
           list_is_right(at, at->told->exchanges, at->told->count, false);
}

/* Larger ones are exchanges as well; there are some if all else fails but some package that all can
 * sign improves. */
static bool larger_are_right(const judge *at) {
    const ent_exchanges *told = at->told;
    bool improvable = false;
    for (size_t x = 0; x < at->table->packages; x++)
        improvable = improvable || (at->improves[x] && can_be_signed(at, x) &&
                                    changes(at, x) <= ENT_EXCHANGE_LARGER_MAX);
    for (size_t i = 0; i < told->larger_count; i++)
        if (told->larger[i].count <= told->changes_searched)
            return differs(at, "a larger exchange of %zu changes", told->larger[i].count);
    if (!at->options->deals || told->complete)
        return told->larger_count == 0 || differs(at, "larger exchanges nobody asked for");
    if (improvable && !told->found && !told->shared_count && !told->larger_count)
        return differs(at, "no larger exchange");
    return list_is_right(at, told->larger, told->larger_count, false);
}

/* What is left out is no better than the last that is told. */
static bool best_are_told(const judge *at) {
    if (at->told->count == at->told->found || at->told->count == 0)
        return true;
    const ent_exchange *last = &at->told->exchanges[at->told->count - 1];
    size_t better = 0;
    for (size_t x = 0; x < at->table->packages; x++) {
        if (!at->smallest[x] || changes(at, x) < 2 || changes(at, x) > at->told->changes_searched)
            continue;
        double amounts[ENT_PRINCIPALS_MAX];
        for (size_t p = 0; p < at->table->principals; p++)
            amounts[p] = (double)added(at, x, p);
        const ent_exchange here = {.count = changes(at, x), .added = amounts};
        better += compare(at, &here, last) > 0;
    }
    return better < at->told->count ||
           differs(at, "%zu exchanges are better than the last", better);
}

bool slow_agrees_exchanges(const slow_table *table, const ent_exchanges_options *options,
                           const ent_exchanges *exchanges, char *why, size_t why_size) {
    static const ent_exchanges_options usual = ENT_EXCHANGES_OPTIONS_INIT;
    judge at = {.table = table,
                .options = options ? options : &usual,
                .told = exchanges,
                .from = slow_place(table, exchanges->from),
                .why = why,
                .why_size = why_size};
    find_smallest(&at);
    const bool good = exchanges->settles == table->settles[at.from] &&
                      exchanges->possible == table->possible[at.from] && limits_are_kept(&at) &&
                      exchanges_are_all(&at) && best_are_told(&at) && complete_is_right(&at) &&
                      larger_are_right(&at);
    free(at.improves);
    free(at.smallest);
    return good;
}
