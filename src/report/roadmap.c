/* Which roadmap holds, where one breaks, and what would mend it: words, tables and JSON. */
#include "entente/roadmap.h"

#include "report/section.h"
#include "report/wording.h"

#include "base/diag.h"

#include <math.h>

static bool applies(const ent_model *model) {
    return model->roadmaps_count > 0;
}

static ent_status run(ent_report *report, ent_diags *diags) {
    if (report->model->roadmaps_count == 0)
        return base_fail(diags, ENT_ERR_MODEL,
                         report->model->files_count ? report->model->files[0] : NULL, 0, 0,
                         "roadmaps", "the model has no 'roadmaps:' section to look at");
    return ent_roadmaps_assess(report->model, NULL, &report->roadmaps, diags);
}

static void release(ent_report *report) {
    ent_roadmaps_free(report->roadmaps);
}

static const ent_roadmap *roadmap_of(const ent_model *model, const ent_roadmap_view *view) {
    return &model->roadmaps[view->roadmap];
}

/* --- sentences ------------------------------------------------------------------------------- */

static const char *say_step(report_draft *draft, const ent_roadmap *roadmap, uint32_t step) {
    const char *name = roadmap->steps[step].name;
    return draft->for_csv ? name : report_say(draft, "\"%s\"", name);
}

static const char *say_order(report_draft *draft, const ent_roadmap *roadmap,
                             const uint32_t *order) {
    const char *text = "";
    for (size_t k = 0; k < roadmap->steps_count; k++)
        text = report_join(draft, text, ", ", say_step(draft, roadmap, order[k]));
    return text;
}

static const char *say_break(report_draft *draft, const ent_roadmap_view *view) {
    const ent_roadmap_walk *walk = &view->proposed;
    const ent_roadmap_point *point = &walk->points[walk->breaks_at];
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

static const char *say_change(report_draft *draft, const ent_roadmap_view *view,
                              const ent_roadmap_change *change) {
    const ent_roadmap *roadmap = roadmap_of(draft->model, view);
    const char *step = change->step == ENT_NONE ? "" : say_step(draft, roadmap, change->step);
    switch (change->kind) {
    case ENT_CHANGE_SWAP:
        return report_say(draft, "swap %s and %s", step, say_step(draft, roadmap, change->other));
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
    if (view->proposed.holds || view->changes_count == 0 ||
        !(view->changes[0].rise > ENT_SLACK_TOLERANCE))
        return "";
    const ent_roadmap_change *best = &view->changes[0];
    return report_say(draft, " What helps most: %s; then %s.", say_change(draft, view, best),
                      best->holds ? "it holds"
                                  : report_say(draft, "it is still short by %s",
                                               report_say_share(draft, -best->smallest_slack)));
}

static const char *say_guarantee(report_draft *draft, const ent_roadmap_view *view) {
    const ent_roadmap_walk *walk = &view->proposed;
    const char *text = "";
    for (size_t p = 0; p < draft->model->principals.count; p++)
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
                      say_order(draft, roadmap, orders->best.order));
}

static const char *say_end(report_draft *draft, const ent_roadmap_view *view) {
    const ent_roadmap *roadmap = roadmap_of(draft->model, view);
    if (view->end_exists || !roadmap->has_end)
        return "";
    return " The deal it should end in does not exist, so its end is worth no more than a "
           "collapse.";
}

/* How it could be kept together, and in which other orders it would hold. */
static const char *say_remedies(report_draft *draft, const ent_roadmap_view *view) {
    const char *change = say_best_change(draft, view);
    if (report_in_brief(draft) && (view->proposed.holds || *change))
        return change;
    return report_say(draft, "%s%s%s", say_guarantee(draft, view), change, say_orders(draft, view));
}

static void lines(report_draft *draft) {
    const ent_roadmaps *roadmaps = draft->report->roadmaps;
    for (size_t r = 0; r < roadmaps->roadmaps_count; r++) {
        const ent_roadmap_view *view = &roadmaps->roadmaps[r];
        const ent_roadmap *roadmap = roadmap_of(draft->model, view);
        const char *by = roadmap->by == ENT_NONE ? ""
                                                 : report_say(draft, ", proposed by %s,",
                                                              report_say_party(draft, roadmap->by));
        report_draft_line(
            draft, r ? "" : "The roadmap",
            report_say(draft, "\"%s\"%s %s.%s%s", roadmap->key, by,
                       view->proposed.holds ? say_holds(draft, view) : say_break(draft, view),
                       say_end(draft, view), say_remedies(draft, view)));
    }
}

/* --- tables ---------------------------------------------------------------------------------- */

static void principal_columns(report_draft *draft, print_table *table) {
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        const ent_party *party = &draft->model->parties[draft->model->principals.at[p]];
        report_draft_column(draft, table,
                            (print_column){report_say_bare(draft, party->name),
                                           report_say(draft, "%s_slack", party->key), true, false});
    }
}

static const char *say_red_line_at(report_draft *draft, const ent_roadmap_point *point) {
    return point->crosses_party == ENT_NONE
               ? ""
               : report_say_red_line(draft, point->crosses_party, point->crosses_red_line);
}

static void step_row(report_draft *draft, print_table *table, const ent_roadmap_view *view,
                     size_t k) {
    const ent_roadmap *roadmap = roadmap_of(draft->model, view);
    const ent_roadmap_point *point = &view->proposed.points[k];
    const bool end = point->step == ENT_NONE;
    const size_t principals = draft->model->principals.count;
    report_draft_row(draft, table);
    report_draft_text(table, 0, roadmap->key);
    report_draft_text(table, 1, end ? "(the end)" : roadmap->steps[point->step].name);
    report_draft_text(table, 2, report_say(draft, "%.10g", point->day));
    report_draft_text(table, 3, end ? "" : roadmap->steps[point->step].reversible ? "yes" : "no");
    for (size_t p = 0; p < principals; p++)
        report_draft_share(draft, table, 4 + p, point->slack[p], true);
    report_draft_text(table, 4 + principals, say_red_line_at(draft, point));
}

static void step_table(report_draft *draft) {
    const ent_roadmaps *roadmaps = draft->report->roadmaps;
    print_table *table =
        report_draft_table(draft, "steps", "What walking away would cost, by step");
    if (!table)
        return;
    table->note = "In per cent of all that a side wants, before the step; below 0 the side would "
                  "rather walk away.";
    report_draft_column(draft, table, (print_column){"Roadmap", "roadmap", false, false});
    report_draft_column(draft, table, (print_column){"Step", "step", false, true});
    report_draft_column(draft, table, (print_column){"Day", "day", true, false});
    report_draft_column(draft, table, (print_column){"Reversible", "reversible", false, false});
    principal_columns(draft, table);
    report_draft_column(draft, table, (print_column){"Crosses", "crosses", false, true});
    for (size_t r = 0; r < roadmaps->roadmaps_count; r++)
        for (size_t k = 0; k < roadmaps->roadmaps[r].proposed.points_count; k++)
            step_row(draft, table, &roadmaps->roadmaps[r], k);
}

static void change_row(report_draft *draft, print_table *table, const ent_roadmap_view *view,
                       const ent_roadmap_change *change) {
    report_draft_row(draft, table);
    report_draft_text(table, 0, roadmap_of(draft->model, view)->key);
    report_draft_text(table, 1, report_say_capital(draft, say_change(draft, view, change)));
    report_draft_share(draft, table, 2, change->smallest_slack, true);
    report_draft_share(draft, table, 3, change->rise, true);
    report_draft_text(table, 4, change->holds ? "yes" : "no");
}

static void change_table(report_draft *draft) {
    const ent_roadmaps *roadmaps = draft->report->roadmaps;
    print_table *table = report_draft_table(draft, "changes", "What one change would do");
    if (!table)
        return;
    table->detail = true;
    table->note =
        "The smallest slack of the whole roadmap after the change, and how much it rises.";
    report_draft_column(draft, table, (print_column){"Roadmap", "roadmap", false, false});
    report_draft_column(draft, table, (print_column){"Change", "change", false, true});
    report_draft_column(draft, table,
                        (print_column){"Smallest slack", "smallest_slack", true, false});
    report_draft_column(draft, table, (print_column){"Rise", "rise", true, false});
    report_draft_column(draft, table, (print_column){"Holds", "holds", false, false});
    for (size_t r = 0; r < roadmaps->roadmaps_count; r++) {
        const ent_roadmap_view *view = &roadmaps->roadmaps[r];
        for (size_t c = 0; c < view->changes_count && (draft->top == 0 || c < draft->top); c++)
            change_row(draft, table, view, &view->changes[c]);
    }
}

static const char *say_groups(report_draft *draft, const ent_roadmap *roadmap,
                              const ent_roadmap_shortest *shortest) {
    const char *text = "";
    for (size_t g = 0; g < shortest->groups_count; g++) {
        const char *group = "";
        for (size_t i = 0; i < shortest->groups[g].count; i++)
            group = report_join(draft, group, " with ",
                                say_step(draft, roadmap, shortest->groups[g].at[i]));
        text = report_join(draft, text, ", ", group);
    }
    return text;
}

static void order_row(report_draft *draft, print_table *table, const ent_roadmap_view *view,
                      const char *what, const char *order, double slack, double days) {
    report_draft_row(draft, table);
    report_draft_text(table, 0, roadmap_of(draft->model, view)->key);
    report_draft_text(table, 1, what);
    report_draft_text(table, 2, order);
    report_draft_share(draft, table, 3, slack, true);
    report_draft_text(table, 4, report_say(draft, "%.10g", days));
}

static void order_rows(report_draft *draft, print_table *table, const ent_roadmap_view *view) {
    const ent_roadmap *roadmap = roadmap_of(draft->model, view);
    const ent_roadmap_walk *proposed = &view->proposed;
    const double days = proposed->points[proposed->points_count - 1].day;
    order_row(draft, table, view, "as proposed", say_order(draft, roadmap, proposed->order),
              proposed->smallest_slack, days);
    if (!view->has_orders)
        return;
    order_row(draft, table, view, "sturdiest", say_order(draft, roadmap, view->orders.best.order),
              view->orders.best.smallest_slack, days);
    const ent_roadmap_shortest *shortest = &view->orders.shortest;
    if (shortest->exists)
        order_row(draft, table, view, shortest->exact ? "shortest that holds" : "short and holds",
                  say_groups(draft, roadmap, shortest), shortest->smallest_slack, shortest->days);
}

static void order_table(report_draft *draft) {
    const ent_roadmaps *roadmaps = draft->report->roadmaps;
    print_table *table = report_draft_table(draft, "orders", "Orders of the steps");
    if (!table)
        return;
    table->detail = true;
    table->note =
        "Shortest: steps joined by \"with\" start together and take as long as the longest "
        "of them.";
    report_draft_column(draft, table, (print_column){"Roadmap", "roadmap", false, false});
    report_draft_column(draft, table, (print_column){"Which", "which", false, false});
    report_draft_column(draft, table, (print_column){"Order", "order", false, true});
    report_draft_column(draft, table,
                        (print_column){"Smallest slack", "smallest_slack", true, false});
    report_draft_column(draft, table, (print_column){"Days", "days", true, false});
    for (size_t r = 0; r < roadmaps->roadmaps_count; r++)
        order_rows(draft, table, &roadmaps->roadmaps[r]);
}

static void tables(report_draft *draft) {
    step_table(draft);
    change_table(draft);
    order_table(draft);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_point(print_json *json, const ent_model *model, const ent_roadmap_point *point) {
    report_json_by_principal(json, "slack", model, point->slack);
    report_json_by_principal(json, "value", model, point->value);
    report_json_by_principal(json, "collapse", model, point->collapse);
    report_json_by_principal(json, "temptation", model, point->temptation);
    report_json_by_principal(json, "guarantee", model, point->guarantee);
}

static void json_step(print_json *json, const ent_report *report, const ent_roadmap *roadmap,
                      const ent_roadmap_point *point) {
    const ent_step *step = &roadmap->steps[point->step];
    print_json_object(json, NULL, PRINT_JSON_LINE);
    print_json_text(json, "name", step->name);
    print_json_number(json, "starts_day", point->day);
    print_json_number(json, "days", step->lasts_days);
    print_json_bool(json, "reversible", step->reversible);
    json_point(json, report->model, point);
    if (point->crosses_party != ENT_NONE) {
        print_json_object(json, "crosses", PRINT_JSON_LINE);
        print_json_text(json, "party", report->model->parties[point->crosses_party].key);
        print_json_whole(json, "red_line", point->crosses_red_line);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json_end(print_json *json, const ent_report *report, const ent_roadmap_view *view) {
    const ent_model *model = report->model;
    const ent_roadmap_walk *walk = &view->proposed;
    print_json_object(json, "end", PRINT_JSON_WIDE);
    print_json_bool(json, "exists", view->end_exists);
    if (view->end_exists) {
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

static void json_walk(print_json *json, const ent_report *report, const ent_roadmap_view *view) {
    const ent_model *model = report->model;
    const ent_roadmap *roadmap = roadmap_of(model, view);
    const ent_roadmap_walk *walk = &view->proposed;
    print_json_array(json, "steps", PRINT_JSON_WIDE);
    for (size_t k = 0; k + 1 < walk->points_count; k++)
        json_step(json, report, roadmap, &walk->points[k]);
    print_json_close(json);
    json_end(json, report, view);
    print_json_number(json, "smallest_slack", walk->smallest_slack);
    print_json_bool(json, "holds", walk->holds);
    json_point_name(json, "breaks_at", roadmap, walk, walk->breaks_at);
    if (walk->breaks_for == ENT_NONE)
        print_json_null(json, "breaks_for");
    else
        print_json_text(json, "breaks_for",
                        model->parties[model->principals.at[walk->breaks_for]].key);
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
    print_json_number(json, "best_smallest_slack", orders->best.smallest_slack);
    if (!orders->best_exact)
        print_json_number(json, "best_smallest_slack_high", orders->best_high);
    json_names(json, "best", roadmap, orders->best.order, roadmap->steps_count);
    json_shortest(json, roadmap, &orders->shortest);
    print_json_close(json);
}

static void json(print_json *out, const ent_report *report) {
    for (size_t r = 0; r < report->roadmaps->roadmaps_count; r++) {
        const ent_roadmap_view *view = &report->roadmaps->roadmaps[r];
        const ent_roadmap *roadmap = roadmap_of(report->model, view);
        print_json_object(out, roadmap->key, PRINT_JSON_WIDE);
        if (roadmap->by != ENT_NONE)
            print_json_text(out, "by", report->model->parties[roadmap->by].key);
        print_json_bool(out, "timeless", view->timeless);
        json_walk(out, report, view);
        json_changes(out, roadmap, view);
        json_orders(out, roadmap, view);
        print_json_close(out);
    }
}

const report_section report_section_roadmap = {
    .key = "roadmap",
    .applies = applies,
    .run = run,
    .lines = lines,
    .tables = tables,
    .json = json,
    .release = release,
};
