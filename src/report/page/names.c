/* What things of the model are called in a sentence. */
#include "report/page/names.h"

#include <stdlib.h>
#include <string.h>

#define APOSTROPHE "\xe2\x80\x99"

const char *page_string(json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

bool page_holds(json_t *names, const char *name) {
    size_t index;
    json_t *each;
    json_array_foreach(names, index, each) {
        if (json_is_string(each) && strcmp(json_string_value(each), name) == 0)
            return true;
    }
    return false;
}

double page_largest(json_t *numbers, const char **party) {
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
    const char *name = page_string(thing, "name");
    return name && *name ? name : key;
}

const char *page_full_party(html *page, const char *party) {
    return name_or_key(json_object_get(json_object_get(page->model, "parties"), party), party);
}

/* The name without what stands in brackets at its end, as the sentences of the brief have it. */
static json_t *shorten(const char *name) {
    const char *bracket = strstr(name, " (");
    const size_t length = strlen(name);
    const bool is_long = bracket && bracket > name && name[length - 1] == ')';
    return json_stringn(name, is_long ? (size_t)(bracket - name) : length);
}

json_t *page_short_names(html *page) {
    json_t *names = json_object();
    const char *party;
    json_t *description;
    json_object_foreach(json_object_get(page->model, "parties"), party, description) {
        json_object_set_new(names, party, shorten(page_full_party(page, party)));
    }
    return names;
}

const char *page_party(html *page, const char *party) {
    const char *name = page_string(page->names, party);
    return name ? name : party;
}

const char *page_s(const char *name) {
    const size_t length = name ? strlen(name) : 0;
    return length && name[length - 1] == 's' ? APOSTROPHE : APOSTROPHE "s";
}

static json_t *find_issue(html *page, const char *issue) {
    return json_object_get(json_object_get(page->model, "issues"), issue);
}

const char *page_issue(html *page, const char *issue) {
    return name_or_key(find_issue(page, issue), issue);
}

const char *page_option(html *page, const char *issue, const char *option) {
    json_t *options = json_object_get(find_issue(page, issue), "options");
    return name_or_key(json_object_get(options, option), option);
}

const char *page_status_quo(html *page, const char *issue) {
    json_t *options = json_object_get(find_issue(page, issue), "options");
    return json_object_iter_key(json_object_iter(options));
}

const char *page_principal(html *page, size_t index) {
    return json_string_value(json_array_get(page->principals, index));
}

void page_party_columns(html *page, const char *what) {
    for (size_t p = 0; p < json_array_size(page->principals); p++)
        page_put(page,
                 "<th scope=\"col\" class=\"number\"><span class=\"party p%zu\">%s</span> "
                 "<small>%s</small></th>",
                 p, page_party(page, page_principal(page, p)), what);
}

void page_red_lines(html *page, page_red_line_visit *visit, void *context) {
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

void page_options(html *page, const char *issue, json_t *options) {
    size_t index;
    json_t *option;
    json_array_foreach(options, index, option) {
        page_put(page, "%s\xe2\x80\x9c%s\xe2\x80\x9d", index ? " or " : "",
                 page_option(page, issue, json_string_value(option)));
    }
}

void page_pattern(html *page, json_t *pattern) {
    const char *issue;
    json_t *options;
    const char *between = "";
    json_object_foreach(pattern, issue, options) {
        page_put(page, "%s%s (", between, page_issue(page, issue));
        page_options(page, issue, options);
        page_put(page, ")");
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

void page_constraint(html *page, const char *name) {
    static const char walk_away[] = "walk_away:";
    sought_red_line sought = {.name = name ? name : ""};
    page_red_lines(page, match_red_line, &sought);
    if (sought.party) {
        page_put(page, "%s%s red line on ", page_party(page, sought.party),
                 page_s(page_party(page, sought.party)));
        page_pattern(page, sought.pattern);
    } else if (strncmp(sought.name, walk_away, strlen(walk_away)) == 0) {
        const char *party = page_party(page, sought.name + strlen(walk_away));
        page_put(page, "%s%s walk-away", party, page_s(party));
    } else {
        page_put(page, "%s", sought.name);
    }
}

void page_list(html *page, size_t count, page_item *item, void *context) {
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            page_put(page, i + 1 == count ? " and " : ", ");
        item(page, i, context);
    }
}

static void write_issue_item(html *page, size_t index, void *context) {
    page_put(page, "%s", page_issue(page, json_string_value(json_array_get(context, index))));
}

void page_issue_list(html *page, json_t *issues) {
    page_list(page, json_array_size(issues), write_issue_item, issues);
}
