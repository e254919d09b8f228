/* Patterns: some issues, each with one or several of its options. Rules, settlements, red lines,
 * linkages and packages are made of them.
 *
 * A pattern with a mistake in it is left empty, and a rule with one is left out, so that later
 * checks do not judge half of what was meant. */
#include "read/reader.h"

#include <stdlib.h>

static int compare_terms(const void *left, const void *right) {
    const ent_term *a = left;
    const ent_term *b = right;
    return (a->issue > b->issue) - (a->issue < b->issue);
}

static bool read_term(read_state *r, const read_cursor *at, bool only_one, ent_term *term) {
    term->issue = read_resolve_key(r, at, &r->issues);
    if (term->issue == ENT_NONE)
        return false;
    term->options = read_names(r, at, &r->options[term->issue]);
    if (only_one && term->options.count > 1)
        read_note_value(r, at, "expected one option, found %zu", term->options.count);
    return term->options.count > 0;
}

static void read_terms(read_state *r, const read_cursor *at, bool only_one, ent_pattern *pattern) {
    const size_t notes_before = r->notes_count;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from issues to options");
    *pattern = (ent_pattern){.because = inside.because, .place = at->place};
    const read_table keys = read_table_index(r, &inside, "issue");
    ent_term *terms = READ_KEEP(r, ent_term, keys.count);
    size_t count = 0;
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor here = read_cursor_key(&inside, keys.entries[i].key);
        count += read_term(r, &here, only_one, &terms[count]);
    }
    if (keys.count == 0 && notes_before == r->notes_count)
        read_note_value(r, at, "names no issue");
    if (count > 1)
        qsort(terms, count, sizeof *terms, compare_terms);
    pattern->terms = terms;
    pattern->count = notes_before == r->notes_count ? count : 0;
}

void read_pattern(read_state *r, const read_cursor *at, void *out) {
    read_terms(r, at, false, out);
}

void read_choices(read_state *r, const read_cursor *at, void *out) {
    read_terms(r, at, true, out);
}

void read_package(read_state *r, const read_cursor *at, void *out) {
    ent_pattern *package = out;
    if (at->node->kind != READ_SCALAR || at->node->length == 0) {
        read_terms(r, at, true, package);
        return;
    }
    *package = (ent_pattern){.because = at->because, .place = at->place};
    const uint32_t named = read_name(r, at, &r->packages);
    if (named == ENT_NONE)
        return;
    package->count = r->model->packages[named].sets.count;
    package->terms = r->model->packages[named].sets.terms;
}

typedef struct rule_parts {
    ent_pattern when;
    ent_pattern then;
    ent_pattern never;
} rule_parts;

static bool is_given(const ent_pattern *pattern) {
    return pattern->place.line > 0;
}

static void read_rule(read_state *r, const read_cursor *at, ent_rule *rule) {
    static const read_field FIELDS[] = {
        READ_FIELD(rule_parts, when, read_pattern),
        READ_FIELD(rule_parts, then, read_pattern),
        READ_FIELD(rule_parts, never, read_pattern),
    };
    rule_parts parts = {0};
    READ_RECORD(r, at, FIELDS, &parts, NULL);
    const bool is_whole = is_given(&parts.never) ? !is_given(&parts.when) && !is_given(&parts.then)
                                                 : is_given(&parts.when) && is_given(&parts.then);
    if (at->node->kind == READ_MAPPING && !is_whole)
        read_note_key(r, at, "expected 'never', or 'when' and 'then'");
    *rule = (ent_rule){
        .when = is_given(&parts.never) ? parts.never : parts.when,
        .then = parts.then,
        .place = at->place,
    };
}

void read_rules(read_state *r, const read_cursor *at, void *out) {
    ent_model *model = out;
    if (!read_is_list(r, at, "rules"))
        return;
    ent_rule *rules = READ_KEEP(r, ent_rule, at->node->count);
    size_t index = 0;
    for (const read_node *item = at->node->first; item; item = item->next) {
        const size_t notes_before = r->notes_count;
        const read_cursor here = read_cursor_item(at, item, index++);
        read_rule(r, &here, &rules[model->rules_count]);
        model->rules_count += notes_before == r->notes_count;
    }
    model->rules = rules;
}
