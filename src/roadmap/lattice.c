/* Sets of steps that an order can pass through, and how many orders there are. */
#include "roadmap/lattice.h"

#include <stdlib.h>
#include <string.h>

static bool is_unbound(const roadmap_plan *plan) {
    for (size_t b = 0; b < plan->steps; b++)
        if (plan->after[b])
            return false;
    return true;
}

/* Every set follows from smaller words, so one ascending pass reaches them all. */
static void mark_members(const roadmap_plan *plan, bool rules, uint64_t *member) {
    ent_watch *watch = plan->course->watch;
    member[0] |= 1;
    for (uint32_t set = 0; set <= plan->all && base_watch_each(watch, set, 16); set++) {
        if (!(member[set >> 6] >> (set & 63u) & 1u))
            continue;
        for (uint32_t bit = 0; bit < plan->steps; bit++) {
            const uint32_t next = set | UINT32_C(1) << bit;
            if (roadmap_plan_may_follow(plan, set, bit) &&
                (!rules || roadmap_plan_is_possible(plan, next)))
                member[next >> 6] |= UINT64_C(1) << (next & 63u);
        }
    }
}

bool roadmap_lattice_make(base_arena *arena, const roadmap_plan *plan, bool rules,
                          roadmap_lattice *lattice) {
    const size_t words = (plan->all >> 6) + 1;
    uint64_t *member = BASE_NEW(arena, uint64_t, words);
    uint32_t *before = BASE_NEW(arena, uint32_t, words);
    if (!member || !before)
        return false;
    mark_members(plan, rules && plan->breaks, member);
    uint32_t count = 0;
    for (size_t w = 0; w < words; w++) {
        before[w] = count;
        count += roadmap_bits_count(member[w]);
    }
    *lattice = (roadmap_lattice){.plan = plan,
                                 .count = count,
                                 .full = count == plan->all + 1,
                                 .member = member,
                                 .before = before};
    return !base_watch_ended(plan->course->watch);
}

bool roadmap_lattice_orders(const roadmap_lattice *lattice, base_u128 *orders) {
    const roadmap_plan *plan = lattice->plan;
    if (lattice->full && is_unbound(plan)) {
        *orders = 1;
        for (uint32_t n = 2; n <= plan->steps; n++)
            *orders *= n;
        return true;
    }
    base_u128 *ways = base_malloc(lattice->count * sizeof *ways);
    if (!ways)
        return false;
    memset(ways, 0, lattice->count * sizeof *ways);
    ways[0] = 1;
    for (uint32_t set = 0; set < plan->all; set++) {
        if (!base_watch_each(plan->course->watch, set, 16)) {
            free(ways);
            return false;
        }
        if (!roadmap_lattice_has(lattice, set))
            continue;
        const base_u128 here = ways[roadmap_lattice_index(lattice, set)];
        for (uint32_t bit = 0; bit < plan->steps; bit++) {
            const uint32_t next = set | UINT32_C(1) << bit;
            if (!roadmap_plan_may_follow(plan, set, bit) || !roadmap_lattice_has(lattice, next))
                continue;
            ways[roadmap_lattice_index(lattice, next)] += here;
        }
    }
    *orders = roadmap_lattice_has(lattice, plan->all) ? ways[lattice->count - 1] : 0;
    free(ways);
    return true;
}

const char *roadmap_orders_text(base_arena *arena, base_u128 orders) {
    const uint64_t limbs[2] = {(uint64_t)orders, (uint64_t)(orders >> 64)};
    return base_natural_text(arena, limbs, 2);
}
