"""secondme sources: what is remembered from where."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Example
  secondme sources

Forget a source and all that came from it with: secondme forget s2

Exit codes: 0 done, 4 memory not usable."""


@click.command("sources", epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, as_json: bool) -> None:
    """List the folders and chats that are remembered."""
    from secondme.cli.output import console, harmless, note, print_json

    found = session.memory.sources()
    if as_json:
        print_json(
            [
                {
                    "id": f"s{one.source.id}",
                    "kind": one.source.kind,
                    "place": one.source.place,
                    "reader": one.source.reader,
                    "trust": one.source.trust,
                    "me": one.source.me,
                    "documents": one.documents,
                    "passages": one.passages,
                    "added_at": one.source.added_at.isoformat(),
                    "checked_at": one.source.checked_at and one.source.checked_at.isoformat(),
                }
                for one in found
            ]
        )
        return
    if not found:
        note("Nothing is remembered yet. Give it something: secondme add ~/notes")
        return
    from rich.table import Table

    table = Table("", "what", "where", "trust", "documents", "passages", box=None, header_style="dim")
    for one in found:
        source = one.source
        place = harmless(source.place) or "what you told"
        counts = (f"{one.documents:,}", f"{one.passages:,}")
        table.add_row(f"s{source.id}", source.reader or source.kind, place, source.trust, *counts)
    console().print(table)
