#!/usr/bin/env python3
"""Where exactness ends: growing synthetic models (of models.py) within 4 GiB of address space and a minute.

usage: limits.py PROGRAM [FAMILY...]

For each model: the exact frontier if it is found (with --points beyond any need), else how it failed; and what the
program does by itself, with its default limit: time, peak, epsilon and whether the count is exact.
"""
import csv
import io
import os
import resource
import subprocess
import sys
import tempfile
import time

from models import write_model

MEMORY = 4 << 30
SECONDS = 60
WITHOUT_LIMIT = str(1 << 40)

FAMILIES = {
    "two": [(f"two parties, {n} issues x 10", dict(issues=n, options=10, rules=0)) for n in (200, 500, 1000)],
    "tied": [(f"two parties, 30 x 5, {r} rules and {r // 4} linkages a side, all over",
              dict(issues=30, options=5, rules=r, linkages=r // 4, spread=True)) for r in (40, 60, 80)],
    "three": [(f"three parties, {k} issues x 4", dict(issues=k, options=4, rules=0, parties=3))
              for k in (12, 36, 60, 100)],
    "five": [(f"five parties, {k} issues x 4", dict(issues=k, options=4, rules=0, parties=5))
             for k in (8, 12, 16, 20, 24)],
}


def run(command):
    """Seconds, peak MiB, exit status (None: out of time), standard output and error."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)))
    try:
        output, errors = process.communicate(timeout=SECONDS)
        status = process.returncode
    except subprocess.TimeoutExpired:
        process.kill()
        output, errors = process.communicate()
        status = None
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return time.perf_counter() - start, peak, status, output.decode(), errors.decode()


def describe(measured):
    seconds, peak, status, output, errors = measured
    if status is None:
        return f"not within {SECONDS} s"
    if status != 0:
        return f"{errors.strip().split(': ')[-1]} after {seconds:.1f} s"
    rows = {row["set"]: row for row in csv.DictReader(io.StringIO(output))}
    epsilon = float(rows["acceptable"]["epsilon"])
    count = "count exact" if rows["acceptable"]["count"] == rows["acceptable"]["count_high"] else "count bounded"
    what = "exact" if epsilon == 0 else f"epsilon {100 * epsilon:.4g} %"
    return f"{what}, {count}, {seconds:.1f} s, {peak:.0f} MiB"


def main():
    program = os.path.abspath(sys.argv[1])
    for family in sys.argv[2:] or FAMILIES:
        for name, shape in FAMILIES[family]:
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "model.yaml")
                write_model(path, **shape)
                counts = [program, "deals", path, "--csv", "counts"]
                # a process of its own for each: the peak is that of the largest child
                for label, extra in (("all", ["--points", WITHOUT_LIMIT]), ("default", [])):
                    pid = os.fork()
                    if pid == 0:
                        print(f"{name:<60} {label:<8} {describe(run(counts + extra))}", flush=True)
                        os._exit(0)
                    os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
