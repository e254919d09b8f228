#include "cli/analysis.h"

#include "base/team.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/page.h"
#include "entente/read.h"
#include "entente/report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

void analysis_defaults(void *settings) {
    ((analysis_settings *)settings)->top = SIZE_MAX;
}

/* A file that cannot be read is the model's mistake only where the model names it; a limit that is
 * reached while reading is the model's, later it is ours. */
static int exit_code(ent_status status, const ent_diags *diags, bool reading) {
    const ent_diag *first = ent_diags_at(diags, 0);
    if (status == ENT_ERR_IO && first && first->line > 0)
        return MODEL_WRONG;
    if (status == ENT_ERR_LIMIT && !reading)
        return NOT_FINISHED;
    return messages_exit_code(status);
}

static bool same_date(ent_date a, ent_date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static int no_such_round(const cli_call *call, const ent_model *model) {
    char dates[256] = "none";
    size_t used = 0;
    for (size_t r = 0; r < model->rounds_count && used < sizeof dates - 16; r++) {
        const ent_date date = model->rounds[r].date;
        used +=
            (size_t)snprintf(dates + used, sizeof dates - used, "%s%04d-%02u-%02u",
                             used ? ", " : "", date.year, (unsigned)date.month, (unsigned)date.day);
    }
    return complain(call->command, CALL_WRONG, "the model has no round on that day; it has: %s",
                    dates);
}

static int find_round(const cli_call *call, const ent_model *model, uint32_t *round) {
    const analysis_settings *settings = call->settings;
    *round = ENT_NONE;
    if (settings->date.year == 0)
        return DONE;
    for (uint32_t r = 0; r < model->rounds_count; r++)
        if (same_date(model->rounds[r].date, settings->date))
            *round = r;
    return *round == ENT_NONE ? no_such_round(call, model) : DONE;
}

static ent_status print(const analysis_settings *settings, const ent_report *report,
                        const cli_output *output, ent_diags *diags) {
    const bool counted = settings->top != SIZE_MAX;
    if (settings->json)
        return ent_report_json(report, output->stream, diags);
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
    return output_close(&output, exit_code(status, diags, false));
}

/* A command's own part of the question. */
typedef struct own_part {
    analysis_prepare *prepare;
    void *context;
} own_part;

static int pose(const cli_call *call, const own_part *own, analysis_question *question) {
    const analysis_settings *settings = call->settings;
    question->options = (ent_report_options)ENT_REPORT_OPTIONS_INIT;
    question->options.all = settings->all;
    question->options.points_limit = settings->points;
    question->options.threads = base_cores();
    const int code = find_round(call, question->model, &question->options.round);
    return code == DONE && own->prepare ? own->prepare(call, own->context, question) : code;
}

/* Seconds since some start. */
static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void tell_size(const cli_call *call, const ent_report *report, double seconds) {
    const ent_deals *deals = report->deals;
    if (!deals)
        return;
    fprintf(stderr,
            "entente %s: %zu states of the elimination, at most %zu at once; at most %zu payoff "
            "vectors at once; %.3f s\n",
            call->command->name, deals->states_all, deals->states_max, deals->points_max, seconds);
}

static int report_on(const cli_call *call, const own_part *own, const ent_model *model,
                     ent_diags *diags) {
    const analysis_settings *settings = call->settings;
    analysis_question question = {.model = model};
    int code = pose(call, own, &question);
    if (code != DONE)
        return code;
    ent_report *report = NULL;
    const double start = now();
    const ent_status status =
        ent_report_make(question.model, call->command->name, &question.options, &report, diags);
    if (status != ENT_OK) {
        messages_print(diags);
        return exit_code(status, diags, false);
    }
    if (settings->verbose)
        tell_size(call, report, now() - start);
    code = settings->html ? page_write(call->command, report, settings->html, diags) : DONE;
    if (code == DONE)
        code = write_report(call, report, diags);
    ent_report_free(report);
    return code;
}

static int read_and_report(const cli_call *call, const own_part *own, ent_diags *diags) {
    ent_model *model = NULL;
    const ent_status status = ent_model_read_file(call->arguments[0], &model, diags);
    if (status != ENT_OK) {
        messages_print(diags);
        return exit_code(status, diags, true);
    }
    const int code = report_on(call, own, model, diags);
    ent_model_free(model);
    return code;
}

int analysis_run_with(const cli_call *call, analysis_prepare *prepare, void *context) {
    const analysis_settings *settings = call->settings;
    if (settings->json && settings->csv)
        return complain(call->command, CALL_WRONG, "--json and --csv exclude each other");
    if (settings->html && settings->output && strcmp(settings->html, settings->output) == 0)
        return complain(call->command, CALL_WRONG, "--html and --output name the same file: '%s'",
                        settings->html);
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
