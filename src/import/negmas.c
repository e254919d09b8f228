/*
 * NegMAS scenarios, in YAML or JSON: one file with the issues, one a party with its utility.
 *
 * Utilities are plain sums, weight x value over the issues plus a bias: no normalisation, no cut.
 * A reserved value of -.inf, or none, means that every package beats no agreement; NegMAS then
 * measures gains from the smallest utility.
 */
#include "import/import.h"

#include <math.h>
#include <string.h>

/* The class name of a node without its module. */
static const char *class_of(const import_node *node) {
    const char *name = import_scalar(node, "type");
    name = name ? name : import_scalar(node, "__python_class__");
    if (!name)
        return NULL;
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

import_role import_negmas_role(const import_node *root) {
    const char *class = class_of(root);
    if (import_child(root, IMPORT_LIST, "issues"))
        return IMPORT_DOMAIN;
    if (class && (import_ends_with(class, "Function") || import_ends_with(class, "UFun")))
        return IMPORT_PROFILE;
    return IMPORT_UNKNOWN;
}

/* --- the domain --- */

static bool decimal_of(importer *self, const import_node *node, ent_decimal *number) {
    if (node->kind == IMPORT_SCALAR && base_decimal_parse_any(node->text, number))
        return true;
    return import_fail(self, ENT_ERR_MODEL, &node->place, "'%s' where a number is wanted",
                       node->kind == IMPORT_SCALAR ? node->text : "...");
}

static bool list_of(importer *self, const import_node *values, import_issue *issue) {
    if (values->count > ENT_OPTIONS_MAX)
        return import_fail(self, ENT_ERR_LIMIT, &values->place, "'%s' has %zu values; at most %d",
                           issue->name, values->count, ENT_OPTIONS_MAX);
    issue->options = BASE_NEW(self->arena, import_option, values->count);
    if (!issue->options)
        return import_fail_memory(self);
    for (const import_node *value = values->first; value; value = value->next) {
        if (value->kind != IMPORT_SCALAR)
            return import_fail(self, ENT_ERR_MODEL, &value->place,
                               "a value of '%s' is a list or map; one word or number is wanted",
                               issue->name);
        if (!import_goes_on(self, 4 * issue->options_count))
            return false;
        if (import_find_option(issue, value->text, ENT_NONE) != ENT_NONE)
            return import_fail(self, ENT_ERR_MODEL, &value->place, "'%s' has the value '%s' twice",
                               issue->name, value->text);
        import_option *option = &issue->options[issue->options_count++];
        option->text = value->text;
        option->place = value->place;
        option->is_number = base_decimal_parse_any(value->text, &option->number);
    }
    return true;
}

#define LEVELS_OTHERWISE 10 /* as NegMAS cuts a continuous issue */

static bool read_levels(importer *self, const import_node *node, size_t *levels) {
    const import_node *given = import_child(node, IMPORT_SCALAR, "n_levels");
    ent_decimal number;
    *levels = LEVELS_OTHERWISE;
    if (!given)
        return true;
    if (!decimal_of(self, given, &number))
        return false;
    if (!(number.value >= 2 && number.value <= ENT_OPTIONS_MAX))
        return import_fail(self, ENT_ERR_LIMIT, &given->place, "%g levels; 2 to %d are possible",
                           number.value, ENT_OPTIONS_MAX);
    *levels = (size_t)number.value;
    return true;
}

static bool read_span(importer *self, const import_node *node, const import_node *values,
                      import_issue *issue, bool whole) {
    ent_decimal low;
    ent_decimal high;
    size_t levels;
    if (values->count != 2)
        return import_fail(self, ENT_ERR_MODEL, &values->place,
                           "'%s' runs over a range; two values are wanted, its ends", issue->name);
    if (!decimal_of(self, values->first, &low) || !decimal_of(self, values->last, &high))
        return false;
    if (whole)
        return import_range(self, issue, low, high, base_decimal_whole(1));
    return read_levels(self, node, &levels) && import_grid(self, issue, low, high, levels);
}

static bool read_issue(importer *self, const import_node *node, import_issue *issue) {
    const import_node *values = import_child(node, IMPORT_LIST, "values");
    const import_node *count = import_child(node, IMPORT_SCALAR, "values");
    const char *class = class_of(node);
    issue->place = node->place;
    issue->name = import_scalar(node, "name");
    if (!issue->name)
        return import_fail(self, ENT_ERR_MODEL, &node->place, "an issue without 'name:'");
    if (count) { /* n stands for 0 ... n-1 */
        ent_decimal number;
        return decimal_of(self, count, &number) &&
               import_range(self, issue, base_decimal_whole(0),
                            base_decimal_subtract(number, base_decimal_whole(1)),
                            base_decimal_whole(1));
    }
    if (!values)
        return import_fail(self, ENT_ERR_MODEL, &node->place, "issue '%s' lacks 'values:'",
                           issue->name);
    if (class && !strcmp(class, "ContiguousIssue"))
        return read_span(self, node, values, issue, true);
    if (class && !strcmp(class, "ContinuousIssue"))
        return read_span(self, node, values, issue, false);
    return list_of(self, values, issue);
}

bool import_negmas_domain(importer *self, const import_source *source, import_domain *domain) {
    const import_node *issues = import_child(source->root, IMPORT_LIST, "issues");
    const char *name = import_scalar(source->root, "name");
    domain->name = name && *name ? name : source->stem;
    if (issues->count > ENT_ISSUES_MAX)
        return import_fail(self, ENT_ERR_LIMIT, &issues->place, "%zu issues; at most %d",
                           issues->count, ENT_ISSUES_MAX);
    domain->issues = BASE_NEW(self->arena, import_issue, issues->count);
    if (!domain->issues)
        return import_fail_memory(self);
    for (const import_node *node = issues->first; node; node = node->next) {
        import_issue *issue = &domain->issues[domain->issues_count];
        if (!import_goes_on(self, 4 * issues->count) || !read_issue(self, node, issue))
            return false;
        if (import_find_issue(domain, issue->name, ENT_NONE) != ENT_NONE)
            return import_fail(self, ENT_ERR_MODEL, &issue->place, "two issues are named '%s'",
                               issue->name);
        domain->issues_count++;
    }
    return true;
}

/* --- value functions --- */

typedef struct profile {
    importer *self;
    const import_domain *domain;
    import_party *party;
} profile;

/* The entry of a table for an option: by text, else by equal number (1 and 1.0). */
static const import_node *find_entry(const import_node *mapping, const import_option *option,
                                     const import_node *expected) {
    if (expected && !strcmp(expected->name, option->text))
        return expected;
    for (const import_node *entry = mapping->first; entry; entry = entry->next)
        if (!strcmp(entry->name, option->text))
            return entry;
    ent_decimal key;
    for (const import_node *entry = mapping->first; entry && option->is_number; entry = entry->next)
        if (base_decimal_parse_any(entry->name, &key) && key.value == option->number.value)
            return entry;
    return NULL;
}

static bool apply_table(profile *p, const import_node *function, uint32_t j) {
    const import_issue *issue = &p->domain->issues[j];
    const import_node *mapping = import_child(function, IMPORT_MAP, "mapping");
    if (!mapping)
        return import_fail(p->self, ENT_ERR_MODEL, &function->place,
                           "a TableFun without 'mapping:' from values to numbers");
    const import_node *expected = mapping->first;
    for (size_t o = 0; o < issue->options_count; o++) {
        if (!import_goes_on(p->self, 4 * mapping->count))
            return false;
        const import_node *entry = find_entry(mapping, &issue->options[o], expected);
        if (!entry)
            return import_fail(p->self, ENT_ERR_MODEL, &mapping->place,
                               "the table has no entry for '%s' of issue '%s'",
                               issue->options[o].text, issue->name);
        if (!decimal_of(p->self, entry, &p->party->values[j][o]))
            return false;
        expected = entry->next;
    }
    return true;
}

static bool parameter(profile *p, const import_node *function, const char *name, int64_t otherwise,
                      ent_decimal *number) {
    const import_node *node = import_child(function, IMPORT_SCALAR, name);
    *number = base_decimal_whole(otherwise);
    return !node || decimal_of(p->self, node, number);
}

/* slope x value + bias */
static bool apply_affine(profile *p, const import_node *place, uint32_t j, ent_decimal slope,
                         ent_decimal bias) {
    const import_issue *issue = &p->domain->issues[j];
    for (size_t o = 0; o < issue->options_count; o++) {
        const import_option *option = &issue->options[o];
        if (slope.value != 0 && !option->is_number)
            return import_fail(p->self, ENT_ERR_MODEL, &place->place,
                               "a function of numbers on issue '%s', which has the value '%s'",
                               issue->name, option->text);
        p->party->values[j][o] =
            slope.value == 0 ? bias
                             : base_decimal_add(base_decimal_multiply(slope, option->number), bias);
    }
    return true;
}

static bool apply_function(profile *p, const import_node *function, uint32_t j) {
    const char *class = class_of(function);
    const ent_decimal zero = base_decimal_whole(0);
    ent_decimal slope;
    ent_decimal bias;
    if (!class)
        return import_fail(p->self, ENT_ERR_MODEL, &function->place,
                           "a value function without 'type:', such as TableFun");
    if (!strcmp(class, "TableFun"))
        return apply_table(p, function, j);
    if (!parameter(p, function, "slope", 1, &slope) || !parameter(p, function, "bias", 0, &bias))
        return false;
    if (!strcmp(class, "AffineFun"))
        return apply_affine(p, function, j, slope, bias);
    if (!strcmp(class, "LinearFun"))
        return apply_affine(p, function, j, slope, zero);
    if (!strcmp(class, "IdentityFun"))
        return apply_affine(p, function, j, base_decimal_whole(1), zero);
    if (!strcmp(class, "ConstFun"))
        return apply_affine(p, function, j, zero, bias);
    return import_fail(p->self, ENT_ERR_MODEL, &function->place,
                       "value function '%s'; TableFun, AffineFun, LinearFun, IdentityFun and "
                       "ConstFun are known",
                       class);
}

/* --- utility functions --- */

static bool check_length(profile *p, const import_node *list, const char *what) {
    return list->count == p->domain->issues_count ||
           import_fail(p->self, ENT_ERR_MODEL, &list->place, "%zu %s for %zu issues", list->count,
                       what, p->domain->issues_count);
}

static bool read_weights(profile *p, const import_node *function) {
    const import_node *list = import_child(function, IMPORT_LIST, "weights");
    const import_node *map = import_child(function, IMPORT_MAP, "weights");
    if (map) {
        for (size_t j = 0; j < p->domain->issues_count; j++) {
            const char *name = p->domain->issues[j].name;
            const import_node *weight = import_child(map, IMPORT_SCALAR, name);
            if (!weight)
                return import_fail(p->self, ENT_ERR_MODEL, &map->place, "no weight for issue '%s'",
                                   name);
            if (!decimal_of(p->self, weight, &p->party->weights[j]))
                return false;
        }
        return true;
    }
    if (!list)
        return import_fail(p->self, ENT_ERR_MODEL, &function->place,
                           "a utility function without 'weights:'");
    if (!check_length(p, list, "weights"))
        return false;
    size_t j = 0;
    for (const import_node *weight = list->first; weight; weight = weight->next)
        if (!decimal_of(p->self, weight, &p->party->weights[j++]))
            return false;
    return true;
}

static bool read_values(profile *p, const import_node *function) {
    const import_node *list = import_child(function, IMPORT_LIST, "values");
    const import_node *map = import_child(function, IMPORT_MAP, "values");
    if (!list && !map)
        return import_fail(p->self, ENT_ERR_MODEL, &function->place,
                           "a utility function without 'values:', one function an issue");
    if (list && !check_length(p, list, "values"))
        return false;
    const import_node *next = list ? list->first : NULL;
    for (uint32_t j = 0; j < p->domain->issues_count; j++) {
        const char *name = p->domain->issues[j].name;
        const import_node *value = list ? next : import_child(map, IMPORT_MAP, name);
        if (!value || value->kind != IMPORT_MAP)
            return import_fail(p->self, ENT_ERR_MODEL, value ? &value->place : &function->place,
                               "no value function for issue '%s'", name);
        if (!apply_function(p, value, j))
            return false;
        next = list ? value->next : NULL;
    }
    return true;
}

static bool identities(profile *p, const import_node *function) {
    for (uint32_t j = 0; j < p->domain->issues_count; j++)
        if (!apply_affine(p, function, j, base_decimal_whole(1), base_decimal_whole(0)))
            return false;
    return true;
}

static bool is_infinite(const char *text) {
    static const char *const NAMES[] = {"-.inf", "-.Inf", "-.INF", "-Infinity", "-inf"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (!strcmp(text, NAMES[i]))
            return true;
    return false;
}

static bool is_null(const char *text) {
    return !*text || !strcmp(text, "null") || !strcmp(text, "~");
}

static bool read_reservation(profile *p, const import_node *root, const import_node *function) {
    const import_node *outcome = import_child(function, IMPORT_SCALAR, "reserved_outcome");
    if (import_child(function, IMPORT_LIST, "reserved_outcome") ||
        (outcome && !is_null(outcome->text)))
        return import_fail(p->self, ENT_ERR_MODEL, &function->place,
                           "'reserved_outcome' is not supported; give 'reserved_value'");
    const import_node *value = import_child(root, IMPORT_SCALAR, "reserved_value");
    if (!value || is_infinite(value->text) || is_null(value->text))
        value = import_child(function, IMPORT_SCALAR, "reserved_value");
    p->party->has_reservation = value && !is_infinite(value->text) && !is_null(value->text);
    return !p->party->has_reservation || decimal_of(p->self, value, &p->party->reservation);
}

/* ExpDiscountedUFun and its kin hold the function itself under 'ufun'. */
static bool unwrap(profile *p, const import_node *root, const import_node **function) {
    const import_node *inner = import_child(root, IMPORT_MAP, "ufun");
    const char *class = class_of(root);
    *function = inner ? inner : root;
    if (!inner)
        return true;
    const import_node *discount = import_child(root, IMPORT_SCALAR, "discount");
    ent_decimal factor;
    if (strcmp(class, "ExpDiscountedUFun") != 0)
        return import_fail(p->self, ENT_ERR_MODEL, &root->place,
                           "utility function '%s'; of those around another, ExpDiscountedUFun is "
                           "known",
                           class);
    if (!discount || is_null(discount->text))
        return true;
    if (!decimal_of(p->self, discount, &factor))
        return false;
    if (factor.value > 0 && factor.value < 1) {
        p->party->discount = factor.value;
        import_warn(p->self, &discount->place,
                    "discount %g is not taken over; 'time:' has discounts per round", factor.value);
    }
    return true;
}

static bool check_keys(importer *self, const import_node *map) {
    static const char *const KNOWN[] = {"type",
                                        "__python_class__",
                                        "name",
                                        "id",
                                        "weights",
                                        "values",
                                        "bias",
                                        "ufun",
                                        "discount",
                                        "reserved_value",
                                        "reserved_outcome",
                                        "dynamic_reservation",
                                        "outcomes",
                                        "issues",
                                        "outcome_space"};
    return import_refuse_misspelt(self, map, KNOWN, sizeof KNOWN / sizeof *KNOWN);
}

bool import_negmas_profile(importer *self, const import_source *source, const import_domain *domain,
                           import_party *party) {
    profile p = {.self = self, .domain = domain, .party = party};
    const import_node *function;
    if (!check_keys(self, source->root) || !import_party_make(self, domain, party) ||
        !unwrap(&p, source->root, &function) || !check_keys(self, function))
        return false;
    const char *class = class_of(function);
    party->name = source->stem;
    party->place = source->root->place;
    const bool by_table = class && (!strcmp(class, "LinearAdditiveUtilityFunction") ||
                                    !strcmp(class, "LinearUtilityAggregationFunction"));
    const bool by_number = class && (!strcmp(class, "LinearUtilityFunction") ||
                                     !strcmp(class, "AffineUtilityFunction"));
    if (!by_table && !by_number)
        return import_fail(self, ENT_ERR_MODEL, &function->place,
                           "utility function '%s' is not supported; only sums over issues are, "
                           "such as LinearAdditiveUtilityFunction",
                           class ? class : "");
    return (by_table ? read_values(&p, function) : identities(&p, function)) &&
           read_weights(&p, function) && parameter(&p, function, "bias", 0, &party->bias) &&
           read_reservation(&p, source->root, function) && self->status == ENT_OK;
}
