"""ChatGPT's data export: conversations.json, in its folder or inside the .zip it came in.

Each conversation is a tree of messages, for every edited question and every answer asked for again starts a
new branch. What is read is the branch that ends in `current_node`: the one the person sees.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.chats.sessions import OnProblem, Turn, check_size, session_document
from ingest.dates import parse_time
from ingest.document import Document
from ingest.encoding import clean, decode
from ingest.errors import UnreadableError, printable, system_reason

SPEAKERS = {"user": "You", "assistant": "ChatGPT"}
TEXT_TYPES = ("text", "multimodal_text", "code")
VISIBLE_RECIPIENTS = (None, "all", "python")
"""Messages to other recipients are calls to tools, which the person never sees; Python code is shown."""
SESSION = "1"
"""A conversation is one session here; its key still has the form "conversation/session"."""
ZIP_BEGINNING = b"PK\x03\x04"
_MEMBER = re.compile(r"(?:.*/)?conversations(?:-\d+)?\.json")


class BadConversationError(ValueError):
    """A conversation that cannot be read; the message says why."""


def read(path: Path, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each conversation that holds something to read.

    Damaged conversations are told to on_problem(id or number, reason) and left out. Raises UnreadableError
    when the export cannot be opened or has no conversation that can be read.
    """
    seen: set[str] = set()
    for number, conversation in enumerate(_conversations(path), start=1):
        try:
            document = _document(conversation, path)
        except BadConversationError as error:
            on_problem(_name_of(conversation, number), str(error))
            continue
        if document.key in seen:
            on_problem(_name_of(conversation, number), "the export holds it twice; the first one is kept")
            continue
        seen.add(document.key)
        yield document
    if not seen:
        raise UnreadableError(path, "it holds no conversation that can be read")


def _conversations(path: Path) -> Iterator[object]:
    for name, data in _exports(path):
        try:
            conversations = json.loads(decode(data))
        except (ValueError, RecursionError) as error:
            raise UnreadableError(path, f"{name} is damaged: it is not JSON") from error
        if not isinstance(conversations, list):
            raise UnreadableError(path, f"{name} is not a list of conversations")
        yield from conversations


def _exports(path: Path) -> Iterator[tuple[str, bytes]]:
    """The name and content of each conversations.json at `path`: a file, a folder or a .zip."""
    try:
        if path.is_dir():
            yield from _in_folder(path)
        elif _is_zip(path):
            yield from _in_zip(path)
        else:
            check_size(path, path.name, path.stat().st_size)
            yield printable(path.name), path.read_bytes()
    except OSError as error:
        raise UnreadableError(path, system_reason(error)) from error


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    files = sorted(file for file in folder.iterdir() if _MEMBER.fullmatch(file.name) and file.is_file())
    if not files:
        raise UnreadableError(folder, "there is no conversations.json in it")
    for file in files:
        check_size(file, file.name, file.stat().st_size)
        yield file.name, file.read_bytes()


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == ZIP_BEGINNING


def _in_zip(path: Path) -> Iterator[tuple[str, bytes]]:
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(
                (member for member in archive.infolist() if _MEMBER.fullmatch(member.filename)),
                key=lambda member: member.filename,
            )
            if not members:
                raise UnreadableError(path, "there is no conversations.json in it")
            for member in members:
                check_size(path, member.filename, member.file_size)
                yield member.filename, archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise UnreadableError(path, "the .zip is damaged or encrypted; download the export again") from error


def _document(conversation: object, path: Path) -> Document:
    if not isinstance(conversation, dict) or not isinstance(conversation.get("mapping"), dict):
        raise BadConversationError("it is not a conversation: it has no messages")
    identity = conversation.get("conversation_id") or conversation.get("id")
    if not isinstance(identity, str):
        raise BadConversationError("it has no id")
    turns = [turn for node in _shown_branch(conversation) for turn in _turns(node)]
    if not turns:
        raise BadConversationError("no message in it has a text")
    title = conversation.get("title")
    return session_document(
        clean(identity),
        SESSION,
        clean(title).strip() if isinstance(title, str) and title.strip() else "Untitled conversation",
        turns,
        path,
        _time(conversation),
    )


def _shown_branch(conversation: dict[str, Any]) -> list[dict[str, Any]]:
    """The nodes from the first message to the current one."""
    mapping: dict[str, Any] = conversation["mapping"]
    at = conversation.get("current_node")
    if not isinstance(at, str) or at not in mapping:
        at = _newest_leaf(mapping)
    branch: list[dict[str, Any]] = []
    passed: set[object] = set()
    while isinstance(at, str) and at not in passed and isinstance(mapping.get(at), dict):
        passed.add(at)
        branch.append({**mapping[at], "id": at})
        at = mapping[at].get("parent")
    return branch[::-1]


def _newest_leaf(mapping: dict[str, Any]) -> str | None:
    """The latest message without an answer: what an export without `current_node` most likely showed."""
    leaves = [name for name, node in mapping.items() if isinstance(node, dict) and not node.get("children")]
    return max(leaves, key=lambda name: _created(mapping[name]), default=None)


def _created(node: dict[str, Any]) -> float:
    message = node.get("message")
    time = message.get("create_time") if isinstance(message, dict) else None
    return time if isinstance(time, int | float) else 0.0


def _turns(node: dict[str, Any]) -> Iterator[Turn]:
    """The node's message, if it is one that the person wrote or was shown."""
    message = node.get("message")
    if not isinstance(message, dict) or _is_hidden(message):
        return
    author = message.get("author")
    role = author.get("role") if isinstance(author, dict) else None
    text = _text(message.get("content"))
    if isinstance(role, str) and role in SPEAKERS and text:
        identity = message.get("id")
        name = clean(identity if isinstance(identity, str) and identity else node["id"])
        yield Turn(name, SPEAKERS[role], text, _time(message), role)


def _is_hidden(message: dict[str, Any]) -> bool:
    about = message.get("metadata")
    hidden = isinstance(about, dict) and bool(about.get("is_visually_hidden_from_conversation"))
    return hidden or message.get("weight") == 0 or message.get("recipient") not in VISIBLE_RECIPIENTS


def _text(content: object) -> str:
    if not isinstance(content, dict) or content.get("content_type") not in TEXT_TYPES:
        return ""
    parts = content.get("parts")
    pieces: Sequence[object] = parts if isinstance(parts, list) else [content.get("text")]
    return clean("\n\n".join(text for piece in pieces if (text := _piece(piece)))).strip()


def _piece(piece: object) -> str:
    """A part's words: plain text, or what was said in a voice message; pictures and files have none."""
    if isinstance(piece, dict) and piece.get("content_type") == "audio_transcription":
        piece = piece.get("text")
    return piece.strip() if isinstance(piece, str) else ""


def _time(fields: dict[str, Any]) -> datetime | None:
    try:
        return parse_time(fields.get("create_time"))
    except ValueError:
        return None  # A message is worth reading also when its date is not.


def _name_of(conversation: object, number: int) -> str:
    identity = (
        conversation.get("conversation_id") or conversation.get("id")
        if isinstance(conversation, dict)
        else None
    )
    return clean(identity) if isinstance(identity, str) else f"conversation {number}"
