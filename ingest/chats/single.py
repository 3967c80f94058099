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

from ingest.chats import irc, whatsapp
from ingest.chats.whatsapp_words import GONE, TITLE
from ingest.content import Content
from ingest.encoding import BinaryContentError, decode

HEAD = 16_384
"""Bytes of the beginning that are looked at."""
_FEWEST = 2
"""Messages without which only the name of a file makes it a chat."""
_BEGINS_AS_LOG = re.compile(r"\s*[\[\d\u200e\u200f\ufeff<]|\s*(?:---|\*{4}|Session |[A-Z][a-z]{2} \d\d )")
_WHATSAPP_NAME = re.compile(whatsapp.MEMBER, re.IGNORECASE)
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
_SIGNAL_LINE = re.compile(r'\A\s*\{"date"\s*:[^\n]*?"sender"\s*:[^\n]*?"body"\s*:')
_SIGNAL_BACKUP = re.compile(r'\A\s*\{[^\n]*"backupTimeMs"\s*:')
_SIGNAL_ROWS = re.compile(r'\A\s*\[\s*\{(?=.*"conversationId"\s*:)(?=.*"sent_at"\s*:)', re.DOTALL)
_SIGNAL_MARKDOWN = re.compile(r"\s*\[\d{4}-\d\d-\d\d[ ,]+\d\d:\d\d(?::\d\d)?\] [^:\n]{1,100}: ")
_SMS = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<\?xml[^>]*\?>\s*)?<smses\b", re.DOTALL)
_LINES = (".jsonl", ".ndjson")


def kind_of_content(content: Content) -> str | None:
    """The kind of chat export that the file is, one of `ingest.chats.READERS`; None for all others."""
    name = PurePosixPath(content.name).name.lower()
    try:
        head = decode(content.head[:HEAD])
    except BinaryContentError:
        return None
    if name in ("chat.md", "index.md"):
        return "signal" if _SIGNAL_MARKDOWN.match(head) else None
    return next((kind for kind, is_it in _KINDS if is_it(name, head)), None)


def _is_whatsapp(name: str, head: str) -> bool:
    """A file that WhatsApp named, or one that nobody writes by hand: each line that begins as a message does
    has the sign between the time and the speaker, and one speaks twice or WhatsApp itself speaks.
    """
    if not _BEGINS_AS_LOG.match(head):
        return False
    entries = list(islice(whatsapp.entries_of(head), whatsapp.HEAD_LINES))
    if not entries or not whatsapp.begins_message(head.lstrip().split("\n", 1)[0]):
        return False
    if _WHATSAPP_NAME.fullmatch(name) or TITLE.fullmatch(PurePosixPath(name).stem):
        return True
    speakers = [speaker for entry in entries if (speaker := whatsapp.speaker_of(entry)) is not None]
    if len(entries) < _FEWEST or not speakers:
        return False
    if whatsapp.begins_in_brackets(head.lstrip()):
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
    place = irc.Place()
    said = [line for line in lines if irc.turn_of(line, place, "") is not None]
    with_nick = said if by_weechat else [line for line in said if _NICK.search(line)]
    return len(with_nick) >= (1 if by_weechat else _FEWEST) and len(said) >= len(lines) / 3


def _is_message_a_line(name: str, head: str) -> bool:
    """The generic form: each line an object with a speaker and a text."""
    if not name.endswith(_LINES):
        return False
    try:
        first = json.loads(head.lstrip("\ufeff \t\r\n").split("\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and all(isinstance(first.get(one), str) for one in ("speaker", "text"))


def _is_telegram(name: str, head: str) -> bool:
    chat = _TELEGRAM_CHAT.search(head) and _TELEGRAM_MESSAGES.search(head)
    return _is_json(head) and bool(chat or _TELEGRAM_ACCOUNT.search(head))


def _is_signal(name: str, head: str) -> bool:
    if name == "main.jsonl":
        return _SIGNAL_BACKUP.match(head) is not None
    form = _SIGNAL_LINE if name == "data.json" else _SIGNAL_ROWS
    return name.endswith(".json") and form.match(head) is not None


def _is_json(head: str) -> bool:
    return head.lstrip("\ufeff \t\r\n")[:1] in ("[", "{")


_KINDS: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("whatsapp", _is_whatsapp),
    ("irc", _is_irc),
    ("sms", lambda name, head: _SMS.match(head) is not None),
    ("chatgpt", lambda name, head: _is_json(head) and all(_found(head, _TREE, _TURNS_OF_TREE))),
    ("claude", lambda name, head: _is_json(head) and all(_found(head, _CLAUDE))),
    ("gemini", lambda name, head: all(_found(head, _GEMINI))),
    ("telegram", _is_telegram),
    ("matrix", lambda name, head: all(_found(head, _MATRIX))),
    ("discord", lambda name, head: all(_found(head, _DISCORD, _TELEGRAM_MESSAGES))),
    ("signal", _is_signal),
    ("jsonl", _is_message_a_line),
)


def _found(head: str, *forms: re.Pattern[str]) -> list[bool]:
    return [form.search(head) is not None for form in forms]
