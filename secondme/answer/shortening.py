"""An answer without the question said again: "freedom" and not "Ana's drawing stands for freedom".

A small model often begins or ends with the question's own words. Who asked knows them, and an answer is read
faster without. Nothing is left out that the question does not say, least of all a "not".
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
"""Content words of the question that must stand at the beginning, or end; with one, little is gained."""

_WHOLE = frozenset({QuestionKind.YES_NO, QuestionKind.ORDER, QuestionKind.WHEN, QuestionKind.WHO})
"""Kinds of question whose answer is a whole sentence, or may be a word of the question."""
_TURNS = frozenset("is are was were be been has have had did does do as by that he she they it i".split())  # noqa: SIM905
_ARTICLES = frozenset("a an the my your his her its our their".split())  # noqa: SIM905
_PREPOSITIONS = frozenset("to in on at of for with from about into through".split())  # noqa: SIM905
"""Both may stand within what is said again; at its end they belong to what follows."""
_LONG = 4
"""Letters; a longer word that begins with a word of the question is a form of it: "lives", "raised"."""
_OPEN = frozenset(
    "not no never without nor and or than so but because while when if after before since that".split()  # noqa: SIM905
)
"""What asks for something behind it; so does whatever ends in "n't"."""
_CUTS = frozenset("in on at for with from about into through besides during after before".split())  # noqa: SIM905
"""Before which an answer may end. "A lot" is not what "a lot of homes" says, so "of" is none."""
_MARKS = re.compile(r"(?:\s*\[\d+\])*\s*[.!?]?\s*$")
"""The sources and the full stop behind an answer."""
_WORD = re.compile(r"\S+")
_EDGES = re.compile(r"^\W+|(?:['\u2019]s)?\W*$")
_SEVERAL = re.compile(r"[.!?]\s+[^\W\d]")


def without_question(text: str, question: Question) -> str:
    """As much of the answer as goes beyond the question; all of it where it is of several sentences, or would
    lose its sense."""
    if question.kind in _WHOLE or EITHER.search(question.plain) or _SEVERAL.search(text):
        return text
    start = _end_of_beginning(text, question)
    rest = text[start:].lstrip(" ,:;")
    text = rest if _says_again(text[:start], question) and _says_more(rest, question) else text
    marks = _MARKS.search(text)
    assert marks is not None
    body = text[: marks.start()]
    for start in _starts_of_end(body, question):
        kept = body[:start].rstrip(" ,:;")
        if _says_again(body[start:], question) and _says_more(kept, question) and not _is_open(kept):
            return kept + marks.group()
    return text


def _says_again(said: str, question: Question) -> bool:
    asked = {stem(term) for term in question.terms}
    return sum(bool(re.search(rf"\b{re.escape(one)}", said.casefold())) for one in asked) >= LEAST_SAID


def _says_more(rest: str, question: Question) -> bool:
    return bool(content(without_citations(rest)) - {stem(term) for term in question.terms})


def _starts_of_end(text: str, question: Question) -> list[int]:
    """The prepositions behind which there are only words of the question and little words to the end."""
    asked = {stem(word) for word in question.words}
    starts: list[int] = []
    for match in reversed(list(_WORD.finditer(text))):
        word = _EDGES.sub("", match.group().casefold())
        little = word in _TURNS or word in _ARTICLES or word in _PREPOSITIONS or word in _CUTS
        if not (little or stem(word) in asked or _is_form_of(word, asked)):
            break
        if word in _CUTS:
            starts.append(match.start())
    return starts[::-1]


def _is_open(text: str) -> bool:
    """Whether a text cannot end where it ends."""
    last = _EDGES.sub("", text.casefold().split()[-1])
    return last in _OPEN or last in _PREPOSITIONS or last.endswith(("n't", "n\u2019t"))


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
