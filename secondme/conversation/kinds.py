"""What the person says, taken apart: statements are kept, questions are answered, courtesy is neither.

By closed lists of words (English here, those of other languages in speech.toml), so that it costs nothing and
can be explained. What is in doubt counts as a question: an answer to a statement is odd, but a question kept
as a statement would be found as if it proved something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondme.conversation.speech import Speech, speech_of, words_in
from secondme.recall.question import STOP_WORDS
from secondme.recall.sentences import sentences_of

MOST_WORDS = 120
MOST_CHARACTERS = 1_000
"""What is longer than this was most likely pasted: somebody else's words, which are not the person's
statement.
"""
FEWEST_WORDS = 3
FEWEST_TELLING = 2
"""So many words must carry meaning: "that is right" says nothing by itself."""

ASKING = frozenset("what when where which who whom whose why how".split())  # noqa: SIM905
LEADING = frozenset("and but so or also then ok okay well now right sorry actually".split())  # noqa: SIM905
_AUXILIARY = frozenset(
    """
    am are can could did do does had has have is may might must shall should was were will would isn't
    aren't can't couldn't didn't don't doesn't hadn't hasn't haven't wasn't weren't won't wouldn't shouldn't
    """.split()  # noqa: SIM905
)
_ORDERING = frozenset(
    """
    tell show list give find explain describe summarise summarize remind look search write help name count
    compare say read translate check repeat any anything more recall quote
    """.split()  # noqa: SIM905
)
_VERBS = _AUXILIARY | frozenset(
    """
    i'm i've i'll we're we've we'll he's she's it's they're that's been became began bought broke brought
    came chose cost costs drove fell felt found gave goes got has hates keeps kept knows left likes lives
    lost loves made means meant met moved needs owns paid plays prefers put ran said sat saw says sent slept
    sold spent started stopped told took turned wants went works wrote
    """.split()  # noqa: SIM905
)
_COURTESY = frozenset(
    """
    thanks thank you cheers great good nice lovely perfect fine ok okay alright hello hi hey bye goodbye
    morning evening night very much so all right cool wow yes no yep nope sure please thx ta understood
    """.split()  # noqa: SIM905
)
_ABOUT_THIS = re.compile(
    r"\b(?:did|have|had)\s+(?:you|we|i)\s+(?:\w+\s+)?(?:say|said|tell|told|talk|talked|ask|asked|answer"
    r"|answered"
    r"|mention|mentioned|discuss|discussed)\b|\b(?:you|we|i)\s+(?:just\s+|already\s+)?(?:said|told|talked"
    r"|asked"
    r"|answered|mentioned|discussed)\b.*\b(?:earlier|before|just now|in this conversation)\b"
    r"|\b(?:earlier|before) in this (?:conversation|chat)\b|\bmy (?:first|last|previous) question\b",
    re.IGNORECASE,
)
_TO_OTHERS = re.compile(
    r"\b(?:did|have|had) (?:i|we) (?:\w+ )?(?:(?:tell|told) (?!you\b)\w"
    r"|(?:talk|talked) (?:to|with) (?!you\b)\w"
    r"|(?:ask|asked) (?!(?:you|first|last|before|earlier|about|just|here)\b)\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'\u2019]+")


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of the person, taken apart. Either may be empty; both are where it was mere courtesy."""

    statement: str
    question: str


def take_apart(text: str) -> Said:
    """What is stated in a turn and what is asked, each in its order."""
    sentences = [one.strip() for one in sentences_of(text)]
    if len(text) > MOST_CHARACTERS or len(text.split()) > MOST_WORDS:
        return Said("", text.strip())
    meant = [one for one in sentences if not is_courtesy(one)]
    stated = [one for one in meant if is_statement(one)]
    asked = [one for one in meant if not is_statement(one)]
    return Said(" ".join(stated), " ".join(asked))


def is_courtesy(sentence: str) -> bool:
    """Whether it is only thanks, a greeting or an assent."""
    words = words_of(sentence)
    if words and "?" not in sentence and all(word in _COURTESY for word in words):
        return True
    speech = speech_of(sentence)
    return speech is not None and speech.is_courtesy(sentence)


def is_statement(sentence: str) -> bool:
    """Whether it says something that may be kept as the person's own word."""
    if speech := speech_of(sentence):
        return _states(sentence, speech)
    words = words_of(sentence)
    while words and words[0] in LEADING:
        words = words[1:]
    telling = [word for word in words if word not in STOP_WORDS and word not in _COURTESY]
    if "?" in sentence or len(words) < FEWEST_WORDS or len(telling) < FEWEST_TELLING or asks(words):
        return False
    ends = sentence.rstrip("\"'\u201d)").endswith((".", "!"))  # So does a sentence, and hardly any query.
    return ends or words[0] in {"i", "we"} or not _VERBS.isdisjoint(words)


def _states(sentence: str, speech: Speech) -> bool:
    """The same in another language than English."""
    words = words_in(sentence)
    while words and words[0] in speech.leading:
        words = words[1:]
    told = [word for word in words if word not in speech.little and word not in speech.courtesy]
    if "?" in sentence or len(words) < FEWEST_WORDS or not told or speech.asks(words):
        return False
    ends = sentence.rstrip("\"'\u201d)").endswith((".", "!"))
    return ends or words[0] in speech.first or not speech.telling.isdisjoint(words)


def asks(words: list[str]) -> bool:
    """Whether a sentence with these words is a question or an order, by how it begins or ends."""
    first, last = words[0].split("'")[0], words[-1].split("'")[0]
    return first in ASKING or last in ASKING or words[0] in _AUXILIARY | _ORDERING


def is_about_this_conversation(question: str) -> bool:
    """Whether it asks for what was said here: "what did you say about the roof?"."""
    return bool(_ABOUT_THIS.search(question)) and not _TO_OTHERS.search(question)


def words_of(sentence: str) -> list[str]:
    """The words in lower case, with straight apostrophes."""
    return [word.casefold().replace("\u2019", "'") for word in _WORD.findall(sentence)]
