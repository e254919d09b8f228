/* UTF-8: every code point there and back, and what is not well-formed, against a list of all forms
 * that RFC 3629 allows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "rng.h"

#include <string.h>

static size_t encode(uint32_t point, char text[5]) {
    size_t length = 0;
    if (point < 0x80) {
        text[length++] = (char)point;
    } else if (point < 0x800) {
        text[length++] = (char)(0xc0 | point >> 6);
    } else if (point < 0x10000) {
        text[length++] = (char)(0xe0 | point >> 12);
    } else {
        text[length++] = (char)(0xf0 | point >> 18);
        text[length++] = (char)(0x80 | (point >> 12 & 0x3f));
    }
    if (point >= 0x800)
        text[length++] = (char)(0x80 | (point >> 6 & 0x3f));
    if (point >= 0x80)
        text[length++] = (char)(0x80 | (point & 0x3f));
    text[length] = '\0';
    return length;
}

static void every_code_point_is_read(void **state) {
    (void)state;
    for (uint32_t point = 1; point <= 0x10ffff; point++) {
        char text[5];
        const size_t length = encode(point, text);
        const bool is_surrogate = point >= 0xd800 && point <= 0xdfff;
        size_t step = 0;
        const uint32_t next = base_utf8_next(text, &step);
        assert_true(next == (is_surrogate ? BASE_NOT_UTF8 : point));
        assert_true(step == (is_surrogate ? 1 : length));
        assert_true(base_utf8_decode(text, length, &step) == next);
        assert_true(base_utf8_is_text(text, length) == !is_surrogate);
        if (length > 1 && !is_surrogate) {
            assert_true(base_utf8_decode(text, length - 1, &step) == BASE_NOT_UTF8 && step == 1);
            assert_false(base_utf8_is_text(text, length - 1));
        }
    }
}

/* The table of RFC 3629, section 4: bytes of the sequence that begins the text, or 0. */
static size_t allowed(const unsigned char *b, size_t left) {
    static const struct {
        unsigned char first[2], second[2];
        size_t length;
    } FORMS[] = {
        {{0x00, 0x7f}, {0x00, 0xff}, 1}, {{0xc2, 0xdf}, {0x80, 0xbf}, 2},
        {{0xe0, 0xe0}, {0xa0, 0xbf}, 3}, {{0xe1, 0xec}, {0x80, 0xbf}, 3},
        {{0xed, 0xed}, {0x80, 0x9f}, 3}, {{0xee, 0xef}, {0x80, 0xbf}, 3},
        {{0xf0, 0xf0}, {0x90, 0xbf}, 4}, {{0xf1, 0xf3}, {0x80, 0xbf}, 4},
        {{0xf4, 0xf4}, {0x80, 0x8f}, 4},
    };
    for (size_t f = 0; f < sizeof FORMS / sizeof *FORMS; f++) {
        if (b[0] < FORMS[f].first[0] || b[0] > FORMS[f].first[1] || FORMS[f].length > left)
            continue;
        bool good =
            FORMS[f].length == 1 || (b[1] >= FORMS[f].second[0] && b[1] <= FORMS[f].second[1]);
        for (size_t i = 2; i < FORMS[f].length; i++)
            good = good && b[i] >= 0x80 && b[i] <= 0xbf;
        if (good)
            return FORMS[f].length;
    }
    return 0;
}

static void what_the_standard_forbids_is_refused(void **state) {
    (void)state;
    static const unsigned char EDGES[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf,
                                          0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee,
                                          0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff};
    enum { COUNT = sizeof EDGES };
    for (size_t n = 0; n < (size_t)COUNT * COUNT * COUNT * COUNT; n++) {
        const unsigned char bytes[5] = {EDGES[n % COUNT], EDGES[n / COUNT % COUNT],
                                        EDGES[n / COUNT / COUNT % COUNT],
                                        EDGES[n / COUNT / COUNT / COUNT], 0};
        const char *text = (const char *)bytes;
        size_t step = 0;
        const bool is_good = base_utf8_decode(text, 4, &step) != BASE_NOT_UTF8;
        const size_t length = allowed(bytes, 4);
        if (is_good != (length > 0) || step != (length ? length : 1))
            fail_msg("%02x %02x %02x %02x: %zu bytes, not %zu", bytes[0], bytes[1], bytes[2],
                     bytes[3], is_good ? step : 0, length);
        if (bytes[0]) {
            size_t to_end = 0;
            const uint32_t point = base_utf8_next(text, &to_end);
            assert_true((point != BASE_NOT_UTF8) == is_good && to_end == step);
        }
    }
}

static void a_text_is_cut_between_code_points(void **state) {
    (void)state;
    rng random = {5};
    for (int i = 0; i < 2000; i++) {
        char text[200];
        size_t starts[41];
        size_t length = 0;
        const size_t points = rng_below(&random, 41);
        for (size_t p = 0; p < points; p++) {
            static const uint32_t ABOVE[] = {0x7f, 0x7ff, 0xd7ff, 0x10ffff};
            starts[p] = length;
            length += encode((uint32_t)rng_between(&random, 1, ABOVE[rng_below(&random, 3)]),
                             text + length);
        }
        starts[points] = length;
        for (size_t p = 0; p <= points; p++)
            assert_int_equal(base_utf8_bytes(text, length, p), starts[p]);
        assert_int_equal(base_utf8_bytes(text, length, points + 3), length);
        assert_true(base_utf8_is_text(text, length));
        for (size_t at = 0, p = 0; at < length; at++) {
            p += at == starts[p + 1];
            assert_true(base_utf8_is_inside(text[at]) == (at != starts[p]));
        }
    }
    assert_int_equal(base_utf8_bytes("\x80\x80\x80", 3, 1), 3); /* ill-formed: within its length */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_is_read),
        cmocka_unit_test(what_the_standard_forbids_is_refused),
        cmocka_unit_test(a_text_is_cut_between_code_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
