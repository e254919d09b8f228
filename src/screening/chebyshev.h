/** Polynomials on an interval by their values at Chebyshev points. */
#ifndef ENT_SCREENING_CHEBYSHEV_H
#define ENT_SCREENING_CHEBYSHEV_H

#define CHEBYSHEV_NODES 16

/** Points of the first kind on [-1, 1] and the map from values there to coefficients. */
typedef struct chebyshev {
    double node[CHEBYSHEV_NODES]; /* rising */
    double weight[CHEBYSHEV_NODES][CHEBYSHEV_NODES];
} chebyshev;

void screening_chebyshev_init(chebyshev *c);

/** The k-th node of [a, b]. */
double screening_chebyshev_point(const chebyshev *c, double a, double b, int k);

/** Coefficients of the polynomial through the values at the nodes. */
void screening_chebyshev_fit(const chebyshev *c, const double *values, double *coefficients);

/** Drop the tail of coefficients that is no larger than noise. */
void screening_chebyshev_chop(double *coefficients, double noise);

/** Value at x, taken into [a, b]. */
double screening_chebyshev_at(const double *coefficients, double a, double b, double x);

/** Coefficients of the derivative by x on [a, b]. */
void screening_chebyshev_derive(const double *coefficients, double a, double b, double *derivative);

#endif
