"""Doctors: the number that stands behind a doctor's name, on the same line: "Dr Park, 020 7946 0111".

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.shapes import shaped
from secondme.prefill.finding.people.kin_words import PHONE

FARTHEST = 100
"""Characters behind the name at most."""
BESIDE = 0.9


def numbers_beside(doctors: Sequence[Noted], places: Mapping[int, Said]) -> Iterator[Noted]:
    """How to reach the doctors that these passages name. places: by the number of the passage."""
    for one in doctors:
        said = places.get(one.proof.passage)
        at = said.text.find(one.value) if said is not None else -1
        if said is None or at < 0:
            continue
        number = PHONE.search(said.text[at : at + FARTHEST].split("\n")[0])
        if number is not None and shaped("phone", number[0]) is not None:
            yield replace(one, value=number[0].strip(), sure=one.sure * BESIDE)
