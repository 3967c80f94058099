"""Word's content controls: text, dates, lists and check boxes, with their names, prompts and locks."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from ingest.formats.package import attribute, child, children, local
from ingest.forms.form import YES, Field, Option
from ingest.forms.prompts import is_prompt, says_nothing
from ingest.forms.word_line import new, run_with

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_GROUPING = {
    *("picture", "docPartObj", "docPartList", "group", "equation", "citation", "bibliography"),
    *("repeatingSection", "repeatingSectionItem"),
}
"""Controls that hold pictures, parts of the document or other controls."""
_TOKENS = {"d": "%d", "dd": "%d", "M": "%m", "MM": "%m", "yy": "%y", "yyyy": "%Y"}
Bind = Callable[["Element", str], bool]
"""Writes a value into the XML that a control is bound to (its w:dataBinding); False where that cannot be."""


@dataclass(frozen=True, slots=True)
class ContentControl:
    """A content control that asks for something. settings: its w:sdtPr; content: its w:sdtContent."""

    settings: Element
    content: Element
    bind: Bind

    @property
    def kind(self) -> str:
        """ "text", "date", "dropDownList", "comboBox", "checkbox" or, where nothing is said, "richText"."""
        known = ("text", "date", "dropDownList", "comboBox", "checkbox")
        return next((name for one in self.settings if (name := local(one)) in known), "richText")

    def described(self) -> Field:
        """The field, as far as it is told by itself. label: its title."""
        title, tag = (attribute(child(self.settings, name), "val") or "" for name in ("alias", "tag"))
        held = shown_text(self.content)
        empty = child(self.settings, "showingPlcHdr") is not None
        prompt = held if empty and not says_nothing(held) else ""
        lock = attribute(child(self.settings, "lock"), "val") or ""
        field = Field(
            key="",
            label=title.strip(),
            name=(tag or title).strip(),
            help=prompt,
            value="" if empty else held,
            locked=lock in ("contentLocked", "sdtContentLocked"),
        )
        if self.kind == "checkbox":
            return replace(field, type="checkbox", value=YES if self._ticked() else "")
        if self.kind in ("dropDownList", "comboBox"):
            return self._list(field)
        if self.kind == "date":
            form = attribute(child(self.settings, "date", "dateFormat"), "val") or ""
            return replace(field, type="date", format=form.lower() if "h" not in form.lower() else form)
        several = attribute(child(self.settings, "text"), "multiLine") in ("1", "true", "on")
        return replace(field, type="long text" if several else "text")

    def put(self, value: str) -> None:
        """Puts a value into it: text, an option's value, or `YES` for a ticked box and "" for none."""
        shown = value
        if self.kind == "checkbox":
            shown = self._tick(bool(value))
            value = "true" if value else "false"
        elif self.kind in ("dropDownList", "comboBox"):
            shown = next((one.label for one in self._options() if one.value == value), value)
            value = shown if self.kind == "comboBox" else value
        elif self.kind == "date":
            value = self._date(value)
        self._show(shown)
        binding = child(self.settings, "dataBinding")
        if binding is not None and not self.bind(binding, value):
            self.settings.remove(binding)

    def _list(self, field: Field) -> Field:
        options = tuple(self._options())
        by_label = {one.label: one.value for one in options}
        return replace(field, type="choice", options=options, value=by_label.get(field.value, ""))

    def _options(self) -> list[Option]:
        found: list[Option] = []
        for one in children(self.settings, self.kind):
            label = attribute(one, "displayText") or attribute(one, "value") or ""
            value = attribute(one, "value") or ("" if is_prompt(label) else label)
            if local(one) == "listItem" and value and (found or not is_prompt(label)):
                found.append(Option(value, label))
        return found

    def _ticked(self) -> bool:
        checked = child(self.settings, "checkbox", "checked")
        return checked is not None and (attribute(checked, "val") or "1") not in ("0", "false")

    def _tick(self, on: bool) -> str:
        """Sets the box; the character that shows it."""
        box = child(self.settings, "checkbox")
        checked = child(box, "checked")
        if checked is None:
            checked = new(box, "checked")
            box.insert(0, checked)  # type: ignore[union-attr]
        tag = str(checked.tag)
        checked.set(tag[: tag.rfind("}") + 1] + "val", "1" if on else "0")
        state = attribute(child(box, "checkedState" if on else "uncheckedState"), "val") or ""
        return chr(int(state, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", state) else "☒" if on else "☐"

    def _date(self, value: str) -> str:
        """Sets the day that the control stands for, where it can be told; that day, else the value."""
        settings = child(self.settings, "date")
        day = day_of(value, attribute(child(settings, "dateFormat"), "val") or "")
        tag = str(settings.tag)  # type: ignore[union-attr]
        name = tag[: tag.rfind("}") + 1] + "fullDate"
        if day is not None:
            settings.set(name, f"{day.isoformat()}T00:00:00Z")  # type: ignore[union-attr]
            return day.isoformat()
        settings.attrib.pop(name, None)  # type: ignore[union-attr]
        return value

    def _show(self, text: str) -> None:
        """Writes text as what the control shows, in one run of its first paragraph."""
        empty = child(self.settings, "showingPlcHdr")
        run = run_with(text, self._properties(was_empty=empty is not None), self.content)
        if empty is not None:
            self.settings.remove(empty)
        first = next((one for one in self.content.iter() if local(one) == "p"), None)
        if first is None:
            self.content[:] = [run]
            return
        first[:] = [one for one in first if local(one) == "pPr"] + [run]
        for other in [one for one in first.itersiblings() if local(one) == "p"]:
            other.getparent().remove(other)

    def _properties(self, was_empty: bool) -> Element | None:
        """The formatting of what is typed into it: the control's own, else that of what it showed."""
        own = child(self.settings, "rPr")
        shown = next((one for one in self.content.iter() if local(one) == "r"), None)
        found = own if own is not None else child(shown, "rPr")
        if found is None:
            return None
        kept = deepcopy(found)
        for one in list(kept):
            if was_empty and local(one) in ("rStyle", "color", "vanish") and own is None:
                kept.remove(one)
        return kept


def control_of(sdt: Element, bind: Bind) -> ContentControl | None:
    """The control of a w:sdt; None for one that groups others or holds no answer."""
    settings, content = child(sdt, "sdtPr"), child(sdt, "sdtContent")
    if settings is None or content is None or any(local(one) in _GROUPING for one in settings):
        return None
    control = ContentControl(settings, content, bind)
    if control.kind != "richText":
        return control
    inside = [local(one) for one in content.iter()]
    holds_more = any(name in ("sdt", "tbl", "fldChar", "tr", "drawing") for name in inside)
    if holds_more or (inside.count("p") > 1 and child(settings, "showingPlcHdr") is None):
        return None
    named = child(settings, "alias") is not None or child(settings, "tag") is not None
    return control if named or child(settings, "showingPlcHdr") is not None else None


def repeated_of(sdt: Element) -> str | None:
    """The name of a section that repeats ("" without one); None for any other control."""
    settings = child(sdt, "sdtPr")
    if child(settings, "repeatingSection") is None:
        return None
    names = (attribute(child(settings, name), "val") for name in ("alias", "tag"))
    title = attribute(child(settings, "repeatingSection", "sectionTitle"), "val")
    return next((name for name in (title, *names) if name), "")


def shown_text(content: Element) -> str:
    """What a control shows, its paragraphs and breaks as lines."""
    parts: list[str] = []
    for one in content.iter():
        name = local(one)
        if name == "t":
            parts.append(one.text or "")
        elif name in ("br", "cr") or (name == "p" and parts):
            parts.append("\n")
        elif name == "tab":
            parts.append("\t")
    return "".join(parts).strip(" \u2002\u2003\u00a0\t\n")


def day_of(value: str, form: str) -> date | None:
    """The day that a text means in one of Word's date formats ("dd.MM.yyyy"), or in ISO 8601."""
    pattern = re.sub(r"[A-Za-z]+", lambda found: _TOKENS.get(found[0], "\0"), form)
    for one in ("%Y-%m-%d", *([pattern] if "\0" not in pattern and pattern else [])):
        try:
            return datetime.strptime(value.strip(), one).date()
        except ValueError:
            continue
    return None
