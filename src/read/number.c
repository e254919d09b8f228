/* Numbers with their doubt: one value, or a list of two or three. */
#include "read/reader.h"

#include "base/decimal.h"

#include <math.h>
#include <string.h>

static ent_decimal unreadable(void) {
    return (ent_decimal){.value = (double)NAN};
}

static ent_decimal read_decimal(read_state *r, const read_cursor *at) {
    const char *text = read_scalar(r, at, "a number");
    ent_decimal number;
    if (!text)
        return unreadable();
    if (!at->node->plain)
        read_note_value(r, at, "'%s' is in quotes, so it is text (write a number without quotes)",
                        read_shown(r, text));
    else if (!base_decimal_parse(text, at->node->length, &number))
        read_note_value(r, at, "'%s' is not a number%s", read_shown(r, text),
                        strchr(text, '%')   ? " (write 20 % as 0.2)"
                        : strchr(text, ',') ? " (decimals come after a point)"
                                            : "");
    else
        return number;
    return unreadable();
}

void read_point(read_state *r, const read_cursor *at, void *out) {
    *(ent_decimal *)out = read_decimal(r, at);
}

static void register_number(read_state *r, const read_cursor *at, const ent_number *number) {
    read_number_note *note = READ_SCRATCH(r, read_number_note, 1);
    *note = (read_number_note){r->numbers, {read_number_path(r, at), number}};
    r->numbers = note;
    r->numbers_count++;
}

static void read_range(read_state *r, const read_cursor *at, ent_number *number) {
    ent_decimal ends[3];
    size_t count = 0;
    for (const read_node *item = at->node->first; item && count < 3; item = item->next) {
        const read_cursor here = read_cursor_item(at, item, count);
        ends[count++] = read_decimal(r, &here);
    }
    if (at->node->count != 2 && at->node->count != 3) {
        read_note_value(r, at, "expected [low, high] or [low, likely, high], found %zu numbers",
                        at->node->count);
        return;
    }
    const bool is_uniform = count == 2;
    number->spread = is_uniform ? ENT_UNIFORM : ENT_TRIANGULAR;
    number->low = ends[0];
    number->high = ends[count - 1];
    number->likely = is_uniform ? base_decimal_middle(ends[0], ends[1]) : ends[1];
}

void read_bare_number(read_state *r, const read_cursor *at, void *out) {
    ent_number *number = out;
    number->place = at->node->place;
    number->span = at->node->span;
    number->because = at->because;
    if (at->node->kind == READ_SEQUENCE) {
        read_range(r, at, number);
        return;
    }
    number->spread = ENT_POINT;
    number->low = number->likely = number->high = read_decimal(r, at);
}

void read_number(read_state *r, const read_cursor *at, void *out) {
    static const read_field FIELDS[] = {{"value", read_bare_number, 0, true}};
    ent_number *number = out;
    *number = (ent_number){.low = unreadable(),
                           .likely = unreadable(),
                           .high = unreadable(),
                           .place = at->node->place};
    if (at->node->kind == READ_MAPPING)
        READ_RECORD(r, at, FIELDS, number, NULL);
    else
        read_bare_number(r, at, number);
    register_number(r, at, number);
}

/* --- a number by itself --- */

typedef struct bare_text {
    const char *text;
    ent_number number;
} bare_text;

static bool is_blank(const char *text) {
    return text[strspn(text, " \n\r")] == '\0';
}

static void read_bare_text(read_state *r, void *context) {
    bare_text *from = context;
    const read_node nothing = {.kind = READ_SCALAR, .plain = true, .text = ""};
    const read_node *root =
        is_blank(from->text) ? &nothing : read_tree_read(r, 0, from->text, strlen(from->text));
    const read_cursor at = {.node = root};
    if (root)
        read_bare_number(r, &at, &from->number);
}

ent_status ent_read_number_text(const char *text, const char *path, ent_number *number,
                                ent_diags *diags) {
    base_arena keep = {0};
    bare_text from = {.text = text};
    const read_session session = {.keep = &keep, .value_path = path, .work = read_bare_text};
    const ent_status status = read_run(&session, &from, diags);
    base_arena_clear(&keep);
    if (status != ENT_OK)
        return status;
    from.number.place = (ent_place){0, 0, 0};
    *number = from.number;
    return ENT_OK;
}
