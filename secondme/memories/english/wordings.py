"""All wordings, by the main word of the clause."""

from __future__ import annotations

from secondme.memories.english.doing_wordings import DOING_WORDINGS
from secondme.memories.english.fact_wordings import FACT_WORDINGS
from secondme.memories.english.habit_wordings import HABIT_WORDINGS
from secondme.memories.english.person_wordings import PERSON_WORDINGS
from secondme.memories.english.wording import Wording

ALL_WORDINGS = (*FACT_WORDINGS, *PERSON_WORDINGS, *HABIT_WORDINGS, *DOING_WORDINGS)


def _by_word() -> dict[str, tuple[Wording, ...]]:
    table: dict[str, list[Wording]] = {}
    for wording in ALL_WORDINGS:
        for word in wording.now | wording.past:
            table.setdefault(word, []).append(wording)
    return {word: tuple(wordings) for word, wordings in table.items()}


BY_WORD = _by_word()
"""The wordings by main word; "#" stands for a number."""
ELIDING = frozenset(
    word for one in ALL_WORDINGS if one.does in {"change", "ending", "event"} for word in one.past
) - {"broke", "has", "have", "'s", "'ve"} | {"need", "planning", "promised"}
"""Main words before which "I" may be left out at the beginning of a message: "Just moved to Lisbon"."""
