"""secondme timeline: what happened and what changed, by day; and how much was said when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from rich.text import Text

    from secondme.memories.timeline import Entry

EPILOG = """\b
Examples
  secondme timeline
  secondme timeline --from 2025-06-01 --to 2025-08-31
  secondme timeline --about Piran
  secondme timeline --heatmap
  secondme timeline --heatmap --about Piran --from 2025-01-01

Exit codes: 0 done, 2 a day makes no sense, 3 nothing is known of these days, 4 memory not usable."""
DAY = click.DateTime(["%Y-%m-%d"])
YEAR = timedelta(days=364)
SHOWN = {"known": "fact"}
"""How an entry is called, where its own name says less."""


@click.command("timeline", epilog=EPILOG)
@click.option("--from", "first", type=DAY, help="From this day on.")
@click.option("--to", "last", type=DAY, help="Up to this day.")
@click.option("--about", metavar="PERSON", help='Of one person alone; "me" is you.')
@click.option("--heatmap", is_flag=True, help="Draw how much was said on which day of the last 12 months.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session,
    first: datetime | None,
    last: datetime | None,
    about: str | None,
    heatmap: bool,
    as_json: bool,
) -> int:
    """Show events, plans and changed facts by day; with --heatmap, how much was said on which day."""
    from secondme.errors import UsageError

    begins, ends = first.date() if first else None, last.date() if last else None
    if begins and ends and ends < begins:
        raise UsageError(f"{ends} is before {begins}. Nothing was changed. Turn them round.")
    if heatmap:
        return _show_heatmap(session, begins, ends, about, as_json)
    return _show_timeline(session.memory.timeline(about, first=begins, last=ends), as_json)


def _show_timeline(found: Sequence[Entry], as_json: bool) -> int:
    from secondme.cli.output import note, print_json

    if as_json:
        print_json([one.as_json() for one in found])
    elif not found:
        note("Nothing is known of these days. Make memories of what was read: secondme consolidate")
    else:
        _print_entries(found)
    return 0 if found else 3


def _print_entries(found: Sequence[Entry]) -> None:
    from itertools import groupby

    from rich.text import Text

    from secondme.cli.output import console

    out = console()
    for number, (month, entries) in enumerate(groupby(found, lambda one: one.day.replace(day=1))):
        out.print(Text(f"{chr(10) if number else ''}{month:%B} {month.year}", style="bold"))
        before = None
        for one in entries:
            shown = f"{one.day:%a} {one.day.day:>2}" if one.day != before else ""
            before = one.day
            out.print(line_of(one, shown), soft_wrap=not out.is_terminal)


def line_of(one: Entry, start: str) -> Text:
    """`Sat 30   m12  changed   I live in Portobello.  before: Leith  v8 The van comes on Saturday.`"""
    from rich.text import Text

    from secondme.cli.output import harmless

    line = Text(f"  {start:<6} ", style="dim").append(f"{one.memory:>5}", style="cyan")
    line.append(f"  {SHOWN.get(one.what, one.what):<8}  ", style="dim")
    line.append(harmless(one.text))
    if one.before:
        line.append(f"  before: {harmless(one.before)}", style="dim")
    if one.event_id:
        line.append(f"  {one.event_id} {harmless(one.event_title)}", style="dim")
    return line


def _show_heatmap(
    session: Session, first: date | None, last: date | None, about: str | None, as_json: bool
) -> int:
    """The last twelve months, or up to a day, from a day on, or between both."""
    from secondme.cli.output import counted, note, print_json
    from secondme.clock import present
    from secondme.memories.heatmap import draw_heatmap

    ends = last or max(first or date.min, present().date())
    begins = first or date.fromordinal(max(1, (ends - YEAR).toordinal()))
    found = session.memory.passages_by_day(begins, ends, about=about)
    if as_json:
        print_json({"first": begins.isoformat(), "last": ends.isoformat(), "days": found})
    elif not found:
        note(f"Nothing was said from {begins} to {ends}. Name other days with --from and --to.")
    else:
        counts = {date.fromisoformat(day): count for day, count in found.items()}
        click.echo("\n".join(draw_heatmap(counts, begins, ends)))
        most = max(found, key=lambda day: (found[day], day))
        said = f"{counted(sum(found.values()), 'passage')} on {counted(len(found), 'day')}"
        click.echo(f"    {said}, most on {most} ({found[most]:,}).")
    return 0 if found else 3
