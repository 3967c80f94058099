"""Keys of fields in files that give them none: made from what people read beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

LONGEST = 60


class Keys:
    """Gives each field of one form a key of its own, the same each time the form is read."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, label: str) -> str:
        """ "Date of birth:" is "date-of-birth", a second one "date-of-birth-2"."""
        slug = re.sub(r"[^\w.]+", "-", label.lower())[:LONGEST].strip("-.") or "blank"
        key = next(key for key in _numbered(slug) if key not in self._given)
        self._given.add(key)
        return key


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))
