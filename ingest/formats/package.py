"""Zip packages of office programs and e-books: opened within limits, their XML parsed as mere data."""

from __future__ import annotations

import io
import posixpath
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from ingest.content import MEGABYTE
from ingest.dates import parse_time
from ingest.encoding import clean
from ingest.formats import FormatError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_UNPACKED = 300 * MEGABYTE
"""Of all members together; what packs more is a bomb, or no document that a person reads."""
LARGEST_XML = 100 * MEGABYTE
"""Of one XML member: as a tree it takes ten times as much."""
MOST_MEMBERS = 50_000
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an OLE2 file begins: an old Office document, or the safe around an encrypted one."""
DAMAGED = "it is damaged; if the program that made it opens it, save it anew from there"
ENCRYPTED = "it is encrypted; save a copy without the password and add that"
EARLIEST = datetime(1985, 1, 1, tzinfo=UTC)
"""No document is older; programs write such dates when they mean none."""
_BROKEN = (
    *(BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError),
    *(LookupError, ValueError, TypeError, AttributeError, ArithmeticError),
)


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself: its title and when it was made, None where it does not."""

    title: str | None = None
    made: datetime | None = None


@contextmanager
def broken_is_damaged() -> Iterator[None]:
    """Whatever breaks over a damaged file becomes a FormatError that says so."""
    from lxml.etree import LxmlError

    try:
        yield
    except FormatError:
        raise
    except (*_BROKEN, LxmlError) as error:
        raise FormatError(DAMAGED) from error


class Package:
    """The members of a zip package, by name, each read when it is asked for.

    Raises FormatError: damaged, encrypted, or larger than it can rightly be.
    """

    def __init__(self, data: bytes) -> None:
        with broken_is_damaged():
            self._zip = ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise FormatError(ENCRYPTED)
        unpacked = sum(member.file_size for member in members)
        if unpacked > MOST_UNPACKED or len(members) > MOST_MEMBERS:
            raise FormatError(
                f"unpacked it would have {unpacked / MEGABYTE:,.0f} MB in {len(members):,} parts, "
                f"and the limit is {MOST_UNPACKED / MEGABYTE:,.0f} MB in {MOST_MEMBERS:,}"
            )
        self.names = {member.filename for member in members}

    def read(self, name: str) -> bytes:
        """The bytes of a member, never more than it declared. Raises FormatError: absent, damaged."""
        with broken_is_damaged():
            return self._zip.read(name)

    def xml(self, name: str) -> _Element:
        """The root element of a member. Raises FormatError: absent, damaged, no XML, far too large."""
        with broken_is_damaged():
            if self._zip.getinfo(name).file_size > LARGEST_XML:
                raise FormatError(f"its text alone has more than {LARGEST_XML / MEGABYTE:,.0f} MB")
        return parse_xml(self.read(name))


class OpenXml(Package):
    """A package of Microsoft Office: parts that point to one another by relationships."""

    @cached_property
    def main(self) -> str:
        """The name of the part that everything begins with. Raises FormatError where there is none."""
        for name in self.related("", "officeDocument"):
            return name
        raise FormatError(DAMAGED)

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the parts that `part` points to by relationships of this kind, in order."""
        return [name for found, name in self._relations(part).values() if found == kind]

    def target(self, part: str, identity: str) -> str | None:
        """The part behind one relationship; None where it is not in the package."""
        return self._relations(part).get(identity, (None, None))[1]

    @cached_property
    def about(self) -> About:
        """Title and date from the core properties."""
        for name in self.related("", "core-properties"):
            found = {local(element): element.text for element in self.xml(name)}
            return About(stated(found.get("title")), moment(found.get("created")))
        return About()

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The kind and the target of each relationship that leads to a part that is there."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self.names:
            return {}
        found = {}
        for relation in self.xml(name):
            if relation.get("TargetMode") == "External":
                continue
            kind = (relation.get("Type") or "").rpartition("/")[2]
            path = posixpath.join("/", folder, unquote(relation.get("Target") or ""))
            target = posixpath.normpath(path).lstrip("/")
            if target in self.names:
                found[relation.get("Id") or ""] = (kind, target)
        return found


class OpenDocument(Package):
    """A package of LibreOffice and its kin. Raises FormatError where it is encrypted."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        if "META-INF/manifest.xml" in self.names:
            manifest = self.xml("META-INF/manifest.xml")
            if any(local(element) == "encryption-data" for element in manifest.iter()):
                raise FormatError(ENCRYPTED)

    @cached_property
    def about(self) -> About:
        """Title and date from meta.xml."""
        return about_open_document(self.xml("meta.xml")) if "meta.xml" in self.names else About()


def about_open_document(root: _Element) -> About:
    """Title and date from an element that holds a document's metadata."""
    found = {local(element): element.text for element in root.iter()}
    return About(stated(found.get("title")), moment(found.get("creation-date") or found.get("date")))


def parse_xml(data: bytes) -> _Element:
    """The root element: no entity is resolved, nothing is fetched. Raises FormatError where it is no XML."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    with broken_is_damaged():
        root = etree.fromstring(data, parser)
        if root is None:
            raise FormatError(DAMAGED)
        return root


def local(element: _Element) -> str:
    """The name of an element without its namespace; Office has two sets of them. "" for an entity."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def attribute(element: _Element | None, name: str) -> str | None:
    """The attribute of this name in whatever namespace."""
    if element is None:
        return None
    for key, value in element.items():
        if key[key.rfind("}") + 1 :] == name:
            return str(value)
    return None


def office_id(element: _Element) -> str:
    """The id of the relationship of a sheet or slide, which has another id of its own."""
    return next((value for key, value in element.items() if key[0] == "{" and key.endswith("}id")), "")


def child(element: _Element | None, *names: str) -> _Element | None:
    """The first child of the first name, its first child of the second, and so on; else None."""
    for name in names:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def children(element: _Element | None, *names: str) -> Iterator[_Element]:
    """What stands in the element that `child` finds; nothing where there is none."""
    found = child(element, *names)
    return iter(found if found is not None else ())


def stated(title: str | None) -> str | None:
    """A title as one line, None where it is blank."""
    return " ".join(clean(title or "").split()) or None


def moment(text: str | None) -> datetime | None:
    """A date from a document's properties; None where it is nonsense or stands for no date at all."""
    try:
        time = parse_time((text or "").strip())
    except ValueError:
        return None
    return time if time is not None and time > EARLIEST else None
