from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from ingest.content import Content
from ingest.encoding import clean
from ingest.formats.text import read, read_text, text_at


@given(st.lists(st.sampled_from(["word " * 50, "One. Two. " * 90, "", "  indented", "x"]), max_size=30))
def test_the_lines_of_every_locator_hold_its_text_and_nothing_is_lost(lines):
    found = read_text(lines).passages
    assert all(
        passage.text in "\n".join(lines[passage.locator.start - 1 : passage.locator.end]) for passage in found
    )
    assert "".join("".join(passage.text for passage in found).split()) == "".join("".join(lines).split())


@given(st.text(max_size=500).map(clean))
def test_any_text_gives_passages_that_are_not_empty(text):
    assert all(passage.text.strip() for passage in read_text(text.split("\n")).passages)


def test_a_letter_is_from_the_day_it_is_dated():
    reading = read_text(["14 March 2025", "", "Dear Ana,", "the key is behind the clock."])
    assert reading.time == datetime(2025, 3, 14, tzinfo=UTC)
    assert [str(passage.locator) for passage in reading.passages] == ["lines 1-4"]


def test_what_stands_below_a_date_in_a_diary_is_from_that_day():
    text = "My diary\n\n3 October 2026\nWalked to the mill.\n\nSunday, 17 October 2026:\nAnna rang.\n"
    content = Content("diary.txt", text.encode())
    passages = next(iter(read(content))).passages
    assert [(one.text, one.heading, one.time and one.time.day) for one in passages] == [
        ("My diary", "", 3),
        ("Walked to the mill.", "3 October 2026", 3),
        ("Anna rang.", "Sunday, 17 October 2026", 17),
    ]
    assert [text_at(content, one.locator) for one in passages] == [one.text for one in passages]


def test_dates_among_other_words_begin_no_entry():
    text = "14 March 2026: concert\n\nThe 15 March 2026 is free.\n\n16 March 2026 exam\n"
    assert len(next(iter(read(Content("agenda.txt", text.encode())))).passages) == 1
