"""What an export says of itself, checked before anything of it is believed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from secondme.errors import ExportError
from secondme.export.form import FORMAT, load_form
from secondme.store.migrations import shipped

MOST_SETTINGS = 200_000
"""Characters of the settings."""


@dataclass(frozen=True, slots=True)
class Head:
    """rows: of each table. is_older: it has tables or columns less than this release. models: their names."""

    program: str
    made_at: str
    rows: dict[str, int]
    is_older: bool
    config: str
    models: tuple[str, ...]


def read_head(said: Any, path: Path) -> Head:
    """Raises ExportError for a newer form, and for what is none."""
    try:
        _require_known(said["format"], said["program"], said["migrations"], path)
        rows = {str(name): int(count) for name, count in said["rows"].items()}
        if unknown := rows.keys() - load_form().tables.keys():
            raise ValueError(f"it has {', '.join(sorted(unknown))}")
        models = tuple(str(one["name"]) for one in said["models"])
        config = said["config"]
        if not isinstance(config, str) or len(config) > MOST_SETTINGS:
            raise ValueError("its settings are too long")
        is_older = set(said["migrations"]) != {one.name for one in shipped()}
        return Head(str(said["program"]), str(said["made_at"]), rows, is_older, config, models)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ExportError(
            f"{path} does not say what it is as an export does ({error!r}). Nothing was imported. "
            "Use another copy of the export."
        ) from error


def _require_known(version: int, program: str, migrations: list[str], path: Path) -> None:
    newer = set(migrations) - {one.name for one in shipped()}
    if type(version) is not int or version < 1:
        raise ValueError("its format has no number")
    if version > FORMAT or newer:
        why = f"format {version}" if version > FORMAT else ", ".join(sorted(newer))
        raise ExportError(
            f"{path} was written by a newer secondme ({program}, with {why}). Nothing was imported. Install "
            "that release or a later one."
        )
