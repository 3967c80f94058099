"""What is worth a model's time: what is about somebody who matters, and says what is not known yet. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Container

from secondme.memories.english.spoken import sentences_in
from secondme.memories.extracting.window import KIN, MOST_WORDS, OWN

LEAST = 0.2
"""What is worth less is not read: greetings, questions, and what is said of nobody."""
FULL = 8
"""So many words that mean something are as much as a message needs to say."""
OF_THEM, OF_NOBODY = 0.7, 0.15
_WORD = re.compile(r"[^\W_][\w'-]*")
_EMPTY = frozenset(
    """
    the and but for you are was were that this with have has had not just what your all can will she her
    his him they them there here then than from out about really very too now yes yeah okay haha lol thanks
    thank good great nice well got get going see let know think like one some much more it's i'm i've don't
    that's
    """.split()  # noqa: SIM905
)


def worth_of(text: str, *, mine: bool, names: Container[str], known: Container[str]) -> float:
    """How much a passage is worth reading, 0 to 1; what takes long is worth less, so short ones come first.

    mine: the person says it. names: words of the names of known people; known: words of what is remembered;
    all folded.
    """
    meant = " ".join(one.text for one in sentences_in(text) if one.is_meant)
    words = [word.casefold() for word in _WORD.findall(meant)]
    telling = {word for word in words if len(word) > 2 and word not in _EMPTY and word not in names}
    if not telling:
        return 0.0
    novelty = sum(word not in known for word in telling) / len(telling)
    length = min(1.0, len(telling) / FULL) / math.sqrt(max(1.0, len(words) / MOST_WORDS))
    return _about(meant, words, mine, names) * (0.4 + 0.6 * novelty) * length


def _about(text: str, words: list[str], mine: bool, names: Container[str]) -> float:
    """Whether it is about the person, one of their people, or nobody."""
    if OWN.search(text):
        return 1.0 if mine else OF_THEM
    if any(word in names for word in words) or KIN.search(text):
        return OF_THEM
    return OF_NOBODY
