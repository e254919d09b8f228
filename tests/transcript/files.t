Results go to a file whole or not at all; an existing one is replaced in one step.

  $ entente gap tests/transcript/three.yaml --json -o $TMP/gap.json; ls -A $TMP
  gap.json
  $ entente gap tests/transcript/three.yaml --json | cmp - $TMP/gap.json
  $ chmod 640 $TMP/gap.json; entente gap tests/transcript/three.yaml -o $TMP/gap.json; stat -c %a $TMP/gap.json; head -1 $TMP/gap.json
  640
  Three farms and one well                                        as of 1 May 2025
  $ ln -s gap.json $TMP/link; entente gap tests/transcript/three.yaml --csv pairs --output $TMP/link; readlink $TMP/link; wc -l <$TMP/gap.json
  gap.json
  7
  $ entente gap tests/transcript/bad.yaml -o $TMP/gap.json 2>/dev/null; wc -l <$TMP/gap.json
  7
  $ entente gap tests/transcript/three.yaml --csv none -o $TMP/gap.json; wc -l <$TMP/gap.json; ls -A $TMP
  there is no table 'none' here; there are: issues, positions, red-lines, walk-aways, pairs
  7
  gap.json
  link

The page is written beside the text.

  $ entente brief tests/transcript/three.yaml --short --html $TMP/page.html | head -1; head -1 $TMP/page.html; ls -A $TMP
  Three farms and one well                                        as of 1 May 2025
  <!doctype html>
  gap.json
  link
  page.html
  $ entente brief tests/transcript/three.yaml --short --html $TMP/no/page.html 2>&1 | sed "s,$TMP,TMP,"
  entente brief: cannot write TMP/no/page.html: No such file or directory
  $ entente brief tests/transcript/three.yaml --short --html /dev/full
  entente brief: cannot write /dev/full: No space left on device
  [3]

A place that cannot be written to, a full disk and a reader that went away are reported.

  $ entente gap tests/transcript/three.yaml -o $TMP/no/such/folder/gap.json 2>&1 | sed "s,$TMP,TMP,"
  entente gap: cannot write TMP/no/such/folder/gap.json: No such file or directory
  $ entente gap tests/transcript/three.yaml -o /dev/full
  entente gap: cannot write /dev/full: No space left on device
  [3]
  $ entente gap tests/transcript/three.yaml >/dev/full
  entente gap: cannot write standard output: No space left on device
  [3]
  $ entente brief tests/transcript/border.yaml --json >/dev/full
  entente brief: cannot write standard output: No space left on device
  [3]
  $ { sleep 1; entente gap tests/transcript/three.yaml; echo "exit $?" >&2; } | true
  entente gap: cannot write standard output: Broken pipe
  exit 3

What cannot be read is named.

  $ entente brief no-such-model.yaml
  no-such-model.yaml: there is no such file
  [3]
  $ entente brief tests
  tests: a folder, not a file
  [3]

An empty name is the caller's mistake, and so is one file for two things.

  $ entente brief ''
  entente brief: an argument is empty: entente brief MODEL
  [2]
  $ entente gap tests/transcript/three.yaml --output ''
  entente gap: a file to write to needs a name, not ''
  [2]
  $ entente brief tests/transcript/three.yaml --html ''
  entente brief: a file to write to needs a name, not ''
  [2]
  $ entente brief tests/transcript/three.yaml --html both --output both
  entente brief: 'both' and 'both' are the same file
  [2]

The reason is that of the write, whatever was done since.

  $ entente deals tests/transcript/border.yaml --top 1 --output /dev/full
  entente deals: cannot write /dev/full: No space left on device
  [3]
  $ for n in 0 1 2 3 4 5 6 7 8 9; do entente deals scenarios/istanbul-2025-06.yaml --top $n --output /dev/full; done 2>&1 | sort -u
  entente deals: cannot write /dev/full: No space left on device

A word as long as a file does not fill the screen.

  $ entente deals tests/transcript/three.yaml --counter "$(printf '%10000s' x)" 2>&1 | wc -c
  527

A file that may not grow leaves nothing behind.

  $ (model=$PWD/scenarios/istanbul-2025-06.yaml; cd $TMP; ulimit -f 1; entente deals $model --json -o cut; echo "exit $?"; ls -A)
  entente deals: cannot write cut: File too large
  exit 3
  gap.json
  link
  page.html

A party's file is a plain one in the model's folder or below, wherever links lead; what is in any
other is never shown.

  $ mkdir $TMP/talks; cp tests/bad/file-missing.yaml $TMP/talks/m.yaml; printf 'secret: 1\n' >$TMP/other.yaml; ln -s ../other.yaml $TMP/talks/nowhere.yaml; cd $TMP/talks; entente check m.yaml
  m.yaml:10:18: parties.seller.file: 'nowhere.yaml': outside the model's folder (a party's file lies in it or below)
  [1]
  $ cd $TMP/talks && rm nowhere.yaml && mkfifo nowhere.yaml && entente check m.yaml
  m.yaml:10:18: parties.seller.file: 'nowhere.yaml': not an ordinary file
  [1]
  $ cd $TMP/talks && rm nowhere.yaml && printf 'secret: 1\n' >nowhere.yaml && entente check m.yaml
  m.yaml:10:18: parties.seller.file: 'nowhere.yaml' is no party's file (it gives no 'role')
  [1]

Nothing is written onto what is read, nor two things onto one file, under whatever names. Files here
are the same file where device and inode say so.

  $ mkdir $TMP/in; cp tests/fixtures/tiny.yaml $TMP/in/m.yaml; cp tests/fixtures/tiny.yaml $TMP/kept; cd $TMP/in; ln m.yaml hard; ln -s m.yaml soft; for out in m.yaml ./m.yaml ../in/m.yaml hard soft; do entente check m.yaml -o $out; echo "exit $?"; entente brief m.yaml --html $out >/dev/null; done; cmp m.yaml ../kept
  entente check: 'm.yaml' is read and cannot be written to; name another file
  exit 2
  entente brief: 'm.yaml' is read and cannot be written to; name another file
  entente check: './m.yaml' is read and cannot be written to; name another file
  exit 2
  entente brief: './m.yaml' is read and cannot be written to; name another file
  entente check: '../in/m.yaml' is read and cannot be written to; name another file
  exit 2
  entente brief: '../in/m.yaml' is read and cannot be written to; name another file
  entente check: 'hard' is read and cannot be written to; name another file
  exit 2
  entente brief: 'hard' is read and cannot be written to; name another file
  entente check: 'soft' is read and cannot be written to; name another file
  exit 2
  entente brief: 'soft' is read and cannot be written to; name another file
  $ cd $TMP/in; entente export efg m.yaml -o hard; ln -s m.yaml domain.xml; entente export genius m.yaml .; entente gap - -o m.yaml <m.yaml; cmp m.yaml ../kept
  entente export: 'hard' is read and cannot be written to; name another file
  entente export: './domain.xml' is read and cannot be written to; name another file
  entente gap: 'm.yaml' is read and cannot be written to; name another file
  $ cd $TMP/in; entente brief m.yaml --html both --output ./both; ln -s new other; entente brief m.yaml --html other --output new; ls -A
  entente brief: 'both' and './both' are the same file
  entente brief: 'other' and 'new' are the same file
  domain.xml
  hard
  m.yaml
  other
  soft
  $ cd $TMP/in; entente gap m.yaml --json -o other; readlink other; head -c 1 new
  new
  {
  $ cp -r tests/transcript/genius $TMP/scenario; cd $TMP/scenario; rm broken.xml; for file in *.xml; do entente import . -o $file 2>&1 | sed 's/^entente import: //'; done; for file in *.xml; do cmp $file $OLDPWD/tests/transcript/genius/$file; done
  warning: ./buyer.xml:13:1: discount_factor 0.9 over the whole negotiation is not taken over; 'time:' has discounts per round
  warning: ./seller.xml:1:1: the best package is worth 1.5 to 'seller', which GENIUS cuts to 1; the model tells apart what the cut makes equal
  warning: ./seller.xml:1:1: utilities of 'seller' run from 0.166666667 to 1.5 in the file; there they are 0 + 1.5 x those of the model
  'buyer.xml' is read and cannot be written to; name another file
  warning: ./buyer.xml:13:1: discount_factor 0.9 over the whole negotiation is not taken over; 'time:' has discounts per round
  warning: ./seller.xml:1:1: the best package is worth 1.5 to 'seller', which GENIUS cuts to 1; the model tells apart what the cut makes equal
  warning: ./seller.xml:1:1: utilities of 'seller' run from 0.166666667 to 1.5 in the file; there they are 0 + 1.5 x those of the model
  'seller.xml' is read and cannot be written to; name another file
  warning: ./buyer.xml:13:1: discount_factor 0.9 over the whole negotiation is not taken over; 'time:' has discounts per round
  warning: ./seller.xml:1:1: the best package is worth 1.5 to 'seller', which GENIUS cuts to 1; the model tells apart what the cut makes equal
  warning: ./seller.xml:1:1: utilities of 'seller' run from 0.166666667 to 1.5 in the file; there they are 0 + 1.5 x those of the model
  'shop.xml' is read and cannot be written to; name another file
  $ long=$(printf '%0250d' 1); entente gap tests/fixtures/tiny.yaml --json -o $TMP/$long; ls $TMP | grep -c $long
  1

A model may come from standard input.

  $ entente gap - <tests/fixtures/tiny.yaml | cmp - $TMP/$(entente gap tests/fixtures/tiny.yaml -o $TMP/gap.txt; echo gap.txt)
  $ printf 'entente: 2\n' | entente check - 2>&1 | head -1
  -:1:1: 'title' is missing
  $ for command in check gap "export efg"; do entente $command tests/bad/file-missing.yaml; echo "exit $?"; done
  tests/bad/file-missing.yaml:10:18: parties.seller.file: 'nowhere.yaml': there is no such file
  exit 1
  tests/bad/file-missing.yaml:10:18: parties.seller.file: 'nowhere.yaml': there is no such file
  exit 1
  tests/bad/file-missing.yaml:10:18: parties.seller.file: 'nowhere.yaml': there is no such file
  exit 1
