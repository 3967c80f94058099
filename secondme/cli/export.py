"""secondme export: everything that is remembered, in files that need no secondme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from secondme.cli.path_type import TypedPath
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.backup.sealing import Lock
    from secondme.export.exporting import Exported, FormatName

EPILOG = """\b
Formats
  jsonl     a line of JSON for each thing, with a schema; comes back with secondme import
  sqlite    a database that every SQLite opens; comes back with secondme import
  markdown  pages to read, a file for each document, conversation, day and list of memories
  html      the same pages for a browser; they load nothing and run nothing

\b
Examples
  secondme export ~/leaving
  secondme export ~/leaving --format markdown
  secondme export ~/leaving --seal
  secondme export ~/leaving --recipient age1...
  secondme --home ~/new import secondme ~/leaving

An export is not encrypted unless you seal it: whoever gets the files reads everything.

Exit codes: 0 done, 2 there is something already or nothing to export, 4 memory not usable, 7 disk full."""


@click.command("export", epilog=EPILOG)
@click.argument("folder", type=TypedPath(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "markdown", "html", "sqlite"]),
    default="jsonl",
    show_default=True,
    help="Of what kind the files are.",
)
@click.option("--seal", is_flag=True, help="Encrypt it, to a passphrase that is asked for; jsonl alone.")
@click.option("--passphrase-file", type=click.File(), help="Seal it, with the passphrase in this file.")
@click.option("--recipient", "recipients", multiple=True, help="Seal it to a public key of age.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session,
    folder: Path,
    form: str,
    seal: bool,
    passphrase_file: Any,
    recipients: tuple[str, ...],
    as_json: bool,
) -> None:
    """Write everything that is remembered into a new folder, for other programs or to be read."""
    from secondme.cli.ending import ended_in_order
    from secondme.cli.output import progress_bar
    from secondme.clock import present
    from secondme.errors import UsageError
    from secondme.export.exporting import export_memory, require_possible
    from secondme.home import find_home

    wanted = cast("FormatName", form)
    if not find_home(session.home).store.exists():
        raise UsageError("There is no memory yet, so there is nothing to export. Nothing was done.")
    is_sealed = seal or bool(recipients) or passphrase_file is not None
    require_possible(folder, wanted, is_sealed=is_sealed)
    lock = _lock(recipients, passphrase_file) if is_sealed else None
    memory = session.opened
    with ended_in_order(), progress_bar() as show:
        now = present()
        made = export_memory(memory.home, memory.store, folder, wanted, now=now, lock=lock, on_progress=show)
    _tell(made, as_json)


def _lock(recipients: tuple[str, ...], passphrase_file: Any) -> Lock:
    from secondme.cli.backup_opening import new_lock

    return new_lock(recipients, passphrase_file, what="the export")


def _tell(made: Exported, as_json: bool) -> None:
    from dataclasses import asdict

    from secondme.cli.output import counted, harmless, note, print_json, sized

    if as_json:
        print_json(asdict(made) | {"place": str(made.place)})
    else:
        nouns = {"documents": "document", "passages": "passage", "memories": "memory"}
        held = ", ".join(counted(made.rows[table], noun) for table, noun in nouns.items())
        files = f"{counted(made.files, 'file')}, {sized(made.size)}"
        click.echo(f"Exported to {harmless(str(made.place))}: {held}; {files}.")
    if made.sealed:
        note("Without the passphrase or key nobody can read it, you neither.")
    else:
        note("It is NOT encrypted: whoever gets these files reads everything. Delete them when you are done.")
    if not made.comes_back:
        note("It is for reading and does not come back; --format jsonl and sqlite do.")
