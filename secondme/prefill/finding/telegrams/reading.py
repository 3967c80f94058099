"""The reading of a telegram: all that its readers find in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from secondme.prefill.finding.notes.labels import read_label
from secondme.prefill.finding.notes.lines import lines_of
from secondme.prefill.finding.notes.owners import NOBODY, is_about_me, owner_named
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.telegrams.bare import bare
from secondme.prefill.finding.telegrams.belongings import belongings
from secondme.prefill.finding.telegrams.documents import documents
from secondme.prefill.finding.telegrams.fact import Fact
from secondme.prefill.finding.telegrams.family import family
from secondme.prefill.finding.telegrams.health import health
from secondme.prefill.finding.telegrams.housing import housing
from secondme.prefill.finding.telegrams.keyed import keyed
from secondme.prefill.finding.telegrams.listed import listed
from secondme.prefill.finding.telegrams.marriages import marriages
from secondme.prefill.finding.telegrams.money import money
from secondme.prefill.finding.telegrams.nations import nations
from secondme.prefill.finding.telegrams.telegram import Telegram, telegram_of
from secondme.prefill.finding.telegrams.tongues import tongues

_READERS: tuple[Callable[[Telegram], Iterator[Fact]], ...] = (
    *(
        listed,
        keyed,
        bare,
        family,
        marriages,
        documents,
        money,
        housing,
        health,
        belongings,
        tongues,
        nations,
    ),
)


def facts_in(said: Said, circle: Circle, around: str) -> list[Fact]:
    """What a note that is as a whole about `around` says, and of whom; nothing of somebody unknown."""
    if around == NOBODY:
        return []
    telegram = telegram_of(said, circle, _named_above(said, circle, around) or around)
    return list(dict.fromkeys(fact for reader in _READERS for fact in reader(telegram)))


def _named_above(said: Said, circle: Circle, around: str) -> str | None:
    """Whom a line "Name: Tom Reed" makes a note be about."""
    if is_about_me(said):
        return None
    for line in lines_of(said.text):
        if line.label and not line.is_sentence and "full name" in read_label(line.label).attributes:
            return owner_named(line.value, circle, around)
    return None
