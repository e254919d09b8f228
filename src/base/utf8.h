/** UTF-8: stepping through code points, checking and counting them. */
#ifndef ENT_BASE_UTF8_H
#define ENT_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BASE_NOT_UTF8 UINT32_MAX

/**
 * Read one code point.
 *
 * @param text  ends with NUL, not at its end yet
 * @param[out] length  bytes it takes, at least 1
 * @return the code point; BASE_NOT_UTF8, with a length of 1, if the bytes are not well-formed
 *         (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF)
 */
uint32_t base_utf8_next(const char *text, size_t *length);

/** As above, of a text of `left` >= 1 more bytes, among which there may be NULs. */
uint32_t base_utf8_decode(const char *text, size_t left, size_t *length);

/** Is every byte part of a well-formed code point? */
bool base_utf8_is_text(const char *text, size_t length);

/** May it go to a terminal: no control character, no line of its own, nothing that turns the line
 * around? Of BASE_NOT_UTF8: no. */
bool base_utf8_is_harmless(uint32_t point);

/** Put a '?' in place of what is not harmless; the text never gets longer. Line breaks stay if
 * `lines` is true. */
void base_utf8_make_harmless(char *text, bool lines);

/** Is this a byte within a code point, one that no code point begins with? */
bool base_utf8_is_inside(char byte);

/** The bytes of the first `points` code points of a well-formed text; `length` if it has fewer. */
size_t base_utf8_bytes(const char *text, size_t length, size_t points);

#endif
