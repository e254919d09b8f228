#!/usr/bin/env python3
"""Time and peak memory of whole processes on the Istanbul model and on synthetic ones (seeded).

usage: run.py PROGRAM [RUNS]
"""
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time


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
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def measure(command, runs):
    """Median wall-clock seconds, CPU seconds of the last run, peak MiB, standard output."""
    walls = []
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        walls.append(time.perf_counter() - start)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return statistics.median(walls), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    print(f"{'what':<44} {'ms':>8} {'CPU ms':>8} {'MiB':>7} {'frontier':>9}")
    istanbul = [program, "brief", "scenarios/istanbul-2025-06.yaml", "--json"]
    wall, cpu, peak, output = measure(istanbul, runs)
    report = json.loads(output)
    print(f"{'brief, Istanbul':<44} {1e3 * wall:8.1f} {1e3 * cpu:8.1f} {peak:7.1f} "
          f"{len(report['deals']['settlement']['frontier']):9}")
    cases = [(f"deals, {n} issues x 5", dict(issues=n, options=5, rules=0)) for n in (10, 20, 30, 50)]
    cases += [(f"deals, {n} issues x 5, 10 rules", dict(issues=n, options=5, rules=10)) for n in (10, 20, 30, 50)]
    cases += [
        ("deals, 30 x 5, 40 rules, 5 linkages a side, all over",
         dict(issues=30, options=5, rules=40, linkages=5, spread=True)),
        ("deals, 50 issues x 10", dict(issues=50, options=10, rules=0)),
        ("deals, 200 issues x 10", dict(issues=200, options=10, rules=0)),
        ("deals, 12 issues x 4, three parties", dict(issues=12, options=4, rules=0, parties=3)),
        ("deals, 8 issues x 4, five parties", dict(issues=8, options=4, rules=0, parties=5)),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name, shape in cases:
            path = os.path.join(folder, "model.yaml")
            write_model(path, **shape)
            wall, cpu, peak, output = measure([program, "deals", path, "--csv", "settlement", "--top", "0"], runs)
            rows = output.count(b"\n") - 1
            print(f"{name:<44} {1e3 * wall:8.1f} {1e3 * cpu:8.1f} {peak:7.1f} {rows:9}", flush=True)


if __name__ == "__main__":
    main()
