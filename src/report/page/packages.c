/*
 * The packages of a frontier as a table: who gains what, and where they differ. The script adds a
 * filter and sorts by a column; without it the table stands as it is.
 */
#include "report/page/names.h"
#include "report/page/sections.h"

#include <string.h>

#define EM_DASH "\xe2\x80\x94"

/* With more rows the table scrolls in a box of its own. */
#define ROWS_SEEN 12

/* A frontier can hold thousands of packages; the JSON in the page has them all. */
#define ROWS_MAX 200

const page_solution page_solutions[HTML_SOLUTIONS] = {
    {"nash", "Nash", "largest product of gains"},
    {"kalai_smorodinsky", "Kalai\xe2\x80\x93Smorodinsky", "evenest share of what each could gain"},
    {"egalitarian", "Egalitarian", "largest smallest gain"},
    {"utilitarian", "Utilitarian", "largest sum of utilities"},
};

json_t *page_find_solution(json_t *set, size_t index) {
    return json_object_get(json_object_get(set, "solutions"), page_solutions[index].key);
}

static bool has_package(json_t *point, json_t *package) {
    return json_equal(json_object_get(point, "package"), package) == 1;
}

static bool is_on_frontier(json_t *set, json_t *package) {
    size_t index;
    json_t *point;
    json_array_foreach(json_object_get(set, "frontier"), index, point) {
        if (has_package(point, package))
            return true;
    }
    return false;
}

/* The frontier, then the solutions that are not on it: an approximate frontier can lack some. */
static json_t *collect_points(json_t *set) {
    json_t *points = json_copy(json_object_get(set, "frontier"));
    for (size_t i = 0; i < HTML_SOLUTIONS; i++) {
        json_t *package = json_object_get(page_find_solution(set, i), "package");
        bool is_new = package && !is_on_frontier(set, package);
        for (size_t j = 0; j < i && is_new; j++)
            is_new = !has_package(page_find_solution(set, j), package);
        if (is_new)
            json_array_append(points, page_find_solution(set, i));
    }
    return points;
}

/** A table of packages, and what is found out about all of them before the first row. */
typedef struct package_table {
    const page_deal_set *kind;
    json_t *set;
    json_t *points;
    json_t *common; /* {ISSUE: OPTION} where all hold the same */
    bool has_likes; /* does any point stand for several packages? */
} package_table;

/* The option that all points hold on an issue; NULL where they differ. */
static json_t *find_common(json_t *points, const char *issue) {
    json_t *common = NULL;
    size_t index;
    json_t *point;
    json_array_foreach(points, index, point) {
        json_t *option = json_object_get(json_object_get(point, "package"), issue);
        if (!option || (common && !json_equal(common, option)))
            return NULL;
        common = option;
    }
    return common;
}

static json_t *collect_common(html *page, json_t *points) {
    json_t *common = json_object();
    const char *issue;
    json_t *description;
    json_object_foreach(json_object_get(page->model, "issues"), issue, description) {
        json_t *option = find_common(points, issue);
        if (option)
            json_object_set(common, issue, option);
    }
    return common;
}

static bool find_likes(json_t *points) {
    size_t index;
    json_t *point;
    json_array_foreach(points, index, point) {
        const char *packages = page_string(point, "packages");
        if (packages && strcmp(packages, "1") != 0)
            return true;
    }
    return false;
}

static bool is_change(html *page, const char *issue, const char *option) {
    const char *status_quo = page_status_quo(page, issue);
    return option && !(status_quo && strcmp(option, status_quo) == 0);
}

static void write_common(html *page, const package_table *table) {
    const char *issue;
    json_t *option;
    bool any = false;
    page_put(page, "<p class=\"package\">");
    json_object_foreach(table->common, issue, option) {
        const char *choice = json_string_value(option);
        if (!is_change(page, issue, choice))
            continue;
        page_put(page, any ? "; " : "All of them hold: ");
        page_put(page, "%s (%s)", page_issue(page, issue), page_option(page, issue, choice));
        any = true;
    }
    page_put(page, "%sWhat is not named stays as it is today.</p>\n", any ? ". " : "");
}

static void write_chosen_by(html *page, const package_table *table, json_t *package) {
    bool any = false;
    for (size_t i = 0; i < HTML_SOLUTIONS; i++) {
        if (!has_package(page_find_solution(table->set, i), package))
            continue;
        page_put(page, any ? ", " : "<b class=\"chosen\">");
        page_put(page, "%s", page_solutions[i].name);
        any = true;
    }
    page_put(page, any ? "</b> " : "");
}

/* What the package changes against today where not all packages do the same. */
static void write_differences(html *page, const package_table *table, json_t *package) {
    const char *issue;
    json_t *option;
    bool any = false;
    json_object_foreach(package, issue, option) {
        const char *choice = json_string_value(option);
        if (!is_change(page, issue, choice) || json_object_get(table->common, issue))
            continue;
        page_put(page, "%s<span class=\"change\"><i>%s:</i> %s</span>", any ? " " : "",
                 page_issue(page, issue), page_option(page, issue, choice));
        any = true;
    }
    if (!any)
        page_put(page, "<span class=\"none\">nothing else</span>");
}

/* On the phone the style sheet lays rows out in two lines. Browsers may then forget that they are
 * rows of a table; the roles say so. */
static void write_number(html *page, json_t *number) {
    page_put(page, "<td role=\"cell\" class=\"number\">%s</td>",
             json_is_number(number) ? page_signed(json_number_value(number)).text : EM_DASH);
}

static void write_row(html *page, const package_table *table, json_t *point) {
    json_t *package = json_object_get(point, "package");
    json_t *gain = json_object_get(point, "gain");
    page_put(page, "<tr role=\"row\">");
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        write_number(page, json_object_get(gain, page_principal(page, p)));
    page_put(page, "<td role=\"cell\" class=\"package-cell\">");
    write_chosen_by(page, table, package);
    write_differences(page, table, package);
    page_put(page, "</td>");
    if (table->has_likes)
        page_put(page, "<td role=\"cell\" class=\"number\">%s</td>",
                 page_count(page_string(point, "packages")).text);
    page_put(page, "</tr>\n");
}

static void write_head(html *page, const package_table *table) {
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        page_put(page,
                 "<th role=\"columnheader\" scope=\"col\" class=\"number\"><span "
                 "class=\"party p%zu\">%s</span> <small>gain</small></th>",
                 p, page_party(page, page_principal(page, p)));
    page_put(page, "<th role=\"columnheader\" scope=\"col\" class=\"package-cell\">Where they "
                   "differ</th>");
    if (table->has_likes)
        page_put(page, "<th role=\"columnheader\" scope=\"col\" class=\"number\">Alike "
                       "<small>packages with these gains</small></th>");
}

static void write_table(html *page, const package_table *table) {
    const char *id = table->kind->id;
    page_put(page,
             "<div class=\"scroll%s\" role=\"region\" tabindex=\"0\" "
             "aria-labelledby=\"%s-frontier-caption\">\n<table id=\"%s-frontier\" role=\"table\" "
             "class=\"packages\" data-path=\"%s\" style=\"--numbers:%zu\">\n",
             json_array_size(table->points) > ROWS_SEEN ? " tall" : "", id, id, table->kind->path,
             json_array_size(page->principals) + table->has_likes);
    page_put(page,
             "<caption id=\"%s-frontier-caption\">Packages on the frontier, and where they "
             "differ</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">",
             id);
    write_head(page, table);
    page_put(page, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
    size_t index;
    json_t *point;
    json_array_foreach(table->points, index, point) {
        if (index == ROWS_MAX)
            break;
        write_row(page, table, point);
    }
    page_table_end(page);
}

void page_packages(html *page, const page_deal_set *kind, json_t *set) {
    json_t *points = collect_points(set);
    const size_t count = json_array_size(points);
    const package_table table = {kind, set, points, collect_common(page, points),
                                 find_likes(points)};
    if (count > 1) { /* of one the solutions say it all */
        page_put(page, "<h4>The %s packages on the frontier</h4>\n", page_size(count).text);
        write_common(page, &table);
        if (count > ROWS_MAX)
            page_put(page,
                     "<p class=\"note\">The table shows %zu at a time; the data in this page hold "
                     "all.</p>\n",
                     (size_t)ROWS_MAX);
        write_table(page, &table);
    }
    json_decref(table.common);
    json_decref(points);
}
