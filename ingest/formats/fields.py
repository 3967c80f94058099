"""What the head of a text says of it as `name: value`, in whichever markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

from ingest.dates import leading_date, parse_time

DATE_FIELDS = ("date", "created", "revdate", "docdate", "published", "pubdate", "updated", "modified")
"""Those that tell when a text was written, the first that is there counts."""


@dataclass(slots=True)
class Fields:
    """Values by their names in lower case; the first of each name counts."""

    values: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        if value.strip():
            self.values.setdefault(name.strip().lower(), " ".join(value.split()))

    def get(self, name: str) -> str | None:
        return self.values.get(name)

    def time(self) -> datetime | None:
        """When the text was written, as it says itself."""
        stated = (self.values[name] for name in DATE_FIELDS if name in self.values)
        return next((time for text in stated if (time := read_time(text)) is not None), None)


def read_time(text: str) -> datetime | None:
    """A time as people and programs write it: ISO 8601, as in mail, or a date in words; None for others."""
    try:
        return parse_time(text.strip())
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return leading_date(text)
