"""What stands around a place on a page: words at its sides, ruled lines and other places in between. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from ingest.forms.pdf_fields import Box
from ingest.forms.pdf_print import Phrase
from ingest.forms.pdf_strips import Strips

LEFT_REACH, ABOVE_REACH, BELOW_REACH, RIGHT_REACH = 400.0, 45.0, 14.0, 40.0
"""How far off words may be, in points."""
MOST_LINES = 4
"""Of one label."""
_RULE_EDGE = 1.5
"""Points; a ruled line nearer than this to a spot is its own frame."""
Side = Literal["left", "above", "below", "right", "inside"]
Numbered = tuple[int, Phrase]
"""A phrase with its number on the page."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place on an upright page where something is put. tick: a small box that is ticked or not."""

    box: Box
    tick: bool = False

    @property
    def middle(self) -> float:
        """Half way between its foot and its head."""
        return (self.box[1] + self.box[3]) / 2


class Surroundings:
    """A page, asked about the surroundings of its spots."""

    def __init__(self, phrases: Sequence[Phrase], rules: Iterable[Box], spots: Sequence[Spot]) -> None:
        self._phrases = Strips((phrase.box, (number, phrase)) for number, phrase in enumerate(phrases))
        self._rules = Strips((rule, rule) for rule in dict.fromkeys(rules))
        self._spots = Strips((spot.box, spot) for spot in spots)
        self._leads = self._leading(spots)

    def phrases_around(self, spot: Spot) -> list[Numbered]:
        """The phrases that are near enough to be looked at."""
        return self._phrases.between(spot.box[1] - BELOW_REACH - 2, spot.box[3] + ABOVE_REACH)

    def phrases_on_line(self, spot: Spot) -> list[Numbered]:
        """The phrases on the line of a spot, from the left."""
        found = self._phrases.between(spot.box[1] - 2, spot.box[3] + 2)
        return sorted((one for one in found if on_line(spot, one[1])), key=lambda one: one[1].box[0])

    def lines_beside(self, phrase: Phrase) -> list[Numbered]:
        """The phrases a line higher or lower than another."""
        height = 1.5 * phrase.size
        found = self._phrases.between(phrase.box[1] - height, phrase.box[3] + height)
        return [one for one in found if one[1] is not phrase]

    def is_between(self, spot: Spot, phrase: Phrase) -> bool:
        """Whether another spot lies on the way from the words to this one."""
        return self.is_filled(_way(spot.box, phrase.box), spot)

    def is_filled(self, box: Box, spot: Spot) -> bool:
        """Whether a spot other than this one reaches into a box."""
        return any(
            _overlap(box, one.box) for one in self._spots.between(box[1], box[3]) if one.box != spot.box
        )

    def ruled(self, spot: Spot, phrase: Phrase, side: Side) -> int:
        """How many ruled lines lie between words and a spot, without the frame of the spot itself."""
        if side == "inside":
            return 0
        left, _, right, _ = _way(spot.box, phrase.box)
        if side in ("left", "right"):
            return self._count_upright(left + _RULE_EDGE, right - 2.5, spot.middle)
        centre = (max(left, phrase.box[0]) + min(right, phrase.box[2])) / 2
        if side == "above":
            return self._count_level(spot.box[3] + _RULE_EDGE, phrase.box[1] + _RULE_EDGE, centre)
        return self._count_level(phrase.box[3] - _RULE_EDGE, spot.box[1] - _RULE_EDGE, centre)

    def is_parted(self, upper: Phrase, lower: Phrase, at: float) -> bool:
        """Whether a ruled line lies between two lines of words. at: how far from the left edge."""
        height = (upper.box[1] + lower.box[3]) / 2
        return self._count_level(height - 2.5, height + 2.5, at) > 0

    def edge(self, spot: Spot) -> Spot:
        """The spot with a sign at its left, as of money, taken for a part of it."""
        signs = [one.box[0] for _, one in self.phrases_on_line(spot) if not is_wordy(one)]
        near = [left for left in signs if 0 < spot.box[0] - left <= 24]
        return Spot((min(near), *spot.box[1:])) if near else spot

    def is_unit_of_another(self, spot: Spot, phrase: Phrase) -> bool:
        """Whether words stand close after another spot and far from this one, as "hours" does."""
        far = spot.box[0] - phrase.box[2]
        line = (
            one for one in self._spots.between(phrase.box[1] - 2, phrase.box[3] + 2) if on_line(one, phrase)
        )
        gaps = (phrase.box[0] - one.box[2] for one in line)
        return any(-3 <= gap <= 5 and far > 2 * gap + 10 for gap in gaps)

    def leads_to_another(self, spot: Spot, number: int) -> bool:
        """Whether a phrase is the nearest one at the left of another spot than this one."""
        return bool(self._leads[number] - {spot.box})

    def _leading(self, spots: Sequence[Spot]) -> dict[int, set[Box]]:
        """By number, the spots that a phrase is the nearest one at the left of."""
        found: dict[int, set[Box]] = defaultdict(set)
        for spot in spots:
            line = [(n, one) for n, one in self.phrases_on_line(spot) if is_wordy(one)]
            before = [(n, one) for n, one in line if -3 <= spot.box[0] - one.box[2] <= LEFT_REACH]
            if before and not self.is_between(spot, before[-1][1]):
                found[before[-1][0]].add(spot.box)
        return found

    def _count_upright(self, left: float, right: float, height: float) -> int:
        rules = self._rules.between(height, height)
        return sum(
            rule[0] == rule[2] and left < rule[0] < right and rule[1] <= height <= rule[3] for rule in rules
        )

    def _count_level(self, low: float, high: float, at: float) -> int:
        rules = self._rules.between(low, high)
        return sum(
            rule[1] == rule[3] and low < rule[1] < high and rule[0] <= at + 2 <= rule[2] for rule in rules
        )


def placed(spot: Spot, phrase: Phrase) -> tuple[Side, float] | None:
    """Where words stand as seen from a spot, and what that costs; None where they are too far off."""
    left, bottom, right, top = spot.box
    wide = phrase.box[0] < right - 1 and phrase.box[2] > left + 1
    if wide and bottom <= phrase.middle <= top:
        return ("inside", 0.0) if top - phrase.middle < 16 else None
    if on_line(spot, phrase):
        gap = left - phrase.box[2]
        if -3 <= gap <= LEFT_REACH:
            return "left", min(max(gap, 0.0), 20.0) + 0.2 * max(gap - 20, 0.0)
        gap = phrase.box[0] - right
        return ("right", 30 + gap) if -3 <= gap <= RIGHT_REACH else None
    if not wide:
        return None
    aside = min(abs(phrase.box[0] - left), abs(sum(phrase.box[::2]) - left - right) / 2)
    gap = phrase.box[1] - top
    if phrase.middle > top and gap <= ABOVE_REACH:
        return "above", 1.6 * max(gap, 0.0) + 0.15 * aside + 2
    gap = bottom - phrase.box[3]
    if phrase.middle < bottom and gap <= BELOW_REACH:
        return "below", 1.6 * max(gap, 0.0) + 0.15 * aside + 2
    return None


def on_line(spot: Spot, phrase: Phrase) -> bool:
    """Whether words stand on the line of a spot; of one with several lines, on its first."""
    _, bottom, _, top = spot.box
    low = max(bottom, top - 1.6 * phrase.size) if top - bottom > 2.5 * phrase.size else bottom
    return low - 2 <= phrase.middle <= top + 2


def is_wordy(phrase: Phrase) -> bool:
    """Whether it says something: a sign or a letter between blanks does not."""
    return sum(map(str.isalnum, phrase.text)) > 1


def sticks_out(spot: Spot, phrase: Phrase) -> bool:
    """Whether words reach beyond a spot at both sides, as a heading over several does."""
    return phrase.box[0] < spot.box[0] - 10 and phrase.box[2] > spot.box[2] + 10


def goes_on(spot: Spot, other: Spot) -> bool:
    """Whether a spot stands right after another on its line, or right below it and as wide."""
    beside = abs(spot.middle - other.middle) < 4 and 0 <= spot.box[0] - other.box[2] <= 25
    wide = abs(spot.box[0] - other.box[0]) < 4 and abs(spot.box[2] - other.box[2]) < 8
    return beside or (wide and 0 <= other.box[1] - spot.box[3] + 1 <= 8)


def rows_of_ticks(spots: Sequence[Spot]) -> list[list[int]]:
    """The boxes to tick that stand side by side, each row from the left."""
    rows: list[list[int]] = []
    order = sorted((n for n, spot in enumerate(spots) if spot.tick), key=lambda n: -spots[n].middle)
    for number in order:
        if rows and spots[rows[-1][0]].middle - spots[number].middle < 4:
            rows[-1].append(number)
        else:
            rows.append([number])
    return [sorted(row, key=lambda n: spots[n].box[0]) for row in rows]


def lines_of(
    number: int, phrases: Sequence[Phrase], page: Surroundings, spot: Spot, down: bool
) -> Iterator[int]:
    """The numbers of a phrase and of the lines that it continues; with `down`, of those that continue it."""
    above = list(islice(_further(number, phrases, page, spot, up=True), MOST_LINES - 1))
    yield from reversed(above)
    yield number
    if down:
        yield from islice(_further(number, phrases, page, spot, up=False), MOST_LINES - 1 - len(above))


def _further(
    number: int, phrases: Sequence[Phrase], page: Surroundings, spot: Spot, up: bool
) -> Iterator[int]:
    seen = {number}
    while True:
        edge = phrases[number]
        pairs = (
            (n, (one, edge) if up else (edge, one)) for n, one in page.lines_beside(edge) if n not in seen
        )
        found = next(
            (n for n, (upper, lower) in pairs if _is_continued(n, upper, lower, page, spot, up)), None
        )
        if found is None:
            return
        yield found
        seen.add(found)
        number = found


def _is_continued(
    number: int, upper: Phrase, lower: Phrase, page: Surroundings, spot: Spot, up: bool
) -> bool:
    """Whether the lower of two lines continues the upper one. number: of the one that is to be added."""
    gap, size = upper.box[1] - lower.box[3], (lower if up else upper).size
    if not -0.5 * size < gap < 0.45 * size:
        return False
    shift = lower.box[0] - upper.box[0]
    hangs = up and 0 < shift <= 24 and lower.text[0].islower()
    aligned = abs(shift) < 4 or abs(sum(upper.box[::2]) - sum(lower.box[::2])) < 6
    alike = abs(upper.size - lower.size) < 0.15 * size + 0.3 and upper.bold == lower.bold
    begins = lower.text[0].isupper() and upper.text.rstrip().endswith((".", ":", "?", ")"))
    if not (aligned or hangs) or not (alike or lower.text.startswith("(")) or begins:
        return False
    if page.leads_to_another(spot, number) or page.is_parted(upper, lower, (upper if up else lower).box[0]):
        return False
    return not page.is_filled(_way(upper.box, lower.box), spot)


def _way(one: Box, other: Box) -> Box:
    """The stretch between two boxes: beside each other as high as both, above each other as wide as both."""
    bottom, top = max(one[1], other[1]), min(one[3], other[3])
    left, right = max(one[0], other[0]), min(one[2], other[2])
    return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _overlap(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0]) > 1
    return wide and min(one[3], other[3]) - max(one[1], other[1]) > 1
