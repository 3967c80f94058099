"""JSON as a form: a JSON Schema, filled in by an instance of it, or an object with values left empty."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from ingest.encoding import clean
from ingest.errors import UnreadableError
from ingest.forms.form import Field, Form, Values
from ingest.forms.json_schema import (
    CONDITIONS,
    DEEPEST,
    MOST_FIELDS,
    Leaf,
    field_of,
    fixed,
    leaves,
    resolved,
    value_of,
)
from ingest.forms.json_schema import (
    Path as Steps,
)
from ingest.forms.language import language_of
from ingest.forms.text_source import open_source


def read(data: bytes, name: str) -> Form:
    """What a schema or a template asks. Raises UnreadableError for what is neither."""
    root = _root(data, name)
    if _is_schema(root):
        return _of_schema(root, name)
    fields = tuple(_field(path, value) for path, value in _blanks(root, ()))
    if not fields:
        raise UnreadableError(Path(name), "it is neither a JSON Schema nor has it empty values to fill in")
    return Form("json", PurePath(name).stem, language_of("", _words(fields)), fields)


def fill(data: bytes, form: Form, values: Values) -> bytes:
    """Of a schema, an instance with these values; of a template, the same object with them.

    Raises ValueError for a text that is no value of its property.
    """
    root = _root(data, form.title)
    if not _is_schema(root):
        return _filled_template(data, root, values)
    return (json.dumps(_instance(root, values), ensure_ascii=False, indent=2) + "\n").encode()


def _of_schema(root: Mapping[str, Any], name: str) -> Form:
    known = resolved(root, root)
    fields = tuple(field_of(leaf) for leaf in leaves(root) if not fixed(leaf))
    if not fields:
        raise UnreadableError(Path(name), "its schema names no properties that could be filled in")
    title, intro = str(known.get("title") or PurePath(name).stem), str(known.get("description", ""))
    skipped = [word for word in CONDITIONS if word in known]
    note = f"What the schema says by {', '.join(skipped)} was not read; the filled file may not follow it."
    language = language_of("", f"{title}\n{intro}\n{_words(fields)}")
    return Form("json", title, language, fields, intro, notes=(note,) if skipped else ())


def _instance(root: Mapping[str, Any], values: Values) -> Any:
    """The values at their places, and constants in the objects that hold any; empty rows close up."""
    asked = leaves(root)
    given = {leaf.path: value_of(leaf, text) for leaf in asked if (text := values.get(field_of(leaf).key))}
    fixed_ones = [leaf for leaf in asked if fixed(leaf)]
    for leaf in fixed_ones:
        if len(leaf.path) == 1 or any(path[: len(leaf.path) - 1] == leaf.path[:-1] for path in given):
            given[leaf.path] = leaf.schema["const"]
    return _nested(_in_order(given, asked))


def _in_order(given: Mapping[Steps, Any], asked: list[Leaf]) -> dict[Steps, Any]:
    return {leaf.path: given[leaf.path] for leaf in asked if leaf.path in given}


def _nested(given: Mapping[Steps, Any]) -> Any:
    """Objects and lists from the paths to their values."""
    if () in given:
        return given[()]
    below: dict[str | int, dict[Steps, Any]] = {}
    for path, value in given.items():
        below.setdefault(path[0], {})[path[1:]] = value
    if any(isinstance(step, int) for step in below):
        return [_nested(part) for part in below.values()]
    return {step: _nested(part) for step, part in below.items()}


def _blanks(value: Any, path: Steps) -> Iterator[tuple[Steps, Any]]:
    """What a template holds and what it leaves empty, true and false aside: they cannot be left empty."""
    if len(path) > DEEPEST:
        return
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _blanks(one, (*path, str(name)))
    elif isinstance(value, list) and value:
        for number, one in enumerate(value[:MOST_FIELDS]):
            yield from _blanks(one, (*path, number))
    elif path and not isinstance(value, bool):
        yield path, value


def _field(path: Steps, value: Any) -> Field:
    field = field_of(Leaf(path, {}, " > ".join(str(step) for step in path[:-1] if isinstance(step, str))))
    held = "" if value in (None, "", []) else value if isinstance(value, str) else json.dumps(value)
    return replace(field, value=held)


def _filled_template(data: bytes, root: Any, values: Values) -> bytes:
    for path, held in list(_blanks(root, ())):
        text = values.get(field_of(Leaf(path, {})).key)
        if text and held in (None, "", []):
            _put(root, path, text.split("\n") if held == [] else text)
    source = open_source(data, "")
    text = json.dumps(root, ensure_ascii=False, indent=_indent(source.text))
    ending = re.search(r"\s*\Z", source.text)
    return source.encoded(text.replace("\n", source.newline) + (ending[0] if ending else ""))


def _put(root: Any, path: Steps, value: Any) -> None:
    for step in path[:-1]:
        root = root[step]
    root[path[-1]] = value


def _indent(text: str) -> str | int | None:
    found = re.search(r"[{\[]\r?\n([ \t]+)", text)
    return found[1] if found else None


def _root(data: bytes, name: str) -> Any:
    try:
        root = json.loads(clean(open_source(data, name).text))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(Path(name), "it is no sound JSON") from error
    if not isinstance(root, Mapping):
        raise UnreadableError(Path(name), "it holds no object whose properties could be filled in")
    return root


def _is_schema(root: Mapping[str, Any]) -> bool:
    described = isinstance(root.get("properties"), Mapping) and root.get("type", "object") == "object"
    composed = any(key in root for key in ("$ref", "allOf")) and any(
        key in root for key in ("$defs", "definitions")
    )
    return isinstance(root.get("$schema"), str) or described or composed


def _words(fields: tuple[Field, ...]) -> str:
    return "\n".join(f"{field.label} {field.help}".lower() for field in fields)
