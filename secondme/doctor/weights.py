"""The models: whether they are here, and whole."""

from __future__ import annotations

from collections.abc import Iterator

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
