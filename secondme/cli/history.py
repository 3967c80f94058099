"""secondme show, history: one memory, passage or event, and what became of it."""

from __future__ import annotations

from typing import Any

import click

from secondme.cli.session import Session, pass_session

CODES = "Exit codes: 0 done, 2 not an identifier, 3 there is none, 4 memory not usable."


@click.command(
    "show",
    epilog=f"""\b
Examples
  secondme show m3
  secondme show p108
  secondme show v12

{CODES}""",
)
@click.argument("identifier")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def show(session: Session, identifier: str, as_json: bool) -> int:
    """Show a memory with its links and what it rests on, an event, or a passage with what is around it."""
    from dataclasses import replace

    from rich.text import Text

    from secondme.cli.events import line_of as event_line
    from secondme.cli.output import console, note, print_heading, print_indented, print_json
    from secondme.cli.remembered import line_of, show_around
    from secondme.store.identifiers import parse_identifier

    kind = parse_identifier(identifier).kind
    memory = session.memory.look_at(identifier) if kind == "memory" else None
    event = session.memory.event(identifier) if kind == "event" else None
    names = memory.evidence if memory else event.passages if event else (identifier,)
    links = session.memory.links(identifier) if memory else []
    hits = [hit for name in names if (hit := session.memory.show(name)) is not None]
    if as_json:
        above: dict[str, Any] = {"event": event.as_json()} if event else {}
        if memory:
            above = {"memory": memory.as_json(), "links": [one.as_json() for one in links]}
        print_json({**above, "passages": [hit.as_json() for hit in hits]})
        return 0 if hits else 3
    out = console()
    if memory:
        out.print(line_of(replace(memory, context="")))  # All its links follow.
        show_around(memory, links)
    if event:
        out.print(event_line(event), soft_wrap=not out.is_terminal)
    for hit in hits:
        print_heading(out, Text(f"{hit.id:>5} ", style="dim"), hit)
        print_indented(out, Text(hit.text), 6)
    if not hits:
        note(f"There is no {identifier}.")
    return 0 if hits else 3


@click.command(
    "history",
    epilog=f"""\b
Example
  secondme history m3

Take one back by its number: secondme undo 12

{CODES}""",
)
@click.argument("memory")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def history(session: Session, memory: str, as_json: bool) -> None:
    """Tell what became of MEMORY, and why."""
    from secondme.cli.output import harmless, print_json
    from secondme.memories.wording import day

    found = session.memory.history(memory)
    if as_json:
        print_json([one.as_json() for one in found])
        return
    for one in found:
        undone = ", taken back" if one.undone else ""
        click.echo(f"{one.number:>5}  {day(one.at):<12} {one.verb}: {one.reason}{undone}")
        if one.before is not None and one.after != one.before:
            click.echo(f"       it read: {harmless(one.before)}")
        others = [name for name in one.memories if name != memory]
        if others:
            click.echo(f"       with {', '.join(others)}")
