"""Schemas that become grammars, and those that are refused before llama.cpp could crash on them."""

from __future__ import annotations

from typing import Any

import pytest

from models.errors import BadSchemaError
from models.grammar import grammar_of

LOOP = {"$ref": "#/$defs/a", "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/b"}]}, "b": {"$ref": "#/$defs/a"}}}
LATE_LOOP = {
    "$ref": "#/$defs/a",
    "$defs": {
        "a": {
            "anyOf": [{"type": "object", "properties": {"p": {"$ref": "#/$defs/b"}}}, {"$ref": "#/$defs/b"}]
        },
        "b": {"anyOf": [{"$ref": "#/$defs/a"}, {"type": "null"}]},
    },
}
REFUSED: list[tuple[Any, str]] = [
    ([], "at #, a schema must be an object"),
    ({"type": "date"}, "type 'date' is none of"),
    ({"type": "string", "pattern": "^a+$"}, "'pattern' is not understood"),
    ({"type": "integer", "minimum": 1}, "'minimum' is not understood"),
    ({"enum": []}, "at #/enum, it needs a list"),
    ({"verbatim": "some text"}, "at #/verbatim, it needs a list of texts"),
    ({"verbatim": ["?!", ""]}, "at #/verbatim, there are no words"),
    ({"verbatim": ["a"], "type": "string"}, "'type' is not understood"),
    ({"prefixItems": []}, "at #/prefixItems, it needs a list"),
    ({"prefixItems": [{"type": "nope"}]}, "at #/prefixItems/0"),
    ({"prefixItems": [{}], "items": {}}, "'items' is not understood"),
    ({"enum": [float("nan")]}, "cannot be written as JSON"),
    ({"enum": ["\ud800"]}, "cannot be written as JSON"),
    ({"anyOf": []}, "at #/anyOf"),
    ({"anyOf": [{"type": "null"}, 3]}, "at #/anyOf/1, a schema must be an object"),
    ({"type": "object", "properties": {"a": {}}, "required": ["b"]}, "required names 'b'"),
    ({"type": "object", "properties": []}, "properties must be an object"),
    ({"type": "object", "properties": {"a": {"type": "nope"}}}, "at #/a"),
    ({"type": "object", "properties": {"a": {}}, "additionalProperties": True}, "additionalProperties"),
    ({"type": "array", "items": {}, "minItems": 3, "maxItems": 2}, "maxItems is less than minItems"),
    ({"type": "string", "maxLength": 10**9}, "whole number from 0 to 2000"),
    ({"type": "string", "maxLength": "5"}, "whole number"),
    ({"$ref": "https://example.org/schema"}, "only references"),
    ({"$ref": "#/$defs/missing"}, "there is nothing at"),
    (LOOP, "refers to itself"),
    (LATE_LOOP, "refers to itself"),
]


@pytest.mark.parametrize(("schema", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_a_schema_that_cannot_guide_is_refused_with_its_place(schema: Any, why: str) -> None:
    with pytest.raises(BadSchemaError, match="Nothing was generated") as refusal:
        grammar_of(schema)
    assert why in str(refusal.value)
    assert refusal.value.exit_code == 5


def test_nesting_without_end_is_refused() -> None:
    schema: dict[str, Any] = {"type": "null"}
    for _ in range(100):
        schema = {"type": "array", "items": schema}
    with pytest.raises(BadSchemaError, match="nested more than"):
        grammar_of(schema)


def test_many_optional_properties_stay_small() -> None:
    inner = {"type": "object", "properties": {f"field{at}": {"type": "string"} for at in range(20)}}
    outer = {"type": "object", "properties": {f"part{at}": inner for at in range(20)}}
    assert len(grammar_of(outer)) < 20_000


def test_literals_are_quoted_twice_for_json_and_for_the_grammar() -> None:
    assert r'root ::= ("\"say \\\"hi\\\" \\\\ there\"")' in grammar_of({"enum": ['say "hi" \\ there']})
