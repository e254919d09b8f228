/* Which answers a question needs, and in which order they are found. To add an analysis: a topic in
 * entente/ask.h, its result in ent_answers, and its row in the table below. */
#include "entente/ask.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/watch.h"

#include <stdlib.h>
#include <string.h>

typedef struct owned {
    ent_answers result;
    base_arena arena;
} owned;

static owned *owner_of(ent_answers *answers) {
    return answers->owner;
}

typedef struct ask_topic {
    const char *name;
    bool is_command; /* else it goes with "deals" */
    /* Has the model anything for it? NULL: always. Asked only for a brief. */
    bool (*applies)(const ent_model *model);
    ent_status (*run)(ent_answers *answers, ent_diags *diags);
} ask_topic;

static ent_status fail_model(const ent_model *model, const char *path, const char *message,
                             ent_diags *diags) {
    const char *file = model->files_count ? model->files[0] : NULL;
    return base_fail(diags, ENT_ERR_MODEL, file, 0, 0, path, "%s", message);
}

/* What can be signed, if that was asked without conditions: others need it, too. */
static const ent_deals *shared_deals(const ent_answers *answers) {
    const ent_deals_options *asked = &answers->inquiry.deals;
    const bool is_plain = !asked->all && !asked->any_gain && !asked->as_given &&
                          !asked->frontier_only && !asked->within && !asked->lifted &&
                          !asked->packages_max && !asked->points_limit;
    return is_plain ? answers->deals : NULL;
}

/* --- one function a topic ------------------------------------------------------------------- */

static ent_status run_gap(ent_answers *answers, ent_diags *diags) {
    const ent_gap_options options = {.watch = answers->inquiry.watch};
    return ent_gap_measure(answers->model, &options, &answers->gap, diags);
}

static bool has_round_ahead(const ent_model *model) {
    return ent_round_next(model) != ENT_NONE;
}

static ent_status run_round(ent_answers *answers, ent_diags *diags) {
    const ent_round_options options = {.deals = shared_deals(answers),
                                       .watch = answers->inquiry.watch};
    if (answers->inquiry.round != ENT_NONE)
        return ent_round_assess(answers->model, answers->inquiry.round, &options, &answers->round,
                                diags);
    return fail_model(answers->model, "rounds",
                      answers->model->rounds_count == 0
                          ? "the model has no 'rounds:' section to look at"
                          : "no round lies ahead; name one of the past by its day (--date)",
                      diags);
}

static ent_status run_blockers(ent_answers *answers, ent_diags *diags) {
    const ent_blockers_options options = {.watch = answers->inquiry.watch};
    return ent_blockers_find(answers->model, &options, &answers->blockers, diags);
}

static ent_status run_deals(ent_answers *answers, ent_diags *diags) {
    if (ent_red_lines(answers->model, &answers->red_lines, &answers->red_lines_count))
        return base_fail_memory(diags);
    ent_deals_options options = answers->inquiry.deals;
    options.threads = answers->inquiry.threads;
    options.watch = answers->inquiry.watch;
    options.exact_only =
        (answers->inquiry.topics &
         (1u << ENT_TOPIC_COUNTER | 1u << ENT_TOPIC_EXCHANGES | 1u << ENT_TOPIC_COMPAT)) != 0;
    return ent_deals_solve(answers->model, &options, &answers->deals, diags);
}

static ent_status run_counter(ent_answers *answers, ent_diags *diags) {
    if (!answers->inquiry.counter)
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                         "counter-offers need a package on the table");
    const ent_counter_options options = {.within = answers->inquiry.deals.within,
                                         .lifted = answers->inquiry.deals.lifted,
                                         .watch = answers->inquiry.watch};
    return ent_counter_find(answers->model, answers->inquiry.counter, &options, answers->deals,
                            &answers->counter, diags);
}

/* Where exchanges start if nothing is said: today, but for what is fixed. */
static ent_status find_start(ent_answers *answers, ent_diags *diags) {
    const size_t issues = answers->model->issues_count;
    const bool *const *within = answers->inquiry.deals.within;
    uint32_t *from = BASE_NEW(&owner_of(answers)->arena, uint32_t, issues);
    bool is_today = true;
    if (!from)
        return base_fail_memory(diags);
    for (size_t j = 0; j < issues; j++) {
        while (!within[j][from[j]])
            from[j]++;
        is_today = is_today && from[j] == 0;
    }
    answers->inquiry.from = is_today ? NULL : from;
    return ENT_OK;
}

static ent_status run_exchanges(ent_answers *answers, ent_diags *diags) {
    const ent_inquiry *asked = &answers->inquiry;
    if (asked->deals.within && !asked->counter && !asked->from && find_start(answers, diags))
        return ENT_ERR_NOMEM;
    const ent_exchanges_options options = {.within = asked->deals.within,
                                           .lifted = asked->deals.lifted,
                                           .deals = asked->deals.all ? NULL : answers->deals,
                                           .watch = asked->watch};
    return ent_exchanges_find(answers->model, asked->from ? asked->from : asked->counter, &options,
                              &answers->exchanges, diags);
}

static ent_status run_compat(ent_answers *answers, ent_diags *diags) {
    const ent_peer_options options = {.watch = answers->inquiry.watch};
    return ent_peer_compare(answers->model, answers->inquiry.peer, &options, &answers->peer, diags);
}

static bool has_roadmap(const ent_model *model) {
    return model->roadmaps_count > 0;
}

static ent_status run_roadmap(ent_answers *answers, ent_diags *diags) {
    if (!has_roadmap(answers->model))
        return fail_model(answers->model, "roadmaps",
                          "the model has no 'roadmaps:' section to look at", diags);
    const ent_roadmap_options options = {.deals = shared_deals(answers),
                                         .watch = answers->inquiry.watch};
    return ent_roadmaps_assess(answers->model, &options, &answers->roadmaps, diags);
}

static bool has_rounds_of_talks(const ent_model *model) {
    return model->has_time && model->time.rounds > 0;
}

/* Is there a range that the other side could be unsure of, and is the game small enough? */
static bool is_secret(const ent_answers *answers, size_t principal) {
    const ent_model *model = answers->model;
    const ent_number *walk_away = &model->parties[model->principals.at[principal]].walk_away;
    return model->principals.count == 2 && walk_away->spread != ENT_POINT &&
           walk_away->low.value < walk_away->high.value &&
           answers->clock->worlds <= ENT_SCREENING_STATES_MAX / answers->clock->rounds;
}

static ent_status bargain(ent_answers *answers, ent_menus *menus, ent_diags *diags) {
    const ent_model *model = answers->model;
    const ent_inquiry *asked = &answers->inquiry;
    const ent_clock_options clock = {
        .threads = asked->threads, .menus = menus, .watch = asked->watch};
    const ent_screening_options screening = {
        .menus = menus, .certify_all = asked->certify, .watch = asked->watch};
    ent_status status = ent_clock_solve(model, &clock, &answers->clock, diags);
    for (size_t p = 0; p < 2 && !status; p++)
        if (is_secret(answers, p))
            status = ent_screening_solve(model, model->principals.at[p], &screening,
                                         &answers->screening[p], diags);
    return status;
}

/* All of them bargain over the same offers. */
static ent_status run_clock(ent_answers *answers, ent_diags *diags) {
    ent_menus *menus = ent_menus_new();
    const ent_status status = menus ? bargain(answers, menus, diags) : base_fail_memory(diags);
    ent_menus_free(menus);
    return status;
}

static ent_status run_check(ent_answers *answers, ent_diags *diags) {
    return ent_provenance_trace(answers->model, &answers->provenance, diags);
}

static const ask_topic TOPICS[ENT_TOPICS] = {
    [ENT_TOPIC_GAP] = {"gap", true, NULL, run_gap},
    [ENT_TOPIC_ROUND] = {"round", true, has_round_ahead, run_round},
    [ENT_TOPIC_BLOCKERS] = {"blockers", true, NULL, run_blockers},
    [ENT_TOPIC_DEALS] = {"deals", true, NULL, run_deals},
    [ENT_TOPIC_COUNTER] = {"counter", false, NULL, run_counter},
    [ENT_TOPIC_EXCHANGES] = {"exchanges", false, NULL, run_exchanges},
    [ENT_TOPIC_COMPAT] = {"compat", false, NULL, run_compat},
    [ENT_TOPIC_ROADMAP] = {"roadmap", true, has_roadmap, run_roadmap},
    [ENT_TOPIC_CLOCK] = {"clock", true, has_rounds_of_talks, run_clock},
    [ENT_TOPIC_CHECK] = {"check", true, NULL, run_check},
};

/* Those first whose answers others can use. */
static const ent_topic ORDER[ENT_TOPICS] = {
    ENT_TOPIC_GAP,       ENT_TOPIC_DEALS,  ENT_TOPIC_ROUND,   ENT_TOPIC_BLOCKERS, ENT_TOPIC_COUNTER,
    ENT_TOPIC_EXCHANGES, ENT_TOPIC_COMPAT, ENT_TOPIC_ROADMAP, ENT_TOPIC_CLOCK,    ENT_TOPIC_CHECK,
};

/* --- the question --------------------------------------------------------------------------- */

const char *ent_topic_name(ent_topic topic) {
    return (unsigned)topic < ENT_TOPICS ? TOPICS[topic].name : NULL;
}

ent_status ent_inquiry_for(const ent_model *model, const char *command, ent_inquiry *inquiry,
                           ent_diags *diags) {
    ent_inquiry made = ENT_INQUIRY_INIT;
    made.brief = strcmp(command, "brief") == 0;
    for (unsigned t = 0; t < ENT_TOPICS; t++) {
        const bool wanted = made.brief ? !TOPICS[t].applies || TOPICS[t].applies(model)
                                       : strcmp(command, TOPICS[t].name) == 0;
        if (wanted && TOPICS[t].is_command)
            made.topics |= 1u << t;
    }
    if (made.topics == 0)
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL, "there is no report '%s'", command);
    *inquiry = made;
    return ENT_OK;
}

/* --- the answers ---------------------------------------------------------------------------- */

/* "FILE:LINE: path: message; and 2 more". */
static const char *join_messages(base_arena *arena, const ent_diags *diags) {
    char text[512] = "";
    const size_t count = ent_diags_count(diags);
    if (count > 0)
        ent_diag_format(ent_diags_at(diags, 0), text, sizeof text);
    return count > 1 ? base_arena_printf(arena, "%s; and %zu more", text, count - 1)
                     : base_arena_printf(arena, "%s", text);
}

static void hand_on(const ent_diags *from, ent_diags *to) {
    for (size_t i = 0; i < ent_diags_count(from) && ent_diags_at(from, i); i++) {
        const ent_diag *diag = ent_diags_at(from, i);
        base_fail(to, diag->code, diag->source, diag->line, diag->column, diag->path, "%s",
                  diag->message);
    }
}

static void forget(ent_answers *answers, ent_topic topic) {
    if (topic != ENT_TOPIC_CLOCK)
        return; /* the others leave nothing behind */
    ent_clock_free(answers->clock);
    answers->clock = NULL;
    for (size_t p = 0; p < 2; p++) {
        ent_screening_free(answers->screening[p]);
        answers->screening[p] = NULL;
    }
}

static bool can_do_without(ent_status status, const ent_watch *watch) {
    return (status == ENT_ERR_LIMIT || status == ENT_ERR_MODEL || status == ENT_ERR_NUMERIC) &&
           !base_watch_ended(watch);
}

/* In a brief what cannot be answered is said instead of an answer. */
static ent_status answer_in_brief(ent_answers *answers, ent_topic topic, ent_diags *diags) {
    ent_diags *own = ent_diags_new();
    if (!own)
        return base_fail_memory(diags);
    ent_status status = TOPICS[topic].run(answers, own);
    if (can_do_without(status, answers->inquiry.watch)) {
        forget(answers, topic);
        answers->unanswered[topic] =
            (ent_unanswered){status, join_messages(&owner_of(answers)->arena, own)};
        status = answers->unanswered[topic].why ? ENT_OK : base_fail_memory(diags);
    } else {
        hand_on(own, diags);
    }
    ent_diags_free(own);
    return status;
}

/* A brief without any answer is none. */
static ent_status fail_if_empty(const ent_answers *answers, ent_diags *diags) {
    const ent_unanswered *first = NULL;
    for (unsigned t = 0; t < ENT_TOPICS; t++) {
        if (t != ENT_TOPIC_CHECK && ent_answers_have(answers, (ent_topic)t))
            return ENT_OK;
        if (!first && answers->unanswered[t].why)
            first = &answers->unanswered[t];
    }
    return first ? base_fail(diags, first->status, NULL, 0, 0, NULL, "%s", first->why) : ENT_OK;
}

bool ent_answers_have(const ent_answers *answers, ent_topic topic) {
    return answers->inquiry.topics >> topic & 1 && !answers->unanswered[topic].why;
}

void ent_answers_free(ent_answers *answers) {
    if (!answers)
        return;
    ent_provenance_free(answers->provenance);
    ent_gap_free(answers->gap);
    ent_deals_free(answers->deals);
    free(answers->red_lines);
    ent_counter_free(answers->counter);
    ent_exchanges_free(answers->exchanges);
    ent_peer_view_free(answers->peer);
    ent_blockers_free(answers->blockers);
    ent_round_free(answers->round);
    ent_roadmaps_free(answers->roadmaps);
    ent_clock_free(answers->clock);
    for (size_t p = 0; p < 2; p++)
        ent_screening_free(answers->screening[p]);
    base_arena_clear(&owner_of(answers)->arena);
    free(answers->owner);
}

ent_status ent_ask(const ent_model *model, const ent_inquiry *inquiry, ent_answers **answers,
                   ent_diags *diags) {
    owned *made = base_malloc(sizeof *made);
    if (!made)
        return base_fail_memory(diags);
    *made = (owned){.result = {.model = model, .inquiry = *inquiry, .owner = made}};
    ent_answers *found = &made->result;
    if (found->inquiry.round == ENT_NONE)
        found->inquiry.round = ent_round_next(model);
    ent_status status = ENT_OK;
    for (unsigned i = 0; i < ENT_TOPICS && !status; i++)
        if (ent_answers_have(found, ORDER[i]))
            status = found->inquiry.brief ? answer_in_brief(found, ORDER[i], diags)
                                          : TOPICS[ORDER[i]].run(found, diags);
    if (!status && found->inquiry.brief)
        status = fail_if_empty(found, diags);
    if (status)
        ent_answers_free(found);
    else
        *answers = found;
    return status;
}
