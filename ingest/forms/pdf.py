"""PDF forms: the fields of an AcroForm with the words printed beside them, and the same file filled in.

A file is taken apart by qpdf (`pdf_fields`), what is printed on it is read by PDFium (`pdf_print`); which
words belong to which field is geometry (`pdf_labels`, `pdf_sections`, `pdf_tables`). Scripts in it are read
for what they say of a format, and never run.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ingest.encoding import clean
from ingest.errors import UnreadableError
from ingest.forms.form import Field, Form, Values
from ingest.forms.pdf_fields import AcroField, acro_fields, dictionary_of, text_of
from ingest.forms.pdf_pages import Pages
from ingest.forms.pdf_tables import numbered_rows
from ingest.forms.pdf_understanding import understood

if TYPE_CHECKING:
    from pikepdf import Pdf

_ENCRYPTED = "it is encrypted; save a copy without the password and fill in that"
_DAMAGED = "it is damaged or not a PDF; if a viewer opens it, save it anew from there"
_FLAT = (
    "it has no fields to fill in, it is made for paper; ask whoever issued it for one with fields, or give "
    "its questions as text"
)
_DYNAMIC = (
    "it is a dynamic XFA form, which only Adobe's programs open and which holds no fields of the usual kind; "
    "ask whoever issued it for another file, or print it to PDF there and fill it in by hand"
)
_MORE = "It has more fields than are read; those after the first {} are left out."
_XFA = "It also holds the same form as XFA, which no longer fits once it is filled in and is then taken out."
_SIGNED = "It is signed; once it is filled in, viewers say that it was changed after that."
_SILENT = "No words were found on its pages, which may be pictures; fields are known by their names alone."
_FILE_NAME = re.compile(r"untitled|.*\.[a-z]{2,5}|microsoft \w+ - .*", re.IGNORECASE)
_SHORTEST_SAMPLE = 100
"""Letters; of fewer no language is told."""


def read(data: bytes, name: str) -> Form:
    """What a PDF form asks.

    Raises UnreadableError: it is damaged, encrypted with a password, without fields, or XFA and nothing else.
    """
    with _opened(data, name) as pdf:
        fields, more = acro_fields(pdf)
        _refuse_what_cannot_be_filled(pdf, fields, name)
        pages = Pages(data, fields)
        return Form(
            kind="pdf",
            title=pages.title or _own_title(pdf) or PurePath(name).stem,
            language=_language(pdf, pages),
            fields=tuple(_in_groups([understood(field, pages) for field in fields])),
            intro=pages.intro,
            notes=tuple(_notes(pdf, fields, pages, more)),
        )


def fill(data: bytes, form: Form, values: Values) -> bytes:
    """The same file with these values in its fields, and with their looks, so that any viewer shows them.

    What it was encrypted with stays. Raises ValueError for a field that is locked or a signature, or a value
    longer than its field; UnreadableError as `read` does.
    """
    from ingest.forms.pdf_filling import fill_fields

    with _opened(data, form.title) as pdf:
        fill_fields(pdf, acro_fields(pdf)[0], values)
        return _saved(pdf)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Pdf]:
    """The file; whatever is amiss in it comes out as UnreadableError."""
    from pikepdf import PasswordError, PdfError, open
    from pypdfium2 import PdfiumError

    try:
        with open(BytesIO(data)) as pdf:
            yield pdf
    except PasswordError as error:
        raise UnreadableError(Path(name), _ENCRYPTED) from error
    except (
        PdfError,
        PdfiumError,
        TypeError,
        AttributeError,
        LookupError,
        UnicodeError,
        RuntimeError,
    ) as error:
        raise UnreadableError(Path(name), _DAMAGED) from error


def _saved(pdf: Pdf) -> bytes:
    from pikepdf import PageCopyWarning

    filled = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", PageCopyWarning
        )  # Of buttons that are in no form, as they were before.
        pdf.save(filled, encryption=True if pdf.is_encrypted else None, fix_metadata_version=False)
    return filled.getvalue()


def _refuse_what_cannot_be_filled(pdf: Pdf, fields: list[AcroField], name: str) -> None:
    dynamic = "/NeedsRendering" in pdf.Root and bool(pdf.Root.NeedsRendering)
    if _has_xfa(pdf) and (dynamic or not fields):
        raise UnreadableError(Path(name), _DYNAMIC)
    if not fields:
        raise UnreadableError(Path(name), _FLAT)


def _has_xfa(pdf: Pdf) -> bool:
    form = dictionary_of(pdf.Root.get("/AcroForm"))
    return form is not None and "/XFA" in form


def _own_title(pdf: Pdf) -> str:
    """What the file says it is called; empty where that is the name of a file, or nothing."""
    title = " ".join(text_of(pdf.docinfo.get("/Title")).split())
    return "" if _FILE_NAME.fullmatch(title) else title


def _in_groups(fields: list[Field]) -> Iterator[Field]:
    """The fields; those in no table, but counted by their names, with their group and row."""
    counted = numbered_rows({field.key: field.name for field in fields if field.row is None})
    for field in fields:
        group, row = counted.get(field.key, (field.group, field.row))
        yield replace(field, group=group, row=row)


def _language(pdf: Pdf, pages: Pages) -> str:
    """What the file says of its language, else what its words tell; "" where neither does."""
    from py3langid import langid

    said = text_of(pdf.Root.get("/Lang")).lower().replace("_", "-").partition("-")[0]
    if len(said) == 2 and said.isalpha():
        return said
    words = clean(pages.words)
    return str(langid.classify(words)[0]) if sum(map(str.isalpha, words)) >= _SHORTEST_SAMPLE else ""


def _notes(pdf: Pdf, fields: list[AcroField], pages: Pages, more: bool) -> Iterator[str]:
    if more:
        yield _MORE.format(len(fields))
    if _has_xfa(pdf):
        yield _XFA
    if any(field.kind == "signature" and field.inherited("/V") is not None for field in fields):
        yield _SIGNED
    if not pages.words:
        yield _SILENT
