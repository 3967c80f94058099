"""secondme import, of what secondme export wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from secondme.cli.session import Session

if TYPE_CHECKING:
    from secondme.backup.sealing import Lock
    from secondme.export.importing import Imported
    from secondme.export.reading import Place
    from secondme.store.sources import Source

KIND = "secondme"


def find_place(what: Sequence[str]) -> Place | None:
    """The export that is meant; None where it is some chat. Raises UsageError where the kind is said and
    there is none.
    """
    from secondme.errors import UsageError
    from secondme.export.reading import find_export

    is_said = len(what) == 2 and what[0] == KIND
    if not is_said and len(what) != 1:
        return None
    found = find_export(Path(what[-1]))
    if found is None and is_said:
        raise UsageError(
            f"There is no export that comes back at {what[-1]}: no memory.jsonl, memory.jsonl.age or "
            "memory.sqlite. Nothing was changed. Exports in Markdown and HTML are for reading."
        )
    return found


def take_in(
    session: Session, place: Place, identity: Any, passphrase_file: Any, moves: Sequence[str], as_json: bool
) -> None:
    """Has an export come back into the home at hand, which must be empty."""
    from secondme.cli.output import progress_bar
    from secondme.cli.rerooting import read_moves, reroot_lost
    from secondme.export.importing import import_export, require_empty
    from secondme.export.reading import open_export
    from secondme.home import find_home

    moved = read_moves(moves)
    _require_no_daemon(session)
    if find_home(session.home).store.exists():
        require_empty(session.opened.store)
    with open_export(place, _lock(place, identity, passphrase_file)) as export, progress_bar() as show:
        memory = session.opened
        came = import_export(memory.home, memory.store, export, on_progress=show)
    left = reroot_lost(memory.store, came.lost, moved, ask=not as_json)
    _tell(session, memory.home.root, came, left, as_json)


def _require_no_daemon(session: Session) -> None:
    from secondme.daemon.control import daemon_state
    from secondme.errors import UsageError
    from secondme.home import find_home

    if daemon_state(find_home(session.home)).running:
        raise UsageError(
            "A daemon is at work on this memory, and an export comes back only into one that is at rest. "
            "Nothing was changed. Stop it for the while: secondme daemon stop"
        )


def _lock(place: Place, identity: Any, passphrase_file: Any) -> Lock | None:
    if not place.is_sealed:
        return None
    from secondme.cli.backup_opening import given_lock
    from secondme.export.sealed import is_behind_passphrase

    return given_lock(is_behind_passphrase(place.file.parent), identity, passphrase_file, "This export")


def _tell(session: Session, home: Path, came: Imported, left: Iterable[Source], as_json: bool) -> None:
    from secondme.cli.output import counted, harmless, note, print_json

    if as_json:
        lost = [{"id": f"s{one.id}", "place": one.place} for one in left]
        settings = {"took_config": came.took_config, "models": list(came.models)}
        print_json({"home": str(home), "rows": came.rows, "lost": lost, **settings})
        return
    nouns = {"documents": "document", "passages": "passage", "memories": "memory"}
    held = ", ".join(counted(came.rows.get(table, 0), noun) for table, noun in nouns.items())
    click.echo(f"All is back in {harmless(str(home))}: {held}. It is found by its words at once.")
    if came.took_config:
        note("Your settings came along.")
    for name in sorted(set(came.models) - {one.name for one in session.shelf.installed()}):
        note(f"Get the model again: secondme --home {home} models pull {name}")
    for source in left:
        note(f"Once it is back, at {source.place}, changes of it are followed again.")
    note(f"What is found by meaning follows with: secondme --home {home} index")
