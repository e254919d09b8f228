/* Mappings with known keys, read by tables of fields; `because`, which any mapping may carry; and
 * lists. */
#include "base/nearest.h"
#include "read/reader.h"

#include <stdio.h>
#include <string.h>

const ent_node *ent_find_key(const ent_node *mapping, const char *name) {
    if (mapping->kind != ENT_MAPPING)
        return NULL;
    for (const ent_node *key = mapping->first; key; key = key->next)
        if (key->kind == ENT_SCALAR && strcmp(key->text, name) == 0)
            return key;
    return NULL;
}

static ent_ids read_because(ent_reader *r, const ent_cursor *at) {
    const ent_node *key = ent_find_key(at->node, "because");
    if (!key)
        return at->because;
    const ent_cursor here = ent_cursor_key(at, key);
    if (key->value->kind == ENT_MAPPING) {
        ent_note_value(
            r, &here,
            "expected claim names ('because' cites claims and cannot name anything else)");
        return at->because;
    }
    ent_because_note *note = ENT_SCRATCH(r, ent_because_note, 1);
    *note = (ent_because_note){r->becauses, ent_read_names(r, &here, &r->claims)};
    r->becauses = note;
    r->becauses_count++;
    return note->claims;
}

ent_cursor ent_enter_mapping(ent_reader *r, const ent_cursor *at, const char *expected) {
    static const char *const KINDS[] = {"text", "a list"};
    ent_cursor inside = *at;
    if (at->node->kind == ENT_MAPPING)
        inside.because = read_because(r, at);
    else if (at->node->kind != ENT_BROKEN)
        ent_note_value(r, at, "expected %s, found %s", expected,
                       at->node->kind == ENT_SCALAR && at->node->length == 0
                           ? "nothing"
                           : KINDS[at->node->kind]);
    return inside;
}

static size_t find_field(const ent_field *fields, size_t count, const char *name) {
    size_t f = 0;
    while (f < count && strcmp(fields[f].key, name) != 0)
        f++;
    return f;
}

static void note_unknown_key(ent_reader *r, const ent_cursor *here, const ent_field *fields,
                             size_t count) {
    const char *known[32];
    for (size_t f = 0; f < count; f++)
        known[f] = fields[f].key;
    const bool is_bare = here->node->kind == ENT_SCALAR && here->node->plain &&
                         here->node->length == 0; /* as after a comma in a text between { } */
    if (strcmp(here->name, "<<") == 0)
        ent_note_key(r, here, "merge keys ('<<') are not accepted (write the keys out)");
    else if (is_bare && !ent_nearest(here->name, known, count, &r->hint_work))
        ent_note_key(r, here, "unknown key '%s' (put quotes round text that holds a comma)",
                     ent_reader_shown(r, here->name));
    else
        ent_note_key(r, here, "unknown key '%s'%s", ent_reader_shown(r, here->name),
                     ent_hint(r, here->name, known, count));
}

void ent_read_record(ent_reader *r, const ent_cursor *at, const ent_field *fields, size_t count,
                     void *out, ent_ids *because) {
    const ent_cursor inside = ent_enter_mapping(r, at, "a mapping");
    if (because)
        *because = inside.because;
    if (at->node->kind != ENT_MAPPING)
        return;
    const ent_table keys = ent_table_index(r, &inside, "key");
    for (size_t i = 0; i < keys.count; i++) {
        const ent_cursor here = ent_cursor_key(&inside, keys.entries[i].key);
        if (find_field(fields, count, here.name) == count)
            note_unknown_key(r, &here, fields, count);
    }
    for (size_t f = 0; f < count; f++) {
        const uint32_t key = ent_table_find(&keys, fields[f].key);
        if (key == ENT_NONE && fields[f].required)
            ent_note_key(r, &inside, "'%s' is missing", fields[f].key);
        if (key == ENT_NONE)
            continue;
        const ent_cursor here = ent_cursor_key(&inside, keys.entries[key].key);
        fields[f].read(r, &here, (char *)out + fields[f].offset);
    }
}

bool ent_is_list(ent_reader *r, const ent_cursor *at, const char *expected) {
    if (at->node->kind == ENT_SEQUENCE && at->node->count > 0)
        return true;
    ent_note_value(r, at, "expected a list of %s, found %s", expected,
                   at->node->kind == ENT_MAPPING    ? "a mapping (begin each item with '-')"
                   : at->node->kind == ENT_SEQUENCE ? "an empty one"
                   : at->node->length == 0          ? "nothing"
                                                    : "text");
    return false;
}

void *ent_read_list(ent_reader *r, const ent_cursor *at, size_t size, const char *expected,
                    ent_read_function *read, size_t *count) {
    *count = 0;
    if (!ent_is_list(r, at, expected))
        return NULL;
    *count = at->node->count;
    char *items = ent_reader_take(r, r->keep, *count, size);
    size_t index = 0;
    for (const ent_node *item = at->node->first; item; item = item->next, index++) {
        const ent_cursor here = ent_cursor_item(at, item, index);
        read(r, &here, items + index * size);
    }
    return items;
}

void ent_read_party_numbers(ent_reader *r, const ent_cursor *at, void *out) {
    ent_party_numbers *numbers = out;
    const ent_cursor inside = ent_enter_mapping(r, at, "a mapping from parties to numbers");
    const ent_table keys = ent_table_index(r, &inside, "party");
    ent_party_number *items = ENT_KEEP(r, ent_party_number, keys.count);
    size_t count = 0;
    for (size_t i = 0; i < keys.count; i++) {
        const ent_cursor here = ent_cursor_key(&inside, keys.entries[i].key);
        const uint32_t party = ent_resolve_key(r, &here, &r->parties);
        if (party == ENT_NONE)
            continue;
        items[count].party = party;
        ent_read_number(r, &here, &items[count++].number);
    }
    *numbers = (ent_party_numbers){count, items};
}
