"""What is to be forgotten, as it is said. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from secondme.forgetting.wording import plain_words


@dataclass(frozen=True, slots=True)
class Selection:
    """What to forget: an identifier alone, or all passages of which everything else said is true.

    identifier: as `p12`. source: as `s2`. person: an id, account or name: what they said and what names
    them. query: words that all stand in a passage, in any form. phrase: these very words in a row, in it or
    above it. first, last: days, both included, on the writer's clock. kind: of documents. folder: a path on
    the disk. before: older than that.
    """

    identifier: str | None = None
    source: str | None = None
    person: str | None = None
    query: str | None = None
    phrase: str | None = None
    first: date | None = None
    last: date | None = None
    kind: str | None = None
    folder: str | None = None
    before: datetime | None = None

    def __str__(self) -> str:
        said = {
            "from": self.source,
            "about": self.person,
            "with": self.query or self.phrase,
            "since": self.first,
            "until": self.last,
            "of kind": self.kind,
            "below": self.folder,
            "before": self.before and f"{self.before:%Y-%m-%d}",
        }
        return self.identifier or " ".join(f"{name} {value}" for name, value in said.items() if value)


def is_below(folder: PurePath, root: str, key: str) -> bool:
    """Whether a document of the source at `root` comes from a file in or below the folder.

    key: of the document; that of one inside a file has the file's before "!/".
    """
    return PurePath(root, key.split("!/")[0]).is_relative_to(folder)


def has_phrase(phrase: str, *texts: str) -> bool:
    """Whether the words of the phrase stand in a row in any of the texts."""
    wanted = f" {' '.join(plain_words(phrase))} "
    return any(wanted in f" {' '.join(plain_words(text))} " for text in texts)
