"""What flows out of this package: documents, their passages, and where each passage stands."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

LocatorKind = Literal["lines", "page", "slide", "rows", "paragraphs", "cell", "entry", "message", "seconds"]
CHAT = "chat"
"""The kind of documents that are a talk, whatever program it comes from."""
_RANGES = ("lines", "rows", "paragraphs", "seconds")
_NUMBERS = ("page", "slide", "cell")


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a passage stands in its document, exactly enough to open it there.

    lines, rows, paragraphs: start and end, 1-based, both included; seconds: from 0. page, slide, cell:
    `start` is the 1-based number. part: what holds them, where a document has several: the sheet of the rows,
    the chapter of the paragraphs. entry: `part` is the entry's own name: an id, a web address, a JSON
    pointer. message: the message's id. Raises ValueError when the fields do not fit the kind.
    """

    kind: LocatorKind
    start: int | None = None
    end: int | None = None
    part: str | None = None
    message: str | None = None

    def __post_init__(self) -> None:
        if self.kind in _RANGES:
            first = 0 if self.kind == "seconds" else 1
            fits = self.start is not None and self.end is not None and first <= self.start <= self.end
        elif self.kind in _NUMBERS:
            fits = self.start is not None and self.start >= 1
        elif self.kind == "entry":
            fits = bool(self.part)
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
    def slide(cls, number: int) -> Locator:
        return cls("slide", start=number)

    @classmethod
    def rows(cls, start: int, end: int, sheet: str | None = None) -> Locator:
        return cls("rows", start=start, end=end, part=sheet)

    @classmethod
    def paragraphs(cls, start: int, end: int, chapter: str | None = None) -> Locator:
        return cls("paragraphs", start=start, end=end, part=chapter)

    @classmethod
    def cell(cls, number: int) -> Locator:
        return cls("cell", start=number)

    @classmethod
    def entry(cls, name: str) -> Locator:
        return cls("entry", part=name)

    @classmethod
    def seconds(cls, start: int, end: int) -> Locator:
        return cls("seconds", start=start, end=end)

    @classmethod
    def of_message(cls, message: str) -> Locator:
        return cls("message", message=message)

    def __str__(self) -> str:
        """For people: "lines 3-9", "Budget, rows 2-14", "page 3", "1:05-1:40"."""
        if self.kind == "message":
            return f"message {self.message}"
        if self.kind == "entry":
            return f"entry {self.part}"
        if self.kind == "seconds":
            return "-".join(f"{(at or 0) // 60}:{(at or 0) % 60:02}" for at in (self.start, self.end))
        inside = f"{self.part}, " if self.part else ""
        if self.kind in _NUMBERS:
            return f"{inside}{self.kind} {self.start}"
        if self.start == self.end:
            return f"{inside}{self.kind.removesuffix('s')} {self.start}"
        return f"{inside}{self.kind} {self.start}-{self.end}"

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


HiddenBy = Literal["not shown", "colour", "size", "place", "comment", "alt", "invisible ink"]
"""How text escapes the eye: it is not displayed, has the colour of the paper, is tiny, lies off the page, is
a comment in the source, describes a picture, is drawn without ink."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A stretch of text that stands in the document and is not seen by who reads it.

    text: on one line, whether or not it is in the passage's own text. near: the last letters before it.
    """

    by: HiddenBy
    text: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest thing that is found and cited.

    text: never empty, free of NULs and lone surrogates. heading: the trail of headings above it,
    "Trips > Lisbon". speaker and role: who said it, in chats and mail; role is "user" or "assistant" where
    the other side is a machine. handle: the speaker's, as in Person.handles. time: when it was said or
    written, where the content itself tells; always with a zone. A time without one is taken as UTC. hidden:
    what is not seen of it, or beside it. remarks: what whoever had it read noted of it in the process that
    reads; None where nobody looked.
    """

    text: str
    locator: Locator
    heading: str = ""
    speaker: str | None = None
    role: str | None = None
    time: datetime | None = None
    handle: str | None = None
    hidden: tuple[Hidden, ...] = ()
    remarks: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "time", with_zone(self.time))


PersonRole = Literal["author", "recipient", "participant", "contact", "self"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone a document names as a person: who wrote it, got it, took part, or is in the address book.

    name: as written there, None where there is none. handles: what tells one account from another, each with
    its kind before a colon and in canonical form: "email:ana@example.org" (lower case), "phone:+447700900123"
    (E.164 where the country is known), "telegram:5512", "discord:…", "matrix:@ana:example.org".
    role "self": the export says that this is the person's own account.
    """

    name: str | None
    handles: tuple[str, ...] = ()
    role: PersonRole = "participant"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside another, such as what came with a mail; read as a document of its own."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """One file, or one conversation session, at one version.

    key: stable within its source: the path below the source's root with "/" between folders;
    "path!/part" for what stands inside a file, such as one mail of a mailbox or an attachment;
    "conversation/session" for chats. kind: the name of its format, "chat" for chats. content_hash: SHA-256,
    hexadecimal, of the file's bytes or of the part's content in canonical form. time: what the content tells,
    else the file's modification time; without a zone it is taken as UTC. passages: in the order of the
    document; none for an empty file. people: whom it names as such. thread: the same for all mails of one
    thread.
    """

    key: str
    title: str
    kind: str
    content_hash: str
    time: datetime | None
    passages: tuple[Passage, ...]
    path: Path | None = None
    people: tuple[Person, ...] = ()
    thread: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "time", with_zone(self.time))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file's content: no title or time where the content tells none.

    part: "" for the file as a whole, else what names this part of it for good, such as a mail's id in a
    mailbox. content_hash: of a part, SHA-256; None for the whole file. kind: where it is not the format's own
    name.
    """

    passages: tuple[Passage, ...]
    title: str | None = None
    time: datetime | None = None
    part: str = ""
    content_hash: str | None = None
    kind: str | None = None
    people: tuple[Person, ...] = ()
    thread: str | None = None
    attachments: tuple[Attachment, ...] = ()


def with_zone(time: datetime | None) -> datetime | None:
    """The same time; one that names no zone is taken as UTC."""
    return time.replace(tzinfo=UTC) if time is not None and time.tzinfo is None else time
