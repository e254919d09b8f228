"""NegMAS: frontier and solutions of an additive scenario, from the same tables (see peer.py).

`seconds` covers pareto_frontier, which enumerates the outcomes and calls the utility functions, the range
of each function, and its four solutions on that frontier. `points_seconds` is its filter by itself, on
an array of rational points that somebody else has filled. With `once` the work is done once, for measuring the
whole program."""
from peer import answer, memory, repeated

import numpy
from negmas.outcomes import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction, TableFun
from negmas.preferences.ops import (kalai_points, ks_points, max_welfare_points, nash_points, pareto_frontier,
                                    pareto_frontier_numpy)

from numpy_points import all_points

NAMES = {"nash": nash_points, "kalai": kalai_points, "kalai_smorodinsky": ks_points, "welfare": max_welfare_points}


def functions(tables):
    names = [[f"o{o}" for o in range(len(row))] for row in tables[0]["values"]]
    space = make_os([make_issue(options, f"i{j}") for j, options in enumerate(names)])
    return space, [
        LinearAdditiveUtilityFunction(
            values=[TableFun(dict(zip(options, row))) for options, row in zip(names, table["values"])],
            weights=table["weights"], outcome_space=space, reserved_value=table["walk_away"])
        for table in tables]


def solve(question):
    tables = question["tables"]
    space, utilities = functions(tables)

    def everything():
        frontier, outcomes = pareto_frontier(utilities, issues=space.issues)
        ranges = [utility.minmax(space, above_reserve=False) for utility in utilities]
        return frontier, outcomes, {name: find(utilities, frontier, ranges=ranges) for name, find in NAMES.items()}

    before = memory("VmRSS")
    if question.get("once"):
        return {"frontier": numpy.asarray(everything()[0]).tolist()}
    (frontier, _, solutions), seconds = repeated(everything)
    peak = memory("VmHWM")
    points = all_points(tables)
    points = points[(points >= [table["walk_away"] for table in tables]).all(axis=1)]
    picked, points_seconds = repeated(lambda: pareto_frontier_numpy(points))
    assert len(picked) == len(frontier)
    return {"seconds": seconds, "points_seconds": points_seconds, "grown_kib": peak - before, "peak_kib": peak,
            "frontier": numpy.asarray(frontier).tolist(),
            "solutions": {name: [[float(u) for u in point] for point, _ in found] for name, found in solutions.items()}}


answer(solve)
