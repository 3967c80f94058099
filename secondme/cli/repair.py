"""secondme repair: mends a damaged store, and says exactly what became of everything in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from secondme.cli.backup_opening import opening
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.home import Home
    from secondme.repair.backups import Backup
    from secondme.repair.diagnosis import Case, Diagnosis
    from secondme.repair.repairing import Repaired

EPILOG = """\b
Examples
  secondme repair --dry-run           what is wrong, and what would be done
  secondme repair
  secondme repair --yes --without-backup
  secondme repair --from /media/disk/secondme

It reads every page of the store. What is only derived is made again; what was remembered is read from every
page that is whole, filled in from the newest sound backup, and read again from your files. The damaged file
is kept beside the new one, and never deleted. A daemon that runs is stopped.

Exit codes: 0 all is whole, 1 something is lost or there is something to do, 2 not clear what is meant,
4 the memory is open elsewhere or nothing can be read, 6 a backup cannot be used, 7 disk full."""
WAYS = {
    "nothing": "There is nothing to mend.",
    "in place": "What is made from passages is made again, where it is.",
    "new store": "All that can be read is put into a new store, which takes the place of this one.",
    "backup": "Nothing can be read. The newest sound backup takes its place.",
}
AFTER = ("saved", "filled", "lost", "pruned")


@click.command("repair", epilog=EPILOG)
@opening
@click.option("--without-backup", is_flag=True, help="Do with what the store itself and your files hold.")
@click.option("--dry-run", is_flag=True, help="Only say what is wrong, and what would be done.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; does not ask.")
@pass_session
def command(
    session: Session,
    place: str | None,
    identity: Any,
    passphrase_file: Any,
    without_backup: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Mend a damaged memory: save what can be read, fill in the rest."""
    from secondme.cli.output import note
    from secondme.cli.prompting import ask_passphrase
    from secondme.clock import present
    from secondme.daemon.control import stop
    from secondme.home import find_home
    from secondme.key import need_key
    from secondme.repair.diagnosis import examined

    home, now = find_home(session.home), present()
    if not home.root.exists():
        raise click.UsageError(f"There is no memory at {home.root} yet, so there is nothing to mend.")
    key = need_key(home, ask=ask_passphrase)
    if stop(home):
        note("The daemon was stopped. Start it again afterwards: secondme daemon start")
    with examined(home, key, now=now) as case:
        found = case.diagnosis
        if not as_json:
            _show_diagnosis(found)
        if dry_run or found.way == "nothing" or not (yes or as_json or _is_meant()):
            return _left_alone(found, as_json)
        backup = None if without_backup else _backup(session, home, found, place, identity, passphrase_file)
        done = _mend(case, backup, now)
    _tell(session, found, done, as_json)
    return 0 if done.is_whole else 1


def _mend(case: Case, backup: Backup | None, now: datetime) -> Repaired:
    from secondme.cli.output import progress_bar
    from secondme.repair.checking import note_repair
    from secondme.repair.repairing import repair

    with progress_bar() as on_progress:
        done = repair(case, backup, now=now, on_progress=on_progress)
    note_repair(case.home, now=now)
    return done


def _left_alone(found: Diagnosis, as_json: bool) -> int:
    from secondme.cli.output import print_json

    if as_json:
        print_json({"diagnosis": found.as_json(), "repaired": None})
    elif found.way != "nothing":
        click.echo("Nothing was changed.", err=True)
    return 0 if found.way == "nothing" else 1


def _is_meant() -> bool:
    from secondme.cli.forget import is_meant

    return is_meant("Mend it so?", "Nobody answered, so nothing was changed. Say that you mean it: --yes")


def _backup(
    session: Session, home: Home, found: Diagnosis, place: str | None, identity: Any, passphrase_file: Any
) -> Backup | None:
    """Where to fill in from, where that is of use and there is such a place."""
    from secondme.backup.state import find_place
    from secondme.cli.backup_opening import find_repository, unlock
    from secondme.cli.output import harmless, note
    from secondme.repair.backups import Backup

    if not found.loses or (place is None and find_place(home) is None):
        return None
    repository = find_repository(session, place)
    if place is None and not repository.exists:
        note(
            f"The place of your backups, {harmless(str(repository.root))}, is not there now; it goes without."
        )
        return None
    note(f"The backup at {harmless(str(repository.root))} is opened, to fill in what is lost.")
    return Backup(home, repository, unlock(repository, identity, passphrase_file))


def _show_diagnosis(found: Diagnosis) -> None:
    from secondme.cli.output import harmless

    for text in found.faults:
        click.echo(f"{click.style('✗', fg='red')} {harmless(text)}")
    click.echo(WAYS[found.way])
    if found.way == "new store" and not found.loses:
        click.echo("Nothing that was remembered is lost.")
    elif found.way == "new store":
        click.echo("What is lost is taken from the newest backup and from your files, as far as it is there.")


def _tell(session: Session, found: Diagnosis, done: Repaired, as_json: bool) -> None:
    from secondme.cli.output import counted, note, print_json

    read = _read_again(session, done)
    if as_json:
        print_json({"diagnosis": found.as_json(), "repaired": done.as_json() | {"read_again": read}})
        return
    for text in _lines(done):
        click.echo(text)
    if done.again:
        click.echo(
            f"Read again: {counted(len(done.again), 'file')}, of which came {counted(read, 'document')}."
        )
    if done.parted_from_sync:
        note(
            "The sync with your other machines was ended here, lest they delete what is lost. Join it again."
        )
    if done.queued:
        note(f"Vectors are to be made of {counted(done.queued, 'document')}: secondme index")


def _lines(done: Repaired) -> list[str]:
    """What became of everything, a sentence each."""
    from secondme.cli.output import harmless

    lines = [f"Mended: {text}" for text in done.cured]
    if done.saved:
        lines.append(f"Saved: {_counts(done.saved)}.")
    if done.filled and done.made_at:
        lines.append(
            f"From the backup of {done.made_at.astimezone():%d %b %Y, %H:%M}: {_counts(done.filled)}."
        )
    if known := {name: count for name, count in done.lost.items() if count is not None}:
        lines.append(f"Lost: {_counts(known)}.")
    if unknown := [name for name, count in sorted(done.lost.items()) if count is None]:
        lines.append(f"Nobody can tell whether anything is lost of: {', '.join(unknown)}.")
    if done.pruned:
        lines.append(f"Gone with what is lost, since it rested on that alone: {_counts(done.pruned)}.")
    if done.is_whole:
        lines.append("Nothing that was remembered is lost.")
    lines += [f"The damaged file is kept: {harmless(str(path))}" for path in done.aside]
    return lines


def _counts(counts: Mapping[str, int]) -> str:
    """ "12 passages, 3 recalls"."""
    return ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items()))


def _read_again(session: Session, done: Repaired) -> int:
    """Has the files whose text was lost be read now; how many documents came of it."""
    if not done.again:
        return 0
    return session.opened.index().documents
