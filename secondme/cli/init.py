"""secondme init: make a memory and choose how its key is kept, or choose anew."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from secondme.cli.keeping import way_options
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.home import Home
    from secondme.key import Key

EPILOG = """\b
Examples
  secondme init                           asks
  secondme init --passphrase --recovery   for a laptop that might be lost
  secondme init --recovery > page.txt     a recovery key for a memory that there is
  secondme init --passphrase < file       without a terminal; the passphrase is one line

Nothing needs this: a memory that is opened first makes itself, with its key in the keyring, or in a file.
For a memory that there is, it changes how the key is kept; the key itself: secondme rekey

Exit codes: 0 done, 2 not possible here, 4 the memory does not open."""


@click.command("init", epilog=EPILOG)
@way_options
@click.option("--recovery", is_flag=True, help="Make a recovery key, and print the page with it.")
@pass_session
def command(session: Session, way: str | None, recovery: bool) -> None:
    """Choose how the key to your memory is kept."""
    from secondme.cli.keeping import choose_way, keep_key, passphrase_for
    from secondme.home import find_home
    from secondme.opening import require_not_lost

    home = find_home(session.home)
    home.create()
    require_not_lost(home)
    is_new = not home.store.exists()
    if way is None and (is_new or not recovery):
        if not (is_new or sys.stdin.isatty()):
            raise click.UsageError("There is a memory already. Say how its key is to be kept; see --help.")
        way = choose_way(home)
        recovery = recovery or (sys.stdin.isatty() and click.confirm("And a recovery key", True, err=True))
    key = None if is_new else _opened(home)
    passphrase = passphrase_for(way)
    if key is None:
        key = _made(home, way or "key-file", passphrase)
    elif way is not None:
        keep_key(home, key.secret, way, passphrase)
    if recovery:
        _add_recovery(home, key)


def _opened(home: Home) -> Key:
    """The key to the memory that there is, tried on it: a wrong one is not to be kept anywhere."""
    from secondme.cli.prompting import ask_passphrase, read_hidden
    from secondme.key import need_key

    key = need_key(home, ask=ask_passphrase if sys.stdin.isatty() else lambda: read_hidden("Passphrase"))
    _open_store(home, key)
    return key


def _made(home: Home, way: str, passphrase: str) -> Key:
    """A new memory; its key is on the disk before the first byte of it, and those who come meanwhile wait."""
    from secondme.cli.keeping import keep_key
    from secondme.home import alone
    from secondme.key import Key, find_key
    from secondme.key.key import new_secret

    with alone(home.root):
        if home.store.exists():
            raise click.UsageError("Another program made a memory here meanwhile. Run the command again.")
        key = find_key(home) or Key(new_secret(), "file")
        keep_key(home, key.secret, way, passphrase)
        _open_store(home, key)
    return key


def _open_store(home: Home, key: Key) -> None:
    from secondme.clock import present
    from secondme.store import open_store

    open_store(home.store, key.secret, now=present()).close()


def _add_recovery(home: Home, key: Key) -> None:
    """Seals the key for a new recovery key; an older one is worthless from then on."""
    from secondme.cli.keeping import print_recovery
    from secondme.cli.output import note
    from secondme.key.recovery import keep_recovery, new_recovery

    recovery = new_recovery()
    print_recovery(home, recovery)
    try:
        keep_recovery(home.recovery, key.secret, recovery)
    except OSError:
        note("The page above opens nothing, since it could not be kept: throw it away.")
        raise
