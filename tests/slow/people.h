/* The second implementations of what is asked about single packages: counter-offers, exchanges. */
#ifndef TESTS_SLOW_PEOPLE_H
#define TESTS_SLOW_PEOPLE_H

#include "slow/slow.h"

#include "entente/counter.h"
#include "entente/exchanges.h"

/* Where a package stands in the list of all. */
size_t slow_place(const slow_table *table, const uint32_t *package);

/* As slow_agrees_deals; only for models of few digits. */
bool slow_agrees_counter(const slow_table *table, const ent_deals_options *options,
                         const ent_counter *counter, char *why, size_t why_size);

/* `options` as the exchanges were asked for. */
bool slow_agrees_exchanges(const slow_table *table, const ent_exchanges_options *options,
                           const ent_exchanges *exchanges, char *why, size_t why_size);

#endif
