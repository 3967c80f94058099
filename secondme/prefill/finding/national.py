"""National numbers: where a form asks for one that one country gives, another country's is no answer.
Pure.
"""

from __future__ import annotations

import re

_DNI, _NIF, _NIE = r"\bd\.?n\.?i\b", r"\bn\.?i\.?f\b", r"\bn\.?i\.?e\b|extranjer"
_KINDS = (
    (r"\bcodice fiscale\b", r"[A-Z]{6}[A-Z\d]{2}[A-Z][A-Z\d]{2}[A-Z][A-Z\d]{3}[A-Z]"),
    (r"\bsteuer-?id|\bid-?nr\b|identifikationsnummer|steuerliche id", r"\d{11}"),
    (r"\bnational insurance\b|\bni (?:no|num)|\bnino\b", r"[A-Z]{2}\d{6}[A-D]?"),
    (r"\bsocial security n.*\b(?:us|usa|ssa)\b|\bssn\b", r"\d{9}"),
    (r"rentenversicherung|\brvnr\b", r"\d{8}[A-Z]\d{3}"),
    (r"\bnhs\b", r"\d{10}"),
    (r"\bcpf\b", r"\d{11}"),
    (r"numéro fiscal|n° fiscal|\bspi\b", r"\d{13}"),
    (r"\bbsn\b|burgerservicenummer|sofinummer", r"\d{8,9}"),
    (r"\bn\.?i\.?r\b|sécurité sociale|\binsee\b", r"[12]\d{12}(?:\d\d)?|[12]\d{4}2[AB]\d{6}(?:\d\d)?"),
    (_NIE, r"[XYZ]\d{7}[A-Z]"),
    (_DNI, r"\d{8}[A-Z]"),
    (_NIF, r"\d{8}[A-Z]|[XYZ]\d{7}[A-Z]|\d{9}"),
    (r"\bn\.?i\.?s\.?s\b", r"\d{11}"),
)
"""What the words of a field name, and how such a number is built, without marks."""
_GERMAN = re.compile(r"\bsteuer-?id|\bid-?nr\b|identifikationsnummer|steuerliche id", re.IGNORECASE)
"""Whose check digit tells it from another country's number of eleven digits."""
KINDS = tuple((re.compile(words, re.IGNORECASE), re.compile(shape)) for words, shape in _KINDS)


_SAME = frozenset({_DNI, _NIF, _NIE})
"""Names of one number: who has a Spanish DNI or NIE has it as NIF, too."""
_NEAR = 40
"""Characters before a value in which its name stands."""


def is_called_otherwise(quote: str, value: str, asked: str) -> bool:
    """Whether the words before a number call it by another country's name than the form does: a BSN is no
    NIF, though both have nine digits.
    """
    at = quote.find(value)
    before = quote[max(0, at - _NEAR) : at] if at >= 0 else ""
    said, wanted = _named_in(before), _named_in(asked)
    return bool(said and wanted) and not (said & wanted) and not (said <= _SAME and wanted <= _SAME)


def _named_in(text: str) -> set[str]:
    return {words.pattern for words, _ in KINDS if words.search(text)}


def may_be(value: str, asked: str) -> bool:
    """Whether a number can be what these words of a form ask for; any can where they name no country's."""
    bare = re.sub(r"[\W_]", "", value).upper()
    named = [shape for words, shape in KINDS if words.search(asked)]
    if _GERMAN.search(asked) and bare.isdigit():
        from stdnum.de import idnr

        return bool(idnr.is_valid(bare))
    return not named or any(shape.fullmatch(bare) for shape in named)
