/*
 * What they could sign: for each set of packages the frontier, the four solutions, what these
 * settle issue by issue, and where nothing is acceptable the package that comes nearest.
 */
#include "report/page/names.h"
#include "report/page/sections.h"

#include <string.h>

/* What a package adds for a party, and what the party has with it. */
static void write_gain(html *page, json_t *point, const char *party) {
    json_t *gain = json_object_get(json_object_get(point, "gain"), party);
    json_t *utility = json_object_get(json_object_get(point, "utility"), party);
    if (json_is_number(gain) && json_is_number(utility))
        page_put(page, "<td class=\"number\">%s <small>%s</small></td>",
                 page_signed(json_number_value(gain)).text,
                 page_share(json_number_value(utility)).text);
    else
        page_number(page, gain, true);
}

/* What a package changes against the status quo, issue by issue. */
static void write_changes(html *page, json_t *package) {
    const char *issue;
    json_t *option;
    const char *between = "";
    json_object_foreach(package, issue, option) {
        const char *choice = json_string_value(option);
        const char *status_quo = page_status_quo(page, issue);
        if (choice && status_quo && strcmp(choice, status_quo) == 0)
            continue;
        page_put(page, "%s<span class=\"change\"><i>%s:</i> %s</span>", between,
                 page_issue(page, issue), page_option(page, issue, choice));
        between = " ";
    }
}

static void write_affected_item(html *page, size_t index, void *context) {
    page_put(page, "%s", page_party(page, json_string_value(json_array_get(context, index))));
}

static void write_affected(html *page, json_t *affected) {
    page_put(page, "<td>");
    page_list(page, json_array_size(affected), write_affected_item, affected);
    page_put(page, "</td>");
}

/* Does no earlier solution choose the same package? */
static bool is_first_of_its_package(json_t *set, size_t first) {
    json_t *package = json_object_get(page_find_solution(set, first), "package");
    for (size_t i = 0; i < first; i++)
        if (json_equal(json_object_get(page_find_solution(set, i), "package"), package))
            return false;
    return package != NULL;
}

static bool shares_package(json_t *set, size_t one, size_t other) {
    return json_equal(json_object_get(page_find_solution(set, one), "package"),
                      json_object_get(page_find_solution(set, other), "package")) == 1;
}

static bool touches_anybody(json_t *set) {
    for (size_t i = 0; i < HTML_SOLUTIONS; i++)
        if (json_array_size(json_object_get(page_find_solution(set, i), "affects")) > 0)
            return true;
    return false;
}

/* One row for all solutions that choose the package of `first`. */
static void write_solution_row(html *page, json_t *set, size_t first) {
    json_t *point = page_find_solution(set, first);
    page_put(page, "<tr><th scope=\"row\">");
    for (size_t i = first; i < HTML_SOLUTIONS; i++)
        if (shares_package(set, first, i))
            page_put(page,
                     "<span class=\"solution\" data-solution=\"%s\">%s <small>%s</small></span>",
                     page_solutions[i].key, page_solutions[i].name, page_solutions[i].formula);
    page_put(page, "</th>");
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        write_gain(page, point, page_principal(page, p));
    if (touches_anybody(set))
        write_affected(page, json_object_get(point, "affects"));
    page_put(page, "</tr>\n");
}

static void write_solutions(html *page, const page_deal_set *kind, json_t *set) {
    char id[64];
    snprintf(id, sizeof id, "%s-solutions", kind->id);
    page_table(page, id, "Four ways to choose among them");
    page_column(page, "", "Solution");
    page_party_columns(page, "gain, in all");
    if (touches_anybody(set))
        page_column(page, "", "Also touches");
    page_rows(page, "");
    for (size_t i = 0; i < HTML_SOLUTIONS; i++)
        if (is_first_of_its_package(set, i))
            write_solution_row(page, set, i);
    page_table_end(page);
}

static void write_package_column(html *page, json_t *set, size_t first) {
    page_put(page, "<th scope=\"col\">%s", page_solutions[first].name);
    for (size_t i = first + 1; i < HTML_SOLUTIONS; i++)
        if (shares_package(set, first, i))
            page_put(page, ", %s", page_solutions[i].name);
    page_put(page, "</th>");
}

static void write_choice(html *page, json_t *package, const char *issue) {
    const char *choice = json_string_value(json_object_get(package, issue));
    const char *status_quo = page_status_quo(page, issue);
    const bool is_change = choice && status_quo && strcmp(choice, status_quo) != 0;
    page_put(page, is_change ? "<td class=\"changed\">%s</td>" : "<td class=\"unchanged\">%s</td>",
             page_option(page, issue, choice));
}

/* Does any solution change the issue against today? */
static bool is_settled(html *page, json_t *set, const char *issue) {
    const char *status_quo = page_status_quo(page, issue);
    for (size_t i = 0; i < HTML_SOLUTIONS; i++) {
        const char *choice =
            page_string(json_object_get(page_find_solution(set, i), "package"), issue);
        if (choice && status_quo && strcmp(choice, status_quo) != 0)
            return true;
    }
    return false;
}

static void write_unsettled(html *page, json_t *set) {
    const char *issue;
    json_t *description;
    bool any = false;
    json_object_foreach(json_object_get(page->model, "issues"), issue, description) {
        if (is_settled(page, set, issue))
            continue;
        page_put(page, any ? ", " : "<p class=\"note unsettled\">As today in all of them: ");
        page_put(page, "%s", page_issue(page, issue));
        any = true;
    }
    page_put(page, any ? ".</p>\n" : "");
}

static void write_packages(html *page, const page_deal_set *kind, json_t *set) {
    char id[64];
    snprintf(id, sizeof id, "%s-packages", kind->id);
    page_table(page, id, "What they settle (what stays as it is today is in grey)");
    page_column(page, "", "Issue");
    for (size_t i = 0; i < HTML_SOLUTIONS; i++)
        if (is_first_of_its_package(set, i))
            write_package_column(page, set, i);
    page_rows(page, "");
    const char *issue;
    json_t *description;
    json_object_foreach(json_object_get(page->model, "issues"), issue, description) {
        if (!is_settled(page, set, issue))
            continue;
        page_put(page, "<tr data-issue=\"%s\"><th scope=\"row\">%s</th>", issue,
                 page_issue(page, issue));
        for (size_t i = 0; i < HTML_SOLUTIONS; i++)
            if (is_first_of_its_package(set, i))
                write_choice(page, json_object_get(page_find_solution(set, i), "package"), issue);
        page_put(page, "</tr>\n");
    }
    page_table_end(page);
    write_unsettled(page, set);
}

static bool is_approximate(json_t *set) {
    return json_number_value(json_object_get(set, "epsilon")) > 0;
}

/* Under the chart: how far the frontier shown can be from the exact one. */
static void write_epsilon(html *page, json_t *set) {
    if (!is_approximate(set))
        return;
    json_t *margin = json_object_get(set, "solution_margin");
    page_put(
        page,
        "<p class=\"note\">The frontier is approximate: in place of any package left out, one "
        "of those shown costs nobody more than %s of what it wants. The solutions are the best "
        "of those shown: a package left out could raise the smallest gain by at most %s, the "
        "sum of utilities by %s.</p>\n",
        page_percent_bound(json_number_value(json_object_get(set, "epsilon"))).text,
        page_percent_bound(json_number_value(json_object_get(margin, "egalitarian"))).text,
        page_percent_bound(json_number_value(json_object_get(margin, "utilitarian"))).text);
}

static void write_count(html *page, const page_deal_set *kind, json_t *set) {
    const char *count = page_string(set, "count");
    const char *high = page_string(set, "count_high");
    const size_t best = json_array_size(json_object_get(set, "frontier"));
    const bool is_one = count && strcmp(count, "1") == 0 && !high;
    page_put(page, "<p class=\"answer\">Every principal can sign ");
    page_put(page, "%s %s%s", page_count_between(count, high).text,
             is_one ? kind->singular : kind->plural, kind->where);
    if (!is_one && best == 1)
        page_put(page, "; one betters all others for everybody");
    else if (!is_one && is_approximate(set))
        page_put(page, "; %s of them stand for those that cannot be bettered",
                 page_size(best).text);
    else if (!is_one && strcmp(page_size(best).text, page_count(count).text) == 0)
        page_put(page, "; none of them can be bettered for one side without loss to another");
    else if (!is_one)
        page_put(page, "; %s of them cannot be bettered for one side without loss to another",
                 page_size(best).text);
    page_put(page, ".</p>\n");
}

static void write_nearest_row(html *page, json_t *nearest, const char *party, size_t index) {
    json_t *gain = json_object_get(json_object_get(nearest, "gain"), party);
    json_t *utility = json_object_get(json_object_get(nearest, "utility"), party);
    page_put(page, "<tr><th scope=\"row\"><span class=\"party p%zu\">%s</span></th>", index,
             page_party(page, party));
    page_number(page, utility, false);
    page_put(page, "<td class=\"number\">%s</td>",
             page_share(json_number_value(utility) - json_number_value(gain)).text);
    page_number(page, gain, true);
    page_put(page, "</tr>\n");
}

static bool is_matched(json_t *pattern, json_t *package) {
    const char *issue;
    json_t *options;
    json_object_foreach(pattern, issue, options) {
        const char *choice = page_string(package, issue);
        if (!choice || !page_holds(options, choice))
            return false;
    }
    return true;
}

static void write_crossed(html *page, const char *party, json_t *red_line, void *context) {
    (void)party;
    if (!is_matched(json_object_get(red_line, "never"), context))
        return;
    page_put(page, "<li>");
    page_constraint(page, page_string(red_line, "name"));
    page_put(page, "</li>\n");
}

static void write_nearest(html *page, const page_deal_set *kind, json_t *nearest) {
    json_t *package = json_object_get(nearest, "package");
    char id[64];
    snprintf(id, sizeof id, "%s-nearest", kind->id);
    page_table(page, id, "The package that comes nearest");
    page_column(page, "", "Party");
    page_column(page, "number", "It would get");
    page_column(page, "number", "It needs");
    page_column(page, "number", "Gain");
    page_rows(page, "");
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        write_nearest_row(page, nearest, page_principal(page, p), p);
    page_table_end(page);
    page_put(page, "<p class=\"package\"><b>It would change:</b> ");
    write_changes(page, package);
    page_put(page, "</p>\n");
    if (json_is_true(json_object_get(nearest, "crosses_red_lines"))) {
        page_put(page, "<p>It crosses:</p>\n<ul class=\"crossed\">\n");
        page_red_lines(page, write_crossed, package);
        page_put(page, "</ul>\n");
    }
}

/* Who loses most by the nearest package. */
static const char *find_shortest(html *page, json_t *nearest) {
    json_t *gains = json_object_get(nearest, "gain");
    const char *shortest = page_principal(page, 0);
    for (size_t p = 1; p < json_array_size(page->principals); p++)
        if (json_number_value(json_object_get(gains, page_principal(page, p))) <
            json_number_value(json_object_get(gains, shortest)))
            shortest = page_principal(page, p);
    return shortest;
}

/* More memory would tell. */
static void write_not_found(html *page, const page_deal_set *kind, json_t *set) {
    const char *count = page_string(set, "count");
    page_put(page,
             "<p class=\"answer\">%s %s that every principal can sign%s %s more memory. Nobody can "
             "gain more than %s of what it wants by one.",
             strchr("aeiou", *kind->singular) ? "An" : "A", kind->singular, kind->where,
             count && strcmp(count, "0") != 0 ? "exists, but to find one takes"
                                              : "was neither found nor ruled out; that takes",
             page_percent_bound(json_number_value(json_object_get(set, "epsilon"))).text);
}

static void write_empty(html *page, const page_deal_set *kind, json_t *set) {
    json_t *nearest = json_object_get(set, "nearest");
    const double shortfall = json_number_value(json_object_get(nearest, "shortfall"));
    if (json_is_true(json_object_get(set, "not_found")))
        write_not_found(page, kind, set);
    else
        page_put(page, "<p class=\"answer\">No %s%s can be signed by every principal.",
                 kind->singular, kind->where);
    if (shortfall > 0)
        page_put(page, " The nearest leaves %s short by %s.",
                 page_party(page, find_shortest(page, nearest)), page_percent(shortfall).text);
    page_put(page, "</p>\n");
    if (!nearest)
        return;
    page_figure(page, "frontier", kind->path,
                "The package that comes nearest, against what each side has without agreement "
                "(dashed). In the shaded corner all would gain.");
    write_nearest(page, kind, nearest);
}

void page_deal_set_write(html *page, const page_deal_set *kind, json_t *set) {
    if (json_array_size(json_object_get(set, "frontier")) == 0) {
        write_empty(page, kind, set);
        return;
    }
    write_count(page, kind, set);
    if (json_array_size(json_object_get(set, "frontier")) > 1)
        page_figure(
            page, "frontier", kind->path,
            is_approximate(set)
                ? "Each dot is a package that no other one shown betters. Dashed: what each side "
                  "has without agreement. Shaded: where all gain."
                : "Each dot is a package that cannot be bettered for one side without loss to "
                  "another. Dashed: what each side has without agreement. Shaded: where all gain.");
    write_epsilon(page, set);
    write_solutions(page, kind, set);
    write_packages(page, kind, set);
    page_packages(page, kind, set);
}

void page_deals(html *page, json_t *deals) {
    static const page_deal_set settlement = {"settlement", "deals.settlement", "settlement",
                                             "settlements", ""};
    static const page_deal_set interim = {"interim", "deals.interim", "interim agreement",
                                          "interim agreements", ""};
    page_put(
        page,
        "<p class=\"answer\">Of %s packages that break no rule, every principal can "
        "sign %s.</p>\n",
        page_count(page_string(deals, "possible")).text,
        page_count_between(page_string(deals, "acceptable"), page_string(deals, "acceptable_high"))
            .text);
    page_put(page, "<h3>Settlements</h3>\n");
    page_deal_set_write(page, &settlement, json_object_get(deals, "settlement"));
    if (!json_object_get(deals, "interim"))
        return;
    page_put(page, "<h3>Interim agreements</h3>\n<p>They leave the contest running beside them; "
                   "what counts is what they add to it.</p>\n");
    page_deal_set_write(page, &interim, json_object_get(deals, "interim"));
}
