/* From files to an import: tell domain and profiles apart by their content, then read them. */
#include "base/diag.h"
#include "base/file.h"
#include "base/utf8.h"
#include "entente/read.h"
#include "import/import.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *ent_import_format_name(ent_import_format format) {
    static const char *const NAMES[ENT_IMPORT_FORMATS] = {"genius", "negmas", "geniusweb",
                                                          "negolog"};
    return (unsigned)format < ENT_IMPORT_FORMATS ? NAMES[format] : "unknown";
}

void ent_import_free(ent_import *import) {
    if (import)
        base_arena_free(import->owner);
}

double ent_import_utility(const ent_import *import, uint32_t party, double utility) {
    const ent_import_scale *scale = &import->scales[party];
    const double sum = scale->offset + scale->scale * utility;
    return scale->clipped && sum > 1 ? 1 : sum;
}

/* --- what a file is --- */

typedef struct reader {
    import_role (*role)(const import_node *root);
    bool (*domain)(importer *self, const import_source *source, import_domain *domain);
    bool (*profile)(importer *self, const import_source *source, const import_domain *domain,
                    import_party *party);
    bool is_xml;
    bool domain_in_profiles; /* a profile will do where there is no domain file */
} reader;

static const reader READERS[ENT_IMPORT_FORMATS] = {
    [ENT_IMPORT_GENIUS] = {import_genius_role, import_genius_domain, import_genius_profile, true,
                           false},
    [ENT_IMPORT_NEGMAS] = {import_negmas_role, import_negmas_domain, import_negmas_profile, false,
                           false},
    [ENT_IMPORT_GENIUSWEB] = {import_geniusweb_role, import_geniusweb_domain,
                              import_geniusweb_profile, false, true},
    [ENT_IMPORT_NEGOLOG] = {import_negolog_role, import_negolog_domain, import_negolog_profile,
                            false, true},
};

static bool looks_like_xml(const ent_import_file *file) {
    for (size_t i = 0; i < file->length; i++)
        if (!memchr(" \t\r\n\xef\xbb\xbf", file->text[i], 7))
            return file->text[i] == '<' || file->text[i] == '\0' ||
                   (unsigned char)file->text[i] >= 0xfe; /* the last two: UTF-16 */
    return false;
}

static bool is_empty(const ent_import_file *file) {
    for (size_t i = 0; i < file->length; i++)
        if (!memchr(" \t\r\n", file->text[i], 4))
            return false;
    return true;
}

static const char *stem_of(importer *self, const char *path) {
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    const size_t length = dot && dot != name ? (size_t)(dot - name) : strlen(name);
    char *stem = base_arena_copy(self->arena, name, length);
    if (!stem)
        import_fail_memory(self);
    else if (!base_utf8_is_text(stem, length)) /* file names may be any bytes, titles not */
        for (size_t i = 0; i < length; i++)
            stem[i] = (unsigned char)stem[i] < 0x80 ? stem[i] : '?';
    return stem;
}

static bool classify(importer *self, const ent_import_file *file, uint32_t index,
                     import_source *source) {
    const bool is_xml = looks_like_xml(file);
    source->root = is_xml ? import_xml(self, index, file->text, file->length)
                          : import_yaml(self, index, file->text, file->length);
    source->is_xml = is_xml;
    source->stem = stem_of(self, file->name);
    if (!source->root || !source->stem)
        return false;
    for (unsigned f = 0; f < ENT_IMPORT_FORMATS && source->role == IMPORT_UNKNOWN; f++) {
        if (READERS[f].is_xml != is_xml)
            continue;
        source->role = READERS[f].role(source->root);
        source->format = (ent_import_format)f;
    }
    return true;
}

/* --- a scenario --- */

typedef struct scenario {
    importer self;
    const ent_import_file *files;
    size_t files_count;
    bool opened;    /* the texts come from files of these names */
    bool strangers; /* files that are neither domain nor profile are passed over */
    import_source *sources;
    const import_source *domain_source;
    size_t profiles_count;
} scenario;

static bool check_sizes(scenario *s) {
    importer *self = &s->self;
    for (size_t i = 0; i < s->files_count; i++)
        if (s->files[i].length > ENT_FILE_BYTES_MAX) {
            const ent_place place = {.file = (uint32_t)i};
            return import_fail(self, ENT_ERR_LIMIT, &place, "%zu bytes; at most %u",
                               s->files[i].length, ENT_FILE_BYTES_MAX);
        }
    return true;
}

/* In a folder there may be other files; a profile that is nearly right is none of them. */
static bool pass_over(scenario *s, size_t i, ent_import_format format) {
    importer *self = &s->self;
    const ent_place place = {.file = (uint32_t)i};
    const char *wrong = import_near_miss(self, &s->sources[i], format);
    if (wrong)
        return import_fail(self, ENT_ERR_MODEL, &place,
                           "nearly a file of this %s scenario, but not quite: %s",
                           ent_import_format_name(format), wrong);
    if (self->status != ENT_OK)
        return false;
    if (!s->strangers)
        return import_fail(self, ENT_ERR_MODEL, &place,
                           "neither a domain nor a profile of GENIUS, NegMAS, GeniusWeb or "
                           "NegoLog");
    import_warn(self, &place, "ignored: neither a domain nor a profile");
    return self->status == ENT_OK;
}

static bool pass_over_strangers(scenario *s, const import_source *first) {
    bool good = true;
    for (size_t i = 0; i < s->files_count; i++)
        if (s->sources[i].root && s->sources[i].role == IMPORT_UNKNOWN)
            good = pass_over(s, i,
                             first                  ? first->format
                             : s->sources[i].is_xml ? ENT_IMPORT_GENIUS
                                                    : ENT_IMPORT_NEGMAS) &&
                   good;
    return good;
}

static bool sort_out(scenario *s) {
    importer *self = &s->self;
    const import_source *first = NULL;
    for (size_t i = 0; i < s->files_count; i++) {
        import_source *source = &s->sources[i];
        const ent_place place = {.file = (uint32_t)i};
        if (s->strangers && is_empty(&s->files[i])) {
            import_warn(self, &place, "ignored: the file is empty");
            continue;
        }
        if (!classify(self, &s->files[i], (uint32_t)i, source))
            return false;
        if (source->role == IMPORT_UNKNOWN)
            continue;
        if (!first)
            first = source;
        if (source->format != first->format)
            return import_fail(
                self, ENT_ERR_MODEL, &place, "a %s file among %s files; keep one format a scenario",
                ent_import_format_name(source->format), ent_import_format_name(first->format));
        if (source->role == IMPORT_DOMAIN && s->domain_source)
            return import_fail(self, ENT_ERR_MODEL, &place, "a second domain, after '%s'",
                               s->domain_source->stem);
        if (source->role == IMPORT_DOMAIN)
            s->domain_source = source;
        s->profiles_count += source->role == IMPORT_PROFILE;
    }
    return pass_over_strangers(s, first);
}

/* The domain file, or a profile that repeats the domain. */
static bool choose_domain(scenario *s) {
    importer *self = &s->self;
    for (size_t i = 0; i < s->files_count && !s->domain_source; i++)
        if (s->sources[i].role == IMPORT_PROFILE &&
            READERS[s->sources[i].format].domain_in_profiles)
            s->domain_source = &s->sources[i];
    if (!s->domain_source && s->profiles_count == 0)
        return import_fail(self, ENT_ERR_MODEL, NULL,
                           "no scenario; a domain and at least two profiles are wanted");
    if (!s->domain_source)
        return import_fail(self, ENT_ERR_MODEL, NULL,
                           "no domain file; it stands beside the profiles");
    if (s->profiles_count < 2)
        return import_fail(self, ENT_ERR_MODEL, NULL, "%zu profile%s; at least two are wanted",
                           s->profiles_count, s->profiles_count == 1 ? "" : "s");
    if (s->profiles_count > ENT_PRINCIPALS_MAX)
        return import_fail(self, ENT_ERR_LIMIT, NULL,
                           "%zu profiles; at most %d negotiate, name the files of those that do",
                           s->profiles_count, ENT_PRINCIPALS_MAX);
    return true;
}

/* The files that are part of the scenario. */
static bool name_paths(scenario *s) {
    importer *self = &s->self;
    if (!s->opened)
        return true;
    self->paths = BASE_NEW(self->arena, const char *, s->files_count);
    if (!self->paths)
        return import_fail_memory(self);
    for (size_t i = 0; i < s->files_count; i++)
        if (s->sources[i].role != IMPORT_UNKNOWN)
            self->paths[i] = self->files[i];
    return true;
}

static ent_import *read_scenario(scenario *s) {
    importer *self = &s->self;
    s->sources = BASE_NEW(self->arena, import_source, s->files_count);
    self->files = BASE_NEW(self->arena, const char *, s->files_count);
    if (!s->sources || !self->files) {
        import_fail_memory(self);
        return NULL;
    }
    for (size_t i = 0; i < s->files_count; i++) {
        self->files[i] = base_arena_copy(self->arena, s->files[i].name, strlen(s->files[i].name));
        if (!self->files[i]) {
            import_fail_memory(self);
            return NULL;
        }
    }
    import_domain domain = {0};
    if (!check_sizes(s) || !sort_out(s) || !choose_domain(s) || !name_paths(s))
        return NULL;
    const reader *format = &READERS[s->domain_source->format];
    import_party *parties = BASE_NEW(self->arena, import_party, s->profiles_count);
    if (!parties) {
        import_fail_memory(self);
        return NULL;
    }
    if (!format->domain(self, s->domain_source, &domain) || !import_check_sizes(self, &domain))
        return NULL;
    size_t party = 0;
    bool good = true;
    for (size_t i = 0; i < s->files_count; i++)
        if (s->sources[i].role == IMPORT_PROFILE)
            good = format->profile(self, &s->sources[i], &domain, &parties[party++]) && good;
    return good ? import_build(self, s->domain_source->format, &domain, parties, s->profiles_count,
                               s->files_count)
                : NULL;
}

static ent_status import_scenario(const ent_import_file *files, size_t count, bool opened,
                                  bool strangers, const ent_import_options *options,
                                  ent_import **import, ent_diags *diags) {
    ent_watch *watch = options ? options->watch : NULL;
    base_arena *arena = base_arena_new();
    if (!arena)
        return base_fail_memory(diags);
    base_watch_phase(watch, "reading", 0);
    scenario s = {.self = {.arena = arena, .diags = diags, .watch = watch},
                  .files = files,
                  .files_count = count,
                  .opened = opened,
                  .strangers = strangers};
    ent_import *made = read_scenario(&s);
    if (s.self.status == ENT_OK)
        import_report_warnings(&s.self);
    if (!made || s.self.status != ENT_OK || base_watch_ended(watch)) {
        base_arena_free(arena);
        return base_watch_end(watch, s.self.status, diags);
    }
    made->owner = arena;
    *import = made;
    return ENT_OK;
}

ent_status ent_import_texts(const ent_import_file *files, size_t count,
                            const ent_import_options *options, ent_import **import,
                            ent_diags *diags) {
    return import_scenario(files, count, false, false, options, import, diags);
}

/* --- files --- */

/* @param[out] text  to be given back with free(), also where reading failed */
static ent_status read_file(const char *path, ent_import_file *file, char **text,
                            ent_diags *diags) {
    size_t length = 0;
    const int error = base_file_read(path, ENT_FILE_BYTES_MAX, true, text, &length);
    if (error == ENOMEM)
        return base_fail_memory(diags);
    if (error)
        return base_fail(diags, ENT_ERR_IO, path, 0, 0, NULL, "%s", base_file_error(error));
    *file = (ent_import_file){.name = path, .text = *text ? *text : "", .length = length};
    return length <= ENT_FILE_BYTES_MAX ? ENT_OK
                                        : base_fail(diags, ENT_ERR_LIMIT, path, 0, 0, NULL,
                                                    "more than %u bytes", ENT_FILE_BYTES_MAX);
}

static ent_status import_paths(const char *const *paths, size_t count, bool strangers,
                               const ent_import_options *options, ent_import **import,
                               ent_diags *diags) {
    base_arena scratch = {0};
    ent_import_file *files = BASE_NEW(&scratch, ent_import_file, count);
    char **texts = BASE_NEW(&scratch, char *, count);
    ent_status status = files && texts ? ENT_OK : base_fail_memory(diags);
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = read_file(paths[i], &files[i], &texts[i], diags);
    if (status == ENT_OK)
        status = import_scenario(files, count, true, strangers, options, import, diags);
    for (size_t i = 0; texts && i < count; i++)
        free(texts[i]);
    base_arena_clear(&scratch);
    return status;
}

ent_status ent_import_files(const char *const *paths, size_t count,
                            const ent_import_options *options, ent_import **import,
                            ent_diags *diags) {
    return import_paths(paths, count, false, options, import, diags);
}

/* --- folders --- */

static bool may_be_part(const char *name) {
    static const char *const ENDINGS[] = {".xml", ".yml", ".yaml", ".json"};
    const char *dot = strrchr(name, '.');
    if (!dot || name[0] == '.' || !strcmp(name, "pareto.xml"))
        return false; /* pareto.xml is a list of points that GENIUS writes, not XML */
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (!strcmp(dot, ENDINGS[i]))
            return true;
    return false;
}

typedef struct name_list {
    size_t count;
    size_t room;
    const char **at;
} name_list;

static bool push_name(base_arena *arena, name_list *names, const char *name) {
    if (!name)
        return false;
    if (names->count == names->room) {
        const size_t room = names->room ? 2 * names->room : 16;
        const char **at = BASE_NEW(arena, const char *, room);
        if (!at)
            return false;
        if (names->count)
            memcpy(at, names->at, names->count * sizeof *at);
        names->at = at;
        names->room = room;
    }
    names->at[names->count++] = name;
    return true;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static ent_status list_folder(base_arena *arena, const char *path, name_list *names,
                              ent_diags *diags) {
    DIR *folder = opendir(path);
    if (!folder)
        return base_fail(diags, ENT_ERR_IO, path, 0, 0, NULL, "the folder cannot be opened");
    ent_status status = ENT_OK;
    for (const struct dirent *entry; status == ENT_OK && (entry = readdir(folder));)
        if (may_be_part(entry->d_name) &&
            !push_name(arena, names, base_arena_printf(arena, "%s/%s", path, entry->d_name)))
            status = base_fail_memory(diags);
    closedir(folder);
    if (status == ENT_OK && names->count)
        qsort(names->at, names->count, sizeof *names->at, by_bytes);
    return status;
}

ent_status ent_import_folder(const char *path, const ent_import_options *options,
                             ent_import **import, ent_diags *diags) {
    base_arena scratch = {0};
    name_list names = {0};
    ent_status status = list_folder(&scratch, path, &names, diags);
    if (status == ENT_OK && names.count == 0)
        status = base_fail(diags, ENT_ERR_MODEL, path, 0, 0, NULL,
                           "the folder holds no .xml, .yml, .yaml or .json file");
    if (status == ENT_OK)
        status = import_paths(names.at, names.count, true, options, import, diags);
    base_arena_clear(&scratch);
    return status;
}
