/* How far apart: what each side loses if another gets its way, in all and per issue. */
#include "report/page/names.h"
#include "report/page/sections.h"

#include <math.h>
#include <string.h>

/* Call `write` for every ordered pair of different principals. */
typedef void pair_writer(html *page, const char *loser, const char *winner, json_t *part);

static void each_pair(html *page, pair_writer *write, json_t *part) {
    const size_t count = json_array_size(page->principals);
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++)
            if (a != b)
                write(page, page_principal(page, a), page_principal(page, b), part);
}

static json_t *find_pair(json_t *part, const char *key, const char *one, const char *other) {
    return json_object_get(json_object_get(json_object_get(part, key), one), other);
}

static void write_pair_sentence(html *page, const char *loser, const char *winner, json_t *gap) {
    page_put(page, "If %s got its way everywhere, %s would lose %s of what it wants. ",
             page_party(page, winner), page_party(page, loser),
             page_percent(json_number_value(find_pair(gap, "loss", loser, winner))).text);
}

/* Of three and more, who would lose most and to whom; the table has all pairs. */
static void write_worst_pair(html *page, json_t *gap) {
    const char *worst = NULL, *winner = NULL;
    double largest = -1;
    for (size_t p = 0; p < json_array_size(page->principals); p++) {
        const char *loser = page_principal(page, p), *other;
        const double loss =
            page_largest(json_object_get(json_object_get(gap, "loss"), loser), &other);
        if (other && loss > largest) {
            largest = loss;
            worst = loser;
            winner = other;
        }
    }
    if (worst)
        page_put(page,
                 "%s has most at stake: it would lose %s of what it wants if %s got its way "
                 "everywhere.",
                 page_party(page, worst), page_percent(largest).text, page_party(page, winner));
}

static void write_pair_column(html *page, const char *loser, const char *winner, json_t *gap) {
    (void)gap;
    page_put(page,
             "<th scope=\"col\" class=\"number\">%s loses <small>if %s gets its way</small>"
             "</th>",
             page_party(page, loser), page_party(page, winner));
}

static void write_pair_loss(html *page, const char *loser, const char *winner, json_t *part) {
    page_number(page, find_pair(part, "loss", loser, winner), false);
}

/* Issues from the widest to the shared ones, as the chart above has them. */
static void write_issue_row(html *page, json_t *gap, const char *issue) {
    page_put(page, "<tr data-issue=\"%s\"><th scope=\"row\">%s</th>", issue,
             page_issue(page, issue));
    each_pair(page, write_pair_loss, json_object_get(json_object_get(gap, "issues"), issue));
    page_put(page, "</tr>\n");
}

static void write_rows(html *page, json_t *gap) {
    json_t *widest = json_object_get(gap, "widest");
    size_t index;
    json_t *name;
    json_array_foreach(widest, index, name) {
        write_issue_row(page, gap, json_string_value(name));
    }
    const char *issue;
    json_t *issue_gap;
    json_object_foreach(json_object_get(gap, "issues"), issue, issue_gap) {
        if (!page_holds(widest, issue))
            write_issue_row(page, gap, issue);
    }
    page_put(page, "<tr class=\"total\"><th scope=\"row\">In all</th>");
    each_pair(page, write_pair_loss, gap);
    page_put(page, "</tr>\n");
}

/* In per cent; bounds are rounded outwards, but for the rounding of doubles. */
static void put_opposition(html *page, json_t *high, json_t *low) {
    const double nearest = json_number_value(high);
    if (low)
        page_put(page, "between %s and %s",
                 page_decimal(floor(json_number_value(low) * 1000 + 1e-9) / 10, 1).text,
                 page_decimal(ceil(nearest * 1000 - 1e-9) / 10, 1).text);
    else
        page_put(page, "%s", page_decimal(100 * nearest, 1).text);
}

static void write_opposition_all(html *page, json_t *gap) {
    json_t *all = json_object_get(gap, "opposition_all");
    if (json_array_size(page->principals) > 2 && all) {
        page_put(page, " Over all sides at once it is ");
        put_opposition(page, all, json_object_get(gap, "opposition_all_low"));
        page_put(page, "%s.", "\xc2\xa0%");
    }
    if (json_object_get(gap, "opposition_low") || json_object_get(gap, "opposition_all_low"))
        page_put(page, " Where it lies between two numbers, a package comes as near as the upper "
                       "one, and none nearer than the lower one.");
}

static void write_opposition(html *page, json_t *gap) {
    const size_t count = json_array_size(page->principals);
    page_table(page, "opposition", "Side by side");
    page_column(page, "", "Pair");
    page_column(page, "number", "Options both prefer to the status quo");
    page_column(page, "number", "Opposition, %");
    page_rows(page, "");
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++) {
            const char *one = page_principal(page, a), *other = page_principal(page, b);
            json_t *improved = find_pair(gap, "improved", one, other);
            page_put(page, "<tr><th scope=\"row\">%s and %s</th><td class=\"number\">%s</td>",
                     page_party(page, one), page_party(page, other),
                     page_decimal(json_number_value(improved), 0).text);
            page_put(page, "<td class=\"number\">");
            put_opposition(page, find_pair(gap, "opposition", one, other),
                           find_pair(gap, "opposition_low", one, other));
            page_put(page, "</td></tr>\n");
        }
    page_table_end(page);
    page_put(page, "<p class=\"note\">Opposition is the smallest distance from a payoff that some "
                   "package can give to the point where each side has all it could get, in per "
                   "cent: 0 means that one package suits all.");
    write_opposition_all(page, gap);
    page_put(page, "</p>\n");
}

void page_gap(html *page, json_t *gap) {
    page_put(page, "<p class=\"answer\">");
    if (json_array_size(page->principals) == 2)
        each_pair(page, write_pair_sentence, gap);
    else
        write_worst_pair(page, gap);
    page_put(page, "</p>\n");
    page_figure(page, "gap", "gap",
                "What each side would lose on each issue if the other got its "
                "way, as a share of all it wants. The longer the line, the "
                "less the sides have at stake alike.");
    page_numbers(page);
    page_table(page, "gap-table", "Loss per issue, widest first");
    page_column(page, "", "Issue");
    each_pair(page, write_pair_column, gap);
    page_rows(page, "");
    write_rows(page, gap);
    page_table_end(page);
    page_numbers_end(page);
    write_opposition(page, gap);
}
