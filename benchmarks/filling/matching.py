"""Which field of a form is meant by the words that people read beside it, whatever a reader calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from benchmarks.filling.wording import plain
from ingest.forms import Field

_NTH = re.compile(r"(.*?)(?: #(\d+))?")
PART = " > "


def match(keys: Iterable[str], fields: Iterable[Field]) -> dict[str, Field]:
    """The field of each key; a key without one is left out, and no field is given to two names.

    A key is a label or technical name as it stands on the form, with " #2" for the second of this name, and
    before it, where the label alone is not enough, words of its headings: "Mother > Surname #2". The box of
    an option is the field that offers it, where a reader makes one choice of several boxes.
    """
    fields, found = list(fields), dict[str, Field]()
    for key in sorted(keys, key=_number):
        name, number = _parts(key)
        called = _called(name, fields)[number - 1 : number]
        if called and called[0] not in found.values():
            found[key] = called[0]
        elif not called and (offering := _offering(name, fields)):
            found[key] = offering[0]
    return found


def _called(name: str, fields: Sequence[Field]) -> list[Field]:
    """The fields of that name in the form's order: of these exact words, else with these words in theirs."""
    within, wanted = _within(name, fields)
    exact = [field for field in within if wanted in _names(field)]
    return exact or [field for field in within if any(_has(one, wanted) for one in _names(field))]


def _offering(name: str, fields: Sequence[Field]) -> list[Field]:
    within, wanted = _within(name, fields)
    return [field for field in within if wanted in {plain(option.label) for option in field.options}]


def _within(name: str, fields: Sequence[Field]) -> tuple[list[Field], str]:
    """The fields under the headings that a name gives, and the label in it."""
    *headings, label = name.split(PART)
    return [field for field in fields if all(plain(one) in _around(field) for one in headings)], plain(label)


def _names(field: Field) -> set[str]:
    """All that a field may be called, plainly."""
    row = "" if field.row is None else str(field.row)
    return set(
        map(
            plain,
            (
                field.label,
                field.name,
                field.key,
                f"{field.group} {row} {field.label}",
                f"{field.group} {row} {field.name}",
                field.before,
                field.help,
            ),
        )
    )


def _around(field: Field) -> str:
    return plain(f"{field.section} {field.group} {field.before} {field.label} {field.help}")


def _has(text: str, words: str) -> bool:
    return bool(words) and f" {words} " in f" {text} "


def _parts(key: str) -> tuple[str, int]:
    name, number = _NTH.fullmatch(key).groups()  # type: ignore[union-attr]
    return name, int(number or 1)


def _number(key: str) -> int:
    return _parts(key)[1]
