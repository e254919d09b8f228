/* Write seeded random models as files: print_models FOLDER COUNT [FIRST_SEED]. For comparing two
 * builds of the program on more than the scenarios (tests/same_json.py). */
#include "sweep.h"

#include <stdlib.h>

static const char *folder;

static bool write_model(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    char path[1024];
    snprintf(path, sizeof path, "%s/seed-%06llu.yaml", folder, (unsigned long long)seed);
    FILE *out = fopen(path, "w");
    if (!out) {
        snprintf(why, why_size, "cannot write %s", path);
        return false;
    }
    random_model_print(out, model);
    return fclose(out) == 0;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: print_models FOLDER COUNT [FIRST_SEED]\n", stderr);
        return 2;
    }
    folder = argv[1];
    const sweep_plan plan = sweep_plan_from(argc - 1, argv + 1, 0);
    return sweep(&plan, write_model) ? 1 : 0;
}
