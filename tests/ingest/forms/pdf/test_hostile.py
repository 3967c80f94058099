"""PDFs that are broken, or made to do harm: they are refused or read in part, and never hang or crash."""

from __future__ import annotations

import pikepdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest import mark, raises

from ingest.errors import UnreadableError
from ingest.forms import fill_form, read_form
from ingest.forms.pdf_fields import LONGEST_NAME, MOST_FIELDS


def page(canvas):
    canvas.drawString(60, 705, "Name")
    canvas.acroForm.textfield(name="name", x=130, y=700, width=200, height=18)


def test_a_tree_of_fields_that_runs_in_a_circle_is_read(draw, change, read):
    def bend(pdf):
        note = pdf.pages[0].Annots[0]
        other = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("up"), Parent=note, Kids=[note]))
        note.Parent = other
        pdf.Root.AcroForm.Fields = pikepdf.Array([other])

    assert list(read(change(draw(page), bend))) == ["up.name"]


def test_a_field_that_is_its_own_parent_is_read(draw, change, fill, read):
    def bend(pdf):
        pdf.pages[0].Annots[0].Parent = pdf.pages[0].Annots[0]

    data = change(draw(page), bend)
    assert read(fill(data, {"name": "Noor"}))["name"].value == "Noor"


def test_a_deep_tree_is_cut_off(draw, change, read):
    def nest(pdf):
        note = pdf.pages[0].Annots[0]
        node = note
        for _ in range(2_000):
            node.Parent = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("a")))
            node = node.Parent
        pdf.Root.AcroForm.Fields = pikepdf.Array([node])

    [key] = read(change(draw(page), nest))
    assert key.endswith(".a.name")
    assert len(key) < 200


def test_more_fields_than_any_form_has_are_not_all_read(draw, change):
    def multiply(pdf):
        pdf.pages[0].Annots = pikepdf.Array(
            pdf.make_indirect(
                pikepdf.Dictionary(
                    Subtype=pikepdf.Name.Widget,
                    FT=pikepdf.Name.Tx,
                    T=pikepdf.String(f"f{number}"),
                    Rect=[10, 10, 90, 20],
                )
            )
            for number in range(MOST_FIELDS + 100)
        )

    form = read_form(change(draw(page), multiply), "form.pdf")
    assert len(form.fields) == MOST_FIELDS
    assert any("more fields" in note for note in form.notes)


def test_a_field_in_thousands_of_places_is_one_field(draw, change):
    def scatter(pdf):
        parent = pdf.pages[0].Annots[0]
        parent.Kids = pikepdf.Array(
            pdf.make_indirect(
                pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Parent=parent, Rect=[10, 10, 90, 20])
            )
            for _ in range(3_000)
        )
        pdf.pages[0].Annots = parent.Kids

    [field] = read_form(change(draw(page), scatter), "form.pdf").fields
    assert field.key == "name"


def test_a_name_without_end_is_cut(draw, change, read):
    def rename(pdf):
        pdf.pages[0].Annots[0].T = pikepdf.String("x" * 1_000_000)

    [key] = read(change(draw(page), rename))
    assert len(key) == LONGEST_NAME


def test_text_that_is_in_no_encoding_is_read_as_well_as_can_be(draw, change, fill):
    def spoil(pdf):
        broken = pikepdf.String(b"\xef\xbb\xbfName\xff\xfe")
        note = pdf.pages[0].Annots[0]
        note.T = note.TU = pdf.Root.Lang = pdf.docinfo["/Title"] = broken

    data = change(draw(page), spoil)
    [field] = read_form(data, "form.pdf").fields
    assert field.key.startswith("Name")
    assert read_form(fill(data, {field.key: "Noor"}), "form.pdf").fields[0].value == "Noor"


def test_actions_are_left_alone(draw, change, fill):
    def arm(pdf):
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("/bin/sh"))
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("while(true){}"))
        pdf.pages[0].Annots[0].AA = pikepdf.Dictionary(K=script, F=script, V=script, C=script)

    data = change(draw(page), arm)
    assert read_form(fill(data, {"name": "Noor"}), "form.pdf").fields[0].value == "Noor"


ENTRIES = [
    *("T", "TU", "FT", "Ff", "F", "V", "DV", "DA", "Q", "MaxLen", "MK", "AP", "AA", "Opt", "BS"),
    *("Border", "Parent", "Kids", "Rect", "AS", "RV", "DR"),
]
ODD = [
    pikepdf.Array([1, 2]),
    pikepdf.String("x"),
    pikepdf.Name.X,
    pikepdf.Dictionary(),
    -7,
    10**12,
    True,
]


@mark.parametrize("name", ENTRIES)
@mark.parametrize("odd", ODD, ids=lambda odd: type(odd).__name__)
def test_an_entry_of_the_wrong_kind_breaks_nothing(draw, change, name, odd):
    def spoil(pdf):
        pdf.pages[0].Annots[0]["/" + name] = odd

    data = change(draw(page), spoil)
    try:
        form = read_form(data, "form.pdf")
        fillable = [field.key for field in form.fields if not field.locked and field.type == "text"]
        fill_form(data, form, dict.fromkeys(fillable, "N"))
    except UnreadableError as error:
        assert error.reason


@mark.parametrize("name", ["Fields", "DR", "DA", "CO", "NeedAppearances", "XFA"])
@mark.parametrize("odd", ODD, ids=lambda odd: type(odd).__name__)
def test_an_odd_form_breaks_nothing(draw, change, name, odd):
    def spoil(pdf):
        pdf.Root.AcroForm["/" + name] = odd

    data = change(draw(page), spoil)
    form = read_form(data, "form.pdf")
    again = read_form(fill_form(data, form, {"name": "Noor"}), "form.pdf")
    assert again.fields[0].value == "Noor"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_read_in_part_or_refused(draw, data):
    whole = bytearray(draw(page))
    for _ in range(data.draw(st.integers(1, 20))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    damaged = bytes(whole[: data.draw(st.integers(1, len(whole)))])
    try:
        form = read_form(b"%PDF-1.4\n" + damaged[9:], "form.pdf")
    except UnreadableError as error:
        assert error.reason
    else:
        assert form.fields


def test_what_is_no_pdf_at_all_is_refused():
    with raises(UnreadableError, match="damaged or not a PDF"):
        read_form(b"%PDF-1.7\nnothing more", "form.pdf")
