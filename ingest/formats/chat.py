"""Chat exports that lie among other files: a document for each day or conversation, a passage a message.

Read as `secondme import` reads them; whose words they are is told by their speakers and not by the folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.chats import READERS
from ingest.chats.exports import Export
from ingest.chats.sessions import ignore_problem
from ingest.chats.single import kind_of_content
from ingest.content import Content
from ingest.document import CHAT, Document, Locator, Passage, Reading
from ingest.errors import UnreadableError
from ingest.formats import FormatError


def read(content: Content) -> Iterator[Reading]:
    """Its sessions, each a part of the file. Raises FormatError when there is not one message in it."""
    found = False
    for session in _sessions(content):
        found = True
        yield _reading(session)
    if not found:
        raise FormatError("it begins as a chat export, and there is no message in it that can be read")


def text_at(content: Content, locator: Locator) -> str:
    """The words of one message."""
    if locator.kind == "message":
        texts = [
            passage.text
            for session in _sessions(content)
            if locator.part in (None, _part(session))
            for passage in session.passages
            if passage.locator.message == locator.message
        ]
        if texts:
            return "\n".join(texts)
    raise LookupError(f"there is no {locator} in it")


def _sessions(content: Content) -> Iterator[Document]:
    kind = kind_of_content(content)
    if kind is None:
        raise FormatError("it is no chat export any more")
    try:
        yield from READERS[kind].read(Export.of_content(content), ignore_problem)
    except UnreadableError as error:
        raise FormatError(error.reason) from error


def _reading(session: Document) -> Reading:
    part = _part(session)
    return Reading(
        tuple(_within(passage, part) for passage in session.passages),
        session.title,
        session.time,
        part,
        session.content_hash,
        CHAT,
        session.people,
    )


def _within(passage: Passage, part: str) -> Passage:
    """The passage with its session in its place: ids of messages are unique within one only."""
    return replace(passage, locator=Locator("message", message=passage.locator.message, part=part))


def _part(session: Document) -> str:
    """The session's key, in which nothing parts a file from what is inside it."""
    return session.key.replace("!/", "%21/")
