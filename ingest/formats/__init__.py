"""The formats that are read: one module each, loaded when the first file of its kind comes.

A format's module, `ingest.formats.<module>`, has two functions:

    read(content: Content) -> Iterator[Reading]
        What is in the file: one Reading for most, several for a mailbox. Raises FormatError with the reason
        when nothing can be read: damaged, encrypted, a scan. Raises MissingReaderError when something that
        it needs is not installed here.
    text_at(content: Content, locator: Locator) -> str
        The text that stands at a place, which holds the text of every passage with that locator; for a range
        of lines, rows or paragraphs it is that text, but for white space at its ends, unless one line, row or
        paragraph alone was too long for a passage. Raises LookupError where there is no such place.

    Whatever is read is data: no format runs macros, formulas or scripts, or fetches anything.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from ingest.content import MEGABYTE, Content
from ingest.document import Locator, Reading

Weight = Literal["personal", "document", "reference"]
"""How likely a file holds the person's own life: notes and mail, then documents, then code and data."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. what: for people, "a Word document". limit: bytes; above it a file of this kind is a
    log, a dump or a picture book. version: goes up when its reader reads more; such files are read anew.
    """

    name: str
    what: str
    suffixes: tuple[str, ...]
    module: str
    limit: int = 64 * MEGABYTE
    weight: Weight = "document"
    version: int = 1

    def read(self, content: Content) -> Iterator[Reading]:
        """As the module's `read`."""
        read: Callable[[Content], Iterator[Reading]] = self._function("read")
        return read(content)

    def text_at(self, content: Content, locator: Locator) -> str:
        """As the module's `text_at`."""
        text_at: Callable[[Content, Locator], str] = self._function("text_at")
        return text_at(content, locator)

    def _function(self, name: str) -> Any:
        return getattr(importlib.import_module(f"ingest.formats.{self.module}"), name)


class FormatError(ValueError):
    """The file gives no text; the message says why, to follow "was not read: "."""


class MissingReaderError(FormatError):
    """Something that would read the file is not installed; the message says what, and how to get it."""


class NothingToReadError(FormatError):
    """There is nothing in it worth reading: junk, minified code, a data dump. It is skipped, not a fault."""


_FORMATS = (
    Format("markdown", "Markdown", (".md", ".markdown"), "markdown", 16 * MEGABYTE, "personal"),
    Format("text", "plain text", (".txt", ".text"), "text", 32 * MEGABYTE, "personal"),
    Format("pdf", "a PDF", (".pdf",), "pdf", 256 * MEGABYTE),
)
FORMATS: MappingProxyType[str, Format] = MappingProxyType({format.name: format for format in _FORMATS})
"""Every format by its name."""
BY_SUFFIX: MappingProxyType[str, Format] = MappingProxyType(
    {suffix: format for format in _FORMATS for suffix in format.suffixes}
)
"""The format that a file's name promises; its content has the last word (`ingest.detection`)."""
