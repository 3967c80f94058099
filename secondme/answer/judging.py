"""Judgements: "Would she enjoy a cruise?" Nobody wrote that down, and what is written may tell enough.

A judgement is never told as a fact: its first word marks it, and it cites what it was made from. Yes or no is
taken from the probabilities of the model's first word, which are steadier than what it goes on to write.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from secondme.answer.answer import Answer, unknown
from secondme.answer.attribution import is_about_subjects
from secondme.answer.checking import says_nothing, without_citations
from secondme.answer.evidence import Evidence
from secondme.answer.found import Found
from secondme.answer.writing import Writer
from secondme.recall.kinds import QuestionKind
from secondme.recall.question import Question

HINT = "The notes may not say it: judge by what they tell of the person. First say yes or no."
EVEN = 0.2
"""Log-odds: with less between yes and no, the notes speak for both."""
MOST_SOURCES = 3
MARK = "Likely"

_ASKS = re.compile(
    r"\b(?:would|might|likely|probably|presumably|be considered|"
    r"würden?|wahrscheinlich|vermutlich|wohl|probablement|serait|aimerait|voudrait|probablemente|sería|querría|"
    r"gustaría|probabilmente|sarebbe|vorrebbe|piacerebbe|provavelmente|seria|gostaria|zouden?|waarschijnlijk)\b",
    re.IGNORECASE,
)
EITHER = re.compile(r"\b(?:or|oder|ou)\b", re.IGNORECASE)
_FACTS = frozenset({QuestionKind.WHEN, QuestionKind.ORDER, QuestionKind.HOW_MANY, QuestionKind.HOW_MUCH})


def asks_for_judgement(question: Question) -> bool:
    """Whether a question asks what somebody would do or might be, and not what was."""
    return question.kind not in _FACTS and bool(_ASKS.search(question.plain))


def wants_yes_or_no(question: Question) -> bool:
    """Whether yes or no is an answer; of two things that are named, one is."""
    return question.kind is QuestionKind.YES_NO and not EITHER.search(question.plain)


def judge(found: Found, writer: Writer) -> Answer | None:
    """Likely yes or likely no; an "I don't know" where the notes speak for both. None where the question asks
    for more than that, or the model tells no probabilities."""
    if not wants_yes_or_no(found.own):
        return None
    scores = writer.with_room(
        found.evidence,
        lambda some: writer.generator.score_next(
            writer.prompt(found.own.plain, some, HINT), ["Yes", "No"], cancelled=writer.cancelled
        ),
    )
    if scores is None:
        return None
    lead = scores["Yes"] - scores["No"]
    if abs(lead) < EVEN:
        return unknown("What I found speaks for it as much as against it.", found.hits)
    sureness = 1 / (1 + math.exp(-abs(lead)))
    return judged("yes" if lead > 0 else "no", sureness, found)


def judged(text: str, sureness: float, found: Found) -> Answer:
    """A judgement with its mark and what it was made from. sureness: of the model in it, 0 to 1."""
    sources = _made_from(found)
    numbers = "".join(f"[{item.number}]" for item in sources)
    said = without_citations(text).strip(" .")
    if says_nothing(said) or not sources:
        return unknown("What I found does not say it.", found.hits)
    mark = f"{MARK} {said}" if said in {"yes", "no"} else f"{MARK}: {said}"
    why = "judged from what is cited; no passage says it"
    confidence = found.ground.probability * sureness / 2
    return Answer(f"{mark} {numbers}.", tuple(item.citation for item in sources), confidence, False, why)


def _made_from(found: Found) -> Sequence[Evidence]:
    """The best passages about whom the question is about, in the order in which they were read."""
    theirs = [item for item in found.evidence if is_about_subjects(item.hit, found.cast)]
    best = sorted(theirs, key=lambda item: -item.hit.score)[:MOST_SOURCES]
    return sorted(best, key=lambda item: item.number)
