"""How the command line opens the app: the entry point `tui` of the group `secondme.commands`."""

from __future__ import annotations

import sys

from secondme.errors import SecondmeError, UsageError


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
    from tui.app import SecondmeApp

    app = SecondmeApp(home)
    try:
        app.run()
    finally:
        app.gateway.close()
    if app.return_code:
        raise app.gateway.failure or SecondmeError(
            "The app ended unexpectedly; what is remembered is safe. Open it again with: secondme"
        )
