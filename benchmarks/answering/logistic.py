"""A logistic model with shrinkage, by Newton's method, and how well its scores tell two sorts apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating[Any]]

MOST_STEPS = 50
ENOUGH = 1e-8


def fit(features: Array, labels: Array, shrinkage: float) -> Array:
    """The bias and then the weights of least loss, of shape (1 + features,).

    features: of shape (examples, features). labels: 0 or 1. The loss is the negative log-likelihood with half
    of `shrinkage` times the sum of the squared weights; the bias is not shrunk.
    """
    inputs = np.column_stack([np.ones(len(features)), features])
    ridge = np.diag([0.0, *[shrinkage] * features.shape[1]])
    found = np.zeros(inputs.shape[1])
    for _ in range(MOST_STEPS):
        chance = 1.0 / (1.0 + np.exp(-inputs @ found))
        slope = inputs.T @ (chance - labels) + ridge @ found
        bend = (inputs.T * (chance * (1.0 - chance))) @ inputs + ridge
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < ENOUGH:
            break
    return found


def area_under_curve(scores: Array, labels: Array) -> float:
    """The chance that one labelled 1 scores higher than one labelled 0; a tie counts half."""
    apart = scores[labels == 1][:, None] - scores[labels == 0][None]
    return float(np.mean((apart > 0) + 0.5 * (apart == 0)))
