"""secondme show, history: one memory or passage, and what became of it."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

CODES = "Exit codes: 0 done, 2 not an identifier, 3 there is none, 4 memory not usable."


@click.command(
    "show",
    epilog=f"""\b
Examples
  secondme show m3
  secondme show p108

{CODES}""",
)
@click.argument("identifier")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def show(session: Session, identifier: str, as_json: bool) -> int:
    """Show a memory with what it is linked with and rests on, or a passage with what stands around it."""
    from dataclasses import replace

    from rich.text import Text

    from secondme.cli.output import console, note, print_heading, print_indented, print_json
    from secondme.cli.remembered import line_of, show_around
    from secondme.store.identifiers import parse_identifier

    is_memory = parse_identifier(identifier).kind == "memory"
    memory = session.memory.look_at(identifier) if is_memory else None
    names = memory.evidence if memory else (identifier,)
    links = session.memory.links(identifier) if memory else []
    hits = [hit for name in names if (hit := session.memory.show(name)) is not None]
    if as_json:
        passages = [hit.as_json() for hit in hits]
        links_of = {"memory": memory.as_json(), "links": [one.as_json() for one in links]} if memory else {}
        print_json({**links_of, "passages": passages})
        return 0 if hits else 3
    out = console()
    if memory:
        out.print(line_of(replace(memory, context="")))  # All its links follow.
        show_around(memory, links)
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
    from secondme.cli.remembered import day

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
