"""Statements by pattern: what ordinary sentences say plainly, without a language model.

English is read here; German, French and Spanish sentences by their tables (`tongues`).

A sentence is passed over as a whole where it asks, supposes or jokes. Else its clauses are read from the
left (`clauses`), each main word is looked up in the table of wordings (`wordings`), and owners' nouns in
theirs (`attributes`). A wrong memory is worse than none: what is not said plainly is left to the
language model, what is said with a hedge or on hearsay is less sure.

The canonical predicates are listed in `predicates`. A text about "me" is in the first person, "I live in
Lisbon."; every other in the third, "Noor lives in Lisbon.". A value is always a verbatim span of the
passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from secondme.memories.english.amending import amended, corrections_in, never_so, takes_back
from secondme.memories.english.appointments import APPOINTMENT_WORDS
from secondme.memories.english.attributes import NOUN_WORDS, Attribute, attributes_of
from secondme.memories.english.clauses import SUBJECT, Clause, clauses_of, opens, starts_of
from secondme.memories.english.coming import names_a_time
from secondme.memories.english.inverting import beside_it, inverted_of
from secondme.memories.english.kin import kin_statements
from secondme.memories.english.meeting import Met, by_name, has_pronoun, meant_still, meets, met_after
from secondme.memories.english.planning import with_plans
from secondme.memories.english.reading import Passage, Reading
from secondme.memories.english.renewing import ASKED, is_of_something, renewed_of
from secondme.memories.english.saying import attribute_statements, clause_statements
from secondme.memories.english.schooling import schools_of
from secondme.memories.english.shapes import PERSON
from secondme.memories.english.slips import without_slips
from secondme.memories.english.spoken import Sentence, sentences_in
from secondme.memories.english.titled import Title, is_of_whom_it_is_titled, statements_about
from secondme.memories.english.todos import MARK
from secondme.memories.english.tongue import is_english
from secondme.memories.english.turning import LEAVING_WORDS, TURNING_WORDS, turns_at, turns_in, turns_of
from secondme.memories.english.turns import is_anothers
from secondme.memories.english.voice import ME, Voice
from secondme.memories.english.wordings import BY_WORD, ELIDING
from secondme.memories.hearing.listening import heard_in
from secondme.memories.hearing.reader import Reader
from secondme.memories.statement import Statement
from secondme.memories.tongues.reading import statements_abroad

MOST_CHARACTERS = 20_000
"""Statements are looked for in the first so many characters of a passage."""
_WORD = re.compile(r"[\w'-]+")
_LITTLE = frozenset({"the", "in", "to", "on"})
_MAINS = (
    (frozenset(BY_WORD) - _LITTLE)
    | NOUN_WORDS
    | LEAVING_WORDS
    | TURNING_WORDS
    | APPOINTMENT_WORDS
    | {
        "middle",
        "midst",
        "halfway",
        "every",
        "size",
        "eat",
        "eats",
        "will",
        "going",
        "gonna",
        "home",
        "now",
        "have",
        "remind",
        "must",
        "me",
        "wrong",
    }
)
_AND = re.compile(r"(?:\b(?:and|but|then)|,)\s+(?:\w+ly )?$")
_PRONOUN = re.compile(
    r"(?<=[,;:\u2013\u2014-] )(?:he|she|his|her)\b|\b(?:it's|is|was|of|with|for|to|at|and) (?:he|she|his|"
    r"her)\b"
)
_SOMEBODY_ELSE = re.compile(
    rf"\b(?:with|and|met|saw|married|dating|seeing|called|named|is|my|her|his) (?:[a-z]+ )?{PERSON}|"
    rf"\b{PERSON}'s\b"
)
_INTRODUCED = re.compile(
    r"\b(?<! is )(?<! was )(?<! as )(?:someone|somebody|(?:an?|this|some) (?:[a-z]+ )?(?:son|daughter|boy|"
    r"girl|man|woman|guy|bloke|lad|friend|cousin|brother|sister|neighbou?r|flatmate))\b"
)
"""Somebody whom "he" may mean from there on: "Hannah is seeing someone called Piotr, he plays the cello"."""
SHOUTED_WORDS = 6
LOOKING_BACK = 20
"""Characters before a name, in which an article stands."""
_ARTICLE = re.compile(r"\b(?:this|the|these|those|any|such|each|every|an?)\s+$", re.IGNORECASE)
"""Before what is nobody's name: "This License will therefore apply"."""
_NAME = re.compile(rf"\b{PERSON}(?:'s)?")
_GOING_ON = frozenset({"reading", "learning", "living", "working", "driving", "training", "studying"})
"""Before these "I'm" may be left out: "Currently reading Circe"."""
_OF_IT = re.compile(
    r"\b(?:is|was|are|were|would|must|can|could|sounds?|seems?|feels?|makes?|made|with you|imagine)\b",
    re.IGNORECASE,
)
_OF_ONE = frozenset({"lives with", "did", "plans", "partner"})
"""After these, "she" may be somebody else than the subject."""
REMIND = re.compile(
    r"\W*(?:please |pls |can you )?(?:[Rr]emind me|[Dd]on't let me forget|[Nn]ote to "
    r"self[:,]?|I mustn't forget|[Rr]emember) to (?=[a-z])"
)


def statements_in(text: str, *, speaker: str | None, me: bool, written: date | None) -> list[Statement]:
    """The statements that a passage makes by itself, in its order; as `all_statements_in` has them."""
    every = all_statements_in(text, speaker=speaker, me=me, written=written)
    return [one for one in every if one.predicate]


def all_statements_in(
    text: str,
    *,
    speaker: str | None,
    me: bool,
    written: date | None,
    about: Title | None = None,
    reader: Reader | None = None,
) -> list[Statement]:
    """The statements that a passage makes, in its order; also those that get a predicate by their value.

    speaker: who says it, None for a note. me: the person themselves says it. written: the day it was written,
    from which "yesterday" and "by Friday" are worked out; without it only full dates are. about: whom a note
    is titled with. reader: who reads what no pattern understood, by words if nobody else.
    """
    text = text[:MOST_CHARACTERS]
    passage = Passage(text, Voice(speaker, me), written)
    every = [one for one in sentences_in(text) if not is_anothers(one, text, passage.voice)]
    if about is None:
        return _statements_of(passage, every, reader)
    own = [one for one in every if not is_of_whom_it_is_titled(one)]
    titled = statements_about(about, every, text, lambda whole: _statements_of_line(whole, written, reader))
    return [
        *_statements_of(passage, own, reader),
        *(one for one in titled if _is_said_in_english(one, every, text)),
    ]


def _statements_of_line(text: str, written: date | None, reader: Reader | None) -> list[Statement]:
    return _statements_of(Passage(text, Voice(None, True), written), list(sentences_in(text)), reader)


def _statements_of(passage: Passage, sentences: Sequence[Sentence], reader: Reader | None) -> list[Statement]:
    """What these sentences of a passage state."""
    text, patterns = passage.text, _Reader(passage)
    if _may_state(text):
        for sentence in sentences:
            patterns.read(sentence)
    unread = [place for place, one in enumerate(sentences) if one.start not in patterns.understood]
    told = patterns.understood - patterns.untold
    half_read = [place for place, one in enumerate(sentences) if one.start in told]
    heard = heard_in(passage, sentences, unread, half_read, reader)
    every = dict.fromkeys([*patterns.found, *(one for one in heard if _is_new(one, patterns.found))])
    english = [one for one in every if _is_said_in_english(one, sentences, text)]
    abroad = statements_abroad(passage, sentences)
    return [*english, *(one for one in abroad if not any(_share_words(one, other) for other in english))]


def _share_words(one: Statement, other: Statement) -> bool:
    return one.first < other.last and other.first < one.last


def _is_shouted(text: str) -> bool:
    """Whether a long sentence is all in capitals, which tell no names: "THERE IS NO WARRANTY ..."."""
    return text.count(" ") >= SHOUTED_WORDS and text.isupper()


def _may_be_another(text: str) -> bool:
    """Whether "he" or "she" comes after somebody who was only just spoken of."""
    introduced = _INTRODUCED.search(text)
    return introduced is not None and _PRONOUN.search(text, introduced.end()) is not None


def _is_said_in_english(one: Statement, sentences: Sequence[Sentence], text: str) -> bool:
    """Whether the sentence that says it is English; in "Termin am 9. Dezember" nobody "am" anything."""
    said = next((it for it in reversed(sentences) if it.start <= one.first), None)
    return is_english(said.text if said is not None else text, text)


def _is_new(heard: Statement, read: Iterable[Statement]) -> bool:
    """Whether patterns have not said it, nor the contrary."""
    return not any(
        (one.subject, one.predicate, one.value) == (heard.subject, heard.predicate, heard.value)
        or (heard.polarity != "holds" and one.predicate and heard.value in one.value)
        for one in read
    )


def _may_state(text: str) -> bool:
    """The cheap check: whether any word of the table stands in the text."""
    words = _WORD.findall(without_slips(text.lower()).replace("\u2019", "'"))
    return (
        MARK.search(text) is not None
        or names_a_time(text)
        or any(word in _MAINS or word[0].isdigit() or word.endswith(("'ll", "'s", "days")) for word in words)
    )


class _Reader:
    """Reads a passage sentence by sentence; knows of the last one what the next may refer to."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.found: list[Statement] = []
        self.understood: set[int] = set()
        self.untold: set[int] = set()
        self._last: list[Statement] = []
        self._met: Met | None = None
        self._are_several = False

    def read(self, sentence: Sentence) -> None:
        """Adds what a sentence states; takes back what it takes back."""
        last, self._last = self._last, []
        if _is_shouted(sentence.text):
            self.understood.add(sentence.start)
            self.untold.add(sentence.start)
            return
        before = self._met
        met = self._met = meant_still(before, sentence, self.passage.text)
        if last and takes_back(sentence.text):
            self.found = [one for one in self.found if one not in last]
        reading = Reading(self.passage, sentence)
        if last and (other := amended(sentence.text, sentence.start, last[-1])) is not None:
            self.found = [one for one in self.found if one != last[-1]]
            self._last = [never_so(last[-1]), other]
        elif sentence.is_meant or ASKED.fullmatch(sentence.text):
            spoken_of = self._statements(reading, _spoken_of(last, met or before, met))
            stated = [by_name(one, sentence, met, self.passage.voice) for one in _surest(spoken_of)]
            stated = with_plans(reading, stated, _spoken_of(last, met or before, met))
            self.found += [one for one in stated if not one.predicate]
            self._last = [one for one in stated if one.predicate]
        if not (last or self._last) and self.passage.voice.name:
            self.found += corrections_in(reading)
        self.found += self._last
        self._met = met_after(sentence, self.passage.voice, before, met)
        if (self._are_several and has_pronoun(sentence.text)) or _may_be_another(sentence.text):
            self.understood.add(sentence.start)  # Nobody can tell who it is.
            self.untold.add(sentence.start)
        if meets(sentence.text):
            self._are_several = self._met is None
        if any(one.kind in ("fact", "plan") for one in self._last):
            self.understood.add(sentence.start)

    def _statements(self, reading: Reading, carried: str | None) -> Iterator[Statement]:
        sentence = reading.sentence
        starts = starts_of(sentence.text)
        taken: set[int] = set()
        further = reading.with_what_follows()
        carried = self._named_first(sentence, starts) or carried
        for start in starts:
            if not sentence.supposes(start):
                yield from turns_at(reading, start, self.passage.voice.name)
            for where, attribute in self._attributes(reading, further, start, carried):
                if attribute.value[0] not in taken and not is_of_something(where, attribute):
                    taken.add(attribute.value[0])
                    made = attribute_statements(where, attribute)
                    yield from made
                    yield from beside_it(reading, made)
        subjects: list[str] = []
        if (reminded := REMIND.match(sentence.text)) is not None:
            starts = [reminded.end(), *starts]
        for clause in clauses_of(sentence.text, starts):
            subjects = self._subjects(sentence, clause, carried) if clause.subject else subjects
            if subjects and clause.subject:
                yield from kin_statements(reading, clause)
            spoken = (
                subjects
                if clause.subject or _goes_on(sentence, clause)
                else self._elided(sentence, clause, reminded)
            )
            for subject in spoken:
                if not (reminded or sentence.supposes(clause.first)):
                    yield from turns_of(reading, clause, subject)
                if not clause.subject and clause.main in _GOING_ON and clause.start == clause.first:
                    clause = replace(clause, group=replace(clause.group, be=True))
                made = clause_statements(reading, clause, subject, reminded=reminded is not None)
                carried = _one_other(made) or carried
                yield from made
                yield from beside_it(reading, made)
        yield from turns_in(reading, subjects[-1] if subjects else self.passage.voice.name)

    def _attributes(
        self, reading: Reading, further: Reading, start: int, carried: str | None
    ) -> Iterator[tuple[Reading, Attribute]]:
        """What is said of an owner's noun from a place on, and where it is read."""
        text, voice = reading.text, self.passage.voice
        for attribute in attributes_of(text, start, voice, carried):
            yield reading, attribute
        for attribute in schools_of(text, start, voice):
            yield reading, attribute
        for attribute in renewed_of(further.text, start, voice, carried):
            yield further, attribute
        for attribute in inverted_of(text, start, voice, carried):
            yield reading, attribute

    def _named_first(self, sentence: Sentence, starts: Sequence[int]) -> str | None:
        """Whom "he" or "she" means in a sentence that names one person before: "Ben quit Acme, he ..."."""
        pronoun = _PRONOUN.search(sentence.text)
        if pronoun is None:
            return None
        voice, before = self.passage.voice, sentence.text[: pronoun.start()]
        subject = SUBJECT.match(before, starts[0])
        if subject is not None and (subject["name"] or subject["relation"]) and not subject["beside"]:
            if _SOMEBODY_ELSE.search(before, subject.end()):
                return None
            return next((one for one in voice.subjects(subject, None) if one != ME), None)
        names = list(dict.fromkeys(one.group().removesuffix("'s") for one in _NAME.finditer(before)))
        return voice.named(names[0]) if len(names) == 1 else None

    def _subjects(self, sentence: Sentence, clause: Clause, carried: str | None) -> list[str]:
        if clause.subject is None or sentence.supposes(clause.first):
            return []
        named_at = sentence.start + clause.subject.start("name")
        if clause.subject["name"] and _ARTICLE.search(self.passage.text[:named_at][-LOOKING_BACK:]):
            return []
        if clause.subject["pronoun"] and _INTRODUCED.search(sentence.text, 0, clause.first):
            return []
        return self.passage.voice.subjects(clause.subject, carried)

    def _elided(self, sentence: Sentence, clause: Clause, reminded: re.Match[str] | None) -> list[str]:
        """Who is meant where nobody is named: the speaker, in "Just moved to Lisbon" and "Remind me to"."""
        name = self.passage.voice.name
        if name is None:
            return []
        if reminded is not None and clause.main_at == reminded.end():
            return [name]
        is_first = opens(sentence.text, clause.start) and clause.main in ELIDING | LEAVING_WORDS
        if (
            clause.main in _GOING_ON
            and opens(sentence.text, clause.start)
            and not _OF_IT.search(sentence.text)
        ):
            return [name]
        return [name] if is_first and not (clause.group.be or clause.group.have) else []


def _surest(statements: Iterable[Statement]) -> list[Statement]:
    """Each once, where two wordings say the same as the surer one says it."""
    best: dict[tuple[str, str, str, str], Statement] = {}
    for one in statements:
        key = (
            one.subject,
            one.predicate,
            one.value,
            one.polarity,
        )  # Of open ones it is the place that counts.
        if key not in best or one.confidence > best[key].confidence:
            best[key] = one
    return list(best.values())


def _goes_on(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause without a subject goes on with that of the one before: "and works at the harbour".

    Not "some things, like my bowl".
    """
    found = _AND.search(sentence.text, 0, clause.start) if clause.start > 0 else None
    return found is not None and not (clause.main == "like" and found[0].startswith(","))


def _spoken_of(last: Sequence[Statement], before: Met | None, met: Met | None) -> str | None:
    """Whom "he" or "she" means after these statements; before: who was met; met: if it may be they."""
    if before is None or any(one.subject not in {ME, before.subject} for one in last):
        return _one_other(last)
    return met.subject if met is not None else None


def _one_other(statements: Sequence[Statement]) -> str | None:
    """Whom "he" or "she" means after these statements; None where that may be several."""
    spoken_of = {one.subject for one in statements}
    others = {one.subject for one in statements if one.value not in spoken_of}  # Not who "my sister Ana" is.
    if len(others) != 1 or any(one.predicate in _OF_ONE for one in statements):
        return None
    other = others.pop()
    return None if other == ME else other
