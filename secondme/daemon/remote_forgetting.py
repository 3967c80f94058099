"""Forgetting, at the other end of the socket: the verbs of `secondme.forgetting.verbs.Forgetting`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from secondme.daemon.remote import Remote
from secondme.indexing.progress import OnProgress, ignore_progress

if TYPE_CHECKING:
    from secondme.forgetting.foreseeing import Foreseen
    from secondme.forgetting.forgetting import Receipt
    from secondme.forgetting.retention import Foretold
    from secondme.forgetting.selection import Selection
    from secondme.store.retention import StoredRule


class RemoteForgetting(Remote):
    """The verbs about forgetting, of a memory that a daemon has open."""

    def forget(
        self, identifier: str, *, now: datetime | None = None, on_progress: OnProgress = ignore_progress
    ) -> Receipt:
        """See `Memory.forget`."""
        body = {"identifier": identifier, "now": now}
        return cast("Receipt", self._call("forget", body, {"progress": on_progress}))

    def forget_selected(
        self,
        selection: Selection,
        *,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Receipt:
        """See `Memory.forget_selected`."""
        body = {"selection": selection, "now": now}
        return cast("Receipt", self._call("forget_selected", body, {"progress": on_progress}))

    def foresee(self, selection: Selection) -> Foreseen:
        """See `Memory.foresee`."""
        return cast("Foreseen", self._call("foresee", {"selection": selection}))

    def retention(self) -> list[StoredRule]:
        """See `Memory.retention`."""
        return cast("list[StoredRule]", self._call("retention", {}))

    def foretell(self, rule: str | None = None, *, now: datetime | None = None) -> list[Foretold]:
        """See `Memory.foretell`."""
        return cast("list[Foretold]", self._call("foretell", {"rule": rule, "now": now}))

    def agree(self, rule: str, *, now: datetime | None = None) -> StoredRule:
        """See `Memory.agree`."""
        return cast("StoredRule", self._call("agree", {"rule": rule, "now": now}))

    def disagree(self, number: int) -> StoredRule:
        """See `Memory.disagree`."""
        return cast("StoredRule", self._call("disagree", {"number": number}))

    def retain(
        self, *, now: datetime | None = None, on_progress: OnProgress = ignore_progress
    ) -> list[Receipt]:
        """See `Memory.retain`."""
        return cast("list[Receipt]", self._call("retain", {"now": now}, {"progress": on_progress}))
