#!/usr/bin/env python3
"""Two builds of the program, by different compilers, must print the same bytes.

usage: compilers.py PROGRAM OTHER_PROGRAM
"""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def output(program, model):
    return subprocess.run([program, "brief", model, "--json"], check=True, stdout=subprocess.PIPE).stdout


def main():
    first, second = (str(pathlib.Path(program).resolve()) for program in sys.argv[1:])
    models = sorted([*ROOT.glob("scenarios/*.yaml"), *ROOT.glob("tests/transcript/*.yaml")])
    models = [str(model) for model in models if model.name != "bad.yaml"]
    differ = [model for model in models if output(first, model) != output(second, model)]
    for model in differ:
        print(f"{model}: the two programs print different reports")
    if not models:
        sys.exit("no models were found to compare with")
    print(f"{len(models) - len(differ)} of {len(models)} reports are the same from both compilers")
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
