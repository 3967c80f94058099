"""The older form fields of Word (text, check box, drop-down list) and the fields of a mail merge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.formats.package import attribute, child, children, local
from ingest.forms.form import YES, Field, FieldType, Option
from ingest.forms.prompts import is_prompt
from ingest.forms.word_line import Piece, new, run_with
from ingest.forms.word_marks import OBJECT, plain

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_INSTRUCTION = re.compile(
    r'\s*(FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|MERGEFIELD)\b\s*(?:"([^"]*)"|([^\s\\]*))', re.I
)
_TYPES: dict[str, FieldType] = {"number": "number", "date": "date"}
_WORKED_OUT = {"calculated", "currentDate", "currentTime"}
_SPACES = " \u2002\u2003\u00a0\t\n"
"""What Word fills an empty field with."""


@dataclass(slots=True)
class FormField:
    """One such field. marks: its own elements, from its beginning to its end; result: what it shows."""

    kind: str
    merged: str
    marks: list[Element]
    result: list[Piece] = field(default_factory=list)

    def described(self) -> Field:
        """The field, as far as it is told by itself."""
        told = child(self.marks[0], "ffData")
        name = self.merged or _val(told, "name")
        tips = (_val(told, "helpText"), _val(told, "statusText"))
        base = Field(
            key="", label=plain(self.merged), name=name, help=". ".join(dict.fromkeys(filter(None, tips)))
        )
        locked = _val(told, "enabled") in ("0", "false", "off")
        make = {"FORMTEXT": self._text, "FORMCHECKBOX": self._box, "FORMDROPDOWN": self._list}
        return make.get(self.kind, self._merge)(base, told, locked)

    def put(self, value: str) -> None:
        """Puts a value into it: text, an option's value, or `YES` for a ticked box and "" for none."""
        if self.kind == "FORMCHECKBOX":
            box = child(self.marks[0], "ffData", "checkBox")
            _set_val(box, "checked", "1" if value else "0")
        elif self.kind == "FORMDROPDOWN":
            _set_val(
                child(self.marks[0], "ffData", "ddList"),
                "result",
                str(self._entries().index(value)),
                first=True,
            )
        else:
            self._show(value)
            if self.kind == "MERGEFIELD":
                self._become_text()

    def _text(self, base: Field, told: Element | None, locked: bool) -> Field:
        settings = child(told, "textInput")
        kind, default, most = (_val(settings, name) for name in ("type", "default", "maxLength"))
        shown = "".join(piece.text for piece in self.result).strip(_SPACES)
        return replace(
            base,
            type=_TYPES.get(kind, "text"),
            help=". ".join(filter(None, (base.help, default))),
            format=_val(settings, "format").lower() if kind == "date" else "",
            max_length=int(most) if most.isdecimal() and int(most) else None,
            value="" if shown == default.strip(_SPACES) else shown,
            locked=locked or kind in _WORKED_OUT,
        )

    def _box(self, base: Field, told: Element | None, locked: bool) -> Field:
        settings = child(told, "checkBox")
        checked = child(settings, "checked")
        ticked = _on(checked if checked is not None else child(settings, "default"))
        return replace(base, type="checkbox", value=YES if ticked else "", locked=locked)

    def _list(self, base: Field, told: Element | None, locked: bool) -> Field:
        entries, result = self._entries(), _val(child(told, "ddList"), "result")
        offered = [one for at, one in enumerate(entries) if one.strip(_SPACES) and (at or not is_prompt(one))]
        options = tuple(Option(one, one) for one in dict.fromkeys(offered))
        chosen = entries[int(result)] if result.isdecimal() and int(result) < len(entries) else ""
        held = chosen if Option(chosen, chosen) in options else ""
        return replace(base, type="choice", options=options, value=held, locked=locked)

    def _merge(self, base: Field, told: Element | None, locked: bool) -> Field:
        shown = "".join(piece.text for piece in self.result).strip()
        return replace(base, value="" if re.fullmatch(r"\W*|\u00ab.*\u00bb|<.*>", shown) else shown)

    def _entries(self) -> list[str]:
        listed = children(self.marks[0], "ffData", "ddList")
        return [attribute(one, "val") or "" for one in listed if local(one) == "listEntry"]

    def _show(self, value: str) -> None:
        texts = [piece for piece in self.result if piece.element is not None and local(piece.element) == "t"]
        for piece in texts[1:]:
            piece.write("")
        if texts:
            texts[0].write(value)
            return
        separate = [one for one in self.marks if attribute(one, "fldCharType") == "separate"]
        after = (separate or self.marks[:1])[-1].getparent()
        after.addnext(run_with(value, child(after, "rPr"), after))

    def _become_text(self) -> None:
        """As a merge does it: what is shown stays, and no update of fields brings the name back."""
        for one in self.marks:
            holder = one.getparent()
            if local(one) == "fldSimple":
                for run in reversed(list(one)):
                    one.addnext(run)
            holder.remove(one)


def with_fields(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of a paragraph with each form field as one; other fields as the text that they show.

    A field that does not end in its paragraph is text as well.
    """
    open_fields: list[_Open] = []
    for piece in pieces:
        kind = attribute(piece.element, "fldCharType") if piece.element is not None else None
        if piece.element is not None and local(piece.element) == "fldSimple":
            simple = _form_field(attribute(piece.element, "instr") or "", [piece.element])
            if simple is not None:
                simple.result = [
                    Piece(one.text or "", one) for one in piece.element.iter() if local(one) == "t"
                ]
                yield Piece(OBJECT, None, simple)
        elif kind == "begin":
            open_fields.append(_Open([piece]))
        elif not open_fields:
            if not (piece.element is not None and _is_inside_merge(piece.element)):
                yield piece
        else:
            closed = open_fields[-1].take(piece, kind)
            if closed is not None:
                open_fields.pop()
                if open_fields:
                    open_fields[-1].inner.extend(closed)
                else:
                    yield from closed
    for one in open_fields:
        yield from one.inner


@dataclass(slots=True)
class _Open:
    """A field that has begun. inner: what it shows."""

    marks: list[Piece]
    instruction: str = ""
    inner: list[Piece] = field(default_factory=list)
    shown: bool = False

    def take(self, piece: Piece, kind: str | None) -> list[Piece] | None:
        """Takes in the next piece; what the field comes to once it ends."""
        element = piece.element
        if kind in ("separate", "end") or (element is not None and local(element) == "instrText"):
            self.marks.append(piece)
            self.shown = self.shown or kind == "separate"
            self.instruction += (element.text or "") if kind is None and element is not None else ""
        elif self.shown:
            self.inner.append(piece)
        if kind != "end":
            return None
        found = _form_field(self.instruction, [one.element for one in self.marks if one.element is not None])
        if found is None:
            return self.inner
        found.result = self.inner
        return [Piece(OBJECT, None, found)]


def _form_field(instruction: str, marks: list[Element]) -> FormField | None:
    match = _INSTRUCTION.match(instruction)
    if match is None:
        return None
    kind = match[1].upper()
    return FormField(kind, (match[2] or match[3] or "") if kind == "MERGEFIELD" else "", marks)


def _is_inside_merge(element: Element) -> bool:
    """Whether a piece of text belongs to a simple field that stands for it already."""
    above = next((one for one in element.iterancestors() if local(one) in ("fldSimple", "p")), None)
    if above is None or local(above) != "fldSimple":
        return False
    return _INSTRUCTION.match(attribute(above, "instr") or "") is not None


def _val(element: Element | None, name: str) -> str:
    return (attribute(child(element, name), "val") or "").strip()


def _on(element: Element | None) -> bool:
    return element is not None and (attribute(element, "val") or "1") not in ("0", "false", "off")


def _set_val(settings: Element | None, name: str, value: str, first: bool = False) -> None:
    """Sets <name val=value/> among the settings of a field, where the schema wants it."""
    if settings is None:
        return
    found = child(settings, name)
    if found is None:
        found = new(settings, name)
        settings.insert(0 if first else len(settings), found)
    tag = str(found.tag)
    found.set(tag[: tag.rfind("}") + 1] + "val", value)
