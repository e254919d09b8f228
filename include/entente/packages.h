/**
 * @file packages.h
 * What every question about packages shares: how many there are, and which red lines can stop one.
 */
#ifndef ENTENTE_PACKAGES_H
#define ENTENTE_PACKAGES_H

#include "entente/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A whole number of packages as decimal text, or proven bounds on it (low == high: exact). */
typedef struct ent_count {
    const char *low;
    const char *high;
    bool exact;
} ent_count;

/** A red line that can stop a deal: a principal's, or one of a party that some option needs. */
typedef struct ent_red_line {
    uint32_t party;
    uint32_t index; /**< into the party's red lines */
} ent_red_line;

/**
 * The red lines of a model that can stop a deal, in party and file order.
 *
 * @param[out] lines  [*count], to be given back with free(); NULL if there are none
 */
ENT_API ent_status ent_red_lines(const ent_model *model, ent_red_line **lines, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
