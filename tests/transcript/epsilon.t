With less memory than the frontier needs, it is approximate, and says by how much.

  $ entente deals tests/transcript/heirs.yaml --points 40 --top 3
  What the heirs divide                                         as of 8 March 2025

    An agreement  is possible: both can sign 1,934 of the 6,561 possible packages.
                  The four usual yardsticks of fairness pick the same one, with
                  Boat (to Bert), Orchard (to Anna), Piano (to Anna) and 4 more:
                  Anna gains 20 % of what it wants over walking away, Bert 19 %.
                  Over all those that no other beats, Anna gains 9 to 34 % of what
                  it wants, Bert 1.7 to 28 %. The frontier is approximate: in
                  place of any package left out, one of those listed costs nobody
                  more than 20 % of what it wants.

  Settlements that no other beats (the frontier)

    All of them hold: Boat (to Bert), Orchard (to Anna), Piano (to Anna), Books
    (to Anna) and Car (to Bert).

    No.  Anna %  Bert %  Otherwise than today
      3   +25.5   +13.4  Tools: To Bert; Clock: To Anna
      4   +21.9   +13.9  Clock: To Bert
      5   +20.3   +19.3  Tools: To Bert; Clock: To Bert
    ... 3 more, --top 0 for all; shown are those with the largest smallest gain.
    Gains over walking away, in % of what a side wants. The frontier is
    approximate: in place of any package left out, one of those listed costs
    nobody more than 20 % of what it wants.

  Settlements by the four yardsticks of fairness

    Yardstick                 Anna %  Bert %  Otherwise than today
    Nash, Kalai-Smorodinsky,   +20.3   +19.3  Boat: To Bert; Orchard: To
    egalitarian, utilitarian                  Anna; Piano: To Anna; Books:
                                              To Anna; Car: To Bert; Tools:
                                              To Bert; Clock: To Bert
    Gains over walking away, in % of what a side wants. The best of an approximate
    frontier. A package left out could raise the product of gains by at most 0.12,
    the smallest share of what each could gain by 62 %, the smallest gain by 20 %,
    the sum of utilities by 39 %.

  How many packages

    Packages that are                count
    possible: they break no rule     6,561
    acceptable: every side can sign  1,934
  $ entente deals tests/transcript/heirs.yaml --points 40 --csv counts
  set,count,count_high,epsilon
  possible,6561,6561,
  acceptable,1934,1934,0.190723391488
  $ entente deals tests/transcript/heirs.yaml --points 40 --json | grep -E '"(epsilon|solution_margin|ideal_gain_high)"'
        "epsilon": 0.190723391488,
        "solution_margin": {"nash": 0.11194574879511045, "kalai_smorodinsky": 0.615234375, "egalitarian": 0.19072339148799997, "utilitarian": 0.381446782976},
        "ideal_gain_high": {"anna": 0.5278350515463918, "bert": 0.4411764705882353}
          "columns": [{"name": "set", "type": "word", "title": "Packages that are"}, {"name": "count", "type": "count", "title": "count"}, {"name": "count_high", "type": "count"}, {"name": "epsilon", "type": "share"}],

With enough, it is exact, and says nothing.

  $ entente deals tests/transcript/heirs.yaml --short
  What the heirs divide                                         as of 8 March 2025

    An agreement  is possible: both can sign 1,934 of the 6,561 possible packages.
                  By the four usual yardsticks of fairness Anna gains 20 to 36 %
                  of what it wants over walking away, Bert 5.1 to 19 %. All four
                  hold: Boat (to Bert), Orchard (to Anna), Piano (to Anna) and 4
                  more.
  $ entente deals tests/transcript/heirs.yaml --json | grep -c '"epsilon":'
  0
  [1]

What is there but was not found is not called impossible.

  $ sed 's/walk_away: 0.4/walk_away: 0.57/' tests/transcript/heirs.yaml >$TMP/tight.yaml

  $ entente deals $TMP/tight.yaml --points 12 --short
  What the heirs divide                                         as of 8 March 2025

    An agreement  exists, but to find one takes more memory. Nobody can gain more
                  than 43 % of what it wants by one. The nearest that was found
                  (House: To Bert; Boat: To Bert; Orchard: To Bert; Piano: To
                  Bert; Books: To Anna; Car: To Bert; Tools: To Bert; Clock: To
                  Bert): Anna falls 46 % short.
  $ entente deals $TMP/tight.yaml --points 12 --json | grep not_found
        "not_found": true,

What cannot be there is ruled out even so.

  $ sed 's/walk_away: 0.4/walk_away: 0.7/' tests/transcript/heirs.yaml >$TMP/none.yaml

  $ entente deals $TMP/none.yaml --points 40 --short
  What the heirs divide                                         as of 8 March 2025

    An agreement  is not possible as things stand. The package that comes nearest
                  (Boat: To Bert; Orchard: To Anna; Piano: To Anna; Books: To
                  Anna; Car: To Bert; Tools: To Bert; Clock: To Bert): Anna falls
                  9.7 % short, Bert falls 11 % short. None comes nearer by more
                  than 22 %.
