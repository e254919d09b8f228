/* The next round: who comes with which mandate, what they can settle, what waits for whom. */
#include "report/page/names.h"
#include "report/page/sections.h"

#include <string.h>

static void write_answer(html *page, json_t *round) {
    json_t *can_settle = json_object_get(round, "can_settle");
    const char *date = page_string(round, "date");
    const char *venue = page_string(round, "venue");
    page_put(page, "<p class=\"answer\">%s%s%s%s the delegations can settle %zu of %zu issues",
             date ? "On " : "In the next round", page_date(date).text, venue ? " in " : "", venue,
             json_array_size(can_settle), json_object_size(json_object_get(page->model, "issues")));
    if (json_array_size(can_settle) > 0) {
        page_put(page, ": ");
        page_issue_list(page, can_settle);
    }
    page_put(page, ".</p>\n");
}

static void write_delegations(html *page, json_t *delegations) {
    if (json_object_size(delegations) == 0)
        return;
    page_table(page, "delegations", "Who comes");
    page_column(page, "", "Party");
    page_column(page, "", "Head of delegation");
    page_column(page, "", "Rank");
    page_rows(page, "");
    const char *party;
    json_t *delegation;
    json_object_foreach(delegations, party, delegation) {
        page_put(page, "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td></tr>\n",
                 page_party(page, party), page_string(delegation, "head"),
                 page_string(delegation, "rank"));
    }
    page_table_end(page);
}

static void write_absent(html *page, json_t *absent) {
    if (json_array_size(absent) == 0)
        return;
    page_put(page, "<p>Not at the table: ");
    size_t index;
    json_t *person;
    json_array_foreach(absent, index, person) {
        const char *party = page_string(person, "party");
        const char *why = page_string(person, "why");
        page_put(page, "%s%s%s%s%s%s", index ? "; " : "", page_string(person, "who"),
                 party ? " (" : "", party ? page_party(page, party) : "", party ? ")" : "",
                 why ? ", " : "");
        page_put(page, "%s", why);
    }
    page_put(page, ".</p>\n");
}

static void write_preconditions(html *page, json_t *preconditions) {
    if (json_array_size(preconditions) == 0)
        return;
    page_table(page, "preconditions", "Preconditions");
    page_column(page, "", "Who asked");
    page_column(page, "", "For what");
    page_column(page, "", "Met?");
    page_column(page, "", "Came all the same?");
    page_rows(page, "");
    size_t index;
    json_t *condition;
    json_array_foreach(preconditions, index, condition) {
        json_t *met = json_object_get(condition, "met");
        json_t *attended = json_object_get(condition, "attended");
        page_put(page, "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                 page_party(page, page_string(condition, "by")), page_string(condition, "wants"),
                 json_is_true(met)    ? "met"
                 : json_is_false(met) ? "not met"
                                      : "not known",
                 json_is_true(attended)    ? "yes"
                 : json_is_false(attended) ? "no"
                                           : "not known");
    }
    page_table_end(page);
}

static bool waits_for(json_t *must_wait, const char *rank) {
    const char *issue;
    json_t *needed;
    json_object_foreach(must_wait, issue, needed) {
        if (json_is_string(needed) && strcmp(json_string_value(needed), rank) == 0)
            return true;
    }
    return false;
}

/* The issues that wait for `rank`, as a list. */
static void write_waiting_issues(html *page, json_t *must_wait, const char *rank) {
    const char *issue;
    json_t *needed;
    const char *between = "";
    json_object_foreach(must_wait, issue, needed) {
        if (!json_is_string(needed) || strcmp(json_string_value(needed), rank) != 0)
            continue;
        page_put(page, "%s<span data-waits=\"%s\">%s</span>", between, issue,
                 page_issue(page, issue));
        between = ", ";
    }
}

static void write_waiting(html *page, json_t *must_wait) {
    static const char *const ranks[] = {"official", "minister", "leader"};
    if (json_object_size(must_wait) == 0)
        return;
    page_table(page, "must-wait", "What must wait, and for whom");
    page_column(page, "", "Waits for a");
    page_column(page, "", "Issues");
    page_rows(page, "");
    for (size_t i = 0; i < sizeof ranks / sizeof ranks[0]; i++) {
        if (!waits_for(must_wait, ranks[i]))
            continue;
        page_put(page, "<tr><th scope=\"row\">%s</th><td>", ranks[i]);
        write_waiting_issues(page, must_wait, ranks[i]);
        page_put(page, "</td></tr>\n");
    }
    page_table_end(page);
}

static void write_alone_row(html *page, const char *issue, const char *option, json_t *gains) {
    page_put(page, "<tr><th scope=\"row\">%s</th><td>%s</td>", page_issue(page, issue),
             page_option(page, issue, option));
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        page_number(page, json_object_get(gains, page_principal(page, p)), true);
    page_put(page, "</tr>\n");
}

/* The status quo changes nothing by itself, so its row would be zeros only. */
static void write_alone(html *page, json_t *alone) {
    if (json_object_size(alone) == 0)
        return;
    page_put(page, "<h3>One step at a time</h3>\n");
    page_figure(page, "alone", "round.alone",
                "What a single option within the mandate adds for each side, everything else "
                "staying as it is.");
    page_numbers(page);
    page_table(page, "alone-table", "Gain from one option alone");
    page_column(page, "", "Issue");
    page_column(page, "", "Option");
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        page_put(page,
                 "<th scope=\"col\" class=\"number\"><span class=\"party p%zu\">%s</span>"
                 "</th>",
                 p, page_party(page, page_principal(page, p)));
    page_rows(page, "");
    const char *issue;
    json_t *options;
    json_object_foreach(alone, issue, options) {
        const char *status_quo = page_status_quo(page, issue);
        const char *option;
        json_t *gains;
        json_object_foreach(options, option, gains) {
            if (!status_quo || strcmp(option, status_quo) != 0)
                write_alone_row(page, issue, option, gains);
        }
    }
    page_table_end(page);
    page_put(page, "<p class=\"note\">A dash: by itself it would break a rule.</p>\n");
    page_numbers_end(page);
}

void page_round(html *page, json_t *round) {
    static const page_deal_set interim = {"round-interim", "round.interim", "interim agreement",
                                          "interim agreements",
                                          " within this round\xe2\x80\x99s "
                                          "mandate"};
    static const page_deal_set settlement = {"round-settlement", "round.settlement", "settlement",
                                             "settlements",
                                             " within this round\xe2\x80\x99s "
                                             "mandate"};
    write_answer(page, round);
    write_delegations(page, json_object_get(round, "delegations"));
    write_absent(page, json_object_get(round, "absent"));
    write_preconditions(page, json_object_get(round, "preconditions"));
    write_waiting(page, json_object_get(round, "must_wait"));
    write_alone(page, json_object_get(round, "alone"));
    if (json_object_get(round, "interim")) {
        page_put(page, "<h3>Packages for this round</h3>\n");
        page_deal_set_write(page, &interim, json_object_get(round, "interim"));
    }
    if (json_object_get(round, "settlement")) {
        page_put(page, "<h3>Settlements within reach of this round</h3>\n");
        page_deal_set_write(page, &settlement, json_object_get(round, "settlement"));
    }
}
