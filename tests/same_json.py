#!/usr/bin/env python3
"""Two programs must print the same JSON but for keys that the second one adds.

usage: same_json.py BEFORE AFTER [--tolerance X] MODEL...

Runs every command on every model with both. Numbers may differ by a relative X (1e-12); what
differs is listed with its path. For proving that a rebuilding changed no answer.
"""
import argparse
import json
import pathlib
import subprocess
import sys

COMMANDS = ["check", "gap", "deals", "blockers", "round", "roadmap", "clock", "brief"]


def run(program, command, model):
    done = subprocess.run([program, command, model, "--json"], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=600)
    return done.returncode, done.stdout, done.stderr


def differences(before, after, tolerance, path=""):
    """Paths at which `after` does not hold what `before` does."""
    if isinstance(before, dict) and isinstance(after, dict):
        kept = [key for key in after if key in before]
        if kept != list(before):
            yield f"{path or '.'}: keys {list(before)} became {kept}"
        for key in before:
            if key in after:
                yield from differences(before[key], after[key], tolerance, f"{path}.{key}")
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield f"{path}: {len(before)} items became {len(after)}"
        for index, (one, other) in enumerate(zip(before, after)):
            yield from differences(one, other, tolerance, f"{path}.{index}")
    elif isinstance(before, float) and isinstance(after, (int, float)) or \
            isinstance(after, float) and isinstance(before, (int, float)):
        if abs(before - after) > tolerance * max(1.0, abs(before), abs(after)):
            yield f"{path}: {before!r} became {after!r}"
    elif before != after or type(before) is not type(after):
        yield f"{path}: {before!r} became {after!r}"


def compare(options, command, model):
    code, text, errors = run(options.before, command, model)
    code_after, text_after, errors_after = run(options.after, command, model)
    if (code, errors) != (code_after, errors_after):
        yield f"exit {code} {errors!r} became {code_after} {errors_after!r}"
    elif code == 0:
        yield from differences(json.loads(text), json.loads(text_after), options.tolerance)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("before", type=lambda p: str(pathlib.Path(p).resolve()))
    parser.add_argument("after", type=lambda p: str(pathlib.Path(p).resolve()))
    parser.add_argument("--tolerance", type=float, default=1e-12)
    parser.add_argument("--commands", default=",".join(COMMANDS))
    parser.add_argument("models", nargs="+")
    options = parser.parse_args()
    runs = failed = 0
    for model in options.models:
        for command in options.commands.split(","):
            runs += 1
            found = list(compare(options, command, model))
            failed += bool(found)
            for line in found[:5]:
                print(f"{command} {model}: {line}")
    print(f"{runs - failed} of {runs} answers are the same")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
