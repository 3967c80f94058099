"""secondme backup: keep copies that can be taken away, and get them back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from secondme.cli.backup_opening import find_repository, find_seal, need_joined, new_lock, opening, unlock
from secondme.cli.backup_reading import drill, restore, verify
from secondme.cli.backup_rewriting import rewrite
from secondme.cli.path_type import TypedPath
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.backup.creating import Created
    from secondme.backup.holding import Lists
    from secondme.backup.joined import Joined
    from secondme.backup.pruning import Pruned
    from secondme.home import Home
    from secondme.store import Store

EPILOG = """\b
Examples
  secondme backup create --init --to /media/disk/secondme
  secondme backup create
  secondme backup list
  secondme backup verify --thorough
  secondme backup restore latest --to ~/restored
  secondme backup drill
  secondme backup rewrite

Backups are encrypted; without the passphrase or key nobody can read them, you neither.

Exit codes: 0 done, 1 a backup is not sound, 2 not clear what is meant, 3 no such backup, 4 memory not usable,
6 a backup cannot be used, 7 disk full."""


@click.group("backup", epilog=EPILOG)
def command() -> None:
    """Keep copies of your memory that you can take away, and get them back."""


for part in (restore, verify, drill, rewrite):
    command.add_command(part)


@command.command(
    "create",
    epilog="""\b
Examples
  secondme backup create --init --to /media/disk/secondme
  secondme backup create --init --to ~/backup --recipient age1...
  secondme backup create""",
)
@click.option("--init", is_flag=True, help="Set up the place first, or join one that is there.")
@click.option("--to", "place", type=TypedPath(file_okay=False), help="The folder for the backups.")
@click.option("--recipient", "recipients", multiple=True, help="With --init: a public key of age opens it.")
@click.option("--identity", type=click.File(), help="With --init: opens the one that is there already.")
@click.option("--passphrase-file", type=click.File(), help="Take the passphrase from this file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def create(
    session: Session,
    init: bool,
    place: str | None,
    recipients: tuple[str, ...],
    identity: Any,
    passphrase_file: Any,
    as_json: bool,
) -> None:
    """Back up the memory as it is now; only what is new is stored."""
    from dataclasses import asdict

    from secondme.backup.creating import create_backup
    from secondme.cli.output import print_json, progress_bar
    from secondme.cli.prompting import ask_passphrase
    from secondme.clock import present
    from secondme.errors import UsageError
    from secondme.home import find_home
    from secondme.key import need_key
    from secondme.opened import opened

    if not init and (recipients or identity is not None):
        raise click.UsageError("--recipient and --identity go with --init. Nothing was done.")
    if not find_home(session.home).store.exists():
        raise UsageError("There is no memory yet, so there is nothing to back up. Nothing was done.")
    home = find_home(session.home)
    key = need_key(home, ask=ask_passphrase)
    with opened(home, key) as store:
        if init:
            to = _set_up(home, store, place, recipients, identity, passphrase_file)
        else:
            to = _joined(session, place)
        with progress_bar() as on_progress:
            made = create_backup(home, store, to, now=present(), on_progress=on_progress)
    if as_json:
        print_json(asdict(made))
    else:
        _tell_created(made, to)


def _set_up(
    home: Home,
    store: Store,
    place: str | None,
    recipients: tuple[str, ...],
    identity: Any,
    passphrase_file: Any,
) -> Joined:
    """A new repository, or the one that lies there already; this home backs up there from now on."""
    from secondme.backup.joined import join
    from secondme.backup.repository import Repository
    from secondme.backup.sealing import make_identity
    from secondme.cli.output import note
    from secondme.errors import UsageError
    from secondme.store.apart import require_apart

    if place is None:
        raise click.UsageError("Say where: secondme backup create --init --to FOLDER")
    root = Path(place).expanduser().absolute()
    require_apart(root, store, "the backups")
    if root.resolve().is_relative_to(home.root.resolve()):
        raise UsageError(
            f"{root} lies in the home that is to be backed up, and would be lost with it. "
            "Nothing was done. Name a folder elsewhere."
        )
    repository = Repository(root)
    if repository.exists:
        if recipients:
            raise UsageError(
                f"There are backups at {repository.root} already, and what opens them stays as it is: "
                "--recipient is for a new place. Nothing was done."
            )
        own = unlock(repository, identity, passphrase_file)
    else:
        own = make_identity()
        repository.found(own, new_lock(recipients, passphrase_file))
        note("Keep the passphrase or key in another place than this machine: nothing else opens the backups.")
    return join(home, repository.root, own.seal)


def _joined(session: Session, place: str | None) -> Joined:
    """Where this memory is backed up; the same repository may lie elsewhere today."""
    from dataclasses import replace

    found = need_joined(session)
    return replace(found, place=Path(place).expanduser().absolute()) if place else found


def _tell_created(made: Created, to: Joined) -> None:
    from secondme.cli.output import harmless, sized

    click.echo(f"{made.snapshot} is at {harmless(str(to.place))}.")
    click.echo(
        f"{sized(made.image_bytes)} remembered, {made.new_chunks:,} of {made.chunks:,} pieces new, "
        f"{sized(made.added_bytes)} stored."
    )


@command.command(
    "list",
    epilog="""\b
Example
  secondme backup list --from /media/disk/secondme""",
)
@opening
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def list_snapshots(
    session: Session, place: str | None, identity: Any, passphrase_file: Any, as_json: bool
) -> int:
    """List the snapshots there are, oldest first."""
    from rich.table import Table

    from secondme.backup.holding import tell_held
    from secondme.backup.repository import made_when
    from secondme.cli.output import console, note, print_json, sized
    from secondme.errors import BackupDamagedError

    repository = find_repository(session, place)
    seal = find_seal(session, repository, identity, passphrase_file)
    told = list(repository.chunk_lists(seal))
    problems = {name: str(one) for name, one in told if isinstance(one, BackupDamagedError)}
    found = [(name, None if isinstance(one, BackupDamagedError) else one) for name, one in told]
    held = _forgotten_in(session, [(name, one) for name, one in found if one is not None])
    if as_json:
        print_json(
            [
                {
                    "snapshot": name,
                    "made_at": (one.made_at if one else made_when(name)).isoformat(),
                    "image_bytes": one and one.image_bytes,
                    "added_bytes": one and one.added_bytes,
                    "forgotten": held.get(name, {}),
                    "problem": problems.get(name, ""),
                }
                for name, one in found
            ]
        )
        return 1 if problems else 0
    table = Table("snapshot", "made", "remembered", "new", box=None, header_style="dim")
    table.columns[0].no_wrap = table.columns[1].no_wrap = True
    if held:
        table.add_column("may hold, though forgotten")
    for name, one in found:
        made = f"{(one.made_at if one else made_when(name)).astimezone():%a %d %b %Y, %H:%M}"
        may_hold = (tell_held(held.get(name, {})),) if held else ()
        sizes = (sized(one.image_bytes), sized(one.added_bytes)) if one else ("damaged", "")
        table.add_row(name, made, *sizes, *may_hold)
    console().print(table if found else "There are no snapshots yet.")
    if held:
        note("To make them anew without it: secondme backup rewrite")
    if problems:
        note("What is damaged does not come back. Put it aside with: secondme backup verify --set-aside")
    return 1 if problems else 0


def _forgotten_in(session: Session, found: Lists) -> dict[str, dict[str, int]]:
    """By snapshot, what it may hold that was forgotten since, as far as that is told without asking."""
    from secondme.backup.holding import held_in
    from secondme.home import find_home
    from secondme.key import find_key

    home = find_home(session.home)
    key = find_key(home) if home.store.exists() else None
    return held_in(home, key, found) if key is not None else {}


@command.command(
    "prune",
    epilog="""\b
Example
  secondme backup prune --keep-daily 7 --keep-weekly 4 --keep-monthly 12 --dry-run""",
)
@opening
@click.option("--keep-daily", type=click.IntRange(0), help="Of so many days the last snapshot is kept.")
@click.option("--keep-weekly", type=click.IntRange(0), help="Of so many weeks too.")
@click.option("--keep-monthly", type=click.IntRange(0), help="Of so many months too.")
@click.option("--dry-run", is_flag=True, help="Only tell what would go.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def prune(
    session: Session,
    place: str | None,
    identity: Any,
    passphrase_file: Any,
    keep_daily: int | None,
    keep_weekly: int | None,
    keep_monthly: int | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Drop old snapshots, and what only they needed; what is kept is in the settings unless said here."""
    from dataclasses import asdict, replace

    from secondme.backup.pruning import prune as prune_repository
    from secondme.backup.schedule import retention_of
    from secondme.cli.output import print_json
    from secondme.config import load_config
    from secondme.home import find_home

    repository = find_repository(session, place)
    seal = find_seal(session, repository, identity, passphrase_file)
    said = {"daily": keep_daily, "weekly": keep_weekly, "monthly": keep_monthly}
    policy = replace(
        retention_of(load_config(find_home(session.home)).checked().backup),
        **{name: number for name, number in said.items() if number is not None},
    )
    done = prune_repository(repository, seal, policy, dry_run=dry_run)
    if as_json:
        print_json(asdict(done))
    else:
        _tell_pruned(done, dry_run)


def _tell_pruned(done: Pruned, dry_run: bool) -> None:
    from secondme.cli.output import counted, sized

    for name in done.dropped:
        click.echo(f"{'would drop' if dry_run else 'dropped'} {name}")
    freed = f"{sized(done.freed_bytes)} {'would be ' if dry_run else ''}freed"
    click.echo(f"{counted(len(done.kept), 'snapshot')} kept, {freed}.")
