/* What the numbers of a model rest on, in words, tables and JSON. */
#include "report/section.h"
#include "report/wording.h"

#include <string.h>

static ent_status run(ent_report *report, ent_diags *diags) {
    return ent_provenance_trace(report->model, &report->provenance, diags);
}

static void release(ent_report *report) {
    ent_provenance_free(report->provenance);
}

static const char *say_evidence(ent_draft *draft) {
    const ent_model *model = draft->model;
    if (model->claims_count == 0)
        return "no claims";
    return ent_say(draft, "%s from %s",
                   ent_say_number_of(draft, model->claims_count, "claim", "claims"),
                   ent_say_number_of(draft, model->sources_count, "source", "sources"));
}

static const char *say_sound(ent_draft *draft) {
    const ent_model *model = draft->model;
    return ent_say(draft, "%s is sound: %s, %s (%zu must sign), %s.",
                   model->files_count ? model->files[0] : "the model",
                   ent_say_number_of(draft, model->issues_count, "issue", "issues"),
                   ent_say_number_of(draft, model->parties_count, "party", "parties"),
                   model->principals.count, say_evidence(draft));
}

static const char *say_numbers(ent_draft *draft) {
    const size_t numbers = draft->model->numbers_count;
    const size_t bare = draft->report->provenance->unsupported.count;
    const char *counted = ent_say_number_of(draft, numbers, "number", "numbers");
    if (bare == 0)
        return ent_say(draft, "%s, every one on somebody's word", counted);
    if (bare == numbers)
        return ent_say(draft, "%s, all of them the analyst's own", counted);
    return ent_say(draft, "%s, %zu of them on somebody's word and %zu the analyst's own", counted,
                   numbers - bare, bare);
}

static const char *say_contradictions(ent_draft *draft) {
    const size_t pairs = draft->report->provenance->contradictions_count;
    const char *claims = ent_say_number_of(draft, draft->model->claims_count, "claim", "claims");
    if (draft->model->claims_count == 0)
        return ".";
    if (pairs == 0)
        return ent_say(draft, "; no two of the %s contradict each other.", claims);
    if (pairs == 1)
        return ent_say(draft, "; two of the %s contradict each other.", claims);
    return ent_say(draft, "; among the %s %zu pairs contradict each other.", claims, pairs);
}

static void lines(ent_draft *draft) {
    if (ent_report_is(draft->report, "check"))
        ent_draft_line(draft, "The model", say_sound(draft));
    ent_draft_line(draft, "This rests on",
                   ent_say(draft, "%s%s", say_numbers(draft), say_contradictions(draft)));
}

static const char *say_grade(ent_draft *draft, const ent_claim *claim) {
    return claim->reliability ? ent_say(draft, "%c%c", claim->reliability, claim->credibility)
                              : "-";
}

static void grade_table(ent_draft *draft) {
    const ent_provenance *provenance = draft->report->provenance;
    ent_table *table = ent_draft_table(draft, "grades", "Claims by grade");
    if (!table)
        return;
    ent_draft_column(draft, table, (ent_column){"Grade", "grade", false, false});
    ent_draft_column(draft, table, (ent_column){"Claims", "claims", true, false});
    for (int reliability = 0; reliability < 6; reliability++)
        for (int credibility = 0; credibility < 6; credibility++) {
            if (provenance->grades[reliability][credibility] == 0)
                continue;
            ent_draft_row(draft, table);
            ent_draft_text(table, 0, ent_say(draft, "%c%c", 'A' + reliability, '1' + credibility));
            ent_draft_whole(draft, table, 1, provenance->grades[reliability][credibility]);
        }
    if (provenance->ungraded > 0) {
        ent_draft_row(draft, table);
        ent_draft_text(table, 0, "none");
        ent_draft_whole(draft, table, 1, provenance->ungraded);
    }
    table->detail = true;
    table->note = "A to F: how reliable the source is; 1 to 6: how credible what it says.";
}

static void claim_columns(ent_draft *draft, ent_table *table) {
    ent_draft_column(draft, table, (ent_column){"Claim", "claim", false, false});
    ent_draft_column(draft, table, (ent_column){"By", "by", false, false});
    ent_draft_column(draft, table, (ent_column){"Grade", "grade", false, false});
    ent_draft_column(draft, table, (ent_column){"Says", "says", false, true});
}

static void claim_row(ent_draft *draft, ent_table *table, uint32_t claim, size_t column) {
    const ent_claim *self = &draft->model->claims[claim];
    const char *by = self->by;
    if (!draft->for_csv && self->by_party != ENT_NONE)
        by = ent_say_party(draft, self->by_party);
    ent_draft_text(table, column, self->key);
    ent_draft_text(table, column + 1, by);
    ent_draft_text(table, column + 2, say_grade(draft, self));
    ent_draft_text(table, column + 3, self->says);
}

static void contradiction_table(ent_draft *draft) {
    const ent_provenance *provenance = draft->report->provenance;
    ent_table *table = ent_draft_table(draft, "contradictions", "Claims that cannot both hold");
    if (!table)
        return;
    table->detail = true;
    ent_draft_column(draft, table, (ent_column){"Pair", "pair", true, false});
    claim_columns(draft, table);
    for (size_t i = 0; i < provenance->contradictions_count; i++) {
        const uint32_t pair[] = {provenance->contradictions[i].claim,
                                 provenance->contradictions[i].other};
        for (size_t side = 0; side < 2; side++) {
            ent_draft_row(draft, table);
            if (side == 0 || draft->for_csv)
                ent_draft_whole(draft, table, 0, i + 1);
            claim_row(draft, table, pair[side], 1);
        }
    }
}

/* Numbers are grouped by the mapping they stand in: "parties.russia.preferences.army". */
static size_t group_length(const char *path) {
    size_t length = strlen(path);
    const char *values = strstr(path, ".values.");
    if (values)
        return (size_t)(values - path);
    while (length > 0 && path[length - 1] != '.' && path[length - 1] != '[')
        length--;
    return length ? length - 1 : strlen(path);
}

static const char *number_path(const ent_draft *draft, size_t i) {
    return draft->model->numbers[draft->report->provenance->unsupported.at[i]].path;
}

static bool same_group(const char *path, const char *other) {
    const size_t length = group_length(path);
    return group_length(other) == length && strncmp(other, path, length) == 0;
}

static size_t group_end(const ent_draft *draft, size_t first) {
    const char *path = number_path(draft, first);
    size_t end = first + 1;
    while (end < draft->report->provenance->unsupported.count &&
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

/* People read the options alone; CSV keeps what completes the path. */
static const char *say_group(ent_draft *draft, size_t first, size_t end, size_t length) {
    static const char values[] = "values.";
    const char *text = "";
    for (size_t i = first; i < end; i++) {
        const char *rest = number_path(draft, i) + length;
        rest += *rest == '.';
        if (!draft->for_csv && strncmp(rest, values, strlen(values)) == 0)
            rest += strlen(values);
        text = ent_join(draft, text, ", ", rest);
    }
    return text;
}

static void unsupported_table(ent_draft *draft) {
    const size_t count = draft->report->provenance->unsupported.count;
    ent_table *table =
        ent_draft_table(draft, "unsupported", "Numbers that no claim supports: the analyst's own");
    if (!table)
        return;
    table->detail = true;
    ent_draft_column(draft, table, (ent_column){"In", "in", false, true});
    ent_draft_column(draft, table, (ent_column){"Unsupported", "unsupported", true, false});
    ent_draft_column(draft, table, (ent_column){"of", "numbers", true, false});
    ent_draft_column(draft, table, (ent_column){"Which", "which", false, true});
    for (size_t first = 0, end; first < count; first = end) {
        end = group_end(draft, first);
        const char *path = number_path(draft, first);
        const size_t length = group_length(path);
        ent_draft_row(draft, table);
        ent_draft_text(table, 0, ent_say(draft, "%.*s", (int)length, path));
        ent_draft_whole(draft, table, 1, end - first);
        ent_draft_whole(
            draft, table, 2,
            count_in_group(draft->model, draft->report->provenance->unsupported.at[first]));
        ent_draft_text(table, 3, say_group(draft, first, end, length));
    }
}

static void unused_table(ent_draft *draft) {
    const ent_ids *unused = &draft->report->provenance->unused_claims;
    ent_table *table = ent_draft_table(draft, "unused", "Claims that nothing rests on");
    if (!table)
        return;
    table->detail = true;
    claim_columns(draft, table);
    for (size_t i = 0; i < unused->count; i++) {
        ent_draft_row(draft, table);
        claim_row(draft, table, unused->at[i], 0);
    }
}

static void empty_table(ent_draft *draft) {
    const ent_ids *empty = &draft->report->provenance->empty_sources;
    ent_table *table = ent_draft_table(draft, "sources", "Sources that no claim cites");
    if (!table)
        return;
    table->detail = true;
    ent_draft_column(draft, table, (ent_column){"Source", "source", false, false});
    ent_draft_column(draft, table, (ent_column){"Title", "title", false, true});
    for (size_t i = 0; i < empty->count; i++) {
        ent_draft_row(draft, table);
        ent_draft_text(table, 0, draft->model->sources[empty->at[i]].key);
        ent_draft_text(table, 1, draft->model->sources[empty->at[i]].title);
    }
}

static void tables(ent_draft *draft) {
    grade_table(draft);
    contradiction_table(draft);
    unsupported_table(draft);
    unused_table(draft);
    empty_table(draft);
}

static void json_grades(ent_json *json, const ent_report *report) {
    const ent_provenance *provenance = report->provenance;
    ent_json_whole(json, "claims", report->model->claims_count);
    ent_json_object(json, "grades", ENT_JSON_LINE);
    for (int reliability = 0; reliability < 6; reliability++)
        for (int credibility = 0; credibility < 6; credibility++) {
            const char grade[] = {(char)('A' + reliability), (char)('1' + credibility), '\0'};
            if (provenance->grades[reliability][credibility] > 0)
                ent_json_whole(json, grade, provenance->grades[reliability][credibility]);
        }
    ent_json_close(json);
    ent_json_whole(json, "ungraded", provenance->ungraded);
}

static void json(ent_json *json, const ent_report *report) {
    const ent_model *model = report->model;
    const ent_provenance *provenance = report->provenance;
    ent_json_whole(json, "numbers", model->numbers_count);
    ent_json_array(json, "unsupported", ENT_JSON_WIDE);
    for (size_t i = 0; i < provenance->unsupported.count; i++)
        ent_json_text(json, NULL, model->numbers[provenance->unsupported.at[i]].path);
    ent_json_close(json);
    json_grades(json, report);
    ent_json_array(json, "contradictions", ENT_JSON_WIDE);
    for (size_t i = 0; i < provenance->contradictions_count; i++) {
        ent_json_array(json, NULL, ENT_JSON_LINE);
        ent_json_text(json, NULL, model->claims[provenance->contradictions[i].claim].key);
        ent_json_text(json, NULL, model->claims[provenance->contradictions[i].other].key);
        ent_json_close(json);
    }
    ent_json_close(json);
    ent_json_array(json, "unused_claims", ENT_JSON_LINE);
    for (size_t i = 0; i < provenance->unused_claims.count; i++)
        ent_json_text(json, NULL, model->claims[provenance->unused_claims.at[i]].key);
    ent_json_close(json);
    ent_json_array(json, "empty_sources", ENT_JSON_LINE);
    for (size_t i = 0; i < provenance->empty_sources.count; i++)
        ent_json_text(json, NULL, model->sources[provenance->empty_sources.at[i]].key);
    ent_json_close(json);
}

const ent_section ent_section_check = {
    .key = "check",
    .run = run,
    .lines = lines,
    .tables = tables,
    .json = json,
    .release = release,
};
