/*
 * The report as one HTML page: the frame, the first screen, and a table of the sections.
 *
 * The page loads nothing. Its policy forbids every request and names the one script that may run
 * by its hash; styles are inline because the chart library writes them into its drawings.
 */
#include "entente/report_html.h"

#include "base/diag.h"
#include "report/page/assets.h"
#include "report/page/names.h"
#include "report/page/sections.h"
#include "report/page/write.h"

#include <string.h>

/* To add a section: its writer in a file of its own, a line here, and a chart in web/src/charts. */
static const struct section {
    const char *key; /* part of the report that it tells; left out where that is absent */
    const char *id;
    const char *title;
    page_section_writer *write;
} sections[] = {
    {"gap", "positions", "What each side wants", page_positions},
    {"gap", "gap", "How far apart they are", page_gap},
    {"round", "round", "What this round can settle", page_round},
    {"deals", "deals", "What they could sign", page_deals},
    {"blockers", "blockers", "What stands in the way", page_blockers},
    {"roadmap", "roadmap", "Which order of steps holds", page_roadmap},
    {"clock", "clock", "Whom time favours", page_clock},
    {"check", "sources", "What this rests on", page_sources},
    {"model", "method", "Method and terms", page_method},
};
static const size_t sections_count = sizeof sections / sizeof sections[0];

static json_t *find_part(html *page, const struct section *section) {
    return json_object_get(page->root, section->key);
}

static void write_head(html *page) {
    page_put(page, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
    if (ent_report_html_draws_charts())
        page_put(page, "; script-src '%s'", page_script_hash);
    page_put(page,
             "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n"
             "<meta name=\"referrer\" content=\"no-referrer\">\n"
             "<meta name=\"generator\" content=\"entente %s\">\n<title>%s</title>\n<style>\n",
             page_string(page->root, "entente"), page_string(page->model, "title"));
    fwrite(page_style, 1, page_style_size, page->out);
    page_put(page, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#brief\">Skip to the brief"
                   "</a>\n");
}

static void write_principal_item(html *page, size_t index, void *context) {
    (void)context;
    page_put(page, "<span class=\"party p%zu\">%s</span>", index,
             page_full_party(page, page_principal(page, index)));
}

static void write_masthead(html *page) {
    const char *date = page_string(page->model, "as_of");
    page_put(page,
             "<header class=\"masthead\">\n<p class=\"kicker\">Negotiation brief</p>\n"
             "<h1>%s</h1>\n<p class=\"meta\">",
             page_string(page->model, "title"));
    page_list(page, json_array_size(page->principals), write_principal_item, NULL);
    if (date)
        page_put(page, "<span class=\"date\">As of <time datetime=\"%s\">%s</time></span>", date,
                 page_date(date).text);
    page_put(page, "</p>\n</header>\n");
}

static void write_contents(html *page) {
    page_put(page, "<nav aria-label=\"Contents\">\n<ul>\n");
    for (size_t i = 0; i < sections_count; i++)
        if (find_part(page, &sections[i]))
            page_put(page, "<li><a href=\"#%s\">%s</a></li>\n", sections[i].id, sections[i].title);
    page_put(page, "</ul>\n</nav>\n");
}

static void write_lines(html *page, json_t *lines) {
    size_t index;
    json_t *line;
    page_put(page, "<dl class=\"lines\">\n");
    json_array_foreach(lines, index, line) {
        page_put(page, "<div><dt>%s</dt> <dd>", page_string(line, "label"));
        page_put_prose(page, page_string(line, "text"));
        page_put(page, "</dd></div>\n");
    }
    page_put(page, "</dl>\n");
}

static void write_gap_figures(html *page) {
    json_t *losses = json_object_get(json_object_get(page->root, "gap"), "loss");
    for (size_t p = 0; p < json_array_size(page->principals) && p < 4; p++) {
        const char *party = page_principal(page, p);
        const char *winner;
        const double loss = page_largest(json_object_get(losses, party), &winner);
        if (winner)
            page_put(page,
                     "<li class=\"p%zu\" data-figure=\"loss:%s:%s\"><strong>%s</strong> <span>"
                     "of what %s wants is lost if %s gets its way</span></li>\n",
                     p, party, winner, page_percent(loss).text, page_party(page, party),
                     page_party(page, winner));
    }
}

static void write_figures(html *page) {
    json_t *round = json_object_get(page->root, "round");
    json_t *deals = json_object_get(page->root, "deals");
    json_t *brief = json_object_get(page->root, "brief");
    page_put(page, "<ul class=\"figures\">\n");
    write_gap_figures(page);
    if (round)
        page_put(page,
                 "<li data-figure=\"can_settle\"><strong>%zu of %zu</strong> <span>issues can be "
                 "settled in the next round</span></li>\n",
                 json_array_size(json_object_get(round, "can_settle")),
                 json_object_size(json_object_get(page->model, "issues")));
    json_t *settlement = json_object_get(deals, "settlement");
    if (deals)
        page_put(page,
                 "<li data-figure=\"settlements\"><strong>%s</strong> <span>settlements that every "
                 "principal can sign, of %s possible packages</span></li>\n",
                 page_count_between(page_string(settlement, "count"),
                                    page_string(settlement, "count_high"))
                     .text,
                 page_count(page_string(deals, "possible")).text);
    if (json_object_get(brief, "supported")) {
        const json_int_t supported = json_integer_value(json_object_get(brief, "supported"));
        const json_int_t assumed = json_integer_value(json_object_get(brief, "unsupported"));
        page_put(page,
                 "<li data-figure=\"supported\"><strong>%s of %s</strong> <span>numbers rest on "
                 "somebody\xe2\x80\x99s word; the rest are the analyst\xe2\x80\x99s</span></li>\n",
                 page_decimal((double)supported, 0).text,
                 page_decimal((double)(supported + assumed), 0).text);
    }
    page_put(page, "</ul>\n");
}

static void write_sections(html *page) {
    for (size_t i = 0; i < sections_count; i++) {
        json_t *part = find_part(page, &sections[i]);
        if (!part)
            continue;
        page_section(page, sections[i].id, sections[i].title);
        sections[i].write(page, part);
        page_put(page, "</section>\n");
    }
}

static void write_page(html *page, const char *json, size_t length) {
    json_t *brief = json_object_get(page->root, "brief");
    write_head(page);
    write_masthead(page);
    page_put(page,
             "<main id=\"brief\" style=\"--principals:%zu\">\n"
             "<section class=\"lead\" aria-label=\"In brief\">\n",
             json_array_size(page->principals));
    write_lines(page, json_object_get(brief, "lines"));
    write_figures(page);
    page_put(page, "</section>\n");
    write_contents(page);
    write_sections(page);
    page_put(page, "</main>\n<script type=\"application/json\" id=\"entente-data\">");
    page_data(page, json, length);
    page_put(page, "</script>\n");
    if (ent_report_html_draws_charts()) {
        page_put(page, "<script>");
        fwrite(page_script, 1, page_script_size, page->out);
        page_put(page, "</script>\n");
    }
    page_put(page, "</body>\n</html>\n");
}

bool ent_report_html_draws_charts(void) {
    return page_script_size > 0;
}

static ent_status read_report(const char *json, size_t length, json_t **root, ent_diags *diags) {
    json_error_t error;
    json_t *report = json_loadb(json, length, JSON_REJECT_DUPLICATES, &error);
    /* where jansson cannot get memory for a text it does not even say that something is wrong */
    if (!report && (json_error_code(&error) == json_error_out_of_memory || !*error.text))
        return base_fail_memory(diags);
    if (!report) /* jansson counts the columns from 0 in an empty line */
        return base_fail(
            diags, ENT_ERR_SYNTAX, "report", (uint32_t)(error.line > 0 ? error.line : 1),
            (uint32_t)(error.column > 0 ? error.column : 1), "", "no JSON: %s", error.text);
    if (!json_is_object(json_object_get(report, "model"))) {
        json_decref(report);
        return base_fail(diags, ENT_ERR_SYNTAX, "report", 0, 0, "model",
                         "no object 'model' in the report; expected what 'brief --json' prints");
    }
    *root = report;
    return ENT_OK;
}

ent_status ent_report_html(const char *json, size_t length, FILE *out, ent_diags *diags) {
    json_t *root = NULL;
    const ent_status status = read_report(json, length, &root, diags);
    if (status != ENT_OK)
        return status;
    json_t *model = json_object_get(root, "model");
    html page = {.out = out,
                 .root = root,
                 .model = model,
                 .principals = json_object_get(model, "principals")};
    page.names = page_short_names(&page);
    write_page(&page, json, length);
    json_decref(page.names);
    json_decref(root);
    if (ferror(out))
        return base_fail(diags, ENT_ERR_IO, "", 0, 0, "", "the page could not be written");
    return ENT_OK;
}
