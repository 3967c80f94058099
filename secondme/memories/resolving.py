"""Resolves statements that name a value and not the matter: by the memories that hold this value.

"I've given up the Greek" ends whatever memory of the speaker has Greek for its value; "I meant Porto, not
Graz" puts right what the same speaker said lately; "he is still with Acme" says again, or against somebody,
what was known once. What names nothing that is known says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import apsw

from secondme.memories.english.shapes import shape_like
from secondme.memories.keeping import Line, Said
from secondme.memories.planned import meant_plan
from secondme.memories.predicates import is_single, sentence_of
from secondme.memories.reconciling import CORRECTED_WITHIN, plain_words
from secondme.store.memories import Memory, evidence_of, get_memories
from secondme.store.query import rows
from secondme.store.times import to_milliseconds

DAY = timedelta(days=1)
AT_ONCE = timedelta(hours=1)
"""In so short a time "I meant Porto" needs no old value, and "scratch that" no word of what it takes back."""
_LATELY = """
    SELECT m.id, p.document_id, p.id FROM passages p JOIN evidence e ON e.passage_id = p.id
    JOIN memories m ON m.id = e.memory_id
    WHERE m.view IS ? AND p.time BETWEEN ? AND ? AND p.id <> ? AND m.predicate <> ''
    AND m.kind IN ('fact', 'preference')
    ORDER BY p.time DESC, p.id DESC, m.id DESC
"""
_GOING_AWAY = re.compile(r"\b[Ll]eft\b(?!.* (?:for good|behind)\b)")


@dataclass(frozen=True, slots=True)
class _Recent:
    """A memory that the same speaker gave rise to lately. at_once: in the same talk, just before."""

    memory: Memory
    passage: int
    at_once: bool


def resolved(db: apsw.Connection, line: Line, said: Said) -> list[Said]:
    """The statement, or, where it has no predicate, those that it makes of what is known."""
    if said.statement.predicate:
        return [said]
    if not said.statement.subject:
        return _amending(said, _recent(db, said))
    kinds = {"plan"} if said.statement.kind == "plan" else {"fact", "preference"}
    about = [one for one in line.about(db, said.statement.subject) if one.kind in kinds]
    if said.statement.instead_of:
        return _replacing(said, _named(said.statement.instead_of, about))
    if said.statement.kind == "plan":
        return _put_off(db, said, about)
    if said.statement.polarity == "ended":
        return _ending(said, about)
    known = _named(said.statement.value, [one for one in about if one.valid_from not in (None, one.valid_to)])
    return [_as_known(said, one) for one in _each(known, lambda one: one.predicate)]


def _ending(said: Said, about: Sequence[Memory]) -> list[Said]:
    holding = [one for one in about if one.holds_at(said.turning)]
    if _GOING_AWAY.search(said.quote):
        holding = [one for one in holding if one.predicate != "lives in"]  # One leaves a town for a day, too.
    return [_as_known(said, one) for one in _named(said.statement.value, holding)]


def _put_off(db: apsw.Connection, said: Said, about: Sequence[Memory]) -> list[Said]:
    """That the plan is over which is meant, if it is one; never the one that the same words have made."""
    holding = [
        (one, (one.valid_to - DAY).date())
        for one in about
        if one.valid_to is not None and one.holds_at(said.turning) and not _rests_on(db, one, said.passage)
    ]
    meant = meant_plan(said.statement.value, holding, said.statement.valid_from)
    return [_as_known(said, meant)] if meant is not None else []


def _rests_on(db: apsw.Connection, memory: Memory, passage: int) -> bool:
    return any(one == passage for one, _, _ in evidence_of(db, memory.id))


def _replacing(said: Said, old: Sequence[Memory]) -> list[Said]:
    """Of several that may hold side by side the old one ends; one that holds alone the new one ends."""
    made: list[Said] = []
    for one in _each(old, lambda one: one.predicate):
        if not is_single(one.predicate):
            ended = replace(
                said.statement, polarity="ended", valid_to=said.statement.valid_from, valid_from=None
            )
            made.append(_as_known(replace(said, statement=ended), one))
        made.append(_with(said, one, said.statement.value, "holds"))
    return made


def _amending(said: Said, recent: Sequence[_Recent]) -> list[Said]:
    statement = said.statement
    wrong = statement.value if statement.polarity == "never" else statement.instead_of
    if wrong:
        meant = _named(wrong, [one.memory for one in recent])
    else:
        at_once = [one for one in recent if one.at_once]
        meant = [one.memory for one in at_once if one.passage == at_once[0].passage]
        if statement.polarity != "never":
            meant = [one for one in meant if shape_like(one.value).fullmatch(statement.value)][:1]
    if statement.polarity == "never":
        return [_as_known(said, one) for one in meant]
    return [put for one in meant for put in _put_right(said, one)]


def _put_right(said: Said, wrong: Memory) -> list[Said]:
    """The right value from when the wrong one was said to hold, and that this never did."""
    right = _with(said, wrong, said.statement.value, "holds")
    if is_single(wrong.predicate):
        return [right, _with(said, wrong, wrong.value, "never")]
    since = wrong.valid_from.date() if wrong.valid_from else None
    right = replace(right, statement=replace(right.statement, valid_from=since))
    return [_with(said, wrong, wrong.value, "never"), right]


def _recent(db: apsw.Connection, said: Said) -> list[_Recent]:
    """What the same speaker said lately, the last first; of it, what is held to be true."""
    now = to_milliseconds(said.time)
    since = to_milliseconds(said.time - CORRECTED_WITHIN)
    found = rows(db, _LATELY, said.view, since, now, said.passage)
    [(here,)] = rows(db, "SELECT document_id FROM passages WHERE id = ?", said.passage)
    memories = {one.id: one for one in get_memories(db, {number for number, _, _ in found})}
    times = _times(db, [passage for _, _, passage in found])
    return [
        _Recent(
            memories[number],
            passage,
            document == here and times[passage] >= to_milliseconds(said.time - AT_ONCE),
        )
        for number, document, passage in found
        if memories[number].holds_at(said.time)
    ]


def _times(db: apsw.Connection, passages: Iterable[int]) -> dict[int, int]:
    return {one: rows(db, "SELECT time FROM passages WHERE id = ?", one)[0][0] for one in set(passages)}


def _named(words: str, memories: Sequence[Memory]) -> list[Memory]:
    """Those whose value the words name first, the longest of them."""
    said = plain_words(words)
    places = [(_place(said, plain_words(one.value)), one) for one in memories if one.value]
    found = [(place, -len(plain_words(one.value)), one) for place, one in places if place is not None]
    if not found:
        return []
    best = min((place, length) for place, length, _ in found)
    return [one for place, length, one in found if (place, length) == best]


def _place(said: Sequence[str], value: Sequence[str]) -> int | None:
    """Where the words of a value begin; 0 where all that is said is a part of it: "the Skoda"."""
    if not said or not value:
        return None
    for place in range(len(said) - len(value) + 1):
        if tuple(said[place : place + len(value)]) == tuple(value):
            return place
    return 0 if tuple(said) in {tuple(value[: len(said)]), tuple(value[-len(said) :])} else None


def _each(memories: Sequence[Memory], key: Callable[[Memory], str]) -> list[Memory]:
    """The last one for each key."""
    return list({key(one): one for one in memories}.values())


def _as_known(said: Said, known: Memory) -> Said:
    """The statement about just this memory."""
    return _with(said, known, known.value, said.statement.polarity)


def _with(said: Said, known: Memory, value: str, polarity: str) -> Said:
    made = replace(
        said.statement,
        subject=said.statement.subject or known.subject,
        predicate=known.predicate,
        value=value,
        kind=known.kind,  # type: ignore[arg-type]
        single=is_single(known.predicate),
        polarity=polarity,  # type: ignore[arg-type]
        text=sentence_of(known.subject, known.predicate, value, polarity),  # type: ignore[arg-type]
    )
    return replace(said, statement=made)
