/* What the sides could sign, in words, tables and JSON. */
#include "report/conditions.h"
#include "report/deal_set.h"
#include "report/section.h"
#include "report/wording.h"

#include <math.h>
#include <string.h>

static bool is_empty(const ent_deal_set *set) {
    return set->frontier_count == 0;
}

static const char *say_fair_points(report_draft *draft, const ent_deal_set *set, const char *over) {
    const ent_deals *deals = draft->answers->deals;
    const char *usual =
        set == &deals->interim && !is_empty(&deals->settlement) ? "same four" : "four usual";
    const char *agree = report_say_solutions_agree(draft, set);
    if (report_solutions_distinct(set) > 1) {
        const char *text = report_say(draft, "By the %s yardsticks of fairness %s.", usual,
                                      report_say_solution_gains(draft, set, over));
        const bool said = *agree && !(draft->brief && set == &deals->interim);
        return said ? report_say(draft, "%s All four hold: %s.", text, agree) : text;
    }
    const char *text =
        report_say(draft, "The %s yardsticks of fairness pick the same one%s%s: %s.", usual,
                   *agree ? ", with " : "", agree,
                   report_say_gains(draft, set->frontier[set->solutions[0]].gain, over));
    return set->frontier_count == 1
               ? text
               : report_say(draft, "%s Over all those that no other beats, %s.", text,
                            report_say_frontier_gains(draft, set, ""));
}

static const char *say_price(report_draft *draft) {
    const ent_blockers *blockers = draft->answers->blockers;
    size_t dearest = 0;
    for (size_t c = 1; blockers && c < blockers->constraints_count; c++)
        if (blockers->prices[c] > blockers->prices[dearest] || isnan(blockers->prices[dearest]))
            dearest = c;
    if (!blockers || !blockers->prices_complete || blockers->constraints_count == 0 ||
        !(blockers->prices[dearest] > 0))
        return "";
    const ent_constraint *line = &blockers->constraints[dearest];
    const ent_party *party = &draft->model->parties[line->party];
    return report_say(
        draft,
        " The dearest red line is %s, on %s: without it the side that gains least could "
        "gain %s more.",
        report_say_possessive(draft, report_say_bare(draft, party->name)),
        report_say_pattern(draft, &party->red_lines[line->red_line]),
        report_say_share(draft, blockers->prices[dearest]));
}

/* An upper bound that is the number of all packages says nothing. */
static const char *say_how_many(report_draft *draft, const ent_deals *deals) {
    const ent_count *count = &deals->settlement.count;
    if (count->exact || !deals->possible.exact || strcmp(count->high, deals->possible.high) != 0)
        return report_say_count(draft, count);
    const ent_count least = {count->low, count->low, true};
    return strlen(count->low) > 1
               ? report_say(draft, "at least %s", report_say_count(draft, &least))
               : "some, how many is not known,";
}

/* "50 of the 2,699 possible packages end the contest on terms that both can sign" */
static const char *say_signable(report_draft *draft) {
    const ent_deals *deals = draft->answers->deals;
    const char *share =
        report_count_is(&deals->possible, "1")
            ? "the only possible package"
            : report_say(draft, "%s of the %s", say_how_many(draft, deals),
                         report_say_counted(draft, &deals->possible, "possible package",
                                            "possible packages"));
    const char *everybody = report_say_everybody(draft);
    if (!deals->has_interim)
        return report_say(draft, "%s can sign %s", everybody, share);
    return report_say(draft, "%s %s the contest on terms that %s can sign", share,
                      report_count_is(&deals->settlement.count, "1") ? "ends" : "end", everybody);
}

static const char *say_settlement(report_draft *draft) {
    const ent_deal_set *set = &draft->answers->deals->settlement;
    return report_say(draft, "is possible: %s. %s%s%s%s", say_signable(draft),
                      say_fair_points(draft, set, "over walking away"),
                      report_say_solutions_outsiders(draft, set), report_say_epsilon(draft, set),
                      say_price(draft));
}

static const char *say_no_settlement(report_draft *draft) {
    const ent_deal_set *set = &draft->answers->deals->settlement;
    if (!set->nearest)
        return draft->answers->inquiry.deals.within
                   ? "is ruled out: what is fixed and the rules of the model leave none."
                   : "is ruled out: the rules of the model leave none.";
    return report_say(draft,
                      "is not possible as things stand. The package that comes nearest (%s): "
                      "%s.%s",
                      report_say_changes(draft, set->nearest->package, NULL),
                      report_say_nearest(draft, set), report_say_epsilon(draft, set));
}

/* What is known though no package was found. */
static const char *say_not_found(report_draft *draft, const ent_deal_set *set) {
    const bool exists = strcmp(set->count.low, "0") != 0;
    return report_say(
        draft,
        "%s more memory. Nobody can gain more than %s of what it wants by one. The "
        "nearest that was found (%s): %s.",
        exists ? "exists, but to find one takes" : "was neither found nor ruled out; that takes",
        report_say_bound(draft, set->epsilon),
        report_say_changes(draft, set->nearest->package, NULL), report_say_nearest(draft, set));
}

static const char *say_interim(report_draft *draft) {
    const ent_deal_set *set = &draft->answers->deals->interim;
    if (set->not_found)
        return report_say(draft, "an agreement that leaves the contest running %s",
                          say_not_found(draft, set));
    if (is_empty(set))
        return "no agreement that leaves the contest running is acceptable to everybody.";
    return report_say(draft, "%s the contest running and nobody worse off than today. %s%s",
                      report_say(draft, "%s %s",
                                 report_say_counted(draft, &set->count, "interim agreement",
                                                    "interim agreements"),
                                 report_count_is(&set->count, "1") ? "leaves" : "leave"),
                      say_fair_points(draft, set, "over today"), report_say_epsilon(draft, set));
}

static void say_all(report_draft *draft) {
    const ent_deals *deals = draft->answers->deals;
    const char *counted =
        report_say_counted(draft, &deals->possible, "package is possible", "packages are possible");
    const char *part =
        deals->has_interim
            ? report_say(draft, "%s of which would end the contest",
                         report_say_count(draft, &deals->settlement.count))
            : report_say(draft, "%zu of which no other beats", deals->settlement.frontier_count);
    report_sentence(draft, "In all",
                    report_say(draft, "%s, %s. Red lines and walk-aways are left out of account.%s",
                               counted, part, report_say_epsilon(draft, &deals->settlement)));
}

static void say_answer(report_draft *draft) {
    const ent_deals *deals = draft->answers->deals;
    report_draft_conditions(draft);
    if (report_asks_about_packages(&draft->answers->inquiry))
        return;
    if (draft->answers->inquiry.deals.all) {
        say_all(draft);
        return;
    }
    const char *label = deals->has_interim ? "A settlement" : "An agreement";
    if (!is_empty(&deals->settlement))
        report_sentence(draft, label, say_settlement(draft));
    else if (deals->settlement.not_found)
        report_sentence(draft, label, say_not_found(draft, &deals->settlement));
    else if (!draft->answers->blockers) /* else they say what it fails on */
        report_sentence(draft, label, say_no_settlement(draft));
    if (deals->has_interim)
        report_sentence(draft, "Short of that", say_interim(draft));
}

/* --- tables ---------------------------------------------------------------------------------- */

/* @param epsilon  of what is listed of these packages; NAN: nothing is */
static void count_row(report_draft *draft, report_table *table, const char *name, const char *title,
                      const ent_count *count, double epsilon) {
    report_row(draft, table);
    report_put_named(table, name, title);
    report_put_count(table, count);
    report_put_text(table, count->high);
    report_put_number(table, epsilon);
}

static void count_rows(report_draft *draft, report_table *table) {
    const ent_deals *deals = draft->answers->deals;
    const bool all = draft->answers->inquiry.deals.all;
    const double epsilon = fmax(deals->settlement.epsilon, deals->interim.epsilon);
    count_row(draft, table, "possible", "possible: they break no rule", &deals->possible,
              all ? epsilon : NAN);
    if (!all)
        count_row(draft, table, "acceptable", "acceptable: every side can sign", &deals->acceptable,
                  epsilon);
    if (!deals->has_interim)
        return;
    count_row(draft, table, "settlement", "... and end the contest", &deals->settlement.count,
              deals->settlement.epsilon);
    count_row(draft, table, "interim", "... and leave it running", &deals->interim.count,
              deals->interim.epsilon);
}

static void count_table(report_draft *draft) {
    report_table *table = report_table_begin(draft, "counts", "How many packages");
    static const report_column columns[] = {
        {.name = "set", .title = "Packages that are", .type = REPORT_WORD},
        {.name = "count", .title = "count", .type = REPORT_COUNT},
        {.name = "count_high", .type = REPORT_COUNT},
        {.name = "epsilon", .type = REPORT_SHARE},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    count_rows(draft, table);
    table->detail = true;
    table->on_page = report_asks_about_packages(&draft->answers->inquiry);
    if (!draft->answers->deals->exact)
        table->note =
            "Not every payoff is an exact decimal (options that run out, or numbers of many "
            "digits): payoffs closer than 10^-9 count as equal.";
}

static void say_set(report_draft *draft, const ent_deal_set *set, const char *kind) {
    if (report_asks_about_packages(&draft->answers->inquiry))
        report_draft_deal_set_for_page(draft, set, kind);
    else
        report_draft_deal_set(draft, set, kind);
}

/* Where something else was asked, a terminal shows its tables alone. */
static void say(report_draft *draft) {
    const ent_deals *deals = draft->answers->deals;
    say_answer(draft);
    say_set(draft, &deals->settlement, "settlement");
    if (deals->has_interim)
        say_set(draft, &deals->interim, "interim");
    count_table(draft);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json(print_json *json, const ent_answers *answers) {
    const ent_deals *deals = answers->deals;
    print_json_text(json, "scope", answers->inquiry.deals.all ? "possible" : "acceptable");
    report_json_conditions(json, answers);
    report_json_count(json, "possible", &deals->possible);
    if (!answers->inquiry.deals.all) /* else the sets hold what somebody would refuse, too */
        report_json_count(json, "acceptable", &deals->acceptable);
    print_json_bool(json, "exact", deals->exact);
    if (!deals->exact)
        print_json_number(json, "tolerance", deals->tolerance);
    report_json_deal_set(json, "settlement", answers->model, &deals->settlement);
    if (deals->has_interim)
        report_json_deal_set(json, "interim", answers->model, &deals->interim);
}

const report_section report_section_deals = {
    .topic = ENT_TOPIC_DEALS,
    .id = "deals",
    .title = "What they could sign",
    .say = say,
    .json = json,
};
