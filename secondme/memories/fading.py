"""Fading: how a memory slips away unused, and how uses strengthen it. Pure: no clock, no store.

A memory begins with a stability that its kind gives it (`first_stability`) and fades from there on; each
use is a review of it. What merely matched a question or was shown is no use. Of a day's uses the strongest
counts, so no loop can feed on itself (`counted`). Nothing here deletes: below `SLEEPS_BELOW` a memory sleeps
until it is used.

The curve is FSRS-6 (https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm; formulas and
published weights as in py-fsrs 6.3, which counts whole days only; here a day has fractions). MemoryBank's
exponential curve and ACT-R's power law stand beside it as `POLICIES` of one signature.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Kind = Literal["fact", "event", "preference", "plan", "insight", "summary", "portrait"]
UseKind = Literal["opened", "cited", "confirmed", "corrected"]

FIRST_STABILITY: Mapping[Kind, float] = {
    "plan": 3.0,  # asleep four weeks after its day: by then it was done, moved or given up
    "event": 20.0,  # asleep after six months, as an ordinary day is for most people
    "insight": 30.0,  # nine months: worked out from others, and can be worked out again
    "summary": 45.0,  # fourteen months: what it was made from sleeps by then
    "preference": 60.0,  # a year and a half: tastes last, and change without being announced
    "fact": 90.0,  # two years and a quarter
    "portrait": 180.0,  # four years and a half: who somebody is, rewritten when it changes
}
"""Days until the retrievability of an unused memory has fallen to .9. It sleeps after 9.3 times as long."""
TOLD = 8.0
"""How much longer what the person told by hand lasts: a fact is at .9 after two years, asleep after 18."""
IMPORTANCE_SPAN = 3.0
"""The most important lasts three times as long as the middling, the least important a third."""
LEAST_CONFIDENCE = 0.1
"""A statement half believed lasts half as long; one hardly believed at all still has a tenth."""

SLEEPS_BELOW = 0.7
"""Retrievability falls to .7 after 9.3 stabilities unused; to .6 after 27, to .5 after 90. Further down, the
curve is so flat that a threshold tells decades apart; at .8, after 3.3, an event would sleep in ten weeks."""

COUNTS: Mapping[UseKind, float] = {"opened": 0.5, "cited": 1.0, "confirmed": 2.0}
"""How much a use counts, by how strong it was, where uses are added up. A correction is not among them."""
DECAY = 0.5
SOONEST_DAYS = 1 / 24
"""What was of use within the hour counts as an hour ago: the question under way must not answer itself."""
LEFT_BY_CORRECTION = 0.25
"""What a correction leaves of all earlier uses, where uses are added up."""

_WEIGHTS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
_FACTOR: float = 0.9 ** (-1 / _WEIGHTS[20]) - 1
_RATINGS: Mapping[UseKind, int] = {"corrected": 1, "opened": 2, "cited": 3, "confirmed": 4}
"""FSRS's again, hard, good and easy."""
_PENALTY = {2: _WEIGHTS[15], 3: 1.0, 4: _WEIGHTS[16]}
_LEAST_STABILITY = 0.001
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Use:
    """A memory was of use at a moment, by how strong a sign of it there was."""

    at: datetime
    kind: UseKind


@dataclass(frozen=True, slots=True)
class Strength:
    """How firmly a memory is held.

    stability: days from 1 to .9 retrievability. difficulty: 1 to 10, how little a use adds. last: the moment
    that fading counts from, the last use that strengthened it (a correction moves it so that retrievability
    goes on from where it was, only faster).
    """

    stability: float
    difficulty: float
    last: datetime


Policy = Callable[[datetime, Sequence[Use], datetime, float], float]
"""Retrievability, 0 to 1, of what began then and had these uses, now; and its first stability in days."""


def first_stability(
    kind: Kind, *, importance: float = 0.5, confidence: float = 1.0, told: bool = False
) -> float:
    """Days until the retrievability of a new memory falls to .9. importance, confidence: 0 to 1."""
    weight = IMPORTANCE_SPAN ** (2 * min(max(importance, 0.0), 1.0) - 1)
    belief = min(max(confidence, LEAST_CONFIDENCE), 1.0)
    return float(FIRST_STABILITY[kind] * weight * belief * (TOLD if told else 1.0))


def strength_of(begun: datetime, uses: Sequence[Use], first: float) -> Strength:
    """How firmly a memory is held after its uses, in any order: FSRS-6, one review for each that counts.

    It begins as if just seen and rated "good": with the difficulty of that, and `first` for its stability.
    """
    held = Strength(max(first, _LEAST_STABILITY), _first_difficulty(3), begun)
    reviewed = begun
    for use in counted(uses):
        recall = _recall(_days(reviewed, use.at), held.stability)
        reviewed = max(reviewed, use.at)
        held = _review(held, use.kind, recall, reviewed)
    return held


def retrievability(strength: Strength, now: datetime) -> float:
    """How likely it comes to mind, 0 to 1: (1 + F * t / S) ** -w20. A `now` before the last use gives 1."""
    return _recall(_days(strength.last, now), strength.stability)


def days_until(strength: Strength, level: float, now: datetime) -> float:
    """In how many days retrievability falls to a level: 0 where it has, infinity where it never does."""
    if level <= 0:
        return math.inf
    exponent = -math.log(level) / _WEIGHTS[20]
    if exponent > 700:  # beyond what a float holds, and beyond every calendar
        return math.inf
    return max(0.0, strength.stability / _FACTOR * math.expm1(exponent) - _days(strength.last, now))


def counted(uses: Sequence[Use]) -> list[Use]:
    """The uses that count, in time order: of a day's the strongest, of its corrections in a row the first.

    A day is the 24 hours from the first use that counts, so strengthening uses lie at least a day apart:
    however often something is cited within a day, it is worth one use at the first of those moments. At one
    and the same moment they count in the order told.
    """
    kept: list[Use] = []
    strengthened: int | None = None
    for use in sorted(uses, key=lambda use: use.at):
        if use.kind == "corrected":
            if not (kept and kept[-1].kind == "corrected" and use.at - kept[-1].at < _DAY):
                kept.append(use)
        elif strengthened is not None and use.at - kept[strengthened].at < _DAY:
            kept[strengthened] = _stronger(kept[strengthened], use)
        else:
            strengthened = len(kept)
            kept.append(use)
    return kept


def base_level(uses: Sequence[tuple[float, float]]) -> float:
    """ACT-R's base level activation B = ln sum(strength * days ** -d), d = .5, squashed to 0..1.

    uses: (days ago, strength).
    """
    total = sum(strength * max(days, SOONEST_DAYS) ** -DECAY for days, strength in uses)
    return total / (1.0 + total) if math.isfinite(total) else 1.0


def fsrs(begun: datetime, uses: Sequence[Use], now: datetime, first: float) -> float:
    """FSRS-6: falls by a power of the time since the last use; a use adds more, the more was forgotten."""
    return retrievability(strength_of(begun, _until(uses, now), first), now)


def exponential(begun: datetime, uses: Sequence[Use], now: datetime, first: float) -> float:
    """MemoryBank (Zhong et al. 2023): R = exp(-t / S), t since the last use, S one unit more for each recall.

    The unit is such that R is .9 after `first` days unused. A weak recall adds half a unit, a confirmation
    two; a correction takes S back to one unit, from the R there was. (Their own code multiplies by S instead,
    so that the stronger fades faster.)
    """
    units, last = 1.0, begun
    for use in counted(_until(uses, now)):
        if use.kind == "corrected":
            last, units = use.at - timedelta(days=_days(last, use.at) / units), 1.0
        else:
            last, units = max(last, use.at), units + COUNTS[use.kind]
    return float(0.9 ** (_days(last, now) / (max(first, _LEAST_STABILITY) * units)))


def power_law(begun: datetime, uses: Sequence[Use], now: datetime, first: float) -> float:
    """ACT-R: the base level of its beginning and its uses, so scaled that R is .9 after `first` days unused.

    A correction leaves a quarter of what was there.
    """
    seen = [(_days(begun, now), 1.0)]
    for use in counted(_until(uses, now)):
        if use.kind == "corrected":
            seen = [(days, count * LEFT_BY_CORRECTION) for days, count in seen]
        else:
            seen.append((_days(use.at, now), COUNTS[use.kind]))
    scale = 9.0 * max(first, _LEAST_STABILITY) ** DECAY
    return base_level([(days, count * scale) for days, count in seen])


POLICIES: Mapping[str, Policy] = {"fsrs": fsrs, "exponential": exponential, "power_law": power_law}


def _review(held: Strength, kind: UseKind, recall: float, at: datetime) -> Strength:
    """What is held after a use at a moment when its retrievability, by its last review, was `recall`."""
    rating = _RATINGS[kind]
    difficulty = _next_difficulty(held.difficulty, rating)
    if kind != "corrected":
        return Strength(_strengthened(held, recall, rating), difficulty, at)
    stability = _lapsed(held, recall)
    # Retrievability depends on t / S alone: a correction must not wake what slept.
    shift = _days(held.last, at) * stability / held.stability
    return Strength(stability, difficulty, at - timedelta(days=shift))


def _strengthened(held: Strength, recall: float, rating: int) -> float:
    """S * (1 + e^w8 * (11 - D) * S^-w9 * (e^(w10 * (1 - R)) - 1)), less for hard, more for easy."""
    gain = (
        math.exp(_WEIGHTS[8])
        * (11 - held.difficulty)
        * held.stability ** -_WEIGHTS[9]
        * math.expm1(_WEIGHTS[10] * (1 - recall))
        * _PENALTY[rating]
    )
    return float(held.stability * (1 + gain))


def _lapsed(held: Strength, recall: float) -> float:
    """min(w11 * D^-w12 * ((S + 1)^w13 - 1) * e^(w14 * (1 - R)), S / e^(w17 * w18)): never more than S."""
    long_term = (
        _WEIGHTS[11]
        * held.difficulty ** -_WEIGHTS[12]
        * ((held.stability + 1) ** _WEIGHTS[13] - 1)
        * math.exp(_WEIGHTS[14] * (1 - recall))
    )
    short_term = held.stability / math.exp(_WEIGHTS[17] * _WEIGHTS[18])
    return float(max(min(long_term, short_term), _LEAST_STABILITY))


def _first_difficulty(rating: int) -> float:
    return _within(_WEIGHTS[4] - math.exp(_WEIGHTS[5] * (rating - 1)) + 1)


def _next_difficulty(difficulty: float, rating: int) -> float:
    """A step away from "good", damped towards 10, then drawn a little towards an easy card's difficulty."""
    step = -_WEIGHTS[6] * (rating - 3) * (10 - difficulty) / 9
    easiest = _WEIGHTS[4] - math.exp(_WEIGHTS[5] * 3) + 1
    return _within(_WEIGHTS[7] * easiest + (1 - _WEIGHTS[7]) * (difficulty + step))


def _within(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)


def _recall(days: float, stability: float) -> float:
    return float((1 + _FACTOR * days / stability) ** -_WEIGHTS[20])


def _stronger(kept: Use, other: Use) -> Use:
    """The first one's moment with the stronger one's kind."""
    return Use(kept.at, max(kept.kind, other.kind, key=lambda kind: COUNTS[kind]))


def _until(uses: Sequence[Use], now: datetime) -> list[Use]:
    """Not the uses that a clock gone wrong put into the future."""
    return [use for use in uses if use.at <= now]


def _days(since: datetime, now: datetime) -> float:
    """Days between, with fractions; 0 where a clock was set back."""
    return max(0.0, (now - since) / _DAY)
