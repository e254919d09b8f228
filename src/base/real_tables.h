/** Numbers that real.c looks up; real_tables.c says which. */
#ifndef ENT_BASE_REAL_TABLES_H
#define ENT_BASE_REAL_TABLES_H

#include <stdint.h>

/** The sum of two doubles, of which `high` is the nearest double to the sum. */
typedef struct base_doubled {
    double high;
    double low;
} base_doubled;

#define BASE_EXP2_STEPS      64
#define BASE_LOG_STEPS       128
#define BASE_LOG_FIRST       91 /* the next above BASE_LOG_STEPS times the root of 1/2 */
#define BASE_LOG_ENTRIES     91
#define BASE_TWO_OVER_PI_MAX 40

extern const base_doubled base_table_exp2[BASE_EXP2_STEPS];
extern const base_doubled base_table_log[BASE_LOG_ENTRIES];
extern const uint32_t base_table_two_over_pi[BASE_TWO_OVER_PI_MAX];

#endif
