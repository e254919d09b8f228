/**
 * @file model.h
 * The negotiation as plain immutable data (docs/format.md says how it is written in a file).
 *
 * Everything refers to everything else by index into the arrays of ent_model; ENT_NONE means
 * absent. Readers build models; a program may also fill the structs itself and call
 * ent_model_check before it hands them to an analysis.
 */
#ifndef ENTENTE_MODEL_H
#define ENTENTE_MODEL_H

#include "entente/number.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Where in the files of a model something was said. line == 0: nowhere. */
typedef struct ent_place {
    uint32_t file; /**< index into ent_model.files */
    uint32_t line;
    uint32_t column;
} ent_place;

/** Some indices into one array of the model. */
typedef struct ent_ids {
    size_t count;
    const uint32_t *at;
} ent_ids;

/** Some bytes of a text, from `begin` up to `end`, which is the first one beyond. */
typedef struct ent_span {
    uint32_t begin;
    uint32_t end;
} ent_span;

typedef enum ent_spread { ENT_POINT, ENT_UNIFORM, ENT_TRIANGULAR } ent_spread;

/**
 * A number with its doubt: one value, [low, high] (uniform) or [low, likely, high] (triangular).
 * Analyses that need one number use `likely`: the middle of a uniform range.
 */
typedef struct ent_number {
    ent_spread spread;
    ent_decimal low;
    ent_decimal likely;
    ent_decimal high;
    ent_ids because; /**< claims of the nearest mapping around it that gives any */
    ent_place place;
    /**
     * The bytes of this value in its file (`place.file`), as the reader got them, a byte order mark
     * counted: the number, or the list `[low, likely, high]` with its brackets and whatever stands
     * between them. Nothing before and behind: no blank, no comment, and of
     * `{value: 0.5, because: [a]}` the 0.5 alone. So another number or list put in their place
     * changes this number and nothing else. A list with an item a line runs from its first '-' to
     * the end of its last item; where the '-' are not indented further than their key, only such a
     * list can stand in its place.
     *
     * {0, 0}: the number was not read from a model file.
     */
    ent_span span;
} ent_number;

/** Ranks of delegation heads, low to high. */
typedef enum ent_rank { ENT_OFFICIAL = 0, ENT_MINISTER = 1, ENT_LEADER = 2 } ent_rank;
#define ENT_RANKS 3

typedef enum ent_role {
    ENT_PRINCIPAL, /**< must sign */
    ENT_GUARANTOR,
    ENT_HOST,
    ENT_MEDIATOR,
    ENT_SPONSOR,
    ENT_AFFECTED,
} ent_role;
#define ENT_ROLES 6

/** "official", "minister", "leader". */
ENT_API const char *ent_rank_name(ent_rank rank);
/** "principal", "guarantor", ... */
ENT_API const char *ent_role_name(ent_role role);

typedef struct ent_source {
    const char *key;
    const char *title;
    ent_date date;
    const char *kind; /**< "" if not given, as all optional strings */
    const char *file;
    ent_place place;
} ent_source;

/** A statement by somebody, at a place in a source. */
typedef struct ent_claim {
    const char *key;
    const char *by;     /**< who says it, as written */
    uint32_t by_party;  /**< the party of that name, or ENT_NONE */
    uint32_t by_source; /**< the source of that name, or ENT_NONE */
    const char *says;
    uint32_t source;
    const char *at;   /**< place in the source, such as "paragraph 8" */
    char reliability; /**< Admiralty grade: 'A' to 'F' ... */
    char credibility; /**< ... and '1' to '6'; both '\0' if ungraded */
    ent_ids contradicts;
    ent_date said;
    ent_date learned;
    ent_place place;
} ent_claim;

/** One of the mutually exclusive ways to settle an issue. */
typedef struct ent_option {
    const char *key;
    const char *name;  /**< for people; the key if none was given */
    ent_ids needs;     /**< parties without whom it cannot be had */
    ent_ids affects;   /**< parties whom it touches */
    double lasts_days; /**< 0: for good */
    ent_rank mandate;  /**< the issue's, if it has none of its own */
    ent_ids because;
    ent_place place;
} ent_option;

typedef struct ent_issue {
    const char *key;
    const char *name;
    size_t options_count;      /**< >= 1 */
    const ent_option *options; /**< the first is the status quo */
    ent_rank mandate;
    uint32_t controlled_by; /**< party whose moves change it (graph model), or ENT_NONE */
    bool irreversible;      /**< graph model: options can only be moved forward */
    ent_ids because;
    ent_place place;
} ent_issue;

/** One issue settled by one of some options. */
typedef struct ent_term {
    uint32_t issue;
    ent_ids options; /**< at least one, ascending, distinct */
} ent_term;

/** A conjunction of terms on distinct issues. A package matches it when it meets every term. */
typedef struct ent_pattern {
    size_t count;
    const ent_term *terms; /**< ascending by issue */
    ent_ids because;
    ent_place place;
} ent_pattern;

/** Packages that match `when` must match every term of `then`; if `then` is empty: never. */
typedef struct ent_rule {
    ent_pattern when;
    ent_pattern then;
    ent_place place;
} ent_rule;

/** A bonus (or penalty) in utility for packages that match. */
typedef struct ent_linkage {
    ent_pattern when;
    ent_number bonus; /**< in [-1, 1], added after the weighted sum */
} ent_linkage;

typedef struct ent_preference {
    bool given;               /**< false: the party does not care; weight 0, values NULL */
    ent_number weight;        /**< >= 0, any scale: normalised per party */
    const ent_number *values; /**< [options of the issue], each in [0, 1] */
    ent_ids because;
    ent_place place;
} ent_preference;

/** How the tool that a party's numbers come from writes its utilities: offset + factor x those of
 * the model. Only what peers would pick depends on it. */
typedef struct ent_scale {
    bool given;
    ent_decimal offset;
    ent_decimal factor; /**< > 0 */
    bool has_reservation;
    ent_decimal reservation; /**< there, where the walk-away cannot say it */
    ent_ids because;
    ent_place place;
} ent_scale;

typedef struct ent_party {
    const char *key;
    const char *name;
    ent_role role;
    bool has_walk_away; /**< always true for principals */
    ent_number walk_away;
    ent_scale scale;
    const ent_preference *preferences; /**< [issues] */
    size_t linkages_count;
    const ent_linkage *linkages;
    size_t red_lines_count;
    const ent_pattern *red_lines; /**< `never:` in file order */
    ent_ids because;
    ent_place place;
} ent_party;

/** A partial package with a name; issues it leaves out stay at the status quo. */
typedef struct ent_named_package {
    const char *key;
    ent_pattern sets; /**< one option per term */
} ent_named_package;

typedef struct ent_delegation {
    uint32_t party;
    const char *head;
    ent_rank rank;
    ent_ids because;
    ent_place place;
} ent_delegation;

typedef struct ent_absence {
    const char *who;
    uint32_t party; /**< or ENT_NONE */
    bool has_rank;
    ent_rank rank;
    const char *why;
    ent_ids because;
    ent_place place;
} ent_absence;

typedef struct ent_precondition {
    uint32_t by;
    const char *wants;
    bool met;
    bool attended; /**< the side came all the same */
    ent_ids because;
    ent_place place;
} ent_precondition;

typedef enum ent_answer { ENT_PENDING, ENT_ACCEPTED, ENT_REJECTED, ENT_COUNTERED } ent_answer;

typedef struct ent_response {
    uint32_t party;
    ent_answer answer;
} ent_response;

typedef struct ent_offer {
    uint32_t by;
    ent_pattern package; /**< one option per term; the rest stays at the status quo */
    size_t responses_count;
    const ent_response *responses;
    ent_ids because;
    ent_place place;
} ent_offer;

/** A dated meeting. */
typedef struct ent_round {
    ent_date date;
    const char *venue;
    uint32_t host; /**< party, or ENT_NONE */
    size_t delegations_count;
    const ent_delegation *delegations;
    size_t absences_count;
    const ent_absence *absences;
    size_t preconditions_count;
    const ent_precondition *preconditions;
    size_t offers_count;
    const ent_offer *offers;
    ent_pattern agreed; /**< no term: nothing was agreed, or nothing yet */
    ent_ids because;
    ent_place place;
} ent_round;

typedef struct ent_step {
    const char *name;
    ent_pattern sets;  /**< one option per term */
    double lasts_days; /**< > 0 */
    bool reversible;
    ent_ids after; /**< steps of the same roadmap that must come first */
    ent_ids because;
    ent_place place;
} ent_step;

typedef enum ent_solution {
    ENT_NASH,              /**< max product of gains */
    ENT_KALAI_SMORODINSKY, /**< max of the smallest gain / ideal gain */
    ENT_EGALITARIAN,       /**< max of the smallest gain */
    ENT_UTILITARIAN,       /**< max sum of utilities */
} ent_solution;
#define ENT_SOLUTIONS 4

/** "nash", "kalai_smorodinsky", "egalitarian", "utilitarian". */
ENT_API const char *ent_solution_name(ent_solution solution);

typedef struct ent_roadmap {
    const char *key;
    uint32_t by; /**< party, or ENT_NONE */
    size_t steps_count;
    const ent_step *steps;
    bool has_end;
    uint32_t end_package;      /**< index into ent_model.packages, or ENT_NONE: ... */
    ent_solution end_solution; /**< ... this solution */
    ent_number end_chance;     /**< in [0, 1] */
    ent_ids because;
    ent_place place;
} ent_roadmap;

/** An amount that one party has: discount, blame, change of a walk-away. */
typedef struct ent_party_number {
    uint32_t party;
    ent_number number;
} ent_party_number;

typedef struct ent_party_numbers {
    size_t count;
    const ent_party_number *at;
} ent_party_numbers;

typedef struct ent_move {
    uint32_t from; /**< level */
    uint32_t to;
    ent_number chance; /**< per round, at the first round */
    bool has_rising;
    ent_number rising;       /**< added per round passed */
    ent_party_numbers blame; /**< `when_rejected_by`, added when that party is blamed */
    ent_place place;
} ent_move;

/** One thing that changes while the sides talk; independent of the other factors. */
typedef struct ent_factor {
    const char *key;
    size_t levels_count;
    const char *const *levels; /**< the first is today's */
    size_t moves_count;
    const ent_move *moves;
    ent_ids because;
    ent_place place;
} ent_factor;

/** A condition on the world: every listed factor is at one of the listed levels. */
typedef struct ent_world_term {
    uint32_t factor;
    ent_ids levels;
} ent_world_term;

typedef struct ent_value_change {
    uint32_t party;
    uint32_t issue;
    uint32_t option; /**< ENT_NONE: the weight of the issue changes, else the option's value */
    ent_number number;
} ent_value_change;

typedef struct ent_effect {
    size_t when_count;
    const ent_world_term *when;
    ent_party_numbers walk_away; /**< added */
    size_t changes_count;
    const ent_value_change *changes; /**< `values:` and `weights:`, added */
    ent_ids because;
    ent_place place;
} ent_effect;

typedef enum ent_proposer {
    ENT_PROPOSER_ALTERNATE, /**< in file order, `proposer_first` starts */
    ENT_PROPOSER_RANDOM,    /**< every principal with equal chance */
    ENT_PROPOSER_CHANCES,   /**< with the given chances */
} ent_proposer;

typedef enum ent_offers { ENT_OFFERS_PACKAGES, ENT_OFFERS_LOTTERIES } ent_offers;

/** Whom a party sends. */
typedef struct ent_party_rank {
    uint32_t party;
    ent_rank rank;
} ent_party_rank;

typedef struct ent_time {
    ent_date starts;
    double round_every_days; /**< 0: not given */
    uint32_t rounds;         /**< 0: not given */
    ent_proposer proposer;
    uint32_t proposer_first;            /**< party, for ALTERNATE */
    ent_party_numbers proposer_chances; /**< for CHANCES; sums to 1 */
    ent_offers offers;
    size_t ranks_count;
    const ent_party_rank *ranks; /**< who comes to the rounds after the last meeting in `rounds` */
    ent_ids ranks_because;
    ent_party_numbers discount; /**< per round, in [0, 1] */
    size_t factors_count;
    const ent_factor *factors; /**< `world:` */
    size_t effects_count;
    const ent_effect *effects;
    ent_place place;
} ent_time;

/** A number of the model with its place in the tree, for provenance and sampling. */
typedef struct ent_number_entry {
    const char *path; /**< such as "parties.russia.walk_away" */
    const ent_number *number;
} ent_number_entry;

typedef struct ent_model {
    const char *title;
    ent_date as_of;
    size_t files_count;
    const char *const *files; /**< names of the files it was read from; the first is the main one */
    const char *const *paths; /**< [files_count] the same uncut, NULL where it came from memory */
    size_t sources_count;
    const ent_source *sources;
    size_t claims_count;
    const ent_claim *claims;
    size_t issues_count; /**< >= 1 */
    const ent_issue *issues;
    bool has_settlement; /**< false: every package is a settlement */
    ent_pattern settlement;
    size_t rules_count;
    const ent_rule *rules;
    size_t parties_count;
    const ent_party *parties;
    ent_ids principals; /**< at least two, in file order */
    size_t packages_count;
    const ent_named_package *packages;
    size_t rounds_count;
    const ent_round *rounds; /**< ascending by date */
    size_t roadmaps_count;
    const ent_roadmap *roadmaps;
    bool has_time;
    ent_time time;
    size_t numbers_count;
    const ent_number_entry *numbers; /**< every number, in file order */
    size_t becauses_count;           /**< every `because:`, for finding claims that nothing uses */
    const ent_ids *becauses;
    void *owner; /**< memory of a model that a reader made; NULL for one filled by hand */
} ent_model;

/** Give back a model that a reader made. */
ENT_API void ent_model_free(ent_model *model);

/**
 * The same negotiation with only some of its principals at the table.
 *
 * The others become outside parties (ENT_AFFECTED): they need not sign, their walk-aways do not
 * count, and their red lines stop only what needs them. Nothing else changes; `time` still speaks
 * of all principals, so this is for the analyses of packages, not for the clock.
 *
 * @param parties  at least two principals, ascending
 * @param[out] between  borrows from `model`; to be given back with ent_model_free before it
 * @retval ENT_ERR_ARG  fewer than two, not in order, or one is no principal
 *
 * Cost: a copy of the list of parties.
 */
ENT_API ent_status ent_model_between(const ent_model *model, ent_ids parties, ent_model **between,
                                     ent_diags *diags);

/** Limits that a reader enforces and analyses rely on. */
#define ENT_ISSUES_MAX     1000
#define ENT_OPTIONS_MAX    10000
#define ENT_PARTIES_MAX    64
#define ENT_PRINCIPALS_MAX 16
#define ENT_STEPS_MAX      64 /* of a roadmap */

/**
 * Check what the numbers and names of a model mean: ranges, chances that add up, options that run
 * out without a discount, rules that forbid the status quo, steps that wait for themselves, ...
 *
 * Readers have done this already. A model filled by hand must keep the contract of the structs:
 * indices in range, sorted where that is said, arrays of the stated lengths.
 *
 * @retval ENT_ERR_MODEL  every fault is in `diags`
 *
 * Cost: linear in the model, but for the order of steps (quadratic in the steps of a roadmap).
 */
ENT_API ent_status ent_model_check(const ent_model *model, ent_diags *diags);

/** The discount of a party per round; 1 if the model gives none. */
ENT_API double ent_model_discount(const ent_model *model, uint32_t party);

/** Does `package` [issues] match every term? The empty pattern matches everything. */
ENT_API bool ent_pattern_matches(const ent_pattern *pattern, const uint32_t *package);

/** Does `package` break no rule? */
ENT_API bool ent_model_is_possible(const ent_model *model, const uint32_t *package);

/** Does `package` end the contest? */
ENT_API bool ent_model_is_settlement(const ent_model *model, const uint32_t *package);

/**
 * Utility of a package to a party: sum over issues, in issue order, of normalised weight x value,
 * then linkages in file order.
 *
 * @param lasting  true: an option that lasts L pays only for that long, its value counts as
 *                 v0 + (1 - d^L)(v - v0) with v0 the value of the status quo; false: values as
 *                 given
 *
 * Cost: O(issues + terms of linkages), no allocation.
 */
ENT_API double ent_model_utility(const ent_model *model, uint32_t party, const uint32_t *package,
                                 bool lasting);

/**
 * What a package adds over no agreement now: utility - walk-away for a settlement, utility -
 * utility of the status quo for an interim agreement (values with `lasts`).
 */
ENT_API double ent_model_gain(const ent_model *model, uint32_t party, const uint32_t *package);

/**
 * Does the package cross a red line that stops it: one of a principal, or one of an outside party
 * that some option of the package needs?
 *
 * A needed party refuses the package when any of its red lines matches, also one on other issues.
 *
 * @param[out] party, red_line  the first that is crossed, in party and file order; may be NULL
 */
ENT_API bool ent_model_crosses_red_line(const ent_model *model, const uint32_t *package,
                                        uint32_t *party, uint32_t *red_line);

#ifdef __cplusplus
}
#endif
#endif
