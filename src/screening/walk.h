/** The path of play of a screening solution. */
#ifndef ENT_SCREENING_WALK_H
#define ENT_SCREENING_WALK_H

#include "entente/screening.h"
#include "screening/screen.h"

typedef struct screening_path {
    double *agreed;  /* [T] chance of an agreement in that round */
    double value[2]; /* informed, uninformed */
    double mixing;   /* largest chance in a round that an act is one of two */
    bool exact;
    size_t steps_count;
    ent_screening_step *steps; /* malloc; the caller frees */
    bool too_many_steps;
    bool *reached; /* [T x W] some types are still there with some chance */
} screening_path;

/** Walk all worlds and cut-offs forward. `agreed` and `reached`, all zero, are the caller's; `kept`
 * holds the offers. */
bool screening_walk(const screen *s, const screening_engine *engine, base_arena *kept,
                    screening_path *path);

#endif
