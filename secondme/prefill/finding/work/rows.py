"""Rows of a table of jobs or studies: the time in its columns, and which of the others has the firm. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secondme.prefill.finding.notes.labels import words_in
from secondme.prefill.finding.notes.tables import cells_of, is_rule

_TIME = frozenset(
    """
    from to von bis de a du au desde hasta dal al ate van tot since until seit since depuis zeit zeitraum jahr
    jahre year years when wann period dates date periode annee annees fecha fechas periodo anno anni ano anos
    start end beginn ende debut fin inicio fim inizio fine begin einde jaar jaren data datas quand cuando
    """.split()  # noqa: SIM905
)
_FIRM = frozenset(
    """
    where wo employer company firm organisation organization arbeitgeber firma unternehmen betrieb employeur
    entreprise societe ou empresa empleador donde azienda datore ditta dove entidade onde empregador werkgever
    bedrijf waar
    """.split()  # noqa: SIM905
)
_ROLE = frozenset(
    """
    what was position role job title tatigkeit stelle funktion als beruf poste fonction metier quoi puesto
    cargo funcion que ruolo mansione posizione cosa funcao posto functie beroep wat occupation
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row at characters [first, last). time: from its columns of times. firm, role: by the heads of their
    columns; empty where those do not tell. rest: all other cells.
    """

    time: str
    firm: str
    role: str
    rest: tuple[str, ...]
    first: int
    last: int


def rows_in(text: str) -> Iterator[Row]:
    """The rows of the tables in a text, but for their heads."""
    start = 0
    head: list[frozenset[str]] = []
    for line in text.split("\n"):
        if not line.startswith("|"):
            head = []
        elif not is_rule(line):
            cells = cells_of(line)
            if head:
                yield _row(head, cells, start, start + len(line))
            head = head or [frozenset(words_in(cell)) for cell in cells]
        start += len(line) + 1


def _row(head: Sequence[frozenset[str]], cells: Sequence[str], first: int, last: int) -> Row:
    times = [cell for over, cell in zip(head, cells, strict=False) if over & _TIME]
    rest = [(over, cell) for over, cell in zip(head, cells, strict=False) if not over & _TIME]
    firm = next((cell for over, cell in rest if over & _FIRM), "")
    role = next((cell for over, cell in rest if over & _ROLE and cell != firm), "")
    return Row(" \u2013 ".join(times), firm, role, tuple(cell for _, cell in rest), first, last)
