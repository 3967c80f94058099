"""Links what is new: by what memories say, at once; and by what they mean, as far as the time goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.memories.linking.vectors import liken
from secondme.memories.linking.weaving import weave
from secondme.store import Store
from secondme.store.links import has_unlinked
from secondme.store.memory_vectors import lacks_memory_vectors, part_with_likes
from secondme.store.vectors import serving_embedder

if TYPE_CHECKING:
    from secondme.engines import Engines


@dataclass(frozen=True, slots=True)
class LinkedUp:
    """What came of it. links: that changed; vectors: that were made."""

    links: int
    vectors: int


def link_new(
    store: Store,
    engines: Engines,
    *,
    seconds: float = float("inf"),
    on_progress: OnProgress = ignore_progress,
) -> LinkedUp:
    """Brings the links up to date with what is new or changed. Without an embedder only what memories say
    links them."""
    changed = weave(store)
    with store.write() as db:
        changed += part_with_likes(db)
    if not _lacks(store, engines):
        return LinkedUp(changed, 0)
    likened = liken(store, engines, seconds=seconds, on_progress=on_progress)
    return LinkedUp(changed + likened.linked, likened.embedded)


def is_linking_due(store: Store, engines: Engines) -> bool:
    """Whether anything waits for its links; quick to tell, no model is opened."""
    return has_unlinked(store.connection()) or _lacks(store, engines)


def _lacks(store: Store, engines: Engines) -> bool:
    db = store.connection()
    serving = serving_embedder(db)
    here = serving is not None and engines.made(serving.identity, serving.name)
    return serving is not None and here and lacks_memory_vectors(db, serving)
