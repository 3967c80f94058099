"""Checks an answer against what was read: each sentence keeps only sources that support it.

Numbers, names and dates of a sentence must stand in a source that it cites, or in the question. A sentence
that cites nothing is given the source that supports it best; one that nothing supports is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from secondme.answer.counts import other_forms
from secondme.answer.evidence import Evidence
from secondme.answer.relative_dates import find_dates, say
from secondme.recall.calendar_days import WEEKDAYS
from secondme.recall.excerpt import stem
from secondme.recall.kinds import QuestionKind
from secondme.recall.question import STOP_WORDS, Question

ENOUGH = 0.5
"""The share of a sentence's content words that its sources and the question must hold."""
LONGEST_ITEM = 6
"""Words; what is longer is a clause and no thing in a list."""

_CITATION = re.compile(r"\s*\[(\d+(?:\s*[,;]\s*\d+)*)\]")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?\n]?(?:\s*\[\d+(?:\s*[,;]\s*\d+)*\])*[.!?]?")
_WORD = re.compile(r"\w+(?:[.:'\u2019]\w+)*")
_SAYING = re.compile(r"\b(?:is|are|was|were|has|have|had|will|did|does|do|went|said)\b", re.IGNORECASE)
_YES_NO = re.compile(r"^(?:(?:most )?(?:likely|probably) )?(?:yes|no)\b[,.;:]?\s*", re.IGNORECASE)
_COMMA = re.compile(r",(?!\d)")
_STOP = re.compile(r"[.!?;:]\s")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_OWNING = re.compile(r"['\u2019]s$")
_ABSTAINING = re.compile(
    r"\bi (?:do not|don.?t) (?:know\b|have enough information)|"
    r"\b(?:notes?|messages?) (?:do|does) not (?:say|mention|contain)|"
    r"\bnot (?:known|mentioned|specified|stated)\b|\bno (?:information|mention)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer after the check. support: the mean share of its words that its sources hold, 0 to 1."""

    text: str
    cited: tuple[int, ...]
    support: float
    dropped: int


def says_nothing(text: str) -> bool:
    """Whether the model itself says that it does not know, or nothing at all."""
    return not _WORD.search(_CITATION.sub("", text)) or bool(_ABSTAINING.search(text))


def without_speaker(text: str, evidence: Sequence[Evidence]) -> str:
    """The answer without the day and the name before the colon that a small model copies with a note."""
    before, colon, said = text.partition(":")
    speaker = before.rpartition(",")[2].strip().casefold()
    is_name = colon and speaker in {item.speaker.casefold() for item in evidence}
    return said.strip() if is_name else text


def says_again(text: str, question: Question) -> bool:
    """Whether it tells nothing that the question had not said already; a yes or no tells something."""
    if question.kind is QuestionKind.YES_NO or _YES_NO.match(text):
        return False
    return content(text) <= stems_asked(question)


def without_citations(text: str) -> str:
    """The answer without the numbers of its sources."""
    return _CITATION.sub("", text)


def check(text: str, evidence: Sequence[Evidence], question: Question) -> Checked:
    """The answer with the sentences that hold and the sources that support them."""
    if is_list(text):
        return _check_list(text, evidence, question)
    kept: list[str] = []
    cited: list[int] = []
    supports: list[float] = []
    sentences = [match.group().strip() for match in _SENTENCE.finditer(text) if match.group().strip()]
    for sentence in sentences:
        plain = _CITATION.sub("", sentence).strip()
        if says_again(plain, question):
            continue
        sources, support = best_sources(_YES_NO.sub("", plain), named(sentence), evidence, question)
        if not sources:
            continue
        kept.append(_with_citations(plain, sources))
        cited += [number for number in sources if number not in cited]
        supports.append(support)
    mean = sum(supports) / len(supports) if supports else 0.0
    return Checked(" ".join(kept), tuple(sorted(cited)), mean, len(sentences) - len(kept))


def goes_round(text: str) -> bool:
    """Whether a list has come to say the same thing a second time, as small models do without end."""
    done = [item.casefold() for item in things_in(text)][:-1]
    return len(done) > 1 and done[-1] in done[:-1]


def things_in(text: str) -> list[str]:
    """The things between the commas; the comma of 1,140 is none of them."""
    return [thing.strip(" .\"'") for thing in _COMMA.split(text)]


def is_list(text: str) -> bool:
    """Whether an answer is nothing but things with commas between them, and no sentence."""
    plain = _CITATION.sub("", text).strip(" .")
    items = [item for item in things_in(plain) if item]
    short = all(len(_words(item)) <= LONGEST_ITEM for item in items)
    return len(items) > 1 and short and not _SAYING.search(plain) and not _STOP.search(plain)


def _check_list(text: str, evidence: Sequence[Evidence], question: Question) -> Checked:
    """A list with the things that a source holds, each once, and all their sources behind it."""
    wished = named(text)
    items = things_in(_CITATION.sub("", text))
    kept: list[str] = []
    cited: set[int] = set()
    supports: list[float] = []
    for item in items:
        if says_again(item, question):
            continue
        sources, support = best_sources(item, wished, evidence, question)
        if sources and item.casefold() not in map(str.casefold, kept):
            kept.append(item)
            cited.update(sources)
            supports.append(support)
    if not kept:
        return Checked("", (), 0.0, len(items))
    line = _with_citations(", ".join(kept), sorted(cited))
    return Checked(line, tuple(sorted(cited)), sum(supports) / len(supports), len(items) - len(kept))


def date_plainly(text: str, evidence: Sequence[Evidence]) -> str:
    """The answer with relative dates that it took from a source ("last night") put as the dates they mean."""
    for item in evidence:
        if item.hit.time is None:
            continue
        for start, end, meaning in find_dates(item.quote, item.hit.time.date()):
            phrase = re.escape(item.quote[start:end])
            already_said = re.escape(f" (= {meaning})")
            # "on Monday 6 October" is a date already.
            relative = rf"\b{phrase}\b(?:{already_said}|(?! \d))"
            text = re.sub(relative, f"{_preposition(meaning)} {meaning}", text, flags=re.IGNORECASE)
    return text


def _preposition(date: str) -> str:
    """A thing is on a day, and in a week, a month or a year."""
    return "on" if date.split(" ", 1)[0].lower() in WEEKDAYS or (date[0].isdigit() and " " in date) else "in"


def has_numbers_of_one(said: str, sources: Sequence[Evidence]) -> bool:
    """Whether all numbers of an answer stand in the words of one source, but for the year of its writing.

    A date is else the day on which a source was written, or put together from two.
    """
    numbers = {fact for fact in facts_of(f". {said}") if any(character.isdigit() for character in fact)}
    return not numbers or any(numbers <= _numbers_of(item) for item in sources)


def _numbers_of(item: Evidence) -> set[str]:
    """What a source says in so many numbers or names, in words or digits, and the year of its writing."""
    year = {str(item.hit.time.year)} if item.hit.time else set()
    return facts_of(f". {item.dated_quote}") | other_forms(item.quote) | year


def named(sentence: str) -> list[int]:
    """The numbers that a sentence cites, in order."""
    return [int(number) for group in _CITATION.findall(sentence) for number in re.split(r"\s*[,;]\s*", group)]


def best_sources(
    sentence: str, wished: Sequence[int], evidence: Sequence[Evidence], question: Question
) -> tuple[list[int], float]:
    """The fewest sources that support a sentence, and how well they do: those it names first, then those that
    hold most of it, then those that hold most of the question.

    None when even all together do not hold its facts (numbers and names) or enough of its words.
    """
    claim = _claim(sentence, question)
    held = [_held(item) for item in evidence]
    asked = _undoubled({stem(term) for term in question.terms})
    held.sort(
        key=lambda one: (one.number not in wished, -claim.share(one), -len(asked & one.stems), -one.number)
    )
    alone = [one for one in held if claim.holds([one])]
    if named_alone := [one for one in alone if one.number in wished]:
        sources = named_alone
    elif alone:
        sources = alone[:1]
    else:
        sources = _together(claim, held)
    support = claim.covered(sources) if sources else 0.0
    return sorted(one.number for one in sources), support


def _claim(sentence: str, question: Question) -> Claim:
    """What a sentence adds to its question: one of two things that this names, that it is the one; a bare yes
    or no, that it is as was asked."""
    stems = content(sentence) - stems_asked(question)
    facts = facts_of(sentence) - question.words
    if not stems and not facts:
        stems = content(sentence) or {stem(term) for term in question.terms}
    return Claim(_undoubled(stems), facts)


@dataclass(frozen=True, slots=True)
class Held:
    """What one source holds: the stems of its words, and its text in lower case."""

    number: int
    stems: set[str]
    text: str

    def says(self, fact: str) -> bool:
        """Whether the fact stands there by itself: the 5 of 15 and the Ana of Anastasia do not."""
        edge = r"\d" if any(character.isdigit() for character in fact) else r"\w"
        return bool(re.search(rf"(?<!{edge}){re.escape(fact)}(?!{edge})", self.text))


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence adds to its question: the stems of its words, and the facts that must be held."""

    stems: set[str]
    facts: set[str]

    def share(self, one: Held) -> float:
        """How much one source holds; facts count like three words."""
        return len(self.stems & one.stems) + 3 * sum(one.says(fact) for fact in self.facts)

    def covered(self, sources: Sequence[Held]) -> float:
        """The share of the words that these sources hold together."""
        stems = set().union(*(one.stems for one in sources))
        return len(self.stems & stems) / len(self.stems) if self.stems else 1.0

    def holds(self, sources: Sequence[Held]) -> bool:
        """Whether these sources hold every fact and enough of the words."""
        held_facts = all(any(one.says(fact) for one in sources) for fact in self.facts)
        return held_facts and self.covered(sources) >= ENOUGH


def _held(item: Evidence) -> Held:
    note = f"{say(item.hit.time.date())} {item.note}" if item.hit.time else item.note
    note += "".join(f" {number}" for number in sorted(other_forms(item.quote)))
    return Held(item.number, _undoubled(content(note)), note.casefold())


def _undoubled(stems: Collection[str]) -> set[str]:
    """The stems as they are compared: who runs has been running, which leaves "runn"."""
    return {_DOUBLED.sub(r"\1", one) for one in stems}


def _together(claim: Claim, held: Sequence[Held]) -> list[Held]:
    """Sources that only together support a claim: each one adds something the others do not hold."""
    sources: list[Held] = []
    for one in held:
        missing = Claim(
            claim.stems - set().union(*(source.stems for source in sources)),
            {fact for fact in claim.facts if not any(source.says(fact) for source in sources)},
        )
        if missing.share(one) > 0:
            sources.append(one)
        if sources and claim.holds(sources):
            return sources
    return []


def stems_asked(question: Question) -> set[str]:
    """The stems of all words of a question."""
    return {stem(word) for word in question.words}


def content(text: str) -> set[str]:
    """The stems of the words that carry meaning."""
    return {stem(word) for word in _words(text.casefold()) if word not in STOP_WORDS}


def facts_of(sentence: str) -> set[str]:
    """What must not be invented: numbers, and names (capital letters but at the beginning)."""
    words = _words(sentence)
    names = [word for place, word in enumerate(words) if place > 0 and word[:1].isupper() and len(word) > 1]
    numbers = [word for word in words if any(character.isdigit() for character in word)]
    return {word.casefold() for word in [*names, *numbers] if word.casefold() not in STOP_WORDS}


def _words(text: str) -> list[str]:
    """The words of a text; what belongs to Ana is Ana's, and of Ana."""
    return [_OWNING.sub("", word) for word in _WORD.findall(text)]


def _with_citations(sentence: str, sources: Sequence[int]) -> str:
    marks = "".join(f"[{number}]" for number in sources)
    ending = sentence[-1:] if sentence[-1:] in ".!?" else ""
    return f"{sentence.removesuffix(ending)} {marks}{ending or '.'}"
