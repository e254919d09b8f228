/** Between decide.c and answers.c. */
#ifndef ENT_CLOCK_DECIDE_H
#define ENT_CLOCK_DECIDE_H

#include "clock/clock.h"

/** Do all responders accept? If not, `blamed` holds the principals to blame. */
bool clock_answers(const clock_stage *stage, const double *utility, uint32_t *blamed);

/** Does responder j accept, after some have refused (some of them a fair offer) or nobody has? */
bool clock_answer(const clock_stage *stage, const double *utility, size_t j, bool refused,
                  uint32_t refused_fairly);

/** An offer that all accept: the most that one of them gains by refusing, the later ones answering
 * as they then would. */
double clock_refusal_gain(const clock_stage *stage, const double *utility);

/** Is this end better for the proposer than the choice so far, by the rule for ties? */
bool clock_is_better(const clock_stage *stage, const double *pay, bool agreed,
                     const clock_choice *choice);

#endif
