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
