"""The JSON Schema of a line of `memory.jsonl`; it lies in each export, and `docs/export.md` shows it."""

from __future__ import annotations

from typing import Any

from secondme.export.form import FORMAT, Column, Form, Table, load_form

_MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"
_TYPES: dict[str, dict[str, Any]] = {
    "int": {"type": "integer"},
    "real": {"type": "number"},
    "text": {"type": "string"},
    "time": {"anyOf": [{"type": "string", "pattern": _MOMENT}, {"type": "integer"}]},
    "flag": {"type": ["boolean", "integer"]},
    "hex": {"type": "string", "pattern": "^([0-9a-f]{2})*$"},
    "json": {"type": ["object", "array", "string"]},
}
_HEAD: dict[str, tuple[dict[str, Any], str]] = {
    "format": ({"const": FORMAT}, "the version of this form"),
    "program": ({"type": "string"}, "the release that wrote it"),
    "made_at": ({"type": "string"}, "the moment that it shows, in ISO 8601"),
    "migrations": ({"type": "array", "items": {"type": "string"}}, "the schema of the store it comes from"),
    "rows": (
        {"type": "object", "additionalProperties": {"type": "integer"}},
        "how many lines of each table follow",
    ),
    "config": ({"type": "string"}, "the settings, as config.toml has them"),
    "models": (
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "role": {"type": "string"},
                    "sha256": {"type": "string"},
                    "chosen": {"type": "boolean"},
                },
                "required": ["name", "role", "sha256", "chosen"],
                "additionalProperties": False,
            },
        },
        "the models that were there, by their hashes",
    ),
}
_END: dict[str, tuple[dict[str, Any], str]] = {
    "lines": ({"type": "integer"}, "how many lines come before this one"),
    "sha256": ({"type": "string"}, "the SHA-256 of all of them, with their line ends"),
}


def line_schema(form: Form | None = None) -> dict[str, Any]:
    """The schema that every line keeps to: the first, the last, or a row of a table."""
    tables = (form or load_form()).tables
    definitions = {
        "export": _object("export", "The first line.", _HEAD),
        **{name: _row(table) for name, table in tables.items()},
        "end": _object("end", "The last line.", _END),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A line of an export of secondme, format {FORMAT}",
        "type": "object",
        "required": ["table"],
        "properties": {"table": {"enum": list(definitions)}},
        "allOf": [
            {
                "if": {"properties": {"table": {"const": name}}, "required": ["table"]},
                "then": {"$ref": f"#/$defs/{name}"},
            }
            for name in definitions
        ],
        "$defs": definitions,
    }


def _row(table: Table) -> dict[str, Any]:
    return _object(table.name, table.about, {one.name: (_type(one), one.about) for one in table.columns})


def _type(column: Column) -> dict[str, Any]:
    kind = _TYPES[column.kind]
    return {"anyOf": [kind, {"type": "null"}]} if column.may_be_null else kind


def _object(name: str, about: str, fields: dict[str, tuple[dict[str, Any], str]]) -> dict[str, Any]:
    properties = {field: {**kind, "description": text} for field, (kind, text) in fields.items()}
    return {
        "type": "object",
        "description": about,
        "properties": {"table": {"const": name}, **properties},
        "required": ["table", *fields],
        "additionalProperties": False,
    }
