"""Forms: the verbs of an open memory by which they are filled in, and by which it learns from that."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from secondme.clock import Clock
from secondme.engines import Engines
from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.store import Store

if TYPE_CHECKING:
    from ingest.forms import Form
    from secondme.memory import Memory
    from secondme.prefill.filled import Filled, Settled
    from secondme.prefill.unfinished import Unfinished


class Prefilling:
    """The verbs of an open memory about forms."""

    store: Store
    engines: Engines
    clock: Clock

    def prefill(
        self,
        form: Form | str | Path,
        *,
        as_of: datetime | None = None,
        model: bool = True,
        seconds: float = 300.0,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
        cancelled: threading.Event | None = None,
    ) -> Filled:
        """The form with what memory supports for each field, and why; no file is written.

        form: read already (`ingest.forms.read_form`), or where it lies. as_of: the day for which it asks;
        None: as the form itself says, else today. model: whether the language model may read what nothing
        else finds; seconds: what it may take in all. cancelled: when set, what is left is looked up without
        it. Raises UnreadableError.
        """
        from secondme.memories.distilling import distil_if_little
        from secondme.prefill.filling import Manner, fill
        from secondme.prefill.opening import open_form

        opened = open_form(Path(form).expanduser())[1] if isinstance(form, (str, Path)) else form
        moment = now or self.clock()
        distil_if_little(self.store, now=moment)  # What was taken in a moment ago is known to the form too.
        manner = Manner(moment, as_of, model, seconds, on_progress, cancelled)
        return fill(cast("Memory", self), opened, manner)

    def settle_form(
        self,
        filled: Filled,
        *,
        accepted: Collection[str] = (),
        typed: Mapping[str, str] | None = None,
        now: datetime | None = None,
    ) -> Settled:
        """Learns from what the person said of a filled form: see `secondme.prefill.learning.settle`.

        Raises UsageError.
        """
        from secondme.prefill.learning import settle

        embedder = self.engines.shelf.chosen("embedder")
        moment = now or self.clock()
        settled = settle(
            self.store, filled, accepted=accepted, typed=typed or {}, embedder=embedder, now=moment
        )
        if settled.memories:
            cast("Memory", self).catch_up(moment)
        return settled

    def unlearn_form(self, layout: str) -> int:
        """Drops what was learned of a form's fields, by its layout; of how many."""
        from secondme.store.forms import unlearn_fields

        with self.store.write() as db:
            return unlearn_fields(db, layout)

    def keep_form(self, unfinished: Unfinished) -> None:
        """Keeps what was decided so far of a form that is being gone through, in place of what was before."""
        from secondme.prefill.unfinished import keep_unfinished

        with self.store.write() as db:
            keep_unfinished(db, unfinished)

    def unfinished_forms(self) -> list[Unfinished]:
        """The forms that are being gone through, the one that was left last first."""
        from secondme.prefill.unfinished import list_unfinished

        return list_unfinished(self.store.connection())

    def drop_form(self, path: str | Path) -> None:
        """Drops what was decided of the form that lies there."""
        from secondme.prefill.unfinished import drop_unfinished

        with self.store.write() as db:
            drop_unfinished(db, Path(path))
