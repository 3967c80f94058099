"""The models that the program knows: role, licence, size, hash, prompt conventions, places to have them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast

from models.errors import CatalogueError, UnknownModelError

Role = Literal["embedder", "generator", "reranker"]
Pooling = Literal["mean", "cls", "last"]
Kind = Literal["package", "hub", "url", "file"]

ROLES: tuple[Role, ...] = ("embedder", "generator", "reranker")
OPTIONAL_ROLES: tuple[Role, ...] = ("reranker",)
"""Work that nobody needs done: no model for it is used unless the person gets one."""
POOLINGS: tuple[Pooling, ...] = ("mean", "cls", "last")
CONVERSIONS = ("minilm", "e5")
SHIPPED = Path(__file__).with_name("catalogue.toml")

SHA256 = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(r"[a-z0-9][a-z0-9.\-]*")
FILENAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]*\.gguf")


@dataclass(frozen=True)
class Part:
    """One file inside one wheel on the Python package index."""

    distribution: str
    version: str
    member: str


@dataclass(frozen=True)
class Place:
    """One way to have a model. Which fields matter depends on `kind`; sizes are bytes."""

    kind: Kind
    parts: tuple[Part, ...] = ()
    repository: str = ""
    revision: str = "main"
    file: str = ""
    url: str = ""
    path: str = ""
    convert: str = ""
    source_sha256: str = ""
    contents: tuple[tuple[str, str], ...] = ()
    scratch_size: int = 0

    @property
    def label(self) -> str:
        """What to call this place in a message; never a URL that could carry a password."""
        if self.kind == "package":
            return f"the package {self.parts[0].distribution}"
        if self.kind == "hub":
            return f"the hub repository {self.repository}"
        return f"the file {Path(self.path).name}" if self.kind == "file" else "its web address"


@dataclass(frozen=True)
class Model:
    """One entry of the catalogue. `size` in bytes; `sha256` "" means that it is recorded on first use."""

    name: str
    role: Role
    title: str
    licence: str
    filename: str
    size: int
    sha256: str
    context_length: int
    languages: tuple[str, ...]
    min_ram_gb: float
    places: tuple[Place, ...]
    default: bool = False
    note: str = ""
    dimensions: int = 0
    pooling: Pooling = "mean"
    query_prefix: str = ""
    passage_prefix: str = ""
    chat_template: str = ""


@dataclass(frozen=True)
class Catalogue:
    """All known models, in the order in which they are shown."""

    models: tuple[Model, ...]

    def model(self, name: str) -> Model:
        """The model of that name; UnknownModelError names the ones there are."""
        for model in self.models:
            if model.name == name:
                return model
        known = ", ".join(model.name for model in self.models)
        raise UnknownModelError(
            f"There is no model called {name!r}. Nothing was changed. Choose one of: {known}."
        )

    def of_role(self, role: Role) -> tuple[Model, ...]:
        """The models for that work."""
        return tuple(model for model in self.models if model.role == role)

    def default(self, role: Role) -> Model:
        """The model for that work unless the person chose another; the first of an optional role."""
        models = self.of_role(role)
        return next((model for model in models if model.default), models[0])


def load_catalogue(own: Path | None = None) -> Catalogue:
    """The shipped catalogue, and after it the person's `own` file where there is one.

    An entry of the same name in the own file replaces the shipped one; which model is the default stays as
    shipped (`Shelf.use` is for choosing). Raises CatalogueError with every violation in one message.
    """
    shipped = read_catalogue(SHIPPED)
    if own is None or not own.exists():
        return shipped
    defaults = {model.name for model in shipped.models if model.default}
    added = [
        replace(model, default=model.name in defaults)
        for model in read_catalogue(own, needs_defaults=False).models
    ]
    names = {model.name for model in added}
    kept = [model for model in shipped.models if model.name not in names]
    return Catalogue((*kept, *added))


def read_catalogue(path: Path, *, needs_defaults: bool = True) -> Catalogue:
    """One catalogue file, checked. Raises CatalogueError."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CatalogueError(f"The model catalogue {path.name} is not valid TOML: {fault}.") from fault
    entries = raw.get("models", [])
    violations = list(violations_of(entries, needs_defaults=needs_defaults))
    if violations:
        listed = "\n".join(f"  - {violation}" for violation in violations)
        raise CatalogueError(f"The model catalogue {path.name} breaks {len(violations)} rule(s):\n{listed}")
    return Catalogue(tuple(_model(entry) for entry in entries))


def violations_of(entries: Any, *, needs_defaults: bool = True) -> Iterator[str]:
    """Every rule that the entries break, in words."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        yield "models must be a list of tables"
        return
    names = [entry.get("name") for entry in entries]
    yield from (
        f"the name {name!r} is used twice"
        for name in sorted({n for n in names if names.count(n) > 1}, key=str)
    )
    for entry in entries:
        label = entry.get("name") or "an entry without a name"
        yield from (f"{label}: {fault}" for fault in _entry_faults(entry))
    if needs_defaults:
        yield from _default_faults(entries)


def _default_faults(entries: list[dict[str, Any]]) -> Iterator[str]:
    for role in ROLES:
        if role in OPTIONAL_ROLES:
            continue
        count = sum(bool(entry.get("default")) for entry in entries if entry.get("role") == role)
        if count != 1:
            yield f"{count} default models for the role {role}, not 1"


ENTRY_FIELDS: dict[str, tuple[type, ...]] = {
    "name": (str,),
    "role": (str,),
    "title": (str,),
    "licence": (str,),
    "filename": (str,),
    "size": (int,),
    "sha256": (str,),
    "context_length": (int,),
    "languages": (list,),
    "min_ram_gb": (int, float),
    "places": (list,),
}
OPTIONAL_FIELDS: dict[str, tuple[type, ...]] = {
    "default": (bool,),
    "note": (str,),
    "dimensions": (int,),
    "pooling": (str,),
    "query_prefix": (str,),
    "passage_prefix": (str,),
    "chat_template": (str,),
}
PLACE_FIELDS: dict[str, tuple[str, ...]] = {
    "package": ("distribution", "version", "member"),
    "hub": ("repository", "file"),
    "url": ("url",),
    "file": ("path",),
}
PLACE_OPTIONS: dict[str, tuple[type, ...]] = {
    "join": (int,),
    "revision": (str,),
    "convert": (str,),
    "source_sha256": (str,),
    "contents": (dict,),
    "scratch_size": (int,),
}


def _entry_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from _type_faults(entry, ENTRY_FIELDS, needed=True)
    yield from _type_faults(entry, OPTIONAL_FIELDS, needed=False)
    yield from (f"unknown field {key}" for key in entry if key not in ENTRY_FIELDS | OPTIONAL_FIELDS)
    yield from _value_faults(entry)
    places = entry.get("places")
    if isinstance(places, list):
        if not places:
            yield "no place to have it"
        for number, place in enumerate(places, start=1):
            yield from (f"place {number}: {fault}" for fault in _place_faults(place))


def _type_faults(
    entry: Mapping[str, Any], fields: Mapping[str, tuple[type, ...]], *, needed: bool
) -> Iterator[str]:
    for key, types in fields.items():
        if key not in entry:
            if needed:
                yield f"{key} is missing"
        elif not isinstance(entry[key], types) or (isinstance(entry[key], bool) and bool not in types):
            yield f"{key} must be {' or '.join(t.__name__ for t in types)}"


def _value_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from _pattern_faults(entry, {"name": NAME, "filename": FILENAME})
    if entry.get("role") not in (None, *ROLES):
        yield f"role must be one of {', '.join(ROLES)}"
    if entry.get("pooling") not in (None, *POOLINGS):
        yield f"pooling must be one of {', '.join(POOLINGS)}"
    if entry.get("sha256") and not _is_hash(entry["sha256"]):
        yield "sha256 must be 64 hexadecimal digits or empty"
    if entry.get("role") == "embedder" and not _positive(entry.get("dimensions")):
        yield "an embedder needs its dimensions"
    if isinstance(entry.get("size"), int) and entry["size"] < 0:
        yield "size must not be negative"
    if "context_length" in entry and not _positive(entry["context_length"]):
        yield "context_length must be positive"


def _pattern_faults(entry: Mapping[str, Any], patterns: Mapping[str, re.Pattern[str]]) -> Iterator[str]:
    for key, pattern in patterns.items():
        if isinstance(entry.get(key), str) and not pattern.fullmatch(entry[key]):
            yield f"{key} {entry[key]!r} must match {pattern.pattern}"


def _place_faults(place: Any) -> Iterator[str]:
    if not isinstance(place, dict) or place.get("kind") not in PLACE_FIELDS:
        yield f"kind must be one of {', '.join(PLACE_FIELDS)}"
        return
    fields = PLACE_FIELDS[place["kind"]]
    yield from (
        f"{key} is missing" for key in fields if not isinstance(place.get(key), str) or not place[key]
    )
    known = {"kind", *fields, *PLACE_OPTIONS}
    yield from (f"unknown field {key}" for key in place if key not in known)
    yield from _type_faults(place, PLACE_OPTIONS, needed=False)
    if place.get("convert") and place["convert"] not in CONVERSIONS:
        yield f"convert must be one of {', '.join(CONVERSIONS)}"
    if place.get("convert") and not _is_hash(place.get("source_sha256")):
        yield "a converted file needs its source_sha256"
    if "join" in place and not _positive(place["join"]):
        yield "join must be positive"
    if isinstance(place.get("contents"), dict):
        yield from (
            f"the hash of {key} is malformed" for key, v in place["contents"].items() if not _is_hash(v)
        )


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and SHA256.fullmatch(value) is not None


def _positive(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _model(entry: Mapping[str, Any]) -> Model:
    fields = {key: value for key, value in entry.items() if key not in ("places", "languages")}
    return Model(
        **fields,
        languages=tuple(entry["languages"]),
        places=tuple(_place(place) for place in entry["places"]),
    )


def _place(raw: Mapping[str, Any]) -> Place:
    taken = {"kind", "distribution", "version", "member", "join", "contents"}
    return Place(
        kind=cast(Kind, raw["kind"]),
        parts=tuple(_parts(raw)) if raw["kind"] == "package" else (),
        contents=tuple(sorted(raw.get("contents", {}).items())),
        **{key: value for key, value in raw.items() if key not in taken},
    )


def _parts(raw: Mapping[str, Any]) -> Iterator[Part]:
    """With `join = 3`, `part{n}` stands for part1, part2, part3, in this order."""
    if "join" not in raw:
        yield Part(raw["distribution"], raw["version"], raw["member"])
        return
    for n in range(1, raw["join"] + 1):
        yield Part(raw["distribution"].format(n=n), raw["version"], raw["member"].format(n=n))
