/* A set of deals as tables: its frontier, the four solutions, what these settle issue by issue, and
 * where nothing can be signed the package that comes nearest. */
#include "report/deal_set.h"
#include "report/number.h"
#include "report/wording.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* What the solutions of an approximate frontier may miss. */
static const char *say_margins(report_draft *draft, const ent_deal_set *set) {
    if (!(set->epsilon > 0))
        return "";
    char product[REPORT_NUMBER_TEXT]; /* not a share: in full, not per cent */
    report_number_percent_bound(set->solution_margin[ENT_NASH] / 100, product);
    return report_say(
        draft,
        " The best of an approximate frontier. A package left out could raise the product "
        "of gains by at most %s, the smallest share of what each could gain by %s, "
        "the smallest gain by %s, the sum of utilities by %s.",
        product, report_say_bound(draft, set->solution_margin[ENT_KALAI_SMORODINSKY]),
        report_say_bound(draft, set->solution_margin[ENT_EGALITARIAN]),
        report_say_bound(draft, set->solution_margin[ENT_UTILITARIAN]));
}

/* @param in_all  what people call the utilities, on the page; NULL: only machines read them */
static void deal_columns(report_draft *draft, report_table *table, report_column head,
                         const char *in_all) {
    report_column_add(draft, table, head);
    report_columns_of_sides(draft, table, REPORT_CHANGE, "gain", " %");
    const size_t first = table->columns_count;
    report_columns_of_sides(draft, table, REPORT_SHARE, "utility", in_all);
    for (size_t c = first; c < table->columns_count; c++)
        table->columns[c].on_page = true;
    report_column_add(draft, table,
                      (report_column){.name = "package",
                                      .title = "Otherwise than today",
                                      .type = REPORT_PACKAGE});
}

static void put_deal(report_draft *draft, report_table *table, const ent_deal *deal) {
    report_put_sides(draft, table, deal->gain);
    report_put_sides(draft, table, deal->utility);
    report_put_package(table, deal->package);
}

/* "Georgia, Moldova" and "georgia moldova": whom a package touches, principals too. */
static void put_touched(report_draft *draft, report_table *table, const uint32_t *package) {
    const char *keys = "";
    const char *names = "";
    for (uint32_t p = 0; p < draft->model->parties_count; p++) {
        if (!report_package_touches(draft->model, package, p, REPORT_AFFECTS))
            continue;
        keys = report_join(draft, keys, " ", draft->model->parties[p].key);
        names = report_join(draft, names, ", ", report_say_party(draft, p));
    }
    report_put_named(table, keys, names);
}

static bool solutions_touch_anybody(const ent_model *model, const ent_deal_set *set) {
    for (size_t s = 0; s < ENT_SOLUTIONS && report_solution(set, s); s++)
        for (uint32_t p = 0; p < model->parties_count; p++)
            if (report_package_touches(model, report_solution(set, s)->package, p, REPORT_AFFECTS))
                return true;
    return false;
}

/* What the gains of a set are measured from. */
static const char *say_yardstick(bool interim) {
    return interim ? "Gains over today, in % of what a side wants."
                   : "Gains over walking away, in % of what a side wants.";
}

static report_table *solution_table(report_draft *draft, const ent_deal_set *set, bool interim,
                                    const char *kind, const char *title) {
    report_table *table = report_table_begin(draft, report_say(draft, "%s-solutions", kind), title);
    if (!table)
        return NULL;
    deal_columns(draft, table,
                 (report_column){.name = "name", .title = "Yardstick", .type = REPORT_TEXT},
                 " in all %");
    report_column_add(
        draft, table,
        (report_column){.name = "affects",
                        .title = solutions_touch_anybody(draft->model, set) ? "Touches" : NULL,
                        .type = REPORT_TEXT,
                        .on_page = true});
    for (size_t s = 0; s < ENT_SOLUTIONS && report_solution(set, s); s++) {
        report_row(draft, table);
        report_put_named(table, ent_solution_name((ent_solution)s), report_solution_title(s));
        put_deal(draft, table, report_solution(set, s));
        put_touched(draft, table, report_solution(set, s)->package);
    }
    table->joins = true;
    table->common = true;
    table->note = set->frontier_count
                      ? report_say(draft, "%s%s", say_yardstick(interim), say_margins(draft, set))
                      : NULL;
    return table;
}

typedef enum reader { PEOPLE, MACHINES } reader;

/* "Nash, egalitarian" or "nash egalitarian": the solutions that pick a point of the frontier. */
static const char *say_picked_by(report_draft *draft, const ent_deal_set *set, size_t point,
                                 reader who) {
    const char *text = "";
    for (size_t s = 0; s < ENT_SOLUTIONS; s++)
        if (set->solutions[s] == point)
            text = who == PEOPLE
                       ? report_join(draft, text, ", ", report_solution_title(s))
                       : report_join(draft, text, " ", ent_solution_name((ent_solution)s));
    return text;
}

/* Issue by issue what the solutions settle. Those that pick the same share a column for people. */
static void choice_columns(report_draft *draft, report_table *table, const ent_deal_set *set) {
    report_column_add(draft, table,
                      (report_column){.name = "issue", .title = "Issue", .type = REPORT_ISSUE});
    for (size_t s = 0; s < ENT_SOLUTIONS; s++) {
        bool is_first = true;
        for (size_t t = 0; t < s; t++)
            is_first = is_first && set->solutions[t] != set->solutions[s];
        report_column_add(
            draft, table,
            (report_column){.name = ent_solution_name((ent_solution)s),
                            .title = is_first ? say_picked_by(draft, set, set->solutions[s], PEOPLE)
                                              : NULL,
                            .type = REPORT_OPTION});
    }
}

static bool solutions_change(const ent_deal_set *set, size_t issue) {
    for (size_t s = 0; s < ENT_SOLUTIONS && report_solution(set, s); s++)
        if (report_solution(set, s)->package[issue] != 0)
            return true;
    return false;
}

static void choice_table(report_draft *draft, const ent_deal_set *set, const char *kind) {
    const size_t issues = draft->model->issues_count;
    report_table *table =
        report_table_begin(draft, report_say(draft, "%s-choices", kind), "What they settle");
    const char **kept = REPORT_DRAFT_NEW(draft, const char *, issues);
    size_t kept_count = 0;
    if (!table || !kept)
        return;
    choice_columns(draft, table, set);
    for (size_t j = 0; j < issues && set->frontier_count; j++) {
        if (!solutions_change(set, j)) {
            kept[kept_count++] = report_say_issue(draft, j);
            continue;
        }
        report_row(draft, table);
        report_put_issue(table, j);
        for (size_t s = 0; s < ENT_SOLUTIONS; s++)
            report_put_option(
                table, j, report_solution(set, s) ? report_solution(set, s)->package[j] : ENT_NONE);
    }
    table->on_page = true;
    if (kept_count)
        table->note = report_say(draft, "As today in all of them: %s.",
                                 report_say_list(draft, kept, kept_count, 0));
}

static double smallest_gain(const report_draft *draft, const ent_deal *deal) {
    double smallest = INFINITY;
    for (size_t p = 0; p < draft->model->principals.count; p++)
        smallest = fmin(smallest, deal->gain[p]);
    return smallest;
}

static const char *frontier_note(report_draft *draft, const ent_deal_set *set, bool interim) {
    return report_say(draft, "%s%s", say_yardstick(interim), report_say_epsilon(draft, set));
}

/* Who picks a package, and how many have the same payoff: a column for people if it says something.
 */
static void frontier_columns(report_draft *draft, report_table *table, const ent_deal_set *set) {
    bool some_are_alike = false;
    for (size_t f = 0; f < set->frontier_count; f++)
        some_are_alike = some_are_alike || set->frontier[f].packages != 1;
    const report_column columns[] = {
        {.name = "solutions", .title = "Picked by", .type = REPORT_TEXT, .on_page = true},
        {.name = "packages",
         .title = some_are_alike ? "packages with these gains" : NULL,
         .type = REPORT_COUNT,
         .on_page = true},
    };
    deal_columns(draft, table,
                 (report_column){.name = "number", .title = "No.", .type = REPORT_WHOLE}, NULL);
    REPORT_COLUMNS(draft, table, columns);
}

static void put_packages(report_draft *draft, report_table *table, uint64_t packages) {
    static const ent_count one = {"1", "1", true};
    ent_count *count = packages == 1 ? NULL : REPORT_DRAFT_NEW(draft, ent_count, 1);
    if (packages == 1) {
        report_put_count(table, &one);
    } else if (packages == UINT64_MAX || !count) { /* more, or not known */
        report_put_nothing(table);
    } else {
        const char *digits = report_say(draft, "%" PRIu64, packages);
        *count = (ent_count){digits, digits, true};
        report_put_count(table, count);
    }
}

static void frontier_row(report_draft *draft, report_table *table, const ent_deal_set *set,
                         size_t point) {
    report_row(draft, table);
    report_put_number(table, (double)(point + 1));
    put_deal(draft, table, &set->frontier[point]);
    report_put_named(table, say_picked_by(draft, set, point, MACHINES),
                     say_picked_by(draft, set, point, PEOPLE));
    put_packages(draft, table, set->frontier[point].packages);
}

/* Of a long frontier the deals with the largest smallest gain are shown. */
static report_table *frontier_table(report_draft *draft, const ent_deal_set *set, const char *kind,
                                    bool interim) {
    const size_t count = set->frontier_count;
    report_table *table =
        report_table_begin(draft, kind,
                           interim ? "Interim agreements that no other beats (the frontier)"
                                   : "Settlements that no other beats (the frontier)");
    double *smallest = REPORT_DRAFT_NEW(draft, double, count);
    if (!table || !smallest)
        return NULL;
    frontier_columns(draft, table, set);
    for (size_t f = 0; f < count; f++) {
        smallest[f] = smallest_gain(draft, &set->frontier[f]);
        frontier_row(draft, table, set, f);
    }
    table->common = true;
    table->detail = true;
    table->cuts = true;
    table->ranks = smallest;
    table->shown = "those with the largest smallest gain";
    table->chart = count > 1 ? "frontier" : NULL; /* of one point there is nothing to see */
    table->note = frontier_note(draft, set, interim);
    return table;
}

/* --- where nothing can be signed ------------------------------------------------------------- */

static bool is_set_aside(const ent_answers *answers, uint32_t party, uint32_t index) {
    const bool *lifted = answers->inquiry.deals.lifted;
    for (size_t i = 0; lifted && i < answers->red_lines_count; i++)
        if (answers->red_lines[i].party == party && answers->red_lines[i].index == index)
            return lifted[i];
    return false;
}

/* The red lines that stop a package: of principals, and of whom it needs. */
static void put_crossed(report_draft *draft, report_table *table, const uint32_t *package) {
    const ent_model *model = draft->model;
    const char *names = "";
    const char *text = "";
    for (uint32_t p = 0; p < model->parties_count; p++) {
        const ent_party *party = &model->parties[p];
        if (party->role != ENT_PRINCIPAL &&
            !report_package_touches(model, package, p, REPORT_NEEDS))
            continue;
        for (uint32_t r = 0; r < party->red_lines_count; r++) {
            if (!ent_pattern_matches(&party->red_lines[r], package) ||
                is_set_aside(draft->answers, p, r))
                continue;
            names = report_join(draft, names, " ",
                                report_say(draft, "red_line:%s:%u", party->key, (unsigned)r));
            text = report_join(draft, text, "; ", report_say_red_line(draft, p, r));
        }
    }
    report_put_named(table, names, text);
}

static void nearest_columns(report_draft *draft, report_table *table, bool crosses) {
    static const report_column head = {
        .name = "shortfall", .title = "Short by at most, %", .type = REPORT_SHARE};
    deal_columns(draft, table, head, " in all %");
    report_columns_of_sides(draft, table, REPORT_SHARE, "needs", " needs %");
    report_column_add(draft, table,
                      (report_column){.name = "red_lines",
                                      .title = crosses ? "Crosses" : NULL,
                                      .type = REPORT_TEXT});
}

/* The package that lacks least, for the page: the sentences say it on a terminal. */
static void nearest_table(report_draft *draft, const ent_deal_set *set, const char *kind,
                          bool interim) {
    report_table *table = report_table_begin(draft, report_say(draft, "%s-nearest", kind),
                                             "The package that comes nearest");
    if (!table)
        return;
    const ent_deal *nearest = set->nearest;
    nearest_columns(draft, table, set->nearest_crosses);
    table->on_page = true;
    if (!nearest)
        return;
    report_row(draft, table);
    report_put_number(table, set->nearest_shortfall);
    put_deal(draft, table, nearest);
    for (size_t p = 0; p < draft->model->principals.count; p++)
        report_put_number(table, nearest->utility[p] - nearest->gain[p]);
    put_crossed(draft, table, nearest->package);
    table->chart = "frontier";
    table->note = report_say(draft, "%s%s", frontier_note(draft, set, interim),
                             set->not_found ? " More memory may find one that all can sign." : "");
}

typedef enum place { EVERYWHERE, ON_PAGE } place;

static void draft_deal_set(report_draft *draft, const ent_deal_set *set, const char *kind,
                           place where) {
    const bool interim = strcmp(kind, "interim") == 0;
    report_table *tables[] = {
        frontier_table(draft, set, kind, interim),
        solution_table(draft, set, interim, kind,
                       interim ? "Interim agreements by the four yardsticks of fairness"
                               : "Settlements by the four yardsticks of fairness")};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        if (tables[t])
            tables[t]->on_page = where == ON_PAGE;
    choice_table(draft, set, kind);
    nearest_table(draft, set, kind, interim);
}

void report_draft_deal_set(report_draft *draft, const ent_deal_set *set, const char *kind) {
    draft_deal_set(draft, set, kind, EVERYWHERE);
}

void report_draft_deal_set_for_page(report_draft *draft, const ent_deal_set *set,
                                    const char *kind) {
    draft_deal_set(draft, set, kind, ON_PAGE);
}
