"""Which kind of form a file is, and who reads and fills each."""

from __future__ import annotations

import hashlib
import importlib
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any, cast, get_args

from ingest.encoding import BinaryContentError
from ingest.errors import UnreadableError
from ingest.formats import FormatError
from ingest.forms.form import Form, FormKind, Values

KINDS: tuple[FormKind, ...] = get_args(FormKind)
_BY_ENDING: dict[str, FormKind] = {
    ".pdf": "pdf",
    ".docx": "word",
    ".docm": "word",
    ".dotx": "word",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
}
_MODULES = {"markdown": "text", "text": "text"}
"""Kinds that share a module; every other has one of its own name."""


def form_kind(name: str, data: bytes) -> FormKind:
    """The kind of a form, by the beginning of its content and then by the ending of its name.

    A name without an ending (`-`, standard input) is a list of questions. Raises UnreadableError.
    """
    if data.startswith(b"%PDF-"):
        return "pdf"
    ending = PurePath(name).suffix.lower()
    if not ending:
        return "questions"
    if ending not in _BY_ENDING:
        known = ", ".join(_BY_ENDING)
        reason = f"no form of this kind can be filled in; these can be: {known}"
        raise UnreadableError(Path(name), reason)
    return _BY_ENDING[ending]


def read_form(data: bytes, name: str, kind: FormKind | None = None) -> Form:
    """What a form asks. name: of its file. kind: None has it told by both.

    Raises UnreadableError.
    """
    kind = kind or form_kind(name, data)
    try:
        form = cast("Form", _module(kind).read(data, name))
    except (BinaryContentError, FormatError) as error:
        raise UnreadableError(Path(name), str(error)) from error
    return replace(form, kind=kind, layout=form.layout or layout_of(form))


def fill_form(data: bytes, form: Form, values: Values) -> bytes:
    """The same file with these values in it. Raises ValueError for a key that the form has not, or a value
    that is not among the options of its field."""
    known = {field.key: field for field in form.fields}
    for key, value in values.items():
        if key not in known:
            raise ValueError(f"the form has no field {key!r}")
        allowed = {option.value for option in known[key].options}
        if allowed and not set(value.split("\n")) <= allowed | {""}:
            raise ValueError(f"{value!r} is not among the options of {key!r}")
    return cast("bytes", _module(form.kind).fill(data, form, values))


def layout_of(form: Form) -> str:
    """A hash of what is asked: two copies of a form have the same, whatever is filled in. Pure."""
    asked = [
        (one.key, one.label, one.type, tuple(option.value for option in one.options)) for one in form.fields
    ]
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:32]


def _module(kind: FormKind) -> Any:
    return importlib.import_module(f"ingest.forms.{_MODULES.get(kind, kind)}")
