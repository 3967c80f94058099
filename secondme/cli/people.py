"""secondme people: who is known, under which names and accounts, and who is who."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.people import Entity
    from secondme.people.book import Change

MOST = 50
EPILOG = """\b
Examples
  secondme people
  secondme people Ana
  secondme people merge e3 e12
  secondme people split e3 ana@work.example
  secondme people name e3 "Ana Kovač"
  secondme people me "Merrin Pascoe" merrin@example.org
  secondme people undo

People come from address books, mail and chats. Nothing here changes what was said, only by whom.

Exit codes: 0 done, 2 not clear who is meant, 3 nobody of that name, 4 memory not usable."""


class PeopleGroup(click.Group):
    """`secondme people Ana` shows Ana: what is none of the commands is a name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            return "show", self.commands["show"], args
        return super().resolve_command(ctx, args)


@click.group("people", cls=PeopleGroup, invoke_without_command=True, epilog=EPILOG)
@click.option("--all", "everybody", is_flag=True, help=f"Show everybody, not only the first {MOST}.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; everybody.")
@pass_session
@click.pass_context
def command(ctx: click.Context, session: Session, everybody: bool, as_json: bool) -> None:
    """Show who is who, and put it right."""
    if ctx.invoked_subcommand is None:
        _show(session.memory.people(), as_json, None if everybody else MOST)


@command.command(
    "show",
    epilog="""\b
Example
  secondme people show Ana
  secondme people show +447700900123""",
)
@click.argument("who", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def show(session: Session, who: tuple[str, ...], as_json: bool) -> None:
    """Show people by id, name or account."""
    _show(session.memory.people(" ".join(who)), as_json)


@command.command(
    "merge",
    epilog="""\b
Example
  secondme people merge e3 e12""",
)
@click.argument("who", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def merge(session: Session, who: tuple[str, ...], as_json: bool) -> None:
    """Make one person of several."""
    _change(session, "merge", who, (), as_json)


@command.command(
    "split",
    epilog="""\b
Example
  secondme people split e3 ana@work.example""",
)
@click.argument("who")
@click.argument("off", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def split(session: Session, who: str, off: tuple[str, ...], as_json: bool) -> None:
    """Take accounts or names off a person."""
    _change(session, "split", (who,), off, as_json)


@command.command(
    "name",
    epilog="""\b
Example
  secondme people name e3 "Ana Kovač" """,
)
@click.argument("who")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def name(session: Session, who: str, name: str, as_json: bool) -> None:
    """Show a person under another name."""
    _change(session, "name", (who,), (name,), as_json)


@command.command(
    "me",
    epilog="""\b
Example
  secondme people me "Merrin Pascoe" merrin@example.org""",
)
@click.argument("who", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def me(session: Session, who: tuple[str, ...], as_json: bool) -> None:
    """Say which accounts and names are yours; what they wrote counts as your own words."""
    _change(session, "self", who, (), as_json)


@command.command(
    "undo",
    epilog="""\b
Example
  secondme people undo""",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def undo(session: Session, as_json: bool) -> None:
    """Take back the last of these decisions."""
    _change(session, "undo", (), (), as_json)


def _change(
    session: Session, verb: Change, who: tuple[str, ...], what: tuple[str, ...], as_json: bool
) -> None:
    from secondme.cli.output import note, wants_json

    decided = session.memory.decide(verb, who, what)
    if not wants_json(as_json):
        back = "" if verb == "undo" else " To take it back: secondme people undo"
        note(f"{decided.done.capitalize()}.{back}")
    _show(decided.people, as_json)


def _show(people: Sequence[Entity], as_json: bool, most: int | None = None) -> None:
    from secondme.cli.output import console, harmless, note, print_json, wants_json

    if wants_json(as_json):
        print_json([_as_json(one) for one in people])
        return
    if not people:
        note("Nobody is known yet. Add an address book, mail or chats: secondme add contacts.vcf")
        return
    from rich.table import Table

    table = Table("", "name", "also", "accounts", "passages", box=None, header_style="dim")
    for one in people[:most]:
        also = ", ".join(one.names[1:])
        you = " (you)" if one.is_self else ""
        accounts = "\n".join(one.handles)
        table.add_row(*map(harmless, (one.id, one.name + you, also, accounts)), f"{one.passages:,}")
    console().print(table)
    if most is not None and len(people) > most:
        note(f"And {len(people) - most:,} more. All of them: secondme people --all")


def _as_json(one: Entity) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "is_self": one.is_self,
        "names": list(one.names),
        "handles": list(one.handles),
        "passages": one.passages,
    }
