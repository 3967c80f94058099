"""Matrix, as Element's "Export chat" writes it in the form JSON: one room a file, or export.json in a .zip.

The form (element-web, src/utils/exportUtils/JSONExport.ts): room_name, exported_by and `messages`, which are
the room's events as the Matrix specification has them, decrypted. An edit is an event of its own and replaces
the text of the one it names; what was deleted has no content left; the quotation that a reply begins with is
cut off. Members' names are those of their m.room.member events. Ids of the account are never in the head,
only the person's display name: whose it is is known where one member alone has that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.chats.exports import Export
from ingest.chats.fields import identity, moment, record, records, text
from ingest.chats.markers import attachment, poll
from ingest.chats.sessions import Conversation, OnProblem, Turn, daily_documents
from ingest.document import Document, Person
from ingest.handles import handle

MEMBER = r"[^/]+\.json"
_PLACES = ("room_name", "exported_by", "messages.item")
_FILES = ("m.image", "m.file", "m.video", "m.audio")
_POLLS = ("m.poll.start", "org.matrix.msc3381.poll.start")
_QUOTE = re.compile(r"(?:> .*\n)+\n")


@dataclass
class Room:
    """A room as far as it was read: its turns by event id, the edits of them, and its members' names."""

    name: str = ""
    exporter: str = ""
    id: str = ""
    turns: dict[str, Turn] = field(default_factory=dict)
    edits: dict[str, tuple[int, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each day of each room."""
    names = export.need(MEMBER, "export.json")
    for name in names:
        room = Room()
        for place, value in export.values(name, _PLACES, on_problem):
            if place == "messages.item":
                _take(room, record(value))
            else:
                setattr(room, {"room_name": "name"}.get(place, "exporter"), text(value))
        yield from daily_documents(_conversation(room), _turns(room), export.path)


def _take(room: Room, event: dict[str, Any]) -> None:
    sender, name = text(event.get("sender")), text(event.get("event_id"))
    content = record(event.get("content"))
    room.id = room.id or text(event.get("room_id"))
    if event.get("type") == "m.room.member":
        room.names[text(event.get("state_key")) or sender] = text(content.get("displayname"))
        return
    about = record(content.get("m.relates_to"))
    replacement = record(content.get("m.new_content"))
    if about.get("rel_type") == "m.replace" and replacement:
        _edit(room, text(about.get("event_id")), event, _words(event, replacement))
        return
    words = _words(event, content)
    if sender and name and words:
        room.turns[name] = Turn(
            name, sender, words, moment(event.get("origin_server_ts")), handle=handle("matrix", sender)
        )


def _edit(room: Room, edited: str, event: dict[str, Any], words: str) -> None:
    """The newest edit counts, in whatever order they come."""
    at = event.get("origin_server_ts")
    version = (at if isinstance(at, int) else 0, words)
    if words and version > room.edits.get(edited, (-1, "")):
        room.edits[edited] = version


def _turns(room: Room) -> Iterator[Turn]:
    for name, turn in room.turns.items():
        words = room.edits[name][1] if name in room.edits else turn.text
        yield replace(turn, text=words, speaker=_shown(room, turn.speaker))


def _conversation(room: Room) -> Conversation:
    people = _people(room)
    name = room.name or room.id or "Matrix room"
    return Conversation(room.id or name, name, tuple(people))


def _people(room: Room) -> Sequence[Person]:
    members = dict.fromkeys([*room.names, *(turn.speaker for turn in room.turns.values())])
    named = [member for member in members if room.exporter in (member, _shown(room, member))]
    return [
        Person(
            _shown(room, member),
            tuple(filter(None, [handle("matrix", member)])),
            "self" if named == [member] else "participant",
        )
        for member in members
    ]


def _shown(room: Room, member: str) -> str:
    """The member's name in the room, else the first part of the account's: "ana" of "@ana:example.org"."""
    return room.names.get(member) or member.removeprefix("@").partition(":")[0] or member


def _words(event: dict[str, Any], content: dict[str, Any]) -> str:
    if event.get("type") in _POLLS:
        return _poll(content)
    body = text(content.get("body"))
    if event.get("type") not in ("m.room.message", "m.sticker") or not body:
        return ""
    kind = content.get("msgtype")
    if kind in _FILES:
        return _file(content, body)
    if record(record(content.get("m.relates_to")).get("m.in_reply_to")) or body.startswith("> <@"):
        body = _QUOTE.sub("", f"{body}\n", count=1).strip()
    return "" if event.get("type") == "m.sticker" else f"[place: {body}]" if kind == "m.location" else body


def _file(content: dict[str, Any], body: str) -> str:
    """The file's name; where `filename` stands beside it, the body is what was written under the picture."""
    name = text(content.get("filename"))
    return attachment(body) if not name or name == body else f"{attachment(name)}\n{body}"


def _poll(content: dict[str, Any]) -> str:
    start = next((record(content.get(kind)) for kind in _POLLS if kind in content), {})
    answers = [_answer(answer) for answer in records(start.get("answers"))]
    question = _answer(record(start.get("question")))
    return poll(question, answers) if question else ""


def _answer(value: dict[str, Any]) -> str:
    plain = value.get("org.matrix.msc1767.text") or value.get("body") or value.get("m.text")
    first = records(plain)[0].get("body") if records(plain) else plain
    return text(first) or identity(value.get("id"))
