Where nothing can be signed, that is the answer.

  $ entente brief tests/transcript/no-deal.yaml --short
  $ entente blockers tests/transcript/no-deal.yaml
  $ entente deals tests/transcript/no-deal.yaml --short
  $ entente blockers tests/transcript/no-deal.yaml --csv concessions
