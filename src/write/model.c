/*
 * A model as YAML, by hand: the text is meant to be read and edited, so sections stand in the
 * order of docs/format.md, what is at its default is left out, and small maps take one line.
 *
 * A number is supported by the claims of the nearest map around it. A map gets its own `because`
 * where its claims differ from those around it; a number that differs from its map becomes a map
 * `{value: ..., because: [...]}` of its own.
 */
#include "entente/write.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/utf8.h"
#include "model/model.h"

#include <string.h>

typedef struct writer {
    FILE *file;
    const ent_model *model;
} writer;

/* --- scalars --- */

static bool is_plain_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr(" _./()%+-", c));
}

/* Text that means itself without quotes, wherever it stands. */
static bool is_plain(const char *text) {
    const size_t length = strlen(text);
    if (length == 0 || !is_plain_character(text[0]) || strchr(" .+-%/()", text[0]) ||
        text[length - 1] == ' ' || strcmp(text, "null") == 0 || strcmp(text, "Null") == 0 ||
        strcmp(text, "NULL") == 0)
        return false;
    for (size_t i = 0; i < length; i++)
        if (!is_plain_character(text[i]))
            return false;
    return true;
}

/* Line breaks and what YAML does not take raw. */
static bool needs_escape(uint32_t point) {
    return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x2028 || point == 0x2029 ||
           point == 0xfeff || (point >= 0xfffe && point <= 0xffff);
}

static void put_text(const writer *w, const char *text) {
    if (is_plain(text)) {
        fputs(text, w->file);
        return;
    }
    putc('"', w->file);
    for (size_t length; *text; text += length) {
        const uint32_t point = base_utf8_next(text, &length);
        if (needs_escape(point))
            fprintf(w->file, "\\u%04x", (unsigned)point);
        else if (point == '"' || point == '\\')
            fprintf(w->file, "\\%c", (char)point);
        else
            fwrite(text, 1, length, w->file);
    }
    putc('"', w->file);
}

static void put_decimal(const writer *w, ent_decimal number) {
    char text[BASE_DECIMAL_TEXT];
    base_decimal_print(number, text);
    fputs(text, w->file);
}

static void put_bare_number(const writer *w, const ent_number *number) {
    if (number->spread == ENT_POINT) {
        put_decimal(w, number->likely);
        return;
    }
    putc('[', w->file);
    put_decimal(w, number->low);
    if (number->spread == ENT_TRIANGULAR) {
        fputs(", ", w->file);
        put_decimal(w, number->likely);
    }
    fputs(", ", w->file);
    put_decimal(w, number->high);
    putc(']', w->file);
}

static void put_days(const writer *w, double days) {
    put_decimal(w, base_decimal_shortest(days));
    fputs(days == 1 ? " day" : " days", w->file);
}

static void put_date(const writer *w, ent_date date) {
    fputs(base_date_print(date, (char[BASE_DATE_TEXT]){0}), w->file);
}

static const char *yes(bool value) {
    return value ? "yes" : "no";
}

/* --- the inside of a map on one line: `{` is open, `first` says whether an entry precedes --- */

static void entry(const writer *w, bool *first, const char *key) {
    fputs(*first ? "" : ", ", w->file);
    *first = false;
    put_text(w, key);
    fputs(": ", w->file);
}

static void text_entry(const writer *w, bool *first, const char *key, const char *text) {
    if (!text || !*text)
        return;
    entry(w, first, key);
    put_text(w, text);
}

static void date_entry(const writer *w, bool *first, const char *key, ent_date date) {
    if (date.year == 0)
        return;
    entry(w, first, key);
    put_date(w, date);
}

typedef const char *(*namer)(const writer *w, uint32_t id);

static const char *claim_name(const writer *w, uint32_t id) {
    return w->model->claims[id].key;
}

static const char *party_name(const writer *w, uint32_t id) {
    return w->model->parties[id].key;
}

static void names_entry(const writer *w, bool *first, const char *key, const ent_ids *ids,
                        namer name) {
    if (ids->count == 0)
        return;
    entry(w, first, key);
    putc('[', w->file);
    for (size_t i = 0; i < ids->count; i++) {
        fputs(i ? ", " : "", w->file);
        put_text(w, name(w, ids->at[i]));
    }
    putc(']', w->file);
}

/* --- because --- */

static bool same_ids(const ent_ids *a, const ent_ids *b) {
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->at[i] != b->at[i])
            return false;
    return true;
}

/* What holds inside a map: its own claims, else those around it. */
static const ent_ids *inner(const ent_ids *own, const ent_ids *around) {
    return own->count ? own : around;
}

static const ent_ids NOTHING = {0, NULL};

/* Write `own` where it differs from what holds `around`; returns what holds inside. */
static const ent_ids *because_entry(const writer *w, bool *first, const ent_ids *own,
                                    const ent_ids *around) {
    if (own->count == 0 || same_ids(own, around))
        return around;
    names_entry(w, first, "because", own, claim_name);
    return own;
}

static const ent_ids *because_line(const writer *w, const char *indent, const ent_ids *own,
                                   const ent_ids *around) {
    if (own->count == 0 || same_ids(own, around))
        return around;
    bool first = true;
    fputs(indent, w->file);
    names_entry(w, &first, "because", own, claim_name);
    putc('\n', w->file);
    return own;
}

/* `around` is what supports a number that says nothing of its own. */
static void put_number(const writer *w, const ent_number *number, const ent_ids *around) {
    if (number->because.count == 0 || same_ids(&number->because, around)) {
        put_bare_number(w, number);
        return;
    }
    bool first = true;
    putc('{', w->file);
    entry(w, &first, "value");
    put_bare_number(w, number);
    because_entry(w, &first, &number->because, around);
    putc('}', w->file);
}

static void number_entry(const writer *w, bool *first, const char *key, const ent_number *number,
                         const ent_ids *around) {
    entry(w, first, key);
    put_number(w, number, around);
}

/* --- patterns --- */

static void put_options(const writer *w, const ent_term *term) {
    const ent_issue *issue = &w->model->issues[term->issue];
    const size_t count = term->options.count;
    fputs(count > 1 ? "[" : "", w->file);
    for (size_t i = 0; i < count; i++) {
        fputs(i ? ", " : "", w->file);
        put_text(w, issue->options[term->options.at[i]].key);
    }
    fputs(count > 1 ? "]" : "", w->file);
}

static void put_pattern(const writer *w, const ent_pattern *pattern, const ent_ids *around) {
    bool first = true;
    putc('{', w->file);
    for (size_t t = 0; t < pattern->count; t++) {
        entry(w, &first, w->model->issues[pattern->terms[t].issue].key);
        put_options(w, &pattern->terms[t]);
    }
    because_entry(w, &first, &pattern->because, around);
    putc('}', w->file);
}

static void pattern_entry(const writer *w, bool *first, const char *key, const ent_pattern *pattern,
                          const ent_ids *around) {
    entry(w, first, key);
    put_pattern(w, pattern, around);
}

/* --- sources and claims --- */

static void put_sources(const writer *w) {
    fputs(w->model->sources_count ? "\nsources:\n" : "", w->file);
    for (size_t s = 0; s < w->model->sources_count; s++) {
        const ent_source *source = &w->model->sources[s];
        bool first = true;
        fputs("  ", w->file);
        put_text(w, source->key);
        fputs(": {", w->file);
        text_entry(w, &first, "title", source->title);
        date_entry(w, &first, "date", source->date);
        text_entry(w, &first, "kind", source->kind);
        text_entry(w, &first, "file", source->file);
        fputs("}\n", w->file);
    }
}

static void put_claims(const writer *w) {
    fputs(w->model->claims_count ? "\nclaims:\n" : "", w->file);
    for (size_t c = 0; c < w->model->claims_count; c++) {
        const ent_claim *claim = &w->model->claims[c];
        bool first = true;
        fputs("  ", w->file);
        put_text(w, claim->key);
        fputs(": {", w->file);
        text_entry(w, &first, "by", claim->by);
        text_entry(w, &first, "says", claim->says);
        if (claim->source != ENT_NONE)
            text_entry(w, &first, "source", w->model->sources[claim->source].key);
        text_entry(w, &first, "at", claim->at);
        if (claim->reliability) {
            entry(w, &first, "grade");
            fprintf(w->file, "%c%c", claim->reliability, claim->credibility);
        }
        names_entry(w, &first, "contradicts", &claim->contradicts, claim_name);
        date_entry(w, &first, "said", claim->said);
        date_entry(w, &first, "learned", claim->learned);
        fputs("}\n", w->file);
    }
}

/* --- issues --- */

static bool is_bare(const ent_issue *issue, const ent_option *option) {
    return option->needs.count == 0 && option->affects.count == 0 && option->lasts_days <= 0 &&
           option->mandate == issue->mandate &&
           (option->because.count == 0 || same_ids(&option->because, &issue->because));
}

static void put_option(const writer *w, const ent_issue *issue, const ent_option *option) {
    fputs("      ", w->file);
    put_text(w, option->key);
    fputs(": ", w->file);
    if (is_bare(issue, option)) {
        put_text(w, option->name);
        putc('\n', w->file);
        return;
    }
    bool first = true;
    putc('{', w->file);
    text_entry(w, &first, "name", option->name);
    if (option->lasts_days > 0) {
        entry(w, &first, "lasts");
        put_days(w, option->lasts_days);
    }
    names_entry(w, &first, "needs", &option->needs, party_name);
    names_entry(w, &first, "affects", &option->affects, party_name);
    if (option->mandate != issue->mandate)
        text_entry(w, &first, "mandate", ent_rank_name(option->mandate));
    because_entry(w, &first, &option->because, &issue->because);
    fputs("}\n", w->file);
}

static void text_line(const writer *w, const char *indent, const char *key, const char *text) {
    if (!text || !*text)
        return;
    fprintf(w->file, "%s%s: ", indent, key);
    put_text(w, text);
    putc('\n', w->file);
}

static void put_issue(const writer *w, const ent_issue *issue) {
    static const char INDENT[] = "    ";
    fputs("  ", w->file);
    put_text(w, issue->key);
    fputs(":\n", w->file);
    if (strcmp(issue->name, issue->key) != 0)
        text_line(w, INDENT, "name", issue->name);
    if (issue->mandate != ENT_OFFICIAL)
        text_line(w, INDENT, "mandate", ent_rank_name(issue->mandate));
    if (issue->controlled_by != ENT_NONE)
        text_line(w, INDENT, "controlled_by", party_name(w, issue->controlled_by));
    if (issue->irreversible)
        text_line(w, INDENT, "irreversible", "yes");
    because_line(w, INDENT, &issue->because, &NOTHING);
    fputs("    options:\n", w->file);
    for (size_t o = 0; o < issue->options_count; o++)
        put_option(w, issue, &issue->options[o]);
}

static void put_issues(const writer *w) {
    fputs("\nissues:\n", w->file);
    for (size_t j = 0; j < w->model->issues_count; j++)
        put_issue(w, &w->model->issues[j]);
    if (w->model->has_settlement) {
        fputs("\nsettlement: ", w->file);
        put_pattern(w, &w->model->settlement, &NOTHING);
        putc('\n', w->file);
    }
}

static void put_rules(const writer *w) {
    fputs(w->model->rules_count ? "\nrules:\n" : "", w->file);
    for (size_t r = 0; r < w->model->rules_count; r++) {
        const ent_rule *rule = &w->model->rules[r];
        const bool never = rule->then.count == 0;
        bool first = true;
        fputs("  - {", w->file);
        pattern_entry(w, &first, never ? "never" : "when", &rule->when, &NOTHING);
        if (!never)
            pattern_entry(w, &first, "then", &rule->then, &NOTHING);
        fputs("}\n", w->file);
    }
}

static void put_packages(const writer *w) {
    fputs(w->model->packages_count ? "\npackages:\n" : "", w->file);
    for (size_t p = 0; p < w->model->packages_count; p++) {
        fputs("  ", w->file);
        put_text(w, w->model->packages[p].key);
        fputs(": ", w->file);
        put_pattern(w, &w->model->packages[p].sets, &NOTHING);
        putc('\n', w->file);
    }
}

/* --- parties --- */

static void put_preference(const writer *w, size_t issue, const ent_preference *preference,
                           const ent_ids *around) {
    const ent_issue *of = &w->model->issues[issue];
    const ent_ids *inside = inner(&preference->because, around);
    const ent_ids *of_values = inner(&preference->values[0].because, inside);
    bool first = true;
    fputs("      ", w->file);
    put_text(w, of->key);
    fputs(": {", w->file);
    number_entry(w, &first, "weight", &preference->weight, inside);
    entry(w, &first, "values");
    bool first_value = true;
    putc('{', w->file);
    for (size_t o = 0; o < of->options_count; o++)
        number_entry(w, &first_value, of->options[o].key, &preference->values[o], of_values);
    because_entry(w, &first_value, of_values, inside);
    putc('}', w->file);
    because_entry(w, &first, inside, around);
    fputs("}\n", w->file);
}

static void put_linkages(const writer *w, const ent_party *party, const ent_ids *around) {
    fputs(party->linkages_count ? "    linkages:\n" : "", w->file);
    for (size_t l = 0; l < party->linkages_count; l++) {
        const ent_linkage *linkage = &party->linkages[l];
        const ent_ids *inside = inner(&linkage->bonus.because, around);
        bool first = true;
        fputs("      - {", w->file);
        pattern_entry(w, &first, "when", &linkage->when, inside);
        number_entry(w, &first, "bonus", &linkage->bonus, inside);
        because_entry(w, &first, inside, around);
        fputs("}\n", w->file);
    }
}

static void put_red_lines(const writer *w, const ent_party *party, const ent_ids *around) {
    fputs(party->red_lines_count ? "    never:\n" : "", w->file);
    for (size_t r = 0; r < party->red_lines_count; r++) {
        fputs("      - ", w->file);
        put_pattern(w, &party->red_lines[r], around);
        putc('\n', w->file);
    }
}

static bool cares(const writer *w, const ent_party *party) {
    for (size_t j = 0; party->preferences && j < w->model->issues_count; j++)
        if (party->preferences[j].given)
            return true;
    return false;
}

static void decimal_entry(const writer *w, bool *first, const char *key, ent_decimal number) {
    entry(w, first, key);
    put_decimal(w, number);
}

static void put_scale(const writer *w, const ent_scale *scale, const ent_ids *around) {
    if (!scale->given)
        return;
    bool first = true;
    fputs("    scale: {", w->file);
    decimal_entry(w, &first, "offset", scale->offset);
    decimal_entry(w, &first, "factor", scale->factor);
    if (scale->has_reservation)
        decimal_entry(w, &first, "reservation", scale->reservation);
    because_entry(w, &first, &scale->because, around);
    fputs("}\n", w->file);
}

static void put_party(const writer *w, const ent_party *party) {
    static const char INDENT[] = "    ";
    fputs("  ", w->file);
    put_text(w, party->key);
    fputs(":\n", w->file);
    if (strcmp(party->name, party->key) != 0)
        text_line(w, INDENT, "name", party->name);
    text_line(w, INDENT, "role", ent_role_name(party->role));
    const ent_ids *around = because_line(w, INDENT, &party->because, &NOTHING);
    if (party->has_walk_away) {
        fputs("    walk_away: ", w->file);
        put_number(w, &party->walk_away, around);
        putc('\n', w->file);
    }
    put_scale(w, &party->scale, around);
    if (cares(w, party)) {
        fputs("    preferences:\n", w->file);
        for (size_t j = 0; j < w->model->issues_count; j++)
            if (party->preferences[j].given)
                put_preference(w, j, &party->preferences[j], around);
    }
    put_linkages(w, party, around);
    put_red_lines(w, party, around);
}

static void put_parties(const writer *w) {
    fputs("\nparties:\n", w->file);
    for (size_t p = 0; p < w->model->parties_count; p++)
        put_party(w, &w->model->parties[p]);
}

/* --- rounds --- */

static const char *answer_name(ent_answer answer) {
    static const char *const NAMES[] = {"pending", "accepted", "rejected", "countered"};
    return NAMES[answer];
}

static void put_delegations(const writer *w, const ent_round *round) {
    fputs(round->delegations_count ? "    delegations:\n" : "", w->file);
    for (size_t d = 0; d < round->delegations_count; d++) {
        const ent_delegation *delegation = &round->delegations[d];
        bool first = true;
        fputs("      ", w->file);
        put_text(w, party_name(w, delegation->party));
        fputs(": {", w->file);
        text_entry(w, &first, "head", delegation->head);
        text_entry(w, &first, "rank", ent_rank_name(delegation->rank));
        because_entry(w, &first, &delegation->because, &round->because);
        fputs("}\n", w->file);
    }
}

static void put_absences(const writer *w, const ent_round *round) {
    fputs(round->absences_count ? "    absent:\n" : "", w->file);
    for (size_t a = 0; a < round->absences_count; a++) {
        const ent_absence *absence = &round->absences[a];
        bool first = true;
        fputs("      - {", w->file);
        text_entry(w, &first, "who", absence->who);
        if (absence->party != ENT_NONE)
            text_entry(w, &first, "party", party_name(w, absence->party));
        if (absence->has_rank)
            text_entry(w, &first, "rank", ent_rank_name(absence->rank));
        text_entry(w, &first, "why", absence->why);
        because_entry(w, &first, &absence->because, &round->because);
        fputs("}\n", w->file);
    }
}

static void put_preconditions(const writer *w, const ent_round *round) {
    fputs(round->preconditions_count ? "    preconditions:\n" : "", w->file);
    for (size_t i = 0; i < round->preconditions_count; i++) {
        const ent_precondition *precondition = &round->preconditions[i];
        bool first = true;
        fputs("      - {", w->file);
        text_entry(w, &first, "by", party_name(w, precondition->by));
        text_entry(w, &first, "wants", precondition->wants);
        text_entry(w, &first, "met", yes(precondition->met));
        text_entry(w, &first, "attended", yes(precondition->attended));
        because_entry(w, &first, &precondition->because, &round->because);
        fputs("}\n", w->file);
    }
}

static void put_offers(const writer *w, const ent_round *round) {
    fputs(round->offers_count ? "    offers:\n" : "", w->file);
    for (size_t i = 0; i < round->offers_count; i++) {
        const ent_offer *offer = &round->offers[i];
        const ent_ids *inside = inner(&offer->because, &round->because);
        bool first = true;
        fputs("      - {", w->file);
        text_entry(w, &first, "by", party_name(w, offer->by));
        pattern_entry(w, &first, "package", &offer->package, inside);
        if (offer->responses_count) {
            bool first_response = true;
            entry(w, &first, "responses");
            putc('{', w->file);
            for (size_t r = 0; r < offer->responses_count; r++)
                text_entry(w, &first_response, party_name(w, offer->responses[r].party),
                           answer_name(offer->responses[r].answer));
            putc('}', w->file);
        }
        because_entry(w, &first, &offer->because, &round->because);
        fputs("}\n", w->file);
    }
}

static void put_rounds(const writer *w) {
    fputs(w->model->rounds_count ? "\nrounds:\n" : "", w->file);
    for (size_t i = 0; i < w->model->rounds_count; i++) {
        const ent_round *round = &w->model->rounds[i];
        fputs("  - date: ", w->file);
        put_date(w, round->date);
        putc('\n', w->file);
        text_line(w, "    ", "venue", round->venue);
        if (round->host != ENT_NONE)
            text_line(w, "    ", "host", party_name(w, round->host));
        because_line(w, "    ", &round->because, &NOTHING);
        put_delegations(w, round);
        put_absences(w, round);
        put_preconditions(w, round);
        put_offers(w, round);
        if (round->agreed.count) {
            fputs("    agreed: ", w->file);
            put_pattern(w, &round->agreed, &round->because);
            putc('\n', w->file);
        }
    }
}

/* --- roadmaps --- */

static void put_step(const writer *w, const ent_roadmap *roadmap, const ent_step *step) {
    bool first = true;
    fputs("      - {", w->file);
    text_entry(w, &first, "name", step->name);
    pattern_entry(w, &first, "sets", &step->sets, inner(&step->because, &roadmap->because));
    entry(w, &first, "lasts");
    put_days(w, step->lasts_days);
    text_entry(w, &first, "reversible", yes(step->reversible));
    if (step->after.count) {
        entry(w, &first, "after");
        putc('[', w->file);
        for (size_t i = 0; i < step->after.count; i++) {
            fputs(i ? ", " : "", w->file);
            put_text(w, roadmap->steps[step->after.at[i]].name);
        }
        putc(']', w->file);
    }
    because_entry(w, &first, &step->because, &roadmap->because);
    fputs("}\n", w->file);
}

static void put_end(const writer *w, const ent_roadmap *roadmap) {
    bool first = true;
    fputs("    ends_in: {", w->file);
    text_entry(w, &first, "deal",
               roadmap->end_package != ENT_NONE ? w->model->packages[roadmap->end_package].key
                                                : ent_solution_name(roadmap->end_solution));
    const ent_ids *inside = inner(&roadmap->end_chance.because, &roadmap->because);
    number_entry(w, &first, "chance", &roadmap->end_chance, inside);
    because_entry(w, &first, inside, &roadmap->because);
    fputs("}\n", w->file);
}

static void put_roadmaps(const writer *w) {
    fputs(w->model->roadmaps_count ? "\nroadmaps:\n" : "", w->file);
    for (size_t i = 0; i < w->model->roadmaps_count; i++) {
        const ent_roadmap *roadmap = &w->model->roadmaps[i];
        fputs("  ", w->file);
        put_text(w, roadmap->key);
        fputs(":\n", w->file);
        if (roadmap->by != ENT_NONE)
            text_line(w, "    ", "by", party_name(w, roadmap->by));
        because_line(w, "    ", &roadmap->because, &NOTHING);
        fputs("    steps:\n", w->file);
        for (size_t s = 0; s < roadmap->steps_count; s++)
            put_step(w, roadmap, &roadmap->steps[s]);
        if (roadmap->has_end)
            put_end(w, roadmap);
    }
}

/* --- time --- */

/* `{PARTY: number}` */
static void put_party_numbers(const writer *w, const ent_party_numbers *numbers,
                              const ent_ids *around) {
    const ent_ids *inside = numbers->count ? inner(&numbers->at[0].number.because, around) : around;
    bool first = true;
    putc('{', w->file);
    for (size_t i = 0; i < numbers->count; i++)
        number_entry(w, &first, party_name(w, numbers->at[i].party), &numbers->at[i].number,
                     inside);
    because_entry(w, &first, inside, around);
    putc('}', w->file);
}

static void put_move(const writer *w, const ent_factor *factor, const ent_move *move) {
    const ent_ids *inside = inner(&move->chance.because, &factor->because);
    bool first = true;
    fputs("        - {", w->file);
    text_entry(w, &first, "from", factor->levels[move->from]);
    text_entry(w, &first, "to", factor->levels[move->to]);
    number_entry(w, &first, "chance", &move->chance, inside);
    if (move->has_rising)
        number_entry(w, &first, "rising", &move->rising, inside);
    if (move->blame.count) {
        entry(w, &first, "when_rejected_by");
        put_party_numbers(w, &move->blame, inside);
    }
    because_entry(w, &first, inside, &factor->because);
    fputs("}\n", w->file);
}

static void put_world(const writer *w) {
    fputs(w->model->time.factors_count ? "  world:\n" : "", w->file);
    for (size_t f = 0; f < w->model->time.factors_count; f++) {
        const ent_factor *factor = &w->model->time.factors[f];
        fputs("    ", w->file);
        put_text(w, factor->key);
        fputs(":\n      levels: [", w->file);
        for (size_t l = 0; l < factor->levels_count; l++) {
            fputs(l ? ", " : "", w->file);
            put_text(w, factor->levels[l]);
        }
        fputs("]\n", w->file);
        because_line(w, "      ", &factor->because, &NOTHING);
        fputs(factor->moves_count ? "      moves:\n" : "", w->file);
        for (size_t m = 0; m < factor->moves_count; m++)
            put_move(w, factor, &factor->moves[m]);
    }
}

static void put_condition(const writer *w, const ent_effect *effect) {
    bool first = true;
    putc('{', w->file);
    for (size_t t = 0; t < effect->when_count; t++) {
        const ent_world_term *term = &effect->when[t];
        const ent_factor *factor = &w->model->time.factors[term->factor];
        entry(w, &first, factor->key);
        fputs(term->levels.count > 1 ? "[" : "", w->file);
        for (size_t l = 0; l < term->levels.count; l++) {
            fputs(l ? ", " : "", w->file);
            put_text(w, factor->levels[term->levels.at[l]]);
        }
        fputs(term->levels.count > 1 ? "]" : "", w->file);
    }
    putc('}', w->file);
}

/* Changes stand together by party, those of values then by issue: open and close the maps. */
static void put_changes(const writer *w, bool *first, const ent_effect *effect, bool weights) {
    const ent_value_change *before = NULL;
    bool in_issue = true;
    bool in_party = true;
    for (size_t i = 0; i < effect->changes_count; i++) {
        const ent_value_change *change = &effect->changes[i];
        const ent_issue *issue = &w->model->issues[change->issue];
        if ((change->option == ENT_NONE) != weights)
            continue;
        const bool new_party = !before || before->party != change->party;
        const bool new_issue = !weights && (new_party || before->issue != change->issue);
        if (!before) {
            entry(w, first, weights ? "weights" : "values");
            putc('{', w->file);
        } else if (new_party || new_issue) {
            fputs(new_party ? (weights ? "}, " : "}}, ") : "}, ", w->file);
        }
        if (new_party) {
            in_party = true;
            entry(w, &in_party, party_name(w, change->party));
            putc('{', w->file);
            in_party = true;
        }
        if (new_issue) {
            in_issue = true;
            entry(w, &in_issue, issue->key);
            putc('{', w->file);
            in_issue = true;
        }
        number_entry(w, weights ? &in_party : &in_issue,
                     weights ? issue->key : issue->options[change->option].key, &change->number,
                     &effect->because);
        before = change;
    }
    if (before)
        fputs(weights ? "}}" : "}}}", w->file);
}

static void put_effects(const writer *w) {
    fputs(w->model->time.effects_count ? "  effects:\n" : "", w->file);
    for (size_t e = 0; e < w->model->time.effects_count; e++) {
        const ent_effect *effect = &w->model->time.effects[e];
        bool first = true;
        fputs("    - {", w->file);
        entry(w, &first, "when");
        put_condition(w, effect);
        if (effect->walk_away.count) {
            entry(w, &first, "walk_away");
            put_party_numbers(w, &effect->walk_away, &effect->because);
        }
        put_changes(w, &first, effect, false);
        put_changes(w, &first, effect, true);
        because_entry(w, &first, &effect->because, &NOTHING);
        fputs("}\n", w->file);
    }
}

static void put_proposer(const writer *w) {
    const ent_time *time = &w->model->time;
    fputs("  proposer: ", w->file);
    switch (time->proposer) {
    case ENT_PROPOSER_ALTERNATE:
        fputs("alternate", w->file);
        if (time->proposer_first != ENT_NONE &&
            time->proposer_first != w->model->principals.at[0]) {
            fputs(" from ", w->file);
            fputs(party_name(w, time->proposer_first), w->file);
        }
        break;
    case ENT_PROPOSER_RANDOM:
        fputs("random", w->file);
        break;
    case ENT_PROPOSER_CHANCES:
        put_party_numbers(w, &time->proposer_chances, &NOTHING);
        break;
    }
    putc('\n', w->file);
}

static void put_ranks(const writer *w) {
    const ent_time *time = &w->model->time;
    if (!time->ranks_count)
        return;
    bool first = true;
    fputs("  ranks: {", w->file);
    for (size_t i = 0; i < time->ranks_count; i++)
        text_entry(w, &first, party_name(w, time->ranks[i].party),
                   ent_rank_name(time->ranks[i].rank));
    because_entry(w, &first, &time->ranks_because, &NOTHING);
    fputs("}\n", w->file);
}

static void put_time(const writer *w) {
    const ent_time *time = &w->model->time;
    if (!w->model->has_time)
        return;
    fputs("\ntime:\n", w->file);
    if (time->starts.year) {
        fputs("  starts: ", w->file);
        put_date(w, time->starts);
        putc('\n', w->file);
    }
    if (time->round_every_days > 0) {
        fputs("  round_every: ", w->file);
        put_days(w, time->round_every_days);
        putc('\n', w->file);
    }
    if (time->rounds)
        fprintf(w->file, "  rounds: %u\n", (unsigned)time->rounds);
    put_proposer(w);
    if (time->offers == ENT_OFFERS_LOTTERIES)
        text_line(w, "  ", "offers", "lotteries");
    put_ranks(w);
    if (time->discount.count) {
        fputs("  discount: ", w->file);
        put_party_numbers(w, &time->discount, &NOTHING);
        putc('\n', w->file);
    }
    put_world(w);
    put_effects(w);
}

ent_status ent_model_write(const ent_model *model, FILE *file) {
    const writer w = {.file = file, .model = model};
    fputs("entente: 1\n", file);
    text_line(&w, "", "title", model->title);
    if (model->as_of.year) {
        fputs("as_of: ", file);
        put_date(&w, model->as_of);
        putc('\n', file);
    }
    put_sources(&w);
    put_claims(&w);
    put_issues(&w);
    put_rules(&w);
    put_parties(&w);
    put_packages(&w);
    put_rounds(&w);
    put_roadmaps(&w);
    put_time(&w);
    return ferror(file) ? ENT_ERR_IO : ENT_OK;
}
