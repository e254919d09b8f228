A package is on the table: what is it worth, what beats it, what could be put against it?

  $ entente deals tests/transcript/border.yaml --counter crossing=days,cattle=returned --top 3
  Two villages and a border crossing                            as of 8 March 2025

    On the table   An interim agreement with Border crossing (open by day) and
                   Stray cattle (returned to their owner): Upper gains 11 % of
                   what it wants over today, Lower 9.5 %.
    Acceptable     Yes, both can sign it.
    The frontier   It is not on it: 2 packages there beat it, by which nobody
                   loses and both gain.
    Left over      With nobody losing Upper could gain up to 20 % of what it
                   wants, Lower up to 38 %.
    Counter-offer  Nearest, at no cost to anybody: Bridge (a new one); then Upper
                   gains 20 % of what it wants, Lower 10 %.
    One change     Bridge (a new one); then Upper gains 20 % of what it wants,
                   Lower 10 %.

  What the package is worth

    Side   worth %  over today %  could gain more %
    Upper     41.4         +11.4              +20.0
    Lower     49.5          +9.5              +38.0
    In % of what a side wants; more with nobody losing.

  What the package leaves on the table

    By what is added   Upper %  Lower %  offer No.
    most for Upper       +20.0    +10.0          1
    most for Lower        +8.0    +38.0          2
    Nash                  +8.0    +38.0          2
    Kalai-Smorodinsky     +8.0    +38.0          2
    egalitarian          +20.0    +10.0          1
    utilitarian           +8.0    +38.0          2

  What could be offered at no cost to anybody, nearest first

    No.  Upper %  Lower %  Otherwise than on the table
      1    +20.0    +10.0  Bridge: A new one
      2     +8.0    +38.0  Toll: A low toll; Bridge: A new one
    What is added to the package on the table, in % of what a side wants.

  Single changes by which nobody loses

    No.  Upper %  Lower %  Otherwise than on the table
      1    +20.0    +10.0  Bridge: A new one
    What is added to the package on the table, in % of what a side wants.
  $ entente deals tests/transcript/border.yaml --counter crossing=days,cattle=returned --for lower --short
  Two villages and a border crossing                            as of 8 March 2025

    On the table  An interim agreement with Border crossing (open by day) and
                  Stray cattle (returned to their owner): Upper gains 11 % of what
                  it wants over today, Lower 9.5 %.
    Acceptable    Yes, both can sign it.
    The frontier  It is not on it: 2 packages there beat it, by which nobody loses
                  and both gain.
    Left over     With nobody losing Upper could gain up to 20 % of what it wants,
                  Lower up to 38 %.
    From Lower    At no cost to it, nearest: Bridge (a new one); then Upper gains
                  20 % of what it wants, Lower 10 %. One more costs it nothing
                  either.
    One change    Bridge (a new one); then Upper gains 20 % of what it wants,
                  Lower 10 %.
  $ entente deals tests/transcript/border.yaml --short --counter crossing=open,toll=high,bridge=new
  Two villages and a border crossing                            as of 8 March 2025

    On the table  A settlement with Border crossing (open day and night), toll (a
                  high toll) and Bridge (a new one): Upper gains 20 % of what it
                  wants over walking away, Lower 16 %.
    Acceptable    No. It crosses Upper's red line on toll (a high toll).
    The frontier  Nothing that both can sign is as good for each of them.
    A way out     One change is enough for both to sign: toll (a low toll);
                  against the package Upper gains 18 % of what it wants, Lower
                  loses 12 %.
    At less cost  2 changes: toll (a low toll) and Stray cattle (returned to their
                  owner); against the package Upper gains 28 % of what it wants,
                  Lower loses 2 %.
  $ entente deals tests/transcript/border.yaml --short --counter "Border crossing=Shut,Toll=A high toll,Bridge=a new one" --with bridge=old
  Two villages and a border crossing                            as of 8 March 2025

    Given         Fixed: Bridge (as it is).
    On the table  An interim agreement with toll (a high toll) and Bridge (a new
                  one): Upper loses 10 % of what it wants over today, Lower gains
                  50 %.
    Acceptable    No. Upper falls 10 % short of today. It crosses Upper's red line
                  on toll (a high toll). It crosses County's red line on Border
                  crossing (Shut) with Bridge (a new one). It breaks a rule: toll
                  (a low toll or a high toll) needs Border crossing (open by day
                  or open day and night). It has Bridge (a new one), against what
                  is fixed.
    The frontier  Nothing that both can sign is as good for each of them.
    A way out     3 changes are enough for both to sign: toll (none), Stray cattle
                  (returned to their owner) and Bridge (as it is); against the
                  package Upper gains 20 % of what it wants, Lower loses 40 %.
  $ entente deals tests/transcript/border.yaml --short --counter crossing=shut
  Two villages and a border crossing                            as of 8 March 2025

    On the table   Nothing is changed: that is no agreement.
    The frontier   It is not on it: 2 packages there beat it, by which nobody
                   loses and both gain.
    Left over      With nobody losing Upper could gain up to 31 % of what it
                   wants, Lower up to 47 %.
    Counter-offer  Nearest, at no cost to anybody: Border crossing (open by day),
                   Stray cattle (returned to their owner) and Bridge (a new one);
                   then Upper gains 31 % of what it wants, Lower 19 %.
    One change     Stray cattle (returned to their owner); then Upper gains 10 %
                   of what it wants, Lower 10 %.
  $ entente deals tests/transcript/three.yaml --counter hours=turns,road=open
  Three farms and one well                                        as of 1 May 2025

    On the table  An agreement with hours at the well (by turns) and Road (Open):
                  Ada gains 15 % of what it wants over walking away, Ben 25 %,
                  Cleo 4 %.
    Acceptable    Yes, all three can sign it.
    The frontier  It is not on it: 3 packages there beat it, by which nobody loses
                  and all three gain.
    Left over     With nobody losing Ada could gain up to 30 % of what it wants,
                  Ben up to 40 %, Cleo up to 34 %. All yardsticks of fairness pick
                  the same: Ada gains 30 % of what it wants, Ben 32 %, Cleo 14 %.
    From Ada      At no cost to it, nearest: repair of the well (paid by Ada);
                  then Ada gains 9 % of what it wants, Ben 40 %, Cleo 20 %. 2 more
                  cost it nothing either.
    From Ben      At no cost to it, nearest: repair of the well (Paid together);
                  then Ada gains 30 % of what it wants, Ben 32 %, Cleo 14 %. 2
                  more cost it nothing either.
    From Cleo     At no cost to it, nearest: repair of the well (Paid together);
                  then Ada gains 30 % of what it wants, Ben 32 %, Cleo 14 %. 2
                  more cost it nothing either.
    One change    Repair of the well (Paid together); then Ada gains 30 % of what
                  it wants, Ben 32 %, Cleo 14 %. Repair of the well (paid by Ada);
                  then Ada gains 9 % of what it wants, Ben 40 %, Cleo 20 %.

  What the package is worth

    Side  worth %  over walking away %  could gain more %
    Ada      45.0                +15.0              +30.0
    Ben      60.0                +25.0              +40.0
    Cleo     44.0                 +4.0              +34.0
    In % of what a side wants; more with nobody losing.

  What the package leaves on the table

    By what is added   Ada %  Ben %  Cleo %  offer No.
    most for Ada       +30.0  +32.0   +14.0          1
    most for Ben        +9.0  +40.0   +20.0          2
    most for Cleo      +10.0  +32.0   +34.0          3
    Nash               +30.0  +32.0   +14.0          1
    Kalai-Smorodinsky  +30.0  +32.0   +14.0          1
    egalitarian        +30.0  +32.0   +14.0          1
    utilitarian        +30.0  +32.0   +14.0          1

  What could be offered at no cost to anybody, nearest first

    No.  Ada %  Ben %  Cleo %  Otherwise than on the table
      1  +30.0  +32.0   +14.0  Repair of the well: Paid together
      2   +9.0  +40.0   +20.0  Repair of the well: Paid by Ada
      3  +10.0  +32.0   +34.0  Repair of the well: Paid together; Road: Closed
    What is added to the package on the table, in % of what a side wants.

  Single changes by which nobody loses

    No.  Ada %  Ben %  Cleo %  Otherwise than on the table
      1  +30.0  +32.0   +14.0  Repair of the well: Paid together
      2   +9.0  +40.0   +20.0  Repair of the well: Paid by Ada
    What is added to the package on the table, in % of what a side wants.
  $ entente deals tests/transcript/three.yaml --short --counter hours=turns,repair=together
  Three farms and one well                                        as of 1 May 2025

    On the table  An agreement with hours at the well (by turns) and repair of the
                  well (Paid together): Ada gains 25 % of what it wants over
                  walking away, Ben 57 %, Cleo 38 %.
    Acceptable    Yes, all three can sign it.
    The frontier  It is on it: nobody could gain more without loss to another.
  $ entente deals tests/transcript/no-deal.yaml --short --counter toll=low
  Two villages that will not agree                              as of 8 March 2025

    On the table   An interim agreement with toll (a low toll): Upper loses 12 %
                   of what it wants over today, Lower gains 28 %.
    Acceptable     No. Upper falls 12 % short of today. It breaks a rule: toll (a
                   low toll or a high toll) needs Border crossing (open by day or
                   open day and night).
    The frontier   It is not on it: 1 package there beats it, by which nobody
                   loses and both gain.
    A way out      2 changes are enough for both to sign: Border crossing (open by
                   day) and Bridge (a new one); against the package Upper gains
                   21 % of what it wants, Lower 9.5 %. That costs least; one other
                   way is as short.
    Better still   3 changes: Border crossing (open by day), Stray cattle
                   (returned to their owner) and Bridge (a new one); against the
                   package Upper gains 31 % of what it wants, Lower 19 %.
    Left over      With nobody losing Upper could gain up to 31 % of what it
                   wants, Lower up to 19 %. All yardsticks of fairness pick the
                   same: Upper gains 31 % of what it wants, Lower 19 %.
    Counter-offer  Nearest, at no cost to anybody: Border crossing (open by day),
                   Stray cattle (returned to their owner) and Bridge (a new one);
                   then Upper gains 31 % of what it wants, Lower 19 %.

Offers and packages that the model names, and changes to them.

  $ entente deals scenarios/istanbul-2025-06.yaml --short --counter round-2/ukraine
  Direct talks between Ukraine and Russia, Istanbul, second round
  as of 1 June 2025

    On the table  An interim agreement with ceasefire (full ceasefire of at least
                  thirty days), prisoners of war (both exchange all their
                  prisoners of war), leaders' meeting (Putin sits down with
                  Zelensky) and negotiations on lasting peace (with the United
                  States and Europe): Ukraine gains 26 % of what it wants over
                  today, Russia loses 6.5 %.
    Acceptable    No. Russia falls 6.5 % short of today.
    The frontier  Nothing that both can sign is as good for each of them.
    A way out     One change is enough for both to sign: ceasefire (no ceasefire);
                  against the package Russia gains 8.5 % of what it wants, Ukraine
                  loses 7.4 %.
    At less cost  4 changes: leaders' meeting (Putin and Zelensky meet with
                  Trump), concrete peace proposal from Russia (handed over),
                  promise not to expand NATO to the east (an assurance that is not
                  in writing) and Western sanctions on Russia (eased in part);
                  against the package Russia gains 7 % of what it wants, Ukraine
                  loses 0.3 %.
  $ entente deals scenarios/labour-contract.yaml --short --counter 2025-02-27/employer,leave=d28
  Works contract at Halden Gearworks (teaching material)       as of 10 March 2025

    On the table  An agreement with increase of wages (1 %), days of leave (28
                  days) and company's share of the pension (52 %): Union loses
                  10 % of what it wants over walking away, Halden Gearworks gains
                  45 %.
    Acceptable    No. Union falls 10 % short of its walk-away.
    The frontier  Nothing that both can sign is as good for each of them.
    A way out     One change is enough for both to sign: company's share of the
                  pension (56 %); against the package Union gains 12 % of what it
                  wants, Halden Gearworks loses 4 %. That costs least; 13 other
                  ways are as short.
    At less cost  2 changes: days of leave (25 days) and company's share of the
                  pension (58 %); against the package Union gains 11 % of what it
                  wants, Halden Gearworks loses 0.8 %.
  $ entente deals scenarios/river-basin.yaml --short --counter ministers-draft
  Filling and running the Ondra dam, three states on one river (teaching material)
  as of 1 September 2025

    On the table   A settlement with filling of the reservoir (five years); least
                   release at the border, cubic metres a second (350); settling of
                   disputes (a mediator); Data (Daily readings); and power from
                   the dam (at the market price): Arvia gains 22 % of what it
                   wants over walking away, Belvia loses 6.2 %, Corland 2.3 %.
    Acceptable     No. Belvia falls 6.2 % short of its walk-away. Corland falls
                   2.3 % short of its walk-away.
    The frontier   It is not on it: 5 packages there beat it, by which nobody
                   loses and all three gain.
    A way out      One change is enough for all three to sign: flushing of silt (a
                   flood let through every year); against the package Belvia gains
                   14 % of what it wants, Corland 4 %, Arvia loses 4 %. That costs
                   least; one other way is as short.
    Better still   3 changes: filling of the reservoir (by the rain: fast in wet
                   years, paused in dry ones); Data (shared gauges with
                   everybody's staff); and Basin fund (600 million); against the
                   package Arvia gains 9.1 % of what it wants, Belvia 22 %,
                   Corland 22 %.
    Left over      With nobody losing Arvia could gain up to 9.1 % of what it
                   wants, Belvia up to 40 %, Corland up to 36 %.
    Counter-offer  Nearest, at no cost to anybody: filling of the reservoir (by
                   the rain: fast in wet years, paused in dry ones); Data (shared
                   gauges with everybody's staff); and Basin fund (600 million);
                   then Arvia gains 9.1 % of what it wants, Belvia 22 %, Corland
                   22 %.

Tables and JSON.

  $ entente deals tests/transcript/border.yaml --counter crossing=days,cattle=returned --csv counter
  party,utility,gain,left
  upper,0.41404476414376,0.11404476414376002,0.20000000000000007
  lower,0.49473321344609,0.09473321344608998,0.3799999999999999
  $ entente deals tests/transcript/border.yaml --counter crossing=days,cattle=returned --csv counter-offers
  number,added_upper,added_lower,changed,gain_upper,gain_lower,crossing,toll,cattle,bridge
  1,0.20000000000000007,0.10000000000000009,1,0.3140447641437601,0.19473321344609007,days,none,returned,new
  2,0.08000000000000002,0.3799999999999999,2,0.19404476414376004,0.4747332134460899,days,low,returned,new
  $ entente deals tests/transcript/border.yaml --counter crossing=days,cattle=returned --csv left
  name,added_upper,added_lower,number
  most_upper,0.20000000000000007,0.10000000000000009,1
  most_lower,0.08000000000000002,0.3799999999999999,2
  nash,0.08000000000000002,0.3799999999999999,2
  kalai_smorodinsky,0.08000000000000002,0.3799999999999999,2
  egalitarian,0.20000000000000007,0.10000000000000009,1
  utilitarian,0.08000000000000002,0.3799999999999999,2
  $ entente deals tests/transcript/border.yaml --counter crossing=days,cattle=returned --csv counter-steps
  number,added_upper,added_lower,changed,gain_upper,gain_lower,crossing,toll,cattle,bridge
  1,0.20000000000000007,0.10000000000000009,1,0.3140447641437601,0.19473321344609007,days,none,returned,new
  $ entente deals tests/transcript/border.yaml --counter crossing=open,toll=high --csv counter-repairs
  number,added_upper,added_lower,changed,gain_upper,gain_lower,crossing,toll,cattle,bridge
  1,0.38,-0.020000000000000018,2,0.38,0.040000000000000036,open,low,kept,new
  2,0.28,-0.02000000000000013,2,0.28,0.039999999999999925,open,low,returned,old
  3,0.4800000000000001,0.07999999999999985,3,0.4800000000000001,0.1399999999999999,open,low,returned,new
  $ entente deals tests/transcript/border.yaml --counter crossing=open,toll=high --json | sed -n '/"counter"/,$p'
    "counter": {
      "package": {"crossing": "open", "toll": "high", "cattle": "kept", "bridge": "old"},
      "kind": "settlement",
      "utility": {"upper": 0.4, "lower": 0.56},
      "gain": {"upper": 0, "lower": 0.06000000000000005},
      "acceptable": false,
      "falls_short": [],
      "crosses": ["red_line:upper:0"],
      "breaks_rules": [],
      "against_fixed": [],
      "on_frontier": false,
      "left": {"upper": 0.4800000000000001, "lower": 0.07999999999999985},
      "offers": [
        {"package": {"crossing": "open", "toll": "low", "cattle": "returned", "bridge": "new"}, "changed": ["toll", "cattle", "bridge"], "gain": {"upper": 0.4800000000000001, "lower": 0.1399999999999999}, "added": {"upper": 0.4800000000000001, "lower": 0.07999999999999985}, "frontier": 0}
      ],
      "offers_by": {
        "upper": [0],
        "lower": [0]
      },
      "best": {"nash": 0, "kalai_smorodinsky": 0, "egalitarian": 0, "utilitarian": 0},
      "steps": [],
      "repairs": [
        {"package": {"crossing": "open", "toll": "low", "cattle": "kept", "bridge": "new"}, "changed": ["toll", "bridge"], "gain": {"upper": 0.38, "lower": 0.040000000000000036}, "added": {"upper": 0.38, "lower": -0.020000000000000018}},
        {"package": {"crossing": "open", "toll": "low", "cattle": "returned", "bridge": "old"}, "changed": ["toll", "cattle"], "gain": {"upper": 0.28, "lower": 0.039999999999999925}, "added": {"upper": 0.28, "lower": -0.02000000000000013}}
      ],
      "ladder": [
        {"package": {"crossing": "open", "toll": "low", "cattle": "kept", "bridge": "new"}, "changed": ["toll", "bridge"], "gain": {"upper": 0.38, "lower": 0.040000000000000036}, "added": {"upper": 0.38, "lower": -0.020000000000000018}},
        {"package": {"crossing": "open", "toll": "low", "cattle": "returned", "bridge": "new"}, "changed": ["toll", "cattle", "bridge"], "gain": {"upper": 0.4800000000000001, "lower": 0.1399999999999999}, "added": {"upper": 0.4800000000000001, "lower": 0.07999999999999985}}
      ],
      "repairs_searched": 4,
      "nearest": {"package": {"crossing": "open", "toll": "low", "cattle": "returned", "bridge": "new"}, "changed": ["toll", "cattle", "bridge"], "gain": {"upper": 0.4800000000000001, "lower": 0.1399999999999999}, "added": {"upper": 0.4800000000000001, "lower": 0.07999999999999985}, "frontier": 0},
      "said": [
        {"kind": "sentence", "label": "On the table", "text": "A settlement with Border crossing (open day and night) and toll (a high toll): Lower gains 6 % of what it wants over walking away, Upper neither gains nor loses."},
        {"kind": "sentence", "label": "Acceptable", "text": "No. It crosses Upper's red line on toll (a high toll)."},
        {"kind": "sentence", "label": "The frontier", "text": "It is not on it: 1 package there beats it, by which nobody loses and both gain."},
        {"kind": "sentence", "label": "A way out", "text": "2 changes are enough for both to sign: toll (a low toll) and Bridge (a new one); against the package Upper gains 38 % of what it wants, Lower loses 2 %. That costs least; one other way is as short."},
        {"kind": "sentence", "label": "Better still", "text": "3 changes: toll (a low toll), Stray cattle (returned to their owner) and Bridge (a new one); against the package Upper gains 48 % of what it wants, Lower 8 %."},
        {"kind": "sentence", "label": "Left over", "text": "With nobody losing Upper could gain up to 48 % of what it wants, Lower up to 8 %. All yardsticks of fairness pick the same: Upper gains 48 % of what it wants, Lower 8 %."},
        {"kind": "sentence", "label": "Counter-offer", "text": "Nearest, at no cost to anybody: toll (a low toll), Stray cattle (returned to their owner) and Bridge (a new one); then Upper gains 48 % of what it wants, Lower 8 %."},
        {
          "kind": "table",
          "name": "counter",
          "title": "What the package is worth",
          "columns": [{"name": "party", "type": "party", "title": "Side"}, {"name": "utility", "type": "share", "title": "worth %"}, {"name": "gain", "type": "change", "title": "over walking away %"}, {"name": "left", "type": "change", "title": "could gain more %"}],
          "rows": [
            ["upper", 0.4, 0, 0.4800000000000001],
            ["lower", 0.56, 0.06000000000000005, 0.07999999999999985]
          ],
          "note": "In % of what a side wants; more with nobody losing."
        },
        {
          "kind": "table",
          "name": "counter-repairs",
          "title": "Changes after which all can sign",
          "columns": [{"name": "number", "type": "whole", "title": "No."}, {"name": "added_upper", "type": "change", "title": "Upper %"}, {"name": "added_lower", "type": "change", "title": "Lower %"}, {"name": "changed", "type": "whole"}, {"name": "gain_upper", "type": "change"}, {"name": "gain_lower", "type": "change"}, {"name": "package", "type": "package"}],
          "rows": [
            [1, 0.38, -0.020000000000000018, 2, 0.38, 0.040000000000000036, {"crossing": "open", "toll": "low", "cattle": "kept", "bridge": "new"}],
            [2, 0.28, -0.02000000000000013, 2, 0.28, 0.039999999999999925, {"crossing": "open", "toll": "low", "cattle": "returned", "bridge": "old"}],
            [3, 0.4800000000000001, 0.07999999999999985, 3, 0.4800000000000001, 0.1399999999999999, {"crossing": "open", "toll": "low", "cattle": "returned", "bridge": "new"}]
          ],
          "note": "What is added to the package on the table, in % of what a side wants."
        },
        {
          "kind": "table",
          "name": "left",
          "title": "What the package leaves on the table",
          "columns": [{"name": "name", "type": "text", "title": "By what is added"}, {"name": "added_upper", "type": "change", "title": "Upper %"}, {"name": "added_lower", "type": "change", "title": "Lower %"}, {"name": "number", "type": "whole", "title": "offer No."}],
          "rows": [
            [{"name": "most_upper", "text": "most for Upper"}, 0.4800000000000001, 0.07999999999999985, 1],
            [{"name": "most_lower", "text": "most for Lower"}, 0.4800000000000001, 0.07999999999999985, 1],
            [{"name": "nash", "text": "Nash"}, 0.4800000000000001, 0.07999999999999985, 1],
            [{"name": "kalai_smorodinsky", "text": "Kalai-Smorodinsky"}, 0.4800000000000001, 0.07999999999999985, 1],
            [{"name": "egalitarian", "text": "egalitarian"}, 0.4800000000000001, 0.07999999999999985, 1],
            [{"name": "utilitarian", "text": "utilitarian"}, 0.4800000000000001, 0.07999999999999985, 1]
          ]
        },
        {
          "kind": "table",
          "name": "counter-offers",
          "title": "What could be offered at no cost to anybody, nearest first",
          "columns": [{"name": "number", "type": "whole", "title": "No."}, {"name": "added_upper", "type": "change", "title": "Upper %"}, {"name": "added_lower", "type": "change", "title": "Lower %"}, {"name": "changed", "type": "whole"}, {"name": "gain_upper", "type": "change"}, {"name": "gain_lower", "type": "change"}, {"name": "package", "type": "package"}],
          "rows": [
            [1, 0.4800000000000001, 0.07999999999999985, 3, 0.4800000000000001, 0.1399999999999999, {"crossing": "open", "toll": "low", "cattle": "returned", "bridge": "new"}]
          ],
          "note": "What is added to the package on the table, in % of what a side wants."
        },
        {
          "kind": "table",
          "name": "counter-steps",
          "title": "Single changes by which nobody loses",
          "columns": [{"name": "number", "type": "whole", "title": "No."}, {"name": "added_upper", "type": "change", "title": "Upper %"}, {"name": "added_lower", "type": "change", "title": "Lower %"}, {"name": "changed", "type": "whole"}, {"name": "gain_upper", "type": "change"}, {"name": "gain_lower", "type": "change"}, {"name": "package", "type": "package"}],
          "rows": [],
          "note": "What is added to the package on the table, in % of what a side wants."
        }
      ]
    }
  }

Words that mean nothing.

  $ entente deals tests/transcript/border.yaml --counter crossing=open,tol=high
  entente deals: there is no issue 'tol'; did you mean 'toll'?
  [2]
  $ entente deals tests/transcript/border.yaml --counter crossing=open,toll=hihg
  entente deals: there is no option 'hihg' of 'toll'; did you mean 'high'?
  [2]
  $ entente deals tests/transcript/border.yaml --counter toll=high,toll=low
  entente deals: --counter settles 'toll' twice
  [2]
  $ entente deals tests/transcript/border.yaml --counter ""
  entente deals: --counter takes a package: issue=option,issue=option
  [2]
  $ entente deals tests/transcript/border.yaml --counter low
  entente deals: --counter takes issue=option,issue=option; the model names no package 'low'
  [2]
  $ entente deals scenarios/istanbul-2025-06.yaml --counter round-3/ukraine
  entente deals: there is no package 'round-3/ukraine'; did you mean 'round-1/ukraine'?
  [2]
  $ entente deals scenarios/istanbul-2025-06.yaml --counter my-terms
  entente deals: there is no package 'my-terms'; there are: kyivs-terms, moscows-terms, round-1/ukraine, round-1/ukraine/2, round-2/ukraine
  [2]
  $ entente deals scenarios/istanbul-2025-06.yaml --counter round-2/ukraine --for nato
  entente deals: there is no principal 'nato'; there are: ukraine, russia
  [2]
  $ entente deals scenarios/istanbul-2025-06.yaml --for russia
  entente deals: --for goes with --counter PACKAGE
  [2]
  $ entente deals scenarios/istanbul-2025-06.yaml --counter round-2/ukraine --all
  entente deals: --counter and --all exclude each other
  [2]
