Inputs on which an earlier edition was wrong or misleading, each for a whole kind.

Sets that give up fewer walk-aways are looked for below every root, whatever is known by then.

  $ entente blockers tests/transcript/faults/concession-set-missing.yaml
  blk 813

    An agreement  is not possible as things stand. It fails on east's red line on
                  i2 (o1), west's red line on i2 (o2) and south's walk-away, and
                  also on west's red line on i2 (o2), north's walk-away and
                  south's walk-away. The cheapest way round: south settles for 0 %
                  of what it wants rather than 50 %.

  Ways round, cheapest first

    No.  What it would take                                        given up, %
      1  south settles for 0 % of what it wants rather than 50 %          50.0
      2  west gives up its red line on i2 (o2)                             0.0
      3  east gives up its red line on i2 (o1), and north settles         50.0
         for 0 % of what it wants rather than 50 %
    A walk-away is what a side expects without a settlement.

  What cannot hold together

    No.  Conflict
      1  east's red line on i2 (o1), west's red line on i2 (o2) and south's
         walk-away
      2  west's red line on i2 (o2), north's walk-away and south's walk-away

  What each red line costs

    Red line                    costs, %
    east's red line on i2 (o1)       0.0
    west's red line on i2 (o2)      50.0
    By how much the side that gains least could gain more without it, in % of all
    it wants; walk-aways set aside.

A horizon is compared with those of at most half the rounds fewer: here the sides sign the same
package at once with any horizon from one round to nine. With one round there is nothing shorter.

  $ entente clock tests/transcript/faults/horizon-of-nine-rounds.yaml | head -n 17
  the last ten rounds

    Time  moves nobody's walk-away. If all knew each other's walk-away, they would
          agree in the first round. A round that passes costs north 3 % and south
          2 %.

  What bargaining is worth to each side

    Side   Expects  Ties refused  Best today  Short of it  A round costs  Horizon
    north     90.0          90.0        90.0          0.0            3.0      0.0
    south     80.0          80.0        80.0          0.0            2.0      0.0
    In % of what a side wants. Best today: of the deals that beat all walk-aways,
    the one with the largest sum. Ties refused: if all refuse whatever is no
    better than waiting. Horizon: the most that up to 4 rounds fewer can move it.

  Agreement by round, and the drift

  $ sed 's/rounds: 9/rounds: 1/' tests/transcript/faults/horizon-of-nine-rounds.yaml >$TMP/one.yaml
  $ entente clock $TMP/one.yaml | sed -n '9,14p'
    Side   Expects  Ties refused  Best today  Short of it  A round costs  Horizon
    north     90.0          90.0        90.0          0.0           60.0        -
    south     80.0          80.0        80.0          0.0           40.0        -
    In % of what a side wants. Best today: of the deals that beat all walk-aways,
    the one with the largest sum. Ties refused: if all refuse whatever is no
    better than waiting. Horizon: with one round there is no shorter one to



Where the rules leave nothing but settlements there are no interim agreements, and the status quo is
a package like any other.

  $ entente deals tests/transcript/faults/every-package-settles.yaml
  warning: tests/transcript/faults/every-package-settles.yaml:6:1: settlement: the status quo (the first option of every issue) already ends the contest; the first option is the one that holds today
  every possible package settles, by a rule

    An agreement  is possible: both can sign 2 of the 2 possible packages. The
                  four usual yardsticks of fairness pick the same one: north gains
                  40 % of what it wants over walking away, south 40 %. Over all
                  those that no other beats, north gains 30 to 40 % of what it
                  wants, south 40 to 50 %.

  Settlements that no other beats (the frontier)

    No.  north %  south %  Otherwise than today
      1    +40.0    +40.0  nothing else
      2    +30.0    +50.0  border: new
    Gains over walking away, in % of what a side wants.

  Settlements by the four yardsticks of fairness

    Yardstick                 north %  south %  Otherwise than today
    Nash, Kalai-Smorodinsky,    +40.0    +40.0  nothing
    egalitarian, utilitarian
    Gains over walking away, in % of what a side wants.

  How many packages

    Packages that are                count
    possible: they break no rule         2
    acceptable: every side can sign      2

Spellings that look the same are one name, nothing in a text turns the line around, and what a
comment cuts off is told.

  $ entente check tests/transcript/faults/text-cut-at-hash.yaml
  tests/transcript/faults/text-cut-at-hash.yaml:9:7: issues.date.options.now: has the same name as option 'later' (Plan)
  warning: tests/transcript/faults/text-cut-at-hash.yaml:8:14: issues.date.options.later: the text ends here: 'Plan'; what follows ' #' is a comment (put quotes round text that holds it, two blanks before a comment)
  warning: tests/transcript/faults/text-cut-at-hash.yaml:9:12: issues.date.options.now: the text ends here: 'Plan'; what follows ' #' is a comment (put quotes round text that holds it, two blanks before a comment)
  [1]
  $ entente check tests/transcript/faults/two-names-that-look-alike.yaml
  tests/transcript/faults/two-names-that-look-alike.yaml:7:26: issues.date.options.café: 'café' is given twice (first on line 7)
  tests/transcript/faults/two-names-that-look-alike.yaml:14:43: parties.seller.preferences.date.values.café: 'café' is given twice (first on line 14)
  tests/transcript/faults/two-names-that-look-alike.yaml:20:43: parties.buyer.preferences.date.values.café: 'café' is given twice (first on line 20)
  [1]
  $ entente check tests/transcript/faults/names-that-reverse-the-line.yaml
  tests/transcript/faults/names-that-reverse-the-line.yaml:2:8: U+202E turns around what follows it (leave it out)
  tests/transcript/faults/names-that-reverse-the-line.yaml:5:15: U+202E turns around what follows it (leave it out)
  tests/transcript/faults/names-that-reverse-the-line.yaml:10:11: U+202E turns around what follows it (leave it out)
  tests/transcript/faults/names-that-reverse-the-line.yaml:11:18: U+202E turns around what follows it (leave it out)
  tests/transcript/faults/names-that-reverse-the-line.yaml:17:11: U+202E turns around what follows it (leave it out)
  [1]
  $ cp tests/fixtures/tiny.yaml "$TMP/$(printf 'a\033[1m\342\200\256b').yaml"
  $ cd "$TMP" && echo x >>a*.yaml && entente check a*.yaml 2>&1 | od -c | grep -c 033
  0
  [1]
  $ entente check tests/transcript/faults/levels-are-numbers.yaml
  A used car

    The model      tests/transcript/faults/levels-are-numbers.yaml is sound: 2
                   issues, 2 parties (2 must sign), no claims.
    This rests on  18 numbers, all of them the analyst's own.

  Numbers that no claim supports: the analyst's own

    In                                Unsupported  of  Which
    parties.seller                              1   1  walk_away
    parties.seller.preferences.price            4   4  weight, high, middle, low
    parties.seller.preferences.date             3   3  weight, later, now
    parties.buyer                               1   1  walk_away
    parties.buyer.preferences.price             4   4  weight, high, middle, low
    parties.buyer.preferences.date              3   3  weight, later, now
    time.world.defcon.moves.0                   1   1  chance
    time.effects.0.walk_away                    1   1  seller

No spreadsheet runs a name as a formula.

  $ entente deals tests/transcript/faults/formula-in-csv.yaml --csv settlement
  number,gain_=1+1,gain_@SUM(A1),utility_=1+1,utility_@SUM(A1),price,date,solutions,packages
  1,0.7,0.03333333333333333,1,0.3333333333333333,'-2+3,now,,1
  2,0.4,0.36666666666666664,0.7,0.6666666666666666,'+4,now,nash kalai_smorodinsky egalitarian utilitarian,1
  $ entente gap tests/transcript/faults/formula-in-csv.yaml --csv pairs
  party,other,loss,improved,opposition,opposition_low
  '=1+1,'@SUM(A1),0.75,1,0.44845413490245706,0.44845413490245706
  '@SUM(A1),'=1+1,0.6666666666666666,1,0.44845413490245706,0.44845413490245706

Labels of an exported game are in ASCII and each stands once; the names are in the comment.

  $ entente export efg tests/transcript/faults/game-with-accents.yaml --rounds 1 | head -n 2
  EFG 2 R "A car" { "seller" "buyer" }
  "hoch = höch"
  $ entente export efg tests/transcript/faults/game-same-labels.yaml --rounds 1 | head -n 2
  EFG 2 R "A car" { "a'b" "a'b-2" }
  "a'b = a'b; a'b-2 = a'b"


A deal at the end that somebody has sworn never to sign, and a step that breaks a rule, are results;
the other roadmaps are answered all the same.

  $ entente roadmap tests/transcript/faults/roadmap-ends-in-red-line.yaml | head -n 7
  a roadmap that ends in what the other side has sworn never to sign

    The roadmap  "plan", proposed by north, holds; it is tightest for north before
                 "Truce" (0 % to lose by walking away). But the deal it should end
                 in ("goal") cannot be signed, because of south's red line on pact
                 (signed), so its end is worth no more than a collapse. No other
                 order is open.
  $ entente roadmap tests/transcript/faults/roadmap-breaks-rule.yaml | head -n 20
  a proposed order that breaks a rule

    The roadmap  "bad" does not hold as proposed: step 1, "B", cannot be done: it
                 breaks a rule (b (done) needs a (done)). What helps most: swap
                 "B" and "A"; then it holds. Of 2 orders 1 holds; the sturdiest:
                 "A", "B".
                 "good" holds; it is tightest for north when all is done (0 % to
                 lose by walking away). Of 2 orders 1 holds; the sturdiest: "A",
                 "B".

  What walking away would cost, by step

    Roadmap  Step       Day  Reversible   north   south  Crosses
    bad      B            0  no             0.0     0.0  a rule: b (done) needs
                                                         a (done)
    bad      A            7  no             0.0     0.0
    bad      (the end)   14                 0.0     0.0
    good     A            0  no          +100.0  +100.0
    good     B            7  no           +50.0   +50.0
    good     (the end)   14                 0.0     0.0

The end is the same in every order and caps none that goes without it.

  $ entente roadmap tests/transcript/faults/sturdiest-order.yaml | grep -e holds -e sturdiest -e Roadmap
    The roadmap  "plan" holds; it is tightest for south before "B" (0 % to lose by
                 sturdiest: "B", "A".
    Roadmap  Step       Day  Reversible  north  south  Crosses
    Roadmap  Change               Smallest slack   Rise  Holds
    Roadmap  Which                Order         Smallest slack  Days
    plan     sturdiest            "B", "A"               +13.8    14
    plan     shortest that holds  "A" with "B"           +30.0     7

Payoffs closer than 1e-9 are equal in words too: nobody "loses under 0.1 %" by a table that says 0.0.

  $ entente deals tests/transcript/faults/noise-told-as-loss.yaml | head -5
  t

    An agreement  is possible: both can sign 3 of the 8 possible packages. The
                  four usual yardsticks of fairness pick the same one, with i1 (y)
                  and i2 (y): neither side gains or loses over walking away.
  $ entente deals tests/transcript/faults/noise-told-as-loss.yaml --counter 'i1=y,i2=y' --short | head -12
  t

    On the table  An agreement with i1 (y) and i2 (y): neither side gains or loses
                  over walking away.
    Acceptable    Yes, both can sign it.
    The frontier  It is on it: nobody could gain more without loss to another.

A red line of somebody whom no option needs costs nothing, and is listed.

  $ entente blockers tests/transcript/faults/outside-red-line.yaml
  A harbour, a lender who is asked nothing

    An agreement  is possible as things stand, and no red line makes it worse for
                  the side that gains least.

  What each red line costs

    Red line                                                costs, %
    fleet's red line on quay (Old) with fee (High)               0.0
    lender's red line on quay (Long); nothing needs lender       0.0
    By how much the side that gains least could gain more without it, in % of all
    it wants; walk-aways set aside.
  $ entente blockers tests/transcript/faults/outside-red-line.yaml --json | grep -A3 '"prices": {'
      "prices": {
        "red_line:fleet:0": 0,
        "red_line:lender:0": 0
      },

Names that run from right to left are isolated (U+2068, U+2069), so that numbers stay behind them.

  $ entente gap tests/transcript/faults/right-to-left-names.yaml | sed 's/⁨/[/g; s/⁩/]/g'
  A used car

    Far apart.  If [ישראל] got its way everywhere, [ירדן] would lose 75 % of what it
                wants; the other way round, [ישראל] would lose 67 %. Widest: price.
                Shared: date (This week).

  How far apart, issue by issue

    Issue  [ירדן] wants  [ישראל] wants  [ירדן] loses  [ישראל] loses
    price  9000 euros  7000 euros         75.0         66.7
    date   This week   This week           0.0          0.0
    What a side loses where the other gets its way, in % of what it wants; widest
    first. -: it does not care.

  How far apart, side by side

    Side   against  loses %  options both prefer to today  opposition %
    [ירדן]   [ישראל]       75.0                             1          44.8
    [ישראל]  [ירדן]        66.7                             1          44.8
    Opposition: how far the nearest possible package stays from giving each of the
    two all it can get (0: nothing stands between them).
