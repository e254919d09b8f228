/* The model as it looks in one state of the world: values and weights with their effects. */
#include "game/game.h"

#include "base/decimal.h"
#include "base/diag.h"
#include "model/copy.h"
#include "model/model.h"

/* a + b, exactly where both are exact decimals and the sum fits. */
static ent_decimal add(ent_decimal a, ent_decimal b) {
    ent_decimal sum;
    return base_decimal_sum(a, b, &sum) ? sum : (ent_decimal){.value = a.value + b.value};
}

static ent_number point(ent_decimal value, const ent_number *like) {
    return (ent_number){.spread = ENT_POINT,
                        .low = value,
                        .likely = value,
                        .high = value,
                        .because = like->because,
                        .place = like->place,
                        .span = like->span};
}

static ent_status refuse(const ent_model *model, const ent_effect *effect,
                         const ent_value_change *change, double value, const char *range,
                         ent_diags *diags) {
    const ent_issue *issue = &model->issues[change->issue];
    return base_fail(diags, ENT_ERR_MODEL, model_file_of(model, effect->place), effect->place.line,
                     effect->place.column, "time.effects",
                     "the effects take %s of '%s' for '%s' on '%s' to %g; it must stay %s",
                     change->option == ENT_NONE ? "the weight" : "the value",
                     change->option == ENT_NONE ? "the issue" : issue->options[change->option].key,
                     model->parties[change->party].key, issue->key, value, range);
}

/* The parts of a copied model that may be written to. */
typedef struct copy {
    ent_party *parties;
    ent_preference **preferences; /* [parties] of the principals */
    ent_number **values;          /* [parties x issues] */
} copy;

static ent_status apply(const ent_model *model, const ent_effect *effect,
                        const ent_value_change *change, const copy *into, ent_diags *diags) {
    ent_preference *preference = &into->preferences[change->party][change->issue];
    if (!preference->given)
        return base_fail(diags, ENT_ERR_MODEL, model_file_of(model, effect->place),
                         effect->place.line, effect->place.column, "time.effects",
                         "'%s' has no preference on '%s' that an effect could change; give it a "
                         "weight and values first",
                         model->parties[change->party].key, model->issues[change->issue].key);
    ent_number *number =
        change->option == ENT_NONE
            ? &preference->weight
            : &into->values[change->party * model->issues_count + change->issue][change->option];
    *number = point(add(number->likely, change->number.likely), number);
    return ENT_OK;
}

static ent_status check(const ent_model *model, const ent_effect *effect,
                        const ent_value_change *change, const copy *made, ent_diags *diags) {
    const ent_preference *now = &made->preferences[change->party][change->issue];
    if (change->option == ENT_NONE) {
        const double weight = now->weight.likely.value;
        return weight >= 0 ? ENT_OK : refuse(model, effect, change, weight, "at 0 or above", diags);
    }
    const double value = now->values[change->option].likely.value;
    return value >= 0 && value <= 1
               ? ENT_OK
               : refuse(model, effect, change, value, "between 0 and 1", diags);
}

typedef ent_status visit(const ent_model *model, const ent_effect *effect,
                         const ent_value_change *change, const copy *made, ent_diags *diags);

/* Only principals bargain: what others think of a package changes nothing here. */
static ent_status for_each_change(const ent_model *model, const bool *active, visit *act,
                                  const copy *made, ent_diags *diags) {
    for (size_t e = 0; e < model->time.effects_count; e++) {
        const ent_effect *effect = &model->time.effects[e];
        for (size_t c = 0; active[e] && c < effect->changes_count; c++) {
            if (model->parties[effect->changes[c].party].role != ENT_PRINCIPAL)
                continue;
            const ent_status status = act(model, effect, &effect->changes[c], made, diags);
            if (status)
                return status;
        }
    }
    return ENT_OK;
}

static bool copy_party(const ent_model *model, uint32_t p, const copy *into, base_arena *arena) {
    into->preferences[p] =
        model_copy_preferences(arena, model, p, into->values + p * model->issues_count);
    into->parties[p].preferences = into->preferences[p];
    return into->preferences[p] != NULL;
}

ent_status game_change_values(const ent_model *model, const bool *active, ent_model *changed,
                              base_arena *arena, ent_diags *diags) {
    const copy made = {
        model_copy_parties(arena, model),
        BASE_NEW(arena, ent_preference *, model->parties_count),
        BASE_NEW(arena, ent_number *, model->parties_count * model->issues_count),
    };
    if (!made.parties || !made.preferences || !made.values)
        return base_fail_memory(diags);
    for (size_t p = 0; p < model->principals.count; p++)
        if (!copy_party(model, model->principals.at[p], &made, arena))
            return base_fail_memory(diags);
    *changed = *model;
    changed->owner = NULL;
    changed->parties = made.parties;
    const ent_status status = for_each_change(model, active, apply, &made, diags);
    /* ranges are checked when all effects are in: two of them may cancel out */
    return status ? status : for_each_change(model, active, check, &made, diags);
}
