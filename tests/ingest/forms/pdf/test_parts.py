"""The pure parts of reading and filling a PDF form, each by itself."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
import reportlab
from hypothesis import given
from hypothesis import strategies as st

from ingest.forms.pdf_appearance import wanted
from ingest.forms.pdf_fallback import system_lettering
from ingest.forms.pdf_fonts import MixedLettering, simple_lettering, standard_lettering, standard_name
from ingest.forms.pdf_formats import date_format
from ingest.forms.pdf_print import upright
from ingest.forms.pdf_tables import numbered_rows
from ingest.forms.pdf_writing import LEGIBLE, Frame, laid_out

FONTS = Path(reportlab.__file__).parent / "fonts"
PDF = pikepdf.new()
HELVETICA = standard_lettering(PDF)


@pytest.mark.parametrize(
    ("words", "format"),
    [
        ("Date of birth (DD/MM/YYYY)", "dd/mm/yyyy"),
        ("Geburtsdatum (TT.MM.JJJJ)", "dd.mm.yyyy"),
        ("Né(e) le JJ/MM/AAAA", "dd/mm/yyyy"),
        ("fecha (dd-mm-aaaa)", "dd-mm-yyyy"),
        ("data gg/mm/aaaa", "dd/mm/yyyy"),
        ("geboortedatum dd-mm-jjjj", "dd-mm-yyyy"),
        ("DATE OF DISCHARGE (YYYYMMDD)", "yyyymmdd"),
        ("mm/dd/yy", "mm/dd/yy"),
        ("expires MM/YY", "mm/yy"),
        ("TT MM JJJJ", "dd mm yyyy"),
        ("Today, my command", ""),
        ("Magdalena Mag", ""),
    ],
)
def test_a_date_format_in_words_is_told_in_english_letters(words, format):
    assert date_format(words) == format


@given(
    st.text(st.characters(codec="cp1252", exclude_categories=["C"]), min_size=1, max_size=300),
    st.floats(30, 500),
    st.floats(8, 200),
    st.booleans(),
    st.sampled_from([0, 1, 2]),
    st.sampled_from([0.0, 6.0, 12.0]),
)
def test_every_run_begins_in_the_box_and_ends_in_it_unless_letters_would_be_too_small(
    text, width, height, lines, align, size
):
    points, runs = laid_out(text, HELVETICA, Frame(width, height, 2, size, align, lines))
    for run in runs:
        assert run.x >= 1.9
        end = run.x + HELVETICA.width(run.text) * points
        assert end <= width - 1.9 or points <= LEGIBLE or len(run.text) == 1


@given(st.text(st.characters(codec="cp1252", exclude_categories=["C", "Z"]), min_size=1, max_size=900))
def test_wrapping_loses_no_letter(text):
    _, runs = laid_out(text, HELVETICA, Frame(120, 60, lines=True))
    assert "".join(run.text for run in runs) == text


def test_letters_are_made_smaller_until_all_lines_fit():
    few, _ = laid_out("one line", HELVETICA, Frame(200, 60, lines=True))
    many, runs = laid_out("many words " * 40, HELVETICA, Frame(200, 60, lines=True))
    assert LEGIBLE <= many < few
    assert min(run.y for run in runs) > 0


@pytest.mark.parametrize(("align", "first"), [(0, 0), (1, 3), (2, 6)])
def test_a_short_value_stands_in_the_cells_where_the_field_is_aligned(align, first):
    _, runs = laid_out("1234", HELVETICA, Frame(100, 12, align=align, cells=10))
    assert [int(run.x // 10) for run in runs] == list(range(first, first + 4))


def test_what_a_field_asks_of_its_text_is_read():
    asked = wanted("0 0 1 rg /F3 12 Tf")
    assert (asked.font, asked.size, asked.colour) == ("F3", 12.0, "0 0 1 rg")
    assert (wanted("").font, wanted("").size, wanted("").colour) == ("Helv", 0.0, "0 g")


def test_a_font_has_the_letters_that_its_encoding_names():
    font = pikepdf.Dictionary(
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Dictionary(Differences=[65, pikepdf.Name.Lslash, pikepdf.Name.zacute]),
    )
    letters = simple_lettering(font)
    assert letters is not None
    assert letters.pieces("Łź") == [(font, b"AB")]
    assert not letters.has("A")


def test_a_font_with_a_coding_of_its_own_is_not_guessed_at():
    descriptor = pikepdf.Dictionary(FontFile2=PDF.make_stream(b""))
    font = pikepdf.Dictionary(
        Subtype=pikepdf.Name.TrueType, BaseFont=pikepdf.Name("/ABCDEF+Calibri"), FontDescriptor=descriptor
    )
    assert simple_lettering(font) is None


@pytest.mark.parametrize(
    ("name", "standard"),
    [
        ("/TimesNewRomanPS-BoldMT", "Times-Bold"),
        ("/ArialMT", "Helvetica"),
        ("/CourierNew-Italic", "Courier-Oblique"),
        ("/Arial-BoldItalicMT", "Helvetica-BoldOblique"),
    ],
)
def test_a_font_is_most_like_one_that_every_viewer_has(name, standard):
    assert standard_name(name) == standard


def test_a_font_of_the_system_is_taken_only_where_it_has_all_letters():
    found = system_lettering(PDF, "Łž", (FONTS,))
    assert found is not None
    assert found.path.name == "Vera.ttf"
    assert system_lettering(PDF, "Ш中", (FONTS,)) is None


def test_where_no_font_has_all_letters_each_comes_from_the_first_that_has_it():
    polish = system_lettering(PDF, "Ł", (FONTS,))
    assert polish is not None
    mixed = MixedLettering((HELVETICA, polish))
    assert mixed.has("aŁb")
    assert not mixed.has("aШ")
    pieces = mixed.pieces("aaŁb")
    assert [font is polish.font for font, _ in pieces] == [False, True, False]
    assert mixed.width("aŁ") == HELVETICA.width("a") + polish.width("Ł")


def test_a_font_that_is_no_font_is_passed_over(tmp_path):
    (tmp_path / "Arial.ttf").write_bytes(b"no font")
    (tmp_path / "Vera.ttf").write_bytes((FONTS / "Vera.ttf").read_bytes())
    found = system_lettering(PDF, "Ł", (tmp_path,))
    assert found is not None
    assert found.path.name == "Vera.ttf"


@given(st.tuples(*[st.floats(-1000, 1000)] * 4), st.sampled_from([0, 90, 180, 270]))
def test_turning_a_box_keeps_its_sides(box, turned):
    left, bottom, right, top = upright(box, turned)
    assert sorted((abs(right - left), abs(top - bottom))) == pytest.approx(
        sorted((abs(box[2] - box[0]), abs(box[3] - box[1])))
    )


def test_names_count_only_where_two_things_are_asked_of_two():
    assert numbered_rows({"a": "Text1", "b": "Text2", "c": "line 1", "d": "phone2"}) == {}
    names = {
        key: key
        for key in ("form.Row1.Name[0]", "form.Row1.Born[0]", "form.Row2.Name[0]", "form.Row2.Born[0]")
    }
    assert set(numbered_rows(names).values()) == {("row", 0), ("row", 1)}
