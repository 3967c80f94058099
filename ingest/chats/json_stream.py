"""JSON of any size, value by value: an export of many gigabytes is never in memory as a whole.

ijson tells what it meets, and here it becomes values. ijson's own `items` keeps the whole path at each level,
so that 100,000 brackets in a row, a file of 100 kB, would take all memory: here depth has a limit.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import IO, Any, TypeVar

from ingest.encoding import decode
from ingest.errors import UnreadableError

DEEPEST = 100
"""Levels of lists and objects; exports have a dozen."""
UTF16_LIMIT = 500_000_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_Event = tuple[str, Any]
_Value = TypeVar("_Value")
OnProblem = Callable[[str, str], None]
"""Called with the line number or id of what was left out, and the reason."""


class DeepError(ValueError):
    """Lists in lists in lists, deeper than any export has them."""


def json_values(file: IO[bytes], wanted: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Each value that stands at one of these places, with its place, in the order of the file.

    A place is the keys that lead there with "." between them, and "item" for each value of a list: "item",
    "chats.list.item.name". Raises ValueError where the file is no JSON, from there on.
    """
    import ijson

    events = iter(ijson.basic_parse(_utf8(file), use_float=True))
    try:
        yield from _walk(events, *next(events), place="", wanted=wanted, depth=0)
        next(events, None)  # Raises where more than one value stands in the file.
    except ijson.JSONError as error:
        raise ValueError(str(error)) from error


def salvaged(path: Path, name: str, values: Iterator[_Value], on_problem: OnProblem) -> Iterator[_Value]:
    """The values of a JSON stream; what stands before a damaged place counts, and the damage is told.

    Raises UnreadableError when not one value stands before it.
    """
    import zipfile
    import zlib

    count = 0
    try:
        for value in values:
            count += 1
            yield value
    except (ValueError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        if not count and isinstance(error, ValueError):
            raise UnreadableError(path, f"{name} is damaged: it is not JSON") from error
        if not count:
            raise
        on_problem(name, "it is damaged or cut off; what stands before that was read")


def _walk(
    events: Iterator[_Event], event: str, value: Any, *, place: str, wanted: Collection[str], depth: int
) -> Iterator[tuple[str, Any]]:
    if place in wanted:
        yield place, _build(events, event, value, depth)
        return
    if depth > DEEPEST:
        raise DeepError("it is nested too deep")
    closing = {"start_map": "end_map", "start_array": "end_array"}.get(event)
    if closing is None:
        return
    before = f"{place}." if place else ""
    for inner, content in events:
        if inner == closing:
            return
        below = f"{before}item"
        if inner == "map_key":
            below = before + content
            inner, content = next(events)
        yield from _walk(events, inner, content, place=below, wanted=wanted, depth=depth + 1)


def _build(events: Iterator[_Event], event: str, value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise DeepError("it is nested too deep")
    if event == "start_map":
        return _build_map(events, depth + 1)
    if event == "start_array":
        return _build_list(events, depth + 1)
    return value


def _build_map(events: Iterator[_Event], depth: int) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for event, key in events:
        if event == "end_map":
            break
        event, value = next(events)
        built[key] = _build(events, event, value, depth) if event.startswith("start") else value
    return built


def _build_list(events: Iterator[_Event], depth: int) -> list[Any]:
    built: list[Any] = []
    for event, value in events:
        if event == "end_array":
            break
        built.append(_build(events, event, value, depth) if event.startswith("start") else value)
    return built


def _utf8(file: IO[bytes]) -> IO[bytes]:
    """The bytes as UTF-8 without a mark, as the parser wants them."""
    head = file.read(4)
    if head[:2] in _UTF16:
        return io.BytesIO(decode(head + file.read(UTF16_LIMIT)).encode())
    return io.BufferedReader(_Rest(head.removeprefix(codecs.BOM_UTF8), file), 1 << 16)


class _Rest(io.RawIOBase):
    """What was read already, then the rest of the file."""

    def __init__(self, head: bytes, file: IO[bytes]) -> None:
        self._head, self._file = head, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._head or self._file.read(len(buffer))
        self._head = b"" if piece is self._head else self._head
        buffer[: len(piece)] = piece
        return len(piece)
