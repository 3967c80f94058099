import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ingest.errors import UnreadableError
from ingest.forms import Form, fill_form, read_form

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Application",
    "description": "For a place in the choir.",
    "type": "object",
    "required": ["name", "address"],
    "properties": {
        "version": {"const": 2},
        "name": {"type": "string", "title": "Full name", "minLength": 2, "maxLength": 60},
        "dateOfBirth": {"type": "string", "format": "date", "description": "As in your passport"},
        "email": {"type": "string", "format": "email"},
        "height": {"type": ["integer", "null"], "minimum": 50, "maximum": 250},
        "voice": {"enum": ["soprano", "alto", "tenor", "bass", None]},
        "level": {"oneOf": [{"const": 1, "title": "Beginner"}, {"const": 2, "title": "Advanced"}]},
        "member": {"type": "boolean"},
        "languages": {"type": "array", "items": {"type": "string"}},
        "days": {"type": "array", "items": {"enum": ["Mon", "Tue"]}, "uniqueItems": True},
        "address": {"$ref": "#/$defs/address"},
        "children": {"type": "array", "items": {"$ref": "#/$defs/child"}},
        "nickname": {"anyOf": [{"type": "string", "maxLength": 9}, {"type": "null"}]},
    },
    "$defs": {
        "address": {
            "type": "object",
            "title": "Where you live",
            "required": ["city"],
            "properties": {"street": {"type": "string"}, "city": {"type": "string"}},
        },
        "child": {
            "allOf": [
                {"properties": {"name": {"type": "string"}}},
                {"properties": {"born": {"type": "string", "format": "date"}}},
            ]
        },
    },
}


def read(schema: Any) -> Form:
    return read_form(json.dumps(schema).encode(), "form.json")


def filled(schema: Any, values: dict[str, str]) -> Any:
    return json.loads(fill_form(json.dumps(schema).encode(), read(schema), values))


def test_each_property_is_a_field_with_what_the_schema_says_of_it():
    form = read(SCHEMA)
    by_key = {field.key: field for field in form.fields}
    assert (form.title, form.intro, form.language) == ("Application", "For a place in the choir.", "en")
    assert list(by_key)[:3] == ["name", "dateOfBirth", "email"]
    name, born, height = by_key["name"], by_key["dateOfBirth"], by_key["height"]
    assert (name.label, name.required, name.max_length) == ("Full name", True, 60)
    assert (born.label, born.type, born.format, born.help) == (
        "date of birth",
        "date",
        "ISO 8601",
        "As in your passport",
    )
    assert (height.type, height.least, height.most, height.required) == ("number", "50", "250", False)
    assert [option.value for option in by_key["voice"].options] == ["soprano", "alto", "tenor", "bass"]
    assert [option.label for option in by_key["level"].options] == ["Beginner", "Advanced"]
    assert [option.value for option in by_key["member"].options] == ["true", "false"]
    assert by_key["days"].type == "choices"
    assert (by_key["address.city"].section, by_key["address.city"].required) == ("Where you live", True)
    assert (by_key["children.1.born"].group, by_key["children.1.born"].row) == ("children", 1)
    assert by_key["nickname"].max_length == 9
    assert "version" not in by_key


def test_a_filled_schema_is_an_instance_of_it():
    values = {
        "name": "Noor Aziz",
        "dateOfBirth": "1987-03-04",
        "height": "178",
        "voice": "alto",
        "level": "2",
        "member": "false",
        "languages": "English, Arabic",
        "days": "Mon\nTue",
        "address.city": "Porto",
        "children.0.name": "Sami",
        "children.2.name": "Lina",
    }
    instance = filled(SCHEMA, values)
    Draft202012Validator(SCHEMA).validate(instance)
    assert instance == {
        "version": 2,
        "name": "Noor Aziz",
        "dateOfBirth": "1987-03-04",
        "height": 178,
        "voice": "alto",
        "level": 2,
        "member": False,
        "languages": ["English", "Arabic"],
        "days": ["Mon", "Tue"],
        "address": {"city": "Porto"},
        "children": [{"name": "Sami"}, {"name": "Lina"}],
    }


def test_a_text_that_is_no_value_of_its_property_is_refused():
    with pytest.raises(ValueError):
        filled(SCHEMA, {"height": "tall"})


def test_a_schema_that_holds_itself_ends():
    person: dict[str, Any] = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "mother": {"$ref": "#"}},
    }
    assert [field.key for field in read(person).fields] == ["name", "mother.name"]
    laughs = {
        f"d{n}": {"properties": {f"p{m}": {"$ref": f"#/$defs/d{n + 1}"} for m in range(20)}} for n in range(9)
    }
    with pytest.raises(UnreadableError, match="names no properties"):
        read({"$ref": "#/$defs/d0", "$defs": laughs})


def test_references_to_other_documents_are_not_followed():
    schema = {"properties": {"a": {"type": "string"}, "b": {"$ref": "https://example.org/schema.json"}}}
    assert [field.key for field in read(schema).fields] == ["a", "b"]


def test_a_template_is_filled_where_it_is_empty():
    lines = (
        "{",
        '    "name": "",',
        '    "born": null,',
        '    "city": "Porto",',
        '    "jobs": [{"title": ""}],',
    )
    text = "\r\n".join((*lines, '    "ok": true', "}", ""))
    form = read_form(text.encode(), "me.json")
    assert [field.key for field in form.fields] == ["name", "born", "city", "jobs.0.title"]
    assert (form.fields[2].value, form.fields[3].group, form.fields[3].row) == ("Porto", "jobs", 0)
    filled = fill_form(text.encode(), form, {"name": "Noor", "city": "Faro", "jobs.0.title": "cook"})
    assert json.loads(filled) == {
        "name": "Noor",
        "born": None,
        "city": "Porto",
        "jobs": [{"title": "cook"}],
        "ok": True,
    }
    assert filled.startswith(b'{\r\n    "name": "Noor",\r\n') and filled.endswith(b"}\r\n")


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"a": true}', '{"$schema": "x"}', "[" * 100_000])
def test_what_is_no_form_says_so(text):
    with pytest.raises(UnreadableError):
        read_form(text.encode(), "form.json")


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["string", "object", "array", "#/properties", "#"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "properties",
                    "items",
                    "enum",
                    "oneOf",
                    "allOf",
                    "$ref",
                    "const",
                    "required",
                    "title",
                    "a",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(json_values)
@example({"$ref": "#", "type": None, "properties": None})
def test_any_schema_is_read_or_refused(schema):
    try:
        form = read({"properties": {"a": schema, "b": {"type": "string"}}})
    except UnreadableError:
        return
    assert len({field.key for field in form.fields}) == len(form.fields)
    fill_form(json.dumps({"properties": {"a": schema, "b": {"type": "string"}}}).encode(), form, {"b": "x"})
