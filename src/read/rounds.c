/* Rounds: who met where with what rank, what was asked, offered, answered and agreed. */
#include "read/reader.h"

static void read_delegation(ent_reader *r, const ent_cursor *at, ent_delegation *delegation) {
    static const ent_field FIELDS[] = {
        ENT_FIELD(ent_delegation, head, ent_read_text),
        ENT_FIELD(ent_delegation, rank, ent_read_rank),
    };
    *delegation = (ent_delegation){
        .party = delegation->party, .head = "", .rank = ENT_OFFICIAL, .place = at->place};
    ENT_READ_RECORD(r, at, FIELDS, delegation, &delegation->because);
}

static void read_delegations(ent_reader *r, const ent_cursor *at, void *out) {
    ent_round *round = out;
    const ent_cursor inside = ent_enter_mapping(r, at, "a mapping from parties to delegations");
    const ent_table keys = ent_table_index(r, &inside, "party");
    ent_delegation *delegations = ENT_KEEP(r, ent_delegation, keys.count);
    for (size_t i = 0; i < keys.count; i++) {
        const ent_cursor here = ent_cursor_key(&inside, keys.entries[i].key);
        const uint32_t party = ent_resolve_key(r, &here, &r->parties);
        if (party == ENT_NONE)
            continue;
        delegations[round->delegations_count].party = party;
        read_delegation(r, &here, &delegations[round->delegations_count++]);
    }
    round->delegations = delegations;
}

static void read_absent_rank(ent_reader *r, const ent_cursor *at, void *out) {
    ent_absence *absence = out;
    ent_read_rank(r, at, &absence->rank);
    absence->has_rank = true;
}

static void read_absence(ent_reader *r, const ent_cursor *at, void *out) {
    static const ent_field FIELDS[] = {
        ENT_REQUIRED(ent_absence, who, ent_read_text),
        ENT_FIELD(ent_absence, party, ent_read_party),
        {"rank", read_absent_rank, 0, false},
        ENT_FIELD(ent_absence, why, ent_read_text),
    };
    ent_absence *absence = out;
    *absence = (ent_absence){.who = "", .party = ENT_NONE, .why = "", .place = at->place};
    ENT_READ_RECORD(r, at, FIELDS, absence, &absence->because);
}

static void read_absences(ent_reader *r, const ent_cursor *at, void *out) {
    ent_round *round = out;
    round->absences =
        ent_read_list(r, at, sizeof(ent_absence), "people", read_absence, &round->absences_count);
}

static void read_precondition(ent_reader *r, const ent_cursor *at, void *out) {
    static const ent_field FIELDS[] = {
        ENT_REQUIRED(ent_precondition, by, ent_read_party),
        ENT_REQUIRED(ent_precondition, wants, ent_read_text),
        ENT_FIELD(ent_precondition, met, ent_read_bool),
        ENT_FIELD(ent_precondition, attended, ent_read_bool),
    };
    ent_precondition *precondition = out;
    *precondition = (ent_precondition){.by = ENT_NONE, .wants = "", .place = at->place};
    ENT_READ_RECORD(r, at, FIELDS, precondition, &precondition->because);
}

static void read_preconditions(ent_reader *r, const ent_cursor *at, void *out) {
    ent_round *round = out;
    round->preconditions = ent_read_list(r, at, sizeof(ent_precondition), "preconditions",
                                         read_precondition, &round->preconditions_count);
}

static void read_responses(ent_reader *r, const ent_cursor *at, void *out) {
    static const char *const WORDS[] = {"pending", "accepted", "rejected", "countered"};
    enum { WORDS_COUNT = sizeof WORDS / sizeof *WORDS };
    ent_offer *offer = out;
    const ent_cursor inside = ent_enter_mapping(r, at, "a mapping from parties to answers");
    const ent_table keys = ent_table_index(r, &inside, "party");
    ent_response *responses = ENT_KEEP(r, ent_response, keys.count);
    size_t count = 0;
    for (size_t i = 0; i < keys.count; i++) {
        const ent_cursor here = ent_cursor_key(&inside, keys.entries[i].key);
        const uint32_t party = ent_resolve_key(r, &here, &r->parties);
        const size_t answer = ent_read_word(r, &here, WORDS, WORDS_COUNT);
        if (party != ENT_NONE && answer < WORDS_COUNT)
            responses[count++] = (ent_response){party, (ent_answer)answer};
    }
    offer->responses = responses;
    offer->responses_count = count;
}

static void read_offer(ent_reader *r, const ent_cursor *at, void *out) {
    static const ent_field FIELDS[] = {
        ENT_REQUIRED(ent_offer, by, ent_read_party),
        ENT_REQUIRED(ent_offer, package, ent_read_package),
        {"responses", read_responses, 0, false},
    };
    ent_offer *offer = out;
    *offer = (ent_offer){.by = ENT_NONE, .place = at->place};
    ENT_READ_RECORD(r, at, FIELDS, offer, &offer->because);
}

static void read_offers(ent_reader *r, const ent_cursor *at, void *out) {
    ent_round *round = out;
    round->offers =
        ent_read_list(r, at, sizeof(ent_offer), "offers", read_offer, &round->offers_count);
}

static void read_round(ent_reader *r, const ent_cursor *at, void *out) {
    static const ent_field FIELDS[] = {
        ENT_REQUIRED(ent_round, date, ent_read_date),
        ENT_FIELD(ent_round, venue, ent_read_text),
        ENT_FIELD(ent_round, host, ent_read_party),
        {"delegations", read_delegations, 0, false},
        {"absent", read_absences, 0, false},
        {"preconditions", read_preconditions, 0, false},
        {"offers", read_offers, 0, false},
        ENT_FIELD(ent_round, agreed, ent_read_package),
    };
    ent_round *round = out;
    *round = (ent_round){.venue = "", .host = ENT_NONE, .place = at->place};
    ENT_READ_RECORD(r, at, FIELDS, round, &round->because);
}

void ent_read_rounds(ent_reader *r, const ent_cursor *at, void *out) {
    ent_model *model = out;
    model->rounds =
        ent_read_list(r, at, sizeof(ent_round), "rounds", read_round, &model->rounds_count);
}
