"""The person's decisions on a filled form: what is taken, what is typed, what is left blank."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from secondme.prefill.filled import BLANK_UNTIL_YES

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from secondme.prefill.delivering import Said
    from secondme.prefill.filled import Filled, FilledField
    from secondme.prefill.unfinished import Unfinished

Standing = Literal["taken", "typed", "waits", "left", "blank", "kept"]
"""How a field stands: its value is written; words of the person's own are; it waits for a yes; the person
wants it blank; there is nothing for it; or the form had a value already."""


@dataclass
class Review:
    """Decisions so far. Each can be taken back, the last one first."""

    filled: Filled
    accepted: set[str] = field(default_factory=set)
    typed: dict[str, str] = field(default_factory=dict)
    _before: list[tuple[set[str], dict[str, str]]] = field(default_factory=list)

    @property
    def fields(self) -> tuple[FilledField, ...]:
        """What is asked of the person, in the order of the form."""
        return tuple(one for one in self.filled.fields if one.state != "not asked")

    def standing(self, one: FilledField) -> Standing:
        key = one.field.key
        if key in self.typed:
            return "typed" if self.typed[key] else "left"
        if one.state == "filled" or key in self.accepted:
            return "taken"
        if one.state in BLANK_UNTIL_YES:
            return "waits"
        return "kept" if one.state == "kept" else "blank"

    def value(self, one: FilledField) -> str:
        """What would be written, or is proposed."""
        return self.typed.get(one.field.key, one.value)

    def take(self, one: FilledField) -> bool:
        """Takes what is proposed; False where nothing is."""
        if not one.value or one.state not in ("filled", *BLANK_UNTIL_YES):
            return False
        self._remember()
        self.typed.pop(one.field.key, None)
        self.accepted.add(one.field.key)
        return True

    def put(self, one: FilledField, value: str) -> None:
        """Words of the person's own; none: the field is left blank."""
        self._remember()
        self.accepted.discard(one.field.key)
        self.typed[one.field.key] = value

    def take_all(self) -> int:
        """Says yes to whatever waits for one, but where memory says two things or is not sure.

        Returns to how many.
        """
        waiting = [one for one in self.fields if one.state == "ask" and self.standing(one) == "waits"]
        if waiting:
            self._remember()
            self.accepted |= {one.field.key for one in waiting}
        return len(waiting)

    def undo(self) -> bool:
        """Takes the last decision back; False when there is none."""
        if not self._before:
            return False
        self.accepted, self.typed = self._before.pop()
        return True

    def take_up(self, unfinished: Unfinished) -> None:
        """Decides as it was decided before; who said yes to another value is asked again."""
        said = unfinished.said_of(self.fields)
        self.accepted |= said.accepted
        self.typed |= said.typed

    def unfinished(self, path: Path, data: bytes, now: datetime) -> Unfinished | None:
        """What was decided so far, to be taken up again; None where nothing was. path, data: of the form."""
        from secondme.prefill.unfinished import Unfinished, hash_of

        if not (self.accepted or self.typed):
            return None
        values = {one.field.key: one.value for one in self.fields}
        accepted = {key: hash_of(values[key]) for key in sorted(self.accepted)}
        return Unfinished(path, hash_of(data), accepted, dict(self.typed), now)

    def begin_anew(self) -> None:
        """Drops what was decided."""
        self._remember()
        self.accepted, self.typed = set(), {}

    def said(self) -> Said:
        """As it is written and learned from: a value that was sure and is kept counts as agreed to."""
        from secondme.prefill.delivering import Said

        return Said(set(self.accepted), dict(self.typed))

    def count(self, *standings: Standing) -> int:
        """How many fields stand so."""
        return sum(self.standing(one) in standings for one in self.fields)

    def next_open(self, after: int) -> int | None:
        """The place of the next field that waits for the person, round from `after`; None: there is none."""
        fields = self.fields
        order = [*range(after + 1, len(fields)), *range(after + 1)]
        return next((place for place in order if self.standing(fields[place]) == "waits"), None)

    def _remember(self) -> None:
        self._before.append((set(self.accepted), dict(self.typed)))


def choices(one: FilledField) -> list[tuple[str, str]]:
    """What can be taken by its number, each as (value, how it is shown): the form's options, else rivals."""
    if one.field.options:
        return [(option.value, option.label) for option in one.field.options]
    values = [one.value, *(rival.value for rival in one.rivals)] if one.rivals else []
    return [(value, value) for value in values]
