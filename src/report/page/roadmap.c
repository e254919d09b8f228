/*
 * Roadmaps: at each step what everybody would lose by walking away, where that turns around, and
 * in words what would mend it: a guarantee, one change, another order.
 */
#include "report/page/names.h"
#include "report/page/sections.h"

#include <string.h>

/* Slack above minus this counts as none lost, as in the analysis. */
#define TOLERANCE 1e-9

/* So many single changes are told; the data in the page hold all. */
#define CHANGES_MAX 3

/** Where a roadmap breaks first, and for whom most. */
typedef struct weak_point {
    json_t *point; /* a step, or what stands under `end`; NULL: nowhere */
    size_t number; /* of the step; 0: when all is done */
    const char *party;
    double slack;
} weak_point;

static void weigh(html *page, json_t *point, size_t number, weak_point *weak) {
    for (size_t p = 0; p < json_array_size(page->principals); p++) {
        const char *party = page_principal(page, p);
        json_t *slack = json_object_get(json_object_get(point, "slack"), party);
        if (json_is_number(slack) && json_number_value(slack) < weak->slack)
            *weak = (weak_point){point, number, party, json_number_value(slack)};
    }
}

static weak_point find_weak_point(html *page, json_t *roadmap) {
    weak_point weak = {.slack = -TOLERANCE};
    size_t index;
    json_t *step;
    json_array_foreach(json_object_get(roadmap, "steps"), index, step) {
        weigh(page, step, index + 1, &weak);
        if (weak.point)
            return weak;
    }
    weigh(page, json_object_get(roadmap, "end"), 0, &weak);
    return weak;
}

static void write_verdict(html *page, json_t *roadmap) {
    const weak_point weak = find_weak_point(page, roadmap);
    json_t *smallest = json_object_get(roadmap, "smallest_slack");
    page_put(page, "<p class=\"answer\">");
    if (weak.point && weak.number > 0)
        page_put(page, "It breaks at step %zu, \xe2\x80\x9c%s\xe2\x80\x9d: there ", weak.number,
                 page_string(weak.point, "name"));
    else if (weak.point)
        page_put(page, "It breaks when all is done: then ");
    if (weak.point)
        page_put(page, "%s gains %s of what it wants by walking away.",
                 page_party(page, weak.party), page_percent(-weak.slack).text);
    else if (json_is_true(json_object_get(roadmap, "holds")))
        page_put(page,
                 "It holds: at no step does anybody gain by walking away. Where it is "
                 "tightest, that would cost a side %s of what it wants.",
                 page_percent(json_number_value(smallest)).text);
    else
        page_put(page, "It does not hold to its end.");
    page_put(page, "</p>\n");
}

/* --- the table beneath the chart ------------------------------------------------------------- */

static void write_slack(html *page, json_t *point) {
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        page_number(page, json_object_get(json_object_get(point, "slack"), page_principal(page, p)),
                    true);
}

static void write_crossed(html *page, json_t *crosses) {
    const char *party = page_string(crosses, "party");
    char name[256];
    if (!party)
        return;
    snprintf(name, sizeof name, "red_line:%s:%lld", party,
             (long long)json_integer_value(json_object_get(crosses, "red_line")));
    page_put(page, " <small>crosses ");
    page_constraint(page, name);
    page_put(page, "</small>");
}

static void write_step(html *page, json_t *step, size_t number, bool is_weak) {
    json_t *reversible = json_object_get(step, "reversible");
    page_put(page, is_weak ? "<tr class=\"breaks\">" : "<tr>");
    page_put(page, "<td class=\"number\">%zu</td><th scope=\"row\">%s%s", number,
             page_string(step, "name"), is_weak ? " (breaks here)" : "");
    write_crossed(page, json_object_get(step, "crosses"));
    page_put(page, "</th><td class=\"number\">%s</td><td class=\"number\">%s</td><td>%s</td>",
             page_decimal(json_number_value(json_object_get(step, "starts_day")), 0).text,
             page_decimal(json_number_value(json_object_get(step, "days")), 0).text,
             json_is_true(reversible)    ? "can be undone"
             : json_is_false(reversible) ? "for good"
                                         : "");
    write_slack(page, step);
    page_put(page, "</tr>\n");
}

static void write_end(html *page, json_t *end, bool is_weak) {
    page_put(page, is_weak ? "<tr class=\"breaks\">" : "<tr>");
    page_put(page, "<td></td><th scope=\"row\">When all is done%s</th><td></td><td></td><td></td>",
             is_weak ? " (breaks here)" : "");
    write_slack(page, end);
    page_put(page, "</tr>\n");
}

static void write_steps(html *page, const char *name, json_t *roadmap) {
    const weak_point weak = find_weak_point(page, roadmap);
    page_numbers(page);
    page_table_of(page, "roadmap", name, "Steps, and what each side would lose by walking away");
    page_column(page, "number", "No.");
    page_column(page, "", "Step");
    page_column(page, "number", "Starts on day");
    page_column(page, "number", "Days");
    page_column(page, "", "Once done");
    page_party_columns(page, "would lose");
    page_rows(page, "");
    size_t index;
    json_t *step;
    json_array_foreach(json_object_get(roadmap, "steps"), index, step) {
        write_step(page, step, index + 1, step == weak.point);
    }
    json_t *end = json_object_get(roadmap, "end");
    if (end)
        write_end(page, end, end == weak.point);
    page_table_end(page);
    page_numbers_end(page);
}

/* --- what would mend it ---------------------------------------------------------------------- */

static void write_guarantees(html *page, json_t *roadmap) {
    const char *party;
    json_t *amount;
    json_t *total = json_object_get(roadmap, "guarantee_total");
    size_t count = 0;
    json_object_foreach(json_object_get(roadmap, "guarantee"), party, amount) {
        if (!(json_number_value(amount) > 0))
            continue;
        page_put(page, count++ ? " and "
                               : "<div><dt>A guarantee</dt><dd>A penalty on walking away "
                                 "keeps it together if it costs ");
        page_put(page, "%s %s of what it wants", page_party(page, party),
                 page_percent(json_number_value(amount)).text);
    }
    if (count > 1)
        page_put(page, "; guarantors must be able to put up %s in all",
                 page_percent(json_number_value(total)).text);
    page_put(page, count ? ".</dd></div>\n" : "");
}

static bool is_change(json_t *change, const char *kind) {
    const char *name = page_string(change, "change");
    return name && strcmp(name, kind) == 0;
}

static void write_change(html *page, json_t *change) {
    const char *step = page_string(change, "step");
    if (is_change(change, "swap"))
        page_put(page, "Swap \xe2\x80\x9c%s\xe2\x80\x9d and \xe2\x80\x9c%s\xe2\x80\x9d", step,
                 page_string(change, "other"));
    else if (is_change(change, "reversible"))
        page_put(page, "Let \xe2\x80\x9c%s\xe2\x80\x9d be undone if it all ends", step);
    else if (is_change(change, "irreversible"))
        page_put(page, "Make \xe2\x80\x9c%s\xe2\x80\x9d stay for good", step);
    else if (is_change(change, "split"))
        page_put(page, "Do \xe2\x80\x9c%s\xe2\x80\x9d in two halves", step);
    else
        page_put(page, "Raise the chance of the deal at the end to %s",
                 page_percent(json_number_value(json_object_get(change, "chance"))).text);
}

static void write_effect(html *page, json_t *change) {
    const double smallest = json_number_value(json_object_get(change, "smallest_slack"));
    if (smallest < -TOLERANCE)
        page_put(page, ": still short by %s", page_percent(-smallest).text);
    else if (smallest < TOLERANCE)
        page_put(page, ": then it just holds");
    else
        page_put(page, ": then it holds, and walking away costs at least %s",
                 page_percent(smallest).text);
}

static void write_changes(html *page, json_t *changes) {
    size_t index;
    json_t *change;
    size_t told = 0;
    json_array_foreach(changes, index, change) {
        if (told == CHANGES_MAX ||
            !(json_number_value(json_object_get(change, "rise")) > TOLERANCE))
            break;
        page_put(page, told++
                           ? "<li>"
                           : "<div><dt>One change</dt><dd>Best first:<ol class=\"changes\"><li>");
        write_change(page, change);
        write_effect(page, change);
        page_put(page, ".</li>");
    }
    if (told > 0)
        page_put(page, "</ol></dd></div>\n");
    else if (json_array_size(changes) > 0)
        page_put(page,
                 "<div><dt>One change</dt><dd>No single change makes it sturdier.</dd></div>\n");
}

static void write_chances(html *page, json_t *roadmap) {
    json_t *low = json_object_get(roadmap, "chance_low");
    json_t *high = json_object_get(roadmap, "chance_high");
    json_t *chance = json_object_get(json_object_get(roadmap, "end"), "chance");
    if (!json_is_number(chance))
        return;
    page_put(page, "<div><dt>The deal at the end</dt><dd>");
    if (!json_is_number(low) || !json_is_number(high))
        page_put(page, "No chance of that deal makes it hold; the model says %s.</dd></div>\n",
                 page_percent(json_number_value(chance)).text);
    else
        page_put(page,
                 "It holds if the chance of that deal is %s to %s; the model says %s.</dd></div>\n",
                 page_percent(json_number_value(low)).text,
                 page_percent(json_number_value(high)).text,
                 page_percent(json_number_value(chance)).text);
}

static void write_name_item(html *page, size_t index, void *context) {
    page_put(page, "%s", json_string_value(json_array_get(context, index)));
}

static void write_order(html *page, json_t *names) {
    size_t index;
    json_t *name;
    page_put(page, "<ol class=\"order best\">");
    json_array_foreach(names, index, name) {
        page_put(page, "<li>%s</li>", json_string_value(name));
    }
    page_put(page, "</ol>");
}

static void write_count(html *page, json_t *orders) {
    const char *holding = page_string(orders, "holding");
    const page_word count = page_count(page_string(orders, "count"));
    const bool is_bound = page_string(orders, "holding_high") != NULL;
    if (holding && strcmp(holding, "0") == 0)
        page_put(page, is_bound ? "None of %s orders is sure to hold." : "None of %s orders holds.",
                 count.text);
    else
        page_put(page, "Of %s orders %s%s hold%s.", count.text, is_bound ? "at least " : "",
                 page_count(holding).text, holding && strcmp(holding, "1") == 0 ? "s" : "");
}

static void write_best(html *page, json_t *orders) {
    const double smallest = json_number_value(json_object_get(orders, "best_smallest_slack"));
    const char *count = page_string(orders, "count");
    if (json_array_size(json_object_get(orders, "best")) == 0)
        return;
    if (count && strcmp(count, "1") == 0) {
        page_put(page, "<div><dt>Other orders</dt><dd>None is open.</dd></div>\n");
        return;
    }
    page_put(page, "<div><dt>Sturdiest order</dt><dd>");
    write_count(page, orders);
    page_put(page, json_object_get(orders, "best_smallest_slack_high")
                       ? " In the sturdiest that was found"
                       : " In the sturdiest");
    if (smallest < -TOLERANCE)
        page_put(page, " somebody still gains %s by walking away:", page_percent(-smallest).text);
    else if (smallest < TOLERANCE)
        page_put(page, " nobody gains by walking away:");
    else
        page_put(page, " walking away costs at least %s:", page_percent(smallest).text);
    write_order(page, json_object_get(orders, "best"));
    page_put(page, "</dd></div>\n");
}

static double last_day(json_t *roadmap) {
    json_t *steps = json_object_get(roadmap, "steps");
    json_t *last = json_array_get(steps, json_array_size(steps) - 1);
    return json_number_value(json_object_get(last, "starts_day")) +
           json_number_value(json_object_get(last, "days"));
}

static void write_shortest(html *page, json_t *roadmap, json_t *shortest) {
    size_t index;
    json_t *group;
    if (!shortest)
        return;
    page_put(page,
             "<div><dt>Shortest sturdy way</dt><dd>%s days%s instead of %s, where steps start "
             "together:<ol class=\"order shortest\">",
             page_decimal(json_number_value(json_object_get(shortest, "days")), 0).text,
             json_is_false(json_object_get(shortest, "exact")) ? " (nothing shorter was found)"
                                                               : "",
             page_decimal(last_day(roadmap), 0).text);
    json_array_foreach(json_object_get(shortest, "groups"), index, group) {
        page_put(page, "<li>");
        page_list(page, json_array_size(group), write_name_item, group);
        page_put(page, "</li>");
    }
    page_put(page, "</ol></dd></div>\n");
}

static void write_remedies(html *page, json_t *roadmap) {
    json_t *orders = json_object_get(roadmap, "orders");
    page_put(page, "<dl class=\"terms\">\n");
    write_guarantees(page, roadmap);
    write_changes(page, json_object_get(roadmap, "changes"));
    write_chances(page, roadmap);
    write_best(page, orders);
    write_shortest(page, roadmap, json_object_get(orders, "shortest"));
    page_put(page, "</dl>\n");
}

void page_roadmap(html *page, json_t *roadmaps) {
    const char *name;
    json_t *roadmap;
    json_object_foreach(roadmaps, name, roadmap) {
        const char *by = page_string(roadmap, "by");
        page_put(page, "<div class=\"roadmap\" data-key=\"%s\">\n", name);
        page_put(page, "<h3>Roadmap \xe2\x80\x9c%s\xe2\x80\x9d%s%s</h3>\n", name,
                 by ? ", proposed by " : "", by ? page_party(page, by) : "");
        write_verdict(page, roadmap);
        page_figure_of(page, "roadmap", "roadmap", name,
                       "Left: when each step runs; filled steps stay for good, outlined ones can "
                       "be undone. Right: what each side would lose by walking away before the "
                       "step, in per cent of all it wants; left of the line it would rather walk.");
        write_steps(page, name, roadmap);
        write_remedies(page, roadmap);
        page_put(page, "</div>\n");
    }
}
