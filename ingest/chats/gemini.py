"""Gemini in a Google Takeout: "My Activity/Gemini Apps/MyActivity.json", or .html where that was chosen.

Takeout keeps a log, not conversations: each entry is a prompt with its answers, newest first. The form, as
seen in exports of 2024 to 2026: `header` "Gemini Apps" in the account's language, `title` with the prompt
after a word such as "Prompted", `time`, `safeHtmlItem` with an answer or several, `attachedFiles`, and in
newer ones `details` with the conversation's web address. Where that stands, the conversation is known; all
else goes by days. The two forms write times differently, so that the same entry has two ids: stay with one of
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.chats.clock import parse_written
from ingest.chats.exports import Export
from ingest.chats.fields import moment, record, records, text
from ingest.chats.markers import attachment, lines
from ingest.chats.sessions import Conversation, OnProblem, Turn, by_conversation, hashed
from ingest.document import Document, Person

MYSELF = Person("You", (), "self")
ANSWERER = "Gemini"
MEMBER = r"(?:.*(?:Gemini|Bard)[^/]*/)?My ?Activity\.(?:json|html)"
_PRODUCT = re.compile(r"gemini|bard", re.IGNORECASE)
_PROMPT = re.compile(
    r"(?:Prompted|Branched|Answered|Asked|You said|Said|Eingegebener Prompt|Prompt eingegeben|Requête|"
    r"Demande envoyée|Has preguntado|Se indicó|Petición|Richiesta|Hai chiesto|Comando|Pergunta|Pokyn|"
    r"Ingevoerde prompt|送信したメッセージ|프롬프트|提示|Запрос)\s*[::]?[\s\u00a0]+",
    re.IGNORECASE,
)
_NO_PROMPT = re.compile(
    r"(?:Created|Used|Added|Gave feedback|Selected preferred draft|Visited|Turned|Viewed|Searched|Deleted|"
    r"Dismissed|Opened|Shared)\b"
)
_CONVERSATION = re.compile(r"gemini\.google\.com/(?:u/\d+/)?(?:app|gem/[^/?#]+)/([0-9a-fA-F]{8,})")
_ENTRY = re.compile(r'<div class="outer-cell')


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each day, or for each day of a conversation where the export tells conversations."""
    names = export.need(MEMBER, "MyActivity.json or MyActivity.html of Gemini")
    turns = (turn for name in names for turn in _turns(export, name, on_problem))
    yield from by_conversation(turns, _conversation, export.path)


def _conversation(name: str) -> Conversation:
    return Conversation(name, ANSWERER, (MYSELF,))


def _turns(export: Export, name: str, on_problem: OnProblem) -> Iterator[tuple[str, Turn]]:
    if name.lower().endswith(".html"):
        entries: Iterator[Any] = _entries_of_page(export.text(name))
    else:
        entries = export.items(name, "item", on_problem)
    for number, entry in enumerate(entries, start=1):
        fields = record(entry)
        if not fields:
            on_problem(f"entry {number}", "it is not an entry of a log")
        elif _PRODUCT.search(_product(fields)):
            yield from _talk(fields)


def _product(entry: dict[str, Any]) -> str:
    products = entry.get("products")
    return " ".join([text(entry.get("header")), *(map(text, products) if isinstance(products, list) else [])])


def _talk(entry: dict[str, Any]) -> Iterator[tuple[str, Turn]]:
    """The prompt, and the answers together: where it was asked for again, there are several."""
    title = text(entry.get("title"))
    answers = [_plain(text(item.get("html"))) for item in records(entry.get("safeHtmlItem"))]
    prompt = _prompt(title, answered=any(answers))
    if not prompt:
        return
    files = entry.get("attachedFiles")
    names = [attachment(text(file)) for file in files] if isinstance(files, list) else []
    stamp, time = text(entry.get("time")), moment(entry.get("time")) or parse_written(text(entry.get("time")))
    conversation, asked = _conversation_id(entry), hashed(stamp, title)
    yield conversation, Turn(f"{asked}-q", "You", lines(prompt, *names), time, "user")
    if any(answers):
        said = "\n\n".join(filter(None, answers))
        yield conversation, Turn(f"{asked}-a", ANSWERER, said, time, "assistant")


def _prompt(title: str, *, answered: bool) -> str:
    """The title without the word before the prompt; "" where the entry logs something else.

    In a language that is not listed here, an entry with an answer has a prompt, word and all.
    """
    before = _PROMPT.match(title)
    if before:
        return title[before.end() :].strip()
    return title if answered and not _NO_PROMPT.match(title) else ""


def _conversation_id(entry: dict[str, Any]) -> str:
    places = [text(detail.get("url")) for detail in records(entry.get("details"))]
    found = (_CONVERSATION.search(place) for place in [*places, text(entry.get("titleUrl"))])
    return next((match[1].lower() for match in found if match), ANSWERER)


def _entries_of_page(page: str) -> Iterator[dict[str, Any]]:
    """The entries of the .html form, in the shape of the .json one.

    Each is a cell: the product's name, then "Prompted …", a line with the time, and the answer.
    """
    starts = [found.start() for found in _ENTRY.finditer(page)]
    for start, end in zip(starts, [*starts[1:], len(page)], strict=True):
        cell = page[start:end]
        header = re.search(r'class="mdl-typography--title">(.*?)</p>', cell, re.DOTALL)
        body = re.search(
            r'class="content-cell[^"]*body-1">(.*?)</div>\s*<div class="content-cell', cell, re.DOTALL
        )
        if header and body:
            yield {"header": _plain(header[1]), **_fields_of_cell(body[1])}


def _fields_of_cell(body: str) -> dict[str, Any]:
    """Of "Prompted&nbsp;text<br>14 Mar 2025, 10:22:33 CET<br><p>answer</p>" the title, time and answer."""
    pieces = re.split(r"<br\s*/?>", body)
    at = next((n for n, piece in enumerate(pieces) if n and parse_written(_plain(piece)) is not None), None)
    if at is None:
        return {"title": _plain(body)}
    address = re.search(r"https://gemini\.google\.com/[^\"'<\s]*", body)
    return {
        "title": _plain("<br>".join(pieces[:at])),
        "time": _plain(pieces[at]),
        "safeHtmlItem": [{"html": "<br>".join(pieces[at + 1 :])}],
        "titleUrl": address[0] if address else "",
    }


def _plain(html: str) -> str:
    from ingest.formats import FormatError
    from ingest.formats.html import html_text

    if not html.strip():
        return ""
    try:
        return html_text(f"<div>{html}</div>").strip()
    except FormatError:
        return ""
