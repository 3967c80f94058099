"""Word files for tests, made of the XML that Word itself would write."""

import io
from zipfile import ZipFile

import docx

from ingest.forms import fill_form, read_form

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
