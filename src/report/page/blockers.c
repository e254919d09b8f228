/* What stands in the way: conflicts, the cheapest ways round them, the price of each red line. */
#include "report/page/names.h"
#include "report/page/sections.h"

/* Prices below this would be shown as zero. */
#define NOTHING 0.0005

static void write_names(html *page, json_t *names) {
    size_t index;
    json_t *name;
    page_put(page, "<ul>\n");
    json_array_foreach(names, index, name) {
        page_put(page, "<li>");
        page_constraint(page, json_string_value(name));
        page_put(page, "</li>\n");
    }
    page_put(page, "</ul>\n");
}

static void write_answer(html *page, json_t *blockers) {
    page_put(page, "<p class=\"answer\">");
    if (json_is_true(json_object_get(blockers, "possible")))
        page_put(page, "Nothing rules out a settlement: some package crosses no red line and "
                       "leaves nobody worse off than without agreement.");
    else if (json_is_true(json_object_get(blockers, "impossible_by_rules")))
        page_put(page, "The rules leave no settlement at all, whatever anybody gives up.");
    else
        page_put(page, "No settlement is possible as things stand. It fails %s.",
                 json_array_size(json_object_get(blockers, "conflicts")) == 1
                     ? "on one conflict"
                     : "on several conflicts, each enough by itself");
    page_put(page, "</p>\n");
}

static void write_conflicts(html *page, json_t *blockers) {
    json_t *conflicts = json_object_get(blockers, "conflicts");
    if (json_array_size(conflicts) == 0)
        return;
    page_put(page, "<h3>What cannot hold together</h3>\n<ol class=\"cards conflicts\">\n");
    size_t index;
    json_t *names;
    json_array_foreach(conflicts, index, names) {
        page_put(page, "<li>");
        write_names(page, names);
        page_put(page, "</li>\n");
    }
    page_put(page, "</ol>\n");
    if (json_is_false(json_object_get(blockers, "conflicts_complete")))
        page_put(page,
                 "<p class=\"note\">There may be more: the search stopped at its limit. Each of "
                 "these is a conflict by itself.</p>\n");
}

/* A walk-away comes with how far it must fall, a red line is given up whole. */
static void write_concession(html *page, json_t *concession) {
    json_t *drops = json_object_get(concession, "drop");
    page_put(page, "<li>");
    bool is_first = json_object_size(drops) == 0;
    const char *party;
    json_t *drop;
    json_object_foreach(drops, party, drop) {
        page_put(page, "<span class=\"drop\">%s%s walk-away falls by %s</span> ",
                 page_party(page, party), page_s(page_party(page, party)),
                 page_percent(json_number_value(drop)).text);
    }
    size_t index;
    json_t *name;
    json_array_foreach(json_object_get(concession, "give"), index, name) {
        if (json_string_length(name) > 0 && json_string_value(name)[0] == 'w')
            continue;
        page_put(page, "<span class=\"drop\">%s up ", is_first ? "Give" : "give");
        is_first = false;
        page_constraint(page, json_string_value(name));
        page_put(page, "</span> ");
    }
    page_put(page, "</li>\n");
}

static void write_concessions(html *page, json_t *blockers) {
    json_t *concessions = json_object_get(blockers, "concessions");
    if (json_array_size(concessions) == 0)
        return;
    page_put(page, "<h3>Ways round, cheapest first</h3>\n<ol class=\"cards concessions\">\n");
    size_t index;
    json_t *concession;
    json_array_foreach(concessions, index, concession) {
        write_concession(page, concession);
    }
    page_put(page, "</ol>\n");
    if (json_is_false(json_object_get(blockers, "concessions_complete")))
        page_put(page, "<p class=\"note\">There may be more: the search stopped at its limit. None "
                       "that is left out is cheaper than these.</p>\n");
}

static void write_price_table(html *page, json_t *blockers) {
    json_t *prices = json_object_get(blockers, "prices");
    const char *unknown = json_is_false(json_object_get(blockers, "prices_complete"))
                              ? "not found: the search stopped at its limit"
                              : "no settlement while it stands";
    page_table(page, "prices-table", "Price of each red line");
    page_column(page, "", "Red line");
    page_column(page, "number", "Price");
    page_rows(page, "");
    const char *name;
    json_t *price;
    json_object_foreach(prices, name, price) {
        page_put(page, "<tr data-name=\"%s\"><th scope=\"row\">", name);
        page_constraint(page, name);
        page_put(page, "</th>");
        if (json_is_number(price))
            page_number(page, price, true);
        else
            page_put(page, "<td class=\"number\">%s</td>", unknown);
        page_put(page, "</tr>\n");
    }
    page_table_end(page);
}

/* Does any red line cost enough to be seen? */
static bool cost_something(json_t *prices) {
    const char *name;
    json_t *price;
    json_object_foreach(prices, name, price) {
        if (!json_is_number(price) || json_number_value(price) >= NOTHING)
            return true;
    }
    return false;
}

static void write_prices(html *page, json_t *blockers) {
    json_t *prices = json_object_get(blockers, "prices");
    if (json_object_size(prices) == 0)
        return;
    page_put(page, "<h3>What each red line costs</h3>\n");
    if (!cost_something(prices)) {
        page_put(page, "<p>None of them costs anything by itself: if it alone fell, the side that "
                       "gains least would gain no more.</p>\n");
        write_price_table(page, blockers);
        return;
    }
    page_figure(page, "prices", "blockers.prices",
                "How much more the side that gains least could gain if this red line alone fell.");
    page_numbers(page);
    write_price_table(page, blockers);
    page_numbers_end(page);
}

void page_blockers(html *page, json_t *blockers) {
    write_answer(page, blockers);
    write_conflicts(page, blockers);
    write_concessions(page, blockers);
    write_prices(page, blockers);
}
