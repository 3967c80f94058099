"""What happened and changed by day, in a real store; and the calendar of how much was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from secondme.memories.heatmap import NONE, SHADES, draw_heatmap, shade_of, steps_of
from secondme.memories.timeline import entries_of
from secondme.memory import Memory
from secondme.store.memories import Memory as StoredMemory

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
SUMMER = timezone(timedelta(hours=1))
Hear = Callable[..., None]


def on(month: int, day: int, hour: int = 12, zone: timezone = UTC) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=zone)


def told(memory: Memory, about: str | None = None, **more: Any) -> list[tuple[str, str, str]]:
    return [(one.day.isoformat(), one.what, one.text) for one in memory.timeline(about, **more)]


def test_facts_and_their_changes_stand_on_their_days(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I've moved to Lisbon!", on(4, 1)), ("Ben", "I live in Graz.", on(1, 4)))
    found = wordless_memory.timeline()
    assert [(one.day, one.what, one.text, one.before) for one in found] == [
        (date(2025, 1, 4), "known", "Ben lives in Graz.", ""),
        (date(2025, 4, 1), "changed", "Ben lives in Lisbon.", "Graz"),
    ]


def test_what_ended_without_another_stands_on_the_day_of_its_end(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I work at the bakery.", on(1, 4)), ("Ben", "I no longer work at the bakery.", on(3, 2)))
    assert [(day, what) for day, what, _ in told(wordless_memory)] == [
        ("2025-01-04", "known"),
        ("2025-03-02", "ended"),
    ]


def test_a_plan_stands_on_the_day_it_is_due(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I'll fix the radiator by 14 November.", on(11, 3)))
    [(day, what, _)] = told(wordless_memory)
    assert (day, what) == ("2025-11-14", "plan")


def test_a_plan_for_the_very_day_is_due_on_that_day(wordless_memory: Memory, hear: Hear):
    hear(("Merrin", "I'll ring the dentist on 8 April.", on(4, 8, 19, SUMMER)))
    assert [day for day, what, _ in told(wordless_memory) if what == "plan"] == ["2025-04-08"]


def test_days_are_those_of_the_clock_of_whoever_said_it(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I live in Graz.", on(7, 18, 0, SUMMER)))
    assert [day for day, _, _ in told(wordless_memory)] == ["2025-07-18"]
    assert wordless_memory.passages_by_day(date(2025, 7, 17), date(2025, 7, 19)) == {"2025-07-18": 1}


def test_a_plan_that_was_given_up_is_gone_until_that_is_taken_back(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I'll fix the radiator by 14 November.", on(11, 3)))
    [plan] = wordless_memory.timeline()
    wordless_memory.correct("retire", [plan.memory], now=NOW)
    assert wordless_memory.timeline() == []
    wordless_memory.correct("undo", now=NOW)
    assert wordless_memory.timeline() == [plan]


def test_of_one_person_alone_under_any_of_their_names(wordless_memory: Memory, hear: Hear):
    hear(("Ben Carter", "I live in Graz.", on(1, 4)), ("Ana", "I live in Leith.", on(1, 5)))
    assert told(wordless_memory, "Ben") == [("2025-01-04", "known", "Ben Carter lives in Graz.")]
    assert told(wordless_memory, "me") == []


def test_from_and_to_are_days_that_belong_to_it(wordless_memory: Memory, hear: Hear):
    hear(
        *[
            ("Ben", f"I speak {name}.", on(1, day))
            for day, name in [(4, "German"), (5, "Greek"), (6, "Irish")]
        ]
    )
    found = told(wordless_memory, first=date(2025, 1, 5), last=date(2025, 1, 6))
    assert [day for day, _, _ in found] == ["2025-01-05", "2025-01-06"]


def test_a_slip_that_was_put_right_is_no_part_of_it():
    may = on(5, 1)
    slip = StoredMemory(1, "fact", "Ben lives in Lisbon.", "known", may, may, may, superseded_by=2)
    right = StoredMemory(2, "fact", "Ben lives in Porto.", "known", may, None, may)
    assert [(one.memory, one.what) for one in entries_of([slip, right], {}, set())] == [("m2", "known")]


def test_passages_are_counted_by_day_and_by_who_said_them(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "hello", on(1, 4)), ("Merrin", "hello", on(1, 4)), ("Ben", "again", on(1, 9)))
    january = (date(2025, 1, 1), date(2025, 1, 31))
    assert wordless_memory.passages_by_day(*january) == {"2025-01-04": 2, "2025-01-09": 1}
    assert wordless_memory.passages_by_day(*january, about="Ben") == {"2025-01-04": 1, "2025-01-09": 1}
    assert wordless_memory.passages_by_day(*january, about="me") == {"2025-01-04": 1}
    assert wordless_memory.passages_by_day(*january, about="Nobody") == {}


def test_a_calendar_has_each_weekday_in_its_row_and_each_week_in_its_column():
    lines = draw_heatmap({date(2025, 1, 8): 3}, date(2024, 11, 8), date(2025, 11, 7))
    wednesday = next(line for line in lines if line.startswith("Wed"))
    assert wednesday.index("█") == 4 + 9  # The tenth week since Monday 4 November.
    assert sum(line.count("█") for line in lines[:-1]) == 1
    assert [line[:3] for line in lines[2:9]] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    months = ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    assert lines[1].split() == months  # Of the first November three weeks are left, too few for its name.
    assert lines[1].index("Jan") == 4 + 8
    assert lines[-1].strip() == "· none  █ 3 or more"


def test_days_that_are_not_asked_for_are_blank():
    lines = draw_heatmap({}, date(2025, 1, 1), date(2025, 1, 12))  # A Wednesday to a Sunday.
    assert lines[2] == f"Mon   {NONE}"
    assert lines[4] == f"Wed {NONE} {NONE}"


@given(st.dictionaries(st.integers(0, 2000), st.integers(1, 99), max_size=9), st.integers(0, 900), st.data())
def test_calendars_fit_a_terminal_and_have_every_day_once(
    some: dict[int, int], begins: int, data: st.DataObject
):
    counts = {date(2020, 1, 1) + timedelta(days=day): count for day, count in some.items()}
    first = date(2020, 1, 1) + timedelta(days=begins)
    days = data.draw(st.integers(0, 371))
    last = first + timedelta(days=days)
    lines = draw_heatmap(counts, first, last)
    assert max(map(len, lines)) <= 80
    weeks = (last - (first - timedelta(days=first.weekday()))).days // 7 + 1
    inside = [day for day in counts if first <= day <= last]
    shaded = sum(line.count(shade) for line in lines[:-1] for shade in SHADES)
    assert shaded == (2 if weeks <= 36 else 1) * len(inside)
    assert sum(line.count(NONE) for line in lines[:-1]) == days + 1 - len(inside)


def test_more_than_a_year_is_a_calendar_for_each_year():
    lines = draw_heatmap({date(2024, 2, 29): 1}, date(2023, 11, 8), date(2025, 11, 7))
    assert [line.strip() for line in lines if " - " in line and "20" in line] == [
        "8 Nov 2023 - 31 Dec 2023",
        "1 Jan 2024 - 31 Dec 2024",
        "1 Jan 2025 - 7 Nov 2025",
    ]
    assert sum(line.count("█") for line in lines[:-1]) == 1
    assert max(map(len, lines)) <= 80


@given(st.lists(st.integers(1, 500), min_size=1))
def test_more_is_never_lighter(counts: list[int]):
    steps = steps_of(counts)
    drawn = [(NONE + SHADES).index(shade_of(count, steps)) for count in sorted(counts)]
    assert drawn == sorted(drawn) and drawn[-1] == len(SHADES)
    assert shade_of(0, steps) == NONE
