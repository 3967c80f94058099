"""Attributes: everything that forms ask of people, each under one name, whatever the words or the language.

The names follow the autofill detail tokens of the HTML standard in meaning, written as people say them.
"name in use" is the family name of those who have another than by birth, as French forms ask for it.
"start date" and "end date" are those of a job; education has "study start" and "study end", a home "moved in"
and "moved out".
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
    Attribute("name in use", "name"),
    Attribute("former names", "name", ("former name", "birth name")),
    Attribute("nickname", "name", ("nickname",)),
    Attribute("honorific", "words", ("title",)),
    Attribute("sex", "words", ("sex", "gender")),
    Attribute("pronouns", "words", ("pronouns",)),
    Attribute("birthday", "date", ("birthday", "date of birth")),
    Attribute("birthplace", "words", ("born in", "place of birth")),
    Attribute("country of birth", "country", ("country of birth",)),
    Attribute("region of birth", "words", ("region of birth",)),
    Attribute("age", "number", ("age",)),
    Attribute("nationality", "country", ("nationality", "is from")),
    Attribute("birth nationality", "country", ("nationality at birth",)),
    Attribute("ethnicity", "words", ("ethnicity",), sensitive="identity"),
    Attribute("religion", "words", ("religion",), sensitive="identity"),
    Attribute("marital status", "words", ("marital status",)),
    Attribute("marriage date", "date", ("married on",)),
    Attribute("marriage place", "words", ("married in",)),
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
    Attribute("work phone", "phone", ("work phone number",)),
    Attribute("fax", "phone", ("fax number",)),
    Attribute("email", "email", ("email",)),
    Attribute("work email", "email", ("work email",)),
    Attribute("website", "url", ("website",)),
    Attribute("linkedin", "url", ("linkedin profile",)),
    Attribute("github", "url", ("github profile",)),
    Attribute("occupation", "words", ("works as",)),
    Attribute("employer", "words", ("works at",)),
    Attribute("field of work", "words", ("works in",)),
    Attribute("department", "words", ("department",)),
    Attribute("employment status", "words", ("employment status",)),
    Attribute("weekly hours", "number", ("working hours",)),
    Attribute("duties", "prose"),
    Attribute("reason for leaving", "prose"),
    Attribute("notice period", "words", ("notice period",)),
    Attribute("available from", "date"),
    Attribute("desired salary", "number", ("desired salary",)),
    Attribute("right to work", "yes or no"),
    Attribute("staff number", "code", ("staff number",)),
    Attribute("salary", "number", ("salary", "income"), sensitive="bank"),
    Attribute("rent", "number", ("rent",), sensitive="bank"),
    Attribute("school", "words", ("studies at",)),
    Attribute("degree", "words", ("degree",)),
    Attribute("education level", "words", ("degree",)),
    Attribute("grade", "words", ("grade",)),
    Attribute("field of study", "words", ("studies",)),
    Attribute("languages", "language", ("speaks", "first language"), several=True),
    Attribute("native language", "language", ("first language",)),
    Attribute("language level", "words"),
    Attribute("skills", "words", ("skills",), several=True),
    Attribute("start date", "date"),
    Attribute("end date", "date"),
    Attribute("study start", "date"),
    Attribute("study end", "date"),
    Attribute("moved in", "date"),
    Attribute("moved out", "date"),
    Attribute("time at address", "words"),
    Attribute("living space", "number", ("living space",)),
    Attribute("housing", "words", ("housing",)),
    Attribute("household size", "number", ("household size",)),
    Attribute("iban", "code", ("iban",), sensitive="bank"),
    Attribute("bic", "code", ("bic",), sensitive="bank"),
    Attribute("account number", "code", ("account number",), sensitive="bank"),
    Attribute("sort code", "code", ("sort code",), sensitive="bank"),
    Attribute("bank", "words", ("bank",), sensitive="bank"),
    Attribute("account holder", "name", ("account holder", "name"), sensitive="bank"),
    Attribute("card number", "code", ("card number",), sensitive="bank"),
    Attribute("card holder", "name", ("card holder", "name"), sensitive="bank"),
    Attribute("card expiry", "date", ("card expiry",), sensitive="bank"),
    Attribute("card security code", "code", sensitive="bank"),
    Attribute("card type", "words", sensitive="bank"),
    Attribute("passport number", "code", ("passport number",), sensitive="identity"),
    Attribute("passport expiry", "date", ("passport expiry",), sensitive="identity"),
    Attribute("passport issued", "date", ("passport issued",), sensitive="identity"),
    Attribute("passport authority", "words", ("passport authority",), sensitive="identity"),
    Attribute("id card number", "code", ("id card number",), sensitive="identity"),
    Attribute("id card expiry", "date", ("id card expiry",), sensitive="identity"),
    Attribute("id card issued", "date", ("id card issued",), sensitive="identity"),
    Attribute("id card authority", "words", ("id card authority",), sensitive="identity"),
    Attribute("driving licence number", "code", ("driving licence number",), sensitive="identity"),
    Attribute("driving licence expiry", "date", ("driving licence expiry",), sensitive="identity"),
    Attribute("driving licence issued", "date", ("driving licence issued",), sensitive="identity"),
    Attribute("driving licence authority", "words", ("driving licence authority",), sensitive="identity"),
    Attribute("driving licence class", "words", ("driving licence class",)),
    Attribute("residence permit number", "code", ("residence permit number",), sensitive="identity"),
    Attribute("residence permit expiry", "date", ("residence permit expiry",), sensitive="identity"),
    Attribute("residence permit issued", "date", ("residence permit issued",), sensitive="identity"),
    Attribute("residence permit authority", "words", ("residence permit authority",), sensitive="identity"),
    Attribute("document type", "words", sensitive="identity"),
    Attribute("national id number", "code", ("national id number",), sensitive="identity"),
    Attribute("tax number", "code", ("tax number",), sensitive="identity"),
    Attribute("tax class", "words", ("tax class",), sensitive="identity"),
    Attribute("tax office", "words", ("tax office",)),
    Attribute("vat number", "code", ("vat number",), sensitive="identity"),
    Attribute("social security number", "code", ("social security number",), sensitive="identity"),
    Attribute("criminal record", "yes or no", sensitive="identity"),
    Attribute("student number", "code", ("student number",), sensitive="identity"),
    Attribute("health insurance", "words", ("health insurance",), sensitive="health"),
    Attribute("insurance number", "code", ("insurance number",), sensitive="health"),
    Attribute("health service number", "code", ("health service number",), sensitive="health"),
    Attribute("doctor", "words", ("doctor", "gp"), sensitive="health"),
    Attribute("dentist", "words", ("dentist",), sensitive="health"),
    Attribute("allergies", "words", ("allergic to",), sensitive="health", several=True),
    Attribute("conditions", "words", ("has",), sensitive="health", several=True),
    Attribute("medication", "words", ("takes",), sensitive="health", several=True),
    Attribute("operations", "words", sensitive="health", several=True),
    Attribute("vaccinations", "words", sensitive="health", several=True),
    Attribute("disability", "words", ("disability",), sensitive="health"),
    Attribute("pregnant", "yes or no", sensitive="health"),
    Attribute("smoker", "words", ("smoker",), sensitive="health"),
    Attribute("alcohol", "words", ("does not drink",), sensitive="health"),
    Attribute("blood type", "code", ("blood type",), sensitive="health"),
    Attribute("height", "number", ("height",), sensitive="health"),
    Attribute("weight", "number", ("weight",), sensitive="health"),
    Attribute("eye colour", "words", ("eye colour",)),
    Attribute("hair colour", "words", ("hair colour",)),
    Attribute("diet", "words", ("diet",)),
    Attribute("number plate", "code", ("number plate",)),
    Attribute("vin", "code", ("vehicle identification number",)),
    Attribute("first registration", "date"),
    Attribute("car", "words", ("drives",)),
    Attribute("shoe size", "number", ("shoe size",)),
    Attribute("clothing size", "words", ("shirt size", "dress size")),
    Attribute("hobbies", "words", ("plays", "takes a class in"), several=True),
    Attribute("pets", "words", ("dog", "cat"), several=True),
    Attribute("number of children", "number", ("number of children",)),
    Attribute("relationship", "words"),
    Attribute("today", "date"),
    Attribute("place of signing", "words", ("lives in",)),
)
ATTRIBUTES: dict[str, Attribute] = {one.name: replace(one, words=words_of(one.name)) for one in _ALL}
"""By name. Whoever needs one more adds it here: understanding names it, finding looks it up."""
