/* Files as text, not larger than the stated size, and parts that are text already. */
#include "base/file.h"
#include "read/reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The folder of the model: what parties' files lie in or below. */
static const char *model_folder(read_state *r) {
    const char *slash = strrchr(r->files[0], '/');
    if (!slash)
        return ".";
    return slash == r->files[0]
               ? "/"
               : read_copy(r, &r->scratch, r->files[0], (size_t)(slash - r->files[0]));
}

/* A model may come through a pipe; what it includes must be plain files of its own folder. */
static int load(read_state *r, const char *path, const read_cursor *part, size_t *length) {
    const int error = part ? base_file_is_below(model_folder(r), path, part->node->raw) : 0;
    return error ? error
                 : base_file_read(path, ENT_FILE_BYTES_MAX, part != NULL, &r->bytes, length);
}

const read_node *read_tree_read_file(read_state *r, const char *path, const read_cursor *at) {
    const uint32_t file = (uint32_t)r->files_count;
    r->opened[file] = path;
    r->files[r->files_count++] = path;
    size_t length = 0;
    const int error = load(r, path, at, &length);
    if (error == ENOMEM)
        read_give_up(r);
    if (error && at)
        read_note_at(r, ENT_ERR_IO, at, at->node->place, "'%s': %s", read_shown(r, at->node->raw),
                     base_file_error(error));
    else if (error)
        read_note_path(r, ENT_ERR_IO, (ent_place){file, 0, 0}, "", base_file_error(error));
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
