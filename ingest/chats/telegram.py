"""Telegram Desktop's "Export chat history" and "Export Telegram data" in the form "machine-readable JSON".

result.json is one chat (name, type, id, messages) or the whole account (personal_information, chats.list with
such chats). It can have gigabytes, and is read message by message. A message: id, type "message" or
"service", date and date_unixtime, from, from_id "user5512", text as a string or a list of strings and
entities, and what came with it. The form is described at https://core.telegram.org/import-export;
`text_entities` and `date_unixtime` came later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.chats.exports import Export
from ingest.chats.fields import identity, moment, record, records, text
from ingest.chats.markers import attachment, lines, poll
from ingest.chats.sessions import Conversation, OnProblem, Turn, daily_documents
from ingest.document import Document, Person
from ingest.errors import UnreadableError
from ingest.handles import handle, phone_handle

MEMBER = r"result\.json"
PRIVATE = ("personal_chat", "bot_chat")
"""Kinds of chats with one other account, whose id is the chat's."""
_LISTS = ("chats.list.item.", "left_chats.list.item.", "")
_FIELDS = ("name", "type", "id", "messages.item")
_PLACES = {f"{before}{field}" for before in _LISTS for field in _FIELDS} | {"personal_information"}
_MEDIA = ("file", "photo")


@dataclass
class Chat:
    """A chat as far as it was read. account: the person's own, where the export is of a whole account."""

    account: Person | None = None
    about: dict[str, Any] = field(default_factory=dict)
    messages: list[Turn] = field(default_factory=list)
    speakers: dict[str, str] = field(default_factory=dict)
    """The name of each account that spoke, by its id; the newest where it changed."""


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each day of each chat."""
    names = export.main(MEMBER)
    if not names:
        raise UnreadableError(export.path, _reason(export))
    for name in names:
        for chat in _chats(export.values(name, _PLACES, on_problem), on_problem):
            yield from daily_documents(_conversation(chat), chat.messages, export.path)


def _reason(export: Export) -> str:
    if export.find(r"messages\d*\.html"):
        return "it is an export as HTML; export again and choose the form: machine-readable JSON"
    return "there is no result.json in it"


def _chats(values: Iterable[tuple[str, Any]], on_problem: OnProblem) -> Iterator[Chat]:
    """Each chat, once all its messages are there; its name, type and id stand before them."""
    chat = Chat()
    for place, value in values:
        name = place.rpartition("item.")[2] if not place.endswith("messages.item") else "message"
        if name == "personal_information":
            chat.account = _account(record(value))
        elif name == "message":
            _take(chat, value, on_problem)
        else:
            if chat.messages or name in chat.about:
                yield chat
                chat = Chat(chat.account)
            chat.about[name] = value
    yield chat


def _take(chat: Chat, value: object, on_problem: OnProblem) -> None:
    message = record(value)
    if not message:
        on_problem(f"message of {text(chat.about.get('name'))}", "it is not a message")
        return
    if message.get("type") != "message":
        return
    sender = identity(message.get("from_id"))
    chat.speakers[sender] = text(message.get("from")) or chat.speakers.get(sender, "Deleted account")
    words = _words(message)
    name = identity(message.get("id"))
    if words:
        chat.messages.append(_turn(name, message, words, chat.speakers[sender]))


def _turn(name: str, message: dict[str, Any], words: str, sender: str) -> Turn:
    """Forwarded words are those of whoever wrote them."""
    time = moment(message.get("date_unixtime")) or moment(_local(message.get("date")))
    author = text(message.get("forwarded_from"))
    if author and author != sender:
        return Turn(name, author, words, time, heading=f"forwarded by {sender}")
    return Turn(name, sender, words, time, handle=_handle(identity(message.get("from_id"))))


def _local(value: object) -> object:
    """Before there was `date_unixtime`, the time on the clock of the machine that wrote the export."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(text(value)).astimezone().isoformat()
    except (ValueError, OverflowError):
        return None


def _conversation(chat: Chat) -> Conversation:
    kind, name = text(chat.about.get("type")), text(chat.about.get("name"))
    saved = "Saved messages" if kind == "saved_messages" else "Deleted account"
    number = identity(chat.about.get("id"))
    return Conversation(number or name or saved, name or saved, tuple(_people(chat, kind, number)))


def _people(chat: Chat, kind: str, number: str) -> Iterator[Person]:
    """Who speaks in it. In a chat between two the person is whoever is not the one that it is named after."""
    myself = chat.account.handles[:1] if chat.account is not None else ()
    for sender, name in chat.speakers.items():
        account = _handle(sender)
        mine = account in myself or kind == "saved_messages"
        if kind in PRIVATE and number and not myself:
            mine = sender != f"user{number}"
        if mine and chat.account is not None:
            continue
        yield Person(name, (account,) if account else (), "self" if mine else "participant")
    if chat.account is not None:
        yield chat.account


def _account(about: dict[str, Any]) -> Person:
    names = (text(about.get("first_name")), text(about.get("last_name")))
    number = identity(about.get("user_id"))
    handles = (handle("telegram", number), phone_handle(text(about.get("phone_number"))))
    return Person(" ".join(filter(None, names)) or None, tuple(filter(None, handles)), "self")


def _handle(sender: str) -> str | None:
    """ "user5512" is "telegram:5512"; a channel keeps its kind: "telegram:channel77"."""
    return handle("telegram", sender.removeprefix("user")) if sender else None


def _words(message: dict[str, Any]) -> str:
    question = record(message.get("poll"))
    options = [text(answer.get("text")) for answer in records(question.get("answers"))]
    return lines(
        _text(message.get("text")) or _text(message.get("text_entities")),
        poll(text(question.get("question")), options) if question else "",
        _file(message),
        _place(message),
        _contact(record(message.get("contact_information"))),
    )


def _text(value: object) -> str:
    """A string, or strings and entities, of which each has its own text."""
    if isinstance(value, list):
        pieces = (piece if isinstance(piece, str) else record(piece).get("text") for piece in value)
        value = "".join(piece for piece in pieces if isinstance(piece, str))
    return text(value)


def _file(message: dict[str, Any]) -> str:
    """What came with it, by name: its own one, or that in the export; stickers have none worth finding."""
    if message.get("media_type") in ("sticker", "animation"):
        return ""
    named = text(message.get("file_name"))
    paths = [text(message.get(kind)) for kind in _MEDIA]
    inside = next((path for path in paths if path and not path.startswith("(")), "")
    return attachment(named or inside)


def _place(message: dict[str, Any]) -> str:
    point = record(message.get("location_information"))
    named = ", ".join(filter(None, [text(message.get("place_name")), text(message.get("address"))]))
    where = named or ", ".join(str(point.get(axis, "")) for axis in ("latitude", "longitude"))
    return f"[place: {where}]" if point else ""


def _contact(card: dict[str, Any]) -> str:
    parts = (text(card.get(name)) for name in ("first_name", "last_name", "phone_number"))
    said = " ".join(filter(None, parts))
    return f"[contact: {said}]" if said else ""
