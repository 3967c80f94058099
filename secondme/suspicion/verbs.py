"""Suspicion: the verbs of an open memory about what is quarantined."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from secondme.clock import Clock
from secondme.engines import Engines
from secondme.store import Store
from secondme.store.identifiers import parse_identifier

if TYPE_CHECKING:
    from secondme.suspicion.quarantine import Ruling, Suspect, Suspects

LISTED = 50


class Suspecting:
    """The verbs of an open memory about texts that seem to give a machine orders."""

    store: Store
    engines: Engines
    clock: Clock

    def suspects(self, limit: int = LISTED) -> Suspects:
        """What is quarantined, the latest first."""
        from secondme.suspicion.quarantine import list_suspects

        return list_suspects(self.store.connection(), limit)

    def suspect(self, identifier: str) -> Suspect:
        """A passage such as `p12` with what speaks against it. Raises NotFoundError, UsageError."""
        from secondme.suspicion.quarantine import get_suspect

        return get_suspect(self.store.connection(), parse_identifier(identifier))

    def pass_verdict(self, identifier: str, *, suspect: bool, now: datetime | None = None) -> Ruling:
        """Has a passage, and all that read the same, count as an attack from now on, or as harmless.

        Raises NotFoundError, UsageError.
        """
        from secondme.suspicion.quarantine import pass_verdict

        wanted = parse_identifier(identifier)
        verdict = pass_verdict(self.store, wanted, suspect=suspect, now=now or self.clock())
        self.engines.drop_heads()
        return verdict
