"""What was said in this conversation, quoted and marked: it is found like everything else and proves
nothing.
"""

from __future__ import annotations

import re

import apsw

from secondme.answer.answer import Answer
from secondme.conversation.phrases import brief, topics_in
from secondme.recall.excerpt import stem
from secondme.store.conversations import StoredTurn, find_turns, list_turns

MOST_WORDS = 60
LOOKED_BACK = 60
"""Turns among which the last or the first one is looked for."""
WHY = "quoted from this conversation, not from your memory"

_FIRST = re.compile(r"\bfirst\b", re.IGNORECASE)
_BY_PERSON = re.compile(
    r"\b(?:did i|have i|had i|i (?:just |already )?(?:said|asked|told)|my)\b", re.IGNORECASE
)
_BY_BOTH = re.compile(r"\bwe\b", re.IGNORECASE)
_WORDS_OF_ASKING = frozenset(
    [
        "first",
        "last",
        "question",
        "questions",
        "conversation",
        "chat",
        "earlier",
        "previous",
        "answered",
        "discussed",
    ]
)


def quote_from(db: apsw.Connection, conversation: int, question: str, *, before: int) -> Answer | None:
    """The turn that the question asks for, quoted; None where there is none.

    before: the number of the turn that asks.
    """
    role = None if _BY_BOTH.search(question) else "person" if _BY_PERSON.search(question) else "assistant"
    terms = [word.casefold() for word in topics_in(question)]
    terms = [term for term in terms if term not in _WORDS_OF_ASKING]
    turns = find_turns(db, terms, conversation) if terms else _by_place(db, conversation, question)
    fitting = [turn for turn in turns if turn.id < before and turn.text and role in (None, turn.role)]
    if not fitting:
        return None
    wanted = {stem(term) for term in terms}
    best = max(fitting, key=lambda turn: _shared(turn, wanted)) if wanted else fitting[0]
    return Answer(_quoted(best), (), 1.0, False, WHY)


def _by_place(db: apsw.Connection, conversation: int, question: str) -> list[StoredTurn]:
    """The turns in the order in which they may be meant: the first one first, or the last one."""
    turns = list_turns(db, conversation)
    return turns[:LOOKED_BACK] if _FIRST.search(question) else turns[: -LOOKED_BACK - 1 : -1]


def _shared(turn: StoredTurn, wanted: set[str]) -> int:
    words = {stem(word) for word in re.findall(r"\w+", (turn.text or "").casefold())}
    return len(words & wanted)


def _quoted(turn: StoredTurn) -> str:
    who = "you said" if turn.role == "person" else "I answered"
    text = re.sub(r"\s*\[\d+\]", "", turn.text or "")
    return f"Earlier in this conversation ({turn.time:%H:%M}) {who}: \u201c{brief(text, MOST_WORDS)}\u201d"
