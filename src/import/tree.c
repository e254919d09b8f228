/* What every importer does: keep messages, build and search the tree of a file. */
#include "base/diag.h"
#include "import/import.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct import_warning {
    const ent_place *place;
    const char *text;
    import_warning *next;
};

static void report(const importer *self, ent_status code, const ent_place *place,
                   const char *text) {
    if (place && place->line)
        base_fail(self->diags, code, self->files[place->file], place->line, place->column, NULL,
                  "%s", text);
    else
        base_fail(self->diags, code, place ? self->files[place->file] : NULL, 0, 0, NULL, "%s",
                  text);
}

bool import_fail(importer *self, ent_status status, const ent_place *place, const char *format,
                 ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    report(self, status, place, text);
    if (self->status == ENT_OK)
        self->status = status;
    return false;
}

bool import_fail_memory(importer *self) {
    if (self->status != ENT_ERR_NOMEM)
        base_watch_fail(self->watch, self->diags);
    self->status = ENT_ERR_NOMEM;
    return false;
}

bool import_goes_on(importer *self, uint64_t work) {
    return base_watch_step(self->watch, work) || import_fail_memory(self);
}

void import_warn(importer *self, const ent_place *place, const char *format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    import_warning *warning = BASE_NEW(self->arena, import_warning, 1);
    ent_place *where = BASE_NEW(self->arena, ent_place, 1);
    char *copy = base_arena_copy(self->arena, text, strlen(text));
    if (!warning || !where || !copy) {
        import_fail_memory(self);
        return;
    }
    if (place)
        *where = *place;
    *warning = (import_warning){.place = place ? where : NULL, .text = copy};
    if (self->last_warning)
        self->last_warning->next = warning;
    else
        self->first_warning = warning;
    self->last_warning = warning;
}

void import_report_warnings(importer *self) {
    for (const import_warning *w = self->first_warning; w; w = w->next)
        report(self, ENT_OK, w->place, w->text);
    self->first_warning = self->last_warning = NULL;
}

import_node *import_append(importer *self, import_node *parent, import_kind kind) {
    if (!base_watch_step(self->watch, 128))
        return NULL;
    import_node *node = BASE_NEW(self->arena, import_node, 1);
    if (!node)
        return NULL;
    *node = (import_node){.kind = kind, .name = "", .text = "", .parent = parent};
    if (!parent)
        return node;
    if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    parent->last = node;
    parent->count++;
    return node;
}

bool import_ends_with(const char *text, const char *end) {
    const size_t length = strlen(text);
    const size_t tail = strlen(end);
    return length >= tail && !strcmp(text + length - tail, end);
}

static const import_node *find_from(const import_node *node, import_kind kind, const char *name) {
    while (node && (node->kind != kind || strcmp(node->name, name) != 0))
        node = node->next;
    return node;
}

const import_node *import_child(const import_node *node, import_kind kind, const char *name) {
    return node ? find_from(node->first, kind, name) : NULL;
}

const import_node *import_again(const import_node *node) {
    return find_from(node->next, node->kind, node->name);
}

const char *import_scalar(const import_node *node, const char *name) {
    const import_node *child = import_child(node, IMPORT_SCALAR, name);
    return child ? child->text : NULL;
}
