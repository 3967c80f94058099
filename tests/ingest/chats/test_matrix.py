"""A room as Element exports it (JSONExport.ts of element-web), with events as the specification has them."""

from __future__ import annotations

import json

import pytest

from ingest import Person

ANA, BO = "@ana:example.org", "@bo:example.org"
AT = 1741988469000


def event(number, body, sender=BO, at=AT, **content):
    return {
        "type": "m.room.message",
        "sender": sender,
        "event_id": f"${number}",
        "room_id": "!r:example.org",
        "origin_server_ts": at,
        "content": {"msgtype": "m.text", "body": body, **content},
        "unsigned": {},
    }


def member(sender, name):
    content = {"displayname": name, "membership": "join"}
    return {
        "type": "m.room.member",
        "sender": sender,
        "state_key": sender,
        "event_id": "$j",
        "content": content,
    }


@pytest.fixture
def read(tmp_path, read_export):
    def read_room(*events, exporter="Ana"):
        path = tmp_path / "export.json"
        room = {"room_name": "Garden", "room_creator": "Ana", "topic": "", "export_date": "14 March 2025"}
        path.write_text(json.dumps({**room, "exported_by": exporter, "messages": list(events)}))
        return read_export("matrix", path)

    return read_room


def test_members_are_called_by_their_names_and_the_one_who_exported_is_the_person(read):
    [document], problems = read(member(ANA, "Ana"), event(1, "hello"), event(2, "hi", ANA, AT + 1))
    assert not problems
    assert (document.key, document.title) == ("!r:example.org/2025-03-14", "Garden, 14 March 2025")
    assert [(one.speaker, one.handle, one.locator.message) for one in document.passages] == [
        ("bo", f"matrix:{BO}", "$1"),
        ("Ana", f"matrix:{ANA}", "$2"),
    ]
    assert document.people == (Person("bo", (f"matrix:{BO}",)), Person("Ana", (f"matrix:{ANA}",), "self"))


def test_an_edit_shows_its_newest_text_in_the_place_of_the_first(read):
    def edit(number, text, at):
        new = {"msgtype": "m.text", "body": text}
        about = {"rel_type": "m.replace", "event_id": "$1"}
        return event(number, f"* {text}", at=at, **{"m.new_content": new, "m.relates_to": about})

    [document], _ = read(event(1, "helo"), edit(3, "hello again", AT + 9), edit(2, "hello", AT + 5))
    assert [(one.text, one.locator.message) for one in document.passages] == [("hello again", "$1")]


def test_deleted_messages_are_gone_and_replies_are_without_their_quotation(read):
    reply = {"m.relates_to": {"m.in_reply_to": {"event_id": "$1"}}}
    [document], _ = read(
        {**event(1, "x"), "content": {}, "unsigned": {"redacted_because": {}}},
        event(2, "> <@bo:example.org> when?\n> today?\n\nAt nine", **reply),
        event(3, "wave.png", msgtype="m.image"),
        event(4, "the pier", msgtype="m.image", filename="pier.jpg"),
        {**event(5, "x"), "type": "m.reaction"},
        {
            **event(6, "x"),
            "type": "m.poll.start",
            "content": {
                "m.poll.start": {
                    "question": {"m.text": [{"body": "When?"}]},
                    "answers": [{"id": "1", "m.text": [{"body": "Now"}]}],
                }
            },
        },
    )
    assert [one.text for one in document.passages] == [
        "At nine",
        "[photo: wave.png]",
        "[photo: pier.jpg]\nthe pier",
        "Poll: When?\n- Now",
    ]


def test_where_two_have_the_exporter_s_name_neither_is_taken_for_the_person(read):
    [document], _ = read(member(ANA, "Ana"), member(BO, "Ana"), event(1, "hello"))
    assert {person.role for person in document.people} == {"participant"}
