"""secondme key: show or restore the key to the memory."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  secondme key --show       to write it down on paper
  secondme key --restore    asks for a key that was written down

Whoever has the key and the file can read your memory. Better for paper: secondme init --recovery

Exit codes: 0 done, 2 not a key, 4 the key does not open the memory."""


@click.command("key", epilog=EPILOG)
@click.option("--show", is_flag=True, help="Print the key.")
@click.option("--restore", is_flag=True, help="Ask for a key and keep it in a file beside the memory.")
@pass_session
def command(session: Session, show: bool, restore: bool) -> None:
    """Show or restore the key to your memory."""
    if show == restore:
        raise click.UsageError("Say either --show or --restore.")
    if show:
        click.echo(session.opened.key.written())
    else:
        _restore(session)


def _restore(session: Session) -> None:
    """Tries the key on the store before it is kept, so that a typing error changes nothing."""
    from datetime import UTC, datetime

    from secondme.cli.prompting import read_hidden
    from secondme.home import find_home
    from secondme.key import parse_key
    from secondme.key.ways import keep
    from secondme.store import open_store

    home = find_home(session.home)
    if not home.store.exists():
        raise click.UsageError(f"There is no memory at {home.store} yet, so there is no key to restore.")
    secret = parse_key(read_hidden("Key"))
    open_store(home.store, secret, now=datetime.now(UTC)).close()
    keep(home, secret, "key file")
    click.echo(f"The key opens your memory and is kept in {home.key_file}.")
