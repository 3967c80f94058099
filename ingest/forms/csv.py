"""A table in text form with a header row: one new row of it is filled in, in the file's own manner."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path, PurePath
from typing import Literal

from ingest.encoding import clean
from ingest.errors import UnreadableError
from ingest.formats import FormatError
from ingest.formats.delimited import delimited_rows, delimiter_of
from ingest.forms.form import Field, Form, Values
from ingest.forms.keys import Keys
from ingest.forms.language import language_of
from ingest.forms.text_source import TextSource, open_source

_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
SAMPLES = 3
"""Rows that are given as examples of what a column holds."""
LONGEST_SAMPLE = 40


def read(data: bytes, name: str) -> Form:
    """A field a column. The first rows below the header show how values are written, and fill nothing.

    Raises UnreadableError for a file without a header row.
    """
    source = open_source(data, name)
    header, rows = _table(source, name)
    keys = Keys()
    fields = [
        Field(keys.of(label), label, name=label, help=_examples(rows, at))
        for at, label in enumerate(header)
        if label
    ]
    return Form("csv", PurePath(name).stem, language_of("", " ".join(header).lower()), tuple(fields))


def fill(data: bytes, form: Form, values: Values) -> bytes:
    """The file with one more row below all others."""
    source = open_source(data, form.title)
    header, _ = _table(source, form.title)
    keys = (field.key for field in form.fields)
    cells = [values.get(next(keys), "") if label else "" for label in header]
    if not any(cells):
        return data
    row = _row(cells, source.text)
    text = source.text
    if not text.endswith(("\n", "\r")):
        return source.encoded(f"{text}{source.newline}{row}")
    return source.encoded(f"{text}{row}{source.newline}")


def _row(cells: list[str], text: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=_delimiter(text), quoting=_quoting(text), lineterminator="").writerow(cells)
    return written.getvalue()


def _table(source: TextSource, name: str) -> tuple[list[str], list[list[str]]]:
    """The labels of the columns, and the rows below that hold something."""
    try:
        rows = [row for row in delimited_rows(clean(source.text)) if any(cell.strip() for cell in row)]
    except FormatError as error:
        raise UnreadableError(Path(name), str(error)) from error
    if not rows:
        raise UnreadableError(Path(name), "it has no header row that says what is asked")
    return [" ".join(cell.split()) for cell in rows[0]], rows[1:]


def _examples(rows: list[list[str]], at: int) -> str:
    cells = [row[at].strip() for row in rows[:SAMPLES] if at < len(row)]
    short = [cell for cell in cells if cell and len(cell) <= LONGEST_SAMPLE]
    return f"e.g. {', '.join(short)}" if short else ""


def _delimiter(text: str) -> str:
    told = _TOLD.match(text)
    return told[1] if told else delimiter_of(clean(text))


def _quoting(text: str) -> Literal[0, 1]:
    """All cells in quotation marks where all of the header are, else those that need them."""
    lines = _TOLD.sub("", text, count=1).lstrip().splitlines()
    cells = lines[0].split(_delimiter(text)) if lines else []
    quoted = all(cell.strip().startswith('"') and cell.strip().endswith('"') for cell in cells)
    return csv.QUOTE_ALL if quoted and cells else csv.QUOTE_MINIMAL
