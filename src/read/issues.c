/* Issues with their options, the settlement, and named packages. */
#include "read/reader.h"

#include <string.h>

static void read_option(read_state *r, const read_cursor *at, const ent_issue *issue,
                        ent_option *option) {
    static const read_field FIELDS[] = {
        READ_FIELD(ent_option, name, read_title),
        {"lasts", read_days, offsetof(ent_option, lasts_days), false},
        READ_FIELD(ent_option, needs, read_parties),
        READ_FIELD(ent_option, affects, read_parties),
        READ_FIELD(ent_option, mandate, read_rank),
    };
    *option = (ent_option){.key = read_copy_name(r, at->name),
                           .mandate = issue->mandate,
                           .because = at->because,
                           .place = at->place};
    option->name = option->key;
    if (at->node->kind != READ_SCALAR)
        READ_RECORD(r, at, FIELDS, option, &option->because);
    else if (at->node->length > 0)
        read_title(r, at, &option->name);
}

/* The options inherit the issue's mandate, so `mandate` comes before `options` in the table. */
static void read_options(read_state *r, const read_cursor *at, void *out) {
    ent_issue *issue = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from names to options");
    const read_table *table = &r->options[issue - r->model->issues];
    if (at->node->kind == READ_MAPPING && table->count == 0)
        read_note_value(r, at, "an issue needs at least one option");
    if (table->count > ENT_OPTIONS_MAX)
        read_note_at(r, ENT_ERR_LIMIT, at, at->place, "%zu options are more than the %d that fit",
                     table->count, ENT_OPTIONS_MAX);
    ent_option *options = READ_KEEP(r, ent_option, table->count);
    for (size_t i = 0; i < table->count; i++) {
        const read_cursor here = read_cursor_key(&inside, table->entries[i].key);
        read_option(r, &here, issue, &options[i]);
    }
    issue->options = options;
    issue->options_count = table->count;
}

static void read_issue(read_state *r, const read_cursor *at, ent_issue *issue) {
    static const read_field FIELDS[] = {
        READ_FIELD(ent_issue, name, read_title),
        READ_FIELD(ent_issue, mandate, read_rank),
        {"options", read_options, 0, true},
        READ_FIELD(ent_issue, controlled_by, read_party),
        READ_FIELD(ent_issue, irreversible, read_bool),
    };
    *issue = (ent_issue){
        .key = read_copy_name(r, at->name), .controlled_by = ENT_NONE, .place = at->place};
    issue->name = issue->key;
    READ_RECORD(r, at, FIELDS, issue, &issue->because);
}

/* Index the options before anything refers to them. */
static void declare_options(read_state *r, const read_cursor *at) {
    read_table *options = READ_SCRATCH(r, read_table, r->issues.count);
    for (size_t i = 0; i < r->issues.count; i++) {
        const read_cursor issue = read_cursor_key(at, r->issues.entries[i].key);
        const read_node *key = read_find_key(issue.node, "options");
        options[i].what = "option";
        if (!key)
            continue;
        const read_cursor here = read_cursor_key(&issue, key);
        options[i] = read_table_declare(r, &here, "option");
    }
    r->options = options;
}

void read_issues(read_state *r, const read_cursor *at, void *out) {
    ent_model *model = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from names to issues");
    if (at->node->kind == READ_MAPPING && r->issues.count == 0)
        read_note_value(r, at, "a model needs at least one issue");
    declare_options(r, &inside);
    ent_issue *issues = READ_KEEP(r, ent_issue, r->issues.count);
    model->issues = issues;
    model->issues_count = r->issues.count;
    for (size_t i = 0; i < r->issues.count; i++) {
        const read_cursor here = read_cursor_key(&inside, r->issues.entries[i].key);
        read_issue(r, &here, &issues[i]);
    }
}

void read_settlement(read_state *r, const read_cursor *at, void *out) {
    ent_model *model = out;
    read_pattern(r, at, &model->settlement);
    model->has_settlement = model->settlement.count > 0;
}

static void refuse_solution_name(read_state *r, const read_cursor *at) {
    for (size_t s = 0; s < ENT_SOLUTIONS; s++)
        if (strcmp(at->name, ent_solution_name((ent_solution)s)) == 0)
            read_note_key(r, at, "'%s' is the name of a solution (choose another)", at->name);
}

void read_packages(read_state *r, const read_cursor *at, void *out) {
    ent_model *model = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from names to packages");
    ent_named_package *packages = READ_KEEP(r, ent_named_package, r->packages.count);
    for (size_t i = 0; i < r->packages.count; i++) {
        const read_cursor here = read_cursor_key(&inside, r->packages.entries[i].key);
        packages[i].key = read_copy_name(r, here.name);
        refuse_solution_name(r, &here);
        read_choices(r, &here, &packages[i].sets);
    }
    model->packages = packages;
    model->packages_count = r->packages.count;
}
