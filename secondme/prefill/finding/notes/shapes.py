"""Shapes: what the value of an attribute looks like, cut out of the words of a note. Pure.

Numbers with check digits are checked. What fails keeps a lower sureness: a typing error is the person's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from secondme.masking.numbers import digits_of, is_iban, luhn
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.countries import country_code, country_of
from secondme.prefill.finding.homes.addresses import address_in, is_only_a_flat
from secondme.prefill.finding.notes.days import full_day, time_in
from secondme.prefill.finding.notes.lines import first_sentence
from secondme.prefill.writing.synonyms import meaning
from secondme.recall.time_tokens import fold

CHECKED, SHAPED, PLAIN, DOUBTFUL = 1.0, 0.97, 0.93, 0.7
"""How sure a value is by its shape: with right check digits, of a telling shape, any words, and a failed
check.
"""
LONGEST = {"words": 120, "prose": 400, "name": 60, "language": 120, "country": 60}
FARTHEST_ADDRESS = 30
"""Characters that may stand before an address: whose it is."""
MOST_WORDS = 8
"""Of the name of a job, a firm, a school or a bank."""
_EMAIL = re.compile(r"[^\s@<>()\[\]{},;:\"'`|=]{1,64}@[^\s@<>()\[\]{},;:\"'`|=/?#]{1,190}\.\w[\w-]{1,60}")
_URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}(?:/\S*)?\b", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w+])\+?\(?\d[\d ()./\u2011\u2013-]{4,22}\d(?!\w)")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d\d(?: ?[A-Z0-9]){11,30}(?![a-z])")
_CODE = re.compile(r"(?<![\w])[A-Z\d](?:[A-Z\d]|[ ./-](?=[A-Z\d]))*[A-Z\d](?![\w])")
_CODES: Mapping[str, tuple[re.Pattern[str], int, int]] = {
    "passport number": (
        re.compile(
            r"(?<!\w)(?=(?:[A-Z]*\d){2})[A-Z\d]{6,12}(?!\w)|(?<!\w)[A-Z]{1,3} ?\d{5,9}(?!\w)"
            r"|(?<!\w)[A-Z]{1,3} ?\d{3,4} ?\d{3}(?!\w)"
        ),
        6,
        12,
    ),
    "bic": (re.compile(r"(?<!\w)[A-Z]{4}[A-Z]{2}[A-Z\d]{2}(?:[A-Z\d]{3})?(?!\w)"), 8, 11),
    "sort code": (
        re.compile(
            r"(?<![\d-])(?:\d{2}-\d{2}-\d{2}|\d{2} \d{2} \d{2}|\d{6}|\d{3} ?\d{3} ?\d{2}|\d{9})(?![\d-])"
        ),
        6,
        9,
    ),
    "blood type": (
        re.compile(
            r"(?<!\w)(?:AB|A|B|O|0)\s?(?:[+\u2212\u2013-](?!\w)|(?:Rh ?)?(?:pos|neg)\w*|Rh[+-])", re.I
        ),
        1,
        20,
    ),
    "card number": (re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)"), 13, 19),
    "postcode": (
        re.compile(r"(?<!\w)(?=[A-Z\d -]*\d)(?:[A-Z]{1,2}-)?[A-Z\d]{2,8}(?:[ -][A-Z\d]{2,4})?(?!\w)"),
        3,
        10,
    ),
    "number plate": (
        re.compile(r"(?<!\w)(?=[^\d]{0,9}\d)[A-ZÄÖÜ\d]{1,4}(?:[ -]?[A-Z\d]{1,4}){1,3}(?!\w)"),
        4,
        11,
    ),
}
_FEWEST_DIGITS = 3
_FARTHEST: Mapping[str, int] = {"age": 3, "number of children": 0}
"""How many characters may stand before a number."""
_NUMBERS: Mapping[str, re.Pattern[str]] = {
    "age": re.compile(r"(?<!\d)\d{1,3}(?!\d)"),
    "height": re.compile(
        r"\d[.,]\d\d ?m?\b|\d{3} ?cm\b|\b1\d\d\b|\d ?(?:'|ft|feet) ?\d{0,2}(?: ?(?:\"|in))?"
    ),
    "weight": re.compile(r"\d{2,3}(?:[.,]\d)? ?(?:kg|kilos?|lbs?|pounds|st)?\b"),
    "shoe size": re.compile(r"(?:EU|UK|US)? ?\d{1,2}(?:[.,]5|\u00bd)?\b"),
    "salary": re.compile(
        r"(?:[\u20ac$\u00a3]|EUR|CHF|GBP|USD)? ?\d[\d.,' ]{2,}(?:k\b)?(?: ?(?:[\u20ac$\u00a3]|EUR|CHF|"
        r"euros?))?"
    ),
    "number of children": re.compile(r"(?<!\d)\d{1,2}(?![\d.])"),
}
_ANY_NUMBER = re.compile(r"(?<![\d.,])\d{1,7}(?:[.,]\d{1,3})?(?![\d.,]*\d)")
_NAME = re.compile(
    r"(?:[A-ZÀ-ÞĀ-ž][\w'\u2019.-]*|\b(?:de|da|do|dos|das|del|della|di|van|von|der|den|la|le|el|y|e|ter|"
    r"ten|zu|bin|al)\b)(?: (?=\w))?"
)
_NO_VALUE = re.compile(
    r"(?:[-\u2013\u2014?_.\u2026x]+|tbd|todo|n/?a|unknown|unbekannt|inconnu|desconocido|see\b.*|siehe\b.*)",
    re.I,
)
_ASIDE = re.compile(r"\s*\((?![A-Z]{2}\))[^()]*\)\s*")
_TAIL = re.compile(r"[\s,;.]+$")
_HONORIFICS = frozenset(
    """
    mr mrs ms miss mx dr prof sir herr frau m mme mlle monsieur madame sr sra srta don dona sig sigra signor
    signora dott dottssa ing dhr mevr mevrouw meneer senhor senhora
    """.split()  # noqa: SIM905
)
_SEXES = frozenset(
    """
    f m w x d female male woman man non-binary nonbinary diverse weiblich mannlich divers feminin masculin
    femme homme femenino masculino mujer hombre femmina maschio femminile maschile feminino vrouw vrouwelijk
    mannelijk
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A value as a candidate has it. sure: 0 to 1, by its shape alone."""

    value: str
    sure: float


def shaped(attribute: str, text: str) -> Shaped | None:
    """The value of the attribute at the beginning of these words; None where there is none."""
    text = " ".join(text.split()).strip("\"'\u201c\u201d\u00ab\u00bb ")
    if (
        not text
        or "{{" in text
        or _NO_VALUE.fullmatch(text)
        or _TAKEN_BACK.search(text)
        or text.endswith(("...", "\u2026"))
    ):
        return None
    if attribute in _SPECIAL:
        return _SPECIAL[attribute](text)
    if attribute in _CODES:
        return _code(attribute, text)
    sort = ATTRIBUTES[attribute].sort
    return _number(attribute, text) if sort == "number" else _BY_SORT[sort](text)


def has_telling_shape(attribute: str) -> bool:
    """Whether a value can be told by its shape from other words, so that no colon is needed before it."""
    sort = ATTRIBUTES[attribute].sort
    return sort in ("date", "phone", "email", "code") or attribute in _NUMBERS


def _email(text: str) -> Shaped | None:
    found = _EMAIL.search(text)
    return Shaped(found[0].rstrip("."), CHECKED) if found else None


def _url(text: str) -> Shaped | None:
    found = _URL.search(_EMAIL.sub(" ", text))
    return Shaped(found[0].rstrip(".,;)"), SHAPED) if found else None


_TAKEN_BACK = re.compile(
    r"(?i)(?:\.\.\.|\u2026|\s\u2013|\s-)\s*(?:no|nein|non|não|nee)\b(?:,| that| das| c['\u2019]|$)"
)
"""Who writes "Adler... no, that is Tom's" takes it back."""
_SIZE = re.compile(r"(?i)(?:\d?X{0,3}[SL]|XX?S|M|P|PP|G|GG|small|medium|large|extra large|\d{1,3})\b")
_SOLD = re.compile(
    r"(?i)\b(?:sold|scrapped|verkauft|abgemeldet|vendue?|vendí|vendido|vendut[oa]|vendi|verkocht)\b"
)
_YEARS = re.compile(r"(?:19|20)\d\d ?[-\u2013/] ?(?:19|20)\d\d")
"""From one year to another is no number."""


def _size(text: str) -> Shaped | None:
    """Clothes have one of few sizes."""
    found = _SIZE.match(text)
    return Shaped(found[0], SHAPED) if found else None


def _bank(text: str) -> Shaped | None:
    """A bank has a name beside the word for one."""
    found = _work(text)
    return found if found and fold(found.value) not in _BANKS else None


def _car(text: str) -> Shaped | None:
    """What was sold is no car."""
    return None if _SOLD.search(text) else _words(text)


_NOT_A_THING = re.compile(
    r"(?i)(?:serious|severe|mild|really bad|bad|ernst|schwer|leicht|schlimm|s[ée]rieu(?:x|se)|grave|"
    r"s[ée]v[èe]re|"
    r"l[ée]ger|l[ée]g[èe]re|fuerte|leve|en serio|serio|seria|forte|lieve|s[ée]rio|ernstig|erg|licht)"
    r"|(?:i|i['\u2019]ve|ich|j['\u2019]\w+|je|yo|io|eu|ik|llevo|tengo|ho|porto|tenho|levo) ?\b.*"
)
"""How bad it is, or what the person does then: "nuts, serious, I have a pen"."""


def _thing(text: str) -> Shaped | None:
    """What somebody does not bear."""
    found = _words(text)
    return None if found is None or _NOT_A_THING.fullmatch(found.value) else found


_BANKS = frozenset({"bank", "banco", "banque", "banca", "sparkasse", "caja", "konto", "account"})


def _phone(text: str) -> Shaped | None:
    found = _PHONE.search(text)
    if found is None or found.start() > 12 or not 6 <= len(digits_of(found[0])) <= 15 or full_day(found[0]):
        return None
    if _YEARS.fullmatch(found[0].strip()):
        return None
    return Shaped(found[0].strip(), SHAPED)


def _date(text: str) -> Shaped | None:
    day = full_day(text)
    return Shaped(day.first.isoformat(), SHAPED) if day is not None and day.start <= 24 else None


def _iban(text: str) -> Shaped | None:
    found = _IBAN.search(text)
    if found is None:
        return None
    ends = [end for end in range(len(found[0]), 14, -1) if not found[0][end : end + 1].strip()]
    for end in ends:  # Only where a group of it ends: of its beginnings one in a hundred has check digits.
        if is_iban(found[0][:end].replace(" ", "")):
            return Shaped(found[0][:end].strip(), CHECKED)
    return Shaped(found[0].strip(), DOUBTFUL)


def _code(attribute: str, text: str) -> Shaped | None:
    pattern, least, most = _CODES[attribute]
    found = pattern.search(text)
    if (
        found is None
        or found.start() > 16
        or not least <= len(re.sub(r"\W", "", found[0]) or found[0]) <= most
    ):
        return None
    if attribute == "card number":
        return Shaped(found[0], CHECKED if luhn(digits_of(found[0])) else DOUBTFUL)
    return Shaped(found[0].strip(), SHAPED)


def _any_code(text: str) -> Shaped | None:
    found = _CODE.search(text)
    if found is None or found.start() > 16 or len(digits_of(found[0])) < _FEWEST_DIGITS or full_day(found[0]):
        return None
    return Shaped(found[0], SHAPED) if 5 <= len(re.sub(r"\W", "", found[0])) <= 30 else None


def _account(text: str) -> Shaped | None:
    return None if _IBAN.search(text) else _any_code(text)


def _number(attribute: str, text: str) -> Shaped | None:
    found = _NUMBERS.get(attribute, _ANY_NUMBER).search(text)
    return (
        Shaped(found[0].strip(" ,."), SHAPED)
        if found is not None and found.start() <= _FARTHEST.get(attribute, 12)
        else None
    )


def _name(text: str) -> Shaped | None:
    match = re.match(rf"(?:{_NAME.pattern}){{1,7}}", _ASIDE.sub(" ", text))
    if match is None:
        return None
    value = _TAIL.sub("", match[0])
    whole = len(value) >= len(_TAIL.sub("", _ASIDE.sub(" ", text)).strip()) - 1
    if (not value[:1].isupper() and not whole) or any(map(str.isdigit, value)):
        return None
    return Shaped(value, SHAPED if whole else DOUBTFUL)


def _full_name(text: str) -> Shaped | None:
    found = _name(text)
    return found if found is not None and len(found.value.split()) >= 2 else None


def _country(text: str) -> Shaped | None:
    bare = _bare(text)
    parts = [part.strip() for part in re.split(r",|/| and | und | et | y | e | en ", bare) if part.strip()]
    if re.fullmatch(r"[A-Z]{3}", bare) and country_code(bare):
        return Shaped(bare, SHAPED)
    if not parts or not all(country_of(part, people=True) for part in parts):
        return None
    return Shaped(bare, SHAPED)


def _words(text: str) -> Shaped | None:
    bare = _bare(text)
    if not bare or len(bare) > LONGEST["words"] or bare.endswith("?") or not re.search(r"[^\W\d_]", bare):
        return None
    return Shaped(bare, PLAIN)


def _street(text: str) -> Shaped | None:
    found = _words(text)
    is_street = found and any(map(str.isdigit, found.value)) and not is_only_a_flat(text)
    return found if is_street and time_in(text) is None else None


def _address(text: str) -> Shaped | None:
    """As far as its city and country, where it begins these words; else the words, if a number is in them."""
    whole = address_in(text)
    if whole is None or whole[0] > FARTHEST_ADDRESS:
        return _street(first_sentence(text))
    return Shaped(" ".join(text[slice(*whole)].split()), SHAPED)


def _place(text: str) -> Shaped | None:
    found = _words(text)
    return (
        found if found and len(found.value.split()) <= 5 and not re.search(r"\d{3}|@", found.value) else None
    )


def _person(text: str) -> Shaped | None:
    """Whoever is named before what else is told of them: "Dr Morel, 01 42 00 00 00"."""
    found = _work(re.split(r"[,;(]|\s(?=\+?\d)|\sn[°ºo]\.? ", text)[0])
    is_title = found is not None and _title(found.value) is not None
    return None if is_title else found


def _status(text: str) -> Shaped | None:
    """Without with whom, and since when: "mari\u00e9e avec Paul"."""
    found = _words(
        re.split(r",|\s(?:avec|mit|to|with|con|com|met|since|seit|depuis|desde|dal|sinds)\s", text)[0]
    )
    return found if found and meaning(found.value, "marital status", "") else None


def _insurer(text: str) -> Shaped | None:
    """Who insures somebody's health: no car with its plate."""
    found, plate = _person(text), _CODES["number plate"][0]
    if found is None or not text.startswith(found.value):
        return found
    return None if plate.search(text[:40]) and plate.search(text[len(found.value) :][:12]) else found


def _title(text: str) -> Shaped | None:
    words = [word.strip(".").casefold() for word in _bare(text).split()]
    return Shaped(_bare(text, "."), SHAPED) if words and all(word in _HONORIFICS for word in words) else None


def _sex(text: str) -> Shaped | None:
    bare = _bare(text)
    return Shaped(bare, SHAPED) if fold(bare) in _SEXES else None


def _work(text: str) -> Shaped | None:
    found = _words(text)
    reached = _PHONE.search(text) or "@" in text
    return found if found and not reached and len(found.value.split()) <= MOST_WORDS else None


def _firm(text: str) -> Shaped | None:
    """A firm without the town behind it: "Acme GmbH, Berlin"."""
    first, _, rest = text.partition(",")
    is_town = len(rest.split()) <= 3 and not re.search(r"\d", rest)
    return _work(first if is_town and len(first) > 2 else text)


def _bare(text: str, kept: str = "") -> str:
    """Without what is told beside it in brackets, and without marks at its end."""
    outside = re.sub(r"\s+(?=[,;.])", "", _ASIDE.sub(" ", text)).strip()
    return re.sub(rf"[\s,;{'' if kept else '.'}]+$", "", outside)


_BY_SORT: Mapping[str, Callable[[str], Shaped | None]] = {
    **{
        "name": _name,
        "words": _words,
        "prose": _words,
        "date": _date,
        "phone": _phone,
        "email": _email,
        "url": _url,
    },
    **{"country": _country, "language": _words, "code": _any_code, "yes or no": _words},
}
_SPECIAL: Mapping[str, Callable[[str], Shaped | None]] = {
    **{
        "full name": _full_name,
        "iban": _iban,
        "account number": _account,
        "address": _address,
        "street address": _street,
    },
    **{"city": _place, "region": _place, "birthplace": _place, "honorific": _title, "sex": _sex},
    **{
        "occupation": _work,
        "employer": _firm,
        "school": _work,
        "bank": _bank,
        "allergies": _thing,
        "car": _car,
        "clothing size": _size,
        "doctor": _person,
        "health insurance": _insurer,
        "marital status": _status,
    },
}
