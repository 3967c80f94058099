"""Links in a real store: woven, told from both sides, and gone with what they rest on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from secondme.errors import NotFoundError
from secondme.memories.linking.weaving import weave
from secondme.memory import Memory
from secondme.store.links import has_unlinked
from secondme.store.query import rows
from secondme.store.recalls import log_answer, log_recall


def shown(memory: Memory, identifier: str, now: datetime) -> list[tuple[str, str]]:
    return [(one.kind, one.memory) for one in memory.links(identifier, now=now)]


def stored(memory: Memory) -> list[tuple[object, ...]]:
    return rows(memory.store.connection(), "SELECT * FROM links ORDER BY 1, 2, 3")


def test_links_are_told_from_both_sides(told: Memory, now: datetime):
    assert shown(told, "m1", now) == [("followed by", "m2")]
    assert shown(told, "m2", now) == [("follows", "m1")]
    assert shown(told, "m3", now) == [("mentions", "m4")]
    assert shown(told, "m4", now) == [("mentioned by", "m3")]
    with pytest.raises(NotFoundError):
        told.links("m9", now=now)


def test_what_was_woven_is_not_woven_again(told: Memory):
    assert not has_unlinked(told.store.connection())
    assert weave(told.store) == 0
    assert weave(told.store, everything=True) == 0


def test_a_new_memory_refreshes_the_links_of_its_neighbours(told: Memory, now: datetime):
    told.remember("Cleo lives in Porto.", now=now + timedelta(days=9))
    told.consolidate(now=now + timedelta(days=9))
    assert shown(told, "m3", now) == [("mentions", "m4"), ("mentions", "m5")]


def test_forgetting_a_memory_forgets_its_links_and_joins_what_it_stood_between(told: Memory, now: datetime):
    told.remember("Ben lives in Oban.", now=now + timedelta(days=9))
    told.consolidate(now=now + timedelta(days=9))
    told.forget("m2", now=now)
    assert shown(told, "m5", now) == [("follows", "m1")]
    assert not any(2 in row[:2] for row in stored(told))


def test_undo_restores_the_links(told: Memory, now: datetime):
    before = stored(told)
    told.correct("edit", ["m4"], "Cleo works as a baker.", now=now + timedelta(days=9))
    weave(told.store)
    assert stored(told) != before
    told.correct("undo", now=now + timedelta(days=9))
    weave(told.store)
    assert stored(told) == before


def test_contradictions_are_links_and_stay_when_others_are_woven(
    wordless_memory: Memory, hear, now: datetime
):
    day = now - timedelta(days=30)
    hear(
        ("Ben", "I live in Graz.", day),
        ("Ana", "No, Ben lives in Porto, I'm sure.", day + timedelta(days=1)),
    )
    assert [kind for kind, _ in shown(wordless_memory, "m1", now)] == ["contradicts"]
    weave(wordless_memory.store, everything=True)
    assert [kind for kind, _ in shown(wordless_memory, "m2", now)] == ["contradicts"]


def test_what_was_said_in_one_event_is_linked_once_events_are_gathered(
    wordless_memory: Memory, hear, now: datetime
):
    day = now - timedelta(days=30)
    hear(("Ben", "I live in Graz.", day), ("Ben", "I play the cello.", day + timedelta(minutes=1)))
    assert shown(wordless_memory, "m1", now) == [("same event", "m2")]
    with wordless_memory.store.write() as db:
        db.execute("DELETE FROM event_passages WHERE passage_id = 2")
    assert shown(wordless_memory, "m1", now) == []


def serve(memory: Memory, *passages: int, at: datetime) -> None:
    """An answer that cites these passages."""
    with memory.store.write() as db:
        recall = log_recall(db, "ask", "?", [(passage, 1.0) for passage in passages], now=at)
        log_answer(db, recall, "!", abstained=False, cited=passages)


def test_memories_that_serve_one_answer_are_recalled_together_and_the_oftener_the_more(
    told: Memory, now: datetime
):
    later = now + timedelta(days=30)
    serve(told, 2, 4, at=later)
    [link] = [one for one in told.links("m2", now=later) if one.kind == "recalled together"]
    assert (link.memory, link.since) == ("m4", later)
    serve(told, 2, 4, at=later + timedelta(days=2))
    [firmer] = [
        one for one in told.links("m4", now=later + timedelta(days=2)) if one.kind == "recalled together"
    ]
    assert (firmer.memory, firmer.strength > link.strength) == ("m2", True)
    serve(told, 2, at=later + timedelta(days=4))
    [looser] = [
        one for one in told.links("m4", now=later + timedelta(days=4)) if one.kind == "recalled together"
    ]
    assert looser.strength < firmer.strength
    told.forget("p4", now=later)
    assert not any(one.kind == "recalled together" for one in told.links("m2", now=later))


def test_ending_in_the_middle_of_weaving_leaves_the_rest_to_the_next_time(
    told: Memory, now: datetime, monkeypatch: pytest.MonkeyPatch
):
    complete = stored(told)
    with told.store.write() as db:
        db.execute("DELETE FROM links")
        db.execute(
            "INSERT INTO unlinked (memory_id) SELECT id FROM memories WHERE true ON CONFLICT DO NOTHING"
        )

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("secondme.memories.linking.weaving.settle_links", fail)
        with pytest.raises(KeyboardInterrupt):
            weave(told.store)
    assert has_unlinked(told.store.connection())
    weave(told.store)
    assert stored(told) == complete
