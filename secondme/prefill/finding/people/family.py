"""The family: all that a note says of those around the person, in sentences, tables and lines. Pure."""

from __future__ import annotations

from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Bond
from secondme.prefill.finding.people.emergencies import URGENT, emergencies_in
from secondme.prefill.finding.people.relatives import Fact, relatives_in
from secondme.prefill.finding.people.rosters import roster_in


def family_in(said: Said) -> tuple[list[Bond], list[Fact]]:
    """Who is what to the person, as a passage says, and what it says of them."""
    bonds, facts = relatives_in(said)
    listed, told = roster_in(said)
    urgent = list(emergencies_in(said))
    called = {one.name: Bond(URGENT, one.name, said.passage) for one in urgent}
    numbers = [one for one in urgent if one.attribute != "full name"]
    return [*bonds, *listed, *called.values()], [*facts, *told, *numbers]
