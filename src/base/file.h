/** Files as bytes. Every reader of files that somebody names goes through here. */
#ifndef ENT_BASE_FILE_H
#define ENT_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Read a file, or of a larger one `most` + 1 bytes, so that the caller sees that it is too much.
 *
 * @param only_plain  refuse what is no plain file (a device, a pipe), which might block for ever
 * @param[out] bytes  to be given back with free(), also where reading failed; may be NULL
 * @return 0 or an errno: EISDIR for a folder, ENOTSUP for what is not plain, ENOMEM
 *
 * Cost: linear; memory at most twice what is read, and 16 KiB.
 */
int base_file_read(const char *path, size_t most, bool only_plain, char **bytes, size_t *length);

/** What an errno of base_file_read means, for messages. */
const char *base_file_error(int error);

/**
 * Does the file lie in the folder or below it, after links are resolved?
 *
 * @param given  how somebody named it, from that folder
 *
 * @return 0; EXDEV if not, also if there is no such file and the name that was given leads out
 *         of the folder by its letters; or an errno
 */
int base_file_is_below(const char *folder, const char *path, const char *given);

#endif
