"""Sentences as they are matched: with plain apostrophes, quotations blanked, soft line ends joined.

Character for character as long as the passage, so that every place in one is a place in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secondme.memories.english.particles import set_off
from secondme.memories.english.slips import without_slips
from secondme.recall.sentences import sentences_of

BLANK = "\u00a4"
"""Stands for a character that is not the speaker's own; no value contains it."""
_PLAIN = str.maketrans(
    "\u2019\u2018\u02bc\u201c\u201d\u201e\u00ab\u00bb\u00a0\t\r",
    '\'\'\'"""""   ',
)
"""Curly apostrophes, quotation marks and blanks, and the plain ones."""
_QUOTED = re.compile(
    r'"[^"\n]{1,400}"|(?<![\w])\'[^\'\n]{2,200}\'(?!\w)|^[ ]*>.*$|```.*?(?:```|\Z)', re.MULTILINE | re.DOTALL
)
_OWN_WORDS = re.compile(r"\b(?:I|i|my|we|our|me|I'm)\b|(?:\S+\s+){3}|^[ ]*>|^```")
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St)\.(?= [A-Z])")
_WRAPPED = re.compile(r"(?<=[^.!?:;…|>\n])\n(?=[A-Za-z0-9(])")
MOST_OF_ONE = 500
"""Characters that are read of one sentence; what is longer is a list or a table."""
WRAPPED_AT = 60
"""A line that is at least so long goes on in the next one."""

_ASKS = re.compile(r"\?[\W_]*$")
_NOT_MEANT = re.compile(
    r";-?\)|[\U0001F609\U0001F61C\U0001F643]|\b(?:if|unless|whether|kidding|joking|hypothetically|in theory|"
    r"jk)\b|(?:^| )/s\b|"
    r"\bas if\b|\bin my dreams?\b|, ha\W*$|\bin (?:my|his|her|our) (?:\w+'s )?day\b(?!-)|"
    r"\ballergic\b.*\b(?:lol|lmao+|rofl|(?:ha)+)\b|"
    r"\byeah,? right\W*$|\bhoroscopes? (?:say|said|claim)|"
    r"\b(?:maybe|perhaps) (?:i|we)(?:'ll| will)\b.*\b(?:when|one day|some ?day)\b|"
    r"(?<!doctor)(?<!dentist)(?<!nurse)(?<!\bgp) (?:thinks|believes|reckons|assumes|is convinced|imagines)"
    r"(?: that)? (?:i|we)(?:'m|'ve|'d)?(?![\w'])|"
    r"\bthey (?:think|believe|reckon|assume)(?: that)? (?:i|we)(?:'m|'ve|'d)?(?![\w'])",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:wish\w*|hop(?:e|es|ing)|imagin\w+|supposing|pretend\w*|dream\w*|as though|"
    r"would|could|might|should|when|once|until|"
    r"as soon as|(?:n't|not|never) (?:think|know|believe|say|said|sure|tell|true)|untrue|"
    r"doubt\w*|den(?:y|ied|ies)|lied|lies|"
    r"joke\w*|lyrics?|novel|character|fiction|'d)\b|n't think",
    re.IGNORECASE,
)
_DISBELIEVED = re.compile(
    r"\W*(?:\w+[,:] )?I (?:really |very much |do )?(?:doubt|don't think|don't believe|can't believe|wouldn't "
    r"say) (?:that|it|so|this)[,.:;!]"
)
_HEDGED = re.compile(
    r"\b(?:I think|we think|guess|maybe|perhaps|probably|possibly|I believe|seems?|"
    r"apparently|supposedly|not sure|afaik|as far as I know|"
    r"iirc|reckon|presumably|assume|suspect|looks like|sounds like|could be|kind of|sort "
    r"of|more or less)\b",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"\b(?:they say|people say|heard|hear|rumou?rs?|word is|allegedly|gossip|said|says|"
    r"told|according to|reportedly|thinks|believes|reckons|claims?)\b",
    re.IGNORECASE,
)
LESS_SURE = 0.6
"""So much of the confidence is left to what is hedged, and to what somebody else is said to have said."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is matched, and where in the passage it begins."""

    text: str
    start: int

    @property
    def is_meant(self) -> bool:
        """Whether it says something at all: it does not ask, suppose or joke."""
        return not (_ASKS.search(self.text) or _NOT_MEANT.search(self.text))

    def supposes(self, until: int) -> bool:
        """Whether what stands before a place takes from what follows that it is so."""
        supposed = _SUPPOSED.search(self.text, 0, until)
        disbelieved = _DISBELIEVED.match(
            self.text
        )  # What follows is said against it: "I doubt that, Ben ...".
        while supposed is not None and disbelieved is not None and supposed.end() <= disbelieved.end():
            supposed = _SUPPOSED.search(self.text, disbelieved.end(), until)
        return supposed is not None

    def sureness(self, until: int, *, told: bool) -> float:
        """How sure the words of a clause are that begins there. told: somebody says it of themselves."""
        hedged = LESS_SURE if _HEDGED.search(self.text) else 1.0
        heard = LESS_SURE if not told and _HEARD.search(self.text, 0, until) else 1.0
        return hedged * heard


def sentences_in(text: str) -> Iterator[Sentence]:
    """The sentences of a passage, in their order."""
    plain = plainly(text)
    place = 0
    for one in sentences_of(plain):
        place = plain.index(one, place)
        yield Sentence(set_off(_beginning(one)), place)
        place += len(one)


def _beginning(sentence: str) -> str:
    """What is read of a sentence: whole words, so that no value is cut."""
    return sentence if len(sentence) <= MOST_OF_ONE else sentence[:MOST_OF_ONE].rpartition(" ")[0]


def plainly(text: str) -> str:
    """The text as it is matched, of the same length."""
    plain = without_slips(text.translate(_PLAIN))
    if '"' in plain or "'" in plain or ">" in plain or "```" in plain:
        plain = _QUOTED.sub(_blanked, plain)
    if "." in plain:
        plain = _TITLE.sub(lambda match: match.group()[:-1] + " ", plain)
    return _WRAPPED.sub(_joined, plain) if "\n" in plain else plain


def _blanked(match: re.Match[str]) -> str:
    quoted = match.group()
    if not _OWN_WORDS.search(quoted.strip("\"'")):
        return quoted
    return re.sub(r"[^\n]", BLANK, quoted)


def _joined(match: re.Match[str]) -> str:
    begins = match.string.rfind("\n", 0, match.start()) + 1
    return " " if match.start() - begins >= WRAPPED_AT else "\n"
