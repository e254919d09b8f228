/* What importers take over from each format, and what they say about what they cannot. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/faults.h"
#include "entente/import.h"
#include "import/import.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- helpers --- */

static ent_import_file text_file(const char *name, const char *text) {
    return (ent_import_file){.name = name, .text = text, .length = strlen(text)};
}

static ent_status import3(const char *domain, const char *a, const char *b, const char *ending,
                          ent_import **import, ent_diags *diags) {
    char names[3][32];
    const char *texts[3] = {domain, a, b};
    ent_import_file files[3];
    size_t count = 0;
    for (size_t i = 0; i < 3; i++) {
        snprintf(names[i], sizeof names[i], "%s%s",
                 i == 0   ? "shop"
                 : i == 1 ? "buyer"
                          : "seller",
                 ending);
        if (texts[i])
            files[count++] = text_file(names[i], texts[i]);
    }
    return ent_import_texts(files, count, NULL, import, diags);
}

static void assert_message(const ent_diags *diags, size_t index, const char *want) {
    char text[1024] = "(nothing)";
    if (ent_diags_at(diags, index))
        ent_diag_format(ent_diags_at(diags, index), text, sizeof text);
    assert_string_equal(text, want);
}

/* As above; an '@' in `want` stands for the column of the last `at` in the line `text`. */
static void assert_message_at(const ent_diags *diags, size_t index, const char *want,
                              const char *text, const char *at) {
    char filled[1024];
    const char *mark = strchr(want, '@');
    const char *found = NULL;
    for (const char *next = strstr(text, at); next; next = strstr(next + 1, at))
        found = next;
    assert_true(mark && found);
    snprintf(filled, sizeof filled, "%.*s%d%s", (int)(mark - want), want, (int)(found - text) + 1,
             mark + 1);
    assert_message(diags, index, filled);
}

static double utility(const ent_import *import, uint32_t party, const uint32_t *package) {
    return ent_import_utility(import, party,
                              ent_model_utility(import->model, party, package, false));
}

static void assert_near(double got, double want) {
    if (!(fabs(got - want) <= 1e-12 * fmax(1, fabs(want))))
        fail_msg("%.17g is not %.17g", got, want);
}

/* --- GENIUS --- */

#define ISSUE_A                                                                                    \
    "<issue index=\"1\" name=\"Colour\" type=\"discrete\">"                                        \
    "<item index=\"1\" value=\"red\"/><item index=\"2\" value=\"dark blue\"/></issue>"
#define ISSUE_B                                                                                    \
    "<issue index=\"2\" name=\"Price\" type=\"integer\" lowerbound=\"-1\" upperbound=\"2\"/>"
#define DOMAIN_OF(issues)                                                                          \
    "<negotiation_template><utility_space><objective index=\"0\" name=\"root\">" issues            \
    "</objective></utility_space></negotiation_template>"
#define SHOP DOMAIN_OF(ISSUE_A ISSUE_B)

#define COLOUR(red, blue)                                                                          \
    "<issue index=\"1\" name=\"Colour\" type=\"discrete\">"                                        \
    "<item index=\"1\" value=\"red\" evaluation=\"" red "\"/>"                                     \
    "<item index=\"2\" value=\"dark blue\" evaluation=\"" blue "\"/></issue>"
#define PRICE(slope, offset)                                                                       \
    "<issue index=\"2\" name=\"Price\" type=\"integer\" lowerbound=\"-1\" upperbound=\"2\">"       \
    "<evaluator ftype=\"linear\" slope=\"" slope "\" offset=\"" offset "\"/></issue>"
#define WEIGHTS(a, b) "<weight index=\"1\" value=\"" a "\"/><weight index=\"2\" value=\"" b "\"/>"
#define PROFILE(inside, rest)                                                                      \
    "<utility_space><objective index=\"0\" name=\"root\">" inside "</objective>" rest              \
    "</utility_space>"
#define BUYER                                                                                      \
    PROFILE(COLOUR("10", "4") PRICE("-0.25", "1") WEIGHTS("0.6", "0.4"),                           \
            "<reservation value=\"0.3\"/>")
#define SELLER PROFILE(COLOUR("1", "8") PRICE("0.5", "0") WEIGHTS("0.5", "0.5"), "")

static void genius_counts_as_genius_does(void **state) {
    (void)state;
    ent_import *import = NULL;
    ent_diags *diags = ent_diags_new();
    assert_int_equal(import3(SHOP, BUYER, SELLER, ".xml", &import, diags), ENT_OK);
    assert_int_equal(ent_diags_count(diags), 0);
    const ent_model *model = import->model;
    assert_int_equal(import->format, ENT_IMPORT_GENIUS);
    assert_string_equal(model->title, "shop");
    assert_int_equal(model->parties_count, 2);
    assert_int_equal(model->principals.count, 2);
    assert_string_equal(model->parties[0].key, "buyer");
    assert_string_equal(model->issues[0].key, "colour");
    assert_string_equal(model->issues[0].options[1].key, "dark-blue");
    assert_string_equal(model->issues[0].options[1].name, "dark blue");
    assert_string_equal(model->issues[1].options[0].key, "minus-1");
    assert_int_equal(model->issues[1].options_count, 4);
    assert_true(model->parties[0].walk_away.likely.exact);
    assert_near(model->parties[0].walk_away.likely.value, 0.3);
    assert_false(import->scales[1].has_reservation);
    assert_near(model->parties[1].walk_away.likely.value, 0);
    assert_int_equal(model->numbers_count, 2 * (1 + 2 + 2 + 4));
    assert_string_equal(model->numbers[0].path, "parties.buyer.walk_away");
    assert_string_equal(model->numbers[3].path,
                        "parties.buyer.preferences.colour.values.dark-blue");
    /* blue at 1: 0.6 x 4/10 + 0.4 x (1 - 0.25 x 2); 0.5 x 8/8 + 0.5 x min(1, 0.5 x 2) */
    assert_near(utility(import, 0, (const uint32_t[]){1, 2}), 0.24 + 0.2);
    assert_near(utility(import, 1, (const uint32_t[]){1, 2}), 1);
    assert_near(utility(import, 1, (const uint32_t[]){0, 3}), 0.5 / 8 + 0.5);
    ent_import_free(import);
    ent_diags_free(diags);
}

static void weights_that_sum_to_more_are_scaled_and_the_cut_is_named(void **state) {
    (void)state;
    ent_import *import = NULL;
    ent_diags *diags = ent_diags_new();
    const char *heavy = PROFILE(COLOUR("1", "0") PRICE("0", "1") WEIGHTS("0.75", "0.5"),
                                "<reservation value=\"0.5\"/><discount_factor value=\"0.9\"/>");
    assert_int_equal(import3(SHOP, heavy, SELLER, ".xml", &import, diags), ENT_OK);
    assert_int_equal(ent_diags_count(diags), 3);
    assert_int_equal(ent_diags_at(diags, 0)->code, ENT_OK);
    assert_message_at(diags, 0,
                      "buyer.xml:1:@: discount_factor 0.9 over the whole negotiation is not taken "
                      "over; 'time:' has discounts per round",
                      heavy, "<discount");
    assert_message(diags, 1,
                   "buyer.xml:1:1: the best package is worth 1.25 to 'buyer', which GENIUS cuts "
                   "to 1; the model tells apart what the cut makes equal");
    assert_message(diags, 2,
                   "buyer.xml:1:1: utilities of 'buyer' run from 0.5 to 1.25 in the file; there "
                   "they are 0 + 1.25 x those of the model");
    assert_near(import->model->parties[0].walk_away.likely.value, 0.4);
    assert_true(import->scales[0].clipped);
    assert_near(import->scales[0].discount, 0.9);
    assert_near(ent_model_utility(import->model, 0, (const uint32_t[]){0, 0}, false), 1);
    assert_near(utility(import, 0, (const uint32_t[]){0, 0}), 1);
    assert_near(utility(import, 0, (const uint32_t[]){1, 0}), 0.5);
    ent_import_free(import);
    ent_diags_free(diags);
}

/* After the cut at 1 nothing reaches 1.1, though sums do. */
static void a_reservation_above_the_cut_stays_out_of_reach(void **state) {
    (void)state;
    ent_import *import = NULL;
    const char *proud = PROFILE(COLOUR("1", "0") PRICE("0", "1") WEIGHTS("0.75", "0.5"),
                                "<reservation value=\"1.1\"/>");
    assert_int_equal(import3(SHOP, proud, SELLER, ".xml", &import, NULL), ENT_OK);
    assert_true(ent_model_gain(import->model, 0, (const uint32_t[]){0, 0}) < -0.1);
    assert_near(utility(import, 0, (const uint32_t[]){1, 0}), 0.5);
    ent_import_free(import);
}

static void a_reservation_above_every_package_is_kept(void **state) {
    (void)state;
    ent_import *import = NULL;
    const char *proud = PROFILE(COLOUR("1", "0") PRICE("0", "1") WEIGHTS("0.25", "0.5"),
                                "<reservation value=\"0.9\"/>");
    assert_int_equal(import3(SHOP, proud, SELLER, ".xml", &import, NULL), ENT_OK);
    assert_near(import->model->parties[0].walk_away.likely.value, 1);
    assert_near(utility(import, 0, (const uint32_t[]){0, 0}), 0.75);
    assert_near(utility(import, 0, (const uint32_t[]){1, 0}), 0.5);
    ent_import_free(import);
}

static void raw_points_keep_their_differences(void **state) {
    (void)state;
    ent_import *import = NULL;
    ent_diags *diags = ent_diags_new();
    const char *points = PROFILE(
        COLOUR("-5", "20") PRICE("0", "0") WEIGHTS("0.5", "0.5"),
        "<reservation value=\"-10\"/><weightmultiplyer value=\"4\"/><optout value=\"-3\"/>");
    assert_int_equal(import3(SHOP, points, SELLER, ".xml", &import, diags), ENT_OK);
    assert_near(import->scales[0].offset, -10);
    assert_near(import->scales[0].scale, 50);
    assert_near(utility(import, 0, (const uint32_t[]){0, 0}), -10);
    assert_near(utility(import, 0, (const uint32_t[]){1, 3}), 40);
    assert_near(import->model->parties[0].walk_away.likely.value, 0);
    assert_true(strstr(ent_diags_at(diags, 0)->message, "'optout'"));
    ent_import_free(import);
    ent_diags_free(diags);
}

static void a_party_that_is_never_moved_has_no_range_to_divide_by(void **state) {
    (void)state;
    ent_import *import = NULL;
    const char *flat = PROFILE(COLOUR("0", "0") PRICE("0", "0") WEIGHTS("0", "0"), "");
    assert_int_equal(import3(SHOP, flat, SELLER, ".xml", &import, NULL), ENT_OK);
    assert_near(utility(import, 0, (const uint32_t[]){0, 0}), 0);
    assert_near(utility(import, 0, (const uint32_t[]){1, 3}), 0);
    assert_near(import->model->parties[0].walk_away.likely.value, 0);
    ent_import_free(import);
}

static void issues_of_inner_objectives_come_first(void **state) {
    (void)state;
    ent_import *import = NULL;
    const char *domain = DOMAIN_OF(ISSUE_B "<objective name=\"inner\">" ISSUE_A "</objective>");
    assert_int_equal(import3(domain, BUYER, SELLER, ".xml", &import, NULL), ENT_OK);
    assert_string_equal(import->model->issues[0].key, "colour");
    assert_string_equal(import->model->issues[1].key, "price");
    assert_near(utility(import, 0, (const uint32_t[]){1, 2}), 0.24 + 0.2);
    ent_import_free(import);
}

#define REAL_DOMAIN                                                                                \
    DOMAIN_OF("<issue index=\"1\" name=\"q\" type=\"real\">"                                       \
              "<range lowerbound=\"0\" upperbound=\"2\"/></issue>")
#define REAL_PROFILE(evaluator)                                                                    \
    PROFILE("<issue index=\"1\" name=\"q\" type=\"real\">" evaluator                               \
            "</issue><weight index=\"1\" value=\"1\"/>",                                           \
            "")

static void real_issues_are_cut_into_21_points(void **state) {
    (void)state;
    ent_import *import = NULL;
    ent_diags *diags = ent_diags_new();
    const char *peak = REAL_PROFILE("<evaluator ftype=\"triangular\" parameter0=\"0\" "
                                    "parameter1=\"2\" parameter2=\"0.5\"/>");
    const char *line =
        REAL_PROFILE("<evaluator ftype=\"linear\" parameter1=\"1\" parameter0=\"-0.5\"/>");
    assert_int_equal(import3(REAL_DOMAIN, peak, line, ".xml", &import, diags), ENT_OK);
    assert_int_equal(import->model->issues[0].options_count, 21);
    assert_string_equal(import->model->issues[0].options[7].name, "0.7");
    assert_near(utility(import, 0, (const uint32_t[]){0}), 0);
    assert_near(utility(import, 0, (const uint32_t[]){2}), 0.4);
    assert_near(utility(import, 0, (const uint32_t[]){5}), 1);
    assert_near(utility(import, 0, (const uint32_t[]){11}), 0.6);
    assert_near(utility(import, 1, (const uint32_t[]){3}), 0);
    assert_near(utility(import, 1, (const uint32_t[]){9}), 0.4);
    assert_near(utility(import, 1, (const uint32_t[]){20}), 1);
    assert_message_at(diags, 0,
                      "shop.xml:1:@: 'q' takes any number from 0 to 2; cut into 21 points",
                      REAL_DOMAIN, "<issue");
    ent_import_free(import);
    ent_diags_free(diags);
}

#define NAMES(evaluation)                                                                          \
    "<issue index=\"1\" name=\"A\"><item value=\"$5\"" evaluation                                  \
    "/><item value=\"5 $\"" evaluation "/><item value=\"\xc3\xa9\"" evaluation                     \
    "/><item value=\"Because\"" evaluation "/></issue>"

/* `because` means something else in every map of a model file. */
static void keys_are_distinct_and_free(void **state) {
    (void)state;
    ent_import *import = NULL;
    const char *profile =
        PROFILE(NAMES(" evaluation=\"1\"") "<weight index=\"1\" value=\"1\"/>", "");
    assert_int_equal(import3(DOMAIN_OF(NAMES("")), profile, profile, ".xml", &import, NULL),
                     ENT_OK);
    const ent_option *options = import->model->issues[0].options;
    assert_string_equal(options[0].key, "5");
    assert_string_equal(options[1].key, "5-2");
    assert_string_equal(options[2].key, "option");
    assert_string_equal(options[2].name, "\xc3\xa9");
    assert_string_equal(options[3].key, "because-2");
    ent_import_free(import);
}

/* --- what circulates and is not quite XML --- */

static void three_mistakes_have_one_meaning(void **state) {
    (void)state;
    ent_import *import = NULL;
    ent_diags *diags = ent_diags_new();
    const char *domain = "\n<!-- a -->\n<?xml version=\"1.0\"?>\n" DOMAIN_OF(
        "<issue index=\"1\" name=\"AT & T\"><item value=\"caf\xe9\"/><item value=\"a\"/></issue>");
    const char *profile =
        PROFILE("<issue index=\"1\" name=\"AT &amp; T\"><item value=\"caf\xc3\xa9\" "
                "evaluation=\"1\"/><item value=\"a\" evaluation=\"2\"/></issue>"
                "<weight index=\"1\" value=\"1\"/>",
                "");
    assert_int_equal(import3(domain, profile, profile, ".xml", &import, diags), ENT_OK);
    assert_string_equal(import->model->issues[0].name, "AT & T");
    assert_string_equal(import->model->issues[0].options[0].name, "caf\xc3\xa9");
    assert_int_equal(import->model->issues[0].place.line, 4);
    /* not moved by the repair, though it comes after it on the line */
    const char *line = strstr(domain, "<negotiation");
    const ptrdiff_t column = strstr(line, "<item value=\"a") - line + 1;
    assert_int_equal(import->model->issues[0].options[1].place.column, column);
    assert_int_equal(ent_diags_count(diags), 3);
    assert_message(diags, 0, "shop.xml:1:1: blanks or comments stand before '<?xml'; passed over");
    assert_message(diags, 1,
                   "shop.xml:1:1: not UTF-8, and no encoding is declared; read as Latin-1");
    assert_message(diags, 2,
                   "shop.xml:4:1: an '&' stands alone on this line; read as '&amp;' here and "
                   "wherever else it does");
    ent_import_free(import);
    ent_diags_free(diags);
}

/* One mistake each, with the message and where it points. */
static void mistakes_in_genius_files_are_placed(void **state) {
    (void)state;
    static const struct {
        const char *domain;
        const char *profile;
        ent_status status;
        const char *message;
        const char *at; /* the text that an '@' in the message is the column of */
    } CASES[] = {
        {"<negotiation_template>\n <utility_space>\n</negotiation_template>", BUYER, ENT_ERR_SYNTAX,
         "shop.xml:3:3: not XML: mismatched tag; every '<name>' needs its '</name>'", NULL},
        {DOMAIN_OF("<issue index=\"1\" name=\"a\"><item value=\"AT&T\"/></issue>"), BUYER,
         ENT_ERR_SYNTAX,
         "shop.xml:1:@: not XML: not well-formed (invalid token); write '&amp;' for '&' and "
         "'&lt;' for '<', save as UTF-8",
         "\"/></issue>"},
        {"<!DOCTYPE a [<!ENTITY b \"c\">]><negotiation_template/>", BUYER, ENT_ERR_SYNTAX,
         "shop.xml:1:13: a document type is not accepted; remove the '<!DOCTYPE' part", NULL},
        {"<html/>", BUYER, ENT_ERR_MODEL,
         "shop.xml: neither a domain nor a profile of GENIUS, NegMAS, GeniusWeb or NegoLog", NULL},
        {BUYER, BUYER, ENT_ERR_MODEL, "no domain file; it stands beside the profiles", NULL},
        {DOMAIN_OF(""), BUYER, ENT_ERR_MODEL, "'shop' has no issues", NULL},
        {DOMAIN_OF("<issue name=\"a\"/>"), BUYER, ENT_ERR_MODEL,
         "shop.xml:1:@: 'issue' lacks its index=\"...\"", "<issue"},
        {DOMAIN_OF("<issue index=\"1\" name=\"a\"/>"), BUYER, ENT_ERR_MODEL,
         "shop.xml:1:@: issue 'a' has no options", "<issue"},
        {DOMAIN_OF("<issue index=\"1\" name=\"a\" type=\"float\"/>"), BUYER, ENT_ERR_MODEL,
         "shop.xml:1:@: an issue of type 'float'; discrete, integer and real are known", "<issue"},
        {DOMAIN_OF(ISSUE_A ISSUE_A), BUYER, ENT_ERR_MODEL,
         "shop.xml:1:@: two issues have the index '1'", "<issue"},
        {DOMAIN_OF("<issue index=\"1\" name=\"a\"><item value=\"x\"/><item value=\"x\"/></issue>"),
         BUYER, ENT_ERR_MODEL, "shop.xml:1:@: issue 'a' has the option 'x' twice", "<item"},
        {DOMAIN_OF("<issue index=\"1\" name=\"a\" type=\"integer\" lowerbound=\"3\" "
                   "upperbound=\"1\"/>"),
         BUYER, ENT_ERR_MODEL, "shop.xml:1:@: the range of 'a' ends at 1, below its start 3",
         "<issue"},
        {DOMAIN_OF("<issue index=\"1\" name=\"a\" type=\"integer\" lowerbound=\"0\" "
                   "upperbound=\"1e9\"/>"),
         BUYER, ENT_ERR_LIMIT, "shop.xml:1:@: 'a' has more than 10000 options (0 to 1e+09)",
         "<issue"},
        {SHOP, PROFILE(COLOUR("x", "1") PRICE("1", "0") WEIGHTS("1", "1"), ""), ENT_ERR_SYNTAX,
         "buyer.xml:1:@: evaluation of 'item' is 'x'; a number such as 0.5 is wanted",
         "<item index=\"1\""},
        {SHOP, PROFILE(COLOUR("-1", "1") PRICE("1", "0") WEIGHTS("1", "1"), ""), ENT_ERR_MODEL,
         "buyer.xml:1:@: evaluation -1 of 'red' is below 0", "<item index=\"1\""},
        {SHOP, PROFILE(COLOUR("2", "1") WEIGHTS("1", "1"), ""), ENT_ERR_MODEL,
         "buyer.xml:1:1: nothing is said about issue 'Price' (index 2)", NULL},
        {SHOP, PROFILE(COLOUR("2", "1") PRICE("1", "0") "<weight index=\"1\" value=\"1\"/>", ""),
         ENT_ERR_MODEL, "buyer.xml:1:1: issue 'Price' has no <weight index=\"2\" .../>", NULL},
        {SHOP, PROFILE(COLOUR("2", "1") PRICE("1", "0") WEIGHTS("-1", "1"), ""), ENT_ERR_MODEL,
         "buyer.xml:1:@: weight -1 of issue 'Colour' is below 0", "<weight index=\"1\""},
        {SHOP,
         PROFILE("<issue index=\"1\" name=\"Colour\"><item value=\"red\" evaluation=\"1\"/>"
                 "</issue>" PRICE("1", "0") WEIGHTS("1", "1"),
                 ""),
         ENT_ERR_MODEL, "buyer.xml:1:@: issue 'Colour' has no evaluation of option 'dark blue'",
         "<issue index=\"1\""},
        {SHOP,
         PROFILE(COLOUR("1", "1") "<issue index=\"2\" name=\"Price\"/>" WEIGHTS("1", "1"), ""),
         ENT_ERR_MODEL, "buyer.xml:1:@: issue 'Price' has no <evaluator ftype=\"linear\" .../>",
         "<issue index=\"2\""},
        {SHOP, "<utility_space type=\"nonlinear\"/>", ENT_ERR_MODEL,
         "buyer.xml:1:1: a utility space of type 'nonlinear' is not supported; only sums over "
         "issues (no type, or type 'UNCERTAIN') are",
         NULL},
        {SHOP, "<utility_space><rules/></utility_space>", ENT_ERR_MODEL,
         "buyer.xml:1:@: 'rules' makes utility more than a sum over issues; it is not supported",
         "<rules"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ent_import *import = NULL;
        ent_diags *diags = ent_diags_new();
        assert_int_equal(import3(CASES[i].domain, CASES[i].profile, SELLER, ".xml", &import, diags),
                         CASES[i].status);
        assert_null(import);
        const bool in_domain = !strncmp(CASES[i].message, "shop", 4);
        if (CASES[i].at)
            assert_message_at(diags, 0, CASES[i].message,
                              in_domain ? CASES[i].domain : CASES[i].profile, CASES[i].at);
        else
            assert_message(diags, 0, CASES[i].message);
        ent_diags_free(diags);
    }
}

static void one_profile_is_no_negotiation(void **state) {
    (void)state;
    ent_import *import = NULL;
    ent_diags *diags = ent_diags_new();
    assert_int_equal(import3(SHOP, BUYER, NULL, ".xml", &import, diags), ENT_ERR_MODEL);
    assert_message(diags, 0, "1 profile; at least two are wanted");
    ent_diags_free(diags);
}

/* --- NegMAS --- */

#define NEGMAS_SHOP                                                                                \
    "name: Shop\nissues:\n"                                                                        \
    "- {name: colour, type: CategoricalIssue, values: [red, no]}\n"                                \
    "- {name: amount, type: ContiguousIssue, values: [1, 3]}\n"                                    \
    "- {name: price, type: DiscreteCardinalIssue, values: [100, 110]}\n"

static void negmas_sums_are_taken_as_they_are(void **state) {
    (void)state;
    ent_import *import = NULL;
    ent_diags *diags = ent_diags_new();
    const char *buyer = "type: negmas.preferences.LinearAdditiveUtilityFunction\n"
                        "reserved_value: 0.25\nbias: 0.5\nweights: [0.5, 0.25, -0.01]\nvalues:\n"
                        "- {type: TableFun, mapping: {no: 1, red: 0.5}}\n"
                        "- {type: AffineFun, slope: 2, bias: -1}\n"
                        "- {type: IdentityFun}\n";
    const char *seller = "type: ExpDiscountedUFun\ndiscount: 0.9\nreserved_value: -.inf\nufun:\n"
                         "  type: LinearAdditiveUtilityFunction\n"
                         "  reserved_value: -.inf\n  weights: [1, 1, 1]\n  values:\n"
                         "  - {type: ConstFun, bias: 0.1}\n"
                         "  - {type: LinearFun, slope: 0.1}\n"
                         "  - {type: TableFun, mapping: {100.0: 0, 110: 0.25}}\n";
    assert_int_equal(import3(NEGMAS_SHOP, buyer, seller, ".yml", &import, diags), ENT_OK);
    assert_string_equal(import->model->title, "Shop");
    assert_string_equal(import->model->issues[0].options[1].key, "no");
    assert_near(utility(import, 0, (const uint32_t[]){0, 0, 0}), 0.5 + 0.25 + 0.25 - 1);
    assert_near(utility(import, 0, (const uint32_t[]){1, 2, 1}), 0.5 + 0.5 + 1.25 - 1.1);
    assert_near(import->scales[0].reservation, 0.25);
    /* -.inf: gains are measured from the worst package */
    assert_false(import->scales[1].has_reservation);
    assert_near(import->scales[1].reservation, 0.2);
    assert_near(ent_model_gain(import->model, 1, (const uint32_t[]){0, 0, 0}), 0);
    assert_near(utility(import, 1, (const uint32_t[]){1, 2, 1}), 0.1 + 0.3 + 0.25);
    assert_near(import->scales[1].discount, 0.9);
    ent_import_free(import);
    ent_diags_free(diags);
}

static void mistakes_in_negmas_files_are_placed(void **state) {
    (void)state;
    static const char HEAD[] = "type: LinearAdditiveUtilityFunction\nweights: [1, 1, 1]\nvalues:\n";
    static const struct {
        const char *domain;
        const char *values;
        ent_status status;
        const char *message;
    } CASES[] = {
        {"issues:\n- {name: a", "", ENT_ERR_SYNTAX,
         "shop.yml:3:1: neither YAML nor JSON: did not find expected ',' or '}'"},
        {"issues: []\n", "- 1\n", ENT_ERR_MODEL, "'shop' has no issues"},
        {"issues:\n- {values: [a]}\n", "", ENT_ERR_MODEL, "shop.yml:2:3: an issue without 'name:'"},
        {"issues:\n- {name: a, values: [x, x]}\n", "", ENT_ERR_MODEL,
         "shop.yml:2:25: 'a' has the value 'x' twice"},
        {"issues:\n- {name: a, name: b}\n", "", ENT_ERR_SYNTAX,
         "shop.yml:2:19: 'name' stands twice in the same map"},
        {"issues: !x\n- {name: a, values: [b]}\n", "", ENT_ERR_SYNTAX,
         "shop.yml:1:9: tags are not accepted; write the value itself"},
        {"issues: &x\n- {name: a, values: *x}\n", "", ENT_ERR_SYNTAX,
         "shop.yml:2:21: a value within itself"},
        {"issues:\n- {name: a, values: *x}\n", "", ENT_ERR_SYNTAX,
         "shop.yml:2:21: there is no value '&x' before it"},
        {"issues:\n- {&x name: a, values: [b]}\n", "", ENT_ERR_SYNTAX,
         "shop.yml:2:4: a key with an anchor or alias; write the key itself"},
        {NEGMAS_SHOP,
         "- {type: TableFun, mapping: {red: 1}}\n- {type: IdentityFun}\n"
         "- {type: IdentityFun}\n",
         ENT_ERR_MODEL, "buyer.yml:4:29: the table has no entry for 'no' of issue 'colour'"},
        {NEGMAS_SHOP, "- {type: IdentityFun}\n- {type: IdentityFun}\n- {type: IdentityFun}\n",
         ENT_ERR_MODEL,
         "buyer.yml:4:3: a function of numbers on issue 'colour', which has the value 'red'"},
        {NEGMAS_SHOP, "- {type: CosFun}\n- {type: IdentityFun}\n- {type: IdentityFun}\n",
         ENT_ERR_MODEL,
         "buyer.yml:4:3: value function 'CosFun'; TableFun, AffineFun, LinearFun, IdentityFun and "
         "ConstFun are known"},
        {NEGMAS_SHOP, "- {type: IdentityFun}\n", ENT_ERR_MODEL,
         "buyer.yml:4:1: 1 values for 3 issues"},
        {NEGMAS_SHOP,
         "- {type: TableFun, mapping: {red: x, no: 1}}\n- {type: IdentityFun}\n"
         "- {type: IdentityFun}\n",
         ENT_ERR_MODEL, "buyer.yml:4:35: 'x' where a number is wanted"},
    };
    static const char SELLER_YML[] = "type: LinearAdditiveUtilityFunction\nweights: []\n";
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char profile[1024];
        ent_import *import = NULL;
        ent_diags *diags = ent_diags_new();
        snprintf(profile, sizeof profile, "%s%s", HEAD, CASES[i].values);
        assert_int_equal(import3(CASES[i].domain, profile, SELLER_YML, ".yml", &import, diags),
                         CASES[i].status);
        assert_message(diags, 0, CASES[i].message);
        ent_diags_free(diags);
    }
}

static void other_kinds_of_negmas_utility_are_named(void **state) {
    (void)state;
    ent_import *import = NULL;
    ent_diags *diags = ent_diags_new();
    const char *profile = "type: MappingUtilityFunction\nmapping: {}\n";
    assert_int_equal(import3(NEGMAS_SHOP, profile, profile, ".yml", &import, diags), ENT_ERR_MODEL);
    assert_message(diags, 0,
                   "buyer.yml:1:1: utility function 'MappingUtilityFunction' is not supported; "
                   "only sums over issues are, such as LinearAdditiveUtilityFunction");
    ent_diags_free(diags);
}

/* --- GeniusWeb and NegoLog --- */

#define WEB_DOMAIN                                                                                 \
    "{\"name\": \"shop\", \"issuesValues\": {\"colour\": {\"values\": [\"red\", \"blue\"]},"       \
    " \"price\": {\"range\": [\"1\", \"3\", \"0.5\"]}}}"
#define WEB_PROFILE(red, blue, low, high, rest)                                                    \
    "{\"LinearAdditiveUtilitySpace\": {\"issueUtilities\": {\n"                                    \
    " \"colour\": {\"DiscreteValueSetUtilities\": {\"valueUtilities\": {\"red\": " red             \
    ", \"blue\": " blue "}}},\n"                                                                   \
    " \"price\": {\"NumberValueSetUtilities\": {\"lowValue\": 1, \"lowUtility\": " low             \
    ", \"highValue\": 3, \"highUtility\": " high "}}},\n"                                          \
    " \"issueWeights\": {\"price\": 0.4, \"colour\": 0.6}, " rest "\"domain\": " WEB_DOMAIN        \
    ", \"name\": \"p\"}}"

static void geniusweb_profiles_bring_their_domain(void **state) {
    (void)state;
    const char *buyer = WEB_PROFILE("0.5", "1", "1", "0",
                                    "\"reservationBid\": {\"issuevalues\": {\"colour\": \"red\", "
                                    "\"price\": \"2.5\"}}, ");
    const char *seller = WEB_PROFILE("1", "0.25", "0", "1", "");
    for (int with_domain = 0; with_domain < 2; with_domain++) {
        ent_import *import = NULL;
        ent_diags *diags = ent_diags_new();
        assert_int_equal(
            import3(with_domain ? WEB_DOMAIN : NULL, buyer, seller, ".json", &import, diags),
            ENT_OK);
        assert_int_equal(import->format, ENT_IMPORT_GENIUSWEB);
        assert_int_equal(import->model->issues[1].options_count, 5);
        assert_near(utility(import, 0, (const uint32_t[]){1, 1}), 0.6 + 0.4 * 0.75);
        assert_near(utility(import, 1, (const uint32_t[]){1, 1}), 0.15 + 0.4 * 0.25);
        assert_near(import->model->parties[0].walk_away.likely.value, 0.3 + 0.4 * 0.25);
        assert_near(import->model->parties[1].walk_away.likely.value, 0.15);
        ent_import_free(import);
        ent_diags_free(diags);
    }
}

#define LOG_PROFILE(reservation, a, b)                                                             \
    "{\"reservationValue\": " reservation ", \"issueWeights\": {\"x\": 1.0},\n"                    \
    " \"issues\": {\"x\": {\"a\": " a ", \"b\": " b "}}}"

static void negolog_profiles_bring_their_domain(void **state) {
    (void)state;
    ent_import *import = NULL;
    assert_int_equal(import3(NULL, LOG_PROFILE("0.2", "1.0", "0.3"), LOG_PROFILE("0", "0.125", "1"),
                             ".json", &import, NULL),
                     ENT_OK);
    assert_int_equal(import->format, ENT_IMPORT_NEGOLOG);
    assert_near(import->model->parties[0].walk_away.likely.value, 0.2);
    assert_true(import->model->parties[0].walk_away.likely.exact);
    assert_near(utility(import, 0, (const uint32_t[]){1}), 0.3);
    assert_near(utility(import, 1, (const uint32_t[]){0}), 0.125);
    ent_import_free(import);
}

/* Only their ratios count, so they are all written smaller. */
static void weights_beyond_what_a_model_holds_keep_their_ratios(void **state) {
    (void)state;
    ent_import *import = NULL;
    const char *first = "{\"reservationValue\": 0, \"issueWeights\": {\"x\": 3e20, \"y\": 1e20}, "
                        "\"issues\": {\"x\": {\"a\": 1, \"b\": 0.5}, \"y\": {\"c\": 0, \"d\": 1}}}";
    const char *second =
        "{\"reservationValue\": 0, \"issueWeights\": {\"x\": 1, \"y\": -1}, "
        "\"issues\": {\"x\": {\"a\": 1, \"b\": 4e40}, \"y\": {\"c\": 0, \"d\": 1e40}}}";
    assert_int_equal(import3(NULL, first, second, ".json", &import, NULL), ENT_OK);
    assert_int_equal(ent_model_check(import->model, NULL), ENT_OK);
    assert_near(utility(import, 0, (uint32_t[]){1, 0}), 1.5e20);
    assert_near(ent_model_utility(import->model, 0, (uint32_t[]){1, 0}, false), 3.0 / 8);
    assert_near(ent_model_utility(import->model, 1, (uint32_t[]){1, 1}, false), 0.8);
    ent_import_free(import);
}

static void mistakes_in_json_files_are_placed(void **state) {
    (void)state;
    static const struct {
        const char *profile;
        ent_status status;
        const char *message;
    } CASES[] = {
        {LOG_PROFILE("0", "1", "0.5}, \"y\": {\"c\": 1"), ENT_ERR_MODEL,
         "seller.json:1:41: 1 weights and 2 issues where the domain has 1 issues"},
        {"{\"reservationValue\": 0, \"issueWeights\": {\"y\": 1}, \"issues\": {\"x\": {}}}",
         ENT_ERR_MODEL, "seller.json:1:41: no weight for issue 'x'"},
        {LOG_PROFILE("\"x\"", "1", "1"), ENT_ERR_MODEL,
         "seller.json:1:22: 'reservationValue' is 'x'; a number is wanted"},
        {LOG_PROFILE("0", "1", "null"), ENT_ERR_MODEL,
         "seller.json:2:32: 'b' is 'null'; a number is wanted"},
        {LOG_PROFILE("0", "1", "1, \"c\": 1"), ENT_ERR_MODEL,
         "seller.json:2:18: 3 utilities for the 2 values of issue 'x'"},
        {LOG_PROFILE("0", "1", "1, \"a\": 2"), ENT_ERR_SYNTAX,
         "seller.json:2:40: 'a' stands twice in the same map"},
        {"{\"SumOfGroupsUtilitySpace\": {\"domain\": {}}}", ENT_ERR_MODEL,
         "seller.json: a geniusweb file among negolog files; keep one format a scenario"},
        {"{\"reservationValue\": 0", ENT_ERR_SYNTAX,
         "seller.json:2:1: neither YAML nor JSON: did not find expected ',' or '}'"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ent_import *import = NULL;
        ent_diags *diags = ent_diags_new();
        assert_int_equal(
            import3(NULL, LOG_PROFILE("0", "1", "0.5"), CASES[i].profile, ".json", &import, diags),
            CASES[i].status);
        assert_message(diags, 0, CASES[i].message);
        ent_diags_free(diags);
    }
}

/* --- out of memory --- */

#ifdef ENT_FAULTS
static void every_allocation_may_fail(void **state) {
    (void)state;
    static const struct {
        const char *domain;
        const char *profile;
        const char *ending;
    } CASES[] = {{SHOP, BUYER, ".xml"},
                 {NULL, WEB_PROFILE("0.5", "1", "1", "0", ""), ".json"},
                 {"issues: [{name: a, values: 3}]\n",
                  "type: LinearUtilityFunction\nweights: [-1]\n", ".yml"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        for (long allowed = 0;; allowed++) {
            ent_import *import = NULL;
            ent_diags *diags = ent_diags_new();
            ent_allocations_left = allowed;
            const ent_status status = import3(CASES[i].domain, CASES[i].profile, CASES[i].profile,
                                              CASES[i].ending, &import, diags);
            const bool reached = ent_allocations_left < 0;
            ent_allocations_left = -1;
            assert_int_equal(status, reached && !import ? ENT_ERR_NOMEM : ENT_OK);
            assert_int_equal(import != NULL, status == ENT_OK);
            ent_import_free(import);
            ent_diags_free(diags);
            if (!reached)
                break;
        }
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(genius_counts_as_genius_does),
        cmocka_unit_test(weights_that_sum_to_more_are_scaled_and_the_cut_is_named),
        cmocka_unit_test(a_reservation_above_the_cut_stays_out_of_reach),
        cmocka_unit_test(a_reservation_above_every_package_is_kept),
        cmocka_unit_test(raw_points_keep_their_differences),
        cmocka_unit_test(a_party_that_is_never_moved_has_no_range_to_divide_by),
        cmocka_unit_test(issues_of_inner_objectives_come_first),
        cmocka_unit_test(real_issues_are_cut_into_21_points),
        cmocka_unit_test(keys_are_distinct_and_free),
        cmocka_unit_test(three_mistakes_have_one_meaning),
        cmocka_unit_test(mistakes_in_genius_files_are_placed),
        cmocka_unit_test(one_profile_is_no_negotiation),
        cmocka_unit_test(negmas_sums_are_taken_as_they_are),
        cmocka_unit_test(mistakes_in_negmas_files_are_placed),
        cmocka_unit_test(other_kinds_of_negmas_utility_are_named),
        cmocka_unit_test(geniusweb_profiles_bring_their_domain),
        cmocka_unit_test(negolog_profiles_bring_their_domain),
        cmocka_unit_test(weights_beyond_what_a_model_holds_keep_their_ratios),
        cmocka_unit_test(mistakes_in_json_files_are_placed),
#ifdef ENT_FAULTS
        cmocka_unit_test(every_allocation_may_fail),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
