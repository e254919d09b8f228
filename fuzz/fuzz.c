/* What the targets share: an input in parts. */
#include "fuzz.h"

#include <string.h>

size_t fuzz_cut(const uint8_t *data, size_t size, fuzz_part *parts, size_t most) {
    size_t count = 0;
    for (size_t at = 0; at <= size && count < most; at += parts[count++].length + 1) {
        const uint8_t *end = size > at ? memchr(data + at, FUZZ_SEPARATOR, size - at) : NULL;
        parts[count] =
            (fuzz_part){(const char *)data + at, end ? (size_t)(end - data) - at : size - at};
    }
    return count;
}
