/* The model itself in JSON, as far as a reader of the results needs it. */
#include "model/model.h"
#include "report/section.h"

void ent_json_by_principal(ent_json *json, const char *key, const ent_model *model,
                           const double *numbers) {
    ent_json_object(json, key, ENT_JSON_LINE);
    for (size_t p = 0; p < model->principals.count; p++)
        ent_json_number(json, model->parties[model->principals.at[p]].key, numbers[p]);
    ent_json_close(json);
}

void ent_json_parties(ent_json *json, const char *key, const ent_model *model, const ent_ids *ids) {
    ent_json_array(json, key, ENT_JSON_LINE);
    for (size_t i = 0; i < ids->count; i++)
        ent_json_text(json, NULL, model->parties[ids->at[i]].key);
    ent_json_close(json);
}

void ent_json_red_line(ent_json *json, const char *key, const ent_model *model,
                       const ent_red_line *line) {
    char name[160];
    snprintf(name, sizeof name, "red_line:%s:%u", model->parties[line->party].key,
             (unsigned)line->index);
    ent_json_text(json, key, name);
}

void ent_json_date(ent_json *json, const char *key, ent_date date) {
    char text[32];
    if (date.year == 0)
        return;
    snprintf(text, sizeof text, "%04d-%02u-%02u", date.year, (unsigned)date.month,
             (unsigned)date.day);
    ent_json_text(json, key, text);
}

static void text_if_given(ent_json *json, const char *key, const char *text) {
    if (*text)
        ent_json_text(json, key, text);
}

static void claims(ent_json *json, const char *key, const ent_model *model, const ent_ids *ids) {
    ent_json_array(json, key, ENT_JSON_LINE);
    for (size_t i = 0; i < ids->count; i++)
        ent_json_text(json, NULL, model->claims[ids->at[i]].key);
    ent_json_close(json);
}

static void pattern(ent_json *json, const char *key, const ent_model *model,
                    const ent_pattern *self) {
    ent_json_object(json, key, ENT_JSON_LINE);
    for (size_t t = 0; t < self->count; t++) {
        const ent_issue *issue = &model->issues[self->terms[t].issue];
        ent_json_array(json, issue->key, ENT_JSON_LINE);
        for (size_t i = 0; i < self->terms[t].options.count; i++)
            ent_json_text(json, NULL, issue->options[self->terms[t].options.at[i]].key);
        ent_json_close(json);
    }
    ent_json_close(json);
}

static void option(ent_json *json, const ent_model *model, const ent_issue *issue,
                   const ent_option *self) {
    ent_json_object(json, self->key, ENT_JSON_LINE);
    ent_json_text(json, "name", self->name);
    if (self->lasts_days > 0)
        ent_json_number(json, "lasts_days", self->lasts_days);
    if (self->needs.count)
        ent_json_parties(json, "needs", model, &self->needs);
    if (self->affects.count)
        ent_json_parties(json, "affects", model, &self->affects);
    if (self->mandate != issue->mandate)
        ent_json_text(json, "mandate", ent_rank_name(self->mandate));
    ent_json_close(json);
}

static void issues(ent_json *json, const ent_model *model) {
    ent_json_object(json, "issues", ENT_JSON_WIDE);
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_issue *self = &model->issues[j];
        ent_json_object(json, self->key, ENT_JSON_WIDE);
        ent_json_text(json, "name", self->name);
        ent_json_text(json, "mandate", ent_rank_name(self->mandate));
        ent_json_object(json, "options", ENT_JSON_WIDE);
        for (size_t k = 0; k < self->options_count; k++)
            option(json, model, self, &self->options[k]);
        ent_json_close(json);
        ent_json_close(json);
    }
    ent_json_close(json);
}

static void walk_away(ent_json *json, const ent_model *model, const ent_number *self) {
    ent_json_object(json, "walk_away", ENT_JSON_LINE);
    ent_json_number(json, "low", self->low.value);
    ent_json_number(json, "likely", self->likely.value);
    ent_json_number(json, "high", self->high.value);
    claims(json, "because", model, &self->because);
    ent_json_close(json);
}

static void weights(ent_json *json, const ent_model *model, uint32_t party) {
    const double sum = ent_model_weight_sum(model, party);
    ent_json_object(json, "weights", ENT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *self = &model->parties[party].preferences[j];
        if (self->given && sum > 0)
            ent_json_number(json, model->issues[j].key, self->weight.likely.value / sum);
    }
    ent_json_close(json);
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
static void preference_claims(ent_json *json, const ent_model *model, const ent_issue *issue,
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
    ent_json_array(json, issue->key, ENT_JSON_LINE);
    for (size_t l = 0; l < count; l++)
        for (size_t i = 0; i < lists[l]->count; i++)
            if (!in_lists(lists, l, lists[l]->at[i]))
                ent_json_text(json, NULL, model->claims[lists[l]->at[i]].key);
    ent_json_close(json);
}

static void values(ent_json *json, const ent_model *model, const ent_party *party) {
    ent_json_object(json, "values", ENT_JSON_WIDE);
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *self = &party->preferences[j];
        if (!self->given)
            continue;
        ent_json_object(json, model->issues[j].key, ENT_JSON_LINE);
        for (size_t k = 0; k < model->issues[j].options_count; k++)
            ent_json_number(json, model->issues[j].options[k].key, self->values[k].likely.value);
        ent_json_close(json);
    }
    ent_json_close(json);
    ent_json_object(json, "because", ENT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        if (party->preferences[j].given)
            preference_claims(json, model, &model->issues[j], &party->preferences[j]);
    ent_json_close(json);
}

static void red_lines(ent_json *json, const ent_model *model, const ent_party *party) {
    ent_json_array(json, "red_lines", ENT_JSON_WIDE);
    for (size_t r = 0; r < party->red_lines_count; r++) {
        char name[512];
        snprintf(name, sizeof name, "red_line:%s:%zu", party->key, r);
        ent_json_object(json, NULL, ENT_JSON_LINE);
        ent_json_text(json, "name", name);
        pattern(json, "never", model, &party->red_lines[r]);
        claims(json, "because", model, &party->red_lines[r].because);
        ent_json_close(json);
    }
    ent_json_close(json);
}

static void parties(ent_json *json, const ent_model *model) {
    ent_json_object(json, "parties", ENT_JSON_WIDE);
    for (uint32_t p = 0; p < model->parties_count; p++) {
        const ent_party *self = &model->parties[p];
        ent_json_object(json, self->key, ENT_JSON_WIDE);
        ent_json_text(json, "name", self->name);
        ent_json_text(json, "role", ent_role_name(self->role));
        if (self->has_walk_away)
            walk_away(json, model, &self->walk_away);
        if (ent_model_weight_sum(model, p) > 0) {
            weights(json, model, p);
            values(json, model, self);
        }
        red_lines(json, model, self);
        ent_json_close(json);
    }
    ent_json_close(json);
}

static void sources(ent_json *json, const ent_model *model) {
    ent_json_object(json, "sources", ENT_JSON_WIDE);
    for (size_t s = 0; s < model->sources_count; s++) {
        const ent_source *self = &model->sources[s];
        ent_json_object(json, self->key, ENT_JSON_LINE);
        ent_json_text(json, "title", self->title);
        ent_json_date(json, "date", self->date);
        text_if_given(json, "kind", self->kind);
        text_if_given(json, "file", self->file);
        ent_json_close(json);
    }
    ent_json_close(json);
}

static void claim(ent_json *json, const ent_model *model, const ent_claim *self) {
    ent_json_object(json, self->key, ENT_JSON_LINE);
    ent_json_text(json, "by", self->by);
    ent_json_text(json, "says", self->says);
    if (self->source != ENT_NONE)
        ent_json_text(json, "source", model->sources[self->source].key);
    text_if_given(json, "at", self->at);
    if (self->reliability) {
        const char grade[] = {self->reliability, self->credibility, '\0'};
        ent_json_text(json, "grade", grade);
    }
    claims(json, "contradicts", model, &self->contradicts);
    ent_json_date(json, "said", self->said);
    ent_json_date(json, "learned", self->learned);
    ent_json_close(json);
}

void ent_json_model(ent_json *json, const ent_model *model) {
    const ent_ids *principals = &model->principals;
    ent_json_text(json, "title", model->title);
    ent_json_date(json, "as_of", model->as_of);
    if (model->files_count)
        ent_json_text(json, "file", model->files[0]);
    issues(json, model);
    if (model->has_settlement)
        pattern(json, "settlement", model, &model->settlement);
    ent_json_parties(json, "principals", model, principals);
    parties(json, model);
    sources(json, model);
    ent_json_object(json, "claims", ENT_JSON_WIDE);
    for (size_t c = 0; c < model->claims_count; c++)
        claim(json, model, &model->claims[c]);
    ent_json_close(json);
}
