"""Signal's own plaintext export (frames of its backup.proto as JSON), signal-export and sigtop."""

from __future__ import annotations

import json

import pytest

from ingest import Person

SENT = 1741988469000  # 14 March 2025, 21:41:09 UTC


def frames(*items):
    return [
        {"version": "1", "backupTimeMs": str(SENT)},
        {"account": {"givenName": "Ana"}},
        {"recipient": {"id": "1", "self": {"avatarColor": "A200"}}},
        {
            "recipient": {
                "id": "2",
                "contact": {
                    "aci": "b0",
                    "e164": "447700900124",
                    "systemGivenName": "Bo",
                    "profileGivenName": "B.",
                },
            }
        },
        {"recipient": {"id": "3", "group": {"snapshot": {"title": {"title": "Garden"}}}}},
        {
            "recipient": {
                "id": "4",
                "contact": {"aci": "c0", "profileGivenName": "Cleo", "profileFamilyName": "Ray"},
            }
        },
        {"chat": {"id": "10", "recipientId": "2"}},
        {"chat": {"id": "11", "recipientId": "3"}},
        *({"chatItem": item} for item in items),
    ]


def item(chat, author, text, at=SENT, **more):
    message = {"text": {"body": text}} if text else {}
    return {"chatId": chat, "authorId": author, "dateSent": str(at), "standardMessage": {**message, **more}}


@pytest.fixture
def read_frames(tmp_path, read_export):
    def read(*items):
        path = tmp_path / "main.jsonl"
        path.write_text("\n".join(map(json.dumps, frames(*items))))
        return read_export("signal", path)

    return read


def test_signal_s_own_export_knows_people_groups_and_the_person(read_frames):
    documents, problems = read_frames(
        item("10", "2", "hello"),
        item("10", "1", "hi", SENT + 1),
        item(
            "11",
            "4",
            "",
            SENT + 2,
            attachments=[{"pointer": {"fileName": "plan.pdf", "contentType": "application/pdf"}}],
        ),
        {
            "chatId": "11",
            "authorId": "1",
            "dateSent": str(SENT),
            "directionless": {},
            "updateMessage": {"groupChange": {}},
        },
        {"chatId": "11", "authorId": "4", "dateSent": str(SENT), "remoteDeletedMessage": {}},
        {
            "chatId": "11",
            "authorId": "4",
            "dateSent": str(SENT + 3),
            "poll": {"question": "When?", "options": [{"option": "Now"}, {"option": "Later"}]},
        },
    )
    assert not problems
    assert [(each.key, each.title) for each in documents] == [
        ("b0/2025-03-14", "Bo, 14 March 2025"),
        ("Garden/2025-03-14", "Garden, 14 March 2025"),
    ]
    assert [(one.speaker, one.text, one.handle) for each in documents for one in each.passages] == [
        ("Bo", "hello", "signal:b0"),
        ("Me", "hi", "signal:me"),
        ("Cleo Ray", "[file: plan.pdf]", "signal:c0"),
        ("Cleo Ray", "Poll: When?\n- Now\n- Later", "signal:c0"),
    ]
    assert documents[0].people == (
        Person("Bo", ("signal:b0", "phone:+447700900124")),
        Person("Me", ("signal:me",), "self"),
    )


def test_a_frame_that_is_no_json_costs_that_frame(tmp_path, read_export):
    path = tmp_path / "main.jsonl"
    lines = [json.dumps(frame) for frame in frames(item("10", "2", "hello"))]
    path.write_text("\n".join([lines[0], "{oops", *lines[1:]]))
    [document], problems = read_export("signal", path)
    assert document.passages[0].text == "hello"
    assert problems == [("main.jsonl, line 2", "it is not JSON")]


def test_signal_export_s_json_and_markdown_hold_the_same(tmp_path, read_export):
    rows = [
        {
            "date": "2025-03-14T21:41:09",
            "sender": "Bo",
            "body": "the tide  ",
            "quote": "",
            "reactions": [["Ana", "👍"]],
            "attachments": [{"name": "2025-03-14T21-41-09.123_00_pier.jpg", "path": "media/x.jpg"}],
        },
        {
            "date": "2025-03-14T21:42:09",
            "sender": "Me",
            "body": "yes\nsure  ",
            "quote": "\n\n> the tide\n\n",
            "reactions": [],
            "attachments": [],
        },
        {
            "date": "2025-03-14T21:43:09",
            "sender": "Me",
            "body": "Outgoing call  ",
            "call": True,
            "attachments": [],
        },
    ]
    markdown = (
        "[2025-03-14 21:41:09] Bo: the tide  \n(- Ana: 👍 -)"
        "![2025-03-14T21-41-09.123_00_pier.jpg](./media/x.jpg)  \n\n"
        "[2025-03-14 21:42:09] Me: \n\n> the tide\n\nyes\nsure  \n\n"
        "[2025-03-14 21:43:09] Bo: (This message was deleted)\n"
    )
    for form, content in {"data.json": "\n".join(map(json.dumps, rows)), "chat.md": markdown}.items():
        path = tmp_path / form.partition(".")[2] / "Bo" / form
        path.parent.mkdir(parents=True)
        path.write_text(content)
        [document], problems = read_export("signal", path.parent.parent)
        assert not problems
        assert document.title == "Bo, 14 March 2025"
        assert [(one.speaker, " ".join(one.text.split())) for one in document.passages] == [
            ("Bo", "the tide [photo: pier.jpg]"),
            ("Me", "yes sure"),
        ]


def test_sigtop_s_json_is_what_signal_desktop_keeps(tmp_path, read_export):
    rows = [
        {
            "id": "a1",
            "type": "incoming",
            "conversationId": "x",
            "sent_at": SENT,
            "body": "hello",
            "source": "+447700900124",
            "sourceServiceId": "b0",
        },
        {
            "id": "a2",
            "type": "outgoing",
            "conversationId": "x",
            "sent_at": SENT + 1,
            "body": "hi",
            "attachments": [{"fileName": "plan.pdf"}],
        },
        {"id": "a3", "type": "keychange", "conversationId": "x", "sent_at": SENT + 2},
        {
            "id": "a4",
            "type": "incoming",
            "conversationId": "x",
            "sent_at": SENT + 3,
            "body": "",
            "isErased": True,
        },
    ]
    path = tmp_path / "Bo (+447700900124).json"
    path.write_text(json.dumps(rows))
    [document], _ = read_export("signal", path)
    assert (document.key, document.title) == ("+447700900124/2025-03-14", "Bo, 14 March 2025")
    assert [(one.speaker, one.text, one.locator.message) for one in document.passages] == [
        ("Bo", "hello", "a1"),
        ("Me", "hi\n[file: plan.pdf]", "a2"),
    ]
    assert document.people[0] == Person("Bo", ("phone:+447700900124",))
