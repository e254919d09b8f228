/* Arbitrary bytes as the files of a scenario of any format, cut at each record separator. */
#include "import_check.h"

enum { FILES_MAX = 6 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const NAMES[FILES_MAX] = {"a", "b", "c", "d", "e", "f"};
    fuzz_part parts[FILES_MAX];
    ent_import_file files[FILES_MAX];
    const size_t count = fuzz_cut(data, size, parts, FILES_MAX);
    for (size_t i = 0; i < count; i++)
        files[i] = (ent_import_file){NAMES[i], parts[i].text, parts[i].length};
    import_check(files, count);
    return 0;
}
