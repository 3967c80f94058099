"""Exports of every kind, in the forms that the readers' docstrings tell; the content is invented.

A writer takes a folder and messages, and gives the path of the export: two people, or a person and a machine,
in one conversation.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from ingest import Document, read_chat


@dataclass(frozen=True)
class Said:
    """One message: when (in UTC, which is the tests' own clock), who, and what."""

    time: datetime
    speaker: str
    text: str

    @property
    def milliseconds(self) -> int:
        return round(self.time.timestamp() * 1000)


Writer = Callable[[Path, Sequence[Said]], Path]


def write_json(path: Path, value: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return path


def write_jsonl(folder: Path, talk: Sequence[Said]) -> Path:
    path = folder / "talk.jsonl"
    rows = (
        {
            "session": str(one.time.date()),
            "id": f"m{n}",
            "time": one.time.isoformat(),
            "speaker": one.speaker,
            "text": one.text,
        }
        for n, one in enumerate(talk)
    )
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def write_csv(folder: Path, talk: Sequence[Said]) -> Path:
    path = folder / "talk.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Time", "Sender", "Message"])
        rows.writerows((one.time.isoformat(), one.speaker, one.text) for one in talk)
    return path


def write_chatgpt(folder: Path, talk: Sequence[Said]) -> Path:
    nodes = {}
    for n, one in enumerate(talk):
        role = "user" if one.speaker == "Ana" else "assistant"
        content = {"content_type": "text", "parts": [one.text]}
        message = {
            "id": f"m{n}",
            "author": {"role": role},
            "content": content,
            "create_time": one.time.timestamp(),
        }
        nodes[f"n{n}"] = {"parent": f"n{n - 1}" if n else None, "children": [], "message": message}
    conversation = {
        "conversation_id": "c1",
        "title": "Talk",
        "mapping": nodes,
        "current_node": f"n{len(talk) - 1}",
    }
    return write_json(folder / "conversations.json", [conversation])


def write_claude(folder: Path, talk: Sequence[Said]) -> Path:
    messages = [
        {
            "uuid": f"m{n}",
            "text": "",
            "content": [{"type": "text", "text": one.text}],
            "sender": "human" if one.speaker == "Ana" else "assistant",
            "created_at": one.time.isoformat(),
        }
        for n, one in enumerate(talk)
    ]
    conversation = {"uuid": "c1", "name": "Talk", "account": {"uuid": "a1"}, "chat_messages": messages}
    return write_json(folder / "conversations.json", [conversation])


def write_gemini(folder: Path, talk: Sequence[Said]) -> Path:
    entries = [
        {
            "header": "Gemini Apps",
            "title": f"Prompted {one.text}",
            "time": (one.time + timedelta(milliseconds=n)).isoformat(),
            "products": ["Gemini Apps"],
        }
        for n, one in enumerate(talk)
    ]
    return write_json(folder / "Takeout" / "My Activity" / "Gemini Apps" / "MyActivity.json", entries[::-1])


def write_whatsapp(folder: Path, talk: Sequence[Said]) -> Path:
    path = folder / "WhatsApp Chat with Bo.txt"
    lines = [f"{one.time:%d/%m/%Y, %H:%M} - {one.speaker}: {one.text}\n" for one in talk]
    path.write_text(
        "".join(["13/01/2020, 08:00 - Messages and calls are end-to-end encrypted.\n", *lines]), "utf-8"
    )
    return path


def write_telegram(folder: Path, talk: Sequence[Said]) -> Path:
    messages = [
        {
            "id": n,
            "type": "message",
            "date": one.time.replace(tzinfo=None).isoformat(),
            "date_unixtime": str(round(one.time.timestamp())),
            "from": one.speaker,
            "from_id": "user1" if one.speaker == "Ana" else "user2",
            "text": one.text,
        }
        for n, one in enumerate(talk)
    ]
    return write_json(
        folder / "result.json", {"name": "Bo", "type": "personal_chat", "id": 2, "messages": messages}
    )


def write_signal(folder: Path, talk: Sequence[Said]) -> Path:
    path = folder / "Bo" / "data.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = (
        {
            "date": one.time.replace(tzinfo=None).isoformat(),
            "sender": "Me" if one.speaker == "Ana" else one.speaker,
            "body": f"{one.text}  ",
            "quote": "",
            "reactions": [],
            "attachments": [],
        }
        for one in talk
    )
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return folder


def write_slack(folder: Path, talk: Sequence[Said]) -> Path:
    path = folder / "Example Slack export.zip"
    days: dict[str, list[Any]] = {}
    for n, one in enumerate(talk):
        user = "U1" if one.speaker == "Ana" else "U2"
        text = one.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        message = {"type": "message", "user": user, "text": text, "ts": f"{one.time.timestamp():.0f}.{n:06}"}
        days.setdefault(str(one.time.date()), []).append(message)
    users = [
        {
            "id": "U1",
            "team_id": "T1",
            "name": "ana",
            "profile": {"real_name": "Ana", "email": "Ana@example.org"},
        },
        {"id": "U2", "team_id": "T1", "name": "bo", "profile": {"real_name": "Bo"}},
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.json", json.dumps(users))
        archive.writestr(
            "channels.json", json.dumps([{"id": "C1", "name": "garden", "members": ["U1", "U2"]}])
        )
        for day, messages in days.items():
            archive.writestr(f"garden/{day}.json", json.dumps(messages))
    return path


def write_discord(folder: Path, talk: Sequence[Said]) -> Path:
    messages = [
        {
            "id": str(1000 + n),
            "type": "Default",
            "timestamp": one.time.isoformat(),
            "content": one.text,
            "author": {
                "id": "1" if one.speaker == "Ana" else "2",
                "name": one.speaker.lower(),
                "nickname": one.speaker,
            },
            "attachments": [],
        }
        for n, one in enumerate(talk)
    ]
    guild, channel = {"id": "7", "name": "Allotment"}, {"id": "70", "type": "GuildTextChat", "name": "garden"}
    return write_json(folder / "garden.json", {"guild": guild, "channel": channel, "messages": messages})


def write_irc(folder: Path, talk: Sequence[Said]) -> Path:
    path = folder / "irc.libera.#garden.weechatlog"
    lines = (f"{one.time:%Y-%m-%d %H:%M:%S}\t{one.speaker}\t{one.text}\n" for one in talk)
    path.write_text(
        "".join(["2020-01-01 08:00:00\t-->\tAna (~ana@host) has joined #garden\n", *lines]), "utf-8"
    )
    return path


def write_matrix(folder: Path, talk: Sequence[Said]) -> Path:
    messages: list[Any] = [
        {
            "type": "m.room.member",
            "sender": f"@{name.lower()}:example.org",
            "state_key": f"@{name.lower()}:example.org",
            "content": {"displayname": name},
        }
        for name in ("Ana", "Bo")
    ]
    messages += [
        {
            "type": "m.room.message",
            "sender": f"@{one.speaker.lower()}:example.org",
            "event_id": f"${n}",
            "room_id": "!r1:example.org",
            "origin_server_ts": one.milliseconds,
            "content": {"msgtype": "m.text", "body": one.text},
        }
        for n, one in enumerate(talk)
    ]
    room = {
        "room_name": "Garden",
        "room_creator": "Ana",
        "topic": "",
        "export_date": "",
        "exported_by": "Ana",
    }
    return write_json(folder / "matrix - Garden - Chat Export.json", {**room, "messages": messages})


def write_sms(folder: Path, talk: Sequence[Said]) -> Path:
    path = folder / "sms-20250314.xml"
    rows = "".join(
        f'<sms protocol="0" address="+44 7700 900123" date="{one.milliseconds}" '
        f'type="{2 if one.speaker == "Ana" else 1}" body={attribute(one.text)} contact_name="Bo" />\n'
        for one in talk
    )
    path.write_text(f"<?xml version='1.0' encoding='UTF-8'?>\n<smses count='{len(talk)}'>\n{rows}</smses>\n")
    return path


def attribute(text: str) -> str:
    """As the program writes it: line ends as &#10; and an emoji as the two halves that UTF-16 has for it."""
    written = quoteattr(text, {"\n": "&#10;"})
    return "".join(
        letter
        if ord(letter) < 0x10000
        else "".join(f"&#{half};" for half in memoryview(letter.encode("utf-16-le")).cast("H"))
        for letter in written
    )


def archive_of(text: str) -> bytes:
    """An attributedBody with this text, as far as a reader of its text looks."""
    data = text.encode()
    size = bytes([len(data)]) if len(data) < 0x80 else b"\x81" + len(data).to_bytes(2, "little")
    return (
        b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x12NSAttributedString\x00\x84\x84\x08NSObject\x00\x85\x92\x84\x84\x84\x08NSString\x01\x94\x84\x01+"
        + size
        + data
        + b"\x86\x84\x02iI"
    )


def write_imessage(folder: Path, talk: Sequence[Said]) -> Path:
    path = folder / "chat.db"
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous = OFF")
    db.executescript(
        """
        CREATE TABLE message (ROWID INTEGER PRIMARY KEY, guid TEXT, text TEXT, attributedBody BLOB,
            handle_id INTEGER, date INTEGER, is_from_me INTEGER, item_type INTEGER DEFAULT 0,
            associated_message_type INTEGER DEFAULT 0, date_retracted INTEGER DEFAULT 0,
            destination_caller_id TEXT);
        CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT);
        CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, guid TEXT, display_name TEXT, chat_identifier TEXT);
        CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);
        CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
        CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY, filename TEXT, transfer_name TEXT);
        CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER);
        INSERT INTO handle VALUES (1, '+447700900123');
        INSERT INTO chat VALUES (1, 'iMessage;-;+447700900123', '', '+447700900123');
        INSERT INTO chat_handle_join VALUES (1, 1);
        """
    )
    for n, one in enumerate(talk, start=1):
        mine = one.speaker == "Ana"
        date = (one.milliseconds - round(datetime(2001, 1, 1, tzinfo=UTC).timestamp() * 1000)) * 1_000_000
        words = (one.text, None) if n % 2 else (None, archive_of(one.text))
        db.execute(
            "INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)",
            (n, f"G{n}", *words, 0 if mine else 1, date, mine, "ana@example.org" if mine else None),
        )
        db.execute("INSERT INTO chat_message_join VALUES (1, ?)", (n,))
    db.commit()
    db.close()
    return path


WRITERS: dict[str, Writer] = {
    "chatgpt": write_chatgpt,
    "claude": write_claude,
    "gemini": write_gemini,
    "whatsapp": write_whatsapp,
    "telegram": write_telegram,
    "signal": write_signal,
    "slack": write_slack,
    "discord": write_discord,
    "irc": write_irc,
    "imessage": write_imessage,
    "matrix": write_matrix,
    "sms": write_sms,
    "jsonl": write_jsonl,
    "csv": write_csv,
}


@pytest.fixture(scope="module", autouse=True)
def utc() -> Iterator[None]:
    """The clock of the machine is that of UTC here, wherever the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="session")
def writers() -> dict[str, Writer]:
    return WRITERS


@pytest.fixture(scope="session")
def said() -> type[Said]:
    return Said


@pytest.fixture(scope="session")
def read_export() -> Callable[[str, Path], tuple[list[Document], list[tuple[str, str]]]]:
    """Reads an export: its documents, and what was told of it."""

    def read(kind: str, path: Path) -> tuple[list[Document], list[tuple[str, str]]]:
        problems: list[tuple[str, str]] = []
        documents = list(read_chat(kind, path, lambda where, reason: problems.append((where, reason))))
        return documents, problems

    return read


@pytest.fixture(scope="session")
def lines_of() -> Callable[[Sequence[Document]], list[tuple[str | None, str]]]:
    """Who says what, in all documents."""
    return lambda documents: [
        (passage.speaker, passage.text) for document in documents for passage in document.passages
    ]
