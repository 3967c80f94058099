"""Negation in plain words: "not about work" leaves work out.

Only where it is unmistakable. Words such as "without" and "except" leave something out of a search ("trips
without Piran"), but in a question they are part of what is asked: whoever asks why we left without Piran
wants the passage that names him.
"""

from __future__ import annotations

import re

_NAME = r"[^\W\d_][\w'\u2019-]*"
_TARGET = rf"(?P<target>{_NAME}(?:\s+(?:or|oder|ou|o|of)\s+{_NAME})*)"
_ARTICLE = (
    r"(?:(?:the|my|any|der|die|das|den|dem|mein\w*|la|le|les|el|los|las|il|lo|i|gli|o|os|as|de|het)\s+)?"
)
_ABOUT = re.compile(
    r"[,;]?\s*(?:\b(?:and|but|und|aber|et|mais|y|pero|e|ma|mas|en|maar)\s+)?"
    r"\b(?:not about|nicht (?:über|ueber)|pas (?:sur|à propos de)|no sobre|non su|não sobre|niet over)\s+"
    rf"{_ARTICLE}{_TARGET}(?!\w)",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"[,;]?\s*\b(?:without|except(?: for)?|excluding|but not|apart from|other than|ohne|außer|ausser|"
    r"sans|sauf|sin|excepto|salvo|senza|tranne|eccetto|sem|exceto|zonder|behalve)\s+"
    rf"{_ARTICLE}{_TARGET}(?!\w)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"[?\uff1f]|^\W*(?:wh(?:at|en|ere|o|om|ose|y|ich)|how|is|are|was|were|do|does|did|have|has|had|can|could|will|"
    r"would|should|w(?:as|ann|o|er|en|em|arum|ie|ieso|elche\w*)|hat|habe|haben|hatte|ist|sind|war|waren|qu\w*|"
    r"où|pourquoi|combien|comment|est|cu\w+|d[oó]nde|por|c(?:he|hi|ome)|dove|perch\w+|onde|wa(?:t|ar|arom|nneer)|"
    r"hoe\w*|welke?|heb\w*|heeft)\b",
    re.IGNORECASE,
)
_NO_TARGETS = frozenset(
    "to it that this them him her me us you anything everything something being having".split()  # noqa: SIM905
)


def take_negations(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what it says to leave out, and the words that are to be left out."""
    text, excluded = _take(_ABOUT, text)
    if excluded or not is_question(text):
        text, more = _take(_BUT, text)
        excluded += more
    return text, tuple(dict.fromkeys(excluded))


def is_question(text: str) -> bool:
    """Whether it asks something in a sentence, and is not just words to look for."""
    return _ASKS.search(text) is not None and re.search(r"\w", text) is not None


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, list[str]]:
    excluded: list[str] = []

    def take(match: re.Match[str]) -> str:
        words = re.split(r"\s+(?:or|oder|ou|o|of)\s+", match["target"], flags=re.IGNORECASE)
        if any(word.casefold() in _NO_TARGETS or len(word) < 2 for word in words):
            return match.group()
        excluded.extend(words)
        return ""

    return pattern.sub(take, text), excluded
