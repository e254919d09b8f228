/* What can be put on the table: settlements that cross no red line.
 *
 * Without blame only efficient packages matter, and the deals engine finds them without looking at
 * the rest. With blame a package may be offered in order to be refused, and that one need not be
 * efficient: then every distinct payoff is listed, by walking the tree of partial packages. */
#include "game/game.h"

#include "base/diag.h"
#include "base/sort.h"
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

/* --- packages -------------------------------------------------------------------------------- */

typedef struct lister {
    const ent_model *model;
    ent_watch *watch;
    size_t count;
    size_t room;
    uint32_t *package; /* [room x issues] */
    bool has_interim;  /* model_has_interim */
    ent_rank rank;
} lister;

static lister lister_for(const ent_model *model, ent_rank rank, ent_watch *watch) {
    return (lister){
        .model = model, .watch = watch, .has_interim = model_has_interim(model), .rank = rank};
}

static bool make_room(lister *list) {
    if (list->count < list->room)
        return true;
    const size_t room = list->room ? 2 * list->room : 64;
    uint32_t *package =
        base_realloc(list->package, room * list->model->issues_count * sizeof *package);
    if (!package)
        return false;
    list->package = package;
    list->room = room;
    return true;
}

static bool is_status_quo(const ent_model *model, const uint32_t *package) {
    for (size_t j = 0; j < model->issues_count; j++)
        if (package[j] != 0)
            return false;
    return true;
}

static bool can_settle(const ent_model *model, ent_rank rank, const uint32_t *package) {
    for (size_t j = 0; j < model->issues_count; j++)
        if (!model_rank_settles(&model->issues[j], package[j], rank))
            return false;
    return true;
}

/* As in the deals engine: where interim agreements exist, the status quo is no agreement. */
static bool can_be_offered(const lister *list, const uint32_t *package) {
    const ent_model *model = list->model;
    return can_settle(model, list->rank, package) && ent_model_is_settlement(model, package) &&
           ent_model_is_possible(model, package) &&
           !(list->has_interim && is_status_quo(model, package)) &&
           !ent_model_crosses_red_line(model, package, NULL, NULL);
}

static bool add_package(lister *list, const uint32_t *package) {
    const size_t issues = list->model->issues_count;
    if (!base_watch_step(list->watch, issues + 16))
        return false;
    if (!can_be_offered(list, package))
        return true;
    if (!make_room(list))
        return false;
    memcpy(list->package + list->count * issues, package, issues * sizeof *package);
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
            model_ids_have(&line->terms[0].options, option))
            return true;
    }
    return false;
}

static bool is_open(const ent_model *model, ent_rank rank, uint32_t issue, uint32_t option) {
    if (!model_rank_settles(&model->issues[issue], option, rank))
        return false;
    const ent_term *ends =
        model->has_settlement ? model_pattern_term(&model->settlement, issue) : NULL;
    if (ends && !model_ids_have(&ends->options, option))
        return false;
    for (size_t p = 0; p < model->principals.count; p++)
        if (refuses_alone(&model->parties[model->principals.at[p]], issue, option))
            return false;
    return true;
}

static bool find_choices(const ent_model *model, ent_rank rank, choices *open, base_arena *arena) {
    for (size_t j = 0; j < model->issues_count; j++)
        if (model->issues[j].options_count > open->options_max)
            open->options_max = model->issues[j].options_count;
    open->count = BASE_NEW(arena, size_t, model->issues_count);
    open->option = BASE_NEW(arena, uint32_t, model->issues_count * open->options_max);
    if (!open->count || !open->option)
        return false;
    for (uint32_t j = 0; j < model->issues_count; j++)
        for (uint32_t o = 0; o < model->issues[j].options_count; o++)
            if (is_open(model, rank, j, o))
                open->option[j * open->options_max + open->count[j]++] = o;
    return true;
}

/* Packages before rules; SIZE_MAX if they are more than can be listed. */
static size_t packages_number(const ent_model *model, const choices *open) {
    size_t count = 1;
    for (size_t j = 0; j < model->issues_count; j++) {
        if (open->count[j] > 0 && count > GAME_PACKAGES_MAX / open->count[j])
            return SIZE_MAX;
        count *= open->count[j];
    }
    return count;
}

static bool list_all(lister *list, const choices *open) {
    const size_t issues = list->model->issues_count;
    if (packages_number(list->model, open) == 0)
        return true;
    uint32_t *package = base_malloc(issues * sizeof *package);
    size_t *turn = base_malloc(issues * sizeof *turn);
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

bool game_packages_list(game_packages *packages, const ent_model *model, ent_rank rank,
                        ent_watch *watch, base_arena *arena) {
    lister list = lister_for(model, rank, watch);
    choices open = {.options_max = 1};
    if (!find_choices(model, rank, &open, arena))
        return false;
    const bool complete = packages_number(model, &open) != SIZE_MAX;
    const bool fits = !complete || list_all(&list, &open);
    *packages = (game_packages){list.count, list.package, complete};
    return fits;
}

static bool list_neighbours(lister *list, const game_offers *offers) {
    const ent_model *model = list->model;
    uint32_t *package = base_malloc(model->issues_count * sizeof *package);
    if (!package)
        return false;
    bool fits = true;
    for (size_t k = 0; k < offers->frontier_count && fits; k++) {
        memcpy(package, offers->frontier_packages[k], model->issues_count * sizeof *package);
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
    size_t rank; /* in package order */
} entry;

static int by_package(const void *left, const void *right) {
    const entry *a = left;
    const entry *b = right;
    for (size_t j = 0; j < a->issues; j++)
        if (a->package[j] != b->package[j])
            return a->package[j] < b->package[j] ? -1 : 1;
    return 0;
}

static int by_payoff(const void *left, const void *right) {
    const entry *a = left;
    const entry *b = right;
    for (size_t p = 0; p < a->principals; p++)
        if (a->utility[p] != b->utility[p])
            return a->utility[p] < b->utility[p] ? -1 : 1;
    return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static bool same_payoff(const entry *a, const entry *b) {
    return memcmp(a->utility, b->utility, a->principals * sizeof *a->utility) == 0;
}

/* Mark the earliest of each payoff by its rank; how many there are. Entries are sorted by payoff.
 */
static size_t mark_distinct(const entry *entries, size_t count, bool *is_kept) {
    size_t kept = 0;
    for (size_t k = 0; k < count; k++)
        if (k == 0 || !same_payoff(&entries[k - 1], &entries[k])) {
            is_kept[entries[k].rank] = true;
            kept++;
        }
    return kept;
}

/* Copy the marked entries, which are in package order. */
static bool keep_marked(game_offers *offers, const entry *entries, const bool *is_kept, size_t kept,
                        base_arena *arena) {
    const size_t P = kept ? entries[0].principals : 0;
    const size_t J = kept ? entries[0].issues : 0;
    double *utility = BASE_NEW(arena, double, kept *P);
    uint32_t *packages = BASE_NEW(arena, uint32_t, kept * J);
    const uint32_t **package = BASE_NEW(arena, const uint32_t *, kept);
    if (!utility || !packages || !package)
        return false;
    for (size_t k = 0; offers->all_count < kept; k++) {
        if (!is_kept[k])
            continue;
        const size_t at = offers->all_count++;
        memcpy(utility + at * P, entries[k].utility, P * sizeof *utility);
        memcpy(packages + at * J, entries[k].package, J * sizeof *packages);
        package[at] = packages + at * J;
    }
    offers->all = utility;
    offers->all_packages = package;
    return true;
}

static bool keep_distinct(game_offers *offers, const ent_model *model,
                          const game_packages *packages, bool in_order, ent_watch *watch,
                          base_arena *arena) {
    const size_t P = model->principals.count;
    const size_t J = model->issues_count;
    const size_t count = packages->count;
    double *utility = BASE_NEW(arena, double, count *P);
    entry *entries = BASE_NEW(arena, entry, count);
    entry *sorted = BASE_NEW(arena, entry, count);
    bool *is_kept = BASE_NEW(arena, bool, count);
    if (!utility || !entries || !sorted || !is_kept)
        return false;
    for (size_t k = 0; k < count; k++) {
        const uint32_t *package = packages->package + k * J;
        if (!base_watch_step(watch, J * P))
            return false;
        for (size_t p = 0; p < P; p++)
            utility[k * P + p] = ent_model_utility(model, model->principals.at[p], package, true);
        entries[k] = (entry){utility + k * P, package, P, J, 0};
    }
    if (!in_order && !base_sort(entries, count, sizeof *entries, by_package, watch))
        return false;
    for (size_t k = 0; k < count; k++)
        entries[k].rank = k;
    if (count > 0)
        memcpy(sorted, entries, count * sizeof *sorted);
    if (!base_sort(sorted, count, sizeof *sorted, by_payoff, watch))
        return false;
    const size_t kept = mark_distinct(sorted, count, is_kept);
    return keep_marked(offers, entries, is_kept, kept, arena);
}

/* Too many packages: the frontier and its neighbours stand for them. */
static bool list_payoffs(game_offers *offers, const ent_model *model, ent_rank rank,
                         const game_packages *packages, ent_watch *watch, base_arena *arena) {
    offers->all_complete = packages->complete;
    if (packages->complete)
        return keep_distinct(offers, model, packages, true, watch, arena);
    lister list = lister_for(model, rank, watch);
    const bool fits = list_neighbours(&list, offers) &&
                      keep_distinct(offers, model, &(game_packages){list.count, list.package, true},
                                    false, watch, arena);
    free(list.package);
    return fits;
}

/* --- all of it ------------------------------------------------------------------------------- */

ent_status game_offers_list(game_offers *offers, const ent_model *model, ent_rank rank,
                            const game_menu *menu, const game_packages *packages, ent_watch *watch,
                            base_arena *arena, ent_diags *diags) {
    const size_t principals = model->principals.count;
    const bool lotteries = model->time.offers == ENT_OFFERS_LOTTERIES;
    *offers = (game_offers){.frontier_count = menu->count,
                            .frontier = menu->utility,
                            .frontier_packages = menu->package,
                            .all_complete = true};
    const bool fits = (!packages || list_payoffs(offers, model, rank, packages, watch, arena)) &&
                      game_offers_finish(offers, principals, lotteries, watch, arena);
    return fits ? base_watch_end(watch, ENT_OK, diags) : base_watch_fail(watch, diags);
}
