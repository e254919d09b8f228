/* Roadmaps: steps in the order they are proposed, and what completing them opens. */
#include "read/reader.h"

#include <math.h>
#include <string.h>

/* A step and what its fields need to be read. */
typedef struct step_reader {
    ent_step *step;
    const ent_table *names;
} step_reader;

static void read_step_name(ent_reader *r, const ent_cursor *at, void *out) {
    ent_read_text(r, at, &((step_reader *)out)->step->name);
}

static void read_step_sets(ent_reader *r, const ent_cursor *at, void *out) {
    ent_read_package(r, at, &((step_reader *)out)->step->sets);
}

static void read_step_days(ent_reader *r, const ent_cursor *at, void *out) {
    ent_read_days(r, at, &((step_reader *)out)->step->lasts_days);
}

static void read_step_reversible(ent_reader *r, const ent_cursor *at, void *out) {
    ent_read_bool(r, at, &((step_reader *)out)->step->reversible);
}

static void read_step_after(ent_reader *r, const ent_cursor *at, void *out) {
    step_reader *self = out;
    self->step->after = ent_read_names(r, at, self->names);
}

static void read_step(ent_reader *r, const ent_cursor *at, step_reader *self) {
    static const ent_field FIELDS[] = {
        {"name", read_step_name, 0, true},    {"sets", read_step_sets, 0, true},
        {"lasts", read_step_days, 0, true},   {"reversible", read_step_reversible, 0, true},
        {"after", read_step_after, 0, false},
    };
    *self->step = (ent_step){.name = "", .lasts_days = (double)NAN, .place = at->place};
    ENT_READ_RECORD(r, at, FIELDS, self, &self->step->because);
}

/* The steps' names as a table: made of the nodes that hold them, as if they were keys. */
static ent_table declare_steps(ent_reader *r, const ent_cursor *at) {
    ent_node names = {.kind = ENT_MAPPING, .place = at->node->place};
    for (const ent_node *item = at->node->first; item; item = item->next) {
        const ent_node *key = ent_find_key(item, "name");
        ent_append_name(r, &names, key ? key->value : item);
    }
    ent_cursor here = *at;
    here.node = &names;
    return ent_table_index(r, &here, "step");
}

static void read_steps(ent_reader *r, const ent_cursor *at, void *out) {
    ent_roadmap *roadmap = out;
    if (!ent_is_list(r, at, "steps"))
        return;
    const size_t notes_before = r->notes_count;
    const ent_table names = declare_steps(r, at);
    ent_step *steps = ENT_KEEP(r, ent_step, at->node->count);
    size_t index = 0;
    for (const ent_node *item = at->node->first; item; item = item->next, index++) {
        const ent_cursor here = ent_cursor_item(at, item, index);
        read_step(r, &here, &(step_reader){&steps[index], &names});
    }
    roadmap->steps = steps; /* with a mistake `after` may point at the wrong step */
    roadmap->steps_count = notes_before == r->notes_count ? index : 0;
}

static void read_deal(ent_reader *r, const ent_cursor *at, void *out) {
    ent_roadmap *roadmap = out;
    const char *deal = ent_scalar(r, at, "a solution or a named package");
    for (size_t s = 0; deal && s < ENT_SOLUTIONS; s++)
        if (strcmp(deal, ent_solution_name((ent_solution)s)) == 0) {
            roadmap->end_solution = (ent_solution)s;
            return;
        }
    if (!deal)
        return;
    roadmap->end_package = ent_table_find(&r->packages, deal);
    if (roadmap->end_package != ENT_NONE)
        return;
    const size_t count = ENT_SOLUTIONS + r->packages.count;
    const char **known = ENT_SCRATCH(r, const char *, count);
    for (size_t i = 0; i < count; i++)
        known[i] = i < ENT_SOLUTIONS ? ent_solution_name((ent_solution)i)
                                     : r->packages.names[i - ENT_SOLUTIONS];
    ent_note_value(r, at, "'%s' is neither a solution nor a named package%s",
                   ent_reader_shown(r, deal), ent_hint(r, deal, known, count));
}

static void read_end_chance(ent_reader *r, const ent_cursor *at, void *out) {
    ent_read_number(r, at, &((ent_roadmap *)out)->end_chance);
}

static void read_end(ent_reader *r, const ent_cursor *at, void *out) {
    static const ent_field FIELDS[] = {
        {"deal", read_deal, 0, true},
        {"chance", read_end_chance, 0, true},
    };
    ent_roadmap *roadmap = out;
    roadmap->has_end = true;
    roadmap->end_chance.likely.value = (double)NAN;
    ENT_READ_RECORD(r, at, FIELDS, roadmap, NULL);
}

static void read_roadmap(ent_reader *r, const ent_cursor *at, ent_roadmap *roadmap) {
    static const ent_field FIELDS[] = {
        ENT_FIELD(ent_roadmap, by, ent_read_party),
        {"steps", read_steps, 0, true},
        {"ends_in", read_end, 0, false},
    };
    *roadmap = (ent_roadmap){.key = ent_reader_name(r, at->name),
                             .by = ENT_NONE,
                             .end_package = ENT_NONE,
                             .place = at->place};
    ENT_READ_RECORD(r, at, FIELDS, roadmap, &roadmap->because);
}

void ent_read_roadmaps(ent_reader *r, const ent_cursor *at, void *out) {
    ent_model *model = out;
    const ent_cursor inside = ent_enter_mapping(r, at, "a mapping from names to roadmaps");
    const ent_table names = ent_table_declare(r, &inside, "roadmap");
    ent_roadmap *roadmaps = ENT_KEEP(r, ent_roadmap, names.count);
    for (size_t i = 0; i < names.count; i++) {
        const ent_cursor here = ent_cursor_key(&inside, names.entries[i].key);
        read_roadmap(r, &here, &roadmaps[i]);
    }
    model->roadmaps = roadmaps;
    model->roadmaps_count = names.count;
}
