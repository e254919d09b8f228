/* The gap, issue by issue and package by package. */
#include "slow/slow.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define CLOSE 1e-12L

typedef struct gap_judge {
    const ent_model *model;
    const ent_gap *gap;
    char *why;
    size_t why_size;
} gap_judge;

#define differs(at, ...) slow_differs((at)->why, (at)->why_size, "", __VA_ARGS__)

static uint32_t party_of(const gap_judge *at, size_t principal) {
    return at->model->principals.at[principal];
}

static bool cares(const gap_judge *at, size_t principal, size_t issue) {
    return slow_weight(at->model, party_of(at, principal), issue) > 0;
}

static double value(const gap_judge *at, size_t principal, size_t issue, size_t option) {
    return at->model->parties[party_of(at, principal)]
        .preferences[issue]
        .values[option]
        .likely.value;
}

/* A party that does not care finds every option as good as any. */
static bool is_best(const gap_judge *at, size_t principal, size_t issue, size_t option) {
    for (size_t o = 0; cares(at, principal, issue) && o < at->model->issues[issue].options_count;
         o++)
        if (value(at, principal, issue, o) > value(at, principal, issue, option))
            return false;
    return true;
}

/* What a party loses on an issue by an option instead of its best. */
static long double loss_by(const gap_judge *at, size_t principal, size_t issue, size_t option) {
    if (!cares(at, principal, issue))
        return 0;
    double best = 0;
    for (size_t o = 0; o < at->model->issues[issue].options_count; o++)
        best = value(at, principal, issue, o) > best ? value(at, principal, issue, o) : best;
    return slow_weight(at->model, party_of(at, principal), issue) *
           ((long double)best - (long double)value(at, principal, issue, option));
}

/* What a loses on an issue by b's best option that costs a least. */
static long double issue_loss(const gap_judge *at, size_t issue, size_t a, size_t b) {
    long double least = INFINITY;
    for (size_t o = 0; o < at->model->issues[issue].options_count; o++)
        if (is_best(at, b, issue, o) && loss_by(at, a, issue, o) < least)
            least = loss_by(at, a, issue, o);
    return a == b ? 0 : least;
}

static bool losses_are_same(const gap_judge *at) {
    const size_t P = at->model->principals.count;
    for (size_t a = 0; a < P; a++)
        for (size_t b = 0; b < P; b++) {
            long double sum = 0;
            for (size_t j = 0; j < at->model->issues_count; j++) {
                const long double loss = issue_loss(at, j, a, b);
                const double told = at->gap->issue_loss[(j * P + a) * P + b];
                if (!(fabsl((long double)told - loss) <= CLOSE))
                    return differs(at, "issue %zu: %zu loses %.17g by %zu, not %.17Lg", j, a, told,
                                   b, loss);
                sum += loss;
            }
            if (!(fabsl((long double)at->gap->loss[a * P + b] - sum) <= CLOSE))
                return differs(at, "%zu loses %.17g by %zu, not %.17Lg", a,
                               at->gap->loss[a * P + b], b, sum);
        }
    return true;
}

static long double loss_of_others(const gap_judge *at, size_t principal, size_t issue,
                                  size_t option) {
    long double sum = 0;
    for (size_t b = 0; b < at->model->principals.count; b++)
        if (b != principal)
            sum += loss_by(at, b, issue, option);
    return sum;
}

static uint32_t wish(const gap_judge *at, size_t principal, size_t issue) {
    if (!cares(at, principal, issue))
        return ENT_NONE;
    uint32_t best = ENT_NONE;
    for (uint32_t o = 0; o < at->model->issues[issue].options_count; o++)
        if (is_best(at, principal, issue, o) &&
            (best == ENT_NONE || loss_of_others(at, principal, issue, o) <
                                     loss_of_others(at, principal, issue, best) - CLOSE))
            best = o;
    return best;
}

static bool wishes_are_same(const gap_judge *at) {
    const size_t P = at->model->principals.count;
    for (size_t j = 0; j < at->model->issues_count; j++)
        for (size_t a = 0; a < P; a++)
            if (at->gap->wants[j * P + a] != wish(at, a, j))
                return differs(at, "on issue %zu principal %zu wants %u, not %u", j, a,
                               (unsigned)at->gap->wants[j * P + a], (unsigned)wish(at, a, j));
    return true;
}

static long double width(const gap_judge *at, size_t issue) {
    long double sum = 0;
    for (size_t a = 0; a < at->model->principals.count; a++)
        for (size_t b = 0; b < at->model->principals.count; b++)
            sum += issue_loss(at, issue, a, b);
    return sum;
}

static bool order_is_same(const gap_judge *at) {
    bool *seen = calloc(at->model->issues_count, sizeof *seen);
    if (!seen)
        abort();
    bool good = true;
    for (size_t i = 0; i < at->model->issues_count && good; i++) {
        const uint32_t issue = at->gap->widest[i];
        good = issue < at->model->issues_count && !seen[issue];
        if (!good)
            break;
        seen[issue] = true;
        if (i == 0)
            continue;
        const long double fall = width(at, at->gap->widest[i - 1]) - width(at, issue);
        good = fall > CLOSE || (fall > -CLOSE && at->gap->widest[i - 1] < issue);
    }
    free(seen);
    return good || differs(at, "widest issues are in the wrong order");
}

static bool shared_is_same(const gap_judge *at) {
    for (size_t j = 0; j < at->model->issues_count; j++)
        if (at->gap->shared[j] != (width(at, j) == 0))
            return differs(at, "issue %zu shared: %d", j, at->gap->shared[j]);
    return true;
}

static bool prefers(const gap_judge *at, size_t principal, size_t issue, size_t option) {
    return cares(at, principal, issue) &&
           value(at, principal, issue, option) > value(at, principal, issue, 0);
}

static bool improved_is_same(const gap_judge *at) {
    const size_t P = at->model->principals.count;
    for (size_t a = 0; a < P; a++)
        for (size_t b = 0; b < P; b++) {
            uint32_t count = 0;
            for (size_t j = 0; j < at->model->issues_count; j++)
                for (size_t o = 0; o < at->model->issues[j].options_count; o++)
                    count += prefers(at, a, j, o) && prefers(at, b, j, o);
            if (at->gap->improved[a * P + b] != count)
                return differs(at, "%zu and %zu prefer %u options, not %u", a, b,
                               (unsigned)at->gap->improved[a * P + b], (unsigned)count);
        }
    return true;
}

/* Smallest distance of a possible payoff to the ideal point of some principals; NAN if none. */
static long double distance(const slow_table *table, const bool *counts) {
    const size_t P = table->principals;
    long double ideal[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < P; p++) {
        ideal[p] = -INFINITY;
        for (size_t x = 0; x < table->packages; x++)
            if (table->possible[x] && table->utility_value[x * P + p] > ideal[p])
                ideal[p] = table->utility_value[x * P + p];
    }
    long double least = NAN;
    for (size_t x = 0; x < table->packages; x++) {
        long double square = 0;
        for (size_t p = 0; p < P; p++) {
            const long double short_of = ideal[p] - table->utility_value[x * P + p];
            square += counts[p] ? short_of * short_of : 0;
        }
        if (table->possible[x] && !(least <= sqrtl(square)))
            least = sqrtl(square);
    }
    return least;
}

static bool is_distance(double told, long double least) {
    if (isnan(least))
        return isnan(told);
    return fabsl((long double)told - least) <= 2e-9L;
}

static bool opposition_is_same(const gap_judge *at) {
    slow_table table;
    slow_table_make(&table, at->model, true);
    const size_t P = table.principals;
    bool good = true;
    for (size_t a = 0; a < P && good; a++)
        for (size_t b = 0; b < P && good; b++) {
            bool counts[ENT_PRINCIPALS_MAX] = {false};
            counts[a] = counts[b] = true;
            const long double least = distance(&table, counts);
            if (a != b && (!is_distance(at->gap->opposition[a * P + b], least) ||
                           !is_distance(at->gap->opposition_low[a * P + b], least)))
                good = differs(at, "opposition of %zu and %zu is %.17g, not %.17Lg", a, b,
                               at->gap->opposition[a * P + b], least);
        }
    bool all[ENT_PRINCIPALS_MAX] = {false};
    for (size_t p = 0; p < P; p++)
        all[p] = true;
    const long double least = distance(&table, all);
    if (good && (!is_distance(at->gap->opposition_all, least) ||
                 !is_distance(at->gap->opposition_all_low, least)))
        good =
            differs(at, "opposition of all is %.17g, not %.17Lg", at->gap->opposition_all, least);
    slow_table_free(&table);
    return good;
}

bool slow_agrees_gap(const ent_model *model, const ent_gap *gap, char *why, size_t why_size) {
    const gap_judge at = {model, gap, why, why_size};
    if (gap->principals != model->principals.count || gap->issues != model->issues_count)
        return differs(&at, "shape %zu x %zu", gap->principals, gap->issues);
    return losses_are_same(&at) && wishes_are_same(&at) && order_is_same(&at) &&
           shared_is_same(&at) && improved_is_same(&at) && opposition_is_same(&at);
}
