"""A memory on the other end of the socket, with the same verbs as one opened here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from secondme.daemon.connection import Connection, OnEvent, connect_daemon, lost
from secondme.daemon.forms import decode, encode
from secondme.daemon.place import Place
from secondme.daemon.protocol import PROTOCOL
from secondme.daemon.remote_forgetting import RemoteForgetting
from secondme.daemon.remote_knowing import RemoteKnowing
from secondme.daemon.remote_prefilling import RemotePrefilling
from secondme.daemon.remote_speaking import RemoteSpeaking
from secondme.daemon.remote_suspecting import RemoteSuspecting
from secondme.errors import DaemonError
from secondme.home import Home
from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.typed_path import typed_path

if TYPE_CHECKING:
    from secondme.answer import Answer, Citation
    from secondme.conversation.turn import Conversation, Exchange, Turn, Verdict
    from secondme.memory import Indexed
    from secondme.recall.hit import Hit
    from secondme.status import Status, Waiting
    from secondme.store.files import Problem
    from secondme.store.recalls import Use
    from secondme.store.sources import Source, SourceCounts, Trust
    from secondme.store.tunings import Tuning
    from secondme.tuning.judging import Judged
    from secondme.tuning.tuning import Report


class RemoteMemory(RemoteForgetting, RemoteKnowing, RemotePrefilling, RemoteSpeaking, RemoteSuspecting):
    """The memory that a daemon has open. Close it, or use it in a `with` block; usable from several threads.

    When the daemon ends, the call under way raises DaemonError, and the next one looks for a new daemon.
    """

    def __init__(self, home: Home, connection: Connection) -> None:
        self.home = home
        self._connection = connection
        self._joining = threading.Lock()

    def add(
        self,
        path: str | Path,
        *,
        trust: Trust | None = None,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Indexed:
        """See `Memory.add`. A relative path is one of this process."""
        body = {"path": _absolute(path), "trust": trust, "now": now}
        return cast("Indexed", self._call("add", body, {"progress": on_progress}))

    def import_chat(
        self,
        kind: str,
        path: str | Path,
        *,
        me: str | None = None,
        trust: Trust | None = None,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Indexed:
        """See `Memory.import_chat`. A relative path is one of this process."""
        body = {"kind": kind, "path": _absolute(path), "me": me, "trust": trust, "now": now}
        return cast("Indexed", self._call("import_chat", body, {"progress": on_progress}))

    def index(
        self,
        *,
        sources: Sequence[Source] | None = None,
        below: Mapping[int, Sequence[str]] | None = None,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Indexed:
        """See `Memory.index`."""
        body = {"sources": sources, "below": below, "now": now}
        return cast("Indexed", self._call("index", body, {"progress": on_progress}))

    def remember(self, text: str, *, now: datetime | None = None) -> str:
        """See `Memory.remember`."""
        return cast(str, self._call("remember", {"text": text, "now": now}))

    def recall(
        self,
        query: str,
        limit: int = 10,
        *,
        as_of: datetime | None = None,
        recorded_before: datetime | None = None,
        now: datetime | None = None,
        deep: bool = False,
        unfinished: bool = False,
        log: bool = True,
    ) -> list[Hit]:
        """See `Memory.recall`."""
        body = {"query": query, "limit": limit, "as_of": as_of, "recorded_before": recorded_before}
        more = {"now": now, "deep": deep, "unfinished": unfinished, "log": log}
        return cast("list[Hit]", self._call("recall", body | more))

    def ask(
        self,
        question: str,
        *,
        as_of: datetime | None = None,
        recorded_before: datetime | None = None,
        general: bool = False,
        now: datetime | None = None,
        on_sources: Callable[[Sequence[Citation]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Answer:
        """See `Memory.ask`."""
        events = {"sources": on_sources, "text": on_text}
        heard = {name: listen for name, listen in events.items() if listen is not None}
        body: dict[str, Any] = {"question": question, "as_of": as_of, "recorded_before": recorded_before}
        body |= {"general": general, "now": now}
        answer = self._call("ask", body, heard, cancelled)
        return cast("Answer", answer) if answer is not None else _never_begun()

    def converse(
        self,
        text: str,
        *,
        conversation: str | None = None,
        general: bool = False,
        as_of: datetime | None = None,
        recorded_before: datetime | None = None,
        now: datetime | None = None,
        on_sources: Callable[[Sequence[Citation]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Exchange:
        """See `Memory.converse`."""
        events = {"sources": on_sources, "text": on_text}
        heard = {name: listen for name, listen in events.items() if listen is not None}
        body: dict[str, Any] = {"text": text, "conversation": conversation, "general": general}
        body |= {"as_of": as_of, "recorded_before": recorded_before, "now": now}
        exchange = self._call("converse", body, heard, cancelled)
        return cast("Exchange", exchange) if exchange is not None else _never_heard(text, conversation)

    def conversations(self, text: str | None = None) -> list[Conversation]:
        """See `Memory.conversations`."""
        return cast("list[Conversation]", self._call("conversations", {"text": text}))

    def turns(self, conversation: str, last: int | None = None) -> list[Turn]:
        """See `Memory.turns`."""
        return cast("list[Turn]", self._call("turns", {"conversation": conversation, "last": last}))

    def mark_turn(self, turn: int, verdict: Verdict | None) -> None:
        """See `Memory.mark_turn`."""
        self._call("mark_turn", {"turn": turn, "verdict": verdict})

    def refine(self, conversation: str, *, cancelled: threading.Event | None = None) -> bool:
        """See `Memory.refine`."""
        return bool(self._call("refine", {"conversation": conversation}, cancelled=cancelled))

    def surroundings(self, hit: Hit, reach: int = 3) -> list[Hit]:
        """See `Memory.surroundings`."""
        return cast("list[Hit]", self._call("surroundings", {"hit": hit, "reach": reach}))

    def show(self, identifier: str) -> Hit | None:
        """See `Memory.show`."""
        return cast("Hit | None", self._call("show", {"identifier": identifier}))

    def mark(self, hit: Hit, use: Use) -> None:
        """See `Memory.mark`; the last question is that of this connection."""
        self._call("mark", {"hit": hit, "use": use})

    def judge(self, identifier: str, right: bool) -> Judged:
        """See `Memory.judge`."""
        return cast("Judged", self._call("judge", {"identifier": identifier, "right": right}))

    def tune(
        self,
        *,
        keep: bool = True,
        seconds: float = 120.0,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Report:
        """See `Memory.tune`."""
        body = {"keep": keep, "seconds": seconds, "now": now}
        return cast("Report", self._call("tune", body, {"progress": on_progress}))

    def tuning(self) -> Tuning:
        """See `Memory.tuning`."""
        return cast("Tuning", self._call("tuning", {}))

    def undo_tuning(self) -> Tuning | None:
        """See `Memory.undo_tuning`."""
        return cast("Tuning | None", self._call("undo_tuning", {}))

    def sources(self) -> list[SourceCounts]:
        """See `Memory.sources`."""
        return cast("list[SourceCounts]", self._call("sources", {}))

    def status(self) -> Status:
        """See `Memory.status`."""
        return cast("Status", self._call("status", {}))

    def waiting(self) -> Waiting:
        """See `Memory.waiting`."""
        return cast("Waiting", self._call("waiting", {}))

    def skipped(self) -> list[Problem]:
        """See `Memory.skipped`."""
        return cast("list[Problem]", self._call("skipped", {}))

    def other_languages(self) -> float:
        """See `Memory.other_languages`."""
        return cast(float, self._call("other_languages", {}))

    def control(self, verb: str, **body: Any) -> Any:
        """The answer to a verb about the daemon itself, such as `state`."""
        return self._joined().call(verb, body)

    @property
    def is_lost(self) -> bool:
        """Whether the daemon hung up; the next call looks for it once more."""
        return self._connection.is_lost

    def close(self) -> None:
        """Hangs up; the daemon goes on."""
        self._connection.close()

    def __enter__(self) -> RemoteMemory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _call(
        self,
        verb: str,
        body: dict[str, Any],
        events: OnEvent | None = None,
        cancelled: threading.Event | None = None,
    ) -> Any:
        said = {name: encode(value) for name, value in body.items() if value is not None}
        heard = {name: _decoding(listen) for name, listen in (events or {}).items()}
        return decode(self._joined().call(verb, said, heard, cancelled))

    def _joined(self) -> Connection:
        """The connection, made anew when the daemon was started again."""
        with self._joining:
            if self._connection.is_lost:
                self._connection.close()
                connection = connect_daemon(Place(self.home))
                if connection is None:
                    raise lost()
                self._connection = connection
            return self._connection


def connect_memory(home: Home, note: Callable[[str], None] = lambda text: None) -> RemoteMemory | None:
    """The memory that a daemon of this home has open; None when no daemon of this very program has it open.

    note: told when there is one that cannot be used, and why.
    """
    import secondme

    try:
        connection = connect_daemon(Place(home))
    except DaemonError as error:
        note(f"{error} The memory is opened without it.")
        return None
    if connection is None:
        return None
    if (connection.protocol, connection.program) != (PROTOCOL, secondme.__version__):
        connection.close()
        note("The daemon is of another version of secondme. Start it again: secondme daemon stop, then start")
        return None
    if connection.locked:
        connection.close()
        return None
    return RemoteMemory(home, connection)


def _absolute(path: str | Path) -> Path:
    return typed_path(path).expanduser().absolute()


def _decoding(listen: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda body: listen(decode(body))


def _never_begun() -> Answer:
    from secondme.answer import Answer

    return Answer("", (), 0.0, False, "You stopped the answer.", cancelled=True)


def _never_heard(text: str, conversation: str | None) -> Exchange:
    from secondme.conversation.turn import Exchange

    return Exchange(conversation or "", 0, text, "", _never_begun(), "stopped")
