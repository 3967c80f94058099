"""ChatGPT's data export: conversations.json, in its folder or inside the .zip it came in.

Each conversation is a tree of messages, for every edited question and every answer asked for again starts a
new branch. What is read is the branch that ends in `current_node`: the one the person sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest.chats.exports import Export
from ingest.chats.fields import moment, record, text
from ingest.chats.sessions import SESSION, OnProblem, Turn, session_document
from ingest.document import Document, Person
from ingest.encoding import clean
from ingest.errors import UnreadableError
from ingest.handles import email_handle, phone_handle

SPEAKERS = {"user": "You", "assistant": "ChatGPT"}
TEXT_TYPES = ("text", "multimodal_text", "code")
VISIBLE_RECIPIENTS = (None, "all", "python")
"""Messages to other recipients are calls to tools, which the person never sees; Python code is shown."""
MEMBER = r"conversations(?:-\d+)?\.json"


class BadConversationError(ValueError):
    """A conversation that cannot be read; the message says why."""


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each conversation that holds something to read.

    Damaged conversations are told to on_problem(id or number, reason) and left out. Raises UnreadableError
    when the export cannot be opened or has no conversation that can be read.
    """
    seen: set[str] = set()
    myself = _myself(export)
    conversations = export.listed(MEMBER, "conversations.json", on_problem)
    for number, conversation in enumerate(conversations, start=1):
        try:
            document = _document(conversation, export.path, myself)
        except BadConversationError as error:
            on_problem(_name_of(conversation, number), str(error))
            continue
        if document.key in seen:
            on_problem(_name_of(conversation, number), "the export holds it twice; the first one is kept")
            continue
        seen.add(document.key)
        yield document
    if not seen:
        raise UnreadableError(export.path, "it holds no conversation that can be read")


def _myself(export: Export) -> Person:
    """The account that the export is of, as user.json tells beside the conversations."""
    names = export.find(r"user\.json")
    account = record(export.json(names[0])) if names else {}
    handles = (email_handle(text(account.get("email"))), phone_handle(text(account.get("phone_number"))))
    return Person(SPEAKERS["user"], tuple(filter(None, handles)), "self")


def _document(conversation: object, path: Path, myself: Person) -> Document:
    if not isinstance(conversation, dict) or not isinstance(conversation.get("mapping"), dict):
        raise BadConversationError("it is not a conversation: it has no messages")
    name = conversation.get("conversation_id") or conversation.get("id")
    if not isinstance(name, str):
        raise BadConversationError("it has no id")
    turns = [turn for node in _shown_branch(conversation) for turn in _turns(node)]
    if not turns:
        raise BadConversationError("no message in it has a text")
    return session_document(
        clean(name),
        SESSION,
        text(conversation.get("title")) or "Untitled conversation",
        turns,
        path,
        moment(conversation.get("create_time")),
        (myself,),
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
    said = _text(message.get("content"))
    if isinstance(role, str) and role in SPEAKERS and said:
        identity = message.get("id")
        name = clean(identity if isinstance(identity, str) and identity else node["id"])
        yield Turn(name, SPEAKERS[role], said, moment(message.get("create_time")), role)


def _is_hidden(message: dict[str, Any]) -> bool:
    about = message.get("metadata")
    hidden = isinstance(about, dict) and bool(about.get("is_visually_hidden_from_conversation"))
    return hidden or message.get("weight") == 0 or message.get("recipient") not in VISIBLE_RECIPIENTS


def _text(content: object) -> str:
    if not isinstance(content, dict) or content.get("content_type") not in TEXT_TYPES:
        return ""
    parts = content.get("parts")
    pieces: Sequence[object] = parts if isinstance(parts, list) else [content.get("text")]
    return clean("\n\n".join(words for piece in pieces if (words := _piece(piece)))).strip()


def _piece(piece: object) -> str:
    """A part's words: plain text, or what was said in a voice message; pictures and files have none."""
    if isinstance(piece, dict) and piece.get("content_type") == "audio_transcription":
        piece = piece.get("text")
    return piece.strip() if isinstance(piece, str) else ""


def _name_of(conversation: object, number: int) -> str:
    identity = (
        conversation.get("conversation_id") or conversation.get("id")
        if isinstance(conversation, dict)
        else None
    )
    return clean(identity) if isinstance(identity, str) else f"conversation {number}"
