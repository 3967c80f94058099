"""secondme events: what belongs together, each with its title and who takes part."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from rich.text import Text

    from secondme.events.book import Event

EPILOG = """\b
Examples
  secondme events
  secondme events puffin
  secondme events --about Piran --from 2025-06-01 --to 2025-06-30
  secondme show v12

Exit codes: 0 done, 2 a day makes no sense, 3 there are none, 4 memory not usable."""
DAY = click.DateTime(["%Y-%m-%d"])
FEW_PEOPLE = 3


@click.command("events", epilog=EPILOG)
@click.argument("words", nargs=-1)
@click.option("--about", metavar="PERSON", help='Those in which one person speaks; "me" is you.')
@click.option("--from", "first", type=DAY, help="From this day on.")
@click.option("--to", "last", type=DAY, help="Up to this day.")
@click.option("--limit", "-n", default=50, show_default=True, type=click.IntRange(1), help="The newest ones.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session,
    words: tuple[str, ...],
    about: str | None,
    first: datetime | None,
    last: datetime | None,
    limit: int,
    as_json: bool,
) -> int:
    """List events: passages that belong together. WORDS: that stand in the title.

    An event is a part of one chat session or document, cut where it turns to something else.
    """
    from secondme.cli.output import console, note, print_json
    from secondme.errors import UsageError

    begins, ends = first.date() if first else None, last.date() if last else None
    if begins and ends and ends < begins:
        raise UsageError(f"{ends} is before {begins}. Nothing was changed. Turn them round.")
    text = " ".join(words) or None
    found = session.memory.events(about, text=text, first=begins, last=ends, limit=limit)
    if as_json:
        print_json([one.as_json() for one in found])
    elif not found:
        note("There are no such events. Make them of what was read: secondme consolidate")
    else:
        out = console()
        for one in found:
            out.print(line_of(one), soft_wrap=not out.is_terminal)
    return 0 if found else 3


def line_of(event: Event) -> Text:
    """`  v12  22 Jun 2025  boat's booked. puffin boat thursday of that week  14 passages · Piran, me`"""
    from rich.text import Text

    from secondme.cli.output import counted, harmless

    day = f"{event.begins.day} {event.begins:%b %Y}" if event.begins else "no day"
    line = Text(f"{event.id:>6}  ", style="cyan").append(f"{day:>11}  ", style="dim")
    line.append(harmless(event.title))
    people = ", ".join(event.people[:FEW_PEOPLE]) + (" …" if len(event.people) > FEW_PEOPLE else "")
    details = [counted(len(event.passages), "passage"), people or event.document_title]
    return line.append(harmless(f"  {' · '.join(details)}"), style="dim")
