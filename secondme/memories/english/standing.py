"""Standing: what a verb group makes of a wording: so, over, never so, denied; a plan, a deed, nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from secondme.memories.english.clauses import Clause, VerbGroup
from secondme.memories.english.wording import Wording
from secondme.memories.statement import Polarity

Stands = Literal["holds", "ended", "never", "denied"]
"""Denied: said not to be so, which leaves open whether it was."""

_OVER = re.compile(r"\b(?:any ?more|any longer|no more)\b", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:since|for (?:\w+ )?(?:\w+ )?(?:years?|months?|weeks?|ages|decades?))\b", re.IGNORECASE
)
_PASSIVE = frozenset({"fired", "promoted", "hired", "made", "laid"})
"""Changes that are done to somebody: "was fired"."""
_OPPOSITE = {"likes": "dislikes", "eats": "does not eat", "drinks": "does not drink"}
"""What its denial says; the last two are said only so."""
_OPPOSED_ONLY = frozenset({"eats", "drinks"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The predicate that is stated, how it stands, and how sure that is. denied: it is not so now."""

    predicate: str
    polarity: Polarity
    denied: bool = False
    factor: float = 1.0


def verdict_of(wording: Wording, clause: Clause, rest: str) -> Verdict | None:
    """How a wording of a fact stands in its clause. rest: of the clause, after its main word."""
    group, predicate = clause.group, wording.predicate
    if group.modal in {"might", "plan", "due"}:
        return None
    stands = _stands(wording, group, clause.main, rest)
    if stands is None:
        return None
    if stands == "denied":
        return _denied(predicate, over=_OVER.search(rest) is not None)
    if predicate in _OPPOSED_ONLY:
        is_over = stands == "ended" and not group.past
        return Verdict(_OPPOSITE[predicate], "holds", factor=0.9) if is_over else None
    was = group.modal != "used" and group.polarity == "plain" and wording.does != "ending"
    return Verdict(predicate, stands, factor=0.75 if stands == "ended" and was else 1.0)


def _denied(predicate: str, *, over: bool) -> Verdict | None:
    """ "I don't like coffee" says that I dislike it; "I don't like it any more", that it is over."""
    if predicate in _OPPOSITE and not (over and predicate == "likes"):
        return Verdict(_OPPOSITE[predicate], "holds", factor=0.95)
    if over:
        return Verdict(predicate, "ended")
    return None if predicate == "dislikes" else Verdict(predicate, "ended", denied=True, factor=0.8)


def is_plan(wording: Wording, clause: Clause) -> bool:
    """Whether the verb stands as a plan's does: "we're planning", "I have to"."""
    group, main = clause.group, clause.main
    if group.modal or group.polarity != "plain" or group.past:
        return False
    if main in {"to", "a", "an"}:
        return group.have and not group.be
    if main.endswith("ing"):
        return group.be
    return not group.be and not (group.have and main in wording.now)


def is_done(clause: Clause) -> bool:
    """Whether the verb says that something was done."""
    group = clause.group
    return not group.modal and group.polarity == "plain" and (group.have or not group.be)


def _stands(wording: Wording, group: VerbGroup, main: str, rest: str) -> Stands | None:
    """None where the verb does not stand as the wording needs it."""
    match wording.does:
        case "once":
            return "holds" if group.be and group.polarity in {"plain", "no longer"} else None
        case "state":
            return _state(group, main, rest) if main in wording.now else _past_state(group, rest)
        case "be":
            return _linked(group) if group.be else None
        case "have":
            return _linked(group) if group.have else None
        case "change":
            return _change(group, main)
        case "ending":
            return "ended" if _change(group, main) == "holds" else None
    return None


def _linked(group: VerbGroup) -> Stands:
    """After a form of "be" or "have"."""
    if group.polarity == "no longer" or group.modal == "used":
        return "ended"
    if group.polarity == "plain":
        return "ended" if group.past else "holds"
    return "never" if group.polarity == "never" or group.past else "denied"


def _change(group: VerbGroup, main: str) -> Stands | None:
    if (group.be and not group.have and main not in _PASSIVE) or group.modal:
        return None
    if group.polarity == "plain":
        return "holds"
    return None if group.polarity == "no longer" else "never"


def _state(group: VerbGroup, main: str, rest: str) -> Stands | None:
    """A verb in the present, or its plain form after a helping verb."""
    if group.modal == "used" or group.polarity == "no longer":
        return "ended"
    if main.endswith("ing") != group.be or (group.have and not group.be):
        return None
    if group.polarity != "plain":
        return "never" if group.past and not group.be else "denied"
    if group.past:
        return "ended" if group.be else None
    return "holds"


def _past_state(group: VerbGroup, rest: str) -> Stands | None:
    """A verb in the past: over, unless it has been so since then."""
    if group.polarity in {"never", "not"}:
        return "ended" if group.have and re.search(r"\bsince\b", rest) else "never"
    if group.have:
        return "holds" if _SINCE.search(rest) else None
    return "ended" if group.polarity == "plain" and not group.be else None
