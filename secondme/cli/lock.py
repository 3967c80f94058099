"""secondme lock and unlock: the daemon forgets the key to the memory, and is given it again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.daemon.place import Place

UNLOCK_SECONDS = 600.0
"""A store of an earlier release is brought up to date first."""
POLL_S = 0.05

LOCK_EPILOG = """\b
Example
  secondme lock

For a memory behind a passphrase (secondme init --passphrase). Programs that have opened the memory without
the daemon keep it open until they end.
Exit codes: 0 done, 2 the key lies open, so that locking would be for show."""

UNLOCK_EPILOG = """\b
Examples
  secondme unlock
  secondme unlock < passphrase.txt    without a terminal: the passphrase on the first line

The daemon is started when none runs. It holds the key in its memory alone, until it is locked, is idle for
an hour (secondme config get daemon.lock_minutes) or ends. Without it each command asks.
Exit codes: 0 done, 2 there is no passphrase, 4 it is another passphrase."""


@click.command("lock", epilog=LOCK_EPILOG)
@pass_session
def lock(session: Session) -> None:
    """Have the daemon forget the key to your memory."""
    from secondme.daemon.connection import connect_daemon
    from secondme.daemon.place import Place
    from secondme.home import find_home
    from secondme.key.ways import require_passphrase

    home = find_home(session.home)
    require_passphrase(home)
    connection = connect_daemon(Place(home))
    if connection is None:
        click.echo("Your memory is locked: no daemon runs, and each command asks for the passphrase.")
        return
    try:
        connection.call("lock", {})
    finally:
        connection.close()
    click.echo("Your memory is locked.")


@click.command("unlock", epilog=UNLOCK_EPILOG)
@click.pass_context
def unlock(ctx: click.Context) -> None:
    """Give the daemon the key to your memory, for a passphrase."""
    from secondme.cli.daemon import start
    from secondme.cli.prompting import read_hidden
    from secondme.daemon.control import daemon_state
    from secondme.daemon.place import Place
    from secondme.home import find_home
    from secondme.key.finding import open_with_passphrase
    from secondme.key.ways import require_passphrase

    home = find_home(ctx.ensure_object(Session).home)
    require_passphrase(home)
    key = open_with_passphrase(home, read_hidden("Passphrase"))
    if not daemon_state(home).answers:
        ctx.invoke(start)
    _hand_over(Place(home), key.secret)
    click.echo("Your memory is unlocked. Lock it again: secondme lock")


def _hand_over(place: Place, secret: bytes) -> None:
    """Gives the daemon the key, and waits until it has opened the memory with it. Raises DaemonError."""
    from secondme.daemon.connection import connect_daemon
    from secondme.errors import DaemonError

    until = time.monotonic() + UNLOCK_SECONDS
    given = False
    while time.monotonic() < until:
        connection = connect_daemon(place)
        try:
            if connection is not None and not connection.locked:
                return
            if connection is not None and not given:
                given = bool(connection.call("unlock", {"key": secret.hex()}))
        finally:
            if connection is not None:
                connection.close()
        time.sleep(POLL_S)
    raise DaemonError("The daemon has the key and does not open the memory. See why: secondme daemon logs")
