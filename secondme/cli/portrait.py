"""secondme portrait: who you are, as far as is known; yours to write and to lock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.memories.portrait import Brush, Section

EPILOG = """\b
Examples
  secondme portrait
  secondme portrait write likes "Black tea, quiet mornings, maps."
  secondme portrait lock home
  secondme portrait unlock home

Exit codes: 0 done, 2 no such section, 3 nothing is known of you yet, 4 memory not usable."""


@click.group("portrait", invoke_without_command=True, epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
@click.pass_context
def command(ctx: click.Context, session: Session, as_json: bool) -> int:
    """Show who you are, as far as is known."""
    if ctx.invoked_subcommand is not None:
        return 0
    found = session.memory.portrait()
    _show(found, as_json)
    return 0 if found else 3


@command.command("write", epilog='\b\nExample\n  secondme portrait write likes "Black tea, quiet mornings."')
@click.argument("section")
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def write(session: Session, section: str, text: str, as_json: bool) -> None:
    """Write a SECTION yourself; it stays so until you unlock it."""
    _change(session, "write", section, text, as_json)


@command.command("lock", epilog="\b\nExample\n  secondme portrait lock home")
@click.argument("section")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def lock(session: Session, section: str, as_json: bool) -> None:
    """Keep a SECTION as it is now, whatever is learned."""
    _change(session, "lock", section, "", as_json)


@command.command("unlock", epilog="\b\nExample\n  secondme portrait unlock home")
@click.argument("section")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def unlock(session: Session, section: str, as_json: bool) -> None:
    """Let a SECTION follow what is known again."""
    _change(session, "unlock", section, "", as_json)


def _change(session: Session, verb: Brush, section: str, text: str, as_json: bool) -> None:
    from secondme.cli.output import wants_json

    _show(session.memory.portray(verb, section, text), wants_json(as_json))


def _show(sections: Sequence[Section], as_json: bool) -> None:
    from rich.text import Text

    from secondme.cli.output import console, harmless, note, print_indented, print_json

    if as_json:
        print_json([one.as_json() for one in sections])
        return
    if not sections:
        note("Nothing is known of you yet. Distil what was read: secondme consolidate")
    out = console()
    for one in sections:
        state = {"follows": "", "locked": "  locked", "written": "  in your own words"}[one.state]
        out.print(Text(one.name.capitalize(), style="bold").append(state, style="dim"))
        print_indented(out, Text(harmless(one.text)), 2)
        if one.memories:
            print_indented(out, Text(" ".join(one.memories), style="dim"), 2)
