/* Arbitrary bytes as a model file: no crash; a model that is accepted passes its own checks and can
 * be traced to its claims, and its numbers are where it says; one that is refused comes with a
 * message. */
#include "fuzz.h"

#include "entente/provenance.h"
#include "entente/read.h"

#include <string.h>

static void use(const ent_model *model, const char *text, size_t size) {
    ent_provenance *provenance = NULL;
    REQUIRE(ent_model_check(model, NULL) == ENT_OK);
    REQUIRE(ent_provenance_trace(model, &provenance, NULL) == ENT_OK);
    ent_provenance_free(provenance);
    REQUIRE(model->principals.count >= 2);
    for (size_t i = 0; i < model->numbers_count; i++) {
        const ent_number *number = model->numbers[i].number;
        REQUIRE(number->low.value <= number->likely.value);
        REQUIRE(number->likely.value <= number->high.value);
        REQUIRE(number->span.begin < number->span.end && number->span.end <= size);
        REQUIRE(strchr("+-.0123456789[", text[number->span.begin]) != NULL);
        REQUIRE(strchr(".0123456789]", text[number->span.end - 1]) != NULL);
    }
    for (size_t p = 0; p < model->parties_count; p++)
        for (size_t j = 0; j < model->issues_count; j++)
            REQUIRE(!model->parties[p].preferences[j].given ||
                    model->parties[p].preferences[j].values != NULL);
}

/* Messages are one line of whole characters, for any file. */
static void check_line(const char *text) {
    for (const unsigned char *next = (const unsigned char *)text; *next; next++) {
        REQUIRE(*next >= 0x20 && *next != 0x7F);
        const int more = *next < 0x80 ? 0 : *next < 0xE0 ? 1 : *next < 0xF0 ? 2 : 3;
        REQUIRE(*next < 0x80 || *next >= 0xC2);
        for (int i = 0; i < more; i++)
            REQUIRE((*++next & 0xC0) == 0x80);
    }
}

static bool is_warning(const ent_diag *diag) {
    return diag->code == ENT_OK;
}

/* From memory, as if it were a file among others: the same model, or the same number of messages.
 */
static void read_again(const uint8_t *data, size_t size, ent_status status, size_t messages) {
    const ent_text texts[] = {{"fuzz", (const char *)data, size}, {"part", "role: host\n", 11}};
    ent_model *model = NULL;
    ent_diags *diags = ent_diags_new();
    const ent_status again = ent_model_read_texts(texts, 2, NULL, &model, diags);
    const bool includes = again == ENT_ERR_IO || (again == ENT_OK && model->files_count > 1);
    REQUIRE((again == ENT_OK) == (model != NULL));
    REQUIRE(includes || status == ENT_ERR_MODEL ||
            (again == status && ent_diags_count(diags) == messages));
    ent_model_free(model);
    ent_diags_free(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ent_model *model = NULL;
    ent_diags *diags = ent_diags_new();
    REQUIRE(diags != NULL);
    const ent_status status =
        ent_model_read_text("fuzz", (const char *)data, size, false, NULL, &model, diags);
    REQUIRE((status == ENT_OK) == (model != NULL));
    REQUIRE((status == ENT_OK) == (ent_diags_count(diags) == 0 ||
                                   is_warning(ent_diags_at(diags, 0)))); /* errors come first */
    read_again(data, size, status, ent_diags_count(diags));
    for (size_t i = 0; ent_diags_at(diags, i); i++) {
        check_line(ent_diags_at(diags, i)->path);
        check_line(ent_diags_at(diags, i)->message);
        REQUIRE(strlen(ent_diags_at(diags, i)->message) > 0);
    }
    if (model)
        use(model, (const char *)data, size);
    ent_model_free(model);
    ent_diags_free(diags);
    return 0;
}
