/*
 * GeniusWeb and NegoLog profiles, both JSON.
 *
 * Both are sums of weight x value with values in [0,1], neither normalised nor cut. GeniusWeb's
 * reservation is a package; NegoLog's a number. Each profile repeats the domain, so that a file
 * with the domain may be missing.
 */
#include "import/import.h"

#include <string.h>

#define SPACE "LinearAdditiveUtilitySpace"

static const import_node *issues_of_domain(const import_node *domain) {
    const import_node *issues = import_child(domain, IMPORT_MAP, "issuesValues");
    return issues ? issues : import_child(domain, IMPORT_MAP, "issueValues");
}

import_role import_geniusweb_role(const import_node *root) {
    if (issues_of_domain(root))
        return IMPORT_DOMAIN;
    const import_node *only = root->first;
    return only && only->kind == IMPORT_MAP &&
                   (import_ends_with(only->name, "Space") ||
                    import_ends_with(only->name, "Profile")) &&
                   import_child(only, IMPORT_MAP, "domain")
               ? IMPORT_PROFILE
               : IMPORT_UNKNOWN;
}

import_role import_negolog_role(const import_node *root) {
    return import_child(root, IMPORT_MAP, "issueWeights") &&
                   import_child(root, IMPORT_MAP, "issues")
               ? IMPORT_PROFILE
               : IMPORT_UNKNOWN;
}

static bool decimal_of(importer *self, const import_node *node, ent_decimal *number) {
    if (node->kind == IMPORT_SCALAR && base_decimal_parse_any(node->text, number))
        return true;
    return import_fail(self, ENT_ERR_MODEL, &node->place, "'%s' is '%s'; a number is wanted",
                       node->name, node->kind == IMPORT_SCALAR ? node->text : "...");
}

static bool field(importer *self, const import_node *node, const char *name, ent_decimal *number) {
    const import_node *child = import_child(node, IMPORT_SCALAR, name);
    if (!child)
        return import_fail(self, ENT_ERR_MODEL, &node->place, "'%s' lacks the number '%s'",
                           node->name, name);
    return decimal_of(self, child, number);
}

/* --- domains --- */

/* Options are the children of a list (their text) or of a map (their keys). */
static bool read_options(importer *self, const import_node *values, import_issue *issue) {
    if (values->count > ENT_OPTIONS_MAX)
        return import_fail(self, ENT_ERR_LIMIT, &values->place, "'%s' has %zu values; at most %d",
                           issue->name, values->count, ENT_OPTIONS_MAX);
    issue->options = BASE_NEW(self->arena, import_option, values->count);
    if (!issue->options)
        return import_fail_memory(self);
    for (const import_node *value = values->first; value; value = value->next) {
        if (values->kind == IMPORT_LIST && value->kind != IMPORT_SCALAR)
            return import_fail(self, ENT_ERR_MODEL, &value->place,
                               "a value of '%s' is a list or map; one word is wanted", issue->name);
        const char *text = values->kind == IMPORT_LIST ? value->text : value->name;
        if (!import_goes_on(self, 4 * issue->options_count))
            return false;
        if (values->kind == IMPORT_LIST && import_find_option(issue, text, ENT_NONE) != ENT_NONE)
            return import_fail(self, ENT_ERR_MODEL, &value->place, "'%s' has the value '%s' twice",
                               issue->name, text);
        issue->options[issue->options_count++] =
            (import_option){.text = text, .place = value->place};
    }
    return true;
}

/* {"values": [...]}, or {"range": [low, high, step]} of numbers */
static bool read_geniusweb_issue(importer *self, const import_node *node, import_issue *issue) {
    const import_node *values = import_child(node, IMPORT_LIST, "values");
    const import_node *range = import_child(node, IMPORT_LIST, "range");
    if (values)
        return read_options(self, values, issue);
    if (!range || range->count != 3)
        return import_fail(self, ENT_ERR_MODEL, &node->place,
                           "issue '%s' wants \"values\": [...] or \"range\": [low, high, step]",
                           issue->name);
    ent_decimal low;
    ent_decimal high;
    ent_decimal step;
    return decimal_of(self, range->first, &low) && decimal_of(self, range->first->next, &high) &&
           decimal_of(self, range->last, &step) && import_range(self, issue, low, high, step);
}

typedef bool (*issue_reader)(importer *, const import_node *, import_issue *);

static bool issues_of(importer *self, const import_node *issues, issue_reader read_one,
                      import_domain *domain) {
    if (issues->count > ENT_ISSUES_MAX)
        return import_fail(self, ENT_ERR_LIMIT, &issues->place, "%zu issues; at most %d",
                           issues->count, ENT_ISSUES_MAX);
    domain->issues = BASE_NEW(self->arena, import_issue, issues->count);
    if (!domain->issues)
        return import_fail_memory(self);
    for (const import_node *node = issues->first; node; node = node->next) {
        import_issue *issue = &domain->issues[domain->issues_count++];
        issue->name = node->name;
        issue->place = node->place;
        if (node->kind != IMPORT_MAP)
            return import_fail(self, ENT_ERR_MODEL, &node->place,
                               "issue '%s' should be a map in braces", node->name);
        if (!read_one(self, node, issue))
            return false;
    }
    return true;
}

static const import_node *space_of(const import_node *root) {
    return import_child(root, IMPORT_MAP, SPACE);
}

bool import_geniusweb_domain(importer *self, const import_source *source, import_domain *domain) {
    const import_node *node = source->root;
    if (source->role == IMPORT_PROFILE)
        node = import_child(node->first, IMPORT_MAP, "domain");
    const import_node *issues = issues_of_domain(node);
    const char *name = import_scalar(node, "name");
    domain->name = name && *name ? name : source->stem;
    if (!issues)
        return import_fail(self, ENT_ERR_MODEL, &node->place, "the domain lacks \"issuesValues\"");
    return issues_of(self, issues, read_geniusweb_issue, domain);
}

bool import_negolog_domain(importer *self, const import_source *source, import_domain *domain) {
    domain->name = source->stem;
    return issues_of(self, import_child(source->root, IMPORT_MAP, "issues"), read_options, domain);
}

/* --- profiles --- */

/* One number an option from a map. */
static bool read_table(importer *self, const import_node *table, const import_issue *issue,
                       ent_decimal *values) {
    const import_node *expected = table->first;
    for (size_t o = 0; o < issue->options_count; o++) {
        const char *text = issue->options[o].text;
        if (!import_goes_on(self, table->count))
            return false;
        const import_node *entry = expected && !strcmp(expected->name, text)
                                       ? expected
                                       : import_child(table, IMPORT_SCALAR, text);
        if (!entry)
            return import_fail(self, ENT_ERR_MODEL, &table->place,
                               "issue '%s' has no utility for '%s'", issue->name, text);
        if (!decimal_of(self, entry, &values[o]))
            return false;
        expected = entry->next;
    }
    return table->count == issue->options_count ||
           import_fail(self, ENT_ERR_MODEL, &table->place,
                       "%zu utilities for the %zu values of issue '%s'", table->count,
                       issue->options_count, issue->name);
}

/* Linear between (low, its utility) and (high, its utility). */
static bool interpolate(importer *self, const import_node *node, const import_issue *issue,
                        ent_decimal *values) {
    ent_decimal low;
    ent_decimal low_utility;
    ent_decimal high;
    ent_decimal high_utility;
    if (!field(self, node, "lowValue", &low) || !field(self, node, "lowUtility", &low_utility) ||
        !field(self, node, "highValue", &high) || !field(self, node, "highUtility", &high_utility))
        return false;
    if (!(high.value > low.value))
        return import_fail(self, ENT_ERR_MODEL, &node->place,
                           "highValue %g of issue '%s' must be above lowValue %g", high.value,
                           issue->name, low.value);
    const ent_decimal width = base_decimal_subtract(high, low);
    const ent_decimal rise = base_decimal_subtract(high_utility, low_utility);
    for (size_t o = 0; o < issue->options_count; o++) {
        if (!issue->options[o].is_number)
            return import_fail(self, ENT_ERR_MODEL, &node->place,
                               "issue '%s' has words for values, but a range of utilities",
                               issue->name);
        const ent_decimal along = base_decimal_subtract(issue->options[o].number, low);
        values[o] = base_decimal_add(
            low_utility, base_decimal_divide(base_decimal_multiply(along, rise), width));
    }
    return true;
}

static bool read_geniusweb_values(importer *self, const import_node *node,
                                  const import_issue *issue, ent_decimal *values) {
    static const char *const TABLES[] = {"DiscreteValueSetUtilities", "discreteutils"};
    static const char *const RANGES[] = {"NumberValueSetUtilities", "numberutils"};
    for (size_t i = 0; i < 2; i++) {
        const import_node *table = import_child(node, IMPORT_MAP, TABLES[i]);
        const import_node *range = import_child(node, IMPORT_MAP, RANGES[i]);
        const import_node *utilities = import_child(table, IMPORT_MAP, "valueUtilities");
        if (utilities)
            return read_table(self, utilities, issue, values);
        if (range)
            return interpolate(self, range, issue, values);
    }
    return import_fail(self, ENT_ERR_MODEL, &node->place,
                       "issue '%s' wants DiscreteValueSetUtilities with valueUtilities, or "
                       "NumberValueSetUtilities",
                       issue->name);
}

typedef bool (*values_reader)(importer *, const import_node *, const import_issue *, ent_decimal *);

/* Weights and values by name of issue; both maps must name the issues of the domain, no others. */
static bool party_of(importer *self, const import_domain *domain, const import_node *weights,
                     const import_node *issues, values_reader read_one, import_party *party) {
    for (size_t j = 0; j < domain->issues_count; j++) {
        const import_issue *issue = &domain->issues[j];
        const import_node *weight = import_child(weights, IMPORT_SCALAR, issue->name);
        const import_node *values = import_child(issues, IMPORT_MAP, issue->name);
        if (!weight || !values)
            return import_fail(self, ENT_ERR_MODEL, weight ? &issues->place : &weights->place,
                               "no %s for issue '%s'", weight ? "utilities" : "weight",
                               issue->name);
        if (!decimal_of(self, weight, &party->weights[j]) ||
            !read_one(self, values, issue, party->values[j]))
            return false;
    }
    if (weights->count != domain->issues_count || issues->count != domain->issues_count)
        return import_fail(self, ENT_ERR_MODEL, &weights->place,
                           "%zu weights and %zu issues where the domain has %zu issues",
                           weights->count, issues->count, domain->issues_count);
    return true;
}

bool import_negolog_profile(importer *self, const import_source *source,
                            const import_domain *domain, import_party *party) {
    static const char *const KNOWN[] = {"reservationValue", "issueWeights", "issues"};
    const import_node *root = source->root;
    const import_node *reservation = import_child(root, IMPORT_SCALAR, "reservationValue");
    if (!import_refuse_misspelt(self, root, KNOWN, sizeof KNOWN / sizeof *KNOWN) ||
        !import_party_make(self, domain, party))
        return false;
    party->name = source->stem;
    party->place = root->place;
    party->reservation_is_zero = true;
    party->has_reservation = reservation != NULL;
    if (reservation && !decimal_of(self, reservation, &party->reservation))
        return false;
    return party_of(self, domain, import_child(root, IMPORT_MAP, "issueWeights"),
                    import_child(root, IMPORT_MAP, "issues"), read_table, party);
}

static bool read_reservation_bid(importer *self, const import_node *bid,
                                 const import_domain *domain, import_party *party) {
    const import_node *values = import_child(bid, IMPORT_MAP, "issuevalues");
    if (!values)
        return import_fail(self, ENT_ERR_MODEL, &bid->place,
                           "a reservationBid without \"issuevalues\"");
    party->reservation = party->bias;
    for (size_t j = 0; j < domain->issues_count; j++) {
        const import_issue *issue = &domain->issues[j];
        const char *text = import_scalar(values, issue->name);
        const uint32_t option = text ? import_find_option(issue, text, ENT_NONE) : ENT_NONE;
        if (option == ENT_NONE)
            return import_fail(self, ENT_ERR_MODEL, &values->place,
                               "the reservationBid has no value of issue '%s' that the domain "
                               "knows",
                               issue->name);
        party->reservation = base_decimal_add(
            party->reservation, base_decimal_multiply(party->weights[j], party->values[j][option]));
    }
    party->has_reservation = true;
    return true;
}

bool import_geniusweb_profile(importer *self, const import_source *source,
                              const import_domain *domain, import_party *party) {
    const import_node *space = space_of(source->root);
    if (!space)
        return import_fail(self, ENT_ERR_MODEL, &source->root->first->place,
                           "a profile of kind '%s' is not supported; only " SPACE " is",
                           source->root->first->name);
    const import_node *weights = import_child(space, IMPORT_MAP, "issueWeights");
    const import_node *issues = import_child(space, IMPORT_MAP, "issueUtilities");
    const import_node *bid = import_child(space, IMPORT_MAP, "reservationBid");
    if (!weights || !issues)
        return import_fail(self, ENT_ERR_MODEL, &space->place,
                           SPACE " wants \"issueWeights\" and \"issueUtilities\"");
    static const char *const KNOWN[] = {"name", "domain", "issueWeights", "issueUtilities",
                                        "reservationBid"};
    if (!import_refuse_misspelt(self, space, KNOWN, sizeof KNOWN / sizeof *KNOWN) ||
        !import_party_make(self, domain, party))
        return false;
    party->name = source->stem;
    party->place = space->place;
    return party_of(self, domain, weights, issues, read_geniusweb_values, party) &&
           (!bid || read_reservation_bid(self, bid, domain, party));
}
