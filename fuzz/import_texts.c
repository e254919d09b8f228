/*
 * Arbitrary bytes as the files of a scenario, cut at each record separator (byte 30).
 *
 * Whatever comes in: no crash; a refusal says why; what is accepted is a sound model whose
 * utilities map back to finite numbers between the smallest and largest sum of the file, and whose
 * text is a model file with the same numbers.
 */
#define _POSIX_C_SOURCE 200809L /* open_memstream */

#include "entente/import.h"
#include "entente/read.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES_MAX = 6, SEPARATOR = 30 };

static void require(bool claim) {
    if (!claim)
        abort();
}

static bool in_unit(const ent_number *number) {
    return number->likely.value >= 0 && number->likely.value <= 1;
}

static void check_party(const ent_import *import, uint32_t party) {
    const ent_model *model = import->model;
    const ent_party *self = &model->parties[party];
    const ent_import_scale *scale = &import->scales[party];
    require(in_unit(&self->walk_away));
    require(scale->scale > 0 && isfinite(scale->scale) && isfinite(scale->offset));
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *preference = &self->preferences[j];
        require(!preference->given || preference->weight.likely.value > 0);
        for (size_t o = 0; preference->given && o < model->issues[j].options_count; o++)
            require(in_unit(&preference->values[o]));
    }
    uint32_t package[ENT_ISSUES_MAX] = {0};
    const double utility = ent_model_utility(model, party, package, false);
    const double mapped = ent_import_utility(import, party, utility);
    const double slack = 1e-9 * (scale->scale + fabs(scale->offset));
    require(mapped >= fmin(scale->least, 1) - slack && mapped <= scale->most + slack);
}

static void check_text(const ent_import *import) {
    char *text = NULL;
    size_t length = 0;
    ent_model *back = NULL;
    FILE *file = open_memstream(&text, &length);
    require(file != NULL);
    require(ent_import_write(import, file) == ENT_OK);
    require(fclose(file) == 0);
    const ent_status status = ent_model_read_text("text", text, length, false, &back, NULL);
    require(status == ENT_OK || status == ENT_ERR_LIMIT);
    if (back) {
        require(back->numbers_count == import->model->numbers_count);
        for (size_t i = 0; i < back->numbers_count; i++)
            require(back->numbers[i].number->likely.value ==
                    import->model->numbers[i].number->likely.value);
    }
    ent_model_free(back);
    free(text);
}

static void check(const ent_import *import) {
    const ent_model *model = import->model;
    require(ent_model_check(model, NULL) == ENT_OK);
    require(model->parties_count >= 2 && model->principals.count == model->parties_count);
    require(model->issues_count >= 1 && model->issues_count <= ENT_ISSUES_MAX);
    for (size_t j = 0; j < model->issues_count; j++)
        require(model->issues[j].options_count >= 1 &&
                model->issues[j].options_count <= ENT_OPTIONS_MAX);
    for (uint32_t party = 0; party < model->parties_count; party++)
        check_party(import, party);
    check_text(import);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const NAMES[FILES_MAX] = {"a", "b", "c", "d", "e", "f"};
    ent_import_file files[FILES_MAX];
    size_t count = 0;
    for (size_t at = 0; at <= size && count < FILES_MAX;) {
        const uint8_t *end = size > at ? memchr(data + at, SEPARATOR, size - at) : NULL;
        const size_t length = end ? (size_t)(end - data) - at : size - at;
        files[count] = (ent_import_file){NAMES[count], (const char *)data + at, length};
        count++;
        at += length + 1;
    }
    ent_import *import = NULL;
    ent_diags *diags = ent_diags_new();
    const ent_status status = ent_import_texts(files, count, &import, diags);
    require((import != NULL) == (status == ENT_OK));
    require(status == ENT_OK || ent_diags_count(diags) > 0);
    if (import)
        check(import);
    ent_import_free(import);
    ent_diags_free(diags);
    return 0;
}
