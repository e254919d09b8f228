/**
 * @file ask.h
 * A question in, answers out: which analyses a command or a brief needs, each run once.
 *
 * An inquiry names the topics and holds the options of each analysis; ent_ask runs what the topics
 * need, in one order, and shares what several of them need. What to say of the answers is no
 * business of this header: entente/report.h turns them into sentences and tables.
 */
#ifndef ENTENTE_ASK_H
#define ENTENTE_ASK_H

#include "entente/blockers.h"
#include "entente/clock.h"
#include "entente/compat.h"
#include "entente/counter.h"
#include "entente/deals.h"
#include "entente/exchanges.h"
#include "entente/gap.h"
#include "entente/provenance.h"
#include "entente/roadmap.h"
#include "entente/round.h"
#include "entente/screening.h"
#include "entente/vary.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What can be asked, in the order in which a brief tells it. */
typedef enum ent_topic {
    ENT_TOPIC_GAP,
    ENT_TOPIC_ROUND,
    ENT_TOPIC_BLOCKERS,
    ENT_TOPIC_DEALS,
    ENT_TOPIC_COUNTER,   /**< needs `counter`; with DEALS */
    ENT_TOPIC_EXCHANGES, /**< with DEALS */
    ENT_TOPIC_COMPAT,    /**< with DEALS */
    ENT_TOPIC_ROADMAP,
    ENT_TOPIC_CLOCK, /**< and the screenings, where a walk-away has a range */
    ENT_TOPIC_CHECK,
} ent_topic;
#define ENT_TOPICS 10

/** "gap", "round", ...: the key of its section in JSON. NULL for any other value. */
ENT_API const char *ent_topic_name(ent_topic topic);

/** What is asked. Everything it points to must live as long as the answers. */
typedef struct ent_inquiry {
    bool brief;       /**< asked for a brief: topics that the model has nothing for are left out */
    uint32_t topics;  /**< bits 1 << ent_topic */
    uint32_t round;   /**< index into ent_model.rounds; ENT_NONE: the next one */
    uint32_t threads; /**< 0: one; the answers are the same whatever the number */
    ent_deals_options deals; /**< `within` and `lifted` hold for counter and exchanges as well */
    const uint32_t *counter; /**< [issues] a package on the table */
    uint32_t side;           /**< whose counter-offers: a principal; ENT_NONE: everybody's */
    const uint32_t *from;    /**< [issues] exchanges start here; NULL: `counter`, or else today */
    ent_peer peer;           /**< for COMPAT */
    ent_watch *watch;        /**< of all analyses; may be NULL, the answers do not depend on it */
    /** Numbers that were set and are not as in the model's file, to be named. */
    const ent_number_change *changes;
    size_t changes_count;
    bool numbers;  /**< CHECK: list every number with its path */
    bool certify;  /**< CLOCK: certify the screenings in every state, reached or not */
    ent_ids aside; /**< principals whom ent_model_between left out of the model, to be named */
} ent_inquiry;

#define ENT_INQUIRY_INIT                                                                           \
    { .round = ENT_NONE, .side = ENT_NONE }

/**
 * The usual inquiry of a command: "gap", "deals", ..., or "brief" for all that the model has
 * anything for.
 *
 * @retval ENT_ERR_ARG  there is no such command
 */
ENT_API ent_status ent_inquiry_for(const ent_model *model, const char *command,
                                   ent_inquiry *inquiry, ent_diags *diags);

/** Why a topic of a brief has no answer. */
typedef struct ent_unanswered {
    ent_status status; /**< ENT_ERR_LIMIT, ENT_ERR_MODEL or ENT_ERR_NUMERIC */
    const char *why;   /**< NULL: it was answered, or not asked */
} ent_unanswered;

/** What was found. Results of topics that were not asked for, or not answered, are NULL. */
typedef struct ent_answers {
    const ent_model *model; /**< borrowed */
    ent_inquiry inquiry;    /**< as asked, with the round that was looked at */
    ent_provenance *provenance;
    ent_gap *gap;
    ent_deals *deals;
    size_t red_lines_count;
    ent_red_line *red_lines; /**< that can stop a deal, as ent_red_lines lists them */
    ent_counter *counter;
    ent_exchanges *exchanges;
    ent_peer_view *peer;
    ent_blockers *blockers;
    ent_round_view *round;
    ent_roadmaps *roadmaps;
    ent_clock *clock;
    ent_screening *screening[2]; /**< with that principal's walk-away private, or NULL */
    ent_unanswered unanswered[ENT_TOPICS];
    void *owner;
} ent_answers;

/** Was this asked for, and answered? */
ENT_API bool ent_answers_have(const ent_answers *answers, ent_topic topic);

/**
 * Run what the topics need. In a brief a topic that cannot be answered (too much work, a part of
 * the model that does not do) is left out and listed in `unanswered`, unless none could be answered
 * but CHECK; of any other inquiry it is an error.
 *
 * @param[out] answers  to be given back with ent_answers_free; needs `model` as long as it lives
 * @retval ENT_ERR_ARG    there is no such round, or an option of a topic is missing
 * @retval ENT_ERR_MODEL  the model has nothing for a topic (no round to come, no roadmap)
 *
 * Cost: that of the analyses, which their headers state.
 */
ENT_API ent_status ent_ask(const ent_model *model, const ent_inquiry *inquiry,
                           ent_answers **answers, ent_diags *diags);
ENT_API void ent_answers_free(ent_answers *answers);

#ifdef __cplusplus
}
#endif
#endif
