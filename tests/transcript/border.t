A negotiation of two with interim agreements, a round to come, claims that contradict.

  $ entente brief tests/transcript/border.yaml
  $ entente check tests/transcript/border.yaml
  $ entente gap tests/transcript/border.yaml
  $ entente deals tests/transcript/border.yaml --top 3
  $ entente deals tests/transcript/border.yaml --all --short
  $ entente blockers tests/transcript/border.yaml
  $ entente round tests/transcript/border.yaml
  $ entente round tests/transcript/border.yaml --date 2025-03-11

Tables as CSV.

  $ entente gap tests/transcript/border.yaml --csv issues
  $ entente deals tests/transcript/border.yaml --csv interim --top 2
  $ entente deals tests/transcript/border.yaml --csv counts
  $ entente blockers tests/transcript/border.yaml --csv prices
  $ entente round tests/transcript/border.yaml --csv options
  $ entente check tests/transcript/border.yaml --csv contradictions
  $ entente deals tests/transcript/border.yaml --csv price

JSON.

  $ entente gap tests/transcript/border.yaml --json
  $ entente round tests/transcript/border.yaml --json | sed -n '/^  "round"/,$p'
