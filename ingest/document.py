"""What flows out of this package: documents, their passages, and where each passage stands."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

LocatorKind = Literal["lines", "page", "message"]
DocumentKind = Literal["markdown", "text", "pdf", "chat"]


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a passage stands in its document, exactly enough to open it there.

    lines: 1-based, both ends included. page: `start` is the 1-based page number. message: the message's id.
    Raises ValueError when the fields do not fit the kind.
    """

    kind: LocatorKind
    start: int | None = None
    end: int | None = None
    message: str | None = None

    def __post_init__(self) -> None:
        if self.kind == "lines":
            fits = self.start is not None and self.end is not None and 1 <= self.start <= self.end
        elif self.kind == "page":
            fits = self.start is not None and self.start >= 1
        else:
            fits = self.kind == "message" and bool(self.message)
        if not fits:
            raise ValueError(f"not a place in a document: {self!r}")

    @classmethod
    def lines(cls, start: int, end: int) -> Locator:
        return cls("lines", start=start, end=end)

    @classmethod
    def page(cls, number: int) -> Locator:
        return cls("page", start=number)

    @classmethod
    def of_message(cls, message: str) -> Locator:
        return cls("message", message=message)

    def __str__(self) -> str:
        if self.kind == "page":
            return f"page {self.start}"
        if self.kind == "message":
            return f"message {self.message}"
        return f"line {self.start}" if self.start == self.end else f"lines {self.start}-{self.end}"

    def to_json(self) -> str:
        """The compact JSON that `from_json` reads back; fields that are not set are left out."""
        fields = {name: value for name, value in asdict(self).items() if value is not None}
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Locator:
        """The locator that `to_json` wrote. Raises ValueError for anything else."""
        fields = json.loads(text)
        if not isinstance(fields, dict) or "kind" not in fields or not fields.keys() <= set(cls.__slots__):
            raise ValueError(f"not a locator: {text!r}")
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest thing that is found and cited.

    text: never empty, free of NULs and lone surrogates. heading: the trail of headings above it,
    "Trips > Lisbon". speaker and role: who said it, in chats; role is "user" or "assistant" where the
    other side is a machine. time: when it was said or written, where the content itself tells; always
    with a zone. A time without one is taken as UTC.
    """

    text: str
    locator: Locator
    heading: str = ""
    speaker: str | None = None
    role: str | None = None
    time: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "time", with_zone(self.time))


@dataclass(frozen=True, slots=True)
class Document:
    """One file, or one conversation session, at one version.

    key: stable within its source: the path below the source's root with "/" between folders, or
    "conversation/session" for chats. content_hash: SHA-256, hexadecimal, of the file's bytes or of the
    session's messages in canonical form. time: what the content tells, else the file's modification time;
    without a zone it is taken as UTC. passages: in the order of the document; none for an empty file.
    """

    key: str
    title: str
    kind: DocumentKind
    content_hash: str
    time: datetime | None
    passages: tuple[Passage, ...]
    path: Path | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "time", with_zone(self.time))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file's content: no title or time where the content tells none."""

    passages: tuple[Passage, ...]
    title: str | None = None
    time: datetime | None = None


def with_zone(time: datetime | None) -> datetime | None:
    """The same time; one that names no zone is taken as UTC."""
    return time.replace(tzinfo=UTC) if time is not None and time.tzinfo is None else time
