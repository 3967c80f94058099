"""Attributes: everything that forms ask of people, each under one name, whatever the words or the language.

The names follow the autofill detail tokens of the HTML standard in meaning, written as people say them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from secondme.prefill.asked import Sensitive
from secondme.prefill.words import words_of

Sort = Literal[
    "name",
    "words",
    "prose",
    "date",
    "number",
    "phone",
    "email",
    "url",
    "country",
    "language",
    "code",
    "yes or no",
]
"""How the value of an attribute is built, which says how it may be written down:
names are split into given and family names, dates and phones are written in the form's way, codes (IBAN,
passport, postcode) keep their characters, prose is free text of one or more sentences."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that forms ask. predicates: those of memories that answer it, best first.

    words: what people write before such a value in their own notes ("Passport no: ..."), in small letters, in
    any language; finding lines of that form needs no model. several: one may have more than one at a time.
    """

    name: str
    sort: Sort
    predicates: tuple[str, ...] = ()
    sensitive: Sensitive | None = None
    words: tuple[str, ...] = ()
    several: bool = False


_ALL = (
    Attribute("full name", "name", ("full name", "name")),
    Attribute("given name", "name", ("given name", "first name")),
    Attribute("additional name", "name", ("middle name",)),
    Attribute("family name", "name", ("family name", "last name", "surname")),
    Attribute("birth name", "name", ("birth name", "maiden name")),
    Attribute("nickname", "name", ("nickname",)),
    Attribute("honorific", "words", ("title",)),
    Attribute("sex", "words", ("sex", "gender")),
    Attribute("pronouns", "words", ("pronouns",)),
    Attribute("birthday", "date", ("birthday", "date of birth")),
    Attribute("birthplace", "words", ("born in", "place of birth")),
    Attribute("country of birth", "country", ("country of birth",)),
    Attribute("age", "number", ("age",)),
    Attribute("nationality", "country", ("nationality", "is from")),
    Attribute("marital status", "words", ("marital status",)),
    Attribute("address", "words", ("address",)),
    Attribute("street address", "words", ("address",)),
    Attribute("address line 2", "words"),
    Attribute("postcode", "code", ("postcode", "address")),
    Attribute("city", "words", ("lives in", "address")),
    Attribute("region", "words", ("region", "address")),
    Attribute("country", "country", ("country", "address")),
    Attribute("phone", "phone", ("phone number", "mobile number")),
    Attribute("mobile", "phone", ("mobile number", "phone number")),
    Attribute("landline", "phone", ("landline",)),
    Attribute("fax", "phone", ("fax number",)),
    Attribute("email", "email", ("email",)),
    Attribute("website", "url", ("website",)),
    Attribute("occupation", "words", ("works as",)),
    Attribute("employer", "words", ("works at",)),
    Attribute("field of work", "words", ("works in",)),
    Attribute("salary", "number", ("salary", "income"), sensitive="bank"),
    Attribute("school", "words", ("studies at",)),
    Attribute("degree", "words", ("degree",)),
    Attribute("field of study", "words", ("studies",)),
    Attribute("languages", "language", ("speaks", "first language"), several=True),
    Attribute("start date", "date"),
    Attribute("end date", "date"),
    Attribute("moved in", "date"),
    Attribute("iban", "code", ("iban",), sensitive="bank"),
    Attribute("bic", "code", ("bic",), sensitive="bank"),
    Attribute("account number", "code", ("account number",), sensitive="bank"),
    Attribute("sort code", "code", ("sort code",), sensitive="bank"),
    Attribute("bank", "words", ("bank",), sensitive="bank"),
    Attribute("card number", "code", ("card number",), sensitive="bank"),
    Attribute("passport number", "code", ("passport number",), sensitive="identity"),
    Attribute("passport expiry", "date", ("passport expiry",), sensitive="identity"),
    Attribute("id card number", "code", ("id card number",), sensitive="identity"),
    Attribute("driving licence number", "code", ("driving licence number",), sensitive="identity"),
    Attribute("tax number", "code", ("tax number",), sensitive="identity"),
    Attribute("social security number", "code", ("social security number",), sensitive="identity"),
    Attribute("health insurance", "words", ("health insurance",), sensitive="health"),
    Attribute("insurance number", "code", ("insurance number",), sensitive="health"),
    Attribute("doctor", "words", ("doctor", "gp"), sensitive="health"),
    Attribute("allergies", "words", ("allergic to",), sensitive="health", several=True),
    Attribute("conditions", "words", ("has",), sensitive="health", several=True),
    Attribute("medication", "words", ("takes",), sensitive="health", several=True),
    Attribute("blood type", "code", ("blood type",), sensitive="health"),
    Attribute("height", "number", ("height",), sensitive="health"),
    Attribute("weight", "number", ("weight",), sensitive="health"),
    Attribute("diet", "words", ("diet",)),
    Attribute("number plate", "code", ("number plate",)),
    Attribute("car", "words", ("drives",)),
    Attribute("shoe size", "number", ("shoe size",)),
    Attribute("clothing size", "words", ("shirt size", "dress size")),
    Attribute("hobbies", "words", ("plays", "takes a class in"), several=True),
    Attribute("number of children", "number", ("number of children",)),
    Attribute("relationship", "words"),
    Attribute("today", "date"),
    Attribute("place of signing", "words", ("lives in",)),
)
ATTRIBUTES: dict[str, Attribute] = {one.name: replace(one, words=words_of(one.name)) for one in _ALL}
"""By name. Whoever needs one more adds it here: understanding names it, finding looks it up."""
