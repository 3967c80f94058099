"""The portrait and the digest, in a real store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from secondme.errors import UsageError
from secondme.memories.portrait import Section
from secondme.memory import Memory

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)


@pytest.fixture
def living(wordless_memory: Memory) -> Memory:
    """A memory that was told some things a month ago, and understood them."""
    for words in ("I live in Leith.", "I work at the harbour.", "I love black tea."):
        wordless_memory.remember(words, now=NOW - timedelta(days=30))
    wordless_memory.consolidate(now=NOW - timedelta(days=30))
    return wordless_memory


def section(memory: Memory, name: str) -> Section | None:
    return next((one for one in memory.portrait(now=NOW) if one.name == name), None)


def text(memory: Memory, name: str) -> str:
    found = section(memory, name)
    return found.text if found else ""


def test_the_portrait_has_sections_with_the_memories_that_they_say(living: Memory):
    assert [one.name for one in living.portrait(now=NOW)] == ["home", "work", "likes"]
    home = section(living, "home")
    assert home == Section("home", "I live in Leith.", "follows", None, ("m1",))


def test_a_section_follows_what_is_known(living: Memory):
    living.remember("I have moved to Oban.", now=NOW - timedelta(days=1))
    living.consolidate(now=NOW)
    assert text(living, "home") == "I have moved to Oban."


def test_a_locked_section_stays_whatever_is_learned(living: Memory):
    living.portray("lock", "home", now=NOW)
    living.correct("edit", ["m1"], "I live on a boat.", now=NOW)
    assert text(living, "home") == "I live in Leith."
    living.portray("unlock", "home", now=NOW)
    assert "Leith" not in text(living, "home")


def test_a_section_in_the_persons_own_words_stays(living: Memory):
    [*_, likes] = living.portray("write", "likes", "Tea, black.", now=NOW)
    assert (likes.text, likes.state, likes.memories) == ("Tea, black.", "written", ())
    living.forget("m3", now=NOW)
    assert text(living, "likes") == "Tea, black."


def test_forgetting_a_memory_takes_it_out_of_a_locked_section(living: Memory):
    living.portray("lock", "home", now=NOW)
    living.forget("m1", now=NOW)
    assert section(living, "home") is None


@pytest.mark.parametrize(
    ("verb", "name", "words"),
    [("lock", "soul", ""), ("lock", "health", ""), ("unlock", "home", ""), ("write", "home", " ")],
)
def test_what_makes_no_sense_changes_nothing(living: Memory, verb: str, name: str, words: str):
    before = living.portrait(now=NOW)
    with pytest.raises(UsageError, match="Nothing was changed"):
        living.portray(verb, name, words, now=NOW)  # type: ignore[arg-type]
    assert living.portrait(now=NOW) == before


def test_the_digest_tells_what_is_new_what_changed_and_what_ended(living: Memory):
    living.remember("I have moved to Oban.", now=NOW - timedelta(days=2))
    living.remember("The hens are in the loft.", now=NOW - timedelta(days=2))
    living.consolidate(now=NOW - timedelta(days=1))
    living.correct("retire", ["m3"], now=NOW - timedelta(hours=1))
    found = living.digest(now=NOW)
    assert [one.text for one in found.changed] == ["I have moved to Oban."]
    assert [one.text for one in found.new] == ["The hens are in the loft."]
    assert [one.text for one in found.ended] == ["I love black tea."]
    assert found.contradicted == found.confirmed == ()


def test_the_digest_is_of_the_days_that_are_asked_for_and_without_what_was_undone(living: Memory):
    assert not any(living.digest(now=NOW).heads.values())
    assert len(living.digest(60, now=NOW).new) == 3
    living.correct("pin", ["m1"], now=NOW)
    living.correct("retire", ["m1"], now=NOW)
    living.correct("undo", now=NOW)
    assert living.digest(now=NOW).ended == ()


def test_what_is_due_is_told(living: Memory):
    living.remember("I'll call the plumber on Tuesday.", now=NOW - timedelta(hours=1))
    living.consolidate(now=NOW)
    assert [one.kind for one in living.digest(now=NOW).due] == ["plan"]
