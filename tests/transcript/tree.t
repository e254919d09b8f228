The bargaining over time as a game tree that Gambit reads. A decision's label ends in what our
equilibrium plays there.

  $ entente export efg tests/transcript/tree.yaml --rounds 1
  EFG 2 R "The last bus" { "rider" "driver" }
  ""

  p "n1 0" 1 1 "n1" { "pass" "0: low" "1: high" } 0
  c "n2" 2 "n2" { "dry" 3/4 "wet" 1/4 } 0
  t "n3" 3 "o3" { 1/5, 1/10 }
  t "n4" 4 "o4" { 1/50, 1/10 }
  p "n5 yes" 2 5 "n5" { "yes" "no" } 0
  t "n6" 6 "o6" { 1, 2/5 }
  c "n7" 7 "n7" { "dry" 1/4 "wet" 3/4 } 0
  t "n8" 8 "o8" { 1/5, 1/10 }
  t "n9" 9 "o9" { 1/50, 1/10 }
  p "n10 yes" 2 10 "n10" { "yes" "no" } 0
  t "n11" 11 "o11" { 3/10, 1 }
  c "n12" 12 "n12" { "dry" 1/4 "wet" 3/4 } 0
  t "n13" 13 "o13" { 1/5, 1/10 }
  t "n14" 14 "o14" { 1/50, 1/10 }
  $ entente export efg tests/transcript/tree.yaml --output "$TMP/tree.efg"
  $ grep -c '^t' "$TMP/tree.efg"
  41
  $ head -1 "$TMP/tree.efg"
  EFG 2 R "The last bus" { "rider" "driver" }



Too large for a tree: the message says what would do, and nothing is written.

  $ entente export efg scenarios/labour-contract.yaml -o "$TMP/large.efg"
  scenarios/labour-contract.yaml:96:1: time.rounds: the tree of 12 rounds has more than 1000000 nodes; up to 2 rounds would do, or fewer options or levels of the world
  [3]
  $ ls "$TMP"
  tree.efg
  $ entente export efg tests/transcript/tree.yaml --rounds 65
  entente export: --rounds takes 1 to 64, not 65
  [2]
  $ entente export efg tests/transcript/tree.yaml --rounds 6000000
  entente export: --rounds takes 1 to 64, not 6000000
  [2]
  $ entente export efg tests/transcript/three.yaml
  tests/transcript/three.yaml: time: the model has no 'time:' section; the clock needs 'rounds' at least
  [1]
  $ entente export efg tests/transcript/missing.yaml
  tests/transcript/missing.yaml: there is no such file
  [3]
  $ entente export efg tests/transcript/tree.yaml "$TMP"
  entente export: write: entente export efg MODEL
  [2]
  $ entente export genius tests/transcript/tree.yaml
  entente export: write: entente export genius MODEL FOLDER
  [2]
  $ entente export genius tests/transcript/tree.yaml "$TMP" --rounds 2
  entente export: --rounds and --output are for efg only
  [2]
  $ entente export efg tests/transcript/tree.yaml --rounds two
  entente export: --rounds takes a whole number from 0, not 'two'
  [2]
  $ entente export efg tests/transcript/tree.yaml --output tests/transcript/missing/tree.efg
  entente export: cannot write tests/transcript/missing/tree.efg: No such file or directory
  [3]
  $ entente export --help
  usage: entente export FORMAT MODEL [FOLDER] [options]

  Write a model for other programs: efg, a game tree; genius, a domain and profiles.

  options:
    -r, --rounds N        efg: a horizon of N rounds (as the model says)
          entente export FORMAT MODEL [FOLDER] --rounds 2
    -o, --output FILE     efg: write to FILE, whole or not at all
          entente export FORMAT MODEL [FOLDER] --output talks.efg
        --set PATH=VALUE  set a number, to 0.6 or [0.4, 0.6]; check --numbers lists them
          entente export FORMAT MODEL [FOLDER] --set parties.ukraine.walk_away=0.6
    -h                    this screen
        --help            everything, with an example for each option

  Results go to stdout, messages to stderr.
  exit status: 0 done; 1 the model is wrong; 2 the call is wrong; 3 could not finish;
  130 stopped (Ctrl-C)
  $ entente export efg tests/transcript/tree.yaml --rounds 0
  entente export: --rounds takes 1 to 64, not 0
  [2]
  $ entente export efg tests/transcript/tree.yaml --rounds 99999999999
  entente export: --rounds takes 1 to 64, not 99999999999
  [2]
