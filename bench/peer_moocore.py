"""moocore: its filter of non-dominated points, as somebody with numpy would use it (see peer.py).

`enumerate_seconds`: the utilities of all packages in one array, and those that everybody can accept.
`filter_seconds`: moocore on that array. `merge_seconds`: the filter after every issue instead, on what the
issues before have left, which is what makes an additive scenario easy. No solutions, no packages."""
from peer import answer, memory, repeated

import moocore
import numpy

from numpy_points import all_points


def solve(question):
    tables = question["tables"]
    walk_away = numpy.asarray([table["walk_away"] for table in tables])

    def best(points):
        return points[moocore.is_nondominated(points, maximise=True)]

    def acceptable(points):
        return points[(points >= walk_away).all(axis=1)]

    def merge():
        points = numpy.zeros((1, len(tables)))
        for j in range(len(tables[0]["values"])):
            step = numpy.stack([table["weights"][j] * numpy.asarray(table["values"][j]) for table in tables], axis=1)
            points = best((points[:, None, :] + step[None, :, :]).reshape(-1, len(tables)))
        return acceptable(points)

    answers = {}
    before = memory("VmRSS")
    merged, answers["merge_seconds"] = repeated(merge)
    if question["enumerate"]:
        points, answers["enumerate_seconds"] = repeated(lambda: acceptable(all_points(tables)))
        frontier, answers["filter_seconds"] = repeated(lambda: best(points))
        assert len(frontier) == len(merged)
    return {**answers, "grown_kib": memory("VmHWM") - before, "peak_kib": memory("VmHWM"),
            "frontier": merged.tolist()}


answer(solve)
