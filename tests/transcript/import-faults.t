Scenario folders that an earlier edition read wrongly, each for a whole kind.

The peers' formulas need the scale of the file, so the model keeps it. NegMAS 0.16.0 on these
files: Kalai b (gains over the worst: 1 and 0.35), modified Kalai c (0.6), welfare a (4.1).

  $ entente import tests/transcript/faults/rescaled-import -o $TMP/rescaled.yaml
  warning: tests/transcript/faults/rescaled-import/p1.yml:1:1: the reservation 0 of 'p1' lies below every package: its walk-away is what the worst one is worth
  warning: tests/transcript/faults/rescaled-import/p1.yml:1:1: utilities of 'p1' run from 2 to 4 in the file; there they are 2 + 2 x those of the model
  $ sed -n '/^parties/,$p' $TMP/rescaled.yaml
  parties:
    p1:
      role: principal
      walk_away: 0
      scale: {offset: 2, factor: 2, reservation: 0}
      preferences:
        x: {weight: 2, values: {a: 1, b: 0.5, c: 0}}
    p2:
      role: principal
      walk_away: 0
      preferences:
        x: {weight: 1, values: {a: 0.1, b: 0.45, c: 0.6}}
  $ entente deals $TMP/rescaled.yaml --compat negmas | sed -n '/yardsticks/,$p'
  NegMAS's yardsticks next to ours

    Whose   Yardstick      p1 %  p2 %  p1 there  p2 there  all sign  Otherwise
    NegMAS  Nash: max      50.0  45.0         3      0.45  yes       x: b
            product of
            (u - d)
    NegMAS  Kalai: max     50.0  45.0         3      0.45  yes       x: b
            smallest (u
            - d)
    NegMAS  Kalai-         50.0  45.0         3      0.45  yes       x: b
            Smorodinsky:
            min (largest
            - smallest)
            of (u - d) /
            (most - d)
    NegMAS  Welfare: max  100.0  10.0         4       0.1  yes       nothing else
            sum of u
    NegMAS  Modified        0.0  60.0         2       0.6  yes       x: c
            Kalai: max
            smallest u
    NegMAS  Modified       50.0  45.0         3      0.45  yes       x: b
            Kalai-
            Smorodinsky:
            min (largest
            - smallest)
            of u / most
    ours    Nash: max      50.0  45.0         -         -  yes       x: b
            product of
            gains
    ours    Kalai-         50.0  45.0         -         -  yes       x: b
            Smorodinsky:
            max smallest
            gain / ideal
            gain
    ours    Egalitarian:   50.0  45.0         -         -  yes       x: b
            max smallest
            gain
    ours    Utilitarian:  100.0  10.0         -         -  yes       nothing else
            max sum of u
    What a package is worth, in % of what a side wants, and there: in the file
    that the model was imported from. u: utility there, r: reservation, d:
    reservation or the worst, most: the best.
  $ entente deals $TMP/rescaled.yaml --compat negmas --json | grep '"modified_kalai": {'
        "modified_kalai": {"formula": "max smallest u", "package": {"x": "c"}, "utility": {"p1": 0, "p2": 0.6}, "there": {"p1": 2, "p2": 0.6}, "acceptable": true},

A profile with a mistake in the key it is known by is no stranger.

  $ entente import tests/transcript/faults/import-drops-negmas
  tests/transcript/faults/import-drops-negmas/u2.yml: nearly a file of this negmas scenario, but not quite: a profile has 'type:', the name of a utility function such as LinearAdditiveUtilityFunction, a domain has 'issues:', a list (is 'typ' meant to be 'type'?)
  [1]
  $ entente import tests/transcript/faults/import-drops-geniusweb
  tests/transcript/faults/import-drops-geniusweb/party3.json: nearly a file of this geniusweb scenario, but not quite: a profile is one map "LinearAdditiveUtilitySpace" that holds all, "domain" too; a domain has the map "issuesValues"
  [1]
  $ entente import tests/transcript/faults/import-drops-negolog
  tests/transcript/faults/import-drops-negolog/profileC.json: nearly a file of this negolog scenario, but not quite: a profile has the maps "issueWeights" and "issues" (is 'issueWeight' meant to be 'issueWeights'?)
  [1]

Nor is an optional number lost by its key.

  $ entente import tests/transcript/faults/import-lost-reservation
  tests/transcript/faults/import-lost-reservation/u1.yml:2:16: unknown 'reserve_value' (did you mean 'reserved_value'?)
  [1]

A stranger is named.

  $ entente import tests/transcript/faults/import-strangers -o $TMP/m.yaml
  warning: tests/transcript/faults/import-strangers/empty.yaml: ignored: the file is empty
  warning: tests/transcript/faults/import-strangers/run.yaml: ignored: neither a domain nor a profile
  $ entente check $TMP/m.yaml >$TMP/out && echo sound
  sound

Whatever import writes, check accepts.

  $ entente import tests/transcript/faults/import-m1-2e9 -o $TMP/m1.yaml && entente check $TMP/m1.yaml >$TMP/out && echo sound
  warning: tests/transcript/faults/import-m1-2e9/u0.yml:1:1: utilities of 'u0' run from 0 to 3e+09 in the file; there they are 0 + 3000000000 x those of the model
  sound
  $ entente import tests/transcript/faults/import-m2-opt-tab -o $TMP/m2.yaml && entente check $TMP/m2.yaml >$TMP/out && echo sound
  sound

A mapping that stands in two places, as PyYAML writes it.

  $ entente import tests/transcript/faults/import-n06b-shared-mapping | sed -n '/^parties/,$p'
  parties:
    u0:
      role: principal
      walk_away: 0
      preferences:
        price: {weight: 0.6, values: {low: 0, mid: 0.5, high: 1}}
        quality: {weight: 0.4, values: {low: 0, mid: 0.5, high: 1}}
    u1:
      role: principal
      walk_away: 0
      preferences:
        price: {weight: 0.5, values: {low: 1, mid: 0.5, high: 0}}
        quality: {weight: 0.5, values: {low: 1, mid: 0.5, high: 0}}
