"""The head: what each trait of a mark speaks for, and how surely all do (learned by train_hearing.py).

A mark is a value of an attribute ("lives"), the name of whoever is spoken of ("whom"), a value whose
attribute is not said ("open"), or nothing ("none"); what is said of a value is that it is so, has turned
so, was so, or never was; and it is the speaker's own, or of somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

NONE, WHOM, OPEN_VALUE = "none", "whom", "open"
MINE, THEIRS = "mine", "theirs"
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Head:
    """Weights of traits, shape (traits, roles + acts + 1), to be multiplied by `scale`; biases beside them.

    The last column speaks for somebody else's, against the speaker's own.
    """

    places: Mapping[str, int]
    weights: npt.NDArray[np.int8]
    scale: Floats
    bias: Floats
    roles: tuple[str, ...]
    acts: tuple[str, ...]

    def summed(self, traits: Sequence[str]) -> Floats:
        """What these traits add up to; shape (roles + acts + 1,)."""
        places = [place for trait in traits if (place := self.places.get(trait)) is not None]
        total: Floats = self.weights[places].sum(axis=0, dtype=np.int32) * self.scale
        return total


@cache
def shipped() -> Head:
    """The head that comes with the program."""
    with resources.files("secondme.memories.hearing").joinpath("head.npz").open("rb") as file:
        return of(np.load(file, allow_pickle=False))


def of(stored: Mapping[str, Any]) -> Head:
    """The head that these arrays hold, as train_hearing.py makes them."""
    traits = bytes(stored["traits"]).decode("utf-8").split("\n")
    return Head(
        places={trait: place for place, trait in enumerate(traits)},
        weights=stored["weights"],
        scale=stored["scale"],
        bias=stored["bias"],
        roles=tuple(map(str, stored["roles"])),
        acts=tuple(map(str, stored["acts"])),
    )
