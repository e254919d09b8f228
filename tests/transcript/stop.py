#!/usr/bin/env python3
"""Stops the program while it works: stop.py PROGRAM

A computation of minutes is begun and sent a signal. The program must end with 130 soon, say so in
one line, leave the folder of results as it was, and draw its bar on a terminal only.
"""
import os
import pathlib
import pty
import signal
import subprocess
import sys
import tempfile
import time

SOON = 2  # seconds; a quiet machine takes a twentieth of one, sanitizers and load more


def large_model(sides=3, issues=50, options=10):
    """Payoffs that coincide so rarely that the frontier takes minutes."""
    number = 1
    lines = ["entente: 1", "title: Large", "issues:"]
    for j in range(issues):
        lines.append(f"  i{j}: {{options: {{{', '.join(f'o{o}: o{o}' for o in range(options))}}}}}")
    lines.append("parties:")
    for p in range(sides):
        lines += [f"  p{p}:", "    role: principal", "    walk_away: 0.3", "    preferences:"]
        for j in range(issues):
            values = []
            for o in range(options):
                number = (number * 1103515245 + 12345) % 2**31
                values.append(f"o{o}: 0.{number // 65536 % 1000:03d}")
            lines.append(f"      i{j}: {{weight: {1 + number // 65536 % 97}, values: {{{', '.join(values)}}}}}")
    return "\n".join(lines) + "\n"


def check(condition, what):
    if not condition:
        sys.exit(f"stop.py: {what}")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def stop_by(program, number, folder, words, after=0.3):
    """Send the signal after a while: seconds until the end, and what was said on stderr."""
    # setpgrp: a shell that runs the tests in the background has its children ignore SIGINT
    process = subprocess.Popen([program, *words], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    time.sleep(after)
    check(process.poll() is None, f"{words} ended by itself with {process.returncode}")
    start = time.monotonic()
    process.send_signal(number)
    said = process.communicate(timeout=60)[1].decode()
    took = time.monotonic() - start
    check(process.returncode == 130, f"{words} ended with {process.returncode} after {number!r}: {said}")
    check(took < SOON, f"{words} took {took:.2f} s to end")
    check(said == f"entente {words[0]}: stopped\n", f"{words} said {said!r}")
    return took


def test_signals(program, folder, model):
    slowest = 0
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for words in (["deals", model], ["deals", model, "--json", "-o", "new.json"],
                      ["deals", model, "--json", "-o", "old.json"], ["brief", model, "--html", "old.json"]):
            before = contents(folder)
            slowest = max(slowest, stop_by(program, number, folder, words))
            check(contents(folder) == before, f"{words} changed the folder")
    return slowest


def test_waiting_for_input(program, folder):
    """A model that never comes through a pipe."""
    os.mkfifo(folder.parent / "pipe")
    writer = os.open(folder.parent / "pipe", os.O_RDWR)
    stop_by(program, signal.SIGINT, folder, ["gap", str(folder.parent / "pipe")])
    os.close(writer)


def test_ignored_signal(program, folder, model):
    """As nohup has it."""
    process = subprocess.Popen([program, "deals", model], cwd=folder, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL,
                               preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    time.sleep(0.3)
    process.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    check(process.poll() is None, "an ignored signal ended it")
    process.kill()
    process.wait()


def read_terminal(program, model, seconds):
    """What a terminal gets on stderr until the program is stopped."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([program, "deals", model], stdout=subprocess.DEVNULL, stderr=theirs,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    os.close(theirs)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    process.wait(timeout=60)
    text = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        text += piece
    os.close(ours)
    return text.decode()


def test_bar(program, model):
    check(read_terminal(program, model, 0.4) == "entente deals: stopped\r\n", "a bar before the first second")
    text = read_terminal(program, model, 3)
    check("frontier [" in text and " %" in text, f"no bar: {text!r}")
    bars, end = text.rsplit("\r", 2)[0], text.rsplit("\r", 2)[1]
    check(end == "entente deals: stopped", f"it ends with {end!r}")
    check(bars.rsplit("\r", 1)[1].strip() == "", "the bar was not erased")


def main(program):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place) / "results"
        folder.mkdir()
        (folder / "old.json").write_text("what was there before\n")
        model = str(pathlib.Path(place) / "large.yaml")
        pathlib.Path(model).write_text(large_model())
        slowest = test_signals(program, folder, model)
        test_waiting_for_input(program, folder)
        test_ignored_signal(program, folder, model)
        test_bar(program, model)
        print(f"ends within {1000 * slowest:.0f} ms of a signal")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
