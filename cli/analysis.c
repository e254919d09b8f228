#include "cli/analysis.h"

#include "base/team.h"
#include "cli/messages.h"
#include "cli/model.h"
#include "cli/output.h"
#include "cli/page.h"
#include "cli/progress.h"
#include "entente/report.h"
#include "entente/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

void analysis_defaults(void *settings) {
    ((analysis_settings *)settings)->top = SIZE_MAX;
}

/* A limit that is reached while reading is the model's, later it is ours. */
static int exit_code(ent_status status) {
    return status == ENT_ERR_LIMIT ? NOT_FINISHED : messages_exit_code(status);
}

static ent_status print(const analysis_settings *settings, const ent_report *report,
                        const cli_output *output, ent_diags *diags) {
    const bool counted = settings->top != SIZE_MAX;
    const ent_json_style whole = {.rows_max = 0, .cells_max = 0};
    if (settings->json)
        return ent_report_json(report, settings->all_rows ? &whole : NULL, output->stream, diags);
    if (settings->csv)
        return ent_report_csv(report, settings->csv, counted ? settings->top : 0, output->stream,
                              diags);
    ent_text_style style = ENT_TEXT_STYLE_INIT;
    style.width = output_width(output);
    style.colour = output_may_colour(output);
    style.short_form = settings->short_form;
    style.top = counted ? settings->top : style.top;
    return ent_report_text(report, &style, output->stream, diags);
}

static int write_report(const cli_call *call, const ent_report *report, ent_diags *diags) {
    const analysis_settings *settings = call->settings;
    cli_output output;
    const int opened = output_open(&output, call->command, settings->output);
    if (opened != DONE)
        return opened;
    errno = 0;
    const ent_status status = print(settings, report, &output, diags);
    output.error = ferror(output.stream) ? errno : 0;
    if (status == ENT_OK || status == ENT_ERR_IO) /* what went wrong, the system knows better */
        return output_close(&output, DONE);
    messages_print(diags);
    return output_close(&output, exit_code(status));
}

/* A command's own part of the question. */
typedef struct own_part {
    analysis_prepare *prepare;
    void *context;
} own_part;

static ent_status pose(const cli_call *call, const own_part *own, const cli_changes *changes,
                       analysis_question *question, ent_diags *diags) {
    const analysis_settings *settings = call->settings;
    ent_inquiry *inquiry = &question->inquiry;
    ent_status status = ent_inquiry_for(question->model, call->command->name, inquiry, diags);
    inquiry->deals.all = settings->all;
    inquiry->deals.points_limit = settings->points;
    inquiry->threads = base_cores();
    inquiry->watch = call->watch;
    inquiry->changes = changes->made;
    inquiry->changes_count = changes->count;
    inquiry->certify = settings->certify;
    inquiry->numbers =
        settings->numbers || (settings->csv && strcmp(settings->csv, "numbers") == 0);
    if (!status && settings->date.year)
        status = ent_words_round(question->model, settings->date, &inquiry->round, diags);
    return !status && own->prepare ? own->prepare(call, own->context, question, diags) : status;
}

/* Seconds since some start. */
static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static const char *plural(uint64_t count) {
    return count == 1 ? "" : "s";
}

static void tell_tally(const cli_call *call) {
    if (!call->watch)
        return;
    const ent_watch_tally tally = ent_watch_count(call->watch);
    fprintf(stderr,
            "entente %s: %llu solve%s of packages, %llu elimination%s planned, %llu frontier%s\n",
            call->command->name, (unsigned long long)tally.solves, plural(tally.solves),
            (unsigned long long)tally.eliminations, plural(tally.eliminations),
            (unsigned long long)tally.frontiers, plural(tally.frontiers));
}

static void tell_size(const cli_call *call, const ent_answers *answers, double seconds) {
    const ent_deals *deals = answers->deals;
    progress_hide();
    tell_tally(call);
    if (!deals)
        return;
    fprintf(stderr,
            "entente %s: %zu states of the elimination, at most %zu at once; at most %zu payoff "
            "vectors at once; %.3f s\n",
            call->command->name, deals->states_all, deals->states_max, deals->points_max, seconds);
}

static int report_on(const cli_call *call, const own_part *own, const cli_changes *changes,
                     ent_diags *diags) {
    const analysis_settings *settings = call->settings;
    analysis_question question = {.model = changes->model};
    ent_status status = pose(call, own, changes, &question, diags);
    if (status)
        return complain_status(call->command, status, diags);
    ent_answers *answers = NULL;
    ent_report *report = NULL;
    const double start = now();
    status = ent_ask(question.model, &question.inquiry, &answers, diags);
    if (!status)
        status = ent_report_make(answers, &report, diags);
    if (status != ENT_OK) {
        ent_answers_free(answers);
        messages_print(diags);
        return exit_code(status);
    }
    if (settings->verbose)
        tell_size(call, answers, now() - start);
    int code = settings->html ? page_save(call->command, report, settings->html, diags) : DONE;
    if (code == DONE)
        code = write_report(call, report, diags);
    ent_report_free(report);
    ent_answers_free(answers);
    return code;
}

static int read_and_report(const cli_call *call, const own_part *own, ent_diags *diags) {
    const analysis_settings *settings = call->settings;
    const char *const outputs[] = {settings->html, settings->output};
    ent_model *model = NULL;
    const int read = model_read(call, call->arguments[0], outputs, 2, &model);
    if (read != DONE)
        return read;
    cli_changes changes;
    int code = changes_make(call->command, model, &settings->set, &changes);
    if (code == DONE)
        code = report_on(call, own, &changes, diags);
    changes_free(&changes);
    ent_model_free(model);
    return code;
}

int analysis_run_with(const cli_call *call, analysis_prepare *prepare, void *context) {
    const analysis_settings *settings = call->settings;
    if (settings->json && settings->csv)
        return complain(call->command, CALL_WRONG, "--json and --csv exclude each other");
    ent_diags *diags = ent_diags_new();
    if (!diags)
        return complain(call->command, NOT_FINISHED, "out of memory");
    const own_part own = {prepare, context};
    const int code = read_and_report(call, &own, diags);
    ent_diags_free(diags);
    return code;
}

int analysis_run(const cli_call *call) {
    return analysis_run_with(call, NULL, NULL);
}
