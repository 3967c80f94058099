"""secondme wrong: a hit was not what one asked for."""

from __future__ import annotations

import click

from secondme.cli.good import judge
from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  secondme recall "puffin boat"
  secondme wrong p64

It is noted with the last question for which the hit was shown, and `secondme tune` learns from it.
Exit codes: 0 done, 2 not an identifier, 3 never shown, 4 memory not usable."""


@click.command("wrong", epilog=EPILOG)
@click.argument("identifier")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, identifier: str, as_json: bool) -> None:
    """Say that the hit IDENTIFIER was not what you asked for."""
    judge(session, identifier, right=False, as_json=as_json)
