/**
 * Words for people: numbers, dates, names of the model in the middle of a sentence.
 *
 * All text lives in the draft. Shares of a utility are said in per cent of all that a side wants.
 */
#ifndef ENT_REPORT_WORDING_H
#define ENT_REPORT_WORDING_H

#include "report/draft.h"

/** "14 %" */
const char *ent_say_share(ent_draft *draft, double share);
/** "0.35 %": an upper bound, rounded up. */
const char *ent_say_bound(ent_draft *draft, double share);
/** "5 to 9 %", or "5 %" if both read the same. */
const char *ent_say_range(ent_draft *draft, double low, double high);
/** "90", "1.2 x 10^21", "between 10 and 12", "at most 12"; bounds are rounded outwards. */
const char *ent_say_count(ent_draft *draft, const ent_count *count);
/** "no package", "1 package", "90 packages" */
const char *ent_say_counted(ent_draft *draft, const ent_count *count, const char *one,
                            const char *many);
const char *ent_say_number_of(ent_draft *draft, size_t count, const char *one, const char *many);
bool ent_count_is(const ent_count *count, const char *digits);

/**
 * "a", "a and b", "a, b and c", or with `more` "a, b and 3 more". Items that hold commas themselves
 * are set apart by semicolons.
 */
const char *ent_say_list(ent_draft *draft, const char *const *items, size_t count, size_t more);

/** "2 June 2025"; "" if there is none. */
const char *ent_say_date(ent_draft *draft, ent_date date);
/** "Monday" */
const char *ent_say_weekday(ent_date date);
/** Days from one date to another. */
long ent_days_between(ent_date from, ent_date to);

/** "officials", "ministers", "leaders" */
const char *ent_say_rank(ent_rank rank);

/**
 * A name of the model as it stands in the middle of a sentence. Its first letter is made small if
 * that is a function word, if the model's own prose writes it small elsewhere, or if it ends in
 * "ed" or "of" or the like follows and nothing says that it is a name ("Ceasefire", "NATO",
 * "Ukraine's army": only the first is a common noun). An explanation in brackets at its end is left
 * out.
 */
const char *ent_say_name(ent_draft *draft, const char *name);
/** A key in the middle of a sentence: with a capital if the model's own prose writes it so there
 * ("Washington"). */
const char *ent_say_key(ent_draft *draft, const char *key);
/** A text with its first letter as at the beginning of a sentence. */
const char *ent_say_capital(ent_draft *draft, const char *text);

/** A name without an explanation in brackets at its end. */
const char *ent_say_bare(ent_draft *draft, const char *name);
const char *ent_say_party(ent_draft *draft, uint32_t party);
const char *ent_say_principal(ent_draft *draft, size_t principal);
/** "Ukraine's", "the Netherlands'" */
const char *ent_say_possessive(ent_draft *draft, const char *name);
/** "both", "all three", "all 7": the principals. */
const char *ent_say_everybody(ent_draft *draft);

/** "prisoners" */
const char *ent_say_issue(ent_draft *draft, size_t issue);
/** "prisoners (all for all)" */
const char *ent_say_choice(ent_draft *draft, size_t issue, uint32_t option);
/** "army (unlimited or capped) with neutrality (neutral)" */
const char *ent_say_pattern(ent_draft *draft, const ent_pattern *pattern);
/** "Ukraine's red line on army (capped)" */
const char *ent_say_red_line(ent_draft *draft, uint32_t party, uint32_t red_line);

/** The choices of a package that differ from today's, under their full names and with "; " between
 * them; of the issues in `which`, or of all if that is NULL. "nothing" if there is none. */
const char *ent_say_changes(ent_draft *draft, const uint32_t *package, const bool *which);

/** What a package settles otherwise than another: "issue (option), issue (option)" in a sentence
 * ... */
const char *ent_say_switch(ent_draft *draft, const uint32_t *package, const uint32_t *from);
/** ... and "Issue: Option; Issue: Option" in a table. */
const char *ent_say_difference(ent_draft *draft, const uint32_t *package, const uint32_t *from);

/**
 * "Russia gains 5 % of what it wants, at no cost to Ukraine": what something adds to each
 * principal; those who lose stand last.
 */
const char *ent_say_added(ent_draft *draft, const double *added);

#endif
