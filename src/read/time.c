/* Time: the rounds to come, who proposes, what waiting costs. The world is in world.c. */
#include "model/model.h"
#include "read/reader.h"

#include <math.h>
#include <string.h>

static void read_rounds_count(ent_reader *r, const ent_cursor *at, void *out) {
    enum { ROUNDS_MAX = 10000 };
    *(uint32_t *)out = ent_read_whole(r, at, 1, ROUNDS_MAX);
}

static void read_offers_kind(ent_reader *r, const ent_cursor *at, void *out) {
    static const char *const WORDS[] = {"packages", "lotteries"};
    const size_t offers = ent_read_word(r, at, WORDS, 2);
    if (offers < 2)
        *(ent_offers *)out = (ent_offers)offers;
}

/* "alternate from PARTY" */
static void read_first_proposer(ent_reader *r, const ent_cursor *at, const char *name,
                                ent_time *time) {
    time->proposer_first = ent_table_find(&r->parties, name);
    if (time->proposer_first == ENT_NONE)
        ent_note_unknown(r, at, at->node->place, &r->parties, name);
    else if (ent_model_principal_index(r->model, time->proposer_first) == ENT_NONE) {
        ent_note_value(r, at, "'%s' is not a principal (only principals propose)",
                       ent_reader_shown(r, name));
        time->proposer_first = ENT_NONE; /* said here, where the place is known */
    }
}

/* With a mistake in it the default stays, so that nobody complains that the rest does not add up.
 */
static void read_proposer_chances(ent_reader *r, const ent_cursor *at, ent_time *time) {
    const size_t notes_before = r->notes_count;
    ent_party_numbers chances;
    ent_read_party_numbers(r, at, &chances);
    if (r->notes_count == notes_before && chances.count == 0)
        ent_note_value(r, at, "names no party");
    if (r->notes_count != notes_before)
        return;
    time->proposer = ENT_PROPOSER_CHANCES;
    time->proposer_chances = chances;
}

static void read_proposer(ent_reader *r, const ent_cursor *at, void *out) {
    static const char FROM[] = "alternate from ";
    ent_time *time = out;
    if (at->node->kind == ENT_MAPPING) {
        read_proposer_chances(r, at, time);
        return;
    }
    const char *text = ent_scalar(r, at, "alternate, alternate from PARTY, random or a mapping");
    if (!text)
        return;
    if (strcmp(text, "random") == 0)
        time->proposer = ENT_PROPOSER_RANDOM;
    else if (strncmp(text, FROM, strlen(FROM)) == 0)
        read_first_proposer(r, at, text + strlen(FROM), time);
    else if (strcmp(text, "alternate") != 0)
        ent_note_value(r, at, "expected alternate, alternate from PARTY or random, found '%s'",
                       ent_reader_shown(r, text));
}

void ent_read_time(ent_reader *r, const ent_cursor *at, void *out) {
    static const ent_field FIELDS[] = {
        ENT_FIELD(ent_time, starts, ent_read_date),
        {"round_every", ent_read_days, offsetof(ent_time, round_every_days), false},
        ENT_FIELD(ent_time, rounds, read_rounds_count),
        {"proposer", read_proposer, 0, false},
        ENT_FIELD(ent_time, offers, read_offers_kind),
        ENT_FIELD(ent_time, discount, ent_read_party_numbers),
        {"world", ent_read_factors, 0, false},
        {"effects", ent_read_effects, 0, false},
    };
    ent_model *model = out;
    model->has_time = true;
    model->time.place = at->place;
    model->time.proposer_first = model->principals.count ? model->principals.at[0] : ENT_NONE;
    ENT_READ_RECORD(r, at, FIELDS, &model->time, NULL);
}
