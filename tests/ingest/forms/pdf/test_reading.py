"""What a PDF form asks, told from its fields and from the words printed around them."""

from __future__ import annotations

import pikepdf
import pytest

from ingest.errors import UnreadableError
from ingest.forms import Option, read_form

NAME = {"width": 200, "height": 18, "borderWidth": 1}


def form_of_one(canvas):
    canvas.drawString(60, 705, "Surname:")
    canvas.acroForm.textfield(name="surname", x=130, y=700, **NAME)


def test_the_words_at_the_left_are_the_label(draw, read):
    def page(canvas):
        canvas.drawString(60, 705, "Surname:")
        canvas.acroForm.textfield(name="t1", x=130, y=700, **NAME)
        canvas.drawString(60, 675, "Place of birth")
        canvas.acroForm.textfield(name="t2", x=130, y=670, **NAME)

    fields = read(draw(page))
    assert [field.label for field in fields.values()] == ["Surname:", "Place of birth"]


def test_the_words_above_are_the_label_where_none_stand_at_the_left(draw, read):
    def page(canvas):
        for x, words in ((60, "Vorname"), (320, "Nachname")):
            canvas.drawString(x, 722, words)
            canvas.acroForm.textfield(name=words, x=x, y=700, **NAME)
        for x, words in ((60, "Straße"), (320, "Ort")):
            canvas.drawString(x, 682, words)
            canvas.acroForm.textfield(name=words + "_", x=x, y=660, **NAME)

    assert [field.label for field in read(draw(page)).values()] == ["Vorname", "Nachname", "Straße", "Ort"]


def test_the_words_below_are_the_label_where_the_whole_page_has_them_there(draw, read):
    def page(canvas):
        for y, words in ((700, "Full legal name"), (640, "Street and number"), (580, "Town")):
            canvas.acroForm.textfield(name=words, x=60, y=y, **NAME)
            canvas.setFont("Helvetica", 7)
            canvas.drawString(60, y - 9, words)

    assert [one.label for one in read(draw(page)).values()] == [
        "Full legal name",
        "Street and number",
        "Town",
    ]


def test_a_tooltip_is_the_label_and_the_printed_words_its_help(draw, read):
    def page(canvas):
        canvas.drawString(60, 705, "DOB")
        canvas.acroForm.textfield(name="f", tooltip="Your date of birth", x=130, y=700, **NAME)

    [field] = read(draw(page)).values()
    assert (field.label, field.help) == ("Your date of birth", "DOB")


def test_a_tooltip_that_a_program_made_up_is_no_label(draw, read):
    def page(canvas):
        canvas.drawString(60, 705, "Telephone")
        canvas.acroForm.textfield(name="Text12", tooltip="Text12", x=130, y=700, **NAME)

    assert read(draw(page))["Text12"].label == "Telephone"


def test_a_field_without_words_is_called_by_its_name(draw, read):
    fields = read(draw(lambda canvas: canvas.acroForm.textfield(name="applicant.first_name", x=60, y=300)))
    assert [field.label for field in fields.values()] == ["first name"]


def test_boxes_to_tick_have_the_words_right_of_them_and_the_question_left_of_their_row(draw, read):
    def page(canvas):
        canvas.drawString(60, 703, "Marital status")
        for x, words in ((160, "single"), (260, "married"), (360, "widowed")):
            canvas.acroForm.checkbox(name=words, x=x, y=700, size=12)
            canvas.drawString(x + 17, 703, words)

    fields = read(draw(page)).values()
    assert [(one.type, one.label, one.before) for one in fields] == [
        ("checkbox", words, "Marital status") for words in ("single", "married", "widowed")
    ]


def test_boxes_to_tick_have_the_words_left_of_them_where_none_stand_after_the_last(draw, read):
    def page(canvas):
        for x, words in ((100, "Yes"), (200, "No")):
            canvas.drawString(x - 25, 703, words)
            canvas.acroForm.checkbox(name=words, x=x, y=700, size=12)

    assert [field.label for field in read(draw(page)).values()] == ["Yes", "No"]


def test_radio_buttons_are_one_choice_with_the_words_beside_each(draw, read):
    def page(canvas):
        canvas.drawString(60, 703, "Sex:")
        for x, value, words in ((120, "f", "female"), (220, "m", "male")):
            canvas.acroForm.radio(name="sex", value=value, x=x, y=700, size=12)
            canvas.drawString(x + 17, 703, words)

    [field] = read(draw(page)).values()
    assert (field.type, field.label) == ("choice", "Sex:")
    assert field.options == (Option("f", "female"), Option("m", "male"))
    assert field.value == ""


def test_rows_of_a_table_are_a_group_with_the_heads_of_its_columns(draw, read):
    def page(canvas):
        canvas.setFont("Helvetica-Bold", 13)
        canvas.drawString(60, 740, "Children")
        canvas.setFont("Helvetica", 9)
        for x, words in ((62, "Full name"), (222, "Date of birth"), (382, "School")):
            canvas.drawString(x, 722, words)
            for row in range(3):
                canvas.acroForm.textfield(name=f"{words}{row}", x=x, y=700 - 18 * row, width=158, height=17)

    fields = read(draw(page)).values()
    assert {(one.label, one.group) for one in fields} == {
        (words, "Children") for words in ("Full name", "Date of birth", "School")
    }
    assert [one.row for one in fields if one.label == "School"] == [0, 1, 2]


def test_names_that_count_make_a_group_where_there_is_no_table(draw, read):
    def page(canvas):
        for place, name in enumerate(("job1_employer", "job1_from", "job2_employer", "job2_from", "other")):
            canvas.drawString(60, 705 - 40 * place, name.partition("_")[2] or name)
            canvas.acroForm.textfield(name=name, x=160, y=700 - 40 * place, **NAME)

    fields = read(draw(page))
    assert [(one.group, one.row) for one in fields.values()] == [
        ("job", 0),
        ("job", 0),
        ("job", 1),
        ("job", 1),
        ("", None),
    ]


def test_larger_words_above_are_the_section_also_on_the_next_page(draw, read):
    def page(canvas):
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(60, 790, "Application for housing benefit")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 770, "Please fill in this form in full and send it to your council.")
        for y, heading, name in ((740, "1. About you", "a"), (650, "2. Your partner", "b")):
            canvas.setFont("Helvetica-Bold", 13)
            canvas.drawString(60, y, heading)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(60, y - 35, "Name")
            canvas.acroForm.textfield(name=name, x=130, y=y - 40, **NAME)
        canvas.showPage()
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 705, "Their income")
        canvas.acroForm.textfield(name="c", x=130, y=700, **NAME)

    form = read_form(draw(page), "form.pdf")
    assert form.title == "Application for housing benefit"
    assert form.intro.startswith("Please fill in this form in full")
    assert [(field.section, field.page) for field in form.fields] == [
        ("1. About you", 1),
        ("2. Your partner", 1),
        ("2. Your partner", 2),
    ]


def test_the_words_around_a_blank_in_running_text_are_kept(draw, read):
    def page(canvas):
        canvas.drawString(60, 705, "I, born on")
        canvas.acroForm.textfield(name="x", x=112, y=701, width=80, height=14)
        canvas.drawString(196, 705, "in the town of Lyon, declare that this is true.")

    [field] = read(draw(page)).values()
    assert field.before == "I, born on"
    assert field.after.startswith("in the town of")


def test_a_turned_page_is_read_as_it_is_looked_at(draw, change, read):
    def page(canvas):
        canvas.saveState()
        canvas.rotate(90)
        canvas.drawString(100, -200, "Postcode")
        canvas.restoreState()
        canvas.acroForm.textfield(name="x", x=190, y=160, width=18, height=120)

    def turn(pdf):
        pdf.pages[0].Rotate = 90

    assert read(change(draw(page), turn))["x"].label == "Postcode"


def test_what_the_file_says_of_a_field_is_told(draw, read):
    def page(canvas):
        form = canvas.acroForm
        form.textfield(name="code", x=60, y=700, maxlen=6, fieldFlags="comb required", **NAME)
        form.textfield(name="story", x=60, y=500, width=300, height=100, fieldFlags="multiline")
        form.textfield(name="shut", x=60, y=450, fieldFlags="readOnly", value="2026", **NAME)
        form.choice(
            name="land", x=60, y=400, options=[("Deutschland", "DE"), ("Schweiz", "CH")], value="CH", **NAME
        )
        form.listbox(name="days", x=60, y=300, options=["Mon", "Tue"], fieldFlags="multiSelect", value="Mon")

    fields = read(draw(page))
    code = fields["code"]
    assert (code.max_length, code.cells, code.required, code.type) == (6, True, True, "text")
    assert fields["story"].type == "long text"
    assert (fields["shut"].locked, fields["shut"].value) == (True, "2026")
    assert (fields["land"].type, fields["land"].value) == ("choice", "CH")
    assert fields["land"].options == (Option("DE", "Deutschland"), Option("CH", "Schweiz"))
    assert (fields["days"].type, fields["days"].value) == ("choices", "Mon")


def test_an_entry_that_only_asks_to_choose_is_no_value(draw, read):
    def page(canvas):
        canvas.acroForm.choice(
            name="land", x=60, y=400, options=["Bitte wählen", "Schweiz"], value="Bitte wählen", **NAME
        )

    assert read(draw(page))["land"].value == ""


SCRIPTS = {
    'AFDate_FormatEx("dd.mm.yyyy");': ("date", "dd.mm.yyyy"),
    "AFDate_Format(4);": ("date", "d-mmm"),
    'AFNumber_Format(2, 0, 0, 0, "EUR", true);': ("number", ""),
    "AFSpecial_Format(2);": ("phone", ""),
    "app.alert('hello'); while (true) {}": ("text", ""),
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_tell_the_format_and_are_not_run(draw, change, read, script):
    def add(pdf):
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(script))
        pdf.pages[0].Annots[0].AA = pikepdf.Dictionary(F=action, K=action)

    field = read(change(draw(form_of_one), add))["surname"]
    assert (field.type, field.format) == SCRIPTS[script]


def test_a_date_is_known_by_the_format_in_its_words(draw, read):
    def page(canvas):
        canvas.drawString(60, 705, "Geburtsdatum (TT.MM.JJJJ)")
        canvas.acroForm.textfield(name="x", x=230, y=700, **NAME)

    field = read(draw(page))["x"]
    assert (field.type, field.format) == ("date", "dd.mm.yyyy")


def test_the_parts_of_a_date_share_its_words_and_are_no_dates(draw, read):
    def page(canvas):
        canvas.drawString(60, 722, "Date of birth (DD/MM/YYYY)")
        for x, name, most in ((60, "d", 2), (90, "m", 2), (120, "y", 4)):
            canvas.acroForm.textfield(name=name, x=x, y=700, width=15 * most / 2, height=18, maxlen=most)

    fields = read(draw(page)).values()
    assert {(one.type, one.label) for one in fields} == {("text", "Date of birth (DD/MM/YYYY)")}


def test_words_at_the_top_of_a_ruled_cell_are_the_label_of_the_field_in_it(draw, read):
    words = (("Name, Vorname", "Geburtsdatum"), ("Straße, Hausnummer", "PLZ, Wohnort"))

    def page(canvas):
        for row, pair in enumerate(words):
            for column, label in enumerate(pair):
                x, y = 60 + 240 * column, 700 - 34 * row
                canvas.rect(x, y, 240, 34)
                canvas.setFont("Helvetica", 6)
                canvas.drawString(x + 2, y + 27, label)
                canvas.acroForm.textfield(name=label, x=x + 1, y=y + 1, width=238, height=23, borderWidth=0)

    assert {key: field.label for key, field in read(draw(page)).items()} == {
        label: label for pair in words for label in pair
    }


def test_dots_and_a_sign_of_money_lead_from_the_words_to_their_field(draw, read):
    def page(canvas):
        for row, label in enumerate(("Rent", "Food and clothing", "Heating")):
            y = 700 - 14 * row
            canvas.drawString(60, y, label + " " + "." * (60 - len(label)))
            canvas.drawString(330, y, "$")
            canvas.acroForm.textfield(name=label, x=340, y=y - 3, width=80, height=13, borderWidth=0)

    fields = read(draw(page))
    assert {key: field.label for key, field in fields.items()} == {key: key for key in fields}


def test_the_title_of_a_file_is_not_the_name_that_a_program_gave_it(draw, change):
    def call(title):
        def change_title(pdf):
            pdf.docinfo["/Title"] = title

        return read_form(change(draw(form_of_one), change_title), "claim.pdf").title

    assert call("Claim for damages") == "Claim for damages"
    assert call("Microsoft Word - claim_v3.docx") == "claim"


def test_hidden_fields_and_buttons_are_left_out(draw, change, read):
    def page(canvas):
        for place, name in enumerate(("seen", "hidden", "button", "tiny")):
            canvas.acroForm.textfield(name=name, x=60, y=700 - 30 * place, **NAME)

    def hide(pdf):
        _, hidden, button, tiny = pdf.pages[0].Annots
        hidden.F = 2
        button.FT, button.Ff = pikepdf.Name.Btn, 1 << 16
        tiny.Rect = [60, 60, 60, 60]

    assert list(read(change(draw(page), hide))) == ["seen"]


def test_a_field_in_several_places_is_one_field(draw, change, read):
    def page(canvas):
        for place, name in enumerate(("one", "two")):
            canvas.acroForm.textfield(name=name, x=60, y=700 - 30 * place, **NAME)

    def join(pdf):
        kids = list(pdf.pages[0].Annots)
        parent = pdf.make_indirect(
            pikepdf.Dictionary(T=pikepdf.String("Übername"), FT=pikepdf.Name.Tx, Kids=pikepdf.Array(kids))
        )
        for kid in kids:
            del kid.T, kid.FT
            kid.Parent = parent
        pdf.Root.AcroForm.Fields = pikepdf.Array([parent])

    assert list(read(change(draw(page), join))) == ["Übername"]


def test_two_fields_of_one_name_keep_apart(draw, change, read):
    def page(canvas):
        for place, name in enumerate(("one", "two")):
            canvas.acroForm.textfield(name=name, x=60, y=700 - 30 * place, **NAME)

    def rename(pdf):
        for note in pdf.pages[0].Annots:
            note.T = pikepdf.String("same")

    assert list(read(change(draw(page), rename))) == ["same", "same #2"]


def test_the_language_is_the_files_own_or_that_of_its_words(draw, change):
    def page(canvas):
        canvas.drawString(60, 760, "Bitte füllen Sie dieses Formular vollständig und leserlich aus,")
        canvas.drawString(60, 745, "und senden Sie es unterschrieben an die zuständige Behörde zurück.")
        form_of_one(canvas)

    def say(pdf):
        pdf.Root.Lang = pikepdf.String("pt-BR")

    assert read_form(draw(page), "form.pdf").language == "de"
    assert read_form(draw(form_of_one), "form.pdf").language == ""
    assert read_form(change(draw(page), say), "form.pdf").language == "pt"


def test_a_flat_file_is_reported_as_such(draw):
    with pytest.raises(UnreadableError, match="no fields to fill in") as caught:
        read_form(draw(lambda canvas: canvas.drawString(60, 700, "Name: ________")), "flat.pdf")
    assert "as text" in caught.value.reason


def test_a_dynamic_xfa_form_is_reported_as_such(draw, change):
    def make_dynamic(pdf):
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pdf.make_stream(b"<xdp/>"))
        pdf.Root.NeedsRendering = True

    data = change(draw(lambda canvas: canvas.drawString(60, 700, "Please wait...")), make_dynamic)
    with pytest.raises(UnreadableError, match="dynamic XFA"):
        read_form(data, "form.pdf")


def test_a_password_is_asked_for_by_name_and_an_empty_one_is_none(draw, change, read):
    data = draw(form_of_one)
    locked = change(data, lambda pdf: None, encryption=pikepdf.Encryption(owner="o", user="sesame"))
    opened = change(data, lambda pdf: None, encryption=pikepdf.Encryption(owner="o", user=""))
    with pytest.raises(UnreadableError, match="encrypted; save a copy without the password"):
        read_form(locked, "form.pdf")
    assert read(opened)["surname"].label == "Surname:"


def test_two_copies_of_a_form_have_one_layout_whatever_stands_in_them(draw, fill):
    data = draw(form_of_one)
    filled = fill(data, {"surname": "Aziz"})
    assert read_form(data, "a.pdf").layout == read_form(filled, "b.pdf").layout
