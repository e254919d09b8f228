#include "clock/labels.h"

#include "base/utf8.h"

#include <string.h>

typedef struct maker {
    base_arena *arena;
    const char *comment;
} maker;

/* Letters with a mark become the letter where the code charts of Latin-1 and Latin Extended-A say
 * which; whatever else is not ASCII becomes '_'. */
static char letter_of(uint32_t point) {
    static const char LATIN_1[] =
        "AAAAAAACEEEEIIIIDNOOOOO_OUUUUYTsaaaaaaaceeeeiiiidnooooo_ouuuuyty";
    static const char EXTENDED_A[] = "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLl"
                                     "LlLlLlNnNnNnnNnOoOoOoOoRrRrRrSs"
                                     "SsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
    if (point >= 0xC0 && point <= 0xFF)
        return LATIN_1[point - 0xC0];
    if (point >= 0x100 && point - 0x100 < sizeof EXTENDED_A - 1)
        return EXTENDED_A[point - 0x100];
    return '_';
}

static char *to_ascii(base_arena *arena, const char *name) {
    char *label = BASE_NEW(arena, char, strlen(name) + 1);
    size_t used = 0;
    for (size_t length; label && *name; name += length) {
        const uint32_t point = base_utf8_next(name, &length);
        if (point == '"' || point == '\\')
            label[used++] = '\'';
        else if (point >= 0x20 && point < 0x7F)
            label[used++] = (char)point;
        else
            label[used++] = point < 0x20 ? ' ' : letter_of(point);
    }
    return label;
}

static bool is_taken(const char *const *labels, size_t count, const char *label) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(labels[i], label) == 0)
            return true;
    return false;
}

/* Say what a label stands for. A double quote would end the comment. */
static bool explain(maker *self, const char *label, const char *name) {
    char *shown = base_arena_copy(self->arena, name, strlen(name));
    if (!shown)
        return false;
    base_utf8_make_harmless(shown, false);
    for (char *c = shown; *c; c++)
        *c = *c == '"' || *c == '\\' ? '\'' : *c;
    self->comment = base_arena_printf(self->arena, "%s%s%s = %s", self->comment,
                                      *self->comment ? "; " : "", label, shown);
    return self->comment != NULL;
}

/* A label for the next name of a list, unlike those before it. */
static const char *next_label(maker *self, const char *const *before, size_t count,
                              const char *name) {
    const char *plain = to_ascii(self->arena, name);
    const char *label = plain && *plain ? plain : plain ? "_" : NULL;
    for (unsigned n = 2; label && is_taken(before, count, label); n++)
        label = base_arena_printf(self->arena, "%s-%u", plain, n);
    if (!label || (strcmp(label, name) != 0 && !explain(self, label, name)))
        return NULL;
    return label;
}

static bool label_levels(maker *self, const ent_factor *factor, const char *const **labels) {
    const char **made = BASE_NEW(self->arena, const char *, factor->levels_count);
    for (size_t l = 0; made && l < factor->levels_count; l++)
        if (!(made[l] = next_label(self, made, l, factor->levels[l])))
            return false;
    *labels = made;
    return made != NULL;
}

/* Actions begin with their number, so that these need not differ. */
static bool label_options(maker *self, const ent_issue *issue, const char *const **labels) {
    const char **made = BASE_NEW(self->arena, const char *, issue->options_count);
    for (size_t o = 0; made && o < issue->options_count; o++)
        if (!(made[o] = next_label(self, NULL, 0, issue->options[o].key)))
            return false;
    *labels = made;
    return made != NULL;
}

bool clock_labels_make(clock_labels *labels, const ent_model *model, base_arena *arena) {
    maker self = {.arena = arena, .comment = ""};
    const char **principals = BASE_NEW(arena, const char *, model->principals.count);
    const char *const **levels = BASE_NEW(arena, const char *const *, model->time.factors_count);
    const char *const **options = BASE_NEW(arena, const char *const *, model->issues_count);
    const char *title = next_label(&self, NULL, 0, model->title ? model->title : "");
    bool good = principals && levels && options && title;
    for (size_t p = 0; good && p < model->principals.count; p++)
        good = (principals[p] = next_label(&self, principals, p,
                                           model->parties[model->principals.at[p]].key)) != NULL;
    for (size_t f = 0; good && f < model->time.factors_count; f++)
        good = label_levels(&self, &model->time.factors[f], &levels[f]);
    for (size_t j = 0; good && j < model->issues_count; j++)
        good = label_options(&self, &model->issues[j], &options[j]);
    *labels = (clock_labels){title, principals, levels, options, self.comment};
    return good;
}
