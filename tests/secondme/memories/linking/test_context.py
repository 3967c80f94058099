"""What stands around a memory when it is shown: a line, keywords and tags, fresh from its links."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from secondme.memories.book import Remembered
from secondme.memories.linking.context import LONGEST, PIECES, context_of
from secondme.memories.linking.telling import Linked
from secondme.memory import Memory


def shown(memory: Memory, identifier: str, now: datetime) -> Remembered:
    return next(one for one in memory.memories(state="all", now=now) if one.id == identifier)


def test_the_line_tells_what_a_memory_hangs_together_with(told: Memory, now: datetime):
    assert shown(told, "m2", now).context == "follows m1: Ben lives in Graz."
    assert shown(told, "m3", now).context == "mentions m4: Cleo works as a vet."


def test_what_took_its_place_is_not_said_twice(told: Memory, now: datetime):
    past = shown(told, "m1", now)
    assert (past.superseded_by, past.context) == ("m2", "")


def test_a_memory_has_its_own_keywords_and_the_section_it_belongs_to(told: Memory, now: datetime):
    assert shown(told, "m4", now).keywords == ("cleo", "vet")
    assert shown(told, "m3", now).keywords == ("ben", "sister", "cleo")
    assert shown(told, "m4", now).tags == ("work",)


def test_a_new_memory_refreshes_what_stands_around_its_neighbours(told: Memory, now: datetime):
    later = now + timedelta(days=9)
    told.remember("Cleo lives in Porto.", now=later)
    told.remember("Cleo is from Porto.", now=later)
    told.consolidate(now=later)
    refreshed = shown(told, "m3", later)
    assert "porto" in refreshed.keywords
    assert "home" in refreshed.tags
    told.forget("m5", now=later)
    told.forget("m6", now=later)
    assert "porto" not in shown(told, "m3", later).keywords


def test_the_line_stays_short(told: Memory, now: datetime):
    one = shown(told, "m2", now)
    links = [
        Linked("contradicts", "m7", "word " * 50, 1.0, now),
        Linked("follows", "m8", "Short.", 1.0, now),
        Linked("similar", "m9", "Short.", 1.0, now),
    ]
    line = context_of(one, links, []).line
    assert line.count("·") == PIECES - 1
    assert len(line) < PIECES * (LONGEST + 30)
    assert context_of(replace(one, text="", predicate=""), [], []).line == ""
