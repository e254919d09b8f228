/*
 * Blockers of large negotiations against their definitions: 40 issues, 100 red lines. What holds
 * together is asked of ent_deals_solve, which knows nothing of conflicts: it gets a model without
 * the red lines and walk-aways that are given up.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/blockers.h"
#include "entente/deals.h"
#include "random_model.h"
#include "rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ISSUES  40
#define OPTIONS 4
#define LINES   50 /* of each of two parties */
#define PARTIES 2
#define ALL     (PARTIES * LINES + PARTIES)
#define CHECKED 8 /* sets of each kind */

typedef struct large {
    ent_model model;
    ent_issue issues[ISSUES];
    ent_option options[OPTIONS];
    ent_party parties[PARTIES];
    ent_preference preferences[PARTIES][ISSUES];
    ent_number values[PARTIES][ISSUES][OPTIONS];
    int worth[PARTIES][ISSUES][OPTIONS]; /* hundredths */
    ent_pattern lines[PARTIES][LINES];
    ent_term terms[PARTIES][LINES][2];
    uint32_t chosen[PARTIES][LINES][2][OPTIONS];
    uint32_t principals[PARTIES];
} large;

static void fill_values(large *self, rng *random) {
    for (uint32_t j = 0; j < ISSUES; j++)
        for (uint32_t o = 0; o < OPTIONS; o++) {
            const int base = (int)rng_below(random, 101);
            for (uint32_t p = 0; p < PARTIES; p++) {
                int worth = (p ? 100 - base : base) + (int)rng_below(random, 51) - 25;
                worth = worth < 0 ? 0 : worth > 100 ? 100 : worth;
                self->worth[p][j][o] = worth;
                self->values[p][j][o] = random_model_number(worth, 2);
            }
        }
}

/* Options of an issue that the party likes less than the others. */
static ent_term dislike(large *self, rng *random, uint32_t p, size_t line, size_t t,
                        uint32_t issue) {
    uint32_t *chosen = self->chosen[p][line][t];
    const size_t wanted = rng_between(random, 1, OPTIONS - 2);
    size_t count = 0;
    for (uint32_t o = 0; o < OPTIONS; o++) {
        size_t better = 0;
        for (uint32_t q = 0; q < OPTIONS; q++)
            better += self->worth[p][issue][q] > self->worth[p][issue][o] ||
                      (self->worth[p][issue][q] == self->worth[p][issue][o] && q < o);
        if (better >= OPTIONS - wanted)
            chosen[count++] = o;
    }
    return (ent_term){issue, {count, chosen}};
}

/* Half on one issue, the others on neighbours or on any two. */
static void draw_line(large *self, rng *random, uint32_t p, size_t line) {
    const size_t kind = rng_below(random, 10);
    uint32_t first = (uint32_t)rng_below(random, ISSUES - 1);
    uint32_t second = first + 1;
    if (kind == 9)
        second = (uint32_t)rng_between(random, first + 1, ISSUES - 1);
    ent_term *terms = self->terms[p][line];
    terms[0] = dislike(self, random, p, line, 0, first);
    if (kind >= 5)
        terms[1] = dislike(self, random, p, line, 1, second);
    self->lines[p][line] = (ent_pattern){.count = kind >= 5 ? 2 : 1, .terms = terms};
}

static large *draw(uint64_t seed, int walk_away) {
    static const char *const keys[PARTIES] = {"us", "them"};
    large *self = calloc(1, sizeof *self);
    rng random = {seed};
    assert_non_null(self);
    fill_values(self, &random);
    for (uint32_t o = 0; o < OPTIONS; o++)
        self->options[o] = (ent_option){.key = "option", .name = "option"};
    for (uint32_t j = 0; j < ISSUES; j++)
        self->issues[j] = (ent_issue){.key = "issue",
                                      .name = "issue",
                                      .options_count = OPTIONS,
                                      .options = self->options,
                                      .controlled_by = ENT_NONE};
    for (uint32_t p = 0; p < PARTIES; p++) {
        for (uint32_t j = 0; j < ISSUES; j++)
            self->preferences[p][j] =
                (ent_preference){.given = true,
                                 .weight = random_model_number((int)rng_between(&random, 1, 20), 0),
                                 .values = self->values[p][j]};
        for (size_t line = 0; line < LINES; line++)
            draw_line(self, &random, p, line);
        self->parties[p] = (ent_party){.key = keys[p],
                                       .name = keys[p],
                                       .role = ENT_PRINCIPAL,
                                       .has_walk_away = true,
                                       .walk_away = random_model_number(walk_away, 2),
                                       .preferences = self->preferences[p],
                                       .red_lines_count = LINES,
                                       .red_lines = self->lines[p]};
        self->principals[p] = p;
    }
    self->model = (ent_model){.issues_count = ISSUES,
                              .issues = self->issues,
                              .parties_count = PARTIES,
                              .parties = self->parties,
                              .principals = {PARTIES, self->principals}};
    return self;
}

/* The frontier of what keeps every constraint but those given up; a walk-away of 0 asks nothing. */
static ent_deals *without(large *self, const bool *given) {
    ent_number walk_away[PARTIES];
    for (size_t p = 0; p < PARTIES; p++) {
        walk_away[p] = self->parties[p].walk_away;
        if (given[PARTIES * LINES + p])
            self->parties[p].walk_away = random_model_number(0, 2);
    }
    const ent_deals_options options = {.lifted = given, .count_cells = 1};
    ent_deals *deals = NULL;
    assert_int_equal(ent_deals_solve(&self->model, &options, &deals, NULL), ENT_OK);
    for (size_t p = 0; p < PARTIES; p++)
        self->parties[p].walk_away = walk_away[p];
    return deals;
}

static bool is_enough(large *self, const bool *given) {
    ent_deals *deals = without(self, given);
    const bool some = deals->settlement.frontier_count > 0;
    ent_deals_free(deals);
    return some;
}

static void mark(const ent_ids *ids, bool in, bool *set) {
    for (size_t i = 0; i < ids->count; i++)
        set[ids->at[i]] = in;
}

static void conflict_is_minimal(large *self, const ent_ids *conflict) {
    bool given[ALL];
    memset(given, true, sizeof given);
    mark(conflict, false, given);
    assert_false(is_enough(self, given));
    for (size_t i = 0; i < conflict->count; i++) {
        given[conflict->at[i]] = true;
        assert_true(is_enough(self, given));
        given[conflict->at[i]] = false;
    }
}

/* Smallest sum of what those who give up their walk-aways lack. */
static double least_drop(large *self, const ent_deals *deals, const bool *given) {
    double least = INFINITY;
    for (size_t i = 0; i < deals->settlement.frontier_count; i++) {
        double drop = 0;
        for (size_t p = 0; p < PARTIES; p++)
            if (given[PARTIES * LINES + p])
                drop += self->parties[p].walk_away.likely.value -
                        deals->settlement.frontier[i].utility[p];
        least = fmin(least, drop);
    }
    return least;
}

static void concession_is_minimal(large *self, const ent_concession *concession) {
    bool given[ALL] = {false};
    mark(&concession->give, true, given);
    ent_deals *deals = without(self, given);
    assert_true(deals->settlement.frontier_count > 0);
    assert_true(fabs(least_drop(self, deals, given) - concession->total_drop) < 1e-12);
    ent_deals_free(deals);
    for (size_t i = 0; i < concession->give.count; i++) {
        given[concession->give.at[i]] = false;
        assert_false(is_enough(self, given));
        given[concession->give.at[i]] = true;
    }
}

static bool is_hit(const ent_ids *a, const ent_ids *b) {
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (a->at[i] == b->at[k])
                return true;
    return false;
}

static void every_conflict_meets_every_concession(const ent_blockers *of) {
    for (size_t i = 0; i < of->conflicts_count; i++)
        for (size_t k = 0; k < of->concessions_count; k++)
            assert_true(is_hit(&of->conflicts[i], &of->concessions[k].give));
}

static size_t lines_in(const ent_concession *concession) {
    size_t count = 0;
    for (size_t i = 0; i < concession->give.count; i++)
        count += concession->give.at[i] < PARTIES * LINES;
    return count;
}

static void cheapest_come_first(const ent_blockers *of) {
    for (size_t i = 1; i < of->concessions_count; i++) {
        const ent_concession *next = &of->concessions[i];
        assert_true(lines_in(next - 1) < lines_in(next) ||
                    (lines_in(next - 1) == lines_in(next) &&
                     next[-1].total_drop <= next->total_drop + 1e-12));
    }
}

static ent_blockers *found(const large *self, const ent_blockers_options *options) {
    ent_blockers *blockers = NULL;
    assert_int_equal(ent_blockers_find(&self->model, options, &blockers, NULL), ENT_OK);
    return blockers;
}

static void check_some(large *self, const ent_blockers *of) {
    for (size_t i = 0; i < CHECKED; i++) {
        if (of->conflicts_count)
            conflict_is_minimal(self, &of->conflicts[i * of->conflicts_count / CHECKED]);
        if (of->concessions_count)
            concession_is_minimal(self, &of->concessions[i * of->concessions_count / CHECKED]);
    }
    every_conflict_meets_every_concession(of);
    cheapest_come_first(of);
}

static void sets_are_minimal_among_a_hundred_red_lines(void **state) {
    (void)state;
    for (uint64_t seed = 2; seed <= 3; seed++) {
        large *self = draw(seed, 57 + (int)seed);
        ent_blockers *blockers = found(self, NULL);
        assert_false(blockers->possible);
        assert_int_equal(blockers->limit, ENT_BLOCKERS_NONE);
        assert_true(blockers->concessions_count >= CHECKED && blockers->conflicts_count >= 4);
        check_some(self, blockers);
        ent_blockers_free(blockers);
        free(self);
    }
}

/* Walk-aways so high that they conflict with red lines in thousands of ways. */
static void sets_are_minimal_where_the_work_ran_out(void **state) {
    (void)state;
    large *self = draw(1, 66);
    ent_blockers *blockers = found(self, &(ent_blockers_options){.work_max = 10000000});
    assert_int_equal(blockers->limit, ENT_BLOCKERS_WORK);
    assert_true(blockers->concessions_count >= CHECKED && blockers->conflicts_count >= CHECKED);
    check_some(self, blockers);
    ent_blockers_free(blockers);
    free(self);
}

static bool is_same(const ent_ids *a, const ent_ids *b) {
    return a->count == b->count && !memcmp(a->at, b->at, a->count * sizeof *a->at);
}

static bool is_listed(const ent_blockers *of, const ent_ids *conflict) {
    for (size_t i = 0; i < of->conflicts_count; i++)
        if (is_same(&of->conflicts[i], conflict))
            return true;
    return false;
}

/* What a limit leaves: some of the conflicts, and the cheapest of the concession sets. */
static void is_part(const ent_blockers *part, const ent_blockers *whole) {
    assert_false(part->conflicts_complete);
    for (size_t i = 0; i < part->conflicts_count; i++)
        assert_true(is_listed(whole, &part->conflicts[i]));
    for (size_t i = 0; i < part->concessions_count; i++) {
        const ent_concession *at = &whole->concessions[i];
        assert_int_equal(lines_in(&part->concessions[i]), lines_in(at));
        assert_true(fabs(part->concessions[i].total_drop - at->total_drop) < 1e-12);
        assert_true(part->concessions_complete ||
                    part->concessions_count < whole->concessions_count);
    }
}

static void a_limit_leaves_the_cheapest(void **state) {
    (void)state;
    large *self = draw(2, 59);
    ent_blockers *whole = found(self, NULL);
    for (size_t most = 1; most < 5; most++) {
        ent_blockers *part = found(self, &(ent_blockers_options){.concessions_max = most});
        assert_int_equal(part->limit, ENT_BLOCKERS_CONCESSIONS);
        assert_int_equal(part->concessions_count, most);
        is_part(part, whole);
        ent_blockers_free(part);
        part = found(self, &(ent_blockers_options){.conflicts_max = most});
        assert_int_equal(part->limit, ENT_BLOCKERS_CONFLICTS);
        assert_int_equal(part->conflicts_count, most);
        assert_int_equal(part->concessions_count, whole->concessions_count);
        is_part(part, whole);
        ent_blockers_free(part);
    }
    for (uint64_t work = 100000; work <= 1000000; work += 300000) {
        ent_blockers *part = found(self, &(ent_blockers_options){.work_max = work});
        assert_int_equal(part->limit, ENT_BLOCKERS_WORK);
        is_part(part, whole);
        ent_blockers_free(part);
    }
    ent_blockers_free(whole);
    free(self);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_are_minimal_among_a_hundred_red_lines),
        cmocka_unit_test(sets_are_minimal_where_the_work_ran_out),
        cmocka_unit_test(a_limit_leaves_the_cheapest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
