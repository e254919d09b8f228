/* Whether two models say the same, but for places. */
#ifndef TESTS_SAME_MODEL_H
#define TESTS_SAME_MODEL_H

#include "entente/model.h"

/* The first claim of sameness that does not hold, as text; NULL: they are the same. */
const char *model_difference(const ent_model *a, const ent_model *b);
/* The same of issues, rules and packages alone, and of parties. */
const char *issues_difference(const ent_model *a, const ent_model *b);
const char *parties_difference(const ent_model *a, const ent_model *b);

#endif
