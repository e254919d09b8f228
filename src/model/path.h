/**
 * Paths of a model: names and indices with dots between them, "parties.ukraine.walk_away".
 *
 * A name that holds a dot, an equals sign, a double quote or a backslash stands in double quotes,
 * in which a backslash goes before each quote and backslash: parties."a.b".walk_away. So a path
 * reads in one way only, and in PATH=VALUE the path ends at the first equals sign outside quotes.
 */
#ifndef ENT_MODEL_PATH_H
#define ENT_MODEL_PATH_H

#include <stdbool.h>
#include <stddef.h>

/** Room for any name as paths hold it, also for a long one that messages cut. */
#define MODEL_PATH_NAME_BYTES 340
/** Room for any path of a number: at most three names of 100 bytes, all escaped. */
#define MODEL_PATH_BYTES 1000

/** The name as it stands in a path: itself, or quoted in `room`, cut at the end of that. */
const char *model_path_name(const char *name, char room[MODEL_PATH_NAME_BYTES]);
/** The same for an argument of printf. */
#define MODEL_PATH_NAME(name) model_path_name((name), (char[MODEL_PATH_NAME_BYTES]){0})

/** Bytes up to the end of the first name of a path: a dot outside quotes, or the end. */
size_t model_path_first(const char *path);

/** Bytes of the path in "PATH=VALUE": up to the first '=' outside quotes, or the end. */
size_t model_path_span(const char *text);

/**
 * The one way to write a path: quotes only where they are needed.
 *
 * @return false if it is no path (quotes that do not close, or close within a name) or too long
 */
bool model_path_tidy(const char *path, char tidy[MODEL_PATH_BYTES]);

#endif
