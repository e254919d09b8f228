/* An import as a model file, headed by where it comes from and how its utilities map back. */
#include "entente/write.h"
#include "base/utf8.h"
#include "import/import.h"

#include <string.h>

/* File names may be any bytes; a model file is printable UTF-8. */
static void put_line(FILE *file, const char *text) {
    for (size_t size; *text; text += size) {
        const uint32_t point = base_utf8_next(text, &size);
        const bool is_refused = point == 0xfeff || point == 0xfffe || point == 0xffff;
        if (base_utf8_is_harmless(point) && !is_refused)
            fwrite(text, 1, size, file);
        else
            putc('?', file);
    }
}

static void put_scale(FILE *file, const ent_party *party, const ent_import_scale *scale) {
    char offset[BASE_DECIMAL_TEXT];
    char factor[BASE_DECIMAL_TEXT];
    base_decimal_print(base_decimal_shortest(scale->offset), offset);
    base_decimal_print(base_decimal_shortest(scale->scale), factor);
    if (scale->offset != 0 || scale->scale != 1)
        fprintf(file, "# utility of %s in its file: %s + %s x utility here%s\n", party->key, offset,
                factor, scale->clipped ? ", at most 1" : "");
    else if (scale->clipped)
        fprintf(file, "# utility of %s in its file: at most 1\n", party->key);
    if (scale->discount < 1) {
        base_decimal_print(base_decimal_shortest(scale->discount), factor);
        fprintf(file, "# discount of %s over the whole negotiation: %s\n", party->key, factor);
    }
}

ent_status ent_import_write(const ent_import *import, FILE *file) {
    const ent_model *model = import->model;
    fprintf(file, "# Imported from %s:\n", ent_import_format_name(import->format));
    for (size_t f = 0; f < model->files_count; f++) {
        fputs("#   ", file);
        put_line(file, model->files[f]);
        putc('\n', file);
    }
    for (size_t p = 0; p < model->parties_count; p++)
        put_scale(file, &model->parties[p], &import->scales[p]);
    return ent_model_write(model, file);
}
