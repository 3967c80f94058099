"""Saying: from a clause that matches a wording, or an owner's noun, to the statements that it makes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from secondme.memories.english.attributes import Attribute
from secondme.memories.english.clauses import Clause
from secondme.memories.english.doings import event_statements, plan_statements
from secondme.memories.english.facts import Claim, fact_statements
from secondme.memories.english.reading import Reading
from secondme.memories.english.shapes import trimmed_end
from secondme.memories.english.standing import is_done, is_plan, verdict_of
from secondme.memories.english.wording import Wording
from secondme.memories.english.wordings import BY_WORD
from secondme.memories.hearing.families import is_ordinary
from secondme.memories.statement import Polarity, Statement

_BE = re.compile(r"\bbe\b")
_DO = re.compile(r"\b(?:do|have(?!\s+to\b))\s+(?=\S)")
"""A verb that stands by itself after "going to", though it looks like one that helps."""
COMING = 0.75
"""How sure a plan is that is said by the verb alone: "I'll", "I'm going to"."""
A_WHILE = 28
"""Days; who "worked there" for less is not said to have stopped."""
_HOLDERS = frozenset({"lives in", "works at", "works as", "address", "partner", "age"})
"""Where one of these is said, the same words are not told as an event as well."""


def attribute_statements(reading: Reading, found: Attribute) -> list[Statement]:
    """What is said of an owner's noun."""
    if reading.sentence.supposes(found.first):
        return []
    first, last = found.value
    if found.loose:
        last = trimmed_end(reading.text, first, last)
    polarity: Polarity = "holds"
    if found.over or found.group.polarity != "plain":
        polarity = "never" if found.group.polarity == "never" else "ended"
    claim = Claim(
        found.subject,
        found.predicate,
        (first, last),
        found.first,
        found.first,
        found.weight * reading.sentence.sureness(found.first, told=False),
        found.lead,
        polarity,
        denied=found.group.polarity == "not",
        is_change=True,
    )
    made = fact_statements(reading, claim)
    if not (found.instead and made):
        return made
    ended = reading.statement(
        *(found.subject, found.predicate, (first, first), ""),
        first=found.first,
        confidence=claim.confidence,
        polarity="ended",
    )
    return [ended, *made]


def clause_statements(
    reading: Reading, clause: Clause, subject: str, *, reminded: bool = False
) -> list[Statement]:
    """What a clause says of a subject. reminded: somebody asks to be reminded of it."""
    if clause.main == "like" and _is_thing(clause):
        return []  # "Feet like bricks" says what they are like.
    told = clause.subject is not None and bool(clause.subject["told"] or clause.subject["wrong"])
    sure = reading.sentence.sureness(clause.first, told=told) * _plainness(clause)
    if clause.group.modal in {"plan", "due"} or reminded:
        stands = clause.group.polarity == "plain" and not (clause.group.modal == "due" and clause.group.have)
        if not stands or _BE.search(reading.text, clause.first, clause.main_at):
            return []
        needs_day, first = clause.group.modal == "due", _begins(reading.text, clause)
        return plan_statements(reading, clause, subject, first, confidence=sure * COMING, needs_day=needs_day)
    made: list[Statement] = []
    for wording in BY_WORD.get("#" if clause.main[:1].isdigit() else clause.main, ()):
        match = wording.rest.match(reading.text, clause.main_at if wording.at_main else clause.after)
        if match is not None:
            made += _by_wording(reading, clause, subject, wording, match, sure * wording.weight, made)
    if clause.subject is not None and clause.subject["beside"]:  # Of a couple, each is the other's partner.
        return [one for one in made if one.value or one.predicate != "partner"]
    return made


def _is_thing(clause: Clause) -> bool:
    """Whether a clause is of an ordinary word that has its capital from opening the sentence."""
    name = clause.subject["name"] if clause.subject is not None else None
    return name is not None and clause.first == 0 and is_ordinary(name.lower())


def _begins(text: str, clause: Clause) -> int:
    """Where the words of a plan begin: "do more ads", "have a party"."""
    found = [one for one in _DO.finditer(text, clause.first) if one.end() == clause.main_at]
    return found[-1].start() if found else clause.main_at


def _plainness(clause: Clause) -> float:
    """Less where the subject is left out or a pronoun, or is passed on: "Ben says he"."""
    if clause.subject is None:
        return 0.9
    if clause.subject["pronoun"]:
        return 0.8
    return 0.9 if clause.subject["told"] else 1.0


def _was_brief(reading: Reading, clause: Clause, place: int) -> bool:
    """Whether the time of a clause is too short for a state to be over: "worked at the harbour yesterday"."""
    named = reading.days_of(clause, reading.clause_end(place))
    span = named.before(reading.passage.written) if named else None
    return span is not None and (span[1] - span[0]).days < A_WHILE


def _rest(reading: Reading, clause: Clause, place: int) -> str:
    """The clause after its main word, and before that the "since" with which it may begin."""
    before = reading.days_before(clause.first)
    return f"{before.word if before else ''} {reading.text[clause.after : reading.clause_end(place)]}"


def _by_wording(
    reading: Reading,
    clause: Clause,
    subject: str,
    wording: Wording,
    match: re.Match[str],
    sure: float,
    before: Sequence[Statement],
) -> list[Statement]:
    """What one wording that matches makes of the clause. before: what others have made of it."""
    lead = match.groupdict().get("lead") or ""
    first, last = match.span("value")
    match wording.does:
        case "plan" | "due":
            if not is_plan(wording, clause):
                return []
            needs_day = wording.does == "due"
            return plan_statements(
                reading,
                clause,
                subject,
                first,
                confidence=sure,
                lead=lead,
                verb=wording.verb,
                needs_day=needs_day,
            )
        case "event":
            if not is_done(clause) or any(one.predicate in _HOLDERS for one in before):
                return []
            return event_statements(reading, clause, subject, (first, last), sure)
    verdict = verdict_of(wording, clause, _rest(reading, clause, match.end()))
    if verdict is None or (_was_brief(reading, clause, match.end()) and verdict.factor < 1):
        return []
    if wording.trimmed:
        named = next((one.start for one in reading.days if first < one.start < last), last)
        last = trimmed_end(reading.text, first, named)
    claim = Claim(
        subject,
        verdict.predicate,
        (first, last),
        clause.first,
        clause.subject.end() if clause.subject else clause.start,
        sure * verdict.factor,
        lead,
        verdict.polarity,
        verdict.denied,
        wording.does in {"change", "ending"},
        wording.verb,
    )
    return fact_statements(reading, claim)
