/*
 * The files of a scenario of one format, built once for each with FORMAT its ent_import_format. The
 * first part of the input is the domain, each other one a profile; what tells the format and the
 * kind of file is put around them, so that every input reaches the reader of this format.
 */
#include "import_check.h"

#include <string.h>

enum { PROFILES_MAX = 4 };

typedef struct frame {
    const char *before;
    const char *after;
} frame;

static const struct {
    frame domain; /* NULL: the format has none of its own */
    frame profile;
    bool domain_may_lack;
} FRAMES[ENT_IMPORT_FORMATS] = {
    [ENT_IMPORT_GENIUS] = {{"<negotiation_template>", "</negotiation_template>"},
                           {"<utility_space", "</utility_space>"},
                           false},
    [ENT_IMPORT_NEGMAS] = {{"issues:\n", ""}, {"type: ", ""}, false},
    [ENT_IMPORT_GENIUSWEB] = {{"{\"name\": \"d\", \"issuesValues\": ", "}"},
                              {"{\"LinearAdditiveUtilitySpace\": ", "}"},
                              true},
    [ENT_IMPORT_NEGOLOG] = {{NULL, NULL}, {"{\"reservationValue\": ", "}"}, true},
};

static ent_import_file framed(const frame *around, const char *name, const fuzz_part *part) {
    const size_t before = strlen(around->before);
    const size_t after = strlen(around->after);
    const size_t length = before + part->length + after;
    char *text = malloc(length + 1);
    REQUIRE(text != NULL);
    memcpy(text, around->before, before);
    memcpy(text + before, part->text, part->length);
    memcpy(text + before + part->length, around->after, after);
    return (ent_import_file){name, text, length};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const NAMES[PROFILES_MAX + 1] = {"domain", "a", "b", "c", "d"};
    fuzz_part parts[PROFILES_MAX + 1];
    ent_import_file files[PROFILES_MAX + 1];
    const size_t parts_count = fuzz_cut(data, size, parts, PROFILES_MAX + 1);
    size_t count = 0;
    const bool has_domain =
        FRAMES[FORMAT].domain.before && (parts[0].length > 0 || !FRAMES[FORMAT].domain_may_lack);
    if (has_domain)
        files[count++] = framed(&FRAMES[FORMAT].domain, NAMES[0], &parts[0]);
    for (size_t i = 1; i < parts_count; i++)
        files[count++] = framed(&FRAMES[FORMAT].profile, NAMES[i], &parts[i]);
    import_check(files, count);
    for (size_t i = 0; i < count; i++)
        free((char *)(uintptr_t)files[i].text);
    return 0;
}
