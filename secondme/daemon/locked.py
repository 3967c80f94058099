"""The daemon of a memory behind a passphrase, before anybody unlocked it: it waits for the key."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from secondme.clock import present
from secondme.daemon.address import listen, write_address
from secondme.daemon.notify import BEAT_SECONDS, Notifier
from secondme.daemon.place import Place, find_socket, withdraw
from secondme.daemon.saying import ping, state_of
from secondme.daemon.server import Server
from secondme.daemon.work import WorkState
from secondme.errors import LockedError, WrongKeyError
from secondme.key import Key, identity, parse_key
from secondme.key.ways import identity_at

log = logging.getLogger("secondme.daemon")


class LockedDaemon:
    """Holds neither key nor store; lives inside one event loop."""

    def __init__(self, place: Place, notifier: Notifier) -> None:
        self._place, self._notifier = place, notifier
        self._since = present()

    async def wait_for_key(self) -> Key | None:
        """The key that somebody hands over, or None when it is told to end."""
        loop = asyncio.get_running_loop()
        self._key: asyncio.Future[Key | None] = loop.create_future()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._end, None)
        listener, address = listen(find_socket(self._place.home))
        self._server = Server(listener, address.token, _ClosedDesk(), self._controls(), locked=True)
        await self._server.open()
        write_address(self._place.address, address)
        self._notifier.ready()
        log.info("locked; process %d waits for the key", os.getpid())
        key = await self._waited()
        withdraw(self._place, address)
        self._server.close()
        log.info("ending" if key is None else "unlocked")
        return key

    async def _waited(self) -> Key | None:
        while not self._key.done():
            self._notifier.alive()
            await asyncio.wait([self._key], timeout=BEAT_SECONDS)
        return self._key.result()

    def _unlock(self, body: dict[str, Any]) -> bool:
        """Takes the key; one that is not sealed with the passphrase of this home is refused."""
        secret = parse_key(str(body.get("key", "")))
        if identity(secret) != identity_at("passphrase", self._place.home.passphrase):
            raise WrongKeyError(
                "That key is of another memory. The memory stays locked. Nothing was changed."
            )
        self._end(Key(secret, "daemon"))
        return True

    def _end(self, key: Key | None) -> None:
        if not self._key.done():
            self._key.set_result(key)

    def _controls(self) -> dict[str, Callable[[dict[str, Any]], Any]]:
        return {
            "ping": ping,
            "state": lambda body: state_of(
                WorkState("locked", "secondme unlock"), since=self._since, clients=self._server.clients
            ),
            "health": lambda body: [],
            "reload": lambda body: [],
            "unlock": self._unlock,
            "lock": lambda body: True,
            "stop": lambda body: self._end(None),
        }


class _ClosedDesk:
    """Carries out nothing."""

    def view(self) -> None:
        """Nobody sees anything."""

    def begin(
        self, view: Any, name: str, body: dict[str, Any], say: Any, cancelled: threading.Event
    ) -> Future[Any]:
        """Raises LockedError."""
        raise LockedError("The memory is locked. Nothing was done. Unlock it: secondme unlock")
