Where nothing can be signed, that is the answer.

  $ entente brief tests/transcript/no-deal.yaml --short
  Two villages that will not agree                              as of 8 March 2025

    Far apart.     If Lower got its way everywhere, Upper would lose 70 % of what
                   it wants; the other way round, Lower would lose 64 %. Widest:
                   toll and Border crossing. Shared: Stray cattle (returned to
                   their owner) and Bridge (a new one).
    On Monday      officials can settle 1 of 4 issues; Lower sends nobody higher.
                   Both would gain most from Stray cattle (returned to their
                   owner): Upper gains 10 % of what it wants, Lower 10 %. Border
                   crossing must wait for leaders. Border crossing (open by day)
                   would cost Lower 0.5 % of what it wants as things stand. Lower
                   takes part though its precondition is not met (an apology for
                   last year).
    A settlement   is not possible as things stand. It fails on Lower's walk-away.
                   The cheapest way round: Lower settles for 64 % of what it wants
                   rather than 90 %.
    Short of that  6 interim agreements leave the contest running and nobody worse
                   off than today. By the four usual yardsticks of fairness Upper
                   gains 19 to 31 % of what it wants over today, Lower 19 to 47 %.
    The roadmap    "slow", proposed by Upper, breaks at step 2, "Open by day", for
                   Lower (short by 0.5 %). And the deal it should end in does not
                   exist, so its end is worth no more than a collapse. What helps
                   most: swap "Cattle" and "Open by day"; then it holds.
    Time           moves nobody's walk-away. Who comes decides what can be
                   offered: in the first round only what officials may settle;
                   from round 2 on anything, as nothing says who will come. There
                   is no agreement within 10 rounds: to somebody, waiting is worth
                   more than anything that those who come may settle. With a
                   walk-away kept secret, the chance of that is 0 % in the first
                   round and 0 % within 10 rounds.
    This rests on  33 numbers, 7 of them on somebody's word and 26 the analyst's
                   own; two of the 4 claims contradict each other.
    Not covered    yet: how likely any of it is.
  $ entente blockers tests/transcript/no-deal.yaml
  Two villages that will not agree                              as of 8 March 2025

    A settlement  is not possible as things stand. It fails on Lower's walk-away.
                  The cheapest way round: Lower settles for 64 % of what it wants
                  rather than 90 %.

  Ways round, cheapest first

    No.  What it would take                                        given up, %
      1  Lower settles for 64 % of what it wants rather than 90 %         26.0
    A walk-away is what a side expects without a settlement.

  What cannot hold together

    No.  Conflict
      1  Lower's walk-away

  What each red line costs

    Red line                                                            costs, %
    Upper's red line on toll (a high toll)                                  12.0
    Lower's red line on Border crossing (open day and night) with toll       0.0
    (none)
    County's red line on Border crossing (Shut) with Bridge (a new           0.0
    one)
    By how much the side that gains least could gain more without it, in % of all
    it wants; walk-aways set aside.
  $ entente deals tests/transcript/no-deal.yaml --short
  Two villages that will not agree                              as of 8 March 2025

    A settlement   is not possible as things stand. The package that comes nearest
                   (Border crossing: Open day and night; Toll: A low toll; Stray
                   cattle: Returned to their owner; Bridge: A new one): Lower
                   falls 26 % short.
    Short of that  6 interim agreements leave the contest running and nobody worse
                   off than today. By the four usual yardsticks of fairness Upper
                   gains 19 to 31 % of what it wants over today, Lower 19 to 47 %.
                   All four hold: Border crossing (open by day), Stray cattle
                   (returned to their owner) and Bridge (a new one).
  $ entente blockers tests/transcript/no-deal.yaml --csv concessions
  number,give,total_drop
  1,walk_away:lower,0.26

A table without rows is an answer: the line of keys, and nothing under it.

  $ entente deals tests/transcript/no-deal.yaml --csv settlement
  number,gain_upper,gain_lower,utility_upper,utility_lower,crossing,toll,cattle,bridge,solutions,packages
  $ entente blockers scenarios/labour-contract.yaml --csv conflicts
  number,conflict
  $ entente check tests/fixtures/tiny.yaml --csv contradictions
  pair,claim,by,grade,says

A section that cannot be worked out does not silence the others.

  $ entente brief tests/transcript/unanswered.yaml --short
  A plan whose discounts have no rounds

    At one.        Nobody would lose anything if another side got its way
                   everywhere. Shared: quay (Long).
    An agreement   is possible: both can sign 1 of the 2 possible packages. The
                   four usual yardsticks of fairness pick the same one, with quay
                   (Long): port gains 80 % of what it wants over walking away,
                   fleet 80 %.
    Left out       is "Which order of steps holds":
                   tests/transcript/unanswered.yaml:18:1: time.round_every:
                   discounts are per round, and the steps of a roadmap last days;
                   say how long a round is, such as '14 days'.
    This rests on  10 numbers, all of them the analyst's own.
    Not covered    yet: how likely any of it is.
  $ entente brief tests/transcript/unanswered.yaml --json | grep -A3 '"roadmap": {'
    "roadmap": {
      "unanswered": {"status": "model", "why": "tests/transcript/unanswered.yaml:18:1: time.round_every: discounts are per round, and the steps of a roadmap last days; say how long a round is, such as '14 days'"},
      "said": [
        {"kind": "sentence", "label": "Left out", "text": "is \"Which order of steps holds\": tests/transcript/unanswered.yaml:18:1: time.round_every: discounts are per round, and the steps of a roadmap last days; say how long a round is, such as '14 days'."}
  $ entente roadmap tests/transcript/unanswered.yaml
  tests/transcript/unanswered.yaml:18:1: time.round_every: discounts are per round, and the steps of a roadmap last days; say how long a round is, such as '14 days'
  [1]
