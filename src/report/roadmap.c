/* Which roadmap holds, where one breaks, and what would mend it: words, tables and JSON. */
#include "report/section.h"
#include "report/wording.h"

#include <math.h>

static const ent_roadmap *roadmap_of(const ent_model *model, const ent_roadmap_view *view) {
    return &model->roadmaps[view->roadmap];
}

/* --- sentences ------------------------------------------------------------------------------- */

/* Who reads the name of a step: people find it in quotes. */
typedef enum reader { PEOPLE, MACHINES } reader;

static const char *name_step(report_draft *draft, const ent_roadmap *roadmap, uint32_t step,
                             reader who) {
    const char *name = roadmap->steps[step].name;
    return who == MACHINES ? name : report_say(draft, "\"%s\"", name);
}

static const char *say_step(report_draft *draft, const ent_roadmap *roadmap, uint32_t step) {
    return name_step(draft, roadmap, step, PEOPLE);
}

static const char *name_order(report_draft *draft, const ent_roadmap *roadmap,
                              const uint32_t *order, reader who) {
    const char *text = "";
    for (size_t k = 0; k < roadmap->steps_count; k++)
        text = report_join(draft, text, ", ", name_step(draft, roadmap, order[k], who));
    return text;
}

/* "step 2, "B"," and the rule it breaks. */
static const char *say_impossible(report_draft *draft, const ent_roadmap_view *view) {
    const uint32_t at = view->proposed.impossible_at;
    const ent_roadmap_point *point = &view->proposed.points[at];
    return report_say(draft, "step %u, %s, cannot be done: it breaks a rule (%s)", (unsigned)at + 1,
                      say_step(draft, roadmap_of(draft->model, view), point->step),
                      report_say_rule(draft, point->breaks_rule));
}

static const char *say_break(report_draft *draft, const ent_roadmap_view *view) {
    const ent_roadmap_walk *walk = &view->proposed;
    const ent_roadmap_point *point = &walk->points[walk->breaks_at];
    if (walk->breaks_for == ENT_NONE)
        return report_say(draft, "does not hold as proposed: %s", say_impossible(draft, view));
    const char *short_by = report_say_share(draft, -point->slack[walk->breaks_for]);
    const char *whom = report_say_principal(draft, walk->breaks_for);
    if (point->step == ENT_NONE)
        return report_say(draft, "breaks when all is done, for %s (short by %s)", whom, short_by);
    return report_say(draft, "breaks at step %u, %s, for %s (short by %s)",
                      (unsigned)walk->breaks_at + 1,
                      say_step(draft, roadmap_of(draft->model, view), point->step), whom, short_by);
}

static const char *say_holds(report_draft *draft, const ent_roadmap_view *view) {
    const ent_roadmap_walk *walk = &view->proposed;
    for (size_t k = 0; k < walk->points_count; k++)
        for (size_t p = 0; p < draft->model->principals.count; p++)
            if (walk->points[k].slack[p] <= walk->smallest_slack)
                return report_say(draft,
                                  "holds; it is tightest for %s %s (%s to lose by walking away)",
                                  report_say_principal(draft, p),
                                  walk->points[k].step == ENT_NONE
                                      ? "when all is done"
                                      : report_say(draft, "before %s",
                                                   say_step(draft, roadmap_of(draft->model, view),
                                                            walk->points[k].step)),
                                  report_say_share(draft, walk->smallest_slack));
    return "holds";
}

static const char *name_change(report_draft *draft, const ent_roadmap_view *view,
                               const ent_roadmap_change *change, reader who) {
    const ent_roadmap *roadmap = roadmap_of(draft->model, view);
    const char *step = change->step == ENT_NONE ? "" : name_step(draft, roadmap, change->step, who);
    switch (change->kind) {
    case ENT_CHANGE_SWAP:
        return report_say(draft, "swap %s and %s", step,
                          name_step(draft, roadmap, change->other, who));
    case ENT_CHANGE_REVERSIBLE:
        return report_say(draft, "make %s reversible", step);
    case ENT_CHANGE_IRREVERSIBLE:
        return report_say(draft, "make %s irreversible", step);
    case ENT_CHANGE_SPLIT:
        return report_say(draft, "do %s in halves", step);
    case ENT_CHANGE_CHANCE:
        return report_say(draft, "raise the chance at the end to %s",
                          report_say_share(draft, change->chance));
    }
    return "";
}

/* What one change would do, if any does much for a roadmap that breaks. */
static const char *say_best_change(report_draft *draft, const ent_roadmap_view *view) {
    const bool is_possible = view->proposed.impossible_at == ENT_NONE;
    if (view->proposed.holds || view->changes_count == 0 ||
        (is_possible && !(view->changes[0].rise > ENT_SLACK_TOLERANCE)))
        return "";
    const ent_roadmap_change *best = &view->changes[0];
    return report_say(draft, " What helps most: %s; then %s.",
                      name_change(draft, view, best, PEOPLE),
                      best->holds ? "it holds"
                                  : report_say(draft, "it is still short by %s",
                                               report_say_share(draft, -best->smallest_slack)));
}

static const char *say_guarantee(report_draft *draft, const ent_roadmap_view *view) {
    const ent_roadmap_walk *walk = &view->proposed;
    const char *text = "";
    const bool is_possible = walk->impossible_at == ENT_NONE;
    for (size_t p = 0; is_possible && p < draft->model->principals.count; p++)
        if (walk->guarantee[p] > 0)
            text = report_join(draft, text, " and ",
                               report_say(draft, "%s for %s",
                                          report_say_share(draft, walk->guarantee[p]),
                                          report_say_principal(draft, p)));
    return *text
               ? report_say(draft, " A penalty on walking away of %s would keep it together.", text)
               : "";
}

static const char *say_orders(report_draft *draft, const ent_roadmap_view *view) {
    const ent_roadmap_orders *orders = &view->orders;
    const ent_roadmap *roadmap = roadmap_of(draft->model, view);
    if (!view->has_orders)
        return " Its other orders are too many to be searched.";
    if (report_count_is(&orders->count, "1"))
        return " No other order is open.";
    if (!orders->has_best)
        return report_say(draft, " Each of the %s orders comes to a step that breaks a rule.",
                          report_say_count(draft, &orders->count));
    if (!orders->best.holds)
        return report_say(draft, " %s of the %s orders holds.",
                          orders->best_high < 0 ? "None" : "None that was found",
                          report_say_count(draft, &orders->count));
    const char *holding =
        report_count_is(&orders->holding, orders->count.low)
            ? report_say(draft, "All %s orders hold", report_say_count(draft, &orders->count))
            : report_say(draft, "Of %s orders %s hold%s", report_say_count(draft, &orders->count),
                         report_say_count(draft, &orders->holding),
                         report_count_is(&orders->holding, "1") ? "s" : "");
    return report_say(draft, " %s; the sturdiest%s: %s.", holding,
                      orders->best_exact ? "" : " found",
                      name_order(draft, roadmap, orders->best.order, PEOPLE));
}

/* What keeps the deal at the end from coming about, and a step on the way there. */
static const char *say_end(report_draft *draft, const ent_roadmap_view *view) {
    const ent_roadmap *roadmap = roadmap_of(draft->model, view);
    const ent_roadmap_walk *walk = &view->proposed;
    const char *fault = "does not exist";
    const char *later = walk->impossible_at != ENT_NONE && walk->impossible_at != walk->breaks_at
                            ? report_say(draft, " Later, %s.", say_impossible(draft, view))
                            : "";
    if (view->end == ENT_END_STAYS || view->end == ENT_END_DEAL)
        return later;
    if (view->end == ENT_END_RULE)
        fault = report_say(draft, "(\"%s\") breaks a rule (%s)",
                           draft->model->packages[roadmap->end_package].key,
                           report_say_rule(draft, view->end_rule));
    if (view->end == ENT_END_RED_LINE)
        fault = report_say(draft, "(\"%s\") cannot be signed, because of %s",
                           draft->model->packages[roadmap->end_package].key,
                           report_say_red_line(draft, view->end_party, view->end_red_line));
    return report_say(draft,
                      "%s %s the deal it should end in %s, so its end is worth no more than a "
                      "collapse.",
                      later, view->proposed.holds ? "But" : "And", fault);
}

/* How it could be kept together, and in which other orders it would hold. */
static const char *say_remedies(report_draft *draft, const ent_roadmap_view *view) {
    const char *change = say_best_change(draft, view);
    if (draft->brief && (view->proposed.holds || *change))
        return change;
    return report_say(draft, "%s%s%s", say_guarantee(draft, view), change, say_orders(draft, view));
}

static void say_answers(report_draft *draft) {
    const ent_roadmaps *roadmaps = draft->answers->roadmaps;
    for (size_t r = 0; r < roadmaps->roadmaps_count; r++) {
        const ent_roadmap_view *view = &roadmaps->roadmaps[r];
        const ent_roadmap *roadmap = roadmap_of(draft->model, view);
        const char *by = roadmap->by == ENT_NONE ? ""
                                                 : report_say(draft, ", proposed by %s,",
                                                              report_say_party(draft, roadmap->by));
        report_sentence(
            draft, r ? "" : "The roadmap",
            report_say(draft, "\"%s\"%s %s.%s%s", roadmap->key, by,
                       view->proposed.holds ? say_holds(draft, view) : say_break(draft, view),
                       say_end(draft, view), say_remedies(draft, view)));
    }
}

/* --- tables ---------------------------------------------------------------------------------- */

/* Columns of each principal: "Ukraine" or "Ukraine: penalty", and "ukraine_slack". */
static void side_columns(report_draft *draft, report_table *table, report_type type,
                         const char *people, const char *machines) {
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        const ent_party *party = &draft->model->parties[draft->model->principals.at[p]];
        report_column_add(
            draft, table,
            (report_column){
                .name = report_say(draft, "%s_%s", party->key, machines),
                .title = report_say(draft, "%s%s", report_say_bare(draft, party->name), people),
                .type = type,
                .side = (uint8_t)(p + 1)});
    }
}

/* Sums of days without what the doubles leave behind the sixth decimal. */
static void put_days(report_table *table, double days) {
    report_put_number(table, round(days * 1e6) / 1e6);
}

static uint32_t party_at(const report_draft *draft, uint32_t principal) {
    return principal == ENT_NONE ? ENT_NONE : draft->model->principals.at[principal];
}

static void put_crossed(report_draft *draft, report_table *table, const ent_roadmap_point *point) {
    const char *rule =
        point->breaks_rule == ENT_NONE
            ? ""
            : report_say(draft, "a rule: %s", report_say_rule(draft, point->breaks_rule));
    report_put_text(table, point->crosses_party == ENT_NONE
                               ? rule
                               : report_join(draft, rule, "; ",
                                             report_say_red_line(draft, point->crosses_party,
                                                                 point->crosses_red_line)));
}

static void step_row(report_draft *draft, report_table *table, const ent_roadmap_view *view,
                     size_t k) {
    const ent_roadmap *roadmap = roadmap_of(draft->model, view);
    const ent_roadmap_walk *walk = &view->proposed;
    const ent_roadmap_point *point = &walk->points[k];
    const ent_step *step = point->step == ENT_NONE ? NULL : &roadmap->steps[point->step];
    report_row(draft, table);
    report_put_text(table, roadmap->key);
    report_put_text(table, step ? step->name : "(the end)");
    put_days(table, point->day);
    if (step)
        report_put_flag(table, step->reversible);
    else
        report_put_nothing(table);
    report_put_sides(draft, table, point->slack);
    put_crossed(draft, table, point);
    put_days(table, step ? step->lasts_days : NAN);
    report_put_party(table, party_at(draft, k == walk->breaks_at ? walk->breaks_for : ENT_NONE));
}

/* One picture a roadmap is drawn of it; for that, `breaks_for` is set where it breaks first. */
static void step_table(report_draft *draft) {
    const ent_roadmaps *roadmaps = draft->answers->roadmaps;
    report_table *table =
        report_table_begin(draft, "steps", "What walking away would cost, by step");
    static const report_column before[] = {
        {.name = "roadmap", .title = "Roadmap", .type = REPORT_WORD},
        {.name = "step", .title = "Step", .type = REPORT_TEXT},
        {.name = "day", .title = "Day", .type = REPORT_NUMBER},
        {.name = "reversible", .title = "Reversible", .type = REPORT_FLAG},
    };
    static const report_column after[] = {
        {.name = "crosses", .title = "Crosses", .type = REPORT_TEXT},
        {.name = "days", .type = REPORT_NUMBER},
        {.name = "breaks_for", .type = REPORT_PARTY},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, before);
    side_columns(draft, table, REPORT_CHANGE, "", "slack");
    REPORT_COLUMNS(draft, table, after);
    for (size_t r = 0; r < roadmaps->roadmaps_count; r++)
        for (size_t k = 0; k < roadmaps->roadmaps[r].proposed.points_count; k++)
            step_row(draft, table, &roadmaps->roadmaps[r], k);
    table->chart = "roadmap";
    table->note = "In per cent of all that a side wants, before the step; below 0 the side would "
                  "rather walk away.";
}

static void change_row(report_draft *draft, report_table *table, const ent_roadmap_view *view,
                       const ent_roadmap_change *change) {
    report_row(draft, table);
    report_put_text(table, roadmap_of(draft->model, view)->key);
    report_put_named(table, report_say_capital(draft, name_change(draft, view, change, MACHINES)),
                     report_say_capital(draft, name_change(draft, view, change, PEOPLE)));
    report_put_number(table, change->smallest_slack);
    report_put_number(table, change->rise);
    report_put_flag(table, change->holds);
}

/* Best first in each roadmap; of a long list the best of every roadmap are shown. */
static void change_rows(report_draft *draft, report_table *table) {
    const ent_roadmaps *roadmaps = draft->answers->roadmaps;
    size_t count = 0;
    for (size_t r = 0; r < roadmaps->roadmaps_count; r++)
        count += roadmaps->roadmaps[r].changes_count;
    double *ranks = REPORT_DRAFT_NEW(draft, double, count);
    size_t row = 0;
    for (size_t r = 0; ranks && r < roadmaps->roadmaps_count; r++) {
        const ent_roadmap_view *view = &roadmaps->roadmaps[r];
        for (size_t c = 0; c < view->changes_count; c++) {
            ranks[row++] = -(double)c;
            change_row(draft, table, view, &view->changes[c]);
        }
    }
    table->ranks = ranks;
    table->shown = roadmaps->roadmaps_count > 1 ? "the best of each roadmap" : NULL;
}

static void change_table(report_draft *draft) {
    report_table *table = report_table_begin(draft, "changes", "What one change would do");
    static const report_column columns[] = {
        {.name = "roadmap", .title = "Roadmap", .type = REPORT_WORD},
        {.name = "change", .title = "Change", .type = REPORT_TEXT},
        {.name = "smallest_slack", .title = "Smallest slack", .type = REPORT_CHANGE},
        {.name = "rise", .title = "Rise", .type = REPORT_CHANGE},
        {.name = "holds", .title = "Holds", .type = REPORT_FLAG},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    change_rows(draft, table);
    table->detail = true;
    table->cuts = true;
    table->note =
        "The smallest slack of the whole roadmap after the change, and how much it rises.";
}

static const char *name_groups(report_draft *draft, const ent_roadmap *roadmap,
                               const ent_roadmap_shortest *shortest, reader who) {
    const char *text = "";
    for (size_t g = 0; g < shortest->groups_count; g++) {
        const char *group = "";
        for (size_t i = 0; i < shortest->groups[g].count; i++)
            group = report_join(draft, group, " with ",
                                name_step(draft, roadmap, shortest->groups[g].at[i], who));
        text = report_join(draft, text, ", ", group);
    }
    return text;
}

static void order_row(report_draft *draft, report_table *table, const ent_roadmap_view *view,
                      const char *what, const ent_roadmap_walk *walk) {
    const ent_roadmap *roadmap = roadmap_of(draft->model, view);
    report_row(draft, table);
    report_put_text(table, roadmap->key);
    report_put_text(table, what);
    report_put_named(table, name_order(draft, roadmap, walk->order, MACHINES),
                     name_order(draft, roadmap, walk->order, PEOPLE));
    report_put_number(table, walk->smallest_slack);
    put_days(table, view->proposed.points[view->proposed.points_count - 1].day);
}

static void shortest_row(report_draft *draft, report_table *table, const ent_roadmap_view *view) {
    const ent_roadmap *roadmap = roadmap_of(draft->model, view);
    const ent_roadmap_shortest *shortest = &view->orders.shortest;
    report_row(draft, table);
    report_put_text(table, roadmap->key);
    report_put_text(table, shortest->exact ? "shortest that holds" : "short and holds");
    report_put_named(table, name_groups(draft, roadmap, shortest, MACHINES),
                     name_groups(draft, roadmap, shortest, PEOPLE));
    report_put_number(table, shortest->smallest_slack);
    put_days(table, shortest->days);
}

static void order_table(report_draft *draft) {
    const ent_roadmaps *roadmaps = draft->answers->roadmaps;
    report_table *table = report_table_begin(draft, "orders", "Orders of the steps");
    static const report_column columns[] = {
        {.name = "roadmap", .title = "Roadmap", .type = REPORT_WORD},
        {.name = "which", .title = "Which", .type = REPORT_WORD},
        {.name = "order", .title = "Order", .type = REPORT_TEXT},
        {.name = "smallest_slack", .title = "Smallest slack", .type = REPORT_CHANGE},
        {.name = "days", .title = "Days", .type = REPORT_NUMBER},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t r = 0; r < roadmaps->roadmaps_count; r++) {
        const ent_roadmap_view *view = &roadmaps->roadmaps[r];
        order_row(draft, table, view, "as proposed", &view->proposed);
        if (view->orders.has_best)
            order_row(draft, table, view, "sturdiest", &view->orders.best);
        if (view->has_orders && view->orders.shortest.exists)
            shortest_row(draft, table, view);
    }
    table->detail = true;
    table->note =
        "Shortest: steps joined by \"with\" start together and take as long as the longest "
        "of them.";
}

static void condition_row(report_draft *draft, report_table *table, const ent_roadmap_view *view) {
    const ent_roadmap *roadmap = roadmap_of(draft->model, view);
    const ent_roadmap_walk *walk = &view->proposed;
    report_row(draft, table);
    report_put_text(table, roadmap->key);
    report_put_sides(draft, table, walk->guarantee);
    report_put_number(table, walk->guarantee_total);
    report_put_number(table, view->end == ENT_END_DEAL ? roadmap->end_chance.likely.value : NAN);
    report_put_number(table, walk->chance_low);
    report_put_number(table, walk->chance_high);
}

static void condition_table(report_draft *draft) {
    const ent_roadmaps *roadmaps = draft->answers->roadmaps;
    report_table *table =
        report_table_begin(draft, "conditions", "What would keep the order that is proposed");
    static const report_column roadmap[] = {
        {.name = "roadmap", .title = "Roadmap", .type = REPORT_WORD}};
    static const report_column columns[] = {
        {.name = "guarantee_total", .title = "In all", .type = REPORT_SHARE},
        {.name = "chance", .title = "Chance of the deal at the end", .type = REPORT_SHARE},
        {.name = "chance_low", .title = "Holds from", .type = REPORT_SHARE},
        {.name = "chance_high", .title = "Holds to", .type = REPORT_SHARE},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, roadmap);
    side_columns(draft, table, REPORT_SHARE, ": penalty", "guarantee");
    REPORT_COLUMNS(draft, table, columns);
    for (size_t r = 0; r < roadmaps->roadmaps_count; r++)
        condition_row(draft, table, &roadmaps->roadmaps[r]);
    table->detail = true;
    table->on_page = true;
    table->note =
        "Penalty: what walking away must cost a side, in % of all that it wants, so that it stays "
        "at every step; in all: what guarantors must be able to put up. Chances in per cent: of "
        "the deal at the end as the model has it, and between which two the roadmap holds, all "
        "else equal. Without the two: no chance makes it hold, or it ends in no deal.";
}

static void say(report_draft *draft) {
    say_answers(draft);
    step_table(draft);
    change_table(draft);
    order_table(draft);
    condition_table(draft);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_point(print_json *json, const ent_model *model, const ent_roadmap_point *point) {
    report_json_by_principal(json, "slack", model, point->slack);
    report_json_by_principal(json, "value", model, point->value);
    report_json_by_principal(json, "collapse", model, point->collapse);
    report_json_by_principal(json, "temptation", model, point->temptation);
    report_json_by_principal(json, "guarantee", model, point->guarantee);
}

static void json_step(print_json *json, const ent_answers *answers, const ent_roadmap *roadmap,
                      const ent_roadmap_point *point) {
    const ent_step *step = &roadmap->steps[point->step];
    print_json_object(json, NULL, PRINT_JSON_LINE);
    print_json_text(json, "name", step->name);
    print_json_number(json, "starts_day", point->day);
    print_json_number(json, "days", step->lasts_days);
    print_json_bool(json, "reversible", step->reversible);
    json_point(json, answers->model, point);
    if (point->breaks_rule != ENT_NONE)
        print_json_whole(json, "breaks_rule", point->breaks_rule);
    if (point->crosses_party != ENT_NONE) {
        print_json_object(json, "crosses", PRINT_JSON_LINE);
        print_json_text(json, "party", answers->model->parties[point->crosses_party].key);
        print_json_whole(json, "red_line", point->crosses_red_line);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json_end(print_json *json, const ent_answers *answers, const ent_roadmap_view *view) {
    const ent_model *model = answers->model;
    const ent_roadmap_walk *walk = &view->proposed;
    print_json_object(json, "end", PRINT_JSON_WIDE);
    print_json_bool(json, "exists", view->end == ENT_END_DEAL);
    print_json_text(json, "kind", ent_roadmap_end_name(view->end));
    if (view->end == ENT_END_RULE)
        print_json_whole(json, "rule", view->end_rule);
    if (view->end == ENT_END_RED_LINE) {
        print_json_text(json, "party", model->parties[view->end_party].key);
        print_json_whole(json, "red_line", view->end_red_line);
    }
    if (view->end == ENT_END_DEAL) {
        print_json_number(json, "chance", roadmap_of(model, view)->end_chance.likely.value);
        print_json_object(json, "package", PRINT_JSON_LINE);
        for (size_t j = 0; j < model->issues_count; j++)
            print_json_text(json, model->issues[j].key,
                            model->issues[j].options[view->end_package[j]].key);
        print_json_close(json);
        report_json_by_principal(json, "worth", model, view->end_worth);
    }
    json_point(json, model, &walk->points[walk->points_count - 1]);
    print_json_close(json);
}

/* A point of the walk, by the name of the step that comes next. */
static void json_point_name(print_json *json, const char *key, const ent_roadmap *roadmap,
                            const ent_roadmap_walk *walk, uint32_t at) {
    if (at == ENT_NONE)
        print_json_null(json, key);
    else
        print_json_text(json, key,
                        walk->points[at].step == ENT_NONE
                            ? "(the end)"
                            : roadmap->steps[walk->points[at].step].name);
}

static void json_walk(print_json *json, const ent_answers *answers, const ent_roadmap_view *view) {
    const ent_model *model = answers->model;
    const ent_roadmap *roadmap = roadmap_of(model, view);
    const ent_roadmap_walk *walk = &view->proposed;
    print_json_array(json, "steps", PRINT_JSON_WIDE);
    for (size_t k = 0; k + 1 < walk->points_count; k++)
        json_step(json, answers, roadmap, &walk->points[k]);
    print_json_close(json);
    json_end(json, answers, view);
    print_json_number(json, "smallest_slack", walk->smallest_slack);
    print_json_bool(json, "holds", walk->holds);
    json_point_name(json, "breaks_at", roadmap, walk, walk->breaks_at);
    if (walk->breaks_for == ENT_NONE)
        print_json_null(json, "breaks_for");
    else
        print_json_text(json, "breaks_for",
                        model->parties[model->principals.at[walk->breaks_for]].key);
    json_point_name(json, "impossible_at", roadmap, walk, walk->impossible_at);
    json_point_name(json, "stops_at", roadmap, walk, walk->stops_at);
    report_json_by_principal(json, "guarantee", model, walk->guarantee);
    print_json_number(json, "guarantee_total", walk->guarantee_total);
    print_json_number(json, "chance_low", walk->chance_low);
    print_json_number(json, "chance_high", walk->chance_high);
}

static void json_changes(print_json *json, const ent_roadmap *roadmap,
                         const ent_roadmap_view *view) {
    print_json_array(json, "changes", PRINT_JSON_WIDE);
    for (size_t c = 0; c < view->changes_count; c++) {
        const ent_roadmap_change *change = &view->changes[c];
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "change", ent_roadmap_change_name(change->kind));
        if (change->step != ENT_NONE)
            print_json_text(json, "step", roadmap->steps[change->step].name);
        if (change->other != ENT_NONE)
            print_json_text(json, "other", roadmap->steps[change->other].name);
        if (change->kind == ENT_CHANGE_CHANCE)
            print_json_number(json, "chance", change->chance);
        print_json_number(json, "smallest_slack", change->smallest_slack);
        print_json_number(json, "rise", change->rise);
        print_json_bool(json, "holds", change->holds);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json_names(print_json *json, const char *key, const ent_roadmap *roadmap,
                       const uint32_t *steps, size_t count) {
    print_json_array(json, key, PRINT_JSON_LINE);
    for (size_t i = 0; i < count; i++)
        print_json_text(json, NULL, roadmap->steps[steps[i]].name);
    print_json_close(json);
}

static void json_shortest(print_json *json, const ent_roadmap *roadmap,
                          const ent_roadmap_shortest *shortest) {
    if (!shortest->exists)
        return;
    print_json_object(json, "shortest", PRINT_JSON_WIDE);
    print_json_number(json, "days", shortest->days);
    print_json_bool(json, "exact", shortest->exact);
    print_json_number(json, "days_low", shortest->days_low);
    print_json_number(json, "smallest_slack", shortest->smallest_slack);
    print_json_array(json, "groups", PRINT_JSON_WIDE);
    for (size_t g = 0; g < shortest->groups_count; g++)
        json_names(json, NULL, roadmap, shortest->groups[g].at, shortest->groups[g].count);
    print_json_close(json);
    print_json_close(json);
}

static void json_orders(print_json *json, const ent_roadmap *roadmap,
                        const ent_roadmap_view *view) {
    const ent_roadmap_orders *orders = &view->orders;
    if (!view->has_orders)
        return;
    print_json_object(json, "orders", PRINT_JSON_WIDE);
    print_json_text(json, "count", orders->count.low);
    print_json_text(json, "possible", orders->possible.low);
    print_json_text(json, "holding", orders->holding.low);
    if (!orders->holding.exact)
        print_json_text(json, "holding_high", orders->holding.high);
    if (!orders->has_best) {
        print_json_null(json, "best_smallest_slack");
        print_json_array(json, "best", PRINT_JSON_LINE);
        print_json_close(json);
        print_json_close(json);
        return;
    }
    print_json_number(json, "best_smallest_slack", orders->best.smallest_slack);
    if (!orders->best_exact)
        print_json_number(json, "best_smallest_slack_high", orders->best_high);
    json_names(json, "best", roadmap, orders->best.order, roadmap->steps_count);
    json_shortest(json, roadmap, &orders->shortest);
    print_json_close(json);
}

static void json(print_json *out, const ent_answers *answers) {
    for (size_t r = 0; r < answers->roadmaps->roadmaps_count; r++) {
        const ent_roadmap_view *view = &answers->roadmaps->roadmaps[r];
        const ent_roadmap *roadmap = roadmap_of(answers->model, view);
        print_json_object(out, roadmap->key, PRINT_JSON_WIDE);
        if (roadmap->by != ENT_NONE)
            print_json_text(out, "by", answers->model->parties[roadmap->by].key);
        print_json_bool(out, "timeless", view->timeless);
        json_walk(out, answers, view);
        json_changes(out, roadmap, view);
        json_orders(out, roadmap, view);
        print_json_close(out);
    }
}

const report_section report_section_roadmap = {
    .topic = ENT_TOPIC_ROADMAP,
    .id = "roadmap",
    .title = "Which order of steps holds",
    .say = say,
    .json = json,
};
