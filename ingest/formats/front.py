"""Front matter: the YAML above a note, with its title, its date, its other names and its tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ingest.dates import leading_date, parse_time

DATE_KEYS = ("date", "created")
HOUSEKEEPING = {
    *("title", "date", "created", "updated", "modified", "tags", "tag", "aliases", "alias", "id", "uid"),
    *("cssclass", "cssclasses", "layout", "draft", "publish", "permalink", "slug", "lang"),
}
"""Front matter of these keys alone says nothing about a life; any other key makes it a passage."""
MOST_NAMES = 20
"""Aliases and tags above this number are left out: no note has as many."""
_SIMPLE = re.compile(r"[^\W\d]\w*:(?: +[^\s#&*!|>%@`{\[\"',?:-][^#:{}\[\]\n]*)?\Z")
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """says_more: it has keys of its own, "phone: 555 0199", which make it worth finding."""

    title: str | None = None
    time: datetime | None = None
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    says_more: bool = False


NO_FRONT = FrontMatter()


def front_matter(text: str) -> FrontMatter:
    """What the YAML between the two rules says; where it is no sound YAML, its `key: value` lines."""
    members = _members(text)
    return FrontMatter(
        title=_one(members.get("title")),
        time=next((time for key in DATE_KEYS if (time := _time(members.get(key))) is not None), None),
        aliases=_names(members.get("aliases") or members.get("alias")),
        tags=tuple(tag.lstrip("#") for tag in _names(members.get("tags") or members.get("tag"), spaced=True)),
        says_more=bool(members.keys() - HOUSEKEEPING),
    )


def _members(text: str) -> Mapping[str, Any]:
    lines = text.split("\n")
    if len(text) > _LONGEST or all(_SIMPLE.match(line) for line in lines):
        return _plain(lines)
    import yaml

    try:
        found = yaml.load(text, _loader())
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        return _plain(lines)
    return (
        {str(key).strip().lower(): value for key, value in found.items()} if isinstance(found, dict) else {}
    )


def _loader() -> Any:
    """YAML's safe loader, in C where PyYAML was built with it: data alone, no objects."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _plain(lines: list[str]) -> dict[str, str]:
    pairs = (line.partition(":") for line in lines if line[:1].isalpha())
    return {key.strip().lower(): value.strip().strip("\"'").strip() for key, colon, value in pairs if colon}


def _one(value: object) -> str | None:
    """A single value as text; None for lists, mappings and nothing at all."""
    return (" ".join(str(value).split()) or None) if isinstance(value, str | int | float | date) else None


def _time(value: object) -> datetime | None:
    text = value.isoformat() if isinstance(value, date) else value
    if not isinstance(text, str):
        return None
    try:
        return parse_time(text)
    except ValueError:
        return leading_date(text)


def _names(value: object, *, spaced: bool = False) -> tuple[str, ...]:
    """The names in a list, or in a line with commas (or spaces) between them."""
    if isinstance(value, str):
        value = re.split(r"[,\s]+" if spaced and "," not in value else r",", value.strip("[]"))
    found = (_one(each) for each in value[:MOST_NAMES]) if isinstance(value, list) else ()
    return tuple(dict.fromkeys(name.strip("\"' ") for name in found if name))
