"""Which of several a field asks for: the second child, the job before the last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from secondme.prefill.understanding.neighbours import Line

_SEVERAL = frozenset({"child", "daughter", "son", "sister", "brother", "sibling", "referee", "family member"})


def counted(lines: Sequence[Line]) -> list[Line]:
    """With `nth` wherever it can be told: by the row, by a number, or because the same was asked before."""
    zero = _groups_from_zero(lines)
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for line in lines:
        reading, field = line.reading, line.field
        repeats = reading.whose in _SEVERAL or line.context.history or line.context.tense == "previous"
        asked = (field.section, field.group, reading.whose, reading.attribute, reading.part, reading.ticks)
        if field.row is not None:
            nth = field.row + (0 if reading.nth is None or field.group else reading.nth)
        elif reading.nth is not None:
            nth = reading.nth + (1 if (field.section, reading.whose) in zero else 0)
        else:
            nth = seen[asked] if repeats and reading.attribute and not reading.nothing else 0
            seen[asked] += 1
        found.append(replace(line, reading=replace(reading, nth=nth)))
    return found


def _groups_from_zero(lines: Sequence[Line]) -> set[tuple[str, str]]:
    """Where names count from nought ("child0"), a number says one more than it does elsewhere."""
    numbers: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for line in lines:
        if line.reading.nth is not None:
            numbers[line.field.section, line.reading.whose].add(line.reading.nth)
    return {place for place, found in numbers.items() if -1 in found}
