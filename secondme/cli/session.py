"""What the commands of one invocation share: the memory, opened when first needed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from models.shelf import Shelf
    from secondme.daemon.api import MemoryApi
    from secondme.memory import Memory


DAEMON_VARIABLE = "SECONDME_DAEMON"


class Session:
    """Finds the memory once, in the daemon or in the store; closing is safe at any time."""

    def __init__(self, home: str | None = None, *, daemon: bool = True) -> None:
        """daemon: use one when it runs, unless `$SECONDME_DAEMON` is `off`."""
        self.home = home
        self._daemon = daemon and os.environ.get(DAEMON_VARIABLE, "").lower() not in {"off", "0", "no"}
        self._memory: MemoryApi | None = None
        self._opened: Memory | None = None

    @property
    def memory(self) -> MemoryApi:
        """The person's memory: the daemon's when one answers, else opened here."""
        if self._memory is None:
            self._memory = (self._join_daemon() if self._daemon else None) or self.opened
        return self._memory

    @property
    def opened(self) -> Memory:
        """The memory opened in this process, daemon or not; a first use says where the new key is kept."""
        if self._opened is None:
            import secondme
            from secondme.cli.output import note
            from secondme.cli.prompting import ask_passphrase

            self._opened = secondme.open(self.home, note=note, ask=ask_passphrase)
        return self._opened

    @property
    def shelf(self) -> Shelf:
        """The model files, without opening the memory."""
        from models.shelf import Shelf
        from secondme.home import find_home

        return Shelf(find_home(self.home).models)

    def close(self) -> None:
        """Closes what was opened."""
        for memory in (self._memory, self._opened):
            if memory is not None:
                memory.close()
        self._memory = self._opened = None

    def _join_daemon(self) -> MemoryApi | None:
        from secondme.home import find_home

        home = find_home(self.home)
        if not (home.root / "daemon.json").exists():  # Most often: no daemon, and nothing to import.
            return None
        from secondme.cli.output import note
        from secondme.daemon.client import connect_memory

        return connect_memory(home, note)


pass_session = click.make_pass_decorator(Session)
