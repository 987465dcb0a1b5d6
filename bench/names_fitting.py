"""How the weights of panah.names were fitted, and how they do on pairs they weren't fitted to.

A logistic regression on the features of `data/scoring.toml`, held near the weights already there (a normal prior) and
to their signs, so that few hundred pairs can't bend them far. Pairs that share a name stay in one fold.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from panah.names import model, prepare
from panah.names.comparing import features_of

FOLDS = 5
SEEDS = 5
FIRMNESS = 1.0
"""Of the prior: how much of a pair's worth of evidence a change of one's own size costs."""
Floats = NDArray[np.float64]


class Pair(NamedTuple):
    """Two names, whether a careful reader takes them for one person, and how much the label counts."""

    left: str
    right: str
    same: bool
    weight: float = 1.0


def matrix(pairs: Sequence[Pair]) -> tuple[Floats, Floats, Floats]:
    """Features by pair, labels, weights."""
    codes = list(model().name)
    rows = np.zeros((len(pairs), len(codes)))
    rows[:, codes.index("base")] = 1.0
    for number, pair in enumerate(pairs):
        for feature in features_of(prepare(pair.left), prepare(pair.right)):
            rows[number, codes.index(feature[0])] += feature[1]
    return rows, np.array([float(pair.same) for pair in pairs]), np.array([pair.weight for pair in pairs])


def fit(rows: Floats, same: Floats, counts: Floats) -> Floats:
    """Weights in the order of the model: Newton's method, signs kept."""
    prior = np.array(list(model().name.values()))
    size = np.maximum(1.0, np.abs(prior))
    weights = prior.copy()
    for _step in range(100):
        told = odds_to_probability(rows @ weights)
        slope = rows.T @ (counts * (told - same)) + FIRMNESS * (weights - prior) / size
        bend = (rows * (counts * told * (1 - told))[:, None]).T @ rows + np.diag(FIRMNESS / size)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        weights[(prior < 0) & (weights > 0)] = 0.0
        weights[prior == 0] = 0.0
        if np.abs(step).max() < 1e-6:
            break
    return weights


def odds_to_probability(odds: Floats) -> Floats:
    """Elementwise."""
    result: Floats = 1.0 / (1.0 + np.exp(-odds))
    return result


def cross_validated(pairs: Sequence[Pair], others: Sequence[Pair], threshold: float) -> float:
    """F1 on pairs that the weights weren't fitted to: mean over several foldings; `others` always help."""
    rows, same, counts = matrix(pairs)
    more_rows, more_same, more_counts = matrix(others)
    results = []
    for seed in range(SEEDS):
        chance, folds = random.Random(seed), dict[str, int]()
        fold = np.array(
            [
                folds.setdefault(min(pair.left.lower(), pair.right.lower())[:8], chance.randrange(FOLDS))
                for pair in pairs
            ]
        )
        scores = np.zeros(len(pairs))
        for number in range(FOLDS):
            rest = fold != number
            weights = fit(
                np.vstack([rows[rest], more_rows]),
                np.concatenate([same[rest], more_same]),
                np.concatenate([counts[rest], more_counts]),
            )
            scores[~rest] = odds_to_probability(rows[~rest] @ weights)
        results.append(f1(scores, same, threshold)[0])
    return float(np.mean(results))


def f1(scores: Floats, same: Floats, threshold: float) -> tuple[float, float, float]:
    """F1, precision, recall."""
    said = scores >= threshold
    both = float((said & (same > 0)).sum())
    precision, recall = both / max(1.0, float(said.sum())), both / max(1.0, float(same.sum()))
    return 2 * both / max(1.0, float(said.sum() + same.sum())), precision, recall
