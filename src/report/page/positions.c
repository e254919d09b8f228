/*
 * The position matrix: what each principal wants on each issue, shaded by what it would lose there
 * if another got its way, with the outcomes it will never sign and what the judgement rests on.
 */
#include "report/page/names.h"
#include "report/page/sections.h"

#include <string.h>

#define APOSTROPHE "\xe2\x80\x99"
#define SHADES     4

/* What `party` loses on the issue if another principal gets its way; the worst case of several. */
static double find_loss(json_t *issue_gap, const char *party) {
    const char *winner;
    return page_largest(json_object_get(json_object_get(issue_gap, "loss"), party), &winner);
}

static double find_largest_loss(html *page, json_t *gap) {
    double largest = 0;
    const char *issue;
    json_t *issue_gap;
    json_object_foreach(json_object_get(gap, "issues"), issue, issue_gap) {
        for (size_t p = 0; p < json_array_size(page->principals); p++) {
            const double loss = find_loss(issue_gap, page_principal(page, p));
            largest = loss > largest ? loss : largest;
        }
    }
    return largest;
}

/* 0 for no loss, else 1 to SHADES by its share of the largest loss in the model. */
static size_t find_shade(double loss, double largest) {
    if (!(loss > 0) || !(largest > 0))
        return 0;
    const size_t shade = 1 + (size_t)(SHADES * loss / largest);
    return shade > SHADES ? SHADES : shade;
}

typedef struct cell {
    const char *issue;
    const char *party;
} cell;

/* Marks with the grades of the claims, each a link to its claim. */
static void write_basis(html *page, json_t *because) {
    json_t *claims = json_object_get(page->model, "claims");
    size_t index;
    json_t *name;
    if (json_array_size(because) == 0)
        return;
    page_put(page, " <span class=\"basis\">");
    json_array_foreach(because, index, name) {
        const char *claim = json_string_value(name);
        const char *grade = page_string(json_object_get(claims, claim), "grade");
        page_put(page, "%s<a href=\"#claim-%s\" title=\"%s\">%s</a>", index ? " " : "", claim,
                 claim, grade ? grade : "ungraded");
    }
    page_put(page, "</span>");
}

/* The outcomes that a red line forbids here, and with what elsewhere they would have to come. */
static void write_red_line(html *page, const char *party, json_t *red_line, void *context) {
    const cell *at = context;
    json_t *pattern = json_object_get(red_line, "never");
    if (strcmp(party, at->party) != 0 || !json_object_get(pattern, at->issue))
        return;
    page_put(page, "<span class=\"never\"><b>Never</b> ");
    page_options(page, at->issue, json_object_get(pattern, at->issue));
    const char *other;
    json_t *options;
    json_object_foreach(pattern, other, options) {
        if (strcmp(other, at->issue) == 0)
            continue;
        page_put(page, ", with %s ", page_issue(page, other));
        page_options(page, other, options);
    }
    write_basis(page, json_object_get(red_line, "because"));
    page_put(page, "</span>");
}

/* What follows `start` in `text`; NULL if it does not start so, or `text` is NULL. */
static const char *skip_start(const char *text, const char *start) {
    const size_t length = strlen(start);
    return text && strncmp(text, start, length) == 0 ? text + length : NULL;
}

/* Does no claim support the numbers `what` ("weight", "values") of a preference? */
static bool is_assumed(html *page, const cell *at, const char *what) {
    json_t *paths = json_object_get(json_object_get(page->root, "check"), "unsupported");
    size_t index;
    json_t *path;
    json_array_foreach(paths, index, path) {
        const char *rest = skip_start(json_string_value(path), "parties.");
        rest = skip_start(rest, at->party);
        rest = skip_start(rest, ".preferences.");
        rest = skip_start(rest, at->issue);
        rest = skip_start(rest, ".");
        if (skip_start(rest, what))
            return true;
    }
    return false;
}

static void write_wish(html *page, const cell *at, const char *wish, double loss) {
    json_t *party = json_object_get(json_object_get(page->model, "parties"), at->party);
    json_t *weight = json_object_get(json_object_get(party, "weights"), at->issue);
    page_put(page, "<span class=\"wish\">%s%s</span>", page_option(page, at->issue, wish),
             is_assumed(page, at, "values") ? "*" : "");
    page_put(page, "<span class=\"detail\">weight %s%s, at stake %s</span>",
             page_percent(json_number_value(weight)).text,
             is_assumed(page, at, "weight") ? "*" : "", page_percent(loss).text);
    page_red_lines(page, write_red_line, &(cell){at->issue, at->party});
    write_basis(page, json_object_get(json_object_get(party, "because"), at->issue));
}

static void write_cell(html *page, json_t *issue_gap, const cell *at, double largest) {
    const char *wish = page_string(json_object_get(issue_gap, "wants"), at->party);
    const double loss = find_loss(issue_gap, at->party);
    page_put(page, "<td class=\"shade%zu\">", find_shade(loss, largest));
    if (wish) {
        write_wish(page, at, wish, loss);
    } else {
        page_put(page, "<span class=\"none\">does not care</span>");
        page_red_lines(page, write_red_line, &(cell){at->issue, at->party});
    }
    page_put(page, "</td>");
}

static void write_walk_aways(html *page) {
    page_put(page, "<tr class=\"total\"><th scope=\"row\">Walk-away</th>");
    for (size_t p = 0; p < json_array_size(page->principals); p++) {
        json_t *party =
            json_object_get(json_object_get(page->model, "parties"), page_principal(page, p));
        json_t *number = json_object_get(party, "walk_away");
        page_put(page, "<td><span class=\"wish\">%s%s</span>",
                 page_percent(json_number_value(json_object_get(number, "likely"))).text,
                 json_array_size(json_object_get(number, "because")) == 0 ? "*" : "");
        page_put(page, "<span class=\"detail\">between %s and %s</span>",
                 page_percent(json_number_value(json_object_get(number, "low"))).text,
                 page_percent(json_number_value(json_object_get(number, "high"))).text);
        write_basis(page, json_object_get(number, "because"));
        page_put(page, "</td>");
    }
    page_put(page, "</tr>\n");
}

static void write_answer(html *page, json_t *gap) {
    json_t *shared = json_object_get(gap, "shared");
    const size_t issues = json_object_size(json_object_get(page->model, "issues"));
    const size_t agreed = json_array_size(shared);
    page_put(page, "<p class=\"answer\">The sides pull apart on %zu of %zu issues", issues - agreed,
             issues);
    if (agreed > 0) {
        page_put(page, " and lose nothing by each other" APOSTROPHE "s wishes on %zu: ", agreed);
        page_issue_list(page, shared);
    }
    page_put(page, ".</p>\n");
}

static void write_legend(html *page) {
    page_put(page, "<p class=\"legend\"><span>At stake if another side gets its way:</span> "
                   "<span class=\"swatch shade0\">nothing</span>"
                   "<span class=\"swatch shade1\">little</span>"
                   "<span class=\"swatch shade2\"></span><span class=\"swatch shade3\"></span>"
                   "<span class=\"swatch shade4\">most</span></p>\n"
                   "<p class=\"legend\">* the analyst" APOSTROPHE "s own judgement, which no claim "
                   "supports. Letters and figures are the grades of the claims that do.</p>\n");
}

void page_positions(html *page, json_t *gap) {
    const double largest = find_largest_loss(page, gap);
    write_answer(page, gap);
    write_legend(page);
    page_table(page, "position-matrix", "What each principal wants, and what it will never sign");
    page_column(page, "", "Issue");
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        page_put(page, "<th scope=\"col\"><span class=\"party p%zu\">%s</span></th>", p,
                 page_party(page, page_principal(page, p)));
    page_rows(page, "matrix");
    const char *issue;
    json_t *issue_gap;
    json_object_foreach(json_object_get(gap, "issues"), issue, issue_gap) {
        page_put(page, "<tr><th scope=\"row\">%s</th>", page_issue(page, issue));
        for (size_t p = 0; p < json_array_size(page->principals); p++) {
            const cell at = {.issue = issue, .party = page_principal(page, p)};
            write_cell(page, issue_gap, &at, largest);
        }
        page_put(page, "</tr>\n");
    }
    write_walk_aways(page);
    page_table_end(page);
}
