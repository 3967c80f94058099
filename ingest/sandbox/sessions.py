"""A reading process's answer to a chat export: each session as soon as it is read, and what was left out."""

from __future__ import annotations

from collections.abc import Callable

from ingest.document import Document
from ingest.errors import UnreadableError
from ingest.options import Options
from ingest.sandbox.outcome import ChatRequest
from ingest.sandbox.reading import read_sessions
from ingest.sandbox.wire import LAST, PART, PROBLEM, encode_end, encode_problem, encode_session

Say = Callable[[bytes, bytes], None]
"""Sends a frame: its mark and its body."""

LARGEST_SESSION = 64_000_000
"""Bytes of a session on its way, some 280,000 messages: taken apart, it needs five times as much."""
MOST_PROBLEMS = 1_000
"""So many are told; of the rest, how many they are."""
LONGEST_PROBLEM = 500


def tell_sessions(
    request: ChatRequest, options: Options, remark: Callable[[Document], Document], say: Say
) -> None:
    """Tell the sessions, the problems between them, and how it ended. Raises nothing for an export's sake.

    remark: adds what is to be noted of each session.
    """
    problems = Problems(say)
    told, too_large = 0, ""
    reason = None
    try:
        for session in read_sessions(request, options, problems.tell):
            body = _encoded(remark(session))
            if body is None:
                too_large = _too_large(session)
                problems.tell(session.key, too_large)
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


def _too_large(session: Document) -> str:
    most = LARGEST_SESSION // 1_000_000
    return f"{session.title[:100]!r} is one conversation of more than {most} MB; export it in parts"


class Problems:
    """What was left out, told at once, and not without end: a file may have a million bad lines."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._count = 0

    def tell(self, where: str, reason: str) -> None:
        """Tell it, if it is one of the first."""
        self._count += 1
        if self._count <= MOST_PROBLEMS:
            self._say(PROBLEM, encode_problem(where[:LONGEST_PROBLEM], reason[:LONGEST_PROBLEM]))

    def end(self) -> None:
        """Tell how many more there were."""
        if self._count > MOST_PROBLEMS:
            more = f"{self._count - MOST_PROBLEMS:,} more were left out"
            self._say(PROBLEM, encode_problem("elsewhere", more))
