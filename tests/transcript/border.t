A negotiation of two with interim agreements, a round to come, claims that contradict.

  $ entente brief tests/transcript/border.yaml
  Two villages and a border crossing                            as of 8 March 2025

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
    A settlement   is possible: 3 of the 27 possible packages end the contest on
                   terms that both can sign. The four usual yardsticks of fairness
                   pick the same one, with toll (a low toll), Border crossing
                   (open day and night), Stray cattle (returned to their owner)
                   and 1 more: Upper gains 48 % of what it wants over walking
                   away, Lower 14 %. It needs County. The dearest red line is
                   Upper's, on toll (a high toll): without it the side that gains
                   least could gain 12 % more.
    Short of that  6 interim agreements leave the contest running and nobody worse
                   off than today. By the same four yardsticks of fairness Upper
                   gains 19 to 31 % of what it wants over today, Lower 19 to 47 %.
    The roadmap    "slow", proposed by Upper, holds; it is tightest for Lower
                   before "Open by day" (1.4 % to lose by walking away).
    Time           moves nobody's walk-away. Who comes decides what can be
                   offered: in the first round only what officials may settle;
                   from round 2 on anything, as nothing says who will come. If all
                   knew each other's walk-away, the chance of agreement would be
                   0 % in the first round and 100 % within 10 rounds. With a
                   walk-away kept secret, the chance of that is 0 % in the first
                   round and 100 % within 10 rounds.
    This rests on  33 numbers, 7 of them on somebody's word and 26 the analyst's
                   own; two of the 4 claims contradict each other.
    Not covered    yet: how likely any of it is.

  How far apart, issue by issue

    Issue            Upper wants   Lower wants  Upper loses  Lower loses
    Toll             None          A high toll         30.0         40.0
    Border crossing  Open day and  Shut                40.0         24.0
                     night
    Stray cattle     Returned to   Returned to          0.0          0.0
                     their owner   their owner
    Bridge           A new one     A new one            0.0          0.0
    What a side loses where the other gets its way, in % of what it wants; widest
    first. -: it does not care.

  Settlements by the four yardsticks of fairness

    Yardstick                 Upper %  Lower %  Otherwise than today
    Nash, Kalai-Smorodinsky,    +48.0    +14.0  Border crossing: Open day
    egalitarian, utilitarian                    and night; Toll: A low toll;
                                                Stray cattle: Returned to
                                                their owner; Bridge: A new
                                                one
    Gains over walking away, in % of what a side wants.

  Interim agreements by the four yardsticks of fairness

    All of them hold: Border crossing (open by day), Stray cattle (returned to
    their owner) and Bridge (a new one).

    Yardstick                             Upper %  Lower %  Otherwise than today
    Nash, Kalai-Smorodinsky, utilitarian    +19.4    +47.5  Toll: A low toll
    egalitarian                             +31.4    +19.5  nothing else
    Gains over today, in % of what a side wants.

  What walking away would cost, by step

    Roadmap  Step         Day  Reversible  Upper  Lower  Crosses
    slow     Cattle         0  no          +29.1  +11.3
    slow     Open by day   10  yes         +19.3   +1.4
    slow     (the end)     70              +19.0   +2.0
    In per cent of all that a side wants, before the step; below 0 the side would
    rather walk away.

  More in: entente gap, round, blockers, deals, roadmap, clock and check.
  $ entente check tests/transcript/border.yaml
  Two villages and a border crossing                            as of 8 March 2025

    The model      tests/transcript/border.yaml is sound: 4 issues, 4 parties (2
                   must sign), 4 claims from 3 sources.
    This rests on  33 numbers, 7 of them on somebody's word and 26 the analyst's
                   own; two of the 4 claims contradict each other.

  Claims by grade

    Grade  Claims
    B2          2
    C3          1
    C4          1
    A to F: how reliable the source is; 1 to 6: how credible what it says.

  Claims that cannot both hold

    Pair  Claim       By     Grade  Says
       1  mayor-ill   paper  C3     the mayor of Lower is ill
          mayor-well  radio  C4     the mayor of Lower is in good health

  Numbers that no claim supports: the analyst's own

    In                                Unsupported  of  Which
    parties.upper                               1   1  walk_away
    parties.upper.preferences.                  1   4  weight
    crossing
    parties.upper.preferences.toll              4   4  weight, none, low, high
    parties.upper.preferences.cattle            3   3  weight, kept, returned
    parties.upper.preferences.bridge            3   3  weight, old, new
    parties.lower                               1   1  walk_away
    parties.lower.preferences.                  4   4  weight, shut, days, open
    crossing
    parties.lower.preferences.cattle            3   3  weight, kept, returned
    parties.lower.preferences.bridge            3   3  weight, old, new
    roadmaps.slow.ends_in                       1   1  chance
    time.discount                               2   2  upper, lower

  Claims that nothing rests on

    Claim       By     Grade  Says
    mayor-well  radio  C4     the mayor of Lower is in good health

  Sources that no claim cites

    Source  Title
    letter  A letter that nobody cites
  $ entente gap tests/transcript/border.yaml
  Two villages and a border crossing                            as of 8 March 2025

    Far apart.  If Lower got its way everywhere, Upper would lose 70 % of what it
                wants; the other way round, Lower would lose 64 %. Widest: toll
                and Border crossing. Shared: Stray cattle (returned to their
                owner) and Bridge (a new one).

  How far apart, issue by issue

    Issue            Upper wants   Lower wants  Upper loses  Lower loses
    Toll             None          A high toll         30.0         40.0
    Border crossing  Open day and  Shut                40.0         24.0
                     night
    Stray cattle     Returned to   Returned to          0.0          0.0
                     their owner   their owner
    Bridge           A new one     A new one            0.0          0.0
    What a side loses where the other gets its way, in % of what it wants; widest
    first. -: it does not care.

  How far apart, side by side

    Side   against  loses %  options both prefer to today  opposition %
    Upper  Lower       70.0                             2          29.5
    Lower  Upper       64.0                             2          29.5
    Opposition: how far the nearest possible package stays from giving each of the
    two all it can get (0: nothing stands between them).
  $ entente deals tests/transcript/border.yaml --top 3
  Two villages and a border crossing                            as of 8 March 2025

    A settlement   is possible: 3 of the 27 possible packages end the contest on
                   terms that both can sign. The four usual yardsticks of fairness
                   pick the same one, with Border crossing (open day and night),
                   toll (a low toll), Stray cattle (returned to their owner) and 1
                   more: Upper gains 48 % of what it wants over walking away,
                   Lower 14 %. It needs County.
    Short of that  6 interim agreements leave the contest running and nobody worse
                   off than today. By the same four yardsticks of fairness Upper
                   gains 19 to 31 % of what it wants over today, Lower 19 to 47 %.
                   All four hold: Border crossing (open by day), Stray cattle
                   (returned to their owner) and Bridge (a new one).

  Settlements that no other beats (the frontier)

    No.  Upper %  Lower %  Otherwise than today
      1    +48.0    +14.0  Border crossing: Open day and night; Toll: A low
                           toll; Stray cattle: Returned to their owner; Bridge:
                           A new one
    Gains over walking away, in % of what a side wants.

  Settlements by the four yardsticks of fairness

    Yardstick                 Upper %  Lower %  Otherwise than today
    Nash, Kalai-Smorodinsky,    +48.0    +14.0  Border crossing: Open day
    egalitarian, utilitarian                    and night; Toll: A low toll;
                                                Stray cattle: Returned to
                                                their owner; Bridge: A new
                                                one
    Gains over walking away, in % of what a side wants.

  Interim agreements that no other beats (the frontier)

    All of them hold: Border crossing (open by day), Stray cattle (returned to
    their owner) and Bridge (a new one).

    No.  Upper %  Lower %  Otherwise than today
      1    +31.4    +19.5  nothing else
      2    +19.4    +47.5  Toll: A low toll
    Gains over today, in % of what a side wants.

  Interim agreements by the four yardsticks of fairness

    All of them hold: Border crossing (open by day), Stray cattle (returned to
    their owner) and Bridge (a new one).

    Yardstick                             Upper %  Lower %  Otherwise than today
    Nash, Kalai-Smorodinsky, utilitarian    +19.4    +47.5  Toll: A low toll
    egalitarian                             +31.4    +19.5  nothing else
    Gains over today, in % of what a side wants.

  How many packages

    Packages that are                count
    possible: they break no rule        27
    acceptable: every side can sign      9
    ... and end the contest              3
    ... and leave it running             6
    Not every payoff is an exact decimal (options that run out, or numbers of many
    digits): payoffs closer than 10^-9 count as equal.
  $ entente deals tests/transcript/border.yaml --all --json | grep '"possible":\|"acceptable":'
      "possible": "27",
  $ entente deals tests/transcript/border.yaml --all --short
  Two villages and a border crossing                            as of 8 March 2025

    In all  27 packages are possible, 12 of which would end the contest. Red lines
            and walk-aways are left out of account.
  $ entente blockers tests/transcript/border.yaml
  Two villages and a border crossing                            as of 8 March 2025

    A settlement  is possible as things stand; what each red line costs is below.

  What each red line costs

    Red line                                                            costs, %
    Upper's red line on toll (a high toll)                                  12.0
    Lower's red line on Border crossing (open day and night) with toll       0.0
    (none)
    County's red line on Border crossing (Shut) with Bridge (a new           0.0
    one)
    By how much the side that gains least could gain more without it, in % of all
    it wants; walk-aways set aside.
  $ entente round tests/transcript/border.yaml
  Two villages and a border crossing                            as of 8 March 2025

    On Monday  officials can settle 1 of 4 issues; Lower sends nobody higher. Both
               would gain most from Stray cattle (returned to their owner): Upper
               gains 10 % of what it wants, Lower 10 %. Within that mandate lies 1
               interim agreement that both can sign. Border crossing must wait for
               leaders; toll and Bridge for ministers. Border crossing (open by
               day) would cost Lower 0.5 % of what it wants as things stand. Lower
               takes part though its precondition is not met (an apology for last
               year).

  The round of 10 March 2025, The inn

    Party  Head of delegation  Rank      Remark
    Upper  Ada                 leader
    Lower  Ben                 official
    Lower  the mayor           leader    stays away: ill

  Preconditions

    By     Wants                     Met  Takes part
    Lower  an apology for last year  no   yes

  Each option by itself, all else as today

    Issue            Option              Upper %  Lower %  Can be settled
    Border crossing  Open by day            +1.4     -0.5  waits for leaders
                     Open day and night    +40.0    -24.0  waits for leaders
    Toll             A low toll                -        -  waits for ministers
                     A high toll               -        -  waits for ministers
    Stray cattle     Returned to their     +10.0    +10.0  this round
                     owner
    Bridge           A new one             +20.0    +10.0  waits for ministers
    Gains over today, in % of what a side wants; -: against the rules.

  Interim agreements that no other beats (the frontier)

    No.  Upper %  Lower %  Otherwise than today
      1    +10.0    +10.0  Stray cattle: Returned to their owner
    Gains over today, in % of what a side wants.

  Interim agreements by the four yardsticks of fairness

    Yardstick                 Upper %  Lower %  Otherwise than today
    Nash, Kalai-Smorodinsky,    +10.0    +10.0  Stray cattle: Returned to
    egalitarian, utilitarian                    their owner
    Gains over today, in % of what a side wants.
  $ entente round tests/transcript/border.yaml --date 2025-03-11
  entente round: the model has no round on that day; it has: 2025-03-10
  [2]

Tables as CSV.

  $ entente gap tests/transcript/border.yaml --csv issues
  issue,wants_upper,wants_lower,loss_upper_lower,loss_lower_upper
  toll,none,high,0.3,0.4
  crossing,open,shut,0.4,0.24
  cattle,returned,returned,0,0
  bridge,new,new,0,0
  $ entente deals tests/transcript/border.yaml --csv interim --top 2
  number,gain_upper,gain_lower,utility_upper,utility_lower,crossing,toll,cattle,bridge,solutions,packages
  1,0.3140447641437601,0.19473321344609007,0.6140447641437601,0.5947332134460901,days,none,returned,new,egalitarian,1
  2,0.19404476414376004,0.4747332134460899,0.49404476414376003,0.8747332134460899,days,low,returned,new,nash kalai_smorodinsky utilitarian,1
  $ entente deals tests/transcript/border.yaml --csv counts
  set,count,count_high,epsilon
  possible,27,27,
  acceptable,9,9,0
  settlement,3,3,0
  interim,6,6,0
  $ entente blockers tests/transcript/border.yaml --csv prices
  name,price
  red_line:upper:0,0.12
  red_line:lower:0,0
  red_line:county:0,0
  $ entente round tests/transcript/border.yaml --csv options
  issue,option,gain_upper,gain_lower,can_settle
  crossing,days,0.014044764143759991,-0.005266786553909997,no
  crossing,open,0.39999999999999997,-0.24000000000000002,no
  toll,low,,,no
  toll,high,,,no
  cattle,returned,0.10000000000000003,0.09999999999999998,yes
  bridge,new,0.2,0.09999999999999998,no
  $ entente check tests/transcript/border.yaml --csv contradictions
  pair,claim,by,grade,says
  1,mayor-ill,paper,C3,the mayor of Lower is ill
  1,mayor-well,radio,C4,the mayor of Lower is in good health
  $ entente deals tests/transcript/border.yaml --csv price
  there is no table 'price' here; there are: settlement, settlement-solutions, settlement-choices, settlement-nearest, interim, interim-solutions, interim-choices, interim-nearest, counts
  [2]

JSON, without what the blocks of the text say again at its end.

  $ entente gap tests/transcript/border.yaml --json | sed '/^    "said"/,$d'
  {
    "entente": "0.1.0",
    "model": {
      "title": "Two villages and a border crossing",
      "as_of": "2025-03-08",
      "file": "tests/transcript/border.yaml",
      "issues": {
        "crossing": {
          "name": "Border crossing",
          "mandate": "leader",
          "options": {
            "shut": {"name": "Shut"},
            "days": {"name": "Open by day", "lasts_days": 60},
            "open": {"name": "Open day and night"}
          },
          "option_order": ["shut", "days", "open"]
        },
        "toll": {
          "name": "Toll",
          "mandate": "minister",
          "options": {
            "none": {"name": "None"},
            "low": {"name": "A low toll"},
            "high": {"name": "A high toll", "affects": ["carters"]}
          },
          "option_order": ["none", "low", "high"]
        },
        "cattle": {
          "name": "Stray cattle",
          "mandate": "official",
          "options": {
            "kept": {"name": "Kept by whoever finds them"},
            "returned": {"name": "Returned to their owner"}
          },
          "option_order": ["kept", "returned"]
        },
        "bridge": {
          "name": "Bridge",
          "mandate": "minister",
          "options": {
            "old": {"name": "As it is"},
            "new": {"name": "A new one", "needs": ["county"]}
          },
          "option_order": ["old", "new"]
        }
      },
      "issue_order": ["crossing", "toll", "cattle", "bridge"],
      "settlement": {"crossing": ["open"]},
      "principals": ["upper", "lower"],
      "parties": {
        "upper": {
          "name": "Upper",
          "role": "principal",
          "walk_away": {"low": 0.3, "likely": 0.4, "high": 0.5, "because": []},
          "weights": {"crossing": 0.4, "toll": 0.3, "cattle": 0.1, "bridge": 0.2},
          "values": {
            "crossing": {"shut": 0, "days": 0.6, "open": 1},
            "toll": {"none": 1, "low": 0.6, "high": 0},
            "cattle": {"kept": 0, "returned": 1},
            "bridge": {"old": 0, "new": 1}
          },
          "because": {"crossing": ["upper-opens"]},
          "red_lines": [
            {"name": "red_line:upper:0", "never": {"toll": ["high"]}, "because": ["upper-opens"]}
          ]
        },
        "lower": {
          "name": "Lower (by the river)",
          "role": "principal",
          "walk_away": {"low": 0.4, "likely": 0.5, "high": 0.6, "because": []},
          "weights": {"crossing": 0.3, "toll": 0.4, "cattle": 0.1, "bridge": 0.2},
          "values": {
            "crossing": {"shut": 1, "days": 0.7, "open": 0.2},
            "toll": {"none": 0, "low": 0.7, "high": 1},
            "cattle": {"kept": 0, "returned": 1},
            "bridge": {"old": 0.5, "new": 1}
          },
          "because": {"toll": ["lower-toll"]},
          "red_lines": [
            {"name": "red_line:lower:0", "never": {"crossing": ["open"], "toll": ["none"]}, "because": ["lower-toll"]}
          ]
        },
        "county": {
          "name": "County",
          "role": "sponsor",
          "red_lines": [
            {"name": "red_line:county:0", "never": {"crossing": ["shut"], "bridge": ["new"]}, "because": []}
          ]
        },
        "carters": {
          "name": "Carters",
          "role": "affected",
          "red_lines": []
        }
      },
      "party_order": ["upper", "lower", "county", "carters"],
      "sources": {
        "paper": {"title": "The valley paper", "date": "2025-03-07", "kind": "press"},
        "radio": {"title": "Radio of the upper valley", "date": "2025-03-07", "kind": "radio"},
        "letter": {"title": "A letter that nobody cites", "date": "2025-03-01", "kind": "letter"}
      },
      "claims": {
        "upper-opens": {"by": "upper", "says": "the crossing must be open day and night", "source": "paper", "at": "page 2", "grade": "B2", "contradicts": []},
        "lower-toll": {"by": "lower", "says": "no crossing without a toll", "source": "paper", "at": "page 2", "grade": "B2", "contradicts": []},
        "mayor-ill": {"by": "paper", "says": "the mayor of Lower is ill", "source": "paper", "at": "page 1", "grade": "C3", "contradicts": []},
        "mayor-well": {"by": "radio", "says": "the mayor of Lower is in good health", "source": "radio", "grade": "C4", "contradicts": ["mayor-ill"]}
      }
    },
    "gap": {
      "loss": {"upper": {"lower": 0.7}, "lower": {"upper": 0.64}},
      "issues": {
        "crossing": {"loss": {"upper": {"lower": 0.4}, "lower": {"upper": 0.24}}, "wants": {"upper": "open", "lower": "shut"}},
        "toll": {"loss": {"upper": {"lower": 0.3}, "lower": {"upper": 0.4}}, "wants": {"upper": "none", "lower": "high"}},
        "cattle": {"loss": {"upper": {"lower": 0}, "lower": {"upper": 0}}, "wants": {"upper": "returned", "lower": "returned"}},
        "bridge": {"loss": {"upper": {"lower": 0}, "lower": {"upper": 0}}, "wants": {"upper": "new", "lower": "new"}}
      },
      "widest": ["toll", "crossing", "cattle", "bridge"],
      "shared": ["cattle", "bridge"],
      "improved": {"upper": {"lower": 2}, "lower": {"upper": 2}},
      "opposition": {"upper": {"lower": 0.29546573405388316}, "lower": {"upper": 0.29546573405388316}},
      "opposition_all": 0.29546573405388316,
  $ entente round tests/transcript/border.yaml --json | sed -n '/^  "round"/,$p' | sed '/^    "said"/,$d'
    "round": {
      "date": "2025-03-10",
      "venue": "The inn",
      "delegations": {
        "upper": {"head": "Ada", "rank": "leader"},
        "lower": {"head": "Ben", "rank": "official"}
      },
      "absent": [
        {"who": "the mayor", "party": "lower", "rank": "leader", "why": "ill"}
      ],
      "preconditions": [
        {"by": "lower", "wants": "an apology for last year", "met": false, "attended": true}
      ],
      "all_sent": true,
      "rank": "official",
      "can_settle": ["cattle"],
      "must_wait": {"crossing": "leader", "toll": "minister", "bridge": "minister"},
      "alone": {
        "cattle": {"returned": {"upper": 0.10000000000000003, "lower": 0.09999999999999998}}
      },
      "interim": {
        "count": "1",
        "frontier": [
          {"package": {"crossing": "shut", "toll": "none", "cattle": "returned", "bridge": "old"}, "utility": {"upper": 0.4, "lower": 0.5}, "gain": {"upper": 0.10000000000000003, "lower": 0.09999999999999998}, "affects": [], "packages": "1"}
        ],
        "solutions": {
          "nash": {"package": {"crossing": "shut", "toll": "none", "cattle": "returned", "bridge": "old"}, "utility": {"upper": 0.4, "lower": 0.5}, "gain": {"upper": 0.10000000000000003, "lower": 0.09999999999999998}, "affects": [], "packages": "1"},
          "kalai_smorodinsky": {"package": {"crossing": "shut", "toll": "none", "cattle": "returned", "bridge": "old"}, "utility": {"upper": 0.4, "lower": 0.5}, "gain": {"upper": 0.10000000000000003, "lower": 0.09999999999999998}, "affects": [], "packages": "1"},
          "egalitarian": {"package": {"crossing": "shut", "toll": "none", "cattle": "returned", "bridge": "old"}, "utility": {"upper": 0.4, "lower": 0.5}, "gain": {"upper": 0.10000000000000003, "lower": 0.09999999999999998}, "affects": [], "packages": "1"},
          "utilitarian": {"package": {"crossing": "shut", "toll": "none", "cattle": "returned", "bridge": "old"}, "utility": {"upper": 0.4, "lower": 0.5}, "gain": {"upper": 0.10000000000000003, "lower": 0.09999999999999998}, "affects": [], "packages": "1"}
        },
        "ideal_gain": {"upper": 0.1, "lower": 0.1}
      },
      "settlement": {
        "count": "0",
        "frontier": []
      },

Mandates bind the clock: officials settle nothing here, nobody meets in the second round, a minister
comes to the third, and to those after it.

  $ entente clock tests/transcript/mandates.yaml
  A bridge, and who may sign for it                           as of 1 January 2025

    Time  moves nobody's walk-away. Who comes decides what can be offered: in the
          first round only what officials may settle; in round 2 anything, as
          nothing says who will come; from round 3 on only what ministers may
          settle. If all knew each other's walk-away, the chance of agreement
          would be 0 % in the first round and 100 % within 5 rounds.

  What bargaining is worth to each side

    Side  Expects  Ties refused  Best today  Short of it  A round costs  Horizon
    east     47.0          47.0           -            -            0.0      0.0
    west     75.0          75.0           -            -            0.0      0.0
    In % of what a side wants. Best today: of the deals that beat all walk-aways
    and that the first round can settle, the one with the largest sum. Ties
    refused: if all refuse whatever is no better than waiting. Horizon: the most
    that up to 2 rounds fewer can move it.

  Agreement by round, and the drift

    Round  All known  east walk-away  west walk-away
        1        0.0            20.0            30.0
        2      100.0            20.0            30.0
        3      100.0            20.0            30.0
        4      100.0            20.0            30.0
        5      100.0            20.0            30.0
    Agreement: chance, in per cent. Walk-aways as the world drifts with nobody
    blamed.

  Offers and what each side asks

    Round  World  Proposer  Offer is  Reached  Side  Gets  Asks
        1  -      east      passed      100.0  east     -  47.0
                                               west     -  75.0
        2         west      agreed             east  50.0  47.0
                                               west  80.0  75.0
        3         east                    0.0  east  50.0  47.0
                                               west  80.0  75.0
        4         west                         east  50.0  47.0
                                               west  80.0  75.0
        5         east                         east  50.0  20.0
                                               west  80.0  30.0
    Asks: the least that side accepts; for the proposer, what waiting is worth.
  $ entente clock tests/transcript/mandates.yaml --json | grep mandate
      "file": "tests/transcript/mandates.yaml",
          "mandate": "minister",
            "free": {"name": "A free bridge", "mandate": "leader"}
      "mandate_by_round": ["official", null, "minister", "minister", "minister"],
      "mandates_bind": true,
