"""secondme complete: what comes next in a text, for editors and shells."""

from __future__ import annotations

import sys

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  printf 'The boiler is a ' | secondme complete
  printf 'We moved to Cordiner Lane in ' | secondme complete --budget 3 --json

The cursor is at the end of what comes in. What is printed goes there as it is, without a line break.
Keep a daemon running: without one, opening the memory and the model costs seconds.

Exit codes: 0 done, 2 a budget makes no sense, 3 memory holds nothing that comes next, 4 memory not usable."""


@click.command("complete", epilog=EPILOG)
@click.option(
    "--budget", type=float, default=1.5, show_default=True, metavar="SECONDS", help="Later it is no help."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, budget: float, as_json: bool) -> int:
    """Go on with the text on standard input, up to the end of the sentence, from what is remembered."""
    from secondme.cli.ask import stopping
    from secondme.cli.output import harmless, print_json

    text = sys.stdin.read()
    with stopping() as stopped:
        found = session.memory.complete(text, budget=budget, cancelled=stopped)
    if as_json:
        print_json(found.as_json())
    else:
        click.echo(harmless(found.text), nl=False)
    return 0 if found.text else 3
