from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.content import Content, open_content
from ingest.document import Locator
from ingest.formats import FORMATS, FormatError
from ingest.formats.mailbox import canonical_hash

MBOX = FORMATS["mbox"]
PARTING = b"From ana@example.org Mon May  3 10:00:00 2021\n"


def mail(id: str, text: str = "Hello.", **headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "ana@example.org", f"About {id}", f"<{id}>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def mailbox(*mails: bytes) -> Content:
    return Content(
        "a.mbox", b"".join(PARTING + one.replace(b"\nFrom ", b"\n>From ") + b"\n" for one in mails)
    )


def ids(content: Content) -> list[str]:
    return [reading.part for reading in MBOX.read(content)]


def test_each_mail_is_a_document_of_its_own():
    content = mailbox(mail("m1", "The boat is red."), mail("m2", "The house is white."))
    first, second = MBOX.read(content)
    assert (first.part, first.title, first.kind) == ("m1", "About m1", "mail")
    assert second.passages[0].text == "The house is white."
    assert first.content_hash != second.content_hash
    assert MBOX.text_at(content, second.passages[0].locator).endswith("The house is white.")


def test_a_mail_that_lies_there_twice_is_read_once():
    assert ids(mailbox(mail("m1"), mail("m2"), mail("m1"))) == ["m1", "m2"]


def test_what_mail_programs_note_in_a_mail_does_not_make_it_another():
    plain, noted = mail("m1"), mail("m1", Status="RO", X_Gmail_Labels="Inbox", X_Keywords="boat")
    assert canonical_hash(plain) == canonical_hash(noted) != canonical_hash(mail("m1", "Goodbye."))


@pytest.mark.parametrize(
    "parting",
    [
        b"From - Mon May  3 10:00:00 2021\n",
        b"From 1698712341234567890@xxx Mon May 03 10:00:00 +0000 2021\n",
        b"From MAILER-DAEMON Mon May  3 10:00:00 2021\n",
        b"From ???@??? Mon May 03 10:00:00 2021\n",
    ],
)
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_mailboxes_of_all_programs_are_parted(parting, ending):
    data = b"\n".join(parting + mail(id) for id in ("m1", "m2", "m3")).replace(b"\n", ending)
    assert ids(Content("Inbox", data)) == ["m1", "m2", "m3"]


def test_a_sentence_that_begins_with_from_parts_nothing():
    text = (
        "From here on it was 2021.\n\nFrom Monday 3 May 10:00 we sail\nand come back.\n\nFrom Ana, with love"
    )
    content = mailbox(mail("m1", text), mail("m2"))
    first, _ = MBOX.read(content)
    assert first.passages[0].text == text
    raw = Content("a.mbox", PARTING + mail("m1", text))
    assert ids(raw) == ["m1"]


def test_what_thunderbird_has_deleted_is_not_read():
    assert ids(
        mailbox(b"X-Mozilla-Status: 0009\n" + mail("m1"), b"X-Mozilla-Status: 0001\n" + mail("m2"))
    ) == ["m2"]


def test_a_damaged_mail_costs_only_itself():
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000)).encode()
    assert ids(mailbox(mail("m1"), b"From: a@x\n" + deep, b"\0\xff\xfe" * 400, mail("m2"))) == ["m1", "m2"]


def test_a_mailbox_that_is_cut_off_gives_what_is_there():
    whole = mailbox(mail("m1"), mail("m2", "word " * 500)).data
    assert ids(Content("a.mbox", whole[:-900])) == ["m1", "m2"]


def test_what_is_no_mailbox_is_refused_and_an_empty_one_is_not():
    with pytest.raises(FormatError):
        ids(Content("a.mbox", b"This is only a text.\n" * 20))
    assert ids(Content("a.mbox", b"")) == []


def test_a_large_mailbox_is_read_mail_by_mail(tmp_path):
    path = tmp_path / "large.mbox"
    one = mail("m0", "We sailed past the island and saw no land.\n" * 60)
    path.write_bytes(mailbox(*(one.replace(b"<m0>", b"<m%d>" % number) for number in range(1_600))).data)
    content = open_content(path)
    assert content.size > 4_000_000
    assert sum(1 for _ in MBOX.read(content)) == 1_600
    assert "data" not in vars(content)


def test_a_place_that_is_not_there_is_said():
    with pytest.raises(LookupError):
        MBOX.text_at(mailbox(mail("m1")), Locator.of_message("m2"))


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=300)


@settings(max_examples=30)
@given(st.lists(TEXT, min_size=1, max_size=5))
def test_the_text_at_a_mails_place_holds_each_of_its_passages(texts):
    content = mailbox(*(mail(f"m{number}", text) for number, text in enumerate(texts)))
    readings = list(MBOX.read(content))
    assert [reading.part for reading in readings] == [f"m{number}" for number in range(len(texts))]
    for reading in readings:
        for passage in reading.passages:
            assert passage.text in MBOX.text_at(content, passage.locator)
