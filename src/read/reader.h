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
 * Only running out of memory, or of the stated sizes, stops the reading: by longjmp to the entry
 * in model.c, which frees everything. All memory is in two arenas, so nothing can be lost on the
 * way.
 */
#ifndef ENT_READ_READER_H
#define ENT_READ_READER_H

#include "base/arena.h"
#include "entente/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <yaml.h>

typedef enum ent_node_kind { ENT_SCALAR, ENT_SEQUENCE, ENT_MAPPING, ENT_BROKEN } ent_node_kind;

/** Names of issues, options, parties, ... */
#define ENT_NAME_BYTES_MAX 100

/** A value in a file. The children of a mapping are its keys, each with its value. */
typedef struct ent_node {
    ent_node_kind kind; /* BROKEN: already reported, to be passed over in silence */
    ent_place place;
    bool plain;       /* scalar without quotes */
    const char *text; /* scalar */
    size_t length;
    size_t count; /* children */
    struct ent_node *first;
    struct ent_node *last;
    struct ent_node *next;
    struct ent_node *value; /* of a key */
} ent_node;

/** A node and the way to it from the root of the model. Lives on the stack of its reader. */
typedef struct ent_cursor {
    const struct ent_cursor *up;
    const char *name; /* the key; NULL: item `index` of a list */
    size_t index;
    const ent_node *node;
    ent_place place; /* of the key, or of the node where there is none */
    ent_ids because; /* of the nearest mapping around it that gives any */
} ent_cursor;

typedef struct ent_entry {
    const char *name;
    const ent_node *key;
} ent_entry;

/** The keys of a mapping, each once, but for `because`. Index = order in the file. */
typedef struct ent_table {
    const char *what; /* "issue", for messages */
    size_t count;
    const ent_entry *entries;
    const char *const *names;
    const uint32_t *sorted; /* indices by name */
} ent_table;

typedef struct ent_note {
    struct ent_note *next;
    ent_status code;
    ent_place place;
    size_t order;
    const char *path;
    const char *message;
} ent_note;

typedef struct ent_number_note {
    struct ent_number_note *next;
    ent_number_entry entry;
} ent_number_note;

typedef struct ent_because_note {
    struct ent_because_note *next;
    ent_ids claims;
} ent_because_note;

typedef struct ent_reader {
    jmp_buf out_of_memory;
    ent_arena *keep;   /* what the model consists of */
    ent_arena scratch; /* what dies with the call */
    ent_model *model;
    bool includes; /* may files be included? */

    /* kept here, not on the stack, for the clean-up after a longjmp */
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_parser, has_event;
    char *bytes; /* of the file being read */

    size_t files_count;
    const char *files[ENT_PARTIES_MAX + 1];
    size_t nodes_count;

    size_t notes_count; /* all mistakes so far */
    size_t hint_work;   /* spent on looking for nearest names */
    ent_note *notes;    /* newest first */
    ent_number_note *numbers;
    size_t numbers_count;
    ent_because_note *becauses;
    size_t becauses_count;

    ent_table sources, claims, issues, parties, packages;
    const ent_table *options; /* [issues] */
    ent_table factors;
    const ent_table *levels; /* [factors] */
} ent_reader;

/* reader.c: memory and messages */

/** Zeroed objects in the model (`keep`) or in the scratch arena; never NULL. */
#define ENT_KEEP(r, type, count) ((type *)ent_reader_take((r), (r)->keep, (count), sizeof(type)))
#define ENT_SCRATCH(r, type, count)                                                                \
    ((type *)ent_reader_take((r), &(r)->scratch, (count), sizeof(type)))
void *ent_reader_take(ent_reader *r, ent_arena *arena, size_t count, size_t size);
const char *ent_reader_copy(ent_reader *r, ent_arena *arena, const char *text, size_t length);
/** A name of the file as a string of the model. */
const char *ent_reader_name(ent_reader *r, const char *name);
_Noreturn void ent_reader_give_up(ent_reader *r);

/** Note a mistake at a place. */
__attribute__((format(printf, 5, 6))) void ent_note_at(ent_reader *r, ent_status code,
                                                       const ent_cursor *at, ent_place place,
                                                       const char *format, ...);
/** Note a mistake at the value of a cursor. */
__attribute__((format(printf, 3, 4))) void ent_note_value(ent_reader *r, const ent_cursor *at,
                                                          const char *format, ...);
/** Note a mistake at the key of a cursor. */
__attribute__((format(printf, 3, 4))) void ent_note_key(ent_reader *r, const ent_cursor *at,
                                                        const char *format, ...);
/** Note a mistake whose path is known as text. */
void ent_note_path(ent_reader *r, ent_status code, ent_place place, const char *path,
                   const char *message);
/** A name as messages show it: one line, not too long. */
const char *ent_reader_shown(ent_reader *r, const char *text);
/** "parties.russia.walk_away" in the given arena. */
const char *ent_cursor_path(ent_reader *r, ent_arena *arena, const ent_cursor *at);
/** The value of a key, and the index-th item of a list. */
ent_cursor ent_cursor_key(const ent_cursor *up, const ent_node *key);
ent_cursor ent_cursor_item(const ent_cursor *up, const ent_node *item, size_t index);

/* text.c, tree.c and file.c: a text as nodes; NULL if it cannot be read, which is noted */

bool ent_text_check(ent_reader *r, uint32_t file, const char *text, size_t length);
const ent_node *ent_tree_read(ent_reader *r, uint32_t file, const char *text, size_t length);
/** `at` is where the file is named, or NULL. */
const ent_node *ent_tree_read_file(ent_reader *r, const char *path, const ent_cursor *at);

/* names.c */

/** Index the keys of a mapping; none if the node is not one. Duplicates are noted. */
ent_table ent_table_index(ent_reader *r, const ent_cursor *at, const char *what);
/** As above, and note names that do not do as names. */
ent_table ent_table_declare(ent_reader *r, const ent_cursor *at, const char *what);
/** Make `name` a key of the mapping `names`: lets a list of names be declared like keys. */
void ent_append_name(ent_reader *r, ent_node *names, const ent_node *name);
uint32_t ent_table_find(const ent_table *table, const char *name);
/** Note that `name` is unknown, with the nearest known one. */
void ent_note_unknown(ent_reader *r, const ent_cursor *at, ent_place place, const ent_table *table,
                      const char *name);
/** " (did you mean 'x'?)", or a list of few, or "". */
const char *ent_hint(ent_reader *r, const char *name, const char *const *known, size_t count);
/** The index of a key in another table; ENT_NONE and a note if it has none. */
uint32_t ent_resolve_key(ent_reader *r, const ent_cursor *at, const ent_table *table);

/* scalar.c and number.c: readers of one value. All have the same shape so that tables of fields
 * can name them; `out` points to the type given. */

typedef void ent_read_function(ent_reader *r, const ent_cursor *at, void *out);

/** A number as written; false if the text is none. */
bool ent_decimal_parse(const char *text, size_t length, ent_decimal *number);
ent_decimal ent_decimal_middle(const ent_decimal *low, const ent_decimal *high);

/** The text of a scalar; NULL and a note if it is none. */
const char *ent_scalar(ent_reader *r, const ent_cursor *at, const char *expected);
ent_read_function ent_read_text;    /* const char *, not empty */
ent_read_function ent_read_date;    /* ent_date */
ent_read_function ent_read_days;    /* double */
ent_read_function ent_read_bool;    /* bool */
ent_read_function ent_read_rank;    /* ent_rank */
ent_read_function ent_read_number;  /* ent_number */
ent_read_function ent_read_party;   /* uint32_t */
ent_read_function ent_read_parties; /* ent_ids */
/** The index of a word in a list; `count` and a note if it is not there. */
size_t ent_read_word(ent_reader *r, const ent_cursor *at, const char *const *words, size_t count);
/** A whole number in [low, high]; 0 and a note if it is none. */
uint32_t ent_read_whole(ent_reader *r, const ent_cursor *at, uint32_t low, uint32_t high);
uint32_t ent_read_name(ent_reader *r, const ent_cursor *at, const ent_table *table);
/** One name or a list of them, ascending and distinct. */
ent_ids ent_read_names(ent_reader *r, const ent_cursor *at, const ent_table *table);

/* record.c: mappings with known keys, and lists */

typedef struct ent_field {
    const char *key;
    ent_read_function *read;
    size_t offset; /* of what `read` fills, in the struct of the record */
    bool required;
} ent_field;

#define ENT_FIELD(type, member, read)                                                              \
    { #member, read, offsetof(type, member), false }
#define ENT_REQUIRED(type, member, read)                                                           \
    { #member, read, offsetof(type, member), true }

/**
 * Read the fields of a mapping in the order of the table.
 *
 * @param[out] because  of this mapping or the nearest around it; may be NULL
 */
void ent_read_record(ent_reader *r, const ent_cursor *at, const ent_field *fields, size_t count,
                     void *out, ent_ids *because);
#define ENT_READ_RECORD(r, at, fields, out, because)                                               \
    ent_read_record((r), (at), (fields), sizeof(fields) / sizeof *(fields), (out), (because))

/** `at` with the `because` of its mapping; noted as an error if it is no mapping. */
ent_cursor ent_enter_mapping(ent_reader *r, const ent_cursor *at, const char *expected);
/** Is it a list with at least one item? */
bool ent_is_list(ent_reader *r, const ent_cursor *at, const char *expected);
/** The key `name` of a mapping, or NULL. */
const ent_node *ent_find_key(const ent_node *mapping, const char *name);
/** Read every item into an array of `size` bytes each. */
void *ent_read_list(ent_reader *r, const ent_cursor *at, size_t size, const char *expected,
                    ent_read_function *read, size_t *count);
/** A mapping from parties to numbers. */
ent_read_function ent_read_party_numbers; /* ent_party_numbers */

/* pattern.c */

ent_read_function ent_read_pattern; /* ent_pattern: issues to one or several options */
ent_read_function ent_read_choices; /* ent_pattern: issues to one option each */
ent_read_function ent_read_package; /* ent_pattern: as above, or the name of a package */
ent_read_function ent_read_rules;   /* ent_model */

/* one a section; all fill ent_model */

ent_read_function ent_read_sources, ent_read_claims;
ent_read_function ent_read_issues, ent_read_settlement;
ent_read_function ent_read_model_parties, ent_read_packages;
ent_read_function ent_read_rounds;
ent_read_function ent_read_roadmaps;
ent_read_function ent_read_time;
ent_read_function ent_read_factors, ent_read_effects; /* ent_time */

#endif
