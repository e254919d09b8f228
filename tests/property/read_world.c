/* Chances of the world, against every round and every set of blamed parties played through.
 *
 * Random factors with chances in thousandths are written as text and read; the reader must accept
 * exactly those in which no chance and no sum of chances ever leaves 0 to 1. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/read.h"

#include <stdio.h>
#include <string.h>

enum { LEVELS = 3, MOVES_MAX = 4, PARTIES_MAX = 3, CASES = 3000 };

typedef struct move {
    int from;
    int to;
    int chance; /* in thousandths, as all numbers here */
    int rising;
    int blame[PARTIES_MAX];
} move;

typedef struct world {
    int parties;
    int rounds;
    int moves_count;
    move moves[MOVES_MAX];
} world;

static uint64_t seed;

static int draw(int low, int high) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (int)((seed >> 33) % (uint64_t)(high - low + 1));
}

static world draw_world(void) {
    world w = {.parties = draw(2, 3), .rounds = draw(1, 6), .moves_count = draw(1, MOVES_MAX)};
    const int first = draw(0, LEVELS * (LEVELS - 1) - 1);
    for (int i = 0; i < w.moves_count; i++) {
        const int pair = (first + i) % (LEVELS * (LEVELS - 1)); /* distinct pairs, from != to */
        move *m = &w.moves[i];
        m->from = pair / (LEVELS - 1);
        m->to = (m->from + 1 + pair % (LEVELS - 1)) % LEVELS;
        m->chance = 50 * draw(0, 14);
        m->rising = draw(0, 1) ? 25 * draw(-4, 6) : 0;
        for (int p = 0; p < w.parties; p++)
            m->blame[p] = draw(0, 2) ? 0 : 50 * draw(0, 6);
    }
    return w;
}

static int chance_of(const move *m, int parties, int round, unsigned blamed) {
    int largest = 0;
    for (int p = 0; p < parties; p++)
        if (blamed >> p & 1 && m->blame[p] > largest)
            largest = m->blame[p];
    return m->chance + round * m->rising + largest;
}

/* Of two principals one answers, so at most one is blamed; of three any number may be. */
static bool can_be_blamed(const world *w, unsigned blamed) {
    return w->parties > 2 || blamed != 3;
}

static bool is_sound(const world *w) {
    for (int round = 0; round < w->rounds; round++)
        for (unsigned blamed = 0; blamed < 1u << w->parties; blamed++) {
            int sums[LEVELS] = {0};
            for (int i = 0; i < w->moves_count && can_be_blamed(w, blamed); i++) {
                const int chance = chance_of(&w->moves[i], w->parties, round, blamed);
                sums[w->moves[i].from] += chance;
                if (chance < 0 || chance > 1000)
                    return false;
            }
            for (int l = 0; l < LEVELS; l++)
                if (sums[l] > 1000)
                    return false;
        }
    return true;
}

static void write_world(const world *w, char *text, size_t size) {
    size_t used = (size_t)snprintf(text, size,
                                   "entente: 1\ntitle: T\nissues: {i: {options: {x: , y: }}}\n"
                                   "parties:\n");
    for (int p = 0; p < w->parties; p++)
        used += (size_t)snprintf(text + used, size - used,
                                 "  p%d: {role: principal, walk_away: 0}\n", p);
    used += (size_t)snprintf(text + used, size - used,
                             "time:\n  rounds: %d\n  world:\n    f:\n      levels: [l0, l1, l2]\n"
                             "      moves:\n",
                             w->rounds);
    for (int i = 0; i < w->moves_count; i++) {
        const move *m = &w->moves[i];
        used += (size_t)snprintf(text + used, size - used,
                                 "        - {from: l%d, to: l%d, chance: %de-3, rising: %de-3, "
                                 "when_rejected_by: {",
                                 m->from, m->to, m->chance, m->rising);
        for (int p = 0; p < w->parties; p++)
            used += (size_t)snprintf(text + used, size - used, "%sp%d: %de-3", p ? ", " : "", p,
                                     m->blame[p]);
        used += (size_t)snprintf(text + used, size - used, "}}\n");
    }
}

static void chances_hold_in_every_round(void **state) {
    (void)state;
    int sound = 0;
    for (int i = 0; i < CASES; i++) {
        seed = (uint64_t)i;
        const world w = draw_world();
        char text[4000];
        write_world(&w, text, sizeof text);
        ent_model *model = NULL;
        const ent_status status =
            ent_model_read_text("world", text, strlen(text), false, NULL, &model, NULL);
        ent_model_free(model);
        if ((status == ENT_OK) != is_sound(&w))
            fail_msg("seed %d: %s\n%s", i, ent_status_name(status), text);
        sound += status == ENT_OK;
    }
    assert_in_range(sound, CASES / 10, CASES - CASES / 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chances_hold_in_every_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
