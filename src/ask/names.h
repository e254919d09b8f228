/** Names that somebody typed, looked up among those that there are. */
#ifndef ENT_ASK_NAMES_H
#define ENT_ASK_NAMES_H

#include "base/arena.h"
#include "entente/model.h"

#define ASK_WORD_MAX 160 /* of a word in a message */
#define ASK_LIST_MAX 400 /* of names that exist, in one message */

/* A piece of what was typed. */
typedef struct ask_word {
    const char *at;
    size_t length;
} ask_word;

/* What was typed, for which model, and where messages go. */
typedef struct ask_words {
    const ent_model *model;
    const char *label; /* what messages call the text */
    base_arena *arena; /* dies with the call */
    ent_diags *diags;
} ask_words;

ask_word ask_word_of(const char *text);
/** Cut off the piece before the next `mark`; what is left moves on. */
ask_word ask_word_next(ask_word *left, char mark);
bool ask_word_is(ask_word self, const char *name);
/** The same in any case of the letters A to Z. */
bool ask_word_is_like(ask_word self, const char *name);

/* Things of one kind with the names they go by. */
typedef struct ask_directory {
    const char *what; /* "issue" */
    const char *of;   /* " of 'toll'", or "" */
    size_t count;
    const char **keys;  /* [count], then the names for people [count] */
    const char **names; /* within keys; NULL where there is none */
} ask_directory;

/** Room for `count` names; false if out of memory. */
bool ask_directory_start(ask_words *words, ask_directory *self, const char *what, const char *of,
                         size_t count);

/** Find a name; a diagnostic with the nearest, or with all that there are. */
ent_status ask_look_up(ask_words *words, const ask_directory *self, ask_word wanted,
                       uint32_t *found);

ent_status ask_find_issue(ask_words *words, ask_word wanted, uint32_t *issue);
ent_status ask_find_option(ask_words *words, uint32_t issue, ask_word wanted, uint32_t *option);
ent_status ask_find_principal(ask_words *words, ask_word wanted, uint32_t *party);
/** "issue=" and what stands behind it. */
ent_status ask_find_issue_of(ask_words *words, ask_word text, uint32_t *issue, ask_word *rest);

#endif
