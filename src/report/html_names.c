/* What things of the model are called in a sentence. */
#include "report/html_names.h"

#include <stdlib.h>
#include <string.h>

#define APOSTROPHE "\xe2\x80\x99"

const char *html_string(json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

bool html_holds(json_t *names, const char *name) {
    size_t index;
    json_t *each;
    json_array_foreach(names, index, each) {
        if (json_is_string(each) && strcmp(json_string_value(each), name) == 0)
            return true;
    }
    return false;
}

double html_largest(json_t *numbers, const char **party) {
    const char *name;
    json_t *number;
    double largest = 0;
    *party = NULL;
    json_object_foreach(numbers, name, number) {
        if (*party == NULL || json_number_value(number) > largest) {
            largest = json_number_value(number);
            *party = name;
        }
    }
    return largest;
}

static const char *name_or_key(json_t *thing, const char *key) {
    const char *name = html_string(thing, "name");
    return name && *name ? name : key;
}

const char *html_full_party(html *page, const char *party) {
    return name_or_key(json_object_get(json_object_get(page->model, "parties"), party), party);
}

/* The name without what stands in brackets at its end, as the sentences of the brief have it. */
static json_t *shorten(const char *name) {
    const char *bracket = strstr(name, " (");
    const size_t length = strlen(name);
    const bool is_long = bracket && bracket > name && name[length - 1] == ')';
    return json_stringn(name, is_long ? (size_t)(bracket - name) : length);
}

json_t *html_short_names(html *page) {
    json_t *names = json_object();
    const char *party;
    json_t *description;
    json_object_foreach(json_object_get(page->model, "parties"), party, description) {
        json_object_set_new(names, party, shorten(html_full_party(page, party)));
    }
    return names;
}

const char *html_party(html *page, const char *party) {
    const char *name = html_string(page->names, party);
    return name ? name : party;
}

const char *html_s(const char *name) {
    const size_t length = name ? strlen(name) : 0;
    return length && name[length - 1] == 's' ? APOSTROPHE : APOSTROPHE "s";
}

static json_t *find_issue(html *page, const char *issue) {
    return json_object_get(json_object_get(page->model, "issues"), issue);
}

const char *html_issue(html *page, const char *issue) {
    return name_or_key(find_issue(page, issue), issue);
}

const char *html_option(html *page, const char *issue, const char *option) {
    json_t *options = json_object_get(find_issue(page, issue), "options");
    return name_or_key(json_object_get(options, option), option);
}

const char *html_status_quo(html *page, const char *issue) {
    json_t *options = json_object_get(find_issue(page, issue), "options");
    return json_object_iter_key(json_object_iter(options));
}

const char *html_principal(html *page, size_t index) {
    return json_string_value(json_array_get(page->principals, index));
}

void html_party_columns(html *page, const char *what) {
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        html_put(page,
                 "<th scope=\"col\" class=\"number\"><span class=\"party p%zu\">%s</span> "
                 "<small>%s</small></th>",
                 p, html_party(page, html_principal(page, p)), what);
}

void html_red_lines(html *page, html_red_line_visit *visit, void *context) {
    const char *party;
    json_t *description;
    json_object_foreach(json_object_get(page->model, "parties"), party, description) {
        size_t index;
        json_t *red_line;
        json_array_foreach(json_object_get(description, "red_lines"), index, red_line) {
            visit(page, party, red_line, context);
        }
    }
}

void html_options(html *page, const char *issue, json_t *options) {
    size_t index;
    json_t *option;
    json_array_foreach(options, index, option) {
        html_put(page, "%s\xe2\x80\x9c%s\xe2\x80\x9d", index ? " or " : "",
                 html_option(page, issue, json_string_value(option)));
    }
}

void html_pattern(html *page, json_t *pattern) {
    const char *issue;
    json_t *options;
    const char *between = "";
    json_object_foreach(pattern, issue, options) {
        html_put(page, "%s%s (", between, html_issue(page, issue));
        html_options(page, issue, options);
        html_put(page, ")");
        between = " together with ";
    }
}

typedef struct sought_red_line {
    const char *name;
    const char *party;
    json_t *pattern;
} sought_red_line;

static void match_red_line(html *page, const char *party, json_t *red_line, void *context) {
    (void)page;
    sought_red_line *sought = context;
    const char *name = json_string_value(json_object_get(red_line, "name"));
    if (name && strcmp(name, sought->name) == 0) {
        sought->party = party;
        sought->pattern = json_object_get(red_line, "never");
    }
}

void html_constraint(html *page, const char *name) {
    static const char walk_away[] = "walk_away:";
    sought_red_line sought = {.name = name ? name : ""};
    html_red_lines(page, match_red_line, &sought);
    if (sought.party) {
        html_put(page, "%s%s red line on ", html_party(page, sought.party),
                 html_s(html_party(page, sought.party)));
        html_pattern(page, sought.pattern);
    } else if (strncmp(sought.name, walk_away, strlen(walk_away)) == 0) {
        const char *party = html_party(page, sought.name + strlen(walk_away));
        html_put(page, "%s%s walk-away", party, html_s(party));
    } else {
        html_put(page, "%s", sought.name);
    }
}

void html_list(html *page, size_t count, html_item *item, void *context) {
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            html_put(page, i + 1 == count ? " and " : ", ");
        item(page, i, context);
    }
}

static void write_issue_item(html *page, size_t index, void *context) {
    html_put(page, "%s", html_issue(page, json_string_value(json_array_get(context, index))));
}

void html_issue_list(html *page, json_t *issues) {
    html_list(page, json_array_size(issues), write_issue_item, issues);
}
