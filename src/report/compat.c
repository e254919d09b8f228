/* A peer's solutions under its own names, next to ours, in words, tables and JSON. */
#include "report/deal_set.h"
#include "report/section.h"
#include "report/wording.h"

#include <math.h>
#include <string.h>

static const char *title_of(ent_peer peer) {
    static const char *const titles[ENT_PEERS] = {"GENIUS", "GeniusWeb", "NegMAS", "NegoLog"};
    return titles[peer];
}

/* Settlements where there are any, else interim agreements: where ours stand. */
static const ent_deal_set *our_set(const ent_answers *answers) {
    return answers->deals->settlement.frontier_count ? &answers->deals->settlement
                                                     : &answers->deals->interim;
}

static const ent_deal *our_solution(const ent_answers *answers, size_t s) {
    const ent_deal_set *set = our_set(answers);
    return set->frontier_count && set->solutions[s] != ENT_NONE ? &set->frontier[set->solutions[s]]
                                                                : NULL;
}

static void say_answer(report_draft *draft) {
    const ent_peer_view *view = draft->answers->peer;
    const char *opposition =
        isnan(view->opposition)
            ? "It reports no opposition."
            : report_say(draft, "It reports an opposition of %.4g.", view->opposition);
    size_t refused = 0;
    for (size_t i = 0; i < view->picks_count; i++)
        refused += view->picks[i].found && !view->picks[i].acceptable;
    report_sentence(
        draft, title_of(view->peer),
        report_say(
            draft,
            "sees one set of packages, today's among them, without red lines, outside parties "
            "and interim agreements; walk-aways are its reservations. %s%s",
            opposition,
            refused ? report_say(draft, " %zu of its picks cannot be signed here.", refused) : ""));
}

/* --- the table ------------------------------------------------------------------------------- */

/* A solution of the peer, or one of ours. */
typedef struct picked {
    const char *whose; /* its name for machines, and for people */
    const char *whose_title;
    const char *name;
    const char *formula;
    const double *utility; /* NULL with the package: nothing qualifies */
    const double *there;   /* on the scale of the peer's files; NULL: ours */
    bool acceptable;
    const uint32_t *package;
} picked;

#define PICKS_MAX (ENT_COMPATS + ENT_SOLUTIONS)

/* "Modified Kalai-Smorodinsky" for "modified_kalai_smorodinsky". */
static const char *say_solution(report_draft *draft, const char *name) {
    const char *text = "";
    while (*name) {
        const size_t length = strcspn(name, "_");
        text = report_join(draft, text, strcmp(text, "Modified") ? "-" : " ",
                           report_say_capital(draft, report_say(draft, "%.*s", (int)length, name)));
        name += length + (name[length] == '_');
    }
    return text;
}

/* The peer's, then ours. */
static size_t collect_picks(const report_draft *draft, picked picks[PICKS_MAX]) {
    static const char *const formulas[ENT_SOLUTIONS] = {"max product of gains",
                                                        "max smallest gain / ideal gain",
                                                        "max smallest gain", "max sum of u"};
    const ent_peer_view *view = draft->answers->peer;
    size_t count = 0;
    for (size_t i = 0; i < view->picks_count; i++) {
        const ent_peer_pick *from = &view->picks[i];
        const ent_compat_info *info = ent_compat_describe(from->which);
        picks[count++] = (picked){.whose = ent_peer_name(view->peer),
                                  .whose_title = title_of(view->peer),
                                  .name = info->name,
                                  .formula = info->formula,
                                  .utility = from->utility,
                                  .there = from->there,
                                  .acceptable = from->acceptable,
                                  .package = from->package};
    }
    for (size_t s = 0; s < ENT_SOLUTIONS; s++) {
        const ent_deal *deal = our_solution(draft->answers, s);
        if (deal)
            picks[count++] = (picked){.whose = "entente",
                                      .whose_title = "ours",
                                      .name = ent_solution_name((ent_solution)s),
                                      .formula = formulas[s],
                                      .utility = deal->utility,
                                      .acceptable = !draft->answers->inquiry.deals.all,
                                      .package = deal->package};
    }
    return count;
}

static void pick_columns(report_draft *draft, report_table *table) {
    static const report_column from[] = {
        {.name = "whose", .title = "Whose", .type = REPORT_WORD},
        {.name = "name", .title = "Yardstick", .type = REPORT_TEXT},
        {.name = "formula", .type = REPORT_TEXT},
    };
    static const report_column package[] = {
        {.name = "acceptable", .title = "all sign", .type = REPORT_FLAG},
        {.name = "package", .title = "Otherwise", .type = REPORT_PACKAGE},
    };
    REPORT_COLUMNS(draft, table, from);
    report_columns_of_sides(draft, table, REPORT_SHARE, "utility", " %");
    if (draft->answers->peer->rescaled)
        report_columns_of_sides(draft, table, REPORT_NUMBER, "there", " there");
    REPORT_COLUMNS(draft, table, package);
}

static void pick_row(report_draft *draft, report_table *table, const picked *of) {
    report_row(draft, table);
    report_put_named(table, of->whose, of->whose_title);
    report_put_named(table, of->name,
                     report_say(draft, "%s: %s", say_solution(draft, of->name), of->formula));
    report_put_text(table, of->formula);
    report_put_sides(draft, table, of->package ? of->utility : NULL);
    if (draft->answers->peer->rescaled)
        report_put_sides(draft, table, of->package ? of->there : NULL);
    if (!of->package)
        return;
    report_put_flag(table, of->acceptable);
    report_put_package(table, of->package);
}

static void pick_table(report_draft *draft) {
    picked picks[PICKS_MAX];
    const char *peer = title_of(draft->answers->peer->peer);
    report_table *table = report_table_begin(
        draft, "compat",
        report_say(draft, "%s yardsticks next to ours", report_say_possessive(draft, peer)));
    if (!table)
        return;
    const size_t count = collect_picks(draft, picks);
    pick_columns(draft, table);
    for (size_t i = 0; i < count; i++)
        pick_row(draft, table, &picks[i]);
    table->common = true;
    table->note =
        draft->answers->peer->rescaled
            ? "What a package is worth, in % of what a side wants, and there: in the file that the "
              "model was imported from. u: utility there, r: reservation, d: reservation or the "
              "worst, most: the best."
            : "What a package is worth, in % of what a side wants. u: utility, r: reservation, "
              "d: reservation or the worst, most: the best.";
}

static void say(report_draft *draft) {
    say_answer(draft);
    pick_table(draft);
}

static void json_pick(print_json *json, const ent_answers *answers, const ent_peer_pick *pick) {
    const ent_model *model = answers->model;
    const ent_compat_info *info = ent_compat_describe(pick->which);
    print_json_object(json, info->name, PRINT_JSON_LINE);
    print_json_text(json, "formula", info->formula);
    if (pick->found) {
        print_json_object(json, "package", PRINT_JSON_LINE);
        for (size_t j = 0; j < model->issues_count; j++)
            print_json_text(json, model->issues[j].key,
                            model->issues[j].options[pick->package[j]].key);
        print_json_close(json);
        report_json_by_principal(json, "utility", model, pick->utility);
        if (answers->peer->rescaled)
            report_json_by_principal(json, "there", model, pick->there);
        print_json_bool(json, "acceptable", pick->acceptable);
    }
    print_json_close(json);
}

static void json(print_json *json, const ent_answers *answers) {
    const ent_peer_view *view = answers->peer;
    print_json_text(json, "peer", ent_peer_name(view->peer));
    print_json_object(json, "solutions", PRINT_JSON_WIDE);
    for (size_t i = 0; i < view->picks_count; i++)
        json_pick(json, answers, &view->picks[i]);
    print_json_close(json);
    if (!isnan(view->opposition))
        print_json_number(json, "opposition", view->opposition);
    print_json_whole(json, "frontier", view->points);
}

const report_section report_section_compat = {
    .topic = ENT_TOPIC_COMPAT,
    .id = "compat",
    .title = "As another workbench sees it",
    .say = say,
    .json = json,
};
