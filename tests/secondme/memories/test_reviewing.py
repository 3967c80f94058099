"""When to ask again, and how many days in a row the person answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from secondme.indexing.telling import keep_told
from secondme.memories.book import read_memories
from secondme.memories.correcting import correct
from secondme.memories.reviewing import FADES_WITHIN, asks_next, why_ask
from secondme.memories.streak import count_streak, read_streak
from secondme.store import Store

TODAY = date(2026, 3, 10)


def days(*ago: int) -> set[date]:
    return {TODAY - timedelta(days=one) for one in ago}


def test_a_streak_ends_today_or_yesterday_and_breaks_at_the_first_gap() -> None:
    assert count_streak(days(), TODAY) == 0
    assert count_streak(days(0), TODAY) == 1
    assert count_streak(days(1, 2, 3), TODAY) == 3
    assert count_streak(days(0, 1, 3), TODAY) == 2
    assert count_streak(days(2, 3), TODAY) == 0


def test_answers_make_a_streak_and_what_is_put_off_does_not(store: Store, now: datetime) -> None:
    key = f"m{keep_told(store, 'The key is with Noor.', embedder=None, now=now)}"
    correct(store, "confirm", [key], embedder=None, now=now)
    correct(store, "confirm", [key], embedder=None, now=now + timedelta(days=1))
    correct(store, "later", [key], embedder=None, now=now + timedelta(days=2))
    assert read_streak(store.connection(), now=now + timedelta(days=2)) == 2
    assert read_streak(store.connection(), now=now + timedelta(days=3)) == 0


def test_the_next_question_comes_when_there_is_a_reason_to_ask(store: Store, now: datetime) -> None:
    keep_told(store, "The key is with Noor.", embedder=None, now=now)
    shown = read_memories(store.connection(), now=now)
    then = asks_next(shown, now)
    assert then is not None and shown[0].sleeps_in is not None
    assert (shown[0].sleeps_in - FADES_WITHIN) * 86400 - (then - now).total_seconds() < 1
    [later] = read_memories(store.connection(), now=then + timedelta(hours=1))
    assert why_ask(later, then + timedelta(hours=1)) == "fading"


def test_of_nothing_nothing_is_asked() -> None:
    assert asks_next([], datetime(2026, 3, 10, tzinfo=UTC)) is None
