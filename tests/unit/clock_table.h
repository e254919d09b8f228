/* Rows of the research table of closed forms, where it lies beside the project. */
#ifndef TESTS_CLOCK_TABLE_H
#define TESTS_CLOCK_TABLE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLOSED_FORMS ENT_ROOT "/../shared/theory/closed_forms.csv"

typedef struct row {
    char id[32];
    char model[200];
    char params[1200];
    char quantity[200];
    double expected;
} row;

/* One field of a comma-separated line, quotes doubled inside quotes; returns what follows. */
static inline const char *take_field(const char *at, char *field, size_t size) {
    size_t length = 0;
    const bool quoted = *at == '"';
    at += quoted;
    for (; *at && *at != '\n'; at++) {
        if (quoted && at[0] == '"' && at[1] == '"')
            at++;
        else if (quoted ? *at == '"' : *at == ',')
            break;
        if (length + 1 < size)
            field[length++] = *at;
    }
    field[length] = '\0';
    at += quoted && *at == '"';
    return *at == ',' ? at + 1 : at;
}

static inline void take_row(const char *line, row *r) {
    char skipped[4000];
    char expected[64];
    line = take_field(line, r->id, sizeof r->id);
    line = take_field(line, r->model, sizeof r->model);
    line = take_field(line, r->params, sizeof r->params);
    line = take_field(line, r->quantity, sizeof r->quantity);
    line = take_field(line, skipped, sizeof skipped); /* formula */
    line = take_field(line, skipped, sizeof skipped); /* exact */
    take_field(line, expected, sizeof expected);
    r->expected = strtod(expected, NULL);
}

/* The k-th number behind "name": in the parameters; written 0.9 or "9/10", alone or in a list. */
static inline double param(const row *r, const char *name, size_t k) {
    char quoted[40];
    snprintf(quoted, sizeof quoted, "\"%s\":", name);
    const char *at = strstr(r->params, quoted);
    if (!at)
        fail_msg("%s: no parameter %s in %s", r->id, name, r->params);
    at += strlen(quoted);
    for (;; k--) {
        at += strspn(at, " \"[,");
        char *end;
        double value = strtod(at, &end);
        if (*end == '/')
            value /= strtod(end + 1, &end);
        if (k == 0)
            return value;
        at = end;
    }
}

static inline size_t param_count(const row *r, const char *name) {
    char quoted[40];
    snprintf(quoted, sizeof quoted, "\"%s\": [", name);
    const char *at = strstr(r->params, quoted);
    size_t count = 1;
    for (; at && *at && *at != ']'; at++)
        count += *at == ',';
    return count;
}

#endif
