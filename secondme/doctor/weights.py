"""The models: whether they are here, and whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from models.catalogue import OPTIONAL_ROLES, ROLES, Role
from models.errors import ModelError
from models.shelf import Shelf
from secondme.doctor.finding import Finding
from secondme.home import Home

_WITHOUT: dict[Role, str] = {
    "embedder": "things are found by their words alone",
    "generator": "things are found, and no question is answered",
}


def examine_models(home: Home, *, thorough: bool) -> Iterator[Finding]:
    """thorough: reads each file whole and compares its hash; else only whether it is there."""
    shelf = Shelf(home.models)
    yield from _half_fetched(shelf)
    for role in ROLES:
        name = shelf.chosen(role)
        if name is not None:
            yield _model(shelf, role, name, thorough)
        elif role == "generator" and home.endpoint.exists():
            yield Finding("models", "well", "A model on another machine answers.")
        elif role not in OPTIONAL_ROLES:
            yield Finding(
                "models", "warning", f"There is no {role}: {_WITHOUT[role]}.", "secondme models pull"
            )


def _half_fetched(shelf: Shelf) -> Iterator[Finding]:
    for model in shelf.catalogue.models:
        path = shelf.partial(model.name)
        if not path.is_dir():
            continue
        if shelf.find(path.name) is None:
            told = f"{path.name} was fetched in part; what is there is used when it goes on."
            yield Finding("models", "warning", told, f"secondme models pull {path.name}")
        else:
            told = f"{path.name} is whole, and pieces from fetching it are left."
            yield Finding("models", "warning", told, f"Delete {path}", partial(_delete, path))


def _delete(path: Path) -> str:
    shutil.rmtree(path, ignore_errors=True)
    return f"The pieces of {path.name} are gone."


def _model(shelf: Shelf, role: str, name: str, thorough: bool) -> Finding:
    found = shelf.find(name)
    if found is None or not found.path.exists():
        return Finding("models", "wrong", f"The {role} {name} is not here.", f"secondme models pull {name}")
    if not thorough:
        return Finding("models", "well", f"The {role} is {name} ({found.size / 1e6:,.0f} MB).")
    try:
        shelf.verify(name)
    except ModelError as error:
        again = f"secondme models remove {name} && secondme models pull {name}"
        return Finding("models", "wrong", str(error), again)
    return Finding("models", "well", f"The {role} is {name}, as it was published.")
