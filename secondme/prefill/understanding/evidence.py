"""What a field itself tells: HTML's autofill tokens, its label, its name, its help, its options, its type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.forms.form import Field
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.names import PARTS_LISTED
from secondme.prefill.understanding.autocomplete import by_autocomplete
from secondme.prefill.understanding.reading import NOTHING, Reading
from secondme.prefill.understanding.somebody import names_somebody, names_who_signs
from secondme.prefill.understanding.tokens import SOME_FIGURES, tokens_of, words_of_name
from secondme.prefill.understanding.vocabulary import Meaning, Vocabulary
from secondme.prefill.understanding.wording import (
    HINT,
    Told,
    begins_with,
    contains,
    in_brackets,
    read_words,
    variants_of,
)

_FOREIGN = 0.8
"""How much a label tells that is read by another language than the form's own."""
_SHORT_FOREIGN = 0.5
"""The same of words that are so short that they mean something in every language."""
_LEAST = 0.5
_LEAST_OF_LONG = 0.65
_LONG = 7
"""A reading that explains a smaller share of a label is none; of one with so many words it explains more."""
_UNCLEAR = 0.4
"""What is left of a reading where "first" may be a name, or say which: "your first address"."""
_LEAST_OF_PART = 0.8
"""A bare part ("year") is a date's before it; "year of adoption" says of what it is, which nobody knows."""
_NAMES = frozenset({"full name", "given name", "family name"})
_DELIVERED = re.compile(
    r"billing|shipping|delivery|invoice|rechnung|liefer|factur|livraison|fattur|spedizione|env[ií]o|entrega|"
    r"factuur|bezorg",
    re.IGNORECASE,
)
"""Where a purchase goes: a firm is asked there of those alone for whom it pays."""
_ASKED_AGAIN = frozenset({"address", "street address", "postcode", "city", "phone", "email"})
"""What forms ask a second time, of those for whom it is another one: "mailing address, if different"."""
_IF_ANY = re.compile(
    r"(?i)\bif (?:any|applicable)\b|van toepassing|\bggf\b|gegebenenfalls|falls zutreffend|"
    r"cas \u00e9ch\u00e9ant|si procede|en su caso|se (?:del caso|applicabile|aplic\u00e1vel)"
)
"""A name by birth that is asked for so is another one than the present name."""
_FURTHER_LINE = re.compile(r"(?i)\bline [2-9] of \d")
_OF_DATES = frozenset({"day", "month", "year"})
_A_DAY = re.compile(
    r"\W*(?:date|datum|data|fecha|fec|giorno|tag|day|jour|d[ií]a)\s+(?:(?:of|de|del|dell['\u2019]\w+|della|dello|degli|du|d['\u2019]|di|da|do|van|"
    r"der|des|desde|since|from|when|vom|su)\b|d['\u2019])",
    re.IGNORECASE,
)
"""How a label begins that asks for a day."""
_WHO_FILLS_IN = frozenset({"employer", "school", "bank", "doctor", "health insurance"})
"""What stands in brackets alone names who is to fill that in: "Start number (organisation)"."""
_TYPES = {"email": "email", "phone": "phone", "url": "website"}
_TOGETHER: dict[frozenset[str], tuple[str, str]] = {
    frozenset({"city", "postcode"}): ("address", "postcode and city"),
    frozenset({"city", "region", "postcode"}): ("address", "city, region, postcode"),
    frozenset({"city", "region"}): ("address", "city and region"),
    frozenset({"birthday", "birthplace"}): ("birthday", "place and date"),
    frozenset({"birthplace", "country of birth"}): ("birthplace", ""),
    frozenset({"marriage date", "marriage place"}): ("marriage date", "place and date"),
    frozenset({"today", "place of signing"}): ("today", "place and date"),
    frozenset({"family name", "given name"}): ("full name", ""),
    frozenset({"family name", "additional name", "given name"}): ("full name", ""),
    frozenset({"street address", "address line 2"}): ("street address", ""),
    frozenset({"family name", "birth name"}): ("family name", ""),
    frozenset({"iban", "account number"}): ("iban", ""),
    frozenset({"iban", "bic"}): ("iban", ""),
    frozenset({"id card number", "national id number"}): ("national id number", ""),
}
"""What two or three things in one field are together."""
_NARROWER = {
    "phone": {"mobile", "landline", "work phone", "fax"},
    "address": {"street address", "address line 2"},
    "full name": {"given name", "family name", "birth name", "additional name"},
    "email": {"work email"},
    "degree": {"education level"},
}
"""What is said more exactly by a second word ("Telephone (mobile)")."""


def evidence_of(field: Field, known: Sequence[Vocabulary]) -> Reading:
    """The best of what a field tells, surer where two agree. known: the form's own language first."""
    if field.type == "signature" or _asks_nothing(field, known) or names_somebody(field.label):
        return NOTHING
    if names_who_signs(field.label):
        return Reading("full name", whose="me", confidence=0.9, why="who signs")
    said = by_label(field.label, known)
    found = [
        one
        for one in (
            by_autocomplete(field.autocomplete),
            said or by_blank(field.label, known),
            None if _says_other(field, known) else by_name(field.name, known),
            by_blank(field.before, known) or by_label(_last_words(field.before), known[:2]),
            by_options(field, known),
            by_help(field.help, known),
            _by_type(field),
        )
        if one is not None
    ]
    best = _of_that_sort(_agreed(found) if found else Reading(), field.label)
    if best.attribute == "full name" and PARTS_LISTED.search(field.label):
        best = next((one for one in found if one.attribute in _NARROWER["full name"]), best)
    if SOME_FIGURES.search(field.label) and not (
        best.attribute == "postcode" and "first" in field.label.lower()
    ):
        best = replace(best, part="some figures")
    if best.attribute == "employer" and _DELIVERED.search(
        f"{field.name} {field.section} {field.autocomplete}"
    ):
        return NOTHING
    is_other = any(contains(field.label, one, "otherwise") for one in known[:2])
    if best.attribute == "birth name" and (is_other or _IF_ANY.search(field.label)):
        return replace(best, attribute="former names")
    return NOTHING if is_other and best.attribute in _ASKED_AGAIN else best


def by_label(label: str, known: Sequence[Vocabulary]) -> Reading | None:
    """What a label says, in whichever language reads it best."""
    best: Reading | None = None
    for rank, vocabulary in enumerate(known):
        for text, share in variants_of(label):
            told = read_words(text, vocabulary)
            if rank and best is not None and told.cover < 1:
                continue
            found = _said(told, text, share * _weight(rank, text))
            if found is not None and found.attribute in _WHO_FILLS_IN and text in in_brackets(label):
                continue
            if found is not None and (best is None or found.confidence > best.confidence + 1e-9):
                best = _narrowed(found, label, vocabulary)
        if best is not None and best.confidence >= _FOREIGN:
            break
    return best


def _says_other(field: Field, known: Sequence[Vocabulary]) -> bool:
    """Whether a label says all: it is itself the name, or of many words and asks for no name, whatever the
    technical name may mean.
    """
    told = [read_words(field.label, one) for one in known]
    names = any(meaning.value in _NAMES for one in told for meaning in one.of("attribute", "alone"))
    is_label = field.name == field.label and not field.name.isalpha()
    return is_label or (len(tokens_of(field.label)) >= _LONG and not names)


def by_name(name: str, known: Sequence[Vocabulary]) -> Reading | None:
    """What a technical name says: its innermost component, with those around it where that needs them."""
    components = words_of_name(name)
    best: Reading | None = None
    for rank, vocabulary in enumerate(known):
        share = 0.85 if rank < 2 or vocabulary.language == "en" else 0.75
        for count in (1, 2, 3):
            text = " ".join(components[-count:])
            told = read_words(text, vocabulary)
            found = _said(told, text, share - 0.05 * count, is_name=True)
            if found is not None and (best is None or found.confidence > best.confidence + 1e-9):
                best = replace(found, why=f"its name {name!r}")
        if best is not None and best.confidence >= _FOREIGN - 0.05:
            break
    return best


def by_blank(before: str, known: Sequence[Vocabulary]) -> Reading | None:
    """What the last words before a blank in running text ask for: "born on ___"."""
    tokens = tokens_of(before)
    for vocabulary in known[:2]:
        for count in range(min(6, len(tokens)), 0, -1):
            attribute = vocabulary.before.get(tokens[-count:])
            if attribute:
                return Reading(attribute, confidence=0.85, why=f"the words before it {before[-40:]!r}")
    return None


def by_options(field: Field, known: Sequence[Vocabulary]) -> Reading | None:
    """What the options are values of: male and female of the sex."""
    if field.type not in {"choice", "choices"} or len(field.options) < 2:
        return None
    meant = [{attribute for attribute, _ in option_values(one.label, known)} for one in field.options]
    counts = {name: sum(name in names for names in meant) for names in meant for name in names}
    counts.pop("yes or no", None)
    best = max(counts, key=counts.__getitem__, default="")
    if not best or counts[best] < 2 or counts[best] < 0.6 * len(meant):
        return None
    return Reading(best, confidence=0.85, why="its options")


def option_values(label: str, known: Sequence[Vocabulary]) -> tuple[tuple[str, str], ...]:
    """Which values of which attributes an option may be, by all of its words."""
    tokens = tokens_of(label)
    for vocabulary in known:
        if tokens in vocabulary.options:
            return vocabulary.options[tokens]
    return ()


def by_help(text: str, known: Sequence[Vocabulary]) -> Reading | None:
    """What a tooltip or placeholder says, where it says it plainly."""
    found = by_label(text, known[:2]) if text and len(text) < 120 else None
    return None if found is None else replace(found, confidence=found.confidence * 0.75, why="its help")


def _of_that_sort(reading: Reading, label: str) -> Reading:
    """Nothing where a label asks for a day, and what was read in it is none: "date of the last visit to the
    dentist".
    """
    sort = ATTRIBUTES[reading.attribute].sort if reading.attribute in ATTRIBUTES else "date"
    is_day = bool(_A_DAY.match(label)) and sort != "date" and reading.attribute != "age"
    return replace(reading, attribute="", part="", confidence=0.3) if is_day else reading


def _last_words(before: str) -> str:
    return " ".join(before.split()[-4:])


def _by_type(field: Field) -> Reading | None:
    attribute = _TYPES.get(field.type)
    return Reading(attribute, confidence=0.6, why="its type") if attribute else None


def _asks_nothing(field: Field, known: Sequence[Vocabulary]) -> bool:
    if _FURTHER_LINE.search(field.label):
        return True
    if field.autocomplete.split()[-1:] in (["new-password"], ["current-password"], ["one-time-code"]):
        return True
    ours = known[:2]
    headings = field.section.split(" > ")
    if any(_is_official(text, one) for text in (field.label, *headings) for one in ours):
        return True
    if any(contains(text, one, "otherwise") for text in headings for one in ours):
        return True
    if any(contains(text, one, "minors") for text in (field.label, *headings) for one in ours):
        return True
    if field.type == "checkbox":
        return any(contains(field.label, one, "consent") for one in ours)
    return any(begins_with(field.label, one, "consent") for one in ours)


def _is_official(text: str, known: Vocabulary) -> bool:
    """For an office, not "to be completed by the applicant"."""
    return contains(text, known, "official") and not contains(text, known, "me")


def _agreed(found: list[Reading]) -> Reading:
    best = max(found, key=lambda one: one.confidence)
    doubt = 1.0
    for one in found:
        if one.attribute == best.attribute and one.part in ("", best.part):
            doubt *= 1 - one.confidence
        elif one.attribute and one is not best and one.confidence > 0.7 and not _is_near(one, best):
            best = replace(best, confidence=best.confidence * 0.9)
    is_whole = (
        best.attribute == "street address" and best.why.startswith("its label") and best.confidence > 0.9
    )
    told = [one for one in found if not (is_whole and one.attribute == best.attribute)]
    more = (one.part for one in told if one.part and one.attribute in ("", best.attribute))
    part = best.part or next((one for one in more if _may_have(best.attribute, one)), "")
    sure = max(best.confidence, min(0.99, 1 - doubt)) if len(found) > 1 else best.confidence
    return replace(best, part=part, confidence=sure)


def _may_have(attribute: str, part: str) -> bool:
    """Whether it is a part of such a value: `tel_day` is no day of a telephone."""
    return part not in _OF_DATES or (attribute in ATTRIBUTES and ATTRIBUTES[attribute].sort == "date")


def _is_near(one: Reading, other: Reading) -> bool:
    return any({one.attribute, other.attribute} <= {broad, *narrow} for broad, narrow in _NARROWER.items())


def _weight(rank: int, text: str) -> float:
    if rank == 0:
        return 1.0
    return _FOREIGN if len(text) > 4 else _SHORT_FOREIGN


def _said(told: Told, text: str, weight: float, *, is_name: bool = False) -> Reading | None:
    """What the words of a text say that a field asks; None where they explain too little of it.

    A part that has other words beside it only says which part of something that is read elsewhere.
    """
    if told.of("signature"):
        return replace(NOTHING, confidence=weight)
    if told.cover < (_LEAST if told.words < _LONG else _LEAST_OF_LONG):
        return None
    if told.of("nothing") and not told.of("attribute"):
        return replace(NOTHING, confidence=told.cover * weight)
    named, documents, part = _named(told), told.of("document"), _part(told)
    if not named and not documents and not told.of("relation"):
        if not part or (told.cover < _LEAST_OF_PART and not is_name):
            return None
        weight *= 1.0 if told.cover >= _LEAST_OF_PART else _UNCLEAR
    attribute, own_part = _combined(named, text)
    if len({one.value in _NAMES for one in named if one.sort == "alone"}) > 1:
        weight *= _UNCLEAR
    if documents and not (part and not attribute):
        names = [one.value for one in documents]
        attribute = _of_document("passport" if "passport" in names else names[0], attribute)
    alone = bool(told.of("alone")) and not told.of("attribute", "document")
    if attribute in ATTRIBUTES and not _may_have(attribute, part):
        part = ""
    return Reading(
        attribute=attribute,
        part=own_part or part,
        confidence=0.95 * weight * told.cover * _sureness(attribute, own_part, alone),
        alone=alone,
        why=f"its label {text!r}",
    )


def _named(told: Told) -> tuple[Meaning, ...]:
    """The attributes that are asked: of "doctor's phone" the phone, of "employer's name, phone" the name."""
    relations = {one.value for one in told.of("relation")}
    attributes, alone = told.of("attribute"), told.of("alone")
    others = tuple(one for one in attributes if one.value not in relations)
    if relations and alone and (not others or alone[0].value in _NAMES):
        return alone
    return others or attributes or alone


def _part(told: Told) -> str:
    """The one part that is named; "dd/mm/yyyy" names three, and is a format."""
    parts = {one.value for one in told.of("part")}
    return next(iter(parts)) if len(parts) == 1 else ""


def _sureness(attribute: str, part: str, alone: bool) -> float:
    if not attribute:
        return 0.5
    if attribute.startswith("document ") and attribute != "document type":
        return 0.6 if alone else 0.7
    return 0.85 if alone and "and" not in part else 1.0


def _combined(named: Iterable[Meaning], text: str) -> tuple[str, str]:
    meanings = list(named)
    if not meanings:
        return "", ""
    names = [one.value for one in meanings]
    together = _TOGETHER.get(frozenset(names)) if len(set(names)) > 1 else None
    if together is not None:
        attribute, part = together
        family_first = attribute == "full name" and names[0] == "family name"
        return attribute, part or ("family name first" if family_first else "")
    first = meanings[0]
    narrower = [one for one in meanings[1:] if one.value in _NARROWER.get(first.value, ())]
    if len(narrower) == 1 and first.value != "full name":
        return narrower[0].value, narrower[0].part
    return first.value, first.part


def _of_document(document: str, attribute: str) -> str:
    """ "Passport" and "date of issue" are "passport issued"."""
    if attribute and not attribute.startswith("document "):
        return attribute
    concrete = f"{document} {attribute.removeprefix('document ') or 'number'}"
    return concrete if concrete in ATTRIBUTES else attribute


def _narrowed(found: Reading, label: str, known: Vocabulary) -> Reading:
    """With what the brackets add: "Address (number and street)" asks the street address."""
    allowed = set() if found.part else _NARROWER.get(found.attribute, set())
    listed = found.attribute == "full name"
    hints = (
        read_words(text, known)
        for text, share in variants_of(label)
        if share == HINT and not (listed and "," in text)
    )
    named = {one.value for told in hints if told.cover >= _LEAST for one in told.of("attribute")}
    named.discard(found.attribute)
    if not named or not named <= allowed or (len(named) > 1 and found.attribute != "address"):
        return found
    return replace(found, attribute="street address" if "street address" in named else next(iter(named)))
