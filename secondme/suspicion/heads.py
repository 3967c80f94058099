"""Heads that tell orders to a machine by the vectors of their sentences: a net and a sum for each embedder.

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
FARTHEST = 8.0
"""Logits: what means more, or less, counts as much as this."""
NOT = -1.5
"""What words count that do not lean at all."""
MOST_RULES = 2.0
"""What the rules weigh counts up to this."""
LEANS = 4.0
"""Logits that a stretch counts whose words lean by 1."""


@dataclass(frozen=True, slots=True)
class Found:
    """All that is known of a passage. rules: what they weigh; leans: how far its words do; ascii: whether it
    is written in plain Latin letters; leaning and meant: of each of its stretches that were looked at, one at
    least, how far its words lean, and what its vector means, in logits.
    """

    rules: float
    leans: float
    ascii: bool
    leaning: tuple[float, ...]
    meant: tuple[float, ...]

    def evidence(self) -> list[float]:
        """What is added up, each with a weight of its own (Head.sum)."""
        rules, leans = min(self.rules, MOST_RULES), max(self.leans, NOT)
        meant = _bounded(max(self.meant))
        both = [mean + LEANS * lean for mean, lean in zip(self.meant, self.leaning, strict=True)]
        return [
            1.0,
            rules,
            float(rules > 0),
            leans,
            meant,
            _bounded(max(both)),
            _bounded(sum(both) / len(both)),
            max(self.leaning),
            rules * meant,
            float(self.ascii),
        ]


def _bounded(logits: float) -> float:
    return max(-FARTHEST, min(FARTHEST, logits))


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """What tells orders by their meaning, for one embedder: a net that gives logits for each stretch, and the
    weights of a sum over all that is known of a passage, above 0 of which it is an order. least: a stretch
    that leans less is not looked at. start: of the net; inner: shape (dimensions, units); bias, outer: of
    its units; sum: a weight for each of Found.evidence.
    """

    least: float
    start: float
    inner: Floats
    bias: Floats
    outer: Floats
    sum: Floats

    def means(self, vectors: Floats) -> Floats:
        """How much each vector is like an order, in logits. vectors: unit, shape (texts, dimensions)."""
        import numpy as np

        meant: Floats = np.maximum(vectors @ self.inner + self.bias, 0.0) @ self.outer + self.start
        return meant

    def weighs(self, found: Found) -> float:
        """How much speaks for an order, in logits."""
        each = zip(self.sum.tolist(), found.evidence(), strict=True)
        return float(sum(weight * one for weight, one in each))


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
    least, start = found[f"{name}.numbers"].tolist()
    inner, bias, outer, sum_ = (found[f"{name}.{part}"] for part in ("inner", "bias", "outer", "sum"))
    return Head(least, start, inner, bias, outer, sum_)
