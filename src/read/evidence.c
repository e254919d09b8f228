/* Sources, and claims: who said what, where, and how far that can be trusted. */
#include "read/reader.h"

static void read_source(ent_reader *r, const ent_cursor *at, ent_source *source) {
    static const ent_field FIELDS[] = {
        ENT_FIELD(ent_source, title, ent_read_text),
        ENT_FIELD(ent_source, date, ent_read_date),
        ENT_FIELD(ent_source, kind, ent_read_text),
        ENT_FIELD(ent_source, file, ent_read_text),
    };
    source->key = ent_reader_name(r, at->name);
    *source = (ent_source){source->key, source->key, {0}, "", "", at->place};
    ENT_READ_RECORD(r, at, FIELDS, source, NULL);
}

void ent_read_sources(ent_reader *r, const ent_cursor *at, void *out) {
    ent_model *model = out;
    const ent_cursor inside = ent_enter_mapping(r, at, "a mapping from names to sources");
    ent_source *sources = ENT_KEEP(r, ent_source, r->sources.count);
    for (size_t i = 0; i < r->sources.count; i++) {
        const ent_cursor here = ent_cursor_key(&inside, r->sources.entries[i].key);
        read_source(r, &here, &sources[i]);
    }
    model->sources = sources;
    model->sources_count = r->sources.count;
}

static void read_speaker(ent_reader *r, const ent_cursor *at, void *out) {
    ent_claim *claim = out;
    ent_read_text(r, at, &claim->by);
    claim->by_party = ent_table_find(&r->parties, claim->by);
    claim->by_source = ent_table_find(&r->sources, claim->by);
}

static void read_source_name(ent_reader *r, const ent_cursor *at, void *out) {
    *(uint32_t *)out = ent_read_name(r, at, &r->sources);
}

static void read_claim_names(ent_reader *r, const ent_cursor *at, void *out) {
    *(ent_ids *)out = ent_read_names(r, at, &r->claims);
}

static void read_grade(ent_reader *r, const ent_cursor *at, void *out) {
    ent_claim *claim = out;
    const char *grade = ent_scalar(r, at, "a grade from A1 to F6");
    if (!grade)
        return;
    if (grade[0] < 'A' || grade[0] > 'F' || grade[1] < '1' || grade[1] > '6' || grade[2]) {
        ent_note_value(r, at, "'%s' is not a grade from A1 to F6 (reliability, then credibility)",
                       ent_reader_shown(r, grade));
        return;
    }
    claim->reliability = grade[0];
    claim->credibility = grade[1];
}

static void read_claim(ent_reader *r, const ent_cursor *at, ent_claim *claim) {
    static const ent_field FIELDS[] = {
        {"by", read_speaker, 0, true},
        ENT_REQUIRED(ent_claim, says, ent_read_text),
        ENT_FIELD(ent_claim, source, read_source_name),
        ENT_FIELD(ent_claim, at, ent_read_text),
        {"grade", read_grade, 0, false},
        ENT_FIELD(ent_claim, contradicts, read_claim_names),
        ENT_FIELD(ent_claim, said, ent_read_date),
        ENT_FIELD(ent_claim, learned, ent_read_date),
    };
    *claim = (ent_claim){
        .key = ent_reader_name(r, at->name),
        .by = "",
        .by_party = ENT_NONE,
        .by_source = ENT_NONE,
        .says = "",
        .source = ENT_NONE,
        .at = "",
        .place = at->place,
    };
    ENT_READ_RECORD(r, at, FIELDS, claim, NULL);
}

void ent_read_claims(ent_reader *r, const ent_cursor *at, void *out) {
    ent_model *model = out;
    const ent_cursor inside = ent_enter_mapping(r, at, "a mapping from names to claims");
    ent_claim *claims = ENT_KEEP(r, ent_claim, r->claims.count);
    for (size_t i = 0; i < r->claims.count; i++) {
        const ent_cursor here = ent_cursor_key(&inside, r->claims.entries[i].key);
        read_claim(r, &here, &claims[i]);
    }
    model->claims = claims;
    model->claims_count = r->claims.count;
}
