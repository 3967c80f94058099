"""Schooling: where somebody's child goes to school; said of the parent, whom one would ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.english.attributes import PLAIN, Attribute
from secondme.memories.english.shapes import GROUP, NAME, PERSON, WORD
from secondme.memories.english.voice import Voice

_CHILD = (
    r"(?:(?:grand|step|god)?(?:son|daughter|child)|kid|boy|girl|little one|eldest|youngest|oldest|nephew|"
    r"niece|"
    r"sons|daughters|kids|children|twins|boys|girls)"
)
_WHO = (
    rf"(?:(?P<mine>[Mm]y|[Oo]ur)|(?P<whose>{PERSON})'s) (?:[a-z0-9-]+ )?(?P<child>{_CHILD})(?:,? {NAME},?)?"
)
_LITTLE = (
    r"(?:[^.;:!?]{1,60}? and)?"
    r"(?:(?:'s|'re| is| are| has| have| had| just| now| still| also| recently| been| got|"
    r" finally| actually))*"
)
_KIND = (
    r"(?:[Ss]chool|Primary|Academy|Infants?|Juniors?|Grammar|College|High|Elementary|Prep|Montessori|Waldorf|"
    r"Steiner|"
    r"[Kk]indergarten|[Nn]ursery|[Pp]reschool|[Pp]laygroup|[Dd]aycare|Comprehensive|Secondary|Middle|"
    r"Gymnasium|"
    r"\w+schule|Lyc[eé]e|Coll[eè]ge|Colegio|Escola|Escuela|Liceo|Scuola|[EÉ]cole)"
)
_SCHOOLISH = (
    rf"(?:(?:St|Saint|Holy|Sacred|Our Lady)\.? ?(?:of )?{WORD}(?:'s)?(?: {WORD}){{0,3}}"
    rf"|(?:(?!to |at |in )[\w'-]+ ){{0,3}}?{_KIND}\b(?: (?:{_KIND}\b|{WORD})){{0,3}}(?: (?:on|of|in) (?:the "
    rf")?{NAME})?)"
)
_ANY = rf"(?P<lead>(?:the )?)(?P<value>{_SCHOOLISH}|{GROUP})"
_SOME = rf"(?P<lead>(?:the )?)(?P<value>{_SCHOOLISH})"
_NOW = (
    r"(?:,|\.|;|:|!| -| \u2013)? ?(?:and |so |to )?"
    r"(?:(?:it's|it is|(?:he|she|they)(?:'s| is|'re| are)?|is|are|goes|go|now|at|to|in|attends?)(?: |$))*"
)

_ABOUT = re.compile(rf"\b{_CHILD}\b")
ATTENDS = re.compile(
    rf"{_WHO}(?:'s? (?:new )?(?:school|kindergarten|nursery|preschool) (?:is|'s)(?: now| called| still)* "
    rf"|{_LITTLE} (?:attends?|attending|enrolled (?:at|in)|an? (?:pupil|student) at|(?:goes?|going|started) "
    rf"(?:to )?school"
    rf"(?: now)? (?:at|in)|registered (?:at|with)) ){_ANY}"
)
GOES = re.compile(
    rf"{_WHO}{_LITTLE} (?:(?:goes?|going|went|changed|switched|transferred|moved|moving|sent)(?: over)? to|"
    rf"at|in|"
    rf"(?:starts?|started|starting)(?: at| in)?|got into|got a place at|joined|settled in at) {_SOME}"
)
CHANGED = re.compile(
    rf"{_WHO}{_LITTLE} (?:changed|switched|moved|swapped) (?:schools?|kindergartens?|nurser(?:y|"
    rf"ies)){_NOW}{_ANY}"
)
TAKEN = re.compile(
    rf"(?:took|taken|pulled|moved|removed) {_WHO} (?:out of|from|away from) [^,.;!?]{{2,50}}?(?:,|,? and| to|"
    rf";){_NOW}{_SOME}"
)
_AFTER_VERB = re.compile(r"\b(?=(?:took|taken|pulled|moved|removed) )")


def schools_of(sentence: str, start: int, voice: Voice) -> Iterator[Attribute]:
    """What a sentence says from this place on about where a child goes to school."""
    if not _ABOUT.search(sentence, start):
        return
    found = next(
        (one for pattern in (ATTENDS, CHANGED, GOES) if (one := pattern.match(sentence, start))), None
    )
    verb = _AFTER_VERB.search(sentence, start) if found is None else None
    found = found or (TAKEN.match(sentence, verb.end()) if verb else None)
    if found is None:
        return
    subject = voice.name if found["mine"] else voice.named(found["whose"])
    if subject:
        predicate = f"{found['child']}'s school"
        yield Attribute(
            subject, predicate, found.start(), found.span("value"), found["lead"], PLAIN, loose=True
        )
