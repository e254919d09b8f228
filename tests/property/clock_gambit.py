"""Check exported games with pygambit: python3 clock_gambit.py FILE VALUE VALUE [FILE VALUE VALUE]...

The labels of decisions name what is played ("n12 3"). As pygambit evaluates it, that profile has no
profitable one-shot deviation at any node, its payoffs are VALUE..., and where pygambit's own solver
follows the logit path, whose limit is subgame perfect, it ends at the same payoffs.
Exit status 77: pygambit is not there.
"""
import sys

try:
    import pygambit as gbt
except ImportError:
    sys.exit(77)

LOGIT_NODES = 60  # larger games take it too long


def played(node):
    choice = node.label.split(" ", 1)[1]
    for action in node.infoset.actions:
        if action.label == choice or action.label.startswith(choice + ":"):
            return action
    raise SystemExit(f"{node.label}: no such action")


def check(path, values):
    game = gbt.read_efg(path)
    labels = [node.label for node in game.nodes]
    assert len(set(labels)) == len(labels), "labels are not unique"
    profile = game.mixed_behavior_profile()
    for node in game.nodes:
        if node.is_terminal or node.player.is_chance:
            continue
        action = played(node)
        for other in node.infoset.actions:
            profile[other] = 1 if other == action else 0
    for node in game.nodes:
        if node.is_terminal or node.player.is_chance:
            continue
        here = profile.node_value(node.player, node)
        for child in node.children:
            gain = profile.node_value(node.player, child) - here
            assert gain <= 1e-9, f"{node.label}: another act gains {gain}"
    for player, value in zip(game.players, values):
        found = float(profile.payoff(player))
        assert abs(found - value) <= 1e-9, f"{player.label}: {found}, not {value}"
    if len(labels) <= LOGIT_NODES:
        solution = gbt.nash.logit_solve(game).equilibria[0]
        for player, value in zip(game.players, values):
            found = float(solution.payoff(player))
            assert abs(found - value) <= 1e-3, f"logit, {player.label}: {found}, not {value}"


for at in range(1, len(sys.argv), 3):
    check(sys.argv[at], [float(word) for word in sys.argv[at + 1:at + 3]])
