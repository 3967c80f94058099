"""Learns the net that stands beside the words: one hidden layer, three things told at once, by numpy.

What a mark is and how it stands are told by softmax, whose it is by a logistic; Adam (Kingma and Ba 2015)
with decoupled decay, warm-up and cosine, dropout before both layers (Srivastava et al. 2014).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

UNITS = 160
ROUNDS = 9
RATE = 1.2e-3
WARM_UP = 50
DECAY = 0.05
DROPPED = (0.25, 0.3)
"""The shares of what goes in, and of the units, that are left out at random."""
AT_A_TIME = 512
_FIRST, _SECOND, _TINY = 0.9, 0.999, 1e-8


@dataclass(frozen=True)
class Material:
    """taken: shape (marks, taken), float16; shapes: (marks, shapes); role, act, whose: what each mark is, by
    number; their weights, 0 where nobody tells.
    """

    taken: Any
    shapes: Any
    role: Any
    act: Any
    whose: Any
    role_weight: Any
    act_weight: Any
    whose_weight: Any


def learn(material: Material, roles: int, acts: int, rounds: int = ROUNDS, seed: int = 5) -> dict[str, Any]:
    """The arrays of a net (`context.Net`), all but mean and deviation in float16."""
    sample = material.taken[::10].astype(np.float32)
    mean, deviation = sample.mean(axis=0), sample.std(axis=0) + np.float32(1e-3)
    rng = np.random.default_rng(seed)
    wide = material.taken.shape[1] + material.shapes.shape[1]
    net = {
        "inner": rng.standard_normal((wide, UNITS), dtype=np.float32) / np.float32(np.sqrt(wide)),
        "bias": np.zeros(UNITS, np.float32),
        "outer": rng.standard_normal((UNITS, roles + acts + 1), dtype=np.float32)
        * np.float32(0.3 / np.sqrt(UNITS)),
        "start": np.zeros(roles + acts + 1, np.float32),
    }
    adam = _Adam(net, rounds * (len(material.role) // AT_A_TIME))
    for number, some in enumerate(_batches(len(material.role), rounds, rng)):
        rows = (material.taken[some].astype(np.float32) - mean) / deviation
        rows = np.hstack([rows, material.shapes[some]])
        slopes, lost = _slopes(net, rows, material, some, roles, rng)
        adam.step(net, slopes)
        if number % 100 == 0:
            print(f"learned {number} of {adam.steps}: {lost:.4f}", flush=True)
    kept = {name: array.astype(np.float16) for name, array in net.items()}
    return {"mean": mean.astype(np.float32), "deviation": deviation.astype(np.float32), **kept}


def _batches(marks: int, rounds: int, rng: np.random.Generator) -> Iterator[Any]:
    for _ in range(rounds):
        order = rng.permutation(marks)
        for first in range(0, marks - AT_A_TIME + 1, AT_A_TIME):
            yield np.sort(order[first : first + AT_A_TIME])


def _slopes(
    net: dict[str, Any], rows: Any, material: Material, some: Any, roles: int, rng: np.random.Generator
) -> tuple[dict[str, Any], float]:
    """How what is lost changes with each weight, and how much is lost of roles."""
    rows *= _mask(rows.shape, DROPPED[0], rng)
    summed = rows @ net["inner"] + net["bias"]
    units, slope = _gelu(summed)
    mask = _mask(units.shape, DROPPED[1], rng)
    units *= mask
    logits = units @ net["outer"] + net["start"]
    role, act = _softmax(logits[:, :roles]), _softmax(logits[:, roles:-1])
    theirs = 1.0 / (1.0 + np.exp(-logits[:, -1]))
    each = np.arange(len(some))
    lost = float(-(np.log(role[each, material.role[some]] + 1e-9) * material.role_weight[some]).mean())
    role[each, material.role[some]] -= 1.0
    act[each, material.act[some]] -= 1.0
    wrong = np.hstack(
        [
            role * material.role_weight[some, None],
            act * material.act_weight[some, None],
            ((theirs - material.whose[some]) * material.whose_weight[some])[:, None],
        ]
    ) / len(some)
    hidden = (wrong @ net["outer"].T) * mask * slope
    return {
        "inner": rows.T @ hidden,
        "bias": hidden.sum(axis=0),
        "outer": units.T @ wrong,
        "start": wrong.sum(axis=0),
    }, lost


def _mask(shape: Sequence[int], dropped: float, rng: np.random.Generator) -> Any:
    return (rng.random(shape, dtype=np.float32) > dropped) / np.float32(1.0 - dropped)


def _softmax(logits: Any) -> Any:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _gelu(rows: Any) -> tuple[Any, Any]:
    """By tanh, with its slope."""
    tanh = np.tanh(0.79788456 * (rows + 0.044715 * rows**3))
    slope = 0.5 * (1.0 + tanh) + 0.5 * rows * (1.0 - tanh * tanh) * 0.79788456 * (
        1.0 + 0.134145 * rows * rows
    )
    return 0.5 * rows * (1.0 + tanh), slope


class _Adam:
    def __init__(self, net: dict[str, Any], steps: int) -> None:
        self.steps, self.done = steps, 0
        self._first = {name: np.zeros_like(array) for name, array in net.items()}
        self._second = {name: np.zeros_like(array) for name, array in net.items()}

    def step(self, net: dict[str, Any], slopes: dict[str, Any]) -> None:
        self.done += 1
        rate = RATE * min(1.0, self.done / WARM_UP) * (0.5 + 0.5 * np.cos(np.pi * self.done / self.steps))
        for name, slope in slopes.items():
            first, second = self._first[name], self._second[name]
            first += (1.0 - _FIRST) * (slope - first)
            second += (1.0 - _SECOND) * (slope * slope - second)
            step = (first / (1.0 - _FIRST**self.done)) / (
                np.sqrt(second / (1.0 - _SECOND**self.done)) + _TINY
            )
            net[name] -= np.float32(rate) * (step + (DECAY * net[name] if net[name].ndim == 2 else 0.0))
