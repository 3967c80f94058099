"""What `init`, `recover` and `rekey` share: how the key is to be kept, and the page with the recovery key."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from secondme.home import Home
    from secondme.key.ways import Way

Command = TypeVar("Command", bound=Callable[..., Any])
WAYS: dict[str, Way] = {"keyring": "keyring", "key-file": "key file", "passphrase": "passphrase"}


def way_options(command: Command) -> Command:
    """`--keyring`, `--key-file`, `--passphrase`: one of them, as the argument `way`."""
    told = {
        "keyring": "Keep the key in the keyring of your desktop.",
        "key-file": "Keep the key in a file that only you read.",
        "passphrase": "Lock the key behind a passphrase.",
    }
    for name in reversed(WAYS):
        command = click.option(f"--{name}", "way", flag_value=name, help=told[name])(command)
    return command


def choose_way(home: Home) -> str:
    """Asked on a terminal; elsewhere as it was, or the keyring, or a file where there is none."""
    from secondme.key import trusted_keyring
    from secondme.key.ways import list_ways

    has_keyring = trusted_keyring() is not None
    before = [name for name, way in WAYS.items() if way in list_ways(home)]
    usual = before[-1] if before else "keyring" if has_keyring else "key-file"
    if not sys.stdin.isatty():
        return usual
    choice = click.Choice([name for name in WAYS if name != "keyring" or has_keyring])
    return str(click.prompt("Where shall the key be", type=choice, default=usual, err=True))


def passphrase_for(way: str | None) -> str:
    """A new passphrase, where that is the way; else nothing is asked."""
    from secondme.cli.prompting import read_new_passphrase

    return read_new_passphrase() if way == "passphrase" else ""


def keep_key(home: Home, secret: bytes, way: str, passphrase: str) -> None:
    """Keeps the key that way from now on, and tells so."""
    from secondme.cli.output import note
    from secondme.key.ways import keep

    keep(home, secret, WAYS[way], passphrase)
    note(
        {
            "keyring": "The key to your memory is in your keyring.",
            "key-file": f"The key to your memory is in {home.key_file}, readable by you alone.",
            "passphrase": "The key to your memory is locked behind your passphrase. Nobody can reset it.",
        }[way]
    )


def print_recovery(home: Home, recovery: bytes) -> None:
    """The page to print, on standard output; what to do with it, on the side."""
    from datetime import date

    from secondme.cli.output import note
    from secondme.key.recovery import recovery_page

    click.echo(recovery_page(recovery, home=str(home.root), made=date.today()))
    note("Print or copy this page now: it is kept nowhere, and is not shown again.")
