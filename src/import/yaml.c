/*
 * YAML, and the JSON that is part of it, as a tree with places, from libyaml's events.
 *
 * Reading JSON this way gives each value its line and column, keeps the digits of numbers as they
 * were written, and accepts the bare NaN and Infinity that Python writes.
 */
#include "entente/read.h"
#include "import/import.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

typedef struct reading {
    importer *self;
    uint32_t file;
    import_node *root;
    import_node *at;
    import_node *last; /* the node added last */
    size_t depth;
    size_t nodes;
    const char *key; /* of the map `at`, when its value comes next */
    void *anchors;   /* tree of `anchor`, by name */
} reading;

static ent_place place_of(const reading *r, const yaml_mark_t *mark) {
    return (ent_place){r->file, (uint32_t)mark->line + 1, (uint32_t)mark->column + 1};
}

static const char *copy_scalar(reading *r, const yaml_event_t *event) {
    const char *text = (const char *)event->data.scalar.value;
    const ent_place place = place_of(r, &event->start_mark);
    if (memchr(text, '\0', event->data.scalar.length)) {
        import_fail(r->self, ENT_ERR_SYNTAX, &place, "text holds a NUL character");
        return NULL;
    }
    const char *copy = base_arena_copy(r->self->arena, text, event->data.scalar.length);
    if (!copy)
        import_fail_memory(r->self);
    return copy;
}

static bool add(reading *r, import_kind kind, const ent_place *place, const char *text) {
    if (++r->nodes > ENT_YAML_NODES_MAX)
        return import_fail(r->self, ENT_ERR_LIMIT, place, "more than %d values",
                           ENT_YAML_NODES_MAX);
    import_node *node = import_append(r->self, r->at, kind);
    if (!node)
        return import_fail_memory(r->self);
    node->place = *place;
    node->text = text;
    r->last = node;
    if (r->key) {
        node->name = r->key;
        r->key = NULL;
    }
    if (!r->root)
        r->root = node;
    if (kind == IMPORT_SCALAR)
        return true;
    r->at = node;
    return ++r->depth <= IMPORT_DEPTH_MAX ||
           import_fail(r->self, ENT_ERR_LIMIT, place, "values nest deeper than %d",
                       IMPORT_DEPTH_MAX);
}

static int by_name(const void *a, const void *b) {
    return strcmp((*(const import_node *const *)a)->name, (*(const import_node *const *)b)->name);
}

/* Of two equal keys the later one is reported. */
static bool check_keys(reading *r, const import_node *map) {
    if (map->count < 2)
        return true;
    const import_node **nodes = base_malloc(map->count * sizeof *nodes);
    if (!nodes)
        return import_fail_memory(r->self);
    size_t count = 0;
    for (const import_node *child = map->first; child; child = child->next)
        nodes[count++] = child;
    qsort(nodes, count, sizeof *nodes, by_name);
    const import_node *twice = NULL;
    for (size_t i = 1; i < count && !twice; i++)
        if (!strcmp(nodes[i - 1]->name, nodes[i]->name)) {
            const bool swapped = nodes[i - 1]->place.line > nodes[i]->place.line ||
                                 (nodes[i - 1]->place.line == nodes[i]->place.line &&
                                  nodes[i - 1]->place.column > nodes[i]->place.column);
            twice = swapped ? nodes[i - 1] : nodes[i];
        }
    free(nodes);
    return !twice || import_fail(r->self, ENT_ERR_SYNTAX, &twice->place,
                                 "'%s' stands twice in the same map", twice->name);
}

static bool close_node(reading *r) {
    const import_node *closed = r->at;
    r->at = closed->parent;
    r->depth--;
    return closed->kind != IMPORT_MAP || check_keys(r, closed);
}

static bool wants_key(const reading *r) {
    return r->at && r->at->kind == IMPORT_MAP && !r->key;
}

static bool has_tag(const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return event->data.scalar.tag;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.tag;
    default:
        return false;
    }
}

/* --- values that are written once and stand in several places, as PyYAML writes them --- */

typedef struct anchor {
    const char *name;
    const import_node *node;
} anchor;

static const char *anchor_of(const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return (const char *)event->data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT:
        return (const char *)event->data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT:
        return (const char *)event->data.mapping_start.anchor;
    default:
        return NULL;
    }
}

static int by_anchor(const void *a, const void *b) {
    return strcmp(((const anchor *)a)->name, ((const anchor *)b)->name);
}

/* A name given again means the later value from there on. */
static bool drop_anchor(reading *r, const char *name, const import_node *node) {
    if (!name)
        return true;
    anchor *dropped = BASE_NEW(r->self->arena, anchor, 1);
    if (!dropped)
        return import_fail_memory(r->self);
    *dropped = (anchor){base_arena_copy(r->self->arena, name, strlen(name)), node};
    anchor **found = dropped->name ? tsearch(dropped, &r->anchors, by_anchor) : NULL;
    if (!found)
        return import_fail_memory(r->self);
    (*found)->node = node;
    return true;
}

static void forget_anchors(reading *r) {
    while (r->anchors)
        tdelete(*(anchor **)r->anchors, &r->anchors, by_anchor);
}

static bool close_node(reading *r);

/* Copies keep the places of what they copy. Every node counts against the limit, so that a few
 * lines cannot stand for a million. */
static bool add_copy(reading *r, const import_node *from) {
    if (!add(r, from->kind, &from->place, from->text))
        return false;
    if (from->kind == IMPORT_SCALAR)
        return true;
    for (const import_node *child = from->first; child; child = child->next) {
        r->key = from->kind == IMPORT_MAP ? child->name : NULL;
        if (!add_copy(r, child))
            return false;
    }
    return close_node(r);
}

static bool add_alias(reading *r, const ent_place *place, const char *name) {
    const anchor wanted = {name, NULL};
    anchor *const *found = tfind(&wanted, &r->anchors, by_anchor);
    if (!found)
        return import_fail(r->self, ENT_ERR_SYNTAX, place, "there is no value '&%.40s' before it",
                           name);
    const import_node *from = (*found)->node;
    for (const import_node *around = r->at; around; around = around->parent)
        if (around == from)
            return import_fail(r->self, ENT_ERR_SYNTAX, place, "a value within itself");
    return add_copy(r, from);
}

static bool take(reading *r, const yaml_event_t *event) {
    const ent_place place = place_of(r, &event->start_mark);
    if (has_tag(event))
        return import_fail(r->self, ENT_ERR_SYNTAX, &place,
                           "tags are not accepted; write the value itself");
    if (wants_key(r) && (anchor_of(event) || event->type == YAML_ALIAS_EVENT))
        return import_fail(r->self, ENT_ERR_SYNTAX, &place,
                           "a key with an anchor or alias; write the key itself");
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return !r->root ||
               import_fail(r->self, ENT_ERR_SYNTAX, &place, "a second document; keep one a file");
    case YAML_SCALAR_EVENT: {
        const char *text = copy_scalar(r, event);
        if (!text)
            return false;
        if (wants_key(r) && strcmp(text, "<<") == 0 && event->data.scalar.plain_implicit)
            return import_fail(r->self, ENT_ERR_SYNTAX, &place,
                               "merge keys ('<<') are not followed; write the values out");
        if (!wants_key(r))
            return add(r, IMPORT_SCALAR, &place, text) && drop_anchor(r, anchor_of(event), r->last);
        r->key = text;
        return true;
    }
    case YAML_ALIAS_EVENT:
        return add_alias(r, &place, (const char *)event->data.alias.anchor);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        if (wants_key(r))
            return import_fail(r->self, ENT_ERR_SYNTAX, &place, "a key must be a single word");
        return add(r, event->type == YAML_MAPPING_START_EVENT ? IMPORT_MAP : IMPORT_LIST, &place,
                   "") &&
               drop_anchor(r, anchor_of(event), r->last);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_node(r);
    default:
        return true;
    }
}

static void report_syntax(reading *r, const yaml_parser_t *parser) {
    if (parser->error == YAML_MEMORY_ERROR) {
        import_fail_memory(r->self);
        return;
    }
    const ent_place place = parser->error == YAML_READER_ERROR ? (ent_place){.file = r->file}
                                                               : place_of(r, &parser->problem_mark);
    import_fail(r->self, ENT_ERR_SYNTAX, &place, "neither YAML nor JSON: %s",
                parser->problem ? parser->problem : "it cannot be read");
}

import_node *import_yaml(importer *self, uint32_t file, const char *text, size_t length) {
    reading r = {.self = self, .file = file};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        import_fail_memory(self);
        return NULL;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    bool good = true;
    bool more = true;
    while (good && more) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            report_syntax(&r, &parser);
            good = false;
            break;
        }
        more = event.type != YAML_STREAM_END_EVENT;
        good = take(&r, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    forget_anchors(&r);
    const ent_place start = {.file = file, .line = 1, .column = 1};
    if (good && !r.root)
        good = import_fail(self, ENT_ERR_SYNTAX, &start, "the file is empty");
    return good ? r.root : NULL;
}
