/* Issues, options and parties as the importers collect them. */
#include "import/import.h"

#include <math.h>
#include <string.h>

bool import_party_make(importer *self, const import_domain *domain, import_party *party) {
    party->weights = BASE_NEW(self->arena, ent_decimal, domain->issues_count);
    party->values = BASE_NEW(self->arena, ent_decimal *, domain->issues_count);
    if (!party->weights || !party->values)
        return import_fail_memory(self);
    party->bias = base_decimal_whole(0);
    party->discount = 1;
    for (size_t j = 0; j < domain->issues_count; j++) {
        party->weights[j] = base_decimal_whole(0);
        party->values[j] = BASE_NEW(self->arena, ent_decimal, domain->issues[j].options_count);
        if (!party->values[j])
            return import_fail_memory(self);
        for (size_t o = 0; o < domain->issues[j].options_count; o++)
            party->values[j][o] = base_decimal_whole(0);
    }
    return true;
}

static bool make_options(importer *self, import_issue *issue, size_t count) {
    issue->options_count = count;
    issue->options = BASE_NEW(self->arena, import_option, count);
    return issue->options || import_fail_memory(self);
}

ent_decimal import_into_unit(ent_decimal number) {
    return number.value < 0   ? base_decimal_whole(0)
           : number.value > 1 ? base_decimal_whole(1)
                              : number;
}

static bool set_number(importer *self, import_issue *issue, size_t option, ent_decimal number) {
    char text[BASE_DECIMAL_TEXT];
    base_decimal_print(number, text);
    const char *copy = base_arena_copy(self->arena, text, strlen(text));
    if (!copy)
        return import_fail_memory(self);
    issue->options[option] =
        (import_option){.text = copy, .is_number = true, .number = number, .place = issue->place};
    return true;
}

bool import_range(importer *self, import_issue *issue, ent_decimal low, ent_decimal high,
                  ent_decimal step) {
    if (high.value < low.value)
        return import_fail(self, ENT_ERR_MODEL, &issue->place,
                           "the range of '%s' ends at %g, below its start %g", issue->name,
                           high.value, low.value);
    if (!(step.value > 0))
        return import_fail(self, ENT_ERR_MODEL, &issue->place,
                           "the range of '%s' has the step %g; it must be above 0", issue->name,
                           step.value);
    /* a step that the range is no multiple of ends below `high` */
    const double steps = floor((high.value - low.value) / step.value * (1 + 1e-12) + 1e-9);
    if (!(steps < ENT_OPTIONS_MAX))
        return import_fail(self, ENT_ERR_LIMIT, &issue->place,
                           "'%s' has more than %d options (%g to %g)", issue->name, ENT_OPTIONS_MAX,
                           low.value, high.value);
    if (!make_options(self, issue, (size_t)steps + 1))
        return false;
    for (size_t o = 0; o < issue->options_count; o++)
        if (!set_number(
                self, issue, o,
                base_decimal_add(low, base_decimal_multiply(step, base_decimal_whole((int64_t)o)))))
            return false;
    return true;
}

bool import_grid(importer *self, import_issue *issue, ent_decimal low, ent_decimal high,
                 size_t steps) {
    if (!(high.value > low.value))
        return import_fail(self, ENT_ERR_MODEL, &issue->place,
                           "the range of '%s' ends at %g; it must be above its start %g",
                           issue->name, high.value, low.value);
    if (steps < 2 || steps > ENT_OPTIONS_MAX)
        return import_fail(self, ENT_ERR_LIMIT, &issue->place,
                           "'%s' is cut into %zu points; 2 to %d are possible", issue->name, steps,
                           ENT_OPTIONS_MAX);
    if (!make_options(self, issue, steps))
        return false;
    const ent_decimal width = base_decimal_subtract(high, low);
    for (size_t o = 0; o < steps; o++) {
        const ent_decimal share =
            base_decimal_divide(base_decimal_multiply(width, base_decimal_whole((int64_t)o)),
                                base_decimal_whole((int64_t)steps - 1));
        if (!set_number(self, issue, o, base_decimal_add(low, share)))
            return false;
    }
    import_warn(self, &issue->place, "'%s' takes any number from %g to %g; cut into %zu points",
                issue->name, low.value, high.value, steps);
    return true;
}

bool import_check_sizes(importer *self, const import_domain *domain) {
    if (domain->issues_count == 0)
        return import_fail(self, ENT_ERR_MODEL, NULL, "'%s' has no issues", domain->name);
    if (domain->issues_count > ENT_ISSUES_MAX)
        return import_fail(self, ENT_ERR_LIMIT, NULL, "'%s' has %zu issues; at most %d",
                           domain->name, domain->issues_count, ENT_ISSUES_MAX);
    for (size_t j = 0; j < domain->issues_count; j++) {
        const import_issue *issue = &domain->issues[j];
        if (issue->options_count == 0)
            return import_fail(self, ENT_ERR_MODEL, &issue->place, "issue '%s' has no options",
                               issue->name);
        if (issue->options_count > ENT_OPTIONS_MAX)
            return import_fail(self, ENT_ERR_LIMIT, &issue->place,
                               "issue '%s' has %zu options; at most %d", issue->name,
                               issue->options_count, ENT_OPTIONS_MAX);
    }
    return true;
}

uint32_t import_find_option(const import_issue *issue, const char *text, size_t near) {
    if (near < issue->options_count && !strcmp(issue->options[near].text, text))
        return (uint32_t)near;
    for (size_t o = 0; o < issue->options_count; o++)
        if (!strcmp(issue->options[o].text, text))
            return (uint32_t)o;
    return ENT_NONE;
}

uint32_t import_find_issue(const import_domain *domain, const char *name, size_t near) {
    if (near < domain->issues_count && !strcmp(domain->issues[near].name, name))
        return (uint32_t)near;
    for (size_t j = 0; j < domain->issues_count; j++)
        if (!strcmp(domain->issues[j].name, name))
            return (uint32_t)j;
    return ENT_NONE;
}
