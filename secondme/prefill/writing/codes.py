"""Codes: account and card numbers, postcodes, passports. Their characters stay; spaces come and go."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.prefill.folding import folded
from secondme.prefill.writing.manner import Manner
from secondme.prefill.writing.schemes import is_another_scheme

_BETWEEN = re.compile(r"[\s\-./\u00a0]+")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_CARD = re.compile(r"\d{12,19}")
_BLOOD = re.compile(r"(ab|a|b|0|o)\s*(?:rh(?:esus)?)?\s*(\+|-|pos\w*|neg\w*)?", re.IGNORECASE)


def spellings(text: str, manner: Manner) -> Iterator[str]:
    """The code as it is written by custom, then bare. None at all for one whose check digits are wrong."""
    written = " ".join(text.split())
    bare = _BETWEEN.sub("", written)
    attribute = manner.attribute
    if is_another_scheme(bare, manner):
        return
    if attribute == "iban":
        yield from _iban(bare.upper(), manner)
    elif attribute == "bic":
        yield from (bare.upper(),) if _BIC.fullmatch(bare.upper()) else ()
    elif attribute == "card number":
        yield from _spaced(bare, manner) if sound_card(bare) else ()
    elif attribute == "blood type":
        yield from _blood_type(written)
    elif attribute == "sort code" and re.fullmatch(r"\d{6}", bare):
        dashed = "-".join((bare[:2], bare[2:4], bare[4:]))
        yield from (bare,) if manner.bare else (dashed, bare)
    elif written:
        yield from (bare,) if manner.bare else (written, bare, bare.upper())


def sound_iban(text: str) -> bool:
    """Whether the check digits of an IBAN without spaces are right (ISO 7064, mod 97-10)."""
    if not _IBAN.fullmatch(text):
        return False
    digits = "".join(str(int(letter, 36)) for letter in text[4:] + text[:4])
    return int(digits) % 97 == 1


def sound_card(text: str) -> bool:
    """Whether the last digit of a card number without spaces is right (Luhn)."""
    if not text.isascii() or not _CARD.fullmatch(text):
        return False
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in text[-2::-2]]
    return (sum(doubled) + sum(int(digit) for digit in text[::-2])) % 10 == 0


def _iban(bare: str, manner: Manner) -> Iterator[str]:
    if bare.isascii() and sound_iban(bare):
        yield from _spaced(bare, manner)
        yield bare[2:]  # Behind a country that is printed on the form.


def _spaced(bare: str, manner: Manner) -> tuple[str, ...]:
    return (bare,) if manner.bare else (_in_fours(bare), bare)


def _in_fours(text: str) -> str:
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _blood_type(text: str) -> Iterator[str]:
    """ "A positive" is "A+"; with the letter O as English has it, then with the digit of other languages."""
    found = _BLOOD.fullmatch(folded(text))
    if found is None:
        yield text
        return
    group = found[1].upper().replace("0", "O")
    sign = "" if not found[2] else "+" if found[2][0] in "+p" else "-"
    word = {"": "", "+": " positive", "-": " negative"}[sign]
    for letter in dict.fromkeys((group, group.replace("O", "0"))):
        yield from dict.fromkeys(
            (f"{letter}{sign}", f"{letter} {sign}".strip(), f"{letter} Rh{sign}", f"{letter}{word}")
        )
