Results go to a file whole or not at all; an existing one is replaced in one step.

  $ entente gap tests/transcript/three.yaml --json -o $TMP/gap.json; ls -A $TMP
  $ entente gap tests/transcript/three.yaml --json | cmp - $TMP/gap.json
  $ chmod 640 $TMP/gap.json; entente gap tests/transcript/three.yaml -o $TMP/gap.json; stat -c %a $TMP/gap.json; head -1 $TMP/gap.json
  $ ln -s gap.json $TMP/link; entente gap tests/transcript/three.yaml --csv pairs --output $TMP/link; readlink $TMP/link; wc -l <$TMP/gap.json
  $ entente gap tests/transcript/bad.yaml -o $TMP/gap.json 2>/dev/null; wc -l <$TMP/gap.json
  $ entente gap tests/transcript/three.yaml --csv none -o $TMP/gap.json; wc -l <$TMP/gap.json; ls -A $TMP

A place that cannot be written to, a full disk and a reader that went away are reported.

  $ entente gap tests/transcript/three.yaml -o $TMP/no/such/folder/gap.json 2>&1 | sed "s,$TMP,TMP,"
  $ entente gap tests/transcript/three.yaml -o /dev/full
  $ entente gap tests/transcript/three.yaml >/dev/full
  $ entente brief tests/transcript/border.yaml --json >/dev/full
  $ { sleep 1; entente gap tests/transcript/three.yaml; echo "exit $?" >&2; } | true

What cannot be read is named.

  $ entente brief no-such-model.yaml
  $ entente brief tests
