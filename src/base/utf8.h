/** Stepping through UTF-8. */
#ifndef ENT_BASE_UTF8_H
#define ENT_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/**
 * Read one code point.
 *
 * @param text  ends with NUL, not at its end yet
 * @param[out] length  bytes it takes, at least 1
 * @return the code point; BASE_NOT_UTF8 if the bytes are not well-formed (RFC 3629)
 */
uint32_t base_utf8_next(const char *text, size_t *length);

#define BASE_NOT_UTF8 UINT32_MAX

#endif
