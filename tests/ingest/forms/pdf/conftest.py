"""PDF forms drawn with reportlab, and PDFium as a second reader: what it reads, and what it paints."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from ctypes import c_ushort
from io import BytesIO
from typing import Any

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray
from pypdfium2 import PdfDocument, raw
from reportlab.pdfgen.canvas import Canvas

from ingest import forms
from ingest.formats.pdf import ONE_AT_A_TIME

Draw = Callable[[Canvas], None]
Change = Callable[[pikepdf.Pdf], None]
SCALE = 2
"""Pixels a point."""


def drawn(draw: Draw) -> bytes:
    data = BytesIO()
    canvas = Canvas(data, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    return data.getvalue()


def changed(data: bytes, change: Change, **saving: Any) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        result = BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", pikepdf.PageCopyWarning
            )  # Of fields in no form, which is meant here.
            pdf.save(result, fix_metadata_version=False, **saving)
        return result.getvalue()


def painted(data: bytes, page: int = 0) -> NDArray[np.uint8]:
    """The page as a viewer paints it, with what stands in its fields."""
    with ONE_AT_A_TIME, PdfDocument(data) as document:
        document.init_forms()
        return np.asarray(document[page].render(scale=SCALE, may_draw_forms=True).to_pil().convert("RGB"))


def printed(data: bytes, page: int = 0) -> str:
    """The words of a page once what its fields show is made part of it."""
    with ONE_AT_A_TIME, PdfDocument(data) as document:
        fields = document[page]
        raw.FPDFPage_Flatten(fields.raw, raw.FLAT_NORMALDISPLAY)
        fields.close()
        flat = document[page]
        text_page = flat.get_textpage()
        return str(text_page.get_text_range())


def values_by_pdfium(data: bytes) -> dict[str, str]:
    """The values of the fields by their names, as PDFium reads them."""
    found = {}
    with ONE_AT_A_TIME, PdfDocument(data) as document:
        document.init_forms()
        for page in document:
            for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
                note = raw.FPDFPage_GetAnnot(page.raw, number)
                name = _text(raw.FPDFAnnot_GetFormFieldName, document, note)
                if name:
                    found[name] = _text(raw.FPDFAnnot_GetFormFieldValue, document, note)
                raw.FPDFPage_CloseAnnot(note)
    return found


def _text(get: Callable[..., int], document: PdfDocument, note: object) -> str:
    room = (c_ushort * 4_000)()
    length = get(document.formenv.raw, note, room, 8_000)
    return bytes(room)[: max(0, length - 2)].decode("utf-16-le")


@pytest.fixture
def draw() -> Callable[[Draw], bytes]:
    """A PDF of A4 pages: draw(lambda canvas: ...)."""
    return drawn


@pytest.fixture
def change() -> Callable[..., bytes]:
    """The PDF after a change to its objects: change(data, lambda pdf: ..., encryption=...)."""
    return changed


@pytest.fixture
def paint() -> Callable[..., NDArray[np.uint8]]:
    return painted


@pytest.fixture
def words() -> Callable[..., str]:
    return printed


@pytest.fixture
def read_by_pdfium() -> Callable[[bytes], dict[str, str]]:
    return values_by_pdfium


@pytest.fixture
def read() -> Callable[[bytes], dict[str, forms.Field]]:
    """The fields of a PDF by their keys."""
    return lambda data: {field.key: field for field in forms.read_form(data, "form.pdf").fields}


@pytest.fixture
def fill() -> Callable[[bytes, dict[str, str]], bytes]:
    return lambda data, values: forms.fill_form(data, forms.read_form(data, "form.pdf"), values)
