"""Rows of tables, as notes draw them: cells between bars. Pure."""

from __future__ import annotations

import re

_RULE = re.compile(r"\|?[\s:|-]+\|?")


def cells_of(line: str) -> list[str]:
    """The cells of a row."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def is_rule(line: str) -> bool:
    """Whether a row only parts the head from the rest."""
    return _RULE.fullmatch(line) is not None
