"""The hints that wait to be looked into, brought together so that nothing is looked at twice. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

MOST_FOLDERS = 500
"""With more of a source than that, the whole source is looked at: one walk is cheaper then."""


@dataclass
class Waiting:
    """everything: all sources, whichever there are by then. sources: keys to look below; None: the whole."""

    everything: bool = False
    sources: dict[int, set[str] | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.everything or bool(self.sources)

    def add(self, source: int, folders: Iterable[str] | None) -> None:
        """Another hint."""
        known = self.sources.get(source, set())
        if folders is None or known is None:
            self.sources[source] = None
            return
        together = known | set(folders)
        self.sources[source] = None if len(together) > MOST_FOLDERS else together

    def put_back(self, other: Waiting) -> None:
        """What was taken and not finished waits again."""
        self.everything = self.everything or other.everything
        for source, folders in other.sources.items():
            self.add(source, folders)
