Inputs on which an earlier edition was wrong or misleading, each for a whole kind.

Sets that give up fewer walk-aways are looked for below every root, whatever is known by then.

  $ entente blockers tests/transcript/faults/concession-set-missing.yaml
  blk 813

    An agreement  is not possible as things stand. It fails on east's red line on
                  i2 (null), west's red line on i2 (null) and south's walk-away,
                  and also on west's red line on i2 (null), north's walk-away and
                  south's walk-away. The cheapest way round: south settles for 0 %
                  of what it wants rather than 50 %.

  Ways round, cheapest first

    No.  What it would take                                          given up, %
      1  south settles for 0 % of what it wants rather than 50 %            50.0
      2  west gives up its red line on i2 (null)                             0.0
      3  east gives up its red line on i2 (null), and north settles         50.0
         for 0 % of what it wants rather than 50 %
    A walk-away is what a side expects without a settlement.

  What cannot hold together

    No.  Conflict
      1  east's red line on i2 (null), west's red line on i2 (null) and south's
         walk-away
      2  west's red line on i2 (null), north's walk-away and south's walk-away

  What each red line costs

    Red line                      costs, %
    east's red line on i2 (null)       0.0
    west's red line on i2 (null)      50.0
    By how much the side that gains least could gain more without it, in % of all
    it wants; walk-aways set aside.
