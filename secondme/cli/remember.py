"""secondme remember: tell it something to keep."""

from __future__ import annotations

import sys

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  secondme remember "The spare key is with Beathag next door."
  pbpaste | secondme remember -

Exit codes: 0 done, 2 nothing to remember, 4 memory not usable."""


@click.command("remember", epilog=EPILOG)
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, text: str, as_json: bool) -> None:
    """Keep TEXT as something you told; "-" reads it from standard input."""
    from secondme.cli.output import print_json

    words = sys.stdin.read() if text == "-" else text
    identifier = session.memory.remember(words)
    told = next((one for one in session.memory.instructions() if one.id == identifier), None)
    if as_json:
        print_json({"id": identifier, "text": words.strip(), "instruction": told and told.as_json()})
    else:
        click.echo(f"Remembered as {identifier}. Take it back with: secondme forget {identifier}")
    if told and not as_json:
        from secondme.cli.instructions import understood
        from secondme.cli.output import note

        note(f"It is a standing instruction ({understood(told)}). All of them: secondme instructions")
