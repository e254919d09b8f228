/* The core alone: two sides and one issue, filled by hand; what could both sign? */
#include <entente/deals.h>
#include <stdio.h>

#define TENTHS(n)                                                                                  \
    {                                                                                              \
        .likely = {.value = (n) / 10.0, .digits = (n), .decimals = 1, .exact = true }              \
    }
#define SIDE(name, wants)                                                                          \
    { .key = name, .has_walk_away = true, .walk_away = TENTHS(4), .preferences = wants }

int main(void) {
    const ent_option options[] = {{.key = "keep"}, {.key = "share"}, {.key = "leave"}};
    const ent_issue orchard = {.key = "orchard", .options_count = 3, .options = options};
    const ent_number anna[] = {TENTHS(10), TENTHS(6), TENTHS(0)};
    const ent_number boris[] = {TENTHS(0), TENTHS(5), TENTHS(10)};
    const ent_preference wants[] = {{.given = true, .weight = TENTHS(10), .values = anna},
                                    {.given = true, .weight = TENTHS(10), .values = boris}};
    const ent_party parties[] = {SIDE("anna", &wants[0]), SIDE("boris", &wants[1])};
    const ent_model model = {.issues_count = 1,
                             .issues = &orchard,
                             .parties_count = 2,
                             .parties = parties,
                             .principals = {2, (const uint32_t[]){0, 1}}};
    ent_deals *deals = NULL;
    if (ent_deals_solve(&model, NULL, &deals, NULL) != ENT_OK)
        return 1;
    printf("%s of %s packages: %s\n", deals->acceptable.low, deals->possible.low,
           options[deals->settlement.frontier[0].package[0]].key);
    ent_deals_free(deals);
}
