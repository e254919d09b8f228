/* A set of deals, in words and in JSON; its tables are in deal_tables.c. */
#include "report/deal_set.h"

#include "report/number.h"
#include "report/section.h"
#include "report/wording.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define CHOICES_SAID 3

const ent_deal *report_solution(const ent_deal_set *set, size_t s) {
    return set->solutions[s] == ENT_NONE ? NULL : &set->frontier[set->solutions[s]];
}

const char *report_solution_title(size_t s) {
    static const char *const titles[ENT_SOLUTIONS] = {"Nash", "Kalai-Smorodinsky", "egalitarian",
                                                      "utilitarian"};
    return titles[s];
}

/* Joins what is said of each principal; the unit stands with the first. */
static const char *join_gains(report_draft *draft, const char *text, const char *said,
                              const char *over) {
    if (*text)
        return report_say(draft, "%s, %s", text, said);
    return report_say(draft, "%s of what it wants%s%s", said, *over ? " " : "", over);
}

/* "..., Belvia neither gains nor loses", "neither side gains or loses over today". */
static const char *add_unmoved(report_draft *draft, const char *text, const char *const *names,
                               size_t count, const char *over) {
    if (count == 0)
        return text;
    if (*text)
        return report_say(draft, "%s, %s %s", text, report_say_list(draft, names, count, 0),
                          count == 1 ? "neither gains nor loses" : "neither gain nor lose");
    return report_say(draft, "%s gains or loses%s%s", count == 2 ? "neither side" : "nobody",
                      *over ? " " : "", over);
}

const char *report_say_gains(report_draft *draft, const double *gain, const char *over) {
    const char *text = "";
    const char *verb = "";
    const char *names[ENT_PRINCIPALS_MAX];
    size_t unmoved = 0;
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        const int sign = report_number_sign(gain[p]);
        const char *next = sign < 0 ? "loses" : "gains";
        const bool same = strcmp(verb, next) == 0;
        if (sign == 0) {
            names[unmoved++] = report_say_principal(draft, p);
            continue;
        }
        const char *said =
            report_say(draft, "%s %s%s%s", report_say_principal(draft, p), same ? "" : next,
                       same ? "" : " ", report_say_share(draft, fabs(gain[p])));
        text = join_gains(draft, text, said, over);
        verb = next;
    }
    return add_unmoved(draft, text, names, unmoved, over);
}

typedef struct range {
    double low;
    double high;
} range;

static range widen(range old, double number) {
    return (range){fmin(old.low, number), fmax(old.high, number)};
}

static const char *say_ranges(report_draft *draft, const range *ranges, const char *over) {
    const char *text = "";
    for (size_t p = 0; p < draft->model->principals.count; p++)
        text = join_gains(draft, text,
                          report_say(draft, "%s %s%s", report_say_principal(draft, p),
                                     *text ? "" : "gains ",
                                     report_say_range(draft, ranges[p].low, ranges[p].high)),
                          over);
    return text;
}

const char *report_say_solution_gains(report_draft *draft, const ent_deal_set *set,
                                      const char *over) {
    range ranges[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        ranges[p] = (range){INFINITY, -INFINITY};
        for (size_t s = 0; s < ENT_SOLUTIONS; s++)
            ranges[p] = widen(ranges[p], report_solution(set, s)->gain[p]);
    }
    return say_ranges(draft, ranges, over);
}

const char *report_say_frontier_gains(report_draft *draft, const ent_deal_set *set,
                                      const char *over) {
    range ranges[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        ranges[p] = (range){INFINITY, -INFINITY};
        for (size_t f = 0; f < set->frontier_count; f++)
            ranges[p] = widen(ranges[p], set->frontier[f].gain[p]);
    }
    return say_ranges(draft, ranges, over);
}

size_t report_solutions_distinct(const ent_deal_set *set) {
    size_t count = 0;
    for (size_t s = 0; s < ENT_SOLUTIONS; s++) {
        bool seen = set->solutions[s] == ENT_NONE;
        for (size_t t = 0; t < s; t++)
            seen = seen || set->solutions[t] == set->solutions[s];
        count += !seen;
    }
    return count;
}

static bool solutions_agree_on(const ent_deal_set *set, size_t issue) {
    for (size_t s = 1; s < ENT_SOLUTIONS; s++)
        if (report_solution(set, s)->package[issue] != report_solution(set, 0)->package[issue])
            return false;
    return true;
}

const char *report_say_solutions_agree(report_draft *draft, const ent_deal_set *set) {
    const char *names[CHOICES_SAID];
    size_t count = 0;
    size_t more = 0;
    for (size_t i = 0; i < draft->model->issues_count; i++) {
        const size_t j = draft->answers->gap ? draft->answers->gap->widest[i] : i;
        const uint32_t option = report_solution(set, 0)->package[j];
        if (option == 0 || !solutions_agree_on(set, j))
            continue;
        if (count < CHOICES_SAID)
            names[count++] = report_say_choice(draft, j, option);
        else
            more++;
    }
    return report_say_list(draft, names, count, more);
}

bool report_package_touches(const ent_model *model, const uint32_t *package, uint32_t party,
                            report_tie how) {
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_option *option = &model->issues[j].options[package[j]];
        const ent_ids *ids = how == REPORT_NEEDS ? &option->needs : &option->affects;
        for (size_t i = 0; i < ids->count; i++)
            if (ids->at[i] == party)
                return true;
    }
    return false;
}

/* Outside parties that every solution needs, or affects without needing them. */
static const char *say_outsiders(report_draft *draft, const ent_deal_set *set, report_tie how) {
    const char *names[ENT_PARTIES_MAX];
    size_t count = 0;
    for (uint32_t p = 0; p < draft->model->parties_count && count < ENT_PARTIES_MAX; p++) {
        bool all = draft->model->parties[p].role != ENT_PRINCIPAL;
        bool needed = true;
        for (size_t s = 0; s < ENT_SOLUTIONS && all; s++) {
            all = report_package_touches(draft->model, report_solution(set, s)->package, p, how);
            needed = needed && report_package_touches(
                                   draft->model, report_solution(set, s)->package, p, REPORT_NEEDS);
        }
        if (all && (how == REPORT_NEEDS || !needed))
            names[count++] = report_say_party(draft, p);
    }
    return report_say_list(draft, names, count, 0);
}

const char *report_say_solutions_outsiders(report_draft *draft, const ent_deal_set *set) {
    const bool one = report_solutions_distinct(set) == 1;
    const char *needed = say_outsiders(draft, set, REPORT_NEEDS);
    const char *affected = draft->brief ? "" : say_outsiders(draft, set, REPORT_AFFECTS);
    const char *text = "";
    if (*needed)
        text = report_say(draft, "%s %s", one ? "needs" : "need", needed);
    if (*affected)
        text = report_join(draft, text, " and ",
                           report_say(draft, "%s %s", one ? "touches" : "touch", affected));
    return *text ? report_say(draft, " %s %s.", one ? "It" : "All four", text) : "";
}

const char *report_say_nearest(report_draft *draft, const ent_deal_set *set) {
    const char *text = "";
    for (size_t p = 0; p < draft->model->principals.count; p++)
        if (report_number_sign(set->nearest->gain[p]) < 0)
            text =
                report_join(draft, text, ", ",
                            report_say(draft, "%s falls %s short", report_say_principal(draft, p),
                                       report_say_share(draft, -set->nearest->gain[p])));
    if (set->nearest_crosses)
        text = report_join(draft, text, ", and ", "it crosses a red line");
    return text;
}

const char *report_say_epsilon(report_draft *draft, const ent_deal_set *set) {
    if (!(set->epsilon > 0) || set->not_found)
        return "";
    if (set->frontier_count == 0)
        return report_say(draft, " None comes nearer by more than %s.",
                          report_say_bound(draft, set->epsilon));
    return report_say(
        draft,
        " The frontier is approximate: in place of any package left out, one of those "
        "listed costs nobody more than %s of what it wants.",
        report_say_bound(draft, set->epsilon));
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_deal_members(print_json *json, const ent_model *model, const ent_deal *deal) {
    print_json_object(json, "package", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        print_json_text(json, model->issues[j].key, model->issues[j].options[deal->package[j]].key);
    print_json_close(json);
    report_json_by_principal(json, "utility", model, deal->utility);
    report_json_by_principal(json, "gain", model, deal->gain);
    print_json_array(json, "affects", PRINT_JSON_LINE);
    for (uint32_t p = 0; p < model->parties_count; p++)
        if (report_package_touches(model, deal->package, p, REPORT_AFFECTS))
            print_json_text(json, NULL, model->parties[p].key);
    print_json_close(json);
}

static void json_deal(print_json *json, const char *key, const ent_model *model,
                      const ent_deal *deal) {
    print_json_object(json, key, PRINT_JSON_LINE);
    json_deal_members(json, model, deal);
    if (deal->packages != UINT64_MAX) {
        char digits[32];
        snprintf(digits, sizeof digits, "%" PRIu64, deal->packages);
        print_json_text(json, "packages", digits);
    }
    print_json_close(json);
}

static void json_nearest(print_json *json, const ent_model *model, const ent_deal_set *set) {
    print_json_object(json, "nearest", PRINT_JSON_LINE);
    json_deal_members(json, model, set->nearest);
    print_json_number(json, "shortfall", set->nearest_shortfall);
    print_json_bool(json, "crosses_red_lines", set->nearest_crosses);
    print_json_close(json);
}

void report_json_count(print_json *json, const char *key, const ent_count *count) {
    print_json_text(json, key, count->low);
    if (strcmp(count->low, count->high) == 0)
        return;
    char high[32];
    snprintf(high, sizeof high, "%s_high", key);
    print_json_text(json, high, count->high);
}

static void json_margins(print_json *json, const ent_deal_set *set) {
    print_json_object(json, "solution_margin", PRINT_JSON_LINE);
    for (size_t s = 0; s < ENT_SOLUTIONS; s++)
        if (report_solution(set, s))
            print_json_number(json, ent_solution_name((ent_solution)s), set->solution_margin[s]);
    print_json_close(json);
}

void report_json_deal_set(print_json *json, const char *key, const ent_model *model,
                          const ent_deal_set *set) {
    print_json_object(json, key, PRINT_JSON_WIDE);
    report_json_count(json, "count", &set->count);
    if (set->not_found)
        print_json_bool(json, "not_found", true);
    if (set->epsilon > 0)
        print_json_number(json, "epsilon", set->epsilon);
    const print_json_cut cut =
        print_json_list(json, "frontier", set->frontier_count, model->issues_count);
    for (size_t f = 0; f < cut.shown; f++)
        json_deal(json, NULL, model, &set->frontier[print_json_entry(cut, f)]);
    print_json_close(json);
    if (set->frontier_count > 0) {
        print_json_object(json, "solutions", PRINT_JSON_WIDE);
        for (size_t s = 0; s < ENT_SOLUTIONS; s++)
            if (report_solution(set, s))
                json_deal(json, ent_solution_name((ent_solution)s), model, report_solution(set, s));
        print_json_close(json);
    }
    if (set->epsilon > 0 && set->frontier_count > 0)
        json_margins(json, set);
    if (set->ideal_gain)
        report_json_by_principal(json, "ideal_gain", model, set->ideal_gain);
    if (set->epsilon > 0 && set->ideal_gain_high)
        report_json_by_principal(json, "ideal_gain_high", model, set->ideal_gain_high);
    if (set->nearest)
        json_nearest(json, model, set);
    print_json_close(json);
}
