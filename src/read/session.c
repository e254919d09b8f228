/* What every reading does around its work: memory of its own, a way out where that ends, and the
 * messages at the end, sorted by place. */
#include "base/diag.h"
#include "read/reader.h"

#include <stdlib.h>
#include <string.h>

int read_compare_places(const ent_place *a, const ent_place *b) {
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

static int compare_notes(const void *left, const void *right) {
    const read_note *a = left;
    const read_note *b = right;
    const int order = read_compare_places(&a->place, &b->place);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

static void tell(const read_state *r, const read_note *note, ent_diags *diags) {
    if (r->value_path)
        base_fail(diags, note->code, NULL, 0, 0, r->value_path, "%s", note->message);
    else
        base_fail(diags, note->code, r->files[note->place.file], note->place.line,
                  note->place.column, note->path, "%s", note->message);
}

/* Report all mistakes by place, then all warnings; the status is that of the first mistake. */
static ent_status report(read_state *r, ent_diags *diags) {
    size_t count = 0;
    for (const read_note *note = r->notes; note; note = note->next)
        count++;
    read_note *notes = READ_SCRATCH(r, read_note, count);
    size_t next = 0;
    for (const read_note *note = r->notes; note; note = note->next)
        notes[next++] = *note;
    if (count > 1)
        qsort(notes, count, sizeof *notes, compare_notes);
    ent_status status = ENT_OK;
    size_t mistakes = 0;
    for (size_t i = 0; i < count; i++) {
        if (notes[i].code == ENT_OK)
            continue;
        tell(r, &notes[i], diags);
        status = status ? status : notes[i].code;
        mistakes++;
    }
    for (size_t i = mistakes; i < r->notes_count; i++)
        base_fail(diags, ENT_ERR_MODEL, NULL, 0, 0, NULL, "a further mistake");
    for (size_t i = 0; i < count; i++)
        if (notes[i].code == ENT_OK)
            tell(r, &notes[i], diags);
    return status;
}

static void clean_up(read_state *r) {
    if (r->has_event)
        yaml_event_delete(&r->event);
    if (r->has_parser)
        yaml_parser_delete(&r->parser);
    free(r->bytes);
    base_arena_clear(&r->scratch);
}

/* The reader is not a local of the function that calls setjmp: its fields keep their values. */
static ent_status work(read_state *r, const read_session *session, void *context,
                       ent_diags *diags) {
    if (setjmp(r->out_of_memory))
        return base_watch_fail(r->watch, diags);
    base_watch_phase(r->watch, "reading", 0);
    session->work(r, context);
    return report(r, diags);
}

ent_status read_run(const read_session *session, void *context, ent_diags *diags) {
    read_state *r = base_malloc(sizeof *r);
    if (!r)
        return base_fail_memory(diags);
    memset(r, 0, sizeof *r);
    r->keep = session->keep;
    r->includes = session->includes;
    r->parts = session->parts;
    r->parts_count = session->parts_count;
    r->watch = session->watch;
    r->value_path = session->value_path;
    const ent_status status = work(r, session, context, diags);
    clean_up(r);
    free(r);
    return status;
}
