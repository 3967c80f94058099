"""Labelled: statements of lines that begin with what they tell: "Blood group: A+", "Landlord: Mr Okoye".

What a line tells and of whom is what the reader of notes for forms finds (`prefill.finding`), in seven
languages. Kept is what one tells others and looks up again; numbers of identity and of banks stay in their
notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from secondme.memories.english.titled import Title
from secondme.memories.kin import ME
from secondme.memories.predicates import condition_or_diet, is_single, kind_of, sentence_of
from secondme.memories.statement import Statement
from secondme.people.names import plain_name
from secondme.prefill.finding.notes.days import times_in
from secondme.prefill.finding.notes.headings import HEADINGS
from secondme.prefill.finding.notes.labels import MINE, is_filling, read_label, words_in
from secondme.prefill.finding.notes.lines import Line, lines_of
from secondme.prefill.finding.notes.own_notes import named_in
from secondme.prefill.finding.notes.owners import is_about_me
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.shapes import shaped
from secondme.prefill.finding.people.bonds import bonds_in
from secondme.prefill.finding.people.circle import Bond, Circle
from secondme.prefill.finding.people.named import Named
from secondme.prefill.finding.people.relations import RELATIONS

AS_SURE_AS = 0.7
LEAST_SURE = 0.8
"""How sure the reader of notes must be of a line."""
OF_A_BODY = {
    **{one: one for one in ("blood type", "shoe size", "height", "weight", "eye colour", "hair colour")},
    "clothing size": "shirt size",
    "allergies": "allergic to",
    "conditions": "has",
    "diet": "diet",
    "birthday": "birthday",
    "birthplace": "born in",
    "nationality": "nationality",
    "native language": "first language",
    "languages": "speaks",
}
"""Predicates of what a person has, and hardly anything else."""
_REACHED = {
    "address": "address",
    "phone": "phone number",
    "mobile": "mobile number",
    "landline": "landline",
    "email": "email",
    "website": "website",
}
"""Of shops and hotels too, so these need a note that is about a person."""
_NUMBERS = frozenset({"phone", "mobile", "landline"})
_HAD = {"occupation": "works as", "employer": "works at", "car": "drives"}
_PREDICATES = {**OF_A_BODY, **_REACHED, **_HAD}
_RELATED = frozenset(
    """
    partner daughter son child mum dad sister brother grandmother grandfather aunt uncle cousin landlord boss
    doctor dentist flatmate neighbour
    """.split()  # noqa: SIM905
)
COMPANY = 2
"""So many different things of the person make a note one about them."""


def labelled_statements(said: Said, circle: Circle, title: Title | None) -> Iterator[Statement]:
    """What the lines of a note tell of the person, or of whom it is titled with."""
    lines = {(line.first, line.last): line for line in lines_of(said.text) if _tells(line, said)}
    if not lines:  # As in most notes, which need not be read as forms read them.
        return
    named = [one for one in named_in(said, circle) if _is_plain(one, lines)]
    if title is not None:
        of_whom = {plain_name(title.name), circle.key(words_in(title.name))}
        yield from (_stated(one, title.name, said) for one in named if one.whose in of_whom)
        return
    mine, bonds = [one for one in named if one.whose == ME], list(_bonds(said, lines.values()))
    kinds = {attribute for one in mine for attribute in one.attributes} | {bond.relation for bond in bonds}
    for one in mine:
        if _is_the_persons(one, lines[one.first, one.last], said, kinds):
            yield _stated(one, ME, said)
    if is_about_me(said) or _is_filed(said) or len(kinds) >= COMPANY:
        yield from (_bond_stated(bond, said) for bond in bonds)
        reached = {plain_name(bond.name): bond.name for bond in bonds}
        yield from (_stated(one, reached[one.whose], said) for one in named if one.whose in reached)


def _tells(line: Line, said: Said) -> bool:
    """Whether a line begins with a label for what is kept, and goes on with a value."""
    row = said.text[line.first : line.last]
    if not line.label or line.is_sentence or line.is_below or line.label not in row.partition(line.value)[0]:
        return False
    label = read_label(line.label)
    return not label.past and (not label.attributes.isdisjoint(_PREDICATES) or _relation(line) is not None)


def _relation(line: Line) -> str | None:
    words = [word for word in words_in(line.label) if word not in MINE]
    relation = RELATIONS.get(" ".join(words))
    return relation if relation in _RELATED else None


def _is_plain(one: Named, lines: dict[tuple[int, int], Line]) -> bool:
    """Whether a line says by its label alone what the value is, and that it holds."""
    line = lines.get((one.first, one.last))
    if line is None or one.past or one.is_bare or one.sure < LEAST_SURE or len(one.attributes) > 2:
        return False
    asked = read_label(line.label).attributes
    is_reached = _relation(line) is not None and not one.attributes.isdisjoint(_REACHED)
    return is_reached or not (one.attributes & asked).isdisjoint(_PREDICATES)


def _is_the_persons(one: Named, line: Line, said: Said, kinds: set[str]) -> bool:
    """Whether a note says enough of the person for a line without an owner to be theirs."""
    if said.memory is not None or is_about_me(said) or read_label(line.label).mine:
        return True
    bodily = len(kinds & OF_A_BODY.keys() - one.attributes)
    if one.attributes & _REACHED.keys():
        return bodily > 0 or (_is_filed(said) and len(kinds) >= COMPANY)
    return _is_filed(said) or len(kinds) >= COMPANY


def _is_filed(said: Said) -> bool:
    """Whether a note stands under what people file their own notes under: "Health", "Kontakt"."""
    words = [word for word in words_in(f"{said.heading} {said.title}") if not is_filling(word)]
    return not HEADINGS.isdisjoint(words) and all(word in HEADINGS or word.isdigit() for word in words)


def _bonds(said: Said, lines: Iterable[Line]) -> Iterator[Bond]:
    """Who is what to the person, by lines that begin with it."""
    related = [(relation, line.value) for line in lines if (relation := _relation(line)) is not None]
    for bond in dict.fromkeys(bonds_in(said)):
        if any(bond.relation == relation and bond.name in value for relation, value in related):
            yield bond


def _stated(one: Named, subject: str, said: Said) -> Statement:
    attribute = next(name for name in _PREDICATES if name in one.attributes)
    value = _verbatim(attribute, one, said)
    predicate = condition_or_diet(value) if attribute == "diet" else _PREDICATES[attribute]
    return _statement(subject, predicate, value, one.first, one.last)


def _verbatim(attribute: str, one: Named, said: Said) -> str:
    """The value in the words of the note: as it is cut for forms, where it stands there so; a day alone.

    Empty where it has not the shape of such a value.
    """
    row, cut = said.text[one.first : one.last], shaped(attribute, one.text)
    days = [one.text[day.start : day.end] for day in times_in(one.text)]
    if cut is None or (attribute in _NUMBERS and days):
        return ""
    if attribute == "birthday":
        here = one.text if one.text in row else row
        return next((here[day.start : day.end] for day in times_in(here)), one.text.strip())
    return cut.value if cut.value in row else one.text.strip()


def _bond_stated(bond: Bond, said: Said) -> Statement:
    at = said.text.find(bond.name)
    return _statement(ME, bond.relation, bond.name, at, at + len(bond.name))


def _statement(subject: str, predicate: str, value: str, first: int, last: int) -> Statement:
    return Statement(
        kind=kind_of(predicate),
        subject=subject,
        predicate=predicate,
        value=value,
        text=sentence_of(subject, predicate, value),
        first=first,
        last=last,
        single=is_single(predicate),
        confidence=AS_SURE_AS,
    )
