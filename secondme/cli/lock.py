"""secondme lock and unlock: the daemon forgets the key to the memory, and is given it again."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

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
    from secondme.daemon import unlocking
    from secondme.daemon.place import Place
    from secondme.home import find_home
    from secondme.key.ways import require_passphrase

    home = find_home(session.home)
    require_passphrase(home)
    if unlocking.lock(Place(home)):
        click.echo("Your memory is locked.")
    else:
        click.echo("Your memory is locked: no daemon runs, and each command asks for the passphrase.")


@click.command("unlock", epilog=UNLOCK_EPILOG)
@click.pass_context
def unlock(ctx: click.Context) -> None:
    """Give the daemon the key to your memory, for a passphrase."""
    from secondme.cli.daemon import start
    from secondme.cli.prompting import read_hidden
    from secondme.daemon.control import daemon_state
    from secondme.daemon.place import Place
    from secondme.daemon.unlocking import give_key
    from secondme.home import find_home
    from secondme.key.finding import open_with_passphrase
    from secondme.key.ways import require_passphrase

    home = find_home(ctx.ensure_object(Session).home)
    require_passphrase(home)
    key = open_with_passphrase(home, read_hidden("Passphrase"))
    if not daemon_state(home).answers:
        ctx.invoke(start)
    give_key(Place(home), key.secret)
    click.echo("Your memory is unlocked. Lock it again: secondme lock")
