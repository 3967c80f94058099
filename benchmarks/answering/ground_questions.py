"""Questions that a conversation answers, and ones that it does not, to learn `secondme.answer.ground` from.

Those that it does not are of three sorts: questions that it comes close to and leaves open, questions that
it answers but asked of the wrong person, and questions that another conversation answers, asked of this one.
The wrong person is one who says nothing of what answers the question, or all of it: where both speak in the
evidence, both may well have done what is asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from benchmarks.training_data import Conversation, Question
from secondme.recall.question import name_words, understand

Sort = Literal["answerable", "left open", "wrong person", "elsewhere"]
SORTS: tuple[Sort, ...] = ("answerable", "left open", "wrong person", "elsewhere")
OF_ELSEWHERE = 3
"""One in so many of the other conversation's questions is asked: the wrong person is the harder lesson."""

_FIRST_PERSON = {"i": "{}", "me": "{}", "myself": "{}", "my": "{}'s", "mine": "{}'s"}


@dataclass(frozen=True)
class Posed:
    """A question as it is asked of a conversation. evidence: the turns that answer it, where any do."""

    text: str
    sort: Sort
    evidence: tuple[str, ...] = ()


def pose(conversation: Conversation, other: Conversation) -> Iterator[Posed]:
    """The conversation's own questions, those of the wrong person, and some of the other conversation's."""
    for one in conversation.questions:
        if one.kind == "unanswerable":
            yield Posed(one.question, "left open")
        else:
            yield Posed(one.question, "answerable", one.evidence)
        if text := of_the_wrong_person(one, conversation):
            yield Posed(text, "wrong person")
    moved = [text for one in other.questions if (text := _moved(one, other, conversation))]
    yield from (Posed(text, "elsewhere") for text in moved[::OF_ELSEWHERE])


def of_the_wrong_person(question: Question, conversation: Conversation) -> str | None:
    """The question with another speaker in it; None where it has no answer, or is not about one of them."""
    right = _the_one_asked_about(question, conversation)
    if right is None or question.kind == "unanswerable":
        return None
    telling = {turn.speaker for turn in conversation.turns if turn.id in question.evidence}
    both = telling if right in telling else set()
    wrong = next((name for name in _by_loquacity(conversation) if name != right and name not in both), None)
    return None if wrong is None else _renamed(question.question, right, wrong)


def _moved(question: Question, other: Conversation, conversation: Conversation) -> str | None:
    """A question of the other conversation about somebody of this one; None where it is not about one."""
    right = _the_one_asked_about(question, other)
    if right is None:
        return None
    place = _by_loquacity(other).index(right)
    speakers = _by_loquacity(conversation)
    return _renamed(question.question, right, speakers[place % len(speakers)])


def _the_one_asked_about(question: Question, conversation: Conversation) -> str | None:
    asked = understand(question.question)
    about = [name for name in _by_loquacity(conversation) if asked.names(name)]
    if not about and asked.speaks_of_self:
        return conversation.me
    return about[0] if len(about) == 1 else None


def _by_loquacity(conversation: Conversation) -> list[str]:
    return [name for name, _ in Counter(turn.speaker for turn in conversation.turns).most_common()]


def _renamed(text: str, right: str, wrong: str) -> str:
    """The text with one name for the other; for "I", where the right one is not named."""
    name = name_words(wrong)[0].capitalize()
    renamed, times = re.subn(rf"\b(?:{'|'.join(name_words(right))})\b", name, text, flags=re.IGNORECASE)
    if times:
        return renamed
    pattern = rf"\b(?:{'|'.join(_FIRST_PERSON)})\b"
    return re.sub(
        pattern, lambda one: _FIRST_PERSON[one[0].casefold()].format(name), text, flags=re.IGNORECASE
    )
