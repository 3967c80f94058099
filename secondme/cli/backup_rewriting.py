"""secondme backup rewrite: take what was forgotten out of backups that were made before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from secondme.cli.backup_opening import find_repository, opening, unlock
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.backup.rewriting import Rewriting


@click.command(
    "rewrite",
    epilog="""\b
Examples
  secondme backup rewrite
  secondme backup rewrite 20261129
  secondme backup rewrite --from /media/other/secondme --passphrase-file FILE

Each is restored for a moment, and stored anew as of its time; what no snapshot needs any more is deleted.
`secondme backup list` tells which may hold what was forgotten; those are meant, unless some are named.

Exit codes: 0 done, 1 something had to stay, 3 no such backup, 6 it cannot be opened, 7 disk full.""",
)
@click.argument("snapshots", nargs=-1)
@opening
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def rewrite(
    session: Session,
    snapshots: tuple[str, ...],
    place: str | None,
    identity: Any,
    passphrase_file: Any,
    as_json: bool,
) -> int:
    """Take out of earlier backups what you have forgotten since."""
    from dataclasses import asdict

    from secondme.backup.rewriting import rewrite as rewrite_snapshots
    from secondme.cli.output import print_json, progress_bar
    from secondme.clock import present
    from secondme.home import find_home

    repository = find_repository(session, place)
    own = unlock(repository, identity, passphrase_file)
    with progress_bar() as on_progress:
        done = rewrite_snapshots(
            find_home(session.home),
            session.opened.store,
            repository,
            own,
            snapshots,
            now=present(),
            on_progress=on_progress,
        )
    if as_json:
        print_json(asdict(done) | {"well": done.is_well})
    else:
        _tell(done)
    return 0 if done.is_well else 1


def _tell(done: Rewriting) -> None:
    from secondme.cli.output import counted, harmless, sized

    if not done.snapshots:
        click.echo("No snapshot holds anything that was forgotten.")
    for one in done.snapshots:
        went = ((one.documents, "document"), (one.passages, "passage"), (one.memories, "memory"))
        if one.fault:
            click.echo(harmless(f"{one.snapshot} stays as it was: {one.fault}"))
        elif one.became == one.snapshot:
            click.echo(f"{one.snapshot} holds nothing that was forgotten.")
        else:
            gone = ", ".join(counted(*kind) for kind in went)
            click.echo(f"{one.snapshot} is {one.became} now, without {gone}.")
    for fault in done.faults:
        click.echo(harmless(fault))
    if done.packs:
        smaller = done.freed_bytes >= 0
        size = f"{sized(abs(done.freed_bytes))} {'less' if smaller else 'more'}"
        click.echo(f"{counted(done.packs, 'pack')} deleted or written anew; {size} on the disk.")
