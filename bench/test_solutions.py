"""solutions.py notices what it is there to notice: python3 bench/test_solutions.py"""
import math
import unittest

import solutions

FRONTIER = [[1.0, 0.0], [0.75, 0.5], [0.5, 0.75], [0.25, 0.9375]]
WALK_AWAY = [0.25, 0.0]
OURS = {"nash": [0.75, 0.5], "kalai_smorodinsky": [0.75, 0.5], "egalitarian": [0.75, 0.5], "utilitarian": [0.5, 0.75]}


class Solutions(unittest.TestCase):
    def test_equal_frontiers_are_not_apart(self):
        self.assertEqual(solutions.frontiers_apart(FRONTIER, FRONTIER[::-1]), 0)

    def test_a_missing_point_is_noticed(self):
        self.assertEqual(solutions.frontiers_apart(FRONTIER[1:], FRONTIER), math.inf)

    def test_a_beaten_point_of_ours_is_noticed(self):
        self.assertEqual(solutions.frontiers_apart(FRONTIER + [[0.5, 0.7]], FRONTIER), math.inf)

    def test_rounding_noise_of_theirs_is_forgiven(self):
        noise = FRONTIER + [[0.75 + 1e-16, 0.25], [0.5 - 1e-16, 0.75 + 1e-16]]
        self.assertLess(solutions.frontiers_apart(FRONTIER, noise), 1e-15)

    def test_another_number_is_noticed(self):
        other = [[1.0, 0.0], [0.75, 0.5 + 1e-6], [0.5, 0.75], [0.25, 0.9375]]
        self.assertAlmostEqual(solutions.frontiers_apart(FRONTIER, other), 1e-6, places=12)

    def test_solutions_are_best_by_their_formulas(self):
        self.assertEqual(solutions.solutions_apart(OURS, FRONTIER, WALK_AWAY), 0)

    def test_a_solution_that_is_not_best_is_noticed(self):
        for name in OURS:
            self.assertGreater(solutions.solutions_apart({**OURS, name: [1.0, 0.0]}, FRONTIER, WALK_AWAY), 0.1)

    def test_the_nearest_of_the_ties_counts(self):
        ties = {"nash": [[0.5, 0.75], [0.75, 0.5]]}
        self.assertEqual(solutions.ties_apart(OURS, ties), 0)
        self.assertEqual(solutions.ties_apart(OURS, {"nash": [[0.5, 0.75]]}), 0.25)


if __name__ == "__main__":
    unittest.main()
