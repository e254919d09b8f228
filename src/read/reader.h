/**
 * The reader of model files, in four steps:
 *
 *  1. text.c and tree.c turn a text into a tree of nodes that know their place;
 *  2. names.c indexes what the model names (issues, parties, claims, ...), so that everything may
 *     refer to everything, whatever the order in the file;
 *  3. one file a section fills the structs of ent_model, most of it by tables of fields
 *     (record.c);
 *  4. model/check.c looks at what the numbers and names mean together.
 *
 * A mistake is noted and reading goes on with a harmless value (NaN, ENT_NONE, an empty list), so
 * that one run reports all of them. Notes are sorted by place before the caller sees them.
 *
 * Only running out of memory, or of the stated sizes, or the watch stops the reading: by longjmp to
 * the entry in session.c, which frees everything. All memory is in two arenas, so nothing can be
 * lost on the way.
 */
#ifndef ENT_READ_READER_H
#define ENT_READ_READER_H

#include "base/arena.h"
#include "base/watch.h"
#include "entente/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <yaml.h>

typedef enum read_node_kind {
    READ_SCALAR,
    READ_SEQUENCE,
    READ_MAPPING,
    READ_BROKEN
} read_node_kind;

/** Names of issues, options, parties, ... */
#define READ_NAME_BYTES_MAX 100

/** A value in a file. The children of a mapping are its keys, each with its value. */
typedef struct read_node {
    read_node_kind kind; /* BROKEN: already reported, to be passed over in silence */
    ent_place place;
    ent_span span;    /* of a list, and of a scalar without quotes on one line; else {0, 0} */
    bool plain;       /* scalar without quotes */
    bool is_cut;      /* ... and right after it, behind a single blank, a comment begins */
    const char *text; /* scalar, in NFC */
    const char *raw;  /* as the file has it */
    size_t length;
    size_t count; /* children */
    struct read_node *first;
    struct read_node *last;
    struct read_node *next;
    struct read_node *value; /* of a key */
} read_node;

/** A node and the way to it from the root of the model. Lives on the stack of its reader. */
typedef struct read_cursor {
    const struct read_cursor *up;
    const char *name; /* the key; NULL: item `index` of a list */
    size_t index;
    const read_node *node;
    ent_place place; /* of the key, or of the node where there is none */
    ent_ids because; /* of the nearest mapping around it that gives any */
} read_cursor;

typedef struct read_entry {
    const char *name;
    const read_node *key;
} read_entry;

/** The keys of a mapping, each once, but for `because`. Index = order in the file. */
typedef struct read_table {
    const char *what; /* "issue", for messages */
    size_t count;
    const read_entry *entries;
    const char *const *names;
    const uint32_t *sorted; /* indices by name */
} read_table;

typedef struct read_note {
    struct read_note *next;
    ent_status code; /* ENT_OK: a warning */
    ent_place place;
    size_t order;
    const char *path;
    const char *message;
} read_note;

typedef struct read_number_note {
    struct read_number_note *next;
    ent_number_entry entry;
} read_number_note;

typedef struct read_because_note {
    struct read_because_note *next;
    ent_ids claims;
} read_because_note;

typedef struct read_state {
    jmp_buf out_of_memory; /* or ended by the watch */
    ent_watch *watch;
    base_arena *keep;   /* what the model consists of */
    base_arena scratch; /* what dies with the call */
    ent_model *model;
    bool includes;         /* may files be included? */
    const ent_text *parts; /* [parts_count] to be included in place of files, or NULL */
    size_t parts_count;
    const char *value_path; /* the text is a value of this path and of no file; else NULL */

    /* kept here, not on the stack, for the clean-up after a longjmp */
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_parser, has_event;
    char *bytes; /* of the file being read */

    size_t files_count;
    const char *files[ENT_PARTIES_MAX + 1];
    const char *opened[ENT_PARTIES_MAX + 1]; /* NULL: from memory */
    size_t nodes_count;

    size_t notes_count; /* all mistakes so far */
    size_t warnings_count;
    size_t hint_work; /* spent on looking for nearest names */
    read_note *notes; /* newest first */
    read_number_note *numbers;
    size_t numbers_count;
    read_because_note *becauses;
    size_t becauses_count;

    read_table sources, claims, issues, parties, packages;
    const read_table *options; /* [issues] */
    read_table factors;
    const read_table *levels; /* [factors] */
} read_state;

/* session.c: from an empty state to messages */

typedef struct read_session {
    base_arena *keep;
    bool includes;
    const ent_text *parts; /* [parts_count] in place of files, or NULL */
    size_t parts_count;
    ent_watch *watch;       /* may be NULL */
    const char *value_path; /* what messages name instead of places in a file; NULL: those */
    void (*work)(read_state *r, void *context);
} read_session;

/** Do the work and report its notes. `keep` stays the caller's, whatever becomes of it. */
ent_status read_run(const read_session *session, void *context, ent_diags *diags);
/** By file, line and column. */
int read_compare_places(const ent_place *a, const ent_place *b);

/* reader.c: memory and messages */

/** Zeroed objects in the model (`keep`) or in the scratch arena; never NULL. */
#define READ_KEEP(r, type, count)    ((type *)read_take((r), (r)->keep, (count), sizeof(type)))
#define READ_SCRATCH(r, type, count) ((type *)read_take((r), &(r)->scratch, (count), sizeof(type)))
void *read_take(read_state *r, base_arena *arena, size_t count, size_t size);
const char *read_copy(read_state *r, base_arena *arena, const char *text, size_t length);
/** A name of the file as a string of the model. */
const char *read_copy_name(read_state *r, const char *name);
_Noreturn void read_give_up(read_state *r);
/** So much work was done; does not return if the watch ends it. */
void read_work(read_state *r, uint64_t work);

/** Note a mistake at a place. */
__attribute__((format(printf, 5, 6))) void read_note_at(read_state *r, ent_status code,
                                                        const read_cursor *at, ent_place place,
                                                        const char *format, ...);
/** Note a mistake at the value of a cursor. */
__attribute__((format(printf, 3, 4))) void read_note_value(read_state *r, const read_cursor *at,
                                                           const char *format, ...);
/** Note a mistake at the key of a cursor. */
__attribute__((format(printf, 3, 4))) void read_note_key(read_state *r, const read_cursor *at,
                                                         const char *format, ...);
/** Note a mistake whose path is known as text. */
void read_note_path(read_state *r, ent_status code, ent_place place, const char *path,
                    const char *message);
/** A name as messages show it: one line, not too long. */
const char *read_shown(read_state *r, const char *text);
/** "parties.russia.walk_away" for a message: long names are cut. */
const char *read_cursor_path(read_state *r, const read_cursor *at);
/** The same in full, as a string of the model. */
const char *read_number_path(read_state *r, const read_cursor *at);
/** The value of a key, and the index-th item of a list. */
read_cursor read_cursor_key(const read_cursor *up, const read_node *key);
read_cursor read_cursor_item(const read_cursor *up, const read_node *item, size_t index);

/* text.c, tree.c and file.c: a text as nodes; NULL if it cannot be read, which is noted */

bool read_text_check(read_state *r, uint32_t file, const char *text, size_t length);
const read_node *read_tree_read(read_state *r, uint32_t file, const char *text, size_t length);
/** `at` is where the file is named, or NULL. */
const read_node *read_tree_read_file(read_state *r, const char *path, const read_cursor *at);
/** The part that the value of `at` names; messages call it `path`. */
const read_node *read_tree_read_part(read_state *r, const char *path, const read_cursor *at);

/* names.c */

/** Index the keys of a mapping; none if the node is not one. Duplicates are noted. */
read_table read_table_index(read_state *r, const read_cursor *at, const char *what);
/** As above, and note names that do not do as names. */
read_table read_table_declare(read_state *r, const read_cursor *at, const char *what);
/** Make `name` a key of the mapping `names`: lets a list of names be declared like keys. */
void read_append_name(read_state *r, read_node *names, const read_node *name);
uint32_t read_table_find(const read_table *table, const char *name);
/** Note that `name` is unknown, with the nearest known one. */
void read_note_unknown(read_state *r, const read_cursor *at, ent_place place,
                       const read_table *table, const char *name);
/** " (did you mean 'x'?)", or a list of few, or "". */
const char *read_hint(read_state *r, const char *name, const char *const *known, size_t count);
/** The index of a key in another table; ENT_NONE and a note if it has none. */
uint32_t read_resolve_key(read_state *r, const read_cursor *at, const read_table *table);

/** As spelling_normal; the copy dies with the call. */
const char *read_normal(read_state *r, const char *text, size_t *length);

/* scalar.c and number.c: readers of one value. All have the same shape so that tables of fields
 * can name them; `out` points to the type given. */

typedef void read_function(read_state *r, const read_cursor *at, void *out);

/** The text of a scalar; NULL and a note if it is none. */
const char *read_scalar(read_state *r, const read_cursor *at, const char *expected);
read_function read_title;  /* const char *, not blank: what people call something */
read_function read_text;   /* const char *, not blank: what is said */
read_function read_date;   /* ent_date */
read_function read_days;   /* double */
read_function read_bool;   /* bool */
read_function read_rank;   /* ent_rank */
read_function read_number; /* ent_number */
/** Such a number that is no mapping, and is not listed among those of the model. */
read_function read_bare_number;
read_function read_point;   /* ent_decimal: a number without doubt; none of the model's */
read_function read_party;   /* uint32_t */
read_function read_parties; /* ent_ids */
/** The index of a word in a list; `count` and a note if it is not there. */
size_t read_word(read_state *r, const read_cursor *at, const char *const *words, size_t count);
/** A whole number in [low, high]; 0 and a note if it is none. */
uint32_t read_whole(read_state *r, const read_cursor *at, uint32_t low, uint32_t high);
uint32_t read_name(read_state *r, const read_cursor *at, const read_table *table);
/** One name or a list of them, ascending and distinct. */
ent_ids read_names(read_state *r, const read_cursor *at, const read_table *table);

/* record.c: mappings with known keys, and lists */

typedef struct read_field {
    const char *key;
    read_function *read;
    size_t offset; /* of what `read` fills, in the struct of the record */
    bool required;
} read_field;

#define READ_FIELD(type, member, read)                                                             \
    { #member, read, offsetof(type, member), false }
#define READ_REQUIRED(type, member, read)                                                          \
    { #member, read, offsetof(type, member), true }

/**
 * Read the fields of a mapping in the order of the table.
 *
 * @param[out] because  of this mapping or the nearest around it; may be NULL
 */
void read_record(read_state *r, const read_cursor *at, const read_field *fields, size_t count,
                 void *out, ent_ids *because);
#define READ_RECORD(r, at, fields, out, because)                                                   \
    read_record((r), (at), (fields), sizeof(fields) / sizeof *(fields), (out), (because))

/** `at` with the `because` of its mapping; noted as an error if it is no mapping. */
read_cursor read_enter_mapping(read_state *r, const read_cursor *at, const char *expected);
/** Is it a list with at least one item? */
bool read_is_list(read_state *r, const read_cursor *at, const char *expected);
/** The key `name` of a mapping, or NULL. */
const read_node *read_find_key(const read_node *mapping, const char *name);
/** Read every item into an array of `size` bytes each. */
void *read_list(read_state *r, const read_cursor *at, size_t size, const char *expected,
                read_function *read, size_t *count);
/** A mapping from parties to numbers. */
read_function read_party_numbers; /* ent_party_numbers */

/* pattern.c */

read_function read_pattern; /* ent_pattern: issues to one or several options */
read_function read_choices; /* ent_pattern: issues to one option each */
read_function read_package; /* ent_pattern: as above, or the name of a package */
read_function read_rules;   /* ent_model */

/* one a section; all fill ent_model */

read_function read_sources, read_claims;
read_function read_issues, read_settlement;
read_function read_parties_section, read_packages;
read_function read_rounds;
read_function read_roadmaps;
read_function read_time;
read_function read_factors, read_effects, read_ranks; /* ent_time */

#endif
