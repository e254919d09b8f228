/* Names: indexed by sorting, so that no choice of names makes a look-up slow; for a misspelt one
 * the nearest known by edit distance. */
#include "base/nearest.h"
#include "read/reader.h"
#include "spelling/spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIST_MAX 8 /* so few known names are simply listed */

typedef struct sorted_name {
    const char *name;
    uint32_t index;
} sorted_name;

static int compare_names(const void *left, const void *right) {
    const sorted_name *a = left;
    const sorted_name *b = right;
    const int order = strcmp(a->name, b->name);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static sorted_name *sort_names(read_state *r, const read_entry *entries, size_t count) {
    sorted_name *names = READ_SCRATCH(r, sorted_name, count);
    for (size_t i = 0; i < count; i++)
        names[i] = (sorted_name){entries[i].name, (uint32_t)i};
    if (count > 1)
        qsort(names, count, sizeof *names, compare_names);
    return names;
}

/* Mark all but the first of equal names, and note them. */
static bool *find_doubles(read_state *r, const read_cursor *at, const read_entry *entries,
                          size_t count) {
    const sorted_name *names = sort_names(r, entries, count);
    bool *doubles = READ_SCRATCH(r, bool, count);
    size_t first = 0;
    for (size_t i = 1; i < count; i++) {
        if (strcmp(names[i].name, names[first].name) != 0) {
            first = i;
            continue;
        }
        doubles[names[i].index] = true;
        const read_cursor here = read_cursor_key(at, entries[names[i].index].key);
        read_note_key(r, &here, "'%s' is given twice (first on line %u)",
                      read_shown(r, names[i].name),
                      (unsigned)entries[names[first].index].key->place.line);
    }
    return doubles;
}

read_table read_table_index(read_state *r, const read_cursor *at, const char *what) {
    if (at->node->kind != READ_MAPPING)
        return (read_table){.what = what};
    read_entry *entries = READ_SCRATCH(r, read_entry, at->node->count);
    size_t count = 0;
    for (const read_node *key = at->node->first; key; key = key->next)
        if (key->kind == READ_SCALAR)
            entries[count++] = (read_entry){key->text, key};
    const bool *doubles = find_doubles(r, at, entries, count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!doubles[i] && strcmp(entries[i].name, "because") != 0)
            entries[kept++] = entries[i];
    const sorted_name *names = sort_names(r, entries, kept);
    uint32_t *sorted = READ_SCRATCH(r, uint32_t, kept);
    const char **in_order = READ_SCRATCH(r, const char *, kept);
    for (size_t i = 0; i < kept; i++) {
        sorted[i] = names[i].index;
        in_order[i] = entries[i].name;
    }
    return (read_table){what, kept, entries, in_order, sorted};
}

static const char *fault_of(const char *name) {
    if (!*name)
        return "is empty";
    if (strlen(name) > READ_NAME_BYTES_MAX)
        return "is longer than 100 bytes";
    if (spelling_has_space(name) || strpbrk(name, ":,"))
        return "holds a space, colon or comma (write 'like-this'; 'name:' is for people)";
    return NULL;
}

read_table read_table_declare(read_state *r, const read_cursor *at, const char *what) {
    const read_table table = read_table_index(r, at, what);
    for (size_t i = 0; i < table.count; i++) {
        const char *at_name = table.entries[i].name;
        const char *fault = fault_of(at_name);
        const read_cursor here = read_cursor_key(at, table.entries[i].key);
        const uint32_t unseen = spelling_find_unseen(at_name, strlen(at_name), SPELLING_NAME);
        if (fault)
            read_note_key(r, &here, "the name of this %s %s", what, fault);
        else if (unseen && !spelling_find_unseen(at_name, strlen(at_name), SPELLING_SENTENCE))
            read_note_key(r, &here,
                          "the name of this %s holds U+%04X, which cannot be seen "
                          "(leave it out)",
                          what, (unsigned)unseen);
    }
    return table;
}

uint32_t read_table_find(const read_table *table, const char *name) {
    size_t low = 0;
    size_t high = table->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(table->entries[table->sorted[middle]].name, name);
        if (order == 0)
            return table->sorted[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return ENT_NONE;
}

/* " (there are: a, b)", or nothing where that is long. */
static const char *list_known(read_state *r, const char *const *known, size_t count) {
    char list[200] = "";
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s%s",
                                 i ? ", " : " (there are: ", read_shown(r, known[i]),
                                 i + 1 == count ? ")" : "");
        if (used >= sizeof list)
            return "";
    }
    return read_copy(r, &r->scratch, list, used);
}

const char *read_hint(read_state *r, const char *name, const char *const *known, size_t count) {
    const char *nearest = base_nearest(name, known, count, &r->hint_work);
    if (!nearest)
        return count <= LIST_MAX ? list_known(r, known, count) : "";
    char hint[200];
    const int length = snprintf(hint, sizeof hint, " (did you mean '%s'?)", read_shown(r, nearest));
    return read_copy(r, &r->scratch, hint, (size_t)length);
}

void read_note_unknown(read_state *r, const read_cursor *at, ent_place place,
                       const read_table *table, const char *name) {
    read_note_at(r, ENT_ERR_MODEL, at, place, "unknown %s '%s'%s", table->what, read_shown(r, name),
                 read_hint(r, name, table->names, table->count));
}

uint32_t read_resolve_key(read_state *r, const read_cursor *at, const read_table *table) {
    const uint32_t index = read_table_find(table, at->name);
    if (index == ENT_NONE)
        read_note_unknown(r, at, at->place, table, at->name);
    return index;
}

void read_append_name(read_state *r, read_node *names, const read_node *name) {
    read_node *key = READ_SCRATCH(r, read_node, 1);
    *key = *name;
    key->next = NULL;
    key->value = key;
    if (names->last)
        names->last->next = key;
    else
        names->first = key;
    names->last = key;
    names->count++;
}
