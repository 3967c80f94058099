"""JSON Schemas as forms: the properties that are asked for, and how a text becomes a value of theirs.

Read are drafts 4 to 2020-12, as far as they say what is asked: properties, arrays, `enum` and `const`,
references within the document, `allOf`, and an `anyOf` or `oneOf` that only adds null. Conditions are not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from ingest.forms.form import Field, FieldType, Option

Schema = Mapping[str, Any]
Path = tuple[str | int, ...]
"""The way from the root of an instance to a value: names of properties, numbers of items."""
DEEPEST = 8
DEEPEST_REFERENCE = 5
MOST_FIELDS = 1_000
MOST_NODES = 20_000
"""Schemas come from strangers, and a short one can nest into billions of properties."""
MOST_PARTS = 20
ROWS = 3
"""Of a list of objects, at first; those that stay empty are left out of the instance."""
CONDITIONS = ("if", "dependentSchemas", "dependencies", "patternProperties", "not")
_FORMATS: dict[str, FieldType] = {
    "date": "date",
    "email": "email",
    "idn-email": "email",
    "uri": "url",
    "iri": "url",
    "url": "url",
    "phone": "phone",
    "tel": "phone",
}
_WITH_TIME = r"\d{4}-\d\d-\d\d[Tt].+"
_WHOLE_NUMBER = r"[+-]?\d+"
_SIMPLE = ("string", "number", "integer", "boolean")
_YES_OR_NO = (Option("true", "yes"), Option("false", "no"))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that the schema asks for, and where. section: titles of the objects around it."""

    path: Path
    schema: Schema
    section: str = ""
    required: bool = False


def leaves(root: Schema) -> list[Leaf]:
    """Everything asked for, in the order of the schema."""
    return list(islice(_walk(root, root, _Place(), iter(range(MOST_NODES))), MOST_FIELDS))


def field_of(leaf: Leaf) -> Field:
    """What a leaf asks, as a field. Its key is its path, "children.0.name"; a point in a name is "~1"."""
    schema, items = leaf.schema, _items(leaf.schema)
    asked = items if items is not None and not _choices(schema) else schema
    names = [str(step) for step in leaf.path]
    rows = [at for at, step in enumerate(leaf.path) if isinstance(step, int)]
    options = _choices(asked)
    return Field(
        key=".".join(name.replace("~", "~0").replace(".", "~1") for name in names),
        label=str(schema.get("title") or _spoken(names[-1])),
        type=_type(schema, items, options),
        name=names[-1],
        help=_help(schema),
        section=leaf.section,
        options=options,
        format="ISO 8601" if asked.get("format") == "date" else "",
        pattern=_pattern(asked) if items is None else "",
        least=_bound(asked, "minimum", "formatMinimum"),
        most=_bound(asked, "maximum", "formatMaximum"),
        max_length=most if items is None and isinstance(most := asked.get("maxLength"), int) else None,
        group=".".join(names[: rows[-1]]) if rows else "",
        row=int(names[rows[-1]]) if rows else None,
        required=leaf.required,
        locked=schema.get("readOnly") is True,
    )


def value_of(leaf: Leaf, text: str) -> Any:
    """A text as the value that the schema wants. Raises ValueError where it is none."""
    items = _items(leaf.schema)
    if items is None:
        return _converted(leaf.schema, text)
    entries = text.split("\n") if "\n" in text else re.split(r"\s*[,;]\s*", text)
    return [_converted(items, entry.strip()) for entry in entries if entry.strip()]


def fixed(leaf: Leaf) -> bool:
    """Whether there is but one value: nobody is asked for it."""
    return "const" in leaf.schema


def resolved(schema: Any, root: Schema, depth: int = 0) -> Schema:
    """A schema with its references followed and its parts merged; those of other documents ask nothing."""
    if not isinstance(schema, Mapping) or depth > DEEPEST_REFERENCE:
        return {}
    parts: list[Schema] = [{key: value for key, value in schema.items() if key not in ("$ref", "allOf")}]
    if isinstance(schema.get("$ref"), str):
        parts.append(resolved(_pointed(schema["$ref"], root), root, depth + 1))
    parts += [resolved(part, root, depth + 1) for part in _list(schema.get("allOf"))[:MOST_PARTS]]
    merged = _merged(parts)
    alternatives = [one for key in ("anyOf", "oneOf") for one in _list(merged.get(key))]
    real = [one for one in alternatives if isinstance(one, Mapping) and one.get("type") != "null"]
    if len(real) == 1 and "const" not in real[0]:
        rest = {key: value for key, value in merged.items() if key not in ("anyOf", "oneOf")}
        return _merged([rest, resolved(real[0], root, depth + 1)])
    return merged


def _walk(schema: Any, root: Schema, place: _Place, budget: Iterator[int]) -> Iterator[Leaf]:
    named = _references(schema)
    if len(place.path) > DEEPEST or named & place.inside or next(budget, None) is None:
        return
    known, path = resolved(schema, root), place.path
    properties, items = known.get("properties"), _items(known)
    here = replace(place, inside=place.inside | named)
    if isinstance(properties, Mapping):
        needed = _list(known.get("required"))
        for name, one in properties.items():
            below = here.below(str(name), known, place.required and name in needed)
            yield from _walk(one, root, below, budget)
    elif items is not None and isinstance((row := resolved(items, root)).get("properties"), Mapping):
        inside = here.inside | _references(items)
        for number in range(_row_count(known)):
            below = replace(here.below(number, known, False), inside=inside)
            yield from _walk({**row, "title": ""}, root, below, budget)
    elif items is not None and path:
        yield Leaf(path, {**known, "items": resolved(items, root)}, place.section, place.required)
    elif path and (_kind(known) in _SIMPLE or _choices(known) or "const" in known):
        yield Leaf(path, known, place.section, place.required)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a schema the walk is. inside: references that it is in, which are not followed again."""

    path: Path = ()
    section: str = ""
    required: bool = True
    inside: frozenset[str] = frozenset()

    def below(self, step: str | int, schema: Schema, required: bool) -> _Place:
        """The place of a property or row of this object or list."""
        named = self.path and not isinstance(self.path[-1], int)
        own = str(schema.get("title") or _spoken(str(self.path[-1]))) if named else ""
        section = " > ".join(part for part in (self.section, own) if part)
        return _Place((*self.path, step), section, required, self.inside)


def _references(schema: Any) -> frozenset[str]:
    """The references that a schema itself is made of."""
    if not isinstance(schema, Mapping):
        return frozenset()
    parts = [schema, *(part for part in _list(schema.get("allOf")) if isinstance(part, Mapping))]
    return frozenset(str(part["$ref"]) for part in parts if "$ref" in part)


def _row_count(schema: Schema) -> int:
    least, most = schema.get("minItems", 0), schema.get("maxItems", ROWS)
    wanted = max(ROWS, least if isinstance(least, int) else 0)
    return min(wanted, most, 20) if isinstance(most, int) else ROWS


def _pointed(reference: str, root: Schema) -> Any:
    """What a reference within the document points at (RFC 6901); None for any other."""
    if not reference.startswith("#"):
        return None
    at: Any = root
    for step in reference[1:].split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        at = at.get(name) if isinstance(at, Mapping) else None
    return at


def _merged(parts: Sequence[Schema]) -> Schema:
    """What all parts ask together; where two say something else, the first counts."""
    merged: dict[str, Any] = {}
    for part in parts:
        for key, value in part.items():
            if key == "properties" and isinstance(value, Mapping):
                first = merged.get(key)
                known = first if isinstance(first, Mapping) else {}
                merged[key] = {**known, **{name: one for name, one in value.items() if name not in known}}
            elif key == "required":
                merged[key] = [*_list(merged.get(key)), *_list(value)]
            else:
                merged.setdefault(key, value)
    return merged


def _kind(schema: Schema) -> str:
    """The type, null aside; "string" where nothing but words are described."""
    kinds = schema.get("type", "string")
    named = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind != "null"]
    return str(named[0]) if len(named) == 1 else "string"


def _items(schema: Schema) -> Schema | None:
    items = schema.get("items")
    return items if _kind(schema) == "array" and isinstance(items, Mapping) else None


def _choices(schema: Schema) -> tuple[Option, ...]:
    """The options of `enum`, of a `oneOf` of titled constants, of yes and no."""
    if isinstance(schema.get("enum"), list):
        names = _list(schema.get("enumNames"))
        labels = dict(enumerate(str(name) for name in names))
        values = [(at, value) for at, value in enumerate(schema["enum"]) if value not in (None, "")]
        return tuple(Option(_text(value), labels.get(at, _text(value))) for at, value in values)
    constants = _constants(schema)
    if constants:
        return tuple(
            Option(_text(one["const"]), str(one.get("title", _text(one["const"])))) for one in constants
        )
    return _YES_OR_NO if _kind(schema) == "boolean" else ()


def _constants(schema: Schema) -> list[Schema]:
    """What a `oneOf` or `anyOf` lists as constants, each with a title of its own."""
    parts = [*_list(schema.get("oneOf")), *_list(schema.get("anyOf"))]
    return [one for one in parts if isinstance(one, Mapping) and "const" in one]


def _type(schema: Schema, items: Schema | None, options: tuple[Option, ...]) -> FieldType:
    if items is not None:
        return "choices" if options else "long text"
    if options:
        return "choice"
    if _kind(schema) in ("number", "integer"):
        return "number"
    long = isinstance(schema.get("maxLength"), int) and schema["maxLength"] > 300
    return _FORMATS.get(str(schema.get("format", "")), "long text" if long else "text")


def _pattern(schema: Schema) -> str:
    """As the whole text must match; a schema's own pattern is satisfied by any part of it."""
    own, shortest = schema.get("pattern"), schema.get("minLength")
    if _kind(schema) == "integer":
        return _WHOLE_NUMBER
    if isinstance(own, str):
        whole = own.startswith("^") and own.endswith("$") and "|" not in own
        return own if whole else rf"[\s\S]*(?:{own})[\s\S]*"
    if schema.get("format") == "date-time":
        return _WITH_TIME
    return rf"[\s\S]{{{shortest},}}" if isinstance(shortest, int) and shortest > 1 else ""


def _help(schema: Schema) -> str:
    """The description, an example and the default: words about the value, and none of them the value."""
    examples = [_text(one) for one in _list(schema.get("examples"))[:2]]
    default = schema.get("default")
    said = (
        str(schema.get("description", "")),
        f"e.g. {', '.join(examples)}" if examples else "",
        f"default: {_text(default)}" if default not in (None, "", [], {}) else "",
    )
    return "\n".join(text for text in said if text)


def _bound(schema: Schema, *names: str) -> str:
    return next((_text(schema[name]) for name in names if name in schema), "")


def _converted(schema: Schema, text: str) -> Any:
    allowed = [*_list(schema.get("enum")), *(one["const"] for one in _constants(schema))]
    for value in allowed:
        if _text(value) == text:
            return value
    kind = _kind(schema)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind == "integer" or (kind == "number" and re.fullmatch(_WHOLE_NUMBER, text)):
        return int(text)
    return float(text) if kind == "number" else text


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _spoken(name: str) -> str:
    """ "dateOfBirth" and "date_of_birth" are "date of birth"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return " ".join(re.split(r"[\s_\-]+", words)).strip().lower() or name


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
