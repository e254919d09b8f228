"""QuantEcon: backward induction on the stopping problem of models.write_stopping (see peer.py).

States are the worlds and one more, in which all is settled; actions are to settle, for the best package that
b accepts in that world, and to wait, for this round's share of a's walk-away. `build_seconds` makes the
arrays and the DiscreteDP, `seconds` is backward_induction alone, after a first call has compiled it."""
import itertools

from peer import answer, memory, repeated

import numpy
import scipy.sparse
from quantecon.markov import DiscreteDP, backward_induction


def chain(levels, up, down):
    upward, downward = numpy.full(levels - 1, up), numpy.full(levels - 1, down)
    stay = 1 - numpy.append(upward, 0) - numpy.append(0, downward)
    return scipy.sparse.diags([downward, stay, upward], [-1, 0, 1], format="csr")


def best_settlements(model):
    """What a gets at most for every walk-away of b; minus infinity if b accepts nothing."""
    payoffs = []
    sides = list(zip(model["weights"], model["values"]))
    for package in itertools.product(*(range(len(row)) for row in model["values"][0])):
        payoffs.append([sum(weight * row[option] for weight, row, option in zip(weights, values, package))
                        / sum(weights) for weights, values in sides])
    payoffs = numpy.asarray(payoffs)
    return numpy.asarray([payoffs[payoffs[:, 1] >= claim - 1e-12, 0].max(initial=-numpy.inf)
                          for claim in model["walk_away_b"]])


def decision_process(model):
    front, patience = len(model["walk_away_b"]), len(model["walk_away_a"])
    worlds = front * patience
    moves = scipy.sparse.kron(chain(front, model["up"], model["down"]), chain(patience, model["loss"], 0), format="csr")
    ends = scipy.sparse.csr_matrix((numpy.ones(worlds + 1), (numpy.arange(worlds + 1), numpy.full(worlds + 1, worlds))))
    waits = scipy.sparse.hstack([moves, scipy.sparse.csr_matrix((worlds, 1))])
    settled = numpy.repeat(best_settlements(model), patience)
    own = numpy.tile(model["walk_away_a"], front)
    states = numpy.concatenate([numpy.arange(worlds + 1), numpy.arange(worlds)])
    actions = numpy.concatenate([numpy.zeros(worlds + 1, int), numpy.ones(worlds, int)])
    rewards = numpy.concatenate([settled, [0], (1 - model["discount"]) * own])
    process = DiscreteDP(rewards, scipy.sparse.vstack([ends, waits], format="csr"), model["discount"], states, actions)
    return process, numpy.append(own, 0)


def solve(model):
    before = memory("VmRSS")
    (process, terminal), build_seconds = repeated(lambda: decision_process(model))
    backward_induction(process, 1, terminal)
    (values, _), seconds = repeated(lambda: backward_induction(process, model["rounds"], terminal))
    patience = len(model["walk_away_a"])
    states = [[t, world // patience, world % patience, value]
              for t, row in enumerate(values[:-1]) for world, value in enumerate(row[:-1])] if model["states"] else []
    return {"build_seconds": build_seconds, "seconds": seconds, "grown_kib": memory("VmHWM") - before,
            "value": values[0, 0], "states": states, "transitions": process.Q.nnz}


answer(solve)
