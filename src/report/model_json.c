/* The model itself in JSON, as far as a reader of the results needs it. */
#include "base/date.h"
#include "model/model.h"
#include "report/section.h"

void report_json_by_principal(print_json *json, const char *key, const ent_model *model,
                              const double *numbers) {
    print_json_object(json, key, PRINT_JSON_LINE);
    for (size_t p = 0; p < model->principals.count; p++)
        print_json_number(json, model->parties[model->principals.at[p]].key, numbers[p]);
    print_json_close(json);
}

void report_json_parties(print_json *json, const char *key, const ent_model *model,
                         const ent_ids *ids) {
    print_json_array(json, key, PRINT_JSON_LINE);
    for (size_t i = 0; i < ids->count; i++)
        print_json_text(json, NULL, model->parties[ids->at[i]].key);
    print_json_close(json);
}

void report_json_red_line(print_json *json, const char *key, const ent_model *model,
                          const ent_red_line *line) {
    char name[160];
    snprintf(name, sizeof name, "red_line:%s:%u", model->parties[line->party].key,
             (unsigned)line->index);
    print_json_text(json, key, name);
}

void report_json_date(print_json *json, const char *key, ent_date date) {
    if (date.year)
        print_json_text(json, key, base_date_print(date, (char[BASE_DATE_TEXT]){0}));
}

static void text_if_given(print_json *json, const char *key, const char *text) {
    if (*text)
        print_json_text(json, key, text);
}

static void claims(print_json *json, const char *key, const ent_model *model, const ent_ids *ids) {
    print_json_array(json, key, PRINT_JSON_LINE);
    for (size_t i = 0; i < ids->count; i++)
        print_json_text(json, NULL, model->claims[ids->at[i]].key);
    print_json_close(json);
}

static void pattern(print_json *json, const char *key, const ent_model *model,
                    const ent_pattern *self) {
    print_json_object(json, key, PRINT_JSON_LINE);
    for (size_t t = 0; t < self->count; t++) {
        const ent_issue *issue = &model->issues[self->terms[t].issue];
        print_json_array(json, issue->key, PRINT_JSON_LINE);
        for (size_t i = 0; i < self->terms[t].options.count; i++)
            print_json_text(json, NULL, issue->options[self->terms[t].options.at[i]].key);
        print_json_close(json);
    }
    print_json_close(json);
}

static void option(print_json *json, const ent_model *model, const ent_issue *issue,
                   const ent_option *self) {
    print_json_object(json, self->key, PRINT_JSON_LINE);
    print_json_text(json, "name", self->name);
    if (self->lasts_days > 0)
        print_json_number(json, "lasts_days", self->lasts_days);
    if (self->needs.count)
        report_json_parties(json, "needs", model, &self->needs);
    if (self->affects.count)
        report_json_parties(json, "affects", model, &self->affects);
    if (self->mandate != issue->mandate)
        print_json_text(json, "mandate", ent_rank_name(self->mandate));
    print_json_close(json);
}

static void issues(print_json *json, const ent_model *model) {
    print_json_object(json, "issues", PRINT_JSON_WIDE);
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_issue *self = &model->issues[j];
        print_json_object(json, self->key, PRINT_JSON_WIDE);
        print_json_text(json, "name", self->name);
        print_json_text(json, "mandate", ent_rank_name(self->mandate));
        print_json_object(json, "options", PRINT_JSON_WIDE);
        for (size_t k = 0; k < self->options_count; k++)
            option(json, model, self, &self->options[k]);
        print_json_close(json);
        print_json_array(json, "option_order", PRINT_JSON_LINE);
        for (size_t k = 0; k < self->options_count; k++)
            print_json_text(json, NULL, self->options[k].key);
        print_json_close(json);
        print_json_close(json);
    }
    print_json_close(json);
    print_json_array(json, "issue_order", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        print_json_text(json, NULL, model->issues[j].key);
    print_json_close(json);
}

static void walk_away(print_json *json, const ent_model *model, const ent_number *self) {
    print_json_object(json, "walk_away", PRINT_JSON_LINE);
    print_json_number(json, "low", self->low.value);
    print_json_number(json, "likely", self->likely.value);
    print_json_number(json, "high", self->high.value);
    claims(json, "because", model, &self->because);
    print_json_close(json);
}

static void weights(print_json *json, const ent_model *model, uint32_t party) {
    const double sum = model_weight_sum(model, party);
    print_json_object(json, "weights", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *self = &model->parties[party].preferences[j];
        if (self->given && sum > 0)
            print_json_number(json, model->issues[j].key, self->weight.likely.value / sum);
    }
    print_json_close(json);
}

static bool in_lists(const ent_ids *const *lists, size_t count, uint32_t id) {
    for (size_t l = 0; l < count; l++)
        for (size_t i = 0; i < lists[l]->count; i++)
            if (lists[l]->at[i] == id)
                return true;
    return false;
}

/* Claims behind a preference, its weight and its values; each once. Numbers of one mapping share
 * their list, so few lists differ; what is beyond LISTS_MAX of them goes unnamed. */
static void preference_claims(print_json *json, const ent_model *model, const ent_issue *issue,
                              const ent_preference *self) {
    enum { LISTS_MAX = 64 };
    const ent_ids *lists[LISTS_MAX];
    size_t count = 0;
    for (size_t n = 0; n < issue->options_count + 2 && count < LISTS_MAX; n++) {
        const ent_ids *list = n == 0   ? &self->because
                              : n == 1 ? &self->weight.because
                                       : &self->values[n - 2].because;
        if (list->count > 0 && (count == 0 || lists[count - 1]->at != list->at))
            lists[count++] = list;
    }
    if (count == 0)
        return;
    print_json_array(json, issue->key, PRINT_JSON_LINE);
    for (size_t l = 0; l < count; l++)
        for (size_t i = 0; i < lists[l]->count; i++)
            if (!in_lists(lists, l, lists[l]->at[i]))
                print_json_text(json, NULL, model->claims[lists[l]->at[i]].key);
    print_json_close(json);
}

static void values(print_json *json, const ent_model *model, const ent_party *party) {
    print_json_object(json, "values", PRINT_JSON_WIDE);
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *self = &party->preferences[j];
        if (!self->given)
            continue;
        print_json_object(json, model->issues[j].key, PRINT_JSON_LINE);
        for (size_t k = 0; k < model->issues[j].options_count; k++)
            print_json_number(json, model->issues[j].options[k].key, self->values[k].likely.value);
        print_json_close(json);
    }
    print_json_close(json);
    print_json_object(json, "because", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        if (party->preferences[j].given)
            preference_claims(json, model, &model->issues[j], &party->preferences[j]);
    print_json_close(json);
}

static void red_lines(print_json *json, const ent_model *model, const ent_party *party) {
    print_json_array(json, "red_lines", PRINT_JSON_WIDE);
    for (size_t r = 0; r < party->red_lines_count; r++) {
        char name[512];
        snprintf(name, sizeof name, "red_line:%s:%zu", party->key, r);
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "name", name);
        pattern(json, "never", model, &party->red_lines[r]);
        claims(json, "because", model, &party->red_lines[r].because);
        print_json_close(json);
    }
    print_json_close(json);
}

static void parties(print_json *json, const ent_model *model) {
    print_json_object(json, "parties", PRINT_JSON_WIDE);
    for (uint32_t p = 0; p < model->parties_count; p++) {
        const ent_party *self = &model->parties[p];
        print_json_object(json, self->key, PRINT_JSON_WIDE);
        print_json_text(json, "name", self->name);
        print_json_text(json, "role", ent_role_name(self->role));
        if (self->has_walk_away)
            walk_away(json, model, &self->walk_away);
        if (model_weight_sum(model, p) > 0) {
            weights(json, model, p);
            values(json, model, self);
        }
        red_lines(json, model, self);
        print_json_close(json);
    }
    print_json_close(json);
}

static void sources(print_json *json, const ent_model *model) {
    print_json_object(json, "sources", PRINT_JSON_WIDE);
    for (size_t s = 0; s < model->sources_count; s++) {
        const ent_source *self = &model->sources[s];
        print_json_object(json, self->key, PRINT_JSON_LINE);
        print_json_text(json, "title", self->title);
        report_json_date(json, "date", self->date);
        text_if_given(json, "kind", self->kind);
        text_if_given(json, "file", self->file);
        print_json_close(json);
    }
    print_json_close(json);
}

static void claim(print_json *json, const ent_model *model, const ent_claim *self) {
    print_json_object(json, self->key, PRINT_JSON_LINE);
    print_json_text(json, "by", self->by);
    print_json_text(json, "says", self->says);
    if (self->source != ENT_NONE)
        print_json_text(json, "source", model->sources[self->source].key);
    text_if_given(json, "at", self->at);
    if (self->reliability) {
        const char grade[] = {self->reliability, self->credibility, '\0'};
        print_json_text(json, "grade", grade);
    }
    claims(json, "contradicts", model, &self->contradicts);
    report_json_date(json, "said", self->said);
    report_json_date(json, "learned", self->learned);
    print_json_close(json);
}

void report_json_model(print_json *json, const ent_model *model) {
    const ent_ids *principals = &model->principals;
    print_json_text(json, "title", model->title);
    report_json_date(json, "as_of", model->as_of);
    if (model->files_count)
        print_json_text(json, "file", model->files[0]);
    issues(json, model);
    if (model->has_settlement)
        pattern(json, "settlement", model, &model->settlement);
    report_json_parties(json, "principals", model, principals);
    parties(json, model);
    print_json_array(json, "party_order", PRINT_JSON_LINE);
    for (size_t p = 0; p < model->parties_count; p++)
        print_json_text(json, NULL, model->parties[p].key);
    print_json_close(json);
    sources(json, model);
    print_json_object(json, "claims", PRINT_JSON_WIDE);
    for (size_t c = 0; c < model->claims_count; c++)
        claim(json, model, &model->claims[c]);
    print_json_close(json);
}
