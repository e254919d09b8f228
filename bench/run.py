#!/usr/bin/env python3
"""Time and memory of entente, beside its peers in the same run on the same machine; docs/bench.md explains.

usage: run.py BUILD [TOPIC]...   TOPIC: deals, points, clock, trees, stream, corpus or programs; all if none is named

Exit status 1 if numbers that ought to be equal are not."""
import datetime
import glob
import json
import os
import subprocess
import sys
import tempfile
import time

import models
import solutions
from measure import Bench, distance, duration, ratio, size, table

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GENIUS = os.path.join(ROOT, "..", "shared", "data", "genius")
GENIUS_CASES = ("genius-anac2010/EnglandZimbabwe", "genius-anac2011/Amsterdam", "genius-anac2010/Travel",
                "genius-anac2011/Energy")
VENV = os.path.join(ROOT, "build", "bench-venv")
PEERS = {"negmas": "negmas", "moocore": "moocore", "quantecon": "quantecon", "gambit": "pygambit"}


def say_machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = int(file.readline().split()[1]) / 2**20
    print(f"{names[0] if names else 'unknown processor'}, {os.cpu_count()} cores, {memory:.0f} GiB; "
          f"{datetime.date.today()}; {os.getloadavg()[0]:.1f} processes at work at the start")


def installed(python):
    """Version by package, in the environment of the peers."""
    if not os.path.exists(python):
        return {}
    listed = subprocess.run([python, "-m", "pip", "--disable-pip-version-check", "freeze"], stdout=subprocess.PIPE,
                            text=True, check=True).stdout
    return dict(line.split("==") for line in listed.splitlines() if "==" in line)


def find_peers(bench):
    """Note who is missing and why, and say so."""
    there, reasons = installed(bench.python), {}
    if os.path.exists(os.path.join(VENV, "missing")):
        with open(os.path.join(VENV, "missing"), encoding="utf-8") as file:
            reasons = dict(line.rstrip("\n").split(": ", 1) for line in file)
    found = [f"{package} {there[package]}" for package in PEERS.values() if package in there]
    print(f"peers: {', '.join(found) or 'none'}")
    for peer, package in PEERS.items():
        if package not in there:
            bench.missing[peer] = reasons.get(package, "not installed")
            print(f"{package} is left out: {bench.missing[peer]}")


# --- deals beside NegMAS ---

def deal_cases(folder):
    """Name, what the program is given, tables (None: those that the program prints)."""
    shapes = [(f"10^{issues}", issues, 10, 2) for issues in (2, 3, 4, 5, 6)] + [("4^8, three parties", 8, 4, 3)]
    for name, issues, options, parties in shapes:
        path = os.path.join(folder, f"deals-{issues}-{options}.yaml")
        tables = models.opposed_tables(issues, options, parties)
        models.write_tables(path, tables)
        yield name, [path], tables
    for case in GENIUS_CASES:
        files = sorted(glob.glob(os.path.join(GENIUS, case, "*.xml")))
        if files:
            yield os.path.basename(case), ["--import", *files], None


def compare_negmas(bench, name, ours, theirs, walk_away):
    apart = max(solutions.frontiers_apart(ours["deals"]["frontier"], theirs["frontier"]),
                solutions.solutions_apart(ours["deals"]["solutions"], theirs["frontier"], walk_away),
                solutions.ties_apart(ours["negmas"], theirs["solutions"]))
    return bench.agree(f"deals, {name}, NegMAS", apart)


def run_deals(bench, folder):
    inside, outside = [], []
    for name, given, tables in deal_cases(folder):
        ours = bench.tool("deals", *given)
        tables = tables or ours["tables"]
        first = [name, f"{int(ours['possible']):,}", len(ours["deals"]["frontier"]), duration(ours["seconds"])]
        theirs = bench.ask("negmas", {"name": name, "tables": tables})
        if given[0] != "--import":
            outside.append(whole_row(bench, name, given[0], tables if theirs else None))
        if not theirs:
            inside.append(first + ["-"] * 4 + [size(ours["grown_kib"]), "-", "-"])
            continue
        walk_away = [table["walk_away"] for table in tables]
        inside.append(first + [
            duration(theirs["seconds"]), ratio(theirs["seconds"], ours["seconds"]),
            duration(theirs["points_seconds"]), ratio(theirs["points_seconds"], ours["seconds"]),
            size(ours["grown_kib"]), size(theirs["grown_kib"]), compare_negmas(bench, name, ours, theirs, walk_away)])
    table("Deals: frontier and solutions in process, beside NegMAS",
          ["case", "outcomes", "frontier", "entente", "NegMAS", "ratio", "its filter", "ratio", "memory", "NegMAS's",
           "apart"], inside,
          "entente: frontier with a package for each point, four solutions, exact counts. NegMAS: frontier and four "
          "solutions from utility functions; its filter: the frontier alone, from an array of points that is already "
          "filled. Memory: what it grows by. Apart: the largest difference in the frontier, in entente's solutions and "
          "in NegMAS's own.")
    table("Deals: the same as whole programs, start to end",
          ["case", "entente", "NegMAS", "ratio", "memory", "NegMAS's", "ratio"], outside,
          "entente deals MODEL --json, from file to JSON; a Python program that imports NegMAS and does the same but "
          "for the files. Memory: the peak.")


def whole_row(bench, name, path, tables):
    bench.say(f"whole programs: {name}")
    _, work, kib, _ = bench.whole([bench.program, "deals", path, "--json"], 5)
    if not tables:
        return [name, duration(work), "-", "-", size(kib), "-", "-"]
    question = {"tables": tables, "once": True, "limit": 120}
    _, their_work, their_kib, _ = bench.whole(bench.peer_command("negmas"), 1, question)
    return [name, duration(work), duration(their_work), ratio(their_work, work), size(kib), size(their_kib),
            ratio(their_kib, kib)]


# --- deals beside a filter of points ---

POINT_CASES = ((4, 10, 2), (5, 10, 2), (6, 10, 2), (10, 10, 2), (20, 10, 2), (8, 4, 3), (12, 4, 3))


def run_points(bench, folder):
    rows = []
    for issues, options, parties in POINT_CASES:
        name = f"{issues} issues x {options}, {parties} parties"
        path = os.path.join(folder, "points.yaml")
        tables = models.opposed_tables(issues, options, parties)
        models.write_tables(path, tables)
        ours = bench.tool("deals", path)
        count = options**issues
        theirs = bench.ask("moocore", {"name": name, "tables": tables, "enumerate": count <= 10**6})
        row = [name, len(ours["deals"]["frontier"]), duration(ours["seconds"]), duration(ours["uncounted_seconds"])]
        if not theirs:
            rows.append(row + ["-"] * 5)
            continue
        apart = max(solutions.frontiers_apart(ours["deals"]["frontier"], theirs["frontier"]),
                    solutions.solutions_apart(ours["deals"]["solutions"], theirs["frontier"],
                                              [table["walk_away"] for table in tables]))
        listed = "filter_seconds" in theirs
        both = theirs["enumerate_seconds"] + theirs["filter_seconds"] if listed else 0
        rows.append(row + [duration(theirs["enumerate_seconds"]) if listed else "-",
                           duration(theirs["filter_seconds"]) if listed else "-",
                           ratio(both, ours["uncounted_seconds"]) if listed else "-",
                           duration(theirs["merge_seconds"]), bench.agree(f"deals, {name}, moocore", apart)])
    table("Deals: a filter of non-dominated points, as somebody with numpy would use it",
          ["what", "frontier", "entente", "rough counts", "enumerate", "moocore", "ratio", "by issue", "apart"], rows,
          "enumerate: all utilities by numpy; moocore: is_nondominated on those that all accept; ratio: both together "
          "to entente with rough bounds for counts. By issue: moocore after every issue instead of at the end. The "
          "filter yields points, not the packages that have them, and no solutions; entente yields both. '-': too many "
          "to list.")


# --- the clock beside backward induction elsewhere ---

def states_apart(ours, theirs):
    """Over the states that we list: those that can be reached."""
    known = {tuple(row[:-1]): row[-1] for row in theirs}
    return max((abs(known[tuple(row[:-1])] - row[-1]) for row in ours), default=0)


def run_clock(bench, folder):
    rows = []
    for front, patience, rounds in ((16, 8, 20), (40, 30, 100), (512, 256, 100)):
        name = f"{front * patience:,} worlds x {rounds} rounds"
        path = os.path.join(folder, "stopping.yaml")
        model = models.write_stopping(path, front, patience, rounds)
        listed = front * patience * rounds < 2**18
        ours = bench.tool("clock_game", path)
        states = bench.tool("clock_game", path, "--states")["states"] if listed else []
        theirs = bench.ask("quantecon", {**model, "name": name, "states": listed})
        row = [name, duration(ours["seconds"])]
        if not theirs:
            rows.append(row + ["-"] * 3 + [size(ours["grown_kib"]), "-", "-", "-"])
            continue
        apart = max(abs(ours["value"][0] - theirs["value"]), states_apart(states, theirs["states"]))
        rows.append(row + [duration(theirs["seconds"]), ratio(theirs["seconds"], ours["seconds"]),
                           duration(theirs["build_seconds"]), size(ours["grown_kib"]), size(theirs["grown_kib"]),
                           f"{len(states) or 1:,}", bench.agree(f"clock, {name}, QuantEcon", apart)])
    table("Clock: one side makes all offers, the other lives for today: QuantEcon's backward induction",
          ["model", "entente", "QuantEcon", "ratio", "its arrays", "memory", "QuantEcon's", "compared", "apart"], rows,
          "entente: frontier, chain and equilibrium for both sides, values before the first round. QuantEcon: "
          "backward_induction for the side that decides, given rewards and a sparse matrix (its arrays: making those), "
          "which keeps every value and policy. Memory: what it grows by. Compared: how many states.")


SOLVER_SECONDS = 8


def run_trees(bench, folder):
    rows = []
    for packages, rounds, solvers in ((2, 2, True), (3, 2, True), (2, 3, True), (3, 3, True), (5, 4, False)):
        name = f"{packages} packages, {rounds} rounds"
        path, tree = os.path.join(folder, "game.yaml"), os.path.join(folder, "game.efg")
        models.write_alternating(path, packages, rounds, seed=3)
        ours = bench.tool("clock_game", path)
        bench.tool("clock_game", path, "--efg", tree)
        checked = bench.ask("gambit", {"name": name, "path": tree, "task": "check"})
        row = [name, checked["nodes"] if checked else "-", duration(ours["seconds"])]
        if not checked:
            rows.append(row + ["-"] * 5)
            continue
        worst = max([checked["gain"]] + [abs(a - b) for a, b in zip(checked["payoffs"], ours["value"])])
        row.append(bench.agree(f"trees, {name}, our profile as pygambit evaluates it", worst))
        for solver in ("logit_solve", "lcp_solve"):
            question = {"name": f"{solver}, {name}", "path": tree, "task": solver}
            found = bench.ask("gambit", question, SOLVER_SECONDS) if solvers else None
            row += [duration(found["seconds"]) if found else f"over {SOLVER_SECONDS} s" if solvers else "-",
                    distance(max(abs(a - b) for a, b in zip(found["payoffs"], ours["value"]))) if found else "-"]
        rows.append(row)
    table("Clock: small games as trees, sides propose in turn: pygambit",
          ["game", "nodes", "entente", "profile", "logit", "apart", "lcp", "apart"], rows,
          "profile: entente's strategies as pygambit evaluates them: the most that anybody gains by another act, or "
          "that payoffs differ. logit: a path whose limit is subgame perfect. lcp: some Nash equilibrium, which may "
          "rest on an empty threat; then payoffs are apart, and neither is wrong. pygambit has no solver by backward "
          "induction.")


def run_stream(bench, _):
    bench.say("the clock's own bound")
    model = os.path.join("scenarios", "istanbul-2025-06.yaml")
    lines = subprocess.run([os.path.join(bench.build, "bench", "clock"), model], stdout=subprocess.PIPE, text=True,
                           check=True, cwd=ROOT).stdout.splitlines()
    print("\nClock: the sweep over a large world against the memory it must stream, and a model of everyday size\n")
    print("\n".join(f"  {line}" for line in lines))
    print("  The least of several turns, one thread by its CPU time, more by the wall; the bound is explained\n"
          "  in bench/clock.c.")


# --- the rest ---

def run_corpus(bench, _):
    program = os.path.join(bench.build, "tests", "test_property_corpus")
    if not os.path.isdir(GENIUS) or not os.path.exists(program):
        print("\nThe corpus of GENIUS scenarios is not here.")
        return
    bench.say("corpus")
    with open(os.path.join(GENIUS, "expected.csv"), encoding="utf-8") as file:
        count = sum(1 for _ in file) - 1
    start = time.perf_counter()
    done = subprocess.run([program], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        bench.disagreements.append("the corpus")
    print(f"\nThe corpus of GENIUS scenarios, {count} reference rows: read, solved and compared in {duration(seconds)} "
          f"wall-clock ({'all as expected' if not done.returncode else 'NOT as expected'}).")


PROGRAM_CASES = [(f"deals, {n} issues x 5", dict(issues=n, options=5, rules=0)) for n in (10, 20, 30, 50)] + [
    (f"deals, {n} issues x 5, 10 rules", dict(issues=n, options=5, rules=10)) for n in (10, 20, 30, 50)] + [
    ("deals, 30 x 5, 40 rules, 5 linkages a side, all over",
     dict(issues=30, options=5, rules=40, linkages=5, spread=True)),
    ("deals, 50 issues x 10", dict(issues=50, options=10, rules=0)),
    ("deals, 200 issues x 10", dict(issues=200, options=10, rules=0)),
    ("deals, 12 issues x 4, three parties", dict(issues=12, options=4, rules=0, parties=3)),
    ("deals, 8 issues x 4, five parties", dict(issues=8, options=4, rules=0, parties=5))]


def run_programs(bench, folder):
    rows = []

    def add(name, command, count):
        bench.say(name)
        wall, cpu, kib, output = bench.whole([bench.program, *command], 5)
        rows.append([name, duration(wall), duration(cpu), size(kib), count(output)])

    add("brief, Istanbul", ["brief", os.path.join(ROOT, "scenarios", "istanbul-2025-06.yaml"), "--json"],
        lambda output: len(json.loads(output)["deals"]["settlement"]["frontier"]))
    for name, shape in PROGRAM_CASES:
        path = os.path.join(folder, "model.yaml")
        models.write_model(path, **shape)
        add(name, ["deals", path, "--csv", "settlement", "--top", "0"], lambda output: output.count(b"\n") - 1)
    table("entente as a whole program", ["what", "wall", "CPU", "peak", "frontier"], rows)


TOPICS = {"deals": run_deals, "points": run_points, "clock": run_clock, "trees": run_trees, "stream": run_stream,
          "corpus": run_corpus, "programs": run_programs}


def main():
    build, chosen = sys.argv[1], sys.argv[2:] or list(TOPICS)
    unknown = [name for name in chosen if name not in TOPICS]
    if unknown:
        print(f"no topic '{unknown[0]}'; there are {', '.join(TOPICS)}", file=sys.stderr)
        return 2
    bench = Bench(os.path.abspath(build), os.path.join(VENV, "bin", "python"))
    say_machine()
    find_peers(bench)
    print("Times are CPU seconds, medians, unless they are called wall-clock: other work hardly moves them.")
    left_out = set(bench.missing)
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            TOPICS[name](bench, folder)
    bench.say("")
    for peer, reason in bench.missing.items():
        if peer not in left_out:
            print(f"{PEERS[peer]} failed: {reason}")
    for what in bench.disagreements:
        print(f"NOT EQUAL: {what}")
    return 1 if bench.disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
