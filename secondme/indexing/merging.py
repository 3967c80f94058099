"""Two versions of one conversation session as one: nothing that was remembered is lost, edits count."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ingest import Document, Passage

Turn = tuple[Passage, ...]
"""The passages of one message: several where it is very long."""

SAME_SHARE = 0.5
"""So much of what two sessions both have must read the same, or they only share their names and numbers."""


def merge(stored: Sequence[Passage], document: Document) -> Document:
    """The session as the export has it, with the stored messages that the export lacks at their places.

    A stored message follows the one that it followed before, and what came in between by its time.
    """
    new, old = _by_message(document.passages), _by_message(stored)
    if not old.keys() - new.keys():
        return document
    order = list(new)
    before: str | None = None
    for message in old:
        if message not in new:
            order.insert(_place(order, before, message, new, old), message)
        before = message
    passages = tuple(passage for message in order for passage in new.get(message) or old[message])
    content = hashlib.sha256(document.content_hash.encode())
    for passage in passages:
        content.update(f"{passage.locator.message}\0{passage.text}\0".encode("utf-8", "surrogatepass"))
    times = [passage.time for passage in passages if passage.time is not None]
    time = min([document.time, *times]) if document.time is not None and times else document.time
    return replace(document, passages=passages, time=time, content_hash=content.hexdigest())


def adds_nothing(stored: Sequence[Passage], document: Document) -> bool:
    """Whether everything that the export has of a session is stored already, and reads the same."""
    new, old = _by_message(document.passages), _by_message(stored)
    return all(
        message in old and [*map(_content, turn)] == [*map(_content, old[message])]
        for message, turn in new.items()
    )


def is_same_talk(stored: Sequence[Passage], document: Document) -> bool:
    """Whether two sessions of one name are versions of each other, told by the messages they share."""
    new, old = _by_message(document.passages), _by_message(stored)
    shared = old.keys() & new.keys()
    same = sum(_text(old[message]) == _text(new[message]) for message in shared)
    return bool(shared) and same >= SAME_SHARE * len(shared)


def _place(
    order: Sequence[str], before: str | None, message: str, new: dict[str, Turn], old: dict[str, Turn]
) -> int:
    """Where a message goes: behind the one before it, and behind what is new there and was said earlier."""
    place = order.index(before) + 1 if before is not None else 0
    while place < len(order) and order[place] not in old and _is_earlier(new[order[place]], old[message]):
        place += 1
    return place


def _is_earlier(one: Turn, other: Turn) -> bool:
    first, second = _time(one), _time(other)
    return first is not None and second is not None and first <= second


def _time(turn: Turn) -> datetime | None:
    return turn[0].time


def _content(passage: Passage) -> tuple[object, ...]:
    """All that the store keeps of a passage; times to the millisecond."""
    time = (
        None if passage.time is None else (round(passage.time.timestamp() * 1000), passage.time.utcoffset())
    )
    who = (passage.speaker, passage.role, passage.handle)
    return passage.text, passage.heading, passage.locator, time, *who


def _text(turn: Turn) -> str:
    return "\n".join(passage.text for passage in turn)


def _by_message(passages: Sequence[Passage]) -> dict[str, Turn]:
    turns: dict[str, Turn] = {}
    for passage in passages:
        name = passage.locator.message or str(passage.locator)
        turns[name] = (*turns.get(name, ()), passage)
    return turns
