/*
 * The report as one HTML page: the frame, the first screen, and the sections from their blocks.
 *
 * The page loads nothing. Its policy forbids every request and names the one script that may run
 * by its hash; styles are inline because the chart library writes them into its drawings.
 */
#include "report/page/page.h"

#include "report/cell.h"
#include "report/page/assets.h"
#include "report/print/print.h"
#include "report/wording.h"

#include <stdlib.h>

bool ent_report_html_draws_charts(void) {
    return page_script_size > 0;
}

static void put_head(page_html *page, const ent_report *report) {
    page_put(page, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
    if (ent_report_html_draws_charts())
        page_put(page, "; script-src '%s'", page_script_hash);
    page_put(page,
             "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n"
             "<meta name=\"referrer\" content=\"no-referrer\">\n"
             "<meta name=\"generator\" content=\"entente %s\">\n<title>",
             ENT_VERSION);
    page_put_plain(page, report->answers->model->title);
    page_put(page, "</title>\n<style>\n");
    fwrite(page_style, 1, page_style_size, page->out);
    page_put(page, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#brief\">Skip to the brief"
                   "</a>\n");
}

static void put_masthead(page_html *page, const ent_report *report, report_draft *draft) {
    const ent_model *model = report->answers->model;
    const size_t principals = model->principals.count;
    page_put(page,
             "<header class=\"masthead\">\n<p class=\"kicker\">%s</p>\n<h1>%s</h1>\n"
             "<p class=\"meta\">",
             report->answers->inquiry.brief ? "Negotiation brief" : "Negotiation analysis",
             model->title);
    for (size_t p = 0; p < principals; p++)
        page_put(page, "%s<span class=\"party p%zu\">%s</span>",
                 p == 0               ? ""
                 : p + 1 < principals ? ", "
                                      : " and ",
                 p, model->parties[model->principals.at[p]].name);
    const char *date = report_say_date(draft, model->as_of);
    const report_cell cell = {.kind = REPORT_CELL_DATE, .as.date = model->as_of};
    if (*date)
        page_put(page, "<span class=\"date\">As of <time datetime=\"%s\">%s</time></span>",
                 report_cell_write(draft, &cell), date);
    page_put(page, "</p>\n");
    if (report->changed) {
        page_put(page, "<p class=\"changed-numbers\">");
        page_put_prose(page, report->changed);
        page_put(page, "</p>\n");
    }
    page_put(page, "</header>\n");
}

/* The few numbers that a reader takes away. */
static void put_figures(page_html *page, const ent_report *report) {
    const report_table *figures = report->figures;
    if (!figures || figures->rows_count == 0)
        return;
    page_put(page, "<ul class=\"figures\">\n");
    for (size_t r = 0; r < figures->rows_count; r++) {
        const report_cell *what = report_cell_at(figures, r, 0);
        page_put(page, "<li data-figure=\"%s\"><strong>", what->as.words.name);
        page_put_prose(page, report_cell_at(figures, r, 1)->as.words.text);
        page_put(page, "</strong> <span>");
        page_put_prose(page, what->as.words.text);
        page_put(page, "</span></li>\n");
    }
    page_put(page, "</ul>\n");
}

/* A brief begins with the sentences of all sections; elsewhere the section says its own. */
static void put_lead(page_html *page, const ent_report *report) {
    if (!report->answers->inquiry.brief)
        return;
    page_put(page, "<section class=\"lead\" aria-label=\"In brief\">\n<dl class=\"lines\">\n");
    for (size_t i = 0; i < report->lead.count; i++) {
        page_put(page, "<div><dt>%s</dt> <dd>", report->lead.at[i].label);
        page_put_prose(page, report->lead.at[i].text);
        page_put(page, "</dd></div>\n");
    }
    page_put(page, "</dl>\n");
    put_figures(page, report);
    page_put(page, "</section>\n");
}

static void put_contents(page_html *page, const ent_report *report) {
    page_put(page, "<nav aria-label=\"Contents\">\n<ul>\n");
    for (size_t p = 0; p < report->parts_count; p++)
        page_put(page, "<li><a href=\"#%s\">%s</a></li>\n", report->parts[p].section->id,
                 report->parts[p].section->title);
    page_put(page, "<li><a href=\"#method\">Method and terms</a></li>\n</ul>\n</nav>\n");
}

/* @param part  the key of the section in the data, or "" */
static void put_section_head(page_html *page, const char *id, const char *part, const char *title) {
    page_put(page,
             "\n<section id=\"%s\" data-part=\"%s\" aria-labelledby=\"%s-title\">\n<h2 "
             "id=\"%s-title\">%s</h2>\n",
             id, part, id, id, title);
}

static bool put_sections(page_html *page, const ent_report *report) {
    bool done = true;
    for (size_t p = 0; p < report->parts_count && done; p++) {
        put_section_head(page, report->parts[p].section->id,
                         ent_topic_name(report->parts[p].section->topic),
                         report->parts[p].section->title);
        done = page_put_blocks(page, report, &report->parts[p]);
        page_put(page, "</section>\n");
    }
    put_section_head(page, "method", "", "Method and terms");
    page_put_method(page, report);
    page_put(page, "</section>\n");
    return done;
}

/* What the script draws from, and what whoever has the page can take away. */
static bool put_data(page_html *page, const ent_report *report) {
    static const ent_json_style style = {.rows_max = PAGE_ROWS_MAX, .cells_max = PAGE_CELLS_MAX};
    char *json = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&json, &length);
    bool done = memory && print_report_json(report, &style, memory);
    done = memory && fclose(memory) == 0 && done;
    if (done) {
        page_put(page, "<script type=\"application/json\" id=\"entente-data\">");
        page_data(page, json, length);
        page_put(page, "</script>\n");
    }
    free(json);
    return done;
}

static void put_script(page_html *page) {
    if (!ent_report_html_draws_charts())
        return;
    page_put(page, "<script>");
    fwrite(page_script, 1, page_script_size, page->out);
    page_put(page, "</script>\n");
}

bool page_write(const ent_report *report, FILE *out) {
    page_html page = {.out = out};
    base_arena arena = {0};
    report_draft draft = {
        .answers = report->answers, .model = report->answers->model, .arena = &arena};
    put_head(&page, report);
    put_masthead(&page, report, &draft);
    page_put(&page, "<main id=\"brief\" style=\"--principals:%zu\">\n",
             draft.model->principals.count);
    put_lead(&page, report);
    put_contents(&page, report);
    bool done = put_sections(&page, report) && !draft.failed;
    page_put(&page, "</main>\n");
    done = done && put_data(&page, report);
    put_script(&page);
    page_put(&page, "</body>\n</html>\n");
    base_arena_clear(&arena);
    return done;
}
