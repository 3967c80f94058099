"""An answer without the question said again: "freedom" and not "Ana's drawing stands for freedom".

A small model often begins with the question's own words. Who asked knows them, and an answer is read faster
without. Nothing is left out that the question does not say, least of all a "not".
"""

from __future__ import annotations

import re
from collections.abc import Collection

from secondme.answer.checking import content, without_citations
from secondme.answer.judging import EITHER
from secondme.recall.excerpt import stem
from secondme.recall.kinds import QuestionKind
from secondme.recall.question import Question

LEAST_SAID = 2
"""Content words of the question that must stand at the beginning; with one, little is gained."""

_WHOLE = frozenset({QuestionKind.YES_NO, QuestionKind.ORDER, QuestionKind.WHEN, QuestionKind.WHO})
"""Kinds of question whose answer is a whole sentence, or may be a word of the question."""
_TURNS = frozenset("is are was were be been has have had did does do as by that he she they it i".split())  # noqa: SIM905
_ARTICLES = frozenset("a an the my your his her its our their".split())  # noqa: SIM905
_PREPOSITIONS = frozenset("to in on at of for with from about into through".split())  # noqa: SIM905
"""Both may stand within what is said again; at its end they belong to what follows."""
_LONG = 4
"""Letters; a longer word that begins with a word of the question is a form of it: "lives", "raised"."""
_WORD = re.compile(r"\S+")
_EDGES = re.compile(r"^\W+|(?:['\u2019]s)?\W*$")
_SEVERAL = re.compile(r"[.!?]\s+[^\W\d]")


def without_question(text: str, question: Question) -> str:
    """The answer from where it goes beyond the question; as it is where it is of several sentences, or would
    lose its sense."""
    if question.kind in _WHOLE or EITHER.search(question.plain) or _SEVERAL.search(text):
        return text
    start = _end_of_beginning(text, question)
    said, rest = text[:start].casefold(), text[start:].lstrip(" ,:;")
    asked = {stem(term) for term in question.terms}
    again = {one for one in asked if re.search(rf"\b{re.escape(one)}", said)}
    return rest if len(again) >= LEAST_SAID and content(without_citations(rest)) - asked else text


def _end_of_beginning(text: str, question: Question) -> int:
    """Where the words that the question has, and little words between them, end."""
    asked = {stem(word) for word in question.words}
    end = 0
    for match in _WORD.finditer(text):
        word = _EDGES.sub("", match.group().casefold())
        if word in _ARTICLES:
            continue
        if stem(word) in asked or word in _TURNS or _is_form_of(word, asked):
            end = match.end()
        elif word not in _PREPOSITIONS:
            break
    return end


def _is_form_of(word: str, asked: Collection[str]) -> bool:
    return any(word.startswith(one) for one in asked if len(one) >= _LONG)
