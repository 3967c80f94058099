"""Signs of life, to systemd (sd_notify) and to our own supervisor (a pipe); silence means a restart."""

from __future__ import annotations

import os
import socket
from collections.abc import MutableMapping
from contextlib import suppress

SYSTEMD = "NOTIFY_SOCKET"
PIPE = "SECONDME_HEARTBEAT"
"""The number of the inherited pipe on which the supervisor listens."""
BEAT_SECONDS = 5.0


class Notifier:
    """Tells whoever started this process how it is; where nobody asked, says nothing."""

    def __init__(self, environment: MutableMapping[str, str]) -> None:
        """environment: of this process; what is about signs of life is taken out, children shall not beat."""
        self._systemd = environment.pop(SYSTEMD, None)
        pipe = environment.pop(PIPE, "")
        self._pipe = int(pipe) if pipe.isdigit() else None
        if self._pipe is not None:
            os.set_inheritable(self._pipe, False)

    def ready(self) -> None:
        """Everything is up."""
        self._say("READY=1")

    def alive(self) -> None:
        """Still at work; to be said every `BEAT_SECONDS`."""
        self._say("WATCHDOG=1")

    def stopping(self) -> None:
        """On the way out, as asked."""
        self._say("STOPPING=1")

    def _say(self, state: str) -> None:
        if self._systemd:
            _send(self._systemd, state)
        if self._pipe is not None:
            try:
                os.write(self._pipe, f"{state}\n".encode())
            except OSError:  # The supervisor is gone; the work goes on without it.
                self._pipe = None


def _send(address: str, state: str) -> None:
    place = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link, suppress(OSError):
        link.sendto(state.encode(), place)
