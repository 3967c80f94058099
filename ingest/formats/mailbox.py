"""Mailboxes in one file (mbox): Thunderbird, Google Takeout, Apple Mail's exports, Unix mail programs.

Read from end to end, one mail in memory at a time, since such files grow to many gigabytes. A mail that makes
no sense costs itself only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO

from ingest.content import MEGABYTE, Content
from ingest.document import Locator, Reading
from ingest.formats import FormatError
from ingest.formats.letter import Mail, reading_of, shown
from ingest.formats.mail import parse_mail

LARGEST_MAIL = 64 * MEGABYTE
"""Bytes: what a mail has beyond is left out, which cuts its attachments."""
LONGEST_LINE = 65_536
_DATED = re.compile(rb"From (?:\S+ +)*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .{4,30}\d\d:\d\d")
"""The line between two mails as programs write it: "From ana@example.org Fri Jul  8 12:08:34 2011"."""
_MAYBE_DATED = re.compile(rb"From \S.*(?:\d\d:\d\d|\d{4})")
_HEADER = re.compile(rb"[!-9;-~]{1,80}:|>?From ")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_CHANGING = re.compile(
    rb"^(?:x-)?(?:status|keywords|uid|mozilla-[\w-]+|imap|imapbase|gmail-labels|evolution[\w-]*"
    rb"|apple[\w-]*|content-length|lines)\s*:.*(?:\n[ \t].*)*\n?",
    re.IGNORECASE | re.MULTILINE,
)
"""Headers in which mail programs note what they did with a mail."""
_MOZILLA_STATUS = re.compile(rb"^X-Mozilla-Status:\s*([0-9a-f]{4})", re.IGNORECASE | re.MULTILINE)
_EXPUNGED = 0x0008
"""Thunderbird's mark of a mail that was deleted and is still in the file until that is compacted."""


def read(content: Content) -> Iterator[Reading]:
    """Its mails, each a part named after its id, none twice. Raises FormatError when not one can be read."""
    seen: set[bytes] = set()
    damaged = 0
    for data in _kept(content):
        try:
            mail = parse_mail(data)
        except FormatError:
            damaged += 1
            continue
        name = hashlib.sha256(mail.id.encode()).digest()
        if name not in seen:
            seen.add(name)
            yield reading_of(mail, part=mail.id, content_hash=canonical_hash(data))
    if damaged and not seen:
        raise FormatError("it is damaged, or no mailbox: not one mail in it can be read")


def text_at(content: Content, locator: Locator) -> str:
    """The mail with the id that the locator names."""
    if locator.kind == "message" and locator.message:
        for sure in (True, False):
            for data in _kept(content):
                mail = _named(data, locator.message, sure)
                if mail is not None:
                    return shown(mail)
    raise LookupError(f"there is no {locator} in it")


def canonical_hash(data: bytes) -> str:
    """SHA-256 of a mail without the headers in which mail programs keep their notes."""
    head, blank, body = data.partition(b"\n\n")
    return hashlib.sha256(_CHANGING.sub(b"", head + b"\n") + blank + body.rstrip(b"\n")).hexdigest()


def split_mailbox(file: BinaryIO) -> Iterator[bytes]:
    """The mails in a mailbox, with "\\n" line ends and without the line above each that parts them."""
    lines: list[bytes] = []
    size, blank, parting = 0, True, b""
    for line in _lines(file):
        if parting and _HEADER.match(line):
            yield _whole(lines)
            lines, size = [], 0
        elif parting:
            lines.append(parting)  # Only a sentence that begins with "From".
        parting = (
            line if line.startswith(b"From ") and (_MAYBE_DATED if blank else _DATED).match(line) else b""
        )
        size += len(line)
        if not parting and size <= LARGEST_MAIL:
            lines.append(line)
        blank = line == b"\n"
    yield _whole([*lines, parting])


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines with "\\n" at their ends, in pieces where they are too long for a mail."""
    while line := file.readline(LONGEST_LINE):
        yield line[:-2] + b"\n" if line.endswith(b"\r\n") else line


def _whole(lines: list[bytes]) -> bytes:
    return _QUOTED_FROM.sub(rb"\1", b"".join(lines))


def _kept(content: Content) -> Iterator[bytes]:
    """The mails that the person did not delete."""
    with content.stream() as file:
        for data in split_mailbox(file):
            status = _MOZILLA_STATUS.search(data, 0, 4096)
            if data.strip() and not (status and int(status[1], 16) & _EXPUNGED):
                yield data


def _named(data: bytes, wanted: str, sure: bool) -> Mail | None:
    """The mail, if it is the one with that id.

    sure: only if the id stands in its head letter by letter, as most do; there may be a million mails.
    """
    if sure and wanted.encode() not in data.partition(b"\n\n")[0]:
        return None
    try:
        mail = parse_mail(data)
    except FormatError:
        return None
    return mail if mail.id == wanted else None
