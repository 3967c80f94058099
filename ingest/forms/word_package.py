"""A Word file that is to be filled in: its parts, the data that controls are bound to, and the way back.

Every part that is not written to is copied byte for byte, under its own name, date and compression.
"""

from __future__ import annotations

import io
import re
from functools import cached_property
from typing import TYPE_CHECKING
from zipfile import ZipFile

from ingest.content import MEGABYTE
from ingest.formats import FormatError
from ingest.formats.package import (
    COMPOUND_FILE,
    DAMAGED,
    OpenXml,
    attribute,
    broken_is_damaged,
    local,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST_PART = 30 * MEGABYTE
"""Of XML that is taken apart; as a tree it takes ten times as much."""
_STEP = re.compile(r"/(@)?(?:([\w.-]+):)?([\w.-]+)(?:\[(\d{1,4})\])?")
_PREFIX = re.compile(r"""xmlns:([\w.-]+)\s*=\s*["']([^"']*)["']""")


class WordFile:
    """The parts of a Word file. Raises FormatError: damaged, encrypted, far too large, or no Word file."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(COMPOUND_FILE):
            raise FormatError("it is an old or an encrypted Word file; save it as .docx without a password")
        self.package = OpenXml(data)
        self._data = data
        self._trees: dict[str, Element] = {}
        self._written: set[str] = set()

    @cached_property
    def parts(self) -> list[str]:
        """The names of the parts that people read: the document, then its headers and footers."""
        main = self.package.main
        around = (name for kind in ("header", "footer") for name in self.package.related(main, kind))
        return [main, *dict.fromkeys(around)]

    def tree(self, name: str) -> Element:
        """The root of a part, with everything in it that is to be written back."""
        from lxml import etree

        if name not in self._trees:
            data = self.package.read(name)
            if len(data) > LARGEST_PART:
                raise FormatError("it is far larger than any form")
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            with broken_is_damaged():
                root = etree.fromstring(data, parser)
            if root is None or root.getroottree().docinfo.doctype:
                raise FormatError(DAMAGED)
            self._trees[name] = root
        return self._trees[name]

    def bind(self, binding: Element, value: str) -> bool:
        """Writes a value into the data that a control is bound to; False where that data is not in the file,
        or is named by more than a plain path."""
        name = self._stores.get((attribute(binding, "storeItemID") or "").lower())
        prefixes = dict(_PREFIX.findall(attribute(binding, "prefixMappings") or ""))
        if name is None:
            return False
        if not _set_at(self.tree(name), attribute(binding, "xpath") or "", prefixes, value):
            return False
        self._written.add(name)
        return True

    def written(self, names: set[str]) -> bytes:
        """The file with these parts as their trees are now, and with the data that was bound."""
        from lxml import etree

        file = io.BytesIO()
        with ZipFile(io.BytesIO(self._data)) as source, ZipFile(file, "w") as target:
            for member in source.infolist():
                data = source.read(member)
                if member.filename in names | self._written:
                    tree = self._trees[member.filename].getroottree()
                    data = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
                target.writestr(member, data, compress_type=member.compress_type)
        return file.getvalue()

    @cached_property
    def _stores(self) -> dict[str, str]:
        """The parts of custom data by their id."""
        found = {}
        for name in self.package.related(self.package.main, "customXml"):
            for about in self.package.related(name, "customXmlProps"):
                identity = attribute(self.package.xml(about), "itemID") or ""
                found[identity.lower()] = name
        return found


def _set_at(root: Element, path: str, prefixes: dict[str, str], value: str) -> bool:
    """Writes a value at a path such as /ns0:form[1]/ns0:name[1]; False where that leads nowhere."""
    steps = list(_STEP.finditer(path))
    if not steps or "".join(step[0] for step in steps) != path or not _is_called(root, steps[0], prefixes):
        return False
    element = root
    for at, step in enumerate(steps[1:], start=1):
        if step[1]:
            tag = f"{{{prefixes[step[2]]}}}{step[3]}" if step[2] in prefixes else step[3]
            if at < len(steps) - 1 or element.get(tag) is None:
                return False
            element.set(tag, value)
            return True
        alike = [one for one in element if _is_called(one, step, prefixes)]
        number = int(step[4] or "1")
        if not 0 < number <= len(alike):
            return False
        element = alike[number - 1]
    if len(element):
        return False
    element.text = value
    return True


def _is_called(element: Element, step: re.Match[str], prefixes: dict[str, str]) -> bool:
    if not isinstance(element.tag, str):
        return False
    space = element.tag[1 : element.tag.rfind("}")] if element.tag.startswith("{") else ""
    return local(element) == step[3] and space == prefixes.get(step[2] or "", "")
