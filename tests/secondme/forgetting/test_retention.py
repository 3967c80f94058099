"""Retention: rules are read, shown, agreed to, and then forget with time or keep out."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Document, Locator, Passage
from secondme.daemon.leisure import is_retention_due, retain
from secondme.errors import NotFoundError, UsageError
from secondme.forgetting.rules import UNITS, Rule, ago, allowed, read_rule
from secondme.indexing.progress import ignore_progress
from secondme.memory import Memory

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
HOME = Path("/home/ana")
NOW = datetime(2025, 11, 7, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("kind:mail older than 5y", "kind:mail older than 5 years"),
        ("source:s2 kind:chat  older than 1 month", "kind:chat source:s2 older than 1 month"),
        ("folder ~/private never", "folder /home/ana/private never"),
        ('word "my old flame" never', "word my old flame never"),
    ],
)
def test_a_rule_is_read_and_told_in_one_form(said: str, means: str) -> None:
    rule = read_rule(said, home=HOME)
    assert str(rule) == means
    assert read_rule(means, home=HOME) == rule


@pytest.mark.parametrize(
    "said",
    ["", "mail older than 5y", "kind:mail older than 0y", "kind:mail older than 5 moons", "word ! never",
     "folder private never", "source:mail older than 1y", "kind:mail never"],
)  # fmt: skip
def test_what_is_no_rule_is_refused_with_how_to_say_it(said: str) -> None:
    with pytest.raises(UsageError, match="Say it as"):
        read_rule(said, home=HOME)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1)),
    st.integers(1, 500),
    st.sampled_from(sorted(UNITS.values())),
)
def test_an_age_is_counted_back_and_longer_ages_lie_further(now: datetime, count: int, unit: str) -> None:
    assert ago(now, count + 1, unit) < ago(now, count, unit) < now


def test_a_month_without_that_day_has_its_last() -> None:
    assert ago(datetime(2024, 2, 29), 1, "year") == datetime(2023, 2, 28)
    assert ago(datetime(2025, 3, 31), 1, "month") == datetime(2025, 2, 28)


def test_what_is_never_taken_in_is_cut_out_of_a_document_or_is_all_of_it() -> None:
    texts = ("The old flame called.", "The stove is on.", "An old, flame-red coat.")
    passages = tuple(Passage(text, Locator.lines(n, n)) for n, text in enumerate(texts, 1))
    document = Document("a/b.md!/x", "B", "markdown", "hash", None, passages)
    kept = allowed([Rule(phrase="old flame")], "/home/ana", document)
    assert kept is not None and [one.text for one in kept.passages] == [texts[1]]
    assert allowed([Rule(folder="/home/ana/a")], "/home/ana", document) is None
    assert allowed([Rule(folder="/home/ana/a/b.md")], "/home/ana", document) is None
    assert allowed([Rule(folder="/home/ana/a/b")], "/home/ana", document) is document
    assert allowed([Rule(phrase="B")], "/", document) is None


@pytest.fixture
def told(wordless_memory: Memory) -> Memory:
    wordless_memory.remember("The heron was old news.", now=NOW - timedelta(days=800))
    wordless_memory.remember("The weir is dry.", now=NOW - timedelta(days=10))
    return wordless_memory


def texts(memory: Memory) -> list[str]:
    return [text for (text,) in memory.store.connection().execute("SELECT text FROM passages ORDER BY id")]


def test_a_rule_forgets_what_is_old_and_only_once_it_was_agreed_to(told: Memory) -> None:
    [foretold] = told.foretell("kind:told older than 2y", now=NOW)
    assert (foretold.number, foretold.foreseen.passages, foretold.foreseen.memories) == (0, 1, 1)
    assert told.retain(now=NOW) == [] and len(texts(told)) == 2
    for telling in (told.agree, told.foretell):
        with pytest.raises(UsageError, match="Did you mean: mail"):
            telling("kind:mails older than 2y", now=NOW)
    agreed = told.agree("kind:told older than 2y", now=NOW)
    [receipt] = told.retain(now=NOW)
    assert (receipt.memories, receipt.searched.left) == (1, ())
    assert texts(told) == ["The weir is dry."]
    assert told.retention()[0].acted_at == NOW
    assert told.retain(now=NOW) == []
    told.disagree(agreed.id)
    assert told.retention() == []
    with pytest.raises(NotFoundError):
        told.disagree(agreed.id)


def test_the_daemon_carries_the_rules_out_once_a_day_and_indexing_does_at_once(told: Memory) -> None:
    assert not is_retention_due(told)
    told.agree("kind:told older than 2y", now=NOW)
    assert is_retention_due(told)
    assert retain(told, NOW, ignore_progress) == "1 passage forgotten by 1 rule"
    told.remember("The heron was older news.", now=NOW - timedelta(days=900))
    assert told.index(now=NOW).forgotten == 1


def test_a_forgetting_that_was_cut_short_is_brought_to_its_end(told: Memory) -> None:
    from secondme.store.forgetting import delete_units, unscrubbed
    from secondme.store.identifiers import parse_identifier

    with told.store.write() as db:
        delete_units(told.store, db, [parse_identifier("d1")], bury=True, now=NOW)
    assert unscrubbed(told.store.connection()) and is_retention_due(told)
    retain(told, NOW, ignore_progress)
    assert not unscrubbed(told.store.connection())


def test_a_folder_and_a_word_are_never_taken_in_until_the_rule_is_dropped(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    memory = wordless_memory
    long = " ".join(["It was a long and rather grey day with nothing to tell about it."] * 12)
    folder = tree({"private/diary.md": "Nobody reads this.\n", "a.md": f"# A\n\n{long}\n\n# B\n\nA flame.\n"})
    private = memory.agree(f"folder {folder.resolve() / 'private'} never")
    word = memory.agree("word flame never")
    memory.add(folder)
    assert [text for text in texts(memory) if "flame" in text or "Nobody" in text] == []
    assert any("grey day" in text for text in texts(memory))
    with pytest.raises(UsageError, match="retention rule"):
        memory.remember("An old flame.")
    memory.forget("d1")
    memory.index()
    memory.disagree(private.id)
    memory.disagree(word.id)
    memory.index()
    assert "Nobody reads this." in texts(memory)


def test_a_rule_about_a_source_that_there_is_not_is_no_trap_for_a_later_one(told: Memory) -> None:
    with pytest.raises(NotFoundError, match="no such source"):
        told.agree("source:s99 older than 5 days", now=NOW)
    there = told.agree("source:s1 older than 90 years", now=NOW)
    assert [one.id for one in told.retention()] == [there.id]


def test_a_word_rule_forgets_what_is_there_already(wordless_memory: Memory) -> None:
    wordless_memory.remember("An old flame called.")
    wordless_memory.remember("The flames were high.")
    wordless_memory.agree("word flame never")
    [receipt] = wordless_memory.retain()
    assert receipt.searched.left == ()
    assert texts(wordless_memory) == ["The flames were high."]


def test_the_commands_show_first_and_ask(
    told: Memory, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told.close()
    assert run("retention").code == 0
    shown = run("retention", "preview", "kind:told older than 1y")
    assert "The heron was old news." in shown.out
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run("retention", "add", "kind:told older than 1y").code == 2
    assert run("retention", "--json").json == []
    added = run("retention", "add", "kind:told older than 1y", "--yes")
    assert added.code == 0 and "nothing is left" in added.out
    [rule] = run("retention", "list", "--json").json
    assert (rule["rule"], rule["id"]) == ("kind:told older than 1 year", 1)
    assert run("retention", "preview", "--json").json[0]["foreseen"]["passages"] == 0
    assert run("retention", "add", "kind:told older than 12m", "--json").json[0]["id"] == 2
    assert run("retention", "add", "kind:told older than 1 year", "--yes").code == 2
    assert run("retention", "remove", "1").code == 0
    assert run("retention", "remove", "1").code == 3


def test_a_clock_that_leaps_ten_years_ahead_has_nothing_forgotten_until_it_has_stood_so_for_a_day(
    told: Memory,
) -> None:
    told.remember("The heron is news.", now=NOW)
    told.agree("kind:told older than 5y", now=NOW)
    ahead = NOW + timedelta(days=3_650)
    for moment in (ahead, ahead + timedelta(hours=20), NOW, NOW - timedelta(days=365), ahead):
        retain(told, moment, ignore_progress)
        assert told.index(now=moment).forgotten == 0
        assert texts_of(told, "heron")
    years = ahead + timedelta(days=1)
    retain(told, years, ignore_progress)
    assert not texts_of(told, "heron")


def test_after_a_month_without_the_machine_rules_hold_at_once(told: Memory) -> None:
    told.agree("kind:told older than 2y", now=NOW)
    assert told.retain(now=NOW + timedelta(days=30))


def texts_of(memory: Memory, words: str) -> list[str]:
    return [hit.text for hit in memory.recall(words) if words in hit.text]
