/* The game as a Gambit extensive form (.efg, version 2), written out node by node.
 *
 * Every decision is its own information set: nobody is in doubt about anything but chance. Payoffs
 * are those of the whole path: the flows of the rounds without agreement, discounted, and what it
 * ends in. Numbers are written as fractions, so that chances sum to exactly 1 and no locale has a
 * say. After a refusal the later responders are heard only where blame depends on them.
 *
 * The label of a decision is its number and the action that our equilibrium takes there, so that
 * any solver can check it. */
#include "base/diag.h"
#include "clock/decide.h"
#include "clock/labels.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCALE 1000000000000000LL

typedef struct writer {
    const ent_model *model;
    const game_form *game;
    clock_labels labels;
    clock_ahead *ahead; /* [T] filled */
    double *refusal;    /* room of a stage */
    size_t most;        /* successors of a world */
    uint32_t *to;       /* [T x most] successors along the path being written */
    double *chance;     /* [T x most] */
    char *text;
    size_t length;
    size_t room;
    size_t nodes;
    bool counting; /* nodes only, no text */
    bool too_many;
    bool no_memory;
    double flow[ENT_PRINCIPALS_MAX]; /* so far, along the path being written */
    double fade[ENT_PRINCIPALS_MAX];
} writer;

/* One point of the tree between rounds or within one. */
typedef struct place {
    size_t round;
    size_t world;
    size_t proposer;
    const double *offer; /* [P] */
    bool refused;
    uint32_t refused_fairly;
} place;

/* --- text ------------------------------------------------------------------------------------ */

__attribute__((format(printf, 2, 3))) static void put(writer *w, const char *format, ...) {
    if (w->no_memory || w->counting)
        return;
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    const size_t needed = w->length + (size_t)length + 1;
    if (needed > w->room) {
        const size_t room = 2 * needed;
        char *text = base_realloc(w->text, room);
        if (!text) {
            w->no_memory = true;
            return;
        }
        w->text = text;
        w->room = room;
    }
    va_start(arguments, format);
    vsnprintf(w->text + w->length, w->room - w->length, format, arguments);
    va_end(arguments);
    w->length += (size_t)length;
}

static bool count_node(writer *w) {
    if (w->nodes == ENT_EFG_NODES_MAX || !base_watch_step(w->game->watch, w->counting ? 4 : 64))
        w->too_many = true;
    else
        w->nodes++;
    return !w->too_many && !w->no_memory;
}

/* A number of SCALE-ths, in lowest terms. */
static void put_fraction(writer *w, long long parts) {
    long long a = llabs(parts);
    long long b = SCALE;
    while (a != 0) { /* Euclid */
        const long long rest = b % a;
        b = a;
        a = rest;
    }
    put(w, " %lld", parts / b);
    if (b < SCALE)
        put(w, "/%lld", SCALE / b);
}

static void put_end(writer *w, const double *payoff) {
    if (!count_node(w))
        return;
    put(w, "t \"n%zu\" %zu \"o%zu\" {", w->nodes, w->nodes, w->nodes);
    for (size_t p = 0; p < w->game->principals; p++) {
        const double total = w->flow[p] + w->fade[p] * payoff[p];
        put(w, "%s", p ? "," : "");
        put_fraction(w, llround(total * (double)SCALE));
    }
    put(w, " }\n");
}

typedef void put_outcome(writer *w, uint32_t outcome);

static void put_proposer(writer *w, uint32_t principal) {
    put(w, "%s", w->labels.principals[principal]);
}

static void put_world(writer *w, uint32_t world) {
    for (size_t f = 0; f < w->model->time.factors_count; f++) {
        put(w, "%s%s", f ? ", " : "",
            w->labels.levels[f][game_world_level(&w->game->world, world, f)]);
    }
}

/* Chances as fractions of SCALE; the last takes what rounding left. */
static void put_chances(writer *w, put_outcome *put_one, size_t count, const uint32_t *outcome,
                        const double *chance) {
    long long left = SCALE;
    put(w, "c \"n%zu\" %zu \"n%zu\" {", w->nodes, w->nodes, w->nodes);
    for (size_t k = 0; k < count; k++) {
        const long long share =
            k + 1 == count ? left : (long long)llround(chance[k] * (double)SCALE);
        left -= share;
        put(w, " \"");
        put_one(w, outcome[k]);
        put(w, "\"");
        put_fraction(w, share);
    }
    put(w, " } 0\n");
}

/* --- the tree: at most ENT_EFG_ROUNDS_MAX rounds deep, so that recursion is bounded
 * --------------------
 */

static void write_round(writer *w, const place *at);

static double walk_away(const writer *w, size_t p, size_t world) {
    return w->game->walk_away[p * w->game->world.states + world];
}

/* After a round without agreement: its flow, then the move of the world. */
static void write_moves(writer *w, const place *at) {
    const game_form *game = w->game;
    const uint32_t blamed = at->refused_fairly ? at->refused_fairly : 1u << at->proposer;
    const uint32_t mask = game_world_mask(&game->world, blamed);
    uint32_t *to = w->to + at->round * w->most;
    double *chance = w->chance + at->round * w->most;
    double flow[ENT_PRINCIPALS_MAX];
    double fade[ENT_PRINCIPALS_MAX];
    memcpy(flow, w->flow, sizeof flow);
    memcpy(fade, w->fade, sizeof fade);
    for (size_t f = 0; f < game->world.factors_count; f++)
        game_world_set(&game->world, f, at->round, mask);
    const size_t count = game_world_successors(&game->world, at->world, to, chance);
    for (size_t p = 0; p < game->principals; p++) {
        w->flow[p] += w->fade[p] * (1 - game->discount[p]) * walk_away(w, p, at->world);
        w->fade[p] *= game->discount[p];
    }
    if (count > 1 && count_node(w))
        put_chances(w, put_world, count, to, chance);
    for (size_t k = 0; k < count && !w->too_many; k++)
        write_round(w, &(place){.round = at->round + 1, .world = to[k]});
    memcpy(w->flow, flow, sizeof flow);
    memcpy(w->fade, fade, sizeof fade);
}

/* The decision as the solver saw it. */
static clock_stage look_at(const writer *w, const place *at) {
    clock_stage stage = {
        .game = w->game, .proposer = at->proposer, .wants_offer = true, .refusal = w->refusal};
    clock_stage_at(w->game, &w->ahead[at->round], at->round, at->world, &stage);
    return stage;
}

static void put_answer(writer *w, const place *at, size_t j) {
    if (w->counting)
        return;
    const clock_stage stage = look_at(w, at);
    const bool accepts = clock_answer(&stage, at->offer, j, at->refused, at->refused_fairly);
    put(w, "p \"n%zu %s\" %zu %zu \"n%zu\" { \"yes\" \"no\" } 0\n", w->nodes,
        accepts ? "yes" : "no", j + 1, w->nodes, w->nodes);
}

static void write_answers(writer *w, const place *at, size_t j) {
    const game_form *game = w->game;
    if (j == at->proposer)
        j++;
    if (j >= game->principals) {
        if (at->refused)
            write_moves(w, at);
        else
            put_end(w, at->offer);
        return;
    }
    if (at->refused && game->world.speakers_count == 0) {
        write_moves(w, at); /* nothing hangs on the other answers */
        return;
    }
    if (!count_node(w))
        return;
    put_answer(w, at, j);
    write_answers(w, at, j + 1);
    place refused = *at;
    const bool fair = at->offer[j] >= walk_away(w, j, at->world) - ENT_CLOCK_TIE;
    refused.refused = true;
    refused.refused_fairly |= fair ? 1u << j : 0;
    write_answers(w, &refused, j + 1);
}

typedef struct menu {
    size_t count;
    const double *utility;
    const uint32_t *const *packages;
} menu;

static menu menu_of(const game_offers *offers) {
    return offers->all_count > 0
               ? (menu){offers->all_count, offers->all, offers->all_packages}
               : (menu){offers->frontier_count, offers->frontier, offers->frontier_packages};
}

static void put_package(writer *w, const uint32_t *package) {
    for (size_t j = 0; j < w->model->issues_count; j++) {
        put(w, "%s%s", j ? " " : "", w->labels.options[j][package[j]]);
    }
}

/* What the proposer does: the number of its offer, or "pass". */
static void put_choice(writer *w, const place *at, const menu *offers) {
    if (w->counting)
        return;
    const clock_stage stage = look_at(w, at);
    clock_choice choice;
    clock_choose(&stage, &choice);
    if (choice.act == ENT_CLOCK_PASSED) {
        put(w, "pass");
        return;
    }
    size_t k = 0;
    double least = INFINITY; /* the same payoff may come by another package */
    for (size_t o = 0; o < offers->count; o++) {
        double apart = 0;
        if (!base_watch_each(w->game->watch, o, 4))
            break;
        for (size_t p = 0; p < w->game->principals; p++)
            apart += fabs(offers->utility[o * w->game->principals + p] - choice.utility[p]);
        if (apart < least) {
            least = apart;
            k = o;
        }
    }
    put(w, "%zu", k);
}

static void write_proposal(writer *w, const place *at) {
    const game_form *game = w->game;
    const menu offers = menu_of(game_offers_at(game, at->round, at->world));
    if (!count_node(w))
        return;
    put(w, "p \"n%zu ", w->nodes);
    put_choice(w, at, &offers);
    put(w, "\" %zu %zu \"n%zu\" { \"pass\"", at->proposer + 1, w->nodes, w->nodes);
    for (size_t k = 0; k < offers.count && !w->counting; k++) {
        if (!base_watch_step(w->game->watch, 64 * w->model->issues_count))
            w->too_many = true;
        put(w, " \"%zu: ", k);
        put_package(w, offers.packages[k]);
        put(w, "\"");
    }
    put(w, " } 0\n");
    write_moves(w, at);
    for (size_t k = 0; k < offers.count && !w->too_many; k++) {
        place offered = *at;
        offered.offer = offers.utility + k * game->principals;
        write_answers(w, &offered, 0);
    }
}

static void write_round(writer *w, const place *at) {
    const game_form *game = w->game;
    if (at->round == game->rounds) {
        double payoff[ENT_PRINCIPALS_MAX];
        for (size_t p = 0; p < game->principals; p++)
            payoff[p] = walk_away(w, p, at->world);
        put_end(w, payoff);
        return;
    }
    uint32_t proposers[ENT_PRINCIPALS_MAX];
    double chance[ENT_PRINCIPALS_MAX];
    size_t count = 0;
    for (uint32_t i = 0; i < game->principals; i++) {
        chance[count] = game_draw(game, at->round, i);
        proposers[count] = i;
        count += chance[count] > 0;
    }
    if (count > 1 && count_node(w))
        put_chances(w, put_proposer, count, proposers, chance);
    for (size_t k = 0; k < count && !w->too_many; k++) {
        place drawn = *at;
        drawn.proposer = proposers[k];
        write_proposal(w, &drawn);
    }
}

static void write_game(writer *w) {
    put(w, "EFG 2 R \"%s\" {", w->labels.title);
    for (size_t p = 0; p < w->game->principals; p++)
        put(w, " \"%s\"", w->labels.principals[p]);
    put(w, " }\n\"%s\"\n\n", w->labels.comment);
    for (size_t p = 0; p < w->game->principals; p++)
        w->fade[p] = 1;
    write_round(w, &(place){.round = 0});
}

static ent_status fail_limit(const ent_model *model, const char *path, const char *message,
                             ent_diags *diags) {
    const ent_place at = model->time.place;
    const char *file = at.line && at.file < model->files_count ? model->files[at.file] : NULL;
    return base_fail(diags, ENT_ERR_LIMIT, file, at.line, at.column, path, "%s", message);
}

static ent_status check_game(const writer *w, ent_diags *diags) {
    char message[128];
    snprintf(message, sizeof message, "a tree of %zu rounds is too deep; at most %d can be written",
             w->game->rounds, ENT_EFG_ROUNDS_MAX);
    if (w->game->lotteries)
        return fail_limit(w->model, "time.offers",
                          "a continuum of lotteries is no finite tree; write 'offers: packages'",
                          diags);
    return w->game->rounds > ENT_EFG_ROUNDS_MAX
               ? fail_limit(w->model, "time.rounds", message, diags)
               : ENT_OK;
}

/* --- when the tree is too large: what would fit ---------------------------------------------- */

/* Nodes do not depend on the horizon but for where they end: what was solved serves any of them. */
static bool fits(const writer *w, size_t rounds) {
    game_form game = *w->game;
    writer counter = *w;
    counter.game = &game;
    counter.counting = true;
    game.rounds = rounds;
    write_game(&counter);
    return !counter.too_many;
}

/* Most rounds whose tree fits; 0 if not even one round does. */
static size_t most_rounds(const writer *w) {
    size_t low = 0;
    size_t high = w->game->rounds; /* does not fit */
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (fits(w, middle))
            low = middle;
        else
            high = middle;
    }
    return low;
}

static ent_status fail_too_many(const writer *w, ent_diags *diags) {
    const size_t rounds = w->game->rounds;
    const size_t most = rounds > 1 ? most_rounds(w) : 0;
    char message[192];
    if (most == 0)
        snprintf(message, sizeof message,
                 "the tree of one round has more than %d nodes; fewer options or levels of the "
                 "world would do",
                 ENT_EFG_NODES_MAX);
    else
        snprintf(message, sizeof message,
                 "the tree of %zu rounds has more than %d nodes; up to %zu %s would do, or fewer "
                 "options or levels of the world",
                 rounds, ENT_EFG_NODES_MAX, most, most == 1 ? "round" : "rounds");
    return fail_limit(w->model, "time.rounds", message, diags);
}

static bool make_room(writer *w, base_arena *arena) {
    const game_form *game = w->game;
    w->most = game_world_successors_max(&game->world);
    w->to = BASE_NEW(arena, uint32_t, game->rounds * w->most);
    w->chance = BASE_NEW(arena, double, game->rounds * w->most);
    w->refusal = BASE_NEW(arena, double, clock_masks(game) * game->principals);
    return w->to && w->chance && w->refusal && clock_labels_make(&w->labels, w->model, arena);
}

/* Solve the game and keep what every round looks forward to. */
static bool solve_rounds(writer *w, base_arena *arena) {
    const game_form *game = w->game;
    const size_t layer = game->principals * game->world.states;
    clock_solution solution;
    w->ahead = BASE_NEW(arena, clock_ahead, game->rounds);
    if (!w->ahead || !clock_sweep(game, true, false, 1, arena, &solution))
        return false;
    for (size_t t = 0; t < game->rounds; t++) {
        if (!clock_ahead_init(&w->ahead[t], game, arena))
            return false;
        clock_ahead_fill(&w->ahead[t], game, t, solution.value + (t + 1) * layer, NULL);
    }
    return true;
}

static ent_status write_tree(writer *w, base_arena *arena, ent_diags *diags) {
    const ent_status status = check_game(w, diags);
    if (status)
        return status;
    if (!make_room(w, arena))
        return base_fail_memory(diags);
    base_watch_phase(w->game->watch, "game tree", 0);
    const bool does_fit = fits(w, w->game->rounds);
    if (base_watch_ended(w->game->watch))
        return base_watch_fail(w->game->watch, diags);
    if (!does_fit)
        return fail_too_many(w, diags);
    if (!solve_rounds(w, arena))
        return base_watch_fail(w->game->watch, diags);
    write_game(w);
    return w->no_memory ? base_fail_memory(diags) : ENT_OK;
}

ent_status ent_clock_export_efg(const ent_model *model, const ent_clock_options *options,
                                char **text, ent_diags *diags) {
    const ent_clock_options defaults = ENT_CLOCK_OPTIONS_INIT;
    base_arena scratch = {0};
    game_form game;
    writer w = {.model = model, .game = &game};
    ent_status status =
        game_build(&game, model, options ? options : &defaults, true, &scratch, diags);
    if (!status)
        status = write_tree(&w, &scratch, diags);
    status = base_watch_end(options ? options->watch : NULL, status, diags);
    base_arena_clear(&scratch);
    if (status) {
        free(w.text);
        return status;
    }
    *text = w.text;
    return ENT_OK;
}
