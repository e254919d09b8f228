#!/usr/bin/env python3
"""The table in README.md: which fuzz target calls which public function.

usage: table.py [--write]     without it: fails if the table is not up to date
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
README = HERE / "README.md"
FUNCTION = re.compile(r"^ENT_API [^;{]*?\b(ent_\w+)\(", re.MULTILINE)
TARGET = re.compile(r"^ *ent_fuzz\((\S+) ((?:\w+\.c ?)+)", re.MULTILINE)
BEGIN, END = "<!-- made by table.py -->\n", "<!-- end -->\n"


def targets():
    """Name and text of each target, as CMakeLists.txt lists them."""
    for name, sources in TARGET.findall((HERE / "CMakeLists.txt").read_text()):
        text = "".join((HERE / source).read_text() for source in sources.split())
        yield name.replace("${format}", "FORMAT"), text


def table():
    found = list(targets())
    yield "| header | function | targets |\n|---|---|---|\n"
    for header in sorted((HERE.parent / "include" / "entente").glob("*.h")):
        for function in FUNCTION.findall(header.read_text()):
            callers = [name for name, text in found if re.search(rf"\b{function}\(", text)]
            yield f"| `{header.name}` | `{function}` | {', '.join(callers) or 'none'} |\n"


def main():
    before, rest = README.read_text().split(BEGIN)
    old, after = rest.split(END)
    new = "".join(table())
    if sys.argv[1:] == ["--write"]:
        README.write_text(before + BEGIN + new + END + after)
    elif new != old:
        sys.exit("fuzz/README.md: the table is not up to date; python3 fuzz/table.py --write")


if __name__ == "__main__":
    main()
