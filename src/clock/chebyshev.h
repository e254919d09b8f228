/** Polynomials on an interval by their values at Chebyshev points. */
#ifndef ENT_CLOCK_CHEBYSHEV_H
#define ENT_CLOCK_CHEBYSHEV_H

#define CHEBYSHEV_NODES 16

/** Points of the first kind on [-1, 1] and the map from values there to coefficients. */
typedef struct chebyshev {
    double node[CHEBYSHEV_NODES]; /* rising */
    double weight[CHEBYSHEV_NODES][CHEBYSHEV_NODES];
} chebyshev;

void chebyshev_init(chebyshev *c);

/** The k-th node of [a, b]. */
double chebyshev_point(const chebyshev *c, double a, double b, int k);

/** Coefficients of the polynomial through the values at the nodes. */
void chebyshev_fit(const chebyshev *c, const double *values, double *coefficients);

/** Drop the tail of coefficients that is no larger than noise. */
void chebyshev_chop(double *coefficients, double noise);

/** Value at x, taken into [a, b]. */
double chebyshev_at(const double *coefficients, double a, double b, double x);

/** Coefficients of the derivative by x on [a, b]. */
void chebyshev_derive(const double *coefficients, double a, double b, double *derivative);

#endif
