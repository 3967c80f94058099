"""What a reader understands of a hand's wordings, filled with values of the scripted year, one by one."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from benchmarks.hearing.filling import Filled, fill
from benchmarks.hearing.lessons import kept_out, talk_kept_out
from benchmarks.year.phrases import attributes, half
from benchmarks.year.scoring import plain
from secondme.memories.hearing.context import InContext
from secondme.memories.hearing.listening import PREDICATES
from secondme.memories.hearing.reader import ByWords
from secondme.memories.patterns import all_statements_in
from secondme.memories.statement import AS_HEARD, Statement

SURES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
"""How sure what holds must be, of these; numbers and addresses surer."""
SPEAKER = "Tariq Mansour"
PEOPLE = ("Ana", "Noor", "Ben", "Mei", "Ravi", "Luca", "Ingrid", "Kwame")
TRAPS = 4
"""How often each trap is filled."""
_SEVERAL = {
    "pet": ("dog", "cat", "pet"),
    "school": ("daughter's school", "son's school"),
    "diet": ("diet", "has"),
}
"""Predicates of an attribute that may have one of several."""
WRITTEN = date(2025, 6, 4)


@dataclass(frozen=True)
class Understood:
    """Shares of messages. right: that give value, old value, whose and which in full; wrong: that give
    anything else that holds; false: of traps, that give anything of them.
    """

    right: float
    wrong: float
    false: float

    def as_text(self) -> str:
        return f"right {self.right:.3f}, wrong {self.wrong:.3f}, traps believed {self.false:.3f}"


def understood(hand: str, reader: ByWords | InContext) -> Mapping[float, Understood]:
    """By how sure what holds must be; patterns and the reader together."""
    lenient = lenient_of(reader)
    told = [(one, _read(one, lenient)) for one in _told(hand)]
    traps = [(one, _read(one, lenient)) for one in _traps(hand)]
    return {sure: _at(sure, told, traps) for sure in SURES}


def believed(reader: ByWords | InContext) -> Mapping[float, tuple[int, int]]:
    """Of the messages that say nothing and were kept out, and of the talk: how many hold anything, and how
    many statements hold, by how sure what holds must be.
    """
    rng, lenient = random.Random(13), lenient_of(reader)
    idle = [
        _read(fill(rng, wording, _values(attribute), "trap", attribute, PEOPLE, half("a")), lenient)
        for attribute, wording in kept_out()
    ]
    talk = [_read_text(text, lenient) for text in talk_kept_out()]
    return {
        sure: (
            sum(any(map(_is_fact, _surer(made, sure))) for made in idle),
            sum(
                one.polarity == "holds" and bool(one.predicate) for made in talk for one in _surer(made, sure)
            ),
        )
        for sure in SURES
    }


def _values(attribute: str) -> Sequence[str]:
    return attributes()[attribute].values if attribute in attributes() else PEOPLE


def lenient_of(reader: ByWords | InContext) -> ByWords | InContext:
    """The reader as it is least sure of what holds, numbers, addresses and what nobody says to have apart."""
    return replace(reader, bars=replace(reader.bars, sure=min(SURES)))


Read = Sequence[tuple[Filled, Sequence[Statement]]]


def _at(sure: float, told: Read, traps: Read) -> Understood:
    held = [(one, _surer(made, sure)) for one, made in told]
    return Understood(
        right=sum(_is_right(one, made) for one, made in held) / len(held),
        wrong=sum(any(_is_wrong(one, it) for it in made) for one, made in held) / len(held),
        false=sum(any(_is_of(one, it) for it in _surer(made, sure)) for one, made in traps) / len(traps),
    )


def _told(hand: str) -> Iterator[Filled]:
    rng, half_ = random.Random(11), half(hand)
    for attribute, sorts in half_.said.items():
        for sort, wordings in sorts.items():
            for wording in wordings:
                yield fill(rng, wording, attributes()[attribute].values, sort, attribute, PEOPLE, half_)


def _traps(hand: str) -> Iterator[Filled]:
    rng, half_ = random.Random(12), half(hand)
    for attribute, wording in (*half_.traps, *half_.echoes):
        for _ in range(TRAPS):
            yield fill(rng, wording, attributes()[attribute].decoys, "trap", attribute, PEOPLE, half_)


def _read(message: Filled, reader: ByWords | InContext) -> Sequence[Statement]:
    return _read_text(message.text, reader)


def _read_text(text: str, reader: ByWords | InContext) -> Sequence[Statement]:
    return all_statements_in(text, speaker=SPEAKER, me=False, written=WRITTEN, reader=reader)


def _surer(made: Sequence[Statement], sure: float) -> Sequence[Statement]:
    """What is over, and what holds if it is sure enough; what patterns found is nearly always."""
    return [one for one in made if one.polarity != "holds" or one.confidence >= sure * AS_HEARD]


def _words(message: Filled, slot: str) -> str | None:
    return next((message.text[first:last] for name, first, last in message.spans if name == slot), None)


def _subject(message: Filled) -> str:
    return SPEAKER if "mine" in message.sort else _words(message, "name") or SPEAKER


def _is_it(message: Filled, one: Statement) -> bool:
    """Whether a statement says the value of whom it is, as what it is."""
    value, old = _words(message, "value"), _words(message, "old")
    if value is None or one.subject != _subject(message) or plain(one.value) != plain(value):
        return False
    wanted = _SEVERAL.get(message.attribute, (PREDICATES.get(message.attribute),))
    replaces = bool(old and one.instead_of and plain(old).strip() in plain(one.instead_of))
    return one.polarity == "holds" and (one.predicate in wanted or replaces)


def _is_right(message: Filled, made: Sequence[Statement]) -> bool:
    if _words(message, "value") is not None and not any(_is_it(message, one) for one in made):
        return False
    old = _words(message, "old")
    takes_back = message.sort.startswith(("ended", "mended")) or attributes()[message.attribute].plural
    return old is None or not takes_back or any(_ends(message, one, plain(old).strip()) for one in made)


def _ends(message: Filled, one: Statement, old: str) -> bool:
    ended = one.polarity != "holds" and one.subject in (_subject(message), "") and old in plain(one.value)
    return ended or bool(one.instead_of and old in plain(one.instead_of))


def _is_wrong(message: Filled, one: Statement) -> bool:
    return _is_fact(one) and not _is_it(message, one)


def _is_fact(one: Statement) -> bool:
    return _holds(one) and one.kind in ("fact", "preference")


def _holds(one: Statement) -> bool:
    return one.polarity == "holds" and bool(one.predicate)


def _is_of(message: Filled, one: Statement) -> bool:
    """Whether a statement makes something of a trap."""
    said = [
        message.text[first:last] for name, first, last in message.spans if name in ("decoy", "old", "value")
    ]
    return _is_fact(one) and any(plain(it) in plain(one.value) for it in said)
