"""Forms that are being gone through: kept until they are written, and known again."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from secondme.prefill.unfinished import (
    MOST_KEPT,
    Unfinished,
    drop_unfinished,
    hash_of,
    keep_unfinished,
    list_unfinished,
)
from secondme.store import Store


def one(number: int, now: datetime) -> Unfinished:
    path = Path(f"/forms/club {number}.md")
    return Unfinished(
        path, hash_of(b"Name: ___"), {"name": hash_of("Odile")}, {"boat": "a skiff"}, now + number * HOUR
    )


HOUR = timedelta(hours=1)


def test_what_was_decided_last_is_kept_until_it_is_dropped(store: Store, now: datetime) -> None:
    first, changed = one(1, now), Unfinished(one(1, now).path, "other", {}, {"boat": ""}, now + 3 * HOUR)
    with store.write() as db:
        for unfinished in (first, one(2, now), changed):
            keep_unfinished(db, unfinished)
        assert list_unfinished(db) == [changed, one(2, now)]
        drop_unfinished(db, changed.path)
        assert list_unfinished(db) == [one(2, now)]


def test_no_value_that_was_agreed_to_is_kept_and_old_ones_go(store: Store, now: datetime) -> None:
    with store.write() as db:
        for number in range(MOST_KEPT + 2):
            keep_unfinished(db, one(number, now))
        kept = list_unfinished(db)
    assert len(kept) == MOST_KEPT and kept[-1] == one(2, now)
    assert "Odile" not in repr(kept)


def test_another_content_is_another_form(now: datetime) -> None:
    assert one(1, now).is_of(one(1, now).path, b"Name: ___")
    assert not one(1, now).is_of(one(1, now).path, b"Name: ____")
