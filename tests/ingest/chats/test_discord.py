"""DiscordChatExporter's JSON (its JsonMessageWriter) and Discord's data package, as their users have them."""

from __future__ import annotations

import json

import pytest

from ingest import Person


def author(number="2", name="bo", nickname="Bo", bot=False):
    return {"id": number, "name": name, "discriminator": "0000", "nickname": nickname, "isBot": bot}


def message(number, content="", kind="Default", **more):
    written = {"timestamp": "2025-03-14T21:41:09.123+00:00", "timestampEdited": None, "isPinned": False}
    return {"id": number, "type": kind, **written, "content": content, "author": author(), **more}


@pytest.fixture
def read(tmp_path, read_export):
    def read_channel(*messages, guild=None, channel=None):
        value = {
            "guild": guild or {"id": "7", "name": "Allotment", "iconUrl": ""},
            "channel": channel or {"id": "70", "type": "GuildTextChat", "category": "Text", "name": "garden"},
            "dateRange": {"after": None, "before": None},
            "messages": list(messages),
            "messageCount": len(messages),
        }
        path = tmp_path / "Allotment - Text - garden [70].json"
        path.write_text(json.dumps(value))
        return read_export("discord", path)

    return read_channel


def test_a_channel_is_read_with_its_server_s_name_and_its_speakers(read):
    [document], problems = read(
        message("1", "The gate is open"), message("2", "Thanks", author=author("3", "cleo", None))
    )
    assert not problems
    assert (document.key, document.title) == ("70/2025-03-14", "Allotment #garden, 14 March 2025")
    assert [(one.speaker, one.handle, one.locator.message) for one in document.passages] == [
        ("Bo", "discord:2", "1"),
        ("cleo", "discord:3", "2"),
    ]
    assert document.people == (Person("Bo", ("discord:2",)), Person("cleo", ("discord:3",)))


def test_files_links_and_emoji_are_words_and_what_discord_says_is_left_out(read):
    [document], _ = read(
        message("1", "", attachments=[{"id": "9", "url": "https://x.org/plan.pdf", "fileName": "plan.pdf"}]),
        message("2", "look <a:wave:123>", embeds=[{"title": "Tide tables", "url": "https://x.org"}]),
        message("3", "Started a call.", "Call"),
        message("4", "Joined the server.", "GuildMemberJoin"),
        message("5", "yes", "Reply", reference={"messageId": "1"}),
    )
    assert [one.text for one in document.passages] == [
        "[file: plan.pdf]",
        "look :wave:\n[link: Tide tables]",
        "yes",
    ]


def test_a_talk_between_two_is_called_after_the_other(read):
    [document], _ = read(
        message("1", "hi"),
        guild={"id": "0", "name": "Direct Messages"},
        channel={"id": "71", "type": "DirectTextChat", "name": "Bo"},
    )
    assert document.title == "Bo, 14 March 2025"


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_data_package_holds_the_person_s_own_words(tmp_path, read_export, form):
    folder = tmp_path / "package"
    channel = folder / "messages" / "c70"
    channel.mkdir(parents=True)
    (folder / "account").mkdir()
    (folder / "account" / "user.json").write_text(
        json.dumps({"id": "1", "username": "ana", "global_name": "Ana", "email": "Ana@example.org"})
    )
    (folder / "messages" / "index.json").write_text(json.dumps({"70": "Direct Message with bo#0"}))
    (channel / "channel.json").write_text(json.dumps({"id": "70", "type": "DM", "recipients": ["1", "2"]}))
    rows = [
        {"ID": 900, "Timestamp": "2025-03-14 21:41:09", "Contents": "See you\nthere", "Attachments": ""},
        {
            "ID": 901,
            "Timestamp": "2025-03-14 21:42:09",
            "Contents": "",
            "Attachments": "https://x.org/1/map.png?ex=1",
        },
    ]
    if form == "json":
        (channel / "messages.json").write_text(json.dumps(rows))
    else:
        cells = [",".join(f'"{row[name]}"' for name in row) for row in rows]
        (channel / "messages.csv").write_text("\n".join(["ID,Timestamp,Contents,Attachments", *cells]))
    [document], problems = read_export("discord", folder)
    assert not problems
    assert (document.key, document.title) == ("70/2025-03-14", "Direct Message with bo#0, 14 March 2025")
    assert [(one.speaker, one.text, one.locator.message) for one in document.passages] == [
        ("Ana", "See you\nthere", "900"),
        ("Ana", "[photo: map.png]", "901"),
    ]
    assert document.people == (Person("Ana", ("discord:1", "email:ana@example.org"), "self"),)
    assert document.time.utctimetuple()[:5] == (2025, 3, 14, 21, 41)
