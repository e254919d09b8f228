/* How a comparison with the slow implementations says what is different. */
#include "slow/slow.h"

#include <stdarg.h>
#include <stdio.h>

const char *slow_kind_prefix(slow_kind kind) {
    return kind == SLOW_SETTLEMENT ? "settlement: " : "interim: ";
}

bool slow_differs(char *why, size_t why_size, const char *prefix, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int start = snprintf(why, why_size, "%s", prefix);
    if (start >= 0 && (size_t)start < why_size)
        vsnprintf(why + start, why_size - (size_t)start, format, arguments);
    va_end(arguments);
    return false;
}
