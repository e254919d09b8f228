What the program says about itself, and about calls that make no sense.

  $ entente --version
  entente 0.1.0
  $ entente
  entente: say what to do: entente COMMAND MODEL [options]; 'entente help' lists the commands
  [2]
  $ entente help
  usage: entente COMMAND MODEL [options]

  A workbench for negotiations: how far apart the sides are, what they could sign, and what
  stands in the way.

  commands:
    brief      Say on one page what the negotiation comes to
    check      Check a model file, and show what its numbers rest on
    gap        Measure how far apart the sides are
    deals      Find what the sides could sign
    blockers   Find what stands in the way of a settlement, and the ways round
    round      Look at one meeting: what those who are sent can settle
    roadmap    See where a sequence of steps breaks, and which order holds
    clock      Find out whom time favours, and when the sides would agree
    import     Make a model file of a scenario of GENIUS, NegMAS, GeniusWeb or NegoLog
    export     Write a model for other programs: efg, a game tree; genius, a domain and profiles
    help       Explain a command: entente help COMMAND

  `entente COMMAND -h` lists the options, `--help` has an example for each.
  `entente --version` prints the version.
  $ entente --help | head -1
  usage: entente COMMAND MODEL [options]
  $ entente help deals
  usage: entente deals MODEL [options]

  Find what the sides could sign.

  options:
    -j, --json               print JSON (docs/json.md)
          entente deals MODEL --json
    -o, --output FILE        write to FILE, whole or not at all
          entente deals MODEL --json --output brief.json
        --html FILE          write the page with charts to FILE as well
          entente deals MODEL --html brief.html
        --csv TABLE          print one table as CSV: settlement, interim, ...
          entente deals MODEL --csv settlement
    -n, --top N              rows of a long table (10; 0: all)
          entente deals MODEL --top 3
    -s, --short              only the sentences, no tables
          entente deals MODEL --short
        --all-rows           with --json: the whole of lists of more than 10,000
          entente deals MODEL --all-rows
        --set PATH=VALUE     set a number, to 0.6 or [0.4, 0.6]; check --numbers lists them
          entente deals MODEL --set parties.ukraine.walk_away=0.6
    -v, --verbose            say on stderr how large the question was and how long it took
          entente deals MODEL --verbose
    -a, --all                every possible package, whoever would refuse it
          entente deals MODEL --all
        --points N           payoffs kept at once (0: what fits 1 GiB); beyond, the frontier is approximate
          entente deals MODEL --points 1000000
    -h                       this screen
        --help               everything, with an example for each option

  what if:
        --with ISSUE=OPTION  this is fixed; ISSUE=ONE,OTHER: one of these
          entente deals MODEL --with ceasefire=lasting --with army=unlimited
        --without-red-line PARTY:N  a red line left out; or PARTY:ISSUE
          entente deals MODEL --without-red-line ukraine:army
        --between A,B        only these of the sides need to sign
          entente deals MODEL --between arvia,belvia

  a package is on the table (issue=option,... or an offer: round-2/ukraine):
        --counter PACKAGE    what it is worth, what beats it, counter-offers
          entente deals MODEL --counter round-2/ukraine
        --for PARTY          counter-offers that this side could make
          entente deals MODEL --counter round-2/ukraine --for russia
        --exchanges          who gives what for what, from today
          entente deals MODEL --exchanges
        --from PACKAGE       exchanges from a package instead
          entente deals MODEL --exchanges --from ceasefire=thirty-days,sanctions=eased

  other workbenches:
        --compat PEER        as genius, geniusweb, negmas or negolog would see it
          entente deals MODEL --compat negmas

  Results go to stdout, messages to stderr.
  exit status: 0 done; 1 the model is wrong; 2 the call is wrong; 3 could not finish;
  130 stopped (Ctrl-C)
  $ entente brief -h
  usage: entente brief MODEL [options]

  Say on one page what the negotiation comes to.

  options:
    -j, --json            print JSON (docs/json.md)
    -o, --output FILE     write to FILE, whole or not at all
        --html FILE       write the page with charts to FILE as well
        --csv TABLE       print one table as CSV: issues, settlement, ...
    -n, --top N           rows of a long table (10; 0: all)
    -s, --short           only the sentences, no tables
        --all-rows        with --json: the whole of lists of more than 10,000
        --certify         check every state of the game with a secret walk-away, reached or not
        --set PATH=VALUE  set a number, to 0.6 or [0.4, 0.6]; check --numbers lists them
    -v, --verbose         say on stderr how large the question was and how long it took
    -d, --date DAY        the round of that day, not the next one
    -h                    this screen
        --help            everything, with an example for each option
  $ entente round --help | tail -4

  Results go to stdout, messages to stderr.
  exit status: 0 done; 1 the model is wrong; 2 the call is wrong; 3 could not finish;
  130 stopped (Ctrl-C)

A mistyped word is answered with the one that was meant.

  $ entente gpa model.yaml
  entente: there is no command 'gpa'; did you mean 'gap'?
  [2]
  $ entente frontier model.yaml
  entente: there is no command 'frontier'; 'entente help' lists them
  [2]
  $ entente help dael
  entente: there is no command 'dael'; did you mean 'deals'?
  [2]
  $ entente deals model.yaml --tpo 3
  entente deals: there is no option '--tpo'; did you mean '--top'?
  [2]
  $ entente deals model.yaml --colour
  entente deals: there is no option '--colour'; 'entente deals -h' lists them
  [2]
  $ entente deals model.yaml -x
  entente deals: there is no option '-x'; 'entente deals -h' lists them
  [2]
  $ entente --json deals model.yaml
  entente: '--json' stands before the command: entente COMMAND MODEL [options]
  [2]

Options and arguments that are missing, or too many, or wrong.

  $ entente deals
  entente deals: an argument is missing; the call is 'entente deals MODEL'
  [2]
  $ entente deals one.yaml two.yaml
  entente deals: one argument too many: 'two.yaml'
  [2]
  $ entente deals model.yaml --top
  entente deals: --top needs a value
  [2]
  $ entente deals model.yaml --top many
  entente deals: --top takes a whole number from 0, not 'many'
  [2]
  $ entente deals model.yaml --top -1
  entente deals: --top takes a whole number from 0, not '-1'
  [2]
  $ entente deals model.yaml --json=yes
  entente deals: --json=yes takes no value
  [2]
  $ entente round model.yaml --date 2025-02-29
  entente round: --date takes a day such as 2025-06-02, not '2025-02-29'
  [2]
  $ entente round model.yaml --date tomorrow
  entente round: --date takes a day such as 2025-06-02, not 'tomorrow'
  [2]
  $ entente gap model.yaml --json --csv issues
  entente gap: --json and --csv exclude each other
  [2]

Options stand before or after the model, whatever the environment holds.

  $ POSIXLY_CORRECT=1 entente deals tests/fixtures/tiny.yaml --csv counts
  set,count,count_high,epsilon
  possible,2,2,
  acceptable,0,0,0
