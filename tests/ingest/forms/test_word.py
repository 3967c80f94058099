"""Word forms: documents as people make them, read, filled, opened again by python-docx and read again."""

import io
import re
from zipfile import ZIP_STORED, ZipFile

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.forms import YES, Option, fill_form, read_form
from ingest.forms.word_lines import MOST_FIELDS

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOLD = "<w:rPr><w:b/></w:rPr>"
PLACEHOLDER = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
SPACES = "\u2002" * 5


def saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


EMPTY = saved(docx.Document())


def packed(body: str, parts: dict[str, str] | None = None, relations: str = "") -> bytes:
    """A Word file with this body, and further parts by name."""
    source, file = ZipFile(io.BytesIO(EMPTY)), io.BytesIO()
    with ZipFile(file, "w") as package:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                head, _, tail = data.partition(b"<w:body>")
                data = head + f"<w:body>{body}</w:body>".encode() + tail.partition(b"</w:body>")[2]
            if name == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", f"{relations}</Relationships>".encode())
            package.writestr(name, data)
        for name, text in (parts or {}).items():
            package.writestr(name, text)
    return file.getvalue()


def p(inside: str = "", settings: str = "") -> str:
    return f"<w:p>{settings}{inside}</w:p>"


def r(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def t(text: str, look: str = "") -> str:
    return p(r(text, look))


def control(settings: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{settings}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def form_field(kind: str, told: str, shown: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{told}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {kind} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(*rows: list[str]) -> str:
    def cell(text: str) -> str:
        return text if text.startswith("<w:tc>") else f"<w:tc>{text if '<' in text else t(text)}</w:tc>"

    return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def fields(data: bytes):
    return {one.key: one for one in read_form(data, "form.docx").fields}


def labels(data: bytes) -> list[str]:
    return [one.label for one in read_form(data, "form.docx").fields]


def filled(data: bytes, values: dict[str, str]) -> bytes:
    return fill_form(data, read_form(data, "form.docx"), values)


def texts(data: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]


def document_xml(data: bytes) -> str:
    return ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


CONTROLS = packed(
    t("Surname")
    + p(
        r("Surname: ")
        + control(
            '<w:rPr><w:i/></w:rPr><w:alias w:val="Family name"/><w:tag w:val="surname"/>'
            "<w:showingPlcHdr/><w:text/>",
            r("As in your passport", PLACEHOLDER),
        )
    )
    + p(
        r("Country: ")
        + control(
            '<w:tag w:val="country"/><w:showingPlcHdr/><w:dropDownList>'
            '<w:listItem w:displayText="Choose an item." w:value=""/>'
            '<w:listItem w:displayText="Chile" w:value="CL"/>'
            '<w:listItem w:displayText="Kenya" w:value="KE"/></w:dropDownList>',
            r("Choose an item.", PLACEHOLDER),
        )
    )
    + p(
        r("Moved in: ")
        + control(
            '<w:tag w:val="moved"/><w:showingPlcHdr/><w:date><w:dateFormat w:val="dd.MM.yyyy"/></w:date>',
            r("Click or tap to enter a date.", PLACEHOLDER),
        )
    )
    + p(
        control(
            f'<w:tag w:val="agree"/><w14:checkbox {W14}><w14:checked w14:val="0"/>'
            '<w14:checkedState w14:val="2611" w14:font="MS Gothic"/></w14:checkbox>',
            r("☐"),
        )
        + r(" I agree.")
    )
    + control(
        '<w:alias w:val="Your work"/><w:tag w:val="work"/><w:showingPlcHdr/><w:text w:multiLine="1"/>',
        p(r("Click here to enter text.", PLACEHOLDER), '<w:pPr><w:jc w:val="right"/></w:pPr>'),
    )
    + control('<w:alias w:val="Case"/><w:lock w:val="sdtContentLocked"/><w:text/>', t("K-17"))
    + control("<w:picture/>", t("a picture"))
)


def test_content_controls_tell_their_label_name_prompt_type_and_lock():
    found = fields(CONTROLS)
    assert list(found) == ["surname", "country", "moved", "agree", "work", "Case"]
    surname = found["surname"]
    assert (surname.label, surname.help, surname.value) == ("Surname", "As in your passport. Family name", "")
    assert found["country"].options == (Option("CL", "Chile"), Option("KE", "Kenya"))
    assert (found["moved"].type, found["moved"].format) == ("date", "dd.mm.yyyy")
    assert (found["agree"].type, found["agree"].label) == ("checkbox", "I agree.")
    assert (found["work"].label, found["work"].type, found["work"].help) == ("Your work", "long text", "")
    assert (found["Case"].value, found["Case"].locked) == ("K-17", True)


def test_filled_controls_give_their_values_back_and_show_them():
    values = {
        "surname": "Åberg & <Sons>",
        "country": "KE",
        "moved": "01.02.2023",
        "agree": YES,
        "work": "I sail.\nA lot.",
    }
    data = filled(CONTROLS, {**values, "Case": "mine"})
    assert {key: one.value for key, one in fields(data).items()} == {**values, "Case": "K-17"}
    xml = document_xml(data)
    assert "☑" in xml and "☐" not in xml and 'w:fullDate="2023-02-01T00:00:00Z"' in xml
    assert "showingPlcHdr" not in xml and "PlaceholderText" not in xml
    assert '<w:rPr><w:i/></w:rPr><w:t xml:space="preserve">Åberg &amp; &lt;Sons&gt;</w:t>' in xml
    assert '<w:jc w:val="right"/>' in xml and "<w:br/>" in xml
    assert texts(data)[1:3] == ["Surname: ", "Country: "]  # python-docx leaves controls out


def test_data_that_a_control_is_bound_to_is_written_too_and_a_dead_binding_goes():
    binding = (
        "<w:dataBinding w:prefixMappings=\"xmlns:a='urn:a'\""
        ' w:xpath="/a:form[1]/a:{}[1]" w:storeItemID="{{AB-1}}"/>'
    )
    body = "".join(
        p(r(f"{name}: ") + control(f'<w:tag w:val="{name}"/>{binding.format(path)}<w:text/>', r("")))
        for name, path in (("name", "name"), ("city", "nowhere"))
    )
    data = packed(
        body,
        {
            "customXml/item9.xml": '<form xmlns="urn:a"><other>x</other><name/></form>',
            "customXml/itemProps9.xml": '<ds:datastoreItem xmlns:ds="urn:ds" ds:itemID="{ab-1}"/>',
            "customXml/_rels/item9.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
            f'2006/relationships"><Relationship Id="a" Type="{REL}/customXmlProps" Target="itemProps9.xml"/>'
            "</Relationships>",
        },
        f'<Relationship Id="c1" Type="{REL}/customXml" Target="../customXml/item9.xml"/>',
    )
    data = filled(data, {"name": "Noor", "city": "Tromsø"})
    assert b"<other>x</other><name>Noor</name>" in ZipFile(io.BytesIO(data)).read("customXml/item9.xml")
    assert document_xml(data).count("dataBinding") == 1
    assert [one.value for one in fields(data).values()] == ["Noor", "Tromsø"]


def test_sections_that_repeat_are_rows_of_a_group():
    def item(prompt: str) -> str:
        inside = p(r("Name: ") + control('<w:tag w:val="child"/><w:showingPlcHdr/><w:text/>', r(prompt)))
        return control(f"<w15:repeatingSectionItem {W15}/>", inside)

    data = packed(
        control(f'<w:alias w:val="Children"/><w15:repeatingSection {W15}/>', item("first") + item("next"))
    )
    found = fields(data)
    assert [(one.group, one.row, one.label) for one in found.values()] == [
        ("Children", 0, "Name"),
        ("Children", 1, "Name"),
    ]
    assert [one.value for one in fields(filled(data, {list(found)[1]: "Ada"})).values()] == ["", "Ada"]


FORM_FIELDS = packed(
    p(
        r("Street: ")
        + form_field(
            "FORMTEXT",
            '<w:name w:val="street"/><w:enabled/><w:helpText w:val="Street and number"/>'
            '<w:textInput><w:maxLength w:val="30"/></w:textInput>',
            r("\u2002\u2002", BOLD) + r("\u2002\u2002\u2002", BOLD),
        )
        + r(" Born: ")
        + form_field(
            "FORMTEXT",
            '<w:name w:val="born"/><w:textInput><w:type w:val="date"/>'
            '<w:format w:val="dd/MM/yyyy"/></w:textInput>',
            r(SPACES),
        )
    )
    + p(
        r("Married: ")
        + form_field(
            "FORMCHECKBOX", '<w:name w:val="m1"/><w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox>'
        )
        + r(" yes ")
        + form_field(
            "FORMCHECKBOX", '<w:name w:val="m2"/><w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox>'
        )
        + r(" no")
    )
    + p(
        r("Title: ")
        + form_field(
            "FORMDROPDOWN",
            '<w:name w:val="title"/><w:ddList><w:listEntry w:val="- choose -"/><w:listEntry w:val="Dr"/>'
            '<w:listEntry w:val="Prof"/></w:ddList>',
        )
    )
    + p(
        r("Total: ")
        + form_field(
            "FORMTEXT", '<w:name w:val="sum"/><w:textInput><w:type w:val="calculated"/></w:textInput>', r("0")
        )
        + r(" Page ")
        + form_field("PAGE", "", r("3"))
    )
)


def test_older_form_fields_are_told_and_filled():
    found = fields(FORM_FIELDS)
    assert [one.label for one in found.values()] == ["Street", "Born", "Married", "Title", "Total"]
    assert (found["street"].help, found["street"].max_length) == ("Street and number", 30)
    assert (found["born"].type, found["born"].format) == ("date", "dd/mm/yyyy")
    assert (found["Married"].type, [one.value for one in found["Married"].options]) == (
        "choice",
        ["yes", "no"],
    )
    assert [one.value for one in found["title"].options] == ["Dr", "Prof"]
    assert found["sum"].locked
    values = {"street": "Kai 4", "born": "04/03/1987", "Married": "no", "title": "Prof"}
    data = filled(FORM_FIELDS, values)
    again = fields(data)
    assert {key: again[key].value for key in values} == values
    assert f'{BOLD}<w:t xml:space="preserve">Kai 4</w:t>' in document_xml(data)
    assert texts(data)[0] == "Street: Kai 4 Born: 04/03/1987"


@pytest.mark.parametrize(
    "merge",
    [
        '<w:fldSimple w:instr=" MERGEFIELD first_name \\* MERGEFORMAT ">'
        + r("«first_name»", BOLD)
        + "</w:fldSimple>",
        form_field("MERGEFIELD first_name", "", r("«first_", BOLD) + r("name»", BOLD)),
    ],
)
def test_merge_fields_become_text_as_a_merge_makes_them(merge):
    data = packed(p(r("Dear ") + merge + r(",")) + t("Your name is {{first_name}}."))
    assert [(one.key, one.label) for one in fields(data).values()] == [("first_name", "first name")]
    data = filled(data, {"first_name": "Zoë"})
    assert texts(data) == ["Dear Zoë,", "Your name is Zoë."]
    assert "MERGEFIELD" not in document_xml(data) and f"{BOLD}<w:t" in document_xml(data)


def test_placeholders_are_found_across_runs_and_filled_wherever_they_stand():
    document = docx.Document()
    paragraph = document.add_paragraph("Tenant: {{ten")
    paragraph.add_run("ant_na").bold = True
    paragraph.add_run("me}} lives in [City of birth], see [1] and <<Street>>.")
    document.sections[0].header.paragraphs[0].text = "For {{tenant_name}}"
    document.sections[0].footer.paragraphs[0].text = "Ref. ${case}"
    data = saved(document)
    assert [(one.label, one.name) for one in fields(data).values()] == [
        ("Tenant", "tenant_name"),
        ("City of birth", "City of birth"),
        ("Street", "Street"),
        ("case", "case"),
    ]
    data = filled(data, {"tenant_name": "Noor", "City of birth": "Oran", "case": "7"})
    assert texts(data) == ["Tenant: Noor lives in Oran, see [1] and <<Street>>."]
    section = docx.Document(io.BytesIO(data)).sections[0]
    assert section.header.paragraphs[0].text == "For Noor" and section.footer.paragraphs[0].text == "Ref. 7"


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
