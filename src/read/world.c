/* The world: factors that change while the sides talk, and what their levels do to the parties. */
#include "read/reader.h"

#include <math.h>

/* Levels are a list of names; they are indexed as if they were keys. */
static read_table declare_levels(read_state *r, const read_cursor *factor) {
    read_table none = {.what = "level"};
    const read_node *key = read_find_key(factor->node, "levels");
    if (!key || key->value->kind != READ_SEQUENCE)
        return none;
    read_node names = {.kind = READ_MAPPING, .place = key->value->place};
    for (const read_node *item = key->value->first; item; item = item->next)
        read_append_name(r, &names, item);
    read_cursor here = read_cursor_key(factor, key);
    here.node = &names;
    return read_table_declare(r, &here, "level");
}

typedef struct factor_reader {
    ent_factor *factor;
    const read_table *levels;
} factor_reader;

static void read_levels(read_state *r, const read_cursor *at, void *out) {
    factor_reader *self = out;
    if (!read_is_list(r, at, "levels"))
        return;
    size_t index = 0;
    for (const read_node *item = at->node->first; item; item = item->next) {
        const read_cursor here = read_cursor_item(at, item, index++);
        read_scalar(r, &here, "the name of a level");
    }
    const char **levels = READ_KEEP(r, const char *, self->levels->count);
    for (size_t i = 0; i < self->levels->count; i++)
        levels[i] = read_copy_name(r, self->levels->names[i]);
    self->factor->levels = levels;
    self->factor->levels_count = self->levels->count;
}

typedef struct move_reader {
    ent_move *move;
    const read_table *levels;
} move_reader;

static void read_from(read_state *r, const read_cursor *at, void *out) {
    move_reader *self = out;
    self->move->from = read_name(r, at, self->levels);
}

static void read_to(read_state *r, const read_cursor *at, void *out) {
    move_reader *self = out;
    self->move->to = read_name(r, at, self->levels);
}

static void read_chance(read_state *r, const read_cursor *at, void *out) {
    read_number(r, at, &((move_reader *)out)->move->chance);
}

static void read_rising(read_state *r, const read_cursor *at, void *out) {
    move_reader *self = out;
    self->move->has_rising = true;
    read_number(r, at, &self->move->rising);
}

static void read_blame(read_state *r, const read_cursor *at, void *out) {
    read_party_numbers(r, at, &((move_reader *)out)->move->blame);
}

static void read_moves(read_state *r, const read_cursor *at, void *out) {
    static const read_field FIELDS[] = {
        {"from", read_from, 0, true},
        {"to", read_to, 0, true},
        {"chance", read_chance, 0, true},
        {"rising", read_rising, 0, false},
        {"when_rejected_by", read_blame, 0, false},
    };
    factor_reader *self = out;
    if (!read_is_list(r, at, "moves"))
        return;
    ent_move *moves = READ_KEEP(r, ent_move, at->node->count);
    size_t index = 0;
    for (const read_node *item = at->node->first; item; item = item->next, index++) {
        const read_cursor here = read_cursor_item(at, item, index);
        moves[index] = (ent_move){.from = ENT_NONE, .to = ENT_NONE, .place = here.place};
        moves[index].chance.likely.value = (double)NAN;
        READ_RECORD(r, &here, FIELDS, (&(move_reader){&moves[index], self->levels}), NULL);
    }
    self->factor->moves = moves;
    self->factor->moves_count = index;
}

static void read_factor(read_state *r, const read_cursor *at, const read_table *levels,
                        ent_factor *factor) {
    static const read_field FIELDS[] = {
        {"levels", read_levels, 0, true},
        {"moves", read_moves, 0, false},
    };
    *factor = (ent_factor){.key = read_copy_name(r, at->name), .place = at->place};
    READ_RECORD(r, at, FIELDS, (&(factor_reader){factor, levels}), &factor->because);
}

void read_factors(read_state *r, const read_cursor *at, void *out) {
    ent_time *time = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from names to factors");
    r->factors = read_table_declare(r, &inside, "factor");
    read_table *levels = READ_SCRATCH(r, read_table, r->factors.count);
    ent_factor *factors = READ_KEEP(r, ent_factor, r->factors.count);
    for (size_t i = 0; i < r->factors.count; i++) {
        const read_cursor here = read_cursor_key(&inside, r->factors.entries[i].key);
        levels[i] = declare_levels(r, &here);
        read_factor(r, &here, &levels[i], &factors[i]);
    }
    r->levels = levels;
    time->factors = factors;
    time->factors_count = r->factors.count;
}

static void read_when(read_state *r, const read_cursor *at, void *out) {
    ent_effect *effect = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from factors to levels");
    const read_table keys = read_table_index(r, &inside, "factor");
    ent_world_term *terms = READ_KEEP(r, ent_world_term, keys.count);
    size_t count = 0;
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor here = read_cursor_key(&inside, keys.entries[i].key);
        const uint32_t factor = read_resolve_key(r, &here, &r->factors);
        if (factor != ENT_NONE)
            terms[count++] = (ent_world_term){factor, read_names(r, &here, &r->levels[factor])};
    }
    if (at->node->kind == READ_MAPPING && keys.count == 0)
        read_note_value(r, at, "names no factor");
    effect->when = terms;
    effect->when_count = count;
}

/* Changes come nested by party and issue, and by option for values; they are counted first, since
 * the model keeps them in one array. */
typedef struct changes {
    ent_value_change *all;
    size_t count;
} changes;

static void read_change(read_state *r, const read_cursor *at, uint32_t party, uint32_t issue,
                        uint32_t option, changes *c) {
    ent_value_change *change = &c->all[c->count++];
    *change = (ent_value_change){.party = party, .issue = issue, .option = option};
    read_number(r, at, &change->number);
}

static void read_option_changes(read_state *r, const read_cursor *at, uint32_t party,
                                uint32_t issue, changes *c) {
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from options to numbers");
    const read_table keys = read_table_index(r, &inside, "option");
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor here = read_cursor_key(&inside, keys.entries[i].key);
        const uint32_t option = read_resolve_key(r, &here, &r->options[issue]);
        if (option != ENT_NONE)
            read_change(r, &here, party, issue, option, c);
    }
}

static void read_issue_changes(read_state *r, const read_cursor *at, uint32_t party, bool of_values,
                               changes *c) {
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from issues to changes");
    const read_table keys = read_table_index(r, &inside, "issue");
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor here = read_cursor_key(&inside, keys.entries[i].key);
        const uint32_t issue = read_resolve_key(r, &here, &r->issues);
        if (issue != ENT_NONE && of_values)
            read_option_changes(r, &here, party, issue, c);
        else if (issue != ENT_NONE)
            read_change(r, &here, party, issue, ENT_NONE, c);
    }
}

static void read_changes(read_state *r, const read_cursor *at, bool of_values, changes *c) {
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from parties to changes");
    const read_table keys = read_table_index(r, &inside, "party");
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor here = read_cursor_key(&inside, keys.entries[i].key);
        const uint32_t party = read_resolve_key(r, &here, &r->parties);
        if (party != ENT_NONE)
            read_issue_changes(r, &here, party, of_values, c);
    }
}

typedef struct effect_reader {
    ent_effect *effect;
    changes changes;
} effect_reader;

static void read_effect_when(read_state *r, const read_cursor *at, void *out) {
    read_when(r, at, ((effect_reader *)out)->effect);
}

static void read_effect_walk_away(read_state *r, const read_cursor *at, void *out) {
    read_party_numbers(r, at, &((effect_reader *)out)->effect->walk_away);
}

static void read_effect_values(read_state *r, const read_cursor *at, void *out) {
    read_changes(r, at, true, &((effect_reader *)out)->changes);
}

static void read_effect_weights(read_state *r, const read_cursor *at, void *out) {
    read_changes(r, at, false, &((effect_reader *)out)->changes);
}

/* Ways down `levels` mappings: room for every change in them. */
static size_t count_ways(const read_node *node, int levels) {
    if (levels == 0)
        return 1;
    size_t count = 0;
    for (const read_node *key = node->kind == READ_MAPPING ? node->first : NULL; key;
         key = key->next)
        count += count_ways(key->value, levels - 1);
    return count;
}

static ent_value_change *new_changes(read_state *r, const read_node *effect) {
    const read_node *values = read_find_key(effect, "values");
    const read_node *weights = read_find_key(effect, "weights");
    return READ_KEEP(r, ent_value_change,
                     (values ? count_ways(values->value, 3) : 0) +
                         (weights ? count_ways(weights->value, 2) : 0));
}

static void read_effect(read_state *r, const read_cursor *at, void *out) {
    static const read_field FIELDS[] = {
        {"when", read_effect_when, 0, true},
        {"walk_away", read_effect_walk_away, 0, false},
        {"values", read_effect_values, 0, false},
        {"weights", read_effect_weights, 0, false},
    };
    ent_effect *effect = out;
    effect->place = at->place;
    effect_reader self = {.effect = effect, .changes = {.all = new_changes(r, at->node)}};
    READ_RECORD(r, at, FIELDS, &self, &effect->because);
    effect->changes = self.changes.all;
    effect->changes_count = self.changes.count;
}

void read_ranks(read_state *r, const read_cursor *at, void *out) {
    ent_time *time = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from parties to ranks");
    const read_table keys = read_table_index(r, &inside, "party");
    ent_party_rank *ranks = READ_KEEP(r, ent_party_rank, keys.count);
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor here = read_cursor_key(&inside, keys.entries[i].key);
        ent_party_rank *next = &ranks[time->ranks_count];
        next->party = read_resolve_key(r, &here, &r->parties);
        read_rank(r, &here, &next->rank);
        time->ranks_count += next->party != ENT_NONE;
    }
    time->ranks = ranks;
    time->ranks_because = inside.because;
}

void read_effects(read_state *r, const read_cursor *at, void *out) {
    ent_time *time = out;
    time->effects =
        read_list(r, at, sizeof(ent_effect), "effects", read_effect, &time->effects_count);
}
