/**
 * Names of a model as labels of a game file: printable ASCII without quotes and backslashes, which
 * is all that readers of such files agree on, and different within each list.
 */
#ifndef ENT_CLOCK_LABELS_H
#define ENT_CLOCK_LABELS_H

#include "base/arena.h"
#include "entente/model.h"

typedef struct clock_labels {
    const char *title;
    const char *const *principals;     /* [P] */
    const char *const *const *levels;  /* [factors] -> [levels] */
    const char *const *const *options; /* [issues] -> [options] */
    const char *comment; /* "label = name; ..." of those that differ; "" if none does */
} clock_labels;

/** False if out of memory. Cost: quadratic in names of one list that become the same label. */
bool clock_labels_make(clock_labels *labels, const ent_model *model, base_arena *arena);

#endif
