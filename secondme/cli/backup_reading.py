"""secondme backup verify, restore and drill: is a backup sound, and does it come back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from secondme.cli.backup_opening import find_repository, find_seal, opening, unlock
from secondme.cli.path_type import TypedPath
from secondme.cli.rerooting import moving
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.backup.drilling import Drilled
    from secondme.backup.restoring import Restored
    from secondme.store.sources import Source


@click.command(
    "verify",
    epilog="""\b
Examples
  secondme backup verify
  secondme backup verify --thorough

Exit codes: 0 all is sound, 1 something is not, 3 there is no backup.""",
)
@opening
@click.option("--thorough", is_flag=True, help="Open every pack, and prove each piece in it.")
@click.option("--set-aside", is_flag=True, help="Put what is damaged aside: the next backup stores it anew.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def verify(
    session: Session,
    place: str | None,
    identity: Any,
    passphrase_file: Any,
    thorough: bool,
    set_aside: bool,
    as_json: bool,
) -> int:
    """Look whether the backups are what was written."""
    from dataclasses import asdict

    from secondme.backup.verifying import set_damaged_aside
    from secondme.backup.verifying import verify as verify_repository
    from secondme.cli.output import counted, harmless, note, print_json, progress_bar, sized

    repository = find_repository(session, place)
    own = unlock(repository, identity, passphrase_file) if thorough else None
    seal = own.seal if own else find_seal(session, repository, identity, passphrase_file)
    with progress_bar() as on_progress:
        found = verify_repository(repository, seal, own, on_progress=on_progress)
    aside = set_damaged_aside(repository, seal) if set_aside and not found.is_well else []
    if as_json:
        print_json(asdict(found) | {"set_aside": aside})
        return 0 if found.is_well else 1
    for text in found.faults:
        click.echo(harmless(text))
    for name in found.broken:
        click.echo(f"{name} cannot be restored.")
    size = f"{sized(found.size)} in {counted(found.packs, 'pack')}"
    click.echo(f"{counted(len(found.sound), 'snapshot')} sound, {len(found.broken):,} broken; {size}.")
    if aside:
        snapshots = len({*aside} & {*found.broken})
        kinds = ((len(aside) - snapshots, "pack"), (snapshots, "snapshot"))
        told = ", ".join(counted(*kind) for kind in kinds if kind[0])
        note(f"{told} put aside. Store anew what is lost with: secondme backup create")
    return 0 if found.is_well else 1


@click.command(
    "restore",
    epilog="""\b
Examples
  secondme backup restore latest --to ~/restored
  secondme backup restore latest --from /media/disk/secondme --to ~/.local/share/secondme
  secondme backup restore 20261129 --to ~/restored --move /home/ana/notes=/home/ana/Documents/notes""",
)
@click.argument("snapshot")
@click.option("--to", "target", required=True, type=TypedPath(file_okay=False), help="A new, empty folder.")
@moving
@opening
@click.option("--thorough", is_flag=True, help="Have SQLite look through all that came back, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def restore(
    session: Session,
    snapshot: str,
    target: str,
    moves: tuple[str, ...],
    place: str | None,
    identity: Any,
    passphrase_file: Any,
    thorough: bool,
    as_json: bool,
) -> None:
    """Make a new home of a snapshot: `latest`, or the beginning of its name. Nothing is ever overwritten."""
    from dataclasses import asdict

    from secondme.backup.restoring import restore as restore_snapshot
    from secondme.cli.ending import ended_in_order
    from secondme.cli.output import note, print_json, progress_bar
    from secondme.cli.rerooting import read_moves, reroot_lost
    from secondme.home import find_home
    from secondme.key import need_key
    from secondme.opened import opened

    moved = read_moves(moves)
    repository = find_repository(session, place)
    own = unlock(repository, identity, passphrase_file)
    with ended_in_order(), progress_bar() as on_progress:
        came = restore_snapshot(
            repository, own, snapshot, Path(target), thorough=thorough, note=note, on_progress=on_progress
        )
    home = find_home(came.home)
    with opened(home, need_key(home)) as store:
        left = reroot_lost(store, came.lost, moved, ask=not as_json)
    if as_json:
        print_json(
            {
                "home": str(came.home),
                "snapshot": came.snapshot,
                "rows": came.rows,
                "models": [asdict(one) for one in came.models],
                "lost": [{"id": f"s{one.id}", "place": one.place} for one in left],
            }
        )
    else:
        _tell_restored(came, left)


def _tell_restored(came: Restored, left: Iterable[Source]) -> None:
    from secondme.cli.output import counted, harmless, note

    counts = ", ".join(counted(came.rows.get(f"{noun}s", 0), noun) for noun in ("document", "passage"))
    click.echo(f"{came.snapshot} is restored to {harmless(str(came.home))}: {counts}. It has a new key.")
    for model in came.models:
        note(f"Get the model again, held to its hash: secondme --home {came.home} models pull {model.name}")
    for source in left:
        note(f"Once it is back, at {source.place}, changes of it are followed again.")
    note(f"To use it: secondme --home {came.home} status")


@click.command(
    "drill",
    epilog="""\b
Example
  secondme backup drill

Exit codes: 0 it came back whole, 1 it did not, 3 there is no backup, 6 it cannot be opened.""",
)
@click.argument("snapshot", default="latest")
@opening
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def drill(
    session: Session, snapshot: str, place: str | None, identity: Any, passphrase_file: Any, as_json: bool
) -> int:
    """Restore a snapshot for a moment, look whether all is in it, ask it questions, and throw it away."""
    from secondme.backup.drilling import drill as drill_repository
    from secondme.cli.output import print_json, progress_bar
    from secondme.clock import present
    from secondme.home import find_home

    repository = find_repository(session, place)
    own = unlock(repository, identity, passphrase_file)
    now = present()
    with progress_bar() as on_progress:
        found = drill_repository(
            find_home(session.home),
            repository,
            own,
            snapshot,
            session.memory.recall,
            now=now,
            on_progress=on_progress,
        )
    if as_json:
        print_json(found.as_json())
    else:
        _tell_drilled(found)
    return 0 if found.is_well else 1


def _tell_drilled(found: Drilled) -> None:
    from secondme.cli.output import counted, harmless

    for text in found.faults:
        click.echo(harmless(text))
    if found.is_well:
        click.echo(f"{found.snapshot} comes back whole: {counted(found.rows, 'row')}, every page intact.")
    if found.asked:
        click.echo(f"{found.same:,} of {counted(found.asked, 'question')} found the same as the memory now.")
