/* Write the page of a report: writer JSON-FILE > PAGE. For the page test, which opens the page. */

#include "entente/report_html.h"

#include <stdio.h>
#include <stdlib.h>

static char *read_all(FILE *file, size_t *length) {
    size_t room = 1 << 20;
    char *text = malloc(room);
    *length = 0;
    while (text) {
        *length += fread(text + *length, 1, room - *length, file);
        if (*length < room)
            return text;
        room *= 2;
        char *larger = realloc(text, room);
        if (!larger)
            free(text);
        text = larger;
    }
    return NULL;
}

int main(int count, char **arguments) {
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file) {
        fputs("usage: writer JSON-FILE > PAGE\n", stderr);
        return 2;
    }
    size_t length;
    char *json = read_all(file, &length);
    fclose(file);
    ent_diags *diags = ent_diags_new();
    const ent_status status = json ? ent_report_html(json, length, stdout, diags) : ENT_ERR_NOMEM;
    for (size_t i = 0; ent_diags_at(diags, i); i++) {
        char line[512];
        ent_diag_format(ent_diags_at(diags, i), line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
    ent_diags_free(diags);
    free(json);
    return status == ENT_OK ? 0 : 1;
}
