"""What ignore rules leave out of the folders: they are walked with the rules and without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest import IngestError, Options, walk
from ingest.ignore import parse_rule

MOST_FILES = 50_000
"""A look stops there; reading does not."""
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the rules would do. files: how many there are without them; left_out: how many of these they leave
    out; names: some of these, with the folder's name before them. problem: of a rule that is no pattern.
    cut: there are more than were looked at.
    """

    rules: tuple[str, ...]
    files: int = 0
    left_out: int = 0
    names: tuple[str, ...] = ()
    problem: str = ""
    cut: bool = False


def parse_rules(typed: str) -> tuple[str, ...]:
    """One rule a line, as in a .gitignore; empty lines fall away."""
    return tuple(line for line in typed.splitlines() if line.strip())


def left_out(
    places: Sequence[Path], rules: tuple[str, ...], options: Options, is_cancelled: Callable[[], bool]
) -> LeftOut | None:
    """What these rules leave out of the places; None when it is no longer wanted."""
    for rule in rules:
        try:
            parse_rule(rule)
        except ValueError as error:
            return LeftOut(rules, problem=str(error))
    files, names, cut = 0, list[str](), False
    for place in places:
        without = _keys(place, replace(options, exclude=()), is_cancelled)
        with_rules = _keys(place, replace(options, exclude=rules), is_cancelled)
        if without is None or with_rules is None:
            return None
        files, cut = files + len(without), cut or len(without) >= MOST_FILES
        kept = set(with_rules)
        names += [f"{place.name}/{key}" for key in without if key not in kept]
    return LeftOut(rules, files, len(names), tuple(names[:MOST_SHOWN]), cut=cut)


def _keys(place: Path, options: Options, is_cancelled: Callable[[], bool]) -> list[str] | None:
    """The keys of the files there; none where there is nothing now."""
    keys: list[str] = []
    try:
        for file in walk(place, options=options):
            if is_cancelled():
                return None
            keys.append(file.key)
            if len(keys) >= MOST_FILES:
                break
    except IngestError:
        return keys
    return keys
