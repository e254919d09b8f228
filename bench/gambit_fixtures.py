"""Renew tests/fixtures/gambit: games that entente exports, with what pygambit finds in them.

usage: gambit_fixtures.py TEST_PROGRAM     in the environment of bench/venv.sh; ./do bench runs it

TEST_PROGRAM (tests/property/clock_gambit.c) writes the games and later compares itself with the answers. Digits
beyond the ones that it looks at are left out, so that renewing changes nothing where nothing has changed.
"""
import pathlib
import subprocess
import sys

import pygambit

from peer_gambit import check

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "tests/fixtures/gambit"
LOGIT_NODES = 60  # on larger games the path takes too long


def plain(number, digits):
    """As text, without a minus sign before nothing."""
    return f"{round(number, digits) + 0.0:.{digits}f}"


def logit(game):
    """The payoffs where the logit path ends, or nothing where it would take too long."""
    if len(game.nodes) > LOGIT_NODES:
        return ["nan"] * len(game.players)
    profile = pygambit.nash.logit_solve(game).equilibria[0]
    return [plain(float(profile.payoff(player)), 4) for player in game.players]


def answers(path):
    game = pygambit.read_efg(str(path))
    labels = [node.label for node in game.nodes]
    if len(set(labels)) < len(labels):
        sys.exit(f"{path}: two nodes have one label")
    found = check(game)
    payoffs = [plain(payoff, 12) for payoff in found["payoffs"]]
    return " ".join([path.stem, "payoff", *payoffs, "deviation", plain(found["gain"], 12), "logit", *logit(game)])


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.argv[1], "--write", str(FOLDER)], check=True)
    games = sorted(FOLDER.glob("game-*.efg"))
    lines = [f"pygambit {pygambit.__version__}", *map(answers, games)]
    (FOLDER / "answers.txt").write_text("\n".join(lines) + "\n")
    print(f"tests/fixtures/gambit: {len(games)} games, as pygambit {pygambit.__version__} sees them")


if __name__ == "__main__":
    main()
