"""Keeps common words from costing a second: in a large memory the rare ones choose what is scored.

FTS5 takes a microsecond to score a row, and to weigh a word it walks through all rows that have it. So where
more rows than a bound have any of the words, BM25 runs over the rarest words, as many as have no more rows
than the bound together; a common word then adds to the best of them where they say it themselves, about as
much as BM25 would have it add. Where that finds too little, the newest rows follow that have all of the
common words, then those that have any. Below the bound nothing changes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import apsw

from secondme.recall.question import STOP_WORDS, Question
from secondme.store.query import rows, rows_among

SPARE = 2
"""So many times what is asked for is looked at for common words."""
SATURATION = 1.2
"""BM25's k1: how soon it stops counting that a word comes again."""
LEAST_WEIGHED = 1.1
SHORTEST_STEM = 4
SHORTEST_BEGINNING = 3
"""Fewer letters begin too many words to say anything beside other words."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question. rows: how many have it, counted up to just above the bound; reached: the last
    row that was counted."""

    word: str
    expression: str
    rows: int
    reached: int

    @property
    def weight(self) -> float:
        """BM25's weight of the word, as far as the rows that were counted tell how common it is."""
        return math.log(max(self.reached / self.rows, LEAST_WEIGHED))


@dataclass(frozen=True, slots=True)
class Split:
    """The words that choose what is scored, and those that only add to it."""

    rare: tuple[Term, ...]
    common: tuple[Term, ...]


def terms_of(question: Question) -> list[tuple[str, str]]:
    """Each term and each quote of several words with its FTS5 expression, in which nothing is syntax."""
    found = [(term, f'"{term}"') for term in question.terms]
    quotes = (re.findall(r"\w+", quote.casefold()) for quote in question.quoted)
    found += [(" ".join(words), f'"{" ".join(words)}"') for words in quotes if len(words) > 1]
    if question.prefix:
        found.append((question.prefix, f'"{question.prefix}"*'))
    return found


def drop_common_beginning(db: apsw.Connection, question: Question, bound: int) -> Question:
    """The question without the beginning of its last word, where half the language begins so.

    FTS5 brings the rows of all such words together before it tells the first: the longest part of a search
    among more rows than the bound. Beside other words it would say next to nothing.
    """
    beginning = question.prefix
    if not beginning or not set(question.terms) - {beginning}:
        return question
    if len(beginning) >= SHORTEST_BEGINNING and beginning not in STOP_WORDS:
        return question
    [(newest,)] = rows(db, "SELECT ifnull(max(id), 0) FROM passages")
    return replace(question, prefix="") if newest > bound else question


def split_terms(db: apsw.Connection, table: str, question: Question, bound: int) -> Split | None:
    """The question's words, rare and common; None where all rows that have any of them can be scored."""
    sql = (
        "SELECT count(*), ifnull(max(rowid), 0) "
        f"FROM (SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT ?)"
    )
    terms = [Term(word, each, *rows(db, sql, each, bound + 1)[0]) for word, each in terms_of(question)]
    if sum(term.rows for term in terms) <= bound:
        return None
    rare: list[Term] = []
    for term in sorted(terms, key=lambda term: term.rows):
        if sum(other.rows for other in rare) + term.rows > bound:
            break
        if term.rows:
            rare.append(term)
    return Split(tuple(rare), tuple(term for term in terms if term.rows and term not in rare))


def any_of(terms: Iterable[Term]) -> str:
    """The FTS5 expression for rows that have any of the terms."""
    return " OR ".join(term.expression for term in terms)


def newest_with(db: apsw.Connection, table: str, terms: Sequence[Term], limit: int) -> list[int]:
    """The newest rows that have all of the terms; where those are too few, also the newest with any."""
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?"
    found: dict[int, None] = {}
    for word in ("AND", "OR"):
        if len(found) < limit:
            expression = f" {word} ".join(term.expression for term in terms)
            found |= dict.fromkeys(number for (number,) in rows(db, sql, expression, limit))
    return list(islice(found, limit))


def add_common(db: apsw.Connection, found: Mapping[int, float], common: Sequence[Term]) -> dict[int, float]:
    """The passages with what common words add to their scores, best first."""
    weights = {_stem(term.word): term.weight for term in common}
    said = re.compile("|".join(rf"\b{re.escape(stem)}" for stem in weights))
    scores = dict(found)
    for number, text in rows_among(db, "SELECT id, text FROM passages WHERE id IN {}", found):
        if words := said.findall(text.casefold()):
            scores[number] += sum(_gain(weights[stem], words.count(stem)) for stem in set(words))
    return dict(sorted(scores.items(), key=lambda one: -one[1]))


def _gain(weight: float, count: int) -> float:
    """What BM25 has a word add that comes so often in a text of the usual length."""
    return weight * (SATURATION + 1) * count / (SATURATION + count)


def _stem(word: str) -> str:
    """The beginning that a word shares with its other forms, near enough for a common one."""
    return word if len(word) <= SHORTEST_STEM else re.sub(r"(?:ing|ed|es|s|e|y|ies)$", "", word)
