"""Full text: each passage with what stands around it, and each document as a whole.

The tables are contentless and derived: all that is in them can be made again from the passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import apsw

from secondme.store.query import rows

NEIGHBOURS = 2
NEIGHBOUR_WORDS = 100
"""How much of what stands around a passage is indexed with it: the two passages before and the two after it,
at most so many words on each side. Measured on conversations in docs/measurements.md."""
TABLES = ("passages_text", "documents_text", "turns_text")

_PUT_PASSAGE = "INSERT INTO passages_text (rowid, text, before, after, heading) VALUES (?, ?, ?, ?, ?)"
_PUT_DOCUMENT = "INSERT INTO documents_text (rowid, title, text) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Words:
    """A document as the full text takes it. passages: the number, text and heading of each, in order."""

    document: int
    title: str
    passages: Sequence[tuple[int, str, str]]


def put_words(db: apsw.Connection, documents: Sequence[Words]) -> None:
    """Writes the full text of documents that have none."""
    db.executemany(_PUT_PASSAGE, (row for one in documents for row in _passage_rows(one)))
    db.executemany(_PUT_DOCUMENT, (_document_row(one) for one in documents))


def index_text(db: apsw.Connection, documents: Iterable[int]) -> None:
    """Writes the full text of stored documents that have none."""
    put_words(db, [words for number in documents for words in _stored_words(db, number)])


def delete_text(db: apsw.Connection, document: int, passages: Iterable[int]) -> None:
    """Deletes the full text of a document and of these passages; does nothing for those that have none."""
    db.executemany("DELETE FROM passages_text WHERE rowid = ?", ((number,) for number in passages))
    db.execute("DELETE FROM documents_text WHERE rowid = ?", (document,))


def surroundings(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """For each passage the last words before it and the first words after it."""
    words = [text.split() for text in texts]
    tails = [some[-NEIGHBOUR_WORDS:] for some in words]
    heads = [some[:NEIGHBOUR_WORDS] for some in words]
    for place in range(len(texts)):
        before = [word for some in tails[max(0, place - NEIGHBOURS) : place] for word in some]
        after = [word for some in heads[place + 1 : place + 1 + NEIGHBOURS] for word in some]
        yield " ".join(before[-NEIGHBOUR_WORDS:]), " ".join(after[:NEIGHBOUR_WORDS])


def _passage_rows(words: Words) -> Iterator[tuple[int, str, str, str, str]]:
    around = surroundings([text for _, text, _ in words.passages])
    for (number, text, heading), (before, after) in zip(words.passages, around, strict=True):
        yield number, text, before, after, heading or words.title


def _document_row(words: Words) -> tuple[int, str, str]:
    return words.document, words.title, "\n".join(text for _, text, _ in words.passages)


def _stored_words(db: apsw.Connection, document: int) -> Iterator[Words]:
    passages = "SELECT id, text, heading FROM passages WHERE document_id = ? ORDER BY position"
    for (title,) in rows(db, "SELECT title FROM documents WHERE id = ?", document):
        yield Words(document, title, [(row[0], row[1], row[2]) for row in rows(db, passages, document)])
