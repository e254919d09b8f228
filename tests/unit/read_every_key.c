/* tests/fixtures/every-key.yaml uses every key of the format; what comes out is compared field by
 * field with what a person reading the file would expect. Structs are written as short lines of
 * text, with names for indices, so that expectations can be read beside the file. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/read.h"

#include <stdio.h>
#include <string.h>

static const ent_model *model;
static char said[4000];

static void begin(void) {
    said[0] = '\0';
}

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...) {
    const size_t used = strlen(said);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(said + used, sizeof said - used, format, arguments);
    va_end(arguments);
}

static const char *party(uint32_t index) {
    return index == ENT_NONE ? "-" : model->parties[index].key;
}

static void say_parties(const char *label, const ent_ids *ids) {
    say(" %s:", label);
    for (size_t i = 0; i < ids->count; i++)
        say("%s%s", i ? "," : "", party(ids->at[i]));
}

static void say_because(const ent_ids *ids) {
    say(" <");
    for (size_t i = 0; i < ids->count; i++)
        say("%s%s", i ? "," : "", model->claims[ids->at[i]].key);
    say(">");
}

static void say_place(ent_place place) {
    say(" @%u:%u:%u", (unsigned)place.file, (unsigned)place.line, (unsigned)place.column);
}

static void say_date(ent_date date) {
    say(" %d-%d-%d", date.year, date.month, date.day);
}

static void say_pattern(const ent_pattern *pattern) {
    say(" {");
    for (size_t t = 0; t < pattern->count; t++) {
        const ent_term *term = &pattern->terms[t];
        const ent_issue *issue = &model->issues[term->issue];
        say("%s%s=", t ? " " : "", issue->key);
        for (size_t o = 0; o < term->options.count; o++)
            say("%s%s", o ? "|" : "", issue->options[term->options.at[o]].key);
    }
    say("}");
}

static void say_decimal(const ent_decimal *decimal) {
    assert_true(decimal->exact);
    say("%g=%lldE-%u", decimal->value, (long long)decimal->digits, (unsigned)decimal->decimals);
}

static void say_number(const ent_number *number) {
    say(" ");
    say_decimal(&number->low);
    if (number->spread != ENT_POINT) {
        say(number->spread == ENT_UNIFORM ? "~" : "^");
        say_decimal(&number->likely);
        say(number->spread == ENT_UNIFORM ? "~" : "^");
        say_decimal(&number->high);
    }
    say_because(&number->because);
    say_place(number->place);
}

static void say_party_numbers(const ent_party_numbers *numbers) {
    say(" {");
    for (size_t i = 0; i < numbers->count; i++) {
        say("%s%s", i ? ", " : "", party(numbers->at[i].party));
        say_number(&numbers->at[i].number);
    }
    say("}");
}

#define EXPECT(text) assert_string_equal(said, text)

static void head_and_evidence(void **state) {
    (void)state;
    assert_string_equal(model->title, "Every key of the format");
    assert_int_equal(model->files_count, 2);
    assert_string_equal(model->files[0], ENT_ROOT "/tests/fixtures/every-key.yaml");
    assert_string_equal(model->files[1], ENT_ROOT "/tests/fixtures/every-key-south.yaml");
    begin();
    say_date(model->as_of);
    for (size_t i = 0; i < model->sources_count; i++) {
        const ent_source *source = &model->sources[i];
        say("\n%s '%s' '%s' '%s'", source->key, source->title, source->kind, source->file);
        say_date(source->date);
        say_place(source->place);
    }
    EXPECT(" 2025-6-1"
           "\nreport 'The report' 'press' 'report.txt' 2025-5-31 @0:8:3"
           "\nbare 'bare' '' '' 0-0-0 @0:9:3");
    begin();
    for (size_t i = 0; i < model->claims_count; i++) {
        const ent_claim *claim = &model->claims[i];
        say("\n%s by '%s' party %s source %s says '%s' in %s at '%s' %c%c", claim->key, claim->by,
            party(claim->by_party),
            claim->by_source == ENT_NONE ? "-" : model->sources[claim->by_source].key, claim->says,
            claim->source == ENT_NONE ? "-" : model->sources[claim->source].key, claim->at,
            claim->reliability ? claim->reliability : '-',
            claim->credibility ? claim->credibility : '-');
        say_because(&claim->contradicts);
        say_date(claim->said);
        say_date(claim->learned);
        say_place(claim->place);
    }
    EXPECT("\ngeneral by 'report' party - source report says 'everything rests on this' in report"
           " at '' -- <> 0-0-0 0-0-0 @0:12:3"
           "\noffer-made by 'north' party north source - says 'an offer was made' in report"
           " at 'paragraph 2' B2 <offer-denied> 2025-5-20 2025-5-21 @0:13:3"
           "\noffer-denied by 'a neighbour' party - source - says 'no offer: none' in - at '' F6"
           " <offer-made> 0-0-0 0-0-0 @0:24:3");
}

static void issues_and_options(void **state) {
    (void)state;
    begin();
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_issue *issue = &model->issues[j];
        say("\n%s '%s' %s by %s %s", issue->key, issue->name, ent_rank_name(issue->mandate),
            party(issue->controlled_by), issue->irreversible ? "one way" : "both ways");
        say_because(&issue->because);
        say_place(issue->place);
        for (size_t o = 0; o < issue->options_count; o++) {
            const ent_option *option = &issue->options[o];
            say("\n  %s '%s' %g %s", option->key, option->name, option->lasts_days,
                ent_rank_name(option->mandate));
            say_parties("needs", &option->needs);
            say_parties("affects", &option->affects);
            say_because(&option->because);
            say_place(option->place);
        }
    }
    EXPECT("\nborder 'The border' leader by north one way <offer-made> @0:27:3"
           "\n  closed 'Closed' 0 leader needs: affects: <offer-made> @0:34:7"
           "\n  month 'Open for a month' 30 minister needs:guard affects:guard,coast <offer-made>"
           " @0:35:7"
           "\n  open 'open' 0 leader needs: affects: <offer-denied> @0:36:7"
           "\ntariff 'tariff' official by - both ways <general> @0:37:3"
           "\n  no 'no' 0 official needs: affects: <general> @0:39:7"
           "\n  half 'Half the tariff' 0 official needs: affects: <general> @0:40:7"
           "\n  full 'full' 17.5 official needs:guard affects: <general> @0:41:7");
}

static void settlement_rules_and_packages(void **state) {
    (void)state;
    assert_true(model->has_settlement);
    begin();
    say_pattern(&model->settlement);
    say_place(model->settlement.place);
    for (size_t i = 0; i < model->rules_count; i++) {
        say("\n");
        say_pattern(&model->rules[i].when);
        say_because(&model->rules[i].when.because);
        say_pattern(&model->rules[i].then);
        say_place(model->rules[i].place);
    }
    for (size_t i = 0; i < model->packages_count; i++) {
        say("\n%s", model->packages[i].key);
        say_pattern(&model->packages[i].sets);
        say_because(&model->packages[i].sets.because);
        say_place(model->packages[i].sets.place);
    }
    EXPECT(" {border=month|open tariff=half} @0:43:1"
           "\n {border=open} <general> {tariff=half|full} @0:46:5"
           "\n {border=closed tariff=full} <general> {} @0:47:5"
           "\nthaw {border=month} <general> @0:50:3"
           "\npeace {border=open tariff=half} <offer-made> @0:51:3");
}

static void say_party(const ent_party *self) {
    say("\n%s '%s' %s", self->key, self->name, ent_role_name(self->role));
    say_because(&self->because);
    say_place(self->place);
    if (self->has_walk_away)
        say_number(&self->walk_away);
    if (self->scale.given)
        say(" scale %g + %g x u, reservation %g", self->scale.offset.value,
            self->scale.factor.value, self->scale.reservation.value);
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *preference = &self->preferences[j];
        if (!preference->given)
            continue;
        say("\n  %s", model->issues[j].key);
        say_because(&preference->because);
        say_place(preference->place);
        say_number(&preference->weight);
        for (size_t o = 0; o < model->issues[j].options_count; o++)
            say_number(&preference->values[o]);
    }
    for (size_t l = 0; l < self->linkages_count; l++) {
        say("\n  linkage");
        say_pattern(&self->linkages[l].when);
        say_number(&self->linkages[l].bonus);
    }
    for (size_t l = 0; l < self->red_lines_count; l++) {
        say("\n  never");
        say_pattern(&self->red_lines[l]);
        say_because(&self->red_lines[l].because);
        say_place(self->red_lines[l].place);
    }
}

#define BOTH "<offer-made,offer-denied>"

static void parties_and_preferences(void **state) {
    (void)state;
    begin();
    for (size_t p = 0; p < model->parties_count; p++)
        say_party(&model->parties[p]);
    EXPECT("\nnorth 'The North' principal " BOTH " @0:54:3"
           " 0.2=2E-1^0.3=3E-1^0.45=45E-2 " BOTH " @0:57:16"
           "\n  border <general> @0:60:7 3=3E-0 <general> @0:60:24 0=0E-0 <general> @0:60:44"
           " 0.2=2E-1~0.3=3E-1~0.4=4E-1 <general> @0:60:54 1=1E-0 <general> @0:60:72"
           "\n  tariff " BOTH " @0:61:7 1.5=150E-2 " BOTH " @0:61:24 1=1E-0 " BOTH " @0:61:45"
           " 0.5=5E-1 <offer-denied> @0:61:62 0=0E-0 " BOTH " @0:61:97"
           "\n  linkage {border=open tariff=half} -0.05=-5E-2 " BOTH " @0:63:53"
           "\n  never {border=month|open tariff=full} <offer-denied> @0:65:9"
           "\nsouth 'The South' principal <general> @0:66:3 0.4=4E-1~0.5=5E-1~0.6=6E-1 <general>"
           " @1:3:12"
           "\n  border <general> @1:5:3 1=1E-0 <general> @1:5:20 1=1E-0 <general> @1:5:49"
           " 0.7=7E-1 <general> @1:5:59 0=0E-0 <general> @1:5:38"
           "\nguard 'The Guard' guarantor <general> @0:67:3"
           "\n  never {border=month} <general> @0:67:53"
           "\ncoast 'coast' affected <general> @0:68:3 scale -2 + 4.5 x u, reservation -1e+06"
           "\nhall 'hall' host <general> @0:69:3"
           "\nfriend 'friend' mediator <general> @0:70:3"
           "\nbank 'bank' sponsor <general> @0:71:3 0=0E-0 <general> @0:71:36"
           "\n  tariff <general> @0:71:53 0.1=1E-1 <general> @0:71:70 0=0E-0 <general> @0:71:91"
           " 0.25=25E-2 <general> @0:71:100 1=1E-0 <general> @0:71:111");
    assert_int_equal(model->principals.count, 2);
    assert_int_equal(model->principals.at[0], 0);
    assert_int_equal(model->principals.at[1], 1);
}

static void say_round(const ent_round *round) {
    say("\nround");
    say_date(round->date);
    say(" '%s' host %s", round->venue, party(round->host));
    say_pattern(&round->agreed);
    say_because(&round->because);
    say_place(round->place);
    for (size_t i = 0; i < round->delegations_count; i++) {
        const ent_delegation *delegation = &round->delegations[i];
        say("\n  %s '%s' %s", party(delegation->party), delegation->head,
            ent_rank_name(delegation->rank));
        say_because(&delegation->because);
        say_place(delegation->place);
    }
    for (size_t i = 0; i < round->absences_count; i++) {
        const ent_absence *absence = &round->absences[i];
        say("\n  absent '%s' of %s %s '%s'", absence->who, party(absence->party),
            absence->has_rank ? ent_rank_name(absence->rank) : "-", absence->why);
        say_because(&absence->because);
        say_place(absence->place);
    }
    for (size_t i = 0; i < round->preconditions_count; i++) {
        const ent_precondition *precondition = &round->preconditions[i];
        say("\n  %s wants '%s' met %d attended %d", party(precondition->by), precondition->wants,
            precondition->met, precondition->attended);
        say_because(&precondition->because);
        say_place(precondition->place);
    }
    for (size_t i = 0; i < round->offers_count; i++) {
        const ent_offer *offer = &round->offers[i];
        say("\n  offer by %s", party(offer->by));
        say_pattern(&offer->package);
        for (size_t a = 0; a < offer->responses_count; a++)
            say(" %s:%d", party(offer->responses[a].party), (int)offer->responses[a].answer);
        say_because(&offer->because);
        say_place(offer->place);
    }
}

static void rounds_and_offers(void **state) {
    (void)state;
    assert_int_equal(ENT_PENDING, 0);
    assert_int_equal(ENT_ACCEPTED, 1);
    assert_int_equal(ENT_REJECTED, 2);
    assert_int_equal(ENT_COUNTERED, 3);
    begin();
    for (size_t i = 0; i < model->rounds_count; i++)
        say_round(&model->rounds[i]);
    EXPECT("\nround 2025-5-16 'The hall' host hall {tariff=half} <general> @0:74:5"
           "\n  north 'A. Northern' minister <general> @0:78:7"
           "\n  south '' official <general> @0:79:7"
           "\n  absent 'The president' of south leader 'stayed at home' <offer-made> @0:81:9"
           "\n  absent 'A friend' of - - '' <general> @0:82:9"
           "\n  north wants 'a proposal first' met 0 attended 1 <general> @0:84:9"
           "\n  south wants 'quiet' met 1 attended 0 <general> @0:85:9"
           "\n  offer by north {border=month} south:2 guard:0 <general> @0:87:9"
           "\n  offer by south {border=open tariff=half} north:3 bank:1 <offer-made> @0:90:9"
           "\nround 2025-6-2 '' host - {} <offer-denied> @0:92:5");
}

static void roadmaps_and_steps(void **state) {
    (void)state;
    begin();
    for (size_t i = 0; i < model->roadmaps_count; i++) {
        const ent_roadmap *roadmap = &model->roadmaps[i];
        say("\n%s by %s", roadmap->key, party(roadmap->by));
        say_because(&roadmap->because);
        say_place(roadmap->place);
        for (size_t s = 0; s < roadmap->steps_count; s++) {
            const ent_step *step = &roadmap->steps[s];
            say("\n  '%s'", step->name);
            say_pattern(&step->sets);
            say(" %g %s after", step->lasts_days, step->reversible ? "reversible" : "for good");
            for (size_t a = 0; a < step->after.count; a++)
                say(" %u", (unsigned)step->after.at[a]);
            say_because(&step->because);
            say_place(step->place);
        }
        assert_true(roadmap->has_end);
        say("\n  ends in %s", roadmap->end_package == ENT_NONE
                                  ? ent_solution_name(roadmap->end_solution)
                                  : model->packages[roadmap->end_package].key);
        say_number(&roadmap->end_chance);
    }
    EXPECT("\nslow by north <offer-made> @0:95:3"
           "\n  'Open the border' {border=month} 30 reversible after <offer-made> @0:99:9"
           "\n  'Halve the tariff' {tariff=half} 14 for good after 0 <offer-made> @0:100:9"
           "\n  'Sign' {border=open tariff=half} 1 for good after 0 1 <offer-made> @0:101:9"
           "\n  ends in peace 0.2=2E-1^0.4=4E-1^0.6=6E-1 <offer-made> @0:102:36"
           "\nquick by - <general> @0:103:3"
           "\n  'Sign' {border=open tariff=half} 1 for good after <general> @0:104:13"
           "\n  ends in kalai_smorodinsky 1=1E-0 <general> @0:105:48");
}

static void say_factor(const ent_factor *factor) {
    say("\n%s", factor->key);
    for (size_t l = 0; l < factor->levels_count; l++)
        say(" %s", factor->levels[l]);
    say_because(&factor->because);
    say_place(factor->place);
    for (size_t i = 0; i < factor->moves_count; i++) {
        const ent_move *move = &factor->moves[i];
        say("\n  %u to %u", (unsigned)move->from, (unsigned)move->to);
        say_number(&move->chance);
        if (move->has_rising)
            say_number(&move->rising);
        say_party_numbers(&move->blame);
        say_place(move->place);
    }
}

static void say_effect(const ent_effect *effect) {
    say("\neffect");
    for (size_t t = 0; t < effect->when_count; t++) {
        const ent_factor *factor = &model->time.factors[effect->when[t].factor];
        say(" %s", factor->key);
        for (size_t l = 0; l < effect->when[t].levels.count; l++)
            say("%c%s", l ? '|' : '=', factor->levels[effect->when[t].levels.at[l]]);
    }
    say_party_numbers(&effect->walk_away);
    say_because(&effect->because);
    say_place(effect->place);
    for (size_t i = 0; i < effect->changes_count; i++) {
        const ent_value_change *change = &effect->changes[i];
        const ent_issue *issue = &model->issues[change->issue];
        say("\n  %s %s %s", party(change->party), issue->key,
            change->option == ENT_NONE ? "weight" : issue->options[change->option].key);
        say_number(&change->number);
    }
}

static void time_and_world(void **state) {
    (void)state;
    const ent_time *time = &model->time;
    assert_true(model->has_time);
    assert_int_equal(time->proposer, ENT_PROPOSER_CHANCES);
    assert_int_equal(time->offers, ENT_OFFERS_LOTTERIES);
    begin();
    say_date(time->starts);
    say(" %g %u", time->round_every_days, (unsigned)time->rounds);
    say_place(time->place);
    say("\nproposer");
    say_party_numbers(&time->proposer_chances);
    say("\nranks");
    for (size_t i = 0; i < time->ranks_count; i++)
        say(" %s=%s", model->parties[time->ranks[i].party].key, ent_rank_name(time->ranks[i].rank));
    say_because(&time->ranks_because);
    say("\ndiscount");
    say_party_numbers(&time->discount);
    for (size_t f = 0; f < time->factors_count; f++)
        say_factor(&time->factors[f]);
    for (size_t e = 0; e < time->effects_count; e++)
        say_effect(&time->effects[e]);
    EXPECT(" 2025-6-2 14 26 @0:107:1"
           "\nproposer {north 0.25=25E-2 <general> @0:111:21, south 0.75=75E-2 <general> @0:111:34}"
           "\nranks south=minister north=leader <offer-made>"
           "\ndiscount {north 0.98=98E-2 <general> @0:113:21,"
           " south 0.97=97E-2~0.98=98E-2~0.99=99E-2 <general> @0:113:34}"
           "\nfront holding pressed breaking <general> @0:115:5"
           "\n  0 to 1 0.1=10E-2 <general> @0:118:48 {} @0:118:11"
           "\n  1 to 2 0.01=1E-2~0.03=3E-2~0.05=5E-2 <general> @0:119:49"
           " -0.0002=-2E-4 <general> @0:119:71"
           " {north 0.03=3E-2 <general> @0:119:106, south 0.01=1E-2 <general> @0:119:119}"
           " @0:119:11"
           "\npatience high <offer-made> @0:120:5"
           "\neffect front=pressed"
           " {north -0.04=-4E-2 <general> @0:122:51, south 0.04=4E-2 <general> @0:122:65}"
           " <general> @0:122:7"
           "\neffect front=pressed|breaking patience=high {} <offer-denied> @0:123:7"
           "\n  north border open -0.1=-1E-1 <offer-denied> @0:124:39"
           "\n  north border month 0.1=1E-1 <offer-denied> @0:124:52"
           "\n  south border weight 2=2E-0 <offer-denied> @0:125:33");
}

static void numbers_and_becauses_are_listed(void **state) {
    (void)state;
    begin();
    for (size_t i = 0; i < model->numbers_count; i++)
        say("%s\n", model->numbers[i].path);
    EXPECT("parties.north.walk_away\n"
           "parties.north.preferences.border.weight\n"
           "parties.north.preferences.border.values.closed\n"
           "parties.north.preferences.border.values.month\n"
           "parties.north.preferences.border.values.open\n"
           "parties.north.preferences.tariff.weight\n"
           "parties.north.preferences.tariff.values.no\n"
           "parties.north.preferences.tariff.values.half\n"
           "parties.north.preferences.tariff.values.full\n"
           "parties.north.linkages.0.bonus\n"
           "parties.bank.walk_away\n"
           "parties.bank.preferences.tariff.weight\n"
           "parties.bank.preferences.tariff.values.no\n"
           "parties.bank.preferences.tariff.values.half\n"
           "parties.bank.preferences.tariff.values.full\n"
           "roadmaps.slow.ends_in.chance\n"
           "roadmaps.quick.ends_in.chance\n"
           "time.proposer.north\n"
           "time.proposer.south\n"
           "time.discount.north\n"
           "time.discount.south\n"
           "time.world.front.moves.0.chance\n"
           "time.world.front.moves.1.chance\n"
           "time.world.front.moves.1.rising\n"
           "time.world.front.moves.1.when_rejected_by.north\n"
           "time.world.front.moves.1.when_rejected_by.south\n"
           "time.effects.0.walk_away.north\n"
           "time.effects.0.walk_away.south\n"
           "time.effects.1.values.north.border.open\n"
           "time.effects.1.values.north.border.month\n"
           "time.effects.1.weights.south.border\n"
           "parties.south.walk_away\n"
           "parties.south.preferences.border.weight\n"
           "parties.south.preferences.border.values.open\n"
           "parties.south.preferences.border.values.closed\n"
           "parties.south.preferences.border.values.month\n");
    assert_ptr_equal(model->numbers[0].number, &model->parties[0].walk_away);
    assert_ptr_equal(model->numbers[35].number, &model->parties[1].preferences[0].values[1]);
    assert_int_equal(model->becauses_count, 18);
}

int main(void) {
    ent_diags *diags = ent_diags_new();
    ent_model *read = NULL;
    if (ent_model_read_file(ENT_ROOT "/tests/fixtures/every-key.yaml", NULL, &read, diags) !=
        ENT_OK) {
        char line[500] = "";
        if (ent_diags_at(diags, 0))
            ent_diag_format(ent_diags_at(diags, 0), line, sizeof line);
        printf("%s\n", line);
        return 1;
    }
    model = read;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(head_and_evidence),
        cmocka_unit_test(issues_and_options),
        cmocka_unit_test(settlement_rules_and_packages),
        cmocka_unit_test(parties_and_preferences),
        cmocka_unit_test(rounds_and_offers),
        cmocka_unit_test(roadmaps_and_steps),
        cmocka_unit_test(time_and_world),
        cmocka_unit_test(numbers_and_becauses_are_listed),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    ent_model_free(read);
    ent_diags_free(diags);
    return failed;
}
