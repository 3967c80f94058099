"""secondme add: remember a folder or a file."""

from __future__ import annotations

import click

from secondme.cli.path_type import TypedPath
from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  secondme add ~/notes ~/Documents/letters
  secondme add --trust foreign ~/Downloads

Adding a folder again reads only what has changed and retires what is gone.

Exit codes: 0 done, 2 no such path, 4 memory not usable, 7 disk full."""


@click.command("add", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, type=TypedPath())
@click.option(
    "--trust",
    type=click.Choice(["self", "known", "foreign"]),
    help="Whose words these are: yours (as long as you do not say), of people you know, or a stranger's.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, paths: tuple[str, ...], trust: str | None, as_json: bool) -> None:
    """Remember folders: notes, office files, mail, books, pictures, code and more."""
    from typing import cast

    from secondme.cli.indexed import tell_indexed
    from secondme.cli.output import progress_bar
    from secondme.memory import Indexed
    from secondme.store.sources import Trust

    done: list[Indexed] = []
    with progress_bar() as show:
        for path in paths:
            done.append(session.memory.add(path, trust=cast(Trust | None, trust), on_progress=show))
    together = Indexed(
        sum(one.documents for one in done),
        sum(one.vectors for one in done),
        tuple(change for one in done for change in one.changes),
        exports=tuple(export for one in done for export in one.exports),
        own_address=next((one.own_address for one in reversed(done) if one.own_address), ""),
    )
    tell_indexed(session, together, as_json=as_json)
