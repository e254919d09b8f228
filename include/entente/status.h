/**
 * @file status.h
 * What became of a call, and the messages it leaves.
 *
 * Conventions of the whole library:
 *  - A call that can fail returns ent_status; its outputs are written only on ENT_OK. That there
 *    is no agreement is an answer, not a status.
 *  - Inputs come first, outputs after them, the optional ent_diags last.
 *  - What a call hands out through `**` is the caller's, to be given back to the matching `_free`;
 *    `_free(NULL)` does nothing. Pointers inside a handle are borrowed and live as long as it does.
 *  - Matrices are row-major; shapes are written [rows x columns]. Indices start at 0, lines and
 *    columns of text at 1.
 *  - No globals, no locale, no printing. Distinct handles may be used from distinct threads.
 */
#ifndef ENTENTE_STATUS_H
#define ENTENTE_STATUS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ENT_API __attribute__((visibility("default")))

/** No such item: the value of an index that points at nothing. */
#define ENT_NONE UINT32_MAX

typedef enum ent_status {
    ENT_OK = 0,
    ENT_ERR_NOMEM = 1,   /**< the allocator returned NULL */
    ENT_ERR_ARG = 2,     /**< the caller broke the contract of the function */
    ENT_ERR_SYNTAX = 3,  /**< the text cannot be read */
    ENT_ERR_MODEL = 4,   /**< the text was read, but it is not a sound model */
    ENT_ERR_NUMERIC = 5, /**< a value is not finite, or left the range of exact arithmetic */
    ENT_ERR_LIMIT = 6,   /**< a stated limit on work or memory was reached */
    ENT_ERR_IO = 7,      /**< a file could not be read or written */
    ENT_ERR_STOPPED = 8, /**< the caller told the call to end, see watch.h */
} ent_status;

/** Stable lower-case name of a status, such as "syntax"; "unknown" for any other value. */
ENT_API const char *ent_status_name(ent_status status);

/** One message about one place in the input. Strings belong to the ent_diags it lies in. */
typedef struct ent_diag {
    ent_status code;     /**< ENT_OK: a warning */
    uint32_t line;       /**< 1-based; 0 if the message has no position */
    uint32_t column;     /**< 1-based, in Unicode code points; 0 as above */
    const char *source;  /**< name of the file as the caller gave it, "" if none */
    const char *path;    /**< place in the model, such as "parties.russia.walk_away", or "" */
    const char *message; /**< one line, no capital, no full stop, says what would be right */
} ent_diag;

/** Messages kept per handle; later ones are counted, not kept. */
#define ENT_DIAGS_KEPT 20

typedef struct ent_diags ent_diags;

/** NULL if out of memory. */
ENT_API ent_diags *ent_diags_new(void);
ENT_API void ent_diags_free(ent_diags *diags);
/** All messages reported, also those beyond ENT_DIAGS_KEPT. */
ENT_API size_t ent_diags_count(const ent_diags *diags);
/** The index-th message in the order of report; NULL beyond the kept ones. */
ENT_API const ent_diag *ent_diags_at(const ent_diags *diags, size_t index);

/**
 * Write "FILE:LINE:COLUMN: path: message" and a terminating NUL to `text`; absent parts are left
 * out.
 *
 * @return length without the NUL, as snprintf does: the text was cut if it is >= `size`
 */
ENT_API size_t ent_diag_format(const ent_diag *diag, char *text, size_t size);

#ifdef __cplusplus
}
#endif
#endif
