"""What must not be given, found in texts: by words that tell of it, and by the values that memory holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import apsw

from secondme.instructions.applying import applying
from secondme.instructions.book import read_instructions
from secondme.instructions.instruction import Act, Deed, Instruction
from secondme.prefill.attributes import ATTRIBUTES
from secondme.recall.sentences import sentences_of
from secondme.store.memories import list_memories

SHORTEST_VALUE = 4
"""Characters of a value that is looked for in a text; "42" stands in many."""
MARK = "[withheld]"


class Withholding:
    """What the person's instructions keep back from somebody, for many texts.

    act: what is done with them. to: what the other side is called, such as the name of a client; empty: not
    known. It holds what memory has now: make a new one for each answer.
    """

    def __init__(self, db: apsw.Connection, act: Act, to: Sequence[str] = (), *, now: datetime) -> None:
        self._act: Act = act
        self._to = tuple(filter(None, to))
        concerned = (one for one in read_instructions(db, now=now) if act in one.acts and not one.manner)
        self._instructions = list(concerned)
        self._values = _values(db, {name for one in self._instructions for name in one.attributes})

    def __bool__(self) -> bool:
        """Whether anything may have to be kept back."""
        return any(one.force == "never" for one in self._instructions)

    def reason(self, text: str) -> Instruction | None:
        """The instruction because of which a text must not be given; None where nothing stands against it."""
        if not self:
            return None
        told = dict.fromkeys(name for name, value in self._values if value in _plain(text))
        verdicts = (
            applying(self._instructions, Deed(self._act, attribute, text, self._to))
            for attribute in ("", *told)
        )
        return next((one.forbidding for one in verdicts if one.forbidding), None)

    def cut(self, text: str) -> str:
        """The text with `[withheld]` in the place of what must not be given."""
        if self.reason(text) is None:
            return text
        for sentence in sentences_of(text):
            if self.reason(sentence) is not None:
                text = text.replace(sentence, MARK)
        return text if self.reason(text) is None else MARK


def withheld(
    db: apsw.Connection,
    texts: Mapping[int, str],
    *,
    act: Act = "share",
    to: Sequence[str] = (),
    now: datetime,
) -> dict[int, Instruction]:
    """Those of the texts, by any numbers, that must not be given, with the instruction that says so."""
    withholding = Withholding(db, act, to, now=now)
    reasons = ((number, withholding.reason(text)) for number, text in texts.items())
    return {number: one for number, one in reasons if one is not None}


def _values(db: apsw.Connection, attributes: set[str]) -> list[tuple[str, str]]:
    """What memory holds for these attributes of the person: the name of each, and a plain value."""
    predicates = {predicate: name for name in attributes for predicate in ATTRIBUTES[name].predicates}
    known = list_memories(db, "subject = 'me' AND predicate <> '' AND value <> ''") if predicates else []
    return [
        (predicates[one.predicate], _plain(one.value))
        for one in known
        if one.predicate in predicates and len(_plain(one.value)) >= SHORTEST_VALUE
    ]


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
