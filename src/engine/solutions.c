/*
 * Comparing packages by the measures of bargaining theory. On an exact grid gains are fractions of
 * whole numbers, so products and sums are compared as naturals and ratios crosswise; otherwise in
 * doubles, where less than 1e-9 is no difference.
 */
#include "engine/solutions.h"

#include "base/natural.h"

#include <math.h>

#define LIMBS 18 /* 16 factors below 2^54 and their sum */

static int64_t gain_of(const engine_choice *choice, size_t i, size_t p) {
    return choice->payoff[i * choice->grid->parties.count + p] - choice->reference[p];
}

bool engine_choice_nobody_loses(const engine_choice *choice, size_t i) {
    for (size_t p = 0; p < choice->grid->parties.count; p++)
        if (gain_of(choice, i, p) < -choice->grid->slack[p])
            return false;
    return true;
}

static int sign_of(double difference) {
    return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

/* A tie within the tolerance of the grid. */
static int compare_doubles(const engine_grid *grid, double a, double b) {
    const double difference = a - b;
    return difference <= grid->tolerance && difference >= -grid->tolerance ? 0
                                                                           : sign_of(difference);
}

typedef struct fraction {
    int64_t over;
    int64_t under; /* > 0 */
} fraction;

static int compare_fractions(fraction a, fraction b) {
    return base_compare_fractions(a.over, a.under, b.over, b.under);
}

/* The smallest gain, in units of the grid or of what each could gain at best. */
static fraction smallest(const engine_choice *choice, size_t i, bool of_ideal) {
    fraction least = {1, 1};
    bool found = false;
    for (size_t p = 0; p < choice->grid->parties.count; p++) {
        fraction next = {gain_of(choice, i, p), (int64_t)choice->grid->units[p]};
        if (of_ideal) {
            next.under = choice->ideal[p] - choice->reference[p];
            if (next.under <= choice->grid->slack[p])
                continue; /* this party cannot gain at all */
        }
        if (!found || compare_fractions(next, least) < 0)
            least = next;
        found = true;
    }
    return least;
}

static double as_double(fraction of) {
    return (double)of.over / (double)of.under;
}

static int compare_smallest(const engine_choice *choice, size_t a, size_t b, bool of_ideal) {
    const fraction left = smallest(choice, a, of_ideal);
    const fraction right = smallest(choice, b, of_ideal);
    return choice->grid->exact ? compare_fractions(left, right)
                               : compare_doubles(choice->grid, as_double(left), as_double(right));
}

static int compare_products(const engine_choice *choice, size_t a, size_t b) {
    const size_t parties = choice->grid->parties.count;
    if (!choice->grid->exact) {
        double left = 1;
        double right = 1;
        for (size_t p = 0; p < parties; p++) {
            const double units = choice->grid->units[p];
            const int64_t x = gain_of(choice, a, p);
            const int64_t y = gain_of(choice, b, p);
            left *= (double)(x > 0 ? x : 0) / units;
            right *= (double)(y > 0 ? y : 0) / units;
        }
        return compare_doubles(choice->grid, left, right);
    }
    uint64_t left[LIMBS] = {1};
    uint64_t right[LIMBS] = {1};
    for (size_t p = 0; p < parties; p++) {
        const int64_t x = gain_of(choice, a, p);
        const int64_t y = gain_of(choice, b, p);
        base_natural_scale(left, x > 0 ? (uint64_t)x : 0, LIMBS);
        base_natural_scale(right, y > 0 ? (uint64_t)y : 0, LIMBS);
    }
    return base_natural_compare(left, right, LIMBS);
}

int engine_grid_compare_sums(const engine_grid *grid, const int64_t *a, const int64_t *b) {
    const size_t parties = grid->parties.count;
    if (!grid->exact) {
        double sum = 0;
        for (size_t p = 0; p < parties; p++)
            sum += (double)(a[p] - b[p]) / grid->units[p];
        return compare_doubles(grid, sum, 0);
    }
    uint64_t more[LIMBS] = {0};
    uint64_t less[LIMBS] = {0};
    for (size_t p = 0; p < parties; p++) {
        const int64_t difference = a[p] - b[p];
        uint64_t term[LIMBS] = {(uint64_t)(difference < 0 ? -difference : difference)};
        for (size_t q = 0; q < parties; q++)
            if (q != p)
                base_natural_scale(term, (uint64_t)grid->units[q], LIMBS);
        base_natural_add(difference < 0 ? less : more, term, LIMBS);
    }
    return base_natural_compare(more, less, LIMBS);
}

static int compare_measure(const engine_choice *choice, ent_solution solution, size_t a, size_t b) {
    const size_t parties = choice->grid->parties.count;
    switch (solution) {
    case ENT_NASH:
        return compare_products(choice, a, b);
    case ENT_KALAI_SMORODINSKY:
        return compare_smallest(choice, a, b, true);
    case ENT_EGALITARIAN:
        return compare_smallest(choice, a, b, false);
    case ENT_UTILITARIAN:
        return engine_grid_compare_sums(choice->grid, choice->payoff + a * parties,
                                        choice->payoff + b * parties);
    }
    return 0;
}

int engine_choice_compare(const engine_choice *choice, ent_solution solution, size_t a, size_t b) {
    const int better = compare_measure(choice, solution, a, b);
    return better ? better : compare_smallest(choice, a, b, false);
}

static double gain_in_utility(const engine_choice *choice, size_t i, size_t p) {
    return (double)gain_of(choice, i, p) / choice->grid->units[p];
}

/* The measure of a row if everybody gained `more` than it says, over such ideals. */
static double measure_with(const engine_choice *choice, ent_solution solution, size_t i,
                           double more, const int64_t *ideals) {
    double product = 1;
    double ratio = 1;
    double least = INFINITY;
    double sum = 0;
    for (size_t p = 0; p < choice->grid->parties.count; p++) {
        const double gain = gain_in_utility(choice, i, p) + more;
        const double ideal = (double)(ideals[p] - choice->reference[p]) / choice->grid->units[p];
        product *= gain > 0 ? gain : 0;
        ratio = ideal > choice->grid->tolerance ? fmin(ratio, gain / ideal) : ratio;
        least = fmin(least, gain);
        sum +=
            (double)choice->payoff[i * choice->grid->parties.count + p] / choice->grid->units[p] +
            more;
    }
    const double by_solution[ENT_SOLUTIONS] = {product, ratio, least, sum};
    return by_solution[solution];
}

static bool nobody_loses_with(const engine_choice *choice, size_t i, double more) {
    for (size_t p = 0; p < choice->grid->parties.count; p++)
        if (gain_in_utility(choice, i, p) + more < 0)
            return false;
    return true;
}

void engine_choice_margins(const engine_choice *choice, double epsilon, const int64_t *ideal_high,
                           const uint32_t *picked, double *margins) {
    for (unsigned s = 0; s < ENT_SOLUTIONS; s++) {
        margins[s] = 0;
        if (picked[s] == ENT_NONE)
            continue;
        double most = -INFINITY;
        for (size_t i = 0; i < choice->count; i++)
            if (nobody_loses_with(choice, i, epsilon))
                most = fmax(most, measure_with(choice, (ent_solution)s, i, epsilon, choice->ideal));
        margins[s] = most - measure_with(choice, (ent_solution)s, picked[s], 0, ideal_high);
    }
}

double engine_choice_smallest_gain(const engine_choice *choice, size_t i) {
    return as_double(smallest(choice, i, false));
}
