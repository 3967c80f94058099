"""When background work rests: its share holds, and what waits is brought together."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondme.config import DaemonSettings
from secondme.daemon.activity import Activity
from secondme.daemon.pace import LONGEST_REST, Readings, rest_after, why_rest
from secondme.daemon.upkeep import next_step
from secondme.daemon.waiting import MOST_FOLDERS, Waiting


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.001, 2.0), min_size=200, max_size=200), st.floats(0.3, 1.0))
def test_work_takes_its_share_of_the_time(batches: list[float], share: float) -> None:
    owed = rested = 0.0
    for worked in batches:
        owed += worked
        if rest := rest_after(owed, share):
            rested, owed = rested + rest, 0.0
    worked = sum(batches) - owed
    assert worked <= share * (worked + rested) + 1e-6


def test_a_rest_is_never_long_and_full_work_never_rests() -> None:
    assert rest_after(1_000.0, 0.05) == LONGEST_REST
    assert rest_after(1_000.0, 1.0) == 0.0


@pytest.mark.parametrize(
    ("readings", "settings_", "why"),
    [
        (Readings(), DaemonSettings(), ""),
        (Readings(on_battery=True), DaemonSettings(), "battery"),
        (Readings(on_battery=True), DaemonSettings(pause_on_battery=False), ""),
        (Readings(on_battery=False), DaemonSettings(), ""),
        (Readings(), DaemonSettings(paused=True), "resume"),
        (Readings(load=2.5), DaemonSettings(), "busy"),
        (Readings(load=2.5), DaemonSettings(pause_above_load=0), ""),
        (Readings(load=1.5), DaemonSettings(), ""),
    ],
)
def test_it_rests_for_a_reason_that_the_person_allows(
    readings: Readings, settings_: DaemonSettings, why: str
) -> None:
    assert why in why_rest(readings, settings_)
    assert bool(why) == bool(why_rest(readings, settings_))


def test_above_the_ceiling_it_lets_go_first_and_begins_anew_only_when_that_is_not_enough() -> None:
    assert next_step(100, 200, has_let_go=False) == "nothing"
    assert next_step(300, 200, has_let_go=False) == "let go"
    assert next_step(300, 200, has_let_go=True) == "begin anew"


def test_hints_come_together_and_a_whole_source_covers_its_folders() -> None:
    waiting = Waiting()
    assert not waiting
    waiting.add(1, ["a", "b"])
    waiting.add(1, ["b", "c"])
    assert waiting.sources == {1: {"a", "b", "c"}}
    waiting.add(1, None)
    waiting.add(1, ["d"])
    waiting.add(2, [str(number) for number in range(MOST_FOLDERS + 1)])
    assert waiting.sources == {1: None, 2: None}
    again = Waiting(sources={3: {"x"}})
    again.put_back(waiting)
    assert again.sources == {3: {"x"}, 1: None, 2: None}


def test_background_work_makes_way_for_whoever_takes_files_in() -> None:
    activity, stopping = Activity(), threading.Event()
    begun = threading.Event()

    def take_in() -> None:
        with activity.indexing():
            begun.set()

    with activity.working(stopping) as working:
        assert working and not activity.wants_way
        other = threading.Thread(target=take_in)
        other.start()
        while not activity.wants_way:
            pass
        assert not begun.is_set()
    assert begun.wait(30)
    other.join()


def test_the_house_is_cleared_only_while_nobody_is_at_work() -> None:
    clock = iter(float(number) for number in range(1_000))
    activity = Activity(lambda: next(clock))
    assert activity.quiet_seconds() > 0
    with activity.asking():
        assert activity.someone_asks and activity.quiet_seconds() == 0.0
        with activity.alone() as free:
            assert not free
        with activity.alone(0.05) as free:
            assert not free
        assert not activity.wants_way
    with activity.alone() as free:
        assert free and activity.wants_way
        with activity.alone() as second:
            assert not second
        assert activity.wants_way
    assert not activity.wants_way
