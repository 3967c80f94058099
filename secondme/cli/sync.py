"""secondme sync: keep two machines in step through a shared folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from secondme.cli.path_type import TypedPath
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from datetime import datetime

    from secondme.sync.joined import Joined
    from secondme.sync.state import SyncState
    from secondme.sync.syncing import Synced

EPILOG = """\b
Examples
  secondme sync ~/Syncthing/secondme        begin, or take part; then the same again
  secondme sync                             tell and hear what is new
  secondme sync --status
  secondme sync --show-key                  to type it on the next machine

The folder may be one of Syncthing, a NAS or a cloud drive: what lies in it is encrypted. The first machine
makes the key; the next one asks for it. The daemon syncs by itself (sync.every_minutes).

Exit codes: 0 in step as far as can be, 2 not understood, 4 memory not usable, 6 the folder cannot be used,
7 disk full."""


@click.command("sync", epilog=EPILOG)
@click.argument("place", required=False, type=TypedPath(file_okay=False))
@click.option("--name", help="What this machine is called on the others; its own name unless you say.")
@click.option("--key-file", type=click.File(), help="Take the key of a sync that is there from this file.")
@click.option("--status", is_flag=True, help="Only show how it stands.")
@click.option("--show-key", is_flag=True, help="Show the key, to type it on the next machine.")
@click.option("--gone", is_flag=True, help="Most of what was here was forgotten; let it go on all machines.")
@click.option("--leave", is_flag=True, help="Take part no more; what came is kept.")
@click.option("--yes", is_flag=True, help="With --leave: do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session,
    place: str | None,
    name: str | None,
    key_file: IO[str] | None,
    status: bool,
    show_key: bool,
    gone: bool,
    leave: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Keep this memory and those on your other machines in step, through the folder PLACE."""
    if sum((status, show_key, leave, bool(place or name or key_file))) > 1 and (status or show_key or leave):
        raise click.UsageError("--status, --show-key and --leave each go by themselves. Nothing was changed.")
    if key_file is not None and place is None:
        raise click.UsageError("Say which sync the key is of: secondme sync FOLDER --key-file FILE")
    if status:
        _show_status(session, as_json)
    elif show_key:
        _show_key(session)
    elif leave:
        _leave(session, yes)
    else:
        if place is not None:
            _pair(session, Path(place).expanduser().absolute(), name, key_file)
        elif name is not None:
            _rename(session, name)
        _sync(session, gone, as_json)


def _pair(session: Session, place: Path, name: str | None, key_file: IO[str] | None) -> None:
    """Takes part; tells the key where it is new."""
    from secondme.cli.output import harmless, note
    from secondme.cli.prompting import read_hidden
    from secondme.sync.pairing import pair

    def typed() -> str:
        if key_file is not None:
            return key_file.read()
        return read_hidden("Key of the sync (secondme sync --show-key on the other machine)")

    own, is_new = pair(session.opened.store, place, name, typed, may_begin=key_file is None)
    if is_new:
        note(f"A sync was begun at {harmless(str(place))}; this machine is called {harmless(own.name)}.")
        note("On the next machine, once the folder is there: secondme sync FOLDER. It asks for this key:")
        note("")
        note(f"    {own.key.written}")
        note("")
        note("Whoever has it and the folder can read your memory. It is shown again by:")
        note("secondme sync --show-key")


def _rename(session: Session, name: str) -> None:
    from secondme.sync.pairing import rename

    _need(session)
    rename(session.opened.store, name)


def _sync(session: Session, gone: bool, as_json: bool) -> None:
    from secondme.cli.output import print_json
    from secondme.clock import present
    from secondme.sync.syncing import sync

    memory = session.opened
    embedder = memory.engines.shelf.chosen("embedder")
    done = sync(memory.home, memory.store, embedder=embedder, now=present(), gone_is_meant=gone)
    if as_json:
        print_json(done.as_json())
    else:
        _tell(done)


def _tell(done: Synced) -> None:
    """What was done, and then what is missing."""
    from secondme.cli.output import counted, harmless, note

    others = ", ".join(map(harmless, done.machines)) or "no other machine yet"
    click.echo(
        f"{counted(done.told, 'change')} told, {done.heard:,} heard, {done.followed:,} followed here. "
        f"In step with: {others}."
    )
    if done.conflicts:
        click.echo(f"{counted(done.conflicts, 'new conflict')}. See: secondme conflicts")
    if done.missing:
        click.echo(f"{counted(done.missing, 'thing')} wait for what has not come yet; the next sync goes on.")
    if done.newer:
        click.echo(f"{counted(done.newer, 'thing')} that only a newer secondme knows. Install it here too.")
    for line in done.waiting:
        note(line)
    if done.anew:
        note("A copy of this home writes under the number it had, so it took another one. Nothing is lost.")
    if done.strays:
        some = ", ".join(map(harmless, done.strays[:3]))
        note(f"{counted(len(done.strays), 'file')} in the folder not of the sync, left alone: {some}")


def _show_status(session: Session, as_json: bool) -> None:
    from secondme.cli.output import print_json
    from secondme.sync.state import read_state

    state = read_state(session.opened.store.connection())
    if as_json:
        print_json(None if state is None else state.as_json())
    elif state is None:
        click.echo("This memory is kept in step with no other. Begin with: secondme sync FOLDER")
    else:
        _tell_state(state)


def _tell_state(state: SyncState) -> None:
    from secondme.cli.output import counted, harmless

    def moment(at: datetime | None) -> str:
        return f"{at.astimezone():%a %d %b %Y, %H:%M}" if at else "never"

    there = "" if state.is_there else " (not there now)"
    click.echo(f"folder        {harmless(str(state.place))}{there}")
    click.echo(f"this machine  {harmless(state.name)}, last in step {moment(state.synced_at)}")
    for one in state.machines:
        click.echo(f"{'':13} {harmless(one.name)}, last heard of {moment(one.said_at)}")
    if state.unsent:
        click.echo(f"untold        {counted(state.unsent, 'segment')} not in the folder yet")
    if state.waiting:
        some = counted(state.waiting, "thing")
        click.echo(f"to follow     {some} that did not come in full, or that are here already")
    if state.failed:
        click.echo(f"last problem  {moment(state.failed_at)}: {harmless(state.failed)}")


def _show_key(session: Session) -> None:
    click.echo(_need(session).key.written)


def _leave(session: Session, yes: bool) -> None:
    from secondme.sync.joined import leave

    _need(session)
    if not yes and not click.confirm("Take part no more? What came from other machines is kept.", err=True):
        click.echo("Nothing was changed.", err=True)
        return
    with session.opened.store.write() as db:
        leave(db)
    with suppress(OSError):  # Another sync of this home is at work, or none ever was.
        session.opened.home.syncing.rmdir()
    click.echo(
        "This memory is kept in step with no other any more. What came is kept; the folder is as it was."
    )


def _need(session: Session) -> Joined:
    """The sync of this memory. Raises UsageError."""
    from secondme.errors import UsageError
    from secondme.sync.joined import joined

    found = joined(session.opened.store.connection())
    if found is None:
        raise UsageError(
            "This memory is kept in step with no other. Nothing was done. Begin with: secondme sync FOLDER"
        )
    return found
