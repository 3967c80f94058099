"""iMessage and SMS on a Mac: a copy of ~/Library/Messages/chat.db, with what stands beside it.

The tables are those that macOS 10.12 to 15 use: message, handle, chat, attachment and what joins them. Times
are nanoseconds (before 10.13 seconds) since 2001. Newer versions leave `text` empty and keep the words only
in `attributedBody`, an archive in Apple's typedstream form: the first NSString in it is the text. Reactions,
and what the program says of members and names, have types of their own and are left out.

The file is opened for reading alone and never changed; what is still in its write-ahead log is read where the
log lies beside it.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.chats.exports import Export
from ingest.chats.fields import on_this_clock, text
from ingest.chats.markers import attachment, lines
from ingest.chats.sessions import Conversation, OnProblem, Turn, daily_documents
from ingest.document import Document, Person
from ingest.encoding import clean
from ingest.errors import UnreadableError, printable, system_reason
from ingest.handles import email_handle, handle, phone_handle

if TYPE_CHECKING:
    import sqlite3

MYSELF, NO_ADDRESS = "Me", "imessage:me"
"""How the person is called, and the handle where no address of theirs stands in a chat."""
FILE = "chat.db"
ALONE = "&vfs=unix-none"
"""Without locks, which a file that may only be read cannot have for itself."""
EPOCH = datetime(2001, 1, 1, tzinfo=UTC)
NANOSECONDS_FROM = 1e11
"""Numbers from here on are nanoseconds: as seconds they would lie after the year 5000."""
_OWN_PREFIX = re.compile(r"[EePp]:")
FILE_MARK = "\ufffc"
"""Stands in the text where a picture or file was."""
TEXT_CLASS, TEXT_TYPE = b"NSString", b"\x84\x01+"
_NEEDED = {"message": {"guid", "date", "is_from_me"}, "chat": {"guid"}, "chat_message_join": set[str]()}
_OPTIONAL = ("text", "attributedBody", "item_type", "associated_message_type", "date_retracted", "handle_id")
_OWN_ADDRESS = ("destination_caller_id", "account")


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each day of each chat."""
    import sqlite3

    path = export.path
    file = path / FILE if path.is_dir() else path
    if path.is_dir() and not file.exists():
        raise UnreadableError(path, "there is no chat.db in it")
    try:
        with closing(_open(file, on_problem)) as db:
            columns = _columns(db, file)
            files = _files(db)
            for number, guid, name, address in db.execute(
                "SELECT ROWID, guid, display_name, chat_identifier FROM chat ORDER BY guid"
            ):
                people = _people(db, number, columns)
                title = text(name) or ", ".join(one.name or "" for one in people[1:]) or text(address)
                conversation = Conversation(text(guid) or str(number), title or "iMessage", people)
                turns = list(_turns(db, number, columns, files, people[0]))
                yield from daily_documents(conversation, turns, path)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # The second where SQLite quotes what is damaged in its message.
        raise UnreadableError(path, f"it is no database of iMessage that can be read: {error}") from error


def _open(file: Path, on_problem: OnProblem) -> sqlite3.Connection:
    """Opened so that nothing is written, neither to it nor beside it."""
    import sqlite3

    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise UnreadableError(file, "it is not a file")
        with file.open("rb") as opened:
            if opened.read(15) != b"SQLite format 3":
                raise UnreadableError(file, "it is no SQLite database; copy chat.db from ~/Library/Messages")
        log = file.with_name(f"{file.name}-wal")
        has_log = log.exists() and log.stat().st_size > 0
        is_in_use = file.with_name(f"{file.name}-shm").exists()
    except OSError as error:
        raise UnreadableError(file, system_reason(error)) from error
    address = f"{file.resolve().as_uri()}?mode=ro"
    if has_log:
        # Another's locks count where another may be at work; else the index of the log is made in memory,
        # which SQLite does for whoever has the file alone.
        for way in ["", ALONE] if is_in_use else [ALONE]:
            with suppress(sqlite3.OperationalError):
                return _checked(sqlite3.connect(f"{address}{way}", uri=True), alone=way == ALONE)
        on_problem(printable(log.name), "it cannot be read here, and holds the newest messages")
    return _checked(sqlite3.connect(f"{address}&immutable=1", uri=True))


def _checked(db: sqlite3.Connection, *, alone: bool = False) -> sqlite3.Connection:
    db.text_factory = lambda data: data.decode("utf-8", "replace")
    if alone:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
    db.execute("PRAGMA temp_store = MEMORY")  # Where it is read, files may not be written.
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return db


def _columns(db: sqlite3.Connection, file: Path) -> set[str]:
    """The columns of messages that this version has. Raises UnreadableError where it is another program's."""
    for table, needed in _NEEDED.items():
        there = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
        if not there or not needed <= there:
            raise UnreadableError(file, f"it is no database of iMessage: it has no table of {table}s")
    return {row[1] for row in db.execute("PRAGMA table_info(message)")}


def _people(db: sqlite3.Connection, chat: int, columns: set[str]) -> tuple[Person, ...]:
    """The person first, then the others of the chat."""
    own = next((column for column in _OWN_ADDRESS if column in columns), None)
    addresses = (
        db.execute(
            f"SELECT DISTINCT m.{own} FROM message m JOIN chat_message_join j ON j.message_id = m.ROWID "
            f"WHERE j.chat_id = ? AND m.is_from_me = 1 AND m.{own} <> '' LIMIT 4",
            (chat,),
        )
        if own
        else ()
    )
    mine = (_account(_OWN_PREFIX.sub("", text(address))) for (address,) in addresses)
    others = db.execute(
        "SELECT DISTINCT h.id FROM handle h JOIN chat_handle_join j ON j.handle_id = h.ROWID "
        "WHERE j.chat_id = ? ORDER BY h.id",
        (chat,),
    )
    myself = Person(MYSELF, tuple(dict.fromkeys(filter(None, mine))) or (NO_ADDRESS,), "self")
    return (myself, *(Person(text(one), tuple(filter(None, [_account(text(one))]))) for (one,) in others))


def _account(address: str) -> str | None:
    """The handle of an address as the database has it: a mail address, a phone number or a short code."""
    if not address:
        return None
    return email_handle(address) or phone_handle(address) or handle("imessage", address)


def _files(db: sqlite3.Connection) -> dict[int, list[str]]:
    """The names of the files that came with each message."""
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"attachment", "message_attachment_join"} <= tables:
        return {}
    found: dict[int, list[str]] = {}
    for message, name in db.execute(
        "SELECT j.message_id, coalesce(a.transfer_name, a.filename) FROM message_attachment_join j "
        "JOIN attachment a ON a.ROWID = j.attachment_id ORDER BY a.ROWID"
    ):
        found.setdefault(message, []).append(text(name))
    return found


def _turns(
    db: sqlite3.Connection, chat: int, columns: set[str], files: dict[int, list[str]], myself: Person
) -> Iterator[Turn]:
    optional = ", ".join(f"m.{name}" if name in columns else f"NULL AS {name}" for name in _OPTIONAL)
    cursor = db.execute(
        f"SELECT m.ROWID AS number, m.guid, m.date, m.is_from_me, h.id AS address, {optional} FROM message m "
        "JOIN chat_message_join j ON j.message_id = m.ROWID LEFT JOIN handle h ON h.ROWID = m.handle_id "
        "WHERE j.chat_id = ? ORDER BY m.date, m.ROWID",
        (chat,),
    )
    names = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        words = _words(row, files.get(row["number"], []))
        if not words or row["item_type"] or row["associated_message_type"] or row["date_retracted"]:
            continue
        address = text(row["address"])
        mine = bool(row["is_from_me"])
        speaker = MYSELF if mine else address or "Someone"
        account = myself.handles[0] if mine else _account(address)
        yield Turn(
            text(row["guid"]) or str(row["number"]), speaker, words, _time(row["date"]), handle=account
        )


def _words(row: dict[str, Any], files: list[str]) -> str:
    body = text(row["text"]) or text_of_archive(row["attributedBody"] or b"")
    said = clean(body).replace(FILE_MARK, "").strip()
    return lines(said, *(attachment(name) for name in files if not name.endswith(".pluginPayloadAttachment")))


def text_of_archive(archive: object) -> str:
    """The text in an attributedBody: its length and its bytes come after the class NSString and the type "+".

    A length of 0x81 says that two bytes with it follow, 0x82 four; the lowest comes first.
    """
    if not isinstance(archive, bytes):
        return ""
    rest = archive.partition(TEXT_CLASS)[2].partition(TEXT_TYPE)[2]
    size, start = rest[0] if rest else 0, 1
    if size in (0x81, 0x82):
        start = 3 if size == 0x81 else 5
        size = int.from_bytes(rest[1:start], "little")
    return rest[start : start + size].decode("utf-8", "replace")


def _time(date: object) -> datetime | None:
    if not isinstance(date, int | float) or not date:
        return None
    try:
        seconds = date / 1e9 if abs(date) >= NANOSECONDS_FROM else date
        return on_this_clock(EPOCH + timedelta(seconds=seconds))
    except OverflowError:
        return None
