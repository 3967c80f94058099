"""Conversations as documents: shared by all chat readers.

Where the product itself has threads, each is a document. Everywhere else a conversation is cut at midnight:
a day of it is a session, named after its date. So a later and longer export gives the same sessions again,
with the same messages called by the same ids, and only what is new is new.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest.chats.json_stream import OnProblem as OnProblem
from ingest.dates import leading_date
from ingest.document import CHAT, Document, Locator, Passage, Person
from ingest.passages import split_text

SESSION = "1"
"""The one session of a conversation that is not cut; its key still has the form "conversation/session"."""
UNDATED = "undated"
PAIR = 2
"""In a conversation of so many, both take part every day, whoever writes."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message as it was sent.

    id: the product's own, unique within its conversation; "" where there is none, and `identified` makes one.
    stamp: the time as the export writes it, for that; "" for the clock time of `time`. handle and role: as in
    Passage. heading: what the message stands below, such as the question that a thread answers.
    """

    id: str
    speaker: str
    text: str
    time: datetime | None = None
    role: str | None = None
    handle: str | None = None
    heading: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Who talks where. id: the product's own, else the name; it is in the key of each of its documents.

    people: whom the export names as taking part, and the person's own account, with role "self".
    """

    id: str
    name: str
    people: tuple[Person, ...] = ()


def ignore_problem(where: str, reason: str) -> None:
    """For callers who do not want to hear of what was left out."""


def daily_documents(conversation: Conversation, turns: Iterable[Turn], path: Path) -> Iterator[Document]:
    """A document for each day of the conversation, in order; turns may come in any order.

    A turn without a time stands with the one before it. Of two turns with one id the later counts.
    """
    for day, talk in sorted(_by_day(identified(turns)).items()):
        ordered = _in_order(list(talk.values()))
        title = session_title(conversation.name, (), day)
        yield session_document(
            conversation.id, day, title, ordered, path, people=people_of(conversation, ordered)
        )


def identified(turns: Iterable[Turn]) -> Iterator[Turn]:
    """The turns, each with an id: its own, or one made of when it was said, what it says, and its number
    among all that say the same at the same time.

    Who said it is not in it: a number that became a contact with a name is still the same message.
    """
    counts: dict[str, int] = {}
    for turn in turns:
        if turn.id:
            yield turn
            continue
        said = hashed(turn.stamp or _clock_time(turn.time), turn.text)
        counts[said] = counts.get(said, 0) + 1
        yield replace(turn, id=said if counts[said] == 1 else f"{said}-{counts[said]}", stamp="")


def hashed(*parts: str) -> str:
    """A short name for these texts, the same wherever they are read."""
    content = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def session_document(
    conversation: str,
    session: str,
    title: str,
    turns: Sequence[Turn],
    path: Path,
    time: datetime | None = None,
    people: tuple[Person, ...] = (),
) -> Document:
    """The document of one session: a passage a turn, or several of the same message where it is very long.

    Its time is `time`, else that of the first turn that has one.
    """
    return Document(
        key=f"{_in_key(conversation)}/{_in_key(session)}",
        title=title,
        kind=CHAT,
        content_hash=_hash(conversation, session, title, turns),
        time=time or next((turn.time for turn in turns if turn.time is not None), None),
        passages=tuple(passage for turn in turns for passage in _passages(turn)),
        path=path,
        people=people,
    )


def people_of(conversation: Conversation, turns: Sequence[Turn]) -> tuple[Person, ...]:
    """Who took part in a session: its speakers as the export knows them, the person, and both of a pair."""
    said = dict.fromkeys((turn.speaker, turn.handle) for turn in turns if turn.role != "assistant")
    speakers = [_known(conversation.people, name, handle) for name, handle in said]
    always = conversation.people if len(conversation.people) <= PAIR else ()
    myself = [person for person in conversation.people if person.role == "self"]
    return tuple(dict.fromkeys([*speakers, *myself, *always]))


def session_title(conversation: str, participants: Sequence[str], session: str) -> str:
    """ "Ana and Bo, session 3", or "Ana and Bo, 14 March 2025" where the session is named after its day.

    The conversation's own name comes first where only one, or more than three people take part.
    """
    people = join_names(participants) if 2 <= len(participants) <= 3 else conversation
    number = re.fullmatch(r"(?:session[\s_\-]*)?(\d+)", session, re.IGNORECASE)
    if number:
        return f"{people}, session {int(number[1])}"
    dated = re.fullmatch(r"(?:.*\D)?(\d{4}-\d{2}-\d{2})( \(\d+\))?", session, re.DOTALL)
    day = leading_date(dated[1]) if dated else None
    if dated and day is not None:
        return f"{people}, {day.day} {day:%B %Y}{dated[2] or ''}"
    return f"{people}, {session}"


def join_names(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def by_conversation(
    turns: Iterable[tuple[str, Turn]], describe: Callable[[str], Conversation], path: Path
) -> Iterator[Document]:
    """The daily documents of conversations whose turns come mixed, as (the conversation's id, its turn)."""
    talks: dict[str, list[Turn]] = {}
    for name, turn in turns:
        talks.setdefault(name, []).append(turn)
    for name in list(talks):
        yield from daily_documents(describe(name), talks.pop(name), path)


def _by_day(turns: Iterable[Turn]) -> dict[str, dict[str, Turn]]:
    """Each day's turns by their ids."""
    days: dict[str, dict[str, Turn]] = {}
    day = UNDATED
    for turn in turns:
        day = turn.time.date().isoformat() if turn.time is not None else day
        days.setdefault(day, {})[turn.id] = turn
    return days


def _in_order(turns: list[Turn]) -> list[Turn]:
    """By their times where all have one, else as the export has them."""
    times = {turn.id: turn.time for turn in turns if turn.time is not None}
    return sorted(turns, key=lambda turn: times[turn.id]) if len(times) == len(turns) else turns


def _clock_time(time: datetime | None) -> str:
    return time.replace(tzinfo=None).isoformat() if time is not None else ""


def _known(people: Sequence[Person], name: str, handle: str | None) -> Person:
    """The speaker as the export lists them: by handle, or else by a name that only one of them has."""
    if handle is not None:
        listed = next((person for person in people if handle in person.handles), None)
        return listed or Person(name, (handle,))
    same = [person for person in people if person.name == name]
    return same[0] if len(same) == 1 else Person(name)


def _passages(turn: Turn) -> Iterator[Passage]:
    locator = Locator.of_message(turn.id)
    for text in split_text(turn.text):
        yield Passage(text, locator, turn.heading, turn.speaker, turn.role, turn.time, turn.handle)


def _in_key(part: str) -> str:
    """A name within a key: no "/" of its own, so that "conversation/session" can be told apart."""
    return part.replace("%", "%25").replace("/", "%2F")


def _hash(conversation: str, session: str, title: str, turns: Sequence[Turn]) -> str:
    """SHA-256 of the session in canonical form: the same messages give the same hash, in whatever file."""
    content = [conversation, session, title, [_canonical(turn) for turn in turns]]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(turn: Turn) -> list[str | None]:
    time = turn.time.astimezone(UTC).isoformat() if turn.time is not None else None
    more = [turn.handle, turn.heading] if turn.handle or turn.heading else []
    return [turn.id, turn.speaker, turn.role, time, turn.text, *more]
