/* Source: Mason and Handscomb (2003), Chebyshev Polynomials, chapters 2 and 6. */
#include "screening/chebyshev.h"

#include "base/real.h"

#include <math.h>

#define N CHEBYSHEV_NODES

void screening_chebyshev_init(chebyshev *c) {
    for (int k = 0; k < N; k++) {
        const double angle = BASE_PI * (N - k - 0.5) / N;
        c->node[k] = base_cos(angle);
        for (int j = 0; j < N; j++)
            c->weight[j][k] = (j == 0 ? 1.0 : 2.0) / N * base_cos(j * angle);
    }
}

double screening_chebyshev_point(const chebyshev *c, double a, double b, int k) {
    return a + (b - a) * (1 + c->node[k]) / 2;
}

void screening_chebyshev_fit(const chebyshev *c, const double *values, double *coefficients) {
    for (int j = 0; j < N; j++) {
        double sum = 0;
        for (int k = 0; k < N; k++)
            sum += c->weight[j][k] * values[k];
        coefficients[j] = sum;
    }
}

void screening_chebyshev_chop(double *coefficients, double noise) {
    for (int j = N - 1; j > 0 && fabs(coefficients[j]) <= noise; j--)
        coefficients[j] = 0;
}

/* Clenshaw's recurrence. */
double screening_chebyshev_at(const double *coefficients, double a, double b, double x) {
    /* never beyond the ends, where rounding would be blown up */
    const double t = b > a ? fmin(fmax((2 * x - a - b) / (b - a), -1), 1) : 0;
    double next = 0;
    double after = 0;
    for (int j = N - 1; j > 0; j--) {
        const double here = coefficients[j] + 2 * t * next - after;
        after = next;
        next = here;
    }
    return coefficients[0] + t * next - after;
}

void screening_chebyshev_derive(const double *coefficients, double a, double b,
                                double *derivative) {
    const double scale = 2 / (b - a);
    double above[2] = {0, 0}; /* derivative coefficients j + 1 and j + 2, unscaled */
    for (int j = N - 1; j >= 0; j--) {
        const double rise = j + 1 < N ? 2 * (j + 1) * coefficients[j + 1] : 0;
        const double here = above[1] + rise;
        derivative[j] = (j == 0 ? here / 2 : here) * scale;
        above[1] = above[0];
        above[0] = here;
    }
}
