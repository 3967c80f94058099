"""A JSON schema as a grammar in llama.cpp's GBNF, or a clear refusal.

llama.cpp takes a faulty grammar without a word and then crashes, so only this part of JSON Schema is taken:
type (object, array, string, integer, number, boolean, null, or a list of them), properties, required,
additionalProperties: false, items, prefixItems, minItems, maxItems, minLength, maxLength, enum, const, anyOf,
oneOf, and $ref to #/$defs or #/definitions. One keyword is our own: {"verbatim": [texts]} is a string of one
or more words of one of the texts, as they stand there, without the marks around them. Titles and
descriptions are ignored. Properties come in the schema's order, and there is no white space between the
parts: small models like to fill it without end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from models.errors import BadSchemaError

MARKS = ".,;:!?()[]{}\"'\u2018\u2019\u201c\u201d\u2026\u2013\u2014-*_~"
LONGEST_REPEAT = 2000
DEEPEST_NESTING = 40

# Escapes of surrogates are left out, so that no length limit can cut a pair in half.
ESCAPES = r'["\\bfnrt] | "u" ([0-9a-cA-CefEF] hex hex hex | [dD] [0-7] hex hex)'
TERMINALS = {
    "char": r'[^"\\\x7F\x00-\x1F] | "\\" (' + ESCAPES + ")",
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
SECTIONS = {"$defs", "definitions"}
IGNORED = {"title", "description", "default", "examples", "$schema", "$id", "$comment"} | SECTIONS
TYPED = ("enum", "const", "prefixItems")
KNOWN = {
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "minItems", "maxItems"},
    "string": {"minLength", "maxLength"},
}


@dataclass(frozen=True)
class Spot:
    """Where the walk is: `place` for messages; `head` is the name whose first character is still to come."""

    place: str = "#"
    depth: int = 0
    head: str | None = "#"

    def beside(self, step: str | int) -> Spot:
        """An alternative for the same text."""
        return Spot(f"{self.place}/{step}", self.depth + 1, self.head)

    def within(self, step: str | int) -> Spot:
        """A part that follows a bracket."""
        return Spot(f"{self.place}/{step}", self.depth + 1, None)


def grammar_of(schema: Mapping[str, Any]) -> str:
    """The GBNF text whose root is `schema`. Raises BadSchemaError, which names the place in the schema."""
    writer = _Writer(schema)
    root = writer.expression(schema, Spot())
    writer.refuse_bare_loops()
    rules = {"root": root, **writer.rules, **TERMINALS}
    return "".join(f"{name} ::= {body}\n" for name, body in rules.items())


class _Writer:
    """Collects the rules for the schema's parts while it is walked."""

    def __init__(self, whole: Any) -> None:
        self.rules: dict[str, str] = {}
        self._whole = whole
        self._named: dict[str, str] = {}
        self._heads: dict[str, set[str]] = {}

    def expression(self, schema: Any, spot: Spot) -> str:
        """The right-hand side for `schema`, found at `spot`."""
        if spot.depth > DEEPEST_NESTING:
            raise _refusal(spot, f"it is nested more than {DEEPEST_NESTING} levels deep")
        if schema is True:
            return "value"
        if not isinstance(schema, Mapping):
            raise _refusal(spot, "a schema must be an object")
        if schema.keys() <= IGNORED:
            return "value"
        for keyword, write in self._forms.items():
            if keyword in schema:
                _only(schema, {keyword, "type"} if keyword in TYPED else {keyword}, spot)
                return write(self, schema[keyword], spot.beside(keyword))
        return self._typed(schema, spot)

    def refuse_bare_loops(self) -> None:
        """A name that can begin with itself, before any character, would make llama.cpp loop."""
        for start in self._heads:
            seen: set[str] = set()
            ahead = [start]
            while ahead:
                new = self._heads.get(ahead.pop(), set()) - seen
                if start in new:
                    raise _refusal(Spot(start), "it refers to itself with nothing in between")
                seen |= new
                ahead += new

    def _reference(self, target: Any, spot: Spot) -> str:
        if not isinstance(target, str) or not target.startswith(("#/$defs/", "#/definitions/")):
            raise _refusal(spot, "only references to #/$defs/... or #/definitions/... are understood")
        if spot.head:
            self._heads.setdefault(spot.head, set()).add(target)
        if target not in self._named:
            self._named[target] = name = f"named-{len(self._named)}"
            self.rules[name] = "..."  # holds the place, for the names of the parts inside
            self.rules[name] = self.expression(self._find(target, spot), Spot(target, head=target))
        return self._named[target]

    def _find(self, target: str, spot: Spot) -> Any:
        _, section, name = target.split("/", 2)
        found = self._whole.get(section)
        if not isinstance(found, Mapping) or name not in found:
            raise _refusal(spot, f"there is nothing at {target}")
        return found[name]

    def _choice(self, options: Any, spot: Spot) -> str:
        if not isinstance(options, Sequence) or isinstance(options, str) or not options:
            raise _refusal(spot, "it needs a list of at least one schema")
        written = [self.expression(option, spot.beside(at)) for at, option in enumerate(options)]
        return f"({' | '.join(written)})"

    def _literals(self, values: Any, spot: Spot) -> str:
        if not isinstance(values, Sequence) or isinstance(values, str) or not values:
            raise _refusal(spot, "it needs a list of at least one value")
        return f"({' | '.join(_literal(value, spot) for value in values)})"

    def _constant(self, value: Any, spot: Spot) -> str:
        return _literal(value, spot)

    def _verbatim(self, texts: Any, spot: Spot) -> str:
        """Words that follow each other in one of the texts: from any word on, to any after it."""
        if not isinstance(texts, Sequence) or isinstance(texts, str):
            raise _refusal(spot, "it needs a list of texts")
        starts: dict[str, None] = {}
        for text in texts:
            after = ""
            for word in reversed(str(text).split()):
                bare, opened = word.rstrip(MARKS), word.lstrip(MARKS)
                if bare:
                    starts[_going_on(bare.lstrip(MARKS), opened, after, spot)] = None
                if bare or after:
                    after = self._part(_going_on(bare, word, after, spot))
        if not starts:
            raise _refusal(spot, "there are no words in it")
        return rf'"\"" ({" | ".join(starts)}) "\""'

    def _tuple(self, schemas: Any, spot: Spot) -> str:
        """An array of just these items, in their order."""
        if not isinstance(schemas, Sequence) or isinstance(schemas, str) or not schemas:
            raise _refusal(spot, "it needs a list of at least one schema")
        items = [self._part(self.expression(one, spot.within(at))) for at, one in enumerate(schemas)]
        return self._part('"[" ' + ' "," '.join(items) + ' "]"')

    _forms: ClassVar[dict[str, Callable[[_Writer, Any, Spot], str]]] = {
        "$ref": _reference,
        "anyOf": _choice,
        "oneOf": _choice,
        "enum": _literals,
        "const": _constant,
        "verbatim": _verbatim,
        "prefixItems": _tuple,
    }

    def _typed(self, schema: Mapping[str, Any], spot: Spot) -> str:
        kind = schema.get("type", "object" if "properties" in schema else None)
        if isinstance(kind, Sequence) and not isinstance(kind, str):
            return self._choice([_narrowed(schema, one) for one in kind], spot)
        if kind not in TYPES:
            raise _refusal(spot, f"type {kind!r} is none of {', '.join(TYPES)}")
        _only(schema, {"type"} | KNOWN.get(kind, set()), spot)
        if kind == "object":
            return self._object(schema, spot)
        if kind == "array":
            return self._array(schema, spot)
        return _string(schema, spot) if kind == "string" else str(kind)

    def _object(self, schema: Mapping[str, Any], spot: Spot) -> str:
        properties, required = _properties(schema, spot)
        if not properties:
            return "object"
        pairs = []
        for name, inner in properties.items():
            value = self.expression(inner, spot.within(name))
            pairs.append((self._part(f'{_literal(name, spot)} ":" {value}'), name in required))
        return self._part(f'"{{" {_listed(pairs)} "}}"')

    def _array(self, schema: Mapping[str, Any], spot: Spot) -> str:
        item = self._part(self.expression(schema.get("items", True), spot.within("items")))
        least, most = _bounds(schema, "minItems", "maxItems", spot)
        if most == 0:
            return '"[]"'
        some = f'{item} ("," {item}){{{max(0, least - 1)},{"" if most is None else most - 1}}}'
        return f'("[" {some} "]")' if least else f'("[" ({some})? "]")'

    def _part(self, body: str) -> str:
        """The name of a rule for `body`, so that what is used twice is written once."""
        for name, known in self.rules.items():
            if known == body:
                return name
        name = f"part-{len(self.rules)}"
        self.rules[name] = body
        return name


def _listed(pairs: Sequence[tuple[str, bool]]) -> str:
    """Pairs in order with commas between those that are there; a pair is (rule, whether it is required)."""
    (first, needed), rest = pairs[0], pairs[1:]
    with_first = " ".join([first, *(f'"," {name}' if must else f'("," {name})?' for name, must in rest)])
    if needed:
        return with_first
    return f"({with_first} | {_listed(rest)})" if rest else f"({with_first})?"


def _string(schema: Mapping[str, Any], spot: Spot) -> str:
    least, most = _bounds(schema, "minLength", "maxLength", spot)
    if (least, most) == (0, None):
        return "string"
    return rf'("\"" char{{{least},{"" if most is None else most}}} "\"")'


def _narrowed(schema: Mapping[str, Any], kind: Any) -> dict[str, Any]:
    """`schema` for one of its types, without the keywords that belong to another of them."""
    others = set().union(*(words for name, words in KNOWN.items() if name != kind))
    return {word: value for word, value in schema.items() if word not in others} | {"type": kind}


def _properties(schema: Mapping[str, Any], spot: Spot) -> tuple[Mapping[str, Any], set[str]]:
    properties, required = schema.get("properties", {}), schema.get("required", [])
    if not isinstance(properties, Mapping):
        raise _refusal(spot, "properties must be an object")
    if not isinstance(required, Sequence) or isinstance(required, str):
        raise _refusal(spot, "required must be a list of names")
    missing = [name for name in required if name not in properties]
    if missing:
        raise _refusal(spot, f"required names {missing[0]!r}, which is not among the properties")
    if properties and schema.get("additionalProperties", False) is not False:
        raise _refusal(spot, "additionalProperties next to properties is not understood")
    return properties, set(required)


def _bounds(schema: Mapping[str, Any], low: str, high: str, spot: Spot) -> tuple[int, int | None]:
    least, most = schema.get(low, 0), schema.get(high)
    for name, bound in ((low, least), (high, most)):
        if bound is not None and (not isinstance(bound, int) or not 0 <= bound <= LONGEST_REPEAT):
            raise _refusal(spot, f"{name} must be a whole number from 0 to {LONGEST_REPEAT}")
    if most is not None and most < least:
        raise _refusal(spot, f"{high} is less than {low}")
    return least, most


def _literal(value: Any, spot: Spot, *, bare: bool = False) -> str:
    """`value` as JSON, as a GBNF literal; bare: without the quotation marks of a string."""
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        text = text[1:-1] if bare else text
        text.encode("utf-8")
    except (TypeError, ValueError) as fault:
        raise _refusal(spot, f"{value!r} cannot be written as JSON ({fault})") from fault
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\x7f", "\\x7F") + '"'


def _going_on(last: str, within: str, after: str, spot: Spot) -> str:
    """A word, and whatever follows it. last: as it ends a value, if it can; within: as it stands within."""
    end = [_literal(last, spot, bare=True)] if last else []
    more = [f"{_literal(f'{within} ', spot, bare=True)} {after}"] if after else []
    return " | ".join(end + more)


def _only(schema: Mapping[str, Any], known: set[str], spot: Spot) -> None:
    strange = sorted(str(word) for word in set(schema) - known - IGNORED)
    if strange:
        raise _refusal(spot, f"{strange[0]!r} is not understood here")


def _refusal(spot: Spot, why: str) -> BadSchemaError:
    return BadSchemaError(
        f"The schema cannot guide the model: at {spot.place}, {why}. "
        "Nothing was generated. Simplify that part of the schema."
    )
