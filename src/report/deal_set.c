#include "report/deal_set.h"

#include "report/number.h"
#include "report/section.h"
#include "report/wording.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define CHOICES_SAID 3
#define COMMON_SAID  20

static const ent_deal *solution(const ent_deal_set *set, size_t s) {
    return set->solutions[s] == ENT_NONE ? NULL : &set->frontier[set->solutions[s]];
}

const char *report_solution_title(size_t s) {
    static const char *const titles[ENT_SOLUTIONS] = {"Nash", "Kalai-Smorodinsky", "egalitarian",
                                                      "utilitarian"};
    return titles[s];
}

/* Joins what is said of each principal; the unit stands with the first. */
static const char *join_gains(report_draft *draft, const char *text, const char *said,
                              const char *over) {
    if (*text)
        return report_say(draft, "%s, %s", text, said);
    return report_say(draft, "%s of what it wants%s%s", said, *over ? " " : "", over);
}

const char *report_say_gains(report_draft *draft, const double *gain, const char *over) {
    const char *text = "";
    const char *verb = "";
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        const char *next = gain[p] < 0 ? "loses" : "gains";
        const bool same = strcmp(verb, next) == 0;
        const char *said =
            report_say(draft, "%s %s%s%s", report_say_principal(draft, p), same ? "" : next,
                       same ? "" : " ", report_say_share(draft, fabs(gain[p])));
        text = join_gains(draft, text, said, over);
        verb = next;
    }
    return text;
}

typedef struct range {
    double low;
    double high;
} range;

static range widen(range old, double number) {
    return (range){fmin(old.low, number), fmax(old.high, number)};
}

static const char *say_ranges(report_draft *draft, const range *ranges, const char *over) {
    const char *text = "";
    for (size_t p = 0; p < draft->model->principals.count; p++)
        text = join_gains(draft, text,
                          report_say(draft, "%s %s%s", report_say_principal(draft, p),
                                     *text ? "" : "gains ",
                                     report_say_range(draft, ranges[p].low, ranges[p].high)),
                          over);
    return text;
}

const char *report_say_solution_gains(report_draft *draft, const ent_deal_set *set,
                                      const char *over) {
    range ranges[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        ranges[p] = (range){INFINITY, -INFINITY};
        for (size_t s = 0; s < ENT_SOLUTIONS; s++)
            ranges[p] = widen(ranges[p], solution(set, s)->gain[p]);
    }
    return say_ranges(draft, ranges, over);
}

const char *report_say_frontier_gains(report_draft *draft, const ent_deal_set *set,
                                      const char *over) {
    range ranges[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        ranges[p] = (range){INFINITY, -INFINITY};
        for (size_t f = 0; f < set->frontier_count; f++)
            ranges[p] = widen(ranges[p], set->frontier[f].gain[p]);
    }
    return say_ranges(draft, ranges, over);
}

size_t report_solutions_distinct(const ent_deal_set *set) {
    size_t count = 0;
    for (size_t s = 0; s < ENT_SOLUTIONS; s++) {
        bool seen = set->solutions[s] == ENT_NONE;
        for (size_t t = 0; t < s; t++)
            seen = seen || set->solutions[t] == set->solutions[s];
        count += !seen;
    }
    return count;
}

static bool solutions_agree_on(const ent_deal_set *set, size_t issue) {
    for (size_t s = 1; s < ENT_SOLUTIONS; s++)
        if (solution(set, s)->package[issue] != solution(set, 0)->package[issue])
            return false;
    return true;
}

const char *report_say_solutions_agree(report_draft *draft, const ent_deal_set *set) {
    const char *names[CHOICES_SAID];
    size_t count = 0;
    size_t more = 0;
    for (size_t i = 0; i < draft->model->issues_count; i++) {
        const size_t j = draft->report->gap ? draft->report->gap->widest[i] : i;
        const uint32_t option = solution(set, 0)->package[j];
        if (option == 0 || !solutions_agree_on(set, j))
            continue;
        if (count < CHOICES_SAID)
            names[count++] = report_say_choice(draft, j, option);
        else
            more++;
    }
    return report_say_list(draft, names, count, more);
}

typedef enum tie { NEEDS, AFFECTS } tie;

static bool touches(const ent_model *model, const uint32_t *package, uint32_t party, tie how) {
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_option *option = &model->issues[j].options[package[j]];
        const ent_ids *ids = how == NEEDS ? &option->needs : &option->affects;
        for (size_t i = 0; i < ids->count; i++)
            if (ids->at[i] == party)
                return true;
    }
    return false;
}

/* Outside parties that every solution needs, or affects without needing them. */
static const char *say_outsiders(report_draft *draft, const ent_deal_set *set, tie how) {
    const char *names[ENT_PARTIES_MAX];
    size_t count = 0;
    for (uint32_t p = 0; p < draft->model->parties_count && count < ENT_PARTIES_MAX; p++) {
        bool all = draft->model->parties[p].role != ENT_PRINCIPAL;
        bool needed = true;
        for (size_t s = 0; s < ENT_SOLUTIONS && all; s++) {
            all = touches(draft->model, solution(set, s)->package, p, how);
            needed = needed && touches(draft->model, solution(set, s)->package, p, NEEDS);
        }
        if (all && (how == NEEDS || !needed))
            names[count++] = report_say_party(draft, p);
    }
    return report_say_list(draft, names, count, 0);
}

const char *report_say_solutions_outsiders(report_draft *draft, const ent_deal_set *set) {
    const bool one = report_solutions_distinct(set) == 1;
    const char *needed = say_outsiders(draft, set, NEEDS);
    const char *affected = report_in_brief(draft) ? "" : say_outsiders(draft, set, AFFECTS);
    const char *text = "";
    if (*needed)
        text = report_say(draft, "%s %s", one ? "needs" : "need", needed);
    if (*affected)
        text = report_join(draft, text, " and ",
                           report_say(draft, "%s %s", one ? "touches" : "touch", affected));
    return *text ? report_say(draft, " %s %s.", one ? "It" : "All four", text) : "";
}

const char *report_say_nearest(report_draft *draft, const ent_deal_set *set) {
    const char *text = "";
    for (size_t p = 0; p < draft->model->principals.count; p++)
        if (set->nearest->gain[p] < 0)
            text =
                report_join(draft, text, ", ",
                            report_say(draft, "%s falls %s short", report_say_principal(draft, p),
                                       report_say_share(draft, -set->nearest->gain[p])));
    if (set->nearest_crosses)
        text = report_join(draft, text, ", and ", "it crosses a red line");
    return text;
}

const char *report_say_epsilon(report_draft *draft, const ent_deal_set *set) {
    if (!(set->epsilon > 0) || set->not_found)
        return "";
    if (set->frontier_count == 0)
        return report_say(draft, " None comes nearer by more than %s.",
                          report_say_bound(draft, set->epsilon));
    return report_say(
        draft,
        " The frontier is approximate: in place of any package left out, one of those "
        "listed costs nobody more than %s of what it wants.",
        report_say_bound(draft, set->epsilon));
}

/* What the solutions of an approximate frontier may miss. */
static const char *say_margins(report_draft *draft, const ent_deal_set *set) {
    if (!(set->epsilon > 0))
        return NULL;
    char product[REPORT_NUMBER_TEXT]; /* not a share: in full, not per cent */
    report_number_percent_bound(set->solution_margin[ENT_NASH] / 100, product);
    return report_say(
        draft,
        "The best of an approximate frontier. A package left out could raise the product "
        "of gains by at most %s, the smallest share of what each could gain by %s, "
        "the smallest gain by %s, the sum of utilities by %s.",
        product, report_say_bound(draft, set->solution_margin[ENT_KALAI_SMORODINSKY]),
        report_say_bound(draft, set->solution_margin[ENT_EGALITARIAN]),
        report_say_bound(draft, set->solution_margin[ENT_UTILITARIAN]));
}

/* Rows of a table of deals: which of the frontier, and what stands in the first column. */
typedef struct deal_row {
    const ent_deal *deal;
    const char *head;
} deal_row;

static void deal_columns(report_draft *draft, print_table *table, print_column head) {
    const ent_model *model = draft->model;
    report_draft_column(draft, table, head);
    for (size_t p = 0; p < model->principals.count; p++) {
        const ent_party *party = &model->parties[model->principals.at[p]];
        report_draft_column(
            draft, table,
            (print_column){report_say(draft, "%s %%", report_say_bare(draft, party->name)),
                           report_say(draft, "gain_%s", party->key), true, false});
    }
    report_draft_column(draft, table, (print_column){"Otherwise than today", NULL, false, true});
    for (size_t p = 0; p < model->principals.count && draft->for_csv; p++)
        report_draft_column(draft, table,
                            (print_column){NULL,
                                           report_say(draft, "utility_%s",
                                                      model->parties[model->principals.at[p]].key),
                                           true, false});
    for (size_t j = 0; j < model->issues_count && draft->for_csv; j++)
        report_draft_column(draft, table, (print_column){NULL, model->issues[j].key, false, false});
}

static void deal_row_add(report_draft *draft, print_table *table, const deal_row *row,
                         const bool *which) {
    const ent_model *model = draft->model;
    size_t column = 0;
    report_draft_row(draft, table);
    report_draft_text(table, column++, row->head);
    for (size_t p = 0; p < model->principals.count; p++)
        report_draft_share(draft, table, column++, row->deal->gain[p], true);
    report_draft_text(table, column++,
                      draft->for_csv ? "" : report_say_changes(draft, row->deal->package, which));
    for (size_t p = 0; p < model->principals.count && draft->for_csv; p++)
        report_draft_share(draft, table, column++, row->deal->utility[p], false);
    for (size_t j = 0; j < model->issues_count && draft->for_csv; j++)
        report_draft_text(table, column++, model->issues[j].options[row->deal->package[j]].key);
}

bool *report_packages_differ(report_draft *draft, const uint32_t *const *packages, size_t count) {
    bool *differs = REPORT_DRAFT_NEW(draft, bool, draft->model->issues_count);
    for (size_t j = 0; differs && j < draft->model->issues_count; j++)
        for (size_t r = 1; r < count; r++)
            differs[j] = differs[j] || packages[r][j] != packages[0][j];
    return differs;
}

const char *report_say_common(report_draft *draft, const uint32_t *package, const bool *differs) {
    const char *names[COMMON_SAID];
    size_t count = 0;
    size_t more = 0;
    for (size_t j = 0; j < draft->model->issues_count; j++) {
        if (differs[j] || package[j] == 0)
            continue;
        if (count < COMMON_SAID)
            names[count++] = report_say_choice(draft, j, package[j]);
        else
            more++;
    }
    return count ? report_say(draft, "All of them hold: %s.",
                              report_say_list(draft, names, count, more))
                 : NULL;
}

/* What all rows have in common is said once, above the table. */
static bool *find_differing(report_draft *draft, const deal_row *rows, size_t count) {
    const uint32_t **packages = REPORT_DRAFT_NEW(draft, const uint32_t *, count);
    for (size_t r = 0; packages && r < count; r++)
        packages[r] = rows[r].deal->package;
    return packages ? report_packages_differ(draft, packages, count) : NULL;
}

static void deal_rows(report_draft *draft, print_table *table, const deal_row *rows, size_t count) {
    bool *differs = count > 1 ? find_differing(draft, rows, count) : NULL;
    if (differs)
        table->intro = report_say_common(draft, rows[0].deal->package, differs);
    for (size_t r = 0; r < count; r++)
        deal_row_add(draft, table, &rows[r], differs);
}

static void solution_table(report_draft *draft, const ent_deal_set *set, const char *kind,
                           const char *title) {
    print_table *table = report_draft_table(draft, report_say(draft, "%s-solutions", kind), title);
    if (!table)
        return;
    deal_row rows[ENT_SOLUTIONS];
    size_t count = 0;
    for (size_t s = 0; s < ENT_SOLUTIONS && solution(set, s); s++) {
        const char *head =
            draft->for_csv ? ent_solution_name((ent_solution)s) : report_solution_title(s);
        size_t same = 0;
        while (same < count && rows[same].deal != solution(set, s))
            same++;
        if (same < count && !draft->for_csv)
            rows[same].head = report_say(draft, "%s, %s", rows[same].head, head);
        else
            rows[count++] = (deal_row){solution(set, s), head};
    }
    deal_columns(draft, table, (print_column){"Yardstick", "name", false, true});
    deal_rows(draft, table, rows, count);
    table->note = say_margins(draft, set);
}

static double smallest_gain(const report_draft *draft, const ent_deal *deal) {
    double smallest = INFINITY;
    for (size_t p = 0; p < draft->model->principals.count; p++)
        smallest = fmin(smallest, deal->gain[p]);
    return smallest;
}

/* Of a long frontier the `top` deals with the largest smallest gain, in order of the frontier: the
 * least smallest gain that is still shown is found by walking down. */
static bool *pick_top(report_draft *draft, const ent_deal_set *set) {
    bool *picked = REPORT_DRAFT_NEW(draft, bool, set->frontier_count);
    for (size_t n = 0; picked && n < draft->top; n++) {
        size_t best = set->frontier_count;
        for (size_t f = 0; f < set->frontier_count; f++)
            if (!picked[f] &&
                (best == set->frontier_count || smallest_gain(draft, &set->frontier[f]) >
                                                    smallest_gain(draft, &set->frontier[best])))
                best = f;
        picked[best] = true;
    }
    return picked;
}

static const char *frontier_note(report_draft *draft, const ent_deal_set *set, size_t shown,
                                 bool interim) {
    const char *unit = interim ? "Gains over today, in % of what a side wants."
                               : "Gains over walking away, in % of what a side wants.";
    const char *text = report_say(draft, "%s%s", unit, report_say_epsilon(draft, set));
    if (shown == set->frontier_count)
        return text;
    return report_say(
        draft,
        "... %zu more, --top 0 for all; shown are those with the largest smallest gain. "
        "%s",
        set->frontier_count - shown, text);
}

static void frontier_table(report_draft *draft, const ent_deal_set *set, const char *kind,
                           bool interim) {
    print_table *table =
        report_draft_table(draft, kind,
                           interim ? "Interim agreements that no other beats (the frontier)"
                                   : "Settlements that no other beats (the frontier)");
    deal_row *rows = REPORT_DRAFT_NEW(draft, deal_row, set->frontier_count);
    const bool all = draft->top == 0 || draft->top >= set->frontier_count;
    const bool *picked = all ? NULL : pick_top(draft, set);
    if (!table || !rows || (!all && !picked))
        return;
    size_t count = 0;
    for (size_t f = 0; f < set->frontier_count; f++)
        if (all || picked[f])
            rows[count++] = (deal_row){&set->frontier[f], report_say(draft, "%zu", f + 1)};
    deal_columns(draft, table, (print_column){"No.", "number", true, false});
    deal_rows(draft, table, rows, count);
    table->detail = true;
    table->note = frontier_note(draft, set, count, interim);
}

void report_draft_deal_set(report_draft *draft, const ent_deal_set *set, const char *kind) {
    const bool interim = strcmp(kind, "interim") == 0;
    frontier_table(draft, set, kind, interim);
    solution_table(draft, set, kind,
                   interim ? "Interim agreements by the four yardsticks of fairness"
                           : "Settlements by the four yardsticks of fairness");
}

static void json_deal_members(print_json *json, const ent_model *model, const ent_deal *deal) {
    print_json_object(json, "package", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        print_json_text(json, model->issues[j].key, model->issues[j].options[deal->package[j]].key);
    print_json_close(json);
    report_json_by_principal(json, "utility", model, deal->utility);
    report_json_by_principal(json, "gain", model, deal->gain);
    print_json_array(json, "affects", PRINT_JSON_LINE);
    for (uint32_t p = 0; p < model->parties_count; p++)
        if (touches(model, deal->package, p, AFFECTS))
            print_json_text(json, NULL, model->parties[p].key);
    print_json_close(json);
}

static void json_deal(print_json *json, const char *key, const ent_model *model,
                      const ent_deal *deal) {
    print_json_object(json, key, PRINT_JSON_LINE);
    json_deal_members(json, model, deal);
    if (deal->packages != UINT64_MAX) {
        char digits[32];
        snprintf(digits, sizeof digits, "%" PRIu64, deal->packages);
        print_json_text(json, "packages", digits);
    }
    print_json_close(json);
}

static void json_nearest(print_json *json, const ent_model *model, const ent_deal_set *set) {
    print_json_object(json, "nearest", PRINT_JSON_LINE);
    json_deal_members(json, model, set->nearest);
    print_json_number(json, "shortfall", set->nearest_shortfall);
    print_json_bool(json, "crosses_red_lines", set->nearest_crosses);
    print_json_close(json);
}

void report_json_count(print_json *json, const char *key, const ent_count *count) {
    print_json_text(json, key, count->low);
    if (strcmp(count->low, count->high) == 0)
        return;
    char high[32];
    snprintf(high, sizeof high, "%s_high", key);
    print_json_text(json, high, count->high);
}

static void json_margins(print_json *json, const ent_deal_set *set) {
    print_json_object(json, "solution_margin", PRINT_JSON_LINE);
    for (size_t s = 0; s < ENT_SOLUTIONS; s++)
        if (solution(set, s))
            print_json_number(json, ent_solution_name((ent_solution)s), set->solution_margin[s]);
    print_json_close(json);
}

void report_json_deal_set(print_json *json, const char *key, const ent_model *model,
                          const ent_deal_set *set) {
    print_json_object(json, key, PRINT_JSON_WIDE);
    report_json_count(json, "count", &set->count);
    if (set->not_found)
        print_json_bool(json, "not_found", true);
    if (set->epsilon > 0)
        print_json_number(json, "epsilon", set->epsilon);
    print_json_array(json, "frontier", PRINT_JSON_WIDE);
    for (size_t f = 0; f < set->frontier_count; f++)
        json_deal(json, NULL, model, &set->frontier[f]);
    print_json_close(json);
    if (set->frontier_count > 0) {
        print_json_object(json, "solutions", PRINT_JSON_WIDE);
        for (size_t s = 0; s < ENT_SOLUTIONS; s++)
            if (solution(set, s))
                json_deal(json, ent_solution_name((ent_solution)s), model, solution(set, s));
        print_json_close(json);
    }
    if (set->epsilon > 0 && set->frontier_count > 0)
        json_margins(json, set);
    if (set->ideal_gain)
        report_json_by_principal(json, "ideal_gain", model, set->ideal_gain);
    if (set->epsilon > 0 && set->ideal_gain_high)
        report_json_by_principal(json, "ideal_gain_high", model, set->ideal_gain_high);
    if (set->nearest)
        json_nearest(json, model, set);
    print_json_close(json);
}
