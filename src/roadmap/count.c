/* How many orders hold: labels with multiplicities, from the empty set forwards, by layers. */
#include "roadmap/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * A layer holds the labels of all sets of one size, set after set. A label is its demands and two
 * numbers of orders: `low` of them ask for no more than that, and `high` for no less. Both are
 * equal until a set has more labels than there is room for.
 */
typedef struct layer {
    double *demand;  /* [labels x parties] */
    base_u128 *low;  /* [labels] */
    base_u128 *high; /* [labels] */
    size_t count;
    size_t room;
} layer;

typedef struct counter {
    ent_watch *watch;
    const roadmap_lattice *lattice;
    const roadmap_plan *plan;
    roadmap_bounds bounds;
    layer now;
    layer next;
    layer here;      /* labels of the set being filled, before they are merged */
    uint32_t *start; /* [members] first label of the set in its layer */
    uint32_t *many;  /* [members] labels of the set */
    size_t *sorted;  /* [sorted_room] */
    size_t sorted_room;
    size_t most; /* labels a set may keep */
    uint64_t work;
    uint64_t limit; /* of that */
    size_t labels_max;
} counter;

static bool grow(layer *self, size_t parties) {
    const size_t room = self->room ? 2 * self->room : 256;
    double *demand = base_realloc(self->demand, room * parties * sizeof *demand);
    if (demand)
        self->demand = demand;
    base_u128 *low = demand ? base_realloc(self->low, room * sizeof *low) : NULL;
    if (low)
        self->low = low;
    base_u128 *high = low ? base_realloc(self->high, room * sizeof *high) : NULL;
    if (!high)
        return false;
    self->high = high;
    self->room = room;
    return true;
}

static bool push(layer *self, size_t parties, const double *demand, base_u128 low, base_u128 high) {
    if (self->count == self->room && !grow(self, parties))
        return false;
    memcpy(self->demand + self->count * parties, demand, parties * sizeof *demand);
    self->low[self->count] = low;
    self->high[self->count++] = high;
    return true;
}

static void clear(layer *self) {
    free(self->demand);
    free(self->low);
    free(self->high);
    *self = (layer){0};
}

static int compare_demands(const double *a, const double *b, size_t parties) {
    for (size_t p = 0; p < parties; p++)
        if (a[p] < b[p] || a[p] > b[p])
            return a[p] < b[p] ? -1 : 1;
    return 0;
}

/* Heap sort of label numbers by demand: in place, the same on every platform. */
static bool comes_after(const counter *self, size_t a, size_t b) {
    const size_t parties = self->plan->parties;
    return compare_demands(self->here.demand + a * parties, self->here.demand + b * parties,
                           parties) > 0;
}

static void sift(const counter *self, size_t *heap, size_t root, size_t count) {
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && comes_after(self, heap[child + 1], heap[child]))
            child++;
        if (!comes_after(self, heap[child], heap[root]))
            return;
        const size_t swapped = heap[root];
        heap[root] = heap[child];
        heap[child] = swapped;
    }
}

static bool sort_labels(counter *self) {
    const size_t count = self->here.count;
    if (count > self->sorted_room) {
        size_t *sorted = base_realloc(self->sorted, 2 * count * sizeof *sorted);
        if (!sorted)
            return false;
        self->sorted = sorted;
        self->sorted_room = 2 * count;
    }
    for (size_t i = 0; i < count; i++)
        self->sorted[i] = i;
    for (size_t root = count / 2; root-- > 0 && base_watch_each(self->watch, root, 8);)
        sift(self, self->sorted, root, count);
    for (size_t last = count; last-- > 1 && base_watch_each(self->watch, last, 32);) {
        const size_t swapped = self->sorted[0];
        self->sorted[0] = self->sorted[last];
        self->sorted[last] = swapped;
        sift(self, self->sorted, 0, last);
    }
    return !base_watch_ended(self->watch);
}

/* Append the labels of `here` in order to the next layer, equal demands as one. */
static bool merge_equal(counter *self) {
    const size_t parties = self->plan->parties;
    const size_t first = self->next.count;
    for (size_t i = 0; i < self->here.count; i++) {
        const size_t label = self->sorted[i];
        if (!base_watch_each(self->watch, i, parties))
            return false;
        const double *demand = self->here.demand + label * parties;
        const size_t last = self->next.count - 1;
        if (self->next.count > first &&
            compare_demands(self->next.demand + last * parties, demand, parties) == 0) {
            self->next.low[last] += self->here.low[label];
            self->next.high[last] += self->here.high[label];
        } else if (!push(&self->next, parties, demand, self->here.low[label],
                         self->here.high[label])) {
            return false;
        }
    }
    return true;
}

/* One label that asks for the most of a group carries its lower count, one for the least its
 * upper count. */
static bool push_group(counter *self, const layer *from, size_t begin, size_t end, layer *to) {
    const size_t parties = self->plan->parties;
    double most[ENT_PRINCIPALS_MAX];
    double least[ENT_PRINCIPALS_MAX];
    base_u128 low = 0;
    base_u128 high = 0;
    for (size_t i = begin; i < end; i++) {
        for (size_t p = 0; p < parties; p++) {
            const double demand = from->demand[i * parties + p];
            most[p] = i == begin ? demand : fmax(most[p], demand);
            least[p] = i == begin ? demand : fmin(least[p], demand);
        }
        low += from->low[i];
        high += from->high[i];
    }
    if (end - begin == 1)
        return push(to, parties, most, low, high);
    return push(to, parties, least, 0, high) && push(to, parties, most, low, 0);
}

/* Neighbours in the order of demands share a label until no more than `most` are left. */
static bool squeeze(counter *self, size_t first) {
    const size_t parties = self->plan->parties;
    const size_t count = self->next.count - first;
    if (count <= self->most)
        return true;
    const size_t groups = self->most / 2;
    self->here.count = 0;
    for (size_t g = 0; g < groups; g++)
        if (!push_group(self, &self->next, first + count * g / groups,
                        first + count * (g + 1) / groups, &self->here))
            return false;
    self->next.count = first;
    for (size_t i = 0; i < self->here.count; i++)
        if (!push(&self->next, parties, self->here.demand + i * parties, self->here.low[i],
                  self->here.high[i]))
            return false;
    return true;
}

/* Bring the labels of `set` without `bit` to `set`. */
static bool pull(counter *self, uint32_t set, uint32_t bit) {
    const roadmap_plan *plan = self->plan;
    const size_t parties = plan->parties;
    const uint32_t from = set & ~(UINT32_C(1) << bit);
    if (!roadmap_plan_may_follow(plan, from, bit) || !roadmap_lattice_has(self->lattice, from))
        return true;
    const size_t source = roadmap_lattice_index(self->lattice, from);
    const size_t target = roadmap_lattice_index(self->lattice, set);
    const double *high = roadmap_bounds_high(&self->bounds, target);
    const double *low = roadmap_bounds_low(&self->bounds, target);
    double rivals[ENT_PRINCIPALS_MAX];
    if (self->many[source])
        roadmap_plan_rivals(plan, from, bit, rivals);
    for (size_t i = 0; i < self->many[source]; i++) {
        const size_t label = self->start[source] + i;
        double demand[ENT_PRINCIPALS_MAX];
        if (self->work >= self->limit || !base_watch_each(self->watch, i, 4 * parties))
            return false;
        bool dead = !roadmap_demand_after(plan, self->bounds.threshold, bit, rivals,
                                          roadmap_bounds_interim(&self->bounds, target),
                                          self->now.demand + label * parties, demand);
        self->work++;
        for (size_t p = 0; p < parties && !dead; p++) {
            dead = demand[p] > high[p];
            if (demand[p] <= low[p])
                demand[p] = -INFINITY;
        }
        if (!dead &&
            !push(&self->here, parties, demand, self->now.low[label], self->now.high[label]))
            return false;
    }
    return true;
}

static bool fill_set(counter *self, uint32_t set) {
    const size_t index = roadmap_lattice_index(self->lattice, set);
    const size_t first = self->next.count;
    self->start[index] = (uint32_t)first;
    self->many[index] = 0;
    if (!base_watch_step(self->watch, self->plan->steps))
        return false;
    if (roadmap_bounds_dead(&self->bounds, index))
        return true;
    self->here.count = 0;
    for (uint32_t bit = 0; bit < self->plan->steps; bit++)
        if (set >> bit & 1u && !pull(self, set, bit))
            return false;
    if (!sort_labels(self) || !merge_equal(self) || !squeeze(self, first))
        return false;
    self->many[index] = (uint32_t)(self->next.count - first);
    return true;
}

/* The next larger word with as many bits (Gosper). */
static uint32_t next_of_size(uint32_t set) {
    const uint32_t least = set & (0u - set);
    const uint32_t carried = set + least;
    return carried | ((set ^ carried) / least) >> 2;
}

static size_t count_of_size(const counter *self, size_t size) {
    size_t count = 0;
    for (uint32_t set = (UINT32_C(1) << size) - 1; set <= self->plan->all; set = next_of_size(set))
        count += roadmap_lattice_has(self->lattice, set);
    return count;
}

static bool fill_layer(counter *self, size_t size, uint64_t labels_limit) {
    const size_t sets = count_of_size(self, size);
    const uint64_t most = sets ? labels_limit / sets : 2;
    self->most = most < 2 ? 2 : most > UINT32_MAX / 2 ? UINT32_MAX / 2 : (size_t)most;
    self->next.count = 0;
    for (uint32_t set = (UINT32_C(1) << size) - 1; set <= self->plan->all; set = next_of_size(set))
        if (roadmap_lattice_has(self->lattice, set) && !fill_set(self, set))
            return false;
    if (self->now.count + self->next.count > self->labels_max)
        self->labels_max = self->now.count + self->next.count;
    const layer done = self->now;
    self->now = self->next;
    self->next = done;
    return true;
}

static bool run(counter *self, uint64_t labels_limit) {
    double none[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < self->plan->parties; p++)
        none[p] = -INFINITY;
    if (!push(&self->now, self->plan->parties, none, 1, 1))
        return false;
    self->start[0] = 0;
    self->many[0] = 1;
    for (size_t size = 1; size <= self->plan->steps; size++) {
        base_watch_part(self->watch, size);
        if (!fill_layer(self, size, labels_limit))
            return false;
    }
    return true;
}

static void add_up(const layer *last, base_u128 *low, base_u128 *high) {
    *low = *high = 0;
    for (size_t i = 0; i < last->count; i++) {
        *low += last->low[i];
        *high += last->high[i];
    }
}

/* Each set that leads on has at least one label, to be looked at by about every second step. */
static bool is_too_long(const counter *self) {
    uint64_t alive = 0;
    for (size_t index = 0; index < self->lattice->count; index++)
        alive += !roadmap_bounds_dead(&self->bounds, index);
    return alive * self->plan->steps / 2 > self->limit;
}

/* False if out of memory. */
static bool count_labels(counter *self, uint64_t labels_limit, base_u128 all, base_u128 *low,
                         base_u128 *high) {
    self->start = base_malloc(self->lattice->count * sizeof *self->start);
    self->many = base_malloc(self->lattice->count * sizeof *self->many);
    if (!self->start || !self->many)
        return false;
    if (run(self, labels_limit)) {
        add_up(&self->now, low, high);
        return true;
    }
    *low = 0;
    *high = all;
    return self->work >= self->limit;
}

bool roadmap_search_count(roadmap_search *search, base_u128 all, base_u128 *low, base_u128 *high) {
    const roadmap_lattice *lattice = search->lattice;
    counter self = {.watch = lattice->plan->course->watch,
                    .lattice = lattice,
                    .plan = lattice->plan,
                    .limit = search->count_limit};
    base_watch_phase(self.watch, "orders that hold", lattice->plan->steps);
    if (!roadmap_bounds_make(lattice, -ENT_SLACK_TOLERANCE, ROADMAP_BOUNDS_TO_COUNT, &self.bounds))
        return false;
    const bool is_open = !self.bounds.safe[0] && !roadmap_bounds_dead(&self.bounds, 0);
    *low = self.bounds.safe[0] ? all : 0;
    *high = self.bounds.safe[0] || is_open ? all : 0;
    const bool ok =
        !is_open || is_too_long(&self) || count_labels(&self, search->labels_limit, all, low, high);
    search->work += self.work;
    search->labels_max = self.labels_max;
    clear(&self.now);
    clear(&self.next);
    clear(&self.here);
    free(self.start);
    free(self.many);
    free(self.sorted);
    roadmap_bounds_clear(&self.bounds);
    return ok;
}
