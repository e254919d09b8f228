/* Parties: roles, walk-aways, preferences, linkages and red lines, in the model's file or in one
 * of their own. */
#include "read/reader.h"

#include "base/decimal.h"

#include <math.h>
#include <string.h>

static void read_role(read_state *r, const read_cursor *at, void *out) {
    static const char *const WORDS[] = {"principal", "guarantor", "host",
                                        "mediator",  "sponsor",   "affected"};
    const size_t role = read_word(r, at, WORDS, ENT_ROLES);
    if (role < ENT_ROLES)
        *(ent_role *)out = (ent_role)role;
}

static void read_walk_away(read_state *r, const read_cursor *at, void *out) {
    ent_party *party = out;
    read_number(r, at, &party->walk_away);
    party->has_walk_away = true;
}

static void read_reservation(read_state *r, const read_cursor *at, void *out) {
    ent_scale *scale = out;
    read_point(r, at, &scale->reservation);
    scale->has_reservation = true;
}

static void read_scale(read_state *r, const read_cursor *at, void *out) {
    static const read_field FIELDS[] = {
        READ_FIELD(ent_scale, offset, read_point),
        READ_FIELD(ent_scale, factor, read_point),
        {"reservation", read_reservation, 0, false},
    };
    ent_scale *scale = out;
    *scale = (ent_scale){.given = true,
                         .offset = base_decimal_whole(0),
                         .factor = base_decimal_whole(1),
                         .place = at->place};
    READ_RECORD(r, at, FIELDS, scale, &scale->because);
}

/* Values for every option of the issue; `values` stays NULL if one is missing. */
static void read_values(read_state *r, const read_cursor *at, const read_table *options,
                        ent_preference *preference) {
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from options to values");
    if (at->node->kind != READ_MAPPING)
        return;
    const read_table keys = read_table_index(r, &inside, "option");
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor here = read_cursor_key(&inside, keys.entries[i].key);
        read_resolve_key(r, &here, options);
    }
    for (size_t o = 0; o < options->count; o++)
        if (read_table_find(&keys, options->names[o]) == ENT_NONE) {
            read_note_key(r, &inside, "no value for option '%s' (every option needs one)",
                          read_shown(r, options->names[o]));
            return;
        }
    ent_number *values = READ_KEEP(r, ent_number, options->count);
    for (size_t o = 0; o < options->count; o++) {
        const read_node *key = keys.entries[read_table_find(&keys, options->names[o])].key;
        const read_cursor here = read_cursor_key(&inside, key);
        read_number(r, &here, &values[o]);
    }
    preference->values = values;
}

typedef struct preference_parts {
    ent_preference *preference;
    const read_table *options;
} preference_parts;

static void read_weight_field(read_state *r, const read_cursor *at, void *out) {
    preference_parts *parts = out;
    read_number(r, at, &parts->preference->weight);
}

static void read_values_field(read_state *r, const read_cursor *at, void *out) {
    preference_parts *parts = out;
    read_values(r, at, parts->options, parts->preference);
}

static void read_preference(read_state *r, const read_cursor *at, const read_table *options,
                            ent_preference *preference) {
    static const read_field FIELDS[] = {
        {"weight", read_weight_field, 0, true},
        {"values", read_values_field, 0, true},
    };
    *preference = (ent_preference){.given = true, .place = at->place};
    preference->weight.likely.value = (double)NAN;
    preference_parts parts = {preference, options};
    READ_RECORD(r, at, FIELDS, &parts, &preference->because);
}

static void read_preferences(read_state *r, const read_cursor *at, void *out) {
    const ent_preference **preferences = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from issues to preferences");
    const read_table keys = read_table_index(r, &inside, "issue");
    ent_preference *all = READ_KEEP(r, ent_preference, r->issues.count);
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor here = read_cursor_key(&inside, keys.entries[i].key);
        const uint32_t issue = read_resolve_key(r, &here, &r->issues);
        if (issue != ENT_NONE)
            read_preference(r, &here, &r->options[issue], &all[issue]);
    }
    *preferences = all;
}

static void read_linkage(read_state *r, const read_cursor *at, void *out) {
    static const read_field FIELDS[] = {
        READ_REQUIRED(ent_linkage, when, read_pattern),
        READ_REQUIRED(ent_linkage, bonus, read_number),
    };
    ent_linkage *linkage = out;
    linkage->bonus.likely.value = (double)NAN;
    READ_RECORD(r, at, FIELDS, linkage, NULL);
}

static void read_linkages(read_state *r, const read_cursor *at, void *out) {
    ent_party *party = out;
    party->linkages =
        read_list(r, at, sizeof(ent_linkage), "linkages", read_linkage, &party->linkages_count);
}

static void read_red_lines(read_state *r, const read_cursor *at, void *out) {
    ent_party *party = out;
    party->red_lines =
        read_list(r, at, sizeof(ent_pattern), "red lines", read_pattern, &party->red_lines_count);
}

/* Of a party whose role is unknown nothing further can be said to be missing. */
static void assume_sound(ent_party *party) {
    party->role = ENT_PRINCIPAL;
    party->has_walk_away = true;
}

static void party_of(read_state *r, const read_cursor *at, ent_party *party) {
    static const read_field FIELDS[] = {
        READ_FIELD(ent_party, name, read_title),
        READ_REQUIRED(ent_party, role, read_role),
        {"walk_away", read_walk_away, 0, false},
        READ_FIELD(ent_party, scale, read_scale),
        READ_FIELD(ent_party, preferences, read_preferences),
        {"linkages", read_linkages, 0, false},
        {"never", read_red_lines, 0, false},
    };
    party->role = (ent_role)ENT_ROLES;
    READ_RECORD(r, at, FIELDS, party, &party->because);
    if (party->role == (ent_role)ENT_ROLES)
        assume_sound(party);
}

/* `name` next to the file that names it. */
static const char *locate(read_state *r, const read_cursor *at, const char *name) {
    const char *from = r->files[at->node->place.file];
    const char *slash = strrchr(from, '/');
    const size_t folder = slash && *name != '/' ? (size_t)(slash - from) + 1 : 0;
    const size_t length = strlen(name);
    char *path = READ_SCRATCH(r, char, folder + length + 1);
    memcpy(path, from, folder);
    memcpy(path + folder, name, length + 1);
    return path;
}

/* The root of the party's own file; NULL if it cannot be had. */
static const read_node *include(read_state *r, const read_cursor *at) {
    const size_t notes_before = r->notes_count;
    const read_table keys = read_table_index(r, at, "key");
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor other = read_cursor_key(at, keys.entries[i].key);
        if (strcmp(other.name, "file") != 0)
            read_note_key(r, &other, "with 'file' all other keys of the party are in that file");
    }
    const read_cursor here = read_cursor_key(at, read_find_key(at->node, "file"));
    if (!read_scalar(r, &here, "the name of a file") || notes_before != r->notes_count)
        return NULL;
    const char *name = here.node->raw;
    if (!r->includes) {
        read_note_value(r, &here, "files cannot be included here");
        return NULL;
    }
    const char *path = locate(r, &here, name);
    const read_node *root =
        r->parts ? read_tree_read_part(r, path, &here) : read_tree_read_file(r, path, &here);
    const read_node *nested = root ? read_find_key(root, "file") : NULL;
    if (nested)
        read_note_at(r, ENT_ERR_MODEL, &here, nested->place,
                     "an included file cannot include another");
    if (!root || nested)
        return NULL;
    if (read_find_key(root, "role"))
        return root;
    read_note_value(r, &here, "'%s' is no party's file (it gives no 'role')", read_shown(r, name));
    return NULL;
}

static void read_party_or_file(read_state *r, const read_cursor *at, ent_party *party) {
    *party = (ent_party){.key = read_copy_name(r, at->name),
                         .place = at->place,
                         .walk_away.likely.value = (double)NAN};
    party->name = party->key;
    if (!read_find_key(at->node, "file")) {
        party_of(r, at, party);
    } else {
        read_cursor inside = read_enter_mapping(r, at, "a party");
        inside.node = include(r, &inside);
        if (inside.node)
            party_of(r, &inside, party);
        else
            assume_sound(party);
    }
    if (!party->preferences)
        party->preferences = READ_KEEP(r, ent_preference, r->issues.count);
}

static void list_principals(read_state *r, ent_model *model) {
    uint32_t *at = READ_KEEP(r, uint32_t, model->parties_count);
    size_t count = 0;
    for (size_t p = 0; p < model->parties_count; p++)
        if (model->parties[p].role == ENT_PRINCIPAL)
            at[count++] = (uint32_t)p;
    model->principals = (ent_ids){count, at};
}

void read_parties_section(read_state *r, const read_cursor *at, void *out) {
    ent_model *model = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from names to parties");
    if (at->node->kind == READ_MAPPING && r->parties.count == 0)
        read_note_value(r, at, "a model needs at least two parties");
    ent_party *parties = READ_KEEP(r, ent_party, r->parties.count);
    for (size_t p = 0; p < r->parties.count; p++) {
        const read_cursor here = read_cursor_key(&inside, r->parties.entries[p].key);
        read_party_or_file(r, &here, &parties[p]);
    }
    model->parties = parties;
    model->parties_count = r->parties.count;
    list_principals(r, model);
}
