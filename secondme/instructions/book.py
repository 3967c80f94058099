"""The instructions of a memory: told and taken back by the person alone, asked before anything is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING

import apsw

from secondme.errors import NotFoundError, UsageError
from secondme.instructions.applying import applying
from secondme.instructions.instruction import ACTS, Act, Deed, Instruction, Rule, Verdict
from secondme.instructions.topics import people_of, topics_of
from secondme.instructions.understanding import understand
from secondme.prefill.attributes import ATTRIBUTES
from secondme.store.identifiers import parse_identifier
from secondme.store.instructions import holding_instructions, is_instruction, put_instruction
from secondme.store.memories import list_memories

if TYPE_CHECKING:
    from secondme.store import Store

SHORTEST_VALUE = 4
"""Characters of a value that is looked for in a text; "42" stands in many."""


def read_instructions(db: apsw.Connection, *, now: datetime) -> list[Instruction]:
    """Those that hold now, the first told first."""
    return [Instruction(f"m{number}", *rest) for number, *rest in holding_instructions(db, now=now)]


def judge(db: apsw.Connection, deed: Deed, *, now: datetime) -> Verdict:
    """What the person's instructions say of a deed; see `secondme.instructions.applying`."""
    return applying(read_instructions(db, now=now), deed)


def forbids(
    db: apsw.Connection,
    *,
    act: Act,
    attribute: str = "",
    words: str = "",
    to: str | Sequence[str] = (),
    now: datetime,
) -> Instruction | None:
    """The instruction because of which this must not be done; None where nothing stands against it.

    attribute: the one that is filled in or given, a name in `secondme.prefill.attributes`. words: what stands
    there: the label of a field, a sentence. to: what the other side is called; empty: not known.
    """
    called = tuple(filter(None, (to,) if isinstance(to, str) else to))
    return judge(db, Deed(act, attribute, words, called), now=now).forbidding


def withheld(
    db: apsw.Connection,
    texts: Mapping[int, str],
    *,
    act: Act = "share",
    to: Sequence[str] = (),
    now: datetime,
) -> dict[int, Instruction]:
    """Those of the texts, by any numbers, that must not be given, with the instruction that says so.

    A text gives something away by words that tell of it, and by a value that memory holds for it.
    """
    instructions = read_instructions(db, now=now)
    if not any(one.force == "never" and act in one.acts for one in instructions):
        return {}
    values = _values(db, {name for one in instructions for name in one.attributes})
    found: dict[int, Instruction] = {}
    for number, text in texts.items():
        told = (name for name, value in values if _plain(value) in _plain(text))
        for attribute in ("", *dict.fromkeys(told)):
            verdict = applying(instructions, Deed(act, attribute, text, tuple(to)))
            if verdict.forbidding is not None:
                found.setdefault(number, verdict.forbidding)
    return found


def note_told(
    db: apsw.Connection, memory: int, text: str, rule: Rule | None = None, priority: int | None = None
) -> bool:
    """Has what the person just told be an instruction, if it reads as one; whether it does."""
    rule = rule or understand(text)
    if rule is not None:
        put_instruction(db, memory, asdict(rule), rule.default_priority if priority is None else priority)
        db.execute("UPDATE memories SET kind = 'preference', pinned = 1 WHERE id = ?", (memory,))
    return rule is not None


def note_edited(db: apsw.Connection, old: int, new: int, text: str) -> None:
    """Has a new reading of an instruction be one too. Raises UsageError where it does not read as one."""
    if not note_told(db, new, text) and is_instruction(db, old):
        raise UsageError(
            f"m{old} is a standing instruction, and these words are not understood as one. Nothing was "
            f'changed. Say what it is for: secondme instructions add "..." --for filling, then: secondme '
            f"instructions remove m{old}"
        )


def rule_for(text: str, acts: Sequence[str], about: Sequence[str], people: Sequence[str]) -> Rule:
    """What a sentence asks, where the person says what it is for. Raises UsageError.

    acts, about, people: as the person names them; empty: as the sentence says. A sentence that is not
    understood forbids what it is said to be about if it begins with a "never"; else it is told to the writer.
    """
    if unknown := set(acts) - set(ACTS):
        raise UsageError(
            f"There is no act {', '.join(sorted(unknown))}; there are {', '.join(ACTS)}. Nothing was changed."
        )
    rule = understand(text) or _by_hand(text, acts, about)
    if about:
        attributes, words = topics_of(" and ".join(about))
        rule = replace(rule, attributes=attributes, words=words)
    if people:
        rule = replace(rule, people=tuple(dict.fromkeys(one for said in people for one in people_of(said))))
    return replace(rule, acts=tuple(one for one in ACTS if one in acts)) if acts else rule


def keep_instruction(
    store: Store, words: str, rule: Rule, priority: int | None, *, embedder: str | None, now: datetime
) -> Instruction:
    """Keeps it as what the person told; `secondme undo` takes it back."""
    from secondme.indexing.telling import keep_told

    number = keep_told(store, words, embedder=embedder, now=now, rule=rule, priority=priority)
    return instruction_of(store.connection(), f"m{number}", now=now)


def instruction_of(db: apsw.Connection, identifier: str, *, now: datetime) -> Instruction:
    """The one that the person told in this memory, if it still holds. Raises NotFoundError, UsageError."""
    parse_identifier(identifier)
    for one in read_instructions(db, now=now):
        if one.id == identifier:
            return one
    raise NotFoundError(
        f"There is no standing instruction {identifier} that holds. Nothing was changed. See: secondme "
        "instructions"
    )


def _by_hand(text: str, acts: Sequence[str], about: Sequence[str]) -> Rule:
    never = text.casefold().lstrip().startswith(_NEVER)
    if never and acts and about:
        return Rule("never", ACTS)
    if not never and list(acts) in ([], ["draft"]):
        return Rule("always", ("draft",), manner=f"words: {text}")
    raise UsageError(
        f"It is not understood what {text!r} is about. Nothing was changed. Say it: secondme instructions "
        'add "..." --for sharing --about salary'
    )


_NEVER = ("never", "don't", "do not", "nie", "ne ", "nunca", "no ")


def _values(db: apsw.Connection, attributes: set[str]) -> list[tuple[str, str]]:
    """What memory holds for these attributes of the person: the name of each, and a value."""
    predicates = {predicate: name for name in attributes for predicate in ATTRIBUTES[name].predicates}
    sql = "subject = 'me' AND predicate <> '' AND value <> ''"
    return [
        (predicates[one.predicate], one.value)
        for one in (list_memories(db, sql) if predicates else ())
        if one.predicate in predicates and len(one.value) >= SHORTEST_VALUE
    ]


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
