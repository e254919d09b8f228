"""Time and memory of `entente blockers` against the number of red lines: 40 issues x 4 options, two sides.

usage: python3 bench/red_lines.py PROGRAM...    several programs are run side by side
"""
import json
import os
import subprocess
import sys
import tempfile

import models

WALK_AWAYS = (0.45, 0.60)


def measure(program, path):
    """CPU seconds, MB, and what was found; None where the program gave up."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, tempfile.TemporaryFile() as out:
        process = subprocess.Popen([program, "blockers", path, "--json"], stdout=out, stderr=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        found = json.loads(out.read())["blockers"] if process.returncode == 0 else None
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, found


def say(found):
    if found is None:
        return "gave up"
    if found["possible"]:
        return "a deal is possible"
    return (f"{len(found['conflicts'])} conflicts, {len(found['concessions'])} ways round"
            + (f", limit: {found['limit']}" if "limit" in found else ""))


def main():
    print("walk-away  red lines   seconds        MB  found")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.yaml")
        for walk_away in WALK_AWAYS:
            for count in (10, 20, 40, 80, 160):
                models.write_red_lines(path, count, 40, 4, walk_away=walk_away)
                for program in sys.argv[1:]:
                    seconds, megabytes, found = measure(program, path)
                    print(f"{walk_away:9.2f} {count:10d} {seconds:9.2f} {megabytes:9.0f}  {say(found)}", flush=True)


if __name__ == "__main__":
    main()
