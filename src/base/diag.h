/** Collecting messages for the caller. Safe to call with `diags == NULL`. */
#ifndef ENT_BASE_DIAG_H
#define ENT_BASE_DIAG_H

#include "entente/status.h"

/** Record a message and return `code`, so that a caller can write `return base_fail(...)`. */
__attribute__((format(printf, 7, 8))) ent_status base_fail(ent_diags *diags, ent_status code,
                                                           const char *source, uint32_t line,
                                                           uint32_t column, const char *path,
                                                           const char *format, ...);

/** "out of memory", without a place. */
ent_status base_fail_memory(ent_diags *diags);

#endif
