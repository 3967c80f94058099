from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event, Todo, vRecur

from ingest.content import Content
from ingest.document import Locator
from ingest.formats import FORMATS, FormatError
from ingest.formats.when import repeat_words, span_words

CALENDAR = FORMATS["calendar"]
BERLIN = ZoneInfo("Europe/Berlin")


def ics(*bodies: str, head: str = "") -> bytes:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", *head.split(), *bodies, "END:VCALENDAR", ""]
    ).encode()


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def read(data: bytes):
    [reading] = CALENDAR.read(Content("a.ics", data))
    return reading


def text(data: bytes) -> str:
    return "\n".join(passage.text for passage in read(data).passages)


def test_an_appointment_tells_what_when_where_and_who():
    data = ics(
        event(
            "UID:e1",
            "SUMMARY:Dentist",
            "DTSTART;TZID=Europe/Berlin:20260303T100000",
            "DTEND;TZID=Europe/Berlin:20260303T110000",
            "LOCATION:Harbour Row 4",
            "ORGANIZER;CN=Ana Kovač:mailto:Ana@Example.org",
            "ATTENDEE;CN=Bo:mailto:bo@example.org",
            "ATTENDEE;CUTYPE=ROOM;CN=Room 7:mailto:room7@example.org",
            "DESCRIPTION:Bring the old\\nX-rays\\, please.",
        )
    )
    reading = read(data)
    [passage] = reading.passages
    assert passage.text == (
        "Dentist\nTuesday 3 March 2026, 10:00 to 11:00 (Europe/Berlin)\nWhere: Harbour Row 4\n"
        "Who: Ana Kovač and Bo\n\nBring the old\nX-rays, please."
    )
    assert passage.locator == Locator.entry("e1")
    assert passage.time == reading.time == datetime(2026, 3, 3, 10, tzinfo=BERLIN)
    assert [person.handles for person in reading.people] == [
        ("email:ana@example.org",),
        ("email:bo@example.org",),
    ]
    assert reading.title == "Dentist"


def test_what_repeats_is_told_in_words_with_its_exceptions():
    data = ics(
        event(
            "UID:e1",
            "SUMMARY:Choir",
            "DTSTART:20260303T180000Z",
            "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260503T000000Z",
            "EXDATE:20260317T180000Z",
        ),
        event("UID:e1", "SUMMARY:Choir", "RECURRENCE-ID:20260331T180000Z", "STATUS:CANCELLED"),
        event(
            "UID:e1", "RECURRENCE-ID:20260414T180000Z", "SUMMARY:Choir in church", "DTSTART:20260415T190000Z"
        ),
    )
    whole = text(data)
    assert "every second Tuesday until 3 May 2026, not on 17 March 2026 and 31 March 2026" in whole
    assert "Instead of 14 April 2026: Wednesday 15 April 2026, 19:00 (UTC): Choir in church" in whole
    places = [str(passage.locator) for passage in read(data).passages]
    assert places[0] == "entry e1" and "entry e1/2026-04-14T18:00:00+00:00" in places


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY;INTERVAL=3;COUNT=5", "every third day, 5 times"),
        ("FREQ=WEEKLY", "every Tuesday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,MO", "every second week on Monday and Wednesday"),
        ("FREQ=MONTHLY", "every month on the 3rd"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last weekday"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "every month on the 1st and 15th"),
        ("FREQ=YEARLY", "every year on 3 March"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "every year on the second Sunday of May"),
        ("FREQ=YEARLY;BYYEARDAY=100", "by the rule FREQ YEARLY; BYYEARDAY 100"),
    ],
)
def test_rules_are_put_into_words(rule, words):
    assert repeat_words(vRecur.from_ical(rule), date(2026, 3, 3)) == words


def test_whole_days_have_no_times():
    assert span_words(date(2026, 3, 3), date(2026, 3, 4)) == "Tuesday 3 March 2026"
    assert span_words(date(2026, 3, 3), date(2026, 3, 6)) == "Tuesday 3 March 2026 to Thursday 5 March 2026"


def test_things_to_do_tell_when_they_are_due_and_done():
    todo = ["BEGIN:VTODO", "UID:t1", "SUMMARY:Paint the boat", "DUE;VALUE=DATE:20260401", "STATUS:COMPLETED"]
    whole = text(ics("\r\n".join([*todo, "COMPLETED:20260330T100000Z", "END:VTODO"])))
    assert whole == "Paint the boat\nDue Wednesday 1 April 2026\nIt is done on 30 March 2026."


def test_the_calendars_name_stands_above_its_entries():
    data = ics(event("UID:e1", "SUMMARY:A"), event("UID:e2", "SUMMARY:B"), head="X-WR-CALNAME:Family")
    reading = read(data)
    assert reading.title == "Family"
    assert [passage.heading for passage in reading.passages] == ["Family > A", "Family > B"]


def test_a_damaged_entry_costs_only_itself():
    data = ics(event("UID:e1", "SUMMARY:A"), event("UID:e2", "X", "SUMMARY:B"), event("UID:e3", "SUMMARY:C"))
    assert "A" in text(data) and "C" in text(data)
    strange = event(
        "UID:e4", "SUMMARY:D", "DTSTART:20260303T100000Z", "DURATION:P99999999999W", "RRULE:FREQ=NO"
    )
    assert text(ics(strange)).startswith("D")


def test_a_calendar_that_is_cut_off_gives_what_is_there():
    whole = ics(*(event(f"UID:e{number}", f"SUMMARY:Day {number}") for number in range(9)))
    assert len(read(whole[:-60]).passages) == 8


@pytest.mark.parametrize("data", [b"", b"Hello", b"BEGIN:VCARD\nEND:VCARD"])
def test_what_is_no_calendar_is_refused(data):
    with pytest.raises(FormatError):
        read(data)


def test_an_empty_calendar_is_no_fault():
    assert read(ics()).passages == ()


def test_thousands_of_entries_are_read():
    data = ics(*(event(f"UID:e{n}", f"SUMMARY:Day {n}", "DTSTART:20260303T100000Z") for n in range(2_000)))
    assert len(read(data).passages) == 2_000


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=400)


@st.composite
def calendars(draw):
    calendar = Calendar()
    for number in range(draw(st.integers(1, 4))):
        entry = draw(st.sampled_from([Event, Todo]))()
        entry.add("uid", f"e{number}")
        entry.add("summary", draw(WORDS))
        entry.add("description", draw(WORDS))
        start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=draw(st.integers(0, 9_000)))
        entry.add("dtstart", draw(st.sampled_from([start, start.date(), start.replace(tzinfo=None)])))
        if draw(st.booleans()):
            entry.add("rrule", {"freq": draw(st.sampled_from(["daily", "weekly", "monthly", "yearly"]))})
        calendar.add_component(entry)
    return calendar.to_ical()


@settings(max_examples=40)
@given(calendars())
def test_the_text_at_an_entrys_place_holds_each_of_its_passages(data):
    content = Content("a.ics", data)
    for reading in CALENDAR.read(content):
        for passage in reading.passages:
            assert passage.text in CALENDAR.text_at(content, passage.locator)
