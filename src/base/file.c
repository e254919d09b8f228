#define _XOPEN_SOURCE 700 /* realpath */

#include "base/file.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int read_all(int file, size_t most, char **bytes, size_t *length) {
    size_t size = 0;
    for (;;) {
        if (*length == size) {
            if (size > most)
                return 0;
            size = size ? 2 * size : 16384;
            size = size > most ? most + 1 : size;
            char *grown = base_realloc(*bytes, size);
            if (!grown)
                return ENOMEM;
            *bytes = grown;
        }
        const ssize_t got = read(file, *bytes + *length, size - *length);
        if (got == 0)
            return 0;
        if (got < 0 && errno != EINTR)
            return errno;
        *length += got > 0 ? (size_t)got : 0;
    }
}

/* A pipe without a writer, or a device, is not waited for where only plain files are wanted. */
int base_file_read(const char *path, size_t most, bool only_plain, char **bytes, size_t *length) {
    struct stat status;
    *bytes = NULL;
    *length = 0;
    const int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (only_plain ? O_NONBLOCK : 0));
    if (file < 0)
        return only_plain && errno == ENXIO ? ENOTSUP : errno; /* a socket, a missing device */
    int error = fstat(file, &status) == 0 ? 0 : errno;
    if (!error && S_ISDIR(status.st_mode))
        error = EISDIR;
    else if (!error && only_plain && !S_ISREG(status.st_mode))
        error = ENOTSUP;
    if (!error)
        error = read_all(file, most, bytes, length);
    close(file);
    return error;
}

const char *base_file_error(int error) {
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
    case EXDEV:
        return "outside the model's folder (a party's file lies in it or below)";
    default:
        return "the file cannot be read";
    }
}

/* By its letters alone. */
static bool leads_out(const char *path) {
    if (*path == '/' || strcmp(path, "..") == 0 || strncmp(path, "../", 3) == 0)
        return true;
    const size_t length = strlen(path);
    return strstr(path, "/../") || (length >= 3 && strcmp(path + length - 3, "/..") == 0);
}

int base_file_is_below(const char *folder, const char *path, const char *given) {
    char *top = realpath(folder, NULL);
    int error = top ? 0 : errno;
    char *found = top ? realpath(path, NULL) : NULL;
    if (top && !found)
        error = errno == ENOENT && leads_out(given) ? EXDEV : errno;
    if (found) {
        size_t length = strlen(top);
        length -= top[length - 1] == '/'; /* the root of all folders */
        if (strncmp(found, top, length) != 0 || found[length] != '/')
            error = EXDEV;
    }
    free(found);
    free(top);
    return error;
}
