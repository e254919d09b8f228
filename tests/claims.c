#include "claims.h"

#include <stdio.h>

void print_messages(const ent_diags *diags) {
    for (size_t i = 0; ent_diags_at(diags, i); i++) {
        char text[512];
        ent_diag_format(ent_diags_at(diags, i), text, sizeof text);
        fprintf(stderr, "%s\n", text);
    }
}
