"""Model files for the benchmarks, seeded."""
import random


def write_model(path, issues, options, rules, linkages=0, parties=2, spread=False, seed=1):
    """Additive preferences of a few digits; rules forbid pairs of options of two issues."""
    draw = random.Random(seed)
    names = [f"i{j}" for j in range(issues)]

    def pair():
        if spread:
            return draw.sample(range(issues), 2)
        first = draw.randrange(issues - 1)
        return first, first + 1

    lines = ["entente: 1", "title: synthetic", "issues:"]
    for name in names:
        lines.append(f"  {name}: {{options: {{{', '.join(f'o{o}: o{o}' for o in range(options))}}}}}")
    if rules:
        lines.append("rules:")
    for _ in range(rules):
        a, b = pair()
        lines.append(f"  - {{never: {{i{a}: o{draw.randrange(1, options)}, i{b}: o{draw.randrange(1, options)}}}}}")
    lines.append("parties:")
    for p in range(parties):
        lines += [f"  p{p}:", "    role: principal", "    walk_away: 0.3", "    preferences:"]
        for name in names:
            values = ", ".join(f"o{o}: {draw.randrange(101) / 100}" for o in range(options))
            lines.append(f"      {name}: {{weight: {draw.randrange(1, 100)}, values: {{{values}}}}}")
        if linkages:
            lines.append("    linkages:")
        for _ in range(linkages):
            a, b = pair()
            lines.append(f"      - {{when: {{i{a}: o{draw.randrange(options)}, i{b}: o{draw.randrange(options)}}}, "
                         f"bonus: {draw.choice([-0.03, -0.01, 0.01, 0.02])}}}")
    write(path, lines)


def write_lots(path, lots, parties, seed=1):
    """Lots that each go to one side and are worth as much to all: no package gives the sides more in all
    than another, so how near the nearest comes to the ideal is a question of splitting the lots evenly."""
    draw = random.Random(seed)
    weights = [draw.randrange(1, 1000) for _ in range(lots)]
    lines = issue_lines(lots, parties) + ["parties:"]
    for p in range(parties):
        lines += party_lines(f"p{p}", 0.1, weights, [[int(o == p) for o in range(parties)]] * lots)
    write(path, lines)


def write_red_lines(path, count, issues, options, single=0.5, walk_away=0.45, seed=1):
    """Two sides with opposed wishes who each refuse what they like least: `single` of the red lines on one issue,
    most others on neighbouring issues, a tenth of all on any two."""
    draw = random.Random(seed)
    values, weights = [], [[draw.randrange(1, 21) for _ in range(issues)] for _ in range(2)]
    for j in range(issues):
        base = [draw.random() for _ in range(options)]
        values.append([[round(min(1, max(0, (1 - level if p else level) + draw.uniform(-0.25, 0.25))), 2) for level in base]
                       for p in range(2)])

    def disliked(party, issue):
        order = sorted(range(options), key=lambda o: values[issue][party][o])
        return sorted(order[:draw.randint(1, options // 2)])

    never = [[], []]
    for _ in range(count):
        party, kind = draw.randrange(2), draw.random()
        first = draw.randrange(issues - 1)
        touched = [first] if kind < single else [first, first + 1] if kind < 0.9 else sorted(draw.sample(range(issues), 2))
        never[party].append(", ".join(f"i{j}: [{', '.join(f'o{o}' for o in disliked(party, j))}]" for j in touched))
    lines = issue_lines(issues, options) + ["parties:"]
    for p in range(2):
        lines += party_lines(f"p{p}", walk_away, weights[p], [values[j][p] for j in range(issues)])
        lines += ["    never:"] * bool(never[p]) + [f"      - {{{pattern}}}" for pattern in never[p]]
    write(path, lines)


def opposed_tables(issues, options, parties=2, seed=1):
    """What each of sides with opposed wishes wants: what one likes in an issue, the next dislikes, give or
    take a fifth; weights are drawn for each side by itself. Values are sixty-fourths and weights sum to
    1024, so that a double holds every sum exactly, in whatever order it is added up."""
    draw = random.Random(seed)
    levels = [[draw.randrange(65) for _ in range(options)] for _ in range(issues)]
    tables = []
    for p in range(parties):
        shares = [1 + draw.randrange(100) for _ in range(issues)]
        weights = [1024 * share // sum(shares) for share in shares]
        weights[0] += 1024 - sum(weights)
        values = [[min(64, max(0, (64 - level if p % 2 else level) + draw.randrange(-12, 13))) / 64 for level in row]
                  for row in levels]
        tables.append({"walk_away": 0.25, "weights": [weight / 1024 for weight in weights], "values": values})
    return tables


def write_tables(path, tables):
    """A model file of additive preferences and nothing else."""
    lines = ["entente: 1", "title: synthetic", "issues:"]
    for j, row in enumerate(tables[0]["values"]):
        lines.append(f"  i{j}: {{options: {{{', '.join(f'o{o}: o{o}' for o in range(len(row)))}}}}}")
    lines.append("parties:")
    for p, table in enumerate(tables):
        lines += [f"  p{p}:", "    role: principal", f"    walk_away: {table['walk_away']}", "    preferences:"]
        for j, (weight, row) in enumerate(zip(table["weights"], table["values"])):
            values = ", ".join(f"o{o}: {value}" for o, value in enumerate(row))
            lines.append(f"      i{j}: {{weight: {round(1024 * weight)}, values: {{{values}}}}}")
    write(path, lines)


def write(path, lines):
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def opposed_issues(issues, options, seed):
    """Values of two sides, hundredths, what one likes the other does not; and their weights."""
    draw = random.Random(seed)
    values = [[], []]
    for _ in range(issues):
        row = sorted(draw.sample(range(101), options))
        values[0].append([value / 100 for value in row])
        values[1].append([round(1 - value / 100 + 0.1 * draw.random(), 2) for value in row])
    values[1] = [[min(1, value) for value in row] for row in values[1]]
    return values, [[draw.randrange(1, 100) for _ in range(issues)] for _ in range(2)]


def party_lines(name, walk_away, weights, values):
    lines = [f"  {name}:", "    role: principal", f"    walk_away: {walk_away}", "    preferences:"]
    for j, (weight, row) in enumerate(zip(weights, values)):
        listed = ", ".join(f"o{o}: {value}" for o, value in enumerate(row))
        lines.append(f"      i{j}: {{weight: {weight}, values: {{{listed}}}}}")
    return lines


def issue_lines(issues, options):
    names = ", ".join(f"o{o}: o{o}" for o in range(options))
    return ["entente: 1", "title: synthetic", "issues:"] + [f"  i{j}: {{options: {{{names}}}}}" for j in range(issues)]


def write_stopping(path, front, patience, rounds, seed=1):
    """A model in which one side decides alone, so that a decision process with one player is the same thing.

    Side a makes all offers; side b, whose discount is 0, lives for today and accepts whatever is worth its
    walk-away. That moves with the front, up and down; a's own falls with its patience. What a decides is
    when to stop waiting for a better front."""
    issues, options = 3, 4
    values, weights = opposed_issues(issues, options, seed)
    model = {"rounds": rounds, "discount": 0.99, "values": values, "weights": weights,
             "up": 0.2, "down": 0.15, "loss": 0.05,
             "walk_away_a": [round(0.35 - 0.3 * level / (patience - 1), 6) for level in range(patience)],
             "walk_away_b": [round(0.8 - 0.6 * level / (front - 1), 6) for level in range(front)]}
    lines = issue_lines(issues, options) + ["parties:"]
    lines += party_lines("a", model["walk_away_a"][0], weights[0], values[0])
    lines += party_lines("b", model["walk_away_b"][0], weights[1], values[1])
    lines += ["time:", f"  rounds: {rounds}", "  proposer: {a: 1, b: 0}", "  discount: {a: 0.99, b: 0}", "  world:",
              "    front:", f"      levels: [{', '.join(f'f{level}' for level in range(front))}]", "      moves:"]
    for level in range(front - 1):
        lines.append(f"        - {{from: f{level}, to: f{level + 1}, chance: {model['up']}}}")
        lines.append(f"        - {{from: f{level + 1}, to: f{level}, chance: {model['down']}}}")
    lines += ["    patience:", f"      levels: [{', '.join(f'p{level}' for level in range(patience))}]", "      moves:"]
    for level in range(patience - 1):
        lines.append(f"        - {{from: p{level}, to: p{level + 1}, chance: {model['loss']}}}")
    lines.append("  effects:")
    for name, side, path_of in (("f", "b", model["walk_away_b"]), ("p", "a", model["walk_away_a"])):
        factor = "front" if name == "f" else "patience"
        for level in range(1, len(path_of)):
            change = round(path_of[level] - path_of[0], 6)
            lines.append(f"    - {{when: {{{factor}: {name}{level}}}, walk_away: {{{side}: {change}}}}}")
    write(path, lines)
    return model


def write_alternating(path, packages, rounds, seed=1):
    """Two sides who propose in turn over one issue; what is better for one is worse for the other."""
    draw = random.Random(seed)
    rising, falling = (sorted(draw.sample(range(101), packages), reverse=side) for side in (False, True))
    lines = issue_lines(1, packages) + ["parties:"]
    lines += party_lines("a", 0.2037, [1], [[value / 100 for value in rising]])
    lines += party_lines("b", 0.1519, [1], [[value / 100 for value in falling]])
    lines += ["time:", f"  rounds: {rounds}", "  proposer: alternate", "  discount: {a: 0.9, b: 0.85}"]
    write(path, lines)
