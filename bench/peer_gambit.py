"""pygambit on a game that entente exported as a tree (see peer.py).

`check`: the profile in the labels ("n12 3": what is played there), as pygambit evaluates it: its payoffs and
the most that anybody gains by one other act, at any decision. `solve`: a solver by name, its first answer."""
from peer import answer, repeated

import pygambit


def played(node):
    choice = node.label.split(" ", 1)[1]
    return next(action for action in node.infoset.actions
                if action.label == choice or action.label.startswith(choice + ":"))


def check(game):
    decisions = [node for node in game.nodes if not node.is_terminal and not node.player.is_chance]
    profile = game.mixed_behavior_profile()
    for node in decisions:
        chosen = played(node)
        for action in node.infoset.actions:
            profile[action] = 1 if action == chosen else 0
    gain = max(profile.node_value(node.player, child) - profile.node_value(node.player, node)
               for node in decisions for child in node.children)
    return {"payoffs": [float(profile.payoff(player)) for player in game.players], "gain": float(gain)}


def solve(question):
    game = pygambit.read_efg(question["path"])
    size = {"nodes": len(game.nodes), "ends": sum(node.is_terminal for node in game.nodes)}
    if question["task"] == "check":
        return {**size, **check(game)}
    solver = getattr(pygambit.nash, question["task"])
    result, seconds = repeated(lambda: solver(game))
    profile = result.equilibria[0]
    return {**size, "seconds": seconds, "payoffs": [float(profile.payoff(player)) for player in game.players]}


if __name__ == "__main__":
    answer(solve)
