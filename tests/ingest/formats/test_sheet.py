import csv
import io
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.content import Content
from ingest.document import Locator
from ingest.formats import FormatError, NothingToReadError, sheet
from ingest.formats.delimited import delimiter_of
from ingest.formats.tables import has_header, regions

cells = st.sampled_from(
    [
        "",
        "",
        "Ana",
        "Zoë | Luís",
        "12,50",
        "2025-03-14",
        "a\nb",
        'say "yes"',
        "; x",
        "long " * 60,
        "漢字" * 90,
    ]
)
grids = st.lists(st.one_of(st.just([]), st.lists(cells, min_size=1, max_size=5)), max_size=30)
LEDGER = [["Date", "What", "Amount"], ["2025-03-14", "rent", "940"], ["2025-03-15", "tea", "3"]]


def a_workbook(**sheets) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name.replace("_", " "))
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return file.getvalue()


def a_text(rows, delimiter=",", encoding="utf-8") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def read(data: bytes, name: str = "a.xlsx"):
    [reading] = sheet.read(Content(name, data))
    return reading


def holds_every_cell(reading, rows) -> bool:
    """Whether every word of every cell is found, but for the names of columns that have nothing in them."""
    found = " ".join(f"{passage.heading} {passage.text}" for passage in reading.passages)
    words = [{word for cell in row for word in re.findall(r"\w+", cell)} for row in rows]
    lost = [{word for word in row if word not in found} for row in words]
    headers = [row for row, gone in zip(words, lost, strict=True) if gone and gone < row]
    return not any(gone for gone in lost) or any(set().union(*lost) <= row for row in headers)


@settings(max_examples=40, deadline=None)
@given(grids)
def test_the_rows_of_every_locator_hold_its_text_and_nothing_is_lost(rows):
    content = Content("a.xlsx", a_workbook(Money=rows, Sheet2=LEDGER))
    [reading] = sheet.read(content)
    assert all(
        passage.text == sheet.text_at(content, passage.locator).strip() for passage in reading.passages
    )
    assert holds_every_cell(reading, rows)


@settings(max_examples=60, deadline=None)
@given(grids, st.sampled_from(",;\t|"))
def test_so_do_those_of_a_table_in_text_form(rows, delimiter):
    content = Content("a.csv", a_text(rows, delimiter))
    [reading] = sheet.read(content)
    assert all(
        passage.text == sheet.text_at(content, passage.locator).strip() for passage in reading.passages
    )
    assert holds_every_cell(reading, rows)


def test_each_row_carries_the_names_of_its_columns():
    [passage] = read(a_workbook(Money_2025=LEDGER)).passages
    assert (passage.heading, str(passage.locator)) == ("Money 2025", "Money 2025, rows 2-3")
    assert (
        passage.text
        == "Date: 2025-03-14 | What: rent | Amount: 940\nDate: 2025-03-15 | What: tea | Amount: 3"
    )


def test_a_sheet_that_nobody_named_is_no_heading():
    [passage] = read(a_workbook(Tabelle1=LEDGER)).passages
    assert (passage.heading, passage.locator.part) == ("", "Tabelle1")


def test_a_line_above_a_table_is_its_caption():
    rows = [["Costs of the flat"], [], *LEDGER, [], ["Costs of the car"], *LEDGER]
    flat, car = read(a_workbook(Money=rows)).passages
    assert (flat.heading, car.heading) == ("Money > Costs of the flat", "Money > Costs of the car")
    assert (str(flat.locator), str(car.locator)) == ("Money, rows 4-5", "Money, rows 9-10")


def test_a_table_goes_on_after_an_empty_row():
    [first, second] = read(a_workbook(Money=[*LEDGER, [], ["2025-04-14", "rent", "940"]])).passages
    assert second.text == "Date: 2025-04-14 | What: rent | Amount: 940" and first.text.startswith("Date:")


def test_cells_are_read_as_people_see_them():
    shown = [date(2025, 3, 14), datetime(2025, 3, 14, 9, 30), time(9, 5), timedelta(hours=30, minutes=5)]
    assert [sheet.shown(cell) for cell in shown] == ["2025-03-14", "2025-03-14 09:30", "09:05", "30:05"]
    numbers = [3.0, 0.1 + 0.2, 1e20, 12.5, 940, True, -0.0, "PT255H10M10S", datetime(2025, 3, 14)]
    assert [sheet.shown(cell) for cell in numbers] == [
        *("3", "0.3", "1e+20", "12.5", "940", "TRUE", "-0", "255:10:10", "2025-03-14")
    ]


def test_dates_in_a_workbook_are_dates():
    rows = [["Day", "What"], [datetime(2025, 3, 14), "rent"], [datetime(2025, 3, 15, 9, 30), "tea"]]
    assert (
        read(a_workbook(Money=rows)).passages[0].text
        == "Day: 2025-03-14 | What: rent\nDay: 2025-03-15 09:30 | What: tea"
    )


def test_a_dump_is_skipped_and_a_sheet_beside_it_is_read():
    dump = [["id", "value"], *([number, number * 2] for number in range(sheet.LONGEST_SHEET + 5))]
    with pytest.raises(NothingToReadError, match="data dump"):
        read(a_workbook(Data=dump))
    found = read(a_workbook(Data=dump, Notes=[["The key is behind the clock"]])).passages
    assert {passage.locator.part for passage in found} == {"Data", "Notes"}
    assert sum(passage.locator.part == "Data" for passage in found) < 3


def test_one_cell_far_out_takes_no_memory():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        far, near = book.add_worksheet("Far"), book.add_worksheet("Near")
        far.write(0, 0, "x")
        far.write(1_048_575, 16_383, "y")
        near.write(0, 0, "The key is behind the clock")
    assert [passage.locator.part for passage in read(file.getvalue()).passages] == ["Near"]
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write(1_048_575, 16_383, "y")
    with pytest.raises(FormatError, match="scattered"):
        read(file.getvalue())


def test_formats_far_out_are_no_cells():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        page.write(0, 0, "The key")
        page.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    assert read(file.getvalue()).passages[0].text == "The key"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_in_text_form_is_read_whatever_wrote_it(delimiter, encoding):
    rows = [["Who", "What"], ["Zoë", "rent, and tea"], ["Luís", "a\nb"]]
    found = read(a_text(rows, delimiter, encoding), "a.csv").passages
    assert found[0].text == "Who: Zoë | What: rent, and tea\nWho: Luís | What: a b"


def test_excels_own_first_line_tells_the_delimiter_and_is_no_row():
    assert read(b"sep=|\nWho|What\nAna|rent\n", "a.csv").passages[0].text == "Who: Ana | What: rent"


def test_lines_above_the_header_of_a_bank_statement_stay():
    rows = [
        ["Account", "DE12"],
        ["From", "1 March"],
        [*LEDGER[0], "Day", "By"],
        *([*row, "x", "y"] for row in LEDGER[1:]),
    ]
    first, second = read(a_text(rows), "a.csv").passages
    assert first.text == "Account | DE12\nFrom | 1 March" and second.text.startswith(
        "Date: 2025-03-14 | What: rent"
    )


def test_a_mark_of_quotation_that_nothing_closes_does_not_swallow_the_rest():
    body = "".join(f"{number},tea\n" for number in range(19_000))
    reading = read(f'1,"tea\n{body}'.encode(), "a.csv")
    assert len(reading.passages) > 100


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [("a,b\n1,2\n", ","), ("a;b\n1,5;2,5\n", ";"), ("one\ntwo\n", ","), ("", ","), ("a\tb, c\n1\t2\n", "\t")],
)
def test_the_delimiter_cuts_all_rows_alike(text, delimiter):
    assert delimiter_of(text) == delimiter


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (LEDGER, True),
        ([["Who", "What", "Where"], ["Ana", "tea", "here"], ["Luís", "rent", "there"]], True),
        ([["Name", "Ana"], ["Town", "Lancaster"]], False),
        ([["1", "2"], ["3", "4"]], False),
        ([["a", "a", "b"], ["1", "2", "3"]], False),
        ([["Name", "x" * 80], ["Ana", "3"]], False),
        ([["Name", "Age"]], False),
    ],
)
def test_a_header_names_columns(rows, expected):
    assert has_header(rows) is expected


def test_tables_far_apart_are_apart():
    found = regions([["a"], *[[]] * 30, ["b"]])
    assert [(region.start, region.end) for region in found] == [(0, 1), (31, 32)]


def test_what_is_no_table_says_so(compound):
    for name, data, reason in [
        ("a.xls", b"<html><table></table>", "XML or a web page"),
        ("a.xls", compound({"WordDocument": b"x"}), "no workbook"),
        ("a.xls", compound({"Workbook": b"\x09\x08\x02\0\0\0\x2f\0\x02\0\0\0"}), "encrypted"),
        ("a.xls", compound({"Workbook": b"nothing"}), "damaged"),
    ]:
        with pytest.raises(FormatError, match=reason):
            read(data, name)


def test_a_workbook_cut_anywhere_is_damaged():
    whole = a_workbook(Money=LEDGER * 50)
    for length in range(4, len(whole) - 1, len(whole) // 40):
        with pytest.raises(FormatError):
            read(whole[:length])


def test_a_panic_of_the_library_means_that_a_workbook_is_damaged(compound):
    whole = compound({"Workbook": bytes(5000)})
    with pytest.raises(FormatError, match="damaged") as caught:
        read(whole[:1282], "a.xls")  # In the middle of the folder of streams.
    assert not isinstance(caught.value.__cause__, Exception)


def test_there_are_no_rows_beyond_the_last_nor_in_another_sheet():
    content = Content("a.xlsx", a_workbook(Money=LEDGER))
    for place in (
        Locator.rows(1, 4, "Money"),
        Locator.rows(1, 1, "Other"),
        Locator.rows(1, 1),
        Locator.page(1),
    ):
        with pytest.raises(LookupError):
            sheet.text_at(content, place)


def test_the_day_in_a_files_name_counts():
    assert read(a_text(LEDGER), "2025-03-14 costs.csv").time == datetime(2025, 3, 14, tzinfo=UTC)
