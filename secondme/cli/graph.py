"""secondme graph: who and what is connected, as text or as a picture to open in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secondme.cli.path_type import TypedPath
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from rich.text import Text

    from secondme.memories.graph import Subject, Tie

EPILOG = """\b
Examples
  secondme graph
  secondme graph --about Piran
  secondme graph --html people.html

The picture is one file that loads nothing and that only you can read. It is not encrypted: delete it when
you are done with it.

Exit codes: 0 done, 2 the file is there already, 3 nothing is known yet, 4 memory not usable."""
WIDEST = 16
"""The column of the predicates is no wider than that."""


@click.command("graph", epilog=EPILOG)
@click.option("--about", metavar="PERSON", help='One person and whom they are connected with; "me" is you.')
@click.option("--html", "page", type=TypedPath(dir_okay=False, path_type=Path), help="Write a picture.")
@click.option("--force", is_flag=True, help="Write over a picture that is there.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, about: str | None, page: Path | None, force: bool, as_json: bool) -> int:
    """Show who and what is connected: each person with what is known of them."""
    from secondme.cli.output import counted, note, print_json

    if page is not None:
        from secondme.page import put_page, require_free

        require_free(page, replace=force)
    found = session.memory.graph(about)
    if page is not None and found:
        from secondme.memories.picture import draw_picture

        put_page(page, draw_picture(found).encode(), replace=force)
        note(f"Drew {counted(sum(len(one.ties) for one in found), 'connection')} into {page}.")
    if as_json:
        print_json([one.as_json() for one in found])
    elif not found:
        note("Nothing is known of anybody yet. Make memories of what was read: secondme consolidate")
    elif page is None:
        _show(found)
    return 0 if found else 3


def _show(found: Sequence[Subject]) -> None:
    from rich.text import Text

    from secondme.cli.output import console, harmless

    out = console()
    for number, one in enumerate(found):
        if number:
            out.print()
        out.print(Text(harmless(shown_name(one)), style="bold"))
        wide = min(WIDEST, max((len(tie.predicate) for tie in one.ties), default=0))
        before = None
        for count, tie in enumerate(one.ties, 1):
            branch = "╰─" if count == len(one.ties) else "├─"
            said = tie.predicate if tie.predicate != before else ""
            before = tie.predicate
            out.print(line_of(tie, f"{branch} {harmless(said):<{wide}}"), soft_wrap=not out.is_terminal)


def line_of(tie: Tie, start: str) -> Text:
    """`├─ lives in  Lisbon  m12 · until 3 May 2025`"""
    from rich.text import Text

    from secondme.cli.output import harmless

    line = Text(f"{start}  ", style="dim")
    line.append(harmless(tie.value), style="dim" if tie.state != "current" else "cyan" if tie.person else "")
    beside = " · ".join([tie.memory, *marks_of(tie)]) if tie.memory else ""
    return line.append(f"  {beside}" if beside else "", style="red" if tie.conflict else "dim")


def marks_of(tie: Tie) -> list[str]:
    """What is said beside a connection."""
    from secondme.memories.wording import day

    past = f"until {day(tie.until)}" if tie.until else "past"
    marks = {"contradicted": tie.conflict, "asleep": tie.state == "asleep", past: tie.state == "past"}
    return [name for name, holds in marks.items() if holds]


def shown_name(one: Subject) -> str:
    return "You" if one.key == "me" else one.name[:1].upper() + one.name[1:]
