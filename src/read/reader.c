/* What all parts of the reader share: memory that never comes back empty, notes of mistakes, and
 * the way from the root to a value. */
#include "read/reader.h"
#include "model/path.h"

#include "base/utf8.h"
#include "spelling/spelling.h"

#include <stdio.h>
#include <string.h>

/* A file of nothing but mistakes must not cost more memory than one without: later notes are
 * counted, but keep no text. */
enum { NOTES_KEPT = 1000, PATH_DEPTH_MAX = 2 * ENT_YAML_DEPTH_MAX + 8 };

_Noreturn void read_give_up(read_state *r) {
    longjmp(r->out_of_memory, 1);
}

void read_work(read_state *r, uint64_t work) {
    if (!base_watch_step(r->watch, work))
        read_give_up(r);
}

void *read_take(read_state *r, base_arena *arena, size_t count, size_t size) {
    read_work(r, 16 + count * size / 16);
    void *memory = base_arena_alloc(arena, count, size);
    if (!memory)
        read_give_up(r);
    return memory;
}

const char *read_copy(read_state *r, base_arena *arena, const char *text, size_t length) {
    char *copy = base_arena_copy(arena, text, length);
    if (!copy)
        read_give_up(r);
    return copy;
}

/* A name that was refused must still fit into later messages. */
const char *read_copy_name(read_state *r, const char *name) {
    if (strlen(name) > READ_NAME_BYTES_MAX || strchr(name, '\n'))
        name = read_shown(r, name);
    return read_copy(r, r->keep, name, strlen(name));
}

void read_note_path(read_state *r, ent_status code, ent_place place, const char *path,
                    const char *message) {
    size_t *count = code ? &r->notes_count : &r->warnings_count;
    if ((*count)++ >= NOTES_KEPT)
        return;
    read_note *note = READ_SCRATCH(r, read_note, 1);
    *note = (read_note){
        .next = r->notes,
        .code = code,
        .place = place,
        .order = r->notes_count + r->warnings_count,
        .path = read_copy(r, &r->scratch, path, strlen(path)),
        .message = read_copy(r, &r->scratch, message, strlen(message)),
    };
    r->notes = note;
}

__attribute__((format(printf, 5, 0))) static void note(read_state *r, ent_status code,
                                                       const read_cursor *at, ent_place place,
                                                       const char *format, va_list arguments) {
    char message[500] = ""; /* two names as shown and a hint fit */
    if (r->notes_count < NOTES_KEPT)
        vsnprintf(message, sizeof message, format, arguments);
    const char *path = at && r->notes_count < NOTES_KEPT ? read_cursor_path(r, at) : "";
    read_note_path(r, code, place, path, message);
}

void read_note_at(read_state *r, ent_status code, const read_cursor *at, ent_place place,
                  const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    note(r, code, at, place, format, arguments);
    va_end(arguments);
}

void read_note_value(read_state *r, const read_cursor *at, const char *format, ...) {
    if (at->node->kind == READ_BROKEN)
        return;
    va_list arguments;
    va_start(arguments, format);
    note(r, ENT_ERR_MODEL, at, at->node->place, format, arguments);
    va_end(arguments);
}

void read_note_key(read_state *r, const read_cursor *at, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    note(r, ENT_ERR_MODEL, at, at->place, format, arguments);
    va_end(arguments);
}

const char *read_normal(read_state *r, const char *text, size_t *length) {
    read_work(r, *length);
    const char *normal = spelling_normal(&r->scratch, text, length);
    if (!normal)
        read_give_up(r);
    return normal;
}

const char *read_shown(read_state *r, const char *text) {
    enum { SHOWN = 40 }; /* code points, of at most four bytes */
    char *shown = READ_SCRATCH(r, char, 4 * SHOWN + 4);
    const size_t cut = base_utf8_bytes(text, strnlen(text, (size_t)4 * SHOWN), SHOWN);
    size_t used = 0;
    for (size_t i = 0, size; i < cut; i += size) {
        const uint32_t point = base_utf8_decode(text + i, cut - i, &size);
        if (point < 0x20 || point == 0x7F || spelling_find_unseen(text + i, size, SPELLING_NAME))
            shown[used++] = '?';
        else
            for (size_t k = 0; k < size; k++)
                shown[used++] = text[i + k];
    }
    if (text[cut])
        memcpy(shown + used, "...", 3);
    return shown;
}

/* A name as it stands in a path. One that was refused may be as long as a file: it stands cut, and
 * then without quotes, also in the path of a number. */
static const char *name_in_path(read_state *r, const char *name, bool is_full,
                                char room[MODEL_PATH_NAME_BYTES]) {
    const bool is_short = memchr(name, '\0', READ_NAME_BYTES_MAX + 1) != NULL;
    const char *text = is_full && is_short ? name : read_shown(r, name);
    return strcmp(text, name) == 0 ? model_path_name(name, room) : text;
}

static const char *write_path(read_state *r, base_arena *arena, const read_cursor *at,
                              bool is_full) {
    const read_cursor *way[PATH_DEPTH_MAX];
    size_t depth = 0;
    for (; at->up && depth < PATH_DEPTH_MAX; at = at->up)
        way[depth++] = at;
    char path[800 + MODEL_PATH_NAME_BYTES + 60] = "";
    size_t used = 0;
    while (depth-- > 0 && used < 800) {
        const char *dot = used ? "." : "";
        const char *name = way[depth]->name;
        char room[MODEL_PATH_NAME_BYTES];
        const int length =
            name ? snprintf(path + used, sizeof path - used, "%s%s", dot,
                            name_in_path(r, name, is_full, room))
                 : snprintf(path + used, sizeof path - used, "%s%zu", dot, way[depth]->index);
        used += (size_t)length;
    }
    return read_copy(r, arena, path, used);
}

const char *read_cursor_path(read_state *r, const read_cursor *at) {
    return write_path(r, &r->scratch, at, false);
}

const char *read_number_path(read_state *r, const read_cursor *at) {
    return write_path(r, r->keep, at, true);
}

read_cursor read_cursor_key(const read_cursor *up, const read_node *key) {
    return (read_cursor){
        .up = up,
        .name = key->text,
        .node = key->value,
        .place = key->place,
        .because = up->because,
    };
}

read_cursor read_cursor_item(const read_cursor *up, const read_node *item, size_t index) {
    return (read_cursor){
        .up = up,
        .index = index,
        .node = item,
        .place = item->place,
        .because = up->because,
    };
}
