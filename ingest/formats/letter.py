"""One mail, whatever program kept it: who wrote to whom, when and about what, and which words were theirs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from ingest.document import Attachment, Hidden, Locator, Passage, Person, PersonRole, Reading
from ingest.encoding import clean
from ingest.formats import FormatError
from ingest.formats.quoting import FORWARD_SUBJECT, REPLY_SUBJECT, own_words
from ingest.handles import email_handle
from ingest.hidden import with_hidden
from ingest.passages import merge_blocks, paragraphs

MOST_RECIPIENTS = 100
"""A mail to more people than this says nothing of whom its writer knows."""
MOST_ATTACHMENTS = 100
FEW_WORDS = 30
"""A plain text below this may be only a pointer to the HTML."""
_PICTURE_MARK = re.compile(r"\[cid:[^\]\s]{1,200}\]")
_IDS = re.compile(r"<\s*([^<>\s]+)\s*>")
_FORWARD_IN_HTML = re.compile(
    r"-{5,}\s*(?:forwarded|weitergeleitete|message transf)|begin forwarded message", re.IGNORECASE
)
_QUOTES = (
    "self::blockquote[@type='cite'] or self::blockquote[contains(@class, 'quote')]"
    " or contains(concat(' ', @class, ' '), ' yahoo_quoted ')"
)
_SIGNATURES = (
    "contains(concat(' ', @class, ' '), ' gmail_signature ')"
    " or contains(concat(' ', @class, ' '), ' moz-signature ')"
    " or @id='Signature' or @id='ms-outlook-mobile-signature'"
)


@dataclass(frozen=True, slots=True)
class Address:
    """Someone's name and mail address as a mail gives them; either may be empty, not both."""

    name: str
    address: str

    @property
    def shown(self) -> str:
        return self.name or self.address


@dataclass(frozen=True, slots=True)
class Body:
    """The same text in two forms, or in the one that there is."""

    plain: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as its writer meant it. id: its Message-ID without the angle brackets, else one of its content.

    text: their own words. sealed: why there is no text, "encrypted with PGP". thread: the same for all mails
    of one exchange. hidden: what a reader of its HTML does not see.
    """

    id: str
    subject: str
    sender: Address | None
    recipients: tuple[Address, ...]
    time: datetime | None
    thread: str
    text: str
    sealed: str = ""
    attachments: tuple[Attachment, ...] = ()
    hidden: tuple[Hidden, ...] = ()


def reading_of(mail: Mail, part: str = "", content_hash: str | None = None) -> Reading:
    """The mail as a document; one without words is found by its subject."""
    return Reading(
        passages=with_hidden(list(_passages(mail)), mail.hidden),
        title=mail.subject or None,
        time=mail.time,
        part=part,
        content_hash=content_hash,
        kind="mail",
        people=tuple(_people(mail)),
        thread=mail.thread,
        attachments=mail.attachments,
    )


def letter_at(mail: Mail, locator: Locator) -> str:
    """The mail as its writer meant it, as `shown` gives it. Raises LookupError when another one is meant."""
    if locator.kind != "message" or locator.message != mail.id:
        raise LookupError(f"there is no {locator} in it")
    return shown(mail)


def shown(mail: Mail) -> str:
    """The mail as it is opened at a citation: who, when and what about, and below that the words.

    It holds the text of each of its passages.
    """
    head = [
        f"From: {_written(mail.sender)}" if mail.sender else "",
        f"To: {', '.join(map(_written, mail.recipients))}" if mail.recipients else "",
        f"Date: {mail.time:%A %d %B %Y, %H:%M %z}" if mail.time else "",
        f"Subject: {mail.subject}" if mail.subject else "",
    ]
    return "\n".join([*filter(None, head), "", _words(mail)]).strip("\n")


def words_of(bodies: Iterable[Body], subject: str, *, reply: bool) -> str:
    """What the writer of a mail wrote themselves; `reply`: whether its headers say it answers one."""
    reply = reply or REPLY_SUBJECT.match(subject) is not None
    forward = FORWARD_SUBJECT.match(subject) is not None
    text = "\n\n".join(filter(None, (_text(body, forward) for body in bodies)))
    return own_words(text, reply=reply, forward=forward)


def hidden_of(bodies: Iterable[Body]) -> tuple[Hidden, ...]:
    """What is not seen in the HTML of a mail, also where its plain text is read instead."""
    return tuple(one for body in bodies if body.html for one in _hidden_in(body.html))


def _hidden_in(html: str) -> list[Hidden]:
    from ingest.formats.hidden_html import hidden_in_page, hiding_names
    from ingest.formats.html import parse

    try:
        root = parse(html)
    except FormatError:
        return []
    if root is None:
        return []
    return hidden_in_page(root, hiding_names(html) if "<style" in html.lower() else None)


def thread_of(references: str, id: str, subject: str) -> str:
    """What all mails of an exchange have in common: the id of the first one, else the subject, if any.

    references: the headers References and In-Reply-To, in this order.
    """
    root = next(iter(_IDS.findall(references)), id)
    if root or not subject:
        return clean(root)
    return f"subject:{plain_subject(subject).casefold()}"


def plain_subject(subject: str) -> str:
    """ "Re: AW: [list] The boat" is about "[list] The boat"."""
    while found := REPLY_SUBJECT.match(subject) or FORWARD_SUBJECT.match(subject):
        subject = subject[found.end() :]
    return subject.strip()


def made_up_id(*content: str) -> str:
    """An id for a mail without one: the same for the same mail, wherever it is kept."""
    return "sha256-" + hashlib.sha256("\0".join(content).encode("utf-8", "replace")).hexdigest()[:32]


def named_apart(attachments: Iterator[Attachment]) -> Iterator[Attachment]:
    """The attachments with names that are safe in a key, no two alike: "scan.pdf", "scan (2).pdf"."""
    used: dict[str, int] = {}
    for number, attachment in enumerate(attachments):
        if number >= MOST_ATTACHMENTS:
            return
        name = file_name(attachment.name) or "attachment"
        used[name] = used.get(name, 0) + 1
        if used[name] > 1:
            path = PurePath(name)
            name = f"{path.stem} ({used[name]}){path.suffix}"
        yield Attachment(name, attachment.data)


def file_name(text: str) -> str:
    """The last part of a path, on one line and of a bearable length."""
    name = " ".join(re.split(r"[/\\]", clean(text))[-1].split()).strip(". ")
    path = PurePath(name or "_")
    return f"{path.stem[:100]}{path.suffix[:20]}" if name else ""


def _text(body: Body, forward: bool) -> str:
    """The plain text, unless the HTML tells more: many programs write one that only points to the other."""
    text = _PICTURE_MARK.sub("", clean(body.plain)).strip("\n")
    if body.html and len(text.split()) < FEW_WORDS:
        rendered = _html_words(body.html, forward)
        if len(rendered.split()) > 3 * len(text.split()):
            return rendered
    return text


def _html_words(html: str, forward: bool) -> str:
    """The text of an HTML body, with what it quotes behind a ">"."""
    from lxml import etree

    from ingest.formats.html import html_text, parse

    root = parse(html)
    if root is None:
        return ""
    for node in root.xpath(f"//*[{_SIGNATURES}]"):
        _replace(node, None)
    if not forward and not _FORWARD_IN_HTML.search(html):
        for node in root.xpath(f"//*[{_QUOTES}]"):
            _replace(node, "> \u2026")
    return html_text(etree.tostring(root, encoding="unicode", method="html"))


def _replace(node: object, text: str | None) -> None:
    """Another paragraph in a node's place, or nothing; what comes after the node stays."""
    from lxml import etree

    assert isinstance(node, etree._Element)
    parent = node.getparent()
    if parent is None:
        return
    standing = etree.Element("p")
    standing.text, standing.tail = text, node.tail
    parent.replace(node, standing)


def _passages(mail: Mail) -> Iterator[Passage]:
    lines = _words(mail).split("\n")
    for stretch in merge_blocks(lines, paragraphs(lines, 0, len(lines))):
        yield Passage(
            stretch.text,
            Locator.of_message(mail.id),
            heading=mail.subject,
            speaker=mail.sender.shown if mail.sender else None,
            time=mail.time,
            handle=email_handle(mail.sender.address) if mail.sender else None,
        )


def _words(mail: Mail) -> str:
    if mail.text.strip():
        return mail.text
    subject = mail.subject or "A mail without a subject"
    return f"{subject} ({mail.sealed})" if mail.sealed else mail.subject


def _people(mail: Mail) -> Iterator[Person]:
    if mail.sender is not None:
        yield _person(mail.sender, "author")
    for recipient in mail.recipients[:MOST_RECIPIENTS]:
        yield _person(recipient, "recipient")


def _person(address: Address, role: PersonRole) -> Person:
    handle = email_handle(address.address)
    return Person(address.name or None, (handle,) if handle else (), role)


def _written(address: Address) -> str:
    return f"{address.name} <{address.address}>" if address.name and address.address else address.shown
