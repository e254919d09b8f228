/** What the files of the check share: fault.c, used by check.c and check_time.c. */
#ifndef ENT_MODEL_CHECK_H
#define ENT_MODEL_CHECK_H

#include "model/model.h"
#include "model/path.h"

typedef struct model_checker {
    const ent_model *model;
    base_arena *scratch;
    model_fault_function *report;
    void *context;
    ent_watch *watch; /* may be NULL */
    bool is_out_of_memory;
    char path[MODEL_PATH_BYTES];
} model_checker;

/** Set the path of the faults to come. */
__attribute__((format(printf, 2, 3))) void model_check_path(model_checker *c, const char *format,
                                                            ...);
/** Report a fault. */
__attribute__((format(printf, 3, 4))) void model_check_fault(model_checker *c, ent_place place,
                                                             const char *format, ...);

/** Report what is sound, but hardly meant. */
__attribute__((format(printf, 3, 4))) void model_check_warning(model_checker *c, ent_place place,
                                                               const char *format, ...);

/** A kind of number: where it runs, and what messages say about it. */
typedef struct model_range {
    double low;
    double high;
    const char *what;
} model_range;

extern const model_range MODEL_UTILITY_RANGE, MODEL_CHANGE_RANGE, MODEL_CHANCE_RANGE,
    MODEL_DISCOUNT_RANGE, MODEL_WEIGHT_RANGE, MODEL_WEIGHT_CHANGE_RANGE;

/** Is it within its range, and low <= likely <= high? What was not readable (NaN) counts as such.
 */
bool model_number_fits(const ent_number *number, const model_range *r);

/** Report a number that does not fit. Where numbers are many, ask model_number_fits first: writing
 * the path of each takes far longer than looking at it. */
void model_check_number(model_checker *c, const ent_number *number, const model_range *r);

/** The section `time`. */
void model_check_time(model_checker *c);

#endif
