"""Forgetting: what is named is gone from everywhere, stays gone, and nothing else goes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from secondme.errors import NotFoundError, UsageError
from secondme.memory import Memory
from secondme.store.query import rows, value
from secondme.store.recalls import log_recall
from secondme.store.vectors import list_embedders

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]

LONG = " ".join(["It was a long and rather grey day with nothing to tell about it."] * 12)
NOTES = {
    "mull.md": f"# Mull\n\nThe xylophone boat goes at nine.\n\n## Later\n\n{LONG}\n\n# End\n\nLighthouse.\n",
    "key.md": "# Spare key\n\nThe spare key is with Beathag next door.\n",
}


@pytest.fixture
def noted(memory: Memory, tree: WriteTree) -> Memory:
    memory.add(tree(NOTES))
    memory.remember("The xylophone teacher is called Una.")
    memory.remember("Bring the blue coat.")
    return memory


def texts(memory: Memory, query: str) -> list[str]:
    """Those of the found passages that have the word itself."""
    return [hit.text for hit in memory.recall(query, log=False) if query in hit.text.casefold()]


def traces(memory: Memory, word: str) -> list[str]:
    """The tables and columns in which the word still stands."""
    db = memory.store.connection()
    found = []
    tables = rows(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    for (table,) in tables:
        for _, column, *_ in rows(db, f"PRAGMA table_info({table})"):
            sql = f"SELECT count(*) FROM {table} WHERE instr(lower(CAST({column} AS TEXT)), ?)"
            if value(db, sql, word):
                found.append(f"{table}.{column}")
    return found


def words_known(memory: Memory, word: str) -> int:
    """In how many passages and documents the full text has the word."""
    db = memory.store.connection()
    return sum(
        value(db, f"SELECT count(*) FROM {table} WHERE {table} MATCH ?", word)
        for table in ("passages_text", "documents_text")
    )


def orphans(memory: Memory) -> dict[str, int]:
    """Vectors and full texts of passages and documents that are no more."""
    db = memory.store.connection()
    [embedder] = list_embedders(db)
    gone = "SELECT count(*) FROM {} WHERE rowid NOT IN (SELECT id FROM {})"
    return {
        "vectors": value(db, gone.format(f"{embedder.table}_rowids", "passages")),
        "passages": value(db, gone.format("passages_text", "passages")),
        "documents": value(db, gone.format("documents_text", "documents")),
    }


def nothing_left(memory: Memory, word: str) -> None:
    assert traces(memory, word) == []
    assert words_known(memory, word) == 0
    assert set(orphans(memory).values()) == {0}
    assert texts(memory, word) == []


@pytest.mark.model
def test_a_passage_is_gone_and_the_rest_of_its_document_is_not(noted: Memory, tree: WriteTree) -> None:
    [passage] = [hit for hit in noted.recall("xylophone boat", log=False) if "boat" in hit.text]
    receipt = noted.forget(passage.id)
    assert (receipt.documents, receipt.passages, receipt.memories) == (0, 1, 0)
    assert [text for text in texts(noted, "xylophone") if "boat" in text] == []
    assert texts(noted, "lighthouse") != []
    assert words_known(noted, "nine") == 0
    assert set(orphans(noted).values()) == {0}
    assert noted.show(passage.id) is None


@pytest.mark.model
def test_a_passage_does_not_come_back_when_its_file_changes(noted: Memory, tree: WriteTree) -> None:
    [passage] = [hit for hit in noted.recall("xylophone boat", log=False) if "boat" in hit.text]
    noted.forget(passage.id)
    file = tree({}) / "mull.md"
    before = file.read_text()
    noted.index()
    assert words_known(noted, "nine") == 0
    tree({"mull.md": f"{before}\n\n## New\n\n{LONG} Gulls.\n"})
    noted.index()
    assert file.read_text() != before
    assert words_known(noted, "gulls") > 0
    assert words_known(noted, "nine") == 0


@pytest.mark.model
def test_a_document_is_gone_with_its_vectors_and_does_not_come_back(noted: Memory, tree: WriteTree) -> None:
    [hit] = [hit for hit in noted.recall("beathag", log=False) if "Beathag" in hit.text]
    receipt = noted.forget(f"d{hit.document}")
    assert (receipt.documents, receipt.passages) == (1, 1)
    nothing_left(noted, "beathag")
    assert "beathag" not in receipt.what.casefold()
    noted.index()
    nothing_left(noted, "beathag")
    folder = tree({"key.md": "# Spare key\n\nIt is not with Beathag any more.\n", "copy.md": NOTES["key.md"]})
    noted.index()
    assert texts(noted, "beathag") == []
    assert (folder / "key.md").exists()
    assert words_known(noted, "lighthouse") > 0


@pytest.mark.model
def test_a_told_memory_is_gone_and_the_others_are_not(noted: Memory) -> None:
    receipt = noted.forget("m1")
    assert (receipt.documents, receipt.passages, receipt.memories) == (1, 1, 1)
    nothing_left(noted, "una")
    assert noted.show("m1") is None
    assert texts(noted, "blue coat") == ["Bring the blue coat."]
    assert noted.status().memories == 1


@pytest.mark.model
def test_a_told_memory_can_be_forgotten_by_its_passage(noted: Memory) -> None:
    [hit] = [hit for hit in noted.recall("blue coat", log=False) if "coat" in hit.text]
    assert noted.forget(f"p{hit.passage}").memories == 1
    nothing_left(noted, "coat")
    assert noted.status().memories == 1


@pytest.mark.model
def test_a_source_is_gone_with_all_its_documents_and_comes_back_only_when_added_again(
    noted: Memory, tree: WriteTree
) -> None:
    folder = tree({})
    [source] = [one.source for one in noted.sources() if one.source.kind == "folder"]
    receipt = noted.forget(f"s{source.id}")
    assert receipt.documents == 2
    nothing_left(noted, "beathag")
    nothing_left(noted, "lighthouse")
    noted.index()
    nothing_left(noted, "beathag")
    assert texts(noted, "blue coat") != []
    assert sorted(path.name for path in folder.iterdir()) == ["key.md", "mull.md"]
    noted.add(folder)
    assert texts(noted, "beathag") != []


@pytest.mark.model
def test_a_chat_session_and_a_message_stay_forgotten_when_the_export_comes_again(
    memory: Memory, chat: WriteChat
) -> None:
    talk = [
        {"conversation": "c", "session": session, "speaker": "Ana", "text": text}
        for session, text in (("1", "xylophone"), ("1", "lighthouse"), ("2", "marimba"), ("3", "gulls"))
    ]
    memory.import_chat("jsonl", chat(talk))
    for word, of in (("xylophone", "p"), ("marimba", "d")):
        [hit] = [hit for hit in memory.recall(word, log=False) if hit.text == word]
        memory.forget(f"p{hit.passage}" if of == "p" else f"d{hit.document}")
    memory.import_chat(
        "jsonl", chat([*talk, {"conversation": "c", "session": "1", "speaker": "Ana", "text": "new"}])
    )
    for word in ("xylophone", "marimba"):
        nothing_left(memory, word)
    for word in ("lighthouse", "gulls", "new"):
        assert texts(memory, word) == [word]


@pytest.mark.model
def test_an_answer_that_quoted_what_was_forgotten_is_forgotten_too(noted: Memory) -> None:
    noted.ask("Who is the spare key with, is it with Beathag next door?")
    [hit] = [hit for hit in noted.recall("key", log=False) if "Beathag" in hit.text]
    db = noted.store.connection()
    with noted.store.write():
        db.execute("UPDATE recalls SET query = 'Who has the key?', answer = 'Beathag [1].'")
    noted.forget(hit.id)
    nothing_left(noted, "beathag")


def test_what_does_not_exist_is_not_found_and_nothing_changes(wordless_memory: Memory) -> None:
    wordless_memory.remember("The spare key is with Beathag.")
    for identifier in ("p99", "d99", "m99", "s99"):
        with pytest.raises(NotFoundError) as caught:
            wordless_memory.forget(identifier)
        assert caught.value.exit_code == 3
    with pytest.raises(UsageError):
        wordless_memory.forget("everything")
    assert texts(wordless_memory, "beathag") != []


def test_what_was_forgotten_is_not_in_the_file_or_its_log_even_for_who_has_the_key(
    wordless_memory: Memory,
) -> None:
    """The full text's own tables are copied without cipher, and searched byte by byte."""
    wordless_memory.remember("The xylophone is out of tune.")
    wordless_memory.remember("The blue coat.")
    wordless_memory.forget("m1")
    store = wordless_memory.store
    assert not store.path.with_name("memory.db-wal").read_bytes()
    plain = store.path.with_name("plain.db")
    db = store.connection()
    db.execute("ATTACH ? AS plain KEY ''", (str(plain),))
    for (name,) in rows(
        db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%\\_data' ESCAPE '\\'"
    ):
        db.execute(f"CREATE TABLE plain.[{name}] AS SELECT * FROM main.[{name}]")
    db.execute("DETACH plain")
    content = plain.read_bytes()
    assert b"coat" in content
    assert b"xylophon" not in content


def test_a_passage_that_goes_between_finding_and_logging_is_left_out_of_the_log(
    wordless_memory: Memory, tree: WriteTree, now: datetime
) -> None:
    wordless_memory.add(tree(NOTES))
    gone, stays = (hit.passage for hit in wordless_memory.recall("xylophone key", limit=2, log=False))
    wordless_memory.forget(f"p{gone}")
    with wordless_memory.store.write() as db:
        recall = log_recall(db, "recall", "xylophone key", [(gone, 2.0), (stays, 1.0)], now=now)
        logged = rows(db, "SELECT passage_id, rank FROM recall_hits WHERE recall_id = ?", recall)
    assert logged == [(stays, 2)]
