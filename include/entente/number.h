/**
 * @file number.h
 * Decimals and calendar days, as people write them.
 */
#ifndef ENTENTE_NUMBER_H
#define ENTENTE_NUMBER_H

#include "entente/status.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A number as it was written: digits / 10^decimals when `exact`. */
typedef struct ent_decimal {
    double value; /**< the nearest double; finite */
    int64_t digits;
    uint8_t decimals; /**< 0 to 15 */
    bool exact;       /**< false: more digits than an exact decimal holds; only `value` counts */
} ent_decimal;

/** A calendar day; year == 0: not given. */
typedef struct ent_date {
    int16_t year;
    uint8_t month; /**< 1 to 12 */
    uint8_t day;   /**< 1 to 31, valid in its month */
} ent_date;

#ifdef __cplusplus
}
#endif
#endif
