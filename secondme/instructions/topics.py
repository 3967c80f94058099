"""What instructions are about, as people say it in several languages, under the names of attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from secondme.prefill.attributes import ATTRIBUTES
from secondme.recall.excerpt import stem

_SAID: Mapping[str, str] = {
    "full name": "full name|name|vollständiger name|nom complet|nombre completo",
    "birthday": "birthday|birth date|date of birth|age|geburtstag|geburtsdatum|date de naissance|"
    "fecha de nacimiento|cumpleaños|anniversaire",
    "birthplace": "birthplace|place of birth|geburtsort|lieu de naissance|lugar de nacimiento",
    "marital status": "marital status|familienstand|état civil|estado civil",
    "address": "address|home address|where i live|adresse|anschrift|wohnadresse|dirección|domicilio",
    "phone": "phone|phone number|telephone number|number|mobile number|mobile|telefonnummer|handynummer|"
    "numéro de téléphone|número de teléfono|teléfono|téléphone",
    "email": "email|e-mail|email address|mail address|e-mail-adresse|adresse e-mail|correo|"
    "correo electrónico",
    "occupation": "job|occupation|profession|beruf|métier|profesión",
    "employer": "employer|workplace|where i work|arbeitgeber|employeur|empleador",
    "salary": "salary|income|wage|wages|earnings|what i earn|how much i earn|gehalt|einkommen|lohn|"
    "salaire|revenu|revenus|salario|sueldo|ingresos",
    "iban": "iban|bank details|bank account|account number|bankdaten|bankverbindung|kontonummer|"
    "coordonnées bancaires|compte bancaire|datos bancarios|cuenta bancaria",
    "card number": "card number|credit card|kreditkarte|carte de crédit|tarjeta de crédito",
    "passport number": "passport|passport number|reisepass|passnummer|passeport|pasaporte",
    "id card number": "id card|id number|identity card|ausweis|ausweisnummer|carte d'identité|dni",
    "tax number": "tax number|tax id|steuernummer|steuer-id|numéro fiscal|número fiscal",
    "social security number": "social security number|national insurance number|sozialversicherungsnummer|"
    "numéro de sécurité sociale|número de la seguridad social",
    "conditions": "health|illness|illnesses|medical history|diagnosis|gesundheit|krankheit|krankheiten|santé|"
    "maladie|salud|enfermedad",
    "medication": "medication|medicine|medikamente|médicaments|medicación",
    "allergies": "allergies|allergien|alergias",
    "weight": "weight|gewicht|poids|peso",
}
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "full name": ("full name", "given name", "family name", "additional name"),
    "birthday": ("birthday", "age"),
    "address": ("address", "street address", "address line 2", "postcode", "city"),
    "phone": ("phone", "mobile", "landline"),
    "iban": ("iban", "bic", "account number", "sort code", "bank"),
    "card number": ("card number",),
    "passport number": ("passport number", "passport expiry"),
    "conditions": tuple(name for name, one in ATTRIBUTES.items() if one.sensitive == "health"),
}
"""What somebody who names the first means to keep back, or to give."""
_NAMED = {said: name for name, every in _SAID.items() for said in every.split("|")} | {
    said: name for name, one in ATTRIBUTES.items() for said in (name, *one.words) if name not in _SAID
}
_TELLING: Mapping[str, str] = {
    "salary": r"salar(?:y|ies)|income|wages?|earn(?:s|ed|ing|ings)?|gehalt|einkommen|lohn|verdien\w*|"
    r"salaire|revenus?|salario|sueldo",
    "conditions": r"diagnos\w+|illness(?:es)?|disease|krank\w*|maladie|enfermedad",
    "medication": r"medications?|tablets?|medikamente?|médicaments?|medicación",
    "allergies": r"allerg\w+|alergi\w+",
    "iban": r"iban",
    "passport number": r"passports?|reisepass|passeport|pasaporte",
}
"""Words by which a text gives an attribute away, where the attribute's own name need not stand there."""
_PEOPLE: Mapping[str, str] = {
    "mutter": "mother", "mère": "mother", "madre": "mother", "mum": "mother", "mom": "mother",
    "vater": "father", "père": "father", "padre": "father", "dad": "father",
    "freunde": "friends", "freunden": "friends", "amis": "friends", "amies": "friends", "amigos": "friends",
    "chef": "boss", "jefe": "boss", "patron": "boss", "chefin": "boss", "jefa": "boss",
    "vermieter": "landlord", "propriétaire": "landlord", "casero": "landlord",
    "firmen": "companies", "entreprises": "companies", "empresas": "companies",
    "kollegen": "colleagues", "collègues": "colleagues", "colegas": "colleagues",
    "bruder": "brother", "frère": "brother", "hermano": "brother",
    "schwester": "sister", "sœur": "sister", "hermana": "sister",
}  # fmt: skip
_OWNER = re.compile(
    r"^(?:(?:details|anything|everything|something) (?:about|of) )?(?:(?:any of )?my|the|our|an?|"
    r"mein(?:e[mnrs]?)?|de[mnrs]|die|das|mon|ma|mes|les?|la|mis?|el|las|los) ",
    re.IGNORECASE,
)
_AND = re.compile(r",? (?:or|and|nor|oder|und|noch|ou|et|ni|y|o) |, ", re.IGNORECASE)


def bare(phrase: str) -> str:
    """The phrase in small letters without whose it is: "My salary" is "salary"."""
    return _OWNER.sub("", phrase.strip(" .!\"'").casefold()).strip()


def topics_of(said: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The attributes that are named, and the phrases that name none."""
    attributes, words = list[str](), list[str]()
    for phrase in filter(None, map(bare, _AND.split(said))):
        name = _NAMED.get(phrase)
        attributes += [] if name is None else _GROUPS.get(name, (name,))
        words += [phrase] if name is None else []
    return tuple(dict.fromkeys(attributes)), tuple(dict.fromkeys(words))


def is_topic(said: str) -> bool:
    """Whether all of it names attributes."""
    return bool(topics_of(said)[0]) and not topics_of(said)[1]


def people_of(said: str) -> tuple[str, ...]:
    """Towards whom, in small letters and English where it is a relation: "meiner Mutter" is "mother"."""
    found = (bare(one) for one in _AND.split(said) if bare(one))
    return tuple(dict.fromkeys(_PEOPLE.get(one, one) for one in found))


def tells_of(attribute: str, text: str) -> bool:
    """Whether a text looks as if it said something of the attribute."""
    return bool(_telling(attribute).search(text))


@cache
def _telling(attribute: str) -> re.Pattern[str]:
    said = "|".join(re.escape(one) for one, name in _NAMED.items() if name == attribute)
    words = "|".join(filter(None, (said, _TELLING.get(attribute, ""))))
    return re.compile(rf"\b(?:{words})\b" if words else r"(?!)", re.IGNORECASE)


def named_in(phrase: str, text: str) -> bool:
    """Whether all words of a phrase occur in a text, in any form."""
    return stems(phrase) <= stems(text)


def is_called(person: str, names: Iterable[str]) -> bool:
    """Whether somebody of these names is meant: "friends" are meant by "friend"."""
    return any(stems(person) <= stems(people) for name in names for people in (name, *people_of(name)))


def stems(text: str) -> set[str]:
    """The beginnings of its words."""
    return {stem(word) for word in re.findall(r"\w+", text.casefold())}
