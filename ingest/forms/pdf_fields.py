"""The fields of an AcroForm, as the file has them: their tree walked once, with bounds, cycles and all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntFlag
from typing import TYPE_CHECKING, Literal, cast

from ingest.encoding import clean

if TYPE_CHECKING:
    from pikepdf import Dictionary, Name, Object, Pdf

Kind = Literal["text", "checkbox", "radio", "choice", "signature"]
Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points of the page."""

MOST_FIELDS = 5_000
MOST_PAGES = 500
MOST_WIDGETS = 20_000
DEEPEST = 40
LONGEST_NAME = 300
_ESCAPE = re.compile(rb"#([0-9a-fA-F]{2})")
"""A byte of a name that is no plain letter, as it is written."""
_Identity = tuple[int, int] | tuple[str, int]
_HIDDEN = 0b100010
"""The bits of an annotation that keep it from the screen: hidden, and no view."""


class Flag(IntFlag):
    """The bits of /Ff, by ISO 32000-2, 12.7.4 and 12.7.5."""

    READ_ONLY = 1 << 0
    REQUIRED = 1 << 1
    MULTILINE = 1 << 12
    PASSWORD = 1 << 13
    BUTTON = 1 << 16
    COMBO = 1 << 17
    FILE = 1 << 20
    SEVERAL = 1 << 21
    COMB = 1 << 24


@dataclass(frozen=True, slots=True)
class Widget:
    """One place on a page where a field shows. page: from 0. state: what it is when ticked; "" elsewhere."""

    annotation: Dictionary
    page: int
    box: Box
    state: str = ""


@dataclass(frozen=True, slots=True)
class AcroField:
    """A field with the places where it shows, in the order of the file.

    key: its full name, made its own where two share one. chain: the node itself, then those above it, from
    which it inherits. calculated: the viewer works its value out from others.
    """

    key: str
    name: str
    kind: Kind
    flags: Flag
    chain: tuple[Dictionary, ...]
    widgets: tuple[Widget, ...]
    calculated: bool = False

    @property
    def node(self) -> Dictionary:
        """Where its value stands."""
        return self.chain[0]

    def inherited(self, name: str) -> Object | None:
        """An entry of the field or of the nearest node above it that has one."""
        return _inherited(self.chain, name)

    def text(self, name: str) -> str:
        """The same as text; empty where it is absent or no text."""
        return text_of(self.inherited(name))


def acro_fields(pdf: Pdf) -> tuple[list[AcroField], bool]:
    """The fields that show on some page, and whether there were more than are read.

    Left out are buttons, fields for files, and whatever is hidden everywhere.
    """
    places = dict(_places(pdf))
    calculating = list(children(_acro_form(pdf), "/CO"))  # Kept: what is freed may give its place to another.
    calculated = {_identity(one) for one in calculating}
    nodes: dict[_Identity, _Node] = {}
    for widget in places.values():
        chain = _chain_of(widget.annotation)
        nodes.setdefault(_identity(chain[0]), _Node(chain, [])).widgets.append(widget)
    keys: Counter[str] = Counter()
    found: list[AcroField] = []
    for identity, node in nodes.items():
        field = _field(node, len(found), identity in calculated)
        if field is not None:
            found.append(_with_own_key(field, keys))
        if len(found) >= MOST_FIELDS:
            return found, True
    return found, len(places) >= MOST_WIDGETS


def text_of(value: Object | None) -> str:
    """A string or name as text; empty for anything else."""
    from pikepdf import Name, String

    if isinstance(value, Name):
        escaped = value.unparse()[1:]
        return clean(_name_text(_ESCAPE.sub(lambda found: bytes.fromhex(found[1].decode()), escaped)))
    if not isinstance(value, String):
        return ""
    try:
        return clean(str(value))
    except UnicodeDecodeError:
        return clean(bytes(value).decode("utf-8-sig", "replace"))


def dictionary_of(value: Object | None) -> Dictionary | None:
    """A dictionary as such; None for anything else."""
    from pikepdf import Dictionary

    return value if isinstance(value, Dictionary) else None


def states_of(annotation: Dictionary) -> tuple[str, ...]:
    """The states that a button has a look for, other than off."""
    looks = dictionary_of(annotation.get("/AP"))
    for name in ("/N", "/D"):
        states = dictionary_of(looks.get(name)) if looks is not None else None
        if states is not None:
            names = states.keys() - {"/Off"}
            found = tuple(_name_text(_key_bytes(name)) for name in sorted(names))
            if found:
                return found
    return ()


def state_name(annotation: Dictionary, state: str) -> Name:
    """A state as the file writes its name, which need not be in UTF-8."""
    from pikepdf import Name, Object

    looks = dictionary_of(annotation.get("/AP"))
    states = dictionary_of(looks.get("/N")) if looks is not None else None
    for key in states.keys() if states is not None else ():
        if _name_text(_key_bytes(key)) == state:
            written = "".join(f"#{byte:02x}" for byte in _key_bytes(key))
            return cast("Name", Object.parse(f"/{written}".encode()))
    return Name("/" + state)


def number_of(value: Object | None, otherwise: float = 0.0) -> float:
    """A number as such; `otherwise` for anything else."""
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ArithmeticError):
        return otherwise


def children(node: Dictionary, name: str) -> Iterator[Dictionary]:
    """The dictionaries in an array of a node, at most `MOST_WIDGETS`."""
    from pikepdf import Array

    children = node.get(name)
    if isinstance(children, Array):
        for number, child in enumerate(children):
            if number >= MOST_WIDGETS:
                return
            found = dictionary_of(child)
            if found is not None:
                yield found


@dataclass(frozen=True, slots=True)
class _Node:
    chain: tuple[Dictionary, ...]
    widgets: list[Widget]


def _places(pdf: Pdf) -> Iterator[tuple[_Identity, Widget]]:
    """Every widget that shows on a page, by its identity, in the order of the pages."""
    count = 0
    for number, page in enumerate(pdf.pages):
        if number >= MOST_PAGES:
            return
        for annotation in children(page.obj, "/Annots"):
            box = _box(annotation)
            shows = not int(number_of(annotation.get("/F"))) & _HIDDEN
            if annotation.get("/Subtype") == "/Widget" and shows and box is not None:
                states = states_of(annotation)
                yield _identity(annotation), Widget(annotation, number, box, states[0] if states else "")
                count += 1
                if count >= MOST_WIDGETS:
                    return


def _chain_of(annotation: Dictionary) -> tuple[Dictionary, ...]:
    """From the node that holds the value upwards: a widget without a name is part of its parent."""
    chain, seen = [annotation], {_identity(annotation)}
    while len(chain) < DEEPEST:
        parent = dictionary_of(chain[-1].get("/Parent"))
        if parent is None or _identity(parent) in seen:
            break
        seen.add(_identity(parent))
        chain.append(parent)
    owner = 1 if "/T" not in annotation and len(chain) > 1 else 0
    return tuple(chain[owner:])


def _field(node: _Node, number: int, calculated: bool) -> AcroField | None:
    flags = Flag(int(number_of(_inherited(node.chain, "/Ff"))) & 0x7FFFFFFF)
    kind = _kind(node, flags)
    if kind is None:
        return None
    parts = [text_of(one.get("/T")) for one in reversed(node.chain)]
    name = ".".join(part for part in parts if part) or f"field {number + 1}"
    return AcroField(name, name, kind, flags, node.chain, tuple(node.widgets), calculated)


def _kind(node: _Node, flags: Flag) -> Kind | None:
    match str(_inherited(node.chain, "/FT")):
        case "/Tx":
            return None if flags & Flag.FILE else "text"
        case "/Ch":
            return "choice"
        case "/Sig":
            return "signature"
        case "/Btn" if not flags & Flag.BUTTON:
            states = {widget.state for widget in node.widgets}
            return "radio" if len(states) > 1 else "checkbox"
        case _:
            return None


def _with_own_key(field: AcroField, keys: Counter[str]) -> AcroField:
    """The field under a key that no other has; a name without end is cut and told apart by its number."""
    name = field.name[:LONGEST_NAME]
    keys[name] += 1
    key = name if keys[name] == 1 else f"{name} #{keys[name]}"
    return replace(field, key=key, name=name)


def _name_text(written: bytes) -> str:
    """What a name says. Those that are not in UTF-8 are Latin-1, as old programs write them."""
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("latin-1")


def _key_bytes(key: str) -> bytes:
    """A key of a dictionary as the file has it, without its slash."""
    return key[1:].encode("utf-8", "surrogateescape")


def _inherited(chain: tuple[Dictionary, ...], name: str) -> Object | None:
    return next((one[name] for one in chain if name in one), None)


def _identity(node: Object) -> _Identity:
    """What tells it from every other: its number in the file; where it has none, its place in memory."""
    return node.objgen if node.is_indirect else ("direct", id(node))


def _acro_form(pdf: Pdf) -> Dictionary:
    from pikepdf import Dictionary

    return dictionary_of(pdf.Root.get("/AcroForm")) or Dictionary()


def _box(annotation: Dictionary) -> Box | None:
    """Where it stands; None where it has no size."""
    from pikepdf import Array

    corners = annotation.get("/Rect")
    if not isinstance(corners, Array) or len(corners) != 4:
        return None
    x0, y0, x1, y1 = (number_of(corner) for corner in corners)
    left, right, bottom, top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    return (left, bottom, right, top) if right - left > 1 and top - bottom > 1 else None
