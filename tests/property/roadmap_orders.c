/*
 * Every number that roadmaps report over all orders, against plain enumeration of the orders
 * straight from the definitions, on seeded random models of up to eight steps.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "claims.h"
#include "rng.h"
#include "roadmap_model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static uint32_t below(rng *random, uint32_t bound) {
    return (uint32_t)rng_below(random, bound);
}

static double unit(rng *random, bool coarse) {
    return coarse ? (double)below(random, 5) / 4 : rng_unit(random);
}

/* ---- random models ---- */

static void fill_numbers(roadmap_model *m, rng *random, size_t issues, size_t options,
                         bool coarse) {
    for (size_t p = 0; p < m->model.principals.count; p++) {
        m->party[p].walk_away = plain(unit(random, coarse) * 0.6);
        m->discount[p].number = plain(0.5 + unit(random, coarse) / 2);
        for (size_t j = 0; j < issues; j++) {
            m->preference[p][j].weight = plain(1 + unit(random, coarse));
            for (size_t o = 0; o < options; o++)
                m->value[p][j][o] = plain(unit(random, coarse));
        }
    }
    for (size_t j = 0; j < issues; j++)
        for (size_t o = 1; o < options; o++)
            if (below(random, 5) == 0)
                m->option[j][o].lasts_days = 5 + below(random, 40);
}

static void add_linkages(roadmap_model *m, rng *random, size_t issues, size_t options) {
    for (size_t p = 0; p < m->model.principals.count; p++) {
        if (issues < 2 || below(random, 2))
            continue;
        const uint32_t first = below(random, (uint32_t)issues - 1);
        m->linkage_term[p][0][0] = term_of(m, first, below(random, (uint32_t)options));
        m->linkage_term[p][0][1] = term_of(m, first + 1, below(random, (uint32_t)options));
        m->linkage[p][0] = (ent_linkage){.when = {.count = 2, .terms = m->linkage_term[p][0]},
                                         .bonus = plain((unit(random, false) - 0.5) / 2)};
        m->party[p].linkages_count = 1;
    }
}

/* Rules that the file order or the deal may break. */
static void add_rule(roadmap_model *m, rng *random, size_t issues, size_t options) {
    if (issues < 2 || below(random, 3))
        return;
    const uint32_t first = below(random, (uint32_t)issues);
    const uint32_t second = (first + 1) % (uint32_t)issues;
    m->rule_term[0][0] = term_of(m, first, 1 + below(random, (uint32_t)options - 1));
    m->rule_term[0][1] = term_of(m, second, below(random, (uint32_t)options));
    m->rule[0] = (ent_rule){.when = {.count = 1, .terms = &m->rule_term[0][0]},
                            .then = {.count = 1, .terms = &m->rule_term[0][1]}};
    m->model.rules_count = 1;
}

static void make_random(roadmap_model *m, uint64_t seed, size_t steps_max) {
    rng random = {.state = seed};
    const bool coarse = below(&random, 2);
    const size_t steps = 1 + below(&random, (uint32_t)steps_max);
    const size_t issues = 1 + below(&random, (uint32_t)steps + 1);
    const size_t options = 2 + below(&random, 2);
    start_model(m, 2 + below(&random, 2), issues, options);
    fill_numbers(m, &random, issues, options, coarse);
    add_linkages(m, &random, issues, options);
    add_rule(m, &random, issues, options);
    for (size_t j = 0; j < issues; j++)
        if (below(&random, 4) == 0)
            m->issue[j].controlled_by = below(&random, (uint32_t)m->model.principals.count);
    add_roadmap(m);
    for (uint32_t s = 0; s < steps; s++) {
        add_step(m, below(&random, (uint32_t)issues), below(&random, (uint32_t)options),
                 1 + below(&random, 30), below(&random, 2));
        for (uint32_t first = 0; first < s; first++)
            if (below(&random, 6) == 0)
                add_after(m, s, first);
        if (issues > 1 && below(&random, 3) == 0) {
            const uint32_t taken = m->term[0][s][0].issue;
            const uint32_t other = taken + 1 < issues ? taken + 1 : taken - 1;
            const ent_term more = term_of(m, other, below(&random, (uint32_t)options));
            m->term[0][s][1] = other > taken ? more : m->term[0][s][0];
            if (other < taken)
                m->term[0][s][0] = more;
            m->step[0][s].sets.count = 2;
        }
    }
    for (uint32_t j = 0; j < issues; j++) {
        put_in_peace(m, j, below(&random, (uint32_t)options));
        if (m->model.rules_count && m->rule_term[0][0].issue == j && below(&random, 4))
            m->package_term[j] = term_of(m, j, 0); /* so that the deal keeps the rule */
    }
    if (below(&random, 8) == 0) {
        m->red_line_term[0][0][0] =
            term_of(m, below(&random, (uint32_t)issues), below(&random, (uint32_t)options));
        m->red_line[0][0] = (ent_pattern){.count = 1, .terms = m->red_line_term[0][0]};
        m->party[0].red_lines_count = 1;
    }
    if (below(&random, 6))
        end_in_peace(m, unit(&random, coarse));
    if (below(&random, 8) == 0)
        m->model.has_time = false;
}

/* ---- the definitions, set by set ---- */

enum { SETS = 1 << 8 };

typedef struct slow {
    const roadmap_model *m;
    const ent_roadmap *roadmap;
    size_t steps;
    size_t parties;
    double interim[SETS][PARTIES];
    double collapse[SETS][PARTIES];
    double end[PARTIES];
    bool end_counts; /* it can come */
    bool possible[SETS];
} slow;

static void slow_package(const slow *self, uint32_t set, bool irreversible, uint32_t *package) {
    memset(package, 0, ISSUES * sizeof *package);
    for (size_t s = 0; s < self->steps; s++) {
        const ent_step *step = &self->roadmap->steps[s];
        if ((set >> s & 1u) && !(irreversible && step->reversible))
            for (size_t t = 0; t < step->sets.count; t++)
                package[step->sets.terms[t].issue] = step->sets.terms[t].options.at[0];
    }
}

static double slow_level(const slow *self, size_t p, const uint32_t *package, bool lasting) {
    const uint32_t today[ISSUES] = {0};
    const ent_model *model = &self->m->model;
    return self->m->party[p].walk_away.likely.value +
           ent_model_utility(model, (uint32_t)p, package, lasting) -
           ent_model_utility(model, (uint32_t)p, today, false);
}

static void slow_make(slow *self, const roadmap_model *m) {
    memset(self, 0, sizeof *self);
    self->m = m;
    self->roadmap = &m->roadmap[0];
    self->steps = self->roadmap->steps_count;
    self->parties = m->model.principals.count;
    uint32_t package[ISSUES];
    for (uint32_t set = 0; set < 1u << self->steps; set++)
        for (size_t p = 0; p < self->parties; p++) {
            slow_package(self, set, true, package);
            self->collapse[set][p] = slow_level(self, p, package, true);
            slow_package(self, set, false, package);
            self->interim[set][p] = slow_level(self, p, package, false);
            self->possible[set] = !set || ent_model_is_possible(&m->model, package);
        }
    memset(package, 0, sizeof package);
    for (size_t t = 0; t < m->package[0].sets.count; t++)
        package[m->package_term[t].issue] = m->package_term[t].options.at[0];
    const uint32_t all = (1u << self->steps) - 1;
    uint32_t crossed[2];
    self->end_counts = !self->roadmap->has_end ||
                       (ent_model_is_possible(&m->model, package) &&
                        !ent_model_crosses_red_line(&m->model, package, &crossed[0], &crossed[1]));
    const double chance = self->end_counts ? self->roadmap->end_chance.likely.value : 0;
    for (size_t p = 0; p < self->parties; p++)
        self->end[p] = !self->roadmap->has_end
                           ? self->interim[all][p]
                           : chance * ent_model_utility(&m->model, (uint32_t)p, package, true) +
                                 (1 - chance) * self->collapse[all][p];
}

static double slow_carry(const slow *self, uint32_t group, size_t p) {
    if (!self->m->model.has_time)
        return 1;
    double days = 0;
    for (size_t s = 0; s < self->steps; s++)
        if (group >> s & 1u)
            days = fmax(days, self->roadmap->steps[s].lasts_days);
    return pow(self->m->discount[p].number.likely.value,
               days / self->m->model.time.round_every_days);
}

/* The group done by everybody but `p`: x_set with only the others' issues changed. */
static void slow_defection(const slow *self, uint32_t set, uint32_t group, size_t p,
                           bool irreversible, uint32_t *package) {
    memset(package, 0, ISSUES * sizeof *package);
    for (size_t s = 0; s < self->steps; s++) {
        const ent_step *step = &self->roadmap->steps[s];
        if (!((set | group) >> s & 1u) || (irreversible && step->reversible))
            continue;
        for (size_t t = 0; t < step->sets.count; t++) {
            const uint32_t by = self->m->issue[step->sets.terms[t].issue].controlled_by;
            if ((set >> s & 1u) || (by != ENT_NONE && by != p))
                package[step->sets.terms[t].issue] = step->sets.terms[t].options.at[0];
        }
    }
}

static double slow_temptation(const slow *self, uint32_t set, uint32_t group, size_t p) {
    uint32_t before[ISSUES];
    uint32_t after[ISSUES];
    bool has_part = false;
    slow_package(self, set, false, before);
    slow_package(self, set | group, false, after);
    for (size_t j = 0; j < self->m->model.issues_count; j++)
        has_part = has_part || (self->m->issue[j].controlled_by == p && before[j] != after[j]);
    if (!has_part)
        return 0;
    const double carry = slow_carry(self, group, p);
    slow_defection(self, set, group, p, false, after);
    const double meanwhile = slow_level(self, p, after, false);
    slow_defection(self, set, group, p, true, after);
    return fmax(0, (1 - carry) * meanwhile + carry * slow_level(self, p, after, true) -
                       self->collapse[set][p]);
}

/* The smallest slack at `set` when `group` comes next and is followed by `after`. */
static double slow_step(const slow *self, uint32_t set, uint32_t group, const double *after,
                        double *value) {
    double smallest = INFINITY;
    for (size_t p = 0; p < self->parties; p++) {
        const double carry = slow_carry(self, group, p);
        value[p] = (1 - carry) * self->interim[set | group][p] + carry * after[p];
        smallest = fmin(smallest,
                        value[p] - self->collapse[set][p] - slow_temptation(self, set, group, p));
    }
    return smallest;
}

static bool slow_may_follow(const slow *self, uint32_t set, uint32_t step) {
    for (size_t a = 0; a < self->roadmap->steps[step].after.count; a++)
        if (!(set >> self->roadmap->steps[step].after.at[a] & 1u))
            return false;
    return true;
}

typedef struct tally {
    uint64_t count;
    uint64_t possible;
    uint64_t holding;
    double best;
    uint32_t order[8];
    uint32_t first[8]; /* of the best, the first in file order */
} tally;

static bool is_earlier(const uint32_t *a, const uint32_t *b, size_t steps) {
    for (size_t k = 0; k < steps; k++)
        if (a[k] != b[k])
            return a[k] < b[k];
    return false;
}

static double slow_end_slack(const slow *self) {
    const uint32_t all = (1u << self->steps) - 1;
    double smallest = INFINITY;
    for (size_t p = 0; p < self->parties; p++)
        smallest = fmin(smallest, self->end[p] - self->collapse[all][p]);
    return self->end_counts ? smallest : INFINITY;
}

/* All orders of the steps still in `set`, the last one first; `rest` of them are left. The best is
 * that of the steps alone: what the end asks for is the same in all. */
static void enumerate(const slow *self, uint32_t set, size_t rest, const double *after,
                      double smallest, bool possible, tally *result, bool second_pass) {
    if (rest == 0) {
        if (!second_pass) {
            result->count++;
            result->possible += possible;
            result->holding += possible && fmin(smallest, slow_end_slack(self)) >= -1e-9;
            if (possible && smallest > result->best)
                result->best = smallest;
        } else if (possible && smallest >= result->best - 1e-9 &&
                   is_earlier(result->order, result->first, self->steps)) {
            memcpy(result->first, result->order, sizeof result->first);
        }
        return;
    }
    possible = possible && self->possible[set];
    for (uint32_t s = 0; s < self->steps; s++) {
        const uint32_t before = set & ~(1u << s);
        bool last = set >> s & 1u;
        for (uint32_t other = 0; last && other < self->steps; other++)
            if (before >> other & 1u)
                last = slow_may_follow(self, before & ~(1u << other), other);
        if (!last || !slow_may_follow(self, before, s))
            continue;
        double value[PARTIES];
        const double here = slow_step(self, before, 1u << s, after, value);
        result->order[rest - 1] = s;
        enumerate(self, before, rest - 1, value, fmin(smallest, here), possible, result,
                  second_pass);
    }
}

static tally slow_orders(const slow *self) {
    const uint32_t all = (1u << self->steps) - 1;
    tally result = {.best = -INFINITY};
    memset(result.first, 0xff, sizeof result.first);
    enumerate(self, all, self->steps, self->end, INFINITY, true, &result, false);
    enumerate(self, all, self->steps, self->end, INFINITY, true, &result, true);
    return result;
}

/* Fewest days of all ways to do the steps in groups that hold; INFINITY: none. */
static double slow_shortest(const slow *self, uint32_t set, const double *after, double days) {
    if (set == 0)
        return days;
    double least = INFINITY;
    for (uint32_t group = set; group; group = (group - 1) & set) {
        const uint32_t before = set & ~group;
        bool fits = self->possible[set];
        double longest = 0;
        for (uint32_t s = 0; fits && s < self->steps; s++)
            if (group >> s & 1u) {
                fits = slow_may_follow(self, before, s);
                longest = fmax(longest, self->roadmap->steps[s].lasts_days);
            }
        double value[PARTIES];
        if (fits && slow_step(self, before, group, after, value) >= -1e-9)
            least = fmin(least, slow_shortest(self, before, value, days + longest));
    }
    return least;
}

/* ---- comparisons ---- */

/* How many steps of the order can be done before one breaks a rule. */
static size_t slow_possible(const slow *self, const uint32_t *order) {
    uint32_t set = 0;
    for (size_t k = 0; k < self->steps; k++) {
        set |= 1u << order[k];
        if (!self->possible[set])
            return k;
    }
    return self->steps;
}

static double slow_walk(const slow *self, const uint32_t *order) {
    uint32_t set = (1u << self->steps) - 1;
    double after[PARTIES];
    double smallest = slow_end_slack(self);
    const size_t possible = slow_possible(self, order);
    memcpy(after, self->end, sizeof after);
    for (size_t k = self->steps; k-- > 0;) {
        double value[PARTIES];
        set &= ~(1u << order[k]);
        if (k >= possible) { /* nobody gets here: all is as if everything had collapsed */
            memcpy(after, self->collapse[set], sizeof after);
            smallest = 0;
            continue;
        }
        smallest = fmin(smallest, slow_step(self, set, 1u << order[k], after, value));
        memcpy(after, value, sizeof after);
    }
    return smallest;
}

static void compare_orders(const slow *self, const ent_roadmap_view *view, uint64_t seed) {
    const tally expected = slow_orders(self);
    const ent_roadmap_orders *orders = &view->orders;
    if (strtoull(orders->holding.low, NULL, 10) != expected.holding)
        fprintf(stderr, "seed %llu\n", (unsigned long long)seed);
    assert_true(orders->count.exact && orders->possible.exact && orders->holding.exact);
    assert_int_equal(strtoull(orders->count.low, NULL, 10), expected.count);
    assert_int_equal(strtoull(orders->possible.low, NULL, 10), expected.possible);
    assert_int_equal(strtoull(orders->holding.low, NULL, 10), expected.holding);
    const size_t done = slow_possible(self, view->proposed.order);
    assert_int_equal(view->proposed.impossible_at, done < self->steps ? (uint32_t)done : ENT_NONE);
    assert_near(view->proposed.smallest_slack, slow_walk(self, view->proposed.order), 1.1e-9);
    assert_int_equal(view->proposed.holds,
                     done == self->steps && slow_walk(self, view->proposed.order) >= -1e-9);
    assert_int_equal(orders->has_best, expected.possible > 0);
    if (!orders->has_best)
        return;
    assert_true(orders->best_exact);
    const double best = fmin(expected.best, slow_end_slack(self));
    assert_near(orders->best.smallest_slack, best, 2.1e-9);
    assert_int_equal(orders->best.holds, expected.holding > 0);
    for (size_t k = 0; k < self->steps; k++)
        assert_int_equal(orders->best.order[k], expected.first[k]);
    assert_near(orders->best.smallest_slack, slow_walk(self, orders->best.order), 1.1e-9);
}

/* Groups here may pass only through sets that some order can pass through; so without rules. */
static void compare_shortest(const slow *self, const ent_roadmap_view *view) {
    const ent_roadmap_shortest *shortest = &view->orders.shortest;
    if (self->m->model.rules_count || self->steps > 6)
        return;
    const double days = slow_end_slack(self) >= -1e-9
                            ? slow_shortest(self, (1u << self->steps) - 1, self->end, 0)
                            : INFINITY;
    assert_true(shortest->exact);
    assert_int_equal(shortest->exists, isfinite(days));
    if (shortest->exists)
        assert_near(shortest->days, days, 1e-9);
}

/* Change the model as the change says, and look at it again. */
static void compare_changes(roadmap_model *m, const ent_roadmap_view *view) {
    static slow self;
    double last = INFINITY;
    for (size_t c = 0; c < view->changes_count; c++) {
        const ent_roadmap_change *change = &view->changes[c];
        uint32_t order[8];
        for (uint32_t s = 0; s < m->roadmap[0].steps_count; s++)
            order[s] = s;
        assert_true(change->smallest_slack <= last + 1e-9);
        last = change->smallest_slack;
        const double chance = m->roadmap[0].end_chance.likely.value;
        if (change->kind == ENT_CHANGE_SPLIT)
            continue;
        if (change->kind == ENT_CHANGE_SWAP) {
            order[change->step] = change->other;
            order[change->other] = change->step;
        } else if (change->kind == ENT_CHANGE_CHANCE) {
            m->roadmap[0].end_chance = plain(change->chance);
            if (!view->proposed.holds && isfinite(view->proposed.chance_low) &&
                view->proposed.chance_low > chance) {
                assert_true(change->holds);
                slow_make(&self, m);
                assert_near(change->smallest_slack, slow_walk(&self, order), 1e-8);
                m->roadmap[0].end_chance = plain(change->chance - 1e-4);
                slow_make(&self, m);
                assert_true(slow_walk(&self, order) < 0);
                m->roadmap[0].end_chance = plain(change->chance);
            }
        } else {
            m->step[0][change->step].reversible = change->kind == ENT_CHANGE_REVERSIBLE;
        }
        slow_make(&self, m);
        assert_near(change->smallest_slack, slow_walk(&self, order), 1e-8);
        if (change->kind == ENT_CHANGE_CHANCE)
            m->roadmap[0].end_chance = plain(chance);
        else if (change->kind != ENT_CHANGE_SWAP)
            m->step[0][change->step].reversible = change->kind != ENT_CHANGE_REVERSIBLE;
    }
}

static void check_seeds(uint64_t from, uint64_t count, size_t steps_max) {
    static roadmap_model m;
    static slow self;
    size_t ends[ENT_ROADMAP_ENDS] = {0};
    size_t broken = 0;
    size_t without = 0;
    for (uint64_t seed = from; seed < from + count; seed++) {
        ent_roadmaps *roadmaps = NULL;
        make_random(&m, seed, steps_max);
        const ent_status status = ent_roadmaps_assess(&m.model, NULL, &roadmaps, NULL);
        assert_int_equal(status, ENT_OK);
        ends[roadmaps->roadmaps[0].end]++;
        broken += roadmaps->roadmaps[0].proposed.impossible_at != ENT_NONE;
        without += !roadmaps->roadmaps[0].orders.has_best;
        slow_make(&self, &m);
        compare_orders(&self, &roadmaps->roadmaps[0], seed);
        compare_shortest(&self, &roadmaps->roadmaps[0]);
        compare_changes(&m, &roadmaps->roadmaps[0]);
        ent_roadmaps_free(roadmaps);
    }
    assert_true(ends[ENT_END_STAYS] && ends[ENT_END_DEAL] && ends[ENT_END_RULE] &&
                ends[ENT_END_RED_LINE]);
    assert_true(broken && without && broken > without);
}

static void small_roadmaps_agree_with_all_their_orders(void **state) {
    (void)state;
    check_seeds(1, 6000, 5);
}

static void roadmaps_of_eight_steps_agree_with_all_their_orders(void **state) {
    (void)state;
    check_seeds(90001, 150, 8);
}

/* What is merged for lack of room, or not counted to the end, must still enclose the truth. */
static void check_bounds(const ent_roadmap_options *options) {
    static roadmap_model m;
    static slow self;
    size_t loose = 0;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        ent_roadmaps *roadmaps = NULL;
        make_random(&m, seed, 6);
        assert_int_equal(ent_roadmaps_assess(&m.model, options, &roadmaps, NULL), ENT_OK);
        slow_make(&self, &m);
        const tally expected = slow_orders(&self);
        const ent_roadmap_orders *orders = &roadmaps->roadmaps[0].orders;
        const uint64_t low = strtoull(orders->holding.low, NULL, 10);
        const uint64_t high = strtoull(orders->holding.high, NULL, 10);
        assert_true(low <= expected.holding && expected.holding <= high);
        const double best = fmin(expected.best, slow_end_slack(&self));
        if (orders->has_best) {
            assert_true(orders->best.smallest_slack <= best + 2.1e-9);
            assert_true(orders->best_high >= best - 2.1e-9);
            loose += low < high || !orders->best_exact;
        }
        ent_roadmaps_free(roadmaps);
    }
    assert_true(loose > 0);
}

static void bounds_enclose_the_number_of_orders_that_hold(void **state) {
    (void)state;
    const ent_roadmap_options little_room = {.labels_limit = 1};
    const ent_roadmap_options little_time = {.count_limit = 1};
    const ent_roadmap_options more_time = {.count_limit = 60};
    check_bounds(&little_room);
    check_bounds(&little_time);
    check_bounds(&more_time);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_roadmaps_agree_with_all_their_orders),
        cmocka_unit_test(roadmaps_of_eight_steps_agree_with_all_their_orders),
        cmocka_unit_test(bounds_enclose_the_number_of_orders_that_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
