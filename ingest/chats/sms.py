"""Text messages as "SMS Backup & Restore" writes them, and other programs after it: one XML file.

The form is described at https://www.synctech.com.au/sms-backup-restore/fields-in-xml-backup-files/ : `sms`
with address, date (milliseconds), type (1 received, 2 sent), body and contact_name; `mms` with date, msg_box
(1, 2), address ("one~two" for a group), parts (ct "text/plain" with text, others with a file's name) and
addrs (type 137 is the sender). The file may have gigabytes, for pictures stand in it letter by letter; it is
read element by element. It writes an emoji as two halves, which is no XML: they are joined before the parser
sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from ingest.chats.exports import Export
from ingest.chats.fields import moment, text
from ingest.chats.markers import attachment, lines
from ingest.chats.sessions import Conversation, OnProblem, Turn, by_conversation
from ingest.document import Document, Person
from ingest.errors import UnreadableError
from ingest.handles import handle, phone_handle

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEMBER = r"[^/]+\.xml"
MYSELF = Person("Me", ("sms:me",), "self")
"""Backups do not tell the phone's own number."""
RECEIVED, SENT = "1", "2"
FROM = "137"
PIECE = 1 << 16
_NUMBERED = re.compile(rb"(?:&#(?:\d{1,7}|x[0-9a-fA-F]{1,6});)+")
_ENTITY = b"<!ENTITY"
_ELEMENT = re.compile(rb"<[A-Za-z_]")
_NO_FILE = re.compile(r"(?:null|smil\.xml|.*\.smil|text.*\.txt)?", re.IGNORECASE)


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each day with each number or group of numbers."""
    names: dict[str, str] = {}
    files = export.need(MEMBER, "XML file")
    turns = (turn for file in files for turn in _turns(export, file, names, on_problem))
    yield from by_conversation(turns, lambda key: _conversation(key, names), export.path)


def _conversation(key: str, names: dict[str, str]) -> Conversation:
    others = [Person(names.get(number) or number, _handles(number)) for number in key.split("~")]
    title = ", ".join(person.name or "" for person in others)
    return Conversation(key, title, (*others, MYSELF))


def _turns(
    export: Export, file: str, names: dict[str, str], on_problem: OnProblem
) -> Iterator[tuple[str, Turn]]:
    """Each message with the key of its conversation: the other numbers, sorted, with "~" between them.

    names is filled in on the way: what the phone's contacts call each number.
    """
    for element in _elements(export, file, on_problem):
        fields = {name: text(value) for name, value in element.attrib.items()}
        numbers = [_key(one) for one in fields.get("address", "").split("~") if one]
        if not numbers:
            continue
        known = [name.strip() for name in fields.get("contact_name", "").split(",")]
        if len(known) == len(numbers):
            names.update(
                (number, name)
                for number, name in zip(numbers, known, strict=True)
                if name not in ("", "(Unknown)", "null")
            )
        turn = _sms(fields, numbers, names) if element.tag == "sms" else _mms(element, fields, numbers, names)
        if turn is not None:
            yield "~".join(sorted(set(numbers))), turn


def _sms(fields: dict[str, str], numbers: list[str], names: dict[str, str]) -> Turn | None:
    words = fields.get("body", "")
    if fields.get("type") not in (RECEIVED, SENT) or not words or words == "null":
        return None
    return _turn(fields, words, None if fields["type"] == SENT else numbers[0], names)


def _mms(element: Element, fields: dict[str, str], numbers: list[str], names: dict[str, str]) -> Turn | None:
    words = lines(*(_part(part) for part in element.iter("part")))
    if fields.get("msg_box") not in (RECEIVED, SENT) or not words:
        return None
    senders = [_key(text(one.get("address"))) for one in element.iter("addr") if one.get("type") == FROM]
    sender = next((one for one in senders if one in numbers), numbers[0])
    return _turn(fields, words, None if fields["msg_box"] == SENT else sender, names)


def _turn(fields: dict[str, str], words: str, sender: str | None, names: dict[str, str]) -> Turn:
    time, stamp = moment(fields.get("date")), fields.get("date", "")
    if sender is None:
        return Turn("", "Me", words, time, handle=MYSELF.handles[0], stamp=stamp)
    speaker = names.get(sender) or sender
    return Turn("", speaker, words, time, handle=next(iter(_handles(sender)), None), stamp=stamp)


def _part(part: Element) -> str:
    """The text of a part, or the name of the file that it is."""
    kind = text(part.get("ct"))
    if kind == "text/plain":
        words = text(part.get("text"))
        return "" if words == "null" else words
    name = next((text(part.get(field)) for field in ("fn", "name", "cl") if _is_name(part.get(field))), "")
    return "" if kind == "application/smil" else attachment(name)


def _is_name(value: object) -> bool:
    return not _NO_FILE.fullmatch(text(value))


def _key(number: str) -> str:
    """The number as it names a conversation: in canonical form where it is a phone's, else as it is."""
    return (phone_handle(number) or f"sms:{number}").partition(":")[2]


def _handles(key: str) -> tuple[str, ...]:
    return tuple(filter(None, [phone_handle(key) or handle("sms", key)]))


def _elements(export: Export, file: str, on_problem: OnProblem) -> Iterator[Element]:
    """Each sms and mms; what was read of them is let go at once."""
    from lxml import etree

    count = 0
    with export.open(file) as opened:
        parsed: Any = etree.iterparse(
            _Joined(opened),
            tag=("sms", "mms"),
            huge_tree=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
        try:
            for _, element in parsed:
                count += 1
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError) as error:
            if not count:
                raise UnreadableError(export.path, f"{file} is damaged: it is not XML") from error
            on_problem(file, "it is damaged or cut off; what stands before that was read")


class _Joined:
    """The file with the two halves of each emoji as one, and "?" for what XML has no letter for.

    Raises ValueError for a file that declares entities: no backup does, and they can fill the memory.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._kept, self._begun = file, b"", False

    def read(self, size: int = PIECE) -> bytes:
        fresh = self._file.read(size)
        piece = self._kept + fresh
        if not self._begun and _ENTITY in piece:
            raise ValueError("it declares entities")
        self._begun = self._begun or bool(_ELEMENT.search(piece))
        cut = _safe_end(piece) if fresh else len(piece)
        self._kept = piece[cut:]
        joined = _NUMBERED.sub(_join, piece[:cut])
        return joined if joined or not fresh else self.read(size)


def _safe_end(piece: bytes) -> int:
    """Where to cut, so that no reference is cut in two, nor one half from another, nor a declaration."""
    at = max(piece.rfind(b"&", max(0, len(piece) - 16)), piece.rfind(b"<!", max(0, len(piece) - 16)))
    if at < 0:
        return len(piece)
    before = piece.rfind(b"&#", max(0, at - 12), at)
    return before if before >= 0 and piece[before:at].endswith(b";") else at


def _join(found: re.Match[bytes]) -> bytes:
    """ "&#55357;&#56832;" is "&#128512;": the halves of UTF-16 are one letter."""
    codes = [_code(one) for one in found[0][:-1].split(b";")]
    joined = b""
    high = 0
    for code in codes:
        if high and 0xDC00 <= code < 0xE000:
            joined, code = joined[:-1], 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = code if 0xD800 <= code < 0xDC00 else 0
        joined += b"&#%d;" % code if _is_letter(code) else b"?"
    return joined


def _code(reference: bytes) -> int:
    number = reference[2:]
    return int(number[1:], 16) if number.startswith(b"x") else int(number)


def _is_letter(code: int) -> bool:
    """Whether XML 1.0 has this letter."""
    low = code in (9, 10, 13) or 0x20 <= code < 0xD800
    return low or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
