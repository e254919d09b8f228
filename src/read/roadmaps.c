/* Roadmaps: steps in the order they are proposed, and what completing them opens. */
#include "read/reader.h"

#include <math.h>
#include <string.h>

/* A step and what its fields need to be read. */
typedef struct step_reader {
    ent_step *step;
    const read_table *names;
} step_reader;

static void read_step_name(read_state *r, const read_cursor *at, void *out) {
    read_title(r, at, &((step_reader *)out)->step->name);
}

static void read_step_sets(read_state *r, const read_cursor *at, void *out) {
    read_package(r, at, &((step_reader *)out)->step->sets);
}

static void read_step_days(read_state *r, const read_cursor *at, void *out) {
    read_days(r, at, &((step_reader *)out)->step->lasts_days);
}

static void read_step_reversible(read_state *r, const read_cursor *at, void *out) {
    read_bool(r, at, &((step_reader *)out)->step->reversible);
}

static void read_step_after(read_state *r, const read_cursor *at, void *out) {
    step_reader *self = out;
    self->step->after = read_names(r, at, self->names);
}

static void read_step(read_state *r, const read_cursor *at, step_reader *self) {
    static const read_field FIELDS[] = {
        {"name", read_step_name, 0, true},    {"sets", read_step_sets, 0, true},
        {"lasts", read_step_days, 0, true},   {"reversible", read_step_reversible, 0, true},
        {"after", read_step_after, 0, false},
    };
    *self->step = (ent_step){.name = "", .lasts_days = (double)NAN, .place = at->place};
    READ_RECORD(r, at, FIELDS, self, &self->step->because);
}

/* The steps' names as a table: made of the nodes that hold them, as if they were keys. */
static read_table declare_steps(read_state *r, const read_cursor *at) {
    read_node names = {.kind = READ_MAPPING, .place = at->node->place};
    for (const read_node *item = at->node->first; item; item = item->next) {
        const read_node *key = read_find_key(item, "name");
        read_append_name(r, &names, key ? key->value : item);
    }
    read_cursor here = *at;
    here.node = &names;
    return read_table_index(r, &here, "step");
}

static void read_steps(read_state *r, const read_cursor *at, void *out) {
    ent_roadmap *roadmap = out;
    if (!read_is_list(r, at, "steps"))
        return;
    const size_t notes_before = r->notes_count;
    const read_table names = declare_steps(r, at);
    ent_step *steps = READ_KEEP(r, ent_step, at->node->count);
    size_t index = 0;
    for (const read_node *item = at->node->first; item; item = item->next, index++) {
        const read_cursor here = read_cursor_item(at, item, index);
        read_step(r, &here, &(step_reader){&steps[index], &names});
    }
    roadmap->steps = steps; /* with a mistake `after` may point at the wrong step */
    roadmap->steps_count = notes_before == r->notes_count ? index : 0;
}

static void read_deal(read_state *r, const read_cursor *at, void *out) {
    ent_roadmap *roadmap = out;
    const char *deal = read_scalar(r, at, "a solution or a named package");
    for (size_t s = 0; deal && s < ENT_SOLUTIONS; s++)
        if (strcmp(deal, ent_solution_name((ent_solution)s)) == 0) {
            roadmap->end_solution = (ent_solution)s;
            return;
        }
    if (!deal)
        return;
    roadmap->end_package = read_table_find(&r->packages, deal);
    if (roadmap->end_package != ENT_NONE)
        return;
    const size_t count = ENT_SOLUTIONS + r->packages.count;
    const char **known = READ_SCRATCH(r, const char *, count);
    for (size_t i = 0; i < count; i++)
        known[i] = i < ENT_SOLUTIONS ? ent_solution_name((ent_solution)i)
                                     : r->packages.names[i - ENT_SOLUTIONS];
    read_note_value(r, at, "'%s' is neither a solution nor a named package%s", read_shown(r, deal),
                    read_hint(r, deal, known, count));
}

static void read_end_chance(read_state *r, const read_cursor *at, void *out) {
    read_number(r, at, &((ent_roadmap *)out)->end_chance);
}

static void read_end(read_state *r, const read_cursor *at, void *out) {
    static const read_field FIELDS[] = {
        {"deal", read_deal, 0, true},
        {"chance", read_end_chance, 0, true},
    };
    ent_roadmap *roadmap = out;
    roadmap->has_end = true;
    roadmap->end_chance.likely.value = (double)NAN;
    READ_RECORD(r, at, FIELDS, roadmap, NULL);
}

static void read_roadmap(read_state *r, const read_cursor *at, ent_roadmap *roadmap) {
    static const read_field FIELDS[] = {
        READ_FIELD(ent_roadmap, by, read_party),
        {"steps", read_steps, 0, true},
        {"ends_in", read_end, 0, false},
    };
    *roadmap = (ent_roadmap){.key = read_copy_name(r, at->name),
                             .by = ENT_NONE,
                             .end_package = ENT_NONE,
                             .place = at->place};
    READ_RECORD(r, at, FIELDS, roadmap, &roadmap->because);
}

void read_roadmaps(read_state *r, const read_cursor *at, void *out) {
    ent_model *model = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from names to roadmaps");
    const read_table names = read_table_declare(r, &inside, "roadmap");
    ent_roadmap *roadmaps = READ_KEEP(r, ent_roadmap, names.count);
    for (size_t i = 0; i < names.count; i++) {
        const read_cursor here = read_cursor_key(&inside, names.entries[i].key);
        read_roadmap(r, &here, &roadmaps[i]);
    }
    model->roadmaps = roadmaps;
    model->roadmaps_count = names.count;
}
