"""Suspicion, at the other end of the socket: the verbs of `secondme.suspicion.verbs.Suspecting`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from secondme.daemon.remote import Remote

if TYPE_CHECKING:
    from secondme.suspicion.quarantine import Ruling, Suspect, Suspects


class RemoteSuspecting(Remote):
    """The verbs about what is quarantined, of a memory that a daemon has open."""

    def suspects(self, limit: int = 50) -> Suspects:
        """See `Memory.suspects`."""
        return cast("Suspects", self._call("suspects", {"limit": limit}))

    def suspect(self, identifier: str) -> Suspect:
        """See `Memory.suspect`."""
        return cast("Suspect", self._call("suspect", {"identifier": identifier}))

    def pass_verdict(self, identifier: str, *, suspect: bool, now: datetime | None = None) -> Ruling:
        """See `Memory.pass_verdict`."""
        body = {"identifier": identifier, "suspect": suspect, "now": now}
        return cast("Ruling", self._call("pass_verdict", body))
