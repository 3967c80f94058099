"""Forgetting: the verbs of an open memory by which things are deleted for good."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from secondme.clients.veil import Veils
from secondme.clock import Clock
from secondme.engines import Engines
from secondme.home import Home
from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.store import Store

if TYPE_CHECKING:
    from secondme.forgetting.foreseeing import Foreseen
    from secondme.forgetting.forgetting import Receipt
    from secondme.forgetting.retention import Foretold
    from secondme.forgetting.selection import Selection
    from secondme.memory import Memory
    from secondme.store.retention import StoredRule


class Forgetting:
    """The verbs of an open memory about forgetting. Nothing that they do can be taken back."""

    home: Home
    store: Store
    engines: Engines
    clock: Clock
    veils: Veils

    def forget(
        self, identifier: str, *, now: datetime | None = None, on_progress: OnProgress = ignore_progress
    ) -> Receipt:
        """Deletes a source, document, passage, memory, conversation or event for good, as `p12`.

        The files are never touched. Raises NotFoundError, UsageError.
        """
        from secondme.forgetting.selection import Selection

        return self.forget_selected(Selection(identifier), now=now, on_progress=on_progress)

    def forget_selected(
        self,
        selection: Selection,
        *,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Receipt:
        """Deletes all that is selected for good, and looks for it afterwards in every table and file.

        Raises NotFoundError where nothing is, UsageError.
        """
        from dataclasses import replace

        from secondme.backup.holding import look_at_backups
        from secondme.forgetting.forgetting import forget

        try:
            receipt = forget(
                self.store,
                selection,
                models=self.home.models,
                now=now or self.clock(),
                on_progress=on_progress,
            )
            return replace(receipt, backups=look_at_backups(self.home, self.store.connection()))
        finally:
            self.engines.drop_heads()
            self.veils.drop()

    def foresee(self, selection: Selection) -> Foreseen:
        """What hangs on a selection, before it is forgotten. Raises NotFoundError, UsageError."""
        from secondme.forgetting.foreseeing import foresee

        return foresee(self.store.connection(), selection)

    def retention(self) -> list[StoredRule]:
        """The rules about what is forgotten with time, and what is never taken in."""
        from secondme.store.retention import list_rules

        return list_rules(self.store.connection())

    def foretell(self, rule: str | None = None, *, now: datetime | None = None) -> list[Foretold]:
        """What the rules would have forgotten now; with a rule, what that one would. Raises UsageError."""
        from secondme.forgetting.retention import foretell

        return foretell(self.store.connection(), rule, now=now or self.clock())

    def agree(self, rule: str, *, now: datetime | None = None) -> StoredRule:
        """Has a rule hold from now on; see `secondme.forgetting.rules`. Raises UsageError."""
        from secondme.forgetting.retention import agree

        with self.store.write() as db:
            return agree(db, rule, now=now or self.clock())

    def disagree(self, number: int) -> StoredRule:
        """Has a rule hold no more; what it had forgotten stays forgotten. Raises NotFoundError."""
        from secondme.forgetting.retention import drop

        with self.store.write() as db:
            return drop(db, number)

    def retain(
        self, *, now: datetime | None = None, on_progress: OnProgress = ignore_progress
    ) -> list[Receipt]:
        """Has all forgotten that the rules ask for by now; a receipt for each that found anything."""
        from secondme.forgetting.retention import carry_out

        return carry_out(cast("Memory", self), now=now or self.clock(), on_progress=on_progress)
