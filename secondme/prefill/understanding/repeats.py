"""Which of several a field asks for: the second child, the job before the last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from secondme.prefill.understanding.neighbours import Line
from secondme.prefill.understanding.reading import Reading
from secondme.prefill.understanding.tokens import tokens_of

_ONCE = frozenset({"given name", "full name", "family name", "birthday", "birthplace", "sex", "nationality"})
"""What a person has once: below one heading, in the same words, it is asked again of somebody else."""
_OTHERS = "family member"
_SEVERAL = frozenset({"child", "daughter", "son", "sister", "brother", "sibling", "referee", _OTHERS})


def counted(lines: Sequence[Line]) -> list[Line]:
    """With `nth` wherever it can be told: by the row, by a number, or because the same was asked before."""
    from_zero = _groups_from_zero(lines)
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for line in lines:
        again = _again(line, seen)
        reading = _others(line, again)
        field = line.field
        if reading is not line.reading:
            nth = again - 1
        elif field.row is not None:
            nth = field.row
        elif reading.nth is not None:
            nth = reading.nth + (1 if (field.section, reading.whose) in from_zero else 0)
        else:
            nth = again if _may_repeat(line) else 0
        found.append(replace(line, reading=replace(reading, nth=max(nth, 0))))
    return found


def _again(line: Line, seen: Counter[tuple[object, ...]]) -> int:
    """How often the same was asked before: its row in a table, else by the fields before it."""
    reading, field = line.reading, line.field
    if field.row is not None:
        return field.row
    words = () if _may_repeat(line) else tokens_of(field.label)
    asked = (field.section, field.group, reading.whose, reading.attribute, reading.part, reading.ticks, words)
    seen[asked] += 1
    return seen[asked] - 1 if reading.attribute else 0


def _others(line: Line, again: int) -> Reading:
    """A second given name below one heading is no longer the person's own."""
    reading = line.reading
    is_own = reading.whose == "me" and reading.attribute in _ONCE and bool(line.field.section)
    if not is_own or not again or reading.nth is not None or _may_repeat(line):
        return reading
    return replace(reading, whose=_OTHERS, confidence=0.6 * reading.confidence)


def _may_repeat(line: Line) -> bool:
    is_history = bool(line.context.history) or line.context.tense == "previous"
    return not line.reading.nothing and (line.reading.whose in _SEVERAL or is_history)


def _groups_from_zero(lines: Sequence[Line]) -> set[tuple[str, str]]:
    """Where names count from nought ("child0"), a number says one more than it does elsewhere."""
    numbers: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for line in lines:
        if line.reading.nth is not None:
            numbers[line.field.section, line.reading.whose].add(line.reading.nth)
    return {place for place, found in numbers.items() if -1 in found}
