"""Which backup is meant, and what opens it: asked for or read from a file, never given as an argument."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from secondme.cli.path_type import TypedPath
from secondme.cli.session import Session

if TYPE_CHECKING:
    from secondme.backup.joined import Joined
    from secondme.backup.repository import Repository
    from secondme.backup.sealing import Identity, Lock, Seal

LEAST_PASSPHRASE = 8


def opening(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say where a backup is and what opens it."""
    for option in (
        click.option("--passphrase-file", type=click.File(), help="Take the passphrase from this file."),
        click.option("--identity", type=click.File(), help="Open it with the age identities in this file."),
        click.option("--from", "place", type=TypedPath(file_okay=False), help="The folder with the backups."),
    ):
        command = option(command)
    return command


def find_repository(session: Session, place: str | None) -> Repository:
    """The repository in that folder, else the one that was set up."""
    from secondme.backup.repository import Repository

    return Repository(Path(place).expanduser().absolute()) if place else need_joined(session).repository


def need_joined(session: Session) -> Joined:
    """Where this memory is backed up. Raises UsageError when nothing was set up."""
    from secondme.backup.joined import joined
    from secondme.errors import UsageError
    from secondme.home import find_home

    found = joined(find_home(session.home))
    if found is None:
        raise UsageError(
            "No place for backups is set up yet. Nothing was done. Set one up with: "
            "secondme backup create --init --to FOLDER"
        )
    return found


def unlock(repository: Repository, identity: Any, passphrase_file: Any) -> Identity:
    """What opens it; asks for the passphrase where none is given."""
    repository.check()
    return repository.identity(given_lock(repository.wants_passphrase, identity, passphrase_file))


def find_seal(session: Session, repository: Repository, identity: Any, passphrase_file: Any) -> Seal:
    """What tells the repository's own from other things: this home has it, or the identity does."""
    from secondme.backup.joined import joined
    from secondme.home import find_home

    ours = joined(find_home(session.home))
    if ours is not None and repository.check() == ours.seal.recipient:
        return ours.seal
    return unlock(repository, identity, passphrase_file).seal


def new_lock(recipients: tuple[str, ...], passphrase_file: Any, what: str = "the backups") -> Lock:
    """What shall open a new repository, or `what`. Raises UsageError for a passphrase that is too short."""
    from secondme.backup.sealing import Lock
    from secondme.cli.prompting import read_new

    if recipients:
        return Lock(recipients=recipients)
    if given := _first_line(passphrase_file):
        _check(given)
        return Lock(passphrase=given)
    return Lock(passphrase=read_new(f"Passphrase for {what}", _check))


def _check(passphrase: str) -> None:
    """Raises UsageError for one that is too short."""
    from secondme.errors import UsageError

    if len(passphrase) < LEAST_PASSPHRASE:
        raise UsageError(
            f"A passphrase has at least {LEAST_PASSPHRASE} characters; several random words are best. "
            "Nothing was written."
        )


def given_lock(
    wants_passphrase: bool, identity: Any, passphrase_file: Any, what: str = "This backup"
) -> Lock:
    """What is to open it, as it was given; asks for a passphrase that was not."""
    from secondme.backup.sealing import Lock
    from secondme.cli.prompting import read_hidden

    if not wants_passphrase:
        if identity is None:
            raise click.UsageError(f"{what} is opened with a key of age: say --identity FILE.")
        return Lock(identities=identity.read())
    return Lock(passphrase=_first_line(passphrase_file) or read_hidden("Passphrase"))


def _first_line(file: Any) -> str:
    return file.readline().rstrip("\r\n") if file is not None else ""
