/**
 * What the importers share. A file of any format becomes one tree of nodes with places; a reader
 * per format turns trees into a domain and what each party says of it; one builder makes the model.
 */
#ifndef ENT_IMPORT_IMPORT_H
#define ENT_IMPORT_IMPORT_H

#include "base/arena.h"
#include "base/decimal.h"
#include "base/watch.h"
#include "entente/import.h"

typedef struct import_warning import_warning;

/* One call of an importer: memory that the model keeps, and what went wrong. */
typedef struct importer {
    base_arena *arena;
    ent_diags *diags;
    const char **files; /* names, by index of ent_place.file */
    const char **paths; /* of domain and profiles, NULL for the others; NULL: from memory */
    ent_status status;  /* of the first error */
    ent_watch *watch;   /* may be NULL */
    import_warning *first_warning;
    import_warning *last_warning;
} importer;

/** Report an error at a place (NULL: none) and return false. */
__attribute__((format(printf, 4, 5))) bool
import_fail(importer *self, ent_status status, const ent_place *place, const char *format, ...);

/** Report "out of memory", or that the watch ended it, and return false. */
bool import_fail_memory(importer *self);

/** So much work was done; false after a message: end. */
bool import_goes_on(importer *self, uint64_t work);

/** Keep a warning; it is reported after all errors. */
__attribute__((format(printf, 3, 4))) void import_warn(importer *self, const ent_place *place,
                                                       const char *format, ...);

/** Report the warnings kept, in order. */
void import_report_warnings(importer *self);

/* --- trees: xml.c, yaml.c, tree.c --- */

typedef enum import_kind { IMPORT_SCALAR, IMPORT_LIST, IMPORT_MAP } import_kind;

/* An XML element is a map of its attributes (scalars) and its children (maps), in that order. */
typedef struct import_node import_node;
struct import_node {
    import_kind kind;
    const char *name; /* tag, attribute or key; "" at the root of YAML and in lists */
    const char *text; /* of a scalar, else "" */
    ent_place place;
    import_node *parent;
    import_node *first; /* children, in order */
    import_node *last;
    import_node *next;
    size_t count;
};

#define IMPORT_DEPTH_MAX 64

/** The tree of a text, or NULL after a message. */
import_node *import_xml(importer *self, uint32_t file, const char *text, size_t length);
import_node *import_yaml(importer *self, uint32_t file, const char *text, size_t length);

/** A new last child; NULL if out of memory, or the watch ends it. */
import_node *import_append(importer *self, import_node *parent, import_kind kind);

/** Are these the last letters of a text? */
bool import_ends_with(const char *text, const char *end);

/** The first child of that kind and name, or NULL. */
const import_node *import_child(const import_node *node, import_kind kind, const char *name);
/** The next sibling of the same kind and name, or NULL. */
const import_node *import_again(const import_node *node);
/** The text of a scalar child, or NULL. */
const char *import_scalar(const import_node *node, const char *name);

/* --- domain and parties, before they become a model --- */

typedef struct import_option {
    const char *text; /* as the file writes it: its identity */
    bool is_number;   /* `number` is what value functions are applied to */
    ent_decimal number;
    ent_place place;
} import_option;

typedef struct import_issue {
    const char *name;
    const char *index; /* key of the issue in GENIUS files */
    size_t options_count;
    import_option *options;
    ent_place place;
} import_issue;

typedef struct import_domain {
    const char *name; /* title of the scenario */
    size_t issues_count;
    import_issue *issues;
} import_domain;

typedef struct import_party {
    const char *name;
    ent_place place;
    ent_decimal *weights; /* [issues] */
    ent_decimal **values; /* [issues] -> [options], of any sign and size */
    ent_decimal bias;     /* added to the sum */
    bool clips;           /* the tool cuts sums at 1 */
    bool has_reservation;
    bool reservation_is_zero; /* where there is none: 0, else the smallest sum */
    ent_decimal reservation;
    double discount;
} import_party;

/** Weights and values of a party, all zero; false if out of memory. */
bool import_party_make(importer *self, const import_domain *domain, import_party *party);

/** The number, or the nearer end of [0, 1]. */
ent_decimal import_into_unit(ent_decimal number);

/** Fill the options of an issue with low, low + step, ... up to high. */
bool import_range(importer *self, import_issue *issue, ent_decimal low, ent_decimal high,
                  ent_decimal step);
/** ... or with `steps` points at equal distance, ends included. */
bool import_grid(importer *self, import_issue *issue, ent_decimal low, ent_decimal high,
                 size_t steps);
/** Check the number of issues and options against the limits of model.h. */
bool import_check_sizes(importer *self, const import_domain *domain);
/** The option of that text; `near` is tried first; ENT_NONE if there is none. */
uint32_t import_find_option(const import_issue *issue, const char *text, size_t near);
uint32_t import_find_issue(const import_domain *domain, const char *name, size_t near);

/* --- one reader a format --- */

typedef enum import_role { IMPORT_UNKNOWN, IMPORT_DOMAIN, IMPORT_PROFILE } import_role;

typedef struct import_source {
    const char *stem; /* of the name of its file */
    const import_node *root;
    import_role role;
    ent_import_format format;
    bool is_xml;
} import_source;

import_role import_genius_role(const import_node *root);
bool import_genius_domain(importer *self, const import_source *source, import_domain *domain);
bool import_genius_profile(importer *self, const import_source *source, const import_domain *domain,
                           import_party *party);
import_role import_negmas_role(const import_node *root);
bool import_negmas_domain(importer *self, const import_source *source, import_domain *domain);
bool import_negmas_profile(importer *self, const import_source *source, const import_domain *domain,
                           import_party *party);
import_role import_geniusweb_role(const import_node *root);
bool import_geniusweb_domain(importer *self, const import_source *source, import_domain *domain);
bool import_geniusweb_profile(importer *self, const import_source *source,
                              const import_domain *domain, import_party *party);
import_role import_negolog_role(const import_node *root);
bool import_negolog_domain(importer *self, const import_source *source, import_domain *domain);
bool import_negolog_profile(importer *self, const import_source *source,
                            const import_domain *domain, import_party *party);

/* --- near.c: files that are no part of a scenario, but nearly --- */

/**
 * Does a file that is neither domain nor profile hold what only those hold, or nearly so?
 *
 * @param format  of the scenario around it
 * @return what is wrong with it, in the arena; NULL: it is something else (or out of memory)
 */
const char *import_near_miss(importer *self, const import_source *source, ent_import_format format);

/**
 * Refuse a map in which a key is nearly one of the known ones: what is optional would be lost
 * without a word. Keys that are like none of them are passed over.
 */
bool import_refuse_misspelt(importer *self, const import_node *map, const char *const *known,
                            size_t count);

/* --- the model: model.c --- */

/** The result for `parties_count` parties, or NULL after a message. Its owner is not set. */
ent_import *import_build(importer *self, ent_import_format format, const import_domain *domain,
                         const import_party *parties, size_t parties_count, size_t files_count);

#endif
