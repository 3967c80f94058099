"""Signal, which has no export of its own on phones: what the common exporters write.

- Signal Desktop's and Android's own plaintext export: main.jsonl, a frame a line in the form of Signal's
  backups (https://github.com/signalapp/libsignal, backup.proto): recipients, chats, chat items;
- signal-export (https://github.com/carderne/signal-export): a folder a chat with data.json, a message a line
  {date, sender, body, …}, and chat.md, "[2025-03-14 21:41:09] Ana: text";
- sigtop (https://github.com/tbvdm/sigtop), "export-messages -f json": a file a chat, "Ana (+44…).json", a
  list of messages as Signal Desktop keeps them.

What "Signal Backup tools" write as XML is read as kind sms. The person is "Me", or the export's own account.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from ingest.chats.clock import parse_written
from ingest.chats.exports import Export
from ingest.chats.fields import identity, moment, record, records, text
from ingest.chats.markers import attachment, lines, poll
from ingest.chats.sessions import Conversation, OnProblem, Turn, by_conversation, daily_documents
from ingest.document import Document, Person
from ingest.errors import UnreadableError, printable
from ingest.handles import handle, phone_handle

MYSELF = Person("Me", ("signal:me",), "self")
"""No exporter tells the account's own number; all of them know what it sent."""
_MD_LINE = re.compile(r"\[(\d{4}-\d\d-\d\d[ ,]+\d\d:\d\d(?::\d\d)?)\] ([^:\n]{1,100}): ?(.*)")
_MD_FILE = re.compile(r"!?\[([^\]\n]*)\]\((?:\./)?(?:media|\.\./exported_stickers)/[^)\n]*\)\s*")
_MD_REACTION = re.compile(r"\n\(- .*? -\)")
_MD_QUOTE = re.compile(r"\A\s*(?:> ?.*\n)+\n*")
_NUMBERED = re.compile(r"(?P<name>.*?) \((?P<number>\+?[\d ]{6,}|[^()]{1,60})\)$")
_NOBODY = ("No-Sender", "")


@dataclass
class Backup:
    """What the frames of a main.jsonl told so far: people by recipient id, and who each chat is with."""

    people: dict[str, Person] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    chats: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)

    def conversation(self, chat: str) -> Conversation:
        other = self.chats.get(chat, "")
        title = self.titles.get(other) or f"Signal {chat}"
        mine = [person for person in self.people.values() if person.role == "self"]
        others = dict.fromkeys(self.members.get(chat, []))
        people = [self.people[one] for one in others if self.people[one].role != "self"]
        key = next(iter(self.people[other].handles), "") if other in self.people else ""
        return Conversation(key.partition(":")[2] or title, title, (*people, *mine))


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each day of each chat."""
    for pattern, read_some in _FORMS:
        names = [name for name in export.main(pattern) if not export.is_file or _fits(name, pattern)]
        if names:
            for name in names:
                yield from read_some(export, name, on_problem)
            return
    raise UnreadableError(
        export.path, "there is no main.jsonl, data.json or chat.md in it, nor a chat as JSON from sigtop"
    )


def _fits(name: str, pattern: str) -> bool:
    return re.fullmatch(pattern, name) is not None


def _read_backup(export: Export, name: str, on_problem: OnProblem) -> Iterator[Document]:
    backup = Backup()
    turns = (turn for frame in _frames(export, name, on_problem) for turn in _take(backup, frame))
    yield from by_conversation(turns, backup.conversation, export.path)


def _frames(export: Export, name: str, on_problem: OnProblem) -> Iterator[dict[str, Any]]:
    with export.open(name) as file:
        for number, line in enumerate(file, start=1):
            try:
                yield record(json.loads(line)) if line.strip() else {}
            except (ValueError, RecursionError):
                on_problem(f"{name}, line {number}", "it is not JSON")


def _take(backup: Backup, frame: dict[str, Any]) -> Iterator[tuple[str, Turn]]:
    """Keeps what a frame tells of people and chats; gives the message, where it is one."""
    if "recipient" in frame:
        _recipient(backup, record(frame["recipient"]))
    elif "chat" in frame:
        chat = record(frame["chat"])
        backup.chats[identity(chat.get("id"))] = identity(chat.get("recipientId"))
    elif "chatItem" in frame:
        item = record(frame["chatItem"])
        author, chat_id = identity(item.get("authorId")), identity(item.get("chatId"))
        words, person = _item_words(item), backup.people.get(author)
        if words and person is not None:
            backup.members.setdefault(chat_id, []).append(author)
            sent = identity(item.get("dateSent"))
            account = next(iter(person.handles), None)
            yield (
                chat_id,
                Turn(f"{sent}-{_short(person)}", person.name or "", words, moment(sent), handle=account),
            )


def _short(person: Person) -> str:
    """Of an account enough to tell two messages of one millisecond apart, the same in every export."""
    return next(iter(person.handles), person.name or "").partition(":")[2][:12] or "me"


def _recipient(backup: Backup, fields: dict[str, Any]) -> None:
    name = identity(fields.get("id"))
    contact, group = record(fields.get("contact")), record(fields.get("group"))
    if "self" in fields:
        backup.people[name], backup.titles[name] = MYSELF, "Note to Self"
    elif contact:
        called = _called(contact)
        number = identity(contact.get("e164"))
        phone = phone_handle(f"+{number.removeprefix('+')}") if number else None
        handles = (handle("signal", identity(contact.get("aci"))), phone)
        backup.people[name] = Person(called, tuple(filter(None, handles)))
        backup.titles[name] = called
    elif group:
        title = record(record(group.get("snapshot")).get("title")).get("title")
        backup.titles[name] = text(title) or "Signal group"


def _called(contact: dict[str, Any]) -> str:
    """The name that the person gave to a contact, else the one it gave itself, else its number."""
    nickname = record(contact.get("nickname"))
    pairs = (
        (nickname.get("given"), nickname.get("family")),
        (contact.get("systemGivenName"), contact.get("systemFamilyName")),
        (contact.get("profileGivenName"), contact.get("profileFamilyName")),
        (contact.get("e164"), ""),
    )
    names = (" ".join(filter(None, [text(first), text(last)])) for first, last in pairs)
    return next(filter(None, names), "Someone")


def _item_words(item: dict[str, Any]) -> str:
    message = record(item.get("standardMessage"))
    question = record(item.get("poll"))
    pointers = [record(each.get("pointer")) for each in records(message.get("attachments"))]
    options = [text(option.get("option")) for option in records(question.get("options"))]
    return lines(
        text(record(message.get("text")).get("body")),
        *(attachment(text(pointer.get("fileName"))) for pointer in pointers),
        poll(text(question.get("question")), options) if question else "",
    )


def _read_data(export: Export, name: str, on_problem: OnProblem) -> Iterator[Document]:
    """signal-export: a message a line; the chat is called after its folder."""
    yield from daily_documents(
        _chat_of_folder(export, name), _data_turns(export, name, on_problem), export.path
    )


def _data_turns(export: Export, name: str, on_problem: OnProblem) -> Iterator[Turn]:
    for message in _frames(export, name, on_problem):
        sender, stamp = text(message.get("sender")), text(message.get("date"))
        files = [text(file.get("name")) for file in records(message.get("attachments"))]
        body = "" if message.get("deleted") or message.get("call") else text(message.get("body"))
        words = lines(body, *(attachment(_own_name(file)) for file in files))
        if words and sender not in _NOBODY:
            time = parse_written(stamp.replace("T", " "))
            yield Turn("", sender, words, time, handle=_own_handle(sender), stamp=stamp)


def _own_handle(speaker: str) -> str | None:
    return MYSELF.handles[0] if speaker == MYSELF.name else None


def _own_name(file: str) -> str:
    """The exporter puts date and number before a file's name: "2025-03-14T21-41-09.123_00_plan.pdf"."""
    return re.sub(r"^\d{4}-\d\d-\d\dT[\d.-]+_\d\d_", "", file)


def _read_markdown(export: Export, name: str, on_problem: OnProblem) -> Iterator[Document]:
    yield from daily_documents(_chat_of_folder(export, name), _markdown_turns(export.text(name)), export.path)


def _markdown_turns(content: str) -> Iterator[Turn]:
    begun: re.Match[str] | None = None
    more: list[str] = []
    for line in [*content.split("\n"), None]:
        found = _MD_LINE.match(line) if line is not None else None
        if line is not None and found is None:
            more.append(line)
            continue
        if begun is not None:
            words = _markdown_words("\n".join([begun[3], *more]))
            if words and begun[2] not in _NOBODY:
                time, account = parse_written(begun[1]), _own_handle(begun[2])
                yield Turn("", begun[2], words, time, handle=account, stamp=begun[1])
        begun, more = found, []


def _markdown_words(body: str) -> str:
    """Without reactions and the quotation that a reply begins with; files by their names."""
    body = _MD_QUOTE.sub("", _MD_REACTION.sub("", body))
    body = _MD_FILE.sub(lambda found: f"{attachment(_own_name(found[1]))}\n", body).strip()
    return "" if body == "(This message was deleted)" else body


def _chat_of_folder(export: Export, name: str) -> Conversation:
    folder = PurePosixPath(printable(name)).parent.name
    title = folder or (export.path.parent.name if export.is_file else export.name)
    return Conversation(title, title, (MYSELF,))


def _read_sigtop(export: Export, name: str, on_problem: OnProblem) -> Iterator[Document]:
    title = PurePosixPath(printable(name)).stem
    found = _NUMBERED.fullmatch(title)
    number = phone_handle(found["number"]) if found else None
    other = Person(found["name"] if found else title, (number,) if number else ())
    turns, people = list[Turn](), {other.name: other}
    for value in export.items(name, "item", on_problem):
        turns += _desktop_turn(record(value), other, people)
    if turns:
        named = (number or "").partition(":")[2] or title
        everyone = (*people.values(), MYSELF)
        yield from daily_documents(Conversation(named, other.name or title, everyone), turns, export.path)


def _desktop_turn(message: dict[str, Any], other: Person, people: dict[str | None, Person]) -> Iterator[Turn]:
    kind, name = message.get("type"), identity(message.get("id"))
    files = [attachment(text(file.get("fileName"))) for file in records(message.get("attachments"))]
    words = lines(text(message.get("body")), *files)
    if kind not in ("incoming", "outgoing") or not name or not words or message.get("isErased"):
        return
    time = moment(message.get("sent_at")) or moment(message.get("timestamp"))
    if kind == "outgoing":
        yield Turn(name, "Me", words, time, handle=_own_handle("Me"))
        return
    source = text(message.get("source"))
    phone, service = (
        phone_handle(source),
        text(message.get("sourceServiceId")) or text(message.get("sourceUuid")),
    )
    in_group = text(message.get("groupId")) or (phone and other.handles and phone not in other.handles)
    speaker = (source or service or other.name or "") if in_group else (other.name or "")
    account = phone or handle("signal", service)
    people.setdefault(speaker, Person(speaker, (account,) if account else ()))
    yield Turn(name, speaker, words, time, handle=account)


_Reader = Callable[[Export, str, OnProblem], Iterator[Document]]
_FORMS: tuple[tuple[str, _Reader], ...] = (
    (r"main\.jsonl", _read_backup),
    (r"data\.json", _read_data),
    (r"(?:chat|index)\.md", _read_markdown),
    (r"[^/]+\.json", _read_sigtop),
)
"""The first form that a file fits is taken; signal-export writes the same chats as JSON and as Markdown."""
