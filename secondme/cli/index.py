"""secondme index: look at all sources again and finish what is queued."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Example
  secondme index

Interrupted work goes on where it stopped.

Exit codes: 0 done, 4 memory not usable, 7 disk full."""


@click.command("index", epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, as_json: bool) -> None:
    """Look at every source again and finish what is queued."""
    from secondme.cli.indexed import tell_indexed
    from secondme.cli.output import progress_bar

    with progress_bar() as show:
        indexed = session.memory.index(on_progress=show)
    tell_indexed(session, indexed, as_json=as_json)
