#!/usr/bin/env python3
"""Draws the arrows between rooms from the includes and fails on one that points upwards, on files
that include each other in a circle, and on a call of a function of <math.h> whose last bits depend
on the C library (base/real.h has those).

A room is a folder of src/, a folder within one, or cli/. Public headers belong to the room that
implements them, so that base cannot reach up through entente/report.h either.
"""
import pathlib
import re
import sys

# Each room may include itself and every room of a lower level; analyses of one level reach each
# other through public headers alone.
LEVELS = [
    "base",
    "model spelling",
    "read write import engine engine/count",
    "game deals roadmap clock screening",
    "ask",
    "report",
    "report/print",
    "report/page",
    "cli",
]
RANK = {room: rank for rank, level in enumerate(LEVELS) for room in level.split()}
# Rooms of one level that are floors of one house.
TOGETHER = [("engine", "engine/count"), ("engine/count", "engine"), ("clock", "game"),
            ("screening", "game"), ("report", "report/print"), ("report", "report/page")]
PUBLIC = {
    "status": "base", "number": "base", "watch": "base", "model": "model", "provenance": "model", "vary": "model", "read": "read", "write": "write",
    "import": "import", "packages": "engine", "deals": "deals", "blockers": "deals", "gap": "deals", "round": "deals",
    "counter": "deals", "exchanges": "deals", "compat": "deals", "roadmap": "roadmap",
    "clock": "clock", "screening": "screening", "report": "report", "ask": "ask", "words": "ask",
}
INEXACT = re.compile(r"\b(?:a?(?:sin|cos|tan)h?|atan2|exp(?:2|10|m1)?|log(?:2|10|1p)?"
                     r"|pow|cbrt|hypot|erfc?|[lt]gamma)[fl]?\s*\(")
COMMENT_OR_TEXT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.DOTALL)
INCLUDE = re.compile(r'^\s*#\s*include\s+"([a-z_/0-9]+)\.h"', re.MULTILINE)


def room_of(path):
    parts = path.parent.parts
    return "cli" if parts[0] == "cli" else "/".join(parts[1:])


def wrong_arrow(room, target):
    """Why a file of `room` may not include `target`, or None."""
    folder, name = target.rsplit("/", 1)
    public = folder == "entente"
    if public and name not in PUBLIC:
        return f"'{target}.h' has no place among the public headers"
    to = PUBLIC[name] if public else folder
    if to not in RANK:
        return f"'{to}/' has no place among the layers"
    if to == room or RANK[to] < RANK[room] or (room, to) in TOGETHER:
        return None
    if public and RANK[to] == RANK[room]:
        return None
    return f"{room} may not include {target}.h"


def circles(includes):
    """Circles of files, each named once: depth-first over the includes of files."""
    state = {}
    for start in sorted(includes):
        stack = [(start, iter(includes[start]))]
        if start in state:
            continue
        state[start] = "open"
        while stack:
            file, rest = stack[-1]
            after = next(rest, None)
            if after is None:
                state[file] = "done"
                stack.pop()
            elif after in includes and state.get(after) == "open":
                way = [f for f, _ in stack]
                yield "circle: " + " -> ".join(way[way.index(after):] + [after])
            elif after in includes and after not in state:
                state[after] = "open"
                stack.append((after, iter(includes[after])))


def wrong_arrows(root):
    includes = {}
    for path in sorted([*root.glob("src/**/*.[ch]"), *root.glob("cli/*.[ch]")]):
        file = path.relative_to(root)
        room = room_of(file)
        if room not in RANK:
            yield f"{file}: the room '{room}' has no place among the layers"
            continue
        text = path.read_text()
        targets = INCLUDE.findall(text)
        for target in targets:
            why = wrong_arrow(room, target)
            if why:
                yield f"{file}: {why}"
        code = COMMENT_OR_TEXT.sub(lambda found: "\n" * found.group().count("\n"), text)
        for call in INEXACT.finditer(code):
            line = code.count("\n", 0, call.start()) + 1
            yield f"{file}:{line}: '{call.group()[:-1]}' differs between C libraries: see base/real.h"
        includes[str(file)] = [t + ".h" if t.startswith("cli/") else f"src/{t}.h" for t in targets
                               if not t.startswith("entente/")]
    yield from circles(includes)


if __name__ == "__main__":
    found = list(wrong_arrows(pathlib.Path(__file__).resolve().parent.parent))
    print("\n".join(found) or "every arrow between rooms points down, and no function is inexact")
    sys.exit(1 if found else 0)
