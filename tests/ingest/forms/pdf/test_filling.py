"""A filled PDF, read again by PDFium and painted by it: the values are there, and all else is as it was."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from ingest.forms import YES, fill_form, read_form
from ingest.forms.pdf_fallback import system_folders, system_lettering

SCALE = 2
HEIGHT = 842


def everything(canvas):
    """A page with one field of each kind, and words that must stay."""
    form = canvas.acroForm
    canvas.drawString(60, 790, "An application, with a line of text that stays where it is.")
    form.textfield(name="name", x=60, y=740, width=200, height=18)
    form.textfield(name="code", x=300, y=740, width=120, height=18, maxlen=6, fieldFlags="comb")
    form.textfield(name="story", x=60, y=600, width=200, height=100, fieldFlags="multiline")
    form.checkbox(name="agreed", x=60, y=560, size=14)
    form.radio(name="sex", value="f", x=60, y=530, size=14)
    form.radio(name="sex", value="m", x=100, y=530, size=14)
    form.choice(
        name="land", x=60, y=490, width=120, height=18, options=[("Schweiz", "CH"), "Peru"], value="CH"
    )
    form.listbox(name="day", x=60, y=400, width=120, height=60, options=["Mon", "Tue", "Wed"], value="Mon")
    form.textfield(name="untouched", x=300, y=400, width=120, height=18, value="as it was")
    canvas.linkURL("https://example.org", (300, 300, 400, 320))


VALUES = {
    "name": "Noor Aziz",
    "code": "AB12CD",
    "story": "I have lived in this town since 2019.\nBefore that I lived by the sea.",
    "agreed": YES,
    "sex": "f",
    "land": "Peru",
    "day": "Tue",
}
BOXES = {
    "name": (60, 740, 260, 758),
    "code": (300, 740, 420, 758),
    "story": (60, 600, 260, 700),
    "agreed": (60, 560, 74, 574),
    "sex": (60, 530, 74, 544),
    "land": (60, 490, 180, 508),
    "day": (60, 400, 180, 460),
}


def pixels(picture, box):
    """The part of a painted page in a box of points."""
    left, bottom, right, top = box
    return picture[SCALE * (HEIGHT - top) : SCALE * (HEIGHT - bottom), SCALE * left : SCALE * right]


def without(picture, boxes):
    """The page with these boxes, and the frames around them, blotted out."""
    rest = picture.copy()
    for left, bottom, right, top in boxes:
        rest[
            SCALE * (HEIGHT - top - 2) : SCALE * (HEIGHT - bottom + 2),
            SCALE * (left - 2) : SCALE * (right + 2),
        ] = 0
    return rest


def test_every_kind_of_field_is_filled_as_a_second_reader_sees_it(draw, fill, read, read_by_pdfium):
    filled = fill(draw(everything), VALUES)
    assert {key: read(filled)[key].value for key in VALUES} == VALUES
    seen = read_by_pdfium(filled)
    assert (seen["name"], seen["code"], seen["land"], seen["day"]) == ("Noor Aziz", "AB12CD", "Peru", "Tue")
    assert seen["story"].split() == VALUES["story"].split()
    assert seen["untouched"] == "as it was"


@pytest.mark.parametrize("key", BOXES)
def test_a_value_changes_what_is_painted_in_its_box_and_nothing_else(draw, fill, paint, key):
    blank = draw(everything)
    before, after = paint(blank), paint(fill(blank, {key: VALUES[key]}))
    assert (pixels(before, BOXES[key]) != pixels(after, BOXES[key])).any()
    assert np.array_equal(without(before, [BOXES[key]]), without(after, [BOXES[key]]))


def test_what_is_painted_can_be_read(draw, fill, words):
    shown = words(fill(draw(everything), VALUES))
    for value in ("Noor Aziz", "I have lived in this town", "Before that I lived by the sea.", "Peru"):
        assert value in " ".join(shown.split())


STRANGE = ("Łukasz Śniadecki", "Юлия Щербакова", "Αθηνά", "₹ 1 200")


def system_has(letters):
    with pikepdf.new() as pdf:
        return system_lettering(pdf, letters, system_folders(Path.home())) is not None


with_fonts = pytest.mark.skipif(
    not all(map(system_has, STRANGE)), reason="no font of this system has Polish, Russian and Greek letters"
)


@with_fonts
@pytest.mark.parametrize("value", STRANGE)
def test_letters_that_the_field_has_no_font_for_are_put_into_the_file(draw, fill, words, value):
    filled = fill(draw(everything), {"name": value})
    assert value in words(filled)
    with pikepdf.open(BytesIO(filled)) as pdf:
        font = pdf.pages[0].Annots[0].AP.N.Resources.Font.Letters
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


@with_fonts
def test_of_a_font_only_the_letters_in_use_are_put_into_the_file(draw, fill):
    blank = draw(everything)
    assert len(fill(blank, {"name": "Łódź"})) - len(fill(blank, {"name": "Lodz"})) < 20_000


@with_fonts
def test_values_with_strange_letters_share_one_font(draw, fill):
    filled = fill(draw(everything), {"name": "Łódź", "story": "Świętochłowice"})
    with pikepdf.open(BytesIO(filled)) as pdf:
        fonts = [pdf.pages[0].Annots[place].AP.N.Resources.Font.Letters.objgen for place in (0, 2)]
    assert fonts[0] == fonts[1]


def test_letters_that_change_with_their_neighbours_are_left_to_the_viewer(draw, fill, read):
    filled = fill(draw(everything), {"name": "محمد"})
    assert read(filled)["name"].value == "محمد"
    with pikepdf.open(BytesIO(filled)) as pdf:
        assert bool(pdf.Root.AcroForm.NeedAppearances)
        assert "/AP" not in pdf.pages[0].Annots[0]


def test_a_long_value_is_written_smaller_and_stays_in_its_box(draw, fill, paint):
    blank = draw(everything)
    long = {"name": "Noor Aziz van der Hoogstraten-Brandenburg y Garcia, born Al-Rashid"}
    before, after = paint(blank), paint(fill(blank, long))
    assert np.array_equal(without(before, [BOXES["name"]]), without(after, [BOXES["name"]]))


def test_each_character_of_a_comb_stands_in_its_own_cell(draw, fill, paint):
    blank = draw(everything)
    before, after = paint(blank), paint(fill(blank, {"code": "HHHHHH"}))
    for cell in range(6):
        box = (302 + 20 * cell, 742, 318 + 20 * cell, 756)
        assert (pixels(before, box) != pixels(after, box)).any()
    for gap in range(1, 6):
        box = (299 + 20 * gap, 744, 301 + 20 * gap, 754)
        assert np.array_equal(pixels(before, box), pixels(after, box))


def test_a_box_without_a_look_of_its_own_gets_one(draw, change, fill, paint, read):
    def strip(pdf):
        for note in pdf.pages[0].Annots:
            if str(note.get("/T", "")) == "agreed":
                del note.AP

    blank = change(draw(everything), strip)
    filled = fill(blank, {"agreed": YES})
    assert read(filled)["agreed"].value == YES
    assert (pixels(paint(blank), BOXES["agreed"]) != pixels(paint(filled), BOXES["agreed"])).any()


def test_a_box_whose_ticked_state_has_no_name_is_ticked_all_the_same(draw, change, fill, paint, read):
    def unname(pdf):
        for note in pdf.pages[0].Annots:
            if str(note.get("/T", "")) == "agreed":
                note.AP.N["/"] = note.AP.N.Yes
                del note.AP.N["/Yes"], note.AP["/D"]

    blank = change(draw(everything), unname)
    filled = fill(blank, {"agreed": YES})
    assert read(filled)["agreed"].value == YES
    assert (pixels(paint(blank), BOXES["agreed"]) != pixels(paint(filled), BOXES["agreed"])).any()


def test_radio_buttons_with_names_in_latin_1_are_chosen(draw, change, read, fill):
    def page(canvas):
        for x, value in ((60, "Aaaa"), (160, "Bbbb")):
            canvas.acroForm.radio(name="answer", value=value, x=x, y=740, size=12)

    plain = change(draw(page), lambda pdf: None, compress_streams=False)
    data = plain.replace(b"/Aaaa", b"/D#e9j").replace(b"/Bbbb", b"/Non#20")
    [field] = read(data).values()
    assert [option.value for option in field.options] == ["Déj", "Non "]
    assert read(fill(data, {"answer": "Déj"}))["answer"].value == "Déj"
    with pikepdf.open(BytesIO(fill(data, {"answer": "Déj"}))) as pdf:
        chosen, other = pdf.pages[0].Annots
        assert chosen.AS == chosen.Parent.V
        assert chosen.AS.unparse() == b"/D#e9j"
        assert other.AS == "/Off"


def test_a_turned_field_is_written_along_its_longer_side(draw, change, fill, words, paint):
    def turn(pdf):
        note = pdf.pages[0].Annots[0]
        note.Rect, note.MK = [500, 300, 520, 500], pikepdf.Dictionary(R=90)
        del note.AP

    blank = change(draw(everything), turn)
    filled = fill(blank, {"name": "Noor Aziz"})
    changed = (paint(blank) != paint(filled)).any(axis=2)
    rows, columns = np.nonzero(changed)
    assert np.ptp(rows) > 2 * np.ptp(columns)
    assert rows.max() <= SCALE * (HEIGHT - 300)


def test_what_the_file_leaves_to_the_viewer_is_drawn_for_all_fields(draw, change, fill, words):
    def leave(pdf):
        pdf.Root.AcroForm.NeedAppearances = True
        for note in pdf.pages[0].Annots:
            if str(note.get("/FT", "")) == "/Tx":
                del note.AP

    filled = fill(change(draw(everything), leave), {"name": "Noor"})
    assert "Noor" in words(filled)
    assert "as it was" in words(filled)
    with pikepdf.open(BytesIO(filled)) as pdf:
        assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_links_attachments_metadata_and_tags_stay(draw, change, fill):
    def add(pdf):
        pdf.attachments["note.txt"] = b"kept"
        pdf.docinfo["/Subject"] = "benefit"
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")

    with pikepdf.open(BytesIO(fill(change(draw(everything), add), VALUES))) as pdf:
        assert pdf.attachments["note.txt"].get_file().read_bytes() == b"kept"
        assert str(pdf.docinfo["/Subject"]) == "benefit"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert pdf.Root.Metadata.read_bytes() == b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
        links = [note for note in pdf.pages[0].Annots if note.Subtype == "/Link"]
        assert str(links[0].A.URI) == "https://example.org"


def test_a_file_encrypted_without_a_password_stays_encrypted(draw, change, fill, read):
    key = pikepdf.Encryption(owner="o", user="", allow=pikepdf.Permissions(extract=False))
    filled = fill(change(draw(everything), lambda pdf: None, encryption=key), {"name": "Noor"})
    assert read(filled)["name"].value == "Noor"
    with pikepdf.open(BytesIO(filled)) as pdf:
        assert pdf.is_encrypted
        assert not pdf.allow.extract


def test_xfa_and_adobes_usage_rights_are_taken_out_and_that_is_said(draw, change, fill):
    def add(pdf):
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
        pdf.Root.Perms = pikepdf.Dictionary(UR3=pikepdf.Dictionary())

    blank = change(draw(everything), add)
    assert any("XFA" in note for note in read_form(blank, "form.pdf").notes)
    with pikepdf.open(BytesIO(fill(blank, {"name": "Noor"}))) as pdf:
        assert "/XFA" not in pdf.Root.AcroForm
        assert "/UR3" not in pdf.Root.Perms


def test_several_lines_of_a_list_are_chosen(draw, change, fill, read):
    def page(canvas):
        days = ["Mon", "Tue", "Wed"]
        canvas.acroForm.listbox(name="days", x=60, y=400, options=days, value="Mon", fieldFlags="multiSelect")

    assert read(fill(draw(page), {"days": "Tue\nWed"}))["days"].value == "Tue\nWed"


def test_what_cannot_be_put_in_is_refused(draw, change, read):
    def lock(pdf):
        pdf.pages[0].Annots[0].Ff = 1

    data = change(draw(everything), lock)
    form = read_form(data, "form.pdf")
    with pytest.raises(ValueError, match="locked"):
        fill_form(data, form, {"name": "Noor"})
    with pytest.raises(ValueError, match="takes 6 characters"):
        fill_form(data, form, {"code": "ABCDEFG"})
    with pytest.raises(ValueError, match="not among the options"):
        fill_form(data, form, {"sex": "x"})


def test_accents_written_apart_and_signs_without_a_look_are_drawn_as_they_are_read(draw, fill, words):
    shown = words(fill(draw(everything), {"name": "Zoe\u0308\u200b Mu\u0308ller\t7\xa0b"}))
    assert "Zoë Müller 7" in shown


def test_filling_what_is_filled_writes_over_it(draw, fill, read, words):
    once = fill(draw(everything), {"name": "Noor Aziz"})
    shown = words(fill(once, {"name": "Mira Novak"}))
    assert "Mira Novak" in shown
    assert "Noor" not in shown
