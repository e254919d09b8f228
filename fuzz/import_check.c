/* Files of a scenario: what holds of the model that comes out. */
#include "import_check.h"

#include "entente/read.h"
#include "entente/write.h"

#include <math.h>
#include <string.h>

enum { FILES_MAX = 6 };

static bool in_unit(const ent_number *number) {
    return number->likely.value >= 0 && number->likely.value <= 1;
}

static void check_party(const ent_import *import, uint32_t party) {
    const ent_model *model = import->model;
    const ent_party *self = &model->parties[party];
    const ent_import_scale *scale = &import->scales[party];
    REQUIRE(in_unit(&self->walk_away));
    REQUIRE(scale->scale > 0 && isfinite(scale->scale) && isfinite(scale->offset));
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *preference = &self->preferences[j];
        REQUIRE(!preference->given || preference->weight.likely.value > 0);
        for (size_t o = 0; preference->given && o < model->issues[j].options_count; o++)
            REQUIRE(in_unit(&preference->values[o]));
    }
    uint32_t package[ENT_ISSUES_MAX] = {0};
    const double utility = ent_model_utility(model, party, package, false);
    const double mapped = ent_import_utility(import, party, utility);
    const double slack = 1e-9 * (scale->scale + fabs(scale->offset));
    REQUIRE(mapped >= fmin(scale->least, 1) - slack && mapped <= scale->most + slack);
}

static void check_text(const ent_import *import) {
    char *text = NULL;
    size_t length = 0;
    ent_model *back = NULL;
    FILE *file = open_memstream(&text, &length);
    REQUIRE(file != NULL);
    REQUIRE(ent_import_write(import, file) == ENT_OK);
    REQUIRE(fclose(file) == 0);
    const ent_status status = ent_model_read_text("text", text, length, false, NULL, &back, NULL);
    REQUIRE(status == ENT_OK || status == ENT_ERR_LIMIT);
    if (back) {
        REQUIRE(back->numbers_count == import->model->numbers_count);
        for (size_t i = 0; i < back->numbers_count; i++)
            REQUIRE(back->numbers[i].number->likely.value ==
                    import->model->numbers[i].number->likely.value);
    }
    ent_model_free(back);
    free(text);
}

/* One GENIUS file of the model; NULL text: GENIUS cannot say it. */
static ent_import_file genius_file(const ent_model *model, uint32_t party) {
    char *text = NULL;
    ent_import_file made = {.name = party == ENT_EXPORT_DOMAIN ? "domain" : "profile"};
    FILE *file = open_memstream(&text, &made.length);
    REQUIRE(file != NULL);
    const ent_status status = ent_export_genius(model, party, file, NULL);
    REQUIRE(fclose(file) == 0);
    REQUIRE(status == ENT_OK || status == ENT_ERR_MODEL);
    made.text = text;
    if (status != ENT_OK) {
        free(text);
        made.text = NULL;
    }
    return made;
}

/* The best and the worst package of a party, by its sums. */
static double extreme(const ent_import *import, uint32_t party, double sign) {
    const ent_model *model = import->model;
    uint32_t package[ENT_ISSUES_MAX] = {0};
    const ent_party *self = &model->parties[party];
    for (size_t j = 0; j < model->issues_count; j++)
        for (uint32_t o = 0; self->preferences[j].given && o < model->issues[j].options_count; o++)
            if (sign * self->preferences[j].values[o].likely.value >
                sign * self->preferences[j].values[package[j]].likely.value)
                package[j] = o;
    return ent_model_utility(model, party, package, false);
}

static void compare_utilities(const ent_import *import, const ent_import *back) {
    REQUIRE(back->model->issues_count == import->model->issues_count);
    for (size_t j = 0; j < back->model->issues_count; j++)
        REQUIRE(back->model->issues[j].options_count == import->model->issues[j].options_count);
    for (uint32_t party = 0; party < back->model->parties_count; party++)
        for (double sign = -1; sign <= 1; sign += 2) {
            const double before = extreme(import, party, sign);
            const double after = ent_import_utility(back, party, extreme(back, party, sign));
            REQUIRE(fabs(before - after) <= 1e-9);
        }
}

/* Only of small scenarios: it takes a reading of each file. */
static void check_genius(const ent_import *import) {
    const ent_model *model = import->model;
    ent_import_file files[FILES_MAX + 1];
    size_t count = 0;
    bool all = model->parties_count <= FILES_MAX && model->numbers_count < 1000;
    for (uint32_t party = 0; all && party <= model->parties_count; party++) {
        files[count] = genius_file(model, party == 0 ? ENT_EXPORT_DOMAIN : party - 1);
        all = files[count++].text != NULL;
    }
    ent_import *back = NULL;
    if (all) {
        const ent_status status = ent_import_texts(files, count, NULL, &back, NULL);
        REQUIRE(status == ENT_OK);
        compare_utilities(import, back);
    }
    ent_import_free(back);
    for (size_t i = 0; i < count; i++)
        free((char *)(uintptr_t)files[i].text);
}

static void check_model(const ent_import *import) {
    const ent_model *model = import->model;
    REQUIRE(ent_model_check(model, NULL) == ENT_OK);
    REQUIRE(model->parties_count >= 2 && model->principals.count == model->parties_count);
    REQUIRE(model->issues_count >= 1 && model->issues_count <= ENT_ISSUES_MAX);
    for (size_t j = 0; j < model->issues_count; j++)
        REQUIRE(model->issues[j].options_count >= 1 &&
                model->issues[j].options_count <= ENT_OPTIONS_MAX);
    for (uint32_t party = 0; party < model->parties_count; party++)
        check_party(import, party);
    check_text(import);
    check_genius(import);
}

void import_check(const ent_import_file *files, size_t count) {
    ent_import *import = NULL;
    ent_diags *diags = ent_diags_new();
    const ent_status status = ent_import_texts(files, count, NULL, &import, diags);
    REQUIRE((import != NULL) == (status == ENT_OK));
    REQUIRE(status == ENT_OK || ent_diags_count(diags) > 0);
    if (import)
        check_model(import);
    ent_import_free(import);
    ent_diags_free(diags);
}
