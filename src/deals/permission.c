#include "deals/permission.h"

#include "model/model.h"

#define TOLERANCE 1e-9

bool ent_permission_line_stops(const ent_permission *self, const uint32_t *package, size_t line) {
    return !(self->lifted && self->lifted[line]) &&
           ent_model_red_line_stops(self->model, package, self->lines[line].party,
                                    self->lines[line].index);
}

bool ent_permission_allows(const ent_permission *self, const uint32_t *package) {
    for (size_t j = 0; self->within && j < self->model->issues_count; j++)
        if (!self->within[j][package[j]])
            return false;
    for (size_t line = 0; line < self->lines_count; line++)
        if (ent_permission_line_stops(self, package, line))
            return false;
    return ent_model_is_possible(self->model, package);
}

bool ent_permission_is_agreement(const ent_permission *self, const uint32_t *package) {
    if (!ent_model_has_interim(self->model))
        return true;
    for (size_t j = 0; j < self->model->issues_count; j++)
        if (package[j])
            return true;
    return false;
}

bool ent_permission_all_sign(const ent_permission *self, const uint32_t *package) {
    for (size_t p = 0; p < self->model->principals.count; p++)
        if (ent_model_gain(self->model, self->model->principals.at[p], package) < -TOLERANCE)
            return false;
    return ent_permission_is_agreement(self, package) && ent_permission_allows(self, package);
}
