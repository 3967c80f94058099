"""Titled: what a note about one person says of them in lines without a subject: "Lives in Ghent now".

Such a line is read as a sentence about whom the title names: "Nuala lives in Ghent now". A line with another
subject ("Per lives in Oslo", "my boat") is not, nor what follows it on the same line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from secondme.memories.english.clauses import RELATION, SUBJECT
from secondme.memories.english.shapes import PERSON
from secondme.memories.english.spoken import Sentence
from secondme.memories.english.vocabulary import CONDITION, DIET
from secondme.memories.statement import Statement


@dataclass(frozen=True, slots=True)
class Title:
    """Whom a note is about, as its title writes it. is_known: that is somebody; else it may be a name."""

    name: str
    is_known: bool


MOST_CHARACTERS = 200
"""Of a line that can be read so; notes of this kind are short."""
Read = Callable[[str], Sequence[Statement]]
_BULLET = re.compile(r"[\s>*+\u2022\u2013-]*(?:\[[ xX]?\]\s+)?")
_FIRST = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|i'm|i|me|my|My|mine|we|We|us|our|Our)\b")
_STILL = r"(?i:(?:now |still |currently |also |really |just )*)"
_VERBS = (
    r"lives?|living|works?|working|likes|loves|hates|dislikes|enjoys|prefers|drives|plays|studies|studied|"
    r"speaks|learns|teaches|reads|has|had|was|is|moved|married|quit|left|started|joined|goes|takes|eats|drinks|"
    r"can't|cannot|doesn't|does not|no longer|used to|grew up|retired|banks|trains|got|owns"
)
_DOES = re.compile(rf"{_STILL}(?i:{_VERBS})\b")
_STATES = (
    rf"allergic to|married to|engaged to|single$|divorced|widowed|born|originally from|from|into|aged|vegan|"
    rf"{DIET}|{CONDITION}"
)
_IS = re.compile(rf"{_STILL}(?:(?i:{_STATES})\b|[Aa]n? [a-z]|\d\d(?: years old)?$)")
_THINGS = (
    r"birthday|bday|phone(?: number)?|mobile(?: number)?|number|e-?mail(?: address)?|address|job|employer|"
    r"shoe size|car|bank|doctor|gp|dentist|gym|dog|cat|favou?rite [a-z]+(?: [a-z]+)?"
)
_KIN = r"partner|husband|wife|boyfriend|girlfriend|mum|mom|dad|sister|brother|son|daughter"
_NAMED = re.compile(rf"(?P<what>(?i:{_THINGS}|(?P<kin>{_KIN})))(?: ?[:=\u2013-]| is)? +(?P<value>\S.*)")
_CHILDREN = re.compile(
    rf"(?i:(?:\d|one|two|three|four|five) )?(?P<what>(?i:kid|child|son|daughter|boy|girl))(?:s|ren)?"
    rf"(?: ?[:\u2013-]|,| called| named) (?P<names>{PERSON}(?:(?:, | and | & |, and ){PERSON})*)[.!]?$"
)
_NAME = re.compile(PERSON)
_CALLED = {"bday": "birthday", "mobile": "phone", "boy": "son", "girl": "daughter"}
_PRONOUN = re.compile(r"(?P<who>[Ss]he|[Hh]e)(?='s| )")
_THEIRS = re.compile(r"(?P<who>[Hh]er|[Hh]is) (?=[a-z])")
_GENDERS = {"she": "she", "her": "she", "he": "he", "his": "he"}
_GIVEN = re.compile(rf"(?:{RELATION}|[Mm]y|[Oo]ur)\b")
_OF_PEOPLE = re.compile(
    r"(?i:lives in|married to|allergic to|born |works (?:at|as|for)|plays the|engaged to|studies|birthday)"
)


def is_of_whom_it_is_titled(sentence: Sentence) -> bool:
    """Whether nobody else is the subject of a sentence in a note about somebody."""
    return not (_FIRST.search(sentence.text) or _has_subject(_bare(sentence.text)))


def statements_about(
    title: Title, sentences: Sequence[Sentence], text: str, read: Read
) -> Iterator[Statement]:
    """What these sentences of a note titled with a name say of whom it names.

    read: what whole sentences state. Each statement gets the place of its sentence, which has its value.
    """
    if not (title.is_known or any(map(says_something_of_a_person, sentences))):
        return
    for sentence in _of_them(sentences, text):
        for whole in _whole(title.name, _bare(sentence.text)):
            for one in read(whole):
                if one.subject == title.name and one.value and one.value in sentence.text:
                    yield replace(one, first=sentence.start, last=sentence.start + len(sentence.text))


def says_something_of_a_person(sentence: Sentence) -> bool:
    """Whether a line without a subject says what is said of people, and hardly of a place or a firm."""
    bare = _bare(sentence.text)
    named = _NAMED.match(bare)
    is_kin = named is not None and named["kin"] is not None
    return is_kin or any(one.match(bare) for one in (_OF_PEOPLE, _CHILDREN, _PRONOUN, _THEIRS))


def _of_them(sentences: Sequence[Sentence], text: str) -> Iterator[Sentence]:
    """The sentences of which nobody else is the subject, also none who was named before on the same line."""
    last_line, beside, gender = -1, False, ""
    for sentence in sentences:
        bare, line = _bare(sentence.text), text.rfind("\n", 0, sentence.start) + 1
        pronoun = _PRONOUN.match(bare) or _THEIRS.match(bare)
        said = _GENDERS[pronoun["who"].lower()] if pronoun else ""
        beside = line == last_line and beside
        is_theirs = is_of_whom_it_is_titled(sentence) and len(sentence.text) <= MOST_CHARACTERS
        if is_theirs and not beside and said in ("", gender or said):
            yield sentence
            gender = gender or said
        last_line = line
        beside = beside or not is_theirs or said not in ("", gender) or _names_kin(bare)


def _names_kin(bare: str) -> bool:
    """Whether somebody else is named, of whom the line may go on."""
    theirs = _THEIRS.match(bare)
    named = _NAMED.match(bare, theirs.end() if theirs else 0)
    return (named is not None and named["kin"] is not None) or _CHILDREN.match(bare) is not None


def _bare(text: str) -> str:
    match = _BULLET.match(text)
    return text[match.end() if match else 0 :]


def _has_subject(bare: str) -> bool:
    """Whether a sentence names somebody else first."""
    if _PRONOUN.match(bare) or _THEIRS.match(bare) or _DOES.match(bare) or _IS.match(bare):
        return False
    if _NAMED.match(bare) or _CHILDREN.match(bare):
        return False
    return SUBJECT.match(bare) is not None or _GIVEN.match(bare) is not None


def _whole(name: str, bare: str) -> Iterator[str]:
    """The sentence with its subject; for children, one of each."""
    if (pronoun := _PRONOUN.match(bare)) is not None:
        yield f"{name}{bare[pronoun.end() :]}"
    elif (theirs := _THEIRS.match(bare)) is not None:
        yield from _whole(name, bare[theirs.end() :]) if _NAMED.match(bare, theirs.end()) else ()
    elif (children := _CHILDREN.match(bare)) is not None:
        what = _CALLED.get(children["what"].lower(), children["what"].lower())
        yield from (f"{name}'s {what} is {one.group()}." for one in _NAME.finditer(children["names"]))
    elif (named := _NAMED.match(bare)) is not None:
        what = named["what"][:1].lower() + named["what"][1:]
        yield f"{name}'s {_CALLED.get(what, what)} is {named['value']}"
    elif _DOES.match(bare) is not None:
        yield f"{name} {bare[:1].lower()}{bare[1:]}"
    elif _IS.match(bare) is not None:
        yield f"{name} is {bare[:1].lower()}{bare[1:]}"
