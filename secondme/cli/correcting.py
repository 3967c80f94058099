"""secondme edit, pin, merge, retire, revive, both and so on: put memories right. Nothing is lost by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.memories.correcting import Correction

CODES = "Exit codes: 0 done, 2 not a memory, 3 there is none, 4 memory not usable."


@click.command(
    "edit",
    epilog=f"""\b
Example
  secondme edit m3 "The spare key is with Noor now."

The old reading is kept as what was true until now. Take it back: secondme undo

{CODES}""",
)
@click.argument("memory")
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def edit(session: Session, memory: str, text: str, as_json: bool) -> None:
    """Say how MEMORY should read from now on."""
    _correct(session, "edit", (memory,), text, as_json)


@click.command(
    "merge",
    epilog=f"""\b
Example
  secondme merge m3 m12

{CODES}""",
)
@click.argument("memories", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def merge(session: Session, memories: tuple[str, ...], as_json: bool) -> None:
    """Say that MEMORIES are the same; the first stays, with the evidence of all."""
    _correct(session, "merge", memories, "", as_json)


@click.command(
    "undo",
    epilog=f"""\b
Examples
  secondme undo
  secondme undo 12

`secondme history m3` shows the numbers of changes. What was forgotten cannot be brought back.

{CODES}""",
)
@click.argument("change", required=False, default="")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def undo(session: Session, change: str, as_json: bool) -> None:
    """Take back the last change of memories, or the one numbered CHANGE."""
    _correct(session, "undo", (), change, as_json)


def _simple(verb: Correction, does: str, example: str) -> click.Command:
    """A command that needs nothing but the memories it is about."""

    @click.command(verb, help=does, epilog=f"\b\nExample\n  secondme {verb} {example}\n\n{CODES}")
    @click.argument("memories", nargs=-1, required=True)
    @click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    @pass_session
    def command(session: Session, memories: tuple[str, ...], as_json: bool) -> None:
        _correct(session, verb, memories, "", as_json)

    return command


pin = _simple("pin", "Keep MEMORIES awake, however long they are not used.", "m3")
unpin = _simple("unpin", "Let MEMORIES fade like others again.", "m3")
retire = _simple("retire", "Say that MEMORIES do not hold any more.", "m7 m9")
revive = _simple("revive", "Say that MEMORIES hold again.", "m7")
both = _simple("both", "Say that MEMORIES do not contradict each other: all are true.", "m3 m7")


def _correct(session: Session, verb: Correction, which: tuple[str, ...], text: str, as_json: bool) -> None:
    from secondme.cli.output import note, print_json
    from secondme.cli.remembered import show_memories

    made = session.memory.correct(verb, which, text)
    if as_json:
        print_json(made.as_json())
        return
    back = "" if made.undo is None else f" Take it back: secondme undo {made.undo}"
    show_memories(made.memories)
    note(f"{made.done[:1].upper()}{made.done[1:]}.{back}")
