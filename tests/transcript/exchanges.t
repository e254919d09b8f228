Who gives what for what, from today and from a package.

  $ entente deals tests/transcript/border.yaml --exchanges
  Two villages and a border crossing                            as of 8 March 2025

    Exchanges  From today there is 1 swap by which both gain.
    The best   Upper gets Border crossing (open by day); both get Bridge (a new
               one). Together Upper gains 21 % of what it wants, Lower 9.5 %. It
               needs County.
    Shared     No exchange is needed where both gain by a single change: by Stray
               cattle (returned to their owner) Upper gains 10 % of what it wants,
               Lower 10 %.

  Who gives what for what, best first

    No.  Upper %  Lower %  Who gets what
      1    +21.4     +9.5  Upper gets Border crossing: Open by day (Upper +1.4,
                           Lower -0.5). Both get Bridge: A new one (Upper +20.0,
                           Lower +10.0). It needs County
    What is added, and in brackets what a change moves by itself, in % of what a
    side wants.

  Single changes that need no exchange

    No.  Upper %  Lower %  Change
      1    +10.0    +10.0  Stray cattle: Returned to their owner
    What is added, in % of what a side wants.
  $ entente deals tests/transcript/border.yaml --exchanges --from crossing=days,toll=high --top 2
  Two villages and a border crossing                            as of 8 March 2025

    Exchanges  There is no swap from the package by which both gain.
    Shared     No exchange is needed where both gain by a single change: by Bridge
               (a new one) Upper gains 20 % of what it wants, Lower 10 %; by Stray
               cattle (returned to their owner) Upper gains 10 % of what it wants,
               Lower 10 %.

  Single changes that need no exchange

    No.  Upper %  Lower %  Change
      1    +20.0    +10.0  Bridge: A new one. It needs County
      2    +10.0    +10.0  Stray cattle: Returned to their owner
    What is added, in % of what a side wants.
  $ entente deals tests/transcript/border.yaml --exchanges --with crossing=days --short
  Two villages and a border crossing                            as of 8 March 2025

    Given      Fixed: Border crossing (open by day).
    Exchanges  There is no swap from today with what is fixed by which both gain.
    Shared     No exchange is needed where both gain by a single change: by Bridge
               (a new one) Upper gains 20 % of what it wants, Lower 10 %; by Stray
               cattle (returned to their owner) Upper gains 10 % of what it wants,
               Lower 10 %.
  $ entente deals tests/transcript/border.yaml --exchanges --counter crossing=days --short
  Two villages and a border crossing                            as of 8 March 2025

    On the table   An interim agreement with Border crossing (open by day): Upper
                   gains 1.4 % of what it wants over today, Lower loses 0.5 %.
    Acceptable     No. Lower falls 0.5 % short of today.
    The frontier   It is not on it: 2 packages there beat it, by which nobody
                   loses and both gain.
    A way out      One change is enough for both to sign: Bridge (a new one);
                   against the package Upper gains 20 % of what it wants, Lower
                   10 %. That costs least; one other way is as short.
    Better still   2 changes: Stray cattle (returned to their owner) and Bridge (a
                   new one); against the package Upper gains 30 % of what it
                   wants, Lower 20 %.
    Left over      With nobody losing Upper could gain up to 30 % of what it
                   wants, Lower up to 48 %.
    Counter-offer  Nearest, at no cost to anybody: Stray cattle (returned to their
                   owner) and Bridge (a new one); then Upper gains 30 % of what it
                   wants, Lower 20 %.
    One change     Bridge (a new one); then Upper gains 20 % of what it wants,
                   Lower 10 %. Stray cattle (returned to their owner); then Upper
                   gains 10 % of what it wants, Lower 10 %.
    Exchanges      There is no swap from the package by which both gain.
    Shared         No exchange is needed where both gain by a single change: by
                   Bridge (a new one) Upper gains 20 % of what it wants, Lower
                   10 %; by Stray cattle (returned to their owner) Upper gains
                   10 % of what it wants, Lower 10 %.
  $ entente deals tests/transcript/three.yaml --exchanges
  Three farms and one well                                        as of 1 May 2025

    Exchanges  From today there are 2 swaps by which two or more gain and nobody
               loses.
    The best   Ben and Cleo get hours at the well (by turns); all three get repair
               of the well (Paid together). Together Ada gains 5 % of what it
               wants, Ben 92 %, Cleo 30 %.
    Shared     No exchange is needed where two or more gain and nobody loses by a
               single change: by repair of the well (paid by Ada) Ada gains 9 % of
               what it wants, Ben 40 %, Cleo 20 %.

  Who gives what for what, best first

    No.  Ada %  Ben %  Cleo %  Who gets what
      1   +5.0  +92.0   +30.0  Ben and Cleo get Hours at the well: By turns (Ada
                               -25.0, Ben +60.0, Cleo +16.0). All three get
                               Repair of the well: Paid together (Ada +30.0, Ben
                               +32.0, Cleo +14.0)
      2    0.0  +74.0   +26.0  Ben and Cleo get Hours at the well: By shares
                               (Ada -50.0, Ben +42.0, Cleo +32.0). All three get
                               Repair of the well: Paid together (Ada +30.0, Ben
                               +32.0, Cleo +14.0). Ada gets Road: Open (Ada
                               +20.0, Cleo -20.0)
    What is added, and in brackets what a change moves by itself, in % of what a
    side wants.

  Single changes that need no exchange

    No.  Ada %  Ben %  Cleo %  Change
      1   +9.0  +40.0   +20.0  Repair of the well: Paid by Ada
    What is added, in % of what a side wants.
  $ entente deals tests/transcript/three.yaml --exchanges --between ada,cleo --from hours=free,repair=ada
  Three farms and one well                                        as of 1 May 2025

    Given      Between Ada and Cleo alone. Ben need not sign: its walk-away and
               its red lines do not count.
    Exchanges  There is no swap from the package by which both gain.
  $ entente deals scenarios/istanbul-2025-06.yaml --exchanges --top 3
  Direct talks between Ukraine and Russia, Istanbul, second round
  as of 1 June 2025

    Exchanges  From today there are 9 swaps by which both gain. All of up to 6
               changes were tried; larger ones are not ruled out.
    The best   Ukraine gets leaders' meeting (Putin and Zelensky meet with Trump);
               Russia gets Western sanctions on Russia (eased in part). Together
               Ukraine gains 3.2 % of what it wants, Russia 3.6 %. It needs United
               States and Europe.
    Shared     No exchange is needed where both gain by a single change: by
               prisoners of war (both exchange all their prisoners of war) Ukraine
               gains 11 % of what it wants, Russia 5.7 %; by negotiations on
               lasting peace (between the two alone) Ukraine gains 0.2 % of what
               it wants, Russia 1.4 %.

  Who gives what for what, best first

    No.  Ukraine %  Russia %  Who gets what
      1       +3.2      +3.6  Ukraine gets Leaders' meeting: Putin and Zelensky
                              meet with Trump (Ukraine +5.4, Russia -2.1).
                              Russia gets Western sanctions on Russia: Eased in
                              part (Ukraine -2.2, Russia +5.7). It needs United
                              States and Europe
      2       +2.4      +2.9  Ukraine gets Leaders' meeting: Putin sits down
                              with Zelensky (Ukraine +4.6, Russia -2.9). Russia
                              gets Western sanctions on Russia: Eased in part
                              (Ukraine -2.2, Russia +5.7). It needs United
                              States and Europe
      3       +1.8      +2.6  Ukraine gets Negotiations on lasting peace: With
                              the United States and Europe (Ukraine +3.4, Russia
                              -0.9). Russia gets Promise not to expand NATO to
                              the east: An assurance that is not in writing
                              (Ukraine -1.6, Russia +3.4). It needs NATO, United
                              States and Europe and touches Georgia and Moldova
    ... 6 more, --top 0 for all. What is added, and in brackets what a change
    moves by itself, in % of what a side wants.

  Single changes that need no exchange

    No.  Ukraine %  Russia %  Change
      1      +10.8      +5.7  Prisoners of war: Both exchange all their
                              prisoners of war
      2       +5.4      +3.4  Prisoners of war: A major exchange in part, as
                              agreed in May
      3       +0.2      +1.4  Negotiations on lasting peace: Between the two
                              alone
    What is added, in % of what a side wants.

Tables and JSON.

  $ entente deals tests/transcript/border.yaml --exchanges --csv exchanges
  number,added_upper,added_lower,changes,acceptable,needs,affects,crossing,toll,cattle,bridge
  1,0.21404476414376,0.09473321344608998,2,yes,county,,days,,,new
  $ entente deals tests/transcript/border.yaml --exchanges --csv exchange-changes
  number,issue,from,to,moved_upper,moved_lower
  1,crossing,shut,days,0.014044764143759991,-0.005266786553909997
  1,bridge,old,new,0.2,0.09999999999999998
  $ entente deals tests/transcript/border.yaml --exchanges --from crossing=days,toll=high --csv shared
  number,added_upper,added_lower,changes,acceptable,needs,affects,crossing,toll,cattle,bridge
  1,0.2,0.09999999999999998,1,no,county,,,,,new
  2,0.1,0.09999999999999998,1,no,,,,,returned,
  $ entente deals tests/transcript/border.yaml --exchanges --json | sed -n '/"exchanges": {/,$p'
    "exchanges": {
      "from": {"crossing": "shut", "toll": "none", "cattle": "kept", "bridge": "old"},
      "count": "1",
      "changes_searched": 3,
      "complete": true,
      "exchanges": [
        {"changes": [{"issue": "crossing", "from": "shut", "to": "days", "moved": {"upper": 0.014044764143759991, "lower": -0.005266786553909997}}, {"issue": "bridge", "from": "old", "to": "new", "moved": {"upper": 0.2, "lower": 0.09999999999999998}}], "added": {"upper": 0.21404476414376, "lower": 0.09473321344608998}, "acceptable": true, "needs": ["county"], "affects": [], "outside": {}}
      ],
      "larger": [],
      "shared": [
        {"changes": [{"issue": "cattle", "from": "kept", "to": "returned", "moved": {"upper": 0.10000000000000003, "lower": 0.09999999999999998}}], "added": {"upper": 0.10000000000000003, "lower": 0.09999999999999998}, "acceptable": true, "needs": [], "affects": [], "outside": {}}
      ],
      "said": [
        {"kind": "sentence", "label": "Exchanges", "text": "From today there is 1 swap by which both gain."},
        {"kind": "sentence", "label": "The best", "text": "Upper gets Border crossing (open by day); both get Bridge (a new one). Together Upper gains 21 % of what it wants, Lower 9.5 %. It needs County."},
        {"kind": "sentence", "label": "Shared", "text": "No exchange is needed where both gain by a single change: by Stray cattle (returned to their owner) Upper gains 10 % of what it wants, Lower 10 %."},
        {
          "kind": "table",
          "name": "exchanges",
          "title": "Who gives what for what, best first",
          "columns": [{"name": "number", "type": "whole", "title": "No."}, {"name": "added_upper", "type": "change", "title": "Upper %"}, {"name": "added_lower", "type": "change", "title": "Lower %"}, {"name": "changes", "type": "whole"}, {"name": "acceptable", "type": "flag"}, {"name": "needs", "type": "text"}, {"name": "affects", "type": "text"}, {"name": "crossing", "type": "option"}, {"name": "toll", "type": "option"}, {"name": "cattle", "type": "option"}, {"name": "bridge", "type": "option"}],
          "rows": [
            [1, 0.21404476414376, 0.09473321344608998, 2, true, "county", "", "days", null, null, "new"]
          ],
          "note": "What is added, and in brackets what a change moves by itself, in % of what a side wants."
        },
        {
          "kind": "table",
          "name": "exchange-changes",
          "title": "Changes",
          "for": "machines",
          "columns": [{"name": "number", "type": "whole"}, {"name": "issue", "type": "issue"}, {"name": "from", "type": "option"}, {"name": "to", "type": "option"}, {"name": "moved_upper", "type": "change"}, {"name": "moved_lower", "type": "change"}],
          "rows": [
            [1, "crossing", "shut", "days", 0.014044764143759991, -0.005266786553909997],
            [1, "bridge", "old", "new", 0.2, 0.09999999999999998]
          ]
        },
        {
          "kind": "table",
          "name": "larger-exchanges",
          "title": "Larger ones from the frontier",
          "columns": [{"name": "number", "type": "whole", "title": "No."}, {"name": "added_upper", "type": "change", "title": "Upper %"}, {"name": "added_lower", "type": "change", "title": "Lower %"}, {"name": "changes", "type": "whole"}, {"name": "acceptable", "type": "flag"}, {"name": "needs", "type": "text"}, {"name": "affects", "type": "text"}, {"name": "crossing", "type": "option"}, {"name": "toll", "type": "option"}, {"name": "cattle", "type": "option"}, {"name": "bridge", "type": "option"}],
          "rows": [],
          "note": "What is added, and in brackets what a change moves by itself, in % of what a side wants."
        },
        {
          "kind": "table",
          "name": "shared",
          "title": "Single changes that need no exchange",
          "columns": [{"name": "number", "type": "whole", "title": "No."}, {"name": "added_upper", "type": "change", "title": "Upper %"}, {"name": "added_lower", "type": "change", "title": "Lower %"}, {"name": "changes", "type": "whole"}, {"name": "acceptable", "type": "flag"}, {"name": "needs", "type": "text"}, {"name": "affects", "type": "text"}, {"name": "crossing", "type": "option"}, {"name": "toll", "type": "option"}, {"name": "cattle", "type": "option"}, {"name": "bridge", "type": "option"}],
          "rows": [
            [1, 0.10000000000000003, 0.09999999999999998, 1, true, "", "", null, null, "returned", null]
          ],
          "note": "What is added, in % of what a side wants."
        }
      ]
    }
  }

Words that mean nothing.

  $ entente deals tests/transcript/border.yaml --from crossing=days
  entente deals: --from goes with --exchanges
  [2]
  $ entente deals tests/transcript/border.yaml --exchanges --from crossing
  entente deals: --from takes issue=option,issue=option; the model names no package 'crossing'
  [2]
  $ entente deals tests/transcript/border.yaml --exchanges=crossing
  entente deals: --exchanges=crossing takes no value
  [2]

More changes than are tried one by one: the frontier knows.

  $ entente deals scenarios/istanbul-2025-06.yaml --exchanges --with nato=written-pledge --with ceasefire=lasting
  Direct talks between Ukraine and Russia, Istanbul, second round
  as of 1 June 2025

    Given      Fixed: ceasefire (the war ends) and promise not to expand NATO to
               the east (a written promise).
    Exchanges  There is no swap from today with what is fixed (which breaks a
               rule, as what comes out does not) by which both gain. All of up to
               6 changes were tried; the frontier has one of 7 changes.
    The best   Both get prisoners of war (both exchange all their prisoners of
               war); Ukraine gets leaders' meeting (Putin and Zelensky meet with
               Trump), negotiations on lasting peace (with the United States and
               Europe) and concrete peace proposal from Russia (handed over);
               Russia gets future NATO membership of Ukraine (excluded); future
               NATO membership of Georgia, Moldova and others (excluded); and
               Russian say in future alliances of Ukraine (Russia is heard).
               Together Ukraine gains 3.8 % of what it wants, Russia 20 %. It
               needs United States and Europe and touches NATO, Georgia and
               Moldova. That is not yet enough for all to sign.

  Larger ones from the frontier

    No.  Ukraine %  Russia %  Who gets what
      1       +3.8     +20.4  Both get Prisoners of war: Both exchange all their
                              prisoners of war (Ukraine +10.8, Russia +5.7).
                              Ukraine gets Leaders' meeting: Putin and Zelensky
                              meet with Trump (Ukraine +5.4, Russia -2.1);
                              Negotiations on lasting peace: With the United
                              States and Europe (Ukraine +5.4, Russia -0.9);
                              Concrete peace proposal from Russia: Handed over
                              (Ukraine +2.7, Russia -2.9). Russia gets Future
                              NATO membership of Ukraine: Excluded (Ukraine
                              -10.8, Russia +11.4); Future NATO membership of
                              Georgia, Moldova and others: Excluded (Russia
                              +5.7); Russian say in future alliances of Ukraine:
                              Russia is heard (a say) (Ukraine -9.7, Russia
                              +3.4). It needs United States and Europe and
                              touches NATO, Georgia and Moldova
    What is added, and in brackets what a change moves by itself, in % of what a
    side wants.
  $ entente deals scenarios/istanbul-2025-06.yaml --exchanges --with nato=written-pledge --with ceasefire=lasting --csv larger-exchanges
  number,added_ukraine,added_russia,changes,acceptable,needs,affects,ceasefire,prisoners,summit,final-talks,proposal,nato,membership,neighbours,neutrality,veto,army,sanctions
  1,0.037837837837837895,0.20428571428571435,7,no,united-states europe,nato georgia moldova,,all-for-all,with-trump,with-us-and-europe,written,,closed,closed,,say,,
