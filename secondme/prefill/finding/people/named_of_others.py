"""Named of others: what a line of one's own note says of somebody else, of an office, or of what came to
nothing. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from secondme.memories.kin import ME
from secondme.prefill.finding.doubts.people import People
from secondme.prefill.finding.notes.days import times_in
from secondme.prefill.finding.notes.labels import is_neutral, read_label
from secondme.prefill.finding.notes.letters import REACHED_AT, is_letter, own_blocks
from secondme.prefill.finding.notes.owners import OFFICES
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.named import Named
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.people.strangers import tells_of_another
from secondme.prefill.finding.telegrams.clauses import sentences_of
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, words
from secondme.prefill.understanding.context import CONTACT
from secondme.recall.time_tokens import fold

_BORN = frozenset({"birthday", "birthplace", "sex"})
"""Of these what stands behind somebody else's name is theirs; of the rest telegrams know who is meant."""
_MAY_FAIL = frozenset({"bank", "employer", "occupation", "salary", "rent"})
_DENIED = re.compile(
    r"\?[*_\s]{0,4}(?i:no|nope|not yet|nein|noch nicht|non|pas encore|todavía no|não|ainda não|nee)\b"
)
_OF_THE_BODY = frozenset({"medication", "allergies", "conditions", "blood type", "diet"})
_FOR_WHOM = re.compile(
    r",? (?:de|del|of|von|vom|di|da|do|van|für|for|para|pour|per|voor) (?:(?:los|las|the|den|der|die|"
    r"le|les|i|gli|os|as|la|el) )?"
    r"(?P<whom>[^\W\d_]+)"
)
_OPENS = re.compile(r"\W*(?P<name>[A-ZÀ-Þ][a-zß-ÿ'\u2019-]+) [a-zß-ÿ]")


def of_the_patient(one: Named) -> Named:
    """What a note headed "Doctor" says of health, and who that is, is of the person; how to reach whom it
    names stays the doctor's.
    """
    return replace(one, whose=ME) if one.whose in OFFICES and one.attributes.isdisjoint(CONTACT) else one


def without_others(found: Sequence[Named], said: Said, circle: Circle) -> list[Named]:
    """Without what a line says of somebody else, and the numbers and addresses of others in a letter."""
    blocks = list(own_blocks(said.text, circle)) if not said.is_chat and is_letter(said.text) else None
    return [
        one
        for one in found
        if one.whose != ME
        or not (
            _is_of_another(one, said.text, circle)
            or _is_of_the_office(one, blocks)
            or _came_to_nothing(one, said.text)
            or _is_denied(one, said.text)
            or _is_for_another(one, said.text, circle)
        )
    ]


def _is_of_another(one: Named, text: str, circle: Circle) -> bool:
    """Whether the line speaks of somebody else before it comes to what everybody has their own of."""
    row = text[one.first : one.last]
    if one.is_bare and not REACHED_AT.isdisjoint(one.attributes):
        before = People(circle).last(row[: _place(one, row)])
        return before is not None and before.kind == "name"
    if not _OF_THE_BODY.isdisjoint(one.attributes) and _is_of_a_named_one(one, row, text, circle):
        return True
    if _BORN.isdisjoint(one.attributes) or one.is_saying:
        return False
    return tells_of_another(row[: _place(one, row)], circle)


def _came_to_nothing(one: Named, text: str) -> bool:
    """Whether a sentence tells of a bank, a job or a home that the person nearly had."""
    if _MAY_FAIL.isdisjoint(one.attributes) or one.is_saying:
        return False
    row = text[one.first : one.last]
    said = next((sentence for sentence in sentences_of(row) if one.text in sentence), row)
    return pattern("came to nothing").search(said) is not None


def _is_of_a_named_one(one: Named, row: str, text: str, circle: Circle) -> bool:
    """Whether the sentence begins with a name that the passage has whole: "Ida Kern ... Ida eats no fish"."""
    last = next((sentence for sentence in sentences_of(row) if one.text in sentence), "")
    opens = _OPENS.match(last)
    if opens is None or fold(opens["name"]) in circle.own_words | circle.common:
        return False
    is_label = bool(read_label(opens["name"]).attributes) or is_neutral(opens["name"])
    return (
        not is_label and re.search(rf"(?<!\w){re.escape(opens['name'])} [A-ZÀ-Þ][a-zß-ÿ]+", text) is not None
    )


def _is_denied(one: Named, text: str) -> bool:
    """Whether what is said of a marriage is a question that is answered with no."""
    return "marital status" in one.attributes and _DENIED.search(text[one.first : one.last]) is not None


def _is_for_another(one: Named, text: str, circle: Circle) -> bool:
    """Whether somebody, or an animal, has it who is named right behind: "inhaler for Mia"."""
    if _OF_THE_BODY.isdisjoint(one.attributes):
        return False
    row = text[one.first : one.last]
    at = row.find(one.text)
    behind = _FOR_WHOM.match(row, at + len(one.text)) if at >= 0 else None
    if behind is None:
        return False
    word = fold(behind["whom"])
    pets = re.compile(any_of(words("pets")))
    is_animal = any(pets.fullmatch(one) for one in (word, word.removesuffix("s")))
    return is_animal or (behind["whom"][:1].isupper() and circle.is_named(word)) or word in RELATIONS


def _place(one: Named, row: str) -> int:
    """Where the value stands in its line; its end where the value is told in other words."""
    if (at := row.find(one.text)) >= 0:
        return at
    days = (day.start for day in times_in(row) if day.first.isoformat() == one.text)
    return next(days, len(row))


def _is_of_the_office(one: Named, blocks: Sequence[tuple[int, int]] | None) -> bool:
    if blocks is None or not one.attributes <= REACHED_AT:
        return False
    return not any(first <= one.first < last for first, last in blocks)
