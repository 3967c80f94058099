"""Word forms: lines that ask by blanks and boxes."""

import pytest

from ingest.forms import YES

from .making import BOLD, fields, filled, labels, p, packed, r, t, texts


@pytest.mark.parametrize(
    ("line", "expected", "values", "after"),
    [
        ("Name: ______ Date: ____", ["Name", "Date"], ["Noor", "today"], "Name: Noor Date: today"),
        ("Born: __.__.____", ["Born"], ["04.03.1987"], "Born: 04.03.1987"),
        (
            "Vorname ........................ Ort …………",
            ["Vorname", "Ort"],
            ["Ada", "Bonn"],
            "Vorname Ada Ort Bonn",
        ),
        ("Sex: ☐ female ☐ male", ["Sex"], ["male"], "Sex: ☐ female ☒ male"),
        ("Smoker? Yes □ No □", ["Smoker?"], ["No"], "Smoker? Yes □ No ☒"),
        ("Pet: [ ] cat [ ] dog", ["Pet"], ["cat"], "Pet: [x] cat [ ] dog"),
        ("☐ I agree.", ["I agree."], [YES], "☒ I agree."),
        ("I, ________, born on ________, declare", ["I", "born on"], ["Noor", "4 March"], None),
        ("Name:______Town:____", ["Name", "Town"], ["Noor", "Oran"], "Name: Noor Town: Oran"),
        ("________ (first name)", ["first name"], ["Noor"], "Noor (first name)"),
        ("Introduction ........................ 3", [], [], None),
        ("He said [sic] that __init__ is fine.", [], [], None),
    ],
)
def test_a_line_asks_by_its_blanks_and_boxes(line, expected, values, after):
    data = packed(t("Some words.") + t(line))
    assert labels(data) == expected
    data = filled(data, dict(zip(fields(data), values, strict=True)))
    assert texts(data)[1] == (after or texts(data)[1])
    assert (
        all(value in texts(data)[1] or value == YES for value in values)
        or "☒" in texts(data)[1]
        or "[x]" in after
    )


def test_a_date_in_parts_tells_its_format():
    assert [one.format for one in fields(packed(t("Born: __ / __ / ____"))).values()] == ["dd/mm/yyyy"]


def test_tab_leaders_and_underlined_spaces_are_blanks():
    stops = '<w:pPr><w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="9000"/></w:tabs></w:pPr>'
    data = packed(
        p(r("Phone:") + "<w:r><w:tab/></w:r>" + "<w:r><w:tab/></w:r>", stops)
        + p(r("Email: ") + r("          ", '<w:rPr><w:u w:val="single"/></w:rPr>'))
    )
    data = filled(data, {"Phone": "0171 5", "Email": "a@b.example"})
    assert texts(data) == ["Phone:\t0171 5", "Email: a@b.example"]


def test_a_table_of_contents_by_hand_and_hidden_text_ask_nothing():
    stops = '<w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs></w:pPr>'
    data = packed(
        p(r("Introduction") + "<w:r><w:tab/></w:r>" + r("12"), stops)
        + t("IBAN: ________", "<w:rPr><w:vanish/></w:rPr>")
    )
    assert labels(data) == []


def test_lines_below_blanks_name_them_and_lines_to_write_on_are_one_answer():
    data = packed(
        t("Describe your work:")
        + t("______________")
        + t("______________")
        + t("Last part", BOLD)
        + p()
        + t("__________          __________")
        + t("Place, date          Signature of the applicant")
    )
    found = fields(data)
    assert [(one.label, one.type) for one in found.values()] == [
        ("Describe your work", "long text"),
        ("Place, date", "text"),
        ("Signature of the applicant", "signature"),
    ]
    data = filled(data, {"Describe your work": "I sail.\nA lot.", "Place, date": "Oran"})
    assert texts(data)[1:3] == ["I sail.\nA lot.", ""] and "Oran" in texts(data)[5]


def test_boxes_below_a_question_are_one_and_boxes_alone_are_each_one():
    data = packed(
        t("Which do you enclose?")
        + t("☐ passport")
        + t("☐ photo")
        + t("☐ other: ______")
        + t("Some words that end.")
        + t("☐ I agree to this.")
        + t("☐ I want news.")
    )
    found = fields(data)
    assert [(one.label, one.type) for one in found.values()] == [
        ("Which do you enclose?", "choices"),
        ("other", "text"),
        ("I agree to this.", "checkbox"),
        ("I want news.", "checkbox"),
    ]
    data = filled(data, {"Which do you enclose?": "photo\nother", "other": "a letter", "I want news.": YES})
    assert texts(data)[1:4] == ["☐ passport", "☒ photo", "☒ other: a letter"]
    assert texts(data)[5:] == ["☐ I agree to this.", "☒ I want news."]
    assert fields(data)["I want news."].value == YES
