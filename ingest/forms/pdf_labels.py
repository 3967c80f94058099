"""Which printed words belong to which field: those left of it, above it, below it, or right of a box to tick.

Each place looks for the words with the least cost: points of distance, made more by whatever stands between,
a ruled line or another place. Pure: geometry alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.forms.pdf_fields import Box
from ingest.forms.pdf_print import Phrase, Printed
from ingest.forms.pdf_surroundings import (
    Side,
    Spot,
    Surroundings,
    goes_on,
    is_wordy,
    lines_of,
    placed,
    rows_of_ticks,
    sticks_out,
)

MOST_SPOTS = 1_000
"""Of one page; on fuller pages no words are looked for."""
NEAR = 12.0
"""Points; words nearer than this on the same line are around a blank in running text."""
_RULED = 18.0
"""What a ruled line between costs."""
_TAKEN = 40.0
"""What words cost that already stand beside another field."""
_BEYOND = 45.0
"""What another spot between costs."""
_DOUBTFUL = 40.0
"""Words that cost more may be another field's; a spot that goes on from another has that one's instead."""
_FAR = 100.0
"""What costs more is not taken."""
_SENTENCE = 80
"""Characters; what is longer is rather about several fields."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The words beside a spot. question: of a box to tick, what it answers. before, after: on the same line.

    taken: the numbers of the phrases in `label`. cost: in points; how far off they are, and what is between.
    """

    label: str = ""
    question: str = ""
    before: str = ""
    after: str = ""
    side: Side | None = None
    taken: tuple[int, ...] = ()
    cost: float = 0.0


def captions(page: Printed, spots: Sequence[Spot], columns: Collection[int] = ()) -> list[Caption]:
    """The words beside each spot of a page, in the order of the spots.

    columns: the spots whose words can only stand above them, as the head of a column does.
    """
    if len(spots) > MOST_SPOTS:
        return [Caption() for _ in spots]
    return _Labelling(page, spots, columns).captions()


class _Labelling:
    def __init__(self, page: Printed, spots: Sequence[Spot], columns: Collection[int]) -> None:
        self.phrases, self.spots, self.columns = page.phrases, spots, columns
        self.around = Surroundings(page.phrases, page.rules, spots)
        self.taken: set[int] = set()

    def captions(self) -> list[Caption]:
        """First the boxes to tick, whose words nobody else may have; then the rest."""
        found = [Caption() for _ in self.spots]
        for row in rows_of_ticks(self.spots):
            for number, caption in self._ticks(row):
                found[number] = caption
        self.taken = {number for caption in found for number in caption.taken}
        below = self._is_below()
        for number, spot in enumerate(self.spots):
            if not spot.tick:
                found[number] = self._caption(spot, below, number in self.columns)
        found = [self._shared(number, found) for number in range(len(found))]
        self.taken |= {number for caption in found for number in caption.taken}
        return [
            replace(caption, question=caption.question or self._question(spot)) if spot.tick else caption
            for caption, spot in zip(found, self.spots, strict=True)
        ]

    def _ticks(self, row: list[int]) -> Iterator[tuple[int, Caption]]:
        """The words beside each box of a row: all of them at the right, or all at the left."""
        right = [self._beside(self.spots[number], "right") for number in row]
        left = [self._beside(self.spots[number], "left") for number in row]
        side: Side = "left" if _gap(left, 0) < _gap(right, -1) else "right"
        question = ""
        for number, (_, near) in zip(row, left if side == "left" else right, strict=True):
            if near is None:
                continue
            lines = self._lines(near, self.spots[number], down=True)
            words = self._text(lines)
            if side == "left" and "? " in words:
                question, _, words = words.rpartition("? ")
                question += "?"
            yield number, Caption(words, question, side=side, taken=lines)

    def _beside(self, spot: Spot, side: Literal["left", "right"]) -> tuple[float, int | None]:
        """How far the nearest words at that side are, and their number."""
        gaps = []
        for number, phrase in self.around.phrases_on_line(spot):
            gap = spot.box[0] - phrase.box[2] if side == "left" else phrase.box[0] - spot.box[2]
            if -3 <= gap <= 30 and not self.around.is_between(spot, phrase):
                gaps.append((gap, number))
        return min(gaps, default=(60.0, None))

    def _question(self, spot: Spot) -> str:
        """What a box to tick answers: words left of its row, else above the first in its column."""
        seen: set[Box] = set()
        ticks = [one for one in self.spots if one.tick]
        while spot.box not in seen:
            seen.add(spot.box)
            first = min(
                (one for one in ticks if abs(one.middle - spot.middle) < 4), key=lambda one: one.box[0]
            )
            line = self.around.phrases_on_line(first)
            left = [n for n, one in line if n not in self.taken and one.box[2] <= first.box[0] + 3]
            if left:
                return self._text(self._lines(left[-1], first, down=True))
            above = [one for one in ticks if 0 < one.middle - first.middle < 30]
            higher = [one for one in above if abs(one.box[0] - first.box[0]) < 4]
            spot = min(higher, key=lambda one: one.middle) if higher else first
        return self._heading(first)

    def _heading(self, first: Spot) -> str:
        """The words right above the first box of a column."""
        left, _, right, top = first.box
        costs = [
            (phrase.box[1] - top + max(0.0, phrase.box[0] - left - 20), number)
            for number, phrase in self.around.phrases_around(first)
            if number not in self.taken
            and -2 <= phrase.box[1] - top <= 30
            and phrase.box[0] < right + 20
            and phrase.box[2] > left - 20
        ]
        return self._text(self._lines(min(costs)[1], first)) if costs else ""

    def _caption(self, spot: Spot, below: bool, column: bool) -> Caption:
        costs = self._costs(spot, below)
        best = min((cost for cost in costs if not column or cost[2] == "above"), default=None)
        before, after = self._before_and_after(spot)
        if best is None:
            return Caption(before=before, after=after, cost=_FAR)
        cost, number, side = best
        lines = self._lines(number, spot, down=side in ("left", "below", "inside"))
        return Caption(self._text(lines), "", before, after, side, lines, cost)

    def _shared(self, number: int, found: list[Caption]) -> Caption:
        """The words of a spot; of one that has none near, those of the spot that it continues.

        So do the parts of a date at the right of its first one, and the second line of an address.
        """
        spot, own = self.spots[number], found[number]
        if spot.tick or own.cost < _DOUBTFUL or number in self.columns:
            return own
        for other, one in enumerate(self.spots):
            if not one.tick and found[other].cost < _DOUBTFUL and goes_on(spot, one):
                return replace(found[other], before=own.before, after=own.after, cost=own.cost)
        return own

    def _costs(self, spot: Spot, below: bool) -> Iterator[tuple[float, int, Side]]:
        edge = self.around.edge(spot)
        for number, phrase in self.around.phrases_around(spot):
            where = placed(edge, phrase) if is_wordy(phrase) else None
            if where is not None:
                cost = where[1] + self._extra(spot, number, phrase, where, below)
                if cost < _FAR:
                    yield cost, number, where[0]

    def _extra(
        self, spot: Spot, number: int, phrase: Phrase, where: tuple[Side, float], below: bool
    ) -> float:
        """What words cost beside their distance."""
        side, cost = where
        extra = _RULED * min(self.around.ruled(spot, phrase, side), 2)
        if side == "below":
            extra += 0 if below else 8 if phrase.text.startswith("(") else 20
        if side == "above":
            extra += 8 if below else 0
            extra += 15 if sticks_out(spot, phrase) or len(phrase.text) > _SENTENCE else 0
        if side in ("above", "below") and self.around.leads_to_another(spot, number):
            extra += _TAKEN
        if side == "left" and self.around.is_unit_of_another(spot, phrase):
            extra += 20
        if number in self.taken and not (side == "left" and cost < 20):
            extra += _TAKEN
        return extra + (_BEYOND if self.around.is_between(spot, phrase) else 0)

    def _is_below(self) -> bool:
        """Whether this page has its words below the lines that are filled in, as many court forms do."""
        votes = []
        for spot in self.spots:
            if spot.tick or self._beside(spot, "left")[1] is not None:
                continue
            gaps: dict[str, float] = {}
            for _, phrase in self.around.phrases_around(spot):
                where = placed(spot, phrase)
                if where is not None and not self.around.is_between(spot, phrase):
                    gaps[where[0]] = min(where[1], gaps.get(where[0], 60.0))
            votes.append(gaps.get("below", 60.0) + 4 < gaps.get("above", 60.0))
        return len(votes) > 2 and sum(votes) > 0.6 * len(votes)

    def _before_and_after(self, spot: Spot) -> tuple[str, str]:
        """The words right before and after a blank in running text."""
        line = [phrase for _, phrase in self.around.phrases_on_line(spot)]
        before = [one.text for one in line if -3 <= spot.box[0] - one.box[2] <= NEAR]
        after = [one.text for one in line if -3 <= one.box[0] - spot.box[2] <= NEAR]
        return before[-1] if before else "", after[0] if after else ""

    def _lines(self, number: int, spot: Spot, down: bool = False) -> tuple[int, ...]:
        """The phrase with the lines above it, and below it, that belong to it and to nobody else."""
        lines = lines_of(number, self.phrases, self.around, spot, down)
        return tuple(one for one in lines if one == number or one not in self.taken)

    def _text(self, lines: Sequence[int]) -> str:
        """The lines as one, without what is left of the sentence before."""
        return " ".join(self.phrases[number].text for number in lines).lstrip(".,;) ")


def _gap(found: list[tuple[float, int | None]], at: int) -> float:
    """How far off the words of a row are at one side, by the end at which nothing else stands."""
    if found[at][1] is None:
        return 1_000.0
    return sum(gap for gap, _ in found) / len(found)
