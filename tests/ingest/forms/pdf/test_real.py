"""Forms of public offices, as they lie in other projects' source packages (benchmarks/real_files.toml)."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pikepdf
import platformdirs
import pytest

from ingest.forms import YES, read_form

FOLDER = platformdirs.user_cache_path("secondme") / "real-files" / "files"
FORMS = {
    "form_210966.pdf": (69, "INTENT TO FILE A CLAIM FOR COMPENSATION AND/OR PENSION"),
    "form_dd0293.pdf": (102, "APPLICATION FOR THE REVIEW OF DISCHARGE"),
}
SCALE = 2


@pytest.fixture(params=sorted(FORMS))
def real(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    """The name and the bytes of a form."""
    found = sorted(FOLDER.glob(f"pikepdf-*/tests/resources/{request.param}"))
    if not found:
        pytest.skip("the real files are not here; benchmarks/real_files.py fetches them")
    return request.param, found[-1].read_bytes()


def values_for(form):
    """Something for every field that can be filled in."""
    found = {}
    for field in form.fields:
        if field.locked or field.type == "signature":
            continue
        if field.options:
            found[field.key] = field.options[-1].value
        elif field.type == "checkbox":
            found[field.key] = YES
        else:
            found[field.key] = "Zoë Müller 7"[: field.max_length]
    return {key: value for key, value in found.items() if value.strip()}


def test_all_its_fields_are_read_with_the_words_that_people_see(real):
    name, data = real
    form = read_form(data, name)
    widgets, title = FORMS[name]
    assert title in form.title
    assert form.language == "en"
    assert widgets >= len(form.fields) > 0.75 * widgets
    assert all(field.label and field.page for field in form.fields)


def test_what_is_filled_in_is_seen_by_another_reader_and_changes_nothing_else(
    real, fill, read_by_pdfium, paint
):
    name, data = real
    form = read_form(data, name)
    values = values_for(form)
    filled = fill(data, values)
    seen = read_by_pdfium(filled)
    texts = {one.key: one for one in form.fields if one.type == "text" and one.key in values}
    assert texts
    assert {key: seen[key] for key in texts} == {key: values[key] for key in texts}
    assert np.array_equal(*(outside_fields(paint(one), data) for one in (data, filled)))


def outside_fields(picture, data):
    """A painted first page with its fields, and a point around each, blotted out."""
    picture = picture.copy()
    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[0]
        left, _, _, top = map(float, page.cropbox)
        for note in page.Annots:
            if note.Subtype == "/Widget":
                x0, y0, x1, y1 = map(float, note.Rect)
                rows = slice(int(SCALE * (top - y1 - 1)), int(SCALE * (top - y0 + 1)) + 1)
                picture[rows, int(SCALE * (x0 - left - 1)) : int(SCALE * (x1 - left + 1)) + 1] = 0
    return picture
