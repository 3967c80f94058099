"""A form: what somebody else wants to know, field by field, whatever kind of file it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FormKind = Literal["pdf", "word", "html", "markdown", "text", "json", "csv", "questions"]
FieldType = Literal[
    "text",
    "long text",
    "date",
    "number",
    "phone",
    "email",
    "url",
    "choice",
    "choices",
    "checkbox",
    "signature",
]
"""What the file itself says of a field. `text` where it says nothing: what is meant is understood later."""

YES = "yes"
"""What is put into a checkbox to tick it. An empty value leaves it as it is."""
Values = Mapping[str, str]
"""By the key of a field, what is put into it: text as it will stand there, the `value` of an option, the
values of several options with a line for each, `YES` for a checkbox. A field without stays as it is."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. value: as the file has it, and as it is put back. label: as people read it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks for, with all that the file tells about it.

    key: its own in the form, and the same each time the form is read. label: what people read beside it.
    name: its technical name (`applicant.dob`). help: tooltip, placeholder, description, example. section:
    the headings above it, outermost first, joined by " > ". before, after: the words right around a blank
    in running text, in reading order. options: of choices. autocomplete: HTML's autofill tokens. format:
    how the value must be written, as the form says it ("dd/mm/yyyy", "ISO 8601", "upper case"). pattern: a
    regular expression that the whole value must match. least, most: of numbers and dates, as written.
    max_length: characters; `cells`: one box a character. group, row: of a repeating group ("children"), its
    name and which one this is, counted from 0; None where it stands alone. value: what it already holds;
    such a field is never overwritten. required: the form insists. locked: read only, not to be filled.
    page: counted from 1, in files that have pages.
    """

    key: str
    label: str
    type: FieldType = "text"
    name: str = ""
    help: str = ""
    section: str = ""
    before: str = ""
    after: str = ""
    options: tuple[Option, ...] = ()
    autocomplete: str = ""
    format: str = ""
    pattern: str = ""
    least: str = ""
    most: str = ""
    max_length: int | None = None
    cells: bool = False
    group: str = ""
    row: int | None = None
    value: str = ""
    required: bool = False
    locked: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it was read.

    title: what it is called, by itself. language: ISO 639-1, as the file says or its words tell; empty where
    neither does. intro: its first sentences, which say what it is for and as of when. layout: a hash of what
    is asked, without what is filled in: two copies of one form have the same. notes: what could not be read,
    as sentences for people.
    """

    kind: FormKind
    title: str
    language: str
    fields: tuple[Field, ...]
    intro: str = ""
    layout: str = ""
    notes: tuple[str, ...] = ()
