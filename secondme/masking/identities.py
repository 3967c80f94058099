"""Numbers by which a state knows a person: of passports, identity cards, taxes and social security.

By their own form where that is like nothing else, else by the words before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.masking.span import Span

_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?<![\w-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])",  # United States
        r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?\d{2}){3} ?[A-D](?!\w)",  # United Kingdom
        r"(?<!\w)[XYZ]?\d{7,8}-?[TRWAGMYFPDXBNJZSQVHLCKE](?!\w)",  # Spain
        r"(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)",  # Italy
        r"(?<!\w)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\w)",  # France
    )
)
_NAMED = re.compile(
    r"(?<![A-Za-z])(?:passport|passeport|pasaporte|passaporto|reisepass|potni list|paszport|"
    r"(?:national |personal )?(?:id|identity)(?: card)?|personalausweis|ausweis|carte d.identit\u00e9|"
    r"carta d.identit\u00e0|osebna izkaznica|dni|nie|nif|emso|em\u0161o|pesel|bsn|ssn|social security|"
    r"national insurance|sozialversicherung|steuer-?id|steueridentifikationsnummer|"
    r"(?:tax|vat)(?: id| identification)?|dav\u010dna|codice fiscale|driv(?:ing|er.?s) licen[cs]e|"
    r"f\u00fchrerschein|"
    r"permis de conduire)(?![A-Za-z])"
    r"[ \t]{0,3}(?:(?:number|num\u00e9ro|n\u00famero|numero|nummer|\u0161tevilka|no|nr|n\u00b0|#)\.?)?"
    r"[ \t]{0,3}(?:is|ist|est|es|\u00e8|je|=|:|-)?[ \t]{0,3}"
    r"([A-Za-z]{0,3}[ -]?\d[A-Za-z0-9]{0,30}(?:[ -]\d[A-Za-z0-9]{0,30}){0,5})"
    r"(?!\w)",
    re.IGNORECASE,
)
FEWEST_LETTERS = 6
"""So many letters and digits: what is shorter is a year, a page or a day."""


def find_identities(text: str) -> Iterator[Span]:
    """Numbers of documents and of people in registers."""
    for form in _FORMS:
        yield from (Span(*match.span(), "Identity") for match in form.finditer(text))
    for match in _NAMED.finditer(text):
        if sum(map(str.isalnum, match[1])) >= FEWEST_LETTERS:
            yield Span(*match.span(1), "Identity")
