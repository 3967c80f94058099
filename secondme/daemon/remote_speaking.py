"""Speaking for the person, at the other end of the socket: the verbs of `secondme.speaking.Speaking`."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from secondme.daemon.connection import OnEvent

if TYPE_CHECKING:
    from secondme.instructions.instruction import Instruction


class RemoteSpeaking(ABC):
    """The verbs by which a memory that a daemon has open speaks for the person."""

    @abstractmethod
    def _call(
        self,
        verb: str,
        body: dict[str, Any],
        events: OnEvent | None = None,
        cancelled: threading.Event | None = None,
    ) -> Any:
        """What the daemon answers to a verb."""

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
