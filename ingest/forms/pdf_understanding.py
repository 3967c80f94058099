"""One field of a PDF as a field of a form: what it is called, what kind it is, what may be put into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.forms.form import YES, Field, FieldType, Option
from ingest.forms.pdf_fields import AcroField, Flag, number_of, text_of
from ingest.forms.pdf_formats import Writing, date_format, writing_of
from ingest.forms.pdf_pages import Pages, Place

MOST_OPTIONS = 2_000
LONGEST_LABEL = 160
"""Characters; a longer tooltip is help, where words are printed too."""
LONGEST_VALUE = 20_000
_TALL = 26.0
"""Points; a lower field has one line, whatever its flag says."""
_MADE_UP = re.compile(
    r"(?:text|textfield|text field|check ?box|check|radio ?button(?: ?list)?|button|field|dropdown|"
    r"combo ?box|list ?box|"
    r"date|untitled|fill|undefined|group|choice|f\d+|c\d+)?[\s_\-]*[\d.\[\]_]*",
    re.IGNORECASE,
)
"""Names that a program gave."""
_COUNTED = re.compile(r"_Row_\d+$| \[\d+\]$")
"""What Acrobat adds to the words that it finds beside several fields."""
_NOTHING_CHOSEN = re.compile(
    r"\W*|[\W_]*(?:select|choose|please|bitte|wählen|auswählen|choisir|choisissez|sélectionn|seleccion|elija|"
    r"elegir|selezion|scegli|selecion|escolha|kies|maak een keuze|vælg|välj|velg|wybierz).*",
    re.IGNORECASE,
)


def understood(field: AcroField, pages: Pages) -> Field:
    """A field of the form."""
    place = pages.place(field)
    label, help_text = _words(field, place)
    found = Field(
        key=field.key,
        label=label,
        name=field.name,
        help=help_text,
        section=place.section,
        before=place.caption.question or place.caption.before,
        after=place.caption.after,
        group=place.group,
        row=place.cell.row if place.cell else None,
        value=_value(field),
        required=bool(field.flags & Flag.REQUIRED),
        locked=_is_locked(field),
        page=field.widgets[0].page + 1,
    )
    match field.kind:
        case "text":
            return _text(found, field)
        case "radio":
            return replace(found, type="choice", options=tuple(_states(field, pages)))
        case "choice":
            options = tuple(_options(field))
            return replace(found, type="choices" if _is_multiple(field) else "choice", options=options)
        case kind:
            return replace(found, type=kind)


def _words(field: AcroField, place: Place) -> tuple[str, str]:
    """The label of a field and its help: of tooltip and printed words, the one that asks, and the other."""
    tooltip, printed = _tooltip(field), _printed(field, place)
    if not tooltip or not printed:
        label = tooltip or printed or _spoken(field.name)
        return label[:LONGEST_LABEL], tooltip if len(tooltip) > LONGEST_LABEL else ""
    if field.kind == "checkbox" or len(tooltip) > LONGEST_LABEL:
        return printed, tooltip
    return tooltip, "" if printed.casefold() in tooltip.casefold() else printed


def _printed(field: AcroField, place: Place) -> str:
    """The words beside a field: of radio buttons what they answer, in a table those of row and column."""
    if field.kind == "radio":
        return place.caption.question
    head = place.cell.head if place.cell else ""
    wordy = sum(letter.isalpha() for letter in head) > 2 and not place.caption.label.startswith(head)
    return f"{head}: {place.caption.label}" if wordy else place.caption.label


def _tooltip(field: AcroField) -> str:
    """What the file says of a field for people; "" where that repeats its name, or was made up."""
    text = " ".join(field.text("/TU").split()) or " ".join(
        text_of(field.widgets[0].annotation.get("/TU")).split()
    )
    text = _COUNTED.sub("", text)
    last = field.name.rpartition(".")[2]
    if sum(map(str.isalnum, text)) < 2:
        return ""
    return "" if _MADE_UP.fullmatch(text) or text in (field.name, last) else text


def _spoken(name: str) -> str:
    """A technical name as words, "applicant.first_name" as "applicant first name"; "" for one made up."""
    parts = [part for part in re.sub(r"\[\d+\]", "", name).split(".") if not _MADE_UP.fullmatch(part)]
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\-.]+", " ", parts[-1]) if parts else ""
    return " ".join(words.split())


def _text(found: Field, field: AcroField) -> Field:
    most = int(number_of(field.inherited("/MaxLen")))
    writing = writing_of(field)
    words = date_format(" ".join((found.label, found.help, found.after)))
    is_part = 0 < most < sum(map(str.isalpha, words))  # Of a date: a field for the day alone, and so on.
    if writing.type is None and words and not is_part:
        writing = Writing("date", words)
    return replace(
        found,
        type=writing.type or _lines(field),
        format=writing.format,
        least=writing.least,
        most=writing.most,
        max_length=most if most > 0 else None,
        cells=bool(field.flags & Flag.COMB) and most > 0 and not field.flags & Flag.MULTILINE,
    )


def _lines(field: AcroField) -> FieldType:
    _, bottom, _, top = field.widgets[0].box
    return "long text" if field.flags & Flag.MULTILINE and top - bottom > _TALL else "text"


def _states(field: AcroField, pages: Pages) -> Iterator[Option]:
    """What the buttons of a group stand for, by the words beside each."""
    exported = _exported(field)
    seen = set()
    for number, widget in enumerate(field.widgets):
        if widget.state in seen or not widget.state:
            continue
        seen.add(widget.state)
        printed = pages.place(field, number).caption.label
        own = widget.annotation.objgen != field.node.objgen
        tooltip = text_of(widget.annotation.get("/TU")) if own else ""
        yield Option(widget.state, printed or tooltip or exported.get(widget.state, widget.state))


def _exported(field: AcroField) -> dict[str, str]:
    """The values that states called "0", "1", ... stand for."""
    from pikepdf import Array

    exported = field.inherited("/Opt")
    if not isinstance(exported, Array):
        return {}
    return {str(number): text_of(one) for number, one in zip(range(MOST_OPTIONS), exported, strict=False)}


def _options(field: AcroField) -> Iterator[Option]:
    from pikepdf import Array

    options = field.inherited("/Opt")
    for _, one in zip(range(MOST_OPTIONS), options if isinstance(options, Array) else (), strict=False):
        if isinstance(one, Array) and len(one) == 2:
            yield Option(text_of(one[0]), text_of(one[1]) or text_of(one[0]))
        else:
            yield Option(text_of(one), text_of(one))


def _value(field: AcroField) -> str:
    """What it holds; "" where that only says that nothing is chosen."""
    from pikepdf import Array, Stream

    value = field.inherited("/V")
    if field.kind == "signature":
        return "signed" if value is not None else ""
    if isinstance(value, Stream):
        return value.read_bytes()[:LONGEST_VALUE].decode("utf-8", "replace")
    text = "\n".join(map(text_of, value)) if isinstance(value, Array) else text_of(value)
    if field.kind == "checkbox":
        return YES if text not in ("", "Off") else ""
    if field.kind == "radio":
        return "" if text == "Off" else text
    if field.kind == "choice":
        return "" if _NOTHING_CHOSEN.fullmatch(text) else text
    return text.strip()[:LONGEST_VALUE]


def _is_multiple(field: AcroField) -> bool:
    return bool(field.flags & Flag.SEVERAL) and not field.flags & Flag.COMBO


def _is_locked(field: AcroField) -> bool:
    signed = field.kind == "signature" and field.inherited("/V") is not None
    secret = field.kind == "text" and bool(field.flags & Flag.PASSWORD)
    return bool(field.flags & Flag.READ_ONLY) or field.calculated or signed or secret
