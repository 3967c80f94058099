"""A form with what memory supports for each of its fields, and why."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

from ingest.forms import Field, Form
from secondme.memories.plain import as_plain
from secondme.prefill.asked import Asked
from secondme.prefill.candidate import Proof

State = Literal["filled", "ask", "conflict", "unsure", "unknown", "unfit", "withheld", "kept", "not asked"]
"""What becomes of a field:

filled      written, with its proof
ask         found, and left blank until the person says yes; `value` is what is proposed
conflict    memory says two things; left blank until the person chooses
unsure      found, but not plainly theirs, or not plainly still so; left blank until the person chooses
unknown     nothing that the person wrote says it
unfit       memory has a value that cannot be written the way the form wants it
withheld    a standing instruction of the person's forbids it
kept        the form had a value already
not asked   it asks nothing of the person's life: a signature, a box for the office, a field that is locked
"""
BLANK_UNTIL_YES: tuple[State, ...] = ("ask", "conflict", "unsure")
CHOSEN: tuple[State, ...] = ("conflict", "unsure")
"""Of these what the person looks at one by one: a yes to all is none to them."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Another value that memory has for the field, as it would be written."""

    value: str
    proofs: tuple[Proof, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class FilledField:
    """One field. value: as it stands there, or is proposed (`ask`, `conflict`, `unsure`, `kept`); else empty.

    raw: the value before it was put into the form's way. found: how it was found, as in
    `secondme.prefill.candidate`. proofs: where it stands, best first. confidence: 0 to 1. stale: why it may
    be out of date. why: the state in a sentence for people. rivals: other values.
    """

    field: Field
    asked: Asked
    state: State
    value: str = ""
    raw: str = ""
    found: str = ""
    proofs: tuple[Proof, ...] = ()
    confidence: float = 0.0
    stale: str = ""
    why: str = ""
    rivals: tuple[Rival, ...] = ()

    @property
    def label(self) -> str:
        """What the field is called for people, with the section that it stands in where it has no name."""
        return self.field.label or self.field.name or self.field.before or self.field.key

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "key": self.field.key,
            "label": self.label,
            "section": self.field.section,
            "type": self.field.type,
            "attribute": self.asked.attribute or None,
            "whose": self.asked.whose or None,
            "state": self.state,
            "value": self.value,
            "confidence": round(self.confidence, 4),
            "stale": self.stale,
            "why": self.why,
            "proofs": [as_plain(proof) for proof in self.proofs],
            "rivals": [
                {"value": one.value, "proofs": [as_plain(proof) for proof in one.proofs]}
                for one in self.rivals
            ],
        }


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as memory fills it in. remembered: of how many fields it was known from before what they ask.

    unread: whether a language model was left out, is not here, or had no time for some field.
    """

    form: Form
    fields: tuple[FilledField, ...]
    remembered: int = 0
    unread: bool = False

    def values(self, accepted: frozenset[str] = frozenset()) -> dict[str, str]:
        """What is written, by the key of the field. accepted: keys to which the person said yes."""
        return {
            one.field.key: one.value
            for one in self.fields
            if one.state == "filled" or (one.state in BLANK_UNTIL_YES and one.field.key in accepted)
        }

    def count(self, *states: State) -> int:
        """How many fields are in one of these states."""
        return sum(one.state in states for one in self.fields)

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "kind": self.form.kind,
            "title": self.form.title,
            "language": self.form.language,
            "notes": list(self.form.notes),
            "remembered": self.remembered,
            "unread": self.unread,
            "fields": [one.as_json() for one in self.fields],
        }


@dataclass(frozen=True, slots=True)
class Settled:
    """What a form taught. memories: those that what the person typed has become, as `m7`.

    learned: of how many fields what they ask is known from now on.
    """

    memories: tuple[str, ...]
    learned: int

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {one.name: getattr(self, one.name) for one in fields(self)} | {"memories": list(self.memories)}
