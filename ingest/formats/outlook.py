"""Mails that Outlook saved (.msg): a file system inside a file, which python-oxmsg takes apart."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.content import Content
from ingest.document import Attachment, Locator, Reading, with_zone
from ingest.encoding import clean
from ingest.formats import FormatError
from ingest.formats.letter import (
    Address,
    Body,
    Mail,
    hidden_of,
    letter_at,
    made_up_id,
    named_apart,
    reading_of,
    thread_of,
    words_of,
)

if TYPE_CHECKING:
    from oxmsg import Message

_DAMAGED = (ValueError, LookupError, OSError, struct.error, AssertionError, RecursionError)
"""What olefile and python-oxmsg raise for a file that is not as it should be."""


def read(content: Content) -> Iterator[Reading]:
    """One mail."""
    yield reading_of(_mail(content))


def text_at(content: Content, locator: Locator) -> str:
    """The mail as its writer meant it, with a few lines above that tell who, when and what about."""
    return letter_at(_mail(content), locator)


def _mail(content: Content) -> Mail:
    """Raises FormatError for a damaged file, and for what Outlook saves beside mails."""
    from oxmsg import Message

    try:
        message = Message.load(content.data)
        kind = message.message_class or "IPM.Note"
        if not kind.startswith(("IPM.Note", "REPORT", "IPM.Schedule")):
            raise FormatError(f"it holds no mail but another item of Outlook, of the class {kind}")
        return _meaning(message)
    except FormatError:
        raise
    except _DAMAGED as error:
        raise FormatError("it is damaged or no mail of Outlook; open it there and save it anew") from error


def _meaning(message: Message) -> Mail:
    from oxmsg.domain import constants as property_ids

    headers = {name.lower(): value for name, value in message.message_headers.items()}
    text_property = message.properties.str_prop_value
    subject = " ".join(clean(message.subject).split())
    references = text_property(property_ids.PID_INTERNET_REFERENCES) or headers.get("references", "")
    answered = text_property(property_ids.PID_IN_REPLY_TO_ID) or headers.get("in-reply-to", "")
    given = text_property(property_ids.PID_INTERNET_MESSAGE_ID) or headers.get("message-id", "")
    given = clean(given).strip("<> \n")
    body = Body(clean(message.body or ""), "" if _is_sealed(message) else clean(message.html_body or ""))
    text = words_of([body], subject, reply=bool(references or answered))
    id = given or made_up_id(str(message.sender), str(message.sent_date), subject, text)
    return Mail(
        id=id,
        subject=subject,
        sender=_sender(message),
        recipients=tuple(
            Address(clean(person.name).strip("'\" "), person.email_address) for person in message.recipients
        ),
        time=with_zone(message.sent_date),
        thread=thread_of(references + answered, given, subject) or id,
        text=text,
        sealed="its text is encrypted or sealed with S/MIME" if _is_sealed(message) else "",
        attachments=() if _is_sealed(message) else tuple(named_apart(_attachments(message))),
        hidden=hidden_of([body]),
    )


def _sender(message: Message) -> Address | None:
    """Whom the mail is from; inside one company Outlook knows them by a name that is no mail address."""
    from ingest.formats.mail import addresses_in

    return next(iter(addresses_in(message.sender or "")), None)


def _is_sealed(message: Message) -> bool:
    return message.message_class.upper().startswith("IPM.NOTE.SMIME") and not message.body


def _attachments(message: Message) -> Iterator[Attachment]:
    """What came with the mail, but for the pictures in its text and other mails of Outlook."""
    from oxmsg.domain import constants as property_ids

    for attachment in message.attachments:
        shown_inside = attachment.properties.str_prop_value(property_ids.PID_ATTACH_CONTENT_ID)
        if shown_inside and (attachment.mime_type or "").startswith("image/"):
            continue
        data = attachment.file_bytes
        if data:
            yield Attachment(attachment.file_name or "attachment", data)
