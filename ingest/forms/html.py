"""HTML forms: understood from the parsed page, filled at the places of the source, all else byte for byte.

A page is read as data. No script runs, nothing is fetched, and what nobody sees is never asked nor filled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ingest.content import MEGABYTE
from ingest.encoding import BinaryContentError
from ingest.errors import UnreadableError
from ingest.formats import FormatError
from ingest.formats.html import page_blocks, parse
from ingest.forms.form import Field, Form, Values
from ingest.forms.html_fields import Asked, Page, asked_of, kind_of, option_value, options_of
from ingest.forms.html_page import CONTROLS, Control, controls, named, text_of
from ingest.forms.html_source import (
    PLACE,
    Edit,
    edited,
    from_utf16,
    placed,
    says_utf8,
    tags,
    to_utf16,
    with_attributes,
    written,
)
from ingest.forms.language import is_prose, language_of

LARGEST = 20 * MEGABYTE
MOST_CONTROLS = 5_000
"""Of one page; what asks more is no form that a person fills in."""
_INTRO = 600
_NOT_ASKED = {"hidden", "submit", "button", "reset", "image", "file", "password", "search", "color"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SHAPES = {
    "month": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])"),
    "time": re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"),
    "number": re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?"),
}


def read(data: bytes, name: str) -> Form:
    """What a page asks. Raises UnreadableError: no page, too large, or more controls than any form has."""
    page = _page(from_utf16(data)[0], name)
    found = _controls(page, name)
    asked = asked_of(page, [one for one in found if not one.hidden])
    title, intro, words = _about(page)
    language = language_of(page.root.get("lang", "") or page.root.get(_XML_LANG, ""), words)
    fields = tuple(one.field for one in asked)
    return Form("html", title, language, fields, intro, notes=tuple(_notes(page, found)))


def fill(data: bytes, form: Form, values: Values) -> bytes:
    """The same page with these values in it. Raises ValueError for what a date, time or number field of a
    browser does not take, UnreadableError for what `read` would not read."""
    wanted = {key: value for key, value in values.items() if value}
    if not wanted:
        return data
    source, encoding = from_utf16(data)
    page = _page(source, form.title)
    shown = [one for one in _controls(page, form.title) if not one.hidden]
    utf8 = bool(encoding) or says_utf8(source)
    edits = [
        edit
        for asked in asked_of(page, shown)
        if asked.field.key in wanted and not asked.field.locked
        for edit in _edits(page, asked, wanted[asked.field.key], utf8)
    ]
    return to_utf16(edited(source, edits), encoding)


def _page(source: bytes, name: str) -> Page:
    if len(source) > LARGEST:
        raise UnreadableError(Path(name), f"a form has no more than {LARGEST // MEGABYTE} MB")
    try:
        root = parse(placed(source))
    except (FormatError, BinaryContentError) as error:
        raise UnreadableError(Path(name), str(error)) from error
    if root is None:
        raise UnreadableError(Path(name), "there is nothing in it")
    labels: dict[str, str] = {}
    for label in root.iter("label", "{*}label"):
        if (owner := label.get("for")) and owner not in labels:
            labels[owner] = text_of(label)
    return Page(source, root, named(root), labels, {tag.start: tag for tag in tags(source)})


def _controls(page: Page, name: str) -> list[Control]:
    styles = b" ".join(page.source[one.end : one.close] for one in page.tags.values() if one.name == "style")
    found = []
    for control in controls(page.root, styles.decode("latin-1")):
        if control.place in page.tags and kind_of(control) not in _NOT_ASKED:
            found.append(control)
        if len(found) > MOST_CONTROLS:
            reason = f"it asks more than {MOST_CONTROLS:,} things, and no form for people does"
            raise UnreadableError(Path(name), reason)
    return found


def _notes(page: Page, found: list[Control]) -> Iterator[str]:
    hidden = sum(one.hidden for one in found)
    in_source = sum(tag.name in CONTROLS for tag in page.tags.values())
    in_tree = sum(element.get(PLACE) is not None for element in page.root.iter(*CONTROLS))
    if hidden:
        yield f"{hidden} of its fields are hidden from people and were left out."
    if in_source > in_tree:
        lost = in_source - in_tree
        yield f"{lost} of its fields stand in markup too broken or too deep to be read, and were left out."
    if len(found) == hidden:
        yield "The page has no fields to fill in; forms that a script builds are not in its file."


def _edits(page: Page, asked: Asked, value: str, utf8: bool) -> Iterator[Edit]:
    """What changes in the source to put a value into a field."""
    first, kind = asked.controls[0], kind_of(asked.controls[0])
    wanted = value.split("\n")
    if kind in ("radio", "checkbox"):
        for one in asked.controls:
            on = asked.field.type == "checkbox" or one.element.get("value", "on") in wanted
            yield _attributes(page, one.place, {"checked": "checked" if on else None}, utf8)
    elif kind == "select":
        for element in options_of(first.element):
            selected = "selected" if option_value(element) in wanted else None
            yield _attributes(page, int(element.get(PLACE, "-1")), {"selected": selected}, utf8)
    elif kind == "textarea":
        yield _content(page, first.place, written(value, utf8))
    else:
        _check(asked.field, kind, value)
        yield _attributes(page, first.place, {"value": " ".join(wanted)}, utf8)


def _content(page: Page, place: int, text: bytes) -> Edit:
    """The text of a text area, in which a line break right after the tag does not count."""
    tag, text = page.tags[place], (b"\n" if text.startswith(b"\n") else b"") + text
    if not tag.closes:
        return Edit(tag.end, tag.close, text)
    opened = page.source[tag.start : tag.end].rstrip(b"/> ")
    return Edit(tag.start, tag.end, opened + b">" + text + b"</textarea>")


def _attributes(page: Page, place: int, changes: dict[str, str | None], utf8: bool) -> Edit:
    tag = page.tags[place]
    return Edit(tag.start, tag.end, with_attributes(page.source[tag.start : tag.end], changes, utf8))


def _check(field: Field, kind: str, value: str) -> None:
    """Raises ValueError for a value that a browser would silently drop."""
    shape = _SHAPES.get("number" if kind == "range" else kind)
    right = shape is None or shape.fullmatch(value) is not None
    if kind == "date":
        try:
            right = date.fromisoformat(value).isoformat() == value
        except ValueError:
            right = False
    if not right:
        raise ValueError(f"{field.key!r} takes a {kind} written {field.format or '1234.5'}, not {value!r}")


def _about(page: Page) -> tuple[str, str, str]:
    """The title of the form, its first sentences, and all its words."""
    title = next((" ".join((one.text or "").split()) for one in page.root.iter("title", "{*}title")), "")
    words, intro = [], ""
    for block in page_blocks(page.root):
        words.append(block.text)
        if block.kind == "text" and not block.chrome and len(intro) < _INTRO and is_prose(block.text):
            intro = f"{intro} {' '.join(block.text.split())}".strip()
    return page.heading or title, intro[:_INTRO], "\n".join(words)
