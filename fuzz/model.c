/* Arbitrary bytes as a model file: no crash; a model that is accepted passes its own checks and can
 * be traced to its claims; one that is refused comes with a message. */
#include "entente/provenance.h"
#include "entente/read.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int is_true) {
    if (!is_true)
        abort();
}

static void use(const ent_model *model) {
    ent_provenance *provenance = NULL;
    require(ent_model_check(model, NULL) == ENT_OK);
    require(ent_provenance_trace(model, &provenance, NULL) == ENT_OK);
    ent_provenance_free(provenance);
    require(model->principals.count >= 2);
    for (size_t i = 0; i < model->numbers_count; i++) {
        const ent_number *number = model->numbers[i].number;
        require(number->low.value <= number->likely.value);
        require(number->likely.value <= number->high.value);
    }
    for (size_t p = 0; p < model->parties_count; p++)
        for (size_t j = 0; j < model->issues_count; j++)
            require(!model->parties[p].preferences[j].given ||
                    model->parties[p].preferences[j].values != NULL);
}

/* Messages are one line of whole characters, for any file. */
static void check_line(const char *text) {
    for (const unsigned char *next = (const unsigned char *)text; *next; next++) {
        require(*next >= 0x20 && *next != 0x7F);
        const int more = *next < 0x80 ? 0 : *next < 0xE0 ? 1 : *next < 0xF0 ? 2 : 3;
        require(*next < 0x80 || *next >= 0xC2);
        for (int i = 0; i < more; i++)
            require((*++next & 0xC0) == 0x80);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ent_model *model = NULL;
    ent_diags *diags = ent_diags_new();
    require(diags != NULL);
    const ent_status status =
        ent_model_read_text("fuzz", (const char *)data, size, false, &model, diags);
    require((status == ENT_OK) == (model != NULL));
    require((status == ENT_OK) == (ent_diags_count(diags) == 0));
    for (size_t i = 0; ent_diags_at(diags, i); i++) {
        check_line(ent_diags_at(diags, i)->path);
        check_line(ent_diags_at(diags, i)->message);
        require(strlen(ent_diags_at(diags, i)->message) > 0);
    }
    if (model)
        use(model);
    ent_model_free(model);
    ent_diags_free(diags);
    return 0;
}
