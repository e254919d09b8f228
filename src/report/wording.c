#include "report/wording.h"

#include "base/date.h"
#include "report/number.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define SWITCHES_SAID 12 /* a sentence with more is not read */

const char *report_say_number(report_draft *draft, double number) {
    char text[REPORT_NUMBER_TEXT];
    report_number_exact(number == 0 ? 0 : number, text); /* no -0 */
    return report_say(draft, "%s", text);
}

const char *report_say_share(report_draft *draft, double share) {
    char text[REPORT_NUMBER_TEXT];
    report_number_percent(share, text);
    return report_say(draft, "%s %%", text);
}

const char *report_say_bound(report_draft *draft, double share) {
    char text[REPORT_NUMBER_TEXT];
    report_number_percent_bound(share, text);
    return report_say(draft, "%s %%", text);
}

const char *report_say_range(report_draft *draft, double low, double high) {
    char first[REPORT_NUMBER_TEXT];
    char last[REPORT_NUMBER_TEXT];
    report_number_percent(low, first);
    report_number_percent(high, last);
    return strcmp(first, last) == 0 ? report_say(draft, "%s %%", first)
                                    : report_say(draft, "%s to %s %%", first, last);
}

static const char *say_digits(report_draft *draft, const char *digits) {
    char text[REPORT_NUMBER_TEXT];
    report_number_whole(digits, text);
    return report_say(draft, "%s", text);
}

/* The rounding outwards overlooks the rounding of doubles. */
const char *report_say_between(report_draft *draft, double low, double high) {
    char first[REPORT_NUMBER_TEXT];
    char last[REPORT_NUMBER_TEXT];
    const bool proven = !(low < high);
    report_number_percent_fixed(proven ? low : floor(low * 1000 + 1e-9) / 1000, 0, first);
    report_number_percent_fixed(proven ? high : ceil(high * 1000 - 1e-9) / 1000, 0, last);
    return proven ? report_say(draft, "%s", last)
                  : report_say(draft, "between %s and %s", first, last);
}

const char *report_say_count(report_draft *draft, const ent_count *count) {
    if (strcmp(count->low, count->high) == 0)
        return say_digits(draft, count->low);
    char low[REPORT_NUMBER_TEXT];
    char high[REPORT_NUMBER_TEXT];
    report_number_whole_bound(count->low, false, low);
    report_number_whole_bound(count->high, true, high);
    return strcmp(low, "0") == 0 ? report_say(draft, "at most %s", high)
                                 : report_say(draft, "between %s and %s", low, high);
}

bool report_count_is(const ent_count *count, const char *digits) {
    return strcmp(count->low, digits) == 0 && strcmp(count->high, digits) == 0;
}

const char *report_say_counted(report_draft *draft, const ent_count *count, const char *one,
                               const char *many) {
    if (report_count_is(count, "0"))
        return report_say(draft, "no %s", one);
    return report_say(draft, "%s %s", report_say_count(draft, count),
                      report_count_is(count, "1") ? one : many);
}

const char *report_say_number_of(report_draft *draft, size_t count, const char *one,
                                 const char *many) {
    const char *digits = report_say(draft, "%zu", count);
    return report_say_counted(draft, &(ent_count){digits, digits, true}, one, many);
}

static bool some_hold_commas(const char *const *items, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strstr(items[i], ", "))
            return true;
    return false;
}

const char *report_say_list(report_draft *draft, const char *const *items, size_t count,
                            size_t more) {
    const bool heavy = count + (more > 0) > 1 && some_hold_commas(items, count);
    report_words text = {0};
    for (size_t i = 0; i < count; i++) {
        const bool is_last = i + 1 == count && !more;
        report_words_add(draft, &text,
                         heavy     ? is_last ? "; and " : "; "
                         : is_last ? " and "
                                   : ", ",
                         items[i]);
    }
    if (more)
        report_words_add(draft, &text, heavy ? "; " : " ", report_say(draft, "and %zu more", more));
    return report_words_text(&text);
}

const char *report_say_date(report_draft *draft, ent_date date) {
    const char *month = base_date_month_name(date.month);
    return date.year && *month ? report_say(draft, "%d %s %d", date.day, month, date.year) : "";
}

ent_date report_date_after(ent_date from, double days) {
    if (from.year == 0 || !(days >= 0 && days < 1e6))
        return (ent_date){0};
    const ent_date day = base_date_add(from, (long)days);
    return day.year > 9999 ? (ent_date){0} : day;
}

/* The bands of the United States' Intelligence Community Directive 203, section on likelihood. */
const char *report_say_likelihood(double chance) {
    static const struct {
        double below;
        const char *words;
    } bands[] = {{0.05, "almost no chance"},    {0.2, "very unlikely"}, {0.45, "unlikely"},
                 {0.55, "roughly even chance"}, {0.8, "likely"},        {0.95, "very likely"}};
    for (size_t i = 0; i < sizeof bands / sizeof bands[0]; i++)
        if (chance < bands[i].below)
            return bands[i].words;
    return "almost certain";
}

const char *report_say_weekday(ent_date date) {
    static const char *const DAYS[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    return DAYS[base_date_weekday(date)];
}

const char *report_say_rank(ent_rank rank) {
    static const char *const words[ENT_RANKS] = {"officials", "ministers", "leaders"};
    return (unsigned)rank < ENT_RANKS ? words[rank] : "nobody";
}

static bool is_word_byte(char byte) {
    return isalnum((unsigned char)byte) || (byte & 0x80) != 0;
}

/* Does the word stand in the prose, other than as its first word? It is empty if memory ran out. */
static bool holds_word(const char *prose, const char *word) {
    const size_t length = strlen(word);
    for (const char *at = length ? strstr(prose, word) : NULL; at; at = strstr(at + 1, word))
        if (at > prose && !is_word_byte(at[-1]) && !is_word_byte(at[length]))
            return true;
    return false;
}

/* Look through the texts that people wrote into the model. Keys are no witness: they are small in
 * any case, and so are names that were left out, which repeat the key. */
static bool prose_holds(const ent_model *model, const char *word) {
    for (size_t c = 0; c < model->claims_count; c++)
        if (holds_word(model->claims[c].says, word))
            return true;
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_issue *issue = &model->issues[j];
        if (strcmp(issue->name, issue->key) != 0 && holds_word(issue->name, word))
            return true;
        for (size_t k = 0; k < issue->options_count; k++)
            if (strcmp(issue->options[k].name, issue->options[k].key) != 0 &&
                holds_word(issue->options[k].name, word))
                return true;
    }
    for (size_t r = 0; r < model->rounds_count; r++)
        for (size_t i = 0; i < model->rounds[r].preconditions_count; i++)
            if (holds_word(model->rounds[r].preconditions[i].wants, word))
                return true;
    return false;
}

static bool is_among(const char *word, const char *const *words) {
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

static bool is_function_word(const char *word) {
    static const char *const words[] = {
        "a",     "an",    "the",    "no",   "not",   "none",    "nobody",  "all",
        "some",  "any",   "both",   "each", "every", "half",    "only",    "who",
        "what",  "how",   "as",     "in",   "on",    "at",      "by",      "for",
        "from",  "to",    "with",   "over", "under", "without", "between", "before",
        "after", "until", "within", "most", "more",  "least",   "less",    NULL};
    return is_among(word, words);
}

/* "Increase of wages": the noun before such a word is seldom a name. */
static bool preposition_follows(const char *rest) {
    static const char *const words[] = {"of", "in",   "on",  "at",    "by",
                                        "to", "with", "for", "about", NULL};
    char word[8] = "";
    size_t length = 0;
    if (*rest != ' ')
        return false;
    while (is_word_byte(rest[1 + length]) && length + 1 < sizeof word) {
        word[length] = rest[1 + length];
        length++;
    }
    return is_among(word, words);
}

/* "Ukrainian" and "Ukraine", "Russia" and "Russian" begin alike. */
static bool names_a_party(const ent_model *model, const char *word) {
    const size_t length = strlen(word);
    for (size_t p = 0; p < model->parties_count; p++)
        if (strncmp(model->parties[p].name, word, length < 5 ? length : 5) == 0)
            return true;
    return false;
}

/* "Excluded", "Limited": hardly ever names. */
static bool is_participle(const char *word) {
    const size_t length = strlen(word);
    return length > 4 && strcmp(word + length - 2, "ed") == 0;
}

/* `word` is the first one of a name, with its capital; `small` without; `rest` what follows. */
static bool is_common(const ent_model *model, const char *word, const char *small,
                      const char *rest) {
    if (is_function_word(small) || prose_holds(model, small))
        return true;
    return (preposition_follows(rest) || is_participle(word)) && !prose_holds(model, word) &&
           !names_a_party(model, word);
}

const char *report_say_bare(report_draft *draft, const char *name) {
    const char *bracket = strstr(name, " (");
    if (!bracket || bracket == name || name[strlen(name) - 1] != ')')
        return name;
    return report_say(draft, "%.*s", (int)(bracket - name), name);
}

const char *report_say_name(report_draft *draft, const char *name) {
    const char *bare = report_say_bare(draft, name);
    size_t length = 0;
    while (is_word_byte(bare[length]))
        length++;
    if (!isupper((unsigned char)bare[0]) || (length > 1 && isupper((unsigned char)bare[1])))
        return bare;
    const char *rest = bare + length;
    const char *word = report_say(draft, "%.*s", (int)length, bare);
    const char *small =
        report_say(draft, "%c%.*s", tolower((unsigned char)bare[0]), (int)length - 1, bare + 1);
    return is_common(draft->model, word, small, rest) ? report_say(draft, "%s%s", small, rest)
                                                      : bare;
}

const char *report_say_key(report_draft *draft, const char *key) {
    const char *name = report_say_capital(draft, key);
    return prose_holds(draft->model, name) ? name : key;
}

const char *report_say_capital(report_draft *draft, const char *text) {
    if (!islower((unsigned char)text[0]))
        return text;
    return report_say(draft, "%c%s", toupper((unsigned char)text[0]), text + 1);
}

const char *report_say_party(report_draft *draft, uint32_t party) {
    return report_say_bare(draft, draft->model->parties[party].name);
}

const char *report_say_principal(report_draft *draft, size_t principal) {
    return report_say_party(draft, draft->model->principals.at[principal]);
}

const char *report_say_possessive(report_draft *draft, const char *name) {
    const size_t length = strlen(name);
    return report_say(draft, "%s'%s", name, length && name[length - 1] == 's' ? "" : "s");
}

const char *report_say_everybody(report_draft *draft) {
    static const char *const words[] = {"all three", "all four", "all five", "all six"};
    const size_t count = draft->model->principals.count;
    if (count <= 2)
        return "both";
    return count <= 6 ? words[count - 3] : report_say(draft, "all %zu", count);
}

const char *report_say_issue(report_draft *draft, size_t issue) {
    return report_say_name(draft, draft->model->issues[issue].name);
}

const char *report_say_choice(report_draft *draft, size_t issue, uint32_t option) {
    const char *name = draft->model->issues[issue].options[option].name;
    return report_say(draft, "%s (%s)", report_say_issue(draft, issue),
                      report_say_name(draft, name));
}

#define OPTIONS_SAID 12 /* of one issue */

static const char *say_term(report_draft *draft, const ent_term *term) {
    report_words options = {0};
    const size_t count = term->options.count;
    const size_t said = count > OPTIONS_SAID ? OPTIONS_SAID - 1 : count;
    for (size_t i = 0; i < said; i++) {
        const ent_option *option = &draft->model->issues[term->issue].options[term->options.at[i]];
        report_words_add(draft, &options, " or ", report_say_name(draft, option->name));
    }
    if (said < count)
        report_words_add(draft, &options, " or ", report_say(draft, "%zu others", count - said));
    return report_say(draft, "%s (%s)", report_say_issue(draft, term->issue),
                      report_words_text(&options));
}

const char *report_say_pattern(report_draft *draft, const ent_pattern *pattern) {
    report_words text = {0};
    for (size_t t = 0; t < pattern->count; t++)
        report_words_add(draft, &text, " with ", say_term(draft, &pattern->terms[t]));
    return report_words_text(&text);
}

const char *report_say_rule(report_draft *draft, uint32_t rule) {
    const ent_rule *self = &draft->model->rules[rule];
    const char *when = report_say_pattern(draft, &self->when);
    return self->then.count
               ? report_say(draft, "%s needs %s", when, report_say_pattern(draft, &self->then))
               : report_say(draft, "no %s", when);
}

const char *report_say_red_line(report_draft *draft, uint32_t party, uint32_t red_line) {
    const ent_party *self = &draft->model->parties[party];
    return report_say(draft, "%s red line on %s",
                      report_say_possessive(draft, report_say_bare(draft, self->name)),
                      report_say_pattern(draft, &self->red_lines[red_line]));
}

const char *report_say_grade(report_draft *draft, const ent_claim *claim) {
    return claim->reliability ? report_say(draft, "%c%c", claim->reliability, claim->credibility)
                              : NULL;
}

const char *report_say_claim(report_draft *draft, uint32_t claim) {
    const ent_claim *self = &draft->model->claims[claim];
    const char *grade = report_say_grade(draft, self);
    return report_say(draft, "%s (%s)",
                      self->by_party != ENT_NONE ? report_say_party(draft, self->by_party)
                                                 : self->by,
                      grade ? grade : "ungraded");
}

const char *report_say_changes(report_draft *draft, const uint32_t *package, const bool *which) {
    report_words text = {0};
    for (size_t j = 0; j < draft->model->issues_count; j++) {
        if (package[j] == 0 || (which && !which[j]))
            continue;
        const ent_issue *issue = &draft->model->issues[j];
        report_words_add(draft, &text, "; ",
                         report_say(draft, "%s: %s", issue->name, issue->options[package[j]].name));
    }
    return text.at ? text.at : which ? "nothing else" : "nothing";
}

const char *report_say_switch(report_draft *draft, const uint32_t *package, const uint32_t *from) {
    const size_t issues = draft->model->issues_count;
    const char *names[SWITCHES_SAID];
    size_t count = 0;
    size_t more = 0;
    for (size_t j = 0; j < issues; j++) {
        if (package[j] == from[j])
            continue;
        if (count < SWITCHES_SAID)
            names[count++] = report_say_choice(draft, j, package[j]);
        else
            more++;
    }
    return count ? report_say_list(draft, names, count, more) : "nothing";
}

const char *report_say_difference(report_draft *draft, const uint32_t *package,
                                  const uint32_t *from) {
    report_words text = {0};
    for (size_t j = 0; j < draft->model->issues_count; j++) {
        const ent_issue *issue = &draft->model->issues[j];
        if (package[j] != from[j])
            report_words_add(
                draft, &text, "; ",
                report_say(draft, "%s: %s", issue->name, issue->options[package[j]].name));
    }
    return text.at ? text.at : "nothing";
}

/* "Ukraine gains 5 % of what it wants, Belvia 3 %": those of one sign. */
static const char *say_moved(report_draft *draft, const double *added, int sign, const char *verb,
                             bool *said) {
    const char *text = "";
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        if (report_number_sign(added[p]) != sign)
            continue;
        const char *one =
            report_say(draft, "%s %s%s%s%s", report_say_principal(draft, p), *text ? "" : verb,
                       *text ? "" : " ", report_say_share(draft, sign * added[p]),
                       *said ? "" : " of what it wants");
        *said = true;
        text = report_join(draft, text, ", ", one);
    }
    return text;
}

const char *report_say_added(report_draft *draft, const double *added) {
    const char *names[ENT_PRINCIPALS_MAX];
    size_t unmoved = 0;
    bool said = false;
    for (size_t p = 0; p < draft->model->principals.count; p++)
        if (report_number_sign(added[p]) == 0)
            names[unmoved++] = report_say_principal(draft, p);
    const char *gains = say_moved(draft, added, 1, "gains", &said);
    const char *losses = say_moved(draft, added, -1, "loses", &said);
    const char *text = *losses ? report_join(draft, gains, ", ", losses) : gains;
    if (unmoved == draft->model->principals.count)
        return "nobody gains or loses";
    return unmoved && *gains ? report_say(draft, "%s, at no cost to %s", text,
                                          report_say_list(draft, names, unmoved, 0))
                             : text;
}
