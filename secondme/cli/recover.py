"""secondme recover: opens the memory with the recovery key on paper, and keeps its key anew."""

from __future__ import annotations

import click

from secondme.cli.keeping import way_options
from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  secondme recover
  secondme recover --passphrase     with a new passphrase from now on
  secondme recover < paper.txt      without a terminal: the recovery key on the first line,
                                    a new passphrase on the second where that is the way

For when the keyring, the key file or the passphrase is lost. Spaces, dashes and small letters do not matter.

Exit codes: 0 done, 2 not a recovery key, 4 it does not open this memory."""


@click.command("recover", epilog=EPILOG)
@way_options
@pass_session
def command(session: Session, way: str | None) -> None:
    """Open your memory with the recovery key on paper."""
    from secondme.cli.keeping import choose_way, keep_key, passphrase_for
    from secondme.cli.output import note
    from secondme.cli.prompting import read_hidden
    from secondme.errors import KeyMissingError, WrongKeyError
    from secondme.home import find_home
    from secondme.key.finding import open_for_recovery
    from secondme.key.recovery import parse_recovery
    from secondme.store.rekeying import opens

    home = find_home(session.home)
    if not (home.store.exists() and home.recovery.exists()):
        raise KeyMissingError(
            f"There is no recovery key for a memory at {home.root}. Nothing was changed. "
            "Put back the key itself, if you wrote that down: secondme key --restore"
        )
    key = open_for_recovery(home, parse_recovery(read_hidden("Recovery key")))
    if not opens(home.store, key.secret):
        raise WrongKeyError(
            f"The recovery key gives a key that does not open {home.store}. Nothing was changed. "
            "The file with the sealed key may be of an older memory: look for a newer one in your backups."
        )
    way = way or choose_way(home)
    keep_key(home, key.secret, way, passphrase_for(way))
    click.echo("The recovery key opens your memory, and stays valid.")
    note("Should others have seen it: secondme rekey")
