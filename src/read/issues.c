/* Issues with their options, the settlement, and named packages. */
#include "read/reader.h"

#include <string.h>

static void read_option(ent_reader *r, const ent_cursor *at, const ent_issue *issue,
                        ent_option *option) {
    static const ent_field FIELDS[] = {
        ENT_FIELD(ent_option, name, ent_read_text),
        {"lasts", ent_read_days, offsetof(ent_option, lasts_days), false},
        ENT_FIELD(ent_option, needs, ent_read_parties),
        ENT_FIELD(ent_option, affects, ent_read_parties),
        ENT_FIELD(ent_option, mandate, ent_read_rank),
    };
    *option = (ent_option){.key = ent_reader_name(r, at->name),
                           .mandate = issue->mandate,
                           .because = at->because,
                           .place = at->place};
    option->name = option->key;
    if (at->node->kind != ENT_SCALAR)
        ENT_READ_RECORD(r, at, FIELDS, option, &option->because);
    else if (at->node->length > 0)
        ent_read_text(r, at, &option->name);
}

/* The options inherit the issue's mandate, so `mandate` comes before `options` in the table. */
static void read_options(ent_reader *r, const ent_cursor *at, void *out) {
    ent_issue *issue = out;
    const ent_cursor inside = ent_enter_mapping(r, at, "a mapping from names to options");
    const ent_table *table = &r->options[issue - r->model->issues];
    if (at->node->kind == ENT_MAPPING && table->count == 0)
        ent_note_value(r, at, "an issue needs at least one option");
    if (table->count > ENT_OPTIONS_MAX)
        ent_note_at(r, ENT_ERR_LIMIT, at, at->place, "%zu options are more than the %d that fit",
                    table->count, ENT_OPTIONS_MAX);
    ent_option *options = ENT_KEEP(r, ent_option, table->count);
    for (size_t i = 0; i < table->count; i++) {
        const ent_cursor here = ent_cursor_key(&inside, table->entries[i].key);
        read_option(r, &here, issue, &options[i]);
    }
    issue->options = options;
    issue->options_count = table->count;
}

static void read_issue(ent_reader *r, const ent_cursor *at, ent_issue *issue) {
    static const ent_field FIELDS[] = {
        ENT_FIELD(ent_issue, name, ent_read_text),
        ENT_FIELD(ent_issue, mandate, ent_read_rank),
        {"options", read_options, 0, true},
        ENT_FIELD(ent_issue, controlled_by, ent_read_party),
        ENT_FIELD(ent_issue, irreversible, ent_read_bool),
    };
    *issue = (ent_issue){
        .key = ent_reader_name(r, at->name), .controlled_by = ENT_NONE, .place = at->place};
    issue->name = issue->key;
    ENT_READ_RECORD(r, at, FIELDS, issue, &issue->because);
}

/* Index the options before anything refers to them. */
static void declare_options(ent_reader *r, const ent_cursor *at) {
    ent_table *options = ENT_SCRATCH(r, ent_table, r->issues.count);
    for (size_t i = 0; i < r->issues.count; i++) {
        const ent_cursor issue = ent_cursor_key(at, r->issues.entries[i].key);
        const ent_node *key = ent_find_key(issue.node, "options");
        options[i].what = "option";
        if (!key)
            continue;
        const ent_cursor here = ent_cursor_key(&issue, key);
        options[i] = ent_table_declare(r, &here, "option");
    }
    r->options = options;
}

void ent_read_issues(ent_reader *r, const ent_cursor *at, void *out) {
    ent_model *model = out;
    const ent_cursor inside = ent_enter_mapping(r, at, "a mapping from names to issues");
    if (at->node->kind == ENT_MAPPING && r->issues.count == 0)
        ent_note_value(r, at, "a model needs at least one issue");
    declare_options(r, &inside);
    ent_issue *issues = ENT_KEEP(r, ent_issue, r->issues.count);
    model->issues = issues;
    model->issues_count = r->issues.count;
    for (size_t i = 0; i < r->issues.count; i++) {
        const ent_cursor here = ent_cursor_key(&inside, r->issues.entries[i].key);
        read_issue(r, &here, &issues[i]);
    }
}

void ent_read_settlement(ent_reader *r, const ent_cursor *at, void *out) {
    ent_model *model = out;
    ent_read_pattern(r, at, &model->settlement);
    model->has_settlement = model->settlement.count > 0;
}

static void refuse_solution_name(ent_reader *r, const ent_cursor *at) {
    for (size_t s = 0; s < ENT_SOLUTIONS; s++)
        if (strcmp(at->name, ent_solution_name((ent_solution)s)) == 0)
            ent_note_key(r, at, "'%s' is the name of a solution (choose another)", at->name);
}

void ent_read_packages(ent_reader *r, const ent_cursor *at, void *out) {
    ent_model *model = out;
    const ent_cursor inside = ent_enter_mapping(r, at, "a mapping from names to packages");
    ent_named_package *packages = ENT_KEEP(r, ent_named_package, r->packages.count);
    for (size_t i = 0; i < r->packages.count; i++) {
        const ent_cursor here = ent_cursor_key(&inside, r->packages.entries[i].key);
        packages[i].key = ent_reader_name(r, here.name);
        refuse_solution_name(r, &here);
        ent_read_choices(r, &here, &packages[i].sets);
    }
    model->packages = packages;
    model->packages_count = r->packages.count;
}
