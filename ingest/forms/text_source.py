"""The text of a form as its bytes hold it, so that what is not filled in goes back byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.encoding import BYTE_ORDER_MARKS, OLD_ENCODINGS, BinaryContentError, clean, decode
from ingest.errors import UnreadableError


@dataclass(frozen=True, slots=True)
class TextSource:
    """text: with its own line ends; bytes that belong to no character are lone surrogates in it.

    mark: the byte order mark before it.
    """

    text: str
    encoding: str
    mark: bytes = b""

    @property
    def newline(self) -> str:
        """What ends its lines: the first that does, "\\n" where none does."""
        end = min((at for at in (self.text.find("\r"), self.text.find("\n")) if at >= 0), default=-1)
        return "\r\n" if self.text[end : end + 2] == "\r\n" else self.text[end] if end >= 0 else "\n"

    def encoded(self, text: str) -> bytes:
        """The text in the encoding of the source; in UTF-8 where that lacks a character of it, for a name
        is worth more than an encoding."""
        try:
            return self.mark + text.encode(self.encoding, "surrogateescape")
        except UnicodeEncodeError:
            return clean(text).encode() if self.encoding != "utf-8" else text.encode("utf-8", "replace")


def open_source(data: bytes, name: str) -> TextSource:
    """Raises UnreadableError for what is no text."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _lossless(data[len(mark) :], encoding, mark)
    try:
        known = decode(data)
    except BinaryContentError as error:
        raise UnreadableError(Path(name), str(error)) from error
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", *OLD_ENCODINGS):
        if clean(data.decode(encoding, "replace")) == known:
            return _lossless(data, encoding)
    return _lossless(data, "utf-8")


def _lossless(data: bytes, encoding: str, mark: bytes = b"") -> TextSource:
    """Damaged bytes are kept as they are where the encoding can; else they are lost as for every reader."""
    try:
        text = data.decode(encoding, "surrogateescape")
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    return TextSource(text, encoding, mark)
