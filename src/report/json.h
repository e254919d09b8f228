/**
 * Writing JSON piece by piece: nothing is kept, so that a frontier of any length costs no memory.
 *
 * A container is either wide, one member a line, or stands on one line. Writing errors are left to
 * ferror() of the stream. `key` is NULL inside an array.
 */
#ifndef ENT_REPORT_JSON_H
#define ENT_REPORT_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define ENT_JSON_DEPTH 16

typedef enum ent_json_shape { ENT_JSON_LINE, ENT_JSON_WIDE } ent_json_shape;

typedef struct ent_json {
    FILE *out;
    unsigned depth;
    struct {
        char close;
        bool wide;
        bool filled;
    } open[ENT_JSON_DEPTH];
} ent_json;

void ent_json_start(ent_json *json, FILE *out);
void ent_json_object(ent_json *json, const char *key, ent_json_shape shape);
void ent_json_array(ent_json *json, const char *key, ent_json_shape shape);
/** Close the innermost container; closing the outermost ends the line. */
void ent_json_close(ent_json *json);

/** Text in UTF-8; bytes that are not become U+FFFD. */
void ent_json_text(ent_json *json, const char *key, const char *text);
/** In full precision; null if it is not finite. */
void ent_json_number(ent_json *json, const char *key, double number);
void ent_json_whole(ent_json *json, const char *key, uint64_t number);
void ent_json_bool(ent_json *json, const char *key, bool truth);
void ent_json_null(ent_json *json, const char *key);

#endif
