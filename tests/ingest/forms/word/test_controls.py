"""Word forms: what Word calls a field, told, filled and read again."""

import io
from zipfile import ZipFile

import docx
import pytest

from ingest.forms import YES, Option

from .making import (
    BOLD,
    CONTROLS,
    FORM_FIELDS,
    REL,
    W15,
    control,
    document_xml,
    fields,
    filled,
    form_field,
    p,
    packed,
    r,
    saved,
    t,
    texts,
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
