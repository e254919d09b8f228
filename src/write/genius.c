/*
 * An additive model as GENIUS XML.
 *
 * GENIUS divides each evaluation by the largest of its issue and takes weights as written. With
 * w x (best value) / (sum of weights) for a weight and the values for evaluations its sums are
 * those of the model. Options are told apart by their keys.
 */
#include "entente/write.h"

#include "base/decimal.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "model/model.h"

#include <stdlib.h>

/* --- what GENIUS cannot say --- */

static ent_status refuse(const ent_model *model, const ent_place *place, const char *what,
                         ent_diags *diags) {
    const char *file = model_file_of(model, *place);
    return base_fail(
        diags, ENT_ERR_MODEL, file, file ? place->line : 0, file ? place->column : 0, NULL,
        "GENIUS files cannot hold %s; only sums over issues are exported, in XML", what);
}

/* Characters that no XML document may hold, not even as a reference. */
static bool is_in_xml(uint32_t point) {
    return point == '\t' || point == '\n' || point == '\r' ||
           (point >= 0x20 && point != 0xFFFE && point != 0xFFFF && point != BASE_NOT_UTF8);
}

static ent_status check_text(const ent_model *model, const ent_place *place, const char *text,
                             ent_diags *diags) {
    char what[40];
    for (size_t size; *text; text += size) {
        const uint32_t point = base_utf8_next(text, &size);
        if (is_in_xml(point))
            continue;
        snprintf(what, sizeof what, point == BASE_NOT_UTF8 ? "bytes that are not UTF-8" : "U+%04X",
                 (unsigned)point);
        return refuse(model, place, what, diags);
    }
    return ENT_OK;
}

static ent_status check_names(const ent_model *model, ent_diags *diags) {
    ent_status status = ENT_OK;
    for (size_t j = 0; j < model->issues_count && status == ENT_OK; j++) {
        const ent_issue *issue = &model->issues[j];
        status = check_text(model, &issue->place, issue->key, diags);
        for (size_t o = 0; o < issue->options_count && status == ENT_OK; o++) {
            const ent_option *option = &issue->options[o];
            status = check_text(model, &option->place, option->key, diags);
            if (status == ENT_OK)
                status = check_text(model, &option->place, option->name, diags);
        }
    }
    return status;
}

static ent_status check(const ent_model *model, uint32_t party, ent_diags *diags) {
    if (model->rules_count)
        return refuse(model, &model->rules[0].place, "rules", diags);
    if (model_has_interim(model))
        return refuse(model, &model->settlement.place, "interim agreements", diags);
    for (size_t j = 0; j < model->issues_count; j++)
        for (size_t o = 0; o < model->issues[j].options_count; o++) {
            const ent_option *option = &model->issues[j].options[o];
            if (option->lasts_days > 0)
                return refuse(model, &option->place, "options that run out", diags);
            if (option->needs.count)
                return refuse(model, &option->place, "options that need others", diags);
        }
    const ent_party *self = party == ENT_EXPORT_DOMAIN ? NULL : &model->parties[party];
    if (self && self->linkages_count)
        return refuse(model, &self->linkages[0].when.place, "linkages", diags);
    if (self && self->red_lines_count)
        return refuse(model, &self->red_lines[0].place, "red lines", diags);
    return check_names(model, diags);
}

/* --- text --- */

static void put_text(FILE *file, const char *text) {
    for (; *text; text++)
        switch (*text) {
        case '&':
            fputs("&amp;", file);
            break;
        case '<':
            fputs("&lt;", file);
            break;
        case '"':
            fputs("&quot;", file);
            break;
        case '\n':
            fputs("&#10;", file);
            break;
        case '\r':
            fputs("&#13;", file);
            break;
        case '\t':
            fputs("&#9;", file);
            break;
        default:
            putc(*text, file);
        }
}

static void put_attribute(FILE *file, const char *name, const char *text) {
    fprintf(file, " %s=\"", name);
    put_text(file, text);
    putc('"', file);
}

static void put_number(FILE *file, const char *name, ent_decimal number) {
    char text[BASE_DECIMAL_TEXT];
    base_decimal_print(number, text);
    put_attribute(file, name, text);
}

/* GENIUS takes an issue whose best evaluation is below 1e-5 as worth nothing. */
#define BEST_LEAST 1e-5

static ent_decimal best_value(const ent_issue *issue, const ent_preference *preference) {
    ent_decimal best = base_decimal_whole(0);
    for (size_t o = 0; preference->given && o < issue->options_count; o++)
        if (preference->values[o].likely.value > best.value)
            best = preference->values[o].likely;
    return best;
}

static ent_decimal evaluation(const ent_preference *preference, ent_decimal best, size_t option) {
    if (!preference->given)
        return base_decimal_whole(0);
    const ent_decimal value = preference->values[option].likely;
    return best.value > 0 && best.value < BEST_LEAST ? base_decimal_divide(value, best) : value;
}

static void put_issue(FILE *file, const ent_model *model, size_t j,
                      const ent_preference *preference) {
    const ent_issue *issue = &model->issues[j];
    fprintf(file, "<issue index=\"%zu\"", j + 1);
    put_attribute(file, "name", issue->key);
    fputs(" vtype=\"discrete\" type=\"discrete\" etype=\"discrete\">\n", file);
    const ent_decimal best = preference ? best_value(issue, preference) : base_decimal_whole(0);
    for (size_t o = 0; o < issue->options_count; o++) {
        fprintf(file, "<item index=\"%zu\"", o + 1);
        put_attribute(file, "value", issue->options[o].key);
        put_attribute(file, "description", issue->options[o].name);
        if (preference)
            put_number(file, "evaluation", evaluation(preference, best, o));
        fputs("/>\n", file);
    }
    fputs("</issue>\n", file);
}

static void put_objective(FILE *file, const ent_model *model, const ent_preference *preferences) {
    fputs("<objective index=\"0\" name=\"root\" description=\"\" type=\"objective\" "
          "etype=\"objective\">\n",
          file);
    for (size_t j = 0; j < model->issues_count; j++)
        put_issue(file, model, j, preferences ? &preferences[j] : NULL);
}

static void put_weights(FILE *file, const ent_model *model, const ent_party *party) {
    ent_decimal sum = base_decimal_whole(0);
    for (size_t j = 0; j < model->issues_count; j++)
        if (party->preferences[j].given)
            sum = base_decimal_add(sum, party->preferences[j].weight.likely);
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *preference = &party->preferences[j];
        ent_decimal weight = base_decimal_whole(0);
        if (preference->given && sum.value > 0)
            weight = base_decimal_divide(
                base_decimal_multiply(preference->weight.likely,
                                      best_value(&model->issues[j], preference)),
                sum);
        fprintf(file, "<weight index=\"%zu\"", j + 1);
        put_number(file, "value", weight);
        fputs("/>\n", file);
    }
}

static void put_profile(FILE *file, const ent_model *model, const ent_party *party) {
    fputs("<utility_space>\n", file);
    put_objective(file, model, party->preferences);
    put_weights(file, model, party);
    fputs("</objective>\n", file);
    if (party->has_walk_away) {
        fputs("<reservation", file);
        put_number(file, "value", party->walk_away.likely);
        fputs("/>\n", file);
    }
    fputs("</utility_space>\n", file);
}

ent_status ent_export_genius(const ent_model *model, uint32_t party, FILE *file, ent_diags *diags) {
    if (party != ENT_EXPORT_DOMAIN && party >= model->parties_count)
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL, "there is no party %u",
                         (unsigned)party);
    const ent_status status = check(model, party, diags);
    if (status != ENT_OK)
        return status;
    if (party == ENT_EXPORT_DOMAIN) {
        fprintf(file, "<negotiation_template>\n<utility_space number_of_issues=\"%zu\">\n",
                model->issues_count);
        put_objective(file, model, NULL);
        fputs("</objective>\n</utility_space>\n</negotiation_template>\n", file);
    } else {
        put_profile(file, model, &model->parties[party]);
    }
    return ferror(file)
               ? base_fail(diags, ENT_ERR_IO, NULL, 0, 0, NULL, "the export could not be written")
               : ENT_OK;
}
