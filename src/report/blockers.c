/* What stands in the way of a settlement, in words, tables and JSON. */
#include "report/section.h"
#include "report/wording.h"

#include <math.h>
#include <string.h>

/* As docs/json.md has it; a reader keeps keys far shorter than this. */
#define NAME_TEXT 512

#define PRICE_SHOWN_MIN 0.0005 /* what is less reads as nothing */

static void print_red_line(const ent_model *model, uint32_t party, uint32_t index,
                           char name[NAME_TEXT]) {
    snprintf(name, NAME_TEXT, "red_line:%s:%u", model->parties[party].key, (unsigned)index);
}

static void print_name(const ent_answers *answers, size_t constraint, char name[NAME_TEXT]) {
    const ent_constraint *self = &answers->blockers->constraints[constraint];
    const char *party = answers->model->parties[self->party].key;
    if (self->red_line == ENT_NONE)
        snprintf(name, NAME_TEXT, "walk_away:%s", party);
    else
        print_red_line(answers->model, self->party, self->red_line, name);
}

static const char *say_constraint(report_draft *draft, size_t constraint) {
    const ent_constraint *self = &draft->answers->blockers->constraints[constraint];
    if (self->red_line != ENT_NONE)
        return report_say_red_line(draft, self->party, self->red_line);
    return report_say(draft, "%s walk-away",
                      report_say_possessive(draft, report_say_party(draft, self->party)));
}

static const char *say_conflict(report_draft *draft, const ent_ids *conflict) {
    const char **names = REPORT_DRAFT_NEW(draft, const char *, conflict->count);
    for (size_t i = 0; i < conflict->count && names; i++)
        names[i] = say_constraint(draft, conflict->at[i]);
    if (!names)
        return "";
    if (conflict->count == 2)
        return report_say(draft, "%s together with %s", names[0], names[1]);
    return report_say_list(draft, names, conflict->count, 0);
}

/* "Russia settles for 38 % of what it wants rather than 42 %" */
static const char *say_giving(report_draft *draft, const ent_concession *concession, size_t give) {
    const ent_constraint *self = &draft->answers->blockers->constraints[give];
    const char *name = report_say_party(draft, self->party);
    if (self->red_line != ENT_NONE)
        return report_say(
            draft, "%s gives up its red line on %s", name,
            report_say_pattern(draft,
                               &draft->model->parties[self->party].red_lines[self->red_line]));
    const double walk_away = draft->model->parties[self->party].walk_away.likely.value;
    const char *before = report_say_share(draft, walk_away);
    const char *after = report_say_share(draft, walk_away - concession->drop[give]);
    if (strcmp(before, after) == 0) /* the difference is finer than the words */
        return report_say(draft, "%s settles for %s of what it wants less than its walk-away of %s",
                          name, report_say_share(draft, concession->drop[give]), before);
    return report_say(draft, "%s settles for %s of what it wants rather than %s", name, after,
                      before);
}

static const char *say_concession(report_draft *draft, const ent_concession *concession) {
    report_words text = {0};
    for (size_t i = 0; i < concession->give.count; i++)
        report_words_add(draft, &text, ", and ",
                         say_giving(draft, concession, concession->give.at[i]));
    return report_words_text(&text);
}

/* The smallest conflict by name, a second one too; more are counted and can be looked up. */
static const char *say_obstacles(report_draft *draft) {
    const ent_blockers *blockers = draft->answers->blockers;
    const size_t count = blockers->conflicts_count;
    if (count == 0)
        return "";
    const char *text =
        report_say(draft, " It fails on %s", say_conflict(draft, &blockers->conflicts[0]));
    if (count == 1)
        return report_say(draft, "%s.", text);
    if (count == 2)
        return report_say(draft, "%s, and also on %s.", text,
                          say_conflict(draft, &blockers->conflicts[1]));
    return report_say(draft, "%s; %s%zu other conflicts stand in the way too%s.", text,
                      blockers->conflicts_complete ? "" : "at least ", count - 1,
                      draft->brief ? " (entente blockers lists them)" : "");
}

static const char *say_impossible(report_draft *draft) {
    const ent_blockers *blockers = draft->answers->blockers;
    if (blockers->impossible_by_rules)
        return "is ruled out: whatever is given up, the rules of the model leave no package that "
               "ends the contest.";
    const char *text =
        report_say(draft, "is not possible as things stand.%s", say_obstacles(draft));
    if (blockers->concessions_count > 0)
        text = report_say(draft, "%s The cheapest way round: %s.", text,
                          say_concession(draft, &blockers->concessions[0]));
    else if (blockers->limit == ENT_BLOCKERS_WORK)
        text = report_say(draft, "%s %s was not found: the search stopped at its limit of work.",
                          text, blockers->conflicts_count ? "A way round" : "What it fails on");
    return text;
}

static bool some_price(const ent_blockers *blockers) {
    for (size_t c = 0; c < blockers->constraints_count; c++)
        if (blockers->prices[c] > 0)
            return true;
    return false;
}

static const char *say_possible(const ent_blockers *blockers) {
    bool has_red_lines = false;
    for (size_t c = 0; c < blockers->constraints_count; c++)
        has_red_lines |= blockers->constraints[c].red_line != ENT_NONE;
    if (!has_red_lines)
        return "is possible as things stand, and there is no red line that could stand in its way.";
    if (!blockers->prices_complete)
        return "is possible as things stand. What every red line costs was not found: the search "
               "stopped at its limit of work.";
    return some_price(blockers)
               ? "is possible as things stand; what each red line costs is below."
               : "is possible as things stand, and no red line makes it worse for the side that "
                 "gains least.";
}

static void say_answer(report_draft *draft) {
    const ent_blockers *blockers = draft->answers->blockers;
    if (blockers->possible && draft->brief)
        return; /* the deals say it */
    report_sentence(draft, draft->model->has_settlement ? "A settlement" : "An agreement",
                    blockers->possible ? say_possible(blockers) : say_impossible(draft));
}

/* --- tables ---------------------------------------------------------------------------------- */

static const char *name_of(report_draft *draft, size_t constraint) {
    char name[NAME_TEXT];
    print_name(draft->answers, constraint, name);
    return report_say(draft, "%s", name);
}

static const char *names_of(report_draft *draft, const ent_ids *ids) {
    report_words text = {0};
    for (size_t i = 0; i < ids->count; i++)
        report_words_add(draft, &text, " ", name_of(draft, ids->at[i]));
    return report_words_text(&text);
}

/* No set that is left out is cheaper than one that is listed. */
static const char *say_cut_concessions(report_draft *draft) {
    const ent_blockers *blockers = draft->answers->blockers;
    if (blockers->limit == ENT_BLOCKERS_CONCESSIONS)
        return report_say(draft, "These are the %zu cheapest ways; there may be more.",
                          blockers->concessions_count);
    return "The search stopped at its limit: these ways are the cheapest, there may be more.";
}

static void concession_table(report_draft *draft) {
    const ent_blockers *blockers = draft->answers->blockers;
    report_table *table = report_table_begin(draft, "concessions", "Ways round, cheapest first");
    static const report_column columns[] = {
        {.name = "number", .title = "No.", .type = REPORT_WHOLE},
        {.name = "give", .title = "What it would take", .type = REPORT_TEXT},
        {.name = "total_drop", .title = "given up, %", .type = REPORT_SHARE},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t i = 0; i < blockers->concessions_count; i++) {
        const ent_concession *self = &blockers->concessions[i];
        report_row(draft, table);
        report_put_number(table, (double)(i + 1));
        report_put_named(table, names_of(draft, &self->give), say_concession(draft, self));
        report_put_number(table, self->total_drop);
    }
    table->cuts = true;
    table->note =
        report_join(draft, blockers->concessions_complete ? "" : say_cut_concessions(draft), " ",
                    "A walk-away is what a side expects without a settlement.");
}

static void conflict_table(report_draft *draft) {
    const ent_blockers *blockers = draft->answers->blockers;
    report_table *table = report_table_begin(draft, "conflicts", "What cannot hold together");
    static const report_column columns[] = {
        {.name = "number", .title = "No.", .type = REPORT_WHOLE},
        {.name = "conflict", .title = "Conflict", .type = REPORT_TEXT},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t i = 0; i < blockers->conflicts_count; i++) {
        const ent_ids *self = &blockers->conflicts[i];
        report_row(draft, table);
        report_put_number(table, (double)(i + 1));
        report_put_named(table, names_of(draft, self), say_conflict(draft, self));
    }
    table->detail = true;
    table->cuts = true;
    if (!blockers->conflicts_complete)
        table->note = "The search stopped at its limit: each of these is a conflict by itself, "
                      "there may be more.";
}

/* Does any red line cost enough to be seen, or more than can be said? */
static bool is_worth_a_picture(const ent_blockers *blockers) {
    for (size_t c = 0; c < blockers->constraints_count; c++)
        if (blockers->constraints[c].red_line != ENT_NONE &&
            !(blockers->prices[c] < PRICE_SHOWN_MIN))
            return true;
    return false;
}

static const char *say_unpriced(const ent_blockers *blockers) {
    if (!blockers->prices_complete)
        return " -: not found, the search stopped at its limit.";
    for (size_t c = 0; c < blockers->constraints_count; c++)
        if (blockers->constraints[c].red_line != ENT_NONE && isnan(blockers->prices[c]))
            return " -: there is no settlement while it stands.";
    return "";
}

static void price_table(report_draft *draft) {
    const ent_blockers *blockers = draft->answers->blockers;
    report_table *table = report_table_begin(draft, "prices", "What each red line costs");
    static const report_column columns[] = {
        {.name = "name", .title = "Red line", .type = REPORT_TEXT},
        {.name = "price", .title = "costs, %", .type = REPORT_SHARE},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t c = 0; c < blockers->constraints_count; c++) {
        if (blockers->constraints[c].red_line == ENT_NONE)
            continue;
        report_row(draft, table);
        report_put_named(table, name_of(draft, c), say_constraint(draft, c));
        report_put_number(table, blockers->prices[c]);
    }
    for (size_t i = 0; i < blockers->idle_count; i++) {
        const ent_red_line *line = &blockers->idle[i];
        char name[NAME_TEXT];
        print_red_line(draft->model, line->party, line->index, name);
        report_row(draft, table);
        report_put_named(table, report_say(draft, "%s", name),
                         report_say(draft, "%s; nothing needs %s",
                                    report_say_red_line(draft, line->party, line->index),
                                    report_say_party(draft, line->party)));
        report_put_number(table, 0);
    }
    table->detail = true;
    table->chart = is_worth_a_picture(blockers) ? "prices" : NULL;
    table->note = report_say(
        draft,
        "By how much the side that gains least could gain more without it, in %% of all it wants; "
        "walk-aways set aside.%s",
        say_unpriced(blockers));
}

static void say(report_draft *draft) {
    say_answer(draft);
    concession_table(draft);
    conflict_table(draft);
    price_table(draft);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_names(print_json *json, const char *key, const ent_answers *answers,
                       const ent_ids *ids) {
    print_json_array(json, key, PRINT_JSON_LINE);
    for (size_t i = 0; i < ids->count; i++) {
        char name[NAME_TEXT];
        print_name(answers, ids->at[i], name);
        print_json_text(json, NULL, name);
    }
    print_json_close(json);
}

static void json_concession(print_json *json, const ent_answers *answers,
                            const ent_concession *concession) {
    print_json_object(json, NULL, PRINT_JSON_LINE);
    json_names(json, "give", answers, &concession->give);
    print_json_object(json, "drop", PRINT_JSON_LINE);
    for (size_t i = 0; i < concession->give.count; i++) {
        const ent_constraint *self = &answers->blockers->constraints[concession->give.at[i]];
        if (self->red_line == ENT_NONE)
            print_json_number(json, answers->model->parties[self->party].key,
                              concession->drop[concession->give.at[i]]);
    }
    print_json_close(json);
    print_json_number(json, "total_drop", concession->total_drop);
    print_json_close(json);
}

static void json_prices(print_json *json, const ent_answers *answers) {
    const ent_blockers *blockers = answers->blockers;
    print_json_object(json, "prices", PRINT_JSON_WIDE);
    for (size_t c = 0; c < blockers->constraints_count; c++) {
        if (blockers->constraints[c].red_line == ENT_NONE)
            continue;
        char name[NAME_TEXT];
        print_name(answers, c, name);
        print_json_number(json, name, blockers->prices[c]);
    }
    for (size_t i = 0; i < blockers->idle_count; i++) {
        char name[NAME_TEXT];
        print_red_line(answers->model, blockers->idle[i].party, blockers->idle[i].index, name);
        print_json_number(json, name, 0);
    }
    print_json_close(json);
}

/* Why the lists may not hold everything; no key where they do. */
static void json_limit(print_json *json, const ent_blockers *blockers) {
    static const char *const words[] = {NULL, "concessions", "conflicts", "work"};
    if (blockers->limit != ENT_BLOCKERS_NONE)
        print_json_text(json, "limit", words[blockers->limit]);
}

static void json(print_json *json, const ent_answers *answers) {
    const ent_blockers *blockers = answers->blockers;
    print_json_bool(json, "possible", blockers->possible);
    print_json_bool(json, "impossible_by_rules", blockers->impossible_by_rules);
    print_json_bool(json, "exact", blockers->exact);
    print_json_array(json, "conflicts", PRINT_JSON_WIDE);
    for (size_t i = 0; i < blockers->conflicts_count; i++)
        json_names(json, NULL, answers, &blockers->conflicts[i]);
    print_json_close(json);
    print_json_bool(json, "conflicts_complete", blockers->conflicts_complete);
    print_json_array(json, "concessions", PRINT_JSON_WIDE);
    for (size_t i = 0; i < blockers->concessions_count; i++)
        json_concession(json, answers, &blockers->concessions[i]);
    print_json_close(json);
    print_json_bool(json, "concessions_complete", blockers->concessions_complete);
    json_limit(json, blockers);
    json_prices(json, answers);
    print_json_bool(json, "prices_complete", blockers->prices_complete);
}

const report_section report_section_blockers = {
    .topic = ENT_TOPIC_BLOCKERS,
    .id = "blockers",
    .title = "What stands in the way",
    .say = say,
    .json = json,
};
