"""One session of a conversation as a document: shared by all chat readers."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.dates import leading_date
from ingest.document import Document, Locator, Passage
from ingest.errors import UnreadableError
from ingest.passages import split_text

SIZE_LIMIT = 2_000_000_000
"""Bytes of one export, unpacked: far above any real one."""
OnProblem = Callable[[str, str], None]
"""Called with the line number or id of what was left out, and the reason."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message as it was sent. id: unique within its session."""

    id: str
    speaker: str
    text: str
    time: datetime | None = None
    role: str | None = None


def check_size(path: Path, name: str, size: int) -> None:
    """Raises UnreadableError for an export, or a member of one, that would fill the machine's memory."""
    if size > SIZE_LIMIT:
        limit = f"{SIZE_LIMIT / 1e9:.0f} GB"
        raise UnreadableError(path, f"{name} has {size / 1e9:.1f} GB and the limit is {limit}")


def ignore_problem(where: str, reason: str) -> None:
    """For callers who do not want to hear of what was left out."""


def session_document(
    conversation: str,
    session: str,
    title: str,
    turns: Sequence[Turn],
    path: Path,
    time: datetime | None = None,
) -> Document:
    """The document of one session: a passage a turn, or several of the same message where it is very long.

    Its time is `time`, else that of the first turn that has one.
    """
    return Document(
        key=f"{_in_key(conversation)}/{_in_key(session)}",
        title=title,
        kind="chat",
        content_hash=_hash(conversation, session, title, turns),
        time=time or next((turn.time for turn in turns if turn.time is not None), None),
        passages=tuple(passage for turn in turns for passage in _passages(turn)),
        path=path,
    )


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


def _passages(turn: Turn) -> Iterator[Passage]:
    locator = Locator.of_message(turn.id)
    for text in split_text(turn.text):
        yield Passage(text, locator, speaker=turn.speaker, role=turn.role, time=turn.time)


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
    return [turn.id, turn.speaker, turn.role, time, turn.text]
