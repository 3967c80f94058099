"""Blocs: an option that stands for several countries ("UE, EEE ou suisse"), and the one for all others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from secondme.prefill.folding import folded

_EU = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()  # noqa: SIM905
)
_EEA = _EU | {"IS", "LI", "NO"}
_BLOCS = (
    (re.compile(r"(?i)\b(?:e\.?e\.?e|e\.?e\.?a|ewr|see|eer)\b"), _EEA),
    (
        re.compile(
            r"(?i)\b(?:u\.?e|e\.?u)\b|european union|union europ|europ[aä]ische union|uni[oóã]n? europ"
        ),
        _EU,
    ),
    (
        re.compile(r"(?i)\bsuisses?\b|\bschweiz|\bswiss\b|\bswitzerland|\bsuiz|\bsu[ií][cç]|\bsvizz|zwits"),
        {"CH"},
    ),
)
_OTHERS = frozenset(
    """
    other, andere, sonstige, autre, autres, otra, otro, otros, altro, altra, outro, outra, anders, overig,
    hors ue, non eu, third country, drittstaat
    """.strip()
    .replace("\n    ", " ")
    .split(", ")
)


def group_of(code: str, labels: Sequence[str]) -> Iterator[str]:
    """The option that includes a country which none names: its bloc, else the one for all others, where the
    options are of blocs at all.
    """
    blocs = {label: members for label in labels if (members := _members(label))}
    yield from (label for label, members in blocs.items() if code in members)
    if blocs and not any(code in members for members in blocs.values()):
        others = [label for label in labels if folded(label) in _OTHERS]
        yield from others if len(others) == 1 else ()


def _members(label: str) -> set[str]:
    return {code for words, members in _BLOCS if words.search(label) for code in members}
