/**
 * Words for people: numbers, dates, names of the model in the middle of a sentence.
 *
 * All text lives in the draft. Shares of a utility are said in per cent of all that a side wants.
 */
#ifndef ENT_REPORT_WORDING_H
#define ENT_REPORT_WORDING_H

#include "report/draft.h"

/** "0.42": a plain number in full. */
const char *report_say_number(report_draft *draft, double number);
/** "14 %" */
const char *report_say_share(report_draft *draft, double share);
/** "0.35 %": an upper bound, rounded up. */
const char *report_say_bound(report_draft *draft, double share);
/** "5 to 9 %", or "5 %" if both read the same. */
const char *report_say_range(report_draft *draft, double low, double high);
/** "12.0", or "between 12.0 and 13.1": per cent with one decimal and without the sign; bounds are
 * rounded outwards. */
const char *report_say_between(report_draft *draft, double low, double high);
/** "90", "1.2 x 10^21", "between 10 and 12", "at most 12"; bounds are rounded outwards. */
const char *report_say_count(report_draft *draft, const ent_count *count);
/** "no package", "1 package", "90 packages" */
const char *report_say_counted(report_draft *draft, const ent_count *count, const char *one,
                               const char *many);
const char *report_say_number_of(report_draft *draft, size_t count, const char *one,
                                 const char *many);
bool report_count_is(const ent_count *count, const char *digits);

/**
 * "a", "a and b", "a, b and c", or with `more` "a, b and 3 more". Items that hold commas themselves
 * are set apart by semicolons.
 */
const char *report_say_list(report_draft *draft, const char *const *items, size_t count,
                            size_t more);

/** "2 June 2025"; "" if there is none. */
const char *report_say_date(report_draft *draft, ent_date date);
/** "Monday" */
const char *report_say_weekday(ent_date date);
/** The day so many days later, a part of a day not counted; no date beyond the year 9999. */
ent_date report_date_after(ent_date from, double days);

/** "unlikely", "likely", ...: a chance in the seven bands of estimative language. */
const char *report_say_likelihood(double chance);

/** "officials", "ministers", "leaders" */
const char *report_say_rank(ent_rank rank);

/**
 * A name of the model as it stands in the middle of a sentence. Its first letter is made small if
 * that is a function word, if the model's own prose writes it small elsewhere, or if it ends in
 * "ed" or "of" or the like follows and nothing says that it is a name ("Ceasefire", "NATO",
 * "Ukraine's army": only the first is a common noun). An explanation in brackets at its end is left
 * out.
 */
const char *report_say_name(report_draft *draft, const char *name);
/** A key in the middle of a sentence: with a capital if the model's own prose writes it so there
 * ("Washington"). */
const char *report_say_key(report_draft *draft, const char *key);
/** A text with its first letter as at the beginning of a sentence. */
const char *report_say_capital(report_draft *draft, const char *text);

/** A name without an explanation in brackets at its end. */
const char *report_say_bare(report_draft *draft, const char *name);
const char *report_say_party(report_draft *draft, uint32_t party);
const char *report_say_principal(report_draft *draft, size_t principal);
/** "Ukraine's", "the Netherlands'" */
const char *report_say_possessive(report_draft *draft, const char *name);
/** "both", "all three", "all 7": the principals. */
const char *report_say_everybody(report_draft *draft);

/** "prisoners" */
const char *report_say_issue(report_draft *draft, size_t issue);
/** "prisoners (all for all)" */
const char *report_say_choice(report_draft *draft, size_t issue, uint32_t option);
/** "army (unlimited or capped) with neutrality (neutral)" */
const char *report_say_pattern(report_draft *draft, const ent_pattern *pattern);
/** "b (done) needs a (done)", or "no b (done)". */
const char *report_say_rule(report_draft *draft, uint32_t rule);
/** "Ukraine's red line on army (capped)" */
const char *report_say_red_line(report_draft *draft, uint32_t party, uint32_t red_line);

/** "B2"; NULL of a claim that is not graded. */
const char *report_say_grade(report_draft *draft, const ent_claim *claim);
/** Who says it, and its grade: "Upper (B2)", "radio (ungraded)". */
const char *report_say_claim(report_draft *draft, uint32_t claim);

/** The choices of a package that differ from today's, under their full names and with "; " between
 * them; of the issues in `which`, or of all if that is NULL. "nothing" if there is none. */
const char *report_say_changes(report_draft *draft, const uint32_t *package, const bool *which);

/** What a package settles otherwise than another: "issue (option), issue (option)" in a sentence
 * ... */
const char *report_say_switch(report_draft *draft, const uint32_t *package, const uint32_t *from);
/** ... and "Issue: Option; Issue: Option" in a table. */
const char *report_say_difference(report_draft *draft, const uint32_t *package,
                                  const uint32_t *from);

/**
 * "Russia gains 5 % of what it wants, at no cost to Ukraine": what something adds to each
 * principal; those who lose stand last.
 */
const char *report_say_added(report_draft *draft, const double *added);

#endif
