"""Common words never cost what the rare ones find, and change nothing while there is little to score."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import apsw
import pytest

from secondme.memory import Memory
from secondme.recall import lexical
from secondme.recall.common_words import drop_common_beginning
from secondme.recall.lexical import find_documents, find_passages, match_expression
from secondme.recall.question import understand
from secondme.store.query import rows


class WriteTree(Protocol):
    def __call__(self, files: Mapping[str, str | bytes | None]) -> Path: ...


QUERIES = ("puffin boat", "the boat leaves", "boat", "puffin harbour boat leaves", "boats leaving")


@pytest.fixture
def harbour(wordless_memory: Memory, tree: WriteTree) -> apsw.Connection:
    """Sixty notes of boats, of which three have a puffin, among others."""
    notes = {f"{n}.md": f"Boat {n} leaves the harbour at {n % 12}." for n in range(60)}
    notes |= {f"{n}-bread.md": f"Sourdough, loaf {n}." for n in range(120)}
    notes |= {f"{n}.md": f"The puffin and boat {n}." for n in (7, 21, 48)}
    notes["21.md"] += " The boat leaves the harbour."
    wordless_memory.add(tree(notes))
    return wordless_memory.store.connection()


def by_bm25(db: apsw.Connection, query: str) -> dict[int, float]:
    sql = (
        "SELECT rowid, -bm25(passages_text, 1.0, 0.5, 0.4, 0.5) FROM passages_text "
        "WHERE passages_text MATCH ? ORDER BY 2 DESC LIMIT 300"
    )
    return dict(rows(db, sql, match_expression(understand(query))))


@pytest.mark.parametrize("query", QUERIES)
def test_below_the_bound_the_list_is_that_of_bm25(harbour: apsw.Connection, query: str) -> None:
    assert find_passages(harbour, understand(query), 300) == by_bm25(harbour, query)
    assert list(find_passages(harbour, understand(query), 300)) == list(by_bm25(harbour, query))


@pytest.mark.parametrize("query", QUERIES)
def test_all_are_scored_where_all_are_asked_for(
    harbour: apsw.Connection, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "PASSAGES_SCORED", 20)
    assert find_passages(harbour, understand(query), 2**31) == by_bm25(harbour, query)


def test_above_it_the_rare_word_chooses_and_the_common_one_adds(
    harbour: apsw.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "PASSAGES_SCORED", 20)
    found = find_passages(harbour, understand("puffin boat leaves harbour"), 3)
    assert {text for (text,) in texts(harbour, found)} == {
        "The puffin and boat 7.",
        "The puffin and boat 21. The boat leaves the harbour.",
        "The puffin and boat 48.",
    }
    assert "21" in texts(harbour, list(found)[:1])[0][0]
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_words_that_are_all_common_find_the_newest_that_have_them_all(
    harbour: apsw.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "PASSAGES_SCORED", 20)
    found = find_passages(harbour, understand("boat harbour"), 10)
    assert len(found) == 10
    assert all("boat" in text.casefold() and "harbour" in text for (text,) in texts(harbour, found))


@pytest.mark.parametrize("query", ["puffin zebra", "zebra", "", "puffin " * 70])
def test_words_that_nobody_wrote_change_nothing(
    harbour: apsw.Connection, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = find_passages(harbour, understand(query), 10)
    monkeypatch.setattr(lexical, "PASSAGES_SCORED", 20)
    assert find_passages(harbour, understand(query), 10) == before


def test_an_unfinished_word_is_a_common_one_where_many_begin_so(
    harbour: apsw.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "PASSAGES_SCORED", 20)
    found = find_passages(harbour, understand("puffin bo", unfinished=True), 3)
    assert all("puffin" in text for (text,) in texts(harbour, found))


@pytest.mark.parametrize(
    ("text", "kept"),
    [("puffin bo", ""), ("puffin the", ""), ("puffin boa", "boa"), ("bo", "bo"), ("the", "the")],
)
def test_a_beginning_of_half_the_language_is_asked_for_only_alone_or_among_few_rows(
    harbour: apsw.Connection, text: str, kept: str
) -> None:
    question = understand(text, unfinished=True)
    assert drop_common_beginning(harbour, question, 20).prefix == kept
    assert drop_common_beginning(harbour, question, 4_000) == question


def test_documents_are_chosen_by_the_rare_words_too(
    harbour: apsw.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = find_documents(harbour, understand("puffin boat"), 10)
    monkeypatch.setattr(lexical, "DOCUMENTS_SCORED", 20)
    assert set(find_documents(harbour, understand("puffin boat"), 10)) == set(list(whole)[:3])


def texts(db: apsw.Connection, passages: Mapping[int, float] | list[int]) -> list[tuple[str]]:
    asked = ",".join(map(str, passages))
    return rows(db, f"SELECT text FROM passages WHERE id IN ({asked})")
