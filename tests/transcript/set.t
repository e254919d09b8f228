Numbers that a call sets, and the list of all there are.

  $ entente check scenarios/teaching-minimal.yaml --numbers
  The hedge between two gardens                                 as of 1 April 2025

    The model      scenarios/teaching-minimal.yaml is sound: 2 issues, 2 parties
                   (2 must sign), no claims.
    This rests on  20 numbers, all of them the analyst's own.

  Every number, and whose word it rests on

    Number                                        Value  Range         Rests on
    parties.anna.walk_away                         0.35  0.25 to 0.45
    parties.anna.preferences.hedge.weight             7
    parties.anna.preferences.hedge.values.high        0
    parties.anna.preferences.hedge.values.medium    0.7
    parties.anna.preferences.hedge.values.low         1
    parties.anna.preferences.bill.weight              3
    parties.anna.preferences.bill.values.nobody       1
    parties.anna.preferences.bill.values.anna         0
    parties.anna.preferences.bill.values.half       0.5
    parties.anna.preferences.bill.values.bert         1
    parties.bert.walk_away                         0.45  0.35 to 0.55
    parties.bert.preferences.hedge.weight             5
    parties.bert.preferences.hedge.values.high        1
    parties.bert.preferences.hedge.values.medium    0.6
    parties.bert.preferences.hedge.values.low         0
    parties.bert.preferences.bill.weight              5
    parties.bert.preferences.bill.values.nobody       1
    parties.bert.preferences.bill.values.anna         1
    parties.bert.preferences.bill.values.half       0.5
    parties.bert.preferences.bill.values.bert         0
    Without a claim: the analyst's own. --set NUMBER=VALUE changes one for a run.
  $ entente check tests/fixtures/every-key.yaml --numbers | tail -n 8
    time.effects.1.values.north.border.month             0.1                a neighbour
    time.effects.1.weights.south.border                    2                a neighbour
    parties.south.walk_away                              0.5  0.4 to 0.6    report
    parties.south.preferences.border.weight                1                report
    parties.south.preferences.border.values.open           0                report
    parties.south.preferences.border.values.closed         1                report
    parties.south.preferences.border.values.month        0.7                report
    Without a claim: the analyst's own. --set NUMBER=VALUE changes one for a run.
  $ entente check tests/fixtures/quoted-names.yaml --csv numbers | head -n 4
  path,value,low,high,supported,because
  "parties.""a.b"".walk_away",0.25,0.25,0.25,no,
  "parties.""a.b"".preferences.""price.net"".weight",2,2,2,no,
  "parties.""a.b"".preferences.""price.net"".values.""1.5""",0,0,0,no,
  $ entente check scenarios/teaching-minimal.yaml --numbers --json | grep -A 2 '"paths"'
      "paths": [
        {"path": "parties.anna.walk_away", "value": 0.35, "low": 0.25, "high": 0.45, "supported": false, "because": []},
        {"path": "parties.anna.preferences.hedge.weight", "value": 7, "low": 7, "high": 7, "supported": false, "because": []},
  $ entente check scenarios/teaching-minimal.yaml --json | grep -c '"paths"'
  0
  [1]
  $ entente deals scenarios/teaching-minimal.yaml --short --set parties.anna.walk_away=0.6
  The hedge between two gardens                                 as of 1 April 2025
  With parties.anna.walk_away = 0.6 instead of 0.35 [0.25 to 0.45].

    An agreement  is possible: both can sign 2 of the 7 possible packages. The
                  four usual yardsticks of fairness pick the same one, with height
                  of the hedge (One metre) and who pays the gardener (Anna): Anna
                  gains 10 % of what it wants over walking away, Bert 5 %. Over
                  all those that no other beats, Anna gains 4 to 10 % of what it
                  wants, Bert 5 to 10 %.
  $ entente deals scenarios/teaching-minimal.yaml --json --set parties.anna.walk_away=0.6 | grep -A 2 '"changed"'
    "changed": [
      {"path": "parties.anna.walk_away", "value": 0.6, "low": 0.6, "high": 0.6, "was": {"value": 0.35, "low": 0.25, "high": 0.45}}
    ],
  $ entente gap scenarios/teaching-minimal.yaml --short --set parties.anna.preferences.hedge.weight=[1,3] --set 'parties.bert.walk_away = 0.5'
  The hedge between two gardens                                 as of 1 April 2025
  With parties.anna.preferences.hedge.weight = 2 [1 to 3] instead of 7 and
  parties.bert.walk_away = 0.5 instead of 0.45 [0.35 to 0.55].

    Apart.  If Bert got its way everywhere, Anna would lose 40 % of what it wants;
            the other way round, Bert would lose 50 %. Widest: height of the
            hedge. Shared: who pays the gardener (nobody).
  $ entente clock tests/fixtures/quoted-names.yaml --short --set 'time.discount."a.b"=0.5' | head -n 2
  Names that a path must quote
  With time.discount."a.b" = 0.5 instead of 0.9.
  $ entente import tests/transcript/genius/shop.xml tests/transcript/genius/buyer.xml tests/transcript/genius/seller.xml --output $TMP/shop.yaml 2>/dev/null
  $ entente export genius $TMP/shop.yaml $TMP/files --set parties.buyer.walk_away=0.45; grep -h '<reservation' $TMP/files/*.xml
  <reservation value="0.45"/>
  <reservation value="0.2"/>
  $ entente export genius $TMP/shop.yaml $TMP/none --set parties.buyer.walk_away=1.45; test -e $TMP/none || echo nothing
  --set parties.buyer.walk_away: 1.45 is above 1 (utilities run from 0 to 1)
  nothing

Setting and editing the file give the same, byte for byte.

  $ sed 's/walk_away: \[0.25, 0.35, 0.45\]/walk_away: [0.5, 0.6]/' scenarios/teaching-minimal.yaml >$TMP/edited.yaml; cp scenarios/teaching-minimal.yaml $TMP/model.yaml; cmp -s $TMP/edited.yaml $TMP/model.yaml || echo edited
  edited
  $ for command in brief check gap deals blockers; do entente $command $TMP/model.yaml --json --set parties.anna.walk_away=[0.5,0.6] | sed '/"changed": \[/,/^  \],$/d' >$TMP/set; entente $command $TMP/edited.yaml --json | sed 's/edited.yaml/model.yaml/' >$TMP/file; cmp $TMP/set $TMP/file && echo same $command; done
  same brief
  same check
  same gap
  same deals
  same blockers

All are set before anything is checked; what is out of range, or does not go together, names the option.

  $ entente gap scenarios/teaching-minimal.yaml --set parties.anna.walk_away=1.2 --set parties.bert.walk_away=[0.5,0.4]
  --set parties.anna.walk_away: 1.2 is above 1 (utilities run from 0 to 1)
  --set parties.bert.walk_away: low 0.5 is above high 0.4
  [1]
  $ entente gap scenarios/teaching-minimal.yaml --set parties.anna.preferences.hedge.weight=0 --set parties.anna.preferences.bill.weight=0
  --set parties.anna.preferences.hedge.weight --set parties.anna.preferences.bill.weight: all weights are 0 (leave out what does not matter)
  [1]
  $ entente clock tests/fixtures/quoted-names.yaml --set 'time.proposer."a.b"=0.6'
  --set time.proposer."a.b": the chances to propose add up to 1.1, not to 1
  [1]
  $ entente clock tests/fixtures/quoted-names.yaml --short --set 'time.proposer."a.b"=0.6' --set 'time.proposer."c=d"=0.4' | head -n 3
  Names that a path must quote
  With time.proposer."a.b" = 0.6 instead of 0.5 and time.proposer."c=d" = 0.4
  instead of 0.5.
  $ entente clock tests/fixtures/quoted-names.yaml --set 'time.world."the.front".moves.0.chance=0.95'
  --set time.world."the.front".moves.0.chance: the chance reaches 1.03 in round 4 with blame (chances run from 0 to 1)
  [1]

What is no number of the model, or no value, makes the call wrong; every mistake is told.

  $ entente gap scenarios/teaching-minimal.yaml --set parties.ana.walk_away=0.6 --set parties.anna=1 --set walk --set parties.anna.walk_away=0,6 --set parties.bert.walk_away= --set 'parties.bert.walk_away="0.5"'
  entente gap: --set parties.ana.walk_away: there is no such number (did you mean 'parties.anna.walk_away'?)
  entente gap: --set parties.anna: not a number by itself, but 10 lie below, such as 'parties.anna.walk_away'
  entente gap: --set takes PATH=VALUE, such as parties.ukraine.walk_away=0.6, not 'walk'
  entente gap: --set parties.anna.walk_away: '0,6' is not a number (decimals come after a point)
  entente gap: --set parties.bert.walk_away: expected a number, found nothing
  entente gap: --set parties.bert.walk_away: '0.5' is in quotes, so it is text (write a number without quotes)
  [2]
  $ entente gap scenarios/teaching-minimal.yaml --set parties.anna.walk_away=0.6 --set parties.anna.walk_away=0.7
  entente gap: --set parties.anna.walk_away is given twice
  [2]
  $ entente gap scenarios/teaching-minimal.yaml --set =1
  entente gap: --set takes PATH=VALUE, such as parties.ukraine.walk_away=0.6, not '=1'
  [2]
  $ entente gap scenarios/teaching-minimal.yaml --set
  entente gap: --set needs a value
  [2]
  $ entente gap scenarios/teaching-minimal.yaml --set 'parties."anna.walk_away=0.6'
  entente gap: --set takes PATH=VALUE, such as parties.ukraine.walk_away=0.6, not 'parties."anna.walk_away=0.6'
  [2]
  $ entente gap scenarios/teaching-minimal.yaml $(for i in $(seq 33); do echo --set x=$i; done)
  entente gap: --set may be given 32 times at most
  [2]
  $ entente import tests/transcript/genius --set parties.buyer.walk_away=0.5
  entente import: there is no option '--set'; 'entente import -h' lists them
  [2]

A difference finer than the words is said as a difference.

  $ entente blockers scenarios/istanbul-2025-06.yaml --short --set parties.ukraine.walk_away=0.72
  Direct talks between Ukraine and Russia, Istanbul, second round
  as of 1 June 2025
  With parties.ukraine.walk_away = 0.72 instead of 0.46 [0.39 to 0.53].

    A settlement  is not possible as things stand. It fails on Ukraine's walk-away
                  together with Russia's walk-away. The cheapest way round:
                  Ukraine settles for 0.1 % of what it wants less than its
                  walk-away of 72 %.
