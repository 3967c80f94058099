"""Whose words a passage holds, and so how far it is trusted (the levels are in docs/trust.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import apsw

from ingest.document import CHAT
from ingest.handles import UNKNOWN_SENDER
from secondme.memories.reached import go_back
from secondme.people import trust_of_handle
from secondme.people.names import spoken_account
from secondme.store.query import rows, rows_among
from secondme.store.sources import Source, Trust, list_sources
from secondme.store.suspicion import NOT_QUARANTINED

LETTERS = frozenset({"mail", "mbox", "outlook"})
"""Kinds of documents that anybody can send: they are as trustworthy as their author."""
ELSEWHERE, ELSEWHERE_CHAT = "elsewhere", "elsewhere chat"
"""Readers of sources that another machine reads; what is said in a chat there is judged as in a chat here."""

TrustOfHandle = Callable[[str], Trust | None]
"""The trust in an account: `self`, `known`, or None for a stranger's."""


class Said(Protocol):
    """What trust is judged by: who says it, on which side of a talk with a machine, from which account."""

    @property
    def speaker(self) -> str | None: ...
    @property
    def role(self) -> str | None: ...
    @property
    def handle(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Words:
    """Those of a stored passage."""

    speaker: str | None
    role: str | None
    handle: str | None


def trust_of(source: Source, said: Said, kind: str, of_handle: TrustOfHandle) -> Trust:
    """The trust level of a passage in a document of that kind.

    What is said in a chat is `self` when the person says it, `assistant` when a machine does, else `known`;
    in an export that lies in a folder of somebody else's words nobody is the person. A letter, with all that
    is attached to it, is `self` or `known` when its sender is, else `foreign`: a name alone is easily forged.
    All else is as its source. A source that is foreign makes all of it foreign but the machine's words.
    """
    if said.role == "assistant":
        return "assistant"
    among_files = source.kind != "chat" and source.reader != ELSEWHERE_CHAT
    chat = not among_files or (kind == CHAT and said.handle != UNKNOWN_SENDER)
    letter = not chat and (kind in LETTERS or said.handle is not None)
    if source.trust == "foreign" or not (letter or chat):
        return source.trust
    if letter:
        return (of_handle(said.handle) if said.handle else None) or "foreign"
    if among_files and source.trust != "self":
        return "known"
    known = of_handle(said.handle or spoken_account(source.id, said.speaker or ""))
    return "self" if said.role == "user" or known == "self" or is_me(source, said.speaker) else "known"


def is_me(source: Source, speaker: str | None) -> bool:
    """Whether this is one of the names under which the person speaks in the source."""
    return any(same_name(speaker, name) for name in (source.me or "").split("\n"))


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are the same but for case and spaces; nobody's name is the same as nobody's."""
    return bool(one and other) and _plain(one) == _plain(other)


def mark_trust(db: apsw.Connection, source: Source, of_handle: TrustOfHandle) -> int:
    """Judges all that is remembered of a source anew; returns how many passages are another level now."""
    said = rows(
        db,
        "SELECT p.id, p.trust, p.speaker, p.role, p.handle, d.kind FROM passages p "
        "JOIN documents d ON d.id = p.document_id WHERE d.source_id = ? "
        f"AND {NOT_QUARANTINED}",
        source.id,
    )
    judged = ((trust_of(source, Words(*who), kind, of_handle), before, id) for id, before, *who, kind in said)
    changed = [(now, id) for now, before, id in judged if now != before]
    set_trust(db, changed)
    return len(changed)


def judge_trust(db: apsw.Connection, passages: Sequence[int]) -> None:
    """Judges these passages anew, as those that leave quarantine; distilling reads them again."""
    sources, of_handle = {source.id: source for source in list_sources(db)}, handles_of(db)
    said = rows_among(
        db,
        "SELECT p.id, d.source_id, p.speaker, p.role, p.handle, d.kind FROM passages p "
        "JOIN documents d ON d.id = p.document_id WHERE p.id IN {}",
        passages,
    )
    set_trust(
        db,
        [(trust_of(sources[own], Words(*who), kind, of_handle), id) for id, own, *who, kind in said],
    )


def set_trust(db: apsw.Connection, changed: Sequence[tuple[Trust, int]]) -> None:
    """Has each passage count as that; what it states is understood anew."""
    db.executemany("UPDATE passages SET trust = ? WHERE id = ?", changed)
    go_back(db, [number for _, number in changed])


def handles_of(db: apsw.Connection) -> TrustOfHandle:
    """How far accounts are trusted, each asked once."""
    asked: dict[str, Trust | None] = {}

    def ask(handle: str) -> Trust | None:
        if handle not in asked:
            asked[handle] = trust_of_handle(db, handle)
        return asked[handle]

    return ask


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())
