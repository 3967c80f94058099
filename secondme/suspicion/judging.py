"""Judges a text by its words: whether it gives a machine orders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from secondme.suspicion.apart import Apart
from secondme.suspicion.leaning import SHIPPED, Leaning
from secondme.suspicion.rules import FORGED, RULES, Rule
from secondme.suspicion.spotting import Looked, look_through
from secondme.suspicion.unmasking import Reading, unmasked

ENOUGH = 0.6
"""What is as suspicious as this is quarantined."""
SURE = 0.8
"""What the rules weigh as much as this stands, whatever words it is written in."""
ALONE = 1.2
"""Where the rules find nothing, words must lean as much: at .8 parts of licences were quarantined."""
WITHIN = 400
"""Characters: what counts together stands as near as this."""
GAINED = 0.3
"""What an order that a mask hides counts more than what is seen, so that the mask counts too."""
OF_HIDDEN = 0.5
"""What it counts that an order is hidden."""
SEVERAL = 2
OF_TOLD = 0.8
"""What an order counts in a text that speaks of attacks in several words."""
OF_QUOTED = 0.4
"""What an order counts that stands between quotation marks in a text about attacks."""
WORDED = "is worded like orders to a machine"
_QUOTED = re.compile(
    '["\u201c\u201e\u00ab\'\u2018][^"\u201c\u201d\u00bb\n]{4,160}["\u201c\u201d\u00bb\'\u2019](?!\\w)'
)
_OTHERS = tuple(rule for rule in RULES if not rule.ground)


@dataclass(frozen=True, slots=True)
class Judgement:
    """weight: ENOUGH is suspicious. reasons: for people, the weightiest first, each after "it"."""

    weight: float
    reasons: tuple[str, ...] = ()

    @property
    def is_suspicious(self) -> bool:
        return self.weight >= ENOUGH


NOTHING = Judgement(0.0)
Match = tuple[int, float, Rule]
"""Where a rule holds, what it counts there, and which it is."""


def above(heading: str, speaker: str | None) -> str:
    """What people see above a passage, and is judged with it."""
    return "\n".join(filter(None, (heading, speaker)))


def judge(text: str, heading: str = "", unseen: Iterable[str] = ()) -> Judgement:
    """Judges a passage. unseen: what stands in it or beside it and is not seen by people.

    An order is suspicious anywhere; where it is hidden, less of one is enough.
    """
    whole = f"{heading}\n{text}" if heading else text
    apart = Apart.of(whole.lower())
    plain, masked = unmasked(whole, apart.words)
    best = seen = judge_words(apart if plain is whole else Apart.of(plain.lower()))
    for reading in masked:
        best = max(best, _with_mask(judge_words(Apart.of(reading.text.lower())), reading, seen), key=_weight)
    for stretch in unseen:
        found = judge_hidden(unmasked(stretch, ())[0].lower())
        if found.weight:
            best = max(best, _added(found, "is hidden from who reads it", OF_HIDDEN), key=_weight)
    return best


def _with_mask(found: Judgement, reading: Reading, seen: Judgement) -> Judgement:
    """A reading behind a mask; the mask counts where it hides an order, or is one that nobody needs."""
    if reading.counts >= ENOUGH:
        return _added(found, reading.reason, reading.counts)
    return _added(found, reading.reason, reading.counts) if found.weight >= seen.weight + GAINED else NOTHING


def _added(found: Judgement, reason: str, counts: float) -> Judgement:
    return Judgement(round(found.weight + counts, 3), (reason, *found.reasons))


def _weight(judgement: Judgement) -> float:
    return judgement.weight


def judge_words(apart: Apart, leans: Leaning = SHIPPED) -> Judgement:
    """Judges a text by the rules and by how far its words lean."""
    return with_leaning(judge_by_rules(apart), leans.of(apart))


def with_leaning(found: Judgement, leans: float) -> Judgement:
    """What the rules found, with what the words it is written in add, or take away where little was found."""
    if not found.weight and leans < ALONE:
        return NOTHING
    weight = max(found.weight if found.weight >= SURE else 0.0, round(found.weight + leans, 3))
    if not weight:
        return NOTHING
    return Judgement(weight, (*found.reasons, WORDED) if leans > 0.0 else found.reasons)


def is_plain(reasons: Sequence[str]) -> bool:
    """Whether these need no meaning: a forged turn of a talk with a model, and an order with it."""
    return FORGED in reasons and len([one for one in reasons if one != WORDED]) > 1


def judge_by_rules(apart: Apart) -> Judgement:
    """Judges a text by the rules alone."""
    seen = look_through(apart)
    if seen is None:
        return NOTHING
    looked, rules = seen
    found = _matches(looked, rules)
    return _weightiest(found + _matches(looked, _OTHERS)) if found else NOTHING


def judge_hidden(text: str) -> Judgement:
    """Judges a text in lower case that people do not see: what would only add to a suspicion founds one."""
    apart = Apart.of(text)
    found = _matches(Looked.at(apart), RULES)
    return with_leaning(_weightiest(found, grounded=False), max(0.0, SHIPPED.of(apart)))


def _matches(looked: Looked, rules: Iterable[Rule]) -> list[Match]:
    found = [(at, rule) for rule in rules if looked.may_hold(rule) for at in looked.matches(rule)]
    told = looked.places("attack") if found else []
    quoted = [match.span() for match in _QUOTED.finditer(looked.text)] if told else []
    about = OF_TOLD if len(told) >= SEVERAL else 1.0
    return [
        (at, rule.weight * about * (OF_QUOTED if any(a <= at < b for a, b in quoted) else 1.0), rule)
        for at, rule in found
    ]


def _weightiest(found: list[Match], *, grounded: bool = True) -> Judgement:
    """The stretch of a text in which most speaks for an order. grounded: nothing without a ground."""
    best = NOTHING
    for start in sorted({at for at, _, _ in found}):
        near: dict[str, tuple[float, Rule]] = {}
        for at, weight, rule in found:
            kin = rule.kin or rule.reason
            if start <= at <= start + WITHIN and weight > near.get(kin, (0.0, rule))[0]:
                near[kin] = weight, rule
        total = round(sum(weight for weight, _ in near.values()), 3)
        if total > best.weight and (not grounded or any(rule.ground for _, rule in near.values())):
            order = sorted(near.values(), key=lambda one: -one[0])
            best = Judgement(total, tuple(dict.fromkeys(rule.reason for _, rule in order)))
    return best
