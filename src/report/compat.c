/* A peer's solutions under its own names, next to ours, in words, tables and JSON. */
#include "report/deal_set.h"
#include "report/section.h"
#include "report/wording.h"

#include <math.h>
#include <string.h>

static bool asked(const ent_report_options *options) {
    return options->compat;
}

static ent_status run(ent_report *report, ent_diags *diags) {
    return ent_peer_compare(report->model, report->options.peer, &report->peer, diags);
}

static void release(ent_report *report) {
    ent_peer_view_free(report->peer);
}

static const char *title_of(ent_peer peer) {
    static const char *const titles[ENT_PEERS] = {"GENIUS", "GeniusWeb", "NegMAS", "NegoLog"};
    return titles[peer];
}

/* Settlements where there are any, else interim agreements: where ours stand. */
static const ent_deal_set *our_set(const ent_report *report) {
    return report->deals->settlement.frontier_count ? &report->deals->settlement
                                                    : &report->deals->interim;
}

static const ent_deal *our_solution(const ent_report *report, size_t s) {
    const ent_deal_set *set = our_set(report);
    return set->frontier_count && set->solutions[s] != ENT_NONE ? &set->frontier[set->solutions[s]]
                                                                : NULL;
}

static void lines(report_draft *draft) {
    const ent_peer_view *view = draft->report->peer;
    const char *name = title_of(view->peer);
    const char *opposition =
        isnan(view->opposition)
            ? report_say(draft, "It reports no opposition.")
            : report_say(draft, "It reports an opposition of %.4g.", view->opposition);
    size_t refused = 0;
    for (size_t i = 0; i < view->picks_count; i++)
        refused += view->picks[i].found && !view->picks[i].acceptable;
    report_draft_line(
        draft, name,
        report_say(
            draft,
            "sees one set of packages, today's among them, without red lines, outside parties "
            "and interim agreements; walk-aways are its reservations. %s%s",
            opposition,
            refused ? report_say(draft, " %zu of its %s here.", refused,
                                 refused == 1 ? "picks cannot be signed" : "picks cannot be signed")
                    : ""));
}

static void columns(report_draft *draft, print_table *table) {
    const ent_model *model = draft->model;
    report_draft_column(draft, table, (print_column){"Whose", "whose", false, false});
    report_draft_column(draft, table, (print_column){"Yardstick", "name", false, true});
    report_draft_column(draft, table, (print_column){NULL, "formula", false, false});
    for (size_t p = 0; p < model->principals.count; p++) {
        const ent_party *party = &model->parties[model->principals.at[p]];
        report_draft_column(
            draft, table,
            (print_column){report_say(draft, "%s %%", report_say_bare(draft, party->name)),
                           report_say(draft, "utility_%s", party->key), true, false});
    }
    report_draft_column(draft, table, (print_column){"all sign", "acceptable", false, false});
    report_draft_column(draft, table, (print_column){"Otherwise", NULL, false, true});
    for (size_t j = 0; j < model->issues_count && draft->for_csv; j++)
        report_draft_column(draft, table, (print_column){NULL, model->issues[j].key, false, false});
}

typedef struct row {
    const char *whose;
    const char *name;
    const char *formula;
    const double *utility; /* NULL with the package: nothing qualifies */
    bool acceptable;
    const uint32_t *package;
} row;

#define ROWS_MAX (ENT_COMPATS + ENT_SOLUTIONS)

/* "Kalai-Smorodinsky" for "kalai_smorodinsky". */
static const char *say_solution(report_draft *draft, const char *name) {
    const char *text = "";
    while (*name) {
        const size_t length = strcspn(name, "_");
        text = report_join(draft, text, "-",
                           report_say_capital(draft, report_say(draft, "%.*s", (int)length, name)));
        name += length + (name[length] == '_');
    }
    return text;
}

/* The peer's, then ours. */
static size_t fill_rows(const report_draft *draft, row rows[ROWS_MAX]) {
    static const char *const formulas[ENT_SOLUTIONS] = {"max product of gains",
                                                        "max smallest gain / ideal gain",
                                                        "max smallest gain", "max sum of u"};
    const ent_peer_view *view = draft->report->peer;
    size_t count = 0;
    for (size_t i = 0; i < view->picks_count; i++) {
        const ent_peer_pick *pick = &view->picks[i];
        const ent_compat_info *info = ent_compat_describe(pick->which);
        rows[count++] = (row){draft->for_csv ? ent_peer_name(view->peer) : title_of(view->peer),
                              info->name,
                              info->formula,
                              pick->utility,
                              pick->acceptable,
                              pick->package};
    }
    for (size_t s = 0; s < ENT_SOLUTIONS; s++) {
        const ent_deal *deal = our_solution(draft->report, s);
        if (deal)
            rows[count++] = (row){draft->for_csv ? "entente" : "ours",
                                  ent_solution_name((ent_solution)s),
                                  formulas[s],
                                  deal->utility,
                                  !draft->report->options.all,
                                  deal->package};
    }
    return count;
}

static void add_row(report_draft *draft, print_table *table, const row *of, const bool *differs) {
    const ent_model *model = draft->model;
    const size_t principals = model->principals.count;
    report_draft_row(draft, table);
    report_draft_text(table, 0, of->whose);
    report_draft_text(
        table, 1,
        draft->for_csv ? of->name
                       : report_say(draft, "%s: %s", say_solution(draft, of->name), of->formula));
    report_draft_text(table, 2, of->formula);
    for (size_t p = 0; p < principals; p++)
        report_draft_share(draft, table, 3 + p, of->package ? of->utility[p] : NAN, false);
    if (!of->package)
        return;
    report_draft_text(table, 3 + principals, of->acceptable ? "yes" : "no");
    report_draft_text(table, 4 + principals,
                      draft->for_csv ? "" : report_say_changes(draft, of->package, differs));
    for (size_t j = 0; j < model->issues_count && draft->for_csv; j++)
        report_draft_text(table, 5 + principals + j, model->issues[j].options[of->package[j]].key);
}

/* What all have in common is said once. */
static const bool *say_common(report_draft *draft, print_table *table, const row *rows,
                              size_t count) {
    const uint32_t *packages[ROWS_MAX];
    size_t found = 0;
    for (size_t r = 0; r < count; r++)
        if (rows[r].package)
            packages[found++] = rows[r].package;
    const bool *differs = found > 1 ? report_packages_differ(draft, packages, found) : NULL;
    if (differs)
        table->intro = report_say_common(draft, packages[0], differs);
    return differs;
}

static void tables(report_draft *draft) {
    row rows[ROWS_MAX];
    print_table *table = report_draft_table(
        draft, "compat",
        report_say(draft, "%s yardsticks next to ours",
                   report_say_possessive(draft, title_of(draft->report->peer->peer))));
    if (!table)
        return;
    columns(draft, table);
    const size_t count = fill_rows(draft, rows);
    const bool *differs = say_common(draft, table, rows, count);
    for (size_t r = 0; r < count; r++)
        add_row(draft, table, &rows[r], differs);
    table->note = "What a package is worth, in % of what a side wants. u: utility, r: reservation, "
                  "d: reservation or the worst, most: the best.";
}

static void json_pick(print_json *json, const ent_report *report, const ent_peer_pick *pick) {
    const ent_model *model = report->model;
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
        print_json_bool(json, "acceptable", pick->acceptable);
    }
    print_json_close(json);
}

static void json(print_json *json, const ent_report *report) {
    const ent_peer_view *view = report->peer;
    print_json_text(json, "peer", ent_peer_name(view->peer));
    print_json_object(json, "solutions", PRINT_JSON_WIDE);
    for (size_t i = 0; i < view->picks_count; i++)
        json_pick(json, report, &view->picks[i]);
    print_json_close(json);
    if (!isnan(view->opposition))
        print_json_number(json, "opposition", view->opposition);
    print_json_whole(json, "frontier", view->points);
}

const report_section report_section_compat = {
    .key = "compat",
    .asked = asked,
    .run = run,
    .lines = lines,
    .tables = tables,
    .json = json,
    .release = release,
};
