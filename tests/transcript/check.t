A model that is wrong: every mistake with its place, and nothing else.

  $ entente check tests/transcript/bad.yaml
  $ entente brief tests/transcript/bad.yaml 2>/dev/null
