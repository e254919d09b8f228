/*
 * GENIUS XML, read as GENIUS 10.4 runs it, not as its files suggest.
 *
 * Issues are matched by their index attribute, options by their text. A discrete evaluation counts
 * as its share of the largest of its issue; integer and real values go through clipped linear
 * functions; weights are taken as written and the sum is cut at 1. Files of GeniusBI, known by
 * their weightmultiplyer, hold raw points instead: no division, no cut, any sign.
 */
#include "import/import.h"

#include <string.h>

import_role import_genius_role(const import_node *root) {
    if (!strcmp(root->name, "negotiation_template"))
        return IMPORT_DOMAIN;
    return strcmp(root->name, "utility_space") ? IMPORT_UNKNOWN : IMPORT_PROFILE;
}

/* --- issues of a file, in GENIUS's order: nested objectives first, then the issues --- */

static const import_node *deepest_first(const import_node *node) {
    for (const import_node *inner; (inner = import_child(node, IMPORT_MAP, "objective"));)
        node = inner;
    return node;
}

/* The objective after `node` when inner ones come before outer ones; NULL after `top`. */
static const import_node *next_objective(const import_node *node, const import_node *top) {
    if (node == top)
        return NULL;
    const import_node *sibling = import_again(node);
    return sibling ? deepest_first(sibling) : node->parent;
}

typedef struct issue_list {
    size_t count;
    const import_node **at;
} issue_list;

static bool list_issues(importer *self, const import_node *top, issue_list *list) {
    for (int pass = 0; pass < 2; pass++) {
        list->count = 0;
        for (const import_node *node = deepest_first(top); node; node = next_objective(node, top))
            for (const import_node *issue = import_child(node, IMPORT_MAP, "issue"); issue;
                 issue = import_again(issue)) {
                if (pass == 1)
                    list->at[list->count] = issue;
                list->count++;
            }
        if (pass == 0 && !(list->at = BASE_NEW(self->arena, const import_node *, list->count)))
            return import_fail_memory(self);
    }
    return true;
}

/* --- attributes --- */

static const char *attribute(importer *self, const import_node *node, const char *name) {
    const char *text = import_scalar(node, name);
    if (!text)
        import_fail(self, ENT_ERR_MODEL, &node->place, "'%s' lacks its %s=\"...\"", node->name,
                    name);
    return text;
}

static bool number_of(importer *self, const import_node *node, const char *name, const char *text,
                      ent_decimal *number) {
    return base_decimal_parse_any(text, number) ||
           import_fail(self, ENT_ERR_SYNTAX, &node->place,
                       "%s of '%s' is '%s'; a number such as 0.5 is wanted", name, node->name,
                       text);
}

static bool number(importer *self, const import_node *node, const char *name, ent_decimal *to) {
    const char *text = attribute(self, node, name);
    return text && number_of(self, node, name, text, to);
}

/* As above, or `otherwise` if the attribute is absent. */
static bool number_or(importer *self, const import_node *node, const char *name,
                      ent_decimal otherwise, ent_decimal *to) {
    const char *text = import_scalar(node, name);
    *to = otherwise;
    return !text || number_of(self, node, name, text, to);
}

typedef enum issue_type { DISCRETE, INTEGER, REAL } issue_type;

static bool type_of(importer *self, const import_node *issue, issue_type *type) {
    static const char *const NAMES[] = {"discrete", "integer", "real"};
    const char *text = import_scalar(issue, "type");
    text = text ? text : import_scalar(issue, "vtype");
    text = text ? text : import_scalar(issue, "etype");
    *type = DISCRETE;
    if (!text)
        return true;
    for (unsigned i = 0; i < 3; i++)
        if (!strcmp(text, NAMES[i])) {
            *type = (issue_type)i;
            return true;
        }
    return import_fail(self, ENT_ERR_MODEL, &issue->place,
                       "an issue of type '%s'; discrete, integer and real are known", text);
}

/* Bounds stand in the issue itself or in a <range> inside. */
static bool bounds(importer *self, const import_node *issue, ent_decimal *low, ent_decimal *high) {
    const import_node *range = import_child(issue, IMPORT_MAP, "range");
    const import_node *holder = import_scalar(issue, "lowerbound") || !range ? issue : range;
    return number(self, holder, "lowerbound", low) && number(self, holder, "upperbound", high);
}

static bool is_whole(ent_decimal number) {
    return number.exact && number.decimals == 0;
}

/* --- the domain --- */

/* Fails before anything quadratic in them is done. */
static bool count_items(importer *self, const import_node *node, size_t *count) {
    *count = 0;
    for (const import_node *item = import_child(node, IMPORT_MAP, "item"); item;
         item = import_again(item))
        ++*count;
    return *count <= ENT_OPTIONS_MAX ||
           import_fail(self, ENT_ERR_LIMIT, &node->place, "an issue with %zu items; at most %d",
                       *count, ENT_OPTIONS_MAX);
}

static bool read_items(importer *self, const import_node *node, import_issue *issue) {
    size_t count;
    if (!count_items(self, node, &count))
        return false;
    issue->options = BASE_NEW(self->arena, import_option, count);
    if (!issue->options)
        return import_fail_memory(self);
    for (const import_node *item = import_child(node, IMPORT_MAP, "item"); item;
         item = import_again(item)) {
        const char *text = attribute(self, item, "value");
        if (!text || !import_goes_on(self, 4 * issue->options_count))
            return false;
        if (import_find_option(issue, text, ENT_NONE) != ENT_NONE)
            return import_fail(self, ENT_ERR_MODEL, &item->place,
                               "issue '%s' has the option '%s' twice", issue->name, text);
        issue->options[issue->options_count++] =
            (import_option){.text = text, .place = item->place};
    }
    return true;
}

static bool read_issue(importer *self, const import_node *node, import_issue *issue) {
    issue_type type;
    ent_decimal low;
    ent_decimal high;
    issue->place = node->place;
    issue->name = attribute(self, node, "name");
    issue->index = attribute(self, node, "index");
    if (!issue->name || !issue->index || !type_of(self, node, &type))
        return false;
    if (type == DISCRETE)
        return read_items(self, node, issue);
    if (!bounds(self, node, &low, &high))
        return false;
    if (type == REAL)
        return import_grid(self, issue, low, high, ENT_IMPORT_REAL_STEPS);
    if (!is_whole(low) || !is_whole(high))
        return import_fail(self, ENT_ERR_MODEL, &node->place,
                           "integer issue '%s' runs from %g to %g; both must be whole numbers",
                           issue->name, low.value, high.value);
    return import_range(self, issue, low, high, base_decimal_whole(1));
}

static uint32_t issue_of_index(const import_domain *domain, const char *index, size_t near) {
    if (near < domain->issues_count && !strcmp(domain->issues[near].index, index))
        return (uint32_t)near;
    for (size_t j = 0; j < domain->issues_count; j++)
        if (!strcmp(domain->issues[j].index, index))
            return (uint32_t)j;
    return ENT_NONE;
}

bool import_genius_domain(importer *self, const import_source *source, import_domain *domain) {
    const import_node *space = import_child(source->root, IMPORT_MAP, "utility_space");
    issue_list list;
    domain->name = source->stem;
    if (!list_issues(self, space ? space : source->root, &list))
        return false;
    if (list.count > ENT_ISSUES_MAX)
        return import_fail(self, ENT_ERR_LIMIT, &source->root->place, "%zu issues; at most %d",
                           list.count, ENT_ISSUES_MAX);
    domain->issues = BASE_NEW(self->arena, import_issue, list.count);
    if (!domain->issues)
        return import_fail_memory(self);
    for (size_t j = 0; j < list.count; j++) {
        import_issue *issue = &domain->issues[j];
        if (!read_issue(self, list.at[j], issue))
            return false;
        if (issue_of_index(domain, issue->index, ENT_NONE) != ENT_NONE)
            return import_fail(self, ENT_ERR_MODEL, &issue->place, "two issues have the index '%s'",
                               issue->index);
        domain->issues_count++;
    }
    return true;
}

/* --- a profile --- */

typedef struct profile {
    importer *self;
    const import_source *source;
    const import_domain *domain;
    import_party *party;
    bool raw_points; /* GeniusBI */
    ent_decimal multiplier;
} profile;

/* GENIUS keeps evaluations in a table by text: of two for the same text the later counts. */
static bool read_evaluations(profile *p, const import_node *node, uint32_t j) {
    const import_issue *issue = &p->domain->issues[j];
    ent_decimal *values = p->party->values[j];
    bool *seen = BASE_NEW(p->self->arena, bool, issue->options_count);
    size_t position = 0;
    if (!seen)
        return import_fail_memory(p->self);
    if (!count_items(p->self, node, &position))
        return false;
    position = 0;
    for (const import_node *item = import_child(node, IMPORT_MAP, "item"); item;
         item = import_again(item), position++) {
        ent_decimal evaluation;
        const char *text = attribute(p->self, item, "value");
        if (!text || !number(p->self, item, "evaluation", &evaluation) ||
            !import_goes_on(p->self, issue->options_count))
            return false;
        if (evaluation.value < 0 && !p->raw_points)
            return import_fail(p->self, ENT_ERR_MODEL, &item->place,
                               "evaluation %g of '%s' is below 0", evaluation.value, text);
        const uint32_t option = import_find_option(issue, text, position);
        if (option == ENT_NONE) {
            import_warn(p->self, &item->place,
                        "'%s' is no option of issue '%s' in the domain; left out", text,
                        issue->name);
            continue;
        }
        if (seen[option] && values[option].value != evaluation.value)
            import_warn(p->self, &item->place,
                        "'%s' is evaluated twice, %g and %g; the later counts, as in GENIUS", text,
                        values[option].value, evaluation.value);
        seen[option] = true;
        values[option] = evaluation;
    }
    for (size_t o = 0; o < issue->options_count; o++)
        if (!seen[o])
            return import_fail(p->self, ENT_ERR_MODEL, &node->place,
                               "issue '%s' has no evaluation of option '%s'", issue->name,
                               issue->options[o].text);
    return true;
}

/* Below this largest evaluation GENIUS takes an issue as worth nothing. */
#define EVALUATION_LEAST 1e-5

static void normalise_evaluations(ent_decimal *values, size_t count) {
    ent_decimal most = values[0];
    for (size_t o = 1; o < count; o++)
        most = values[o].value > most.value ? values[o] : most;
    for (size_t o = 0; o < count; o++)
        values[o] = most.value < EVALUATION_LEAST ? base_decimal_whole(0)
                                                  : base_decimal_divide(values[o], most);
}

static ent_decimal linear(ent_decimal slope, ent_decimal x, ent_decimal offset) {
    return import_into_unit(base_decimal_add(base_decimal_multiply(slope, x), offset));
}

/* slope x (v - lower bound) + offset, or parameter1 x v + parameter0 */
static bool apply_linear(profile *p, const import_node *evaluator, uint32_t j) {
    const import_issue *issue = &p->domain->issues[j];
    const ent_decimal zero = base_decimal_whole(0);
    const bool from_low = import_scalar(evaluator, "slope") || import_scalar(evaluator, "offset");
    ent_decimal slope;
    ent_decimal offset;
    if (from_low ? !number_or(p->self, evaluator, "slope", zero, &slope) ||
                       !number_or(p->self, evaluator, "offset", zero, &offset)
                 : !number(p->self, evaluator, "parameter1", &slope) ||
                       !number(p->self, evaluator, "parameter0", &offset))
        return false;
    for (size_t o = 0; o < issue->options_count; o++) {
        const ent_decimal at = issue->options[o].number;
        const ent_decimal x = from_low ? base_decimal_subtract(at, issue->options[0].number) : at;
        p->party->values[j][o] = linear(slope, x, offset);
    }
    return true;
}

static bool apply_constant(profile *p, const import_node *evaluator, uint32_t j) {
    ent_decimal value;
    if (!number(p->self, evaluator, "parameter0", &value))
        return false;
    for (size_t o = 0; o < p->domain->issues[j].options_count; o++)
        p->party->values[j][o] = import_into_unit(value);
    return true;
}

/* 0 outside [low, high], 1 at the top between them */
static bool apply_triangular(profile *p, const import_node *evaluator, uint32_t j) {
    const import_issue *issue = &p->domain->issues[j];
    ent_decimal low;
    ent_decimal high;
    ent_decimal top;
    if (!number(p->self, evaluator, "parameter0", &low) ||
        !number(p->self, evaluator, "parameter1", &high) ||
        !number(p->self, evaluator, "parameter2", &top))
        return false;
    if (!(low.value <= top.value && top.value <= high.value))
        return import_fail(p->self, ENT_ERR_MODEL, &evaluator->place,
                           "a triangle from %g to %g has its top at %g, outside", low.value,
                           high.value, top.value);
    for (size_t o = 0; o < issue->options_count; o++) {
        const ent_decimal x = issue->options[o].number;
        ent_decimal *value = &p->party->values[j][o];
        if (x.value < low.value || x.value > high.value)
            *value = base_decimal_whole(0);
        else if (x.value == top.value)
            *value = base_decimal_whole(1);
        else if (x.value < top.value)
            *value =
                base_decimal_divide(base_decimal_subtract(x, low), base_decimal_subtract(top, low));
        else
            *value = base_decimal_divide(base_decimal_subtract(high, x),
                                         base_decimal_subtract(high, top));
    }
    return true;
}

static bool read_evaluator(profile *p, const import_node *node, uint32_t j) {
    const import_node *evaluator = import_child(node, IMPORT_MAP, "evaluator");
    if (!evaluator)
        return import_fail(p->self, ENT_ERR_MODEL, &node->place,
                           "issue '%s' has no <evaluator ftype=\"linear\" .../>",
                           p->domain->issues[j].name);
    const char *type = attribute(p->self, evaluator, "ftype");
    if (!type)
        return false;
    if (!strcmp(type, "linear"))
        return apply_linear(p, evaluator, j);
    if (!strcmp(type, "constant"))
        return apply_constant(p, evaluator, j);
    if (!strcmp(type, "triangular"))
        return apply_triangular(p, evaluator, j);
    return import_fail(p->self, ENT_ERR_MODEL, &evaluator->place,
                       "evaluator of type '%s'; linear, constant and triangular are known", type);
}

static bool read_preference(profile *p, const import_node *node, uint32_t j) {
    const import_issue *issue = &p->domain->issues[j];
    const char *name = import_scalar(node, "name");
    if (name && strcmp(name, issue->name) != 0)
        import_warn(p->self, &node->place,
                    "issue '%s' is called '%s' in the domain; matched by its index, as in GENIUS",
                    name, issue->name);
    if (issue->options[0].is_number)
        return read_evaluator(p, node, j);
    if (!read_evaluations(p, node, j))
        return false;
    if (!p->raw_points)
        normalise_evaluations(p->party->values[j], issue->options_count);
    return true;
}

static bool read_preferences(profile *p) {
    issue_list list;
    bool *seen = BASE_NEW(p->self->arena, bool, p->domain->issues_count);
    if (!seen)
        return import_fail_memory(p->self);
    if (!list_issues(p->self, p->source->root, &list))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        const char *index = attribute(p->self, list.at[i], "index");
        if (!index || !import_goes_on(p->self, 4 * list.count))
            return false;
        const uint32_t j = issue_of_index(p->domain, index, i);
        if (j == ENT_NONE)
            return import_fail(p->self, ENT_ERR_MODEL, &list.at[i]->place,
                               "the domain has no issue with the index '%s'", index);
        if (seen[j])
            return import_fail(p->self, ENT_ERR_MODEL, &list.at[i]->place,
                               "two issues have the index '%s'", index);
        seen[j] = true;
        if (!read_preference(p, list.at[i], j))
            return false;
    }
    for (size_t j = 0; j < p->domain->issues_count; j++)
        if (!seen[j])
            return import_fail(p->self, ENT_ERR_MODEL, &p->source->root->place,
                               "nothing is said about issue '%s' (index %s)",
                               p->domain->issues[j].name, p->domain->issues[j].index);
    return true;
}

static bool read_weight(profile *p, const import_node *node, size_t position, bool *seen) {
    const char *index = attribute(p->self, node, "index");
    ent_decimal weight;
    if (!index || !number(p->self, node, "value", &weight))
        return false;
    const uint32_t j = issue_of_index(p->domain, index, position);
    if (j == ENT_NONE)
        return true; /* of a nested objective; GENIUS sums over issues only */
    if (weight.value < 0)
        return import_fail(p->self, ENT_ERR_MODEL, &node->place,
                           "weight %g of issue '%s' is below 0", weight.value,
                           p->domain->issues[j].name);
    if (seen[j])
        return import_fail(p->self, ENT_ERR_MODEL, &node->place, "issue '%s' has two weights",
                           p->domain->issues[j].name);
    seen[j] = true;
    p->party->weights[j] = base_decimal_multiply(weight, p->multiplier);
    return true;
}

static bool read_weights(profile *p) {
    const import_node *top = p->source->root;
    bool *seen = BASE_NEW(p->self->arena, bool, p->domain->issues_count);
    if (!seen)
        return import_fail_memory(p->self);
    size_t position = 0;
    for (const import_node *node = deepest_first(top); node; node = next_objective(node, top))
        for (const import_node *weight = import_child(node, IMPORT_MAP, "weight"); weight;
             weight = import_again(weight))
            if (!read_weight(p, weight, position++, seen))
                return false;
    for (size_t j = 0; j < p->domain->issues_count; j++)
        if (!seen[j])
            return import_fail(p->self, ENT_ERR_MODEL, &top->place,
                               "issue '%s' has no <weight index=\"%s\" .../>",
                               p->domain->issues[j].name, p->domain->issues[j].index);
    return true;
}

static bool read_multiplier(profile *p) {
    const import_node *node = import_child(p->source->root, IMPORT_MAP, "weightmultiplyer");
    p->multiplier = base_decimal_whole(1);
    p->raw_points = node != NULL;
    if (!node)
        return true;
    if (!number(p->self, node, "value", &p->multiplier))
        return false;
    return p->multiplier.value > 0 ||
           import_fail(p->self, ENT_ERR_MODEL, &node->place, "weightmultiplyer %g must be above 0",
                       p->multiplier.value);
}

static bool read_reservation(profile *p) {
    static const char *const KNOWN[] = {"reservation",     "discount_factor", "objective",
                                        "optout",          "timeeffect",      "opponent",
                                        "weightmultiplyer"};
    if (!import_refuse_misspelt(p->self, p->source->root, KNOWN, sizeof KNOWN / sizeof *KNOWN))
        return false;
    const import_node *node = import_child(p->source->root, IMPORT_MAP, "reservation");
    p->party->reservation_is_zero = true;
    p->party->has_reservation = node != NULL;
    return !node || number(p->self, node, "value", &p->party->reservation);
}

static bool read_discount(profile *p) {
    const import_node *node = import_child(p->source->root, IMPORT_MAP, "discount_factor");
    ent_decimal factor;
    if (!node)
        return true;
    if (!number(p->self, node, "value", &factor))
        return false;
    if (factor.value <= 0 || factor.value >= 1)
        return true; /* GENIUS: none */
    p->party->discount = factor.value;
    import_warn(p->self, &node->place,
                "discount_factor %g over the whole negotiation is not taken over; 'time:' has "
                "discounts per round",
                factor.value);
    return true;
}

static void warn_of_rest(profile *p) {
    static const char *const REST[][2] = {
        {"timeeffect", "a payoff that changes with every turn"},
        {"optout", "the payoff of opting out"},
        {"opponent", "an estimate of the other side"},
        {"comparisons", "the ranking that an uncertain party knows"},
    };
    for (size_t i = 0; i < sizeof REST / sizeof *REST; i++) {
        const import_node *node = import_child(p->source->root, IMPORT_MAP, REST[i][0]);
        if (node)
            import_warn(p->self, &node->place, "'%s', %s, is not taken over", REST[i][0],
                        REST[i][1]);
    }
}

/* Utility that is no sum over issues cannot be taken over. */
static bool check_additive(profile *p) {
    const import_node *root = p->source->root;
    const char *type = import_scalar(root, "type");
    const bool linear_type =
        !type || !strcmp(type, "linear") || !strcmp(type, "any") || !strcmp(type, "UNCERTAIN");
    if (!linear_type)
        return import_fail(p->self, ENT_ERR_MODEL, &root->place,
                           "a utility space of type '%s' is not supported; only sums over issues "
                           "(no type, or type 'UNCERTAIN') are",
                           type);
    const import_node *rules = import_child(root, IMPORT_MAP, "rules");
    const import_node *objective = import_child(root, IMPORT_MAP, "objective");
    rules = rules ? rules : import_child(objective, IMPORT_MAP, "rules");
    const import_node *other = rules ? rules : import_child(objective, IMPORT_MAP, "utility");
    return !other || import_fail(p->self, ENT_ERR_MODEL, &other->place,
                                 "'%s' makes utility more than a sum over issues; it is not "
                                 "supported",
                                 other->name);
}

bool import_genius_profile(importer *self, const import_source *source, const import_domain *domain,
                           import_party *party) {
    profile p = {.self = self, .source = source, .domain = domain, .party = party};
    if (!import_party_make(self, domain, party) || !check_additive(&p) || !read_multiplier(&p))
        return false;
    party->clips = !p.raw_points;
    party->name = source->stem;
    party->place = source->root->place;
    if (!read_preferences(&p) || !read_weights(&p) || !read_reservation(&p) || !read_discount(&p))
        return false;
    warn_of_rest(&p);
    return self->status == ENT_OK;
}
