#!/usr/bin/python3
"""Run commands that a file shows with their output, and compare.

In a Markdown file the transcripts are the blocks fenced as ```console, in a .t file all lines that
begin with two spaces. A line `$ COMMAND` is run by sh in the repository's root, with the built
program on the PATH and an empty folder in $TMP; what follows, up to the next command, is what it
prints, stdout and stderr together, and then `[CODE]` if it exits with anything but 0. A line `...`
stands for any number of lines.

usage: run.py PROGRAM FILE... [--update]     --update writes what was printed into the files
"""
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def blocks_of(path, lines):
    """Yield (first, last, indent) for each run of transcript lines."""
    if path.endswith(".md"):
        first = None
        for number, line in enumerate(lines):
            if first is None and line.strip() == "```console":
                first = number + 1
            elif first is not None and line.startswith("```"):
                yield first, number, ""
                first = None
        return
    number = 0
    while number < len(lines):
        first = number
        while number < len(lines) and (lines[number].startswith("  ")
                                       or (not lines[number] and number > first)):
            number += 1
        last = number
        while last > first and not lines[last - 1]:
            last -= 1
        if last > first:
            yield first, last, "  "
        number = max(number, first + 1)


def steps_of(lines):
    """Split a block into (command, expected lines)."""
    steps = []
    for line in lines:
        if line.startswith("$ "):
            steps.append((line[2:], []))
        elif steps:
            steps[-1][1].append(line)
    return steps


def run(command, environment):
    result = subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, env=environment,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, timeout=300, check=False)
    lines = result.stdout.decode("utf-8", "backslashreplace").split("\n")
    if lines[-1] == "":
        lines.pop()
    if result.returncode:
        lines.append("[%d]" % result.returncode)
    return lines


def matches(expected, printed):
    pattern = "\n".join(re.escape(line) if line != "..." else "(?s:.*?)" for line in expected)
    return re.fullmatch(pattern, "\n".join(printed)) is not None


def check_block(path, first, steps, environment, update):
    """Return the block's new lines and how many steps differ."""
    lines = []
    failed = 0
    for command, expected in steps:
        printed = run(command, environment)
        lines.append("$ " + command)
        if matches(expected, printed):
            lines += expected
            continue
        lines += printed
        failed += 1
        if not update:
            print("%s, block at line %d: $ %s" % (path, first, command))
            print("".join("  - %s\n" % line for line in expected), end="")
            print("".join("  + %s\n" % line for line in printed))
    return lines, failed


def check_file(path, environment, update):
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    failed = ran = 0
    for first, last, indent in reversed(list(blocks_of(path, lines))):
        steps = steps_of([line[len(indent):] for line in lines[first:last]])
        if not steps:
            continue
        new, differ = check_block(path, first, steps, environment, update)
        lines[first:last] = [(indent + line).rstrip() if not line else indent + line
                             for line in new]
        failed += differ
        ran += len(steps)
    if update and failed:
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
    print("%s: %d commands, %d %s" % (path, ran, failed, "updated" if update else "differ"))
    return failed


def main():
    words = [word for word in sys.argv[1:] if word != "--update"]
    update = "--update" in sys.argv
    if len(words) < 2:
        sys.exit(__doc__)
    environment = dict(os.environ)
    for name in ("NO_COLOR", "COLUMNS", "TERM"):
        environment.pop(name, None)
    environment["PATH"] = os.path.dirname(os.path.abspath(words[0])) + ":" + os.environ["PATH"]
    failed = 0
    for path in words[1:]:
        with tempfile.TemporaryDirectory() as folder:
            environment["TMP"] = folder
            failed += check_file(path, environment, update)
    sys.exit(1 if failed and not update else 0)


if __name__ == "__main__":
    main()
