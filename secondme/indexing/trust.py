"""Whose words a passage holds, and so how far it is trusted (the levels are in docs/trust.md)."""

from __future__ import annotations

from ingest import Passage
from secondme.store.sources import Source, Trust


def trust_of(source: Source, passage: Passage) -> Trust:
    """The trust level of a passage: that of its source, but by speaker in a chat.

    In a chat the person's own words are `self`, a machine's are `assistant`, everyone else's are `known`;
    a source that is foreign makes all of it foreign but the machine's words.
    """
    if passage.role == "assistant":
        return "assistant"
    if source.kind != "chat" or source.trust == "foreign":
        return source.trust
    is_me = passage.role == "user" or same_name(passage.speaker, source.me)
    return "self" if is_me else "known"


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are the same but for case and spaces; nobody's name is the same as nobody's."""
    return bool(one and other) and _plain(one) == _plain(other)


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())
