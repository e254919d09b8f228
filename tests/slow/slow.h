/*
 * The second implementation of gap, deals, blockers and round: every package is listed, and every
 * answer is read off the list, straight from the definitions. It shares nothing with the engine
 * but the structs of the model.
 *
 * Payoffs are exact fractions where every number of the model is an exact decimal (also with more
 * digits than the engine's grid holds); an option that lasts a whole number of rounds keeps them
 * exact. Otherwise they are long doubles, good to 1e-15.
 */
#ifndef TESTS_SLOW_SLOW_H
#define TESTS_SLOW_SLOW_H

#include "slow/wide.h"

#include "entente/blockers.h"
#include "entente/deals.h"
#include "entente/gap.h"
#include "entente/round.h"

#define SLOW_LINES_MAX 32

/* All packages of a model in model order: the first issue varies slowest. */
typedef struct slow_table {
    const ent_model *model;
    bool as_given; /* values without `lasts` */
    bool exact;
    bool has_interim;
    size_t issues;
    size_t principals;
    size_t packages;
    size_t status_quo;  /* its place in the table: always the first */
    uint32_t *option;   /* [packages x issues] */
    bool *possible;     /* [packages] breaks no rule */
    bool *settles;      /* [packages] ends the contest */
    uint32_t *crossed;  /* [packages] bit i: red line i stops it */
    size_t lines_count; /* red lines that can stop a deal, in party and file order */
    ent_red_line lines[SLOW_LINES_MAX];
    slow_integer scale[ENT_PRINCIPALS_MAX]; /* > 0; a payoff is integer / scale, where exact */
    slow_integer *utility;                  /* [packages x principals] */
    slow_integer *gain;                     /* [packages x principals] */
    long double *utility_value;             /* the same as numbers, always there */
    long double *gain_value;
} slow_table;

void slow_table_make(slow_table *table, const ent_model *model, bool as_given);
void slow_table_free(slow_table *table);

/* ---- the model's own definitions, for one package ---- */

bool slow_matches(const ent_pattern *pattern, const uint32_t *package);
bool slow_possible(const ent_model *model, const uint32_t *package);
bool slow_settles(const ent_model *model, const uint32_t *package);
bool slow_has_interim(const ent_model *model);
long double slow_utility(const ent_model *model, uint32_t party, const uint32_t *package,
                         bool as_given);
long double slow_gain(const ent_model *model, uint32_t party, const uint32_t *package,
                      bool as_given);
/* Does this red line of this party stop the package? */
bool slow_line_stops(const ent_model *model, uint32_t party, size_t line, const uint32_t *package);
long double slow_weight(const ent_model *model, uint32_t party, size_t issue); /* normalised */

/* One exact amount out of the table. */
fraction slow_gain_of(const slow_table *table, size_t package, size_t principal);

/* ---- deals ---- */

typedef enum slow_kind { SLOW_SETTLEMENT, SLOW_INTERIM } slow_kind;

/* Is a package in the set that the options ask for? `slack`: how far below zero a gain may be
 * where the table is not exact; ignored where it is. */
bool slow_member(const slow_table *table, const ent_deals_options *options, size_t package,
                 slow_kind kind, long double slack);
/* The same without its red lines and gains: possible, of its kind, within. */
bool slow_eligible(const slow_table *table, const ent_deals_options *options, size_t package,
                   slow_kind kind);
/* Red lines that the package crosses and the options do not lift. */
uint32_t slow_crossed(const slow_table *table, const ent_deals_options *options, size_t package);

/* "settlement: " or "interim: ", before what a difference is. */
const char *slow_kind_prefix(slow_kind kind);

/* Write a difference to `why` [why_size], and return false. A comparison has its own
 * `differs(at, format, ...)` that knows where to write. */
__attribute__((format(printf, 4, 5))) bool
slow_differs(char *why, size_t why_size, const char *prefix, const char *format, ...);

/*
 * Compare a result of the engine with the definitions. Where both are exact everything must be
 * the same; otherwise what the stated tolerance leaves open may differ.
 *
 * `why` [why_size] receives the first difference.
 */
bool slow_agrees_deals(const slow_table *table, const ent_deals_options *options,
                       const ent_deals *deals, char *why, size_t why_size);

bool slow_agrees_gap(const ent_model *model, const ent_gap *gap, char *why, size_t why_size);
bool slow_agrees_blockers(const slow_table *table, const ent_blockers *blockers, char *why,
                          size_t why_size);
bool slow_agrees_round(const ent_model *model, uint32_t round, const ent_round_view *view,
                       char *why, size_t why_size);

#endif
