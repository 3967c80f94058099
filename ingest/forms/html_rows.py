"""Which controls of a page belong to the rows of a repeating group, as their names tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

_BRACKETS = re.compile(r"(.+?)(?:\[(\d+)\]|\.(\d+))(?:\[\w+\]|\.\w+)+(?:\[\])?")
_DASHES = re.compile(r"(.*?[^\W\d_])[-_]{1,2}(\d{1,3})[-_]{1,2}(.+)")
_JOINED = re.compile(r"(.*?[^\W\d_])[-_]?(\d{1,3})[-_.]?([^\W\d_].*)")
_NUMBERED = re.compile(r"(.+?)[-_]?(\d{1,3})")
Row = tuple[str, int | None]


def rows(names: Sequence[str]) -> list[Row]:
    """Of each name the group and the row, counted from 0; ("", None) where it stands alone.

    `children[0][name]` and `children.0.name` are rows by themselves. `child-0-name` and `child1_name` are
    where another row asks the same, and `child1` is with them; `name[]` is where it stands more than once.
    """
    found = [_certain(name) for name in names]
    for form in (_DASHES, _JOINED):
        _alike(names, form, found)
    _numbers(names, found)
    _lists(names, found)
    return _counted(found)


def _certain(name: str) -> Row:
    match = _BRACKETS.fullmatch(name)
    return (match[1], int(match[2] or match[3])) if match else ("", None)


def _alike(names: Sequence[str], form: re.Pattern[str], found: list[Row]) -> None:
    matches = {at: match for at, name in enumerate(names) if (match := form.fullmatch(name))}
    asked: dict[tuple[str, str], set[str]] = defaultdict(set)
    for match in matches.values():
        asked[match[1], match[3]].add(match[2])
    groups = {group for (group, _), numbers in asked.items() if len(numbers) > 1}
    for at, match in matches.items():
        if not found[at][0] and match[1] in groups:
            found[at] = (match[1], int(match[2]))


def _numbers(names: Sequence[str], found: list[Row]) -> None:
    groups = {group for group, _ in found if group}
    for at, name in enumerate(names):
        match = _NUMBERED.fullmatch(name)
        if match and match[1] in groups and not found[at][0]:
            found[at] = (match[1], int(match[2]))


def _lists(names: Sequence[str], found: list[Row]) -> None:
    seen: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        if name.endswith("[]") and not found[at][0]:
            seen[name].append(at)
    for name, places in seen.items():
        if len(places) > 1:
            for row, at in enumerate(places):
                found[at] = (_group_of_list(name), row)


def _group_of_list(name: str) -> str:
    """`job[employer][]` and `job_employer[]` are both of the group `job`."""
    return re.split(r"[\[_.-]", name.removesuffix("[]"), maxsplit=1)[0]


def _counted(found: Sequence[Row]) -> list[Row]:
    least: dict[str, int] = {}
    for group, row in found:
        if row is not None:
            least[group] = min(row, least.get(group, row))
    return [(group, None if row is None else row - least[group]) for group, row in found]
