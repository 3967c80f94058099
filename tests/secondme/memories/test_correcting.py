"""What the person says of memories, with a real store; and that all of it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondme.errors import NotFoundError, UsageError
from secondme.forgetting.forgetting import forget
from secondme.forgetting.selection import Selection
from secondme.indexing.telling import keep_told
from secondme.memories.book import (
    Remembered,
    read_conflicts,
    read_fading,
    read_history,
    read_memories,
    read_memory,
)
from secondme.memories.correcting import Corrected, Correction, correct
from secondme.memories.distilling import distil, distil_if_little
from secondme.store import Store
from secondme.store.memories import link_contradiction
from secondme.store.query import rows, value

Say = Callable[..., Corrected]


@pytest.fixture
def told(store: Store, now: datetime) -> Callable[[str], str]:
    """Tells something; returns its identifier."""
    return lambda words: f"m{keep_told(store, words, embedder=None, now=now)}"


@pytest.fixture
def say(store: Store, now: datetime) -> Say:
    def say(verb: Correction, *which: str, text: str = "", later: timedelta = timedelta(days=1)) -> Corrected:
        return correct(store, verb, which, text, embedder=None, now=now + later)

    return say


def current(store: Store, now: datetime) -> list[str]:
    return [one.text for one in read_memories(store.connection(), now=now)]


def everything(store: Store) -> dict[str, Any]:
    """The whole content of what a correction may touch."""
    tables = ("memories", "evidence", "links", "memory_uses", "documents", "passages")
    db = store.connection()
    return {table: rows(db, f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}


def test_an_edited_memory_is_kept_as_what_was_true_until_now(
    store: Store, now: datetime, told: Any, say: Say
):
    key = told("The spare key is with Beathag.")
    [edited] = say("edit", key, text="The spare key is with Noor.").memories
    later = now + timedelta(days=2)
    assert current(store, later) == ["The spare key is with Noor."]
    past = read_memory(store.connection(), key, now=later)
    assert (past.state, past.superseded_by) == ("past", edited.id)
    [then] = read_memories(store.connection(), as_of=now + timedelta(hours=1), now=later)
    assert then.text == "The spare key is with Beathag."


def test_a_retired_memory_is_not_current_and_its_history_says_why(
    store: Store, now: datetime, told: Any, say: Say
):
    key = told("The hens are in the loft.")
    say("retire", key)
    assert current(store, now + timedelta(days=2)) == []
    verbs = [(one.verb, one.made_by) for one in read_history(store.connection(), key)]
    assert verbs == [("told", "person"), ("retired", "person")]


def test_merging_keeps_the_first_with_the_evidence_of_all(store: Store, now: datetime, told: Any, say: Say):
    first, second = told("Noor likes tea."), told("Noor loves tea.")
    [kept] = say("merge", first, second).memories
    assert kept.id == first
    assert len(kept.evidence) == 2
    assert current(store, now + timedelta(days=2)) == ["Noor likes tea."]


def test_a_pinned_memory_never_sleeps(store: Store, now: datetime, told: Any, say: Say):
    key = told("My passport number is X1.")
    century = now + timedelta(days=36_500)
    assert read_memory(store.connection(), key, now=century).state == "asleep"
    say("pin", key)
    pinned = read_memory(store.connection(), key, now=century)
    assert (pinned.state, pinned.sleeps_in) == ("current", None)
    say("unpin", key, later=timedelta(days=2))
    assert read_memory(store.connection(), key, now=century).state == "asleep"


def test_a_confirmed_memory_is_held_more_firmly(store: Store, now: datetime, told: Any, say: Say):
    key = told("The boiler was serviced by Ines.")
    before = read_memory(store.connection(), key, now=now + timedelta(days=400)).stability
    say("confirm", key, later=timedelta(days=300))
    after = read_memory(store.connection(), key, now=now + timedelta(days=400))
    assert after.stability > before
    assert after.uses == 1


def test_what_is_about_to_sleep_is_told_the_soonest_first(store: Store, now: datetime, told: Any):
    told("One thing.")
    told("Another thing.")
    assert read_fading(store.connection(), days=30, now=now) == []
    [first, _] = read_fading(store.connection(), days=36_500, now=now)
    soon = now + timedelta(days=(first.sleeps_in or 0) - 10)
    assert [one.id for one in read_fading(store.connection(), days=30, now=soon)] == ["m1", "m2"]


def test_what_was_retired_can_hold_again(store: Store, now: datetime, told: Any, say: Say):
    key = told("The spare key is with Beathag.")
    say("retire", key)
    assert current(store, now + timedelta(days=2)) == []
    say("revive", key, later=timedelta(days=2))
    assert current(store, now + timedelta(days=3)) == ["The spare key is with Beathag."]


def test_both_of_two_may_be_true_and_that_can_be_taken_back(store: Store, now: datetime, told: Any, say: Say):
    one, other = told("Ben lives in Lisbon."), told("Ben lives in Graz.")
    with store.write() as db:
        link_contradiction(db, int(one[1:]), int(other[1:]))
    assert [one.id for one in read_conflicts(store.connection(), now=now)[0]] == [one, other]
    say("both", one, other)
    assert read_conflicts(store.connection(), now=now) == []
    say("undo")
    assert len(read_conflicts(store.connection(), now=now)) == 1


VERBS: tuple[tuple[Correction, tuple[str, ...], str], ...] = (
    ("edit", ("m1",), "Something else."),
    ("retire", ("m1",), ""),
    ("pin", ("m1",), ""),
    ("confirm", ("m1", "m2"), ""),
    ("later", ("m2",), ""),
    ("merge", ("m1", "m2"), ""),
    ("revive", ("m2",), ""),
)


@pytest.mark.parametrize(("verb", "which", "text"), VERBS)
def test_undo_restores_exactly(
    verb: Correction, which: tuple[str, ...], text: str, store: Store, told: Any, say: Say
):
    told("One thing.")
    told("Another thing.")
    before = everything(store)
    say(verb, *which, text=text)
    assert everything(store) != before
    say("undo")
    after = everything(store)
    assert {table: found for table, found in after.items()} == before


@pytest.mark.parametrize("words", ["I live in Leith.", "I live in Leith and I work at the harbour."])
def test_undo_takes_back_what_was_told_with_what_a_question_had_understood_of_it(
    words: str, store: Store, now: datetime, told: Any, say: Say
):
    told("I live in Graz.")
    distil(store, now=now, asked=True)
    before = everything(store)
    keep_told(store, words, embedder=None, now=now + timedelta(hours=1))
    distil_if_little(store, now=now + timedelta(hours=2))
    assert "Leith" in [one.value for one in read_memories(store.connection(), now=now + timedelta(days=1))]
    say("undo")
    assert everything(store) == before


def test_undo_passes_over_what_was_done_in_idle_time(store: Store, now: datetime, told: Any, say: Say):
    first, other = told("The spare key is with Beathag."), told("I live in Leith.")
    say("pin", first)
    distil(store, now=now, asked=False)
    made = say("undo")
    assert made.done == "took back 'pinned' (\"The spare key is with Beathag.\")"
    assert [one.id for one in made.memories] == [first]
    assert read_memory(store.connection(), other, now=now).predicate == "lives in"
    made = say("undo")
    assert (made.done, made.memories) == ('took back 2 changes ("I live in Leith.")', ())


def test_undo_goes_back_one_change_after_the_other(store: Store, now: datetime, told: Any, say: Say):
    key = told("One thing.")
    say("edit", key, text="Two things.")
    say("edit", "m2", text="Three things.")
    later = now + timedelta(days=3)
    say("undo")
    assert current(store, later) == ["Two things."]
    say("undo")
    assert current(store, later) == ["One thing."]
    say("undo")
    assert current(store, later) == []
    with pytest.raises(NotFoundError, match="nothing to take back"):
        say("undo")


def test_a_change_that_was_built_on_is_not_undone_before_what_rests_on_it(told: Any, say: Say):
    key = told("One thing.")
    number = say("pin", key).undo
    later = say("retire", key).undo
    with pytest.raises(UsageError, match=f"secondme undo {later}"):
        say("undo", text=str(number))
    say("undo", text=str(later))
    say("undo", text=str(number))
    with pytest.raises(UsageError, match="taken back already"):
        say("undo", text=str(number))


def test_what_was_forgotten_is_gone_from_the_history_too(store: Store, now: datetime, told: Any, say: Say):
    key = told("A secret thing.")
    say("edit", key, text="A public thing.")
    forget(store, Selection(key), now=now)
    assert "secret" not in "".join(
        map(str, rows(store.connection(), "SELECT before, after FROM change_rows"))
    )
    with pytest.raises(NotFoundError):
        read_history(store.connection(), key)


@pytest.mark.parametrize(
    ("verb", "which", "text"),
    [
        ("edit", ("m1",), " "),
        ("edit", (), "What?"),
        ("merge", ("m1",), ""),
        ("both", ("m1",), ""),
        ("pin", (), ""),
        ("pin", ("p1",), ""),
        ("undo", (), "first"),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    verb: Correction, which: tuple[str, ...], text: str, store: Store, told: Any, say: Say
):
    told("One thing.")
    before = everything(store)
    with pytest.raises(UsageError, match="Nothing was changed"):
        say(verb, *which, text=text)
    assert everything(store) == before


def test_a_memory_that_there_is_none_of_is_told(say: Say):
    with pytest.raises(NotFoundError, match="no memory m7"):
        say("pin", "m7")


DEEDS = ["edit", "retire", "revive", "pin", "confirm", "later", "merge"]
steps = st.lists(
    st.one_of(
        st.tuples(st.just("tell"), st.integers(1, 4)),
        st.tuples(st.sampled_from(DEEDS), st.integers(1, 4)),
        st.tuples(st.just("forget"), st.integers(1, 4)),
        st.tuples(st.just("undo"), st.just(0)),
    ),
    max_size=15,
)


@given(steps)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_person_does_every_memory_has_evidence_and_nothing_superseded_is_current(
    store: Store, now: datetime, told: Any, say: Say, steps: list[tuple[str, int]]
):
    with store.write() as db:
        db.execute("DELETE FROM documents")
        db.execute("DELETE FROM memories")
        db.execute("DELETE FROM changes")
        db.execute("UPDATE sqlite_sequence SET seq = 0 WHERE name IN ('memories', 'changes')")
    for day, (verb, number) in enumerate(steps):
        later = timedelta(days=day)
        try:
            if verb == "tell":
                told(f"Thing {number}.")
            elif verb == "forget":
                forget(store, Selection(f"m{number}"), now=now + later)
            else:
                which = (f"m{number}", f"m{number + 1}") if verb == "merge" else (f"m{number}",)
                say(
                    verb,
                    *(() if verb == "undo" else which),
                    text="" if verb == "undo" else "New.",
                    later=later,
                )  # type: ignore[arg-type]
        except (NotFoundError, UsageError):
            pass
        assert_is_sound(store, now + later)


def assert_is_sound(store: Store, now: datetime) -> None:
    db = store.connection()
    assert value(db, "SELECT count(*) FROM memories WHERE id NOT IN (SELECT memory_id FROM evidence)") == 0
    assert rows(db, "PRAGMA foreign_key_check") == []
    shown: list[Remembered] = read_memories(db, state="all", now=now)
    assert all(one.superseded_by is None for one in shown if one.state != "past")
    assert all(0 <= one.retrievability <= 1 for one in shown)
