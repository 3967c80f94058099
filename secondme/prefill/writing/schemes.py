"""National numbers: a field that names one country's scheme takes no number of another's.

Everybody has a tax and a social security number somewhere. A form that asks for the National Insurance number
wants the British one alone; the German one is no wrong spelling of it but another number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondme.prefill.writing.manner import Manner

ATTRIBUTES = frozenset(
    {"social security number", "tax number", "national id number", "health service number"}
)
"""What each country gives numbers of its own for."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """named: the words by which a field names it. form: its numbers, without spaces and signs."""

    named: re.Pattern[str]
    form: re.Pattern[str]


def _scheme(named: str, form: str) -> Scheme:
    return Scheme(re.compile(rf"(?<!\w)(?:{named})(?!\w)", re.IGNORECASE), re.compile(form, re.IGNORECASE))


SCHEMES = (
    _scheme(r"national insurance|ni (?:number|no\.?)|nino", r"[a-z]{2}\d{6}[a-d]?"),
    _scheme(r"nhs (?:number|no\.?)", r"\d{10}"),
    _scheme(r"u\.?s\.? (?:social security|taxpayer)[\w ]*|ssn|itin", r"\d{9}"),
    _scheme(
        r"steuer-?(?:id(?:entifikationsnummer)?|idnr\.?)|idnr\.?|steuerliche identifikationsnummer", r"\d{11}"
    ),
    _scheme(r"(?:sozial|renten)versicherungs-?(?:nummer|nr\.?)", r"\d{8}[a-z]\d{3}"),
    _scheme(r"n\.?i\.?r\.?|num[ée]ro de s[ée]curit[ée] sociale", r"[1-478]\d{4}[\dab]\d{7}(?:\d{2})?"),
    _scheme(r"n\.?i\.?e\.?", r"[xyz]\d{7}[a-z]"),
    _scheme(r"d\.?n\.?i\.?(?: ?/ ?n\.?i\.?e\.?)?", r"(?:\d{8}[a-z]|[xyz]\d{7}[a-z])"),
    _scheme(r"n\.?i\.?f\.?(?: ?/ ?n\.?i\.?e\.?)?", r"(?:\d{8}[a-z]|[xyz]\d{7}[a-z]|\d{9})"),
    _scheme(r"codice fiscale", r"[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z]"),
    _scheme(r"bsn|burgerservicenummer|sofinummer", r"\d{8,9}"),
    _scheme(r"cpf", r"\d{11}"),
    _scheme(r"curp", r"[a-z]{4}\d{6}[hmx][a-z]{5}[a-z\d]\d"),
    _scheme(r"rfc", r"[a-z&ñ]{3,4}\d{6}[a-z\d]{3}"),
)
"""In no order: a field may name two ("NIF/NIE"), and takes either."""


_NIF = re.compile(r"(?i)(?<!\w)n\.?i\.?f\.?(?!\w)")
_NIF_OF = {
    "es": re.compile(r"(?i)\d{8}[a-z]|[xyz]\d{7}[a-z]|[a-hj-nqrs]\d{7}[\da-j]"),
    "pt": re.compile(r"\d{9}"),
}
"""Two countries call theirs so; which is meant, the language of the form tells."""


def is_another_scheme(bare: str, manner: Manner) -> bool:
    """Whether a number, without spaces and signs, is none of a scheme that the field names."""
    if manner.attribute not in ATTRIBUTES:
        return False
    named = [one for one in SCHEMES if one.named.search(manner.label)]
    if _NIF.search(manner.label) and (form := _NIF_OF.get(manner.language)) is not None:
        return not form.fullmatch(bare)
    return bool(named) and not any(one.form.fullmatch(bare) for one in named)
