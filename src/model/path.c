/* Names of a model as parts of a path, and paths taken apart again. */
#include "model/path.h"

#include <string.h>

static bool is_escaped(char c) {
    return c == '"' || c == '\\';
}

const char *model_path_name(const char *name, char room[MODEL_PATH_NAME_BYTES]) {
    if (!strpbrk(name, ".=\"\\"))
        return name;
    size_t used = 0;
    room[used++] = '"';
    for (; *name && used + 4 < MODEL_PATH_NAME_BYTES; name++) {
        if (is_escaped(*name))
            room[used++] = '\\';
        room[used++] = *name;
    }
    room[used++] = '"';
    room[used] = '\0';
    return room;
}

/* Bytes from an opening quote to behind its closing one; all that is left if there is none. */
static size_t quoted_span(const char *text) {
    size_t end = 1;
    while (text[end] && text[end] != '"')
        end += text[end] == '\\' && text[end + 1] ? 2 : 1;
    return end + (text[end] != '\0');
}

/* To the first of `stops`. Quotes count only where a name begins. */
static size_t span_to(const char *text, const char *stops) {
    size_t end = *text == '"' ? quoted_span(text) : 0;
    return end + strcspn(text + end, stops);
}

size_t model_path_first(const char *path) {
    return span_to(path, ".");
}

size_t model_path_span(const char *text) {
    size_t end = span_to(text, ".=");
    while (text[end] == '.')
        end += 1 + span_to(text + end + 1, ".=");
    return end;
}

/* The name in the first `length` bytes of a path, without its quotes; false if they do not close
 * at its end. */
static bool take_name(const char *path, size_t length, char name[MODEL_PATH_BYTES]) {
    size_t used = 0;
    const bool is_quoted = *path == '"';
    if (length >= MODEL_PATH_BYTES || (is_quoted && quoted_span(path) != length))
        return false;
    if (is_quoted && (length < 2 || path[length - 1] != '"'))
        return false;
    for (size_t i = is_quoted; i < length - is_quoted; i++) {
        if (is_quoted && path[i] == '\\')
            i++;
        name[used++] = path[i];
    }
    name[used] = '\0';
    return true;
}

static bool append(char *tidy, size_t *used, const char *text) {
    const size_t length = strlen(text);
    if (*used + length >= MODEL_PATH_BYTES)
        return false;
    memcpy(tidy + *used, text, length + 1);
    *used += length;
    return true;
}

bool model_path_tidy(const char *path, char tidy[MODEL_PATH_BYTES]) {
    size_t used = 0;
    for (;;) {
        char name[MODEL_PATH_BYTES];
        const size_t length = model_path_first(path);
        if (!take_name(path, length, name) || !append(tidy, &used, MODEL_PATH_NAME(name)))
            return false;
        path += length;
        if (*path++ == '\0')
            return true;
        if (!append(tidy, &used, "."))
            return false;
    }
}
