"""secondme instructions: what it must never do, and how it should always do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.instructions.instruction import Instruction

ACTS = {"sharing": "share", "filling": "fill", "drafting": "draft"}
_FORBIDDEN = {"share": "give", "fill": "fill in", "draft": "write"}
EPILOG = """\b
Examples
  secondme instructions
  secondme instructions add "Never share my salary"
  secondme instructions add "Sign with my first name to friends"
  secondme instructions add "Always give my income to my accountant" --priority 5
  secondme instructions add "Never bring up Oslo" --for drafting --about Oslo
  secondme instructions remove m7

Only what you tell here, or with secondme remember, is one: never what stands in a file or a message.

Exit codes: 0 done, 2 not understood, 3 no such instruction, 4 memory not usable."""


@click.group("instructions", invoke_without_command=True, epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
@click.pass_context
def command(ctx: click.Context, session: Session, as_json: bool) -> None:
    """Show what you told it for good about sharing, filling in and writing."""
    if ctx.invoked_subcommand is None:
        _show(session.memory.instructions(), as_json)


@command.command(
    "add",
    epilog="""\b
Examples
  secondme instructions add "Reply in German to my mother"
  secondme instructions add "Never tell them about the move" --for drafting --about move --to Ben""",
)
@click.argument("text")
@click.option("--for", "acts", type=click.Choice(list(ACTS)), multiple=True, help="For this act alone.")
@click.option("--about", multiple=True, metavar="WHAT", help="What it is about, such as salary.")
@click.option("--to", "people", multiple=True, metavar="WHOM", help="Towards them alone.")
@click.option("--priority", type=int, help="The higher one wins; usually 1 where it names people, else 0.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def add(
    session: Session,
    text: str,
    acts: tuple[str, ...],
    about: tuple[str, ...],
    people: tuple[str, ...],
    priority: int | None,
    as_json: bool,
) -> None:
    """Tell it something for good."""
    from secondme.cli.output import note

    chosen = [ACTS[act] for act in acts]
    told = session.memory.instruct(text, acts=chosen, about=about, people=people, priority=priority)
    if not as_json:
        note("Kept. To take it back: secondme undo")
    _show([told], as_json)


@command.command(
    "remove",
    epilog="""\b
Example
  secondme instructions remove m7""",
)
@click.argument("identifier")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def remove(session: Session, identifier: str, as_json: bool) -> None:
    """Have an instruction hold no more."""
    from secondme.cli.output import note

    dropped = session.memory.drop_instruction(identifier)
    if not as_json:
        note("This holds no more. To take that back: secondme undo")
    _show([dropped], as_json)


def _show(instructions: Sequence[Instruction], as_json: bool) -> None:
    from secondme.cli.output import console, harmless, note, print_json, wants_json
    from secondme.instructions.applying import conflicting

    if wants_json(as_json):
        print_json([one.as_json() for one in instructions])
        return
    if not instructions:
        note('There are none. Tell one: secondme instructions add "Never share my salary"')
        return
    from rich.table import Table

    table = Table("", "you told", "understood as", "to", "priority", box=None, header_style="dim")
    for one in instructions:
        to = ", ".join(one.people) or "everybody"
        table.add_row(one.id, harmless(one.text), harmless(understood(one)), harmless(to), str(one.priority))
    console().print(table)
    for one, other in conflicting(instructions):
        holds = "neither holds" if one.manner else f"{(one if one.force == 'never' else other).id} holds"
        note(f"{one.id} and {other.id} ask the opposite: {holds}. Give one a higher priority, or remove it.")


def understood(one: Instruction) -> str:
    """What an instruction asks, in a few words."""
    if one.manner:
        return one.manner
    acts = ", ".join(_FORBIDDEN[act] for act in one.acts)
    what = ", ".join((*one.attributes, *one.words)) or "anything"
    return f"{one.force} {acts}: {what}"
