"""Rosters: tables of people, a row each: who they are to the person, when and where they were born, how to
reach them. Pure.

"who,relation,birthday,phone" with a row for each; below "Children" the rows need no relation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from secondme.prefill.finding.notes.capitals import CAPITALISED, FURTHER
from secondme.prefill.finding.notes.days import full_day
from secondme.prefill.finding.notes.labels import is_neutral, read_label, words_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.tables import cells_of, is_rule
from secondme.prefill.finding.people.circle import Bond
from secondme.prefill.finding.people.kin_words import KIN, PHONE
from secondme.prefill.finding.people.relations import RELATIONS, SEXES
from secondme.prefill.finding.people.relatives import NAMED, Fact
from secondme.prefill.finding.telegrams.kin import told_in

_NAMES = frozenset(
    """
    who name names person full given first wer vorname qui nom prenom quien nombre chi nome cognome quem wie
    naam voornaam child kind enfant hijo figlio filho
    """.split()  # noqa: SIM905
)
_WHERE = frozenset(
    """
    where place birthplace wo ort geburtsort ou lieu a donde lugar dove luogo onde local waar plaats
    """.split()  # noqa: SIM905
)
_BORN = frozenset(
    """
    born birthday dob geboren geburtstag geburtsdatum ne nee naissance nacido nacida nacimiento cumpleanos
    nato nata nascita compleanno nascido nascida nascimento aniversario geboortedatum verjaardag
    """.split()  # noqa: SIM905
)
_NAME = re.compile(rf"{CAPITALISED}{FURTHER}{{0,3}}")
_PLACE = re.compile(r"[A-ZÀ-Þ][\w'\u2019 -]{2,30}")
_PLACE_OR_NAME = re.compile(r"\bborn (?:in )?[A-Z]")
"""In a cell it is rather where somebody was born than as whom."""
FEWEST = 3
"""Columns of such a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by the head of their column, at characters [first, last)."""

    cells: Mapping[str, str]
    first: int
    last: int


def roster_in(said: Said) -> tuple[list[Bond], list[Fact]]:
    """Who is what to the person by the rows of a table, and what each row says of them."""
    bonds: list[Bond] = []
    facts: list[Fact] = []
    over = _relation_in((said.heading.split(" > ")[-1], said.title))
    for row in rows_of_tables(said.written or said.text):
        name = _name(row.cells)
        relation = _relation_in(row.cells.values()) or over
        if not name or relation not in KIN:
            continue
        bonds.append(Bond(relation, name, said.passage))
        facts += _facts(name, relation, row)
    return bonds, facts


def rows_of_tables(text: str) -> Iterator[Row]:
    """The rows of tables, drawn with bars or kept as "head: cell | head: cell"."""
    at, heads = 0, list[str]()
    for line in text.split("\n"):
        first, at = at, at + len(line) + 1
        if line.lstrip().startswith("|"):
            cells = cells_of(line)
            if not heads:
                heads = cells
            elif not is_rule(line.strip()) and len(heads) >= FEWEST:
                yield Row(dict(zip(heads, cells, strict=False)), first, first + len(line))
            continue
        heads = []
        named = [cell.partition(": ") for cell in line.split(" | ")]
        if len(named) >= FEWEST and all(mark for _, mark, _ in named):
            yield Row({head.strip(): cell.strip() for head, _, cell in named}, first, first + len(line))


def _name(cells: Mapping[str, str]) -> str:
    """Who the row is about: one name, in the column for it."""
    named = (cell for head, cell in cells.items() if not _NAMES.isdisjoint(words_in(head)))
    name = next(named, "")
    return name if _NAME.fullmatch(name) and not is_neutral(name) else ""


def _relation_in(texts: Iterable[str]) -> str | None:
    """The relation that one of these texts names, and nothing else."""
    for text in texts:
        said = [
            word
            for word in words_in(text)
            if word not in ("my", "our", "the", "les", "mes", "los", "mis", "die")
        ]
        if len(said) == 1 and (relation := RELATIONS.get(said[0])) is not None:
            return relation
    return None


def _facts(name: str, relation: str, row: Row) -> Iterator[Fact]:
    def fact(attribute: str, value: str) -> Fact:
        return Fact(name, relation, attribute, value, NAMED, row.first, row.last)

    told = [told_in(cell) for cell in row.cells.values() if cell != name and not full_day(cell)]
    word = next((cell for cell in row.cells.values() if _relation_in([cell])), "")
    if sex := SEXES.get(" ".join(words_in(word))) or SEXES.get(relation):
        yield fact("sex", sex)
    has_day = False
    for head, cell in row.cells.items():
        said = set(words_in(head))
        if said & _BORN and (day := full_day(cell)):
            has_day = True
            yield fact("birthday", day.first.isoformat())
        elif said & _WHERE and has_day and _PLACE.fullmatch(cell):
            yield fact("birthplace", cell)
        elif "phone" in read_label(head).attributes and PHONE.fullmatch(cell):
            yield fact("phone", cell)
    for one in told:
        if one.birth_name and not _PLACE_OR_NAME.search(" ".join(row.cells.values())):
            yield fact("birth name", one.birth_name)
        if one.birthplace:
            yield fact("birthplace", one.birthplace)
