/**
 * Writing JSON piece by piece: nothing is kept, so that a frontier of any length costs no memory.
 *
 * A container is either wide, one member a line, or stands on one line. Writing errors are left to
 * ferror() of the stream. `key` is NULL inside an array.
 */
#ifndef ENT_REPORT_PRINT_JSON_H
#define ENT_REPORT_PRINT_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define PRINT_JSON_DEPTH 16

typedef enum print_json_shape { PRINT_JSON_LINE, PRINT_JSON_WIDE } print_json_shape;

typedef struct print_json {
    FILE *out;
    size_t rows_max; /* as in ent_json_style; 0: no limit */
    size_t cells_max;
    unsigned depth;
    struct {
        char close;
        bool wide;
        bool filled;
    } open[PRINT_JSON_DEPTH];
} print_json;

void print_json_start(print_json *json, FILE *out);
void print_json_object(print_json *json, const char *key, print_json_shape shape);
void print_json_array(print_json *json, const char *key, print_json_shape shape);
/** Close the innermost container; closing the outermost ends the line. */
void print_json_close(print_json *json);

/** How many entries of a list are written. */
typedef struct print_json_cut {
    size_t count;
    size_t shown;
} print_json_cut;

/** @param cells  values in one entry, such as the choices of a package */
print_json_cut print_json_fit(const print_json *json, size_t count, size_t cells);
/** Which entry stands at `place` < shown of a frontier that is cut: evenly spread, both ends
 * included. Of other lists the first ones are shown. */
size_t print_json_entry(print_json_cut cut, size_t place);
/** Open a list: where it is cut, after `KEY_count` and `KEY_shown`. */
print_json_cut print_json_list(print_json *json, const char *key, size_t count, size_t cells);

/** Text in UTF-8; bytes that are not become U+FFFD. */
void print_json_text(print_json *json, const char *key, const char *text);
/** In full precision; null if it is not finite. */
void print_json_number(print_json *json, const char *key, double number);
void print_json_whole(print_json *json, const char *key, uint64_t number);
void print_json_bool(print_json *json, const char *key, bool truth);
void print_json_null(print_json *json, const char *key);

#endif
