/* Is there anything on the table that leaves everybody what it asks? */
#include "clock/clock.h"

#include <string.h>

/* Put as a round in which refusing pays exactly what is asked, whoever is blamed. */
bool clock_has_offer(const game_form *game, const game_offers *offers, const double *asked) {
    game_form plain = *game;
    plain.world.speakers_count = 0;
    plain.refuse_ties = false;
    double refusal[ENT_PRINCIPALS_MAX];
    memcpy(refusal, asked, game->principals * sizeof *asked);
    const clock_stage stage = {.game = &plain, .offers = offers, .refusal = refusal};
    clock_choice choice;
    clock_choose(&stage, &choice);
    return choice.act == ENT_CLOCK_AGREED;
}
