"""secondme forget: delete something for good, and prove it."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.forgetting.foreseeing import Foreseen
    from secondme.forgetting.forgetting import Receipt
    from secondme.forgetting.selection import Selection

EPILOG = """\b
Examples
  secondme forget p108                 a passage
  secondme forget d12                  a whole document or chat session
  secondme forget m3 --yes             something you told, without asking
  secondme forget s2                   a source and all that came from it
  secondme forget --person "Ana Kovac" what she said, and what names her
  secondme forget --query xylophone --source s2
  secondme forget --between 2019-01-01 2020-12-31 --dry-run

Several options together mean what is true of all. It shows what hangs on it and asks first; afterwards it
looks for it in every table and file. Your own files are never touched, and reading them again does not
bring it back. It cannot be undone.

Exit codes: 0 done, 2 not understood, 3 there is nothing of the kind, 4 memory not usable."""
DAY = click.DateTime(["%Y-%m-%d"])


@click.command("forget", epilog=EPILOG)
@click.argument("identifier", required=False)
@click.option("--source", metavar="ID", help="From this source, as s2.")
@click.option(
    "--person", metavar="WHOM", help="What somebody said, and what names them: name, account or id."
)
@click.option("--query", metavar="WORDS", help="Passages with all of these words.")
@click.option("--between", type=DAY, nargs=2, metavar="FROM TO", help="Written from one day to another.")
@click.option("--dry-run", is_flag=True, help="Only show what hangs on it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; does not ask.")
@pass_session
def command(
    session: Session,
    identifier: str | None,
    source: str | None,
    person: str | None,
    query: str | None,
    between: tuple[datetime, datetime] | None,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Delete what IDENTIFIER names, or all that the options say, with all that hangs on it."""
    from dataclasses import asdict

    from secondme.cli.output import print_json, progress_bar
    from secondme.forgetting.selection import Selection

    first, last = _days(between)
    selection = Selection(identifier, source, person, query, first=first, last=last)
    _require_something(selection)
    if dry_run and as_json:
        print_json(asdict(session.memory.foresee(selection)))
        return
    if dry_run or not (yes or as_json):
        show_foreseen(session.memory.foresee(selection))
    if dry_run or not (yes or as_json or is_meant("Forget this for good?")):
        click.echo("Nothing was forgotten.", err=True)
        return
    with progress_bar() as show:
        receipt = session.memory.forget_selected(selection, on_progress=show)
    if as_json:
        print_json(asdict(receipt))
    else:
        show_receipt(receipt)
        _tell_of_others(session)


def _tell_of_others(session: Session) -> None:
    """Where this memory is kept in step with others, that they have it still."""
    from secondme.cli.output import note
    from secondme.home import find_home

    if find_home(session.home).syncing.exists():
        note("Other machines and the shared folder lose it with the next: secondme sync")


def show_foreseen(foreseen: Foreseen) -> None:
    """What would go, with the beginning of some of it."""
    from secondme.cli.output import counted, harmless, note

    click.echo(f"This would go: {harmless(foreseen.what)} ({_counts(foreseen)}).")
    for line in foreseen.lines:
        click.echo(f"  {harmless(line)}")
    if foreseen.passages > len(foreseen.lines):
        note(f"  … and {foreseen.passages - len(foreseen.lines):,} more")
    if foreseen.loosened:
        rest = "memory rests" if foreseen.loosened == 1 else "memories rest"
        note(f"{foreseen.loosened:,} {rest} on it too, and go where they say what it alone said.")
    if foreseen.answers:
        note(f"{counted(foreseen.answers, 'answer')} made from it will lose the words.")


def _counts(what: Foreseen | Receipt) -> str:
    from secondme.cli.output import counted

    kinds = ((what.documents, "document"), (what.passages, "passage"), (what.memories, "memory"))
    return ", ".join(counted(*kind) for kind in kinds)


def show_receipt(receipt: Receipt) -> None:
    """What was forgotten, and what the look afterwards found."""
    from secondme.backup.holding import tell_backups
    from secondme.cli.output import counted, harmless, note

    click.echo(f"Forgotten: {harmless(receipt.what)} ({_counts(receipt)}). Your own files are untouched.")
    if receipt.questions or receipt.turns:
        emptied = f"{counted(receipt.questions, 'question')}, {counted(receipt.turns, 'turn')}"
        click.echo(f"Emptied, since they spoke of it: {emptied} of conversations.")
    searched = receipt.searched
    where = f"{searched.tables:,} tables, {searched.rows:,} rows and {searched.files:,} files"
    if searched.left:
        click.echo(f"Looked for its words in {where}. Still there: {harmless(', '.join(searched.left))}.")
    else:
        click.echo(f"Looked for its words in {where}: nothing is left.")
    if searched.elsewhere:
        note(f"Other passages say some of the same, and stay: {', '.join(searched.elsewhere)}")
    for one in searched.not_searched:
        note(f"Not searched: {one}")
    if not receipt.log_emptied:
        note("Another program is using the memory; its (encrypted) log is emptied when that one is done.")
    for one in tell_backups(receipt.backups):
        note(one)


def is_meant(
    question: str, unanswered: str = "Nobody answered, so nothing was forgotten. Say that you mean it: --yes"
) -> bool:
    """Asks; where nobody answers, nothing is done."""
    try:
        return click.confirm(question, err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise click.UsageError(unanswered) from None


def _days(between: tuple[datetime, datetime] | None) -> tuple[date | None, date | None]:
    if between is None:
        return None, None
    first, last = (day.date() for day in between)
    if last < first:
        raise click.UsageError(f"{last} is before {first}. Nothing was changed. Turn them round.")
    return first, last


def _require_something(selection: Selection) -> None:
    """Tells apart what makes no sense before the memory is opened."""
    from secondme.forgetting.selection import Selection
    from secondme.store.identifiers import parse_identifier

    if selection == Selection():
        raise click.UsageError("Say what to forget, as p12 or with an option. Nothing was changed.")
    if selection.identifier:
        parse_identifier(selection.identifier)
