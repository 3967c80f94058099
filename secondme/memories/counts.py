"""What became of what was read, counted: the same by patterns and by a language model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from secondme.memories.keeping import WORDS_FOR
from secondme.memories.reconciling import Verb


@dataclass(frozen=True, slots=True)
class Counts:
    """passages: that were read; left: that are still to be read. The rest counts memories."""

    passages: int = 0
    added: int = 0
    updated: int = 0
    merged: int = 0
    contradicted: int = 0
    retired: int = 0
    left: int = 0

    def with_all(self, verbs: Iterable[Verb], passages: int) -> Self:
        """The same, and what was done with the statements of so many more passages."""
        counts = Counter(WORDS_FOR[verb] for verb in verbs if verb in WORDS_FOR)
        more = {name: getattr(self, name) + count for name, count in counts.items()}
        return replace(self, passages=self.passages + passages, **more)

    def counts(self) -> dict[str, Any]:
        """These alone, by name."""
        return {one.name: getattr(self, one.name) for one in fields(Counts)}
