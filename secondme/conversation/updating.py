"""The state after one more exchange: what was named last weighs most, and what is long past falls out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.passages import count_words
from secondme.conversation.phrases import brief, names_in, topics_in
from secondme.conversation.state import (
    CITED_KEPT,
    FOCUS_KEPT,
    GOALS_KEPT,
    LINE_WORDS,
    QUESTIONS_KEPT,
    SUMMARY_WORDS,
    Focus,
    WorkingState,
)
from secondme.recall.excerpt import stem
from secondme.recall.sentences import sentences_of

FADING = 0.6
"""What is left of a weight after one exchange; after four a word counts for an eighth."""
FADED = 0.1
SAME = 0.6
"""Two questions with so much of their words in common ask the same."""

_AIM = re.compile(
    r"\b(?:i|we)(?:'m| am|'re| are)? (?:want|need|have|hope|plan|trying|planning|hoping|going|wish)"
    r" (?:to|for)\b|\b(?:i|we)(?:'d| would) like to\b|\blet'?s\b|\bhelp me\b|\bmy (?:goal|aim|plan) is\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:who|whom|whose|which)\b", re.IGNORECASE)
_MARK = re.compile(r"\s*\[\d+(?:\s*[,;]\s*\d+)*\]")


@dataclass(frozen=True, slots=True)
class Happened:
    """One exchange. statement and question: of the person, in their words. meant: the question standing by
    itself.

    answer: empty where there was none. known: names in their usual spelling, as of those who said what was
    read.
    """

    statement: str = ""
    question: str = ""
    meant: str = ""
    answer: str = ""
    answered: bool = False
    cited: tuple[int, ...] = ()
    known: tuple[str, ...] = ()


def update(state: WorkingState, happened: Happened) -> WorkingState:
    """The state after that exchange."""
    asked = bool(happened.meant)
    answer = _MARK.sub("", happened.answer) if happened.answered else ""
    return WorkingState(
        goals=_latest([*state.goals, *_aims(happened)], GOALS_KEPT),
        open_questions=_open(state, happened),
        focus=_focus(state, happened),
        question=brief(happened.meant, 2 * LINE_WORDS) if asked else state.question,
        answer=brief(answer, 2 * LINE_WORDS) if asked else state.answer,
        cited=happened.cited[:CITED_KEPT] if asked else state.cited,
        summary=_summary([*state.summary, *_lines(happened, answer)]),
    )


def _focus(state: WorkingState, happened: Happened) -> tuple[Focus, ...]:
    """The names and words in focus. Whoever a question asks for is named by its answer alone and comes
    first.
    """
    known = (*happened.known, *(one.text for one in state.names))
    asked = names_in(happened.meant, known)
    answer = _names_of_answer(happened, known) if happened.answered else []
    found = [one for one in answer if one not in asked]
    of_question, of_answer = (0.9, 1.0) if _WHO.search(happened.question) else (1.0, 0.8)
    weights: dict[str, Focus] = {}
    for one in (
        *(Focus(one.text, one.is_name, one.weight * FADING) for one in state.focus),
        *_in_order(names_in(happened.statement, known), True, 0.9),
        *_in_order(topics_in(happened.statement), False, 0.8),
        *_in_order(found, True, of_answer),
        *_in_order(asked, True, of_question),
        *_in_order(topics_in(happened.meant, asked), False, 1.0),
    ):
        before = weights.get(one.text.casefold())
        if before is None or before.weight <= one.weight:
            weights[one.text.casefold()] = one
    kept = sorted((one for one in weights.values() if one.weight >= FADED), key=lambda one: -one.weight)
    return tuple(kept[:FOCUS_KEPT])


def _in_order(texts: Sequence[str], is_name: bool, weight: float) -> list[Focus]:
    """Of several that are named together the first is what it is about; the others come close behind."""
    return [Focus(text, is_name, weight - 0.01 * place) for place, text in enumerate(texts[:FOCUS_KEPT])]


def _names_of_answer(happened: Happened, known: Sequence[str]) -> list[str]:
    """A word of the question that begins an answer is no name: "Tickets are on the phone"."""
    asked = {word.casefold() for word in topics_in(happened.meant)}
    found = names_in(brief(happened.answer, 2 * LINE_WORDS), known, first_too=True)
    return [name for name in found if name.casefold() not in asked]


def _aims(happened: Happened) -> list[str]:
    said = f"{happened.statement}\n{happened.question}"
    return [brief(sentence, LINE_WORDS) for sentence in sentences_of(said) if _AIM.search(sentence)]


def _open(state: WorkingState, happened: Happened) -> tuple[str, ...]:
    """The questions without an answer: a new one is added, and one that was answered now is taken out."""
    if not happened.meant:
        return state.open_questions
    others = [one for one in state.open_questions if not ask_the_same(one, happened.meant)]
    return _latest(
        others if happened.answered else [*others, brief(happened.meant, LINE_WORDS)], QUESTIONS_KEPT
    )


def ask_the_same(one: str, other: str) -> bool:
    """Whether two questions have most of their content words in common."""
    first, second = ({stem(word.casefold()) for word in topics_in(text)} for text in (one, other))
    both = first | second
    return len(first & second) >= SAME * len(both) if both else one.casefold() == other.casefold()


def _lines(happened: Happened, answer: str) -> list[str]:
    lines = [f"I said: {brief(happened.statement, LINE_WORDS)}"] if happened.statement else []
    if happened.meant:
        said = brief(next(iter(sentences_of(answer)), "not known"), LINE_WORDS)
        lines.append(f"I asked: {brief(happened.meant, LINE_WORDS)} Answer: {said}")
    return lines


def _summary(lines: Sequence[str]) -> tuple[str, ...]:
    """As many of the last lines as there is room for."""
    kept: list[str] = []
    words = 0
    for line in reversed(lines):
        words += count_words(line)
        if words > SUMMARY_WORDS:
            break
        kept.append(line)
    return tuple(reversed(kept))


def _latest(texts: Sequence[str], count: int) -> tuple[str, ...]:
    """The last ones, each once."""
    once = list(dict.fromkeys(reversed(texts)))
    return tuple(reversed(once[:count]))
