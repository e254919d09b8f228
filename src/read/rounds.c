/* Rounds: who met where with what rank, what was asked, offered, answered and agreed. */
#include "read/reader.h"

static void read_delegation(read_state *r, const read_cursor *at, ent_delegation *delegation) {
    static const read_field FIELDS[] = {
        READ_FIELD(ent_delegation, head, read_title),
        READ_FIELD(ent_delegation, rank, read_rank),
    };
    *delegation = (ent_delegation){
        .party = delegation->party, .head = "", .rank = ENT_OFFICIAL, .place = at->place};
    READ_RECORD(r, at, FIELDS, delegation, &delegation->because);
}

static void read_delegations(read_state *r, const read_cursor *at, void *out) {
    ent_round *round = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from parties to delegations");
    const read_table keys = read_table_index(r, &inside, "party");
    ent_delegation *delegations = READ_KEEP(r, ent_delegation, keys.count);
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor here = read_cursor_key(&inside, keys.entries[i].key);
        const uint32_t party = read_resolve_key(r, &here, &r->parties);
        if (party == ENT_NONE)
            continue;
        delegations[round->delegations_count].party = party;
        read_delegation(r, &here, &delegations[round->delegations_count++]);
    }
    round->delegations = delegations;
}

static void read_absent_rank(read_state *r, const read_cursor *at, void *out) {
    ent_absence *absence = out;
    read_rank(r, at, &absence->rank);
    absence->has_rank = true;
}

static void read_absence(read_state *r, const read_cursor *at, void *out) {
    static const read_field FIELDS[] = {
        READ_REQUIRED(ent_absence, who, read_title),
        READ_FIELD(ent_absence, party, read_party),
        {"rank", read_absent_rank, 0, false},
        READ_FIELD(ent_absence, why, read_text),
    };
    ent_absence *absence = out;
    *absence = (ent_absence){.who = "", .party = ENT_NONE, .why = "", .place = at->place};
    READ_RECORD(r, at, FIELDS, absence, &absence->because);
}

static void read_absences(read_state *r, const read_cursor *at, void *out) {
    ent_round *round = out;
    round->absences =
        read_list(r, at, sizeof(ent_absence), "people", read_absence, &round->absences_count);
}

static void read_precondition(read_state *r, const read_cursor *at, void *out) {
    static const read_field FIELDS[] = {
        READ_REQUIRED(ent_precondition, by, read_party),
        READ_REQUIRED(ent_precondition, wants, read_text),
        READ_FIELD(ent_precondition, met, read_bool),
        READ_FIELD(ent_precondition, attended, read_bool),
    };
    ent_precondition *precondition = out;
    *precondition = (ent_precondition){.by = ENT_NONE, .wants = "", .place = at->place};
    READ_RECORD(r, at, FIELDS, precondition, &precondition->because);
}

static void read_preconditions(read_state *r, const read_cursor *at, void *out) {
    ent_round *round = out;
    round->preconditions = read_list(r, at, sizeof(ent_precondition), "preconditions",
                                     read_precondition, &round->preconditions_count);
}

static void read_responses(read_state *r, const read_cursor *at, void *out) {
    static const char *const WORDS[] = {"pending", "accepted", "rejected", "countered"};
    enum { WORDS_COUNT = sizeof WORDS / sizeof *WORDS };
    ent_offer *offer = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from parties to answers");
    const read_table keys = read_table_index(r, &inside, "party");
    ent_response *responses = READ_KEEP(r, ent_response, keys.count);
    size_t count = 0;
    for (size_t i = 0; i < keys.count; i++) {
        const read_cursor here = read_cursor_key(&inside, keys.entries[i].key);
        const uint32_t party = read_resolve_key(r, &here, &r->parties);
        const size_t answer = read_word(r, &here, WORDS, WORDS_COUNT);
        if (party != ENT_NONE && answer < WORDS_COUNT)
            responses[count++] = (ent_response){party, (ent_answer)answer};
    }
    offer->responses = responses;
    offer->responses_count = count;
}

static void read_offer(read_state *r, const read_cursor *at, void *out) {
    static const read_field FIELDS[] = {
        READ_REQUIRED(ent_offer, by, read_party),
        READ_REQUIRED(ent_offer, package, read_package),
        {"responses", read_responses, 0, false},
    };
    ent_offer *offer = out;
    *offer = (ent_offer){.by = ENT_NONE, .place = at->place};
    READ_RECORD(r, at, FIELDS, offer, &offer->because);
}

static void read_offers(read_state *r, const read_cursor *at, void *out) {
    ent_round *round = out;
    round->offers = read_list(r, at, sizeof(ent_offer), "offers", read_offer, &round->offers_count);
}

static void read_round(read_state *r, const read_cursor *at, void *out) {
    static const read_field FIELDS[] = {
        READ_REQUIRED(ent_round, date, read_date), READ_FIELD(ent_round, venue, read_title),
        READ_FIELD(ent_round, host, read_party),   {"delegations", read_delegations, 0, false},
        {"absent", read_absences, 0, false},       {"preconditions", read_preconditions, 0, false},
        {"offers", read_offers, 0, false},         READ_FIELD(ent_round, agreed, read_package),
    };
    ent_round *round = out;
    *round = (ent_round){.venue = "", .host = ENT_NONE, .place = at->place};
    READ_RECORD(r, at, FIELDS, round, &round->because);
}

void read_rounds(read_state *r, const read_cursor *at, void *out) {
    ent_model *model = out;
    model->rounds = read_list(r, at, sizeof(ent_round), "rounds", read_round, &model->rounds_count);
}
