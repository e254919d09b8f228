Three sides, no interim agreements, no rounds, no claims.

  $ entente brief tests/transcript/three.yaml
  $ entente gap tests/transcript/three.yaml --short
  $ entente check tests/transcript/three.yaml --short
  $ entente round tests/transcript/three.yaml
