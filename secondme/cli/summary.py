"""secondme summary: what there is to tell of a time, a person, a matter or an event, in its own words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.events.summary import Summary

EPILOG = """\b
Examples
  secondme summary 2025-06
  secondme summary "last week"
  secondme summary Piran
  secondme summary "the puffin boat"
  secondme summary v12

Exit codes: 0 done, 2 nothing was named, 3 there is nothing to tell, 4 memory not usable, 5 model failed."""


@click.command("summary", epilog=EPILOG)
@click.argument("what", nargs=-1, required=True)
@click.option(
    "--limit", "-n", default=8, show_default=True, type=click.IntRange(1, 100), help="Most sentences."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, what: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Sum up WHAT: a day, week, month or year, a person, a matter, or an event.

    The sentences are those of what was read, each with the passage it stands in; no model writes any.
    """
    from secondme.cli.output import counted, note, print_json

    found = session.memory.summary(" ".join(what), most=limit)
    if as_json:
        print_json(found.as_json())
    elif not found.sentences:
        days = span_of(found.first, found.last)
        note(f"There is nothing to tell of {found.what}{f' ({days})' if days else ''}.")
    else:
        _print(found)
    if found.ungathered and not as_json:
        note(f"{counted(found.ungathered, 'document')} not gathered yet. Go on: secondme consolidate")
    return 0 if found.sentences else 3


def _print(found: Summary) -> None:
    from rich.text import Text

    from secondme.cli.output import console, counted, harmless

    out = console()
    of = f"{counted(found.passages, 'passage')} in {counted(found.events, 'event')}"
    days = span_of(found.first, found.last)
    head = Text(harmless(found.what), style="bold")
    out.print(
        head.append(f"  {days + ' · ' if days else ''}{of}", style="dim"), soft_wrap=not out.is_terminal
    )
    for one in found.sentences:
        said = f"{one.speaker}: " if one.speaker else ""
        day = f"{one.day.day} {one.day:%b %Y}" if one.day else ""
        line = Text(f"  {day:>11}  ", style="dim").append(harmless(said), style="cyan")
        line.append(harmless(" ".join(one.text.split())))
        line.append(f"  {' '.join(filter(None, (one.passage, one.event)))}", style="dim")
        out.print(line, soft_wrap=not out.is_terminal)


def span_of(first: date | None, last: date | None) -> str:
    """`22 Jun 2025`, or `1 Jun 2025 to 30 Jun 2025`."""
    days = [f"{day.day} {day:%b %Y}" for day in dict.fromkeys((first, last)) if day is not None]
    return " to ".join(days)
