"""Clauses: who a sentence speaks of and how its verb stands, before what is said is looked at.

A small grammar: a clause begins at the start of a sentence or after what may stand before one ("and", "I
think that", "since March"); then comes a subject, then a verb group ("'ve never", "used to", "is no
longer"), then the main word. English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from secondme.memories.english.shapes import PERSON, WORD

Polarity = Literal["plain", "not", "never", "no longer"]

KIN = (
    r"(?:[Mm]um|[Mm]om|[Mm]am|[Dd]ad|[Mm]ama|[Pp]apa|[Mm]ummy|[Mm]ommy|[Dd]addy|[Gg]ran|"
    r"[Gg]randma|[Gg]randpa|[Gg]randad|[Nn]an)"
)
RELATION = (
    r"(?:(?:step|grand|god|half-|ex-)?(?:sister|brother|mother|father|son|daughter|"
    r"child)(?:-in-law)?|mum|mom|mam|dad|"
    r"mama|papa|gran|granny|grandma|grandpa|grandad|nan|aunt|auntie|uncle|cousin|niece|"
    r"nephew|(?:ex-)?wife|(?:ex-)?husband|"
    r"(?:ex-)?partner|(?:ex-)?girlfriend|(?:ex-)?boyfriend|fianc[eé]e?|kid|baby|friend|"
    r"flatmate|roommate|housemate|"
    r"neighbou?r|colleague|coworker|co-worker|boss|manager|landlord|landlady|doctor|gp|GP|"
    r"dentist|therapist|teacher|"
    r"tutor|trainer|coach|accountant|lawyer|physio|vet|hairdresser|cleaner|babysitter|"
    r"childminder|nanny|"
    r"dog|cat|puppy|kitten|rabbit|hamster|parrot|horse|pony|pet|goldfish|tortoise)"
)
_DESCRIBED = rf"(?:[a-z0-9-]+ ){{0,2}}?{RELATION}\b"
_SAID = (
    r"(?:says|said|told me|tells me|mentioned|mentions|wrote|writes|thinks|announced)(?: "
    r"that)?"
)
_ONE = (
    rf"(?P<first>[Ii](?=m\b|ve\b)|(?:I|i|[Ww]e)(?=\b))"
    rf"|(?P<owner>[Mm]y|[Oo]ur|(?P<whose>{PERSON})'s) (?P<relation>{_DESCRIBED})(?:,? "
    rf"(?P<named>{PERSON}),?(?!'s? [a-z]+ (?:is|was)\b))?"
    rf"|(?P<told>{PERSON}) {_SAID} (?:he|she)(?=\b)"
    rf"|wrong about (?P<wrong>{PERSON})[,:.-]* (?:he|she)(?=\b)"
    rf"|(?P<kin>{KIN})\b(?! {WORD})|(?P<name>{PERSON})|(?P<pronoun>[Hh]e|[Ss]he)\b"
)
SUBJECT = re.compile(
    rf"(?:{_ONE})(?P<beside> and (?:(?P<and_me>I)\b|(?P<and_name>{PERSON})(?! and\b)|my "
    rf"{_DESCRIBED}\b(?! {WORD})))?"
)
"""A subject, with a second one beside it."""

_AUX = (
    r"'?m|'?ve|'s|'re|'ll|'d|am|is|are|was|were|been|be|have|has|had|do|does|did|will|"
    r"shall|wo|would|could|should|may|might|"
    r"must|can(?:no|')?t(?! stand| bear| eat| have)|can(?!'t|not)|cannot(?! stand| bear| "
    r"eat| have)|used to|gonna|"
    r"(?:(?:do|does|did|is|are|was|were|have|has|had|wo|wouldn|would|could|should|"
    r"ai)n'?t)|"
    r"going to(?= (?!the\b|a\b|an\b|my\b|our\b|his\b|her\b|see\b my|bed\b|school\b|work\b|"
    r"be\b)[a-z])|got(?= (?:to|promoted|married|engaged|fired|divorced|laid|hired|"
    r"made)\b)"
)
_ADVERBS = (
    r"now|just|recently|currently|still|also|really|finally|actually|already|always|only|"
    r"both|all|absolutely|"
    r"totally|only|probably|possibly|certainly|definitely|officially|happily|quite|pretty|"
    r"very|so|simply|even|"
    r"sadly|ever|since|then|truly|honestly|kind of|sort of|originally|mostly|apparently|"
    r"supposedly|maybe|perhaps|"
    r"newly|once again|soon|secretly|in fact|of course|today|yesterday|on \w+day|last "
    r"(?:week|month|year|\w+day)"
)
_NOT = r"not|never|no longer|no more"
_HELPERS = rf"(?:[ ,]*(?:(?:{_AUX}|{_NOT}|{_ADVERBS})(?!\w)))*+"
HELPERS = re.compile(_HELPERS)
"""The helping verbs, negations and adverbs of a clause."""
GROUP = re.compile(rf"{_HELPERS},? *(?P<main>\d+|[\w'-]+)")
"""These, and then its main word."""

STARTS = re.compile(
    r"(?i:^[\s>*#\[\]x_-]*|[,;:(\u2013\u2014][\s*_]*| - |\.\.\.? ?|"
    r"\b(?:and|but|so|because|cos|since|though|although|that|then|think|thinks|guess|"
    r"believe|know|knew|heard|hear|"
    r"says|said|say|told me|mean|sure|see|turns out|apparently|maybe|perhaps|probably|"
    r"yesterday|today|now|also|"
    r"last \w+|this \w+|next \w+|on \w+|ago|in (?:\d{4}|[A-Z]\w+)|since [A-Z]\w+|\d{4}|"
    r"morning|evening|these days|nowadays|currently|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|\d+(?:st|nd|rd|"
    r"th)?))[\s*_]+)|\b(?=wrong about )"
)
"""What a clause may follow."""
_SPOKEN = re.compile(
    r"(?:(?:[Ww]ell|[Ss]o|[Oo]h|[Oo][Kk](?:ay)?|[Hh]ey|[Yy](?:es|eah|ep)|[Nn]o(?! longer| "
    r"more)|[Bb]y the way|[Bb]tw|BTW|FYI|[Ff]yi|"
    r"[Aa]nyway|[Aa]ctually|[Hh]onestly|[Nn]ews|[Gg]ood news|[Gg]uess what|[Tt]urns out|"
    r"[Ff]inally|[Nn]ow|[Uu]pdate|[Aa]nd|[Bb]ut|"
    r"[Rr]emember|[Nn]ote to self|[Nn]ote|[Jj]ust so you know|[Jj]ust|[Aa]lso|[Tt]hen|"
    r"[Ss]orry|[Oo]f course|[Aa]ha|[Ww]ow|[Hh]aha|[Yy]ay|[Uu]gh|[Oo]mg|\w+ly)[,:!.]* +)+"
)
BREAK = re.compile(
    r"[;:()\u2013\u2014]|,(?! (?:since|until|from)\b)| but | because |\.\.|"
    rf"(?:,| and) (?=(?:I|we|he|she|they|it|my|our|the|{WORD})\b(?! \d))"
)
"""Where a clause ends at the latest."""


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """How a verb stands.

    be: with a form of "be". have: with one of "have". modal: "plan" of what is to come, "due" of what
    must be done, "used" of what was, "might" of what is only thought of.
    """

    be: bool
    have: bool
    past: bool
    polarity: Polarity
    modal: Literal["", "plan", "due", "used", "might"]


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a clause stands in its sentence. subject: None where it has none of its own ("and work there").

    start: where it begins, with what goes before the subject. first: of its subject. main: its main word
    in small letters. after: where the rest begins, after that word.
    """

    subject: re.Match[str] | None
    start: int
    first: int
    group: VerbGroup
    main: str
    main_at: int
    after: int


def starts_of(sentence: str) -> list[int]:
    """Where in a sentence a clause may begin."""
    found: list[int] = []
    for match in STARTS.finditer(sentence):
        place = match.end()
        if spoken := _SPOKEN.match(sentence, place):
            found.append(spoken.end())
        found.append(place)
    return sorted(dict.fromkeys(found))


def opens(sentence: str, start: int) -> bool:
    """Whether nothing stands before a place but such words as "well" and "just"."""
    before = sentence[:start].lstrip(" >*#[]_-")
    return not before or _SPOKEN.fullmatch(before) is not None


_ANOTHER_AM = re.compile(r"\s*am\b")
"""Nobody but "I" is followed by it in English; a date is in German: "Termin am 9. Dezember"."""


def clauses_of(sentence: str, starts: list[int]) -> Iterator[Clause]:
    """The clauses that begin at these places, read from the left; one subject begins one clause."""
    seen: set[int] = set()
    for start in starts:
        subject = SUBJECT.match(sentence, start)
        if subject is not None and subject.end() in seen:
            continue
        at = subject.end() if subject else start
        seen.add(at)
        group = GROUP.match(sentence, at)
        if group is None or (subject and sentence[at : at + 1] not in {" ", "'", ",", "m", "v"}):
            continue
        first = start if subject is None else _first_of(subject)
        said = sentence[at : group.start("main")]
        if subject and not (subject["first"] or subject["named"]) and _ANOTHER_AM.match(said):
            continue
        main = group["main"].lower()
        yield Clause(subject, start, first, group_of(said.lower()), main, group.start("main"), group.end())


def _first_of(subject: re.Match[str]) -> int:
    """Where the words about somebody begin, without "I was wrong about"."""
    return subject.start("wrong") if subject["wrong"] else subject.start()


@lru_cache(maxsize=4_096)
def group_of(said: str) -> VerbGroup:
    """How a verb stands by the words before it, in small letters."""
    words = set(re.findall(r"[a-z]+n't|'\w+|\w+", said))
    modal: Literal["", "plan", "due", "used", "might"] = ""
    if words & _THOUGHT:
        modal = "might"
    elif "must" in words:
        modal = "due"
    elif words & {"will", "'ll", "shall", "gonna", "won't", "wont"} or "going to" in said:
        modal = "plan"
    elif "used to" in said:
        modal = "used"
    return VerbGroup(
        be=bool(words & _BE),
        have=bool(words & _HAVE),
        past=bool(words & _PAST),
        polarity=_polarity(said, words),
        modal=modal,
    )


def _polarity(said: str, words: set[str]) -> Polarity:
    if "no longer" in said or "no more" in said:
        return "no longer"
    if "never" in words:
        return "never"
    if "not" in words or any(word.endswith(("n't", "nt")) for word in words):
        return "not"
    return "plain"


_THOUGHT = frozenset(
    [
        "would",
        "could",
        "should",
        "may",
        "might",
        "can",
        "can't",
        "cannot",
        "cant",
        "'d",
        "wouldn't",
        "couldn't",
        "shouldn't",
        "wouldnt",
        "couldnt",
    ]
)
_BE = frozenset(
    [
        "am",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "'m",
        "m",
        "'s",
        "'re",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "ain't",
        "isnt",
        "arent",
        "wasnt",
    ]
)
_HAVE = frozenset("have has had 've ve 's haven't hasn't hadn't havent hasnt".split())  # noqa: SIM905
_PAST = frozenset("was were did had wasn't weren't didn't didnt wasnt hadn't".split())  # noqa: SIM905
