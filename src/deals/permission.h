/** What a question lets pass, package by package: for analyses that try single packages. */
#ifndef ENT_DEALS_PERMISSION_H
#define ENT_DEALS_PERMISSION_H

#include "entente/deals.h"

typedef struct deals_permission {
    const ent_model *model;
    const bool *const *within; /* as in ent_deals_options */
    const bool *lifted;
    const ent_red_line *lines;
    size_t lines_count;
    bool has_interim; /* model_has_interim */
} deals_permission;

/** ENT_ERR_ARG if an issue has no such option; NULL, the status quo, is fine. */
ent_status deals_permission_check_package(const ent_model *model, const uint32_t *package,
                                          ent_diags *diags);

/** An amount in whole steps of 1e-9, for comparing without noise. */
long long deals_permission_rounded(double amount);

/** Does red line `line` of the list stop the package, and is it not lifted? */
bool deals_permission_line_stops(const deals_permission *self, const uint32_t *package,
                                 size_t line);

/** Is the package an agreement at all? To change nothing is none where interim agreements exist. */
bool deals_permission_is_agreement(const deals_permission *self, const uint32_t *package);

/** Is the package possible, within what may be chosen, and not stopped by a red line? */
bool deals_permission_allows(const deals_permission *self, const uint32_t *package);

/** Can all principals sign it: an agreement that is allowed, and no gain below 0 by 1e-9? */
bool deals_permission_all_sign(const deals_permission *self, const uint32_t *package);

#endif
