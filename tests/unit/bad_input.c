/* Every file in tests/bad holds a mistake and, in comments at its top, the messages that the reader
 * must print for it: all of them, in this order, and nothing else. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/read.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER ENT_ROOT "/tests/bad/"

enum { LINE = 2000, FILES_MAX = 400 };

static int compare_names(const void *left, const void *right) {
    return strcmp(left, right);
}

static size_t list_files(char names[FILES_MAX][256]) {
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    size_t count = 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        const char *end = strrchr(entry->d_name, '.');
        if (!end || strcmp(end, ".yaml") != 0)
            continue;
        assert_true(count < FILES_MAX);
        snprintf(names[count++], 256, "%s", entry->d_name);
    }
    closedir(folder);
    qsort(names, count, 256, compare_names);
    return count;
}

/* The lines of the file from its top that begin with "# ". */
static void read_expected(const char *path, char *text, size_t size) {
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char line[LINE];
    size_t used = 0;
    while (fgets(line, sizeof line, file) && strncmp(line, "# ", 2) == 0)
        used += (size_t)snprintf(text + used, size - used, "%s", line + 2);
    fclose(file);
    assert_true(used > 0);
}

/* Messages without the folder in front of the files they name. */
static void read_actual(const char *path, char *text, size_t size) {
    ent_model *model = NULL;
    ent_diags *diags = ent_diags_new();
    assert_int_not_equal(ent_model_read_file(path, NULL, &model, diags), ENT_OK);
    assert_null(model);
    assert_true(ent_diags_count(diags) <= ENT_DIAGS_KEPT);
    size_t used = 0;
    for (size_t i = 0; i < ent_diags_count(diags); i++) {
        char line[LINE];
        ent_diag_format(ent_diags_at(diags, i), line, sizeof line);
        const size_t folder = strncmp(line, FOLDER, strlen(FOLDER)) == 0 ? strlen(FOLDER) : 0;
        used += (size_t)snprintf(text + used, size - used, "%s\n", line + folder);
    }
    ent_diags_free(diags);
}

static void each_mistake_is_told_at_its_place(void **state) {
    (void)state;
    static char names[FILES_MAX][256];
    const size_t count = list_files(names);
    assert_true(count > 130);
    for (size_t i = 0; i < count; i++) {
        char path[LINE];
        static char expected[20 * LINE];
        static char actual[20 * LINE];
        snprintf(path, sizeof path, "%s%s", FOLDER, names[i]);
        read_expected(path, expected, sizeof expected);
        read_actual(path, actual, sizeof actual);
        if (strcmp(expected, actual) != 0)
            fail_msg("%s\nexpected:\n%sfound:\n%s", names[i], expected, actual);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mistake_is_told_at_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
