"""Running programs and saying how long they took."""
import json
import os
import signal
import statistics
import subprocess
import sys
import textwrap


class Bench:
    """Where the programs are, and what has gone wrong so far."""

    def __init__(self, build, python):
        self.build = build
        self.program = os.path.join(build, "entente")
        self.python = python
        self.missing = {}
        self.disagreements = []

    def say(self, what):
        """What is running, on a terminal only, until the next line."""
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{what} ..." if what else "\r\033[K")
            sys.stderr.flush()

    def tool(self, name, *arguments):
        """One of our own programs in bench/, which answers in JSON."""
        self.say(f"entente: {name} {os.path.basename(str(arguments[0]))}")
        command = [os.path.join(self.build, "bench", name), *map(str, arguments)]
        process = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
        return json.loads(process.stdout) if process.stdout else None

    def peer_command(self, peer):
        return [self.python, os.path.join(os.path.dirname(__file__), f"peer_{peer}.py")]

    def ask(self, peer, question, limit=120):
        """The answer of a peer, or None: it is not there, failed or took more than `limit` CPU seconds."""
        if peer in self.missing:
            return None
        self.say(f"{peer}: {question['name']}")
        process = subprocess.run(self.peer_command(peer), input=json.dumps({**question, "limit": limit}), text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if process.returncode == -signal.SIGXCPU:
            return None
        if process.returncode:
            last = (process.stderr.strip().splitlines() or [f"exit status {process.returncode}"])[-1]
            self.missing[peer] = f"{question['name']}: {last}"
            return None
        return json.loads(process.stdout)

    def whole(self, command, runs, question=None):
        """Medians of wall-clock and CPU seconds of whole processes; peak KiB and output of the last."""
        walls, works = [], []
        text = json.dumps(question).encode() if question else b""
        for _ in range(runs):
            launched = subprocess.run([os.path.join(self.build, "bench", "launch"), *command], input=text,
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
            usage = json.loads(launched.stderr.splitlines()[-1])
            if usage["status"]:
                raise SystemExit(f"{' '.join(command)}: exit status {usage['status']}")
            walls.append(usage["wall"])
            works.append(usage["cpu"])
        return statistics.median(walls), statistics.median(works), usage["kib"], launched.stdout

    def agree(self, what, largest, allowed=1e-9):
        """Say how far two answers are apart, and remember it if that is too far."""
        if largest <= allowed:
            return distance(largest)
        self.disagreements.append(f"{what}: apart by {largest}")
        return "NO"


def distance(number):
    return f"{number:.0e}" if number else "equal"


def duration(seconds):
    for scale, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= scale or unit == "µs":
            value = seconds / scale
            return f"{value:.{max(0, 2 - len(str(int(value))) + (value < 1000))}f} {unit}"


def size(kib):
    return f"{kib:,.0f} KiB" if kib < 10240 else f"{kib / 1024:,.0f} MiB"


def ratio(slow, fast):
    value = slow / fast if fast else float("inf")
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def table(title, head, rows, note=""):
    """A title, columns as wide as they must be, the first to the left and the others to the right."""
    widths = [max(len(str(row[i])) for row in [head, *rows]) for i in range(len(head))]
    print(f"\n{title}\n")
    for row in [head, ["-" * width for width in widths], *rows]:
        cells = [str(cell).rjust(width) for cell, width in zip(row, widths)]
        cells[0] = str(row[0]).ljust(widths[0])
        print("  " + "  ".join(cells).rstrip())
    if note:
        print(textwrap.fill(note, 110, initial_indent="  ", subsequent_indent="  "))
    sys.stdout.flush()
