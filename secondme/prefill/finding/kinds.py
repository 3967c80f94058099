"""Kinds: which of the values found are of the kind that a field asks for by its own words. Pure."""

from __future__ import annotations

import re

from ingest.forms import Field
from secondme.prefill.candidate import Candidate
from secondme.prefill.countries import country_of
from secondme.prefill.finding.national import is_called_otherwise, may_be
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.work.careers import field_of

_ACADEMIC = re.compile(r"\b(?:titel|akad|academic|universitaire|accademico|acad[ée]mico)", re.IGNORECASE)
_DEGREE = re.compile(r"(?i)\b(?:dr|prof|mag|dipl|ing|dott|lic|ph\.?d|m\.?sc|b\.?sc|m\.?a|b\.?a)\b")
_WITH_COUNTRY = re.compile(r"\b(?:country|land|pays|pa[íi]s|paese)\b", re.IGNORECASE)
_PARENTS = re.compile(r"\b(?:parents|eltern|padres|genitori|pais|ouders)\b", re.IGNORECASE)
_NET = re.compile(r"\b(?:net\b|nett?o|nette?\b|l[íi]quido)", re.IGNORECASE)
NATIONAL = frozenset({"tax number", "national id number", "social security number", "health service number"})
_ENROLLED = re.compile(
    r"(?i)\b(?:this year|current(?:ly)?|enrolled|dieses jahr|aktuell\w*|derzeit\w*|eingeschrieben|"
    r"cette année|actuel\w*|"
    r"inscrit\w*|este (?:año|curso|ano)|actual\w*|matriculad[oa]|quest['\u2019]anno|attual\w*|iscritt[oa]|"
    r"atual\w*|dit jaar|huidige?|ingeschreven)\b"
)


def of_that_kind(found: list[Noted], attribute: str, field: Field) -> list[Noted]:
    """Without another country's number, a mere "Mr" where a degree is asked for, and without what is not net
    of tax where that is; a place of birth with its country where both are asked for.
    """
    if attribute in NATIONAL:
        return [one for one in found if _is_of_its_nation(one.value, one.proof.quote, field)]
    if attribute in ("marriage date", "marriage place") and _PARENTS.search(field.label):
        return []
    if attribute == "honorific" and _ACADEMIC.search(field.label):
        return [one for one in found if one.found != "worked out" and _DEGREE.search(one.value)]
    if attribute == "salary" and _NET.search(field.label):
        return [one for one in found if _NET.search(one.proof.quote)]
    if attribute == "birthplace" and _WITH_COUNTRY.search(field.label):
        return [one for one in found if country_of(one.value.rpartition(",")[2])] or found
    return found


def may_answer(one: Candidate, attribute: str, field: Field) -> bool:
    """Whether what a model found is a number of the kind that the field asks for, where it is a nation's."""
    return attribute not in NATIONAL or _is_of_its_nation(one.value, one.proofs[0].quote, field)


def _is_of_its_nation(number: str, quote: str, field: Field) -> bool:
    """Whether a number may be of the nation that a field asks about, and is not called another there."""
    words = f"{field.label} {field.name} {field.help}"
    return may_be(number, words) and not is_called_otherwise(quote, number, words)


def asks_of_now(field: Field) -> bool:
    """Whether a field asks for studies that go on: "school attended this year", "course enrolled in"."""
    return _ENROLLED.search(f"{field.label} {field.help}") is not None


def field_of_posts(field: Field) -> str:
    """Whether the days that a field asks are those of a job or of studies, by the words around it."""
    around = (field.group, field.section.split(" > ")[-1], field.label, field.section, field.name)
    return next((one for text in around if (one := field_of(text)) is not None), "job")
