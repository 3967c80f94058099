"""A chat export among other files: told by how it begins, read by its speakers; a diary is never one."""

import json
from email.message import EmailMessage

import pytest

from ingest import FoundFile, read_documents, text_at
from ingest.content import Content
from ingest.detection import current_tag, detect
from ingest.formats import FormatError
from ingest.formats.chat import read

IPHONE = "[12/11/2026, 18:02:11] Silke: did you call the garage?\n[13/11/2026, 18:03:40] Bram: yes\nat noon\n"
ANDROID = (
    "14/03/2025, 21:41 - Messages and calls are end-to-end encrypted.\n14/03/2025, 21:42 - Ana: the ferry?\n"
)
TELEGRAM = {
    "name": "Bo",
    "type": "personal_chat",
    "id": 2,
    "messages": [
        {
            "id": 1,
            "type": "message",
            "date": "2025-03-14T21:41:00",
            "from": "Bo",
            "from_id": "user2",
            "text": "hi",
        }
    ],
}
SIGNAL = {"date": "2025-03-14 21:41:09", "sender": "Bo", "body": "hi", "quote": "", "attachments": []}
LINE = {"speaker": "Bo", "text": "hi", "time": "2025-03-14T21:41:00Z"}
CHATGPT = [
    {
        "title": "Ferries",
        "conversation_id": "c1",
        "mapping": {
            "n0": {
                "parent": None,
                "children": [],
                "message": {
                    "id": "m0",
                    "author": {"role": "user"},
                    "content": {"content_type": "text", "parts": ["hi"]},
                    "create_time": 1741988469,
                },
            }
        },
        "current_node": "n0",
    }
]
IRC = "--- Log opened Fri Mar 14 21:00:00 2025\n21:41 <@bo> hi\n21:42 < ana> hello\n"
SMS = (
    '<?xml version="1.0"?>\n<smses count="1">\n<sms address="+447700900123" date="1741988469000" '
    'type="1" body="hi" contact_name="Bo"/>\n</smses>\n'
)


def kind(name, text):
    found = detect(Content(name, text.encode())).format
    return found.name if found else None


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("_chat.txt", IPHONE, "whatsapp"),
        ("old talk.txt", IPHONE, "whatsapp"),
        ("old talk.txt", ANDROID, "whatsapp"),
        ("WhatsApp Chat with Ana.txt", "14/03/2025, 21:42 - Ana: the ferry?\n", "whatsapp"),
        ("result.json", json.dumps(TELEGRAM, indent=1), "telegram"),
        ("data.json", json.dumps(SIGNAL), "signal"),
        ("chat.md", "[2025-03-14 21:41:09] Bo: hi\n", "signal"),
        ("conversations.json", json.dumps(CHATGPT), "chatgpt"),
        ("#garden.log", IRC, "irc"),
        ("sms-20250314.xml", SMS, "sms"),
        ("talk.jsonl", json.dumps(LINE), "jsonl"),
    ],
)
def test_an_export_is_known_by_how_it_begins_and_read_by_its_speakers(name, text, expected):
    assert kind(name, text) == expected
    [first, *_] = [one for reading in read(Content(name, text.encode())) for one in reading.passages]
    assert first.speaker and first.locator.message and first.time


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("diary.txt", "12/11/2026, 18:02\nMet Bram. He said: bring nuts.\n"),
        ("diary.txt", f"Bram wrote to me:\n{IPHONE}"),
        ("weight.txt", "2025-03-14 08:00 - Weight: 82\n2025-03-15 08:00 - Weight: 81\n"),
        ("plan.txt", "14/03/2025, 21:42 - Dinner: pasta\n15/03/2025, 20:00 - Film: none\n"),
        ("log.txt", "08:00 * Woke up early\n09:00 * Left\n"),
        ("talk.md", IPHONE),
        ("books.json", json.dumps([{"type": "public", "messages": [], "name": "Emma"}])),
        ("index.json", json.dumps({"mapping": {"a": {"type": "text"}}})),
        ("rows.jsonl", json.dumps({"speaker": 3, "text": "x"})),
        ("data.json", json.dumps({"date": "2025-03-14", "total": 3})),
    ],
)
def test_what_is_in_doubt_stays_what_its_name_says(name, text):
    assert kind(name, text) in ("text", "markdown", "json")


def test_each_day_is_a_document_in_which_every_message_is_found_again(tmp_path):
    path = tmp_path / "_chat.txt"
    path.write_text(IPHONE)
    documents = list(read_documents(FoundFile.of(path, "talks/_chat.txt", path.stat())))
    assert [one.key.rpartition("/")[2] for one in documents] == ["2026-11-12", "2026-11-13"]
    assert {one.kind for one in documents} == {"chat"}
    said = [(one.key, passage) for one in documents for passage in one.passages]
    assert [passage.text for _, passage in said] == ["did you call the garage?", "yes\nat noon"]
    assert all(text_at(path, key, passage.locator) == passage.text for key, passage in said)


def test_messages_of_two_chats_with_one_number_are_told_apart():
    other = TELEGRAM | {"name": "Cy", "id": 3, "messages": [TELEGRAM["messages"][0] | {"text": "bye"}]}
    account = {"personal_information": {"user_id": 1}, "chats": {"list": [TELEGRAM, other]}}
    content = Content("result.json", json.dumps(account).encode())
    assert [
        detect(content).format.text_at(content, passage.locator)
        for reading in read(content)
        for passage in reading.passages
    ] == ["hi", "bye"]


def test_nobody_answers_for_a_chat_that_came_with_a_mail(tmp_path):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Ana <ana@example.org>", "bo@example.org", "Our chat"
    mail.set_content("See below.")
    mail.add_attachment(IPHONE, filename="_chat.txt")
    path = tmp_path / "chat.eml"
    path.write_bytes(bytes(mail))
    letter, *days = read_documents(FoundFile.of(path, "chat.eml", path.stat()))
    assert letter.passages[0].handle == "email:ana@example.org"
    assert {one.kind for one in days} == {"chat"} and not any(one.people for one in days)
    assert {passage.handle for one in days for passage in one.passages} == {"email:"}


def test_an_export_without_a_message_is_told():
    with pytest.raises(FormatError, match="no message"):
        list(
            read(Content("_chat.txt", b"14/03/2025, 21:41 - Messages and calls are end-to-end encrypted.\n"))
        )


def test_what_an_earlier_release_read_as_text_is_read_again():
    assert (current_tag("text:1"), current_tag("json:1")) == ("text:3", "json:2")
