"""One thing that an examination found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["well", "warning", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. about: the part it is of, in a word. text: in a sentence. remedy: what to do, or empty.

    cure: does it, and says what it did; None where the person has to. It loses nothing that was remembered.
    """

    about: str
    state: State
    text: str
    remedy: str = ""
    cure: Callable[[], str] | None = field(default=None, repr=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "about": self.about,
            "state": self.state,
            "text": self.text,
            "remedy": self.remedy,
            "can_be_mended": self.cure is not None,
        }
