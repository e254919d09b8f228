/* Time: the rounds to come, who proposes, what waiting costs. The world is in world.c. */
#include "model/model.h"
#include "read/reader.h"

#include <math.h>
#include <string.h>

static void read_rounds_count(read_state *r, const read_cursor *at, void *out) {
    enum { ROUNDS_MAX = 10000 };
    *(uint32_t *)out = read_whole(r, at, 1, ROUNDS_MAX);
}

static void read_offers_kind(read_state *r, const read_cursor *at, void *out) {
    static const char *const WORDS[] = {"packages", "lotteries"};
    const size_t offers = read_word(r, at, WORDS, 2);
    if (offers < 2)
        *(ent_offers *)out = (ent_offers)offers;
}

/* "alternate from PARTY" */
static void read_first_proposer(read_state *r, const read_cursor *at, const char *name,
                                ent_time *time) {
    time->proposer_first = read_table_find(&r->parties, name);
    if (time->proposer_first == ENT_NONE)
        read_note_unknown(r, at, at->node->place, &r->parties, name);
    else if (model_principal_index(r->model, time->proposer_first) == ENT_NONE) {
        read_note_value(r, at, "'%s' is not a principal (only principals propose)",
                        read_shown(r, name));
        time->proposer_first = ENT_NONE; /* said here, where the place is known */
    }
}

/* With a mistake in it the default stays, so that nobody complains that the rest does not add up.
 */
static void read_proposer_chances(read_state *r, const read_cursor *at, ent_time *time) {
    const size_t notes_before = r->notes_count;
    ent_party_numbers chances;
    read_party_numbers(r, at, &chances);
    if (r->notes_count == notes_before && chances.count == 0)
        read_note_value(r, at, "names no party");
    if (r->notes_count != notes_before)
        return;
    time->proposer = ENT_PROPOSER_CHANCES;
    time->proposer_chances = chances;
}

static void read_proposer(read_state *r, const read_cursor *at, void *out) {
    static const char FROM[] = "alternate from ";
    ent_time *time = out;
    if (at->node->kind == READ_MAPPING) {
        read_proposer_chances(r, at, time);
        return;
    }
    const char *text = read_scalar(r, at, "alternate, alternate from PARTY, random or a mapping");
    if (!text)
        return;
    if (strcmp(text, "random") == 0)
        time->proposer = ENT_PROPOSER_RANDOM;
    else if (strncmp(text, FROM, strlen(FROM)) == 0)
        read_first_proposer(r, at, text + strlen(FROM), time);
    else if (strcmp(text, "alternate") != 0)
        read_note_value(r, at, "expected alternate, alternate from PARTY or random, found '%s'",
                        read_shown(r, text));
}

void read_time(read_state *r, const read_cursor *at, void *out) {
    static const read_field FIELDS[] = {
        READ_FIELD(ent_time, starts, read_date),
        {"round_every", read_days, offsetof(ent_time, round_every_days), false},
        READ_FIELD(ent_time, rounds, read_rounds_count),
        {"proposer", read_proposer, 0, false},
        READ_FIELD(ent_time, offers, read_offers_kind),
        {"ranks", read_ranks, 0, false},
        READ_FIELD(ent_time, discount, read_party_numbers),
        {"world", read_factors, 0, false},
        {"effects", read_effects, 0, false},
    };
    ent_model *model = out;
    model->has_time = true;
    model->time.place = at->place;
    model->time.proposer_first = model->principals.count ? model->principals.at[0] : ENT_NONE;
    READ_RECORD(r, at, FIELDS, &model->time, NULL);
}
