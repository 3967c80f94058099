"""Which product an export is from, by what is in it: the names of its files first, then how they begin."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.chats import chatgpt, claude, discord, gemini, irc, slack, table, telegram, whatsapp
from ingest.chats.exports import Export, open_export
from ingest.encoding import BinaryContentError, decode

HEAD = 16_384
"""Bytes of a file that are looked at."""
MOST_LOOKS = 12
"""Files of a folder or .zip that are looked into."""
_SQLITE = b"SQLite format 3\0"
_CHATGPT = re.compile(r'"mapping"\s*:\s*\{|"current_node"\s*:')
_CLAUDE = re.compile(r'"chat_messages"\s*:\s*\[|"name"\s*:.{0,4000}"account"\s*:\s*\{\s*"uuid"', re.DOTALL)
_GEMINI = re.compile(r'"header"\s*:\s*"[^"]*(?:Gemini|Bard)|<title>My Activity|outer-cell')
_TELEGRAM = re.compile(
    r'"personal_information"\s*:|"type"\s*:\s*"(?:personal_chat|private_|public_|saved_m|bot_chat)'
)
_SIGNAL_LINE = re.compile(r'\{"date"\s*:.*?"sender"\s*:.*?"body"\s*:', re.DOTALL)
_SIGNAL_FRAME = re.compile(r'^\{"(?:account|recipient|chat|chatItem|backupTimeMs|version)"\s*:')
_SIGNAL_ROW = re.compile(
    r'"conversationId"\s*:.*"sent_at"\s*:|"sent_at"\s*:.*"conversationId"\s*:', re.DOTALL
)
_MATRIX = re.compile(r'"room_name"\s*:.*"exported_by"\s*:', re.DOTALL)
_DISCORD = re.compile(r'\A\s*\{\s*"guild"\s*:.*"channel"\s*:', re.DOTALL)
_SMS = re.compile(r"<smses\b|<sms\s[^>]*\baddress=|<mms\s")
_JSONL = re.compile(r'\A\s*\{.*"(?:speaker|text)"\s*:.*"(?:speaker|text)"\s*:')
_SIGNAL_MD = re.compile(r"\[\d{4}-\d\d-\d\d[ ,]+\d\d:\d\d(?::\d\d)?\] [^:\n]{1,100}: ")


@dataclass(frozen=True, slots=True)
class Head:
    """How a file begins."""

    name: str
    text: str

    def has(self, form: re.Pattern[str]) -> bool:
        return form.search(self.text) is not None


def kind_of(path: Path) -> str | None:
    """The kind of the export at `path`, or None. Raises UnreadableError when it cannot be opened."""
    with open_export(path) as export:
        if _is_database(export):
            return "imessage"
        by_name = next((kind for kind, is_it in _BY_NAMES if not export.is_file and is_it(export)), None)
        if by_name is not None:
            return by_name
        for name in _worth_a_look(export):
            head = _head(export, name)
            kind = None if head is None else _kind_of_head(head)
            if kind is not None:
                return kind
    return None


def _is_database(export: Export) -> bool:
    names = export.names if export.is_file else export.find(r"chat\.db")
    if len(names) != 1:
        return False
    with export.open(names[0]) as file:
        return file.read(len(_SQLITE)) == _SQLITE


_BY_NAMES: tuple[tuple[str, Callable[[Export], object]], ...] = (
    ("discord", lambda export: export.find(discord.PACKAGE)),
    ("slack", lambda export: export.find(slack.DAY_FILE) and export.find(r"(?:users|channels|dms)\.json")),
    ("telegram", lambda export: export.find(telegram.MEMBER)),
    (
        "signal",
        lambda export: (
            export.find(r"main\.jsonl") or (export.find(r"chat\.md") and export.find(r"data\.json"))
        ),
    ),
    ("gemini", lambda export: export.find(gemini.MEMBER)),
)


def _worth_a_look(export: Export) -> list[str]:
    """The files that tell most: those with telling names, then the others that may be text."""
    if export.is_file:
        return export.names
    likely = (chatgpt.MEMBER, claude.MEMBER, whatsapp.MEMBER, r"export\.json", r"[^/]+\.weechatlog")
    first = [name for pattern in likely for name in export.find(pattern)]
    others = export.find(r"[^/]+\.(?:jsonl?|xml|csv|tsv|txt|log|md|html)")
    return list(dict.fromkeys([*first, *others]))[:MOST_LOOKS]


def _head(export: Export, name: str) -> Head | None:
    with export.open(name) as file:
        data = file.read(HEAD)
    try:
        return Head(name, decode(data))
    except BinaryContentError:
        return None


def _kind_of_head(head: Head) -> str | None:
    suffix = PurePosixPath(head.name).suffix.lower()
    if head.text.lstrip()[:1] in ("[", "{") and not _is_whatsapp(head):
        return next((kind for kind, is_it in _BY_JSON if is_it(head)), None)
    if suffix == ".md":
        return "signal" if head.has(_SIGNAL_MD) else None
    return next((kind for kind, is_it in _BY_TEXT if is_it(head)), None)


def _is_whatsapp(head: Head) -> bool:
    return next(whatsapp.entries_of(head.text), None) is not None


def _is_irc(head: Head) -> bool:
    place = irc.Place()
    lines = head.text.split("\n")[:-1] or [head.text]
    said = sum(irc.turn_of(line, place, "") is not None for line in lines)
    return said > 0 and (said >= len(lines) / 4 or place.day is not None)


def _is_table(head: Head) -> bool:
    line = head.text.split("\n", 1)[0]
    columns = (table.columns_of(line.split(delimiter)) for delimiter in table.DELIMITERS)
    return any({"speaker", "text"} <= found.keys() for found in columns)


_BY_JSON: tuple[tuple[str, Callable[[Head], bool]], ...] = (
    ("chatgpt", lambda head: head.has(_CHATGPT)),
    ("claude", lambda head: head.has(_CLAUDE)),
    ("gemini", lambda head: head.has(_GEMINI)),
    ("telegram", lambda head: head.has(_TELEGRAM)),
    ("matrix", lambda head: head.has(_MATRIX)),
    ("discord", lambda head: head.has(_DISCORD)),
    ("signal", lambda head: any(map(head.has, (_SIGNAL_FRAME, _SIGNAL_LINE, _SIGNAL_ROW)))),
    ("jsonl", lambda head: head.has(_JSONL)),
)
_BY_TEXT: tuple[tuple[str, Callable[[Head], bool]], ...] = (
    ("sms", lambda head: head.has(_SMS)),
    ("gemini", lambda head: head.has(_GEMINI)),
    ("whatsapp", _is_whatsapp),
    ("irc", _is_irc),
    ("csv", _is_table),
)
