"""Meeting: whom a note says somebody met, called or heard from; that is whom "she" means after it.

"Met Dorota at Café Lumen. She is moving to Ghent." A person is taken only where one is named, in the words of
the table; another one who is named, a new paragraph, or a "he" after a "she" ends it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from secondme.memories.english.clauses import RELATION
from secondme.memories.english.shapes import PERSON
from secondme.memories.english.spoken import Sentence
from secondme.memories.english.voice import ME, Voice
from secondme.memories.statement import Statement

Gender = Literal["she", "he", ""]

_DEEDS = (
    r"met(?: up)?(?: with)?|saw|called|phoned|rang|texted|emailed|e-mailed|visited|hosted|"
    r"(?:ran|bumped) into|(?:talked|spoke|chatted|skyped|facetimed) (?:to|with)|caught up with|wrote(?: to)?|"
    r"(?:heard|got a (?:call|letter|mail|message|text|postcard)) from|"
    r"went (?:\w+ ){1,4}with|had (?:\w+ ){1,3}with|was (?:\w+ ){0,2}with|spent (?:\w+ ){1,4}with"
)
_NOUNS = (
    r"(?:lunch|dinner|breakfast|brunch|coffee|tea|drinks|a drink|a walk|walk|call|phone call|chat|visit|"
    r"letter|message|text|mail|email|postcard) (?:with|from)"
)
_SOON = r"(?:today|yesterday|just|finally|also|then|again|this \w+|last \w+|on \w+day)"
_WHO = (
    rf"(?P<who>(?P<owner>[Mm]y|[Oo]ur) (?P<relation>(?:[a-z]+ )?{RELATION})\b(?:,? (?P<known>{PERSON}))?"
    rf"|(?P<name>{PERSON}))"
)
_MEETING = re.compile(
    rf"\W*(?i:{_SOON},? )?(?:(?:I|[Ww]e)(?:'ve)? )?(?:{_SOON} )?(?i:{_DEEDS}|{_NOUNS}) (?:{_SOON} )?"
    rf"{_WHO}(?!'s)"
)
_THEY_CAME = re.compile(
    rf"\W*(?i:{_SOON},? )?{_WHO} (?:just |finally )?(?:called|phoned|rang|texted|emailed|wrote|visited|"
    r"came (?:by|over|round|to)|dropped (?:by|in)|stopped by|popped (?:in|by|over|round)|was here|is here|"
    r"stayed (?:with us|over|the night)|told me|says hi)\b"
)
_NAME = re.compile(rf"(?P<before>\b\w+ )?\b(?P<name>{PERSON})(?P<whose>'s)?")
_PLACED = frozenset({"at ", "in ", "to ", "from ", "near ", "of ", "the ", "via ", "around ", "on "})
""" "At Café Lumen", "to Ghent": before these no second person is named."""
_ANOTHER = re.compile(
    rf"\b(?:and|with|also|or|&) (?:my |our )?(?:{PERSON}|{RELATION}\b)|, {PERSON}(?:,| and\b)"
)
_BEGINS = re.compile(
    rf"\W*(?:(?:And|But|So|Then|Also|Now),? )?(?:(?:[Mm]y|[Oo]ur) (?:[a-z]+ )?{RELATION}\b|{PERSON}(?:'s)?\b)"
)
_SHE, _HE = re.compile(r"\b(?:she|her|hers|herself)\b", re.I), re.compile(r"\b(?:he|him|his|himself)\b", re.I)
_WOMEN = re.compile(
    r"(?:sister|mother|mum|mom|mam|mama|daughter|wife|girlfriend|aunt|auntie|niece|gran|granny|grandma|grandmother|nan|landlady|fianc[eé]e)(?:-in-law)?$"
)
_MEN = re.compile(
    r"(?:brother|father|dad|papa|son|husband|boyfriend|uncle|nephew|grandpa|grandad|grandfather|landlord|fianc[eé])(?:-in-law)?$"
)
_THEIRS = re.compile(
    r"\b(?:(?P<his>his)|(?P<object>him|hers?(?=[.,;:!?)]|$| (?:the|an?|my|our|this|that|some|any|about|to|"
    r"for|at|on|in|with|back|up|when|and|again|out|from|before|after|by|over|home|there|tomorrow|tonight|today|next|"
    r"\d)\b))|(?P<her>her))\b(?! own\b)"
)
_GIVES = re.compile(
    r"\b(?:send|give|tell|show|bring|lend|buy|get|make|offer|owe|pay|teach|ask|email|text|cook|wish|bake|find|"
    r"sent|gave|told|showed|brought|lent|bought|got|made|offered|paid|asked)\s$"
)
"""After these "her flowers" are flowers for her, or hers: it is left as it stands."""


@dataclass(frozen=True, slots=True)
class Met:
    """Whom "she" or "he" means. gender: as far as it is known."""

    subject: str
    gender: Gender = ""

    def spoken_of_in(self, text: str) -> Met | None:
        """The same, by what a sentence calls them; None where it must be somebody else."""
        she, he = _SHE.search(text) is not None, _HE.search(text) is not None
        said: Gender = "she" if she else "he" if he else ""
        if (she and he) or (said and self.gender and said != self.gender):
            return None
        return replace(self, gender=self.gender or said)


def met_after(sentence: Sentence, voice: Voice, before: Met | None, met: Met | None) -> Met | None:
    """Whom "she" means after a sentence: the one person whom it says the speaker met, else as before it.

    before: who was met earlier; met: the same, if this sentence may still speak of them. None where several
    are met; after a woman and somebody else only "he" can be the latter.
    """
    text = sentence.text
    found = _meeting_in(text) if voice.name is not None else None
    if found is None:
        return met
    others = _NAME.finditer(text, found.end("who"))
    if _ANOTHER.search(text, found.end("who")) or any(map(_may_be_another, others)):
        return None
    subject = voice.related(found["relation"], None) if found["relation"] else voice.named(found["name"])
    if subject is None or subject == ME:
        return None
    return _told_apart(Met(subject, _gender_of(found["relation"] or "")), before)


def meets(text: str) -> bool:
    """Whether a sentence says that somebody was met, be it one or several."""
    return _meeting_in(text) is not None


def _meeting_in(text: str) -> re.Match[str] | None:
    return _MEETING.match(text) or _THEY_CAME.match(text)


def has_pronoun(text: str) -> bool:
    """Whether a sentence speaks of a "he" or a "she"."""
    return bool(_SHE.search(text) or _HE.search(text))


def _gender_of(relation: str) -> Gender:
    return "she" if _WOMEN.search(relation) else "he" if _MEN.search(relation) else ""


def _told_apart(met: Met, before: Met | None) -> Met | None:
    if before is None or before.subject == met.subject:
        return met
    if not before.gender or met.gender == before.gender:
        return None
    return replace(met, gender="he" if before.gender == "she" else "she")


def meant_still(met: Met | None, sentence: Sentence, passage: str) -> Met | None:
    """Whom an earlier sentence named, if this one may still speak of them: it begins with nobody else."""
    before = passage[: sentence.start].rstrip(" ")
    if met is None or before.endswith("\n\n") or sentence.text.lstrip().startswith(("#", "-", "*", "•")):
        return None
    begins = _BEGINS.match(sentence.text)
    if begins is not None and not begins.group().strip().endswith(met.subject):
        return None
    return met.spoken_of_in(sentence.text)


def by_name(statement: Statement, sentence: Sentence, met: Met | None, voice: Voice) -> Statement:
    """A statement of the speaker's with a name where its words say "her": "I plan to call Dorota.\""""
    if met is None or statement.subject != voice.name or not statement.predicate:
        return statement
    pronoun = _THEIRS.search(statement.text)
    if pronoun is None or _names_another(sentence.text, met):
        return statement
    return replace(statement, text=_THEIRS.sub(lambda one: _named(one, met.subject), statement.text))


def _named(found: re.Match[str], subject: str) -> str:
    if found["object"]:
        return f"{subject}'s" if found["object"] == "hers" else subject
    if found["her"] and _GIVES.search(found.string[: found.start()]):
        return found.group()
    return f"{subject}'s"


def _names_another(text: str, met: Met) -> bool:
    """Whether somebody else is named before the first "her" of a sentence."""
    pronoun = _SHE.search(text) or _HE.search(text)
    until = pronoun.start() if pronoun else len(text)
    return any(
        one["name"] != met.subject and (one["before"] or "").lower() not in _PLACED
        for one in _NAME.finditer(text, 0, until)
    )


def _may_be_another(one: re.Match[str]) -> bool:
    """Whether a name may be a second person's: "Ben drove" is, "at Café Lumen" is not."""
    return (one["before"] or "").lower() not in _PLACED
