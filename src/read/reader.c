/* What all parts of the reader share: memory that never comes back empty, notes of mistakes, and
 * the way from the root to a value. */
#include "read/reader.h"

#include <stdio.h>
#include <string.h>

/* A file of nothing but mistakes must not cost more memory than one without: later notes are
 * counted, but keep no text. */
enum { NOTES_KEPT = 1000, PATH_DEPTH_MAX = 2 * ENT_YAML_DEPTH_MAX + 8 };

_Noreturn void ent_reader_give_up(ent_reader *r) {
    longjmp(r->out_of_memory, 1);
}

void *ent_reader_take(ent_reader *r, ent_arena *arena, size_t count, size_t size) {
    void *memory = ent_arena_alloc(arena, count, size);
    if (!memory)
        ent_reader_give_up(r);
    return memory;
}

const char *ent_reader_copy(ent_reader *r, ent_arena *arena, const char *text, size_t length) {
    char *copy = ent_arena_copy(arena, text, length);
    if (!copy)
        ent_reader_give_up(r);
    return copy;
}

/* A name that was refused must still fit into later messages. */
const char *ent_reader_name(ent_reader *r, const char *name) {
    if (strlen(name) > ENT_NAME_BYTES_MAX || strchr(name, '\n'))
        name = ent_reader_shown(r, name);
    return ent_reader_copy(r, r->keep, name, strlen(name));
}

void ent_note_path(ent_reader *r, ent_status code, ent_place place, const char *path,
                   const char *message) {
    if (r->notes_count++ >= NOTES_KEPT)
        return;
    ent_note *note = ENT_SCRATCH(r, ent_note, 1);
    *note = (ent_note){
        .next = r->notes,
        .code = code,
        .place = place,
        .order = r->notes_count,
        .path = ent_reader_copy(r, &r->scratch, path, strlen(path)),
        .message = ent_reader_copy(r, &r->scratch, message, strlen(message)),
    };
    r->notes = note;
}

__attribute__((format(printf, 5, 0))) static void note(ent_reader *r, ent_status code,
                                                       const ent_cursor *at, ent_place place,
                                                       const char *format, va_list arguments) {
    char message[500] = ""; /* two names as shown and a hint fit */
    if (r->notes_count < NOTES_KEPT)
        vsnprintf(message, sizeof message, format, arguments);
    const char *path = at && r->notes_count < NOTES_KEPT ? ent_cursor_path(r, &r->scratch, at) : "";
    ent_note_path(r, code, place, path, message);
}

void ent_note_at(ent_reader *r, ent_status code, const ent_cursor *at, ent_place place,
                 const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    note(r, code, at, place, format, arguments);
    va_end(arguments);
}

void ent_note_value(ent_reader *r, const ent_cursor *at, const char *format, ...) {
    if (at->node->kind == ENT_BROKEN)
        return;
    va_list arguments;
    va_start(arguments, format);
    note(r, ENT_ERR_MODEL, at, at->node->place, format, arguments);
    va_end(arguments);
}

void ent_note_key(ent_reader *r, const ent_cursor *at, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    note(r, ENT_ERR_MODEL, at, at->place, format, arguments);
    va_end(arguments);
}

const char *ent_reader_shown(ent_reader *r, const char *text) {
    enum { SHOWN = 40 }; /* code points */
    char *shown = ENT_SCRATCH(r, char, 4 * SHOWN + 4);
    size_t points = 0;
    size_t i = 0;
    for (; text[i]; i++) {
        const unsigned char byte = (unsigned char)text[i];
        points += (byte & 0xC0) != 0x80;
        if (points > SHOWN)
            break;
        shown[i] = text[i];
        if (byte < 0x20 || byte == 0x7F)
            shown[i] = '?';
    }
    if (text[i])
        shown[i] = shown[i + 1] = shown[i + 2] = '.';
    return shown;
}

const char *ent_cursor_path(ent_reader *r, ent_arena *arena, const ent_cursor *at) {
    const ent_cursor *way[PATH_DEPTH_MAX];
    size_t depth = 0;
    for (; at->up && depth < PATH_DEPTH_MAX; at = at->up)
        way[depth++] = at;
    char path[1000] = "";
    size_t used = 0;
    while (depth-- > 0 && used + 200 < sizeof path) {
        const char *dot = used ? "." : "";
        const char *name = way[depth]->name;
        const int length =
            name ? snprintf(path + used, sizeof path - used, "%s%s", dot, ent_reader_shown(r, name))
                 : snprintf(path + used, sizeof path - used, "%s%zu", dot, way[depth]->index);
        used += (size_t)length;
    }
    return ent_reader_copy(r, arena, path, used);
}

ent_cursor ent_cursor_key(const ent_cursor *up, const ent_node *key) {
    return (ent_cursor){
        .up = up,
        .name = key->text,
        .node = key->value,
        .place = key->place,
        .because = up->because,
    };
}

ent_cursor ent_cursor_item(const ent_cursor *up, const ent_node *item, size_t index) {
    return (ent_cursor){
        .up = up,
        .index = index,
        .node = item,
        .place = item->place,
        .because = up->because,
    };
}
