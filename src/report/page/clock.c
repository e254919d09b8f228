/*
 * Whom time favours: how the world moves what each side can expect without agreement, the chance
 * of an agreement by date, and what each side asks round by round, with the room between them.
 */
#include "report/page/names.h"
#include "report/page/sections.h"

#include <math.h>
#include <stdio.h>

#define APOSTROPHE "\xe2\x80\x99"
#define EM_DASH    "\xe2\x80\x94"

/* A horizon can have a million rounds; the data in the page hold all. */
#define ROWS_MAX 200

/* Changes below this are not worth a word, as in the brief. */
#define NOTHING 0.0005

/* What is told about each party, left out where the report lacks it. */
static const struct measure {
    const char *key;
    const char *title;
} measures[] = {
    {"value", "The talks are worth"},
    {"best_now", "The best settlement today would be worth"},
    {"delay_cost", "The talks cost against that"},
    {"round_cost", "One round more costs"},
};
enum { MEASURES = sizeof measures / sizeof measures[0] };

static double number_at(json_t *array, size_t index) {
    return json_number_value(json_array_get(array, index));
}

static double last_of(json_t *array) {
    return number_at(array, json_array_size(array) - 1);
}

/* --- when a round is -------------------------------------------------------------------------- */

static bool has_dates(json_t *clock) {
    return page_string(clock, "starts") &&
           json_is_number(json_object_get(clock, "round_every_days"));
}

static page_word date_of(json_t *clock, size_t round) {
    const double days = json_number_value(json_object_get(clock, "round_every_days"));
    return page_date_after(page_string(clock, "starts"), days * (double)round);
}

/* "by 18 May 2026", the date of that round, or "within 26 rounds" where rounds have no dates. */
static void write_by(html *page, json_t *clock, size_t round, size_t rounds) {
    if (has_dates(clock))
        page_put(page, "by %s", date_of(clock, round).text);
    else
        page_put(page, "within %zu rounds", rounds);
}

/* --- who gains by waiting --------------------------------------------------------------------- */

/* How far a side's walk-away drifts over the whole horizon. */
static double drift_of(json_t *walk_aways, const char *party) {
    const size_t count = json_array_size(walk_aways);
    return json_number_value(json_object_get(json_array_get(walk_aways, count - 1), party)) -
           json_number_value(json_object_get(json_array_get(walk_aways, 0), party));
}

static void write_drift_item(html *page, size_t index, void *context) {
    const char *party = page_principal(page, index);
    const double drift = drift_of(context, party);
    if (fabs(drift) < NOTHING)
        page_put(page, "%s%s walk-away stays", page_party(page, party),
                 page_s(page_party(page, party)));
    else
        page_put(page, "%s%s walk-away %s by %s", page_party(page, party),
                 page_s(page_party(page, party)), drift > 0 ? "rises" : "falls",
                 page_percent(fabs(drift)).text);
}

static void write_favoured(html *page, json_t *clock) {
    json_t *walk_aways = json_object_get(clock, "walk_away_by_round");
    const size_t principals = json_array_size(page->principals);
    size_t most = 0;
    size_t least = 0;
    if (json_array_size(walk_aways) == 0 || principals == 0)
        return;
    for (size_t p = 1; p < principals; p++) {
        const double drift = drift_of(walk_aways, page_principal(page, p));
        most = drift > drift_of(walk_aways, page_principal(page, most)) ? p : most;
        least = drift < drift_of(walk_aways, page_principal(page, least)) ? p : least;
    }
    const double highest = drift_of(walk_aways, page_principal(page, most));
    const double lowest = drift_of(walk_aways, page_principal(page, least));
    page_put(page, "<p class=\"answer\">");
    if (highest < NOTHING && lowest > -NOTHING) {
        page_put(page, "Waiting moves nobody" APOSTROPHE "s walk-away.</p>\n");
        return;
    }
    const char *favoured = page_party(page, page_principal(page, most));
    const char *everybody = principals == 2 ? "both" : "all";
    const bool all_fall = highest <= -NOTHING;
    const bool alike = highest - lowest < NOTHING;
    if (all_fall && alike)
        page_put(page, "Waiting weakens %s alike: ", everybody);
    else if (all_fall)
        page_put(page, "Waiting weakens %s, %s %s: ", everybody, favoured,
                 principals == 2 ? "less" : "least");
    else
        page_put(page, "Waiting favours %s: ", alike ? "nobody" : favoured);
    const size_t rounds = json_array_size(walk_aways) - 1;
    page_put(page, "as the world drifts, ");
    page_list(page, principals, write_drift_item, walk_aways);
    page_put(page, " of what it wants ");
    write_by(page, clock, rounds, rounds);
    page_put(page, ".</p>\n");
}

/* The index-th of those whom a round that passes costs something; NULL beyond the last. */
static const char *find_payer(json_t *costs, size_t index) {
    const char *party;
    json_t *cost;
    json_object_foreach(costs, party, cost) {
        if (json_number_value(cost) >= NOTHING && index-- == 0)
            return party;
    }
    return NULL;
}

static void write_payer(html *page, size_t index, void *costs) {
    const char *party = find_payer(costs, index);
    page_put(page, "%s %s", page_party(page, party),
             page_percent(json_number_value(json_object_get(costs, party))).text);
}

static void write_cost(html *page, json_t *costs) {
    size_t count = 0;
    while (find_payer(costs, count))
        count++;
    if (count == 0)
        return;
    page_put(page, "<p>A round that passes costs ");
    page_list(page, count, write_payer, costs);
    page_put(page, " of what it wants.</p>\n");
}

/* The first round on the path in which power is about to shift too much for an agreement. */
static void write_commitment(html *page, json_t *states) {
    size_t index;
    json_t *state;
    json_array_foreach(states, index, state) {
        json_t *round = json_object_get(state, "round");
        if (json_is_true(json_object_get(state, "commitment_problem")) &&
            json_number_value(json_object_get(state, "reached")) > 0 && json_is_integer(round)) {
            page_put(
                page,
                "<p>In round %zu an agreement fails only because power is about to shift.</p>\n",
                (size_t)json_integer_value(round) + 1);
            return;
        }
    }
}

static void write_measure(html *page, json_t *clock, const struct measure *measure) {
    json_t *numbers = json_object_get(clock, measure->key);
    if (!numbers)
        return;
    page_put(page, "<tr data-measure=\"%s\"><th scope=\"row\">%s</th>", measure->key,
             measure->title);
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        page_number(page, json_object_get(numbers, page_principal(page, p)), false);
    page_put(page, "</tr>\n");
}

static void write_measures(html *page, json_t *clock) {
    page_table(page, "clock-parties", "What the talks are worth to each side");
    page_column(page, "", "");
    page_party_columns(page, "of what it wants");
    page_rows(page, "");
    for (size_t m = 0; m < MEASURES; m++)
        write_measure(page, clock, &measures[m]);
    page_table_end(page);
}

/* --- round by round --------------------------------------------------------------------------- */

/* Open a folded table whose rows are rounds. */
static void start_rounds(html *page, json_t *clock, const char *id, const char *caption,
                         size_t count) {
    page_numbers(page);
    if (count > ROWS_MAX)
        page_put(page,
                 "<p class=\"note\">The first %zu of %zu rounds; the data in this page hold "
                 "all.</p>\n",
                 (size_t)ROWS_MAX, count);
    page_table(page, id, caption);
    page_column(page, "number", "Round");
    if (has_dates(clock))
        page_column(page, "number", "Date");
}

static void start_round(html *page, json_t *clock, size_t round) {
    page_put(page, "<tr><td class=\"number\">%zu</td>", round + 1);
    if (has_dates(clock))
        page_put(page, "<td class=\"number\">%s</td>", date_of(clock, round).text);
}

static void end_rounds(html *page) {
    page_table_end(page);
    page_numbers_end(page);
}

static size_t rows_of(json_t *array) {
    const size_t count = json_array_size(array);
    return count < ROWS_MAX ? count : ROWS_MAX;
}

/* Does any walk-away leave its place by enough to be seen, at any time? */
static bool moves_somebody(html *page, json_t *walk_aways) {
    json_t *today = json_array_get(walk_aways, 0);
    size_t index;
    json_t *then;
    json_array_foreach(walk_aways, index, then) {
        for (size_t p = 0; p < json_array_size(page->principals); p++) {
            const char *party = page_principal(page, p);
            if (fabs(json_number_value(json_object_get(then, party)) -
                     json_number_value(json_object_get(today, party))) >= NOTHING)
                return true;
        }
    }
    return false;
}

static void write_walk_aways(html *page, json_t *clock) {
    json_t *walk_aways = json_object_get(clock, "walk_away_by_round");
    if (!moves_somebody(page, walk_aways))
        return;
    page_figure(page, "drift", "clock",
                "How far each side" APOSTROPHE "s walk-away has moved from today" APOSTROPHE
                "s, on average, if the world drifts and nobody agrees. Above the line waiting "
                "strengthens a side, below it weakens it.");
    start_rounds(page, clock, "clock-walk-aways", "Walk-aways as the world drifts",
                 json_array_size(walk_aways));
    page_party_columns(page, "walk-away");
    page_rows(page, "");
    for (size_t t = 0; t < rows_of(walk_aways); t++) {
        start_round(page, clock, t);
        for (size_t p = 0; p < json_array_size(page->principals); p++)
            page_number(page,
                        json_object_get(json_array_get(walk_aways, t), page_principal(page, p)),
                        false);
        page_put(page, "</tr>\n");
    }
    end_rounds(page);
}

/* --- when they would agree -------------------------------------------------------------------- */

/** The lowest and the highest chance of agreement by a round, over whose walk-away is secret. */
typedef struct span {
    double low;
    double high;
} span;

static span find_span(json_t *screening, size_t round) {
    span found = {1, 0};
    const char *party;
    json_t *one;
    json_object_foreach(screening, party, one) {
        const double chance = number_at(json_object_get(one, "agreement_by_round"), round);
        found.low = fmin(found.low, chance);
        found.high = fmax(found.high, chance);
    }
    return found;
}

static void write_span(html *page, span chances) {
    if (chances.high - chances.low < NOTHING)
        page_put(page, "%s", page_percent(chances.high).text);
    else
        page_put(page, "%s to %s", page_percent(chances.low).text, page_percent(chances.high).text);
}

static void write_secret(html *page, json_t *clock, size_t rounds) {
    json_t *screening = json_object_get(clock, "screening");
    if (json_object_size(screening) == 0 || rounds == 0)
        return;
    page_put(page, " With a walk-away kept secret while the other side makes the offers, the "
                   "chance of an agreement is ");
    write_span(page, find_span(screening, 0));
    page_put(page, " in the first round and ");
    write_span(page, find_span(screening, rounds - 1));
    page_put(page, " ");
    write_by(page, clock, rounds - 1, rounds);
    page_put(page, ".");
}

static void write_agreement_answer(html *page, json_t *clock, json_t *chances) {
    const size_t rounds = json_array_size(chances);
    page_put(page, "<p class=\"answer\">If all knew each other" APOSTROPHE "s walk-away, ");
    if (last_of(chances) <= 0)
        page_put(page,
                 "there would be no agreement within %zu rounds: to somebody, waiting is "
                 "worth more than anything on the table.",
                 rounds);
    else if (number_at(chances, 0) >= 1)
        page_put(page, "they would agree in the first round%s%s.", has_dates(clock) ? ", " : "",
                 has_dates(clock) ? date_of(clock, 0).text : "");
    else {
        page_put(page, "the chance of an agreement would be %s in the first round and %s ",
                 page_percent(number_at(chances, 0)).text, page_percent(last_of(chances)).text);
        write_by(page, clock, rounds - 1, rounds);
        page_put(page, ".");
    }
    write_secret(page, clock, rounds);
    page_put(page, "</p>\n");
}

static bool is_flat(json_t *chances) {
    return json_array_size(chances) == 0 || number_at(chances, 0) == last_of(chances);
}

/* Is there anything for a chart to show? A chance that never changes is one number. */
static bool has_story(json_t *clock) {
    const char *party;
    json_t *one;
    json_object_foreach(json_object_get(clock, "screening"), party, one) {
        if (!is_flat(json_object_get(one, "agreement_by_round")))
            return true;
    }
    return !is_flat(json_object_get(clock, "agreement_by_round"));
}

static void write_agreement(html *page, json_t *clock) {
    json_t *chances = json_object_get(clock, "agreement_by_round");
    json_t *screening = json_object_get(clock, "screening");
    const char *party;
    json_t *one;
    page_put(page, "<h3>When they would agree</h3>\n");
    write_agreement_answer(page, clock, chances);
    if (!has_story(clock))
        return;
    page_figure(page, "agreement", "clock",
                json_object_size(screening) > 0
                    ? "Chance that the sides have agreed by a date. Dark line: all walk-aways "
                      "known. Shaded: between the two cases in which one side" APOSTROPHE
                      "s walk-away is its secret."
                    : "Chance that the sides have agreed by a date.");
    start_rounds(page, clock, "clock-rounds", "Chance of agreement by round",
                 json_array_size(chances));
    page_column(page, "number", "All known");
    json_object_foreach(screening, party, one) {
        page_put(page, "<th scope=\"col\" class=\"number\">%s%s secret</th>",
                 page_party(page, party), page_s(page_party(page, party)));
    }
    page_rows(page, "");
    for (size_t t = 0; t < rows_of(chances); t++) {
        start_round(page, clock, t);
        page_put(page, "<td class=\"number\">%s</td>", page_percent(number_at(chances, t)).text);
        json_object_foreach(screening, party, one) {
            json_t *secret = json_object_get(one, "agreement_by_round");
            page_put(page, "<td class=\"number\">%s</td>", page_percent(number_at(secret, t)).text);
        }
        page_put(page, "</tr>\n");
    }
    end_rounds(page);
}

/* --- what each side asks ---------------------------------------------------------------------- */

static void write_band(html *page, json_t *band, bool with_sign) {
    if (!json_is_object(band)) {
        page_put(page, "<td class=\"number\">" EM_DASH "</td>");
        return;
    }
    const double mean = json_number_value(json_object_get(band, "mean"));
    const double low = json_number_value(json_object_get(band, "low"));
    const double high = json_number_value(json_object_get(band, "high"));
    page_word (*say)(double) = with_sign ? page_signed : page_share;
    page_put(page, "<td class=\"number\">%s <small>%s to %s</small></td>", say(mean).text,
             say(low).text, say(high).text);
}

/* Rounds in which the sides would agree in more than half of the worlds. */
static size_t count_open(json_t *open) {
    size_t count = 0;
    for (size_t t = 0; t < json_array_size(open); t++)
        count += number_at(open, t) > 0.5;
    return count;
}

static void write_asks_answer(html *page, json_t *room, json_t *open) {
    const size_t rounds = json_array_size(open);
    const size_t count = count_open(open);
    json_t *first = json_array_get(room, 0);
    json_t *last = json_array_get(room, rounds - 1);
    if (rounds == 0 || !json_is_object(first) || !json_is_object(last))
        return;
    const double start = json_number_value(json_object_get(first, "mean"));
    const double end = json_number_value(json_object_get(last, "mean"));
    page_put(page, "<p>What a side asks for is what waiting is worth to it. ");
    if (count == rounds)
        page_put(page, "In every round something on the table gives all of them what they ask");
    else if (count == 0)
        page_put(page, "In no round does anything on the table give all of them what they ask");
    else
        page_put(page,
                 "In %zu of %zu rounds something on the table is likely to give all of them "
                 "what they ask",
                 count, rounds);
    page_put(page,
             "; %s of what a side wants is %s in the first round, %s is %s in the last.</p>\n",
             page_percent(fabs(start)).text, start < 0 ? "missing" : "left over",
             page_percent(fabs(end)).text, end < 0 ? "missing" : "left over");
}

static void write_asks(html *page, json_t *clock) {
    json_t *asks = json_object_get(clock, "asks_by_round");
    json_t *room = json_object_get(clock, "room_by_round");
    json_t *open = json_object_get(clock, "open_by_round");
    if (json_array_size(asks) == 0)
        return;
    page_put(page, "<h3>What each side asks, and the room between</h3>\n");
    write_asks_answer(page, room, open);
    page_figure(page, "asks", "clock",
                "Above: the least each side accepts in a round; the line is the average and the "
                "shade the middle four fifths of the worlds that may come about before it. Dotted: "
                "its walk-away as the world drifts. Below: "
                "the most by which an offer can exceed that for all sides alike. Above zero the "
                "zone of agreement is open, below it is closed.");
    start_rounds(page, clock, "clock-asks", "The least each side accepts, and the room between",
                 json_array_size(asks));
    page_party_columns(page, "asks");
    page_column(page, "number", "Room");
    page_column(page, "number", "Would agree");
    page_rows(page, "");
    for (size_t t = 0; t < rows_of(asks); t++) {
        start_round(page, clock, t);
        for (size_t p = 0; p < json_array_size(page->principals); p++)
            write_band(page, json_object_get(json_array_get(asks, t), page_principal(page, p)),
                       false);
        write_band(page, json_array_get(room, t), true);
        page_put(page, "<td class=\"number\">%s</td></tr>\n",
                 page_percent(number_at(open, t)).text);
    }
    end_rounds(page);
}

/* --- the rest --------------------------------------------------------------------------------- */

static void write_chance(html *page, json_t *chance) {
    const double value = json_number_value(chance);
    if (json_is_number(chance))
        page_put(page, "<td class=\"number\">%s <small>%s</small></td>", page_percent(value).text,
                 page_chance_words(value));
    else
        page_put(page, "<td class=\"number\">" EM_DASH "</td>");
}

/* A factor has no name but its key; where that is the key of a party, the party's name. */
static void write_factor(html *page, const char *factor) {
    if (json_object_get(page->names, factor))
        page_put(page, "%s", page_party(page, factor));
    else
        page_put_key(page, factor);
}

static void write_events(html *page, json_t *events) {
    if (json_array_size(events) == 0)
        return;
    page_put(page, "<h3>What may happen first</h3>\n");
    page_table(page, "clock-events", "Chances that the world changes within the horizon");
    page_column(page, "", "What changes");
    page_column(page, "number", "If nobody agrees");
    page_column(page, "number", "Before they agree, all known");
    page_rows(page, "");
    size_t index;
    json_t *event;
    json_array_foreach(events, index, event) {
        page_put(page, "<tr><th scope=\"row\">");
        write_factor(page, page_string(event, "factor"));
        page_put(page, ": ");
        page_put_key(page, page_string(event, "level"));
        page_put(page, "</th>");
        write_chance(page, json_object_get(event, "alone"));
        write_chance(page, json_object_get(event, "before_agreement"));
        page_put(page, "</tr>\n");
    }
    page_table_end(page);
}

/* Where the stated horizon itself makes the answer. */
static void write_horizon(html *page, json_t *clock) {
    const char *party;
    const double most = page_largest(json_object_get(clock, "last_ten"), &party);
    if (most >= 0.01)
        page_put(page,
                 "<p class=\"note\">The answer hangs on the horizon: up to ten rounds fewer move "
                 "%s%s prospects by up to %s of what it wants.</p>\n",
                 page_party(page, party), page_s(page_party(page, party)), page_percent(most).text);
}

void page_clock(html *page, json_t *clock) {
    write_favoured(page, clock);
    write_cost(page, json_object_get(clock, "round_cost"));
    write_commitment(page, json_object_get(clock, "rounds"));
    write_walk_aways(page, clock);
    write_measures(page, clock);
    write_horizon(page, clock);
    write_agreement(page, clock);
    write_asks(page, clock);
    write_events(page, json_object_get(clock, "events"));
}
