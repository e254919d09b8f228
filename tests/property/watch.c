/*
 * Every call that takes a watch, ended after 1, 2, 4, 8, ... units of work until it gets through:
 * each time it says that it was ended, hands out nothing and leaks nothing (the address sanitizer
 * watches), or the answer is that of a call that nobody watched, to the last byte.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/import.h"
#include "entente/read.h"
#include "entente/report.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What a call is made with. */
typedef struct question {
    const ent_model *model;
    const char *command;
    ent_inquiry inquiry; /* its topics are those of the command, and more */
    const char *text;    /* for the readers */
} question;

/* Makes a call and writes its answer as text, to be given back with free(); NULL unless ENT_OK. */
typedef ent_status ask(const question *of, ent_watch *watch, char **answer);

static char *json_of(const ent_report *report) {
    char *json = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&json, &length);
    assert_non_null(memory);
    assert_int_equal(ent_report_json(report, NULL, memory, NULL), ENT_OK);
    fclose(memory);
    return json;
}

static ent_status ask_report(const question *of, ent_watch *watch, char **answer) {
    ent_inquiry usual;
    ent_inquiry inquiry = of->inquiry;
    ent_answers *answers = NULL;
    ent_report *report = NULL;
    assert_int_equal(ent_inquiry_for(of->model, of->command, &usual, NULL), ENT_OK);
    inquiry.topics |= usual.topics;
    inquiry.brief = usual.brief;
    inquiry.watch = watch;
    const ent_status status = ent_ask(of->model, &inquiry, &answers, NULL);
    assert_true((status == ENT_OK) == (answers != NULL));
    if (answers) {
        assert_int_equal(ent_report_make(answers, &report, NULL), ENT_OK);
        *answer = json_of(report);
    }
    ent_report_free(report);
    ent_answers_free(answers);
    return status;
}

static ent_status ask_tree(const question *of, ent_watch *watch, char **answer) {
    const ent_clock_options options = {.rounds = 2, .watch = watch};
    return ent_clock_export_efg(of->model, &options, answer, NULL);
}

static char *copy_of(const char *text) {
    char *copy = malloc(strlen(text) + 1);
    assert_non_null(copy);
    strcpy(copy, text);
    return copy;
}

static ent_status ask_reader(const question *of, ent_watch *watch, char **answer) {
    const ent_read_options options = {.watch = watch};
    ent_model *model = NULL;
    const ent_status status =
        ent_model_read_text("text", of->text, strlen(of->text), false, &options, &model, NULL);
    assert_true((status == ENT_OK) == (model != NULL));
    if (model)
        *answer = copy_of(model->title);
    ent_model_free(model);
    return status;
}

static void write_import(const ent_import *import, char **answer) {
    size_t length = 0;
    FILE *memory = open_memstream(answer, &length);
    assert_non_null(memory);
    assert_int_equal(ent_import_write(import, memory), ENT_OK);
    fclose(memory);
}

/* The files of GENIUS, or what NegoLog would say of two sides. */
static ent_status ask_importer(const question *of, ent_watch *watch, char **answer) {
#define SCENARIO ENT_ROOT "/tests/transcript/genius/"
    static const char *const PATHS[] = {SCENARIO "shop.xml", SCENARIO "buyer.xml",
                                        SCENARIO "seller.xml"};
    const ent_import_options options = {.watch = watch};
    ent_import *import = NULL;
    const ent_import_file profiles[2] = {{"a.json", of->text, of->text ? strlen(of->text) : 0},
                                         {"b.json", of->text, of->text ? strlen(of->text) : 0}};
    const ent_status status = of->text ? ent_import_texts(profiles, 2, &options, &import, NULL)
                                       : ent_import_files(PATHS, 3, &options, &import, NULL);
    assert_true((status == ENT_OK) == (import != NULL));
    if (import)
        write_import(import, answer);
    ent_import_free(import);
    return status;
}

/* Few cells, so that counts are bounded, and few points, so that the frontier is approximate. */
static ent_status ask_bounds(const question *of, ent_watch *watch, char **answer) {
    const ent_deals_options options = {.count_cells = 3, .points_limit = 4, .watch = watch};
    ent_deals *deals = NULL;
    const ent_status status = ent_deals_solve(of->model, &options, &deals, NULL);
    assert_true((status == ENT_OK) == (deals != NULL));
    if (deals) {
        *answer = calloc(1, 2000);
        assert_non_null(*answer);
        snprintf(*answer, 2000, "%.500s %.500s %zu %a", deals->acceptable.low,
                 deals->acceptable.high, deals->settlement.frontier_count,
                 deals->settlement.epsilon);
    }
    ent_deals_free(deals);
    return status;
}

/* Returns how often the call was ended before it got through. */
static size_t end_everywhere(ask *call, const question *of) {
    char *whole = NULL;
    if (call(of, NULL, &whole) != ENT_OK)
        return 0; /* the model has nothing of the kind */
    size_t ended = 0;
    for (uint64_t limit = 1;; limit *= 2) {
        char *answer = NULL;
        ent_watch *watch = ent_watch_new();
        assert_non_null(watch);
        ent_watch_limit(watch, limit);
        const ent_status status = call(of, watch, &answer);
        ent_watch_free(watch);
        if (status == ENT_OK) {
            assert_string_equal(answer, whole);
            free(answer);
            break;
        }
        assert_int_equal(status, ENT_ERR_LIMIT);
        assert_null(answer);
        ended++;
    }
    free(whole);
    return ended;
}

static ent_model *read_model(const char *path) {
    ent_model *model = NULL;
    assert_int_equal(ent_model_read_file(path, NULL, &model, NULL), ENT_OK);
    return model;
}

static const char *const MODELS[] = {
    ENT_ROOT "/scenarios/istanbul-2025-06.yaml", ENT_ROOT "/scenarios/labour-contract.yaml",
    ENT_ROOT "/scenarios/river-basin.yaml",      ENT_ROOT "/tests/transcript/border.yaml",
    ENT_ROOT "/tests/transcript/no-deal.yaml",   ENT_ROOT "/tests/transcript/three.yaml",
    ENT_ROOT "/tests/transcript/tree.yaml",
};

#define MODELS_COUNT (sizeof MODELS / sizeof *MODELS)

static void end_on_every_model(ask *call, const char *command) {
    size_t ended = 0;
    for (size_t m = 0; m < MODELS_COUNT; m++) {
        ent_model *model = read_model(MODELS[m]);
        const question of = {.model = model, .command = command, .inquiry = ENT_INQUIRY_INIT};
        ended += end_everywhere(call, &of);
        ent_model_free(model);
    }
    assert_true(ended > 5);
}

static void the_gap_can_be_ended_anywhere(void **state) {
    (void)state;
    end_on_every_model(ask_report, "gap");
}

static void deals_can_be_ended_anywhere(void **state) {
    (void)state;
    end_on_every_model(ask_report, "deals");
    end_on_every_model(ask_bounds, NULL);
}

static void blockers_can_be_ended_anywhere(void **state) {
    (void)state;
    end_on_every_model(ask_report, "blockers");
}

static void a_round_can_be_ended_anywhere(void **state) {
    (void)state;
    end_on_every_model(ask_report, "round");
}

static void roadmaps_can_be_ended_anywhere(void **state) {
    (void)state;
    end_on_every_model(ask_report, "roadmap");
}

static void the_clock_can_be_ended_anywhere(void **state) {
    (void)state;
    end_on_every_model(ask_report, "clock");
}

static void a_game_tree_can_be_ended_anywhere(void **state) {
    (void)state;
    end_on_every_model(ask_tree, NULL);
}

/* A package on the table, exchanges, and the view of a peer. */
static void what_else_deals_are_asked_can_be_ended_anywhere(void **state) {
    (void)state;
    size_t ended = 0;
    for (size_t m = 0; m < MODELS_COUNT; m++) {
        ent_model *model = read_model(MODELS[m]);
        uint32_t *package = calloc(model->issues_count, sizeof *package);
        assert_non_null(package);
        package[0] = 1;
        question of = {.model = model, .command = "deals", .inquiry = ENT_INQUIRY_INIT};
        of.inquiry.counter = package;
        of.inquiry.topics = 1u << ENT_TOPIC_COUNTER | 1u << ENT_TOPIC_EXCHANGES;
        ended += end_everywhere(ask_report, &of);
        of.inquiry = (ent_inquiry)ENT_INQUIRY_INIT;
        of.inquiry.topics = 1u << ENT_TOPIC_COMPAT;
        of.inquiry.peer = ENT_PEER_NEGMAS;
        ended += end_everywhere(ask_report, &of);
        free(package);
        ent_model_free(model);
    }
    assert_true(ended > 10);
}

/* ---- large questions ---- */

#define TEXT_MAX 200000

/* Neighbouring issues are tied, so that layers have states that helpers can share. */
static char *large_text(unsigned issues, unsigned options, unsigned parties) {
    char *text = calloc(1, TEXT_MAX);
    assert_non_null(text);
    size_t used = (size_t)snprintf(text, TEXT_MAX, "entente: 1\ntitle: Large\nissues:\n");
    unsigned number = 1;
    for (unsigned j = 0; j < issues; j++) {
        used += (size_t)snprintf(text + used, TEXT_MAX - used, "  i%u: {options: {", j);
        for (unsigned o = 0; o < options; o++)
            used +=
                (size_t)snprintf(text + used, TEXT_MAX - used, "%so%u: o%u", o ? ", " : "", o, o);
        used += (size_t)snprintf(text + used, TEXT_MAX - used, "}}\n");
    }
    used += (size_t)snprintf(text + used, TEXT_MAX - used, "rules:\n");
    for (unsigned j = 0; j + 3 < issues; j++)
        for (unsigned o = 1; o < 3; o++)
            used += (size_t)snprintf(text + used, TEXT_MAX - used,
                                     "  - {never: {i%u: o%u, i%u: o%u}}\n", j, o, j + 3,
                                     (o + j) % options);
    used += (size_t)snprintf(text + used, TEXT_MAX - used, "parties:\n");
    for (unsigned p = 0; p < parties; p++) {
        used += (size_t)snprintf(
            text + used, TEXT_MAX - used,
            "  p%u:\n    role: principal\n    walk_away: 0.3\n    preferences:\n", p);
        for (unsigned j = 0; j < issues; j++) {
            used += (size_t)snprintf(text + used, TEXT_MAX - used,
                                     "      i%u: {weight: %u, values: {", j, 1 + number % 97);
            for (unsigned o = 0; o < options; o++) {
                number = number * 1103515245u + 12345u;
                used += (size_t)snprintf(text + used, TEXT_MAX - used, "%so%u: 0.%03u",
                                         o ? ", " : "", o, number / 65536 % 1000);
            }
            used += (size_t)snprintf(text + used, TEXT_MAX - used, "}}\n");
        }
    }
    assert_true(used < TEXT_MAX - 1000);
    return text;
}

static ent_model *large_model(unsigned issues, unsigned options, unsigned parties) {
    char *text = large_text(issues, options, parties);
    ent_model *model = NULL;
    assert_int_equal(ent_model_read_text("large", text, strlen(text), false, NULL, &model, NULL),
                     ENT_OK);
    free(text);
    return model;
}

static ent_status solve_with(const ent_model *model, uint64_t limit, uint32_t threads,
                             uint64_t *work) {
    ent_watch *watch = ent_watch_new();
    ent_watch_progress at;
    ent_deals *deals = NULL;
    ent_watch_limit(watch, limit);
    const ent_deals_options options = {.threads = threads, .watch = watch};
    const ent_status status = ent_deals_solve(model, &options, &deals, NULL);
    assert_true((status == ENT_OK) == (deals != NULL));
    ent_watch_read(watch, &at);
    *work = at.work;
    ent_deals_free(deals);
    ent_watch_free(watch);
    return status;
}

/* The last look of a call comes before its end, so the limit is found by halving. */
static void threads_do_not_change_where_a_limit_ends_it(void **state) {
    (void)state;
    ent_model *model = large_model(14, 6, 2);
    uint64_t low = 1;
    uint64_t high = 1;
    uint64_t work = 0;
    while (solve_with(model, high, 1, &work) != ENT_OK)
        high *= 2;
    while (high - low > 1) {
        const uint64_t middle = low + (high - low) / 2;
        *(solve_with(model, middle, 1, &work) == ENT_OK ? &high : &low) = middle;
    }
    for (uint32_t threads = 1; threads <= 4; threads++) {
        assert_int_equal(solve_with(model, high, threads, &work), ENT_OK);
        assert_int_equal(solve_with(model, low, threads, &work), ENT_ERR_LIMIT);
        for (uint64_t limit = 1; limit < low; limit *= 3)
            assert_int_equal(solve_with(model, limit, threads, &work), ENT_ERR_LIMIT);
    }
    ent_model_free(model);
}

static void *stop_soon(void *watch) {
    const struct timespec some = {.tv_nsec = 150 * 1000 * 1000};
    nanosleep(&some, NULL);
    ent_watch_stop(watch);
    return NULL;
}

/* Left alone these take minutes. */
static void another_thread_can_stop_it(void **state) {
    (void)state;
    for (uint32_t threads = 1; threads <= 3; threads += 2) {
        ent_model *model = large_model(40, 10, 3);
        ent_watch *watch = ent_watch_new();
        const ent_deals_options options = {
            .threads = threads, .watch = watch, .points_limit = UINT64_C(1) << 40};
        ent_deals *deals = NULL;
        pthread_t stopper;
        assert_int_equal(pthread_create(&stopper, NULL, stop_soon, watch), 0);
        ent_diags *diags = ent_diags_new();
        assert_int_equal(ent_deals_solve(model, &options, &deals, diags), ENT_ERR_STOPPED);
        pthread_join(stopper, NULL);
        assert_null(deals);
        assert_int_equal(ent_diags_count(diags), 1);
        assert_int_equal(ent_diags_at(diags, 0)->code, ENT_ERR_STOPPED);
        ent_diags_free(diags);
        ent_watch_free(watch);
        ent_model_free(model);
    }
}

static bool third_tick(void *context) {
    return ++*(size_t *)context < 3;
}

static void the_host_s_only_thread_can_stop_it(void **state) {
    (void)state;
    ent_model *model = large_model(40, 10, 3);
    ent_watch *watch = ent_watch_new();
    const ent_deals_options options = {.watch = watch};
    ent_deals *deals = NULL;
    size_t ticks = 0;
    ent_watch_on_tick(watch, third_tick, &ticks);
    assert_int_equal(ent_deals_solve(model, &options, &deals, NULL), ENT_ERR_STOPPED);
    assert_int_equal(ticks, 3);
    ent_watch_free(watch);
    ent_model_free(model);
}

static void readers_can_be_ended_anywhere(void **state) {
    (void)state;
    char *text = large_text(14, 6, 2);
    assert_true(end_everywhere(ask_reader, &(question){.text = text}) > 10);
    free(text);
    assert_true(end_everywhere(ask_importer, &(question){.text = NULL}) > 5);
    static const char NEGOLOG[] =
        "{\"reservationValue\": 0.2, \"issueWeights\": {\"price\": 0.6, \"when\": 0.4},"
        " \"issues\": {\"price\": {\"low\": 1, \"middle\": 0.5, \"high\": 0},"
        " \"when\": {\"now\": 0.3, \"later\": 1}}}";
    assert_true(end_everywhere(ask_importer, &(question){.text = NEGOLOG}) > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_gap_can_be_ended_anywhere),
        cmocka_unit_test(deals_can_be_ended_anywhere),
        cmocka_unit_test(blockers_can_be_ended_anywhere),
        cmocka_unit_test(a_round_can_be_ended_anywhere),
        cmocka_unit_test(roadmaps_can_be_ended_anywhere),
        cmocka_unit_test(the_clock_can_be_ended_anywhere),
        cmocka_unit_test(a_game_tree_can_be_ended_anywhere),
        cmocka_unit_test(what_else_deals_are_asked_can_be_ended_anywhere),
        cmocka_unit_test(threads_do_not_change_where_a_limit_ends_it),
        cmocka_unit_test(another_thread_can_stop_it),
        cmocka_unit_test(the_host_s_only_thread_can_stop_it),
        cmocka_unit_test(readers_can_be_ended_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
