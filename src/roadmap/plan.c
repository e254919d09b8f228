/* Tables of payoffs over sets of steps, block by block. */
#include "roadmap/plan.h"

#include "model/model.h"

#include <math.h>
#include <string.h>

static uint32_t row_of(const roadmap_block *block, uint32_t set) {
    return set >> block->shift & ((UINT32_C(1) << block->bits) - 1);
}

/* Union-find over steps: `root` leads to the first step of the file in the same component. */
static uint32_t find(const uint32_t *root, uint32_t step) {
    while (root[step] != step)
        step = root[step];
    return step;
}

static void join(uint32_t *root, uint32_t a, uint32_t b) {
    a = find(root, a);
    b = find(root, b);
    root[a > b ? a : b] = a < b ? a : b;
}

static void join_pattern(const roadmap_course *course, uint32_t *root, const ent_pattern *pattern,
                         uint32_t *first) {
    for (uint32_t s = 0; s < course->steps; s++)
        for (size_t t = 0; t < pattern->count; t++) {
            if (!model_pattern_term(&course->step[s].sets, pattern->terms[t].issue))
                continue;
            if (*first == ENT_NONE)
                *first = s;
            join(root, *first, s);
        }
}

static void join_effects(const roadmap_course *course, uint32_t *root) {
    for (uint32_t s = 0; s < course->steps; s++)
        root[s] = s;
    for (uint32_t s = 0; s < course->steps; s++) {
        uint32_t first = s;
        join_pattern(course, root, &course->step[s].sets, &first);
    }
    for (size_t p = 0; p < course->parties; p++) {
        const ent_party *party = &course->model->parties[course->party[p]];
        for (size_t l = 0; l < party->linkages_count; l++) {
            uint32_t first = ENT_NONE;
            join_pattern(course, root, &party->linkages[l].when, &first);
        }
    }
    for (size_t r = 0; r < course->model->rules_count; r++) {
        uint32_t first = ENT_NONE;
        join_pattern(course, root, &course->model->rules[r].when, &first);
        join_pattern(course, root, &course->model->rules[r].then, &first);
    }
}

/* Bits of each component side by side, components in file order, packed into blocks. */
static bool lay_out(base_arena *arena, const roadmap_course *course, roadmap_plan *plan) {
    uint32_t root[ENT_ORDERS_STEPS_MAX];
    join_effects(course, root);
    plan->blocks = BASE_NEW(arena, roadmap_block, course->steps);
    if (!plan->blocks)
        return false;
    uint32_t bit = 0;
    for (uint32_t c = 0; c < course->steps; c++) {
        if (find(root, c) != c)
            continue;
        const uint32_t start = bit;
        for (uint32_t s = c; s < course->steps; s++)
            if (find(root, s) == c) {
                plan->bit_of[s] = bit;
                plan->step_of[bit++] = s;
            }
        roadmap_block *block = plan->blocks_count ? &plan->blocks[plan->blocks_count - 1] : NULL;
        if (!block || block->bits + (bit - start) > ROADMAP_BLOCK_BITS) {
            block = &plan->blocks[plan->blocks_count++];
            block->shift = start;
        }
        block->bits += bit - start;
        for (uint32_t b = start; b < bit; b++)
            plan->block_of[b] = (uint32_t)(plan->blocks_count - 1);
    }
    return true;
}

static bool is_controlled(const roadmap_course *course, uint32_t step) {
    const ent_pattern *sets = &course->step[step].sets;
    for (size_t t = 0; t < sets->count; t++)
        for (size_t p = 0; p < course->parties; p++)
            if (course->model->issues[sets->terms[t].issue].controlled_by == course->party[p])
                return true;
    return false;
}

uint64_t roadmap_plan_bytes(base_arena *arena, const roadmap_course *course) {
    roadmap_plan plan = {0};
    if (!lay_out(arena, course, &plan))
        return 0;
    uint64_t rows = 0;
    for (size_t b = 0; b < plan.blocks_count; b++)
        rows += UINT64_C(1) << plan.blocks[b].bits;
    for (uint32_t b = 0; b < course->steps; b++)
        if (is_controlled(course, plan.step_of[b]))
            rows += UINT64_C(1) << plan.blocks[plan.block_of[b]].bits;
    return rows * 2 * course->parties * sizeof(double);
}

/* Does the package break a rule that the steps of the block have to do with? */
static bool breaks_rule(const roadmap_plan *plan, const roadmap_block *block,
                        const uint32_t *package) {
    const roadmap_course *course = plan->course;
    for (size_t r = 0; r < course->model->rules_count; r++) {
        const ent_rule *rule = &course->model->rules[r];
        if (!ent_pattern_matches(&rule->when, package) ||
            (rule->then.count && ent_pattern_matches(&rule->then, package)))
            continue;
        for (uint32_t b = block->shift; b < block->shift + block->bits; b++) {
            const ent_pattern *sets = &course->step[plan->step_of[b]].sets;
            for (size_t t = 0; t < sets->count; t++)
                if (model_pattern_term(&rule->when, sets->terms[t].issue) ||
                    model_pattern_term(&rule->then, sets->terms[t].issue))
                    return true;
        }
    }
    return false;
}

static void mark_done(const roadmap_plan *plan, const roadmap_block *block, uint32_t row,
                      bool *done) {
    memset(done, 0, plan->steps * sizeof *done);
    for (uint32_t b = 0; b < block->bits; b++)
        if (row >> b & 1u)
            done[plan->step_of[block->shift + b]] = true;
}

static void fill_levels(const roadmap_plan *plan, const bool *done, uint32_t *package,
                        double *levels) {
    const roadmap_course *course = plan->course;
    roadmap_course_package(course, done, false, package);
    for (size_t p = 0; p < plan->parties; p++)
        levels[p] = roadmap_course_level(course, p, package, false) - course->walk_away[p];
    roadmap_course_package(course, done, true, package);
    for (size_t p = 0; p < plan->parties; p++)
        levels[plan->parties + p] =
            roadmap_course_level(course, p, package, true) - course->walk_away[p];
}

/* About the work of one row: two packages, and what they are worth to everybody. */
static uint64_t work_of_row(const roadmap_plan *plan) {
    return 2 * plan->parties * plan->course->model->issues_count + 4 * plan->steps;
}

static bool fill_block(base_arena *arena, roadmap_plan *plan, roadmap_block *block, bool *done,
                       uint32_t *package) {
    const uint32_t rows = UINT32_C(1) << block->bits;
    block->levels = BASE_NEW(arena, double, (size_t)rows * 2 * plan->parties);
    block->breaks = BASE_NEW(arena, bool, rows);
    if (!block->levels || !block->breaks)
        return false;
    for (uint32_t row = 0; row < rows; row++) {
        if (!base_watch_step(plan->course->watch, work_of_row(plan)))
            return false;
        mark_done(plan, block, row, done);
        fill_levels(plan, done, package, block->levels + (size_t)row * 2 * plan->parties);
        roadmap_course_package(plan->course, done, false, package);
        block->breaks[row] = breaks_rule(plan, block, package);
        plan->breaks = plan->breaks || block->breaks[row];
    }
    return true;
}

static void fill_defection(const roadmap_plan *plan, const bool *done, const bool *group,
                           uint32_t *package, const double *before, double *levels,
                           uint16_t *movers) {
    const roadmap_course *course = plan->course;
    for (size_t p = 0; p < plan->parties; p++) {
        const uint32_t party = course->party[p];
        if (!roadmap_course_has_part(course, done, group, party))
            continue;
        *movers = (uint16_t)(*movers | 1u << p);
        roadmap_course_defection(course, done, group, party, false, package);
        levels[p] =
            roadmap_course_level(course, p, package, false) - course->walk_away[p] - before[p];
        roadmap_course_defection(course, done, group, party, true, package);
        levels[plan->parties + p] = roadmap_course_level(course, p, package, true) -
                                    course->walk_away[p] - before[plan->parties + p];
    }
}

static bool fill_defections(base_arena *arena, roadmap_plan *plan, uint32_t bit, bool *done,
                            bool *group, uint32_t *package) {
    const roadmap_block *block = &plan->blocks[plan->block_of[bit]];
    const uint32_t rows = UINT32_C(1) << block->bits;
    const uint32_t self = UINT32_C(1) << (bit - block->shift);
    roadmap_defections *defections = &plan->defections[bit];
    if (!is_controlled(plan->course, plan->step_of[bit]))
        return true;
    plan->defects = true;
    defections->levels = BASE_NEW(arena, double, (size_t)rows * 2 * plan->parties);
    defections->movers = BASE_NEW(arena, uint16_t, rows);
    if (!defections->levels || !defections->movers)
        return false;
    group[plan->step_of[bit]] = true;
    for (uint32_t row = 0; row < rows; row++) {
        const size_t at = (size_t)row * 2 * plan->parties;
        if (row & self)
            continue;
        if (!base_watch_step(plan->course->watch, work_of_row(plan)))
            return false;
        mark_done(plan, block, row, done);
        fill_defection(plan, done, group, package, block->levels + at, defections->levels + at,
                       &defections->movers[row]);
    }
    group[plan->step_of[bit]] = false;
    return true;
}

static bool copy_steps(base_arena *arena, roadmap_plan *plan) {
    const roadmap_course *course = plan->course;
    double *carry = BASE_NEW(arena, double, plan->steps * plan->parties);
    plan->carry = carry;
    if (!carry)
        return false;
    for (uint32_t b = 0; b < plan->steps; b++) {
        const uint32_t step = plan->step_of[b];
        const ent_ids *after = &course->step[step].after;
        for (size_t a = 0; a < after->count; a++)
            plan->after[b] |= UINT32_C(1) << plan->bit_of[after->at[a]];
        memcpy(carry + b * plan->parties, course->carry + step * plan->parties,
               plan->parties * sizeof *carry);
    }
    return true;
}

static void set_end(roadmap_plan *plan) {
    const roadmap_course *course = plan->course;
    double interim[ENT_PRINCIPALS_MAX];
    double collapse[ENT_PRINCIPALS_MAX];
    roadmap_plan_levels(plan, plan->all, interim, collapse);
    plan->end_slack = INFINITY;
    for (size_t p = 0; p < plan->parties; p++) {
        const double more = course->deal ? course->deal[p] - collapse[p] : 0;
        plan->end[p] = course->stays ? interim[p] : collapse[p] + course->chance * more;
        if (roadmap_course_has_end(course))
            plan->end_slack = fmin(plan->end_slack, plan->end[p] - collapse[p]);
    }
}

const roadmap_plan *roadmap_plan_make(base_arena *arena, const roadmap_course *course) {
    roadmap_plan *plan = BASE_NEW(arena, roadmap_plan, 1);
    bool *done = BASE_NEW(arena, bool, course->steps);
    bool *group = BASE_NEW(arena, bool, course->steps);
    uint32_t *package = BASE_NEW(arena, uint32_t, course->model->issues_count);
    if (!plan || !done || !group || !package || !lay_out(arena, course, plan))
        return NULL;
    plan->course = course;
    plan->steps = course->steps;
    plan->parties = course->parties;
    plan->all = (UINT32_C(1) << course->steps) - 1;
    plan->defections = BASE_NEW(arena, roadmap_defections, course->steps);
    if (!plan->defections || !copy_steps(arena, plan))
        return NULL;
    for (size_t b = 0; b < plan->blocks_count; b++)
        if (!fill_block(arena, plan, &plan->blocks[b], done, package))
            return NULL;
    for (uint32_t b = 0; b < plan->steps; b++)
        if (!fill_defections(arena, plan, b, done, group, package))
            return NULL;
    set_end(plan);
    return plan;
}

void roadmap_plan_levels(const roadmap_plan *plan, uint32_t set, double *interim,
                         double *collapse) {
    const size_t parties = plan->parties;
    for (size_t p = 0; p < parties; p++)
        interim[p] = collapse[p] = plan->course->walk_away[p];
    for (size_t b = 0; b < plan->blocks_count; b++) {
        const roadmap_block *block = &plan->blocks[b];
        const double *levels = block->levels + (size_t)row_of(block, set) * 2 * parties;
        for (size_t p = 0; p < parties; p++) {
            interim[p] += levels[p];
            collapse[p] += levels[parties + p];
        }
    }
}

void roadmap_plan_collapse(const roadmap_plan *plan, uint32_t set, double *collapse) {
    const size_t parties = plan->parties;
    for (size_t p = 0; p < parties; p++)
        collapse[p] = plan->course->walk_away[p];
    for (size_t b = 0; b < plan->blocks_count; b++) {
        const roadmap_block *block = &plan->blocks[b];
        const double *levels = block->levels + (size_t)row_of(block, set) * 2 * parties + parties;
        for (size_t p = 0; p < parties; p++)
            collapse[p] += levels[p];
    }
}

bool roadmap_plan_is_possible(const roadmap_plan *plan, uint32_t set) {
    if (!plan->breaks || set == 0)
        return true;
    for (size_t b = 0; b < plan->blocks_count; b++)
        if (plan->blocks[b].breaks[row_of(&plan->blocks[b], set)])
            return false;
    return true;
}

double roadmap_plan_temptation(const roadmap_plan *plan, uint32_t set, uint32_t bit, size_t p,
                               double interim, double collapse) {
    const roadmap_defections *defections = &plan->defections[bit];
    if (!defections->movers)
        return 0;
    const uint32_t row = row_of(&plan->blocks[plan->block_of[bit]], set);
    if (!((uint32_t)defections->movers[row] >> p & 1u))
        return 0;
    const double *levels = defections->levels + (size_t)row * 2 * plan->parties;
    return roadmap_temptation(plan->carry[bit * plan->parties + p], interim + levels[p],
                              collapse + levels[plan->parties + p], collapse);
}

void roadmap_plan_rivals(const roadmap_plan *plan, uint32_t set, uint32_t bit, double *rivals) {
    double interim[ENT_PRINCIPALS_MAX];
    if (!plan->defections[bit].movers) {
        roadmap_plan_collapse(plan, set, rivals);
        return;
    }
    roadmap_plan_levels(plan, set, interim, rivals);
    for (size_t p = 0; p < plan->parties; p++)
        rivals[p] += roadmap_plan_temptation(plan, set, bit, p, interim[p], rivals[p]);
}

double roadmap_plan_walk(const roadmap_plan *plan, const uint32_t *bits) {
    double interim[ENT_PRINCIPALS_MAX];
    double before[ENT_PRINCIPALS_MAX];
    double interim_before[ENT_PRINCIPALS_MAX];
    double collapse[ENT_PRINCIPALS_MAX];
    double value[ENT_PRINCIPALS_MAX];
    double smallest = INFINITY;
    uint32_t set = plan->all;
    roadmap_plan_levels(plan, set, interim, collapse);
    memcpy(value, plan->end, plan->parties * sizeof *value);
    for (size_t k = plan->steps; k-- > 0;) {
        set &= ~(UINT32_C(1) << bits[k]);
        roadmap_plan_levels(plan, set, interim_before, before);
        for (size_t p = 0; p < plan->parties; p++) {
            const double carry = plan->carry[bits[k] * plan->parties + p];
            value[p] = (1 - carry) * interim[p] + carry * value[p];
            const double tempted =
                roadmap_plan_temptation(plan, set, bits[k], p, interim_before[p], before[p]);
            smallest = fmin(smallest, value[p] - before[p] - tempted);
            interim[p] = interim_before[p];
        }
    }
    return smallest;
}
