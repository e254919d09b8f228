/* Runs a fuzz target on files, so that its corpus is an ordinary test under any compiler. */
#include "fuzz.h"

int main(int argc, char **argv) {
    static uint8_t data[5 << 20];
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        if (!file) {
            perror(argv[i]);
            return 1;
        }
        const size_t size = fread(data, 1, sizeof data, file);
        fclose(file);
        LLVMFuzzerTestOneInput(data, size);
    }
    return argc > 1 ? 0 : 1; /* a corpus that is gone is no success */
}
