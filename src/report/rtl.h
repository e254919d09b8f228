/** Names that run from right to left, in sentences and tables that run from left to right. */
#ifndef ENT_REPORT_RTL_H
#define ENT_REPORT_RTL_H

#include <stddef.h>

/**
 * How much of a text runs from right to left from its first letter on: words in such a script with
 * single blanks, hyphens and apostrophes between them. A number or a comma after them is not part:
 * isolated from the words (Unicode's UAX 9), it stays where the sentence has it.
 *
 * @param text  UTF-8 [length]
 * @return bytes; 0 if it begins with anything else
 */
size_t report_rtl_run(const char *text, size_t length);

#endif
