"""Which field of a form is meant by the words that people read beside it, whatever a reader calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from benchmarks.filling.wording import plain
from ingest.forms import Field

_NTH = re.compile(r"(.*?)(?: #(\d+))?")
PART = " > "


def match(keys: Iterable[str], fields: Iterable[Field]) -> dict[str, Field]:
    """The field of each key; a key without one is left out, and no field is given twice.

    A key is a label or technical name as it stands on the form, with " #2" for the second of this name, and
    before it, where the label alone is not enough, words of its headings: "Mother > Surname #2".
    """
    found: dict[str, Field] = {}
    left = {field.key: field for field in fields}
    numbered = sorted(keys, key=_number)
    taken: dict[str, list[Field]] = {}
    for key in numbered:
        name, number = _parts(key)
        if name not in taken:
            taken[name] = _called(name, left.values())
        if number <= len(taken[name]):
            field = taken[name][number - 1]
            if field.key in left and field.key not in {one.key for one in found.values()}:
                found[key] = field
    return found


def _called(name: str, fields: Iterable[Field]) -> list[Field]:
    """The fields of that name in the form's order: of these exact words, else with these words in theirs."""
    *headings, label = name.split(PART)
    wanted = plain(label)
    within = [field for field in fields if all(plain(one) in _around(field) for one in headings)]
    exact = [field for field in within if wanted in _names(field)]
    return exact or [field for field in within if any(_has(one, wanted) for one in _names(field).values())]


def _names(field: Field) -> Mapping[str, str]:
    """All that a field may be called, plainly."""
    row = "" if field.row is None else str(field.row)
    all_names = (
        field.label,
        field.name,
        field.key,
        f"{field.group} {row} {field.label}",
        f"{field.group} {row} {field.name}",
        field.before,
        field.help,
    )
    return {plain(one): plain(one) for one in all_names if plain(one)}


def _around(field: Field) -> str:
    return plain(f"{field.section} {field.group} {field.before} {field.label} {field.help}")


def _has(text: str, words: str) -> bool:
    return bool(words) and f" {words} " in f" {text} "


def _parts(key: str) -> tuple[str, int]:
    name, number = _NTH.fullmatch(key).groups()  # type: ignore[union-attr]
    return name, int(number or 1)


def _number(key: str) -> int:
    return _parts(key)[1]
