"""Word forms as a whole: what stays, what is refused, and whatever is put in."""

import io
import re
from zipfile import ZIP_STORED, ZipFile

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.forms import YES, fill_form, read_form
from ingest.forms.word_lines import MOST_FIELDS

from .making import (
    CONTROLS,
    FORM_FIELDS,
    MC,
    document_xml,
    fields,
    filled,
    labels,
    p,
    packed,
    r,
    saved,
    t,
    table,
    texts,
)


def test_boxes_of_a_symbol_font_stay_in_it():
    box = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    data = packed(p(r("Sex: ") + box + r(" female ") + box + r(" male")))
    data = filled(data, {"Sex": "male"})
    assert re.findall(r'w:char="(\w+)"', document_xml(data)) == ["F0A8", "F0FD"]
    assert fields(data)["Sex"].value == "male"


def test_a_text_box_and_its_copy_never_say_different_things():
    def box(around: str) -> str:
        return f"<w:{around}><w:txbxContent>{t('Name: ______')}</w:txbxContent></w:{around}>"

    choice = f'<mc:AlternateContent {MC}><mc:Choice Requires="wps">{box("drawing")}</mc:Choice>'
    data = packed(p(f"<w:r>{choice}<mc:Fallback>{box('pict')}</mc:Fallback></mc:AlternateContent></w:r>"))
    assert labels(data) == ["Name"]
    xml = document_xml(filled(data, {"Name": "Noor"}))
    assert "Name: Noor" in xml and "Fallback" not in xml and "______" not in xml


def test_headings_title_language_and_intro():
    document = docx.Document()
    document.add_paragraph("Antrag auf Kindergeld", style="Title")
    document.add_paragraph("Bitte füllen Sie alle Felder aus; es gilt der Stand vom 1. Januar 2026.")
    document.add_heading("Angaben zur Person", 1)
    document.add_paragraph().add_run("Anschrift").bold = True
    document.add_paragraph("Straße: ________")
    form = read_form(saved(document), "form.docx")
    assert (form.title, form.language, form.kind) == ("Antrag auf Kindergeld", "de", "word")
    assert form.intro.startswith("Bitte füllen Sie")
    assert form.fields[0].section == "Angaben zur Person > Anschrift"


def test_what_was_deleted_is_not_asked_and_what_was_inserted_is():
    data = packed(p(f"<w:del>{r('Old: ______')}</w:del><w:ins>{r('New: ______')}</w:ins>"))
    assert labels(data) == ["New"]


def test_all_other_parts_stay_byte_for_byte_and_the_protection_with_them():
    document = docx.Document()
    document.add_paragraph("Name: ______").runs[0].font.size = Pt(9)
    protection = document.settings.element.makeelement(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}documentProtection"
    )
    document.settings.element.append(protection)
    data = saved(document)
    done = filled(data, {"Name": "Noor"})
    before, after = ZipFile(io.BytesIO(data)), ZipFile(io.BytesIO(done))
    assert before.namelist() == after.namelist()
    changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["word/document.xml"] and b"documentProtection" in after.read("word/settings.xml")
    assert docx.Document(io.BytesIO(done)).paragraphs[0].runs[0].font.size == Pt(9)


def bomb() -> bytes:
    file = io.BytesIO(packed(p()))
    with ZipFile(file, "a", compression=8) as package:
        package.writestr("word/media/a.bin", b"\0" * (301 * 1024 * 1024))
    return file.getvalue()


ENTITIES = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 nothing",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        packed(t("Name: ____"))[:-400],
        packed(p("<w:ins>" * 3000 + r("x") + "</w:ins>" * 3000)),
        packed("".join(t(f"Field {n}: ______") for n in range(5001))),
    ],
)
def test_what_is_no_form_is_refused(data):
    with pytest.raises(UnreadableError):
        read_form(data, "form.docx")


def test_bombs_and_entities_are_refused():
    with pytest.raises(UnreadableError, match="unpacked it would have"):
        read_form(bomb(), "form.docx")
    source, file = ZipFile(io.BytesIO(packed(t("Name: ____")))), io.BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as package:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:document", ENTITIES.encode() + b"<w:document", 1)
                data = data.replace(b"Name", b"&y;")
            package.writestr(name, data)
    with pytest.raises(UnreadableError):
        read_form(file.getvalue(), "form.docx")


def test_a_document_without_blanks_says_so():
    form = read_form(packed(t("Just a letter.")), "form.docx")
    assert not form.fields and form.notes == (
        "The document has no fields, blanks or empty cells to fill in.",
    )


said = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=25
).filter(
    lambda text: text == text.strip(" \u2002\u2003\u00a0\t\n") and not re.search("[\ufffe\uffff\ufffc]", text)
)


@settings(max_examples=20, deadline=None)
@given(said, said)
def test_any_text_comes_back(first, second):
    data = filled(CONTROLS, {"surname": first, "work": f"{first}\n{second}"})
    found = fields(data)
    assert (found["surname"].value, found["work"].value) == (first, f"{first}\n{second}")
    assert fields(filled(FORM_FIELDS, {"street": second}))["street"].value == second


pieces = st.sampled_from(
    [
        "____",
        "Name:",
        " ",
        "☐",
        " yes",
        "{{a}}",
        "[Town]",
        "__.__.____",
        "…………",
        "a&amp;b",
        "(",
        "<<b>>",
        "\ufffc",
    ]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(pieces, max_size=5), max_size=4), st.data())
def test_whatever_is_filled_the_rest_of_the_text_stays(rows, data):
    body = "".join(
        p("".join(r(one.replace("<", "&lt;").replace(">", "&gt;")) for one in row)) for row in rows
    )
    form = packed(body)
    assert fill_form(form, read_form(form, "a.docx"), {}) == form
    found = read_form(form, "a.docx").fields
    if not found:
        return
    one = data.draw(st.sampled_from(found))
    value = one.options[0].value if one.options else YES if one.type == "checkbox" else "Noor"
    before, after = texts(form), texts(filled(form, {one.key: value}))
    assert len(before) == len(after) and before != after
    kept = re.compile(r"Name:|yes|a&b")
    if one.type not in ("choice", "choices"):
        assert [kept.findall(line) for line in before] == [kept.findall(line) for line in after]


@pytest.mark.parametrize(
    "body",
    [
        t("☐ a " * 20_000),
        t("[" * 50_000 + "{{" * 50_000),
        table(["Name", *([""] * 5_000)]),
        "<w:tbl><w:tr><w:tc>" * 60 + p() + "</w:tc></w:tr></w:tbl>" * 60,
    ],
)
def test_odd_shapes_are_read_within_bounds_or_refused(body):
    try:
        assert len(read_form(packed(body), "form.docx").fields) <= MOST_FIELDS
    except UnreadableError as error:
        assert "5,000" in str(error)
