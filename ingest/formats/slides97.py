"""PowerPoint as it was saved until 2007, and still is under the name .ppt: the text of its slides.

The layout is that of [MS-PPT]: a stream of records, some of which hold others. The last edit points to a
directory of the records in use, for slides that were changed or deleted since are still in the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ingest.formats import FormatError
from ingest.formats.compound import compound_file, properties, stream
from ingest.formats.package import DAMAGED, ENCRYPTED, About, broken_is_damaged
from ingest.formats.paragraphs import Paragraph, paragraph

if TYPE_CHECKING:
    from ingest.formats.slides import Slide

_SLIDE_LIST, _SLIDE_PERSIST, _SLIDE_ATOM, _DIRECTORY = 0x0FF0, 0x03F3, 0x03EF, 0x1772
_TEXT_HEADER, _TEXT_UTF16, _TEXT_LATIN, _TEXT_BOX = 0x0F9F, 0x0FA0, 0x0FA8, 0xF00D
_OF_SLIDES, _OF_NOTES = 0, 2
"""Instances of the list of slides: of the slides themselves, and of their notes."""
_ENCRYPTED_TOKEN = 0xF3D1C4DF
_TITLES = (0, 6)
"""Kinds of text that are a title: of a slide, and of the first one."""
_NOTES = 2
_LINE_ENDS = str.maketrans("\r\x0b", "\n\n")
DEEPEST = 32
"""Records within records; a sound file has eight or so."""
MOST_EDITS = 10_000


class Record(NamedTuple):
    """kind and instance; its content is data[start:end]. holds: whether that is records again."""

    kind: int
    instance: int
    start: int
    end: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A slide as the document lists it: where it is kept, its own number, the text of its placeholders."""

    persist: int
    identity: int
    texts: list[tuple[int, str]] = field(default_factory=list)


def slides(data: bytes) -> tuple[list[Slide], About]:
    """The slides of an old presentation and what it says of itself. Raises FormatError."""
    with broken_is_damaged(), compound_file(data) as file:
        if not file.exists("PowerPoint Document") or not file.exists("Current User"):
            raise FormatError("it is no PowerPoint presentation of 1997 or later, though it is called one")
        token, edit = struct.unpack_from("<II", stream(file, "Current User"), 12)
        if token == _ENCRYPTED_TOKEN:
            raise FormatError(ENCRYPTED)
        return list(_slides(stream(file, "PowerPoint Document"), edit)), properties(file)


def _slides(data: bytes, edit: int) -> Iterator[Slide]:
    places, document = _directory(data, edit)
    lists = {record.instance: record for record in _within(data, _record(data, places[document]))}
    notes = {listed.identity: listed for listed in _listed(data, lists.get(_OF_NOTES))}
    for listed in _listed(data, lists.get(_OF_SLIDES)):
        own = _record(data, places[listed.persist])
        spoken = notes.get(_notes_of(data, own))
        said = list(_texts(data, _record(data, places[spoken.persist]))) if spoken else []
        yield _slide(
            [*listed.texts, *_texts(data, own)],
            [text for kind, text in [*(spoken.texts if spoken else []), *said] if kind == _NOTES],
        )


def _slide(texts: list[tuple[int, str]], notes: list[str]) -> Slide:
    from ingest.formats.slides import Slide

    titles = [" ".join(text.split()) for kind, text in texts if kind in _TITLES and text.strip()]
    body = [found for kind, text in texts if kind not in _TITLES for found in _paragraphs(text)]
    body += [found for text in titles[1:] for found in paragraph(text)]
    body += [found for text in dict.fromkeys(notes) for found in paragraph(text, mark="Notes: ")]
    return Slide(titles[0] if titles else "", tuple(body))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for line in text.split("\n"):
        yield from paragraph(line)


def _directory(data: bytes, edit: int) -> tuple[dict[int, int], int]:
    """Where each record in use lies, and which of them is the document: the latest edit counts."""
    places: dict[int, int] = {}
    document, seen = 0, 0
    while edit and seen < MOST_EDITS:
        record = _record(data, edit)
        earlier, directory, found = struct.unpack_from("<3I", data, record.start + 8)
        document = document or found
        for identity, place in _entries(data, _record(data, directory)):
            places.setdefault(identity, place)
        edit, seen = (earlier if earlier < edit else 0), seen + 1
    return places, document


def _entries(data: bytes, record: Record) -> Iterator[tuple[int, int]]:
    at = record.start
    while record.kind == _DIRECTORY and at + 4 <= record.end:
        head = struct.unpack_from("<I", data, at)[0]
        first, count = head & 0xFFFFF, head >> 20
        yield from enumerate(struct.unpack_from(f"<{count}I", data, at + 4), first)
        at += 4 + 4 * count


def _listed(data: bytes, record: Record | None) -> Iterator[Listed]:
    listed: Listed | None = None
    kind = -1
    for inner in _records(data, record) if record is not None else ():
        if inner.kind == _SLIDE_PERSIST:
            if listed is not None:
                yield listed
            persist, _, _, identity = struct.unpack_from("<4I", data, inner.start)
            listed = Listed(persist, identity)
        elif inner.kind == _TEXT_HEADER:
            kind = struct.unpack_from("<I", data, inner.start)[0]
        elif listed is not None and inner.kind in (_TEXT_UTF16, _TEXT_LATIN):
            listed.texts.append((kind, _text(data, inner)))
    if listed is not None:
        yield listed


def _notes_of(data: bytes, slide: Record) -> int:
    """The number of the notes of a slide; 0 where it has none."""
    for inner in _records(data, slide):
        if inner.kind == _SLIDE_ATOM:
            found: int = struct.unpack_from("<I", data, inner.start + 16)[0]
            return found
    return 0


def _texts(data: bytes, record: Record, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The texts in the boxes of a slide, each with its kind."""
    kind = -1
    for inner in _records(data, record) if depth < DEEPEST else ():
        if inner.holds or inner.kind == _TEXT_BOX:
            yield from _texts(data, inner, depth + 1)
        elif inner.kind == _TEXT_HEADER:
            kind = struct.unpack_from("<I", data, inner.start)[0]
        elif inner.kind in (_TEXT_UTF16, _TEXT_LATIN):
            yield kind, _text(data, inner)


def _text(data: bytes, record: Record) -> str:
    raw = data[record.start : record.end]
    encoding = "utf-16-le" if record.kind == _TEXT_UTF16 else "latin-1"
    return raw.decode(encoding, "replace").translate(_LINE_ENDS)


def _within(data: bytes, document: Record) -> Iterator[Record]:
    return (record for record in _records(data, document) if record.kind == _SLIDE_LIST)


def _records(data: bytes, record: Record) -> Iterator[Record]:
    at = record.start
    while at + 8 <= record.end:
        found = _record(data, at)
        yield found
        at = found.end


def _record(data: bytes, at: int) -> Record:
    head, kind, length = struct.unpack_from("<HHI", data, at)
    if at + 8 + length > len(data):
        raise FormatError(DAMAGED)
    return Record(kind, head >> 4, at + 8, at + 8 + length, head & 0xF == 0xF)
