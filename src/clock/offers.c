/* What can be put on the table: settlements that cross no red line.
 *
 * Without blame only efficient packages matter, and the deals engine finds them without looking at
 * the rest. With blame a package may be offered in order to be refused, and that one need not be
 * efficient: then every distinct payoff is listed, by walking the tree of partial packages. */
#include "clock/clock.h"

#include "base/diag.h"
#include "entente/deals.h"
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

typedef struct lister {
    const ent_model *model;
    size_t principals;
    size_t count;
    size_t room;
    double *utility;   /* [room x P] */
    uint32_t *package; /* [room x issues] */
} lister;

static bool make_room(lister *list) {
    if (list->count < list->room)
        return true;
    const size_t room = list->room ? 2 * list->room : 64;
    double *utility = ent_realloc(list->utility, room * list->principals * sizeof *utility);
    if (utility)
        list->utility = utility;
    uint32_t *package =
        ent_realloc(list->package, room * list->model->issues_count * sizeof *package);
    if (package)
        list->package = package;
    if (!utility || !package)
        return false;
    list->room = room;
    return true;
}

static bool can_be_offered(const ent_model *model, const uint32_t *package) {
    return ent_model_is_settlement(model, package) && ent_model_is_possible(model, package) &&
           !ent_model_crosses_red_line(model, package, NULL, NULL);
}

static bool add_package(lister *list, const uint32_t *package) {
    if (!can_be_offered(list->model, package))
        return true;
    if (!make_room(list))
        return false;
    for (size_t p = 0; p < list->principals; p++)
        list->utility[list->count * list->principals + p] =
            ent_model_utility(list->model, list->model->principals.at[p], package, true);
    memcpy(list->package + list->count * list->model->issues_count, package,
           list->model->issues_count * sizeof *package);
    list->count++;
    return true;
}

/* The options of each issue that some offer can hold: those that a settlement allows and that no
 * principal refuses by themselves. Most packages fall away with them. */
typedef struct choices {
    size_t *count;    /* [issues] */
    uint32_t *option; /* [issues x options_max] ascending */
    size_t options_max;
} choices;

static bool refuses_alone(const ent_party *party, uint32_t issue, uint32_t option) {
    for (size_t r = 0; r < party->red_lines_count; r++) {
        const ent_pattern *line = &party->red_lines[r];
        if (line->count == 1 && line->terms[0].issue == issue &&
            ent_ids_have(&line->terms[0].options, option))
            return true;
    }
    return false;
}

static bool is_open(const ent_model *model, uint32_t issue, uint32_t option) {
    const ent_term *ends =
        model->has_settlement ? ent_pattern_term(&model->settlement, issue) : NULL;
    if (ends && !ent_ids_have(&ends->options, option))
        return false;
    for (size_t p = 0; p < model->principals.count; p++)
        if (refuses_alone(&model->parties[model->principals.at[p]], issue, option))
            return false;
    return true;
}

static bool find_choices(const ent_model *model, choices *open, ent_arena *arena) {
    for (size_t j = 0; j < model->issues_count; j++)
        if (model->issues[j].options_count > open->options_max)
            open->options_max = model->issues[j].options_count;
    open->count = ENT_NEW(arena, size_t, model->issues_count);
    open->option = ENT_NEW(arena, uint32_t, model->issues_count * open->options_max);
    if (!open->count || !open->option)
        return false;
    for (uint32_t j = 0; j < model->issues_count; j++)
        for (uint32_t o = 0; o < model->issues[j].options_count; o++)
            if (is_open(model, j, o))
                open->option[j * open->options_max + open->count[j]++] = o;
    return true;
}

/* Packages before rules; SIZE_MAX if they are more than can be listed. */
static size_t count_packages(const ent_model *model, const choices *open) {
    size_t count = 1;
    for (size_t j = 0; j < model->issues_count; j++) {
        if (open->count[j] > 0 && count > CLOCK_PACKAGES_MAX / open->count[j])
            return SIZE_MAX;
        count *= open->count[j];
    }
    return count;
}

static bool list_all(lister *list, const choices *open) {
    const size_t issues = list->model->issues_count;
    if (count_packages(list->model, open) == 0)
        return true;
    uint32_t *package = ent_malloc(issues * sizeof *package);
    size_t *turn = ent_malloc(issues * sizeof *turn);
    bool fits = package && turn;
    size_t j = fits ? issues : 0;
    for (size_t k = 0; k < issues && fits; k++) {
        turn[k] = 0;
        package[k] = open->option[k * open->options_max];
    }
    while (fits && j > 0) { /* odometer: the last issue turns fastest, as in model order */
        fits = add_package(list, package);
        for (j = issues; j > 0; j--) {
            const uint32_t *options = open->option + (j - 1) * open->options_max;
            const bool turned = ++turn[j - 1] < open->count[j - 1];
            turn[j - 1] = turned ? turn[j - 1] : 0;
            package[j - 1] = options[turn[j - 1]];
            if (turned)
                break;
        }
    }
    free(package);
    free(turn);
    return fits;
}

static bool list_neighbours(lister *list, const ent_deal_set *set) {
    const ent_model *model = list->model;
    uint32_t *package = ent_malloc(model->issues_count * sizeof *package);
    if (!package)
        return false;
    bool fits = true;
    for (size_t k = 0; k < set->frontier_count && fits; k++) {
        memcpy(package, set->frontier[k].package, model->issues_count * sizeof *package);
        fits = add_package(list, package);
        for (size_t j = 0; j < model->issues_count; j++) {
            const uint32_t kept = package[j];
            for (uint32_t o = 0; o < model->issues[j].options_count && fits; o++) {
                package[j] = o;
                fits = o == kept || add_package(list, package);
            }
            package[j] = kept;
        }
    }
    free(package);
    return fits;
}

/* --- one of each payoff ---------------------------------------------------------------------- */

typedef struct entry {
    const double *utility;
    const uint32_t *package;
    size_t principals;
    size_t issues;
} entry;

static int compare_packages(const uint32_t *a, const uint32_t *b, size_t issues) {
    for (size_t j = 0; j < issues; j++)
        if (a[j] != b[j])
            return a[j] < b[j] ? -1 : 1;
    return 0;
}

static int by_package(const void *left, const void *right) {
    const entry *a = left;
    const entry *b = right;
    return compare_packages(a->package, b->package, a->issues);
}

static int by_payoff(const void *left, const void *right) {
    const entry *a = left;
    const entry *b = right;
    for (size_t p = 0; p < a->principals; p++)
        if (a->utility[p] != b->utility[p])
            return a->utility[p] < b->utility[p] ? -1 : 1;
    return by_package(left, right);
}

static bool same_payoff(const entry *a, const entry *b) {
    return memcmp(a->utility, b->utility, a->principals * sizeof *a->utility) == 0;
}

/* Keep the earliest package of each payoff, in package order. */
static bool keep_distinct(const lister *list, clock_offers *offers, ent_arena *arena) {
    const size_t P = list->principals;
    const size_t J = list->model->issues_count;
    entry *entries = ENT_NEW(arena, entry, list->count);
    if (!entries)
        return false;
    for (size_t k = 0; k < list->count; k++)
        entries[k] = (entry){list->utility + k * P, list->package + k * J, P, J};
    qsort(entries, list->count, sizeof *entries, by_payoff);
    size_t kept = 0;
    for (size_t k = 0; k < list->count; k++)
        if (kept == 0 || !same_payoff(&entries[kept - 1], &entries[k]))
            entries[kept++] = entries[k];
    qsort(entries, kept, sizeof *entries, by_package);
    double *utility = ENT_NEW(arena, double, kept *P);
    uint32_t *packages = ENT_NEW(arena, uint32_t, kept * J);
    const uint32_t **package = ENT_NEW(arena, const uint32_t *, kept);
    if (!utility || !packages || !package)
        return false;
    for (size_t k = 0; k < kept; k++) {
        memcpy(utility + k * P, entries[k].utility, P * sizeof *utility);
        memcpy(packages + k * J, entries[k].package, J * sizeof *packages);
        package[k] = packages + k * J;
    }
    offers->all_count = kept;
    offers->all = utility;
    offers->all_packages = package;
    return true;
}

static bool list_payoffs(clock_offers *offers, const ent_model *model, const ent_deal_set *set,
                         ent_arena *arena) {
    lister list = {.model = model, .principals = model->principals.count};
    choices open = {.options_max = 1};
    if (!find_choices(model, &open, arena))
        return false;
    offers->all_complete = count_packages(model, &open) != SIZE_MAX;
    const bool fits =
        (offers->all_complete ? list_all(&list, &open) : list_neighbours(&list, set)) &&
        keep_distinct(&list, offers, arena);
    free(list.utility);
    free(list.package);
    return fits;
}

/* --- the frontier ---------------------------------------------------------------------------- */

static bool copy_frontier(clock_offers *offers, const ent_deal_set *set, size_t principals,
                          size_t issues, ent_arena *arena) {
    double *utility = ENT_NEW(arena, double, set->frontier_count *principals);
    uint32_t *packages = ENT_NEW(arena, uint32_t, set->frontier_count * issues);
    const uint32_t **package = ENT_NEW(arena, const uint32_t *, set->frontier_count);
    if (!utility || !packages || !package)
        return false;
    for (size_t k = 0; k < set->frontier_count; k++) {
        memcpy(utility + k * principals, set->frontier[k].utility, principals * sizeof *utility);
        memcpy(packages + k * issues, set->frontier[k].package, issues * sizeof *packages);
        package[k] = packages + k * issues;
    }
    offers->frontier_count = set->frontier_count;
    offers->frontier = utility;
    offers->frontier_packages = package;
    return true;
}

ent_status clock_offers_list(clock_offers *offers, const ent_model *model, bool blame,
                             ent_arena *arena, ent_diags *diags) {
    const ent_deals_options options = {.any_gain = true, .exact_only = true};
    ent_deals *deals = NULL;
    const ent_status status = ent_deals_solve(model, &options, &deals, diags);
    if (status)
        return status;
    *offers = (clock_offers){.all_complete = true};
    const size_t principals = model->principals.count;
    const bool lotteries = model->time.offers == ENT_OFFERS_LOTTERIES;
    const bool fits =
        copy_frontier(offers, &deals->settlement, principals, model->issues_count, arena) &&
        (!blame || list_payoffs(offers, model, &deals->settlement, arena)) &&
        clock_offers_finish(offers, principals, lotteries, arena);
    ent_deals_free(deals);
    return fits ? ENT_OK : ent_fail_memory(diags);
}
