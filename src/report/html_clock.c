/* Whom time favours: the chance of agreement round by round, and what waiting does to each side. */
#include "report/html_names.h"
#include "report/html_sections.h"

/* Columns about each party, left out where the report lacks them. */
static const struct measure {
    const char *key;
    const char *title;
} measures[] = {
    {"value", "The talks are worth"},
    {"best_now", "An agreement now would be worth"},
    {"delay_cost", "Delay costs"},
    {"round_cost", "One round more costs"},
};
enum { MEASURES = sizeof measures / sizeof measures[0] };

static double find_last(json_t *chances) {
    const size_t count = json_array_size(chances);
    return count ? json_number_value(json_array_get(chances, count - 1)) : 0;
}

static void write_answer(html *page, json_t *chances) {
    const double last = find_last(chances);
    html_put(page, "<p class=\"answer\">Agreement within %zu rounds: %s (%s).</p>\n",
             json_array_size(chances), html_chance_words(last), html_percent(last).text);
}

static void write_measures(html *page, json_t *clock) {
    html_table(page, "clock-parties", "What time does to each side");
    html_column(page, "", "Party");
    for (size_t m = 0; m < MEASURES; m++)
        if (json_object_get(clock, measures[m].key))
            html_column(page, "number", measures[m].title);
    html_rows(page, "");
    for (size_t p = 0; p < json_array_size(page->principals); p++) {
        const char *party = html_principal(page, p);
        html_put(page, "<tr><th scope=\"row\"><span class=\"party p%zu\">%s</span></th>", p,
                 html_party(page, party));
        for (size_t m = 0; m < MEASURES; m++)
            if (json_object_get(clock, measures[m].key))
                html_number(page, json_object_get(json_object_get(clock, measures[m].key), party),
                            false);
        html_put(page, "</tr>\n");
    }
    html_table_end(page);
}

static void write_events(html *page, json_t *events) {
    if (json_array_size(events) == 0)
        return;
    html_table(page, "clock-events", "What may happen before the sides agree");
    html_column(page, "", "What changes");
    html_column(page, "", "To");
    html_column(page, "number", "Chance");
    html_rows(page, "");
    size_t index;
    json_t *event;
    json_array_foreach(events, index, event) {
        const double chance = json_number_value(json_object_get(event, "before_agreement"));
        html_put(page,
                 "<tr><th scope=\"row\">%s</th><td>%s</td><td class=\"number\">%s "
                 "<small>%s</small></td></tr>\n",
                 html_string(event, "factor"), html_string(event, "level"),
                 html_percent(chance).text, html_chance_words(chance));
    }
    html_table_end(page);
}

static void write_rounds(html *page, json_t *chances, json_t *walk_aways) {
    const bool has_walk_aways = json_array_size(walk_aways) > 0;
    html_numbers(page);
    html_table(page, "clock-rounds", "Round by round");
    html_column(page, "number", "Round");
    html_column(page, "number", "Agreement by then");
    for (size_t p = 0; has_walk_aways && p < json_array_size(page->principals); p++)
        html_put(page,
                 "<th scope=\"col\" class=\"number\"><span class=\"party p%zu\">%s</span> "
                 "<small>walk-away</small></th>",
                 p, html_party(page, html_principal(page, p)));
    html_rows(page, "");
    size_t index;
    json_t *chance;
    json_array_foreach(chances, index, chance) {
        json_t *round = json_array_get(walk_aways, index);
        html_put(page, "<tr><td class=\"number\">%zu</td><td class=\"number\">%s</td>", index + 1,
                 html_percent(json_number_value(chance)).text);
        for (size_t p = 0; has_walk_aways && p < json_array_size(page->principals); p++)
            html_number(page, json_object_get(round, html_principal(page, p)), false);
        html_put(page, "</tr>\n");
    }
    html_table_end(page);
    html_numbers_end(page);
}

void html_clock(html *page, json_t *clock) {
    json_t *chances = json_object_get(clock, "agreement_by_round");
    json_t *walk_aways = json_object_get(clock, "walk_away_by_round");
    write_answer(page, chances);
    write_measures(page, clock);
    html_figure(page, "agreement", "clock", "Chance that the sides have agreed, by round.");
    if (json_array_size(walk_aways) > 0)
        html_figure(page, "walk-aways", "clock.walk_away_by_round",
                    "What each side can expect without agreement, as the world drifts: where both "
                    "lines rise, the room between the sides closes.");
    write_rounds(page, chances, walk_aways);
    write_events(page, json_object_get(clock, "events"));
}
