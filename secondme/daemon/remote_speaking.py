"""Speaking for the person, at the other end of the socket: the verbs of `secondme.speaking.Speaking`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from secondme.daemon.remote import Remote

if TYPE_CHECKING:
    from secondme.answer import Citation
    from secondme.drafting.completing import Completion
    from secondme.drafting.draft import Draft
    from secondme.instructions.instruction import Instruction


class RemoteSpeaking(Remote):
    """The verbs by which a memory that a daemon has open speaks for the person."""

    def instructions(self, *, now: datetime | None = None) -> list[Instruction]:
        """See `Memory.instructions`."""
        return cast("list[Instruction]", self._call("instructions", {"now": now}))

    def instruct(
        self,
        text: str,
        *,
        acts: Sequence[str] = (),
        about: Sequence[str] = (),
        people: Sequence[str] = (),
        priority: int | None = None,
        now: datetime | None = None,
    ) -> Instruction:
        """See `Memory.instruct`."""
        body = {
            "text": text,
            "acts": acts,
            "about": about,
            "people": people,
            "priority": priority,
            "now": now,
        }
        return cast("Instruction", self._call("instruct", body))

    def drop_instruction(self, identifier: str, *, now: datetime | None = None) -> Instruction:
        """See `Memory.drop_instruction`."""
        body = {"identifier": identifier, "now": now}
        return cast("Instruction", self._call("drop_instruction", body))

    def plan_draft(
        self,
        what: str,
        *,
        to: str = "",
        now: datetime | None = None,
        cancelled: threading.Event | None = None,
    ) -> list[str]:
        """See `Memory.plan_draft`."""
        return self._call("plan_draft", {"what": what, "to": to, "now": now}, cancelled=cancelled) or []

    def draft(
        self,
        what: str,
        *,
        to: str = "",
        plan: Sequence[str] = (),
        now: datetime | None = None,
        on_sources: Callable[[Sequence[Citation]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Draft:
        """See `Memory.draft`."""
        events = {"sources": on_sources, "text": on_text}
        heard = {name: listen for name, listen in events.items() if listen is not None}
        body = {"what": what, "to": to, "plan": plan, "now": now}
        draft = self._call("draft", body, heard, cancelled)
        return cast("Draft", draft) if draft is not None else _never_begun(to)

    def complete(
        self,
        text: str,
        *,
        budget: float = 1.5,
        now: datetime | None = None,
        cancelled: threading.Event | None = None,
    ) -> Completion:
        """See `Memory.complete`."""
        body = {"text": text, "budget": budget, "now": now}
        return cast("Completion", self._call("complete", body, cancelled=cancelled))


def _never_begun(to: str) -> Draft:
    """The draft that was called off while it waited for its turn."""
    from secondme.drafting.draft import Draft

    return Draft("text", "", to, (), (), (), (), cancelled=True)
