With less memory than the frontier needs, it is approximate, and says by how much.

  $ entente deals tests/transcript/heirs.yaml --points 40 --top 3
  What the heirs divide                                         as of 8 March 2025

    An agreement  is possible: both can sign 1,934 of the 6,561 possible packages.
                  By the four usual yardsticks of fairness Anna gains 20 to 36 %
                  of what it wants over walking away, Bert 5.1 to 19 %. All four
                  hold: Boat (to Bert), Orchard (to Anna), Piano (to Anna) and 4
                  more.

  Settlements that no other beats (the frontier)

    All of them hold: Boat (to Bert), Orchard (to Anna), Piano (to Anna), Car (to
    Bert) and Tools (to Bert).

    No.  Anna %  Bert %  Otherwise than today
      7   +22.1   +15.2  Books: To Anna
      8   +20.3   +19.3  Books: To Anna; Clock: To Bert
      9   +14.1   +22.3  Books: To Bert; Clock: To Anna
    ... 11 more, --top 0 for all; shown are those with the largest smallest gain.
    Gains over walking away, in % of what a side wants.

  Settlements by the four yardsticks of fairness

    All of them hold: Boat (to Bert), Orchard (to Anna), Piano (to Anna), Books
    (to Anna), Car (to Bert), Tools (to Bert) and Clock (to Bert).

    Yardstick                             Anna %  Bert %  Otherwise than today
    Nash, Kalai-Smorodinsky, egalitarian   +20.3   +19.3  nothing else
    utilitarian                            +36.3    +5.1  House: To Anna

  How many packages

    Packages that are                count
    possible: they break no rule     6,561
    acceptable: every side can sign  1,934
  $ entente deals tests/transcript/heirs.yaml --points 40 --csv counts
  set,count,count_high,epsilon
  possible,6561,6561,
  acceptable,1934,1934,0
  $ entente deals tests/transcript/heirs.yaml --points 40 --json | grep -E '"(epsilon|solution_margin|ideal_gain_high)"'
  [1]

With enough, it is exact, and says nothing.

  $ entente deals tests/transcript/heirs.yaml --short
  What the heirs divide                                         as of 8 March 2025

    An agreement  is possible: both can sign 1,934 of the 6,561 possible packages.
                  By the four usual yardsticks of fairness Anna gains 20 to 36 %
                  of what it wants over walking away, Bert 5.1 to 19 %. All four
                  hold: Boat (to Bert), Orchard (to Anna), Piano (to Anna) and 4
                  more.
  $ entente deals tests/transcript/heirs.yaml --json | grep -c epsilon
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
                  Bert; Tools: To Bert): Anna falls 15 % short, Bert falls 12 %
                  short. None comes nearer by more than 16 %.
