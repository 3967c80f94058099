"""Keys of fields in files that give them none: made from what people read beside them."""

from __future__ import annotations

import re

LONGEST = 60


class Keys:
    """Gives each field of one form a key of its own, the same each time the form is read."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._last: dict[str, int] = {}

    def of(self, label: str) -> str:
        """ "Date of birth:" is "date-of-birth", a second one "date-of-birth-2"."""
        slug = re.sub(r"[^\w.]+", "-", label.lower())[:LONGEST].strip("-.") or "blank"
        key = slug
        while key in self._given:
            self._last[slug] = self._last.get(slug, 1) + 1
            key = f"{slug}-{self._last[slug]}"
        self._given.add(key)
        return key
