"""How the command line opens the app: the entry point `tui` of the group `secondme.commands`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from secondme.errors import SecondmeError, UsageError

if TYPE_CHECKING:
    from secondme.key import Key


def open_app(home: str | None = None) -> None:
    """Opens the app on the memory at `home` and returns when the person is done.

    Raises UsageError where there is no terminal, what kept the memory from opening when the person gave up on
    it, and SecondmeError when the app itself failed.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The app needs a terminal, and this is none. Nothing was changed. "
            "See what works without one: secondme --help"
        )
    key, lock_after = _unlocked(home)
    from tui.app import SecondmeApp

    app = SecondmeApp(home, key=key, lock_after=lock_after)
    try:
        app.run()
    finally:
        app.gateway.close()
    if app.return_code:
        raise app.gateway.failure or SecondmeError(
            "The app ended unexpectedly; what is remembered is safe. Open it again with: secondme"
        )


def _unlocked(home: str | None) -> tuple[Key | None, float | None]:
    """The key to a memory behind a passphrase, asked for, and the seconds of idleness that lock it again."""
    from getpass import getpass

    from secondme.config import load_config
    from secondme.home import find_home
    from secondme.key import need_key
    from secondme.key.ways import needs_passphrase

    place = find_home(home)
    if not needs_passphrase(place):
        return None, None
    key = need_key(place, ask=lambda: getpass("Passphrase: ", sys.stderr))
    return key, load_config(place).daemon.lock_minutes * 60 or None
