"""The instructions of a memory: told and taken back by the person alone, asked before anything is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING

import apsw

from secondme.errors import NotFoundError, UsageError
from secondme.instructions.applying import applying
from secondme.instructions.instruction import ACTS, Act, Deed, Instruction, Rule, Verdict
from secondme.instructions.topics import people_of, topics_of
from secondme.instructions.understanding import understand
from secondme.store.identifiers import parse_identifier
from secondme.store.instructions import holding_instructions, is_instruction, put_instruction

if TYPE_CHECKING:
    from secondme.store import Store


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
