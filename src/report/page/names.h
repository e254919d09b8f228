/** What things of the model are called in a sentence. */
#ifndef ENT_REPORT_PAGE_NAMES_H
#define ENT_REPORT_PAGE_NAMES_H

#include "report/page/write.h"

#include <stdbool.h>

/** The text at a key of an object; NULL where there is none. */
const char *page_string(json_t *object, const char *key);

/** Does a JSON array of texts hold `name`? */
bool page_holds(json_t *names, const char *name);

/** The largest number of {PARTY: number} and whose it is; 0 and NULL where there is none. */
double page_largest(json_t *numbers, const char **party);

/* Names as written for people; the key itself where the model has none. */
const char *page_party(html *page, const char *party); /* without brackets at its end */
const char *page_full_party(html *page, const char *party);
const char *page_issue(html *page, const char *issue);
const char *page_option(html *page, const char *issue, const char *option);

/** What page_party gives, by key; a new reference. */
json_t *page_short_names(html *page);

/** What makes a name a possessive: "’s", or "’" after an s. */
const char *page_s(const char *name);

/** The first option of an issue, which is the status quo; NULL for an unknown issue. */
const char *page_status_quo(html *page, const char *issue);

/** The index-th principal. */
const char *page_principal(html *page, size_t index);

/** A column of numbers for every principal, with `what` they are beneath its name. */
void page_party_columns(html *page, const char *what);

/** Call `visit` for every red line of every party, in file order. */
typedef void page_red_line_visit(html *page, const char *party, json_t *red_line, void *context);
void page_red_lines(html *page, page_red_line_visit *visit, void *context);

/** “A” or “B”, the options of a JSON array. */
void page_options(html *page, const char *issue, json_t *options);

/** Veto ("a Russian veto") together with NATO ("open" or "closed"), from {ISSUE: [OPTION]}. */
void page_pattern(html *page, json_t *pattern);

/** A name such as "red_line:ukraine:0" in words, what the red line forbids included. */
void page_constraint(html *page, const char *name);

/** A list in words: `count` items written by `item`, with commas and a last "and". */
typedef void page_item(html *page, size_t index, void *context);
void page_list(html *page, size_t count, page_item *item, void *context);

/** Names of issues, given as a JSON array of keys, as such a list. */
void page_issue_list(html *page, json_t *issues);

#endif
