"""The whole answer, as a story: choose, read, write, check, or say honestly that one does not know."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from models.errors import ModelError
from secondme.answer.abstaining import ENOUGH_GROUND, HOPELESS, is_enough, strength_of
from secondme.answer.answer import Answer, Citation, unknown
from secondme.answer.at_once import WRITTEN_ONLY, answer_when, doubt
from secondme.answer.attribution import Cast, cast_of, is_about_subjects
from secondme.answer.bearing import MEASURED, Around, alone, unnamed, weigh_bearing, worth_reading
from secondme.answer.checking import (
    check,
    content,
    date_plainly,
    has_numbers_of_one,
    says_nothing,
    without_citations,
    without_speaker,
)
from secondme.answer.context import NO_CONTEXT, Context
from secondme.answer.entailing import GREY, entailed
from secondme.answer.evidence import Evidence, choose_evidence, follow_on, narrowed
from secondme.answer.found import Found
from secondme.answer.ground import observe
from secondme.answer.judging import asks_for_judgement, judge, judged, wants_yes_or_no
from secondme.answer.listing import Thing, list_things
from secondme.answer.rounds import SECONDS, Search, look_again
from secondme.answer.shortening import without_question
from secondme.answer.writing import OnPrompt, OnText, Writer, Written
from secondme.recall.excerpt import stem
from secondme.recall.hit import Hit, unsuspicious
from secondme.recall.kinds import QuestionKind
from secondme.recall.question import Question, understand

if TYPE_CHECKING:
    from models.speaking import Speaker

HITS_TO_READ = 20
UNTOLD_MOST = 0.5
"""Confidence in an answer from an endpoint that tells no probabilities, at most: whatever it sounds like."""
STOPPED = "You stopped the answer."
PERSONS = frozenset({QuestionKind.WHO, QuestionKind.LIST, QuestionKind.YES_NO})
"""Kinds of question to which a speaker's name may be the whole answer, or is looked at elsewhere."""
QUARANTINED = (
    "What I found may be trying to give me orders, so I did not read it. Look at it yourself, and release it "
    "if it is harmless: secondme suspects"
)
NOT_BORNE_OUT = "What I found does not bear out what I would have said."
HINTS = {
    QuestionKind.WHY: "Answer with the reason.",
    QuestionKind.WHERE: "Answer with the place.",
    QuestionKind.HOW_MANY: "Answer with the number.",
    QuestionKind.YES_NO: "First say yes or no.",
}
"""Behind a question of a kind; without, a small model likes to answer with the name of who wrote the note."""

OnSources = Callable[[Sequence[Citation]], None]


def answer_question(
    text: str,
    hits: Sequence[Hit],
    need_model: Callable[[], Speaker],
    *,
    now: datetime,
    context: Context = NO_CONTEXT,
    on_sources: OnSources | None = None,
    on_text: OnText | None = None,
    on_prompt: OnPrompt | None = None,
    cancelled: threading.Event | None = None,
    enough_ground: float = ENOUGH_GROUND,
    search: Search | None = None,
    around: Around = alone,
    clock: Callable[[], float] = time.monotonic,
) -> Answer:
    """Answers from these hits, best first, with sources for each sentence; or abstains and says why.

    What is quarantined is not read: it is told of, where nothing else was found.
    need_model: gives the model, and is asked only where one is needed: many questions about when something
    was, and most that have no answer, are dealt with at once. context: what the model has read of the same
    conversation. on_prompt: told the prompt that the model reads. search: finds hits for a sharper question,
    which is asked where the first passages do not say it. around: what stands beside a hit, in which names
    are looked for. clock: seconds, by which that has an end.
    """
    question = understand(text, now=now)
    all_hits, hits = hits, unsuspicious(hits)
    # What earlier answers have put into the question must be proved like everything else.
    own = question if context.asked is None else understand(context.asked, now=now)
    measured = question if context.measured is None else understand(context.measured, now=now)
    evidence = follow_on(context.evidence, choose_evidence(worth_reading(measured, hits, around), question))
    if not evidence:
        why = QUARANTINED if all_hits else "Nothing in your memory has anything to do with that."
        return unknown(why, all_hits)
    strength = strength_of(evidence, measured)
    if strength < HOPELESS:
        return unknown("What I found is about other things.", hits)
    known = hits or [item.hit for item in evidence]
    found = Found(own, measured, known, evidence, observe(known, measured), strength, enough_ground)
    if at_once := doubt(known, measured, found.ground, enough_ground) or _nobody(found, around):
        return at_once
    dated = answer_when(known, measured, found.ground)
    answer = weigh_bearing(dated, measured, known, around) if dated else None
    if dated and answer and _is_plain(answer, dated, found):
        return answer
    generator = need_model()
    writer = Writer(
        generator,
        on_text or (lambda piece: None),
        on_prompt or (lambda prompt: None),
        cancelled or threading.Event(),
        now,
        context,
    )

    def tell(evidence: Sequence[Evidence]) -> None:
        if on_sources:
            on_sources([item.citation for item in evidence])

    def read(these: Found) -> Answer:
        answer = _read(question, these, writer, tell)
        return answer if asks_for_judgement(question) else weigh_bearing(answer, measured, known, around)

    begun = clock()
    try:
        answer = read(found)
        if search is not None and not context.messages:
            harmless_search = _without_suspicious(search)
            answer = look_again(
                answer, found, writer, harmless_search, read, lambda: begun + SECONDS - clock()
            )
    except ModelError:
        if not writer.cancelled.is_set():
            raise
        answer = _stopped("")
    return answer.given_by(generator.place)


def _nobody(found: Found, around: Around) -> Answer | None:
    """An "I don't know" where a name of the question stands nowhere in what was found.

    What somebody would make of a thing may be judged without anyone having named it.
    """
    if asks_for_judgement(found.question):
        return None
    name = unnamed(found.question, found.hits, around)
    return unknown(f"What comes closest is not about {name.text}.", found.hits) if name else None


def _is_plain(answer: Answer, dated: Answer, found: Found) -> bool:
    """Whether a date may be told unread: it bears on the question, wholly so where that is about nobody."""
    return not answer.abstained and (bool(found.cast.subjects) or answer.confidence == dated.confidence)


def _without_suspicious(search: Search) -> Search:
    return lambda sharper: unsuspicious(search(sharper))


def _read(
    question: Question, found: Found, writer: Writer, tell: Callable[[Sequence[Evidence]], None]
) -> Answer:
    """What the model makes of the passages, in the way that suits the question. tell: told what is read."""
    tell(found.evidence)
    if asks_for_judgement(question) and (judgement := judge(found, writer)):
        return judgement
    if question.kind is QuestionKind.LIST and not writer.context.messages:
        things = list_things(question, found.evidence, cast_of(found.hits, question), writer)
        if things or writer.cancelled.is_set():
            return _listed(things, found, writer)
    if not writer.context.evidence and len(few := narrowed(found.evidence)) < len(found.evidence):
        found = replace(found, evidence=few)
        tell(few)
    either = question.kind is QuestionKind.YES_NO and not wants_yes_or_no(question)
    hint = "" if either else HINTS.get(question.kind, "")
    return _checked(writer.write(question.plain, found, hint), found, writer)


def _stopped(said: str) -> Answer:
    """What had been said when the person stopped it; nothing of it is checked."""
    return Answer(said, (), 0.0, False, STOPPED, cancelled=True)


def _listed(things: Sequence[Thing], found: Found, writer: Writer) -> Answer:
    """All the things that the passages name, each with its source."""
    said = ", ".join(thing.text for thing in things)
    if writer.cancelled.is_set():
        return _stopped(said)
    numbers = sorted({thing.number for thing in things})
    sources = [item for item in found.evidence if item.number in numbers]
    if not _is_borne_out(said, sources, found, writer):
        return unknown(NOT_BORNE_OUT, found.hits)
    cited = tuple(item.citation for item in sources)
    text = f"{said} {''.join(f'[{number}]' for number in numbers)}."
    sureness = sum(thing.certainty for thing in things) / len(things)
    why = f"{len(cited)} of {len(found.evidence)} passages read name something"
    return Answer(text, cited, found.ground.probability * sureness, False, why)


def _checked(written: Written, found: Found, writer: Writer) -> Answer:
    """The answer as far as its sources support it; an "I don't know" where they do not."""
    hits, evidence = found.hits, found.evidence
    if written.cancelled:
        return _stopped(written.text)
    if says_nothing(written.text):
        return unknown("What I found does not say it.", hits)
    # Who asks how long ago something was wants to hear "two years ago".
    asks_how_long = found.own.kind is QuestionKind.HOW_MUCH
    said = without_speaker(written.text, evidence)
    said = said if asks_how_long else date_plainly(said, evidence)
    checked = check(said, evidence, found.own)
    cast = found.cast
    if not checked.text or _names_who_speaks(checked.text, found.own, cast):
        if asks_for_judgement(found.question):
            return judged(said, written.certainty, found)
        return unknown("What I would have said is not supported by what I found.", hits)
    sources = [item for item in evidence if item.number in checked.cited]
    if not any(is_about_subjects(item.hit, cast) for item in sources):
        return unknown(f"What comes closest is not about {' and '.join(sorted(cast.subjects))}.", hits)
    if not _is_borne_out(without_citations(checked.text).strip(" ."), sources, found, writer):
        return unknown(NOT_BORNE_OUT, hits)
    cited = tuple(item.citation for item in sources)
    why = f"{len(cited)} of {len(evidence)} passages read support it"
    if checked.dropped:
        why += f"; {checked.dropped} unsupported sentence(s) left out"
    confidence = found.ground.probability * checked.support
    if found.own.kind in MEASURED and not has_numbers_of_one(without_citations(checked.text), sources):
        confidence *= WRITTEN_ONLY
    text = without_question(checked.text, found.own)
    return Answer(text, cited, confidence if written.told else min(confidence, UNTOLD_MOST), False, why)


def _names_who_speaks(text: str, question: Question, cast: Cast) -> bool:
    """Whether it is nothing but the name of a speaker, where no person was asked for."""
    said = content(without_citations(text))
    return question.kind not in PERSONS and bool(said) and said <= {stem(word) for word in cast.words}


def _is_borne_out(said: str, sources: Sequence[Evidence], found: Found, writer: Writer) -> bool:
    """Whether there is ground enough with the model's own look at the sources; asked only in doubt."""
    ground = found.ground.logit
    if found.ground.nobody_named or ground > found.enough + GREY:
        return True
    entailment = entailed(found.own.plain, said, sources, writer.generator, writer.cancelled)
    return is_enough(ground + entailment, found.enough)
