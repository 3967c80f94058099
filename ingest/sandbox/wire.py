"""The pipe between the pool and a reading process: framed JSON, and nothing that could run on arrival.

A frame is four bytes of length, one byte that says what it is, and its body. What a reading process sends has
passed through a hostile file's reader, so it is taken apart field by field and checked on the way.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, cast, get_args

from ingest.document import Document, Hidden, HiddenBy, Locator, Passage, Person
from ingest.found import FoundFile
from ingest.options import Options
from ingest.sandbox.outcome import ChatRequest, Outcome, Request, Verdict

OPTIONS, REQUESTS, CHAT = b"o", b"r", b"c"
"""To a reading process: the options, once; then requests, some at a time, or a chat export."""
STARTED, PART, PROBLEM, LAST, BYE = b"s", b"p", b"n", b"l", b"b"
"""From it: that it is ready; a part of what a request gave, or the last part; that it ends by itself. Of a
chat export each session is a part, the last one says how it ended, and problems come in between."""
LARGEST = 256_000_000
"""Bytes of a frame, far above what 64 documents of the largest kind take."""
READ_BYTES = 1 << 18
_HEAD = struct.Struct(">Ic")
_VERDICTS = frozenset(get_args(Verdict))
_WAYS = frozenset(get_args(HiddenBy))


class WireError(ValueError):
    """What came is not what was agreed."""


def frame(mark: bytes, body: bytes = b"") -> bytes:
    """A frame, ready to be written."""
    return _HEAD.pack(len(body), mark) + body


class Frames:
    """Takes bytes as they come and gives the frames that are complete."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def add(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The marks and bodies of the frames that `data` completes. Raises WireError for one too large."""
        self._bytes += data
        start = 0
        while len(self._bytes) - start >= _HEAD.size:
            length, mark = _HEAD.unpack_from(self._bytes, start)
            if length > LARGEST:
                raise WireError(f"a frame of {length:,} bytes")
            end = start + _HEAD.size + length
            if len(self._bytes) < end:
                break
            yield mark, bytes(self._bytes[start + _HEAD.size : end])
            start = end
        del self._bytes[:start]


def read_frames(pipe: int) -> Iterator[tuple[bytes, bytes]]:
    """The marks and bodies that come through a pipe, until it ends."""
    frames = Frames()
    while data := os.read(pipe, READ_BYTES):
        yield from frames.add(data)


def encode_options(options: Options) -> bytes:
    """The body that `decode_options` reads."""
    return _dump(asdict(options))


def decode_options(body: bytes) -> Options:
    """The options in a frame."""
    fields = _load(body)
    tuples = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return Options(**(fields | tuples))


def encode_requests(requests: Sequence[Request]) -> bytes:
    """The body that `decode_requests` reads."""
    return _dump([_request_fields(request) for request in requests])


def _request_fields(request: Request) -> list[Any]:
    place = [os.fspath(request.file.path), *_file_fields(request.file)]
    return [*place, request.known_hash, request.known_format]


def decode_requests(body: bytes) -> list[Request]:
    """The requests in a frame."""
    return [
        Request(FoundFile(Path(path), *file), known_hash, known_format)
        for path, *file, known_hash, known_format in _load(body)
    ]


def encode_outcome(outcome: Outcome) -> bytes:
    """The body that `decode_outcome` reads. The path is left out: whoever asked knows it."""
    fields = [
        outcome.verdict,
        outcome.format,
        outcome.content_hash,
        outcome.reason,
        list(_file_fields(outcome.file)),
        [_document_fields(document) for document in outcome.documents],
    ]
    return _dump(fields)


def decode_outcome(body: bytes, request: Request, *, last: bool) -> Outcome:
    """The outcome of a request. Raises WireError for anything but what `encode_outcome` writes."""
    with _refusing("outcome"):
        verdict, tag, content_hash, reason, (key, *numbers), documents = _load(body)
        if verdict not in _VERDICTS or key != request.file.key:
            raise WireError(f"an outcome of another file or of no known kind: {verdict!r}")
        path = request.file.path
        return Outcome(
            FoundFile(path, key, *map(_number, numbers)),
            verdict,
            tuple(_document(fields, path) for fields in documents),
            _text(tag),
            _text(content_hash),
            _text_or_none(reason),
            last,
        )


def encode_chat(request: ChatRequest) -> bytes:
    """The body that `decode_chat` reads."""
    return _dump([request.kind, os.fspath(request.path)])


def decode_chat(body: bytes) -> ChatRequest:
    """The chat export that is asked for."""
    kind, path = _load(body)
    return ChatRequest(kind, Path(path))


def encode_session(session: Document) -> bytes:
    """The body that `decode_session` reads."""
    return _dump(_document_fields(session))


def decode_session(body: bytes, path: Path) -> Document:
    """A session of the export at `path`. Raises WireError for anything but what `encode_session` writes."""
    with _refusing("session"):
        return _document(_load(body), path)


def encode_problem(where: str, reason: str) -> bytes:
    """The body that `decode_problem` reads."""
    return _dump([where, reason])


def decode_problem(body: bytes) -> tuple[str, str]:
    """What was left out, and the reason. Raises WireError."""
    with _refusing("problem"):
        where, reason = _load(body)
        return _text(where), _text(reason)


def encode_end(reason: str | None) -> bytes:
    """The body that `decode_end` reads. reason: why an export was not read to its end."""
    return _dump(reason)


def decode_end(body: bytes) -> str | None:
    """How the reading of an export ended. Raises WireError."""
    with _refusing("end"):
        return cast("str | None", _text_or_none(_load(body)))


@contextmanager
def _refusing(what: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise WireError(f"no {what}: {error}") from error


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), check_circular=False).encode(
        "utf-8", "surrogatepass"
    )


def _load(body: bytes) -> Any:
    return json.loads(body.decode("utf-8", "surrogatepass"))


def _file_fields(file: FoundFile) -> tuple[str, int, int, int, int]:
    return file.key, file.size, file.mtime_ns, file.inode, file.device


def _document_fields(document: Document) -> list[Any]:
    return [
        document.key,
        document.title,
        document.kind,
        document.content_hash,
        document.time and document.time.isoformat(),
        document.path is not None,
        document.thread,
        [[person.name, person.handles, person.role] for person in document.people],
        [_passage_fields(passage) for passage in document.passages],
    ]


def _passage_fields(passage: Passage) -> list[Any]:
    at = passage.locator
    time = passage.time and passage.time.isoformat()
    place = [at.kind, at.start, at.end, at.part, at.message]
    told = [passage.text, place, passage.heading, passage.speaker, passage.role, time, passage.handle]
    return [*told, [[one.by, one.text] for one in passage.hidden], passage.remarks]


def _document(fields: list[Any], path: Path) -> Document:
    key, title, kind, content_hash, time, has_path, thread, people, passages = fields
    return Document(
        _text(key),
        _text(title),
        _text(kind),
        _text(content_hash),
        _time(time),
        tuple(map(_passage, passages)),
        path if has_path else None,
        tuple(map(_person, people)),
        _text_or_none(thread),
    )


def _passage(fields: list[Any]) -> Passage:
    text, (place, start, end, part, message), heading, speaker, role, time, handle, hidden, remarks = fields
    locator = Locator(
        place, _number_or_none(start), _number_or_none(end), _text_or_none(part), _text_or_none(message)
    )
    return Passage(
        _text(text),
        locator,
        _text(heading),
        _text_or_none(speaker),
        _text_or_none(role),
        _time(time),
        _text_or_none(handle),
        tuple(Hidden(_way(by), _text(words)) for by, words in hidden),
        None if remarks is None else tuple(map(_text, remarks)),
    )


def _way(by: Any) -> HiddenBy:
    if by not in _WAYS:
        raise WireError(f"{by!r:.40} is no way of hiding")
    return cast("HiddenBy", by)


def _person(fields: list[Any]) -> Person:
    name, handles, role = fields
    return Person(_text_or_none(name), tuple(map(_text, handles)), role)


def _checked(kind: type, optional: bool) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if type(value) is kind or (optional and value is None):
            return value
        raise WireError(f"{value!r:.40} is no {kind.__name__}")

    return check


_text, _text_or_none = _checked(str, False), _checked(str, True)
_number, _number_or_none = _checked(int, False), _checked(int, True)


def _time(value: Any) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
