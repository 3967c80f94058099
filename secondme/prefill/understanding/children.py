"""Forms about a child, filled in by a parent: whose mother, whose allergies, whose siblings are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secondme.prefill.understanding.neighbours import Line
from secondme.prefill.understanding.reading import Reading

_NAMES = frozenset({"given name", "family name", "full name"})
_CHILDREN = frozenset({"child", "daughter", "son"})
_HEALTH = frozenset(
    {"allergies", "conditions", "medication", "vaccinations", "blood type", "diet", "disability", "doctor"}
)
_PARENTS = {"mother": "child's mother", "father": "child's father"}
_SIBLINGS = frozenset({"brother", "sister", "sibling"})


def about_a_child(lines: Sequence[Line]) -> bool:
    """Whether a form is about a child: the first name that it asks for is the child's."""
    first = next((one.reading.whose for one in lines if one.reading.attribute in _NAMES), "")
    return first in _CHILDREN


def as_a_parent(lines: Sequence[Line]) -> list[Line]:
    """The lines of such a form, as the parent reads them who fills it in.

    The mother there is the child's, who may be the person or their partner; the siblings are other children
    of the person; illnesses that no heading gives to somebody are the child's.
    """
    return [replace(line, reading=_read(line)) for line in lines]


def _read(line: Line) -> Reading:
    reading = line.reading
    if reading.whose in _PARENTS:
        return replace(reading, whose=_PARENTS[reading.whose])
    if reading.whose in _SIBLINGS:
        return replace(reading, whose="child", nth=(reading.nth or 0) + 1)
    if reading.whose == "me" and not line.context.whose and reading.attribute in _HEALTH:
        return replace(reading, whose="child")
    return reading
