#!/usr/bin/env python3
"""Models that once ran without end or took gigabytes: CPU seconds, peak memory and how it ended.

usage: walls.py PROGRAM [PROGRAM...]

Each question goes to every program in turn, within two minutes and 16 GiB of address space; the last is the one
that the notes are for. Limits of work are counted in steps, so how an answer ends does not hang on the machine.
"""
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

SECONDS = 120
MEMORY = 16 << 30
HERE = pathlib.Path(__file__).resolve().parent


def party(name, walk_away, wishes, never=()):
    lines = [f"  {name}:", "    role: principal", f"    walk_away: {walk_away}", "    preferences:"]
    lines += [f"      {issue}: {{weight: {weight}, values: {{{', '.join(f'{o}: {v}' for o, v in values.items())}}}}}"
              for issue, weight, values in wishes]
    return lines + (["    never:"] + [f"      - {{{line}}}" for line in never] if never else [])


def model(issues, options, opposed=False, rules=(), never=0, walk_away=0.4, digits=2, seed=1):
    """Two sides with random wishes, or nearly opposite ones."""
    dice = random.Random(seed)
    names = [f"o{o}" for o in range(options)]
    base = [[dice.random() for _ in names] for _ in range(issues)]
    lines = ["entente: 1", "title: A wall", "issues:"]
    lines += [f"  i{j}: {{options: {{{', '.join(f'{o}: {o}' for o in names)}}}}}" for j in range(issues)]
    lines += ["rules:"] + [f"  - {{never: {{{rule}}}}}" for rule in rules] if rules else []
    lines.append("parties:")
    for p in range(2):
        def value(x):
            x = (1 - x if p else x) + dice.uniform(-0.2, 0.2) if opposed else dice.random()
            return round(min(1, max(0, x)), digits)
        wishes = [(f"i{j}", dice.randrange(1, 100), {o: value(x) for o, x in zip(names, base[j])})
                  for j in range(issues)]
        lines += party(f"p{p}", walk_away, wishes, [
            f"i{a}: o{dice.randrange(1, options)}, i{b}: o{dice.randrange(1, options)}"
            for a, b in (dice.sample(range(issues), 2) for _ in range(never))])
    return "\n".join(lines) + "\n"


def rules_of_five(issues, count, seed=1):
    """Patterns over five issues, none of which today's package matches."""
    dice = random.Random(seed)
    return [", ".join(f"i{j}: {'o1' if k == 0 else dice.choice(('o0', 'o1'))}"
                      for k, j in enumerate(dice.sample(range(issues), 5))) for _ in range(count)]


def many_worlds(factors=6, levels=10):
    """A million worlds, forty rounds."""
    lines = [model(3, 3).rstrip("\n"), "time:", "  rounds: 40", "  round_every: 14 days",
             "  discount: {p0: 0.98, p1: 0.97}", "  world:"]
    for f in range(factors):
        names = [f"l{k}" for k in range(levels)]
        lines += [f"    f{f}:", f"      levels: [{', '.join(names)}]", "      moves:"]
        lines += [f"        - {{from: {a}, to: {b}, chance: 0.1}}" for a, b in zip(names, names[1:])]
    lines.append("  effects:")
    lines += [f"    - {{when: {{f{f}: l{k}}}, walk_away: {{p0: {-0.002 * k}, p1: {0.001 * k}}}}}"
              for f in range(factors) for k in range(1, levels)]
    return "\n".join(lines) + "\n"


def profiles(folder, count):
    folder.mkdir()
    issues = "".join(f"- {{name: {n}, type: CategoricalIssue, values: [x, y]}}\n" for n in "ab")
    (folder / "domain.yml").write_text(f"name: domain\nissues:\n{issues}")
    for i in range(count):
        (folder / f"p{i}.yml").write_text(
            "type: LinearAdditiveUtilityFunction\nweights: [0.5, 0.5]\nvalues:\n"
            + 2 * "- {type: TableFun, mapping: {x: 0.0, y: 1.0}}\n" + "reserved_value: 0.0\n")


def questions(folder):
    """Name, command, model."""
    written = {
        "binary-40-rules": model(50, 2, rules=rules_of_five(50, 40)),
        "red-lines-1000": model(40, 3, never=1000),
        "additive-400": model(400, 10, opposed=True, walk_away=0.7),
        "issues-1000": model(1000, 3),
        "options-10000": model(1, 10000, digits=4, walk_away=0.1),
        "worlds-million": many_worlds(),
    }
    for name, text in written.items():
        (folder / f"{name}.yaml").write_text(text)
    profiles(folder / "profiles", 3000)
    made = lambda name: str(folder / f"{name}.yaml")
    kept = lambda name: str(HERE / "walls" / f"{name}.yaml")
    return [
        ("50 binary issues, 40 rules of five", ["deals"], made("binary-40-rules")),
        ("40 binary issues, 40 rules of five", ["deals"], kept("forty-rules-of-five")),
        ("1,000 red lines a side", ["deals"], made("red-lines-1000")),
        ("1,000 red lines a side", ["blockers"], made("red-lines-1000")),
        ("200 red lines a side", ["blockers"], kept("red-lines-400")),
        ("400 x 10, additive, no agreement", ["blockers"], made("additive-400")),
        ("400 x 10, additive, no agreement", ["brief", "--short"], made("additive-400")),
        ("seven decimals, five sides", ["deals"], kept("seven-decimals-five-sides")),
        ("24 free steps", ["roadmap"], kept("roadmap-24-free-steps")),
        ("a million worlds, 40 rounds", ["clock"], made("worlds-million")),
        ("1,000 issues of three options", ["deals", "--json"], made("issues-1000")),
        ("one issue of 10,000 options", ["check"], made("options-10000")),
        ("one issue of 10,000 options", ["brief", "--short"], made("options-10000")),
        ("a folder of 3,000 profiles", ["import"], str(folder / "profiles")),
    ]


def ask(program, command, subject):
    """CPU seconds, peak MiB, bytes written and how it ended."""
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen([program, *command, subject], stdout=output, stderr=subprocess.DEVNULL,
                                   preexec_fn=limit)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = 0
        written = output.seek(0, 2)
    ended = f"exit {os.WEXITSTATUS(status)}" if os.WIFEXITED(status) else f"not within {SECONDS} s"
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, written, ended


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        for name, command, subject in questions(pathlib.Path(folder)):
            for program in sys.argv[1:]:
                seconds, peak, written, ended = ask(program, command, subject)
                print(f"{name:36} {' '.join(command):14} {seconds:7.2f} s {peak:8.0f} MiB {written / 1e6:8.2f} MB  {ended}",
                      flush=True)


if __name__ == "__main__":
    main()
