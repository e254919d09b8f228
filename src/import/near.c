/*
 * A profile with a mistake in the very key that it is known by must not pass for something else:
 * then a party would be missing, and nobody told.
 */
#include "import/import.h"

#include "base/nearest.h"

#include <string.h>

/* What formats in YAML and JSON have, and hardly anything else that lies beside them. */
static const char *const KEYS[] = {
    "weights",
    "values",
    "ufun",
    "reserved_value",
    "issues",
    "issueWeights",
    "reservationValue",
    "issueUtilities",
    "reservationBid",
    "issuesValues",
    "LinearAdditiveUtilitySpace",
};
/* Known by, but common: only good for a hint. */
static const char *const COMMON[] = {"type", "domain", "mapping"};
static const char *const ELEMENTS[] = {"utility_space", "negotiation_template"};

static const char *const WANTED[ENT_IMPORT_FORMATS] = {
    [ENT_IMPORT_GENIUS] = "a profile is a <utility_space>, a domain a <negotiation_template>",
    [ENT_IMPORT_NEGMAS] = "a profile has 'type:', the name of a utility function such as "
                          "LinearAdditiveUtilityFunction, a domain has 'issues:', a list",
    [ENT_IMPORT_GENIUSWEB] = "a profile is one map \"LinearAdditiveUtilitySpace\" that holds all, "
                             "\"domain\" too; a domain has the map \"issuesValues\"",
    [ENT_IMPORT_NEGOLOG] = "a profile has the maps \"issueWeights\" and \"issues\"",
};

/* To names of fewer letters too much is near. */
#define SHORT 6

#define COUNT(list) (sizeof(list) / sizeof *(list))

static bool is_among(const char *name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(name, names[i]))
            return true;
    return false;
}

typedef struct findings {
    bool found;          /* a key that only scenarios have, or nearly */
    const char *written; /* the first that is nearly another, and that other; NULL: none */
    const char *meant;
    size_t work;
} findings;

static void note_near(findings *of, const char *name, const char *const *names, size_t count,
                      bool counts) {
    const char *near = base_nearest(name, names, count, &of->work);
    if (!near || (counts && strlen(near) < SHORT))
        return;
    of->found = of->found || counts;
    if (!of->written) {
        of->written = name;
        of->meant = near;
    }
}

static void look_at(findings *of, const import_node *map) {
    for (const import_node *child = map->first; child; child = child->next) {
        if (is_among(child->name, KEYS, COUNT(KEYS)))
            of->found = true;
        else if (!is_among(child->name, COMMON, COUNT(COMMON))) {
            note_near(of, child->name, KEYS, COUNT(KEYS), true);
            note_near(of, child->name, COMMON, COUNT(COMMON), false);
        }
    }
}

static void look_at_element(findings *of, const import_node *root) {
    note_near(of, root->name, ELEMENTS, COUNT(ELEMENTS), true);
    of->found = of->found || import_child(root, IMPORT_MAP, "objective");
}

const char *import_near_miss(importer *self, const import_source *source,
                             ent_import_format format) {
    findings of = {0};
    const import_node *root = source->root;
    if (source->is_xml)
        look_at_element(&of, root);
    else
        look_at(&of, root);
    if (!source->is_xml && root->count == 1 && root->first->kind == IMPORT_MAP)
        look_at(&of, root->first);
    if (!of.found)
        return NULL;
    const char *hint = "";
    if (of.written)
        hint =
            base_arena_printf(self->arena, " (is '%.60s' meant to be '%s'?)", of.written, of.meant);
    const char *text = hint ? base_arena_printf(self->arena, "%s%s", WANTED[format], hint) : NULL;
    if (!text)
        import_fail_memory(self);
    return text;
}

bool import_refuse_misspelt(importer *self, const import_node *map, const char *const *known,
                            size_t count) {
    size_t work = 0;
    for (const import_node *child = map->first; child; child = child->next) {
        if (is_among(child->name, known, count))
            continue;
        const char *near = base_nearest(child->name, known, count, &work);
        if (near && strlen(near) >= SHORT)
            return import_fail(self, ENT_ERR_MODEL, &child->place,
                               "unknown '%.60s' (did you mean '%s'?)", child->name, near);
    }
    return true;
}
