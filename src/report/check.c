/* What the numbers of a model rest on, in words, tables and JSON. */
#include "model/path.h"
#include "report/number.h"
#include "report/section.h"
#include "report/wording.h"

#include <string.h>

static const char *say_evidence(report_draft *draft) {
    const ent_model *model = draft->model;
    if (model->claims_count == 0)
        return "no claims";
    return report_say(draft, "%s from %s",
                      report_say_number_of(draft, model->claims_count, "claim", "claims"),
                      report_say_number_of(draft, model->sources_count, "source", "sources"));
}

static const char *say_sound(report_draft *draft) {
    const ent_model *model = draft->model;
    return report_say(draft, "%s is sound: %s, %s (%zu must sign), %s.",
                      model->files_count ? model->files[0] : "the model",
                      report_say_number_of(draft, model->issues_count, "issue", "issues"),
                      report_say_number_of(draft, model->parties_count, "party", "parties"),
                      model->principals.count, say_evidence(draft));
}

static const char *say_numbers(report_draft *draft) {
    const size_t numbers = draft->model->numbers_count;
    const size_t bare = draft->answers->provenance->unsupported.count;
    const char *counted = report_say_number_of(draft, numbers, "number", "numbers");
    if (bare == 0)
        return report_say(draft, "%s, every one on somebody's word", counted);
    if (bare == numbers)
        return report_say(draft, "%s, all of them the analyst's own", counted);
    return report_say(draft, "%s, %zu of them on somebody's word and %zu the analyst's own",
                      counted, numbers - bare, bare);
}

static const char *say_contradictions(report_draft *draft) {
    const size_t pairs = draft->answers->provenance->contradictions_count;
    const char *claims = report_say_number_of(draft, draft->model->claims_count, "claim", "claims");
    if (draft->model->claims_count == 0)
        return ".";
    if (pairs == 0)
        return report_say(draft, "; no two of the %s contradict each other.", claims);
    if (pairs == 1)
        return report_say(draft, "; two of the %s contradict each other.", claims);
    return report_say(draft, "; among the %s %zu pairs contradict each other.", claims, pairs);
}

static void say_answer(report_draft *draft) {
    if (!draft->brief)
        report_sentence(draft, "The model", say_sound(draft));
    report_sentence(draft, "This rests on",
                    report_say(draft, "%s%s", say_numbers(draft), say_contradictions(draft)));
}

/* --- tables: numbers ------------------------------------------------------------------------- */

static void support_table(report_draft *draft) {
    const size_t numbers = draft->model->numbers_count;
    const size_t bare = draft->answers->provenance->unsupported.count;
    report_table *table =
        report_table_begin(draft, "support", "Numbers of the model by what they rest on");
    static const report_column columns[] = {
        {.name = "numbers", .title = "Numbers", .type = REPORT_WHOLE},
        {.name = "rest_on", .title = "Rest on", .type = REPORT_TEXT},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    if (numbers == 0)
        return;
    report_row(draft, table);
    report_put_number(table, (double)(numbers - bare));
    report_put_text(table, "somebody's word");
    report_row(draft, table);
    report_put_number(table, (double)bare);
    report_put_text(table, "the analyst's own judgement");
    table->on_page = true;
    table->chart = "provenance";
}

/* Numbers are grouped by the mapping they stand in: "parties.russia.preferences.army". */
static size_t group_length(const char *path) {
    size_t group = strlen(path);
    for (size_t end = model_path_first(path); path[end];
         end += 1 + model_path_first(path + end + 1)) {
        group = end;
        if (strncmp(path + end, ".values.", strlen(".values.")) == 0)
            break;
    }
    return group;
}

static const char *number_path(const report_draft *draft, size_t i) {
    return draft->model->numbers[draft->answers->provenance->unsupported.at[i]].path;
}

static bool same_group(const char *path, const char *other) {
    const size_t length = group_length(path);
    return group_length(other) == length && strncmp(other, path, length) == 0;
}

static size_t group_end(const report_draft *draft, size_t first) {
    const char *path = number_path(draft, first);
    size_t end = first + 1;
    while (end < draft->answers->provenance->unsupported.count &&
           same_group(path, number_path(draft, end)))
        end++;
    return end;
}

/* A mapping's numbers stand next to each other. */
static size_t count_in_group(const ent_model *model, size_t number) {
    const char *path = model->numbers[number].path;
    size_t first = number;
    size_t end = number + 1;
    while (first > 0 && same_group(path, model->numbers[first - 1].path))
        first--;
    while (end < model->numbers_count && same_group(path, model->numbers[end].path))
        end++;
    return end - first;
}

/* What completes the path of each number; people do not read the word `values.` before options. */
static const char *say_group(report_draft *draft, size_t first, size_t end, const char *left_out) {
    const size_t length = group_length(number_path(draft, first));
    report_words text = {0};
    for (size_t i = first; i < end; i++) {
        const char *rest = number_path(draft, i) + length;
        rest += *rest == '.';
        if (strncmp(rest, left_out, strlen(left_out)) == 0)
            rest += strlen(left_out);
        report_words_add(draft, &text, ", ", rest);
    }
    return report_words_text(&text);
}

#define NUMBERS_SAID 24 /* of one mapping */

static const char *say_start_of_group(report_draft *draft, size_t first, size_t end) {
    const size_t said = end - first > NUMBERS_SAID ? NUMBERS_SAID - 1 : end - first;
    const char *text = say_group(draft, first, first + said, "values.");
    return first + said < end ? report_say(draft, "%s and %zu more", text, end - first - said)
                              : text;
}

static void unsupported_table(report_draft *draft) {
    const ent_ids *unsupported = &draft->answers->provenance->unsupported;
    report_table *table = report_table_begin(draft, "unsupported",
                                             "Numbers that no claim supports: the analyst's own");
    static const report_column columns[] = {
        {.name = "in", .title = "In", .type = REPORT_TEXT},
        {.name = "unsupported", .title = "Unsupported", .type = REPORT_WHOLE},
        {.name = "numbers", .title = "of", .type = REPORT_WHOLE},
        {.name = "which", .title = "Which", .type = REPORT_TEXT},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t first = 0, end; first < unsupported->count; first = end) {
        const char *path = number_path(draft, first);
        end = group_end(draft, first);
        report_row(draft, table);
        report_put_text(table, report_say(draft, "%.*s", (int)group_length(path), path));
        report_put_number(table, (double)(end - first));
        report_put_number(table, (double)count_in_group(draft->model, unsupported->at[first]));
        report_put_named(table, say_group(draft, first, end, ""),
                         say_start_of_group(draft, first, end));
    }
    table->detail = true;
}

/* --- tables: claims and sources -------------------------------------------------------------- */

static void grade_table(report_draft *draft) {
    const ent_provenance *provenance = draft->answers->provenance;
    report_table *table = report_table_begin(draft, "grades", "Claims by grade");
    static const report_column columns[] = {
        {.name = "grade", .title = "Grade", .type = REPORT_WORD},
        {.name = "claims", .title = "Claims", .type = REPORT_WHOLE},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (int reliability = 0; reliability < 6; reliability++)
        for (int credibility = 0; credibility < 6; credibility++) {
            if (provenance->grades[reliability][credibility] == 0)
                continue;
            report_row(draft, table);
            report_put_text(table, report_say(draft, "%c%c", 'A' + reliability, '1' + credibility));
            report_put_number(table, (double)provenance->grades[reliability][credibility]);
        }
    if (provenance->ungraded > 0) {
        report_row(draft, table);
        report_put_text(table, "none");
        report_put_number(table, (double)provenance->ungraded);
    }
    table->detail = true;
    table->note = "A to F: how reliable the source is; 1 to 6: how credible what it says.";
}

/* The Admiralty code in words, where a claim is graded by it. */
static void scale_table(report_draft *draft) {
    static const char *const reliable[] = {"completely reliable", "usually reliable",
                                           "fairly reliable",     "not usually reliable",
                                           "unreliable",          "cannot be judged"};
    static const char *const credible[] = {"confirmed", "probably true", "possibly true",
                                           "doubtful",  "improbable",    "cannot be judged"};
    static const report_column columns[] = {
        {.name = "letter", .title = "Letter", .type = REPORT_WORD},
        {.name = "source", .title = "The source is", .type = REPORT_TEXT},
        {.name = "figure", .title = "Figure", .type = REPORT_WORD},
        {.name = "word", .title = "What it says is", .type = REPORT_TEXT},
    };
    report_table *table = report_table_begin(draft, "scale", "What the grades mean");
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    const bool some = draft->answers->provenance->ungraded < draft->model->claims_count;
    for (int i = 0; i < 6 && some; i++) {
        report_row(draft, table);
        report_put_text(table, report_say(draft, "%c", 'A' + i));
        report_put_text(table, reliable[i]);
        report_put_text(table, report_say(draft, "%c", '1' + i));
        report_put_text(table, credible[i]);
    }
    table->on_page = true;
}

/* Who says it, as written; people read the name of a party. */
static void put_speaker(report_draft *draft, report_table *table, const ent_claim *claim) {
    report_put_named(table, claim->by,
                     claim->by_party != ENT_NONE ? report_say_party(draft, claim->by_party)
                                                 : claim->by);
}

static void put_grade(report_draft *draft, report_table *table, const ent_claim *claim) {
    const char *grade = report_say_grade(draft, claim);
    report_put_text(table, grade ? grade : "-");
}

static void claim_columns(report_draft *draft, report_table *table) {
    static const report_column columns[] = {
        {.name = "claim", .title = "Claim", .type = REPORT_CLAIM},
        {.name = "by", .title = "By", .type = REPORT_WORD},
        {.name = "grade", .title = "Grade", .type = REPORT_WORD},
        {.name = "says", .title = "Says", .type = REPORT_TEXT},
    };
    REPORT_COLUMNS(draft, table, columns);
}

static void put_claim(report_draft *draft, report_table *table, uint32_t claim) {
    const ent_claim *self = &draft->model->claims[claim];
    report_put_claim(table, claim);
    put_speaker(draft, table, self);
    put_grade(draft, table, self);
    report_put_text(table, self->says);
}

static void contradiction_table(report_draft *draft) {
    const ent_provenance *provenance = draft->answers->provenance;
    report_table *table =
        report_table_begin(draft, "contradictions", "Claims that cannot both hold");
    if (!table)
        return;
    report_column_add(
        draft, table,
        (report_column){.name = "pair", .title = "Pair", .type = REPORT_WHOLE, .groups = true});
    claim_columns(draft, table);
    for (size_t i = 0; i < provenance->contradictions_count; i++) {
        const uint32_t pair[] = {provenance->contradictions[i].claim,
                                 provenance->contradictions[i].other};
        for (size_t side = 0; side < 2; side++) {
            report_row(draft, table);
            report_put_number(table, (double)(i + 1));
            put_claim(draft, table, pair[side]);
        }
    }
    table->detail = true;
}

static void unused_table(report_draft *draft) {
    const ent_ids *unused = &draft->answers->provenance->unused_claims;
    report_table *table = report_table_begin(draft, "unused", "Claims that nothing rests on");
    if (!table)
        return;
    claim_columns(draft, table);
    for (size_t i = 0; i < unused->count; i++) {
        report_row(draft, table);
        put_claim(draft, table, unused->at[i]);
    }
    table->detail = true;
}

/* All claims with where they stand: what the others lead to. */
static void claim_table(report_draft *draft) {
    const ent_model *model = draft->model;
    report_table *table = report_table_begin(draft, "claims", "Every claim");
    static const report_column columns[] = {
        {.name = "claim", .title = "Claim", .type = REPORT_CLAIM, .anchors = true},
        {.name = "by", .title = "By", .type = REPORT_WORD},
        {.name = "says", .title = "Says", .type = REPORT_TEXT},
        {.name = "source", .title = "Source", .type = REPORT_WORD},
        {.name = "at", .title = "Where", .type = REPORT_TEXT},
        {.name = "grade", .title = "Grade", .type = REPORT_WORD},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (uint32_t c = 0; c < model->claims_count; c++) {
        const ent_claim *self = &model->claims[c];
        report_row(draft, table);
        report_put_claim(table, c);
        put_speaker(draft, table, self);
        report_put_text(table, self->says);
        report_put_text(table, self->source != ENT_NONE ? model->sources[self->source].key : "");
        report_put_text(table, self->at);
        put_grade(draft, table, self);
    }
    table->on_page = true;
}

static void empty_table(report_draft *draft) {
    const ent_ids *empty = &draft->answers->provenance->empty_sources;
    report_table *table = report_table_begin(draft, "sources", "Sources that no claim cites");
    static const report_column columns[] = {
        {.name = "source", .title = "Source", .type = REPORT_WORD},
        {.name = "title", .title = "Title", .type = REPORT_TEXT},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t i = 0; i < empty->count; i++) {
        report_row(draft, table);
        report_put_text(table, draft->model->sources[empty->at[i]].key);
        report_put_text(table, draft->model->sources[empty->at[i]].title);
    }
    table->detail = true;
}

static void source_table(report_draft *draft) {
    const ent_model *model = draft->model;
    report_table *table = report_table_begin(draft, "all-sources", "Every source");
    static const report_column columns[] = {
        {.name = "source", .title = "Source", .type = REPORT_WORD},
        {.name = "title", .title = "Title", .type = REPORT_TEXT},
        {.name = "kind", .title = "Kind", .type = REPORT_WORD},
        {.name = "date", .title = "Date", .type = REPORT_DATE},
        {.name = "claims", .title = "Claims", .type = REPORT_WHOLE},
    };
    size_t *claims = REPORT_DRAFT_NEW(draft, size_t, model->sources_count);
    if (!table || !claims)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t c = 0; c < model->claims_count; c++)
        if (model->claims[c].source != ENT_NONE)
            claims[model->claims[c].source]++;
    for (size_t s = 0; s < model->sources_count; s++) {
        report_row(draft, table);
        report_put_text(table, model->sources[s].key);
        report_put_text(table, model->sources[s].title);
        report_put_text(table, model->sources[s].kind);
        report_put_date(table, model->sources[s].date);
        report_put_number(table, (double)claims[s]);
    }
    table->on_page = true;
}

/* --- every number ----------------------------------------------------------------------------- */

static const char *say_speaker(report_draft *draft, const ent_claim *claim) {
    return claim->by_party == ENT_NONE ? claim->by : report_say_party(draft, claim->by_party);
}

static bool has_spoken(const ent_model *model, const ent_ids *claims, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(model->claims[claims->at[i]].by, model->claims[claims->at[count]].by) == 0)
            return true;
    return false;
}

/* Whose word a number rests on: for people each speaker once, for machines the claims. */
static void put_because(report_draft *draft, report_table *table, const ent_ids *claims) {
    report_words speakers = {0};
    report_words names = {0};
    for (size_t i = 0; i < claims->count; i++) {
        const ent_claim *claim = &draft->model->claims[claims->at[i]];
        report_words_add(draft, &names, ", ", claim->key);
        if (!has_spoken(draft->model, claims, i))
            report_words_add(draft, &speakers, ", ", say_speaker(draft, claim));
    }
    report_put_named(table, report_words_text(&names), report_words_text(&speakers));
}

static const char *say_range(report_draft *draft, const ent_number *number) {
    return number->spread == ENT_POINT
               ? ""
               : report_say(draft, "%s to %s", report_say_number(draft, number->low.value),
                            report_say_number(draft, number->high.value));
}

static void number_row(report_draft *draft, report_table *table, const ent_number_entry *entry) {
    const ent_number *number = entry->number;
    report_row(draft, table);
    report_put_text(table, entry->path);
    report_put_number(table, number->likely.value);
    report_put_text(table, say_range(draft, number));
    report_put_number(table, number->low.value);
    report_put_number(table, number->high.value);
    report_put_flag(table, number->because.count > 0);
    put_because(draft, table, &number->because);
}

static void number_table(report_draft *draft) {
    const ent_model *model = draft->model;
    report_table *table =
        report_table_begin(draft, "numbers", "Every number, and whose word it rests on");
    static const report_column columns[] = {
        {.name = "path", .title = "Number", .type = REPORT_WORD},
        {.name = "value", .title = "Value", .type = REPORT_NUMBER},
        {.title = "Range", .type = REPORT_WORD},
        {.name = "low", .type = REPORT_NUMBER},
        {.name = "high", .type = REPORT_NUMBER},
        {.name = "supported", .type = REPORT_FLAG},
        {.name = "because", .title = "Rests on", .type = REPORT_WORD},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t i = 0; i < model->numbers_count; i++)
        number_row(draft, table, &model->numbers[i]);
    table->detail = true;
    table->note = "Without a claim: the analyst's own. --set NUMBER=VALUE changes one for a run.";
}

static void say(report_draft *draft) {
    say_answer(draft);
    if (draft->answers->inquiry.numbers) { /* asked for every number, people get that list alone */
        number_table(draft);
        return;
    }
    support_table(draft);
    grade_table(draft);
    scale_table(draft);
    contradiction_table(draft);
    unsupported_table(draft);
    unused_table(draft);
    claim_table(draft);
    empty_table(draft);
    source_table(draft);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_grades(print_json *json, const ent_answers *answers) {
    const ent_provenance *provenance = answers->provenance;
    print_json_whole(json, "claims", answers->model->claims_count);
    print_json_object(json, "grades", PRINT_JSON_LINE);
    for (int reliability = 0; reliability < 6; reliability++)
        for (int credibility = 0; credibility < 6; credibility++) {
            const char grade[] = {(char)('A' + reliability), (char)('1' + credibility), '\0'};
            if (provenance->grades[reliability][credibility] > 0)
                print_json_whole(json, grade, provenance->grades[reliability][credibility]);
        }
    print_json_close(json);
    print_json_whole(json, "ungraded", provenance->ungraded);
}

static void json_paths(print_json *json, const ent_model *model) {
    const print_json_cut cut = print_json_list(json, "paths", model->numbers_count, 1);
    for (size_t i = 0; i < cut.shown; i++) {
        const ent_number *number = model->numbers[i].number;
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "path", model->numbers[i].path);
        print_json_number(json, "value", number->likely.value);
        print_json_number(json, "low", number->low.value);
        print_json_number(json, "high", number->high.value);
        print_json_bool(json, "supported", number->because.count > 0);
        print_json_array(json, "because", PRINT_JSON_LINE);
        for (size_t c = 0; c < number->because.count; c++)
            print_json_text(json, NULL, model->claims[number->because.at[c]].key);
        print_json_close(json);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json(print_json *json, const ent_answers *answers) {
    const ent_model *model = answers->model;
    const ent_provenance *provenance = answers->provenance;
    print_json_whole(json, "numbers", model->numbers_count);
    const print_json_cut cut =
        print_json_list(json, "unsupported", provenance->unsupported.count, 1);
    for (size_t i = 0; i < cut.shown; i++)
        print_json_text(json, NULL, model->numbers[provenance->unsupported.at[i]].path);
    print_json_close(json);
    json_grades(json, answers);
    print_json_array(json, "contradictions", PRINT_JSON_WIDE);
    for (size_t i = 0; i < provenance->contradictions_count; i++) {
        print_json_array(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, NULL, model->claims[provenance->contradictions[i].claim].key);
        print_json_text(json, NULL, model->claims[provenance->contradictions[i].other].key);
        print_json_close(json);
    }
    print_json_close(json);
    print_json_array(json, "unused_claims", PRINT_JSON_LINE);
    for (size_t i = 0; i < provenance->unused_claims.count; i++)
        print_json_text(json, NULL, model->claims[provenance->unused_claims.at[i]].key);
    print_json_close(json);
    print_json_array(json, "empty_sources", PRINT_JSON_LINE);
    for (size_t i = 0; i < provenance->empty_sources.count; i++)
        print_json_text(json, NULL, model->sources[provenance->empty_sources.at[i]].key);
    print_json_close(json);
    if (answers->inquiry.numbers)
        json_paths(json, model);
}

const report_section report_section_check = {
    .topic = ENT_TOPIC_CHECK,
    .id = "sources",
    .title = "What this rests on",
    .say = say,
    .json = json,
};
