"""Conversations in the store: begun, gone on with, found, and forgotten for good."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import apsw

from ingest import Document, Locator, Passage
from secondme.errors import NotFoundError, UsageError
from secondme.store.documents import NewDocument, delete_documents, passage_numbers, put_document
from secondme.store.query import rows, value
from secondme.store.recalls import mark_used
from secondme.store.sources import put_source
from secondme.store.times import to_milliseconds, to_moment, to_offset

PLACE = "conversations"
"""The place of the told source whose documents are conversations."""
MOST_FOUND = 200

_TURNS = (
    "id, conversation_id, role, text, said_at, time_offset, meant, ending, confidence, why, verdict, "
    "passage_id"
)


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A row of a turn. passage: of what the person stated in it."""

    id: int
    conversation: int
    role: str
    text: str | None
    time: datetime
    meant: str | None
    ending: str | None
    confidence: float | None
    why: str | None
    verdict: str | None
    passage: int | None


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What is kept of an answer. sources: (number, passage, quote, whether it is cited) of all that was
    read.
    """

    text: str
    meant: str
    ending: str
    confidence: float
    why: str
    recall: int | None
    sources: Sequence[tuple[int, int, str, bool]] = ()


def begin_conversation(db: apsw.Connection, *, now: datetime) -> int:
    """A new conversation without a word in it; returns its number."""
    source = put_source(db, "told", PLACE, reader="conversation", now=now)
    key = f"{to_milliseconds(now)}-{value(db, 'SELECT count(*) FROM conversations')}"
    while rows(db, "SELECT 1 FROM documents WHERE source_id = ? AND key = ?", source.id, key):
        key += "'"
    title = f"Conversation of {now.day} {now:%B %Y}"
    document = Document(key, title, "conversation", "", now, ())
    number = put_document(db, NewDocument(source.id, document, lambda passage: "self"), now=now)
    moment = to_milliseconds(now)
    db.execute(
        "INSERT INTO conversations (document_id, begun_at, spoken_at) VALUES (?, ?, ?)",
        (number, moment, moment),
    )
    return db.last_insert_rowid()


def document_of(db: apsw.Connection, conversation: int) -> int:
    """The number of a conversation's document. Raises NotFoundError."""
    found = rows(db, "SELECT document_id FROM conversations WHERE id = ?", conversation)
    if not found:
        raise NotFoundError(
            f"There is no conversation c{conversation}. Nothing was changed. See which there are: "
            "secondme chat --list"
        )
    return int(found[0][0])


def put_words_of_person(
    db: apsw.Connection, conversation: int, text: str, statement: str, *, now: datetime
) -> tuple[int, int | None]:
    """Adds a turn of the person; returns its number, and that of the passage with what they state, if they
    do.
    """
    document = document_of(db, conversation)
    turn = _put_turn(db, conversation, "person", text, now)
    if not statement:
        return turn, None
    _put_passage(db, document, turn, statement, now)
    passage = passage_numbers(db, document)[-1]
    db.execute("UPDATE turns SET passage_id = ? WHERE id = ?", (passage, turn))
    return turn, passage


def put_answer(
    db: apsw.Connection, conversation: int, answer: NewAnswer, state: Any, *, now: datetime
) -> int:
    """Adds a turn of the assistant with the state that follows from it; returns the number of the turn."""
    document_of(db, conversation)
    turn = _put_turn(db, conversation, "assistant", answer.text, now)
    db.execute(
        "UPDATE turns SET meant = ?, ending = ?, confidence = ?, why = ?, "
        "recall_id = (SELECT id FROM recalls WHERE id = ?) WHERE id = ?",
        (answer.meant, answer.ending, answer.confidence, answer.why, answer.recall, turn),
    )
    db.executemany(
        "INSERT INTO turn_sources SELECT ?, ?, id, ?, ? FROM passages WHERE id = ?",  # It may be gone by now.
        ((turn, number, quote, int(cited), passage) for number, passage, quote, cited in answer.sources),
    )
    put_state(db, conversation, state)
    return turn


def put_state(db: apsw.Connection, conversation: int, state: Any) -> None:
    """Keeps the state, as plain values."""
    said = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    db.execute("UPDATE conversations SET state = ? WHERE id = ?", (said, conversation))


def get_state(db: apsw.Connection, conversation: int) -> Any:
    """The state as plain values; None where it has to be worked out from the turns."""
    document_of(db, conversation)
    said = value(db, "SELECT state FROM conversations WHERE id = ?", conversation)
    return None if said is None else json.loads(said)


def list_conversations(db: apsw.Connection) -> list[tuple[int, str | None, int, datetime, datetime]]:
    """Number, first words of the person, turns, begin and end of each, the last one first."""
    found = rows(
        db,
        "SELECT c.id, (SELECT t.text FROM turns t WHERE t.conversation_id = c.id AND t.role = 'person' "
        "ORDER BY t.position LIMIT 1), (SELECT count(*) FROM turns t WHERE t.conversation_id = c.id), "
        "c.begun_at, c.spoken_at FROM conversations c ORDER BY c.spoken_at DESC, c.id DESC",
    )
    return [
        (id, first, turns, to_moment(begun), to_moment(spoken)) for id, first, turns, begun, spoken in found
    ]


def list_turns(db: apsw.Connection, conversation: int, last: int | None = None) -> list[StoredTurn]:
    """The turns of a conversation in order; the last ones alone where `last` says how many. Raises
    NotFoundError.
    """
    document_of(db, conversation)
    sql = f"SELECT {_TURNS} FROM turns WHERE conversation_id = ? ORDER BY position DESC LIMIT ?"
    return [_turn(row) for row in reversed(rows(db, sql, conversation, -1 if last is None else last))]


def find_turns(
    db: apsw.Connection, terms: Sequence[str], conversation: int | None = None, limit: int = MOST_FOUND
) -> list[StoredTurn]:
    """The turns with any of these words, the best first; of one conversation where it is named."""
    if not terms:
        return []
    asked = " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)
    columns = ", ".join(f"t.{name}" for name in _TURNS.split(", "))
    sql = (
        f"SELECT {columns} FROM turns_text JOIN turns t ON t.id = turns_text.rowid WHERE turns_text MATCH ?1 "
        "AND (?2 IS NULL OR t.conversation_id = ?2) ORDER BY bm25(turns_text), t.id DESC LIMIT ?3"
    )
    return [_turn(row) for row in rows(db, sql, asked, conversation, limit)]


def sources_of_turns(db: apsw.Connection, conversation: int) -> dict[int, list[tuple[int, int, str, bool]]]:
    """By turn, what was read for it and is still there: number, passage, quote, whether it is cited."""
    found: dict[int, list[tuple[int, int, str, bool]]] = {}
    sql = (
        "SELECT s.turn_id, s.number, s.passage_id, s.quote, s.cited FROM turn_sources s JOIN turns t "
        "ON t.id = s.turn_id WHERE t.conversation_id = ? ORDER BY s.turn_id, s.number"
    )
    for turn, number, passage, quote, cited in rows(db, sql, conversation):
        found.setdefault(turn, []).append((number, passage, quote, bool(cited)))
    return found


def judge_turn(db: apsw.Connection, turn: int, verdict: str | None) -> None:
    """Keeps what the person thinks of an answer. What a good one cites counts as confirmed; of a wrong one it
    may be right, and only misread. Raises NotFoundError.
    """
    found = rows(db, "SELECT role, recall_id FROM turns WHERE id = ?", turn)
    if not found:
        raise NotFoundError(f"There is no turn {turn}. Nothing was changed.")
    role, recall = found[0]
    if role != "assistant":
        raise UsageError("Only answers can be judged. Nothing was changed.")
    db.execute("UPDATE turns SET verdict = ? WHERE id = ?", (verdict, turn))
    if verdict == "good" and recall is not None:
        sql = "SELECT passage_id FROM turn_sources WHERE turn_id = ? AND cited"
        for (passage,) in rows(db, sql, turn):
            mark_used(db, recall, passage, "confirmed")


def delete_conversation(db: apsw.Connection, conversation: int) -> None:
    """Deletes a conversation with its document, its full text and the vectors of what was stated in it.

    What it asked is deleted from the recall log too: the question is the person's word in it. Raises
    NotFoundError.
    """
    document = document_of(db, conversation)
    asked = rows(
        db, "SELECT recall_id FROM turns WHERE conversation_id = ? AND recall_id NOT NULL", conversation
    )
    delete_documents(db, [document])
    db.executemany("DELETE FROM recalls WHERE id = ?", asked)


def sources_by_turn(db: apsw.Connection) -> dict[int, int]:
    """How many passages were read for each answer."""
    return dict(rows(db, "SELECT turn_id, count(*) FROM turn_sources GROUP BY turn_id"))


def empty_answers(db: apsw.Connection, before: dict[int, int]) -> None:
    """Deletes the words of answers that lost a passage: they may quote it. before: as of `sources_by_turn`.

    Whatever else may hold their words goes too, or those of a turn that was deleted: in the same conversation
    the questions as they were understood, and these in the recall log.
    """
    after = sources_by_turn(db)
    touched = ((number,) for number, count in before.items() if after.get(number, 0) != count)
    db.executemany("UPDATE turns SET text = NULL, why = NULL WHERE id = ?", touched)
    changed = "conversation_id IN (SELECT id FROM conversations WHERE state IS NULL) AND meant IS NOT NULL"
    db.execute(f"DELETE FROM recalls WHERE id IN (SELECT recall_id FROM turns WHERE {changed})")
    db.execute(f"UPDATE turns SET meant = NULL WHERE {changed}")


def _put_turn(db: apsw.Connection, conversation: int, role: str, text: str, now: datetime) -> int:
    position = value(
        db, "SELECT coalesce(max(position), 0) + 1 FROM turns WHERE conversation_id = ?", conversation
    )
    db.execute(
        "INSERT INTO turns (conversation_id, position, role, text, said_at, time_offset) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (conversation, position, role, text, to_milliseconds(now), to_offset(now)),
    )
    number = db.last_insert_rowid()
    db.execute("INSERT INTO turns_text (rowid, text) VALUES (?, ?)", (number, text))
    db.execute("UPDATE conversations SET spoken_at = ? WHERE id = ?", (to_milliseconds(now), conversation))
    return number


def _put_passage(db: apsw.Connection, document: int, turn: int, statement: str, now: datetime) -> None:
    """Adds what the person stated to the document; the passages before it keep their numbers."""
    source, key, title, time, offset = rows(
        db,
        "SELECT source_id, key, title, time, "
        "(SELECT time_offset FROM passages WHERE document_id = d.id LIMIT 1) FROM documents d WHERE id = ?",
        document,
    )[0]
    before = rows(
        db,
        "SELECT text, locator, time, time_offset FROM passages WHERE document_id = ? ORDER BY position",
        document,
    )
    passages = [
        Passage(text, Locator.from_json(locator), role="user", time=to_moment(said, shift))
        for text, locator, said, shift in before
    ]
    passages.append(Passage(statement, Locator.of_message(str(turn)), role="user", time=now))
    whole = Document(key, title, "conversation", "", to_moment(time, offset), tuple(passages))
    put_document(db, NewDocument(source, whole, lambda passage: "self"), now=now)


def _turn(row: tuple[Any, ...]) -> StoredTurn:
    id, conversation, role, text, said_at, offset, *rest = row
    return StoredTurn(id, conversation, role, text, to_moment(said_at, offset), *rest)
