"""Forms in text and Markdown. A case is the form, what it asks, and the form filled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.forms import YES, Field, fill_form, read_form


def fields(text: str, name: str = "form.txt") -> list[Field]:
    return list(read_form(text.encode(), name).fields)


def labels(text: str, name: str = "form.txt") -> list[str]:
    return [field.label for field in fields(text, name)]


def filled(text: str, *values: str, name: str = "form.txt") -> str:
    form = read_form(text.encode(), name)
    given = dict(zip((field.key for field in form.fields), values, strict=False))
    return fill_form(text.encode(), form, given).decode()


@pytest.mark.parametrize(
    ("text", "label", "after"),
    [
        ("Name: ______\n", "Name", "Name: Ana\n"),
        ("Name ______\n", "Name", "Name Ana\n"),
        ("Name: ........\n", "Name", "Name: Ana\n"),
        ("Name: ……\n", "Name", "Name: Ana\n"),
        ("Name: . . . . . .\n", "Name", "Name: Ana\n"),
        ("Name: \\_\\_\\_\\_\n", "Name", "Name: Ana\n"),
        ("Name:\n", "Name", "Name: Ana\n"),
        ("Name:  \r\n", "Name", "Name: Ana  \r\n"),
        ("- Nom :\n", "Nom", "- Nom : Ana\n"),
        ("1. Nombre:", "Nombre", "1. Nombre: Ana"),
        ("**Name:**\n", "Name", "**Name:** Ana\n"),
        ("**Name**: ____\n", "Name", "**Name**: Ana\n"),
        ("氏名\uff1a\n", "氏名", "氏名\uff1aAna\n"),
        ("Dear {{ name }},\n", "name", "Dear Ana,\n"),
        ("Dear <<name>>,\n", "name", "Dear Ana,\n"),
        ("Dear [Ihr Name],\n", "Ihr Name", "Dear Ana,\n"),
        ("____________\n(Place, date)\n", "Place, date", "Ana\n(Place, date)\n"),
        ("What is your name?\n\n", "What is your name?", "What is your name?\nAna\n\n"),
        ("What is your name?\n____________\n", "What is your name?", "What is your name?\nAna\n"),
        (
            "1. Say who you are.\n\n\n2. Say more.\n\n\n",
            "Say who you are.",
            "1. Say who you are.\n   Ana\n\n\n2. Say more.\n\n\n",
        ),
    ],
)
def test_whatever_is_left_open_is_a_field_and_all_else_stays(text, label, after):
    assert labels(text)[0] == label
    assert filled(text, "Ana") == after


def test_a_sentence_gives_the_words_around_each_gap():
    text = "I, ________, born on ________ in ________ (town), agree.\n"
    asked = fields(text)
    assert [(field.before, field.after) for field in asked] == [
        ("I,", ", born on"),
        (", born on", "in"),
        ("in", "(town), agree."),
    ]
    assert asked[2].help == "town"
    assert filled(text, "Ana", "4 March", "Faro") == "I, Ana, born on 4 March in Faro (town), agree.\n"


def test_a_gap_in_parts_is_one_field():
    assert [(field.label, field.type) for field in fields("Born: __/__/____\n")] == [("Born", "date")]
    assert filled("Born: __/__/____\n", "04/03/1987") == "Born: 04/03/1987\n"
    assert filled("Born: ____-__-__\n", "1987-03-04") == "Born: 1987-03-04\n"
    assert labels("Phone: (____) ____-____\n") == ["Phone"]
    assert filled("Phone: (____) ____-____\n", "912 345 678") == "Phone: 912 345 678\n"


def test_what_is_printed_around_a_gap_is_no_label():
    text = "Salary: € ____\nOver 18? (Y/N): ____\nDate: ____ / ____ / 20__\n"
    assert [(field.label, field.type) for field in fields(text)] == [
        ("Salary", "text"),
        ("Over 18? (Y/N)", "text"),
        ("Date", "text"),
    ]
    assert filled(text, "10", "yes", "1/2/2026") == "Salary: € 10\nOver 18? (Y/N): yes\nDate: 1/2/2026\n"


def test_a_column_of_numbers_names_no_group():
    text = "| # | Name |\n|---|---|\n| 1 | |\n| 2 | |\n"
    assert [(field.label, field.group, field.row) for field in fields(text, "form.md")] == [
        ("Name", "Name", 0),
        ("Name", "Name", 1),
    ]


def test_columns_keep_their_places():
    text = "Name: ____________  Date: ______\n"
    assert labels(text) == ["Name", "Date"]
    assert filled(text, "Ana", "today") == "Name: Ana           Date: today\n"
    text = "Name:          Date:\n"
    assert labels(text) == ["Name", "Date"]
    assert filled(text, "Ana", "today") == "Name: Ana      Date: today\n"
    text = "_______________    _______________\nPlace, date        Signature\n"
    assert [(field.label, field.type) for field in fields(text)] == [
        ("Place, date", "text"),
        ("Signature", "signature"),
    ]
    assert filled(text, "Faro").startswith("Faro               ____")


def test_gaps_under_the_heads_of_columns_are_rows_of_a_group():
    text = "CONTACTS\n\nName            Phone\n____________    ____________\n____________    ____________\n"
    assert [(field.label, field.group, field.row) for field in fields(text)] == [
        ("Name", "CONTACTS", 0),
        ("Phone", "CONTACTS", 0),
        ("Name", "CONTACTS", 1),
        ("Phone", "CONTACTS", 1),
    ]
    assert filled(text, "Ana", "912").splitlines()[3] == "Ana             912"


def test_more_room_below_a_gap_asks_nothing_new():
    assert labels("Address: ____________\n         ____________\nCity: ____\n") == ["Address", "City"]


def test_a_placeholder_that_only_shows_how_is_asked_by_the_words_before_it():
    asked = fields("- OS: [e.g. iOS]\n- Browser: [insert here]\n")
    assert [(field.label, field.help) for field in asked] == [("OS", "e.g. iOS"), ("Browser", "insert here")]


def test_dots_are_gaps_like_underscores():
    text = "Né(e) le : …… / …… / ………… à : …………\nValidade: .../.../.....\nC.F. ____ n. ____\n"
    assert [(field.label, field.type) for field in fields(text)] == [
        ("Né(e) le", "date"),
        ("à", "text"),
        ("Validade", "date"),
        ("C.F.", "text"),
        ("n.", "text"),
    ]
    assert filled(text, "04/03/1987", "Lille", "01/2030", "X", "7") == (
        "Né(e) le : 04/03/1987 à : Lille\nValidade: 01/2030\nC.F. X n. 7\n"
    )


def test_an_abbreviation_ends_no_label():
    assert labels("Tél. domicile : ______\nEst. civil: ______\nSign here. Name: ______\n") == [
        "Tél. domicile",
        "Est. civil",
        "Name",
    ]


def test_front_matter_asks_nothing():
    text = "---\nname:\ntitle: ''\n---\n\nName:\n"
    assert filled(text, "Ana", name="form.md") == "---\nname:\ntitle: ''\n---\n\nName: Ana\n"


def test_boxes_for_single_letters_take_one_each():
    (field,) = fields("Code: |_|_|_|_|\n")
    assert (field.cells, field.max_length) == (True, 4)
    assert filled("Code: |_|_|_|_|\n", "AB1") == "Code: |A|B|1|_|\n"


@pytest.mark.parametrize(
    ("text", "label", "options", "after"),
    [
        ("Sex: [ ] female  [ ] male\n", "Sex", ["female", "male"], "Sex: [x] female  [ ] male\n"),
        ("Geschlecht: ☐ w ☐ m ☐ d\n", "Geschlecht", ["w", "m", "d"], "Geschlecht: ☒ w ☐ m ☐ d\n"),
        ("Sexe\n", None, [], ""),
        (
            "Are you new?\n- [ ] yes\n- [ ] no\n",
            "Are you new?",
            ["yes", "no"],
            "Are you new?\n- [x] yes\n- [ ] no\n",
        ),
        (
            "## Status\n\n( ) single\n( ) married\n",
            "Status",
            ["single", "married"],
            "## Status\n\n(x) single\n( ) married\n",
        ),
        ("New here?  Yes [ ]  No [ ]\n", "New here?", ["Yes", "No"], "New here?  Yes [x]  No [ ]\n"),
        ("Oui ○  Non ○\n", "", ["Oui", "Non"], "Oui ●  Non ○\n"),
    ],
)
def test_boxes_that_belong_together_are_a_choice(text, label, options, after):
    if label is None:
        with pytest.raises(UnreadableError):
            fields(text)
        return
    (field,) = fields(text)
    assert (field.label, field.type) == (label, "choice")
    assert [option.value for option in field.options] == options
    assert filled(text, options[0]) == after


def test_several_of_the_boxes_are_ticked_where_the_question_allows_it():
    text = "Languages (tick all that apply): [ ] English [ ] French [ ] German\n"
    assert fields(text)[0].type == "choices"
    assert filled(text, "English\nGerman").count("[x]") == 2


def test_a_box_alone_and_a_statement_are_checkboxes():
    text = "- [ ] I agree\n"
    assert fields(text)[0].type == "checkbox"
    assert filled(text, YES) == "- [x] I agree\n"
    text = "[ ] I have read the terms and agree to them\n[ ] I want the newsletter\n"
    assert [field.type for field in fields(text)] == ["checkbox", "checkbox"]
    assert filled(text, "", YES) == text.replace("[ ] I want", "[x] I want")


def test_a_line_may_hold_several_choices():
    text = "Sex: [ ] m [ ] f   Student: [ ] yes [ ] no\n"
    assert [(field.label, len(field.options)) for field in fields(text)] == [("Sex", 2), ("Student", 2)]
    assert filled(text, "f", "no") == "Sex: [ ] m [x] f   Student: [ ] yes [x] no\n"


def test_what_is_ticked_already_is_never_changed():
    text = "Sex: [x] female [ ] male\n"
    assert fields(text)[0].value == "female"
    assert filled(text, "male") == text


def test_boxes_that_words_do_not_tell_apart_are_left_alone():
    text = "[ ] yes [ ] no [ ] yes [ ] no\n[ ] [ ] [ ]\nName:\n"
    assert labels(text) == ["Name"]


def test_room_to_write_more_beside_a_box_is_a_field_of_its_own():
    assert labels("Pet: [ ] cat [ ] other: ______\n") == ["Pet", "other"]


TABLE = """## Children

| Name | Born | School |
|------|:----:|--------|
|      |      |        |
|      |      |        |
"""


def test_empty_rows_of_a_table_are_a_repeating_group():
    asked = fields(TABLE, "form.md")
    assert [(field.label, field.group, field.row) for field in asked[:4]] == [
        ("Name", "Children", 0),
        ("Born", "Children", 0),
        ("School", "Children", 0),
        ("Name", "Children", 1),
    ]
    assert (
        filled(TABLE, "Sami|Lina", "2015", name="form.md").splitlines()[4]
        == "| Sami\\|Lina | 2015 |        |"
    )


def test_empty_cells_are_asked_by_the_words_beside_and_above_them():
    text = "| | Home | Work |\n|---|---|---|\n| Phone | | |\n"
    assert labels(text, "form.md") == ["Phone: Home", "Phone: Work"]
    text = "| Name | |\n|---|---|\n| Born | ____ |\n| Paid | 10 |\n"
    assert labels(text, "form.md") == ["Name", "Born"]
    assert (
        filled(text, "Ana", "1987", name="form.md")
        == "| Name | Ana |\n|---|---|\n| Born | 1987 |\n| Paid | 10 |\n"
    )
    framed = "+------+-----+\n| Name |     |\n+------+-----+\n| City |     |\n+------+-----+\n"
    assert filled(framed, "Ana", "Rome").splitlines()[1] == "| Name | Ana |"


def test_the_word_over_a_column_of_labels_asks_nothing():
    assert labels("| Angabe | |\n|---|---|\n| Name | |\n", "form.md") == ["Name"]
    assert labels("| Name | |\n|---|---|\n| Born | |\n", "form.md") == ["Name", "Born"]


def test_the_day_of_a_signature_is_no_signature():
    text = "Signed: ____\nDate signed: ____\nOrt, Datum, Unterschrift: ____\nDatum der Unterschrift: ____\n"
    assert [field.type for field in fields(text)] == ["signature", "text", "signature", "text"]


def test_a_form_in_capitals_has_its_language():
    text = "IN CASE OF EMERGENCY\n\nNAME ........\nDATE OF BIRTH ........\nHOME ADDRESS ........\n"
    assert read_form(text.encode(), "card.txt").language == "en"


def test_a_placeholder_that_stands_twice_is_one_field():
    text = "{{name}} lives in {{city}}. Signed, {{name}}\n"
    assert [field.key for field in fields(text)] == ["name", "city"]
    assert filled(text, "Ana", "Faro") == "Ana lives in Faro. Signed, Ana\n"


def test_what_is_no_blank_stays_out():
    text = """# Guide ........ 3

See [the site](https://example.org), [note 1], [1] and [^2]. Wait... `{{code}}`

[note 1]: https://example.org

___

Please note:
bring a photo.

You need:

- a photo
- a passport

Where do I sign?

At the desk.

```
Name: ____
```

<!-- Name: ____ -->

City:
"""
    assert labels(text, "form.md") == ["City"]


def test_headings_and_section_labels_are_sections():
    text = "# Form\n\n## You\n\nName: ____\n\nContact details:\n\nPhone:\nEmail:\n\n"
    text += "## Work\n\n### Employer\n\n### Title\n"
    assert [(field.label, field.section) for field in fields(text, "form.md")] == [
        ("Name", "Form > You"),
        ("Phone", "Form > You > Contact details"),
        ("Email", "Form > You > Contact details"),
        ("Employer", "Form > Work"),
        ("Title", "Form > Work"),
    ]


def test_a_form_tells_its_title_intro_and_language():
    text = "Antrag auf einen Ausweis\n\nBitte füllen Sie alles aus.\n\n"
    text += "Name: ____\nGeburtsdatum: ____\nStraße und Hausnummer: ____\n"
    form = read_form(text.encode(), "antrag.txt")
    assert (form.title, form.intro, form.language) == (
        "Antrag auf einen Ausweis",
        "Bitte füllen Sie alles aus.",
        "de",
    )
    assert form.kind == "text"
    assert form.layout == read_form(text.encode(), "other.txt").layout


def test_encoding_mark_and_line_ends_stay():
    text = "Größe: ____\r\nName: ____\r\n"
    for encoding in ("cp1252", "utf-8-sig", "utf-16"):
        data = text.encode(encoding)
        form = read_form(data, "form.txt")
        assert fill_form(data, form, {}) == data
        key = form.fields[1].key
        assert fill_form(data, form, {key: "Jürgen"}) == text.replace("Name: ____", "Name: Jürgen").encode(
            encoding
        )
    damaged = b"G\xc3\xb6teborg, \xc3\xa9t\xc3\xa9, \xff: ____\n"
    assert fill_form(
        damaged, read_form(damaged, "a.txt"), {read_form(damaged, "a.txt").fields[0].key: "x"}
    ).endswith(b"\xff: x\n")


def test_a_long_answer_keeps_its_lines_and_its_place_in_a_list():
    text = "1. Why?\n\n2. When?\n\n"
    assert (
        filled(text, "First.\nSecond.", name="form.md") == "1. Why?\n\n   First.\n   Second.\n\n2. When?\n\n"
    )
    assert (
        filled("Why?\n______\n______\nEnd\n", "First.\nSecond.\nThird.")
        == "Why?\nFirst.\nSecond.\nThird.\nEnd\n"
    )


def test_a_text_with_nothing_left_open_is_no_form():
    with pytest.raises(UnreadableError, match="nothing in it is left open"):
        read_form(b"Dear Ana,\n\nthank you.\n", "letter.txt")
    with pytest.raises(UnreadableError):
        read_form(bytes(range(256)) * 9, "letter.txt")


formlike = st.lists(
    st.sampled_from(
        [
            "Name",
            ":",
            " ",
            "____",
            "....",
            "[ ]",
            "( )",
            "\n",
            "\r\n",
            "|",
            "---",
            "{{a}}",
            "[b c]",
            "?",
            "1. ",
            "- ",
            "#",
            "**",
            "__/__",
            "☐",
            "é",
            "<!--",
            "```",
        ]
    )
    | st.text(max_size=3),
    max_size=40,
).map("".join)


@given(
    formlike,
    st.sampled_from(["form.md", "form.txt"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
def test_any_text_is_read_and_filled_without_harm_to_the_rest(text, name, value):
    data = text.encode("utf-8", "replace")
    try:
        form = read_form(data, name)
    except UnreadableError:
        return
    assert len({field.key for field in form.fields}) == len(form.fields)
    assert all(field.key for field in form.fields)
    assert fill_form(data, form, {}) == data
    chosen = {
        one.key: one.options[0].value if one.options else YES if one.type == "checkbox" else value
        for one in form.fields
    }
    fill_form(data, form, chosen)
