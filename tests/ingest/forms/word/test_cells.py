"""Word forms: tables that ask by empty cells."""

import io

import docx
import pytest

from ingest.forms import read_form

from .making import (
    PLACEHOLDER,
    control,
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


def a_table(rows: list[list[str]]) -> bytes:
    document = docx.Document()
    document.add_heading("Children", 1)
    made = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return saved(document)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["First name", "", "Last name:", ""]], [("First name", "", None), ("Last name", "", None)]),
        ([["No.", "Name"], ["1.", ""], ["2.", ""]], [("Name", "Children", 0), ("Name", "Children", 1)]),
        (
            [["Job", "From"], ["", ""], ["", ""]],
            [("Job", "Children", 0), ("From", "Children", 0)] * 1
            + [("Job", "Children", 1), ("From", "Children", 1)],
        ),
        (
            [["Job", "From"], ["", ""], ["Town", "To"], ["", ""]],
            [(one, "", None) for one in ("Job", "From", "Town", "To")],
        ),
        ([["Question", "Answer"], ["Name", ""], ["Town", ""]], [("Name", "", None), ("Town", "", None)]),
        ([["Name", "Noor"], ["Town", "Oran"]], []),
    ],
)
def test_empty_cells_are_asked_by_what_is_beside_or_above_them(rows, expected):
    found = read_form(a_table(rows), "form.docx").fields
    assert [(one.label, one.group, one.row) for one in found] == expected
    assert all(one.section.startswith("Children") for one in found)


def test_rows_with_names_of_their_own_are_parts():
    data = a_table([["", "Name", "Phone"], ["Mother", "", ""], ["Father", "", ""]])
    assert [(one.label, one.section) for one in fields(data).values()] == [
        ("Name", "Children > Mother"),
        ("Phone", "Children > Mother"),
        ("Name", "Children > Father"),
        ("Phone", "Children > Father"),
    ]


def test_cells_take_the_formatting_that_their_paragraph_has_and_keep_their_label():
    cell = "<w:tc>" + t("Occupation") + p(settings="<w:pPr><w:rPr><w:i/></w:rPr></w:pPr>") + "</w:tc>"
    data = packed(table([cell, "Employer:"]))
    assert labels(data) == ["Occupation", "Employer"]
    data = filled(data, {"Occupation": "nurse", "Employer": "Clinic"})
    [row] = docx.Document(io.BytesIO(data)).tables[0].rows
    assert [one.text for one in row.cells] == ["Occupation\nnurse", "Employer: Clinic"]
    assert '<w:rPr><w:i/></w:rPr><w:t xml:space="preserve">nurse' in document_xml(data)
    assert labels(data) == []


def test_controls_and_boxes_in_cells_are_asked_by_the_cell_before():
    inner = control(
        '<w:alias w:val="tx1"/><w:tag w:val="Text12"/><w:showingPlcHdr/><w:text/>', r("?", PLACEHOLDER)
    )
    around = control('<w:tag w:val="town"/><w:showingPlcHdr/><w:text/>', f"<w:tc>{t('?')}</w:tc>")
    row = f"<w:tr><w:tc>{t('Town')}</w:tc>{around}</w:tr>"
    data = packed(
        table(["Family name", p(inner)], ["Marital status", t("☐ single ☐ married")]).replace(
            "</w:tbl>", row + "</w:tbl>"
        )
    )
    assert labels(data) == ["Family name", "Marital status", "Town"]
    values = {"Text12": "Åberg", "Marital status": "married", "town": "Oran"}
    assert {key: one.value for key, one in fields(filled(data, values)).items()} == values


def test_boxes_in_the_cells_of_a_row_are_one_question():
    data = packed(
        table(["Gender", t("☐ female"), t("☐ male")])
        + p()
        + table(["Married:", t("☐"), "yes", t("☐"), "no"])
        + p()
        + table(["", "Yes", "No"], ["Do you smoke?", t("☐"), t("☐")], ["Do you drive?", t("☐"), t("☐")])
    )
    found = read_form(data, "form.docx").fields
    assert [(one.label, [option.value for option in one.options], one.section) for one in found] == [
        ("Gender", ["female", "male"], ""),
        ("Married", ["yes", "no"], ""),
        ("Do you smoke?", ["Yes", "No"], ""),
        ("Do you drive?", ["Yes", "No"], ""),
    ]
    values = {"Gender": "male", "Married": "yes", "Do you smoke?": "No", "Do you drive?": "Yes"}
    assert {key: one.value for key, one in fields(filled(data, values)).items()} == values


def test_a_row_of_small_cells_takes_a_character_each():
    data = packed(table(["Postcode", *([""] * 5)]))
    [one] = read_form(data, "form.docx").fields
    assert (one.label, one.cells, one.max_length) == ("Postcode", True, 5)
    [row] = docx.Document(io.BytesIO(filled(data, {"Postcode": "80331"}))).tables[0].rows
    assert [cell.text for cell in row.cells] == ["Postcode", *"80331"]


def test_labels_with_nothing_after_them_ask_where_there_are_several():
    data = packed(t("Name:", "<w:rPr><w:i/></w:rPr>") + t("Address:") + p() + t("Please sign below."))
    assert labels(data) == ["Name", "Address"]
    assert texts(filled(data, {"Name": "Noor"}))[0] == "Name: Noor"
    assert labels(packed(t("Name:") + t("Address:") + t("Kai 4, Bodø"))) == ["Name"]
    assert labels(packed(t("Dear Ms Falk:") + t("Thank you."))) == []
