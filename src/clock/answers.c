/* How several responders answer an offer: one after another in file order, each hearing the ones
 * before and foreseeing the ones after. Any refusal stops the deal; all who refuse a fair offer
 * are blamed together, and where nobody does the proposer is.
 *
 * What an answer changes is small: whether anybody has refused, and which speakers are blamed. So
 * the answers are found backwards over (responder, that much history). */
#include "clock/decide.h"

#include <math.h>
#include <string.h>

/* History: 0 nobody refused; 1 refused, nobody fairly blamed; 2 + mask: these speakers are. */
#define HISTORIES ((1u << GAME_SPEAKERS_MAX) + 2)

#define AGREED UINT32_MAX

static uint32_t after_refusal(uint32_t history, bool fair, uint32_t speaker) {
    if (!fair)
        return history == 0 ? 1 : history;
    return 2 + ((history < 2 ? 0 : history - 2) | speaker);
}

static double pay_of(const clock_stage *stage, const double *utility, uint32_t mask, size_t j) {
    return mask == AGREED ? utility[j] : stage->refusal[mask * stage->game->principals + j];
}

/* Accept when indifferent; told to refuse, a responder still accepts where it changes nothing. */
static bool accepts(const clock_stage *stage, const double *utility, size_t j, uint32_t if_accepts,
                    uint32_t if_refuses) {
    const double rise =
        pay_of(stage, utility, if_accepts, j) - pay_of(stage, utility, if_refuses, j);
    if (stage->game->refuse_ties && if_accepts == AGREED)
        return rise > ENT_CLOCK_TIE;
    return rise >= -ENT_CLOCK_TIE;
}

static bool is_fair(const clock_stage *stage, const double *utility, size_t j) {
    return utility[j] >= stage->walk_away[j] - ENT_CLOCK_TIE;
}

typedef struct plan {
    uint32_t ends[ENT_PRINCIPALS_MAX + 1][HISTORIES]; /* mask in the end, or AGREED */
} plan;

static uint32_t refusal_of(const clock_stage *stage, const double *utility, size_t j,
                           uint32_t history) {
    return after_refusal(history, is_fair(stage, utility, j),
                         game_world_mask(&stage->game->world, 1u << j));
}

static void foresee(const clock_stage *stage, const double *utility, plan *ahead) {
    const size_t principals = stage->game->principals;
    const game_world *world = &stage->game->world;
    const uint32_t histories = 2 + (1u << world->speakers_count);
    const uint32_t proposer_blamed = game_world_mask(world, 1u << stage->proposer);
    for (uint32_t h = 0; h < histories; h++)
        ahead->ends[principals][h] = h == 0 ? AGREED : h == 1 ? proposer_blamed : h - 2;
    for (size_t j = principals; j-- > 0;) {
        if (j == stage->proposer) {
            memcpy(ahead->ends[j], ahead->ends[j + 1], histories * sizeof(uint32_t));
            continue;
        }
        for (uint32_t h = 0; h < histories; h++) {
            const uint32_t yes = ahead->ends[j + 1][h];
            const uint32_t no = ahead->ends[j + 1][refusal_of(stage, utility, j, h)];
            ahead->ends[j][h] = accepts(stage, utility, j, yes, no) ? yes : no;
        }
    }
}

/* Where blame moves nothing, the last who would rather wait refuses and the others need not. */
static bool answer_without_blame(const clock_stage *stage, const double *utility,
                                 uint32_t *blamed) {
    for (size_t j = stage->game->principals; j-- > 0;) {
        if (j == stage->proposer || accepts(stage, utility, j, AGREED, 0))
            continue;
        *blamed = 1u << (is_fair(stage, utility, j) ? j : stage->proposer);
        return false;
    }
    return true;
}

/* One responder: nobody else's answer to foresee. */
static bool answer_alone(const clock_stage *stage, const double *utility, uint32_t *blamed) {
    const size_t j = 1 - stage->proposer;
    *blamed = 1u << (is_fair(stage, utility, j) ? j : stage->proposer);
    return accepts(stage, utility, j, AGREED, game_world_mask(&stage->game->world, *blamed));
}

/* Follow the answers forwards to learn who is blamed, not only which speakers. */
bool clock_answers(const clock_stage *stage, const double *utility, uint32_t *blamed) {
    if (stage->game->world.speakers_count == 0)
        return answer_without_blame(stage, utility, blamed);
    if (stage->game->principals == 2)
        return answer_alone(stage, utility, blamed);
    plan ahead;
    foresee(stage, utility, &ahead);
    if (ahead.ends[0][0] == AGREED)
        return true;
    uint32_t history = 0;
    uint32_t refused_fairly = 0;
    for (size_t j = 0; j < stage->game->principals; j++) {
        if (j == stage->proposer)
            continue;
        const uint32_t next = refusal_of(stage, utility, j, history);
        if (accepts(stage, utility, j, ahead.ends[j + 1][history], ahead.ends[j + 1][next]))
            continue;
        history = next;
        refused_fairly |= is_fair(stage, utility, j) ? 1u << j : 0;
    }
    *blamed = refused_fairly ? refused_fairly : 1u << stage->proposer;
    return false;
}

bool clock_answer(const clock_stage *stage, const double *utility, size_t j, bool refused,
                  uint32_t refused_fairly) {
    plan ahead;
    foresee(stage, utility, &ahead);
    const uint32_t history =
        refused_fairly ? 2 + game_world_mask(&stage->game->world, refused_fairly) : refused;
    return accepts(stage, utility, j, ahead.ends[j + 1][history],
                   ahead.ends[j + 1][refusal_of(stage, utility, j, history)]);
}

double clock_refusal_gain(const clock_stage *stage, const double *utility) {
    plan ahead;
    double most = 0;
    foresee(stage, utility, &ahead);
    for (size_t j = 0; j < stage->game->principals; j++) {
        if (j == stage->proposer)
            continue;
        const uint32_t end = ahead.ends[j + 1][refusal_of(stage, utility, j, 0)];
        most = fmax(most, pay_of(stage, utility, end, j) - utility[j]);
    }
    return most;
}
