Three sides, no interim agreements, no rounds, no claims.

  $ entente brief tests/transcript/three.yaml
  Three farms and one well                                        as of 1 May 2025

    Apart.         If Ada got its way everywhere, Ben would lose 68 % of what it
                   wants, Cleo 58 %. If Ben got its way everywhere, Ada would lose
                   46 % of what it wants, Cleo 16 %. If Cleo got its way
                   everywhere, Ada would lose 91 % of what it wants, Ben 18 %.
                   Widest: hours at the well, repair of the well and Road. No wish
                   is shared.
    An agreement   is possible: all three can sign 9 of the 16 possible packages.
                   The four usual yardsticks of fairness pick the same one, with
                   hours at the well (by turns) and repair of the well (Paid
                   together): Ada gains 25 % of what it wants over walking away,
                   Ben 57 %, Cleo 38 %. Over all those that no other beats, Ada
                   gains 0 to 49 % of what it wants, Ben 5 to 65 %, Cleo 8 to
                   54 %.
    This rests on  33 numbers, all of them the analyst's own.
    Not covered    yet: how likely any of it is.

  How far apart, issue by issue

    Issue          Ada wants      Ben wants    Cleo wants   Most lost
    Hours at the   Free for all   By turns     By shares    Ben, 60 %, to
    well                                                    Ada
    Repair of the  Paid together  Paid by Ada  Paid by Ada  Ada, 21 %, to
    well                                                    Ben
    Road           Open           -            Closed       Ada, 20 %, to
                                                            Cleo
    What a side loses where the other gets its way, in % of what it wants; widest
    first. -: it does not care.

  Settlements by the four yardsticks of fairness

    Yardstick                 Ada %  Ben %  Cleo %  Otherwise than today
    Nash, Kalai-Smorodinsky,  +25.0  +57.0   +38.0  Hours at the well: By
    egalitarian, utilitarian                        turns; Repair of the well:
                                                    Paid together
    Gains over walking away, in % of what a side wants.

  More in: entente gap, blockers, deals and check.
  $ entente gap tests/transcript/three.yaml --short
  Three farms and one well                                        as of 1 May 2025

    Apart.  If Ada got its way everywhere, Ben would lose 68 % of what it wants,
            Cleo 58 %. If Ben got its way everywhere, Ada would lose 46 % of what
            it wants, Cleo 16 %. If Cleo got its way everywhere, Ada would lose
            91 % of what it wants, Ben 18 %. Widest: hours at the well, repair of
            the well and Road. No wish is shared.
  $ entente check tests/transcript/three.yaml --short
  Three farms and one well                                        as of 1 May 2025

    The model      tests/transcript/three.yaml is sound: 3 issues, 3 parties (3
                   must sign), no claims.
    This rests on  33 numbers, all of them the analyst's own.
  $ entente round tests/transcript/three.yaml
  tests/transcript/three.yaml: rounds: the model has no 'rounds:' section to look at
  [1]

The brief of a round in which no single change helps all says what lies within the mandate.

  $ entente brief scenarios/river-basin.yaml --short
  Filling and running the Ondra dam, three states on one river (teaching material)
  as of 1 September 2025

    Apart.           If Arvia got its way everywhere, Belvia would lose 68 % of
                     what it wants, Corland 90 %. If Belvia got its way
                     everywhere, Arvia would lose 61 % of what it wants, Corland
                     12 %. If Corland got its way everywhere, Arvia would lose
                     68 % of what it wants, Belvia 3.4 %. Widest: least release at
                     the border, cubic metres a second; filling of the reservoir;
                     and who decides in a drought. Shared: Basin fund (600
                     million).
    On 15 September  officials can settle 1 of 8 issues; Corland sends nobody
                     higher. No interim agreement within that mandate is
                     acceptable to all. Least release at the border, cubic metres
                     a second; filling of the reservoir; and 3 more must wait for
                     leaders. Least release at the border, cubic metres a second
                     (350) would cost Arvia 4 % of what it wants as things stand.
                     Corland takes part though its precondition is not met (a
                     schedule of the filling).
    A settlement     is possible: 404 of the 4,400 possible packages end the
                     contest on terms that all three can sign. By the four usual
                     yardsticks of fairness Arvia gains 7.1 to 27 % of what it
                     wants over walking away, Belvia 30 to 51 %, Corland 24 to
                     45 %. All four hold: filling of the reservoir (by the rain:
                     fast in wet years, paused in dry ones); settling of disputes
                     (a mediator); flushing of silt (a flood let through every
                     year); and 2 more. All four need Development bank. The
                     dearest red line is Development bank's, on Data (monthly
                     readings or Daily readings): without it the side that gains
                     least could gain 1.8 % more.
    Short of that    51 interim agreements leave the contest running and nobody
                     worse off than today. By the same four yardsticks of fairness
                     Arvia gains 1.8 to 9.8 % of what it wants over today, Belvia
                     41 to 61 %, Corland 18 to 34 %.
    The roadmap      "data-first", proposed by Belvia, breaks when all is done,
                     for Belvia (short by 1.3 %). What helps most: make "Bank pays
                     the small fund" reversible; then it holds.
    Time             favours Arvia: Arvia's walk-away rises by 0.1 %, Belvia's
                     walk-away stays, Corland's walk-away falls by 0.2 % of what
                     it wants a month. Chances within 12 rounds if nobody agrees:
                     rain "dry" 63 %, dam "full" 76 %. Who comes decides what can
                     be offered: in the first round only what officials may
                     settle; from round 2 on anything, as nothing says who will
                     come. If all knew each other's walk-away, the chance of
                     agreement would be 0 % in the first round and 100 % within 12
                     rounds. The answer hangs on the horizon: up to 6 rounds fewer
                     move a side's prospects by up to 8.7 %.
    This rests on    113 numbers, 50 of them on somebody's word and 63 the
                     analyst's own; two of the 13 claims contradict each other.
    Not covered      yet: how likely any of it is.

People read a state of the clock in a line for each side, so that the table stays narrow; CSV has that, too, and a row for each state with columns for each side.

  $ entente clock scenarios/river-basin.yaml --top 6 | sed -n '/^Offers/,/^What may/p'
  Offers and what each side asks

    Round  World         Proposer  Offer is  Reached  Side     Gets  Asks
        1  wet, filling  Arvia     passed       33.3  Arvia       -  68.4
                                                      Belvia      -  80.7
                                                      Corland     -  70.7
                         Belvia                       Arvia       -  68.4
                                                      Belvia      -  80.7
                                                      Corland     -  70.7
    ... 381 more, --top 0 for all. Asks: the least that side accepts; for the
    proposer, what waiting is worth.

  Where power is about to shift

    Round  World         Proposer  Reached  Truly  One step
        9  wet, filling  Arvia         0.0  fails  holds
        9  wet, filling  Belvia        0.0  fails  holds
        9  wet, filling  Corland       0.0  fails  holds
        9  dry, filling  Arvia         0.0  fails  holds
        9  dry, filling  Belvia        0.0  fails  holds
        9  dry, filling  Corland       0.0  fails  holds
    ... 6 more, --top 0 for all. Truly: an agreement fails here that would hold if
    the world stayed as it is. One step: what comparing today with tomorrow's
    walk-aways says, which can be wrong both ways.

  What may happen first
  $ entente clock scenarios/river-basin.yaml --csv states --top 1
  round,world,proposer,act,reached,arvia_utility,belvia_utility,corland_utility,arvia_reservation,belvia_reservation,corland_reservation
  1,"wet, filling",arvia,passed,0.3333333333333333,,,,0.6843,0.8071199999999998,0.70704
  $ entente clock scenarios/river-basin.yaml --csv states-by-side --top 3
  round,world,proposer,act,reached,side,utility,reservation
  1,"wet, filling",arvia,passed,0.3333333333333333,arvia,,0.6843
  1,"wet, filling",arvia,passed,0.3333333333333333,belvia,,0.8071199999999998
  1,"wet, filling",arvia,passed,0.3333333333333333,corland,,0.70704

A round of which nobody knows who comes has no table of those who come.

  $ sed '/^rounds:/,$d' tests/transcript/three.yaml > $TMP/three.yaml
  $ printf 'rounds:\n  - date: 2025-06-02\n' >> $TMP/three.yaml
  $ entente round $TMP/three.yaml | head -n 8
  Three farms and one well                                        as of 1 May 2025

    On 2 June  nothing can be settled: no delegation is known of Ada, Ben and
               Cleo.

  Each option by itself, all else as today

    Issue               Option         Ada %  Ben %  Cleo %  Can be settled

How far apart all three are at once is said under the pairs.

  $ entente gap tests/transcript/three.yaml | tail -n 14
    first. -: it does not care.

  How far apart, side by side

    Side  against  loses %  options both prefer to today  opposition %
    Ada   Ben         46.0                             2           8.9
    Ada   Cleo        91.0                             2          32.6
    Ben   Ada         68.0                             2           8.9
    Ben   Cleo        18.0                             4          16.0
    Cleo  Ada         58.0                             2          32.6
    Cleo  Ben         16.0                             4          16.0
    Opposition: how far the nearest possible package stays from giving each of the
    two all it can get (0: nothing stands between them). Over all 3 sides at once
    it is 33.5 %.
  $ entente gap tests/transcript/three.yaml --csv pairs
  party,other,loss,improved,opposition,opposition_low
  ada,ben,0.45999999999999996,2,0.08944271909999157,0.08944271909999157
  ada,cleo,0.9099999999999999,2,0.3255764119219941,0.3255764119219941
  ben,ada,0.6799999999999999,2,0.08944271909999157,0.08944271909999157
  ben,cleo,0.18000000000000002,4,0.16000000000000003,0.16000000000000003
  cleo,ada,0.5800000000000001,2,0.3255764119219941,0.3255764119219941
  cleo,ben,0.16000000000000003,4,0.16000000000000003,0.16000000000000003

A pie for three, by lotteries: in the last round Ben takes all, so Anna leaves him 0.9 in the first.

  $ entente clock tests/transcript/pie-of-three.yaml --short
  A field for three

    Time  moves nobody's walk-away. If all knew each other's walk-away, they would
          agree in the first round. A round that passes costs anna 10 %. The
          answer hangs on the horizon: one round fewer moves a side's prospects by
          up to 90 %.
