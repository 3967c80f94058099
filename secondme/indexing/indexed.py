"""What a round of indexing did, for whoever asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secondme.store.sources import Source

if TYPE_CHECKING:
    from secondme.indexing.reconcile import Changes


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an `add`, `import` or `index` did. documents: stored anew or changed; vectors: made."""

    documents: int
    vectors: int
    changes: tuple[tuple[Source, Changes], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """Messages of an export that made no sense: the line or id, and the reason."""
    exports: tuple[tuple[str, str], ...] = ()
    """Chat exports that were met among the files of a folder: the path, and the kind."""
    own_address: str = ""
    """The mail address that is probably the person's, where documents came and none is known to be theirs."""
    forgotten: int = 0
    """Passages that retention rules had forgotten."""

    @property
    def skipped(self) -> list[tuple[str, str]]:
        """All that was passed over: the path, line or message, and the reason."""
        return [one for _, changes in self.changes for one in changes.skipped] + list(self.left_out)

    @property
    def removed(self) -> int:
        """Documents retired because their file is gone."""
        return sum(changes.removed for _, changes in self.changes)

    @property
    def moved(self) -> int:
        """Files that have another name or place than before, and were not read again for it."""
        return sum(changes.moved for _, changes in self.changes)
