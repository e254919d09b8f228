/* Sources, and claims: who said what, where, and how far that can be trusted. */
#include "read/reader.h"

static void read_source(read_state *r, const read_cursor *at, ent_source *source) {
    static const read_field FIELDS[] = {
        READ_FIELD(ent_source, title, read_text),
        READ_FIELD(ent_source, date, read_date),
        READ_FIELD(ent_source, kind, read_title),
        READ_FIELD(ent_source, file, read_text),
    };
    source->key = read_copy_name(r, at->name);
    *source = (ent_source){source->key, source->key, {0}, "", "", at->place};
    READ_RECORD(r, at, FIELDS, source, NULL);
}

void read_sources(read_state *r, const read_cursor *at, void *out) {
    ent_model *model = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from names to sources");
    ent_source *sources = READ_KEEP(r, ent_source, r->sources.count);
    for (size_t i = 0; i < r->sources.count; i++) {
        const read_cursor here = read_cursor_key(&inside, r->sources.entries[i].key);
        read_source(r, &here, &sources[i]);
    }
    model->sources = sources;
    model->sources_count = r->sources.count;
}

static void read_speaker(read_state *r, const read_cursor *at, void *out) {
    ent_claim *claim = out;
    read_title(r, at, &claim->by);
    claim->by_party = read_table_find(&r->parties, claim->by);
    claim->by_source = read_table_find(&r->sources, claim->by);
}

static void read_source_name(read_state *r, const read_cursor *at, void *out) {
    *(uint32_t *)out = read_name(r, at, &r->sources);
}

static void read_claim_names(read_state *r, const read_cursor *at, void *out) {
    *(ent_ids *)out = read_names(r, at, &r->claims);
}

static void read_grade(read_state *r, const read_cursor *at, void *out) {
    ent_claim *claim = out;
    const char *grade = read_scalar(r, at, "a grade from A1 to F6");
    if (!grade)
        return;
    if (grade[0] < 'A' || grade[0] > 'F' || grade[1] < '1' || grade[1] > '6' || grade[2]) {
        read_note_value(r, at, "'%s' is not a grade from A1 to F6 (reliability, then credibility)",
                        read_shown(r, grade));
        return;
    }
    claim->reliability = grade[0];
    claim->credibility = grade[1];
}

static void read_claim(read_state *r, const read_cursor *at, ent_claim *claim) {
    static const read_field FIELDS[] = {
        {"by", read_speaker, 0, true},
        READ_REQUIRED(ent_claim, says, read_text),
        READ_FIELD(ent_claim, source, read_source_name),
        READ_FIELD(ent_claim, at, read_text),
        {"grade", read_grade, 0, false},
        READ_FIELD(ent_claim, contradicts, read_claim_names),
        READ_FIELD(ent_claim, said, read_date),
        READ_FIELD(ent_claim, learned, read_date),
    };
    *claim = (ent_claim){
        .key = read_copy_name(r, at->name),
        .by = "",
        .by_party = ENT_NONE,
        .by_source = ENT_NONE,
        .says = "",
        .source = ENT_NONE,
        .at = "",
        .place = at->place,
    };
    READ_RECORD(r, at, FIELDS, claim, NULL);
}

void read_claims(read_state *r, const read_cursor *at, void *out) {
    ent_model *model = out;
    const read_cursor inside = read_enter_mapping(r, at, "a mapping from names to claims");
    ent_claim *claims = READ_KEEP(r, ent_claim, r->claims.count);
    for (size_t i = 0; i < r->claims.count; i++) {
        const read_cursor here = read_cursor_key(&inside, r->claims.entries[i].key);
        read_claim(r, &here, &claims[i]);
    }
    model->claims = claims;
    model->claims_count = r->claims.count;
}
