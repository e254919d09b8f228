/* Lines and tables keep to the width, break at words, and let no control character through. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/print/grid.h"
#include "report/print/print.h"
#include "report/print/sheet.h"
#include "report/rtl.h"
#include "report_bench.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define PEACE "\xe5\xb9\xb3\xe5\x92\x8c" /* two characters, four columns */

static char *printed; /* of the test that runs; freed by release() */
static size_t printed_length;

static FILE *capture(void) {
    return open_memstream(&printed, &printed_length);
}

static void release(void) {
    free(printed);
    printed = NULL;
}

static size_t widest_line(const char *text) {
    size_t widest = 0;
    while (*text) {
        const size_t length = strcspn(text, "\n");
        const size_t width = print_text_width(text, length);
        widest = width > widest ? width : widest;
        text += length + (text[length] == '\n');
    }
    return widest;
}

static void wide_characters_count_twice(void **state) {
    (void)state;
    assert_int_equal(print_text_width("abc", 3), 3);
    assert_int_equal(print_text_width("Z\xc3\xbcrich", 7), 6);
    assert_int_equal(print_text_width(PEACE, 6), 4);
}

static void lines_break_at_words(void **state) {
    (void)state;
    size_t next;
    assert_int_equal(print_text_line("one two three", 8, &next), 7);
    assert_int_equal(next, 8);
    assert_int_equal(print_text_line("one two three", 13, &next), 13);
    assert_int_equal(next, 13);
    assert_int_equal(print_text_line("unbreakable", 4, &next), 4);
    assert_int_equal(next, 4);
    assert_int_equal(print_text_line("parties.russia.walk_away", 17, &next), 15);
    assert_int_equal(print_text_line("one\ntwo", 17, &next), 3);
    assert_int_equal(next, 4);
    assert_int_equal(print_text_line(PEACE, 1, &next), 3); /* one character at least */
}

static void a_number_keeps_its_unit(void **state) {
    (void)state;
    size_t next;
    assert_int_equal(print_text_line("lose 85 % of it", 7, &next), 4);
    assert_int_equal(print_text_line("are 1.2 x 10^21 packages", 9, &next), 3);
}

static void paragraphs_hang_under_their_label(void **state) {
    (void)state;
    const print_sheet sheet = {.out = capture(), .width = 40};
    print_sheet_paragraph(&sheet, 2, "Time", 6,
                          "favours nobody in particular, as far as one can see");
    fclose(sheet.out);
    assert_string_equal(printed, "  Time  favours nobody in particular, as\n"
                                 "        far as one can see\n");
    release();
}

static void control_characters_do_not_reach_the_terminal(void **state) {
    (void)state;
    const print_sheet sheet = {.out = capture(), .width = 40};
    print_sheet_paragraph(&sheet, 0, "", 0,
                          "a\033[31mb\xc2\x9b"
                          "c\xff");
    fclose(sheet.out);
    assert_string_equal(printed, "a?[31mb?c?\n");
    release();
}

static void colour_only_when_asked_for(void **state) {
    (void)state;
    print_sheet sheet = {.out = capture(), .width = 40, .colour = true};
    print_sheet_heading(&sheet, "Claims");
    sheet.colour = false;
    print_sheet_heading(&sheet, "Claims");
    fclose(sheet.out);
    assert_string_equal(printed, "\n\033[1mClaims\033[0m\n\nClaims\n");
    release();
}

static void a_title_that_does_not_fit_puts_its_remark_below(void **state) {
    (void)state;
    const print_sheet sheet = {.out = capture(), .width = 40};
    print_sheet_title(&sheet, "Talks", "as of 1 June 2025");
    print_sheet_title(&sheet, "Talks about talks about talks", "as of 1 June 2025");
    fclose(sheet.out);
    assert_string_equal(printed, "Talks                  as of 1 June 2025\n"
                                 "Talks about talks about talks\nas of 1 June 2025\n");
    release();
}

static const print_grid_column COLUMNS[] = {
    {.title = "Issue"},
    {.title = "Loss", .right = true},
    {.title = "Wish", .wraps = true},
};

static const char *const CELLS[] = {
    PEACE, "24.0", "a full ceasefire of at least thirty days", "army", "3.5", "no \"limit\", ever",
};

static const print_grid GRID = {
    .columns_count = 3, .columns = COLUMNS, .rows_count = 2, .cells = CELLS};

static void tables_keep_to_the_width(void **state) {
    (void)state;
    for (unsigned width = 40; width < 90; width += 7) {
        FILE *out = capture();
        assert_true(print_grid_write(&GRID, width, 2, out));
        fclose(out);
        assert_true(widest_line(printed) <= width);
        release();
    }
}

static void tables_align_wide_characters_and_wrap_at_words(void **state) {
    (void)state;
    FILE *out = capture();
    assert_true(print_grid_write(&GRID, 40, 2, out));
    fclose(out);
    assert_string_equal(printed, "  Issue  Loss  Wish\n"
                                 "  " PEACE "   24.0  a full ceasefire of at\n"
                                 "               least thirty days\n"
                                 "  army    3.5  no \"limit\", ever\n");
    release();
}

/* The same in CSV: what only people read is left out, what only machines read is there. */
static void csv_holds_keys_and_full_numbers(void **state) {
    (void)state;
    static const report_column columns[] = {
        {.name = "issue", .title = "Issue", .type = REPORT_TEXT},
        {.name = "loss", .title = "Loss", .type = REPORT_SHARE},
        {.title = "Wish", .type = REPORT_TEXT},
        {.name = "wish", .type = REPORT_WORD},
        {.name = "package", .title = "Otherwise than today", .type = REPORT_PACKAGE},
    };
    bench self;
    set_up(&self, 2);
    report_table *table = report_table_begin(&self.draft, "wishes", "Wishes");
    REPORT_COLUMNS(&self.draft, table, columns);
    report_row(&self.draft, table);
    report_put_text(table, PEACE);
    report_put_number(table, 0.24);
    report_put_text(table, "a full ceasefire of at least thirty days");
    report_put_text(table, "full");
    report_put_package(table, PACKAGE_A);
    report_row(&self.draft, table);
    report_put_named(table, "army", "The army");
    report_put_number(table, NAN);
    report_put_text(table, "");
    report_put_text(table, "no \"limit\", ever");
    const ent_report report = {
        .answers = &self.answers, .parts_count = 1, .parts = {{.all = self.draft.blocks}}};
    FILE *out = capture();
    assert_int_equal(print_report_csv(&report, "wishes", 0, out, NULL), ENT_OK);
    fclose(out);
    assert_string_equal(printed, "issue,loss,wish,peace,prisoners,army\n" PEACE
                                 ",0.24,full,peace,all,unlimited\n"
                                 "army,,\"no \"\"limit\"\", ever\",,,\n");
    release();
    tear_down(&self);
}

/* Hebrew and Arabic words, with blanks and hyphens between them; no number, no comma. */
static void words_from_right_to_left_are_isolated(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t run;
    } CASES[] = {
        {"", 0},
        {"Israel", 0},
        {"37 %", 0},
        {"\u05d9\u05e9 37 %", 4},
        {"\u05d9\u05e9 \u05d9\u05e8 gains", 9},
        {"\u05d9\u05e9, \u05d9\u05e8", 4},
        {"\u05d9\u05e9-\u05d9\u05e8", 9},
        {"\u0645\u0635\u0631  \u0645", 6},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_int_equal(report_rtl_run(CASES[i].text, strlen(CASES[i].text)), CASES[i].run);
}

int main(void) {
    setlocale(LC_CTYPE, "C.UTF-8"); /* as the public functions do for their callers */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wide_characters_count_twice),
        cmocka_unit_test(lines_break_at_words),
        cmocka_unit_test(a_number_keeps_its_unit),
        cmocka_unit_test(paragraphs_hang_under_their_label),
        cmocka_unit_test(control_characters_do_not_reach_the_terminal),
        cmocka_unit_test(colour_only_when_asked_for),
        cmocka_unit_test(words_from_right_to_left_are_isolated),
        cmocka_unit_test(a_title_that_does_not_fit_puts_its_remark_below),
        cmocka_unit_test(tables_keep_to_the_width),
        cmocka_unit_test(tables_align_wide_characters_and_wrap_at_words),
        cmocka_unit_test(csv_holds_keys_and_full_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
