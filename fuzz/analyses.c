/*
 * Arbitrary bytes as a model file; a model that is accepted goes through every analysis.
 *
 * Answers are re-checked (ent_deals_verify) and, but for the clock and the roadmaps, compared with
 * the second implementations of tests/slow, which walk over all packages. Only models small enough
 * for that are looked at, so that no input takes much longer than a second.
 */
#include "analyses.h"

#include "entente/provenance.h"
#include "entente/read.h"

#include <math.h>
#include <string.h>

enum {
    PACKAGES_MAX = 200,
    ISSUES_MAX = 8,
    OPTIONS_MAX = 8,
    PARTIES_MAX = 6,
    PRINCIPALS_MAX = 4,
    RULES_MAX = 8,
    CONSTRAINTS_MAX = 9, /* red lines and principals: the slow search tries every subset */
    LINKAGES_MAX = 8,
    ROUNDS_MAX = 3,
    ROADMAPS_MAX = 2,
    STEPS_MAX = 6,
    WORLDS_MAX = 16,
    MOVES_MAX = 16,
    EFFECTS_MAX = 4,
    BRIEF_ROUNDS_MAX = 40,
};

bool was_answered(ent_status status, unsigned allowed, const ent_diags *diags) {
    if (status == ENT_OK) {
        REQUIRE(ent_diags_count(diags) == 0);
        return true;
    }
    if (!(allowed & 1u << status))
        fprintf(stderr, "status %s: %s\n", ent_status_name(status),
                ent_diags_count(diags) ? ent_diags_at(diags, 0)->message : "no message");
    REQUIRE(allowed & 1u << status);
    REQUIRE(ent_diags_count(diags) > 0);
    return false;
}

/* ---- Which models are small. */

static bool is_small_in_packages(const ent_model *model) {
    size_t packages = 1;
    for (size_t j = 0; j < model->issues_count; j++) {
        packages *= model->issues[j].options_count;
        if (packages > PACKAGES_MAX || model->issues[j].options_count > OPTIONS_MAX)
            return false;
    }
    size_t constraints = model->principals.count;
    size_t linkages = 0;
    for (size_t p = 0; p < model->parties_count; p++) {
        constraints += model->parties[p].red_lines_count;
        linkages += model->parties[p].linkages_count;
    }
    return model->issues_count <= ISSUES_MAX && model->parties_count <= PARTIES_MAX &&
           model->principals.count <= PRINCIPALS_MAX && model->rules_count <= RULES_MAX &&
           constraints <= CONSTRAINTS_MAX && linkages <= LINKAGES_MAX;
}

static bool is_small_in_time(const ent_model *model) {
    size_t worlds = 1;
    size_t moves = 0;
    for (size_t f = 0; model->has_time && f < model->time.factors_count; f++) {
        worlds *= model->time.factors[f].levels_count;
        moves += model->time.factors[f].moves_count;
        if (worlds > WORLDS_MAX)
            return false;
    }
    for (size_t i = 0; i < model->roadmaps_count; i++)
        if (model->roadmaps[i].steps_count > STEPS_MAX)
            return false;
    return moves <= MOVES_MAX && (!model->has_time || model->time.effects_count <= EFFECTS_MAX) &&
           model->rounds_count <= ROUNDS_MAX && model->roadmaps_count <= ROADMAPS_MAX;
}

static bool has_few_digits(const ent_number *number) {
    return number->likely.exact && number->likely.decimals <= 4 &&
           llabs(number->likely.digits) <= 100000;
}

/* ---- The model. */

static void check_provenance(const ent_model *model) {
    ent_provenance *provenance = NULL;
    REQUIRE(ent_provenance_trace(model, &provenance, NULL) == ENT_OK);
    size_t claims = provenance->ungraded;
    for (size_t r = 0; r < 6; r++)
        for (size_t c = 0; c < 6; c++)
            claims += provenance->grades[r][c];
    REQUIRE(claims == model->claims_count);
    REQUIRE(provenance->unused_claims.count <= model->claims_count);
    REQUIRE(provenance->unsupported.count <= model->numbers_count);
    ent_provenance_free(provenance);
}

static void check(const ent_model *model, uint64_t seed) {
    subject self = {.model = model, .few_digits = true, .random = {seed}};
    for (size_t i = 0; i < model->numbers_count; i++)
        self.few_digits = self.few_digits && has_few_digits(model->numbers[i].number);
    slow_table_make(&self.table, model, false);
    slow_table_make(&self.as_given, model, true);
    check_provenance(model);
    check_packages(&self);
    check_time(&self);
    if (!model->has_time || model->time.rounds <= BRIEF_ROUNDS_MAX)
        check_report(&self);
    slow_table_free(&self.as_given);
    slow_table_free(&self.table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uint64_t seed = size;
    for (size_t i = 0; i < size; i++)
        seed = seed * 31 + data[i];
    ent_model *model = NULL;
    if (ent_model_read_text("fuzz", (const char *)data, size, false, NULL, &model, NULL) ==
            ENT_OK &&
        is_small_in_packages(model) && is_small_in_time(model))
        check(model, seed);
    ent_model_free(model);
    return 0;
}
