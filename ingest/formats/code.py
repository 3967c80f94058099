"""Source code by its symbols: functions, classes, methods with their comments, under their trail of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from time import process_time
from typing import TYPE_CHECKING

from ingest.content import Content
from ingest.document import Locator, Passage, Reading
from ingest.formats.grammars import Language, language_of, parser_for
from ingest.outline import TRAIL
from ingest.passages import LONGEST_WORDS, TARGET_WORDS, Block, count_words, merge_blocks, paragraphs
from ingest.places import lines_at

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

PATIENCE = 5.0
"""Seconds of work; a megabyte of sound code takes a third of one, and broken code may take minutes."""
CHUNK = 65_536
DEEPEST = 6
"""Symbols inside more others than this are read as one."""
MOST_NAMES = 4
"""A passage of several small symbols is headed by so many of their names."""
_ABOVE = re.compile(r"\s*(?:#|//|/\*|\*|--|@|\[|<!--|\"\"\"|'''|template\b|export\b)")
LONGEST_NAME = 80
_HOLDERS = re.compile(
    r"bod(?:y|ies)$|block$|_list$|^preproc_|^(?:linkage_specification|if_statement|try_statement|body_statement)$"
)
"""The kinds of node that symbols stand in, between one symbol and those inside it."""
_IDENTIFIERS = re.compile(r"[^\W\d]\w*")
_ASSIGNMENTS = {"lexical_declaration", "variable_declaration"}
_FUNCTIONS = {"arrow_function", "function_expression", "function", "generator_function", "class"}


@dataclass(frozen=True, slots=True)
class Symbol:
    """Some lines and what they are called; "" for what stands between the symbols. above: whose it is."""

    above: tuple[str, ...]
    name: str
    block: Block


def read(content: Content) -> Iterator[Reading]:
    """The passages of a file of source code; one in a language not known here is cut at its empty lines."""
    lines = content.lines
    symbols = _symbols(lines, content.suffix)
    passages = tuple(
        Passage(
            found.text,
            Locator.lines(found.start + 1, found.end),
            _heading(above, found.start, found.end, run),
        )
        for above, run in _runs(symbols)
        for found in merge_blocks(lines, [symbol.block for symbol in run])
    )
    yield Reading(passages, title=content.name)


def text_at(content: Content, locator: Locator) -> str:
    """The lines at a place."""
    return lines_at(content.lines, locator)


def _symbols(lines: list[str], suffix: str) -> Iterator[Symbol]:
    language = language_of(suffix, lines[0])
    parser = parser_for(language) if language is not None else None
    if language is None or parser is None:
        yield from (Symbol((), "", part) for part in _paragraphs(lines, 0, len(lines)))
        return
    root = _parsed(parser, "\n".join(lines).encode("utf-8", "replace"))
    if root is None:
        yield from (Symbol((), "", part) for part in _paragraphs(lines, 0, len(lines)))
    else:
        yield from _below(root, language, lines, 0, len(lines), ())


def _parsed(parser: Parser, code: bytes) -> Node | None:
    """The code as a tree; None where its faults would keep the parser busy for longer than it is worth."""
    until = process_time() + PATIENCE
    try:
        tree = parser.parse(
            lambda offset, _: code[offset : offset + CHUNK],
            progress_callback=lambda *_: process_time() > until,
        )
    except ValueError:
        parser.reset()
        return None
    return tree.root_node if tree is not None else None


def _below(
    node: Node, language: Language, lines: list[str], start: int, end: int, trail: tuple[str, ...]
) -> Iterator[Symbol]:
    """The symbols below a node within its lines, and what stands between them."""
    at = start
    for found, outer, name in _children(node, language, DEEPEST):
        first, last = outer.start_point[0], min(end, outer.end_point[0] + 1)
        if first < at or last <= first:
            continue  # Two on one line: the first has it.
        first = _with_comments(lines, first, at)
        yield from (Symbol(trail, "", part) for part in _paragraphs(lines, at, first))
        yield from _symbol(found, name, language, lines, first, last, trail)
        at = last
    yield from (Symbol(trail, "", part) for part in _paragraphs(lines, at, end))


def _symbol(
    node: Node, name: str, language: Language, lines: list[str], start: int, end: int, trail: tuple[str, ...]
) -> Iterator[Symbol]:
    """A symbol in one piece; where it is too long, by the symbols inside it, else by its empty lines."""
    size = count_words("\n".join(lines[start:end]))
    if size > TARGET_WORDS and len(trail) < DEEPEST and any(_children(node, language, DEEPEST)):
        yield from _below(node, language, lines, start, end, (*trail, name))
    elif size > LONGEST_WORDS:
        yield from (Symbol((*trail, name), "", part) for part in _paragraphs(lines, start, end))
    else:
        yield Symbol(trail, name, Block(start, end, splittable=False))


def _children(node: Node, language: Language, depth: int) -> Iterator[tuple[Node, Node, str]]:
    """The symbols directly inside a node: each itself, with what wraps it, and its name."""
    for child in node.named_children:
        if child.type in language.wrappers:
            inner = next(_children(child, language, depth - 1), None) if depth > 0 else None
            if inner is not None:
                yield inner[0], child, inner[2]
        elif child.type in language.symbols or child.type in _ASSIGNMENTS:
            name = _assigned(child) if child.type in _ASSIGNMENTS else _name(child)
            if name:
                yield child, child, name
        elif depth > 0 and _HOLDERS.search(child.type):
            yield from _children(child, language, depth - 1)


def _name(node: Node) -> str:
    """What a symbol is called; a method of Go and an `impl` of Rust by its type too."""
    receiver = node.child_by_field_name("receiver")
    named = node.child_by_field_name("name")
    declared = node.child_by_field_name("declarator")
    while named is None and declared is not None:  # As C declares: pointers and parameters around the name.
        inner = declared.child_by_field_name("declarator")
        named, declared = (declared, None) if inner is None else (None, inner)
    named = named or node.child_by_field_name("type")
    if named is None:
        named = next((child for child in node.named_children if "identifier" in child.type), None)
    if named is None:
        specified = next((child for child in node.named_children if child.type.endswith("_spec")), None)
        return _name(specified) if specified is not None else ""
    owner = _IDENTIFIERS.findall(_text(receiver))[-1:] if receiver is not None else []
    return ".".join([*owner, _text(named)])


def _assigned(node: Node) -> str:
    """The name of a function that is the value of a constant, as JavaScript writes them; else ""."""
    for child in node.named_children:
        value = child.child_by_field_name("value")
        name = child.child_by_field_name("name")
        if value is not None and name is not None and value.type in _FUNCTIONS:
            return _text(name)
    return ""


def _text(node: Node) -> str:
    text = node.text or b""
    return " ".join(text.decode("utf-8", "replace").split())[:LONGEST_NAME]


def _with_comments(lines: list[str], start: int, least: int) -> int:
    """The first line of the comments and decorators that stand right above a symbol."""
    while start > least and lines[start - 1].strip() and _ABOVE.match(lines[start - 1]):
        start -= 1
    return start


def _paragraphs(lines: list[str], start: int, end: int) -> Iterator[Block]:
    """The runs of lines between empty ones; a long one is cut between two of its lines."""
    for found in paragraphs(lines, start, end):
        first, size = found.start, 0
        for number in range(found.start, found.end):
            words = count_words(lines[number])
            if size + words > LONGEST_WORDS and number > first:
                yield Block(first, number, splittable=False)
                first, size = number, 0
            size += words
        yield Block(first, found.end, splittable=False)


def _runs(symbols: Iterator[Symbol]) -> Iterator[tuple[tuple[str, ...], list[Symbol]]]:
    for above, run in groupby(symbols, key=lambda symbol: symbol.above):
        yield above, list(run)


def _heading(above: tuple[str, ...], start: int, end: int, run: list[Symbol]) -> str:
    """The trail to a passage, with the names of the symbols in it: "Store > read, write"."""
    names = [symbol.name for symbol in run if symbol.name and start <= symbol.block.start < end]
    if not names:  # A piece of a symbol that was too long even for a piece.
        names = [
            symbol.name for symbol in run if symbol.name and symbol.block.start <= start < symbol.block.end
        ]
    shown = ", ".join(dict.fromkeys(names[:MOST_NAMES])) + (", …" if len(names) > MOST_NAMES else "")
    return TRAIL.join(filter(None, [*above, shown]))
