"""RTF: its paragraphs and tables in order. It knows no headings, only letters that look like one."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

from ingest.content import Content
from ingest.document import Locator, Reading
from ingest.formats import FormatError
from ingest.formats.hidden_rtf import hidden_in_rtf
from ingest.formats.package import DAMAGED, EARLIEST, broken_is_damaged, stated
from ingest.formats.paragraphs import Paragraph, paragraph, paragraphs_at, read_paragraphs
from ingest.formats.tables import table_rows
from ingest.hidden import with_hidden

SIGNATURE = b"{\\rtf"
_PICTURE = re.compile(rb"(?:[0-9a-fA-F]{64,}\s*){4,}|[0-9a-fA-F]{256,}")
"""The bytes of pictures and embedded files: most of such a file, and none of its text."""
_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_INFO_WITHIN = 65_536
_TITLE = re.compile(r"\{\\title ([^{}]*)\}")
_MADE = re.compile(r"\{\\creatim((?:\\[a-z]{2,3}\d{1,4})+)")
_PART_OF_TIME = re.compile(r"\\([a-z]+)(\d+)")
_BAR = "\ue0ff"
"""Stands for a vertical bar of the text, for the library puts one after each cell of a table."""
_BAR_IN_RTF = b"{\\uc1\\u-7937?}"


def read(content: Content) -> Iterator[Reading]:
    """The passages of an RTF document."""
    head = content.data[:_INFO_WITHIN].decode("latin-1")
    titled = _TITLE.search(head)
    with broken_is_damaged():
        title = stated(_plain(SIGNATURE + b"1 " + titled[1].encode("latin-1") + b"}")) if titled else None
    reading = read_paragraphs(content, _paragraphs(content.data), title, _made(head))
    unseen = hidden_in_rtf(_decoded(_lean(content.data)), _code_page(content.data))
    yield replace(reading, passages=with_hidden(reading.passages, unseen))


def text_at(content: Content, locator: Locator) -> str:
    """The paragraphs at a place."""
    return paragraphs_at(_paragraphs(content.data), locator)


def _paragraphs(data: bytes) -> list[Paragraph]:
    """Raises FormatError where it is no RTF, or where all that there is could not be read."""
    if not data.lstrip().startswith(SIGNATURE):
        raise FormatError("it is empty" if not data.strip() else "it is no RTF, though it is called one")
    with broken_is_damaged():
        lines = _plain(data).split("\n")
    found = [paragraph for is_row, run in groupby(lines, _is_row) for paragraph in _run(is_row, list(run))]
    if not found and data.rstrip(b"\0 \r\n")[-1:] != b"}":
        raise FormatError(DAMAGED)
    return found


def _run(is_row: bool, lines: list[str]) -> Iterator[Paragraph]:
    """Neighbouring lines of text, or the rows of one table."""
    if is_row:
        lines = table_rows([line.rstrip()[:-1].split("|") for line in lines])
    for line in lines:
        yield from paragraph(line.replace(_BAR, "|"), whole=is_row)


def _is_row(line: str) -> bool:
    return line.rstrip().endswith("|")


def _plain(data: bytes) -> str:
    """The text without its formatting: cells end in "|", everything else that ends does in a line end."""
    from striprtf.striprtf import rtf_to_text

    escaped = _lean(data).replace(b"\\\\", b"\\'5c").replace(b"|", _BAR_IN_RTF)
    text: str = rtf_to_text(_decoded(escaped), errors="replace")
    return text


def _lean(data: bytes) -> bytes:
    """The document without its pictures."""
    return _PICTURE.sub(b"", _without_binary(data))


def _without_binary(data: bytes) -> bytes:
    """Pictures may be there as bytes, too, which must not be taken for text."""
    kept, at = [], 0
    while found := _BINARY.search(data, at):
        kept.append(data[at : found.start()])
        at = found.end() + int(found[1])
    return b"".join([*kept, data[at:]])


def _decoded(data: bytes) -> str:
    """RTF is ASCII by its own rules; for the rest, programs take UTF-8 or the code page that they name."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_code_page(data), "replace")


def _code_page(data: bytes) -> str:
    """The one that the document names, where there is such a one."""
    page = _CODE_PAGE.search(data)
    name = f"cp{int(page[1])}" if page else "cp1252"
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _made(head: str) -> datetime | None:
    found = _MADE.search(head)
    if found is None:
        return None
    part = {name: int(number) for name, number in _PART_OF_TIME.findall(found[1])}
    try:
        day = (part["yr"], part["mo"], part["dy"])
        time = datetime(*day, part.get("hr", 0), part.get("min", 0), tzinfo=UTC)
    except (KeyError, ValueError):
        return None
    return time if time > EARLIEST else None
