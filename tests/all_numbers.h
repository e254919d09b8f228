/*
 * Every number of a model, found by walking through its structs: a second opinion on what readers
 * list and on how a path is written.
 */
#ifndef TESTS_ALL_NUMBERS_H
#define TESTS_ALL_NUMBERS_H

#include "base/arena.h"
#include "entente/model.h"

typedef struct all_numbers {
    size_t count;
    size_t room;
    ent_number_entry *at;
    base_arena arena;
} all_numbers;

/* Aborts when out of memory: never make allocations fail around it. */
void all_numbers_find(all_numbers *all, const ent_model *model);
void all_numbers_free(all_numbers *all);

#endif
