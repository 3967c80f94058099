"""Whether a file that lies among others is a chat export, told by how it begins.

Stricter than `ingest.chats.detection`, where the person has said that something is a chat: here a diary must
never be taken for one. What is in doubt stays the text that it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from ingest.chats import irc, whatsapp
from ingest.chats.whatsapp_words import GONE, TITLE
from ingest.content import Content
from ingest.encoding import BinaryContentError, decode

HEAD = 16_384
"""Bytes of the beginning that are looked at."""
_FEWEST = 2
"""Messages without which only the name of a file makes it a chat."""
WORTH_DECODING = 64
_BLANK = "\ufeff \t\r\n\u200e\u200f"
_MAY_BEGIN = re.compile(
    rb"(?:\s|\xef\xbb\xbf|\xe2\x80[\x8e\x8f])*"
    rb"(?:[\[{<\d]|---|\*{4}|Session |[A-Z][a-z]{2} \d\d |\xff\xfe|\xfe\xff)"
)
"""How the first bytes of every export look; all other texts cost nothing more."""
_BEGINS_AS_LOG = re.compile(r"[\[\d<]|---|\*{4}|Session |[A-Z][a-z]{2} \d\d ")
_LOG, _OBJECT, _LIST = frozenset("[<0123456789-*ABCDEFGHIJKLMNOPQRSTUVWXYZ"), frozenset("{"), frozenset("[")
_WHATSAPP_NAME = re.compile(whatsapp.MEMBER, re.IGNORECASE)
_BEGINNING = 20
"""Lines of a log of which one at least is said by somebody."""
_NICK = re.compile(r"<[~&@%+! ]?[^\s<>]{1,64}> ")
_TURNS_OF_TREE = re.compile(r'"current_node"\s*:|"author"\s*:\s*\{\s*"role"\s*:')
_TREE = re.compile(r'"mapping"\s*:\s*\{')
_CLAUDE = re.compile(r'"chat_messages"\s*:\s*\[')
_GEMINI = re.compile(r'\A\s*\[\s*\{\s*"header"\s*:\s*"(?:Gemini|Bard)')
_TELEGRAM_CHAT = re.compile(
    r'"type"\s*:\s*"(?:personal_chat|private_\w+|public_\w+|saved_messages|bot_chat)"'
)
_TELEGRAM_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_TELEGRAM_ACCOUNT = re.compile(r'"personal_information"\s*:\s*\{\s*"user_id"')
_MATRIX = re.compile(r'\A\s*\{\s*"room_name"\s*:.*"exported_by"\s*:', re.DOTALL)
_DISCORD = re.compile(r'\A\s*\{\s*"guild"\s*:.*"channel"\s*:', re.DOTALL)
_SIGNAL_ROW = (re.compile(r'"conversationId"\s*:'), re.compile(r'"sent_at"\s*:'))
_SIGNAL_MARKDOWN = re.compile(r"\s*\[\d{4}-\d\d-\d\d[ ,]+\d\d:\d\d(?::\d\d)?\] [^:\n]{1,100}: ")
_SMS = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<\?xml[^>]*\?>\s*)?<smses\b", re.DOTALL)
_LINES = (".jsonl", ".ndjson")


def kind_of_content(content: Content) -> str | None:
    """The kind of chat export that the file is, one of `ingest.chats.READERS`; None for all others."""
    if not _MAY_BEGIN.match(content.head[:WORTH_DECODING]):
        return None
    name = PurePosixPath(content.name).name.lower()
    try:
        head = decode(content.head[:HEAD]).lstrip(_BLANK)
    except BinaryContentError:
        return None
    if name in ("chat.md", "index.md"):
        return "signal" if _SIGNAL_MARKDOWN.match(head) else None
    return next((kind for kind, begins, is_it in _KINDS if head[:1] in begins and is_it(name, head)), None)


def _is_whatsapp(name: str, head: str) -> bool:
    """A file that WhatsApp named, or one that nobody writes by hand: each line that begins as a message does
    has the sign between the time and the speaker, and one speaks twice or WhatsApp itself speaks.
    """
    if not whatsapp.begins_message(head.split("\n", 1)[0]):
        return False
    entries = list(islice(whatsapp.entries_of(head), whatsapp.HEAD_LINES))
    if _WHATSAPP_NAME.fullmatch(name) or TITLE.fullmatch(PurePosixPath(name).stem):
        return True
    speakers = [speaker for entry in entries if (speaker := whatsapp.speaker_of(entry)) is not None]
    if len(entries) < _FEWEST or not speakers:
        return False
    if whatsapp.begins_in_brackets(head):
        return True
    notices = any(GONE.search(entry.body) for entry in entries if whatsapp.speaker_of(entry) is None)
    return notices or (
        len(set(speakers)) < len(speakers) and all(entry.is_parted_by_comma for entry in entries)
    )


def _is_irc(name: str, head: str) -> bool:
    """Most lines are what somebody says, in the way of a log, with a nick in "<>" or WeeChat's name."""
    if not _BEGINS_AS_LOG.match(head):
        return False
    by_weechat = name.endswith(".weechatlog")
    lines = [line for line in head.split("\n")[:-1] or [head] if line.strip()]
    if not any(irc.turn_of(line, irc.Place(), "") for line in lines[:_BEGINNING]):
        return False
    place = irc.Place()
    said = [line for line in lines if irc.turn_of(line, place, "") is not None]
    with_nick = said if by_weechat else [line for line in said if _NICK.search(line)]
    return len(with_nick) >= (1 if by_weechat else _FEWEST) and len(said) >= len(lines) / 3


def _is_message_a_line(name: str, head: str) -> bool:
    """The generic form: each line an object with a speaker and a text."""
    if not name.endswith(_LINES):
        return False
    first = _first_line(head)
    return all(isinstance(first.get(one), str) for one in ("speaker", "text"))


def _first_line(head: str) -> dict[str, Any]:
    """The object that the first line is; empty where it is none, or is longer than the head."""
    try:
        first = json.loads(head.split("\n", 1)[0])
    except (ValueError, RecursionError):
        return {}
    return first if isinstance(first, dict) else {}


def _is_telegram(name: str, head: str) -> bool:
    chat = _TELEGRAM_CHAT.search(head) and _TELEGRAM_MESSAGES.search(head)
    return bool(chat or _TELEGRAM_ACCOUNT.search(head))


def _is_signal(name: str, head: str) -> bool:
    if name == "main.jsonl":
        return "backupTimeMs" in _first_line(head)
    if name == "data.json" and {"date", "sender", "body"} <= _first_line(head).keys():
        return True
    return name.endswith(".json") and head.startswith("[") and all(_found(head, *_SIGNAL_ROW))


_KINDS: tuple[tuple[str, frozenset[str], Callable[[str, str], bool]], ...] = (
    ("whatsapp", _LOG, _is_whatsapp),
    ("irc", _LOG, _is_irc),
    ("sms", frozenset("<"), lambda name, head: _SMS.match(head) is not None),
    ("chatgpt", _OBJECT | _LIST, lambda name, head: all(_found(head, _TREE, _TURNS_OF_TREE))),
    ("claude", _OBJECT | _LIST, lambda name, head: all(_found(head, _CLAUDE))),
    ("gemini", _LIST, lambda name, head: _GEMINI.match(head) is not None),
    ("telegram", _OBJECT, _is_telegram),
    ("matrix", _OBJECT, lambda name, head: _MATRIX.match(head) is not None),
    ("discord", _OBJECT, lambda name, head: _DISCORD.match(head) is not None),
    ("signal", _OBJECT | _LIST, _is_signal),
    ("jsonl", _OBJECT, _is_message_a_line),
)
"""Each kind with how its files begin and what else is looked for."""


def _found(head: str, *forms: re.Pattern[str]) -> list[bool]:
    return [form.search(head) is not None for form in forms]
