"""Rows: which fields stand in a table, and which only have numbered names ("f01", "f02", "n1_name")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.forms.form import Field
from secondme.prefill.understanding.tokens import tokens_of

_REPEATED = 0.75
"""In a table the labels of its columns come again in each row: at most this share of them differ."""


def without_false_rows(fields: Sequence[Field]) -> list[Field]:
    """The fields; those whose number only counts the fields of a form are in no row."""
    groups: defaultdict[tuple[str, str], list[Field]] = defaultdict(list)
    for field in fields:
        if field.row is not None:
            groups[field.section, field.group].append(field)
    false = {place for place, members in groups.items() if not _is_table(members)}
    return [
        replace(field, row=None, group="")
        if field.row is not None and (field.section, field.group) in false
        else field
        for field in fields
    ]


def _is_table(fields: Sequence[Field]) -> bool:
    """Whether rows repeat what they ask."""
    if len({field.row for field in fields}) == 1:
        return False
    labels = {_without_figures(field.label) for field in fields}
    return len(labels) <= _REPEATED * len(fields)


def _without_figures(label: str) -> tuple[str, ...]:
    return tuple(word for word in tokens_of(label) if not word.isdigit())
