"""Rows of tables, as notes draw them: cells between bars. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

_RULE = re.compile(r"\|?[\s:|-]+\|?")
_OWN = frozenset(
    """
    me mine myself i ich meins mich selbst moi mien mienne yo mío mía mio mia io eu meu minha ik mij
    """.split()  # noqa: SIM905
)
SHORTEST_NAME = 3
FEWEST = 3
"""Columns of a table in which people have one each: what it is, the person's, somebody else's."""


def cells_of(line: str) -> list[str]:
    """The cells of a row."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def is_rule(line: str) -> bool:
    """Whether a row only parts the head from the rest."""
    return _RULE.fullmatch(line) is not None


def own_column(head: list[str]) -> int | None:
    """Which column is the person's, by its head ("mine", "moi"), where others have columns beside it."""
    own = [at for at, cell in enumerate(head) if at and cell.strip("*_ ").casefold() in _OWN]
    return own[0] if len(own) == 1 and len(head) >= FEWEST else None


def is_anybodys(head: list[str], column: int) -> bool:
    """Whether a column beside the person's own is headed by a letter or two: nobody knows whose it is."""
    own = own_column(head)
    return own is not None and column not in (0, own) and len(head[column]) < SHORTEST_NAME


def head_over(row: str, above: Sequence[str], at: int) -> tuple[list[str], int] | None:
    """The head of a table and the column in which a character of a row stands.

    above: the lines over the row, the nearest first. None where it is no row of a table.
    """
    rows = list(takewhile(lambda line: line.lstrip().startswith("|"), above))
    if not rows or not row.lstrip().startswith("|"):
        return None
    head, column = cells_of(rows[-1]), row[:at].lstrip().removeprefix("|").count("|")
    return (head, column) if column < len(head) else None
