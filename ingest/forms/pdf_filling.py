"""Values put into the fields of a PDF, each with the look that viewers show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.forms.pdf_appearance import list_look, text_look, tick_look, wanted
from ingest.forms.pdf_fallback import SystemLettering, system_folders, system_lettering
from ingest.forms.pdf_fields import (
    AcroField,
    Flag,
    children,
    dictionary_of,
    number_of,
    state_name,
    states_of,
    text_of,
)
from ingest.forms.pdf_fonts import (
    Lettering,
    MixedLettering,
    simple_lettering,
    standard_lettering,
    standard_name,
)

if TYPE_CHECKING:
    from pikepdf import Dictionary, Pdf

_MOST_MIXED = 6
"""Fonts of one value."""
_UNSEEN = ("Cc", "Cf")
_WHATEVER_FONT = "/Helv 0 Tf 0 g"


def fill_fields(pdf: Pdf, fields: Iterable[AcroField], values: Mapping[str, str]) -> None:
    """Puts values, by the keys of their fields, into a file. Raises ValueError for one that does not fit."""
    fields = list(fields)
    filling = _Filling(pdf)
    for field in fields:
        if values.get(field.key):
            filling.put(field, values[field.key])
    filling.draw_the_rest(fields)
    filling.end()


class _Filling:
    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._form = _form_of(pdf)
        self._known = {one.objgen for one in children(self._form, "/Fields") if one.is_indirect}
        self._embedded: dict[bool, list[SystemLettering]] = {}
        self._standard: Lettering | None = None
        self._left_to_viewer = False

    def put(self, field: AcroField, value: str) -> None:
        if field.kind == "signature" or field.flags & Flag.READ_ONLY or field.calculated:
            raise ValueError(
                f"the field {field.key!r} is locked or a signature, and nothing can be put into it"
            )
        self._claim(field)
        match field.kind:
            case "text":
                self._put_text(field, value)
            case "choice":
                self._put_choice(field, value.split("\n"))
            case "checkbox":
                self._put_state(field, _ticked_state(field))
            case "radio":
                self._put_state(field, value)

    def draw_the_rest(self, fields: Iterable[AcroField]) -> None:
        """Draws what a file leaves to the viewer, which would draw the filled fields anew as well.

        Viewers do that in the field's own font, and some leave out the letters that are not in it.
        """
        if "/NeedAppearances" not in self._form or not bool(self._form.NeedAppearances):
            return
        del self._form["/NeedAppearances"]
        for field in fields:
            secret = field.kind == "text" and field.flags & Flag.PASSWORD
            drawn = all("/AP" in one.annotation for one in field.widgets)
            if field.kind in ("text", "choice") and not drawn and not secret:
                shown = dict(_labelled(field))
                value = text_of(field.inherited("/V"))
                self._show(field, shown.get(value, value))

    def _claim(self, field: AcroField) -> None:
        """Enters a field that stands on a page and in no form, which viewers would not let anybody change."""
        root = field.chain[-1]
        if root.is_indirect and root.objgen not in self._known:
            self._form.Fields.append(root)
            self._known.add(root.objgen)

    def end(self) -> None:
        """What concerns the whole file, once all values stand in it."""
        from pikepdf import Name

        for letters in chain.from_iterable(self._embedded.values()):
            letters.embed(self._pdf)
        if "/XFA" in self._form:
            del self._form["/XFA"]
        rights = dictionary_of(self._pdf.Root.get("/Perms"))
        if rights is not None and Name("/UR3") in rights:
            del rights["/UR3"]  # Adobe's leave to save it, which holds for the file as it was.
        if self._left_to_viewer:
            self._form["/NeedAppearances"] = True

    def _put_text(self, field: AcroField, value: str) -> None:
        from pikepdf import String

        most = int(number_of(field.inherited("/MaxLen")))
        if 0 < most < len(value):
            raise ValueError(
                f"the field {field.key!r} takes {most} characters, and {value!r} has {len(value)}"
            )
        text = value if field.flags & Flag.MULTILINE else " ".join(value.split("\n"))
        field.node["/V"] = String(text.replace("\n", "\r"))
        for node in field.chain:
            if "/RV" in node:
                del node["/RV"]  # The same once more as rich text, which some viewers prefer.
        self._show(field, text)

    def _put_choice(self, field: AcroField, values: list[str]) -> None:
        from pikepdf import Array, String

        several = len(values) > 1
        field.node["/V"] = Array([String(one) for one in values]) if several else String(values[0])
        options = _labelled(field)
        chosen = [number for number, (value, _) in enumerate(options) if value in values]
        if field.flags & Flag.COMBO:
            if "/I" in field.node:
                del field.node["/I"]
            self._show(field, next((options[number][1] for number in chosen), values[0]))
            return
        field.node["/I"] = Array(chosen)
        self._show_list(field, [(label, number in chosen) for number, (_, label) in enumerate(options)])

    def _put_state(self, field: AcroField, state: str) -> None:
        from pikepdf import Dictionary, Name

        for widget in field.widgets:
            note = widget.annotation
            on = state == (widget.state or state)
            note["/AS"] = state_name(note, state) if on else Name.Off
            if on:
                field.node["/V"] = note["/AS"]
            looks = dictionary_of(note.get("/AP"))
            if on and (looks is None or dictionary_of(looks.get("/N")) is None or not states_of(note)):
                look = tick_look(self._pdf, widget, self._dingbats())
                note["/AP"] = Dictionary(N=Dictionary({"/" + state: look}))

    def _show(self, field: AcroField, text: str) -> None:
        text = _as_drawn(text)
        for widget in field.widgets:
            want = wanted(self._default_appearance(field, widget.annotation))
            letters = self._letters(field, widget.annotation, want.font, text.replace("\n", ""))
            if letters is None:
                self._leave(widget.annotation)
            else:
                look = text_look(self._pdf, field, widget, text, letters, want)
                _set_look(widget.annotation, look)

    def _show_list(self, field: AcroField, lines: list[tuple[str, bool]]) -> None:
        for widget in field.widgets:
            want = wanted(self._default_appearance(field, widget.annotation))
            letters = self._letters(field, widget.annotation, want.font, "".join(line for line, _ in lines))
            if letters is None:
                self._leave(widget.annotation)
            else:
                _set_look(widget.annotation, list_look(self._pdf, field, widget, lines, letters, want))

    def _leave(self, annotation: Dictionary) -> None:
        """Has the viewer draw it, which may have the letters that are missing here."""
        if "/AP" in annotation:
            del annotation["/AP"]
        self._left_to_viewer = True

    def _default_appearance(self, field: AcroField, annotation: Dictionary) -> str:
        return (
            text_of(annotation.get("/DA"))
            or field.text("/DA")
            or text_of(self._form.get("/DA"))
            or _WHATEVER_FONT
        )

    def _letters(self, field: AcroField, annotation: Dictionary, name: str, text: str) -> Lettering | None:
        """The field's font where it has all letters of a text, else every viewer's own, else the system's."""
        font = self._font(field, annotation, name)
        own = simple_lettering(font) if font is not None else None
        if own is not None and own.has(text):
            return own
        self._standard = self._standard or standard_lettering(self._pdf)
        if self._standard.has(text):
            return self._standard
        serif = font is not None and standard_name(str(font.get("/BaseFont"))).startswith("Times")
        whole = self._system(text, serif)
        return whole or self._mixed([one for one in (own, self._standard) if one is not None], text, serif)

    def _system(self, text: str, serif: bool) -> SystemLettering | None:
        """A font of the system with all letters of a text: one in use already, else another."""
        for letters in self._embedded.get(serif, []):
            if letters.has(text):
                return letters
        found = system_lettering(self._pdf, text, system_folders(Path.home()), serif)
        if found is not None:
            self._embedded.setdefault(serif, []).append(found)
        return found

    def _mixed(self, parts: list[Lettering], text: str, serif: bool) -> Lettering | None:
        """Several fonts that have all letters of a text together."""
        while len(parts) < _MOST_MIXED:
            missing = [letter for letter in text if not any(part.has(letter) for part in parts)]
            if not missing:
                return MixedLettering(tuple(parts))
            found = self._system(missing[0], serif)
            if found is None:
                return None
            parts.append(found)
        return None

    def _font(self, field: AcroField, annotation: Dictionary, name: str) -> Dictionary | None:
        """The font that a field names: in its own look, in the field, or in the form."""
        looks = dictionary_of(annotation.get("/AP"))
        look = looks.get("/N") if looks is not None else None
        places = (
            self._form.get("/DR"),
            field.inherited("/DR"),
            look.get("/Resources") if look is not None else None,
        )
        for place in map(dictionary_of, places):
            fonts = dictionary_of(place.get("/Font")) if place is not None else None
            font = dictionary_of(fonts.get("/" + name)) if fonts is not None else None
            if font is not None:
                return font
        return None

    def _dingbats(self) -> Dictionary:
        from pikepdf import Dictionary, Name

        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
        return self._pdf.make_indirect(font)


def _as_drawn(text: str) -> str:
    """A text with accents on their letters, and without signs that have no look of their own."""
    letters = (" " if letter == "\t" else letter for letter in unicodedata.normalize("NFC", text))
    return "".join(
        letter for letter in letters if letter == "\n" or unicodedata.category(letter) not in _UNSEEN
    )


def _form_of(pdf: Pdf) -> Dictionary:
    """The form of a file; made where there is none, as in pages taken out of a larger file."""
    from pikepdf import Array, Dictionary

    form = dictionary_of(pdf.Root.get("/AcroForm"))
    if form is None:
        form = pdf.Root["/AcroForm"] = pdf.make_indirect(Dictionary())
    if not isinstance(form.get("/Fields"), Array):
        form["/Fields"] = Array()
    return form


def _ticked_state(field: AcroField) -> str:
    """What a box is called when it is ticked. One without a name, as office programs write it, gets one."""
    state = next((widget.state for widget in field.widgets if widget.state), "Yes")
    for widget in field.widgets:
        looks = dictionary_of(widget.annotation.get("/AP"))
        for kind in ("/N", "/D"):
            states = dictionary_of(looks.get(kind)) if looks is not None else None
            if states is not None and "/" in states:
                states["/" + state] = states["/"]
                del states["/"]
    return state


def _set_look(annotation: Dictionary, look: object) -> None:
    from pikepdf import Dictionary

    annotation["/AP"] = Dictionary(N=look)


def _labelled(field: AcroField) -> list[tuple[str, str]]:
    """The options of a choice: the value of each, and how it is shown."""
    from pikepdf import Array

    options = field.inherited("/Opt")
    found = []
    for one in options if isinstance(options, Array) else ():
        pair = isinstance(one, Array) and len(one) == 2
        found.append((text_of(one[0]), text_of(one[1])) if pair else (text_of(one), text_of(one)))
    return found
