"""When changes become hints, with a clock of the test's own."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from secondme.following.hints import Hint
from secondme.following.settling import FOLDERS_AT_MOST, KEYS_AT_MOST, LONGEST_PATIENCE, WHOLE, Settling

KEYS = st.lists(st.sampled_from(["a", "b", "a/b", "a/b/c.md", "a/d.md", "e.md", "b/f.md", WHOLE]), min_size=1)


def settling() -> Settling:
    """Settles in 2 seconds, waits at most 30."""
    return Settling(2.0, 30.0)


def test_a_change_is_hinted_once_it_rests():
    waiting = settling()
    waiting.note(1, "a.md", 0.0)
    waiting.note(1, "a.md", 1.0)
    assert waiting.due() == 3.0
    assert waiting.take(2.5) == []
    assert waiting.take(3.0) == [Hint(1, ("a.md",))]
    assert waiting.due() is None
    assert waiting.take(100.0) == []


def test_an_editors_save_is_one_hint():
    waiting = settling()
    for moment, key in enumerate(["notes.md", "notes.md~", "4913", "notes.md", "notes.md"]):
        waiting.note(1, key, moment / 100)
    assert waiting.take(2.04) == [Hint(1, ("4913", "notes.md", "notes.md~"))]


def test_sources_settle_by_themselves():
    waiting = settling()
    waiting.note(1, "a.md", 0.0)
    waiting.note(2, "a.md", 1.0)
    assert waiting.take(2.0) == [Hint(1, ("a.md",))]
    assert waiting.take(3.0) == [Hint(2, ("a.md",))]


def test_a_file_that_never_rests_is_hinted_all_the_same_but_ever_more_rarely():
    waiting = settling()
    hinted = []
    for moment in range(4_000):
        waiting.note(1, "log.txt", float(moment))
        if waiting.take(float(moment)):
            hinted.append(moment)
    pauses = [later - earlier for earlier, later in pairwise(hinted)]
    assert hinted[0] == 30
    assert pauses[0] > 30
    assert pauses == sorted(pauses)
    assert max(pauses) <= 30 * LONGEST_PATIENCE + 1


def test_a_file_that_came_to_rest_is_waited_for_no_longer_than_any_other():
    waiting = settling()
    for moment in range(31):
        waiting.note(1, "log.txt", float(moment))
        waiting.take(float(moment))
    waiting.note(1, "log.txt", 40.0)
    assert waiting.take(42.0)
    waiting.note(1, "log.txt", 50.0)
    for moment in range(51, 80):
        waiting.note(1, "log.txt", float(moment))
        assert waiting.take(float(moment)) == []
    assert waiting.take(80.0)


def test_a_file_that_is_written_without_events_is_waited_for_but_not_for_ever():
    waiting = settling()
    waiting.note(1, "film.md", 0.0)
    assert waiting.take(2.0, lambda source, key: True) == []
    assert waiting.take(4.0, lambda source, key: False) == [Hint(1, ("film.md",))]
    waiting.note(1, "film.md", 10.0)
    for moment in range(10, 40):
        assert waiting.take(float(moment), lambda source, key: True) == []
    assert waiting.take(40.0, lambda source, key: True) == [Hint(1, ("film.md",))]


def test_both_ends_of_a_rename_come_in_one_hint_even_when_it_is_written_on():
    waiting = settling()
    waiting.note(1, "old.md", 0.0)
    waiting.note(1, "new.md", 0.0, origin="old.md")
    waiting.note(1, "new.md", 1.5)
    assert waiting.take(2.0) == []
    assert waiting.take(3.5) == [Hint(1, ("new.md", "old.md"))]


def test_renaming_in_a_circle_ends():
    waiting = settling()
    waiting.note(1, "b", 0.0, origin="a")
    waiting.note(1, "a", 0.0, origin="b")
    waiting.note(1, "a", 1.0)
    assert waiting.take(3.0) == [Hint(1, ("a", "b"))]
    assert waiting.due() is None


def test_what_is_asked_for_does_not_wait_and_takes_the_rest_along():
    waiting = settling()
    waiting.note(1, "a.md", 0.0)
    waiting.ask(1)
    assert waiting.due() == float("-inf")
    assert waiting.take(0.0) == [Hint(1, None)]
    assert waiting.take(9.0) == []


def test_many_files_of_a_folder_are_hinted_as_that_folder():
    waiting = settling()
    for number in range(100):
        waiting.note(1, f"photos/{number}.txt", 0.0)
    waiting.note(1, "other.md", 0.0)
    assert waiting.take(2.0) == [Hint(1, ("other.md", "photos"))]


def test_a_burst_over_many_folders_is_hinted_as_the_whole():
    waiting = settling()
    for number in range(20_000):
        waiting.note(1, f"{number % 7_000}/{number}.md", 0.0)
    assert waiting.take(2.0) == [Hint(1, None)]


def test_what_lies_in_a_folder_that_waits_is_not_named_again():
    waiting = settling()
    waiting.note(1, "a/b", 0.0)
    waiting.note(1, "a/b/c.md", 0.5)
    waiting.note(1, "a", 0.5)
    waiting.note(1, "a2", 0.5)
    assert waiting.take(2.5) == [Hint(1, ("a", "a2"))]


def test_what_waits_in_a_source_that_is_gone_is_forgotten():
    waiting = settling()
    waiting.note(1, "a.md", 0.0)
    waiting.ask(1)
    waiting.drop(1)
    assert waiting.due() is None
    assert waiting.take(100.0) == []


@given(st.integers(), st.integers(1, 2_000), st.integers(1, 300))
@settings(max_examples=40, deadline=None)
def test_every_change_lies_in_some_hint_and_hints_stay_small(seed: int, changes: int, folders: int):
    waiting, chance = settling(), random.Random(seed)
    keys = [f"{chance.randrange(folders)}/{chance.randrange(50)}.md" for _ in range(changes)]
    for moment, key in enumerate(keys):
        waiting.note(1, key, moment / 1_000)
    (hint,) = waiting.take(1_000.0)
    assert hint.folders is None or len(hint.folders) <= max(KEYS_AT_MOST, FOLDERS_AT_MOST)
    for key in keys:
        assert covers(hint, key)


@given(st.lists(st.tuples(KEYS, st.floats(0, 5)), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_nothing_is_hinted_before_it_rested_nor_lost_nor_told_twice(batches: list[tuple[list[str], float]]):
    waiting, now, told = settling(), 0.0, []
    for keys, pause in batches:
        now += pause
        for key in keys:
            waiting.note(1, key, now)
        told += [(now, hint) for hint in waiting.take(now)]
    told += [(now + 100, hint) for hint in waiting.take(now + 100)]
    assert all(any(covers(hint, key) for _, hint in told) for keys, _ in batches for key in keys)
    assert waiting.due() is None
    for _, hint in told:
        assert hint.folders is None or list(hint.folders) == sorted(set(hint.folders))


def covers(hint: Hint, key: str) -> bool:
    return hint.folders is None or any(key == one or key.startswith(f"{one}/") for one in hint.folders)
