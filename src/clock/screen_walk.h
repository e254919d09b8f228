/** The path of play of a screening solution. */
#ifndef ENT_CLOCK_SCREEN_WALK_H
#define ENT_CLOCK_SCREEN_WALK_H

#include "clock/screen.h"
#include "entente/screening.h"

typedef struct screen_path {
    double *agreed;  /* [T] chance of an agreement in that round */
    double value[2]; /* informed, uninformed */
    double mixing;   /* largest chance in a round that an act is one of two */
    bool exact;
    size_t steps_count;
    ent_screening_step *steps; /* malloc; the caller frees */
    bool too_many_steps;
} screen_path;

/** Walk all worlds and cut-offs forward. `agreed` is the caller's; `kept` holds the offers. */
bool screen_walk(const screen *s, const screen_engine *engine, ent_arena *kept, screen_path *path);

#endif
