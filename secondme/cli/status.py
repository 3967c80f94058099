"""secondme status: what is remembered, what is being done now and what is still to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from secondme.cli.output import counted
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.backup.state import BackupState
    from secondme.status import Status
    from secondme.store.files import Problem
    from secondme.store.progress import Work

EPILOG = """\b
Examples
  secondme status
  secondme status --unread
  secondme status --skipped --json

A file that could not be read is tried again when it changes, or when a reader for it appears.

Exit codes: 0 done, 4 memory not usable."""
MOST_PATHS = 10
"""So many files are named for one reason; --json names all."""
DOING = {"looking": "looking at", "reading": "reading", "embedding": "understanding"}


@click.command("status", epilog=EPILOG)
@click.option("--unread", is_flag=True, help="List the files that could not be read, and why.")
@click.option("--skipped", is_flag=True, help="List the files that have nothing worth reading, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, unread: bool, skipped: bool, as_json: bool) -> None:
    """Show what is remembered, what is being done and what is still to do."""
    from secondme.cli.output import print_json
    from secondme.repair.checking import read_checks

    status = session.memory.status()
    if unread or skipped:
        found = [*(status.problems if unread else ()), *(session.memory.skipped() if skipped else ())]
        places = {one.source.id: one.source.place for one in session.memory.sources()}
        if as_json:
            print_json([_as_json(one, places) for one in found])
        else:
            _list_by_reason(found, places)
        return
    daemon, why = _daemon(session)
    backup = _backup(session)
    checks = read_checks(session.memory.home)
    if as_json:
        told = {"daemon": daemon, "backup": backup.as_json() if backup else None}
        print_json(status.as_json() | told | {"checks": checks.as_json()})
        return
    damage = [("damaged", f"{checks.damage}; mend it with: secondme repair")] if checks.damage else []
    _show([*damage, *_lines(status, f"{_FOLLOWING[daemon]}{why}"), ("backup", _backed_up(backup))])


def _as_json(problem: Problem, places: dict[int, str]) -> dict[str, object]:
    return {
        "source": f"s{problem.source_id}",
        "path": _path(problem, places),
        "reason": problem.reason,
    }


def _list_by_reason(found: Sequence[Problem], places: dict[int, str]) -> None:
    """Each reason with its files, the commonest first."""
    from secondme.cli.output import harmless

    by_reason: dict[str, list[str]] = defaultdict(list)
    for one in found:
        by_reason[one.reason].append(_path(one, places))
    for reason, paths in sorted(by_reason.items(), key=lambda each: (-len(each[1]), each[0])):
        click.echo(f"{harmless(reason)} ({counted(len(paths), 'file')})")
        for path in paths[:MOST_PATHS]:
            click.echo(f"  {harmless(path)}")
        if len(paths) > MOST_PATHS:
            click.echo(f"  … and {len(paths) - MOST_PATHS:,} more; --json lists all")


def _path(problem: Problem, places: dict[int, str]) -> str:
    """Where the file lies; a source that is a file itself has its own name as key."""
    place = places.get(problem.source_id, "")
    alone = not problem.subject or place.endswith(f"/{problem.subject}")
    return place if alone else f"{place}/{problem.subject}"


def _daemon(session: Session) -> tuple[str, str]:
    """`on`, `off`, or `silent` where one runs and does not answer; and in words why it rests, if it does."""
    from secondme.daemon.control import daemon_state

    state = daemon_state(session.memory.home)
    work = state.about["work"] if state.about else {}
    why = f"; it rests now: {work['why']}" if work.get("doing") == "resting" and work["why"] else ""
    return "on" if state.answers else "silent" if state.running else "off", why


def _backup(session: Session) -> BackupState | None:
    from datetime import UTC, datetime

    from secondme.backup.state import read_state

    return read_state(session.memory.home, datetime.now(UTC))


def _backed_up(state: BackupState | None) -> str:
    """ "8 Nov 2025, 12:00, at /media/disk; try whether it comes back: secondme backup drill"."""
    if state is None:
        return "none yet: secondme backup create --init --to FOLDER"
    parts = [
        "none yet" if state.backed_up_at is None else f"{state.backed_up_at.astimezone():%d %b %Y, %H:%M}"
    ]
    parts[0] += f", at {state.place}" + ("" if state.is_there else ", which is not there now")
    if state.failed:
        parts.append(f"the last try failed: {state.failed}")
    if state.drill_failed:
        parts.append(f"the last one did not come back: {state.drill_failed}")
    if state.is_drill_due:
        parts.append("try whether it comes back: secondme backup drill")
    return "; ".join(parts)


def _show(lines: list[tuple[str, str]]) -> None:
    from rich.table import Table

    from secondme.cli.output import console, harmless

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column()
    for name, value in lines:
        table.add_row(name, harmless(value))
    console().print(table)


def _lines(status: Status, following: str) -> list[tuple[str, str]]:
    remembered = (
        f"{counted(status.documents, 'document')} from {counted(status.sources, 'source')}, "
        f"{counted(status.passages, 'passage')}; {counted(status.memories, 'memory')}"
    )
    lines = [
        ("remembered", remembered),
        ("search", _search(status)),
        ("answers", _answers(status)),
        *(("at work", _doing(work)) for work in status.working),
        ("still to do", _still_to_do(status)),
        ("kept up to date", following),
        (
            "kept in",
            f"{status.home} ({status.size / 1e6:.1f} MB, encrypted; key {_key_place(status)})",
        ),
    ]
    if status.quarantined:
        told = f"{counted(status.quarantined, 'passage')} that may give a machine orders: secondme suspects"
        lines.append(("quarantined", told))
    if status.problems:
        lines.append(("not readable", f"{counted(len(status.problems), 'file')}: secondme status --unread"))
    if status.skipped:
        lines.append(("skipped", f"{counted(status.skipped, 'file')}: secondme status --skipped"))
    return lines


_FOLLOWING = {
    "on": "by the daemon, as it changes",
    "silent": "the daemon does not answer: secondme daemon status",
    "off": "on request: secondme index; by itself: secondme daemon start",
}


def _doing(work: Work) -> str:
    """ "reading 1,200 of 10,000 files, 410/s (1,650 passages/s), about 2 minutes left"."""
    noun = "passages" if work.stage == "embedding" else "files"
    parts = [f"{DOING[work.stage]} {work.done:,} of {work.total:,} {noun}"]
    if work.per_second:
        also = f" ({work.passages_per_second:,.0f} passages/s)" if work.passages_per_second else ""
        parts.append(f"{work.per_second:,.0f}/s{also}" if work.per_second >= 1 else "less than 1/s")
    if work.seconds_left is not None:
        parts.append(f"about {_duration(work.seconds_left)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return counted(max(1, round(seconds)), "second")
    if seconds < 5_400:
        return counted(round(seconds / 60), "minute")
    return counted(round(seconds / 3_600), "hour")


def _answers(status: Status) -> str:
    if status.endpoint is None:
        return status.generator or "no language model yet: secondme models pull"
    if status.generator is None:
        return status.endpoint
    return (
        f"{status.generator} at {status.endpoint}: questions and the passages found leave this machine, with "
        "names, numbers and secrets masked; back with: secondme models use NAME"
    )


def _search(status: Status) -> str:
    if status.serving is None or status.embedder is None:
        return f"by words alone; by meaning with: secondme models pull {status.serving or 'minilm'}"
    changing = f", changing to {status.embedder}" if status.embedder not in (None, status.serving) else ""
    return f"by words and by meaning ({status.serving}, {counted(status.vectors, 'vector')}{changing})"


def _still_to_do(status: Status) -> str:
    parts = []
    due = status.waiting_reading - len(status.later)
    if due > 0:
        parts.append(f"{counted(due, 'file')} to read")
    if status.waiting_embedding:
        parts.append(f"{counted(status.waiting_embedding, 'document')} to understand")
    todo = f"{' and '.join(parts)}: secondme index" if parts else "nothing"
    if not status.later:
        return todo
    soonest = status.later[0].until.astimezone()
    being_written = f"{counted(len(status.later), 'file')} that changed meanwhile, after {soonest:%H:%M:%S}"
    return f"{todo}; {being_written}" if parts else being_written


def _key_place(status: Status) -> str:
    return {
        "keyring": "in the keyring",
        "file": "in the file beside it",
        "credential": "from a credential",
    }.get(status.key_kept_in, "behind your passphrase")
