/* What an answer about packages takes for given: options fixed, red lines set aside, sides left
 * out.
 */
#include "report/conditions.h"

#include "report/section.h"
#include "report/wording.h"

bool report_asks_about_packages(const ent_inquiry *inquiry) {
    return (inquiry->topics &
            (1u << ENT_TOPIC_COUNTER | 1u << ENT_TOPIC_EXCHANGES | 1u << ENT_TOPIC_COMPAT)) != 0;
}

/* "toll (none or a low toll)": an issue of which not every option may be chosen. */
static const char *say_fixed(report_draft *draft, size_t issue) {
    const bool *within = draft->answers->inquiry.deals.within[issue];
    const ent_issue *self = &draft->model->issues[issue];
    report_words options = {0};
    bool all = true;
    for (size_t o = 0; o < self->options_count; o++) {
        all = all && within[o];
        if (within[o])
            report_words_add(draft, &options, " or ",
                             report_say_name(draft, self->options[o].name));
    }
    return all ? NULL
               : report_say(draft, "%s (%s)", report_say_issue(draft, issue),
                            report_words_text(&options));
}

static const char *say_all_fixed(report_draft *draft) {
    const size_t issues = draft->model->issues_count;
    const char **names = REPORT_DRAFT_NEW(draft, const char *, issues);
    size_t count = 0;
    for (size_t j = 0; names && draft->answers->inquiry.deals.within && j < issues; j++)
        if ((names[count] = say_fixed(draft, j)))
            count++;
    return count ? report_say(draft, "Fixed: %s.", report_say_list(draft, names, count, 0)) : "";
}

static const char *say_lifted(report_draft *draft) {
    const bool *lifted = draft->answers->inquiry.deals.lifted;
    const ent_red_line *lines = draft->answers->red_lines;
    const char *text = "";
    for (size_t i = 0; lifted && i < draft->answers->red_lines_count; i++)
        if (lifted[i])
            text = report_join(
                draft, text, " ",
                report_say(draft, "%s is set aside.",
                           report_say_capital(
                               draft, report_say_red_line(draft, lines[i].party, lines[i].index))));
    return text;
}

static bool is_needed_somewhere(const ent_model *model, uint32_t party) {
    for (size_t j = 0; j < model->issues_count; j++)
        for (size_t o = 0; o < model->issues[j].options_count; o++)
            for (size_t n = 0; n < model->issues[j].options[o].needs.count; n++)
                if (model->issues[j].options[o].needs.at[n] == party)
                    return true;
    return false;
}

static const char *say_aside(report_draft *draft) {
    const ent_ids *aside = &draft->answers->inquiry.aside;
    const char *names[ENT_PRINCIPALS_MAX];
    const char *text = "";
    if (aside->count == 0)
        return "";
    for (size_t p = 0; p < draft->model->principals.count; p++)
        names[p] = report_say_principal(draft, p);
    text = report_say(draft, "Between %s alone.",
                      report_say_list(draft, names, draft->model->principals.count, 0));
    for (size_t i = 0; i < aside->count; i++) {
        const ent_party *party = &draft->model->parties[aside->at[i]];
        const bool may_refuse =
            party->red_lines_count && is_needed_somewhere(draft->model, aside->at[i]);
        text = report_say(draft, "%s %s need not sign: its walk-away %s.", text,
                          report_say_party(draft, aside->at[i]),
                          may_refuse ? "does not count, and its red lines stop only what needs it"
                                     : "and its red lines do not count");
    }
    return text;
}

void report_draft_conditions(report_draft *draft) {
    const char *const parts[] = {say_aside(draft), say_all_fixed(draft), say_lifted(draft)};
    const char *text = "";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        text = *parts[i] ? report_join(draft, text, " ", parts[i]) : text;
    if (*text)
        report_sentence(draft, "Given", text);
}

static void json_fixed(print_json *json, const ent_answers *answers) {
    const ent_model *model = answers->model;
    print_json_object(json, "with", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++) {
        const bool *within = answers->inquiry.deals.within[j];
        size_t allowed = 0;
        for (size_t o = 0; o < model->issues[j].options_count; o++)
            allowed += within[o];
        if (allowed == model->issues[j].options_count)
            continue;
        print_json_array(json, model->issues[j].key, PRINT_JSON_LINE);
        for (size_t o = 0; o < model->issues[j].options_count; o++)
            if (within[o])
                print_json_text(json, NULL, model->issues[j].options[o].key);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json_lifted(print_json *json, const ent_answers *answers) {
    print_json_array(json, "without_red_lines", PRINT_JSON_LINE);
    for (size_t i = 0; i < answers->red_lines_count; i++)
        if (answers->inquiry.deals.lifted[i])
            report_json_red_line(json, NULL, answers->model, &answers->red_lines[i]);
    print_json_close(json);
}

void report_json_conditions(print_json *json, const ent_answers *answers) {
    if (answers->inquiry.aside.count) {
        report_json_parties(json, "between", answers->model, &answers->model->principals);
        report_json_parties(json, "aside", answers->model, &answers->inquiry.aside);
    }
    if (answers->inquiry.deals.within)
        json_fixed(json, answers);
    if (answers->inquiry.deals.lifted)
        json_lifted(json, answers);
}
