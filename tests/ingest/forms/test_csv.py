import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.forms import fill_form, read_form


def filled(text: str, *cells: str, encoding: str = "utf-8") -> str:
    data = text.encode(encoding)
    form = read_form(data, "people.csv")
    values = {field.key: cell for field, cell in zip(form.fields, cells, strict=False)}
    return fill_form(data, form, values).decode(encoding)


def test_each_column_is_a_field_and_the_rows_below_show_how_values_are_written():
    form = read_form(b"First name;Born;Born\nAna;1999-12-31;Faro\n", "people.csv")
    assert [field.label for field in form.fields] == ["First name", "Born", "Born"]
    assert [field.key for field in form.fields] == ["first-name", "born", "born-2"]
    assert form.fields[1].help == "e.g. 1999-12-31"
    assert all(not field.value for field in form.fields)


def test_the_new_row_is_written_as_the_others_are():
    assert filled("a,b\n1,2\n", "x", "y, z") == 'a,b\n1,2\nx,"y, z"\n'
    assert filled("a;b\r\n", "x", "y, z") == "a;b\r\nx;y, z\r\n"
    assert filled('"a","b"\n', "x", "y") == '"a","b"\n"x","y"\n'
    assert filled("a\tb", "x", "y") == "a\tb\nx\ty"
    assert filled("sep=;\na;b\n", "x", "y") == "sep=;\na;b\nx;y\n"


def test_an_unnamed_column_stays_empty():
    assert filled("a,,b\n", "x", "y") == "a,,b\nx,,y\n"


def test_a_table_keeps_its_encoding_and_takes_utf_8_only_where_it_lacks_a_letter():
    data = "Straße,Größe\n".encode("cp1252")
    form = read_form(data, "a.csv")
    assert fill_form(data, form, {"straße": "Lindenstraße"}) == "Straße,Größe\nLindenstraße,\n".encode(
        "cp1252"
    )
    assert fill_form(data, form, {"straße": "ul. Łódzka"}) == "Straße,Größe\nul. Łódzka,\n".encode()
    marked = "a,b\n".encode("utf-8-sig")
    assert fill_form(marked, read_form(marked, "a.csv"), {"a": "x"}) == "a,b\nx,\n".encode("utf-8-sig")


def test_a_table_without_a_header_is_no_form():
    with pytest.raises(UnreadableError, match="no header row"):
        read_form(b"\n\n", "a.csv")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), min_size=2, max_size=4))
def test_any_values_are_read_back_as_they_were_filled_in(cells):
    text = "one,two,three,four\n"
    rows = list(csv.reader(io.StringIO(filled(text, *cells), newline="")))
    assert rows[1] == [*cells, *[""] * (4 - len(cells))]
