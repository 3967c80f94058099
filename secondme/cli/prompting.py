"""Asking for what nobody may see: on a terminal without showing it, else from standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click


def read_hidden(prompt: str) -> str:
    """One line, typed unseen, or piped in. Raises UsageError where there is none."""
    if sys.stdin.isatty():
        return str(click.prompt(prompt, hide_input=True, err=True))
    line = sys.stdin.readline()
    if not line:
        raise click.UsageError(
            f"{prompt}: nothing was typed, and nothing came over standard input. Nothing was changed."
        )
    return line.rstrip("\r\n")


def ask_passphrase() -> str:
    """The passphrase for a command that needs the memory; standard input may be meant for something else."""
    if sys.stdin.isatty():
        return read_hidden("Passphrase")
    from secondme.errors import LockedError

    raise LockedError(
        "The memory is locked with a passphrase, and this is no terminal to ask for it. Nothing was changed. "
        "Run it in a terminal; what the daemon can do is done without one after: secondme unlock"
    )


def read_new_passphrase() -> str:
    """A passphrase that is long enough, typed twice on a terminal. Raises UsageError."""
    from secondme.key.passphrase import check_passphrase

    return read_new("New passphrase", check_passphrase)


def read_new(prompt: str, check: Callable[[str], None]) -> str:
    """A new secret, typed twice on a terminal; `check` raises UsageError for one that will not do."""
    typed = read_hidden(prompt)
    check(typed)
    if sys.stdin.isatty() and read_hidden("The same again") != typed:
        raise click.UsageError("These are two different passphrases. Nothing was changed.")
    return typed
