"""The source of a page: where its tags stand, and how one is written anew with all else left byte for byte.

Everything is bytes of an encoding that keeps ASCII as it is; in all of those that pages use, no second byte
of a letter looks like a character of markup. UTF-16 is taken to UTF-8 and back.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

PLACE = "data-secondme-place"
"""The attribute by which an element of the parsed page knows where its tag stands in the source."""
MARKED = frozenset({"input", "select", "textarea", "option"})
_TAG = re.compile(rb"<(?:(!--)|([!?/])|([a-zA-Z][^\s/>]*))")
_ATTRIBUTE = re.compile(
    rb"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?""",
)
_REST = re.compile(rb"[\s/]*>")
_RAW = {
    name: re.compile(rb"</%s(?=[\s/>])" % name.encode(), re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
"""Elements whose content is text up to their own end, whatever it looks like."""
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SAYS_UTF8 = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*utf-?8""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag. start, end: of the tag. close: where its raw text ends; `end` for other elements.

    closes: it ends itself (`<textarea/>`), as in XHTML; the parser takes it so too.
    """

    name: str
    start: int
    end: int
    close: int
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands from start to end becomes `text`."""

    start: int
    end: int
    text: bytes


def tags(source: bytes) -> Iterator[Tag]:
    """Every start tag outside of comments, scripts and other raw text, in order, in linear time."""
    at = 0
    while opened := _TAG.search(source, at):
        at = opened.end()
        if opened[1] or opened[2]:
            closed = source.find(b"-->" if opened[1] else b">", at)
            if closed < 0:
                return
            at = closed + 1
            continue
        rest = _rest_of_tag(source, at)
        if rest is None:
            return
        at, closes = rest.end(), b"/" in rest[0]
        name = opened[3].decode("ascii", "replace").lower()
        if name in _RAW and not closes:
            raw = _RAW[name].search(source, at)
            at = raw.start() if raw else len(source)
        yield Tag(name, opened.start(), rest.end(), at, closes)


def placed(source: bytes) -> bytes:
    """The source with its place written into each tag of a control or an option, to be parsed."""
    return edited(
        source,
        (
            Edit(after, after, f' {PLACE}="{tag.start}"'.encode())
            for tag in tags(source)
            if tag.name in MARKED and (after := tag.start + 1 + len(tag.name))
        ),
    )


def edited(source: bytes, edits: Iterable[Edit]) -> bytes:
    """The source with all edits made, which do not overlap."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda one: one.start):
        parts += [source[at : edit.start], edit.text]
        at = edit.end
    return b"".join([*parts, source[at:]])


def with_attributes(tag: bytes, changes: Mapping[str, str | None], utf8: bool) -> bytes:
    """A start tag with these attributes set, or taken out where the value is None; the rest as it was."""
    at = len(_TAG.match(tag)[0])  # type: ignore[index]
    edits, missing = [], {name: value for name, value in changes.items() if value is not None}
    while not _REST.match(tag, at) and (found := _ATTRIBUTE.match(tag, at)):
        name = found[1].decode("ascii", "replace").lower()
        if name in changes and changes[name] is None:
            edits.append(Edit(found.start(), found.end(), b""))
        elif name in missing:
            edits.append(Edit(found.start(1), found.end(), _attribute(name, missing.pop(name), utf8)))
        at = found.end()
    added = b"".join(b" " + _attribute(name, value, utf8) for name, value in missing.items())
    return edited(tag, [*edits, Edit(at, at, added)])


def written(text: str, utf8: bool) -> bytes:
    """Text as it stands in a page: escaped, and in ASCII unless the page says that it is UTF-8."""
    return escape(text).encode("utf-8" if utf8 else "ascii", "xmlcharrefreplace")


def says_utf8(source: bytes) -> bool:
    """Whether the page declares that it is UTF-8; in any other, letters outside ASCII go in by number."""
    return source.startswith(codecs.BOM_UTF8) or _SAYS_UTF8.search(source, 0, 4096) is not None


def from_utf16(data: bytes) -> tuple[bytes, str]:
    """The page in an encoding that keeps ASCII, and the one it was in if that was UTF-16, else ""."""
    encoding = _UTF16.get(data[:2], "")
    if not encoding:
        return data, ""
    return data.decode(encoding, "surrogatepass").encode("utf-8", "surrogatepass"), encoding


def to_utf16(source: bytes, encoding: str) -> bytes:
    """The way back of `from_utf16`."""
    return source.decode("utf-8", "surrogatepass").encode(encoding, "surrogatepass") if encoding else source


def _attribute(name: str, value: str, utf8: bool) -> bytes:
    return name.encode() + b'="' + written(value, utf8) + b'"'


def _rest_of_tag(source: bytes, at: int) -> re.Match[bytes] | None:
    """The end of a tag whose name ends at `at`, after its attributes; None where it never ends."""
    while True:
        if rest := _REST.match(source, at):
            return rest
        found = _ATTRIBUTE.match(source, at)
        if found is None:
            return None
        at = found.end()
