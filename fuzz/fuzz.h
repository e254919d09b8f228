/* What the targets share. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Between the parts of an input: the record separator of ASCII. */
#define FUZZ_SEPARATOR 30

#define REQUIRE(claim)                                                                             \
    do {                                                                                           \
        if (!(claim)) {                                                                            \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #claim);                    \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A part of an input, not terminated. */
typedef struct fuzz_part {
    const char *text;
    size_t length;
} fuzz_part;

/* Cut an input at its separators, into at most `most` parts; what is left over is dropped. */
size_t fuzz_cut(const uint8_t *data, size_t size, fuzz_part *parts, size_t most);

#endif
