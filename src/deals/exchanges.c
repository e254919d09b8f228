/*
 * Exchanges by size: all pairs of changes, then all triples, as far as the stated work allows.
 *
 * What the weighted values add is a sum over the changes, so most combinations fall by a few
 * additions: by what they add and the most that linkages could bring, or, before they are
 * finished, by the most that later issues could still add. Only what is left is put together and
 * asked for its rules and red lines.
 */
#include "entente/exchanges.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/watch.h"
#include "deals/permission.h"
#include "model/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TOLERANCE            ENT_EXCHANGE_TOLERANCE
#define COMBINATIONS_DEFAULT UINT64_C(20000000)
#define KEPT_DEFAULT         1000

typedef struct owned {
    ent_exchanges result;
    base_arena arena;
} owned;

/* Some changes together. */
typedef struct bundle {
    size_t count;
    ent_change changes[ENT_EXCHANGE_LARGER_MAX];
    double added[ENT_PRINCIPALS_MAX];
} bundle;

typedef struct search {
    const ent_model *model;
    ent_watch *watch;
    deals_permission permission;
    size_t issues;
    size_t principals;
    size_t changes_max;
    uint64_t combinations_left;
    size_t kept_max;
    bool settles;
    uint32_t *from;
    uint32_t *package;    /* scratch: always `from` between two questions */
    const bool *crossed;  /* [lines] by `from` */
    const double *linked; /* [P] linkages of `from` */
    const double *slack;  /* [P] the most that linkages could add */
    const double *valued; /* [P] utility of `from` without linkages */
    /* Changes to try, issue by issue; those that improve by themselves are not among them. */
    const size_t *start;     /* [issues + 1] into the next two */
    const uint32_t *options; /* [start[issues]] */
    const double *moved;     /* [start[issues] x P] without linkages */
    const double *most;      /* [(issues + 1) x P] the most one change to a later issue adds */
    /* Bundles found; sorted and cut back to `kept_max` when there are twice as many. */
    bundle *kept;
    size_t kept_count;
    uint64_t found;
    base_arena scratch;
    base_arena *arena;
} search;

/* ---- what a bundle is worth ---- */

static double linkages_of(const search *self, size_t p, const uint32_t *package) {
    const ent_party *party = &self->model->parties[self->model->principals.at[p]];
    double sum = 0;
    for (size_t l = 0; l < party->linkages_count; l++)
        if (ent_pattern_matches(&party->linkages[l].when, package))
            sum += party->linkages[l].bonus.likely.value;
    return sum;
}

static void apply(const search *self, const ent_change *changes, size_t count) {
    for (size_t i = 0; i < count; i++)
        self->package[changes[i].issue] = changes[i].option;
}

static void take_back(const search *self, const ent_change *changes, size_t count) {
    for (size_t i = 0; i < count; i++)
        self->package[changes[i].issue] = self->from[changes[i].issue];
}

/* Does nobody lose, and do two gain? */
static bool improves(const search *self, const double *added) {
    size_t gainers = 0;
    for (size_t p = 0; p < self->principals; p++) {
        if (added[p] < -TOLERANCE)
            return false;
        gainers += added[p] > TOLERANCE;
    }
    return gainers >= 2;
}

static bool crosses_no_new_line(const search *self) {
    for (size_t line = 0; line < self->permission.lines_count; line++)
        if (!self->crossed[line] &&
            deals_permission_line_stops(&self->permission, self->package, line))
            return false;
    return true;
}

/* Of the package as it now stands; `added` holds what the values add, and gets the linkages. */
static bool package_improves(const search *self, double *added) {
    for (size_t p = 0; p < self->principals; p++)
        added[p] += linkages_of(self, p, self->package) - self->linked[p];
    return improves(self, added) &&
           ent_model_is_settlement(self->model, self->package) == self->settles &&
           deals_permission_is_agreement(&self->permission, self->package) &&
           ent_model_is_possible(self->model, self->package) && crosses_no_new_line(self);
}

static bool bundle_improves(const search *self, const ent_change *changes, size_t count,
                            double *added) {
    for (size_t p = 0; p < self->principals; p++)
        if (added[p] + self->slack[p] < -TOLERANCE)
            return false;
    if (!base_watch_step(self->watch, 32))
        return false;
    apply(self, changes, count);
    const bool good = package_improves(self, added);
    take_back(self, changes, count);
    return good;
}

/* ---- what was found ---- */

typedef struct rank {
    long long smallest;
    long long sum;
    const bundle *of;
} rank;

static int compare_changes(const bundle *a, const bundle *b) {
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (size_t i = 0; i < a->count; i++) {
        if (a->changes[i].issue != b->changes[i].issue)
            return a->changes[i].issue < b->changes[i].issue ? -1 : 1;
        if (a->changes[i].option != b->changes[i].option)
            return a->changes[i].option < b->changes[i].option ? -1 : 1;
    }
    return 0;
}

static int compare_ranks(const void *left, const void *right) {
    const rank *a = left;
    const rank *b = right;
    if (a->smallest != b->smallest)
        return a->smallest > b->smallest ? -1 : 1;
    if (a->sum != b->sum)
        return a->sum > b->sum ? -1 : 1;
    return compare_changes(a->of, b->of);
}

static rank rank_of(const search *self, const bundle *of) {
    double smallest = INFINITY;
    double sum = 0;
    for (size_t p = 0; p < self->principals; p++) {
        smallest = fmin(smallest, of->added[p]);
        sum += of->added[p];
    }
    return (rank){deals_permission_rounded(smallest), deals_permission_rounded(sum), of};
}

/* Best first; no more than `most` stay. */
static bool sort_bundles(const search *self, bundle *bundles, size_t *count, size_t most) {
    rank *ranks = base_malloc((*count + 1) * sizeof *ranks);
    bundle *sorted = base_malloc((*count + 1) * sizeof *sorted);
    if (ranks && sorted) {
        for (size_t i = 0; i < *count; i++)
            ranks[i] = rank_of(self, &bundles[i]);
        qsort(ranks, *count, sizeof *ranks, compare_ranks);
        *count = *count < most ? *count : most;
        for (size_t i = 0; i < *count; i++)
            sorted[i] = *ranks[i].of;
        memcpy(bundles, sorted, *count * sizeof *bundles);
    }
    const bool done = ranks && sorted;
    free(ranks);
    free(sorted);
    return done;
}

static bool keep(search *self, const bundle *found) {
    if (self->kept_count == 2 * self->kept_max &&
        !sort_bundles(self, self->kept, &self->kept_count, self->kept_max))
        return false;
    self->kept[self->kept_count++] = *found;
    self->found++;
    return true;
}

/* ---- the search ---- */

/* The row of a change among those to try. */
static const double *moved_by(const search *self, ent_change change) {
    for (size_t i = self->start[change.issue]; i < self->start[change.issue + 1]; i++)
        if (self->options[i] == change.option)
            return self->moved + i * self->principals;
    return NULL;
}

/* Does a proper part of the bundle improve the package by itself? Single changes do not: they are
 * not tried. */
static bool has_improving_part(const search *self, const bundle *whole) {
    const unsigned all = (1u << whole->count) - 1;
    for (unsigned part = 1; part < all; part++) {
        bundle some = {0};
        for (size_t i = 0; i < whole->count; i++) {
            if (!(part >> i & 1))
                continue;
            const double *moved = moved_by(self, whole->changes[i]);
            for (size_t p = 0; p < self->principals; p++)
                some.added[p] += moved[p];
            some.changes[some.count++] = whole->changes[i];
        }
        if (some.count > 1 && bundle_improves(self, some.changes, some.count, some.added))
            return true;
    }
    return false;
}

/* Could so many more changes to later issues still leave nobody worse off? */
static bool may_still_improve(const search *self, const bundle *begun, size_t issue, size_t more) {
    for (size_t p = 0; p < self->principals; p++)
        if (begun->added[p] + self->slack[p] +
                (double)more * self->most[issue * self->principals + p] <
            -TOLERANCE)
            return false;
    return true;
}

static bool finish(search *self, const bundle *whole) {
    bundle found = *whole;
    if (!bundle_improves(self, found.changes, found.count, found.added) ||
        has_improving_part(self, whole))
        return true;
    return keep(self, &found);
}

/* Try every way to add `more` changes to issues from `issue` on. At most as deep as an exchange may
 * have changes. False: out of memory. */
static bool extend(search *self, const bundle *begun, size_t issue, size_t more) {
    for (size_t j = issue; j + more <= self->issues; j++) {
        if (!may_still_improve(self, begun, j, more))
            return true;
        for (size_t i = self->start[j]; i < self->start[j + 1]; i++) {
            if (!base_watch_step(self->watch, 8))
                return false;
            bundle next = *begun;
            next.changes[next.count++] = (ent_change){(uint32_t)j, self->options[i]};
            for (size_t p = 0; p < self->principals; p++)
                next.added[p] += self->moved[i * self->principals + p];
            if (!(more == 1 ? finish(self, &next) : extend(self, &next, j + 1, more - 1)))
                return false;
        }
    }
    return true;
}

/* How many bundles of so many changes there are; UINT64_MAX if that is beyond `limit`. */
static uint64_t count_combinations(const search *self, size_t changes, uint64_t limit) {
    uint64_t ways[ENT_EXCHANGE_CHANGES_MAX + 1] = {1};
    for (size_t j = 0; j < self->issues; j++) {
        const uint64_t options = self->start[j + 1] - self->start[j];
        for (size_t k = changes; k > 0; k--) {
            if (ways[k] > limit || (options && ways[k - 1] > (limit - ways[k]) / options))
                ways[k] = limit + 1;
            else
                ways[k] += ways[k - 1] * options;
        }
    }
    return ways[changes];
}

static size_t issues_to_change(const search *self) {
    size_t count = 0;
    for (size_t j = 0; j < self->issues; j++)
        count += self->start[j + 1] > self->start[j];
    return count;
}

static ent_status find_by_size(search *self, ent_exchanges *result) {
    const size_t largest = issues_to_change(self);
    size_t size = 2;
    base_watch_phase(self->watch, "exchanges", self->changes_max);
    for (; size <= self->changes_max && size <= largest; size++) {
        const uint64_t combinations = count_combinations(self, size, self->combinations_left);
        if (combinations > self->combinations_left)
            break;
        self->combinations_left -= combinations;
        base_watch_part(self->watch, size - 1);
        const bundle none = {0};
        if (!extend(self, &none, 0, size))
            return ENT_ERR_NOMEM;
    }
    result->changes_searched = size - 1;
    result->complete = size > largest;
    result->found = self->found;
    return sort_bundles(self, self->kept, &self->kept_count, self->kept_max) ? ENT_OK
                                                                             : ENT_ERR_NOMEM;
}

/* ---- larger ones, from a frontier ---- */

#define LARGER_KEPT 50

/* Does the scratch package, whatever it is, improve `from`? */
static bool scratch_improves(const search *self, double added[ENT_PRINCIPALS_MAX]) {
    if (!base_watch_step(self->watch, self->issues * self->principals + 32))
        return false;
    for (size_t p = 0; p < self->principals; p++)
        added[p] =
            ent_model_utility(self->model, self->model->principals.at[p], self->package, true) -
            linkages_of(self, p, self->package) - self->valued[p];
    return package_improves(self, added);
}

static bool improves_as_package(const search *self, bundle *of) {
    apply(self, of->changes, of->count);
    const bool good = scratch_improves(self, of->added);
    take_back(self, of->changes, of->count);
    return good;
}

/* Take changes of the scratch package back, one by one, as long as it improves. */
static void reduce_scratch(const search *self) {
    double added[ENT_PRINCIPALS_MAX];
    for (bool dropped = true; dropped;) {
        dropped = false;
        for (size_t j = 0; j < self->issues; j++) {
            const uint32_t option = self->package[j];
            self->package[j] = self->from[j];
            if (option != self->from[j] && scratch_improves(self, added))
                dropped = true;
            else
                self->package[j] = option;
        }
    }
}

/* The changes of the scratch package; false if there are too many. */
static bool read_scratch(const search *self, bundle *of) {
    *of = (bundle){0};
    for (uint32_t j = 0; j < self->issues; j++) {
        if (self->package[j] == self->from[j])
            continue;
        if (of->count == ENT_EXCHANGE_LARGER_MAX)
            return false;
        of->changes[of->count++] = (ent_change){j, self->package[j]};
    }
    return true;
}

/* A bundle within a package that improves `from`, from which no change can be left out. False: the
 * package does not, or the bundle is too large. */
static bool reduce(const search *self, const uint32_t *package, bundle *of) {
    double added[ENT_PRINCIPALS_MAX];
    memcpy(self->package, package, self->issues * sizeof *package);
    bool good = scratch_improves(self, added);
    if (good) {
        reduce_scratch(self);
        good = read_scratch(self, of);
    }
    memcpy(self->package, self->from, self->issues * sizeof *self->from);
    return good;
}

static size_t count_bits(unsigned bits) {
    size_t count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

/* The smallest part that improves, in the order of its changes; the whole does. */
static bundle smallest_part(const search *self, const bundle *whole) {
    for (size_t size = 1; size < whole->count && !base_watch_ended(self->watch); size++)
        for (unsigned part = 1; part < 1u << whole->count; part++) {
            if (count_bits(part) != size)
                continue;
            bundle some = {0};
            for (size_t i = 0; i < whole->count; i++)
                if (part >> i & 1)
                    some.changes[some.count++] = whole->changes[i];
            if (improves_as_package(self, &some))
                return some;
        }
    bundle all = *whole;
    improves_as_package(self, &all);
    return all;
}

static bool is_among(const bundle *bundles, size_t count, const bundle *of) {
    for (size_t i = 0; i < count; i++)
        if (compare_changes(&bundles[i], of) == 0)
            return true;
    return false;
}

static bool package_improves_from(const search *self, const uint32_t *package) {
    double added[ENT_PRINCIPALS_MAX];
    memcpy(self->package, package, self->issues * sizeof *package);
    const bool good = scratch_improves(self, added);
    memcpy(self->package, self->from, self->issues * sizeof *self->from);
    return good;
}

/* Whatever improves a package that nobody refuses is refused by nobody, and then some package of
 * the frontier improves it. */
static bool frontier_rules_out(const search *self, const ent_deal_set *set) {
    for (size_t p = 0; p < self->principals; p++)
        if (ent_model_gain(self->model, self->model->principals.at[p], self->from) < 0)
            return false;
    if (!deals_permission_allows(&self->permission, self->from) || set->epsilon > 0 ||
        set->not_found)
        return false;
    for (size_t i = 0; i < set->frontier_count; i++)
        if (!set->frontier[i].package || package_improves_from(self, set->frontier[i].package))
            return false;
    return true;
}

static bool find_larger(search *self, const ent_deal_set *set, size_t searched, bundle **larger,
                        size_t *count) {
    bundle *reduced = BASE_NEW(&self->scratch, bundle, LARGER_KEPT);
    size_t reduced_count = 0;
    *larger = BASE_NEW(&self->scratch, bundle, LARGER_KEPT);
    if (!reduced || !*larger)
        return false;
    base_watch_phase(self->watch, "larger exchanges", set->frontier_count);
    for (size_t i = 0; i < set->frontier_count && reduced_count < LARGER_KEPT; i++) {
        bundle whole;
        base_watch_part(self->watch, i);
        if (!base_watch_step(self->watch, 16))
            return false;
        if (!set->frontier[i].package || !reduce(self, set->frontier[i].package, &whole) ||
            is_among(reduced, reduced_count, &whole))
            continue;
        reduced[reduced_count++] = whole;
        const bundle part = smallest_part(self, &whole);
        if (part.count > searched && !is_among(*larger, *count, &part))
            (*larger)[(*count)++] = part;
    }
    return sort_bundles(self, *larger, count, LARGER_KEPT);
}

/* ---- what can be changed ---- */

static bool value_changes(search *self) {
    size_t room = 0;
    for (size_t j = 0; j < self->issues; j++)
        room += self->model->issues[j].options_count;
    size_t *start = BASE_NEW(&self->scratch, size_t, self->issues + 1);
    uint32_t *options = BASE_NEW(&self->scratch, uint32_t, room);
    double *moved = BASE_NEW(&self->scratch, double, room * self->principals);
    double *valued = BASE_NEW(&self->scratch, double, self->principals);
    if (!start || !options || !moved || !valued)
        return false;
    for (size_t p = 0; p < self->principals; p++)
        valued[p] =
            ent_model_utility(self->model, self->model->principals.at[p], self->from, true) -
            self->linked[p];
    size_t count = 0;
    for (size_t j = 0; j < self->issues; j++) {
        for (uint32_t o = 0; o < self->model->issues[j].options_count; o++) {
            if (o == self->from[j] || (self->permission.within && !self->permission.within[j][o]))
                continue;
            self->package[j] = o;
            if (!base_watch_step(self->watch, self->issues * self->principals))
                return false;
            for (size_t p = 0; p < self->principals; p++)
                moved[count * self->principals + p] =
                    ent_model_utility(self->model, self->model->principals.at[p], self->package,
                                      true) -
                    linkages_of(self, p, self->package) - valued[p];
            options[count++] = o;
        }
        self->package[j] = self->from[j];
        start[j + 1] = count;
    }
    self->start = start;
    self->options = options;
    self->moved = moved;
    self->valued = valued;
    return true;
}

static bool value_linkages(search *self) {
    double *linked = BASE_NEW(&self->scratch, double, self->principals);
    double *slack = BASE_NEW(&self->scratch, double, self->principals);
    if (!linked || !slack)
        return false;
    for (size_t p = 0; p < self->principals; p++) {
        const ent_party *party = &self->model->parties[self->model->principals.at[p]];
        linked[p] = linkages_of(self, p, self->from);
        for (size_t l = 0; l < party->linkages_count; l++) {
            const double bonus = party->linkages[l].bonus.likely.value;
            const bool holds = ent_pattern_matches(&party->linkages[l].when, self->from);
            slack[p] += fmax(0, holds ? -bonus : bonus);
        }
    }
    self->linked = linked;
    self->slack = slack;
    return true;
}

/* Take the single changes that improve out of what is tried: nothing they are part of is
 * smallest. */
static bool split_shared(search *self, bundle **shared, size_t *shared_count) {
    size_t *start = BASE_NEW(&self->scratch, size_t, self->issues + 1);
    uint32_t *options = BASE_NEW(&self->scratch, uint32_t, self->start[self->issues]);
    double *moved = BASE_NEW(&self->scratch, double, self->start[self->issues] * self->principals);
    *shared = BASE_NEW(&self->scratch, bundle, self->start[self->issues]);
    if (!start || !options || !moved || !*shared)
        return false;
    size_t count = 0;
    for (size_t j = 0; j < self->issues; j++) {
        for (size_t i = self->start[j]; i < self->start[j + 1]; i++) {
            const double *row = self->moved + i * self->principals;
            bundle single = {.count = 1, .changes = {{(uint32_t)j, self->options[i]}}};
            memcpy(single.added, row, self->principals * sizeof *row);
            if (bundle_improves(self, single.changes, 1, single.added)) {
                (*shared)[(*shared_count)++] = single;
                continue;
            }
            options[count] = self->options[i];
            memcpy(moved + count++ * self->principals, row, self->principals * sizeof *row);
        }
        start[j + 1] = count;
    }
    self->start = start;
    self->options = options;
    self->moved = moved;
    return sort_bundles(self, *shared, shared_count, *shared_count);
}

static bool bound_changes(search *self) {
    double *most = BASE_NEW(&self->scratch, double, (self->issues + 1) * self->principals);
    if (!most)
        return false;
    for (size_t j = self->issues; j-- > 0;)
        for (size_t p = 0; p < self->principals; p++) {
            double best = most[(j + 1) * self->principals + p];
            for (size_t i = self->start[j]; i < self->start[j + 1]; i++)
                best = fmax(best, self->moved[i * self->principals + p]);
            most[j * self->principals + p] = best;
        }
    self->most = most;
    return true;
}

/* ---- names for what was found ---- */

/* Outside parties that the changes touch. */
static bool name_outsiders(const search *self, const bundle *of, bool needs, ent_ids *found) {
    const ent_model *model = self->model;
    uint32_t *at = BASE_NEW(self->arena, uint32_t, model->parties_count);
    if (!at)
        return false;
    for (uint32_t party = 0; party < model->parties_count; party++) {
        bool touched = false;
        for (size_t i = 0; i < of->count; i++) {
            const ent_issue *issue = &model->issues[of->changes[i].issue];
            const ent_option *now = &issue->options[of->changes[i].option];
            const ent_option *before = &issue->options[self->from[of->changes[i].issue]];
            touched = touched || (needs ? model_ids_list(&now->needs, party)
                                        : model_ids_list(&now->affects, party) ||
                                              model_ids_list(&before->affects, party));
        }
        if (touched && model->parties[party].role != ENT_PRINCIPAL)
            at[found->count++] = party;
    }
    found->at = at;
    return true;
}

static bool has_preferences(const ent_model *model, uint32_t party) {
    for (size_t j = 0; j < model->issues_count; j++)
        if (model->parties[party].preferences[j].given)
            return true;
    return false;
}

static const double *value_outside(const search *self) {
    const ent_model *model = self->model;
    double *outside = BASE_NEW(self->arena, double, model->parties_count);
    for (uint32_t p = 0; outside && p < model->parties_count; p++)
        outside[p] = model->parties[p].role == ENT_PRINCIPAL || !has_preferences(model, p)
                         ? NAN
                         : ent_model_utility(model, p, self->package, true) -
                               ent_model_utility(model, p, self->from, true);
    return outside;
}

/* What each change would move by itself. */
static const double *value_alone(const search *self, const bundle *of) {
    double *moved = BASE_NEW(self->arena, double, of->count * self->principals);
    for (size_t i = 0; moved && i < of->count; i++) {
        apply(self, &of->changes[i], 1);
        for (size_t p = 0; p < self->principals; p++) {
            const uint32_t party = self->model->principals.at[p];
            const double more = ent_model_utility(self->model, party, self->package, true) -
                                ent_model_utility(self->model, party, self->from, true);
            moved[i * self->principals + p] = fabs(more) <= TOLERANCE ? 0 : more;
        }
        take_back(self, &of->changes[i], 1);
    }
    return moved;
}

static bool describe(const search *self, const bundle *of, double *added, ent_exchange *exchange) {
    ent_change *changes = BASE_NEW(self->arena, ent_change, of->count);
    if (!changes)
        return false;
    memcpy(changes, of->changes, of->count * sizeof *changes);
    for (size_t p = 0; p < self->principals; p++)
        added[p] = fabs(of->added[p]) <= TOLERANCE ? 0 : of->added[p];
    *exchange = (ent_exchange){
        .count = of->count, .changes = changes, .moved = value_alone(self, of), .added = added};
    apply(self, of->changes, of->count);
    exchange->acceptable = deals_permission_all_sign(&self->permission, self->package);
    exchange->outside = value_outside(self);
    take_back(self, of->changes, of->count);
    return exchange->moved && exchange->outside &&
           name_outsiders(self, of, true, &exchange->needs) &&
           name_outsiders(self, of, false, &exchange->affects);
}

static const ent_exchange *describe_all(const search *self, const bundle *bundles, size_t count) {
    ent_exchange *exchanges = BASE_NEW(self->arena, ent_exchange, count);
    double *added = BASE_NEW(self->arena, double, count * self->principals);
    if (!added)
        return NULL;
    for (size_t i = 0; exchanges && i < count; i++)
        if (!base_watch_step(self->watch, 4 * self->issues * self->principals) ||
            !describe(self, &bundles[i], added + i * self->principals, &exchanges[i]))
            return NULL;
    return exchanges;
}

/* ---- the call ---- */

static ent_status prepare(search *self, const uint32_t *from, ent_exchanges *result) {
    self->from = BASE_NEW(self->arena, uint32_t, self->issues);
    self->package = BASE_NEW(&self->scratch, uint32_t, self->issues);
    bool *crossed = BASE_NEW(&self->scratch, bool, self->permission.lines_count);
    self->kept = base_malloc(2 * self->kept_max * sizeof *self->kept);
    if (!self->from || !self->package || !crossed || !self->kept)
        return ENT_ERR_NOMEM;
    if (from) {
        memcpy(self->from, from, self->issues * sizeof *from);
        memcpy(self->package, from, self->issues * sizeof *from);
    }
    for (size_t line = 0; line < self->permission.lines_count; line++)
        crossed[line] = deals_permission_line_stops(&self->permission, self->from, line);
    self->crossed = crossed;
    self->settles = ent_model_is_settlement(self->model, self->from);
    result->from = self->from;
    result->settles = self->settles;
    result->possible = ent_model_is_possible(self->model, self->from);
    return value_linkages(self) && value_changes(self) ? ENT_OK : ENT_ERR_NOMEM;
}

static ent_status answer(search *self, const uint32_t *from, const ent_deals *deals,
                         ent_exchanges *result) {
    bundle *shared = NULL;
    bundle *larger = NULL;
    ent_status status = prepare(self, from, result);
    if (status)
        return status;
    if (!split_shared(self, &shared, &result->shared_count) || !bound_changes(self))
        return ENT_ERR_NOMEM;
    status = find_by_size(self, result);
    if (status)
        return status;
    const ent_deal_set *set = !deals ? NULL : self->settles ? &deals->settlement : &deals->interim;
    if (set && !result->complete)
        result->complete = frontier_rules_out(self, set);
    if (set && !result->complete &&
        !find_larger(self, set, result->changes_searched, &larger, &result->larger_count))
        return ENT_ERR_NOMEM;
    result->larger = describe_all(self, larger, result->larger_count);
    result->count = self->kept_count;
    result->shared = describe_all(self, shared, result->shared_count);
    result->exchanges = describe_all(self, self->kept, result->count);
    return result->larger && result->shared && result->exchanges ? ENT_OK : ENT_ERR_NOMEM;
}

static ent_status find(const ent_model *model, const uint32_t *from,
                       const ent_exchanges_options *options, owned *to) {
    ent_red_line *lines = NULL;
    size_t lines_count = 0;
    ent_status status = ent_red_lines(model, &lines, &lines_count);
    if (status)
        return status;
    search self = {.model = model,
                   .watch = options->watch,
                   .permission = {model, options->within, options->lifted, lines, lines_count,
                                  model_has_interim(model)},
                   .issues = model->issues_count,
                   .principals = model->principals.count,
                   .changes_max =
                       options->changes_max && options->changes_max < ENT_EXCHANGE_CHANGES_MAX
                           ? options->changes_max
                           : ENT_EXCHANGE_CHANGES_MAX,
                   .combinations_left =
                       options->combinations_max ? options->combinations_max : COMBINATIONS_DEFAULT,
                   .kept_max = options->exchanges_max ? options->exchanges_max : KEPT_DEFAULT,
                   .arena = &to->arena};
    status = answer(&self, from, options->deals, &to->result);
    base_arena_clear(&self.scratch);
    free(self.kept);
    free(lines);
    return status;
}

ent_status ent_exchanges_find(const ent_model *model, const uint32_t *from,
                              const ent_exchanges_options *options, ent_exchanges **exchanges,
                              ent_diags *diags) {
    static const ent_exchanges_options usual = ENT_EXCHANGES_OPTIONS_INIT;
    ent_status status = deals_permission_check_package(model, from, diags);
    if (status)
        return status;
    owned *to = base_malloc(sizeof *to);
    if (!to)
        return base_fail_memory(diags);
    *to = (owned){.result = {.owner = to}};
    options = options ? options : &usual;
    status = find(model, from, options, to);
    if (status || base_watch_ended(options->watch)) {
        ent_exchanges_free(&to->result);
        return base_watch_fail(options->watch, diags);
    }
    *exchanges = &to->result;
    return ENT_OK;
}

void ent_exchanges_free(ent_exchanges *exchanges) {
    if (!exchanges)
        return;
    owned *to = exchanges->owner;
    base_arena_clear(&to->arena);
    free(to);
}
