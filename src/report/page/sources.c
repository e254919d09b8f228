/* What the numbers rest on: claims and their grades, what contradicts what, what nobody said. */
#include "report/page/names.h"
#include "report/page/sections.h"

#include <string.h>

#define APOSTROPHE "\xe2\x80\x99"

static json_t *find_claim(html *page, const char *claim) {
    return json_object_get(json_object_get(page->model, "claims"), claim);
}

static const char *find_source_title(html *page, const char *source) {
    json_t *sources = json_object_get(page->model, "sources");
    const char *title = page_string(json_object_get(sources, source), "title");
    return title ? title : source;
}

/* A claim is made by a party, or by a source in its own voice. */
static const char *find_speaker(html *page, json_t *claim) {
    const char *by = page_string(claim, "by");
    const char *source = page_string(claim, "source");
    if (by && json_object_get(json_object_get(page->model, "parties"), by))
        return page_party(page, by);
    return by && source && strcmp(by, source) == 0 ? "the source itself"
                                                   : find_source_title(page, by);
}

static void write_pairs(html *page, size_t claims, size_t pairs) {
    if (claims == 0)
        return;
    page_put(page, " Of %s claims, ", page_size(claims).text);
    if (pairs == 0)
        page_put(page, "none contradict each other.");
    else if (pairs == 1)
        page_put(page, "two contradict each other.");
    else
        page_put(page, "%s pairs contradict each other.", page_size(pairs).text);
}

static void write_answer(html *page, json_t *check) {
    const size_t assumed = json_array_size(json_object_get(check, "unsupported"));
    const size_t numbers = (size_t)json_integer_value(json_object_get(check, "numbers"));
    page_put(page, "<p class=\"answer\">The model holds %s numbers. ", page_size(numbers).text);
    if (assumed >= numbers)
        page_put(page, "All of them are the analyst" APOSTROPHE "s own judgement.");
    else
        page_put(page,
                 "%s of them rest on a claim somebody made; %s are the analyst" APOSTROPHE
                 "s own judgement.",
                 page_size(numbers - assumed).text, page_size(assumed).text);
    write_pairs(page, (size_t)json_integer_value(json_object_get(check, "claims")),
                json_array_size(json_object_get(check, "contradictions")));
    page_put(page, "</p>\n");
}

/* One claim, two or three, four to seven, more: the shades of the position matrix. */
static size_t find_shade(double count) {
    return count >= 8 ? 4 : count >= 4 ? 3 : count >= 2 ? 2 : 1;
}

static void write_grade_cell(html *page, json_t *grades, char reliability, char credibility) {
    const char grade[3] = {reliability, credibility, '\0'};
    const double count = json_number_value(json_object_get(grades, grade));
    if (count > 0)
        page_put(page, "<td class=\"number shade%zu\" data-grade=\"%s\">%s</td>", find_shade(count),
                 grade, page_decimal(count, 0).text);
    else
        page_put(page, "<td class=\"number none\">\xc2\xb7</td>");
}

static void write_grades(html *page, json_t *check) {
    static const char *const reliabilities[] = {"A completely reliable", "B usually reliable",
                                                "C fairly reliable",     "D not usually reliable",
                                                "E unreliable",          "F cannot be judged"};
    static const char *const credibilities[] = {"1 confirmed",     "2 probably true",
                                                "3 possibly true", "4 doubtful",
                                                "5 improbable",    "6 cannot be judged"};
    page_table(page, "grades-table", "Claims by how reliable the source and how credible the word");
    page_column(page, "", "Source");
    for (size_t i = 0; i < 6; i++)
        page_column(page, "number", credibilities[i]);
    page_rows(page, "");
    for (size_t row = 0; row < 6; row++) {
        page_put(page, "<tr><th scope=\"row\">%s</th>", reliabilities[row]);
        for (size_t column = 0; column < 6; column++)
            write_grade_cell(page, json_object_get(check, "grades"), reliabilities[row][0],
                             credibilities[column][0]);
        page_put(page, "</tr>\n");
    }
    page_table_end(page);
    page_put(page, "<p class=\"note\">Ungraded claims: %s.</p>\n",
             page_decimal(json_number_value(json_object_get(check, "ungraded")), 0).text);
}

static void write_side(html *page, const char *name) {
    json_t *claim = find_claim(page, name);
    const char *grade = page_string(claim, "grade");
    page_put(page,
             "<blockquote><p>%s</p><footer>%s; %s, %s <span class=\"grade\">%s</span> "
             "<a href=\"#claim-%s\">%s</a></footer></blockquote>\n",
             page_string(claim, "says"), find_speaker(page, claim),
             find_source_title(page, page_string(claim, "source")), page_string(claim, "at"),
             grade ? grade : "ungraded", name, name);
}

static void write_contradictions(html *page, json_t *pairs) {
    if (json_array_size(pairs) == 0)
        return;
    page_put(page, "<h3>What contradicts what</h3>\n<ul class=\"contradictions\">\n");
    size_t index;
    json_t *pair;
    json_array_foreach(pairs, index, pair) {
        page_put(page, "<li>");
        write_side(page, json_string_value(json_array_get(pair, 0)));
        write_side(page, json_string_value(json_array_get(pair, 1)));
        page_put(page, "</li>\n");
    }
    page_put(page, "</ul>\n");
}

static void write_claims(html *page, json_t *check) {
    json_t *claims = json_object_get(page->model, "claims");
    if (json_object_size(claims) == 0)
        return;
    page_put(page, "<details><summary>All %zu claims</summary>\n", json_object_size(claims));
    page_table(page, "claims-table", "Every claim");
    page_column(page, "", "Claim");
    page_column(page, "", "Who says so");
    page_column(page, "", "What is said");
    page_column(page, "", "Where");
    page_column(page, "", "Grade");
    page_rows(page, "");
    const char *name;
    json_t *claim;
    json_object_foreach(claims, name, claim) {
        const bool is_unused = page_holds(json_object_get(check, "unused_claims"), name);
        page_put(page, "<tr id=\"claim-%s\"><th scope=\"row\"><code>%s</code>%s</th>", name, name,
                 is_unused ? " (not used)" : "");
        page_put(page, "<td>%s</td><td>%s</td><td><code>%s</code>, %s</td><td>%s</td></tr>\n",
                 find_speaker(page, claim), page_string(claim, "says"),
                 page_string(claim, "source"), page_string(claim, "at"),
                 page_string(claim, "grade"));
    }
    page_table_end(page);
    page_put(page, "</details>\n");
}

static void write_source_list(html *page, json_t *check) {
    json_t *sources = json_object_get(page->model, "sources");
    if (json_object_size(sources) == 0)
        return;
    page_put(page, "<h3>Sources</h3>\n<ul class=\"sources\">\n");
    const char *name;
    json_t *source;
    json_object_foreach(sources, name, source) {
        const char *title = page_string(source, "title");
        const char *kind = page_string(source, "kind");
        const char *date = page_string(source, "date");
        page_put(page, "<li><code>%s</code>: <cite>%s</cite>%s%s%s%s%s</li>\n", name,
                 title ? title : name, kind ? ", " : "", kind, date ? ", " : "",
                 page_date(date).text,
                 page_holds(json_object_get(check, "empty_sources"), name) ? " (no claim cites it)"
                                                                           : "");
    }
    page_put(page, "</ul>\n");
}

static void write_unsupported(html *page, json_t *paths) {
    if (json_array_size(paths) == 0)
        return;
    page_put(page,
             "<details><summary>The %zu numbers that no claim supports</summary>\n"
             "<ul class=\"paths\">\n",
             json_array_size(paths));
    size_t index;
    json_t *path;
    json_array_foreach(paths, index, path) {
        page_put(page, "<li><code>%s</code></li>\n", json_string_value(path));
    }
    page_put(page, "</ul></details>\n");
}

void page_sources(html *page, json_t *check) {
    write_answer(page, check);
    if (json_number_value(json_object_get(check, "numbers")) > 0)
        page_figure(page, "provenance", "check", "Numbers of the model by what they rest on.");
    write_unsupported(page, json_object_get(check, "unsupported"));
    write_contradictions(page, json_object_get(check, "contradictions"));
    page_put(page, "<h3>Claims</h3>\n");
    write_grades(page, check);
    write_claims(page, check);
    write_source_list(page, check);
}
