#define _XOPEN_SOURCE   700 /* realpath */
#define _DEFAULT_SOURCE     /* TIOCGWINSZ */

#include "cli/output.h"
#include "cli/progress.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS_MAX 40 /* as Linux has it */

/* The temporary file there is, for whoever ends the program while it is written. */
static struct {
    pthread_mutex_t lock;
    const char *path;
} half_written = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Keeps the lock: nothing new is begun before the program ends. */
void output_abandon(void) {
    pthread_mutex_lock(&half_written.lock);
    if (half_written.path)
        unlink(half_written.path);
}

static const char *shown_path(const cli_output *output) {
    return output->path ? output->path : "standard output";
}

static int fail(const cli_output *output, int error) {
    return complain(output->command, NOT_FINISHED, "cannot write %s: %s", shown_path(output),
                    strerror(error));
}

/* Bytes up to the last slash, with it. */
static size_t folder_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash + 1 - path) : 0;
}

/* "dir/.entente-XXXXXX": in the same folder, so that renaming it is one step. */
static char *temporary_name(const char *path) {
    static const char name[] = ".entente-XXXXXX";
    const size_t folder = folder_length(path);
    const size_t size = folder + sizeof name;
    char *temporary = malloc(size);
    if (temporary)
        snprintf(temporary, size, "%.*s%s", (int)folder, path, name);
    return temporary;
}

/* Where a link leads, from the folder that it is in; NULL if it is none. */
static char *follow_link(const char *path) {
    char target[PATH_MAX];
    const ssize_t length = readlink(path, target, sizeof target - 1);
    if (length < 0)
        return NULL;
    target[length] = '\0';
    const size_t folder = *target == '/' ? 0 : folder_length(path);
    const size_t size = folder + (size_t)length + 1;
    char *next = malloc(size);
    if (next)
        snprintf(next, size, "%.*s%s", (int)folder, path, target);
    return next;
}

/* The file that writing to `path` makes or replaces: links are followed, also one that leads to
 * nothing yet. NULL: out of memory, or nothing can be there. */
static char *find_target(const char *path) {
    char *found = realpath(path, NULL);
    if (found || errno != ENOENT)
        return found;
    char *at = strdup(path);
    for (unsigned links = 0; at && links < LINKS_MAX; links++) {
        char *next = follow_link(at);
        if (!next)
            return at;
        free(at);
        at = next;
    }
    free(at);
    errno = ELOOP;
    return NULL;
}

/* A file, or the place of one that is not there yet. */
typedef struct identity {
    bool known;
    bool exists;
    dev_t device;
    ino_t inode; /* of the file, or of its folder */
    char *name;  /* in the folder */
} identity;

static identity identify(const char *path) {
    identity found = {0};
    struct stat status;
    char *target = find_target(path);
    if (!target)
        return found;
    found.exists = stat(target, &status) == 0;
    found.name = strdup(target + folder_length(target));
    if (!found.exists) {
        target[folder_length(target)] = '\0';
        found.known = found.name && stat(*target ? target : ".", &status) == 0;
    } else {
        found.known = found.name && S_ISREG(status.st_mode);
    }
    found.device = found.known ? status.st_dev : 0;
    found.inode = found.known ? status.st_ino : 0;
    free(target);
    return found;
}

static bool is_same_file(const char *a, const char *b) {
    identity one = identify(a);
    identity other = identify(b);
    const bool same = one.known && other.known && one.exists == other.exists &&
                      one.device == other.device && one.inode == other.inode &&
                      (one.exists || strcmp(one.name, other.name) == 0);
    free(one.name);
    free(other.name);
    return same;
}

int output_check(const cli_command *command, const char *const *outputs, size_t outputs_count,
                 const char *const *inputs, size_t inputs_count) {
    for (size_t o = 0; o < outputs_count; o++) {
        for (size_t i = 0; outputs[o] && i < inputs_count; i++)
            if (inputs[i] && is_same_file(outputs[o], inputs[i]))
                return complain(command, CALL_WRONG,
                                "'%s' is read and cannot be written to; name another file",
                                outputs[o]);
        for (size_t i = 0; outputs[o] && i < o; i++)
            if (outputs[i] && is_same_file(outputs[o], outputs[i]))
                return complain(command, CALL_WRONG, "'%s' and '%s' are the same file", outputs[i],
                                outputs[o]);
    }
    return DONE;
}

/* The rights of the file that is replaced, or those that a new file would get. */
static mode_t wanted_mode(const char *path) {
    struct stat old;
    if (stat(path, &old) == 0)
        return old.st_mode & 07777;
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static void remove_temporary(const cli_output *output) {
    pthread_mutex_lock(&half_written.lock);
    unlink(output->temporary);
    half_written.path = NULL;
    pthread_mutex_unlock(&half_written.lock);
}

/* 0, or the error. */
static int put_in_place(const cli_output *output) {
    pthread_mutex_lock(&half_written.lock);
    const int error = rename(output->temporary, output->path) == 0 ? 0 : errno;
    if (error == 0)
        half_written.path = NULL;
    pthread_mutex_unlock(&half_written.lock);
    return error;
}

static bool open_beside(cli_output *output) {
    output->temporary = temporary_name(output->path);
    if (!output->temporary)
        return false;
    pthread_mutex_lock(&half_written.lock);
    const int file = mkstemp(output->temporary);
    half_written.path = file < 0 ? NULL : output->temporary;
    pthread_mutex_unlock(&half_written.lock);
    if (file < 0)
        return false;
    output->stream = fchmod(file, wanted_mode(output->path)) == 0 ? fdopen(file, "w") : NULL;
    if (output->stream)
        return true;
    close(file);
    remove_temporary(output);
    return false;
}

static void forget(cli_output *output) {
    free(output->path);
    free(output->temporary);
    *output = (cli_output){.command = output->command};
}

int output_open(cli_output *output, const cli_command *command, const char *path) {
    *output = (cli_output){.command = command, .stream = stdout};
    if (!path && isatty(STDOUT_FILENO))
        progress_hide();
    if (!path)
        return DONE;
    if (!*path)
        return complain(command, CALL_WRONG, "a file to write to needs a name, not ''");
    struct stat old;
    const bool exists = stat(path, &old) == 0;
    output->path = find_target(path); /* a link stays a link */
    bool done = output->path != NULL;
    if (done && exists && !S_ISREG(old.st_mode)) {
        output->stream = fopen(output->path, "w");
        done = output->stream != NULL;
    } else if (done) {
        done = open_beside(output);
    }
    if (done)
        return DONE;
    const int code = complain(command, NOT_FINISHED, "cannot write %s: %s", path, strerror(errno));
    forget(output);
    return code;
}

/* 0, or the error that kept the text from getting out. */
static int end_stream(cli_output *output) {
    errno = 0;
    /* What a write could not get rid of is tried again, so that errno is that of a write. */
    bool whole = fflush(output->stream) == 0 && !ferror(output->stream);
    if (output->temporary)
        whole = whole && fsync(fileno(output->stream)) == 0;
    const int error = whole ? 0 : errno ? errno : output->error ? output->error : EIO;
    if (output->stream == stdout)
        return error;
    return fclose(output->stream) == 0 ? error : error ? error : errno;
}

int output_close(cli_output *output, int code) {
    const int error = end_stream(output);
    if (error)
        code = code == DONE ? fail(output, error) : code;
    if (code == DONE && output->temporary && progress_is_stopped())
        code = STOPPED;
    const int misplaced = output->temporary && code == DONE ? put_in_place(output) : 0;
    if (misplaced)
        code = fail(output, misplaced);
    if (output->temporary && code != DONE)
        remove_temporary(output);
    forget(output);
    return code;
}

unsigned output_width(const cli_output *output) {
    struct winsize size;
    if (isatty(fileno(output->stream)) && ioctl(fileno(output->stream), TIOCGWINSZ, &size) == 0 &&
        size.ws_col > 0)
        return size.ws_col;
    return 80;
}

bool output_may_colour(const cli_output *output) {
    const char *refused = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return isatty(fileno(output->stream)) && !(refused && *refused) &&
           !(terminal && strcmp(terminal, "dumb") == 0);
}
