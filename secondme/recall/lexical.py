"""Finds passages and documents by their words: BM25 over a passage with its surroundings, stop words out.

Reference: Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond"; SQLite's
FTS5 computes it with k1 = 1.2 and b = 0.75. Its column weights let a passage count what its neighbours say,
but less than its own words. In large memories rare words choose what is scored; see `common_words`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import islice

import apsw

from secondme.recall.common_words import SPARE, add_common, any_of, newest_with, split_terms, terms_of
from secondme.recall.question import Question
from secondme.store.query import rows

EVERYTHING = 2**31
COLUMN_WEIGHTS = (1.0, 0.5, 0.4, 0.5)
"""Text, before, after, heading; measured in docs/measurements.md."""
PASSAGES_SCORED = 4_000
"""Where more rows than this have a word of the question, the rare words choose which are scored."""
DOCUMENTS_SCORED = 2_500

_PASSAGES = (
    f"SELECT rowid, -bm25(passages_text, {', '.join(map(str, COLUMN_WEIGHTS))}) AS score "
    "FROM passages_text WHERE passages_text MATCH ?{} ORDER BY score DESC LIMIT ?"
)
_AMONG = " AND +rowid IN (SELECT value FROM json_each(?))"
_DOCUMENTS = (
    "SELECT rowid, -bm25(documents_text) AS score "
    "FROM documents_text WHERE documents_text MATCH ? ORDER BY score DESC LIMIT ?"
)


def find_passages(db: apsw.Connection, question: Question, limit: int) -> dict[int, float]:
    """The passages that share most with the question, and their BM25 scores, best first."""
    split = split_terms(db, "passages_text", question, PASSAGES_SCORED) if limit < PASSAGES_SCORED else None
    if split is None:
        return _find(db, _PASSAGES.format(""), match_expression(question), limit)
    found = _find(db, _PASSAGES.format(""), any_of(split.rare), SPARE * limit)
    if len(found) < limit:
        found |= {
            number: 0.0
            for number in newest_with(db, "passages_text", split.common, limit)
            if number not in found
        }
    return dict(islice(add_common(db, found, split.common).items(), limit))


def find_passages_among(
    db: apsw.Connection, question: Question, passages: Sequence[int], limit: int
) -> dict[int, float]:
    """The same among some passages alone."""
    among = json.dumps(list(passages))
    return _find(db, _PASSAGES.format(_AMONG), match_expression(question), among, limit)


def find_documents(db: apsw.Connection, question: Question, limit: int) -> dict[int, float]:
    """The documents, or chat sessions, that share most with the question, and their BM25 scores."""
    split = (
        split_terms(db, "documents_text", question, DOCUMENTS_SCORED) if limit < DOCUMENTS_SCORED else None
    )
    return _find(db, _DOCUMENTS, match_expression(question) if split is None else any_of(split.rare), limit)


def match_expression(question: Question) -> str:
    """The FTS5 expression: any of the terms, each quoted, so that nothing in them is syntax."""
    return " OR ".join(expression for _, expression in terms_of(question))


def phrase_expression(phrases: Sequence[str]) -> str:
    """The FTS5 expression: any of the phrases in a passage's own text; empty where none has a word."""
    quoted = [" ".join(re.findall(r"\w+", phrase)) for phrase in phrases]
    said = " OR ".join(f'"{phrase}"' for phrase in quoted if phrase)
    return f"{{text}} : ({said})" if said else ""


def _find(db: apsw.Connection, sql: str, expression: str, *values: int | str) -> dict[int, float]:
    return dict(rows(db, sql, expression, *values)) if expression else {}
