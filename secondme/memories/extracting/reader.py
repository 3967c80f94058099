"""Reads windows with a small language model: it puts facts forward, and each is put to it again."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from secondme.memories.english.days import find_days
from secondme.memories.english.voice import Voice
from secondme.memories.extracting.claims import MOST_CLAIMS, Claim, claims_of
from secondme.memories.extracting.plausible import DOINGS
from secondme.memories.extracting.prompt import (
    ANSWERS,
    MOST_TOKENS,
    claiming,
    head,
    noting,
    proposals_in,
    schema_of,
)
from secondme.memories.extracting.window import Window
from secondme.memories.predicates import is_single, kind_of, sentence_of
from secondme.memories.statement import Statement

if TYPE_CHECKING:
    from models.generator import Generator

SURE = 1.4
"""By so much, in natural log, "yes" is likelier than "no" to a claim that is taken. On invented messages
right ones had 1.5 to 4.7, and wrong ones hardly ever more than 1."""
SURER = 2.0
"""The same of what people say in so many ways that a model takes much for it."""
LOOSE = frozenset({"has", "did", "plans", "likes", "dislikes"})
DENIED = -0.5
"""At most so likely is "yes" to what is over or never was."""
OVER = 0.3
MOST_CONFIDENCE = 0.85
AROUND_A_CLAIM = 12
"""Tokens that a claim's prompt has besides the claim and what all prompts about the message begin with."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading took: windows, tokens of prompts and of output, and claims that were checked."""

    windows: int = 0
    prompt: int = 0
    output: int = 0
    claims: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.windows + other.windows,
            self.prompt + other.prompt,
            self.output + other.output,
            self.claims + other.claims,
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim, and by how much the model would rather say yes than no to it."""

    claim: Claim
    margin: float


def warm(model: Generator) -> int:
    """Has the common beginning of all prompts ready; how many tokens were read for it now."""
    return model.warm(head())


def read(
    model: Generator, window: Window, voice: Voice, *, written: date | None
) -> tuple[list[Statement], Cost]:
    """The statements of a window that the model holds to be said there, and what it took.

    voice: who speaks. written: the day of the passage, from which days are worked out. Raises ModelError.
    """
    stream = model.generate(noting(window), max_tokens=MOST_TOKENS, schema=schema_of(window))
    reply = "".join(token.text for token in stream)
    run = stream.run
    claims = [claims for proposal in proposals_in(reply) if (claims := claims_of(window, proposal))]
    checked = check(model, window, [claim for among in _once(claims) for claim in among])
    put = sum(model.count_tokens(one) + AROUND_A_CLAIM for one in _put(one.claim for one in checked))
    cost = Cost(1, put, 0, len(checked))
    if run is not None:
        cost += Cost(0, run.prompt - run.reused, run.generated, 0)
    return [statement_of(one, voice, written) for one in best_of(checked)], cost


def check(model: Generator, window: Window, claims: Sequence[Claim]) -> list[Checked]:
    """How far the model holds each claim to be said in the window."""
    asked = list(_put(claims))
    if not asked:
        return []
    scores = model.score_each([claiming(window, one) for one in asked], ANSWERS)
    margins = {one: score[ANSWERS[0]] - score[ANSWERS[1]] for one, score in zip(asked, scores, strict=True)}
    return [Checked(one, _margin(one, margins)) for one in claims]


def _put(claims: Iterable[Claim]) -> dict[str, None]:
    """The claims as they are put to the model, each once; of what is over also whether it holds."""
    both = ((claim.reads("holds"), claim.reads()) for claim in claims)
    return dict.fromkeys(one for pair in both for one in pair)


def statement_of(checked: Checked, voice: Voice, written: date | None) -> Statement:
    """The claim as a statement about the passage, with the days that its sentence names."""
    claim = checked.claim
    sentence, subject = claim.sentence, claim.subject.name
    told = voice.told(claim.value) if claim.predicate in DOINGS else claim.value
    text = sentence_of(subject, claim.predicate, told, claim.state)
    valid_from, valid_to = _days(claim, written)
    return Statement(
        kind=kind_of(claim.predicate),
        subject=subject,
        predicate=claim.predicate,
        value=claim.value,
        text=text,
        first=sentence.start,
        last=sentence.start + len(sentence.text),
        single=is_single(claim.predicate),
        polarity=claim.state,
        valid_from=valid_from,
        valid_to=valid_to,
        confidence=_confidence(checked),
    )


def _margin(claim: Claim, margins: dict[str, float]) -> float:
    """How sure the claim is; of what is over, how surely it does not hold, where it is said to be over."""
    holds = margins[claim.reads("holds")]
    if claim.state == "holds":
        return holds
    if holds > DENIED or margins[claim.reads()] < OVER:
        return 0.0
    return SURE + (DENIED - holds) / 2


def best_of(checked: Iterable[Checked]) -> list[Checked]:
    """Of the claims that differ in whom they are about, the surest one, where that is sure enough.

    Of two that are as sure, the one whom the model named first is meant.
    """
    sure = []
    for _, among in groupby(checked, key=lambda one: _matter(one.claim)):
        best = max(among, key=lambda one: one.margin)
        if best.margin >= (SURER if best.claim.predicate in LOOSE else SURE):
            sure.append(best)
    return _agreeing(sure)


def _agreeing(sure: Sequence[Checked]) -> list[Checked]:
    """Of statements that contradict each other, the surest: a value does not hold and end in one message."""
    best: dict[tuple[str, str, str], Checked] = {}
    for one in sure:
        key = (one.claim.subject.name, one.claim.predicate, one.claim.value)
        if key not in best or one.margin > best[key].margin:
            best[key] = one
    return list(best.values())


def _once(proposed: Sequence[list[Claim]]) -> list[list[Claim]]:
    """Each matter once, and no more claims than a message is worth."""
    once = list({_matter(claims[0]): claims for claims in proposed}.values())
    while sum(len(claims) for claims in once) > MOST_CLAIMS and len(once) > 1:
        once.pop()
    return once


def _matter(claim: Claim) -> tuple[str, str, str]:
    return claim.predicate, claim.value, claim.state


def _days(claim: Claim, written: date | None) -> tuple[date | None, date | None]:
    """From when and up to when it holds, by the one time that its sentence names."""
    named = find_days(claim.sentence.text, written)
    if len(named) != 1:
        return None, None
    if claim.predicate == "plans":
        coming = named[0].after(written)
        return None, coming[1] if coming and coming[1] != date.max else None
    then = named[0].before(written)
    if then is None or then[0] == date.min or then[1] == date.max:
        return None, None
    if claim.predicate == "did":
        return then
    return (None, then[1]) if claim.state == "ended" else (then[0], None)


def _confidence(checked: Checked) -> float:
    """How sure the model is, less where the sentence hedges."""
    likely = 1 / (1 + math.exp(-checked.margin))
    sureness = checked.claim.sentence.sureness(checked.claim.first, told=True)
    return round(min(MOST_CONFIDENCE, likely) * sureness, 3)
