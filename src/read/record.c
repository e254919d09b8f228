/* Mappings with known keys, read by tables of fields; `because`, which any mapping may carry; and
 * lists. */
#include "base/nearest.h"
#include "read/reader.h"

#include <stdio.h>
#include <string.h>

const read_node *read_find_key(const read_node *mapping, const char *name) {
    if (mapping->kind != READ_MAPPING)
        return NULL;
    for (const read_node *key = mapping->first; key; key = key->next)
        if (key->kind == READ_SCALAR && strcmp(key->text, name) == 0)
            return key;
    return NULL;
}

static ent_ids read_because(read_state *r, const read_cursor *at) {
    const read_node *key = read_find_key(at->node, "because");
    if (!key)
        return at->because;
    const read_cursor here = read_cursor_key(at, key);
    if (key->value->kind == READ_MAPPING) {
        read_note_value(
            r, &here,
            "expected claim names ('because' cites claims and cannot name anything else)");
        return at->because;
    }
    read_because_note *note = READ_SCRATCH(r, read_because_note, 1);
    *note = (read_because_note){r->becauses, read_names(r, &here, &r->claims)};
    r->becauses = note;
    r->becauses_count++;
    return note->claims;
}

read_cursor read_enter_mapping(read_state *r, const read_cursor *at, const char *expected) {
    static const char *const KINDS[] = {"text", "a list"};
    read_cursor inside = *at;
    if (at->node->kind == READ_MAPPING)
        inside.because = read_because(r, at);
    else if (at->node->kind != READ_BROKEN)
        read_note_value(r, at, "expected %s, found %s", expected,
                        at->node->kind == READ_SCALAR && at->node->length == 0
                            ? "nothing"
                            : KINDS[at->node->kind]);
    return inside;
}

static size_t find_field(const read_field *fields, size_t count, const char *name) {
    size_t f = 0;
    while (f < count && strcmp(fields[f].key, name) != 0)
        f++;
    return f;
}

static void note_unknown_key(read_state *r, const read_cursor *here, const read_field *fields,
                             size_t count) {
    const char *known[32];
    for (size_t f = 0; f < count; f++)
        known[f] = fields[f].key;
    const bool is_bare = here->node->kind == READ_SCALAR && here->node->plain &&
                         here->node->length == 0; /* as after a comma in a text between { } */
    if (strcmp(here->name, "<<") == 0)
        read_note_key(r, here, "merge keys ('<<') are not accepted (write the keys out)");
    else if (is_bare && !base_nearest(here->name, known, count, &r->hint_work))
        read_note_key(r, here, "unknown key '%s' (put quotes round text that holds a comma)",
                      read_shown(r, here->name));
    else
        read_note_key(r, here, "unknown key '%s'%s", read_shown(r, here->name),
                      read_hint(r, here->name, known, count));
}

void read_record(read_state *r, const read_cursor *at, const read_field *fields, size_t count,
                 void *out, ent_ids *because) {
    const read_cursor inside = read_enter_mapping(r, at, "a mapping");
    if (because)
        *because = inside.because;
    if (at->node->kind != READ_MAPPING)
        return;
    const read_table keys = read_table_index(r, &inside, "key");
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor here = read_cursor_key(&inside, keys.entries[i].key);
        if (find_field(fields, count, here.name) == count)
            note_unknown_key(r, &here, fields, count);
    }
    for (size_t f = 0; f < count; f++) {
        const uint32_t key = read_table_find(&keys, fields[f].key);
        if (key == ENT_NONE && fields[f].required)
            read_note_key(r, &inside, "'%s' is missing", fields[f].key);
        if (key == ENT_NONE)
            continue;
        const read_cursor here = read_cursor_key(&inside, keys.entries[key].key);
        fields[f].read(r, &here, (char *)out + fields[f].offset);
    }
}

bool read_is_list(read_state *r, const read_cursor *at, const char *expected) {
    if (at->node->kind == READ_SEQUENCE && at->node->count > 0)
        return true;
    read_note_value(r, at, "expected a list of %s, found %s", expected,
                    at->node->kind == READ_MAPPING    ? "a mapping (begin each item with '-')"
                    : at->node->kind == READ_SEQUENCE ? "an empty one"
                    : at->node->length == 0           ? "nothing"
                                                      : "text");
    return false;
}

void *read_list(read_state *r, const read_cursor *at, size_t size, const char *expected,
                read_function *read, size_t *count) {
    *count = 0;
    if (!read_is_list(r, at, expected))
        return NULL;
    *count = at->node->count;
    char *items = read_take(r, r->keep, *count, size);
    size_t index = 0;
    for (const read_node *item = at->node->first; item; item = item->next, index++) {
        const read_cursor here = read_cursor_item(at, item, index);
        read(r, &here, items + index * size);
    }
    return items;
}

void read_party_numbers(read_state *r, const read_cursor *at, void *out) {
    ent_party_numbers *numbers = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from parties to numbers");
    const read_table keys = read_table_index(r, &inside, "party");
    ent_party_number *items = READ_KEEP(r, ent_party_number, keys.count);
    size_t count = 0;
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor here = read_cursor_key(&inside, keys.entries[i].key);
        const uint32_t party = read_resolve_key(r, &here, &r->parties);
        if (party == ENT_NONE)
            continue;
        items[count].party = party;
        read_number(r, &here, &items[count++].number);
    }
    *numbers = (ent_party_numbers){count, items};
}
