"""Numbers: with the decimal sign of the form's language, in the unit that the field names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from secondme.prefill.writing.manner import Manner

_COMMA_LANGUAGES = frozenset(
    re.findall(
        r"\S+",
        "de fr es it pt nl sv da no nb fi pl cs sk hu ro bg hr sl lt lv et ru uk tr",
    )
)
_CURRENCY = r"(?:€|\$|£|¥|[A-Z]{3}|euros?|dollars?|pounds?)"
_SHAPE = re.compile(
    rf"(?P<money>{_CURRENCY})?\s*(?P<number>[+-]?\d[\d.,' \u00a0\u202f]*)\s*(?P<unit>[a-zA-Z€$£¥²³°%]+)?"
)
_IN_METRES = {"mm": Decimal("0.001"), "cm": Decimal("0.01"), "m": Decimal(1), "km": Decimal(1000)}
_IN_GRAMS = {"g": Decimal(1), "kg": Decimal(1000)}
_SCALES = (_IN_METRES, _IN_GRAMS)
_YEARS = frozenset(
    re.findall(
        r"\S+",
        "years year jahre jahr ans an anos años anni jaar",
    )
)
_CURRENCIES = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
_UNIT_SAID = re.compile(
    r"(?<![^\W_])(?:mm|cm|km|m|kg|g|lbs?|ft|EUR|USD|GBP|CHF|BRL|JPY|[Ee]uros?)(?![^\W_])|[€$£¥]"
)
_UNITS = frozenset(("mm", "cm", "m", "km", "g", "kg", "%", "h"))
_CURRENCY_CODE = re.compile(r"[A-Z]{3}")
_METRE_AND = re.compile(r"(\d)\s*m\s*(\d\d)")


def read_number(text: str) -> tuple[Decimal, str] | None:
    """A number and its unit or currency: "1,78 m", "€ 2.500", "72kg". None for anything that says more."""
    found = _SHAPE.fullmatch(_METRE_AND.sub(r"\1.\2 m", text.strip()))
    number = _decimal(found["number"]) if found else None
    if found is None or number is None:
        return None
    unit, money = found["unit"] or "", found["money"] or ""
    if unit == "k":
        number, unit = number * 1000, ""
    if unit.lower() in _YEARS:
        unit = ""
    named = _CURRENCIES.get((unit or money).upper(), unit or money)
    known = named in _UNITS or _CURRENCY_CODE.fullmatch(named) is not None
    return (number, named) if known or not named else None


def spellings(text: str, manner: Manner) -> Iterator[str]:
    """The number as the field wants it: alone in number fields and beside a named unit, else as it stands."""
    known, wanted = read_number(text), _wanted_unit(manner)
    if known is None:
        if manner.field.type != "number" and not wanted:
            yield " ".join(text.split())
        return
    number, unit = known
    converted = _converted(number, unit, wanted)
    if converted is None:
        return
    if unit and not wanted and manner.field.type != "number" and not manner.field.pattern:
        yield " ".join(text.split())
    yield from dict.fromkeys((_with_sign(converted, manner), _plain(converted)))


def _wanted_unit(manner: Manner) -> str:
    """The unit or currency that the field names; empty where it names none or leaves the choice."""
    said = {_CURRENCIES.get(found[0].upper(), found[0]) for found in _UNIT_SAID.finditer(manner.said)}
    return said.pop() if len(said) == 1 else ""


def _converted(number: Decimal, unit: str, wanted: str) -> Decimal | None:
    """The number in the wanted unit; None where that is of another kind. A bare number is in that unit
    already, unless it plainly is a height in the other one."""
    if not unit and wanted == "cm" and Decimal(1) < number < Decimal(3):
        unit = "m"
    if not unit and wanted == "m" and Decimal(100) < number < Decimal(300):
        unit = "cm"
    if not unit or not wanted or unit == wanted:
        return number
    scale = next((scale for scale in _SCALES if unit in scale and wanted in scale), None)
    return number * scale[unit] / scale[wanted] if scale else None


def _with_sign(number: Decimal, manner: Manner) -> str:
    """Numbers of HTML and JSON have a point in every language."""
    comma = manner.language in _COMMA_LANGUAGES and manner.field.type != "number"
    return _plain(number).replace(".", ",") if comma else _plain(number)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text and Decimal(text) == int(number) else text


def _decimal(text: str) -> Decimal | None:
    """The last point or comma is the decimal sign, unless three digits follow it, which make thousands.

    "1.250" may be either, and is taken for thousands as "1,250" is; "0.125" cannot be.
    """
    bare = re.sub(r"[' \u00a0\u202f]", "", text).rstrip(".,")
    signs = re.findall(r"[.,]", bare)
    if not signs:
        return Decimal(bare)
    whole, _, rest = bare.rpartition(signs[-1])
    if signs.count(signs[-1]) == len(signs) and re.fullmatch(r"[+-]?[1-9]\d{0,2}([.,]\d{3})+", bare):
        return Decimal(re.sub(r"[.,]", "", bare))
    if len(signs) > 1 and signs.count(signs[-1]) > 1:
        return None
    try:
        return Decimal(f"{re.sub(r'[.,]', '', whole)}.{rest}")
    except ArithmeticError:
        return None
