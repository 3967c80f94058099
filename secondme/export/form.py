"""The form of an export: which tables it holds, and what each column says. It stands in `form.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

FORMAT = 1
"""Greater with each change of the form that an earlier release could not read."""
LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of a line, or of a value, that is read back."""
NUMBERS = "sqlite_sequence"
"""Which numbers were given. It is SQLite's own table, and tells of derived tables too."""


@dataclass(frozen=True, slots=True)
class Column:
    """kind: int, real, text, time, flag, hex, json. style: of the JSON in the store. about: what it says."""

    name: str
    kind: str
    style: str
    may_be_null: bool
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the store as it is exported; about: what a row of it is."""

    name: str
    about: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """tables: in an order in which rows may refer to earlier ones. left_out: those that are made again after
    an import, and what is this home's own.
    """

    tables: dict[str, Table]
    left_out: frozenset[str]


@cache
def load_form() -> Form:
    """The form that this release writes."""
    read = tomllib.loads((resources.files("secondme.export") / "form.toml").read_text("utf-8"))
    tables = {name: _table(name, said) for name, said in read["tables"].items()}
    return Form(tables, frozenset(read["derived"] + read["own"]))


def _table(name: str, said: dict[str, str]) -> Table:
    columns = (_column(column, text) for column, text in said.items() if column != "about")
    return Table(name, said["about"], tuple(columns))


def _column(name: str, said: str) -> Column:
    kind, _, about = said.partition(": ")
    base, _, style = kind.rstrip("?").partition(".")
    return Column(name, base, style, kind.endswith("?"), about)
