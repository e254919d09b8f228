/**
 * @file provenance.h
 * What the numbers of a model rest on.
 */
#ifndef ENTENTE_PROVENANCE_H
#define ENTENTE_PROVENANCE_H

#include "entente/model.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_contradiction {
    uint32_t claim;
    uint32_t other; /**< > claim */
} ent_contradiction;

typedef struct ent_provenance {
    size_t grades[6][6]; /**< claims by reliability A-F and credibility 1-6 */
    size_t ungraded;
    size_t contradictions_count;
    const ent_contradiction *contradictions; /**< each pair once, in file order */
    ent_ids unsupported;   /**< numbers that no claim supports, indices into ent_model.numbers */
    ent_ids unused_claims; /**< claims that no `because` names */
    ent_ids empty_sources; /**< sources without claims */
    void *owner;
} ent_provenance;

/** Trace what rests on what. Cost: linear in the model. */
ENT_API ent_status ent_provenance_trace(const ent_model *model, ent_provenance **provenance,
                                        ent_diags *diags);
ENT_API void ent_provenance_free(ent_provenance *provenance);

#ifdef __cplusplus
}
#endif
#endif
