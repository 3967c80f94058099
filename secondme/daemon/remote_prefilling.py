"""Forms, at the other end of the socket: the verbs of `secondme.prefilling.Prefilling`."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from secondme.daemon.remote import Remote
from secondme.indexing.progress import OnProgress, ignore_progress

if TYPE_CHECKING:
    from ingest.forms import Form
    from secondme.prefill.filled import Filled, Settled
    from secondme.prefill.unfinished import Unfinished


class RemotePrefilling(Remote):
    """The verbs about forms, of a memory that a daemon has open. A form is read in this process."""

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
        """See `Memory.prefill`."""
        from secondme.prefill.filled import Filled
        from secondme.prefill.opening import open_form

        opened = open_form(Path(form).expanduser())[1] if isinstance(form, (str, Path)) else form
        body = {"form": opened, "as_of": as_of, "model": model, "seconds": seconds, "now": now}
        filled = self._call("prefill", body, {"progress": on_progress}, cancelled)
        return cast("Filled", filled) if filled is not None else Filled(opened, ())

    def settle_form(
        self,
        filled: Filled,
        *,
        accepted: Collection[str] = (),
        typed: Mapping[str, str] | None = None,
        now: datetime | None = None,
    ) -> Settled:
        """See `Memory.settle_form`."""
        body = {"filled": filled, "accepted": list(accepted), "typed": dict(typed or {}), "now": now}
        return cast("Settled", self._call("settle_form", body))

    def unlearn_form(self, layout: str) -> int:
        """See `Memory.unlearn_form`."""
        return cast(int, self._call("unlearn_form", {"layout": layout}))

    def keep_form(self, unfinished: Unfinished) -> None:
        """See `Memory.keep_form`."""
        self._call("keep_form", {"unfinished": unfinished})

    def unfinished_forms(self) -> list[Unfinished]:
        """See `Memory.unfinished_forms`."""
        return cast("list[Unfinished]", self._call("unfinished_forms", {}))

    def drop_form(self, path: str | Path) -> None:
        """See `Memory.drop_form`."""
        self._call("drop_form", {"path": str(path)})
