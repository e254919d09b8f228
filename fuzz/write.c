/* Arbitrary bytes as a model file: what is read can be written, what is written is read as the same
 * model, and written again it is the same text. */
#include "fuzz.h"

#include "entente/read.h"
#include "entente/write.h"
#include "same_model.h"

#include <string.h>

static char *text_of(const ent_model *model, size_t *length) {
    char *text = NULL;
    FILE *file = open_memstream(&text, length);
    REQUIRE(file != NULL);
    REQUIRE(ent_model_write(model, file) == ENT_OK);
    REQUIRE(fclose(file) == 0);
    return text;
}

/* One that is nearly too large may be too large once it is written. */
static ent_model *read_back(const char *text, size_t length) {
    ent_model *model = NULL;
    ent_diags *diags = ent_diags_new();
    const ent_status status = ent_model_read_text("text", text, length, false, NULL, &model, diags);
    if (status != ENT_OK && status != ENT_ERR_LIMIT) {
        char message[512];
        ent_diag_format(ent_diags_at(diags, 0), message, sizeof message);
        fprintf(stderr, "%s\n%s\n", text, message);
        abort();
    }
    ent_diags_free(diags);
    return model;
}

static void check(const ent_model *model) {
    size_t length = 0;
    char *text = text_of(model, &length);
    ent_model *back = read_back(text, length);
    if (back) {
        const char *difference = model_difference(model, back);
        if (difference) {
            fprintf(stderr, "%s\nlost in writing: %s\n", text, difference);
            abort();
        }
        size_t again_length = 0;
        char *again = text_of(back, &again_length);
        REQUIRE(again_length == length && !memcmp(again, text, length));
        free(again);
    }
    ent_model_free(back);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ent_model *model = NULL;
    if (ent_model_read_text("fuzz", (const char *)data, size, false, NULL, &model, NULL) == ENT_OK)
        check(model);
    ent_model_free(model);
    return 0;
}
