"""The fields that the controls of a page make, with all that the page tells about each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.forms.form import YES, Field, FieldType, Option
from ingest.forms.html_page import Control, referred, said, text_of
from ingest.forms.html_rows import rows
from ingest.forms.html_source import PLACE, Tag
from ingest.forms.prompts import is_prompt

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TYPES: dict[str, FieldType] = {
    "textarea": "long text",
    "date": "date",
    "month": "date",
    "number": "number",
    "range": "number",
    "tel": "phone",
    "email": "email",
    "url": "url",
}
_FORMATS = {
    "date": "yyyy-mm-dd",
    "month": "yyyy-mm",
    "time": "hh:mm",
    "week": "yyyy-Www",
    "datetime-local": "yyyy-mm-ddThh:mm",
}
_NO_TOKENS = {"on", "off", "nope", "false", "new-password"}
_STAR = re.compile(
    r"\s*(?:\*+|\((?:required|erforderlich|pflichtfeld|obligatoire|obligatorio)\))\s*:?$", re.I
)
_NUMBERED = re.compile(r"\W*\d*\W*")
_MOST_EXAMPLES = 12


@dataclass(frozen=True)
class Page:
    """A parsed page. named: its elements by id. labels: the text of those `for` an id. tags: by place."""

    source: bytes
    root: Element
    named: Mapping[str, Element]
    labels: Mapping[str, str]
    tags: Mapping[int, Tag]

    @cached_property
    def spoken(self) -> frozenset[str]:
        """The texts of labels, each of which belongs to its own control and to no neighbour."""
        return frozenset(text_of(one) for one in self.root.iter("label", "{*}label"))

    @cached_property
    def heading(self) -> str:
        """The first heading of the highest level: what the page calls itself."""
        return next((text for one in self.root.iter("h1", "{*}h1") if (text := text_of(one))), "")


@dataclass(frozen=True, slots=True)
class Asked:
    """A field, and the controls that it is made of: several for buttons and boxes of one name."""

    field: Field
    controls: tuple[Control, ...]


def asked_of(page: Page, found: Sequence[Control]) -> list[Asked]:
    """The fields in order, buttons and boxes of one name as one, each with a key of its own."""
    together = _together(found)
    names = [one[0].element.get("name", "") or one[0].element.get("id", "") for one in together]
    crowd: dict[int, int] = defaultdict(int)
    for one in together:
        crowd[one[0].scope] += 1
    taken: dict[str, int] = defaultdict(int)
    asked = []
    for at, (one, name, (group, row)) in enumerate(zip(together, names, rows(names), strict=True)):
        key = name or f"field {at + 1}"
        taken[key] += 1
        key = key if taken[key] == 1 else f"{key} ({taken[key]})"
        field = _starred(_field(page, one, alone=crowd[one[0].scope] == 1))
        asked.append(Asked(replace(field, key=key, name=name, group=group, row=row), tuple(one)))
    return asked


def kind_of(control: Control) -> str:
    """The type of an input, else "select" or "textarea"."""
    return control.element.get("type", "text").strip().lower() if control.tag == "input" else control.tag


def options_of(select: Element) -> Iterator[Element]:
    """The options of a select, in order."""
    return (one for one in select.iter("option", "{*}option") if one.get(PLACE))


def option_value(option: Element) -> str:
    """What an option stands for: its value, or else its text."""
    return str(option.get("value", text_of(option)))


def _together(found: Sequence[Control]) -> list[list[Control]]:
    groups: dict[tuple[object, ...], list[Control]] = defaultdict(list)
    for at, control in enumerate(found):
        kind, name = kind_of(control), control.element.get("name", "")
        alone = kind not in ("radio", "checkbox") or not name
        # Buttons of one name in two forms have nothing to do with one another.
        form = next(control.element.iterancestors("form", "{*}form"), None)
        groups[(at,) if alone else (kind, name, form)].append(control)
    return list(groups.values())


def _field(page: Page, group: Sequence[Control], alone: bool) -> Field:
    first, kind = group[0], kind_of(group[0])
    if kind == "radio" or (kind == "checkbox" and len(group) > 1):
        return _buttons(page, group, kind, alone)
    field = _common(page, first)
    if kind == "checkbox":
        label = _own_label(page, first) or first.after or field.label
        ticked = YES if first.element.get("checked") is not None else ""
        return replace(field, label=label, type="checkbox", before="", after="", value=ticked)
    return _select(field, first) if kind == "select" else _text(page, field, first, kind)


def _buttons(page: Page, group: Sequence[Control], kind: str, alone: bool) -> Field:
    """Buttons of which one is pressed, or boxes of one name of which several may be ticked."""
    first, options, ticked = group[0], [], []
    for one in group:
        value = one.element.get("value", "on")
        options.append(Option(value, _own_label(page, one) or one.after or value))
        ticked += [value] if one.element.get("checked") is not None else []
    field = _common(page, first)
    before = first.before.removesuffix(options[0].label).strip()
    label = (first.legend if alone else "") or before or first.head or first.legend or first.cell
    sections = [one for one in _sections(page, first) if one != label]
    return replace(
        field,
        label=label,
        type="choice" if kind == "radio" else "choices",
        section=" > ".join(sections),
        before="",
        after="",
        options=tuple(dict.fromkeys(options)),
        value="\n".join(ticked),
        required=any(_required(one.element) for one in group),
        locked=all(_locked(one) for one in group),
    )


def _select(field: Field, control: Control) -> Field:
    options, chosen = [], []
    for at, element in enumerate(options_of(control.element)):
        label, value = element.get("label", "") or text_of(element), option_value(element)
        prompts = at == 0 and value in ("0", "-1", label) and is_prompt(label)
        if not value or prompts or element.get("disabled") is not None:
            continue
        above = element.getparent().get("label", "") if element.getparent() is not control.element else ""
        options.append(Option(value, f"{above}: {label}" if above else label))
        chosen += [value] if element.get("selected") is not None else []
    several = control.element.get("multiple") is not None
    value = "\n".join(chosen) if several else "".join(chosen[-1:])
    return replace(
        field,
        type="choices" if several else "choice",
        options=tuple(options),
        value=value,
        # What a script would fill with choices has none here.
        locked=field.locked or not options,
    )


def _text(page: Page, field: Field, control: Control, kind: str) -> Field:
    element = control.element
    held = (element.text or "") if kind == "textarea" else element.get("value", "")
    most = element.get("maxlength", "")
    return replace(
        field,
        type=_TYPES.get(kind, "text"),
        help=_joined(field.help, _examples(page, element)),
        format=_FORMATS.get(kind, ""),
        pattern=element.get("pattern", ""),
        least=element.get("min", ""),
        most=element.get("max", ""),
        max_length=int(most) if re.fullmatch(r"\d{1,7}", most) else None,
        value=held.strip(),
    )


def _examples(page: Page, element: Element) -> str:
    """What a page proposes and does not insist on."""
    listed = page.named.get(element.get("list", ""))
    if listed is None:
        return ""
    proposed = [one.get("value") or text_of(one) for one in listed.iter("option", "{*}option")]
    return f"for example {', '.join(proposed[:_MOST_EXAMPLES])}" if proposed else ""


def _common(page: Page, control: Control) -> Field:
    """What is told of any control: its label, its help, what is above and around it."""
    element, sections = control.element, _sections(page, control)
    own = _own_label(page, control)
    before = "" if control.before == control.cell and control.head else control.before
    if not own and not before and control.head:
        own = control.head
        sections += [control.cell] if not _NUMBERED.fullmatch(control.cell) else []
    placeholder, title = element.get("placeholder", "").strip(), element.get("title", "").strip()
    label = own or before or control.cell or placeholder or title
    tokens = element.get("autocomplete", "").strip().lower()
    told = (one for one in (placeholder, title) if one != label)
    return Field(
        key="",
        label=label,
        help=_joined(referred(element, "aria-describedby", page.named), *told),
        section=" > ".join(sections),
        before="" if before.endswith(label) else before,
        after="" if control.after in page.spoken else control.after,
        autocomplete="" if tokens in _NO_TOKENS else tokens,
        required=_required(element),
        locked=_locked(control),
    )


def _sections(page: Page, control: Control) -> list[str]:
    """The headings above a control, without that of the whole page."""
    return [one for one in control.sections if one != page.heading]


def _own_label(page: Page, control: Control) -> str:
    element = control.element
    if label := page.labels.get(element.get("id", "")):
        return label
    wrapping = next(element.iterancestors("label", "{*}label"), None)
    return (text_of(wrapping) if wrapping is not None else "") or said(element, page.named)


def _starred(field: Field) -> Field:
    """A star after a label says that the field is required."""
    label = _STAR.sub("", field.label)
    return replace(field, label=label.rstrip(" :"), required=field.required or label != field.label)


def _required(element: Element) -> bool:
    return element.get("required") is not None or element.get("aria-required", "").lower() == "true"


def _locked(control: Control) -> bool:
    element = control.element
    return control.locked or element.get("disabled") is not None or element.get("readonly") is not None


def _joined(*texts: str) -> str:
    return ". ".join(dict.fromkeys(text for text in texts if text))
