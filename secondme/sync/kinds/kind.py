"""What most kinds have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from secondme.sync.registers import Version, latest
from secondme.sync.work import Work


class Plain:
    """A kind whose last version holds, that needs no preparing, and is gone for all when it is gone here."""

    has_words: bool = False
    clear: tuple[str, ...] = ()

    def shown(self, work: Work) -> dict[str, str]:
        """By key, a fingerprint of all that the store has of it."""
        raise NotImplementedError

    def shown_after(self, work: Work, followed: Collection[str]) -> dict[str, str]:
        """The same, after the store followed these."""
        return self.shown(work)

    def may_go(self, work: Work, key: str) -> bool:
        """Whether its absence says that it is gone for all."""
        return True

    def choose(self, heads: Iterable[Version]) -> Version | None:
        """The version that holds."""
        return latest(heads)

    def prepare(self, work: Work, waiting: Mapping[str, Any]) -> None:
        """Nothing."""

    def here(self, work: Work, waiting: Mapping[str, Any]) -> set[str]:
        """Those that the store has already from elsewhere: none."""
        return set()
