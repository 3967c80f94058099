"""The portrait: who the person is, in sections made from what is known of them, with its memories.

A section follows the memories until the person writes it themselves or locks it as it is. What was locked
goes back to following when a memory that it was made from is forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from ingest.encoding import clean
from secondme.errors import UsageError
from secondme.memories.book import Remembered, memory_number, read_memories
from secondme.memories.plain import as_plain
from secondme.memories.whose import ME
from secondme.store import Store
from secondme.store.portraits import Settled, release_section, settle_section, settled_sections

Brush = Literal["write", "lock", "unlock"]
State = Literal["follows", "locked", "written"]

SECTIONS = ("home", "work", "people", "health", "likes", "plans", "contact", "more")
_HOLDS = {
    "home": ("lives in", "lives with", "is from", "born in", "drives", "bank"),
    "work": (
        "works at",
        "works as",
        "works in",
        "studies",
        "studies at",
        "speaks",
        "learns",
        "goes to work by",
    ),
    "people": ("partner", "wedding anniversary"),
    "health": ("allergic to", "has", "diet", "does not eat", "height", "age", "doctor", "dentist", "gym"),
    "likes": ("likes", "dislikes", "plays", "reads", "takes a class in"),
    "plans": ("has regularly",),
    "contact": ("phone number", "email", "address", "birthday"),
}
_SECTION_OF = {predicate: section for section, predicates in _HOLDS.items() for predicate in predicates}
MOST = 12
"""Sentences of a section: the most important, and of these those that are held most firmly."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section. state: whether it follows the memories, was locked as it was, or written by the person.

    memories: what its sentences say, in their order; of a written one, none.
    """

    name: str
    text: str
    state: State
    settled_at: datetime | None
    memories: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return as_plain(self)


def read_portrait(store: Store, *, now: datetime) -> list[Section]:
    """All sections of which there is anything to say, in their order."""
    db = store.connection()
    settled = settled_sections(db)
    drawn = draw(read_memories(db, about=ME, now=now))
    sections = [_settled(name, settled[name]) if name in settled else drawn.get(name) for name in SECTIONS]
    return [section for section in sections if section is not None]


def change_portrait(
    store: Store, verb: Brush, section: str, text: str = "", *, now: datetime
) -> list[Section]:
    """Writes, locks or unlocks a section; the portrait after it. Raises UsageError."""
    if section not in SECTIONS:
        raise UsageError(f"The portrait has no section {section!r}. Nothing was changed. {_there_are()}")
    with store.write() as db:
        if verb == "write":
            words = clean(text).strip()
            if not words:
                raise UsageError("Say how the section should read. Nothing was changed.")
            settle_section(db, section, words, (), written=True, now=now)
        elif verb == "unlock":
            if not release_section(db, section):
                raise UsageError(f"The section {section} is not locked. Nothing was changed.")
        else:
            drawn = draw(read_memories(db, about=ME, now=now)).get(section)
            if drawn is None:
                raise UsageError(f"There is nothing in {section} to lock. Nothing was changed.")
            made_of = [memory_number(one) for one in drawn.memories]
            settle_section(db, section, drawn.text, made_of, written=False, now=now)
    return read_portrait(store, now=now)


def draw(memories: Sequence[Remembered]) -> dict[str, Section]:
    """The sections that these memories of the person make. Pure."""
    found: dict[str, list[Remembered]] = {}
    for one in memories:
        found.setdefault(section_of(one.kind, one.predicate), []).append(one)
    return {name: _drawn(name, own) for name, own in found.items()}


def section_of(kind: str, predicate: str) -> str:
    """Where in the portrait a memory belongs."""
    if kind == "plan":
        return "plans"
    if kind == "preference" or predicate.startswith("favourite"):
        return "likes"
    if kind == "event":
        return "more"
    return _SECTION_OF.get(predicate, "people" if _is_relation(predicate) else "more")


def _is_relation(predicate: str) -> bool:
    from secondme.memories.predicates import SEVERAL

    return predicate.endswith("'s school") or (
        predicate.split()[-1:] != [] and predicate.split()[-1] in SEVERAL
    )


def _drawn(name: str, memories: Sequence[Remembered]) -> Section:
    best = sorted(memories, key=lambda one: (-one.pinned, -one.importance, -one.retrievability, one.id))[
        :MOST
    ]
    text = " ".join(one.text if one.text.endswith((".", "!", "?")) else f"{one.text}." for one in best)
    return Section(name, text, "follows", None, tuple(one.id for one in best))


def _settled(name: str, settled: Settled) -> Section:
    return Section(name, settled.text, "written" if settled.written else "locked", settled.at, ())


def _there_are() -> str:
    return f"There are {', '.join(SECTIONS)}."
