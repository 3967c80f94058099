"""What the person of a simulated month asks, what they do with what is found, and what they say to cards.

They know what is true, and go by that alone: never by the place of a hit, but for questions that state
something, whose first hit they always open.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from benchmarks.days.diary import ASKED, ASKED_VALUES, CLAIMS, Day
from benchmarks.days.verdicts import about
from benchmarks.year.phrases import attributes
from benchmarks.year.scoring import Held, asserts, plain
from benchmarks.year.truth import Fact

A_DAY = 20
ASKS = 4
STATING, SEARCHING = 3, 3
"""So many of a day's questions state what is not so, and so many are just words to look for."""
Use = Literal["opened", "cited", "confirmed"]
USES: tuple[tuple[Use | None, float], ...] = (
    ("opened", 0.4),
    ("cited", 0.25),
    ("confirmed", 0.15),
    (None, 0.2),
)
CORRECTS = 0.3
Answer = Literal["confirm", "retire", "edit", "later"]


@dataclass(frozen=True)
class Question:
    """What is asked. fact: what it is about, if about one; use: what is made of the hit that is right."""

    text: str
    fact: Fact | None
    use: Use | None
    corrects: bool = False


@dataclass(frozen=True)
class Said:
    """An answer to a card. which: the memory it is about; text: how it reads now."""

    answer: Answer
    which: str
    text: str = ""


def questions_of(day: Day, seed: int, facts: Sequence[Fact], today: date) -> list[Question]:
    """The day's questions in order; only about facts of which something is known by then."""
    rng = random.Random(f"{seed} questions {day.number}")
    known = [fact for fact in facts if fact.spans[0].first <= today]
    asked = [_stating(rng) for _ in range(STATING)]
    asked += [_searching(rng, day) for _ in range(SEARCHING)]
    while len(asked) < A_DAY:
        asked.append(_about(rng, rng.choice(known)) if known else _searching(rng, day))
    return rng.sample(asked, len(asked))


def asks_of(day: Day, seed: int, facts: Sequence[Fact], today: date) -> list[Question]:
    """What they ask outright: about facts that are known and not over."""
    rng = random.Random(f"{seed} asks {day.number}")
    known = [fact for fact in facts if fact.spans[0].first <= today and fact.true_on(today)]
    return [_about(rng, fact) for fact in rng.sample(known, min(ASKS, len(known)))]


def told_of(answer: str, question: Question, today: date) -> str:
    """Whether an answer is right, goes by what is over, or says something else."""
    fact = question.fact
    if fact is None:
        return "other"
    true = fact.true_on(today)
    if true and plain(true) in plain(answer):
        return "right"
    return "stale" if any(plain(value) in plain(answer) for value in fact.wrong_on(today)) else "other"


def right_hit(texts: Sequence[str], question: Question, today: date) -> int | None:
    """The place of the first hit that tells what is true; of a question about no fact, the first."""
    if question.fact is None:
        return 0 if texts else None
    true = question.fact.true_on(today)
    return next((place for place, text in enumerate(texts) if true and plain(true) in plain(text)), None)


def wrong_hit(texts: Sequence[str], question: Question, today: date) -> int | None:
    """The first place, where a value stands there that is not so."""
    fact = question.fact
    if fact is None or not texts or right_hit(texts[:1], question, today) == 0:
        return None
    return 0 if any(plain(value) in plain(texts[0]) for value in fact.wrong_on(today)) else None


def answer_card(
    held: Held, other: Held | None, facts: Sequence[Fact], me: str, today: date, *, groundless: bool
) -> list[Said]:
    """What they say to "still true?". other: what contradicts it. groundless: nobody ever stated it."""
    fact = next((one for one in facts if _tells(held, one, me)), None)
    if fact is None or today < fact.spans[0].first:
        return [Said("retire" if groundless else "later", held.id)]
    true = fact.true_on(today)
    if true and asserts(held, true):
        return [Said("confirm", held.id), *([Said("retire", other.id)] if other else [])]
    if other is not None and true and asserts(other, true):
        return [Said("retire", held.id), Said("confirm", other.id)]
    if true and held.value in held.text:
        return [Said("edit", held.id, held.text.replace(held.value, true))]
    return [Said("retire", held.id)]


def _tells(held: Held, fact: Fact, me: str) -> bool:
    return about(held, fact, me) and any(asserts(held, value) for value, _ in fact.stated)


def _about(rng: random.Random, fact: Fact) -> Question:
    own, other = attributes()[fact.attribute].ask
    text = own if fact.subject == "me" else other.format(name=fact.subject)
    use = rng.choices([use for use, _ in USES], [share for _, share in USES])[0]
    return Question(text, fact, use, rng.random() < CORRECTS)


def _stating(rng: random.Random) -> Question:
    """What only a question, or an assistant, ever says."""
    place = rng.randrange(len(ASKED))
    claim, value = rng.choice([(claim, value) for _, claim, value in CLAIMS])
    text = rng.choice((ASKED[place].format(value=ASKED_VALUES[place]), claim.format(value=value)))
    return Question(text, None, "opened")


def _searching(rng: random.Random, day: Day) -> Question:
    message = rng.choice(day.messages) if day.messages else None
    words = sorted((message.text if message else day.said[0]).split(), key=len)[-3:]
    return Question(" ".join(words), None, rng.choice(("opened", None)))
