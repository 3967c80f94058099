"""A reading process's answer to a chat export: each session as soon as it is read, and what was left out."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from ingest.document import Document
from ingest.errors import UnreadableError
from ingest.options import Options
from ingest.sandbox.outcome import ChatRequest
from ingest.sandbox.reading import read_sessions
from ingest.sandbox.wire import LAST, PART, PROBLEMS, encode_end, encode_problems, encode_session

Say = Callable[[bytes, bytes], None]
"""Sends a frame: its mark and its body."""

LARGEST_SESSION = 64_000_000
"""Bytes of a session on its way: some 200,000 messages, of which whoever stores them holds several copies."""
MOST_PROBLEMS = 1_000
"""So many are told; of the rest, how many they are."""
LONGEST_PROBLEM = 500
PROBLEMS_AT_ONCE = 100
PATIENCE_S = 1.0


def tell_sessions(request: ChatRequest, options: Options, say: Say) -> None:
    """Tell the sessions, the problems between them, and how it ended. Raises nothing for an export's sake."""
    problems = Problems(say)
    told, too_large = 0, ""
    reason = None
    try:
        for session in read_sessions(request, options, problems.note):
            problems.tell()
            body = _encoded(session)
            if body is None:
                too_large = f"the conversation {session.title[:100]!r} is too long to be remembered as one"
                problems.note(session.key, too_large)
                continue
            say(PART, body)
            told += 1
        reason = None if told else too_large
    except UnreadableError as error:
        reason = error.reason
    problems.end()
    say(LAST, encode_end(reason))


def _encoded(session: Document) -> bytes | None:
    """None for one that is too large."""
    try:
        body = encode_session(session)
    except MemoryError:
        return None
    return body if len(body) <= LARGEST_SESSION else None


class Problems:
    """What was left out, told some at a time, and not without end: a file may have a million bad lines."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._some: list[tuple[str, str]] = []
        self._count = 0
        self._told_at = monotonic()

    def note(self, where: str, reason: str) -> None:
        """Keep it, to be told a little later."""
        self._count += 1
        if self._count <= MOST_PROBLEMS:
            self._some.append((where[:LONGEST_PROBLEM], reason[:LONGEST_PROBLEM]))
        if len(self._some) >= PROBLEMS_AT_ONCE or monotonic() - self._told_at > PATIENCE_S:
            self.tell()

    def tell(self) -> None:
        """Tell those that were kept."""
        if self._some:
            self._say(PROBLEMS, encode_problems(self._some))
        self._some, self._told_at = [], monotonic()

    def end(self) -> None:
        """Tell the rest, and how many more there were."""
        if self._count > MOST_PROBLEMS:
            self._some.append(("elsewhere", f"{self._count - MOST_PROBLEMS:,} more were left out"))
        self.tell()
