"""One connection to a daemon: requests out, replies and events in."""

from __future__ import annotations

import itertools
import queue
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from secondme.daemon.address import connect, peer_process, read_address
from secondme.daemon.place import Place
from secondme.daemon.protocol import Message, decode_line, encode_line, error_from, hello
from secondme.errors import DaemonError
from secondme.indexing.progress import Stopped

HELLO_SECONDS = 3.0
CANCEL_POLL_S = 0.03

OnEvent = Mapping[str, Callable[[Any], Any]]
"""What to call with the body of each event."""


class Connection:
    """One connection; requests may come from any thread, and their replies may interleave."""

    def __init__(self, link: socket.socket, token: str | None) -> None:
        """Says hello. Raises OSError when nothing answers, DaemonError when the daemon does not want to."""
        self._link = link
        self._lines = link.makefile("rb")
        self._writing = threading.Lock()
        self._numbers = itertools.count(1)
        self._pending: dict[int, queue.SimpleQueue[Message | None]] = {}
        self._lost = False
        link.sendall(encode_line(hello(token)))
        self.locked = False
        """Whether the daemon waits for the key, and carries out nothing."""
        self.program, self.protocol = self._hear_hello()
        link.settimeout(None)
        self._ear = threading.Thread(target=self._hear, name="daemon replies", daemon=True)
        self._ear.start()

    @property
    def process(self) -> int | None:
        """The daemon's process, as the system knows it; None where it does not tell."""
        return peer_process(self._link)

    def call(
        self,
        verb: str,
        body: dict[str, Any],
        events: OnEvent | None = None,
        cancelled: threading.Event | None = None,
    ) -> Any:
        """The result of a request, in the form of JSON; None when it was cancelled before it began.

        Raises what the verb raised there, and DaemonError when the daemon ended in the middle. Whatever a
        callback raises calls the request off.
        """
        number = next(self._numbers)
        replies: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._pending[number] = replies
        finished = False
        try:
            if self._lost:  # Whoever hears of its end has gone through those that waited already.
                raise lost()
            self._say({"id": number, "verb": verb, "body": body})
            result = self._wait(number, replies, events or {}, cancelled)
            finished = True
            return result
        except DaemonError:
            finished = True
            raise
        finally:
            self._pending.pop(number, None)
            if not finished and not self._lost:
                with suppress(DaemonError):
                    self._say({"cancel": number})

    def close(self) -> None:
        """Hangs up. Safe to call twice."""
        with suppress(OSError):
            self._link.shutdown(socket.SHUT_RDWR)
        self._ear.join()
        self._lines.close()
        self._link.close()

    def _hear_hello(self) -> tuple[str, int]:
        said = decode_line(self._lines.readline() or b"{}")
        if "error" in said:
            raise error_from(said["error"])
        about = said.get("hello")
        if not isinstance(about, dict):
            raise DaemonError("The daemon hung up. Nothing was done.")
        self.locked = about.get("locked") is True
        return str(about.get("program")), int(about.get("protocol", 0))

    def _wait(
        self,
        number: int,
        replies: queue.SimpleQueue[Message | None],
        events: OnEvent,
        cancelled: threading.Event | None,
    ) -> Any:
        told = False
        while True:
            if cancelled is not None and cancelled.is_set() and not told:
                told = True
                self._say({"cancel": number})
            try:
                reply = replies.get(timeout=CANCEL_POLL_S if cancelled is not None and not told else None)
            except queue.Empty:
                continue
            if reply is None:
                raise lost()
            if "event" in reply:
                if (listen := events.get(reply["event"])) is not None:
                    listen(reply["body"])
            elif "error" in reply:
                error = error_from(reply["error"])
                raise lost() if isinstance(error, Stopped) else error  # It is not we who stopped it.
            elif "cancelled" in reply and not told:
                raise lost()  # It waited for its turn when the daemon ended or was locked.
            else:
                return reply.get("result")

    def _say(self, message: Message) -> None:
        with self._writing:
            try:
                self._link.sendall(encode_line(message))
            except OSError as error:
                raise lost() from error

    def _hear(self) -> None:
        with suppress(OSError, ValueError):  # However it ends, the daemon is gone.
            for line in self._lines:
                reply = decode_line(line)
                waiting = self._pending.get(reply.get("id", 0))
                if waiting is not None:
                    waiting.put(reply)
        self._lost = True
        for waiting in list(self._pending.values()):
            waiting.put(None)

    @property
    def is_lost(self) -> bool:
        """Whether the daemon is gone."""
        return self._lost


def connect_daemon(place: Place, timeout: float = HELLO_SECONDS) -> Connection | None:
    """A connection to the daemon of this home; None when there is none.

    Raises DaemonError when there is one that cannot be talked with.
    """
    address = read_address(place.address)
    if address is None:
        return None
    try:
        link = connect(address, timeout)
    except (FileNotFoundError, ConnectionRefusedError):
        return None
    except TimeoutError as error:
        raise _silent() from error
    except OSError as error:
        raise DaemonError(f"The daemon cannot be reached: {error}. Nothing was done.") from error
    try:
        return Connection(link, address.token)
    except TimeoutError as error:
        link.close()
        raise _silent() from error
    except (OSError, ValueError) as error:
        link.close()
        raise lost() from error
    except BaseException:
        link.close()
        raise


def lost() -> DaemonError:
    """What is raised when the daemon is gone."""
    return DaemonError(
        "The daemon ended in the middle. What was done before is kept. Run the command again: it works "
        "without a daemon too. To have one again: secondme daemon start"
    )


def _silent() -> DaemonError:
    return DaemonError(
        "The daemon does not answer. Nothing was done. Start it again: secondme daemon stop, then start."
    )
