"""What follows surely from other values: the age from the birthday, a city from the address. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from secondme.prefill.addresses import split_address
from secondme.prefill.countries import country_code, country_of
from secondme.prefill.demonyms import DEMONYMS
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.days import stretch_in, written
from secondme.prefill.finding.tenses import holds
from secondme.prefill.folding import folded
from secondme.prefill.names import Name, split_name, surnames_of
from secondme.prefill.writing.synonyms import meaning

Of = Callable[[str], list[Noted]]
"""What is noted of an attribute of whom it is about."""
SURE, LIKELY = 0.98, 0.85
"""How much of its sureness a value passes on to what follows from it."""
_FREE = re.compile(
    r"(?i)freelanc|self[- ]employed|selbst(?:st)?ändig|freiberuf|ind[eé]pendant|aut[oó]nom|"
    r"libero professionista|partita iva|zzp|retire|rentner|pension|retrait|jubilad|reformad"
)
"""Who says so beside a firm is not in its pay."""
_GENDERED = re.compile(
    r"(?i)\b(?:(?P<female>solter[a]|casada|divorciada|viuda|separada|mariée|divorcée|veuve|séparée|pacsée|"
    r"nubile|coniugata|sposata|vedova|"
    r"divorziata|separata|solteira|viúva|widow|witwe|weduwe)|soltero|casado|divorciado|viudo|separado|"
    r"marié|divorcé|veuf|séparé|pacsé|celibe|"
    r"coniugato|sposato|vedovo|divorziato|separato|solteiro|viúvo|widower|witwer|weduwnaar)\b(?![(/])"
)
"""Words of a marital status that say of which sex somebody is."""
_OWN_CARDS = {
    "DE": re.compile(r"(?i)\b(?:personalausweis\w*|perso)\b"),
    "ES": re.compile(r"(?i)\bdni\b|(?<!\w)\d{8}-?[A-Z](?!\w)"),
    "FR": re.compile(r"(?i)\bcarte (?:nationale )?d['\u2019]identité\b|\bcni\b"),
    "PT": re.compile(r"(?i)\bcartão (?:de|do) cidadão\b|\bcc\b"),
    "BE": re.compile(r"(?i)\bcarte d['\u2019]identité\b|\bidentiteitskaart\b"),
    "AT": re.compile(r"(?i)\bpersonalausweis\w*\b"),
    "AR": re.compile(r"(?i)\bdni\b"),
}
_FOREIGNERS = re.compile(
    r"(?i)\b(?:nie|tie|titre de séjour|carte de séjour|aufenthalts\w*|residen(?:ce|cia) (?:permit|card)|"
    r"permis[oe])\b"
)
_SPOKEN = {"DE": "de", "ES": "es", "FR": "fr", "PT": "pt", "BE": "fr", "AT": "de", "AR": "es"}
"""In which language a nationality that such a card tells is given."""
_PORTUGUESE = {"PT", "BR"}
_PARTS = ("street address", "postcode", "city", "region", "country")


def worked_out(attribute: str, of: Of, as_of: date) -> list[Noted]:
    """What follows for an attribute from other values."""
    rule = _RULES.get(attribute)
    return [replace(one, found="worked out") for one in rule(of, as_of)] if rule else []


def _given(of: Of, as_of: date) -> Iterator[Noted]:
    for one, name in _names(of):
        yield _from(one, name.given, LIKELY if name.middle else SURE)


def _additional(of: Of, as_of: date) -> Iterator[Noted]:
    for one, name in _names(of):
        if name.middle:
            yield _from(one, name.middle, LIKELY)


def _family(of: Of, as_of: date) -> Iterator[Noted]:
    for one, name in _names(of):
        yield _from(one, name.family, LIKELY if name.middle else SURE)


def _in_use(of: Of, as_of: date) -> Iterator[Noted]:
    """The family name of whoever had another by birth."""
    births = [one for one in of("birth name") if one.value]
    families = of("family name") or list(_family(of, as_of))
    for one in families if births else []:
        if all(folded(one.value) != folded(birth.value) for birth in births):
            yield _from(one, one.value, SURE, births[0])


def _names(of: Of) -> Iterator[tuple[Noted, Name]]:
    """The whole names that come apart."""
    families = [one.value for one in of("family name")]
    for one in of("full name"):
        family = next((name for name in families if one.value.endswith(f" {name}")), "")
        given = one.value.removesuffix(family).split()
        name = Name(given[0], " ".join(given[1:]), family) if family and given else _split(one.value, of)
        if name is not None:
            yield one, name


def _split(name: str, of: Of) -> Name | None:
    """A whole name taken apart as its bearer's country builds names; None where that leaves two ways.

    In Spain there are two family names; in Portugal and Brazil, of three words the second may be either.
    """
    told = [one.value for attribute in ("nationality", "country") for one in of(attribute)]
    countries = {code for value in told if (code := country_code(value))}
    if countries & _PORTUGUESE and len(surnames_of(name)) > 2:
        return None
    return split_name(name, "es" if "ES" in countries else "")


def _full(of: Of, as_of: date) -> Iterator[Noted]:
    for given in of("given name")[:1]:
        for family in of("family name")[:1]:
            yield _from(given, f"{given.value} {family.value}", SURE, family)


def _age(of: Of, as_of: date) -> Iterator[Noted]:
    for one in of("birthday"):
        born = date.fromisoformat(one.value)
        if born <= as_of:
            years = as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))
            yield _from(one, str(years), SURE)


def _part_of_address(attribute: str) -> Callable[[Of, date], Iterator[Noted]]:
    def rule(of: Of, as_of: date) -> Iterator[Noted]:
        for one in of("address"):
            if part := split_address(one.value).part(attribute):
                yield _from(one, part, SURE)
        if attribute == "country":
            yield from _last_part(of("city"))
            yield from _home_country(of, as_of)

    return rule


def _home_country(of: Of, as_of: date) -> Iterator[Noted]:
    """The country by its postcode, where that tells, or where the person's account is and it fits."""
    from secondme.prefill.finding.homes.postcodes import country_by_postcode

    accounts = {one.value[:2].upper() for one in of("iban") if holds(one, as_of)}
    homes = [one for one in (*of("address"), *_address(of, as_of)) if holds(one, as_of)]
    homes = [one for one in homes if split_address(one.value).postcode]
    codes = [one for one in of("postcode") if holds(one, as_of)] if not homes else []
    told = [(one, split_address(one.value).postcode) for one in homes] + [(one, one.value) for one in codes]
    named = [(one, country) for one, code in told if (country := country_by_postcode(code, accounts))]
    if len({country for _, country in named}) == 1:
        yield _from(*named[0], LIKELY)


def _address(of: Of, as_of: date) -> Iterator[Noted]:
    """The parts of an address that stand by themselves, as one."""
    yield from _completed(of, as_of)
    current = {part: [one for one in of(part) if holds(one, as_of)][:1] for part in _PARTS}
    street, code, city = current["street address"], current["postcode"], current["city"]
    if not street or not (code or city) or split_address(street[0].value).city:
        return
    line = " ".join(one.value for one in (*code, *city))
    whole = ", ".join([street[0].value, line, *(one.value for one in current["country"])])
    yield _from(street[0], whole, SURE, *code, *city)


def _completed(of: Of, as_of: date) -> Iterator[Noted]:
    """A street that is called the address, with the postcode and the town that the same note has."""
    for one in of("address"):
        if (parts := split_address(one.value)).postcode or parts.city:
            continue
        beside = {
            part: [
                other
                for other in of(part)
                if other.proof.passage == one.proof.passage and holds(other, as_of)
            ]
            for part in ("postcode", "city")
        }
        if beside["postcode"] and beside["city"] and holds(one, as_of):
            town = [found[0] for found in beside.values()]
            whole = f"{one.value}, {' '.join(part.value for part in town)}"
            if split_address(whole).both:
                yield _from(one, whole, SURE, *town)


def _birth_country(of: Of, as_of: date) -> Iterator[Noted]:
    yield from _last_part(of("birthplace"))
    for home in of("city"):
        for one in of("birthplace") if holds(home, as_of) else []:
            if folded(one.value) == folded(home.value):
                yield from (_from(one, country.value, LIKELY, home) for country in of("country")[:1])


def _last_part(places: list[Noted]) -> Iterator[Noted]:
    """The country behind a comma: "Porto, Portugal"."""
    for one in places:
        place, comma, country = one.value.rpartition(",")
        if comma and place and country_of(country):
            yield _from(one, country.strip(), SURE)


def _moved_in(of: Of, as_of: date) -> Iterator[Noted]:
    for one in of("address"):
        stretch = stretch_in(one.proof.quote)
        if stretch is not None and stretch.begins and one.valid_from == stretch.first:
            yield _from(one, written(stretch.begins), LIKELY)


def _any_phone(of: Of, as_of: date) -> Iterator[Noted]:
    for attribute in ("mobile", "landline"):
        yield from (_from(one, one.value, LIKELY) for one in of(attribute))


def _phone_of_kind(wanted: str) -> Callable[[Of, date], Iterator[Noted]]:
    def rule(of: Of, as_of: date) -> Iterator[Noted]:
        for one in of("phone"):
            kind = _kind_of_phone(one.value)
            if kind == wanted or (kind == "either" and wanted == "mobile"):
                yield _from(one, one.value, SURE if kind == wanted else LIKELY)

    return rule


def _kind_of_phone(number: str) -> str:
    """ "mobile", "landline", or "either" where a number does not tell."""
    import phonenumbers

    try:
        kind = phonenumbers.number_type(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return "either"
    kinds = {
        phonenumbers.PhoneNumberType.MOBILE: "mobile",
        phonenumbers.PhoneNumberType.FIXED_LINE: "landline",
    }
    return kinds.get(kind, "either")


def _honorific(of: Of, as_of: date) -> Iterator[Noted]:
    """By sex alone; who is a doctor has said so."""
    titles = {"female": "Ms", "male": "Mr"}
    for one in of("sex"):
        if (title := titles.get(meaning(one.value, "sex", "") or "")) is not None:
            yield _from(one, title, LIKELY)


def _sex(of: Of, as_of: date) -> Iterator[Noted]:
    sexes = {"Mr": "male", "Ms": "female", "Mrs": "female", "Miss": "female"}
    for one in of("honorific"):
        if (sex := sexes.get(meaning(one.value, "honorific", "") or "")) is not None:
            yield _from(one, sex, SURE)
    for one in of("marital status"):
        if (gendered := _GENDERED.search(one.value)) is not None:
            yield _from(one, "female" if gendered["female"] else "male", LIKELY)


def _nationality(of: Of, as_of: date) -> Iterator[Noted]:
    """By a card that a country gives to its own people alone, where the home or the account is there, too."""
    countries = [code for one in of("country") if holds(one, as_of) and (code := country_code(one.value))]
    accounts = [one.value[:2].upper() for one in of("iban") if holds(one, as_of)]
    here = {*countries, *([] if countries else accounts)}
    for one in (*of("id card number"), *of("national id number")):
        for code, card in _OWN_CARDS.items():
            if (
                code in here
                and card.search(f"{one.proof.quote} {one.value}")
                and not _FOREIGNERS.search(one.proof.quote)
            ):
                yield replace(
                    _from(one, DEMONYMS[code][_SPOKEN[code]], LIKELY),
                    past=False,
                    valid_to=None,
                    found="worked out",
                )


def _holder(of: Of, as_of: date) -> Iterator[Noted]:
    """An account or a card is in its owner's name."""
    if of("iban") or of("account number") or of("card number"):
        yield from (_from(one, one.value, LIKELY) for one in of("full name"))


def _place_of_signing(of: Of, as_of: date) -> Iterator[Noted]:
    yield from (_from(one, one.value.split(",")[0], LIKELY) for one in of("city"))


def _education_level(of: Of, as_of: date) -> Iterator[Noted]:
    for one in of("degree")[:1]:
        yield replace(_from(one, one.value, LIKELY), valid_from=None, valid_to=None, past=False)


def _employment(of: Of, as_of: date) -> Iterator[Noted]:
    """Whoever works for somebody is employed; not who studies, or works for themselves."""
    schools = [one for one in of("school") if one.valid_from is not None]
    if any(holds(one, as_of) for one in (*of("student number"), *schools)):
        return
    for one in of("employer"):
        if holds(one, as_of) and not _FREE.search(one.proof.quote):
            yield _from(one, "employed", LIKELY)


def _from(one: Noted, value: str, keeps: float, *more: Noted) -> Noted:
    """What follows from one value, or from more of them."""
    sure = min([one.sure, *(other.sure for other in more)]) * keeps
    return replace(one, value=value, sure=sure, more=tuple(other.proof for other in more))


_RULES: Mapping[str, Callable[[Of, date], Iterator[Noted]]] = {
    "given name": _given,
    "additional name": _additional,
    "family name": _family,
    "name in use": _in_use,
    "full name": _full,
    "age": _age,
    **{part: _part_of_address(part) for part in _PARTS},
    "address": _address,
    "country of birth": _birth_country,
    "moved in": _moved_in,
    "phone": _any_phone,
    "mobile": _phone_of_kind("mobile"),
    "landline": _phone_of_kind("landline"),
    "education level": _education_level,
    "employment status": _employment,
    "place of signing": _place_of_signing,
    "honorific": _honorific,
    "sex": _sex,
    "nationality": _nationality,
    "account holder": _holder,
    "card holder": _holder,
}
