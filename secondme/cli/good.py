"""secondme good: a hit was what one asked for."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  secondme recall "puffin boat"
  secondme good p110

It is noted with the last question for which the hit was shown, and `secondme tune` learns from it.
Exit codes: 0 done, 2 not an identifier, 3 never shown, 4 memory not usable."""


@click.command("good", epilog=EPILOG)
@click.argument("identifier")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, identifier: str, as_json: bool) -> None:
    """Say that the hit IDENTIFIER was what you asked for."""
    judge(session, identifier, right=True, as_json=as_json)


def judge(session: Session, identifier: str, *, right: bool, as_json: bool) -> None:
    """Notes it and says with which question."""
    from secondme.cli.output import harmless, print_json

    judged = session.memory.judge(identifier, right)
    if as_json:
        print_json(judged.as_json())
    else:
        said = "right" if right else "wrong"
        click.echo(f'Noted: {judged.id} was {said} for "{harmless(judged.query)}".')
