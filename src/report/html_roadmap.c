/* Roadmaps: at each step what everybody would lose by walking away, and where that turns around. */
#include "report/html_names.h"
#include "report/html_sections.h"

/* Slack above minus this counts as none lost, as in the analysis. */
#define TOLERANCE 1e-9

/** Where a roadmap breaks first, and for whom most. */
typedef struct weak_point {
    json_t *step; /* NULL: nowhere */
    size_t number;
    const char *party;
    double slack;
} weak_point;

static weak_point find_weak_point(html *page, json_t *roadmap) {
    weak_point weak = {.slack = -TOLERANCE};
    size_t index;
    json_t *step;
    json_array_foreach(json_object_get(roadmap, "steps"), index, step) {
        for (size_t p = 0; p < json_array_size(page->principals); p++) {
            const char *party = html_principal(page, p);
            json_t *slack = json_object_get(json_object_get(step, "slack"), party);
            if (json_is_number(slack) && json_number_value(slack) < weak.slack)
                weak = (weak_point){step, index + 1, party, json_number_value(slack)};
        }
        if (weak.step)
            return weak;
    }
    return weak;
}

static void write_guarantees(html *page, json_t *guarantees) {
    const char *party;
    json_t *amount;
    json_object_foreach(guarantees, party, amount) {
        if (json_number_value(amount) > 0)
            html_put(page, " A price of %s on walking away would keep %s in.",
                     html_decimal(json_number_value(amount), 2).text, html_party(page, party));
    }
}

static void write_order(html *page, json_t *names) {
    size_t index;
    json_t *name;
    json_array_foreach(names, index, name) {
        html_put(page, "%s%s", index ? ", then " : "", json_string_value(name));
    }
}

static void write_orders(html *page, json_t *orders) {
    json_t *best = json_object_get(orders, "best");
    json_t *slack = json_object_get(orders, "best_smallest_slack");
    if (!orders)
        return;
    html_put(page, "<p>Of %s possible orders %s hold.",
             html_count(html_string(orders, "count")).text,
             html_count_between(html_string(orders, "holding"), html_string(orders, "holding_high"))
                 .text);
    if (json_array_size(best) > 0) {
        html_put(page, " The sturdiest: ");
        write_order(page, best);
        html_put(page, " (smallest slack %s).", html_signed(json_number_value(slack)).text);
    }
    html_put(page, "</p>\n");
}

static void write_verdict(html *page, const char *name, json_t *roadmap) {
    const weak_point weak = find_weak_point(page, roadmap);
    html_put(page, "<p class=\"answer\">");
    if (weak.step)
        html_put(page, "It breaks at step %zu (%s) for %s, short by %s.", weak.number,
                 html_string(weak.step, "name"), html_party(page, weak.party),
                 html_decimal(-weak.slack, 2).text);
    else if (json_is_true(json_object_get(roadmap, "holds")))
        html_put(page, "It holds: at no step does anybody gain by walking away.");
    else
        html_put(page, "It does not hold to its end.");
    write_guarantees(page, json_object_get(roadmap, "guarantee"));
    html_put(page, "</p>\n");
    html_figure_of(page, "roadmap", "roadmap", name,
                   "What each side would lose by walking away, before each step. Below the line "
                   "it would rather walk.");
}

static void write_step(html *page, json_t *step, size_t number, bool is_weak) {
    json_t *days = json_object_get(step, "days");
    json_t *reversible = json_object_get(step, "reversible");
    html_put(page, is_weak ? "<tr class=\"breaks\">" : "<tr>");
    html_put(page, "<td class=\"number\">%zu</td><th scope=\"row\">%s%s</th>", number,
             html_string(step, "name"), is_weak ? " (breaks here)" : "");
    html_put(page, "<td class=\"number\">%s</td><td>%s</td>",
             json_is_number(days) ? html_decimal(json_number_value(days), 0).text : "",
             json_is_true(reversible)    ? "can be undone"
             : json_is_false(reversible) ? "for good"
                                         : "");
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        html_number(page, json_object_get(json_object_get(step, "slack"), html_principal(page, p)),
                    true);
    html_put(page, "</tr>\n");
}

static void write_steps(html *page, const char *name, json_t *roadmap) {
    const weak_point weak = find_weak_point(page, roadmap);
    html_table_of(page, "roadmap", name, "Steps, and what each side would lose by walking away");
    html_column(page, "number", "No.");
    html_column(page, "", "Step");
    html_column(page, "number", "Days");
    html_column(page, "", "Once done");
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        html_put(page,
                 "<th scope=\"col\" class=\"number\"><span class=\"party p%zu\">%s</span> "
                 "<small>slack</small></th>",
                 p, html_party(page, html_principal(page, p)));
    html_rows(page, "");
    size_t index;
    json_t *step;
    json_array_foreach(json_object_get(roadmap, "steps"), index, step) {
        write_step(page, step, index + 1, step == weak.step);
    }
    html_table_end(page);
}

void html_roadmap(html *page, json_t *roadmaps) {
    const char *name;
    json_t *roadmap;
    json_object_foreach(roadmaps, name, roadmap) {
        const char *title = html_string(roadmap, "name");
        const char *by = html_string(roadmap, "by");
        html_put(page, "<h3>%s%s%s%s</h3>\n", title ? "" : "Roadmap ", title ? title : name,
                 by ? ", proposed by " : "", by ? html_party(page, by) : "");
        write_verdict(page, name, roadmap);
        write_steps(page, name, roadmap);
        write_orders(page, json_object_get(roadmap, "orders"));
    }
}
