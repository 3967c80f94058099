from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.content import Content
from ingest.document import Locator, Person
from ingest.formats import FORMATS, FormatError, NothingToReadError

MAIL = FORMATS["mail"]


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"From": "Ana Kovač <Ana@Example.org>", "Subject": "The boat", **headers}.items():
        message[name.replace("_", "-")] = value
    return message


def read(data: bytes | EmailMessage, name: str = "a.eml"):
    data = data.as_bytes(policy=SMTP) if isinstance(data, EmailMessage) else data
    [reading] = MAIL.read(Content(name, data))
    return reading


def words(data: bytes | EmailMessage) -> str:
    return "\n".join(passage.text for passage in read(data).passages)


def test_a_mail_knows_who_wrote_to_whom_when_and_about_what():
    message = mail(
        To="Bo <bo@example.org>, cy@example.org",
        Date="Mon, 03 May 2021 10:00:00 +0200",
        Message_ID="<m1@example.org>",
    )
    message.set_content("We sail on Friday.")
    reading = read(message)
    [passage] = reading.passages
    assert (reading.title, passage.heading, passage.text) == ("The boat", "The boat", "We sail on Friday.")
    assert reading.time == datetime(2021, 5, 3, 10, tzinfo=timezone(timedelta(hours=2))) == passage.time
    assert (passage.speaker, passage.handle) == ("Ana Kovač", "email:ana@example.org")
    assert reading.people == (
        Person("Ana Kovač", ("email:ana@example.org",), "author"),
        Person("Bo", ("email:bo@example.org",), "recipient"),
        Person(None, ("email:cy@example.org",), "recipient"),
    )
    assert passage.locator == Locator.of_message("m1@example.org")
    assert reading.kind == "mail"


def test_all_mails_of_a_thread_name_the_first_one():
    first = mail(Message_ID="<m1@x>")
    answer = mail(Message_ID="<m2@x>", In_Reply_To="<m1@x>")
    last = mail(Message_ID="<m3@x>", In_Reply_To="<m2@x>", References="<m1@x> <m2@x>")
    for message in (first, answer, last):
        message.set_content("Yes.")
    assert {read(message).thread for message in (first, answer, last)} == {"m1@x"}


def test_mails_without_ids_belong_together_by_their_subject():
    assert (
        read(b"From: a@x\nSubject: Boat\n\nHi").thread
        == read(b"From: b@x\nSubject: RE: AW: boat\n\nHo").thread
    )
    assert read(b"From: a@x\n\nHi").thread != read(b"From: b@x\n\nHo").thread


def test_a_mail_without_an_id_gets_the_same_one_every_time():
    data = b"From: a@x\nDate: Mon, 03 May 2021 10:00:00 +0000\n\nHi"
    assert read(data).passages[0].locator == read(b"Status: RO\n" + data).passages[0].locator


def test_the_html_is_read_where_the_plain_text_only_points_to_it():
    message = mail()
    message.set_content("View this mail in your browser.")
    message.add_alternative(f"<p>The boat is red.</p><p>{'It sails far. ' * 20}</p>", subtype="html")
    assert words(message).startswith("The boat is red.\n\nIt sails far.")


def test_the_plain_text_is_read_where_it_says_the_same():
    message = mail()
    message.set_content("The boat is red.")
    message.add_alternative("<p>The boat is <b>red</b>.</p>", subtype="html")
    assert words(message) == "The boat is red."


def test_an_html_answer_loses_what_it_quotes_and_the_signature():
    html = (
        "<div>Yes, on Friday.</div><div class='gmail_signature'>Ana, Harbour Ltd</div>"
        "<div class='gmail_quote'>On Mon, 3 May 2021 at 10:00, Bo &lt;bo@example.org&gt; wrote:<br>"
        "<blockquote class='gmail_quote'>Are you coming?</blockquote></div>"
    )
    message = mail(Subject="Re: The boat", In_Reply_To="<m0@x>")
    message.set_content(html, subtype="html")
    assert words(message) == "Yes, on Friday."


def test_text_after_an_attachment_is_read_too():
    message = mail()
    message.set_content("Here is the plan.")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="plan.pdf")
    message.add_attachment(
        "Signed by the harbour master.", subtype="plain", filename=None, disposition="inline"
    )
    assert words(message) == "Here is the plan.\n\nSigned by the harbour master."


def test_attachments_come_along_but_for_pictures_in_the_text():
    message = mail()
    message.set_content("See the plans.")
    for _ in range(2):
        message.add_attachment(b"plan", maintype="application", subtype="pdf", filename="../../plan.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", disposition="inline", cid="<a@x>")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="boat.png")
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename=None)
    names = [attachment.name for attachment in read(message).attachments]
    assert names == ["plan.pdf", "plan (2).pdf", "boat.png", "invitation.ics"]


def test_a_mail_that_came_along_whole_is_an_attachment():
    inner = mail(Subject="Inside")
    inner.set_content("I was forwarded.")
    outer = mail()
    outer.set_content("Look at this.")
    outer.add_attachment(inner)
    [attachment] = read(outer).attachments
    assert attachment.name == "Inside.eml"
    assert words(attachment.data) == "I was forwarded."


def test_a_forwarded_mail_is_read():
    message = mail(Subject="Fwd: The boat")
    message.set_content("---------- Forwarded message ---------\nFrom: Bo\nSubject: The boat\n\nIt is red.")
    assert "It is red." in words(message)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-2", "windows-1250"])
def test_letters_beyond_ascii_survive(charset):
    message = mail(Subject="Čamac")
    message.set_content("Ana Kovač vozi čamac.", charset=charset, cte="base64")
    assert read(message).title == "Čamac"
    assert words(message) == "Ana Kovač vozi čamac."


def test_bytes_that_no_header_should_hold_are_read_as_what_they_seem():
    reading = read("From: Zoë <zoe@x>\nSubject: Grüße\n\nHallo".encode("cp1252"))
    assert (reading.title, reading.people[0].name) == ("Grüße", "Zoë")
    assert read("From: a@x\nSubject: Grüße\n\nHallo".encode()).title == "Grüße"


def test_an_encoding_that_is_named_wrongly_does_no_harm():
    head = b"From: a@x\nContent-Type: text/plain; charset=%s\n\n"
    assert words(head % b"gb2312" + "你好，船".encode()) == "你好，船"  # noqa: RUF001
    assert words(head % b"no-such-thing" + "čamac".encode()) == "čamac"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/encrypted; protocol=application/pgp-encrypted; boundary=b", "--b\n\nVersion: 1\n--b--"),
        ("application/pkcs7-mime; smime-type=enveloped-data", "MIAGCSqGSIb3"),
        ("text/plain", "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----"),
    ],
)
def test_an_encrypted_mail_says_so_and_is_found_by_its_subject(kind, body):
    data = f"From: a@x\nSubject: The secret boat\nContent-Type: {kind}\n\n{body}\n".encode()
    [passage] = read(data).passages
    assert passage.text.startswith("The secret boat (its text is encrypted")


def test_a_signed_mail_is_read_without_the_signature():
    text = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe boat is red.\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n"
    )
    message = mail()
    message.set_content(text)
    assert words(message) == "The boat is red."


def test_a_mail_without_words_is_found_by_its_subject():
    assert words(b"From: a@x\nSubject: Call me\n\n") == "Call me"
    assert read(b"From: a@x\nDate: Mon, 03 May 2021 10:00:00 +0000\n\n").passages == ()


def test_a_time_that_makes_no_sense_is_that_of_the_receipt():
    data = b"From: a@x\nDate: yesterday\nReceived: by x; Mon, 03 May 2021 10:00:00 +0000\n\nHi"
    assert read(data).time == datetime(2021, 5, 3, 10, tzinfo=UTC)
    assert read(b"From: a@x\nDate: Thu, 01 Jan 1970 00:00:00 +0000\n\nHi").time is None


def test_apple_mails_own_form_is_read():
    inner = b"From: a@x\nSubject: Boat\n\nIt is red.\n"
    reading = read(b"%d\n%s<?xml version='1.0'?><plist/>" % (len(inner), inner), "1234.emlx")
    assert reading.passages[0].text == "It is red."


def test_a_mail_that_was_thrown_away_is_left_alone():
    with pytest.raises(NothingToReadError):
        read(b"From: a@x\n\nHi", "1620036000.M1P2.host:2,ST")
    assert read(b"From: a@x\n\nHi", "1620036000.M1P2.host:2,S").passages


@pytest.mark.parametrize("data", [b"", b"Hello", b"\0\1\2" * 50, b"Note: no mail\n\nat all"])
def test_what_is_no_mail_is_refused(data):
    with pytest.raises(FormatError):
        read(data)


def test_parts_within_parts_without_end_are_no_danger():
    body = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000))
    with pytest.raises(FormatError):
        read(f"From: a@x\nSubject: deep\n{body}".encode())


def test_a_place_that_is_not_there_is_said():
    with pytest.raises(LookupError):
        MAIL.text_at(Content("a.eml", b"From: a@x\nMessage-ID: <m1>\n\nHi"), Locator.of_message("m2"))


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=1_500)


@settings(max_examples=40)
@given(TEXT, TEXT, st.sampled_from(["plain", "html"]), st.booleans())
def test_the_text_at_a_mails_place_holds_each_of_its_passages(text, subject, kind, answer):
    message = mail(Message_ID="<m1@x>", Subject=" ".join(subject.split())[:100].strip() or "x")
    if answer:
        message["In-Reply-To"] = "<m0@x>"
    message.set_content(text, subtype=kind)
    content = Content("a.eml", message.as_bytes(policy=SMTP))
    for reading in MAIL.read(content):
        for passage in reading.passages:
            assert passage.text and passage.text in MAIL.text_at(content, passage.locator)


@settings(max_examples=60)
@given(st.binary(max_size=600))
def test_any_bytes_are_a_mail_or_refused(data):
    with suppress(FormatError):
        list(MAIL.read(Content("a.eml", b"From: a@x\nContent-Type: multipart/mixed; " + data)))
