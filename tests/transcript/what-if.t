What the sides could sign if something were otherwise: an option fixed, a red line set aside, a side left out.

  $ entente deals tests/transcript/border.yaml --short --with crossing=days
  Two villages and a border crossing                            as of 8 March 2025

    Given          Fixed: Border crossing (open by day).
    A settlement   is ruled out: what is fixed and the rules of the model leave
                   none.
    Short of that  5 interim agreements leave the contest running and nobody worse
                   off than today. By the four usual yardsticks of fairness Upper
                   gains 19 to 31 % of what it wants over today, Lower 19 to 47 %.
                   All four hold: Border crossing (open by day), Stray cattle
                   (returned to their owner) and Bridge (a new one).
  $ entente deals tests/transcript/border.yaml --short --with "toll=low,high" --with cattle=kept --without-red-line upper:0
  Two villages and a border crossing                            as of 8 March 2025

    Given          Fixed: toll (a low toll or a high toll) and Stray cattle (kept
                   by whoever finds them). Upper's red line on toll (a high toll)
                   is set aside.
    A settlement   is possible: 3 of the 8 possible packages end the contest on
                   terms that both can sign. By the four usual yardsticks of
                   fairness Upper gains 20 to 38 % of what it wants over walking
                   away, Lower 4 to 16 %. All four hold: Border crossing (open day
                   and night) and Bridge (a new one). All four need County.
    Short of that  1 interim agreement leaves the contest running and nobody worse
                   off than today. The same four yardsticks of fairness pick the
                   same one, with Border crossing (open by day), toll (a low toll)
                   and Bridge (a new one): Upper gains 9.4 % of what it wants over
                   today, Lower 37 %.
  $ entente deals tests/transcript/border.yaml --short --with Bridge="a new one" --without-red-line county:bridge
  Two villages and a border crossing                            as of 8 March 2025

    Given          Fixed: Bridge (a new one). County's red line on Border crossing
                   (Shut) with Bridge (a new one) is set aside.
    A settlement   is possible: 2 of the 14 possible packages end the contest on
                   terms that both can sign. The four usual yardsticks of fairness
                   pick the same one, with Border crossing (open day and night),
                   toll (a low toll), Stray cattle (returned to their owner) and 1
                   more: Upper gains 48 % of what it wants over walking away,
                   Lower 14 %. It needs County.
    Short of that  6 interim agreements leave the contest running and nobody worse
                   off than today. By the same four yardsticks of fairness Upper
                   gains 19 to 30 % of what it wants over today, Lower 20 to 47 %.
                   All four hold: Stray cattle (returned to their owner) and
                   Bridge (a new one).
  $ entente deals tests/transcript/three.yaml --short --between ada,cleo
  Three farms and one well                                        as of 1 May 2025

    Given         Between Ada and Cleo alone. Ben need not sign: its walk-away and
                  its red lines do not count.
    An agreement  is possible: both can sign 10 of the 16 possible packages. By
                  the four usual yardsticks of fairness Ada gains 25 to 29 % of
                  what it wants over walking away, Cleo 28 to 38 %.
  $ entente deals tests/transcript/border.yaml --json --with toll=low,high --without-red-line lower:crossing | sed -n '/"deals"/,/"exact"/p'
    "deals": {
      "scope": "acceptable",
      "with": {"toll": ["low", "high"]},
      "without_red_lines": ["red_line:lower:0"],
      "possible": "16",
      "acceptable": "5",
      "exact": false,
  $ entente deals tests/transcript/three.yaml --json --between Cleo,ada | sed -n '/"deals"/,/"exact"/p'
    "deals": {
      "scope": "acceptable",
      "between": ["ada", "cleo"],
      "aside": ["ben"],
      "possible": "16",
      "acceptable": "10",
      "exact": true,
  $ entente deals tests/transcript/three.yaml --csv settlement --between ada,cleo --with road=open
  number,gain_ada,gain_cleo,utility_ada,utility_cleo,hours,repair,road,solutions,packages
  1,0.49,0.08,0.79,0.48,free,ada,open,,1
  2,0.45,0.18,0.75,0.58,turns,together,open,nash kalai_smorodinsky utilitarian,1
  3,0.24,0.24,0.54,0.64,turns,ada,open,egalitarian,1
  4,0.2,0.34,0.5,0.74,shares,together,open,,1

Nothing is left.

  $ entente deals tests/transcript/border.yaml --short --with crossing=shut --with toll=high
  Two villages and a border crossing                            as of 8 March 2025

    Given          Fixed: Border crossing (Shut) and toll (a high toll).
    A settlement   is ruled out: what is fixed and the rules of the model leave
                   none.
    Short of that  no agreement that leaves the contest running is acceptable to
                   everybody.

Words that mean nothing.

  $ entente deals tests/transcript/border.yaml --with tol=low
  entente deals: there is no issue 'tol'; did you mean 'toll'?
  [2]
  $ entente deals tests/transcript/border.yaml --with toll=lo
  entente deals: there is no option 'lo' of 'toll'; did you mean 'low'?
  [2]
  $ entente deals tests/transcript/border.yaml --with toll=free
  entente deals: there is no option 'free' of 'toll'; there are: none, low, high
  [2]
  $ entente deals tests/transcript/border.yaml --with toll
  entente deals: --with takes issue=option, not 'toll'
  [2]
  $ entente deals tests/transcript/border.yaml --with toll=
  entente deals: --with takes issue=option, not 'toll='
  [2]
  $ entente deals tests/transcript/border.yaml --with toll=low --with toll=high
  entente deals: --with fixes 'toll' twice; for either of two options write toll=one,other
  [2]
  $ entente deals tests/transcript/border.yaml --without-red-line upper:3
  entente deals: --without-red-line 'upper:3': there is no such red line; there are: upper:0 (toll=high), lower:0 (crossing=open with toll=none), county:0 (crossing=shut with bridge=new)
  [2]
  $ entente deals tests/transcript/border.yaml --without-red-line upper
  entente deals: --without-red-line 'upper': there is no such red line; there are: upper:0 (toll=high), lower:0 (crossing=open with toll=none), county:0 (crossing=shut with bridge=new)
  [2]
  $ entente deals tests/transcript/border.yaml --without-red-line lower:bridge
  entente deals: --without-red-line 'lower:bridge': there is no such red line; there are: upper:0 (toll=high), lower:0 (crossing=open with toll=none), county:0 (crossing=shut with bridge=new)
  [2]
  $ entente deals tests/transcript/three.yaml --without-red-line ada:0
  entente deals: --without-red-line 'ada:0': no red line can stop a deal here
  [2]
  $ entente deals tests/transcript/three.yaml --between ada
  entente deals: --between takes two or more principals, as in --between ada,ben
  [2]
  $ entente deals tests/transcript/three.yaml --between ada,bern
  entente deals: there is no principal 'bern'; did you mean 'ben'?
  [2]
  $ entente deals tests/transcript/border.yaml --between upper,county
  entente deals: there is no principal 'county'; there are: upper, lower
  [2]
