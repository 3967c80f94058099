"""secondme rekey: exchanges the key to the memory for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.home import Home
    from secondme.key import Key

EPILOG = """\b
Examples
  secondme rekey
  secondme rekey < passphrase.txt    without a terminal, where the memory has a passphrase

For when others may have the old key: a copy of the key file, the paper, a backup with both. The store is
written anew, which takes a while; cut off in the middle, the memory opens as before or with the new key.
Where there is a recovery key, a new one is printed first. A daemon that runs is stopped.

Exit codes: 0 done, 2 the key is kept outside, 4 the memory is open elsewhere or does not open."""


@click.command("rekey", epilog=EPILOG)
@pass_session
def command(session: Session) -> None:
    """Exchange the key to your memory for a new one."""
    from secondme.cli.keeping import print_recovery
    from secondme.cli.output import harmless, note
    from secondme.clock import present
    from secondme.daemon.control import stop
    from secondme.home import find_home
    from secondme.key.recovery import new_recovery
    from secondme.key.rekeying import rekey
    from secondme.store.swapping import damaged_files

    home = find_home(session.home)
    if not home.store.exists():
        raise click.UsageError(f"There is no memory at {home.root} yet, so there is no key to exchange.")
    key, passphrase = _unlocked(home)
    if stop(home):
        note("The daemon was stopped. Start it again afterwards: secondme daemon start")
    recovery = new_recovery() if home.recovery.exists() else None
    if recovery is not None:
        print_recovery(home, recovery)
        note("It is valid as soon as your memory has its new key; until then the one before is.")
    note("Writing the memory anew ...")
    rekey(home, key, passphrase=passphrase, recovery=recovery, now=present())
    click.echo("Your memory has a new key. The old one opens nothing any more, save copies of the files.")
    for path in damaged_files(home.store):
        note(f"One of these is {harmless(str(path))}, which a repair kept: delete it once you are content.")


def _unlocked(home: Home) -> tuple[Key, str]:
    """The key, and the passphrase for its successor where there is one, which is asked in any case."""
    from secondme.cli.prompting import read_hidden
    from secondme.key import find_key
    from secondme.key.finding import open_with_passphrase
    from secondme.key.ways import list_ways

    if "passphrase" in list_ways(home):
        passphrase = read_hidden("Passphrase")
        return open_with_passphrase(home, passphrase), passphrase
    key = find_key(home)
    if key is None:
        from secondme.key.finding import missing

        raise missing(home)
    return key, ""
