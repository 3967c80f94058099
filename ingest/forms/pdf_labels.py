"""Which printed words belong to which field: those left of it, above it, below it, or right of a box to tick.

Each place looks for the words with the least cost: points of distance, made more by whatever stands between,
a ruled line or another place. Pure: geometry alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.forms.pdf_fields import Box
from ingest.forms.pdf_print import Phrase, Printed

MOST_SPOTS = 800
"""Of one page; on fuller pages no words are looked for, since each is held against each."""
MOST_LINES = 4
"""Of one label."""
NEAR = 12.0
"""Points; words nearer than this on the same line are around a blank in running text."""
_RULED = 18.0
"""What a ruled line between costs."""
_TAKEN = 40.0
"""What words cost that already stand beside another field."""
_DOUBTFUL = 40.0
"""Words that cost more may be another field's; a spot that goes on from another has that one's instead."""
_FAR = 100.0
"""What costs more is not taken."""
_SENTENCE = 80
"""Characters; what is longer is rather about several fields."""
Side = Literal["left", "above", "below", "right", "inside"]


@dataclass(frozen=True, slots=True)
class Spot:
    """One place on an upright page where something is put. tick: a small box that is ticked or not."""

    box: Box
    tick: bool = False

    @property
    def middle(self) -> float:
        """Half way between its foot and its head."""
        return (self.box[1] + self.box[3]) / 2


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
    return _Labelling(page.phrases, page.rules, spots, columns).captions()


@dataclass
class _Labelling:
    phrases: tuple[Phrase, ...]
    rules: tuple[Box, ...]
    spots: Sequence[Spot]
    columns: Collection[int]
    taken: set[int] = field(default_factory=set)

    def captions(self) -> list[Caption]:
        """First the boxes to tick, whose words nobody else may have; then the rest."""
        found = [Caption() for _ in self.spots]
        for row in _rows(self.spots):
            for number, caption in self._ticks(row):
                found[number] = caption
        self.taken = {number for caption in found for number in caption.taken}
        below = self._is_below()
        for number, spot in enumerate(self.spots):
            if not spot.tick:
                found[number] = self._caption(spot, below, number in self.columns)
        found = [self._shared(number, found) for number in range(len(found))]
        self.taken |= {number for caption in found for number in caption.taken}
        for number, spot in enumerate(self.spots):
            if spot.tick:
                found[number] = _asking(found[number], found[number].question or self._question(spot))
        return found

    def _ticks(self, row: list[int]) -> Iterator[tuple[int, Caption]]:
        """The words beside each box of a row: all of them at the right, or all at the left."""
        right = [self._beside(self.spots[number], "right") for number in row]
        left = [self._beside(self.spots[number], "left") for number in row]
        side: Side = "left" if _gap(left, 0) < _gap(right, -1) else "right"
        question = ""
        for number, (_, near) in zip(row, left if side == "left" else right, strict=True):
            if near is not None:
                lines = self._lines(near, self.spots[number], down=True)
                words = self._text(lines)
                if side == "left" and "? " in words:
                    question, _, words = words.rpartition("? ")
                    question += "?"
                yield number, Caption(words, question, side=side, taken=tuple(lines))

    def _beside(self, spot: Spot, side: Literal["left", "right"]) -> tuple[float, int | None]:
        """How far the nearest words at that side are, and their number."""
        gaps = []
        for number, phrase in enumerate(self.phrases):
            gap = spot.box[0] - phrase.box[2] if side == "left" else phrase.box[0] - spot.box[2]
            if -3 <= gap <= 60 and _on_line(spot, phrase) and not self._between(spot, phrase):
                gaps.append((gap, number))
        gap, nearest = min(gaps, default=(60.0, None))
        return (gap, nearest) if gap <= 30 else (60.0, None)

    def _question(self, spot: Spot) -> str:
        """What a box to tick answers: words left of its row, else above the first in its column."""
        seen: set[Box] = set()
        while spot.box not in seen:
            seen.add(spot.box)
            row = [one for one in self.spots if one.tick and abs(one.middle - spot.middle) < 4]
            first = min(row, key=lambda one: one.box[0])
            left = [
                (first.box[0] - phrase.box[2], number)
                for number, phrase in enumerate(self.phrases)
                if number not in self.taken and phrase.box[2] <= first.box[0] + 3 and _on_line(first, phrase)
            ]
            if left:
                number = min(left)[1]
                return self._text(self._lines(number, first, down=True))
            above = [one for one in self.spots if one.tick and 0 < one.middle - first.middle < 30]
            higher = [one for one in above if abs(one.box[0] - first.box[0]) < 4]
            spot = min(higher, key=lambda one: one.middle) if higher else first
        costs = [
            (phrase.box[1] - first.box[3] + abs(min(0.0, first.box[0] + 20 - phrase.box[0])), number)
            for number, phrase in enumerate(self.phrases)
            if number not in self.taken
            and -2 <= phrase.box[1] - first.box[3] <= 30
            and phrase.box[0] < first.box[2] + 20
            and phrase.box[2] > first.box[0] - 20
        ]
        return self._text(self._lines(min(costs)[1], first)) if costs else ""

    def _caption(self, spot: Spot, below: bool, column: bool) -> Caption:
        costs = self._costs(spot, below)
        best = min((cost for cost in costs if not column or cost[2] == "above"), default=None)
        before, after = self._around(spot)
        if best is None:
            return Caption(before=before, after=after, cost=_FAR)
        cost, number, side = best
        lines = self._lines(number, spot, down=side in ("left", "below", "inside"))
        return Caption(self._text(lines), "", before, after, side, tuple(lines), cost)

    def _shared(self, number: int, found: list[Caption]) -> Caption:
        """The words of a spot; of one that has none near, those of the spot that it continues.

        So do the parts of a date at the right of its first one, and the second line of an address.
        """
        spot, own = self.spots[number], found[number]
        if spot.tick or own.cost < _DOUBTFUL or number in self.columns:
            return own
        for other, one in enumerate(self.spots):
            if not one.tick and found[other].cost < _DOUBTFUL and _continues(spot, one):
                first = found[other]
                return Caption(first.label, "", own.before, own.after, first.side, first.taken, own.cost)
        return own

    def _costs(self, spot: Spot, below: bool) -> Iterator[tuple[float, int, Side]]:
        edge = self._edge(spot)
        for number, phrase in enumerate(self.phrases):
            placed = _place(edge, phrase) if _is_wordy(phrase) else None
            if placed is None:
                continue
            side, cost = placed
            if side == "below":
                cost += 0 if below else 8 if phrase.text.startswith("(") else 20
            elif side == "above":
                cost += 8 if below else 0
                cost += 15 if _sticks_out(spot, phrase) or len(phrase.text) > _SENTENCE else 0
            if side in ("above", "below"):
                cost += _TAKEN if self._stands_left_of_another(spot, phrase) else 0
            if number in self.taken:
                cost += 0 if side == "left" and cost < 20 else _TAKEN
            cost += 20 if side == "left" and self._is_unit_of_another(spot, phrase) else 0
            cost += _RULED * min(self._ruled(spot, phrase, side), 2)
            cost += 45 if self._between(spot, phrase) else 0
            if cost < _FAR:
                yield cost, number, side

    def _is_below(self) -> bool:
        """Whether this page has its words below the lines that are filled in, as many court forms do."""
        votes = []
        for spot in self.spots:
            if spot.tick or self._beside(spot, "left")[1] is not None:
                continue
            gaps: dict[str, float] = {}
            for phrase in self.phrases:
                placed = _place(spot, phrase)
                if placed is not None and not self._between(spot, phrase):
                    gaps[placed[0]] = min(placed[1], gaps.get(placed[0], 60.0))
            votes.append(gaps.get("below", 60.0) + 4 < gaps.get("above", 60.0))
        return len(votes) > 2 and sum(votes) > 0.6 * len(votes)

    def _between(self, spot: Spot, phrase: Phrase) -> bool:
        """Whether another spot lies on the way from the words to this one."""
        way = _way(spot.box, phrase.box)
        return any(_overlap(way, one.box) for one in self.spots if one.box != spot.box)

    def _ruled(self, spot: Spot, phrase: Phrase, side: Side) -> int:
        """How many ruled lines lie between. Those at the very edge of the spot are its own."""
        if side == "inside":
            return 0
        left, _, right, _ = _way(spot.box, phrase.box)
        if side in ("left", "right"):
            middle = spot.middle
            return sum(
                rule[0] == rule[2] and left + 1.5 < rule[0] < right - 2.5 and rule[1] <= middle <= rule[3]
                for rule in self.rules
            )
        centre = (max(left, phrase.box[0]) + min(right, phrase.box[2])) / 2
        above = side == "above"
        low = spot.box[3] + 1.5 if above else phrase.box[3] - 1.5
        high = phrase.box[1] + 1.5 if above else spot.box[1] - 1.5
        return sum(
            rule[1] == rule[3] and low < rule[1] < high and rule[0] <= centre <= rule[2]
            for rule in self.rules
        )

    def _edge(self, spot: Spot) -> Spot:
        """The spot with a sign at its left, as of money, taken for a part of it."""
        signs = [one.box[0] for one in self.phrases if not _is_wordy(one) and _on_line(spot, one)]
        near = [left for left in signs if 0 < spot.box[0] - left <= 24]
        return Spot((min(near), *spot.box[1:])) if near else spot

    def _is_unit_of_another(self, spot: Spot, phrase: Phrase) -> bool:
        """Whether words stand close after another spot and far from this one, as "hours" does."""
        far = spot.box[0] - phrase.box[2]
        gaps = (phrase.box[0] - one.box[2] for one in self.spots if _on_line(one, phrase))
        return any(-3 <= gap <= 5 and far > 2 * gap + 10 for gap in gaps)

    def _stands_left_of_another(self, spot: Spot, phrase: Phrase) -> bool:
        """Whether words are the nearest ones at the left of another spot."""
        for one in self.spots:
            if (
                one.box == spot.box
                or not -3 <= one.box[0] - phrase.box[2] <= 400
                or not _on_line(one, phrase)
            ):
                continue
            line = (other.box[0] for other in self.phrases if _is_wordy(other) and _on_line(one, other))
            nearer = any(phrase.box[2] < left < one.box[0] for left in line)
            if not nearer and not self._between(one, phrase):
                return True
        return False

    def _lines(self, number: int, spot: Spot, down: bool = False) -> list[int]:
        """The phrase with the lines above it, and below it, that continue it."""
        lines = [number]
        for step in (1, -1) if down else (1,):
            while len(lines) < MOST_LINES:
                edge = lines[0] if step > 0 else lines[-1]
                following = next((n for n in self._near(edge) if self._continues(n, edge, step, spot)), None)
                if following is None:
                    break
                lines.insert(0 if step > 0 else len(lines), following)
        return lines

    def _near(self, number: int) -> Iterator[int]:
        return (n for n in range(max(0, number - 30), min(len(self.phrases), number + 30)) if n != number)

    def _continues(self, number: int, edge: int, step: int, spot: Spot) -> bool:
        one, other = self.phrases[number], self.phrases[edge]
        upper, lower = (one, other) if step > 0 else (other, one)
        gap = upper.box[1] - lower.box[3]
        hangs = step > 0 and 0 < lower.box[0] - upper.box[0] <= 24 and lower.text[0].islower()
        aligned = abs(one.box[0] - other.box[0]) < 4 or abs(sum(one.box[::2]) - sum(other.box[::2])) < 6
        alike = lower.text.startswith("(") or (
            abs(one.size - other.size) < 0.15 * other.size + 0.3 and one.bold == other.bold
        )
        begins = lower.text[:1].isupper() and upper.text.rstrip().endswith((".", ":", "?", ")"))
        if (
            not (aligned or hangs)
            or not alike
            or not -0.5 * other.size < gap < 0.45 * other.size
            or number in self.taken
        ):
            return False
        if begins or self._stands_left_of_another(spot, one):
            return False
        height = (upper.box[1] + lower.box[3]) / 2
        ruled = any(
            rule[1] == rule[3] and abs(rule[1] - height) < 2.5 and rule[0] <= one.box[0] + 2 <= rule[2]
            for rule in self.rules
        )
        filled = any(
            _overlap(_way(upper.box, lower.box), each.box) for each in self.spots if each.box != spot.box
        )
        return not ruled and not filled

    def _around(self, spot: Spot) -> tuple[str, str]:
        """The words right before and after a blank in running text."""
        line = [phrase for phrase in self.phrases if _on_line(spot, phrase)]
        before = [one.text for one in line if -3 <= spot.box[0] - one.box[2] <= NEAR]
        after = [one.text for one in line if -3 <= one.box[0] - spot.box[2] <= NEAR]
        return before[-1] if before else "", after[0] if after else ""

    def _text(self, lines: Sequence[int]) -> str:
        """The lines as one, without what is left of the sentence before."""
        return " ".join(self.phrases[number].text for number in lines).lstrip(".,;) ")


def _asking(caption: Caption, question: str) -> Caption:
    return Caption(caption.label, question, caption.before, caption.after, caption.side, caption.taken)


def _place(spot: Spot, phrase: Phrase) -> tuple[Side, float] | None:
    """Where words stand as seen from a spot, and what that costs; None where they are too far off."""
    left, bottom, right, top = spot.box
    wide = phrase.box[0] < right - 1 and phrase.box[2] > left + 1
    if wide and bottom <= phrase.middle <= top:
        return ("inside", 0.0) if top - phrase.middle < 16 else None
    if _on_line(spot, phrase):
        gap = left - phrase.box[2]
        if -3 <= gap <= 400:
            return "left", min(max(gap, 0.0), 20.0) + 0.2 * max(gap - 20, 0.0)
        gap = phrase.box[0] - right
        return ("right", 30 + gap) if -3 <= gap <= 40 else None
    if not wide:
        return None
    aside = min(abs(phrase.box[0] - left), abs(sum(phrase.box[::2]) - left - right) / 2)
    gap = phrase.box[1] - top
    if phrase.middle > top and gap <= 45:
        return "above", 1.6 * max(gap, 0.0) + 0.15 * aside + 2
    gap = bottom - phrase.box[3]
    if phrase.middle < bottom and gap <= 14:
        return "below", 1.6 * max(gap, 0.0) + 0.15 * aside + 2
    return None


def _on_line(spot: Spot, phrase: Phrase) -> bool:
    """Whether words stand on the line of a spot; of one with several lines, on its first."""
    _, bottom, _, top = spot.box
    low = max(bottom, top - 1.6 * phrase.size) if top - bottom > 2.5 * phrase.size else bottom
    return low - 2 <= phrase.middle <= top + 2


def _is_wordy(phrase: Phrase) -> bool:
    """Whether it says something: a sign or a letter between blanks does not."""
    return sum(map(str.isalnum, phrase.text)) > 1


def _sticks_out(spot: Spot, phrase: Phrase) -> bool:
    """Whether words reach beyond a spot at both sides, as a heading over several does."""
    return phrase.box[0] < spot.box[0] - 10 and phrase.box[2] > spot.box[2] + 10


def _continues(spot: Spot, other: Spot) -> bool:
    """Whether a spot stands right after another on its line, or right below it and as wide."""
    beside = abs(spot.middle - other.middle) < 4 and 0 <= spot.box[0] - other.box[2] <= 25
    wide = abs(spot.box[0] - other.box[0]) < 4 and abs(spot.box[2] - other.box[2]) < 8
    return beside or (wide and 0 <= other.box[1] - spot.box[3] + 1 <= 8)


def _way(one: Box, other: Box) -> Box:
    """The stretch between two boxes: beside each other as high as both, above each other as wide as both."""
    bottom, top = max(one[1], other[1]), min(one[3], other[3])
    left, right = max(one[0], other[0]), min(one[2], other[2])
    if bottom >= top:
        bottom, top = top, bottom
    if left >= right:
        left, right = right, left
    return (left, bottom, right, top)


def _overlap(one: Box, other: Box) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 1
    )


def _rows(spots: Sequence[Spot]) -> list[list[int]]:
    """The boxes to tick that stand side by side, each row from the left."""
    rows: list[list[int]] = []
    order = sorted((n for n, spot in enumerate(spots) if spot.tick), key=lambda n: -spots[n].middle)
    for number in order:
        if rows and spots[rows[-1][0]].middle - spots[number].middle < 4:
            rows[-1].append(number)
        else:
            rows.append([number])
    return [sorted(row, key=lambda n: spots[n].box[0]) for row in rows]


def _gap(found: list[tuple[float, int | None]], at: int) -> float:
    """How far off the words of a row are at one side, by the end at which nothing else stands."""
    if found[at][1] is None:
        return 1_000.0
    return sum(gap for gap, _ in found) / len(found)
