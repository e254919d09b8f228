#include "base/diag.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ent_diags {
    base_arena arena;
    size_t count; /* all reported, of which the first ENT_DIAGS_KEPT are kept */
    ent_diag kept[ENT_DIAGS_KEPT];
};

ent_diags *ent_diags_new(void) {
    ent_diags *diags = base_malloc(sizeof *diags);
    if (diags)
        memset(diags, 0, sizeof *diags);
    return diags;
}

void ent_diags_free(ent_diags *diags) {
    if (!diags)
        return;
    base_arena_clear(&diags->arena);
    free(diags);
}

size_t ent_diags_count(const ent_diags *diags) {
    return diags->count;
}

const ent_diag *ent_diags_at(const ent_diags *diags, size_t index) {
    return index < diags->count && index < ENT_DIAGS_KEPT ? &diags->kept[index] : NULL;
}

/* A message that cannot be stored for lack of memory is still counted, with fixed text. */
static const char *keep(base_arena *arena, const char *text) {
    if (!text || !*text)
        return "";
    const char *copy = base_arena_copy(arena, text, strlen(text));
    return copy ? copy : "(out of memory)";
}

ent_status base_fail(ent_diags *diags, ent_status code, const char *source, uint32_t line,
                     uint32_t column, const char *path, const char *format, ...) {
    if (!diags || diags->count++ >= ENT_DIAGS_KEPT)
        return code;
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    diags->kept[diags->count - 1] = (ent_diag){
        .code = code,
        .line = line,
        .column = column,
        .source = keep(&diags->arena, source),
        .path = keep(&diags->arena, path),
        .message = keep(&diags->arena, text),
    };
    return code;
}

ent_status base_fail_memory(ent_diags *diags) {
    return base_fail(diags, ENT_ERR_NOMEM, NULL, 0, 0, NULL, "out of memory");
}

size_t ent_diag_format(const ent_diag *diag, char *text, size_t size) {
    char position[32] = "";
    if (diag->line)
        snprintf(position, sizeof position, ":%u:%u", (unsigned)diag->line, (unsigned)diag->column);
    const char *after_source = *diag->source || *position ? ": " : "";
    const char *after_path = *diag->path ? ": " : "";
    const int length = snprintf(text, size, "%s%s%s%s%s%s", diag->source, position, after_source,
                                diag->path, after_path, diag->message);
    return length < 0 ? 0 : (size_t)length;
}
