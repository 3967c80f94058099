"""Of whom a field asks, and of when: by its label, its group and the headings above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from ingest.forms.form import Field
from secondme.prefill.asked import Tense
from secondme.prefill.understanding.reading import Reading
from secondme.prefill.understanding.tokens import cleaned, tokens_of, words_of_name
from secondme.prefill.understanding.vocabulary import Vocabulary
from secondme.prefill.understanding.wording import Told, contains, read_words, variants_of

CONTACT = frozenset(
    {
        *("full name", "given name", "family name", "honorific", "website"),
        *("address", "street address", "address line 2", "postcode", "city", "region", "country"),
        *("phone", "mobile", "landline", "work phone", "fax", "email", "work email"),
    }
)
"""What is asked of an employer, a landlord, a bank; all else in their section is about the person."""
HOLDERS = {
    "employer": "employer",
    "school": "school",
    "bank": "bank",
    "doctor": "doctor",
    "health insurance": "health insurance",
}
"""Whose name is itself a value of the person's: "Name of employer" asks for whom they work."""
_MOST = 0.75
"""At least this share of a label's words must say of whom it is, for it to ask for their name."""
_PARENTS = frozenset({"mother", "father"})
_OFFICES = frozenset({*HOLDERS, "landlord"})
_CALLED = frozenset({"emergency contact", "employer", "landlord", "doctor", "referee", "boss"})
"""Whose bare "number" is that of their phone."""
_OWN = frozenset({"number of children", "household size", "pets", "rent"})
"""What names others and asks of the person."""
CHANGING = frozenset(
    {
        *("address", "street address", "address line 2", "postcode", "city", "region", "country"),
        *("employer", "occupation", "department", "duties", "salary", "reason for leaving"),
        *("school", "doctor", "rent", "start date", "end date", "moved in", "moved out"),
    }
)
"""What a heading "previous" makes previous; a name or a birthday below it stays what it is."""
_HISTORY = {"work": "employer", "study": "school", "home": ""}
_STUDY = {"start date": "study start", "end date": "study end"}
_HOME = {"start date": "moved in", "end date": "moved out"}
_BORN = {"city": "birthplace", "country": "country of birth", "region": "region of birth"}


@dataclass(frozen=True, slots=True)
class Context:
    """What stands above a field. whose: of whom, empty where nothing says so. history: "work", "study" or
    "home". documents, attributes: that the headings name. number: of the group ("Child 2" has 2)."""

    whose: str = ""
    tense: Tense | None = None
    history: str = ""
    documents: tuple[str, ...] = ()
    attributes: frozenset[str] = frozenset()
    number: int | None = None


def context_of(field: Field, known: Sequence[Vocabulary]) -> Context:
    """What the group, the outer components of its name and the headings say, the nearest first."""
    context = _within(Context(), _told(field.group, known))
    for component in reversed(words_of_name(field.name)[:-1]):
        context = _within(context, replace(_told(component, known), number=None))
    for heading in reversed(field.section.split(" > ")):
        context = _within(context, _headed(heading, known))
    return context


def _headed(heading: str, known: Sequence[Vocabulary]) -> Told:
    """What a heading says, of two parents also which one its brackets mean."""
    told = _told(heading, known)
    if not _names_both_parents(told) or told.ordinal is not None:
        return told
    return replace(told, ordinal=read_words(cleaned(heading), known[0]).ordinal)


def in_context(reading: Reading, field: Field, context: Context, known: Sequence[Vocabulary]) -> Reading:
    """The reading, of whom it is and of when. The label says so before the headings do."""
    told = _about(field, known)
    relation = told.first("relation")
    theirs = not relation and contains(field.label, known[0], "theirs")
    whose = relation or ("" if told.of("me") else context.whose) or "me"
    reading = _somebody(reading, told, field)
    attribute = _placed(reading.attribute, context)
    if attribute == "document number" and reading.alone and whose in _CALLED and not context.documents:
        attribute = "phone"
    changes = attribute in CHANGING or whose in _OFFICES
    if attribute in _OWN:
        whose = "me"
    if whose in _OFFICES:
        whose, attribute = _of_office(whose, attribute, context.whose)
    return replace(
        reading,
        attribute=attribute,
        whose=whose,
        named=bool(relation),
        theirs=theirs,
        tense=_tense(told) or (context.tense if changes else None),
        nth=_which(told, relation, context),
    )


def _about(field: Field, known: Sequence[Vocabulary]) -> Told:
    """What the label says; of whom, by the innermost component of its name where the label does not say."""
    told = _told(field.label, known)
    component = words_of_name(field.name)[-1:]
    if told.of("relation", "me") or not component:
        return told
    named = _told(component[0], known)
    if not named.of("relation", "me"):
        return told
    meanings = (*named.meanings, *(told.of("tense") if not named.of("tense") else ()))
    return replace(named, meanings=meanings, number=told.number, ordinal=told.ordinal)


def _somebody(reading: Reading, told: Told, field: Field) -> Reading:
    """A label that only says of whom ("Spouse") asks for their name."""
    is_named = told.first("relation") and told.cover >= _MOST and field.type != "checkbox"
    if reading.attribute or reading.part or not is_named:
        return reading
    confidence = max(reading.confidence, 0.8 * told.cover)
    why = reading.why or f"its label {field.label!r}"
    return replace(reading, attribute="full name", confidence=confidence, alone=True, why=why)


def _tense(told: Told) -> Tense | None:
    return cast("Tense | None", told.first("tense") or None)


def _of_office(office: str, attribute: str, above: str) -> tuple[str, str]:
    """Of an employer, school, bank: whose name is a value of the person's, or of whom the headings name."""
    holder = above if above and above not in _OFFICES | _CALLED else "me"
    if attribute in {"full name", "given name", "family name"} and office in HOLDERS:
        return holder, HOLDERS[office]
    return (office, attribute) if attribute in CONTACT else (holder, attribute)


def _placed(attribute: str, context: Context) -> str:
    if context.history == "study":
        attribute = _STUDY.get(attribute, attribute)
    if context.history == "home" or {"address", "moved in"} & context.attributes:
        attribute = _HOME.get(attribute, attribute)
    if "birthplace" in context.attributes:
        return _BORN.get(attribute, attribute)
    return attribute


def _which(told: Told, relation: str, context: Context) -> int | None:
    if told.ordinal is not None:
        return told.ordinal
    if told.number is not None:
        return told.number - 1
    if not relation and context.number is not None:
        return context.number - 1
    return None


def _within(context: Context, told: Told) -> Context:
    history = context.history or told.first("history")
    settled = context.whose or _related(told) or ("me" if told.of("me") else "")
    return Context(
        whose=settled or _HISTORY.get(told.first("history"), ""),
        tense=context.tense or _tense(told),
        history=history,
        documents=context.documents or tuple(one.value for one in told.of("document")),
        attributes=context.attributes | {one.value for one in told.of("attribute", "alone")},
        number=context.number if context.number is not None else _group_number(told),
    )


def _related(told: Told) -> str:
    """Whom a heading names; "mother or father (the other one)" is who has the child with the person."""
    is_other = told.ordinal == 1 or told.number == 2
    return "partner" if _names_both_parents(told) and is_other else told.first("relation")


def _names_both_parents(told: Told) -> bool:
    return {one.value for one in told.of("relation")} >= _PARENTS


def _group_number(told: Told) -> int | None:
    if _names_both_parents(told):
        return None
    if told.ordinal is not None:
        return told.ordinal + 1
    return told.number if told.of("relation", "history", "attribute") else None


def _told(text: str, known: Sequence[Vocabulary]) -> Told:
    """What a label or heading says, in the language that reads it best."""
    best = Told()
    near = [one for rank, one in enumerate(known) if rank < 2 or one.language == "en"]
    for rank, vocabulary in enumerate(near):
        for variant, _ in (*variants_of(text), (cleaned(text), 1.0)):
            told = read_words(variant, vocabulary)
            if rank and told.of("relation") and _says_something_else(variant, near[0]):
                continue
            if told.of("relation", "me", "tense", "history", "document", "attribute", "alone") and (
                _weight(told, rank) > _weight(best, rank)
            ):
                best = told
    return best


def _says_something_else(text: str, own: Vocabulary) -> bool:
    """Whether a word is a small one of the form's own language: "son téléphone" is no son's."""
    return any(token in own.fillers for token in tokens_of(text))


def _weight(told: Told, rank: int) -> float:
    return told.cover * (1 if rank == 0 else 0.9) + 0.1 * bool(told.of("relation", "history", "me"))
