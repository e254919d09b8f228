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
    const size_t bare = draft->report->provenance->unsupported.count;
    const char *counted = report_say_number_of(draft, numbers, "number", "numbers");
    if (bare == 0)
        return report_say(draft, "%s, every one on somebody's word", counted);
    if (bare == numbers)
        return report_say(draft, "%s, all of them the analyst's own", counted);
    return report_say(draft, "%s, %zu of them on somebody's word and %zu the analyst's own",
                      counted, numbers - bare, bare);
}

static const char *say_contradictions(report_draft *draft) {
    const size_t pairs = draft->report->provenance->contradictions_count;
    const char *claims = report_say_number_of(draft, draft->model->claims_count, "claim", "claims");
    if (draft->model->claims_count == 0)
        return ".";
    if (pairs == 0)
        return report_say(draft, "; no two of the %s contradict each other.", claims);
    if (pairs == 1)
        return report_say(draft, "; two of the %s contradict each other.", claims);
    return report_say(draft, "; among the %s %zu pairs contradict each other.", claims, pairs);
}

static void lines(report_draft *draft) {
    if (report_is(draft->report, "check"))
        report_draft_line(draft, "The model", say_sound(draft));
    report_draft_line(draft, "This rests on",
                      report_say(draft, "%s%s", say_numbers(draft), say_contradictions(draft)));
}

static const char *say_grade(report_draft *draft, const ent_claim *claim) {
    return claim->reliability ? report_say(draft, "%c%c", claim->reliability, claim->credibility)
                              : "-";
}

static void grade_table(report_draft *draft) {
    const ent_provenance *provenance = draft->report->provenance;
    print_table *table = report_draft_table(draft, "grades", "Claims by grade");
    if (!table)
        return;
    report_draft_column(draft, table, (print_column){"Grade", "grade", false, false});
    report_draft_column(draft, table, (print_column){"Claims", "claims", true, false});
    for (int reliability = 0; reliability < 6; reliability++)
        for (int credibility = 0; credibility < 6; credibility++) {
            if (provenance->grades[reliability][credibility] == 0)
                continue;
            report_draft_row(draft, table);
            report_draft_text(table, 0,
                              report_say(draft, "%c%c", 'A' + reliability, '1' + credibility));
            report_draft_whole(draft, table, 1, provenance->grades[reliability][credibility]);
        }
    if (provenance->ungraded > 0) {
        report_draft_row(draft, table);
        report_draft_text(table, 0, "none");
        report_draft_whole(draft, table, 1, provenance->ungraded);
    }
    table->detail = true;
    table->note = "A to F: how reliable the source is; 1 to 6: how credible what it says.";
}

static void claim_columns(report_draft *draft, print_table *table) {
    report_draft_column(draft, table, (print_column){"Claim", "claim", false, false});
    report_draft_column(draft, table, (print_column){"By", "by", false, false});
    report_draft_column(draft, table, (print_column){"Grade", "grade", false, false});
    report_draft_column(draft, table, (print_column){"Says", "says", false, true});
}

static void claim_row(report_draft *draft, print_table *table, uint32_t claim, size_t column) {
    const ent_claim *self = &draft->model->claims[claim];
    const char *by = self->by;
    if (!draft->for_csv && self->by_party != ENT_NONE)
        by = report_say_party(draft, self->by_party);
    report_draft_text(table, column, self->key);
    report_draft_text(table, column + 1, by);
    report_draft_text(table, column + 2, say_grade(draft, self));
    report_draft_text(table, column + 3, self->says);
}

static void contradiction_table(report_draft *draft) {
    const ent_provenance *provenance = draft->report->provenance;
    print_table *table =
        report_draft_table(draft, "contradictions", "Claims that cannot both hold");
    if (!table)
        return;
    table->detail = true;
    report_draft_column(draft, table, (print_column){"Pair", "pair", true, false});
    claim_columns(draft, table);
    for (size_t i = 0; i < provenance->contradictions_count; i++) {
        const uint32_t pair[] = {provenance->contradictions[i].claim,
                                 provenance->contradictions[i].other};
        for (size_t side = 0; side < 2; side++) {
            report_draft_row(draft, table);
            if (side == 0 || draft->for_csv)
                report_draft_whole(draft, table, 0, i + 1);
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

static const char *number_path(const report_draft *draft, size_t i) {
    return draft->model->numbers[draft->report->provenance->unsupported.at[i]].path;
}

static bool same_group(const char *path, const char *other) {
    const size_t length = group_length(path);
    return group_length(other) == length && strncmp(other, path, length) == 0;
}

static size_t group_end(const report_draft *draft, size_t first) {
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
static const char *say_group(report_draft *draft, size_t first, size_t end, size_t length) {
    static const char values[] = "values.";
    const char *text = "";
    for (size_t i = first; i < end; i++) {
        const char *rest = number_path(draft, i) + length;
        rest += *rest == '.';
        if (!draft->for_csv && strncmp(rest, values, strlen(values)) == 0)
            rest += strlen(values);
        text = report_join(draft, text, ", ", rest);
    }
    return text;
}

static void unsupported_table(report_draft *draft) {
    const size_t count = draft->report->provenance->unsupported.count;
    print_table *table = report_draft_table(draft, "unsupported",
                                            "Numbers that no claim supports: the analyst's own");
    if (!table)
        return;
    table->detail = true;
    report_draft_column(draft, table, (print_column){"In", "in", false, true});
    report_draft_column(draft, table, (print_column){"Unsupported", "unsupported", true, false});
    report_draft_column(draft, table, (print_column){"of", "numbers", true, false});
    report_draft_column(draft, table, (print_column){"Which", "which", false, true});
    for (size_t first = 0, end; first < count; first = end) {
        end = group_end(draft, first);
        const char *path = number_path(draft, first);
        const size_t length = group_length(path);
        report_draft_row(draft, table);
        report_draft_text(table, 0, report_say(draft, "%.*s", (int)length, path));
        report_draft_whole(draft, table, 1, end - first);
        report_draft_whole(
            draft, table, 2,
            count_in_group(draft->model, draft->report->provenance->unsupported.at[first]));
        report_draft_text(table, 3, say_group(draft, first, end, length));
    }
}

static void unused_table(report_draft *draft) {
    const ent_ids *unused = &draft->report->provenance->unused_claims;
    print_table *table = report_draft_table(draft, "unused", "Claims that nothing rests on");
    if (!table)
        return;
    table->detail = true;
    claim_columns(draft, table);
    for (size_t i = 0; i < unused->count; i++) {
        report_draft_row(draft, table);
        claim_row(draft, table, unused->at[i], 0);
    }
}

static void empty_table(report_draft *draft) {
    const ent_ids *empty = &draft->report->provenance->empty_sources;
    print_table *table = report_draft_table(draft, "sources", "Sources that no claim cites");
    if (!table)
        return;
    table->detail = true;
    report_draft_column(draft, table, (print_column){"Source", "source", false, false});
    report_draft_column(draft, table, (print_column){"Title", "title", false, true});
    for (size_t i = 0; i < empty->count; i++) {
        report_draft_row(draft, table);
        report_draft_text(table, 0, draft->model->sources[empty->at[i]].key);
        report_draft_text(table, 1, draft->model->sources[empty->at[i]].title);
    }
}

static void tables(report_draft *draft) {
    grade_table(draft);
    contradiction_table(draft);
    unsupported_table(draft);
    unused_table(draft);
    empty_table(draft);
}

static void json_grades(print_json *json, const ent_report *report) {
    const ent_provenance *provenance = report->provenance;
    print_json_whole(json, "claims", report->model->claims_count);
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

static void json(print_json *json, const ent_report *report) {
    const ent_model *model = report->model;
    const ent_provenance *provenance = report->provenance;
    print_json_whole(json, "numbers", model->numbers_count);
    print_json_array(json, "unsupported", PRINT_JSON_WIDE);
    for (size_t i = 0; i < provenance->unsupported.count; i++)
        print_json_text(json, NULL, model->numbers[provenance->unsupported.at[i]].path);
    print_json_close(json);
    json_grades(json, report);
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
}

const report_section report_section_check = {
    .key = "check",
    .run = run,
    .lines = lines,
    .tables = tables,
    .json = json,
    .release = release,
};
