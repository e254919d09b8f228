/** What the files of the check share (check.c, check_time.c). */
#ifndef ENT_MODEL_CHECK_H
#define ENT_MODEL_CHECK_H

#include "model/model.h"

typedef struct ent_checker {
    const ent_model *model;
    ent_arena *scratch;
    ent_fault_function *report;
    void *context;
    bool is_out_of_memory;
    char path[600];
} ent_checker;

/** Set the path of the faults to come. */
__attribute__((format(printf, 2, 3))) void ent_check_path(ent_checker *c, const char *format, ...);
/** Report a fault. */
__attribute__((format(printf, 3, 4))) void ent_check_fault(ent_checker *c, ent_place place,
                                                           const char *format, ...);

/** A kind of number: where it runs, and what messages say about it. */
typedef struct ent_range {
    double low;
    double high;
    const char *what;
} ent_range;

extern const ent_range ENT_UTILITY_RANGE, ENT_CHANGE_RANGE, ENT_CHANCE_RANGE, ENT_DISCOUNT_RANGE,
    ENT_WEIGHT_RANGE, ENT_WEIGHT_CHANGE_RANGE;

/** Is it within its range, and low <= likely <= high? */
void ent_check_number(ent_checker *c, const ent_number *number, const ent_range *r);

/** The section `time`. */
void ent_check_time(ent_checker *c);

#endif
