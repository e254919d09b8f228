/* The entry of the reader: a file or text in, a model or sorted messages out. */
#include "model/model.h"
#include "base/diag.h"
#include "read/reader.h"

#include <stdlib.h>
#include <string.h>

static void read_version(read_state *r, const read_cursor *at, void *out) {
    (void)out;
    read_whole(r, at, 1, 1);
}

/* In the order in which sections need each other. */
static const read_field SECTIONS[] = {
    {"entente", read_version, 0, true},
    READ_REQUIRED(ent_model, title, read_title),
    READ_FIELD(ent_model, as_of, read_date),
    {"sources", read_sources, 0, false},
    {"claims", read_claims, 0, false},
    {"issues", read_issues, 0, true},
    {"settlement", read_settlement, 0, false},
    {"rules", read_rules, 0, false},
    {"parties", read_parties_section, 0, true},
    {"packages", read_packages, 0, false},
    {"rounds", read_rounds, 0, false},
    {"roadmaps", read_roadmaps, 0, false},
    {"time", read_time, 0, false},
};

static read_table declare_section(read_state *r, const read_cursor *root, const char *key,
                                  const char *what) {
    const read_node *section = read_find_key(root->node, key);
    if (!section)
        return (read_table){.what = what};
    const read_cursor at = read_cursor_key(root, section);
    return read_table_declare(r, &at, what);
}

static bool is_within(read_state *r, const read_cursor *root, const char *key, size_t count,
                      size_t most) {
    if (count <= most)
        return true;
    const read_cursor at = read_cursor_key(root, read_find_key(root->node, key));
    read_note_at(r, ENT_ERR_LIMIT, &at, at.place, "%zu %s are more than the %zu that fit", count,
                 key, most);
    return false;
}

static void note_fault(void *context, ent_status code, ent_place place, const char *path,
                       const char *message) {
    read_note_path(context, code, place, path, message);
}

static void read_sections(read_state *r, const read_node *node) {
    const read_cursor root = {.node = node, .place = node->place};
    r->claims = declare_section(r, &root, "claims", "claim");
    r->sources = declare_section(r, &root, "sources", "source");
    r->issues = declare_section(r, &root, "issues", "issue");
    r->parties = declare_section(r, &root, "parties", "party");
    r->packages = declare_section(r, &root, "packages", "package");
    if (!is_within(r, &root, "issues", r->issues.count, ENT_ISSUES_MAX) ||
        !is_within(r, &root, "parties", r->parties.count, ENT_PARTIES_MAX))
        return;
    READ_RECORD(r, &root, SECTIONS, r->model, NULL);
    const bool can_check = r->model->issues_count > 0 && r->model->parties_count > 0;
    if (can_check && !model_list_faults(r->model, r->watch, &r->scratch, note_fault, r))
        read_give_up(r);
}

static int compare_numbers(const void *left, const void *right) {
    const ent_number_entry *a = left;
    const ent_number_entry *b = right;
    return read_compare_places(&a->number->place, &b->number->place);
}

static void list_numbers(read_state *r) {
    ent_number_entry *numbers = READ_KEEP(r, ent_number_entry, r->numbers_count);
    size_t next = 0;
    for (const read_number_note *note = r->numbers; note; note = note->next)
        numbers[next++] = note->entry;
    if (next > 1)
        qsort(numbers, next, sizeof *numbers, compare_numbers);
    r->model->numbers = numbers;
    r->model->numbers_count = next;
}

static void list_becauses(read_state *r) {
    ent_ids *becauses = READ_KEEP(r, ent_ids, r->becauses_count);
    size_t next = r->becauses_count;
    for (const read_because_note *note = r->becauses; note; note = note->next)
        becauses[--next] = note->claims;
    r->model->becauses = becauses;
    r->model->becauses_count = r->becauses_count;
}

static void list_files(read_state *r) {
    const char **files = READ_KEEP(r, const char *, r->files_count);
    for (size_t f = 0; f < r->files_count; f++)
        files[f] = read_copy_name(r, r->files[f]);
    const char **paths = READ_KEEP(r, const char *, r->files_count);
    for (size_t f = 0; f < r->files_count; f++)
        if (r->opened[f])
            paths[f] = read_copy(r, r->keep, r->opened[f], strlen(r->opened[f]));
    r->model->files = files;
    r->model->paths = paths;
    r->model->files_count = r->files_count;
}

/* `main` without a text is the file of that name. */
static void read_model(read_state *r, const ent_text *main) {
    r->model = READ_KEEP(r, ent_model, 1);
    r->model->owner = r->keep;
    r->model->title = "";
    const read_node *root = NULL;
    if (main->text) {
        r->files[r->files_count++] = main->name;
        root = read_tree_read(r, 0, main->text, main->length);
    } else {
        root = read_tree_read_file(r, main->name, NULL);
    }
    if (root)
        read_sections(r, root);
    list_numbers(r);
    list_becauses(r);
    list_files(r);
}

/* A model file, or the text of one. */
typedef struct origin {
    ent_text main; /* without a text: the file of that name */
    ent_model *model;
} origin;

static void read_origin(read_state *r, void *context) {
    origin *from = context;
    read_model(r, &from->main);
    from->model = r->model;
}

/* @param session  what `file:` may name, and the watch */
static ent_status start(ent_text main, read_session session, ent_model **model, ent_diags *diags) {
    origin from = {.main = main};
    base_arena *keep = base_arena_new();
    if (!keep)
        return base_fail_memory(diags);
    session.keep = keep;
    session.work = read_origin;
    const ent_status status = read_run(&session, &from, diags);
    if (status == ENT_OK)
        *model = from.model;
    else
        base_arena_free(keep);
    return status;
}

static ent_watch *watch_of(const ent_read_options *options) {
    return options ? options->watch : NULL;
}

ent_status ent_model_read_file(const char *path, const ent_read_options *options, ent_model **model,
                               ent_diags *diags) {
    return start((ent_text){.name = path},
                 (read_session){.includes = true, .watch = watch_of(options)}, model, diags);
}

ent_status ent_model_read_text(const char *name, const char *text, size_t length, bool includes,
                               const ent_read_options *options, ent_model **model,
                               ent_diags *diags) {
    return start((ent_text){name, text ? text : "", length},
                 (read_session){.includes = includes, .watch = watch_of(options)}, model, diags);
}

/* The first name that stands twice, or NULL. */
static const char *find_twin(const ent_text *parts, size_t count) {
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(parts[i].name, parts[j].name) == 0)
                return parts[i].name;
    return NULL;
}

ent_status ent_model_read_texts(const ent_text *texts, size_t count,
                                const ent_read_options *options, ent_model **model,
                                ent_diags *diags) {
    if (count == 0)
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                         "there is no text (the first is the model, the others are its parts)");
    const char *twin = find_twin(texts + 1, count - 1);
    if (twin)
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                         "two parts are called '%s' (every part needs a name of its own)", twin);
    const ent_text main = {texts[0].name, texts[0].text ? texts[0].text : "", texts[0].length};
    return start(main,
                 (read_session){.includes = true,
                                .parts = texts + 1,
                                .parts_count = count - 1,
                                .watch = watch_of(options)},
                 model, diags);
}
