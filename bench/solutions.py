"""Two answers to the same question: the same frontier, the same solutions?

The four solutions of entente are looked up anew on the peer's own frontier, straight from their formulas."""
import math

NEAR = 1e-9  # points closer than this in every coordinate count as one


def thin(points):
    """Without those that another one beats, give or take NEAR, and one of each group that is equal so far; best
    for the first party first."""

    def covers(a, b):
        return all(u >= v - NEAR for u, v in zip(a, b))

    unbeaten = [point for point in points if all(covers(point, other) for other in points if covers(other, point))]
    kept = []
    for point in sorted(unbeaten, reverse=True):
        if not any(covers(other, point) for other in kept):
            kept.append(point)
    return kept


def frontiers_apart(ours, theirs):
    """The largest difference in any utility; infinite if the frontiers differ in size. Peers keep points that
    only rounding tells apart from better ones; entente must not."""
    ours, theirs = sorted(ours, reverse=True), thin(theirs)
    if len(ours) != len(theirs):
        return math.inf
    return max((abs(u - v) for a, b in zip(ours, theirs) for u, v in zip(a, b)), default=0)


def measures(frontier, walk_away):
    """What each solution makes as large as it can, by name."""
    ideal = [max(point[p] for point in frontier) - claim for p, claim in enumerate(walk_away)]

    def gains(point):
        return [u - claim for u, claim in zip(point, walk_away)]

    return {
        "nash": lambda point: math.prod(gains(point)),
        "kalai_smorodinsky": lambda point: min(gain / most for gain, most in zip(gains(point), ideal) if most > 0),
        "egalitarian": lambda point: min(gains(point)),
        "utilitarian": sum,
    }


def solutions_apart(ours, frontier, walk_away):
    """By how much any of our solutions falls short of the best point of their frontier, or exceeds it."""
    return max(abs(measure(ours[name]) - max(map(measure, frontier)))
               for name, measure in measures(frontier, walk_away).items())


def ties_apart(ours, theirs):
    """NegMAS's own formulas, as entente computes them: the distance to the nearest of the ties it lists."""
    return max(min(max(abs(u - v) for u, v in zip(ours[name], point)) for point in ties)
               for name, ties in theirs.items())
