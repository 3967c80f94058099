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
from ingest.formats.grammars import CODE_SUFFIXES

CHATS: MappingProxyType[str, str] = MappingProxyType(
    {
        **{"whatsapp": "a WhatsApp chat", "telegram": "a Telegram chat", "signal": "a Signal chat"},
        **{"discord": "a Discord chat", "matrix": "a Matrix chat", "irc": "an IRC chat"},
        **{"sms": "text messages", "jsonl": "a chat"},
        **{"chatgpt": "a chat with ChatGPT", "claude": "a chat with Claude", "gemini": "a chat with Gemini"},
    }
)
"""The kinds of chat export that are told in a folder by how they begin, and what each is an export of."""
Weight = Literal["personal", "document", "reference"]
"""How likely a file holds the person's own life: notes and mail, then documents, then code and data."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. what: for people, "a Word document". limit: bytes; above it a file of this kind is a
    log, a dump or a picture book. version: goes up when its reader reads more; such files are read anew.
    streams: read piece by piece through Content.stream, never all at once, so that only `limit` bounds it.
    tools: it reads more with programs that may be installed; its module's `tools()` names those that are.
    """

    name: str
    what: str
    suffixes: tuple[str, ...]
    module: str
    limit: int = 64 * MEGABYTE
    weight: Weight = "document"
    version: int = 1
    streams: bool = False
    tools: bool = False

    @property
    def tag(self) -> str:
        """What a file was read by, "image:1+tesseract": with another tag it is worth reading again."""
        found = self._function("tools")() if self.tools else ""
        return f"{self.name}:{self.version}" + (f"+{found}" if found else "")

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


_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")
_PICTURES = (
    *(".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".gif", ".heic", ".heif", ".avif", ".bmp", ".jp2"),
)
_RECORDINGS = (".wav", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".flac", ".aac", ".amr", ".wma", ".aiff")
_FORMATS = (
    Format("markdown", "Markdown", _MARKDOWN, "markdown", 16 * MEGABYTE, "personal", version=3),
    Format("text", "plain text", (".txt", ".text"), "text", 32 * MEGABYTE, "personal", version=3),
    Format("rst", "reStructuredText", (".rst", ".rest"), "rst", 16 * MEGABYTE),
    Format("org", "an Org file", (".org", ".org_archive"), "org", 16 * MEGABYTE, "personal"),
    Format("asciidoc", "AsciiDoc", (".adoc", ".asciidoc"), "asciidoc", 16 * MEGABYTE),
    Format("latex", "LaTeX", (".tex", ".ltx"), "latex", 16 * MEGABYTE),
    Format("html", "a web page", (".html", ".htm", ".xhtml", ".mht", ".mhtml"), "webpage"),
    Format("bookmarks", "bookmarks", (), "bookmarks", 64 * MEGABYTE, "personal"),
    Format("notebook", "a notebook", (".ipynb",), "notebook"),
    Format("subtitles", "subtitles", (".srt", ".vtt"), "subtitles", 16 * MEGABYTE),
    Format(
        "json",
        "JSON",
        (".json", ".jsonl", ".ndjson", ".geojson"),
        "data",
        32 * MEGABYTE,
        "reference",
        version=2,
    ),
    Format("yaml", "YAML", (".yaml", ".yml"), "data", 8 * MEGABYTE, "reference"),
    Format("toml", "TOML", (".toml",), "data", 8 * MEGABYTE, "reference"),
    Format("ini", "settings", (".ini", ".cfg", ".conf", ".properties"), "data", 8 * MEGABYTE, "reference"),
    Format("code", "source code", CODE_SUFFIXES, "code", 4 * MEGABYTE, "reference"),
    Format("pdf", "a PDF", (".pdf",), "pdf", 256 * MEGABYTE, tools=True),
    Format("word", "a Word document", (".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot"), "word"),
    Format(
        "slides",
        "a PowerPoint presentation",
        (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".ppt", ".pps"),
        "slides",
        256 * MEGABYTE,
    ),
    Format("sheet", "a spreadsheet", (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".ots"), "sheet"),
    Format("csv", "a table in text form", (".csv", ".tsv"), "sheet"),
    Format(
        "opendocument",
        "an OpenDocument text or presentation",
        (".odt", ".ott", ".odp", ".otp", ".odg", ".fodt", ".fodp"),
        "opendocument",
        128 * MEGABYTE,
    ),
    Format("rtf", "an RTF document", (".rtf",), "rtf"),
    Format("epub", "an e-book", (".epub",), "epub", 256 * MEGABYTE),
    Format("mail", "a mail", (".eml", ".emlx"), "mail", 64 * MEGABYTE, "personal"),
    Format("mbox", "a mailbox", (".mbox", ".mbx"), "mailbox", 100_000 * MEGABYTE, "personal", streams=True),
    Format("outlook", "an Outlook mail", (".msg",), "outlook", 64 * MEGABYTE, "personal"),
    Format("calendar", "a calendar", (".ics", ".ical"), "calendar", 64 * MEGABYTE, "personal"),
    Format("contacts", "an address book", (".vcf", ".vcard"), "contacts", 64 * MEGABYTE, "personal"),
    Format("image", "a picture", _PICTURES, "image", 128 * MEGABYTE, tools=True),
    Format("audio", "a recording", _RECORDINGS, "audio", 512 * MEGABYTE, tools=True),
    *(
        Format(kind, f"an export of {talk}", (), "chat", 64 * MEGABYTE, "personal")
        for kind, talk in CHATS.items()
    ),
)
FORMATS: MappingProxyType[str, Format] = MappingProxyType({format.name: format for format in _FORMATS})
"""Every format by its name."""
BY_SUFFIX: MappingProxyType[str, Format] = MappingProxyType(
    {suffix: format for format in _FORMATS for suffix in format.suffixes}
)
"""The format that a file's name promises; its content has the last word (`ingest.detection`)."""
