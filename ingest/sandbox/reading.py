"""One request answered in this process: what a reading process does for each file and chat export."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.content import Content, open_content, same_version
from ingest.document import Document
from ingest.errors import ChangedError, ClosedError, GoneError, SkippedError, UnreadableError
from ingest.formats import Format
from ingest.found import FoundFile
from ingest.options import Options
from ingest.reader import find_format, read_content
from ingest.sandbox.outcome import ChatRequest, Outcome, Request, Verdict

if TYPE_CHECKING:
    from ingest.chats.sessions import OnProblem

MOST_DOCUMENTS = 64
MOST_CHARACTERS = 4_000_000
"""So much comes in one outcome, and one document more."""
PATIENCE_SHARE = 0.1
"""Of the time that may pass without an outcome: then what there is goes out. The last batch is held back
until the end is known, so a silence may last twice that and the longest document."""


def read_request(request: Request, options: Options) -> Iterator[Outcome]:
    """The outcomes of a request, the last one marked as such. Raises nothing that a file can cause."""
    seen = Outcome(request.file, "unread")
    try:
        content = open_content(request.file.path, options)
        assert content.status is not None
        seen = replace(seen, file=FoundFile.of(request.file.path, request.file.key, content.status))
        format = find_format(content)
        seen = replace(seen, format=format.tag, content_hash=content.sha256)
        if (seen.content_hash, seen.format) == (request.known_hash, request.known_format):
            yield replace(seen, verdict="same")
            return
        yield from _read(seen, format, content)
    except UnreadableError as error:
        yield replace(seen, verdict=_verdict(error), format=error.tag or seen.format, reason=error.reason)
    except Exception as error:
        # Perhaps a fault of ours; it is listed, and must not keep all other files from being read.
        yield replace(seen, reason=_why(error, options))


def read_sessions(
    request: ChatRequest, options: Options, on_problem: OnProblem
) -> Generator[Document, None, None]:
    """The sessions of a chat export. Raises UnreadableError, and nothing else that an export can cause."""
    from ingest.chats import read_chat

    try:
        yield from read_chat(request.kind, request.path, on_problem)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(request.path, _why(error, options)) from error


def _read(seen: Outcome, format: Format, content: Content) -> Iterator[Outcome]:
    some: tuple[Document, ...] = ()
    for following in _batches(read_content(format, content, seen.file), content.options.seconds):
        if some:
            yield _found(seen, some, last=False)
        some = following
    if _has_changed(content):
        raise ChangedError(seen.file.path)
    yield _found(seen, some, last=True)


def _batches(documents: Iterator[Document], seconds: float) -> Iterator[tuple[Document, ...]]:
    """Few enough to be held and sent at once, and often enough to show that it is getting on."""
    some: list[Document] = []
    size, since = 0, time.monotonic()
    for document in documents:
        some.append(document)
        size += sum(len(passage.text) for passage in document.passages)
        is_late = time.monotonic() - since > PATIENCE_SHARE * seconds
        if len(some) == MOST_DOCUMENTS or size > MOST_CHARACTERS or is_late:
            yield tuple(some)
            some, size, since = [], 0, time.monotonic()
    if some:
        yield tuple(some)


def _found(seen: Outcome, documents: tuple[Document, ...], last: bool) -> Outcome:
    return replace(seen, verdict="read", documents=documents, last=last)


def _has_changed(content: Content) -> bool:
    assert content.path is not None and content.status is not None
    try:
        return not same_version(content.status, content.path.stat())
    except OSError:
        return True


def _verdict(error: UnreadableError) -> Verdict:
    if isinstance(error, GoneError):
        return "gone"
    if isinstance(error, ClosedError):
        return "closed"
    if isinstance(error, ChangedError):
        return "unsettled"
    return "skipped" if isinstance(error, SkippedError) else "unread"


def _why(error: Exception, options: Options) -> str:
    if isinstance(error, MemoryError):
        return f"reading it needed more than {options.memory_mb:,} MB of memory"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return f"the reader stumbled over it ({type(error).__name__}), a fault of secondme; please report it"
