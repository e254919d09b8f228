/* Files as text, not larger than the stated size, and parts that are text already. */
#include "read/reader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *say_errno(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return "there is no such file";
    case EACCES:
        return "reading it is not permitted";
    case ENOTSUP:
        return "not an ordinary file";
    case EISDIR:
        return "a folder, not a file";
    default:
        return "the file cannot be read";
    }
}

/* Read up to one byte more than is accepted, so that tree.c sees that it is too much. */
static int read_bytes(read_state *r, FILE *file, size_t *length) {
    size_t size = 0;
    *length = 0;
    do {
        size = size ? 2 * size : 16384;
        if (size > ENT_FILE_BYTES_MAX)
            size = (size_t)ENT_FILE_BYTES_MAX + 1;
        char *bytes = base_realloc(r->bytes, size);
        if (!bytes)
            return ENOMEM;
        r->bytes = bytes;
        *length += fread(r->bytes + *length, 1, size - *length, file);
    } while (*length == size && size <= ENT_FILE_BYTES_MAX);
    return ferror(file) ? EIO : 0;
}

/* A model may come through a pipe; what it includes must be plain files, which never block. */
static int load(read_state *r, const char *path, bool only_plain, size_t *length) {
    struct stat status;
    if (stat(path, &status) != 0)
        return errno;
    if (S_ISDIR(status.st_mode))
        return EISDIR;
    if (only_plain && !S_ISREG(status.st_mode))
        return ENOTSUP;
    FILE *file = fopen(path, "rb");
    if (!file)
        return errno;
    const int error = read_bytes(r, file, length);
    fclose(file);
    return error;
}

const read_node *read_tree_read_file(read_state *r, const char *path, const read_cursor *at) {
    const uint32_t file = (uint32_t)r->files_count;
    r->files[r->files_count++] = path;
    size_t length = 0;
    const int error = load(r, path, at != NULL, &length);
    if (error == ENOMEM)
        read_give_up(r);
    if (error && at)
        read_note_at(r, ENT_ERR_IO, at, at->node->place, "'%s': %s", read_shown(r, at->node->raw),
                     say_errno(error));
    else if (error)
        read_note_path(r, ENT_ERR_IO, (ent_place){file, 0, 0}, "", say_errno(error));
    const read_node *root = error ? NULL : read_tree_read(r, file, r->bytes, length);
    free(r->bytes);
    r->bytes = NULL;
    return root;
}

const read_node *read_tree_read_part(read_state *r, const char *path, const read_cursor *at) {
    const uint32_t file = (uint32_t)r->files_count;
    const char *name = at->node->raw;
    r->files[r->files_count++] = path;
    for (size_t i = 0; i < r->parts_count; i++)
        if (strcmp(r->parts[i].name, name) == 0)
            return read_tree_read(r, file, r->parts[i].text ? r->parts[i].text : "",
                                  r->parts[i].length);
    const char **known = READ_SCRATCH(r, const char *, r->parts_count);
    for (size_t i = 0; i < r->parts_count; i++)
        known[i] = r->parts[i].name;
    read_note_at(r, ENT_ERR_IO, at, at->node->place, "'%s': there is no such part%s",
                 read_shown(r, name), read_hint(r, name, known, r->parts_count));
    return NULL;
}
