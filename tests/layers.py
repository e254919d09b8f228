#!/usr/bin/env python3
"""Draws the arrows between folders from the includes and fails on one that points upwards."""
import pathlib
import re
import sys

LOWEST_FIRST = ["base", "model", "read deals roadmap clock stability forecast", "report", "cli"]
RANK = {folder: rank for rank, level in enumerate(LOWEST_FIRST) for folder in level.split()}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([a-z_]+)/', re.MULTILINE)


def wrong_arrows(root):
    for path in sorted([*root.glob("src/*/*.[ch]"), *root.glob("cli/*.[ch]")]):
        folder = path.parent.name
        if folder not in RANK:
            yield f"{path.relative_to(root)}: the folder '{folder}' has no place among the layers"
            continue
        for target in INCLUDE.findall(path.read_text()):
            if target in (folder, "entente"):
                continue
            if target not in RANK:
                yield f"{path.relative_to(root)}: '{target}/' has no place among the layers"
            elif RANK[target] >= RANK[folder]:
                yield f"{path.relative_to(root)}: {folder} may not include {target}/"


if __name__ == "__main__":
    found = list(wrong_arrows(pathlib.Path(__file__).resolve().parent.parent))
    print("\n".join(found) or "every arrow between folders points down")
    sys.exit(1 if found else 0)
