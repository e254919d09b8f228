/*
 * A copy of a model whose parts can be changed, for laws about models that are almost the same.
 *
 * Only what the analyses of packages read is copied deeply; the rest is shared with the original,
 * which must live as long as the copy.
 */
#ifndef TESTS_COPY_MODEL_H
#define TESTS_COPY_MODEL_H

#include "base/arena.h"
#include "entente/model.h"

typedef struct copied_party {
    ent_preference *preferences; /* [issues]; their `values` are copies too */
    ent_number **values;         /* [issues][options + room], NULL where not given */
    ent_linkage *linkages;
    ent_pattern *red_lines;
} copied_party;

typedef struct copied_model {
    ent_model model;
    ent_issue *issues;
    ent_option **options; /* [issues][options + room] */
    ent_rule *rules;
    ent_party *parties;
    copied_party *inside; /* [parties] */
    uint32_t *principals;
    base_arena arena;
} copied_model;

/* `room`: options that can be added to each issue. */
void copy_model(copied_model *copy, const ent_model *original, size_t room);
void copied_model_free(copied_model *copy);

/* New order of things: `to[i]` is the new place of i. Every list stays sorted. */
void copy_move_parties(copied_model *copy, const uint32_t *to);
void copy_move_issues(copied_model *copy, const uint32_t *to);
/* The first option must stay the first. */
void copy_move_options(copied_model *copy, uint32_t issue, const uint32_t *to);

#endif
