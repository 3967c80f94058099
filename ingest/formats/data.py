"""Settings and data: JSON, YAML, TOML and INI, by their members under the trail of keys.

Where the text is laid out in lines that a person can read, it is read as it stands there. JSON on one long
line, or with escapes in it ("caf\\u00e9"), is read by its values, and a place in it is the JSON pointer of a
member, or of the first and the last of several.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ingest.content import Content
from ingest.document import Locator, Passage, Reading
from ingest.encoding import clean
from ingest.outline import TRAIL, Heading, Part, line_passages
from ingest.passages import TARGET_WORDS, Block, count_words, merge_blocks, merge_paragraphs, paragraphs
from ingest.places import lines_at

READABLE_LINE = 1_000
"""JSON with a longer line than this was not laid out for people."""
DEEPEST = 12
"""Members inside more others than this are read as one."""
_HEADER = re.compile(r"\s*\[{1,2}\s*([^\[\]]+?)\s*\]{1,2}\s*(?:[#;].*)?$")
_KEY = re.compile(
    r"""\s*(?:-\s+)*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s:=#'"\[{-][^:=]{0,80}?))\s*(?::(?=\s|$)|=)"""
)
_CLOSER = re.compile(r"\s*[}\])]+[,;]?\s*$")
_COMMENT = re.compile(r"\s*(?:#|//|;)")
_ITEM = re.compile(r"\s*-(?:\s|$)")

_HEADED = (".toml", ".ini", ".cfg", ".conf", ".properties")
_LINED = (".yaml", ".yml")

Member = tuple[tuple[str, ...], Block]
"""The keys above some lines, and the lines."""


def read(content: Content) -> Iterator[Reading]:
    """The passages of a file of data; its time is the day that its name tells, if any."""
    lines = content.lines
    values = None if content.suffix in (*_HEADED, *_LINED) else _values(content.text)
    if values:
        passages = tuple(_entry_passages(values))
    elif content.suffix in _HEADED and any(_HEADER.match(line) for line in lines):
        passages = line_passages(lines, _headed(lines))
    else:
        passages = tuple(_member_passages(lines))
    yield Reading(passages, time=content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The lines at a place, or the members that a pointer names."""
    if locator.kind == "lines":
        return lines_at(content.lines, locator)
    for _, place, texts in _entries(_values(content.text)):
        if place == locator.part:
            return "\n".join(texts)
    raise LookupError(f"there is no {locator} in it")


def _headed(lines: list[str]) -> Iterator[Part]:
    """TOML and INI: sections under their headers, cut at empty lines."""
    start = 0
    for number, line in enumerate([*lines, "[end]"]):
        header = _HEADER.match(line)
        if header is None:
            continue
        yield from paragraphs(lines, start, number)
        if number < len(lines):
            name = [part.strip(" \"'") for part in header[1].split(".")]
            yield Heading(1, TRAIL.join(name), Block(number, number + 1))
        start = number + 1


def _member_passages(lines: list[str]) -> Iterator[Passage]:
    for trail, members in groupby(_members(lines, 0, len(lines), ()), key=lambda member: member[0]):
        for found in merge_blocks(lines, [block for _, block in members]):
            yield Passage(found.text, Locator.lines(found.start + 1, found.end), TRAIL.join(trail))


def _members(lines: list[str], start: int, end: int, trail: tuple[str, ...]) -> Iterator[Member]:
    """The members of a mapping or list by their indentation; one that is too long by its own members.

    The line above the first of those and the one that closes them come along with the first and last.
    """
    for block in _grouped(lines, start, end):
        inner = block.start + 1
        while inner < block.end and (not lines[inner].strip() or _COMMENT.match(lines[inner])):
            inner += 1
        deeper = inner < block.end and _indent(lines[inner]) > _indent(lines[block.start])
        long = count_words("\n".join(lines[block.start : block.end])) > TARGET_WORDS
        if not (long and deeper) or len(trail) >= DEEPEST:
            yield trail, block
            continue
        name = _name(lines[block.start])
        below = list(_members(lines, inner, block.end, (*trail, name) if name else trail))
        for number, (keys, part) in enumerate(below):
            yield keys, Block(part.start if number else block.start, part.end, part.splittable)


def _grouped(lines: list[str], start: int, end: int) -> Iterator[Block]:
    """Runs of lines, each from one that is indented least up to the next such.

    Comments go with what follows, and the items of a list with the key above them.
    """
    written = [number for number in range(start, end) if lines[number].strip()]
    least = min((_indent(lines[number]) for number in written if not _CLOSER.match(lines[number])), default=0)
    first: int | None = None
    last, only_comments, listed = start, True, False
    for number in written:
        line = lines[number]
        begins = _indent(line) <= least and not _CLOSER.match(line) and not only_comments
        if first is not None and begins and not (_ITEM.match(line) and not listed):
            yield Block(first, last + 1)
            first, only_comments = None, True
        if first is None:
            first, listed = number, _ITEM.match(line) is not None
        only_comments = only_comments and _COMMENT.match(line) is not None
        last = number
    if first is not None:
        yield Block(first, last + 1)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _name(line: str) -> str:
    found = _KEY.match(line)
    return next((name for name in found.groups() if name), "").strip() if found else ""


def _values(text: str) -> Any:
    """The values of JSON that is better read by them; None for what reads well, or is no sound JSON."""
    if "\\" not in text and len(max(text.split("\n"), key=len)) <= READABLE_LINE:
        return None
    try:
        return json.loads(text)
    except RecursionError:
        return None
    except ValueError:
        return _records(text)


def _records(text: str) -> list[Any] | None:
    """The records of JSON Lines; None where one of them is no JSON."""
    try:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        return None


def _entry_passages(values: Any) -> Iterator[Passage]:
    for trail, place, texts in _entries(values):
        for found in merge_paragraphs(texts, [Block(0, len(texts))]):
            yield Passage(found.text, Locator.entry(place), trail)


def _entries(values: Any) -> Iterator[tuple[str, str, list[str]]]:
    """The trail, the place and the texts of members that stand together."""
    members = _split(values, "", ()) if isinstance(values, dict | list) else iter(())
    for trail, run in groupby(members, key=lambda member: member[0]):
        group = list(run)
        texts = [text for _, _, text in group]
        found = merge_paragraphs(texts, (Block(at, at + 1) for at in range(len(texts))))
        for start, end in dict.fromkeys((each.start, each.end) for each in found):
            first, last = group[start][1], group[end - 1][1]
            yield TRAIL.join(trail), first if first == last else f"{first} to {last}", texts[start:end]


def _split(value: Any, pointer: str, trail: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """The keys above, the pointer and the text of each member that is small enough, else of its own."""
    for key, member in value.items() if isinstance(value, dict) else enumerate(value):
        own = f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
        text = clean("\n".join(_written(str(key) if isinstance(value, dict) else None, member, 0)))
        if isinstance(member, dict | list) and count_words(text) > TARGET_WORDS and len(trail) < DEEPEST:
            yield from _split(member, own, (*trail, str(key)) if isinstance(value, dict) else trail)
        elif text.strip():
            yield trail, own, text


def _written(key: str | None, value: Any, depth: int) -> Iterator[str]:
    """A value as people would note it down: `key: value`, what is inside it below and further in."""
    indent = "  " * depth
    head = indent + (f"{key}: " if key is not None else "- " if depth else "")
    if isinstance(value, dict) and value:
        if key is not None:
            yield head.rstrip()
        for name, member in value.items():
            yield from _written(name, member, depth + (key is not None))
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        yield head.rstrip()
        for member in value:
            yield from _written(None, member, depth + 1)
    else:
        yield head + _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(map(_scalar, value))
    return json.dumps(value, ensure_ascii=False)
