"""How the command line opens the app: the entry point `tui` of the group `secondme.commands`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from secondme.errors import SecondmeError, UsageError
from tui.garbage import put_off

if TYPE_CHECKING:
    from secondme.key import Key
    from tui.app import SecondmeApp

IN_BROWSER = "TEXTUAL_DRIVER"
"""Set where the app is drawn into a browser."""


def open_app(home: str | None = None, port: int | None = None) -> None:
    """Opens the app on the memory at `home` and returns when the person is done.

    port: it is shown in a browser of this machine instead, by that port, or by any for 0.

    Raises UsageError where there is no terminal, what kept the memory from opening when the person gave up on
    it, and SecondmeError when the app itself failed.
    """
    if port is not None:
        _serve(home, port)
        return
    if not (IN_BROWSER in os.environ or (sys.stdin.isatty() and sys.stdout.isatty())):
        raise UsageError(
            "The app needs a terminal, and this is none. Nothing was changed. "
            "See what works without one: secondme --help"
        )
    put_off()
    key, lock_after = _unlocked(home)
    _ask_the_terminal_its_size()
    from tui import turns
    from tui.app import SecondmeApp

    app = SecondmeApp(home, key=key, lock_after=lock_after, begin=True)
    try:
        with _drawn_on_the_terminal():
            turns.run(app.run_async())
    finally:
        app.gateway.close()
    if app.return_code:
        raise app.gateway.failure or _unexpected(app)


def _ask_the_terminal_its_size() -> None:
    """What a shell once wrote down of that does not follow when a window is resized."""
    if IN_BROWSER not in os.environ:
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)


@contextmanager
def _drawn_on_the_terminal() -> Iterator[None]:
    """Sees to it that drawings go where they are seen.

    Textual draws to standard error. Where that was led into a file (`secondme 2> log`) nothing would be seen,
    and the file would hold in plain what stood on the screen.
    """
    if IN_BROWSER in os.environ or sys.stderr.isatty():
        yield
        return
    before = os.dup(2)
    os.dup2(1, 2)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(before, 2)
        os.close(before)


def _unexpected(app: SecondmeApp) -> SecondmeError:
    from tui.fault import keep_fault

    said = "The app ended unexpectedly; what is remembered is safe. Open it again with: secondme"
    if app.fault is not None:
        said += f"\n{keep_fault(app.fault, app.gateway.home.root)}"
    return SecondmeError(said)


def _serve(home: str | None, port: int) -> None:
    """Shows the app in a browser until the process is told to end."""
    from importlib.util import find_spec

    if find_spec("textual_serve") is None:
        raise UsageError(
            "What shows the app in a browser is not installed. Nothing was started. "
            "Install it: pip install 'secondme[browser]'"
        )
    _require_open(home)
    from secondme.web.port import listen
    from tui.browser.server import BrowserServer

    server = BrowserServer(home, listen(port))
    print(f"Open this in a browser of this machine; it works once:\n{server.door.address}", flush=True)
    server.run()


def _require_open(home: str | None) -> None:
    """A window in a browser cannot ask for a passphrase safely: a daemon must have been given it."""
    from secondme.daemon.client import connect_memory
    from secondme.home import find_home
    from secondme.key.ways import needs_passphrase

    place = find_home(home)
    if not needs_passphrase(place):
        return
    memory = connect_memory(place)
    if memory is None:
        raise UsageError(
            "Your memory is behind a passphrase, and no daemon has it open. Nothing was started. "
            "Give it the passphrase first: secondme daemon start, then secondme unlock"
        )
    memory.close()


def _unlocked(home: str | None) -> tuple[Key | None, float | None]:
    """The key to a memory behind a passphrase, asked for, and the seconds of idleness that lock it again."""
    from secondme.home import find_home
    from secondme.key.ways import needs_passphrase

    place = find_home(home)
    if IN_BROWSER in os.environ or not needs_passphrase(place):
        return None, None
    from getpass import getpass

    from secondme.config import load_config
    from secondme.daemon.client import connect_memory
    from secondme.key import need_key

    memory = connect_memory(place)
    if memory is not None:  # A daemon was given the passphrase, and has it open for everybody.
        memory.close()
        return None, load_config(place).daemon.lock_minutes * 60 or None
    key = need_key(place, ask=lambda: getpass("Passphrase: ", sys.stderr))
    return key, load_config(place).daemon.lock_minutes * 60 or None
