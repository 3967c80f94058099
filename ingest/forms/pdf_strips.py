"""Boxes of a page found by their height: it is cut into strips, each with the boxes that reach into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from ingest.forms.pdf_fields import Box

T = TypeVar("T")
_STRIP = 12.0
"""The height of a strip, in points."""
_MOST_STRIPS = 200
"""That one box reaches into; of a taller one, the rest is left out."""


class Strips(Generic[T]):
    """Things with a box each, in the order in which they were given."""

    def __init__(self, things: Iterable[tuple[Box, T]]) -> None:
        self._things: list[T] = []
        self._strips: dict[int, list[int]] = defaultdict(list)
        for number, (box, thing) in enumerate(things):
            self._things.append(thing)
            for strip in _reach(box[1], box[3]):
                self._strips[strip].append(number)

    def between(self, bottom: float, top: float) -> list[T]:
        """All that may reach between two heights, and some that are a strip off."""
        found = {number for strip in _reach(bottom, top) for number in self._strips.get(strip, ())}
        return [self._things[number] for number in sorted(found)]


def _reach(bottom: float, top: float) -> range:
    first, last = int(min(bottom, top) // _STRIP), int(max(bottom, top) // _STRIP)
    return range(first, min(last, first + _MOST_STRIPS) + 1)
