"""Mail as it travels (RFC 5322, MIME): .eml, the files of a Maildir, and Apple Mail's .emlx.

The parsing is the standard library's, in its older form: the newer one fails on headers that are merely odd,
and takes many times as long. Encrypted mails are found by their subject and people; nothing is decrypted.
"""

from __future__ import annotations

import codecs
import email.utils
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from ingest.content import Content
from ingest.document import Attachment, Locator, Reading
from ingest.encoding import BinaryContentError, clean, decode
from ingest.formats import FormatError, NothingToReadError
from ingest.formats.letter import (
    Address,
    Body,
    Mail,
    file_name,
    hidden_of,
    letter_at,
    made_up_id,
    named_apart,
    reading_of,
    thread_of,
    words_of,
)
from ingest.formats.quoting import unflow

MALFORMED = (ValueError, LookupError, RecursionError)
"""What the standard library raises for mails that keep to no rule."""
_TELLING = ("from", "subject", "date", "message-id", "received", "to", "sender")
_BARE_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,64}@[^\s<>()\[\],;:\"@]{1,255}")
_APPLE_LENGTH = re.compile(rb"\s*(\d{1,10})\s*\n")
_TRASHED = re.compile(r"[:;!]2,[A-S]*T")
"""Maildir's flag for a mail that is deleted and not yet gone."""
_PGP_SIGNED = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]+:.*\n)*\n?")
_PGP_SIGNATURE = re.compile(
    r"\n-----BEGIN PGP SIGNATURE-----.*?(?:-----END PGP SIGNATURE-----|\Z)", re.DOTALL
)
_PGP_MESSAGE = re.compile(r"-----BEGIN PGP MESSAGE-----.*?(?:-----END PGP MESSAGE-----|\Z)", re.DOTALL)
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_WIDER = {
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "iso8859-1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr"), "cp949"),
    "iso-8859-8-i": "iso-8859-8",
    "shift_jis": "cp932",
}
"""What mails mean when they name an encoding: Windows' larger sets, as in browsers."""
_MANY_ZEROS = re.compile(r"utf-?(?:16|32)|ucs")
_SNIFFED = ("", "us-ascii", "ascii", "unknown-8bit", "x-unknown", "default", "8bit", "utf-8", "utf8")


def read(content: Content) -> Iterator[Reading]:
    """One mail."""
    if _TRASHED.search(content.name):
        raise NothingToReadError("its mail program holds it for deleted")
    yield reading_of(_mail(content))


def text_at(content: Content, locator: Locator) -> str:
    """The mail as its writer meant it, with a few lines above that tell who, when and what about."""
    return letter_at(_mail(content), locator)


def parse_mail(data: bytes) -> Mail:
    """The mail in these bytes. Raises FormatError for what is no mail, or makes no sense."""
    try:
        message = BytesParser(policy=compat32).parsebytes(data.lstrip(b"\xef\xbb\xbf\r\n\t "))
        headers = Headers(message)
        if not any(headers[name] for name in _TELLING):
            raise FormatError("it is no mail: it says neither who wrote it nor when")
        return _meaning(message, headers)
    except MALFORMED as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError("it is damaged: its parts cannot be told apart") from error


class Headers:
    """The headers of a mail as text on one line, the first of each name; "" for one that is not there."""

    def __init__(self, message: Message) -> None:
        self._raw: dict[str, str] = {}
        for name, value in message.raw_items():
            self._raw.setdefault(name.lower(), str(value))

    def __getitem__(self, name: str) -> str:
        return decoded(self._raw.get(name, ""))

    def addresses(self, *names: str) -> tuple[Address, ...]:
        """Whom these headers name, each once."""
        found = [address for name in names for address in addresses_in(self._raw.get(name, ""))]
        return tuple(dict.fromkeys(found))


def addresses_in(raw: str) -> list[Address]:
    """Whom a raw header names."""
    found = [Address(_name(name, address), address.strip()) for name, address in _addresses(_readable(raw))]
    return [one for one in found if one.name or "@" in one.address]


def decoded(raw: str) -> str:
    """A header's text: "=?utf-8?q?Caf=C3=A9?=" is "Café"; line breaks and runs of spaces become one space."""
    text = _readable(raw)
    if "=?" in text:
        text = _words_decoded(text)
    return " ".join(clean(text).split())


def _meaning(message: Message, headers: Headers) -> Mail:
    subject, parts = headers["subject"], Parts()
    parts.gather(message)
    sender = next(iter(headers.addresses("from") or headers.addresses("sender")), None)
    time = _time(headers)
    text = words_of(parts.bodies, subject, reply=bool(headers["in-reply-to"] or headers["references"]))
    own_id = headers["message-id"].strip("<> ")
    id = own_id or made_up_id(headers["from"], headers["date"], subject, text)
    return Mail(
        id=id,
        subject=subject,
        sender=sender,
        recipients=headers.addresses("to", "cc", "bcc"),
        time=time,
        thread=thread_of(headers["references"] + headers["in-reply-to"], own_id, subject) or id,
        text=text,
        sealed=parts.sealed,
        attachments=tuple(named_apart(iter(parts.attachments))),
        hidden=hidden_of(parts.bodies),
    )


@dataclass(slots=True)
class Parts:
    """What a mail is made of, gathered part by part."""

    bodies: list[Body] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    sealed: str = ""

    def gather(self, part: Message) -> None:
        kind, payload = part.get_content_type(), part.get_payload()
        if kind == "multipart/encrypted":
            self.sealed = "its text is encrypted with PGP"
        elif kind in _SEALED:
            self.sealed = "its text is encrypted or sealed with S/MIME"
        elif kind == "message/rfc822":
            self._forwarded(part)
        elif isinstance(payload, list):
            self._children(kind, [child for child in payload if isinstance(child, Message)])
        elif kind in ("text/plain", "text/html") and not _is_attached(part):
            self._body(kind, text_of(part))
        else:
            self._file(part, kind)

    def _children(self, kind: str, children: list[Message]) -> None:
        """Of a report the words, not the mail that came back; of alternatives, one body."""
        before = len(self.bodies)
        for child in children[:1] if kind == "multipart/report" else children:
            self.gather(child)
        if kind == "multipart/alternative":
            forms = self.bodies[before:]
            plain = "\n\n".join(form.plain for form in forms if form.plain)
            self.bodies[before:] = [Body(plain, "\n".join(form.html for form in forms))]

    def _body(self, kind: str, text: str) -> None:
        if kind == "text/html":
            self.bodies.append(Body(html=text))
            return
        text = _PGP_SIGNATURE.sub("", _PGP_SIGNED.sub("", text))
        if _PGP_MESSAGE.search(text):
            text, self.sealed = _PGP_MESSAGE.sub("", text), "its text is encrypted with PGP"
        self.bodies.append(Body(plain=text))

    def _file(self, part: Message, kind: str) -> None:
        """What came with the mail, but for pictures in its text, films, and what only programs read."""
        inline = part.get_content_disposition() != "attachment"
        if kind.startswith(("video/", "message/")) or (kind.startswith("image/") and inline):
            return
        if kind in (
            "application/pgp-signature",
            "application/pkcs7-signature",
            "application/x-pkcs7-signature",
        ):
            return
        name = file_name(decoded(part.get_filename() or ""))
        if not name and kind == "text/calendar":
            name = "invitation.ics"
        elif not name:
            name = f"attachment{mimetypes.guess_extension(kind) or ''}"
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data:
            self.attachments.append(Attachment(name, data))

    def _forwarded(self, part: Message) -> None:
        """A mail that came along whole."""
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if isinstance(inner, Message):
            name = file_name(decoded(str(inner.get("subject", "")))) or "mail"
            self.attachments.append(Attachment(f"{name}.eml", inner.as_bytes()))


def text_of(part: Message) -> str:
    """The text of a part in whatever encoding it really is."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    text = _in_charset(data, str(part.get_content_charset("")).lower())
    if str(part.get_param("format", "")).lower() == "flowed":
        return unflow(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
    return text


def _in_charset(data: bytes, charset: str) -> str:
    """What is sound UTF-8 beyond ASCII is that, whatever it calls itself."""
    if charset not in _SNIFFED and (_MANY_ZEROS.match(charset) or not _is_utf8(data)):
        try:
            return clean(data.decode(codecs.lookup(_WIDER.get(charset, charset)).name, "replace"))
        except (LookupError, ValueError):
            pass  # No such encoding: as one that is not named.
    try:
        return decode(data)
    except BinaryContentError:
        return clean(data.decode("utf-8", "replace"))


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _mail(content: Content) -> Mail:
    data = content.data
    length = _APPLE_LENGTH.match(data[:64]) if content.suffix == ".emlx" else None
    if length is not None:
        data = data[length.end() : length.end() + int(length[1])]
    return parse_mail(data)


def _readable(raw: str) -> str:
    """A raw header; bytes that are not ASCII, which it should not hold, in the encoding they seem to have."""
    if raw.isascii():
        return raw
    try:
        return decode(raw.encode("utf-8", "surrogateescape"))
    except (BinaryContentError, UnicodeError):
        return raw.encode("utf-8", "replace").decode("utf-8", "replace")


def _words_decoded(text: str) -> str:
    try:
        chunks = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    try:
        return str(make_header(chunks))
    except (LookupError, ValueError):
        return "".join(
            _in_charset(chunk, (charset or "").lower()) if isinstance(chunk, bytes) else chunk
            for chunk, charset in chunks
        )


def _addresses(text: str) -> list[tuple[str, str]]:
    """Names and addresses; of a list that is against the rules, the addresses alone."""
    text = " ".join(clean(text).split())
    if not text:
        return []
    found = email.utils.getaddresses([text])
    return [("", address) for address in _BARE_ADDRESS.findall(text)] if found == [("", "")] else found


def _name(name: str, address: str) -> str:
    """A name as it is shown: not the address again, no quotation marks around it."""
    shown_name = decoded(name).strip("'\" ")
    return "" if shown_name.casefold() == address.casefold() else shown_name


def _time(headers: Headers) -> datetime | None:
    """When it was sent, else when it was received; None where no header tells."""
    for text in (headers["date"], headers["received"].rpartition(";")[2], headers["delivery-date"]):
        try:
            time = email.utils.parsedate_to_datetime(text)
            time = time if time.tzinfo else time.replace(tzinfo=UTC)
            time.astimezone(UTC)  # A year 1 east of Greenwich exists nowhere else.
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if time.year > 1970:
            return time
    return None
