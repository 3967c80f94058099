"""secondme memories, about, fading, conflicts: what is held to be true, and how firmly."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.memories.book import Remembered
    from secondme.recall.hit import Hit

FEW = 5
"""So many passages stand in where there is no memory of somebody."""
KINDS = ("fact", "event", "preference", "plan", "insight", "summary", "portrait")


@click.command(
    "memories",
    epilog="""\b
Examples
  secondme memories
  secondme memories --kind plan
  secondme memories --state past --json

The bar shows how firmly a memory is held; an empty one sleeps and comes to mind with --deep alone.

Exit codes: 0 done, 3 there are none, 4 memory not usable.""",
)
@click.option("--about", metavar="PERSON", help='Of one person alone; "me" is you.')
@click.option("--kind", type=click.Choice(KINDS), help="Of one kind alone.")
@click.option(
    "--state",
    type=click.Choice(["current", "asleep", "past", "all"]),
    default="current",
    show_default=True,
    help="Held to be true, asleep, or not true any more.",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="What was true on this day.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session, about: str | None, kind: str | None, state: str, as_of: datetime | None, as_json: bool
) -> int:
    """List what you told and what was distilled from what was read."""
    from secondme.cli.recall import end_of_day

    found = session.memory.memories(about, kind=kind, state=state, as_of=end_of_day(as_of))
    return _show(found, as_json, "There are no such memories. Make some: secondme consolidate")


@click.command(
    "about",
    epilog="""\b
Examples
  secondme about Ana
  secondme about me --as-of 2024-06-01

Where no memory is of them yet, what was read that names them is shown instead.

Exit codes: 0 done, 3 no memory is of them, 4 memory not usable.""",
)
@click.argument("person")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="What was true on this day.")
@click.option("--all", "everything", is_flag=True, help="Also what sleeps and what is not true any more.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def about(session: Session, person: str, as_of: datetime | None, everything: bool, as_json: bool) -> int:
    """Show what is known of PERSON; "me" is you."""
    from secondme.cli.recall import end_of_day

    state, day = "all" if everything else "current", end_of_day(as_of)
    found = session.memory.memories(person, state=state, as_of=day)
    if not found and not as_json and (hits := _naming(session, person, day)):
        return _show_naming(person, hits)
    return _show(
        found, as_json, f"Nothing is known of {person} yet. Distil what was read: secondme consolidate"
    )


@click.command(
    "fading",
    epilog="""\b
Examples
  secondme fading
  secondme fading --days 7

A memory that sleeps is not deleted. Using it wakes it; `secondme pin` keeps it awake.

Exit codes: 0 done, 3 nothing is about to sleep, 4 memory not usable.""",
)
@click.option(
    "--days", default=30.0, show_default=True, type=click.FloatRange(0), help="Within so many days."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def fading(session: Session, days: float, as_json: bool) -> int:
    """Show what is about to fall asleep."""
    return _show(session.memory.fading(days), as_json, f"Nothing falls asleep within {days:g} days.")


@click.command(
    "conflicts",
    epilog="""\b
Example
  secondme conflicts

Say which is right with `secondme review`, or retire the wrong one: secondme retire m7

Exit codes: 0 done, 3 there are none, 4 memory not usable.""",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def conflicts(session: Session, as_json: bool) -> int:
    """Show memories that contradict each other."""
    from secondme.cli.output import note, print_json
    from secondme.cli.remembered import show_memories

    found = session.memory.conflicts()
    if as_json:
        print_json([[one.as_json() for one in pair] for pair in found])
    elif not found:
        note("No memory contradicts another.")
    else:
        for pair in found:
            show_memories(pair)
            click.echo()
    return 0 if found else 3


def _naming(session: Session, person: str, as_of: datetime | None) -> list[Hit]:
    """Passages that name somebody of whom there is no memory; a few, the best first."""
    name = person.replace('"', " ").strip()
    if not name or name.casefold() == "me":
        return []
    return session.memory.recall(f'"{name}"', FEW, as_of=as_of, log=False)


def _show_naming(person: str, hits: list[Hit]) -> int:
    from secondme.cli.found import Found, show_found
    from secondme.cli.output import console, note
    from secondme.recall.question import understand

    note(f"No memory is of {person} yet. What was read names them:")
    show_found(console(), Found(understand(person), hits))
    return 3


def _show(found: list[Remembered], as_json: bool, none: str) -> int:
    from secondme.cli.output import note, print_json
    from secondme.cli.remembered import show_memories

    if as_json:
        print_json([one.as_json() for one in found])
    elif found:
        show_memories(found)
    else:
        note(none)
    return 0 if found else 3
