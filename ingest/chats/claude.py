"""Claude's data export: conversations.json, in its folder or inside the .zip it came in.

The form, as seen in exports of 2024 to 2026: a list of conversations (uuid, name, created_at), each with its
`chat_messages` (uuid, sender "human" or "assistant", created_at, `content` as blocks of several types, and
the older `text`). Newer ones name each message's `parent_message_uuid`, for an edited question begins a new
branch: what is read then is the branch that ends in the newest message. users.json tells whose account it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.chats.exports import Export
from ingest.chats.fields import identity, moment, record, records, text
from ingest.chats.markers import attachment, lines
from ingest.chats.sessions import SESSION, OnProblem, Turn, session_document
from ingest.document import Document, Person
from ingest.handles import email_handle, phone_handle

SPEAKERS = {"human": ("You", "user"), "assistant": ("Claude", "assistant")}
MEMBER = r"conversations(?:[-_]\d+)?\.json"


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each conversation that holds something to read.

    What is no conversation is told to on_problem(id or number, reason). Raises UnreadableError.
    """
    seen: set[str] = set()
    myself = _myself(export)
    conversations = export.listed(MEMBER, "conversations.json", on_problem)
    for number, fields in enumerate(conversations, start=1):
        name = identity(record(fields).get("uuid"))
        turns = [turn for message in _shown(record(fields)) for turn in _turns(message)]
        reason = _reason_against(name, turns, seen)
        if reason:
            on_problem(name or f"conversation {number}", reason)
            continue
        seen.add(name)
        title = text(fields.get("name")) or "Untitled conversation"
        created = moment(fields.get("created_at"))
        yield session_document(name, SESSION, title, turns, export.path, created, (myself,))


def _reason_against(name: str, turns: list[Turn], seen: set[str]) -> str:
    if not name:
        return "it is not a conversation: it has no uuid"
    if name in seen:
        return "the export holds it twice; the first one is kept"
    return "" if turns else "no message in it has a text"


def _myself(export: Export) -> Person:
    names = export.find(r"users\.json")
    listed = records(export.json(names[0])) if names and not export.is_file else []
    account = listed[0] if len(listed) == 1 else {}
    handles = (
        email_handle(text(account.get("email_address"))),
        phone_handle(text(account.get("verified_phone_number"))),
    )
    return Person(SPEAKERS["human"][0], tuple(filter(None, handles)), "self")


def _shown(conversation: dict[str, Any]) -> list[dict[str, Any]]:
    """The messages of the branch that ends in the newest one; all of them where none names its parent."""
    messages = records(conversation.get("chat_messages"))
    by_id = {identity(message.get("uuid")): message for message in messages}
    if not any(message.get("parent_message_uuid") in by_id for message in messages):
        return messages
    newest = max(messages, key=lambda message: text(message.get("created_at")))
    current = conversation.get("current_leaf_message_uuid")
    at = current if isinstance(current, str) and current in by_id else identity(newest.get("uuid"))
    branch: list[dict[str, Any]] = []
    while at in by_id:
        message = by_id.pop(at)
        branch.append(message)
        at = identity(message.get("parent_message_uuid"))
    return branch[::-1]


def _turns(message: dict[str, Any]) -> Iterator[Turn]:
    speaker, role = SPEAKERS.get(text(message.get("sender")), ("", ""))
    said = _text(message)
    name = identity(message.get("uuid"))
    if speaker and said and name:
        yield Turn(name, speaker, said, moment(message.get("created_at")), role)


def _text(message: dict[str, Any]) -> str:
    """What was said, without thoughts and calls to tools, and the names of the files that came with it."""
    blocks = [text(block.get("text")) for block in records(message.get("content")) if _is_said(block)]
    said = "\n\n".join(filter(None, blocks)) or text(message.get("text"))
    files = [*records(message.get("attachments")), *records(message.get("files"))]
    names = dict.fromkeys(text(file.get("file_name")) for file in files)
    return lines(said, *(attachment(name) for name in names))


def _is_said(block: dict[str, Any]) -> bool:
    return block.get("type") in ("text", "voice_note")
