"""Turns: lines of a talk that was pasted into a note, "Bram: I am allergic to nuts": "I" is Bram there.

A time before the name, or, in a note, a name that is no word for what a line is about ("Health: I'm vegan").
What somebody else says in a note is not weighed: nobody vouches for it.
"""

from __future__ import annotations

import re

from secondme.memories.english.shapes import WORD
from secondme.memories.english.spoken import Sentence
from secondme.memories.english.voice import Voice

_TIME = (
    r"(?:\[?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[T,]? ?)?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?\]?"
    r"(?: ?[-\u2013\u2014])? )"
)
_TURN = re.compile(
    rf"[ >*_\u200e\u200f]*(?P<time>{_TIME})?[<*_]*(?P<name>{WORD}(?: {WORD}){{0,2}})[>*_]*:[*_]* +"
    r"(?P<words>\S[^\n]*)"
)
_OWN_WORDS = re.compile(r"\b(?:I|I'm|I've|I'll|i'm|my|My|we|We|our|Our|me)\b")
TOPICS = frozenset(
    """
    about address after age aim allergies also animals announcement april august background bad because
    before big birthday body books breaking car cars children clarification class classes college
    conclusion confession contact context correction course date day december decision decisions dentist
    detail details diary diet doctor done dream dreams edit email evening exercise fact facts family
    fear fears february feelings final finance first fix food friday friends fun fyi garden goal goals
    good grateful gratitude great happy heads health high highlight highlights hint hobbies hobby
    holiday holidays home honesty hope hopes house housing how idea info intention intro issue january
    job journal july june kids language languages last later latest learning lesson life long loss love
    low lunch march may me medical medication medicine memo mind mistake monday money mood morning music
    name names new news next night note notes november now number october office old oops other past
    people pet pets phone plan plans pps problem problems profile progress project projects ps psa
    question quick random rant reading reality relationship remark remember reminder resolution
    resolutions result results rose sad saturday school second september short sleep social solution
    sorry spoiler sport sports status step story studies study summary sunday supper symptom symptoms
    then third thorn thought thoughts thursday tip today todo tomorrow tonight training travel trip true
    truth tuesday typo uni university update updates vent warning wednesday week weekend weight what
    when where who why win wins wish wishes work worries worry year yesterday
    """.split()  # noqa: SIM905
)
"""What a line is about, where it begins with a word and a colon."""


def is_anothers(sentence: Sentence, text: str, voice: Voice) -> bool:
    """Whether a sentence stands in a line that somebody other than the speaker says."""
    begins = text.rfind("\n", 0, sentence.start) + 1
    turn = _TURN.match(text, begins)
    if turn is None or sentence.start + len(sentence.text) <= turn.start("words"):
        return False
    name = turn["name"]
    if voice.speaker and name.casefold() in {voice.speaker.casefold(), voice.speaker.split()[0].casefold()}:
        return False
    if turn["time"]:
        return True
    is_topic = not TOPICS.isdisjoint(name.casefold().split())
    return voice.speaker is None and not is_topic and _OWN_WORDS.search(turn["words"]) is not None
