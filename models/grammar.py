"""A JSON schema as a grammar in llama.cpp's GBNF, or a clear refusal.

llama.cpp takes a faulty grammar without a word and then crashes, so only the part of JSON Schema below is accepted:
type (object, array, string, integer, number, boolean, null, or a list of them), properties, required,
additionalProperties: false, items, minItems, maxItems, minLength, maxLength, enum, const, anyOf, oneOf and $ref to
#/$defs or #/definitions. Titles and descriptions are ignored. Properties come in the order of the schema, and the
text has no white space between its parts: small models like to fill it without end.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from models.errors import BadSchemaError

LONGEST_REPEAT = 2000
DEEPEST_NESTING = 40

# Escapes of surrogates are left out, so that no length limit can cut a pair in half.
TERMINALS = {
    "char": r'[^"\\\x7F\x00-\x1F] | "\\" (["\\bfnrt] | "u" ([0-9a-cA-CefEF] hex hex hex | [dD] [0-7] hex hex))',
    "hex": "[0-9a-fA-F]",
    "digits": "[0-9]{1,15}",
    "string": r'"\"" char* "\""',
    "integer": '"-"? ("0" | [1-9] [0-9]{0,15})',
    "number": 'integer ("." digits)? ([eE] [-+]? [0-9]{1,3})?',
    "boolean": '"true" | "false"',
    "null": '"null"',
    "value": "object | array | string | number | boolean | null",
    "object": r'"{" (pair ("," pair)*)? "}"',
    "pair": 'string ":" value',
    "array": r'"[" (value ("," value)*)? "]"',
}
TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")
IGNORED = {"title", "description", "default", "examples", "$schema", "$id", "$comment", "$defs", "definitions"}
KNOWN = {
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "minItems", "maxItems"},
    "string": {"minLength", "maxLength"},
}


def grammar_of(schema: Mapping[str, Any]) -> str:
    """The GBNF text whose root is `schema`. Raises BadSchemaError, which names the place in the schema."""
    writer = _Writer(schema)
    root = writer.expression(schema, "#", 0)
    rules = {"root": root, **writer.rules, **TERMINALS}
    return "".join(f"{name} ::= {body}\n" for name, body in rules.items())


class _Writer:
    """Collects the rules for the schema's named parts while it is walked."""

    def __init__(self, whole: Mapping[str, Any]) -> None:
        self.rules: dict[str, str] = {}
        self._whole = whole
        self._named: dict[str, str] = {}

    def expression(self, schema: Any, place: str, depth: int) -> str:
        """The right-hand side for `schema`, found at `place`."""
        if depth > DEEPEST_NESTING:
            raise _refusal(place, f"it is nested more than {DEEPEST_NESTING} levels deep")
        if schema is True or schema == {}:
            return "value"
        if not isinstance(schema, Mapping):
            raise _refusal(place, "a schema must be an object")
        for keyword, write in self._forms.items():
            if keyword in schema:
                _only(schema, {keyword, "type"} if keyword in ("enum", "const") else {keyword}, place)
                return write(self, schema[keyword], f"{place}/{keyword}", depth + 1)
        return self._typed(schema, place, depth + 1)

    def _reference(self, target: Any, place: str, depth: int) -> str:
        if not isinstance(target, str) or not target.startswith(("#/$defs/", "#/definitions/")):
            raise _refusal(place, "only references to #/$defs/... or #/definitions/... are understood")
        if target not in self._named:
            self._named[target] = name = f"named-{len(self._named)}"
            self.rules[name] = self.expression(self._find(target, place), target, 0)
            self._refuse_bare_loop(target, place)
        return self._named[target]

    def _find(self, target: str, place: str) -> Any:
        _, section, name = target.split("/", 2)
        found = self._whole.get(section)
        if not isinstance(found, Mapping) or name not in found:
            raise _refusal(place, f"there is nothing at {target}")
        return found[name]

    def _refuse_bare_loop(self, target: str, place: str) -> None:
        """A name that can begin with itself before any character is read would make llama.cpp loop."""
        seen: set[str] = set()
        starts = [self._named[target]]
        while starts:
            for word in _first_words(self.rules.get(starts.pop(), "")):
                if word == self._named[target]:
                    raise _refusal(place, f"{target} refers to itself with nothing in between")
                if word not in seen:
                    seen.add(word)
                    starts.append(word)

    def _choice(self, options: Any, place: str, depth: int) -> str:
        if not isinstance(options, Sequence) or isinstance(options, str) or not options:
            raise _refusal(place, "it needs a list of at least one schema")
        written = [self.expression(option, f"{place}/{at}", depth) for at, option in enumerate(options)]
        return f"({' | '.join(written)})"

    def _literals(self, values: Any, place: str, depth: int) -> str:
        if not isinstance(values, Sequence) or isinstance(values, str) or not values:
            raise _refusal(place, "it needs a list of at least one value")
        return f"({' | '.join(_literal(value, place) for value in values)})"

    def _constant(self, value: Any, place: str, depth: int) -> str:
        return _literal(value, place)

    _forms = {"$ref": _reference, "anyOf": _choice, "oneOf": _choice, "enum": _literals, "const": _constant}

    def _typed(self, schema: Mapping[str, Any], place: str, depth: int) -> str:
        kind = schema.get("type", "object" if "properties" in schema else None)
        if isinstance(kind, Sequence) and not isinstance(kind, str):
            return self._choice([{**schema, "type": one} for one in kind], place, depth)
        if kind not in TYPES:
            raise _refusal(place, f"type {kind!r} is none of {', '.join(TYPES)}")
        _only(schema, {"type"} | KNOWN.get(kind, set()), place)
        if kind == "object":
            return self._object(schema, place, depth)
        if kind == "array":
            return self._array(schema, place, depth)
        if kind == "string":
            repeat = _repeat(schema, "minLength", "maxLength", place)
            return rf'("\"" char{repeat} "\"")' if repeat else "string"
        return str(kind)

    def _object(self, schema: Mapping[str, Any], place: str, depth: int) -> str:
        properties, required = _properties(schema, place)
        if not properties:
            return "object"
        pairs = [
            (f"{_literal(name, place)} {_quoted(':')} {self.expression(inner, f'{place}/{name}', depth)}", name in required)
            for name, inner in properties.items()
        ]
        return f'("{{" {_listed(pairs)} "}}")'

    def _array(self, schema: Mapping[str, Any], place: str, depth: int) -> str:
        item = self.expression(schema.get("items", True), f"{place}/items", depth)
        least, most = _bounds(schema, "minItems", "maxItems", place)
        if most == 0:
            return '"[]"'
        rest_most = "" if most is None else most - 1
        some = f'{item} ("," {item}){{{max(0, least - 1)},{rest_most}}}'
        return f'("[" {some} "]")' if least else f'("[" ({some})? "]")'


def _listed(pairs: Sequence[tuple[str, bool]]) -> str:
    """Pairs with commas between those that are there; a pair is (text, required)."""
    (first, needed), rest = pairs[0], pairs[1:]
    after = " ".join(text if must else text for text, must in ((_after(pair), pair[1]) for pair in rest))
    with_first = f"{first} {after}".strip()
    if needed:
        return with_first
    without = _listed(rest) if rest else ""
    return f"({with_first} | {without})" if without else f"({with_first})?"


def _after(pair: tuple[str, bool]) -> str:
    text, needed = pair
    return f'"," {text}' if needed else f'("," {text})?'


def _properties(schema: Mapping[str, Any], place: str) -> tuple[Mapping[str, Any], set[str]]:
    properties, required = schema.get("properties", {}), schema.get("required", [])
    if not isinstance(properties, Mapping):
        raise _refusal(place, "properties must be an object")
    if not isinstance(required, Sequence) or isinstance(required, str):
        raise _refusal(place, "required must be a list of names")
    missing = [name for name in required if name not in properties]
    if missing:
        raise _refusal(place, f"required names {missing[0]!r}, which is not among the properties")
    if properties and schema.get("additionalProperties", False) is not False:
        raise _refusal(place, "additionalProperties next to properties is not understood")
    return properties, set(required)


def _bounds(schema: Mapping[str, Any], low: str, high: str, place: str) -> tuple[int, int | None]:
    least, most = schema.get(low, 0), schema.get(high)
    for name, bound in ((low, least), (high, most)):
        if bound is not None and (not isinstance(bound, int) or not 0 <= bound <= LONGEST_REPEAT):
            raise _refusal(place, f"{name} must be a whole number from 0 to {LONGEST_REPEAT}")
    if most is not None and most < least:
        raise _refusal(place, f"{high} is less than {low}")
    return least, most


def _repeat(schema: Mapping[str, Any], low: str, high: str, place: str) -> str:
    least, most = _bounds(schema, low, high, place)
    if most is None:
        return f"{{{least},}}" if least else ""
    return f"{{{least},{most}}}"


def _literal(value: Any, place: str) -> str:
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        text.encode("utf-8")
    except (TypeError, ValueError) as fault:
        raise _refusal(place, f"{value!r} cannot be written as JSON ({fault})") from fault
    return _quoted(text)


def _quoted(text: str) -> str:
    """`text` as a GBNF literal."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(letter, letter) for letter in text) + '"'


def _first_words(rule: str) -> set[str]:
    """Rule names that `rule` may begin with: those not preceded by a literal in their alternative."""
    words: set[str] = set()
    for option in rule.replace("(", " ").replace(")", " ").split("|"):
        head = option.strip().split(" ")[0]
        if head and not head.startswith(('"', "[")):
            words.add(head.rstrip("?*+"))
    return words


def _only(schema: Mapping[str, Any], known: set[str], place: str) -> None:
    strange = sorted(set(schema) - known - IGNORED)
    if strange:
        raise _refusal(place, f"{strange[0]!r} is not understood here")


def _refusal(place: str, why: str) -> BadSchemaError:
    return BadSchemaError(
        f"The schema cannot guide the model: at {place}, {why}. Nothing was generated. Simplify that part."
    )
