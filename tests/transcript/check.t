A model that is wrong: every mistake with its place, and nothing else.

  $ entente check tests/transcript/bad.yaml
  tests/transcript/bad.yaml:6:3: parties: 1 of the parties has 'role: principal' (a negotiation needs two)
  tests/transcript/bad.yaml:8:16: parties.upper.walk_away: 1.2 is above 1 (utilities run from 0 to 1)
  tests/transcript/bad.yaml:9:19: parties.upper.preferences.tol: unknown issue 'tol' (did you mean 'toll'?)
  [1]
  $ entente brief tests/transcript/bad.yaml 2>/dev/null
  [1]
