"""secondme today: what is due, and what was on this day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.memories.timeline import Entry
    from secondme.memories.today import Glimpse, Today

EPILOG = """\b
Examples
  secondme today
  secondme today --on 2025-12-24

Exit codes: 0 done, 3 nothing is due and nothing was on this day, 4 memory not usable."""
LONGEST = 160
"""So many characters of a passage are shown."""


@click.command("today", epilog=EPILOG)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Of another day.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, day: datetime | None, as_json: bool) -> int:
    """Show what is due next, and what was on this day earlier."""
    from secondme.cli.output import print_json
    from secondme.clock import present

    now = present()
    found = session.memory.today(day.date() if day else now.date(), now=now)
    if as_json:
        print_json(found.as_json())
    else:
        _show(found)
    return 3 if found.is_empty else 0


def _show(found: Today) -> None:
    from secondme.cli.output import console, counted, note

    out = console()
    out.print(f"{found.day:%A} {found.day.day} {found.day:%B} {found.day.year}", style="bold")
    if found.due:
        out.print("\nDue")
        for entry in found.due:
            _show_due(entry, found.day)
    if found.earlier:
        out.print("\nOn this day")
        for one in found.earlier:
            _show_glimpse(one)
    if found.cards:
        out.print(f"\n{counted(found.cards, 'question')} to answer: secondme review")
    if found.is_empty:
        note("Nothing is due, and nothing is known of this day in earlier years.")


def _show_due(entry: Entry, day: date) -> None:
    from rich.text import Text

    from secondme.cli.output import console, harmless

    out = console()
    line = Text(f"  {when(entry.day, day):<12}", style="cyan").append(f"{entry.memory:>5}  ", style="dim")
    out.print(line.append(harmless(entry.text)), soft_wrap=not out.is_terminal)


def _show_glimpse(one: Glimpse) -> None:
    from rich.text import Text

    from secondme.cli.output import console, harmless

    out = console()
    text = " ".join(harmless(one.text).split())
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
    line = Text(f"  {one.ago:<12}", style="cyan").append(f"{one.id:>5}  ", style="dim").append(shown)
    if one.title:
        line.append(f"  {harmless(one.title)}", style="dim")
    out.print(line, soft_wrap=not out.is_terminal)


def when(day: date, today: date) -> str:
    """`today`, `tomorrow`, `Fri 14 Nov`"""
    if day - today <= timedelta(days=1):
        return "tomorrow" if day > today else "today"
    return f"{day:%a} {day.day} {day:%b}"
