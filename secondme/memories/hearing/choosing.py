"""Choosing who reads what no pattern understood: the chosen embedder's reader, where there is one.

It is chosen where there is idle time, or the person asked for all of it. Words are read everywhere else, and
what was read so is heard again then.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from models.errors import ModelLoadError
from secondme.memories.distilling import left_to_distil, left_to_hear
from secondme.store import Store

if TYPE_CHECKING:
    from secondme.engines import Engines
    from secondme.memories.hearing.context import InContext


def reader_for(store: Store, engines: Engines) -> InContext | None:
    """The reader in context, if there is anything for it to hear; None also where its model is not here.

    Raises ModelLoadError where the file of the model does not open.
    """
    name = _embedder(engines)
    if name is None or not _is_anything_left(store, name):
        return None
    from secondme.memories.hearing.context import InContext, nets, reader_name
    from secondme.memories.hearing.reader import by_words

    open_embedder = engines.embedder(name)
    if open_embedder is None:
        return None
    return InContext(by_words(), nets()[name], open_embedder.engine, reader_name(name))


def reader_if_it_opens(store: Store, engines: Engines) -> InContext | None:
    """The same; None where the file does not open, which is told by whoever needs its vectors."""
    with suppress(ModelLoadError):
        return reader_for(store, engines)
    return None


def is_hearing_due(store: Store, engines: Engines) -> bool:
    """Whether words alone were read of anything that the chosen embedder's reader shall hear again."""
    from secondme.memories.hearing.context import reader_name

    name = _embedder(engines)
    return name is not None and left_to_hear(store.connection(), reader_name(name)) > 0


def _is_anything_left(store: Store, name: str) -> bool:
    from secondme.memories.hearing.context import reader_name

    db = store.connection()
    return left_to_distil(db) > 0 or left_to_hear(db, reader_name(name)) > 0


def _embedder(engines: Engines) -> str | None:
    """The chosen embedder, if a net was learned for it and it is on the shelf."""
    name = engines.shelf.chosen("embedder")
    if name is None or engines.shelf.find(name) is None:
        return None
    from secondme.memories.hearing.context import nets

    return name if name in nets() else None
