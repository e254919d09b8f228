What other workbenches call by the same names, next to ours.

  $ entente deals scenarios/labour-contract.yaml --compat genius
  Works contract at Halden Gearworks (teaching material)       as of 10 March 2025

    GENIUS  sees one set of packages, today's among them, without red lines,
            outside parties and interim agreements; walk-aways are its
            reservations. It reports no opposition.

  GENIUS's yardsticks next to ours

    All of them hold: increase of wages (3 %).

    Whose   Yardstick      Union %  Halden Gearworks %  all sign  Otherwise
    GENIUS  Nash: max         62.9                67.4  yes       Days of
            product of (u                                         leave: 26
            - r)                                                  days;
                                                                  Company's
                                                                  share of the
                                                                  pension: 60 %
    GENIUS  Kalai-            64.9                65.6  yes       Days of
            Smorodinsky:                                          leave: 27
            min sum over                                          days;
            pairs of |u_i                                         Company's
            - u_j|                                                share of the
                                                                  pension: 60 %
    ours    Nash: max         62.9                67.4  yes       Days of
            product of                                            leave: 26
            gains                                                 days;
                                                                  Company's
                                                                  share of the
                                                                  pension: 60 %
    ours    Kalai-            61.9                67.6  yes       Days of
            Smorodinsky:                                          leave: 27
            max smallest                                          days;
            gain / ideal                                          Company's
            gain                                                  share of the
                                                                  pension: 58 %
    ours    Egalitarian:      61.9                67.6  yes       Days of
            max smallest                                          leave: 27
            gain                                                  days;
                                                                  Company's
                                                                  share of the
                                                                  pension: 58 %
    ours    Utilitarian:      64.9                65.6  yes       Days of
            max sum of u                                          leave: 27
                                                                  days;
                                                                  Company's
                                                                  share of the
                                                                  pension: 60 %
    What a package is worth, in % of what a side wants. u: utility, r:
    reservation, d: reservation or the worst, most: the best.
  $ entente deals tests/transcript/three.yaml --compat negmas
  Three farms and one well                                        as of 1 May 2025

    NegMAS  sees one set of packages, today's among them, without red lines,
            outside parties and interim agreements; walk-aways are its
            reservations. It reports an opposition of 0.3835.

  NegMAS's yardsticks next to ours

    All of them hold: hours at the well (by turns) and repair of the well (Paid
    together).

    Whose   Yardstick               Ada %  Ben %  Cleo %  all sign  Otherwise
    NegMAS  Nash: max product of     55.0   92.0    78.0  yes       nothing else
            (u - d)
    NegMAS  Kalai: max smallest (u   55.0   92.0    78.0  yes       nothing else
            - d)
    NegMAS  Kalai-Smorodinsky: min   55.0   92.0    78.0  yes       nothing else
            (largest - smallest)
            of (u - d) / (most -
            d)
    NegMAS  Welfare: max sum of u    75.0   92.0    58.0  yes       Road: Open
    NegMAS  Modified Kalai: max      75.0   92.0    58.0  yes       Road: Open
            smallest u
    NegMAS  Modified                 55.0   92.0    78.0  yes       nothing else
            Kalai-Smorodinsky: min
            (largest - smallest)
            of u / most
    ours    Nash: max product of     55.0   92.0    78.0  yes       nothing else
            gains
    ours    Kalai-Smorodinsky: max   55.0   92.0    78.0  yes       nothing else
            smallest gain / ideal
            gain
    ours    Egalitarian: max         55.0   92.0    78.0  yes       nothing else
            smallest gain
    ours    Utilitarian: max sum     55.0   92.0    78.0  yes       nothing else
            of u
    What a package is worth, in % of what a side wants. u: utility, r:
    reservation, d: reservation or the worst, most: the best.
  $ entente deals tests/transcript/border.yaml --compat negolog --csv compat
  whose,name,formula,utility_upper,utility_lower,acceptable,crossing,toll,cattle,bridge
  negolog,nash,max product of u,0.72,0.79,yes,days,low,returned,new
  negolog,kalai,max sum of u,0.88,0.64,yes,open,low,returned,new
  entente,nash,max product of gains,0.8800000000000001,0.6399999999999999,yes,open,low,returned,new
  entente,kalai_smorodinsky,max smallest gain / ideal gain,0.8800000000000001,0.6399999999999999,yes,open,low,returned,new
  entente,egalitarian,max smallest gain,0.8800000000000001,0.6399999999999999,yes,open,low,returned,new
  entente,utilitarian,max sum of u,0.8800000000000001,0.6399999999999999,yes,open,low,returned,new
  $ entente deals tests/transcript/border.yaml --compat geniusweb --json | sed -n '/"compat"/,$p'
    "compat": {
      "peer": "geniusweb",
      "solutions": {
        "nash": {"formula": "max product of (u - r)", "package": {"crossing": "days", "toll": "low", "cattle": "returned", "bridge": "new"}, "utility": {"upper": 0.72, "lower": 0.79}, "acceptable": true},
        "kalai": {"formula": "min sum over pairs of |u_i - u_j|", "package": {"crossing": "days", "toll": "low", "cattle": "returned", "bridge": "new"}, "utility": {"upper": 0.72, "lower": 0.79}, "acceptable": true}
      },
      "opposition": 0.35,
      "frontier": 4,
      "said": [
        {"kind": "sentence", "label": "GeniusWeb", "text": "sees one set of packages, today's among them, without red lines, outside parties and interim agreements; walk-aways are its reservations. It reports an opposition of 0.35."},
        {
          "kind": "table",
          "name": "compat",
          "title": "GeniusWeb's yardsticks next to ours",
          "intro": "All of them hold: toll (a low toll), Stray cattle (returned to their owner) and Bridge (a new one).",
          "columns": [{"name": "whose", "type": "word", "title": "Whose"}, {"name": "name", "type": "text", "title": "Yardstick"}, {"name": "formula", "type": "text"}, {"name": "utility_upper", "type": "share", "title": "Upper %"}, {"name": "utility_lower", "type": "share", "title": "Lower %"}, {"name": "acceptable", "type": "flag", "title": "all sign"}, {"name": "package", "type": "package", "title": "Otherwise"}],
          "rows": [
            [{"name": "geniusweb", "text": "GeniusWeb"}, {"name": "nash", "text": "Nash: max product of (u - r)"}, "max product of (u - r)", 0.72, 0.79, true, {"crossing": "days", "toll": "low", "cattle": "returned", "bridge": "new"}],
            [{"name": "geniusweb", "text": "GeniusWeb"}, {"name": "kalai", "text": "Kalai: min sum over pairs of |u_i - u_j|"}, "min sum over pairs of |u_i - u_j|", 0.72, 0.79, true, {"crossing": "days", "toll": "low", "cattle": "returned", "bridge": "new"}],
            [{"name": "entente", "text": "ours"}, {"name": "nash", "text": "Nash: max product of gains"}, "max product of gains", 0.8800000000000001, 0.6399999999999999, true, {"crossing": "open", "toll": "low", "cattle": "returned", "bridge": "new"}],
            [{"name": "entente", "text": "ours"}, {"name": "kalai_smorodinsky", "text": "Kalai-Smorodinsky: max smallest gain / ideal gain"}, "max smallest gain / ideal gain", 0.8800000000000001, 0.6399999999999999, true, {"crossing": "open", "toll": "low", "cattle": "returned", "bridge": "new"}],
            [{"name": "entente", "text": "ours"}, {"name": "egalitarian", "text": "Egalitarian: max smallest gain"}, "max smallest gain", 0.8800000000000001, 0.6399999999999999, true, {"crossing": "open", "toll": "low", "cattle": "returned", "bridge": "new"}],
            [{"name": "entente", "text": "ours"}, {"name": "utilitarian", "text": "Utilitarian: max sum of u"}, "max sum of u", 0.8800000000000001, 0.6399999999999999, true, {"crossing": "open", "toll": "low", "cattle": "returned", "bridge": "new"}]
          ],
          "note": "What a package is worth, in % of what a side wants. u: utility, r: reservation, d: reservation or the worst, most: the best."
        }
      ]
    }
  }
  $ entente deals tests/transcript/border.yaml --compat negma
  entente deals: --compat knows no 'negma'; did you mean 'negmas'?
  [2]
  $ entente deals tests/transcript/border.yaml --compat excel
  entente deals: --compat knows no 'excel'; it knows genius, geniusweb, negmas, negolog
  [2]
