"""result.json as Telegram Desktop writes it: https://core.telegram.org/import-export and its own exports."""

from __future__ import annotations

import json

import pytest

from ingest import Person, UnreadableError

NOON = {"date": "2025-03-14T13:00:00", "date_unixtime": "1741953600"}


def message(number, text="", sender="Bo", account="user2", **more):
    return {"id": number, "type": "message", **NOON, "from": sender, "from_id": account, "text": text, **more}


def chat(*messages, name="Bo", kind="personal_chat", number=2):
    return {"name": name, "type": kind, "id": number, "messages": list(messages)}


ACCOUNT = {
    "about": "Here is the data you requested.",
    "personal_information": {
        "user_id": 1,
        "first_name": "Ana",
        "last_name": "Kovač",
        "phone_number": "+44 7700 900123",
        "username": "@ana",
    },
    "contacts": {"list": [{"first_name": "Bo", "phone_number": "+447700900124"}]},
    "chats": {
        "about": "This page lists all chats from this export.",
        "list": [
            chat(message(1, "hello"), message(2, "hi", "Ana Kovač", "user1")),
            chat(message(1, "welcome", "Cleo", "user3"), name="Garden", kind="private_supergroup", number=77),
            chat(message(9, "note", "Ana Kovač", "user1"), name=None, kind="saved_messages", number=1),
        ],
    },
    "left_chats": {
        "list": [chat(message(1, "bye", "Dee", "user4"), name="Old", kind="private_group", number=78)]
    },
}


@pytest.fixture
def read(tmp_path, read_export):
    def read_value(value):
        path = tmp_path / "result.json"
        path.write_text(value if isinstance(value, str) else json.dumps(value))
        return read_export("telegram", path)

    return read_value


def test_an_account_s_export_is_read_chat_by_chat_and_knows_whose_it_is(read):
    documents, problems = read(ACCOUNT)
    assert not problems
    assert [(each.key, each.title) for each in documents] == [
        ("2/2025-03-14", "Bo, 14 March 2025"),
        ("77/2025-03-14", "Garden, 14 March 2025"),
        ("1/2025-03-14", "Saved messages, 14 March 2025"),
        ("78/2025-03-14", "Old, 14 March 2025"),
    ]
    myself = Person("Ana Kovač", ("telegram:1", "phone:+447700900123"), "self")
    assert documents[0].people == (Person("Bo", ("telegram:2",)), myself)
    assert documents[1].people == (Person("Cleo", ("telegram:3",)), myself)
    assert [(one.speaker, one.handle, one.locator.message) for one in documents[0].passages] == [
        ("Bo", "telegram:2", "1"),
        ("Ana Kovač", "telegram:1", "2"),
    ]


def test_of_a_single_chat_the_person_is_whoever_it_is_not_named_after(read):
    [document], _ = read(chat(message(1, "hello"), message(2, "hi", "Ana", "user1")))
    assert document.people == (Person("Bo", ("telegram:2",)), Person("Ana", ("telegram:1",), "self"))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"text": ["see ", {"type": "link", "text": "https://x.org"}, " now"]}, "see https://x.org now"),
        ({"text_entities": [{"type": "plain", "text": "only here"}]}, "only here"),
        ({"text": "the pier", "photo": "photos/photo_1.jpg"}, "the pier\n[photo: photo_1.jpg]"),
        ({"file": "(File not included.)", "file_name": "plan.pdf"}, "[file: plan.pdf]"),
        ({"file": "voice_messages/audio_1.ogg", "media_type": "voice_message"}, "[audio: audio_1.ogg]"),
        (
            {"poll": {"question": "When?", "closed": False, "answers": [{"text": "Now"}, {"text": "Later"}]}},
            "Poll: When?\n- Now\n- Later",
        ),
        ({"location_information": {"latitude": 54.1, "longitude": -3.2}}, "[place: 54.1, -3.2]"),
        (
            {
                "location_information": {"latitude": 1, "longitude": 2},
                "place_name": "Old Pier",
                "address": "Quay",
            },
            "[place: Old Pier, Quay]",
        ),
        ({"contact_information": {"first_name": "Dee", "phone_number": "+44"}}, "[contact: Dee +44]"),
    ],
)
def test_what_a_message_holds_becomes_words(read, more, expected):
    [document], _ = read(chat(message(1, **{"text": "", **more})))
    assert document.passages[0].text == expected


def test_what_telegram_itself_says_and_stickers_are_left_out(read):
    service = {"id": 3, "type": "service", **NOON, "actor": "Bo", "action": "pin_message", "text": ""}
    sticker = message(4, file="stickers/s.webp", media_type="sticker", sticker_emoji="👍")
    [document], _ = read(chat(service, sticker, message(5, "hello")))
    assert [passage.text for passage in document.passages] == ["hello"]


def test_forwarded_words_are_those_of_whoever_wrote_them(read):
    [document], _ = read(chat(message(1, "the tide turns at six", forwarded_from="Coastguard")))
    [passage] = document.passages
    assert (passage.speaker, passage.handle, passage.heading) == ("Coastguard", None, "forwarded by Bo")


def test_without_the_unix_time_the_clock_time_counts(read):
    [document], _ = read(chat({**message(1, "hello"), "date_unixtime": None}))
    assert document.passages[0].time.strftime("%Y-%m-%d %H:%M") == "2025-03-14 13:00"


def test_a_file_that_was_cut_off_gives_the_messages_before_the_cut(read):
    text = json.dumps(ACCOUNT)
    documents, problems = read(text[: text.index("welcome") + 200])
    assert [document.key for document in documents] == ["2/2025-03-14", "77/2025-03-14"]
    assert problems == [("result.json", "it is damaged or cut off; what stands before that was read")]


def test_an_export_as_html_says_how_to_get_the_other_form(tmp_path, read_export):
    (tmp_path / "messages.html").write_text("<html></html>")
    with pytest.raises(UnreadableError, match="machine-readable JSON"):
        read_export("telegram", tmp_path)
