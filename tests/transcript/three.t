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
  rounds: the model has no rounds to look at
  [1]
