#include "deals/permission.h"

#include "base/diag.h"
#include "model/model.h"

#include <math.h>

#define TOLERANCE 1e-9

ent_status deals_permission_check_package(const ent_model *model, const uint32_t *package,
                                          ent_diags *diags) {
    for (size_t j = 0; package && j < model->issues_count; j++)
        if (package[j] >= model->issues[j].options_count)
            return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                             "'%s' has %zu options; there is no option %u", model->issues[j].key,
                             model->issues[j].options_count, (unsigned)package[j]);
    return ENT_OK;
}

long long deals_permission_rounded(double amount) {
    return llround(amount / TOLERANCE);
}

bool deals_permission_line_stops(const deals_permission *self, const uint32_t *package,
                                 size_t line) {
    return !(self->lifted && self->lifted[line]) &&
           model_red_line_stops(self->model, package, self->lines[line].party,
                                self->lines[line].index);
}

bool deals_permission_allows(const deals_permission *self, const uint32_t *package) {
    for (size_t j = 0; self->within && j < self->model->issues_count; j++)
        if (!self->within[j][package[j]])
            return false;
    for (size_t line = 0; line < self->lines_count; line++)
        if (deals_permission_line_stops(self, package, line))
            return false;
    return ent_model_is_possible(self->model, package);
}

bool deals_permission_is_agreement(const deals_permission *self, const uint32_t *package) {
    if (!self->has_interim)
        return true;
    for (size_t j = 0; j < self->model->issues_count; j++)
        if (package[j])
            return true;
    return false;
}

bool deals_permission_all_sign(const deals_permission *self, const uint32_t *package) {
    for (size_t p = 0; p < self->model->principals.count; p++)
        if (ent_model_gain(self->model, self->model->principals.at[p], package) < -TOLERANCE)
            return false;
    return deals_permission_is_agreement(self, package) && deals_permission_allows(self, package);
}
