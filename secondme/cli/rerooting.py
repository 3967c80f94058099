"""Sources that came from another machine: where they lie on this one, as was said or is asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from secondme.store import Store
    from secondme.store.sources import Source

moving = click.option(
    "--move", "moves", multiple=True, metavar="OLD=NEW", help="A source lies elsewhere here."
)
"""The option that says it beforehand."""


def read_moves(said: Iterable[str]) -> dict[str, str]:
    """New places by old ones. Raises click.UsageError."""
    return dict(map(_move, said))


def reroot_lost(store: Store, lost: Iterable[Source], moves: dict[str, str], *, ask: bool) -> list[Source]:
    """Asks where sources lie now that are not where they were; returns those that nobody knows of."""
    from secondme.backup.rerooting import reroot
    from secondme.cli.output import harmless, note
    from secondme.errors import UsageError

    left = []
    for source in lost:
        answer = moves.get(source.place, "")
        if not answer and ask and sys.stdin.isatty():
            said = f"{harmless(source.place)} is not here. Where is it now? (empty: leave it)"
            answer = click.prompt(said, default="", show_default=False, err=True)
        try:
            if not answer:
                raise UsageError(f"{source.place} is not on this machine; what was remembered of it is.")
            reroot(store, source.id, Path(answer))
        except UsageError as error:
            note(str(error))
            left.append(source)
    return left


def _move(said: str) -> tuple[str, str]:
    old, _, new = said.partition("=")
    if not old or not new:
        raise click.UsageError(f"--move takes OLD=NEW; it is {said!r}.")
    return old, new
