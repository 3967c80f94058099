"""Heads that tell orders to a machine by the vectors of their sentences: a small net for each embedder.

They are learned by benchmarks/train_heads.py and kept in heads.npz; an embedder without one has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

FILE = "heads.npz"
NUMBERS = ("start", "leans", "rules", "least")


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """What tells orders by their meaning, for one embedder. Above 0 is an order: start + what the vector of a
    stretch means + leans x how far its words lean + rules x what the rules weigh in its passage. least: a
    stretch that leans less is not looked at. inner: shape (dimensions, units); bias, outer: of its units.
    """

    start: float
    leans: float
    rules: float
    least: float
    inner: Floats
    bias: Floats
    outer: Floats

    def means(self, vectors: Floats) -> Floats:
        """How much each vector is like an order, in logits. vectors: unit, shape (texts, dimensions)."""
        import numpy as np

        meant: Floats = np.maximum(vectors @ self.inner + self.bias, 0.0) @ self.outer
        return meant

    def weighs(self, meant: float, leans: float, rules: float) -> float:
        """How much speaks for an order: what a stretch means, how its words lean, what the rules weigh."""
        return self.start + meant + self.leans * leans + self.rules * rules

    def is_order(self, meant: float, leans: float, rules: float) -> bool:
        """Whether that is enough."""
        return self.weighs(meant, leans, rules) > 0


@cache
def head_of(embedder: str) -> Head | None:
    """The head that was learned for the embedder of that name; None where none was."""
    return read_heads().get(embedder)


def read_heads() -> dict[str, Head]:
    """All heads that are shipped, by the names of their embedders."""
    import numpy as np

    with (
        resources.files("secondme.suspicion").joinpath(FILE).open("rb") as file,
        np.load(file, allow_pickle=False) as kept,
    ):
        found = {name: kept[name].astype(np.float32) for name in kept.files}
    return {name: _head(name, found) for name in dict.fromkeys(one.split(".")[0] for one in found)}


def _head(name: str, found: dict[str, Floats]) -> Head:
    numbers = dict(zip(NUMBERS, found[f"{name}.numbers"].tolist(), strict=True))
    inner, bias, outer = (found[f"{name}.{part}"] for part in ("inner", "bias", "outer"))
    return Head(**numbers, inner=inner, bias=bias, outer=outer)
