/* Memory pieces are zeroed, aligned, and bounded. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

#include <string.h>

static void pieces_are_zeroed_and_aligned(void **state) {
    (void)state;
    base_arena arena = {0};
    for (size_t size = 1; size < 300; size += 7) {
        unsigned char *piece = base_arena_alloc(&arena, size, 3);
        assert_non_null(piece);
        assert_int_equal((uintptr_t)piece % sizeof(void *), 0);
        for (size_t i = 0; i < 3 * size; i++)
            assert_int_equal(piece[i], 0);
        memset(piece, 0xff, 3 * size);
    }
    base_arena_clear(&arena);
    assert_null(arena.chunks);
}

static void a_size_that_overflows_is_refused(void **state) {
    (void)state;
    base_arena arena = {0};
    assert_null(base_arena_alloc(&arena, SIZE_MAX / 2, 3));
    assert_null(base_arena_copy(&arena, "x", SIZE_MAX));
    base_arena_clear(&arena);
}

static void printed_text_is_whole(void **state) {
    (void)state;
    base_arena arena = {0};
    assert_string_equal(base_arena_printf(&arena, "%s-%d", "step", 42), "step-42");
    base_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_and_aligned),
        cmocka_unit_test(a_size_that_overflows_is_refused),
        cmocka_unit_test(printed_text_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
