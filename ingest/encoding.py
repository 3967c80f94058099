"""Bytes to text: which encoding a file is in, and how its lines are counted."""

from __future__ import annotations

import codecs
import re

# The longest marks first: the UTF-32 one begins with the UTF-16 one.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SNIFFED_BYTES = 8192
OLD_ENCODINGS = ["cp1252", "cp1250", "cp1251", "cp1253", "cp932", "gb18030", "cp949", "big5"]

_WESTERN_LETTERS = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ"
_WESTERN_SYMBOLS = "€£°²³§«»¿¡ºª·©®™•…\xa0\u2018\u2019\u201a\u201c\u201d\u201e\u2013\u2014"
_WESTERN = set(_WESTERN_LETTERS + _WESTERN_SYMBOLS)
_SYMBOL_IN_WORD = re.compile(r"[^\W\d_][²³¿¡ºª·]\w")
_NO_CONTROLS = bytes(byte for byte in range(256) if (byte >= 32 or byte in b"\t\n\f\r\x1b") and byte != 127)
_SURROGATES = re.compile("[\ud800-\udfff]")


class BinaryContentError(ValueError):
    """The bytes are no text in any encoding known here."""


def decode(data: bytes) -> str:
    """The text of a file, with "\\n" between lines, no byte order mark, no NUL and no lone surrogate.

    A byte order mark decides; then UTF-8, UTF-16 without a mark, UTF-8 with a few damaged bytes (each becomes
    U+FFFD), and the old one- and two-byte encodings. Raises BinaryContentError.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return clean(data[len(mark) :].decode(encoding, "replace"))
    head = data[:SNIFFED_BYTES]
    if b"\0" in head and not _has_stray_zeros(head):
        return clean(_decode_utf16_without_mark(data, head))
    try:
        return clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        return clean(_decode_damaged_utf8(data) or _decode_old(data))


def clean(text: str) -> str:
    """The same text with "\\n" line ends, surrogate pairs joined, and NULs and lone surrogates as U+FFFD."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if not text.isascii() and _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def holds_text(head: bytes) -> bool:
    """Whether a file that begins so is text, in whatever encoding."""
    if head.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        return True
    start = head[:SNIFFED_BYTES]
    if b"\0" not in start or _has_stray_zeros(start):
        return _share_of_controls(start) <= 0.05
    try:
        _decode_utf16_without_mark(start, start)
    except BinaryContentError:
        return False
    return True


def read_lines(data: bytes) -> list[str]:
    """The lines that a lines locator counts: `read_lines(data)[start - 1 : end]` is what a passage covers.

    Only "\\n", "\\r\\n" and "\\r" end a line, as in text editors. Raises BinaryContentError.
    """
    return decode(data).split("\n")


def _has_stray_zeros(head: bytes) -> bool:
    """A text that a crash or a damaged disk left a few zeros in, which are no other character's half."""
    return head.count(0) <= 0.01 * len(head) and _share_of_controls(head) <= 0.02


def _decode_utf16_without_mark(data: bytes, head: bytes) -> str:
    """UTF-16 in mostly Latin script has its zeros on one side of each pair, and hardly any on the other."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    pairs = max(1, len(head) // 2)
    if odd > 0.4 * pairs and even < 0.02 * pairs + 1 and _share_of_controls(head[0::2]) < 0.05:
        return data.decode("utf-16-le", "replace")
    if even > 0.4 * pairs and odd < 0.02 * pairs + 1 and _share_of_controls(head[1::2]) < 0.05:
        return data.decode("utf-16-be", "replace")
    raise BinaryContentError("it holds binary data, not text")


def _decode_damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with less damage than sound multi-byte characters; None where it is some other encoding."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = sum(not character.isascii() for character in text) - damaged
    return text if damaged < sound else None


def _decode_old(data: bytes) -> str:
    western = data.decode("cp1252", "replace")
    if _looks_western(western):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=OLD_ENCODINGS).best()
    if best is not None:
        return str(best)
    if _share_of_controls(data[:SNIFFED_BYTES]) > 0.05:
        raise BinaryContentError("it holds binary data, not text")
    return western


def _looks_western(text: str) -> bool:
    """Every accented letter is a Western one, they are few among the plain ones, and no word holds a symbol.

    The statistics of charset-normalizer take short French or Spanish notes for Central European ones.
    """
    odd = [character for character in text if not character.isascii()]
    accented = sum(character.isalpha() for character in odd)
    letters = sum(character.isalpha() for character in text)
    return set(odd) <= _WESTERN and accented <= 0.25 * letters and not _SYMBOL_IN_WORD.search(text)


def _share_of_controls(head: bytes) -> float:
    return len(head.translate(None, _NO_CONTROLS)) / max(1, len(head))
