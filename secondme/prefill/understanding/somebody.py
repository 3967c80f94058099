"""Somebody: a blank behind "Mr or Mrs" in running text is for the name of whoever is meant there."""

from __future__ import annotations

import re

_TITLES = (
    r"m(?:me|r|rs|s)?|monsieur|madame|mlle|herrn?|frau|sr|sra|srta|d|d\u00f1a|don|do\u00f1a|sig|sig\.?\s?ra|signora?|dhr|"
    r"mevr|mevrouw|de heer|senhora?|senhor\(a\)|sr\(a\)|sra?\.?\(ta\)"
)
_OR = r"\.?\s*(?:/|,|\bou\b|\bor\b|\boder\b|\bo\b|\bof\b|\bund/oder\b)\s*(?:la\s+|il\s+|a\s+|de\s+)?"
_BEFORE_A_NAME = re.compile(rf"(?i)(?P<before>.*?)\b(?:{_TITLES}){_OR}(?:{_TITLES})\.?\s*:?\s*$")
_MYSELF = re.compile(
    r"(?i)\b(?:je|soussign\w*|ich|unterzeichn\w*|yo|el que suscribe|abajo firmante|io|sottoscritt\w*|eu|"
    r"abaixo|ondergetekende|ik|undersigned)\b"
)


def names_somebody(label: str) -> bool:
    """Whether a label ends in "M. ou Mme" behind words that are about somebody else than who signs.

    Whom a person vouches for, puts up or sends is said nowhere but in that form.
    """
    return _is_a_blank(label) and not _MYSELF.search(label)


def names_who_signs(label: str) -> bool:
    """Whether it ends so behind "I, the undersigned"."""
    return _is_a_blank(label) and _MYSELF.search(label) is not None


def _is_a_blank(label: str) -> bool:
    found = _BEFORE_A_NAME.fullmatch(" ".join(label.split()))
    return found is not None and len(found["before"].split()) > 1
