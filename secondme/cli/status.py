"""secondme status: what is remembered and what is still to do."""

from __future__ import annotations

import click

from secondme.cli.output import counted
from secondme.cli.session import Session, pass_session
from secondme.status import Status

EPILOG = """\b
Examples
  secondme status
  secondme status --unread

Exit codes: 0 done, 4 memory not usable."""


@click.command("status", epilog=EPILOG)
@click.option("--unread", is_flag=True, help="List the files that could not be read, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, unread: bool, as_json: bool) -> None:
    """Show what is remembered and what is still to do."""
    from secondme.cli.output import console, harmless, print_json

    status = session.memory.status()
    if as_json:
        print_json(status.as_json())
        return
    if unread:
        for problem in status.problems:
            click.echo(f"{harmless(problem.subject)}: {harmless(problem.reason)}")
        return
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column()
    for name, value in _lines(status):
        table.add_row(name, harmless(value))
    console().print(table)


def _lines(status: Status) -> list[tuple[str, str]]:
    remembered = (
        f"{counted(status.documents, 'document')} from {counted(status.sources, 'source')}, "
        f"{counted(status.passages, 'passage')}; {counted(status.memories, 'thing')} you told"
    )
    lines = [
        ("remembered", remembered),
        ("search", _search(status)),
        ("answers", status.generator or "no language model yet: secondme models pull"),
        ("still to do", _still_to_do(status)),
        (
            "kept in",
            f"{status.home} ({status.size / 1e6:.1f} MB, encrypted; key in the {_key_place(status)})",
        ),
    ]
    if status.problems:
        lines.append(("not readable", f"{counted(len(status.problems), 'file')}: secondme status --unread"))
    return lines


def _search(status: Status) -> str:
    if status.serving is None or status.embedder is None:
        return f"by words alone; by meaning with: secondme models pull {status.serving or 'minilm'}"
    changing = f", changing to {status.embedder}" if status.embedder not in (None, status.serving) else ""
    return f"by words and by meaning ({status.serving}, {counted(status.vectors, 'vector')}{changing})"


def _still_to_do(status: Status) -> str:
    parts = []
    if status.waiting_reading:
        parts.append(f"{counted(status.waiting_reading, 'file')} to read")
    if status.waiting_embedding:
        parts.append(f"{counted(status.waiting_embedding, 'document')} to understand")
    return f"{' and '.join(parts)}: secondme index" if parts else "nothing"


def _key_place(status: Status) -> str:
    return "keyring" if status.key_kept_in == "keyring" else "file beside it"
