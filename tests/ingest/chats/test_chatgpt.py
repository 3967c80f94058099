import json
import zipfile
from datetime import UTC, datetime

import pytest

from ingest import UnreadableError, read_chat

NOON = 1741953600.0  # 14 March 2025, 12:00 UTC


def node(name, parent, role=None, text="", *, children=(), **message):
    """One node of the export's tree; without a role it is the empty root."""
    content = message.pop("content", {"content_type": "text", "parts": [text]})
    body = {"id": name, "author": {"role": role}, "content": content, "create_time": NOON, **message}
    return {"id": name, "parent": parent, "children": list(children), "message": body if role else None}


def conversation(*nodes, identity="conv-1", current=None, **more):
    return {
        "conversation_id": identity,
        "title": "Moving to Porto",
        "create_time": NOON,
        "mapping": {each["id"]: each for each in nodes},
        "current_node": current or nodes[-1]["id"],
        **more,
    }


MOVE = conversation(
    node("root", None, children=["sys"]),
    node("sys", "root", "system", "You are helpful.", children=["u1"]),
    node("u1", "sys", "user", "I found a flat in Porto.", children=["a1", "a2"]),
    node("a1", "u1", "assistant", "An answer that was thrown away."),
    node("a2", "u1", "assistant", "Congratulations!", children=["t1"]),
    node("t1", "a2", "tool", "search results", children=["u2"]),
    node("u2", "t1", "user", "The rent is 940 euros."),
)


@pytest.fixture
def read(tmp_path):
    """Writes conversations as an export and reads it: documents, problems."""

    def read_all(*conversations):
        path = tmp_path / "conversations.json"
        path.write_text(json.dumps(conversations))
        problems = []
        documents = list(read_chat("chatgpt", path, lambda where, reason: problems.append((where, reason))))
        return documents, problems

    return read_all


def spoken(document):
    return [(passage.speaker, passage.role, passage.text) for passage in document.passages]


def test_a_conversation_is_the_branch_that_the_person_sees(read):
    (document,), problems = read(MOVE)
    assert spoken(document) == [
        ("You", "user", "I found a flat in Porto."),
        ("ChatGPT", "assistant", "Congratulations!"),
        ("You", "user", "The rent is 940 euros."),
    ]
    assert (document.key, document.title, document.kind) == ("conv-1/1", "Moving to Porto", "chat")
    assert document.time == document.passages[0].time == datetime(2025, 3, 14, 12, tzinfo=UTC)
    assert [str(passage.locator) for passage in document.passages] == [
        "message u1",
        "message a2",
        "message u2",
    ]
    assert not problems


def test_hidden_messages_and_calls_to_tools_are_left_out(read):
    (document,), _ = read(
        conversation(
            node("u1", None, "user", "Plan my week."),
            node("h1", "u1", "user", "secret", metadata={"is_visually_hidden_from_conversation": True}),
            node("h2", "h1", "assistant", "draft", weight=0.0),
            node(
                "c1",
                "h2",
                "assistant",
                recipient="browser",
                content={"content_type": "code", "text": "search()"},
            ),
            node("c2", "c1", "assistant", content={"content_type": "thoughts", "thoughts": []}),
            node(
                "c3",
                "c2",
                "assistant",
                recipient="python",
                content={"content_type": "code", "text": "print(1)"},
            ),
            node("e1", "c3", "assistant", ""),
        )
    )
    assert [text for _, _, text in spoken(document)] == ["Plan my week.", "print(1)"]


def test_of_pictures_and_voice_the_words_are_kept(read):
    parts = [
        {"content_type": "image_asset_pointer", "asset_pointer": "file-service://x"},
        "What plant is this?",
        {"content_type": "audio_transcription", "text": "It stands by the window."},
        None,
    ]
    content = {"content_type": "multimodal_text", "parts": parts}
    (document,), _ = read(conversation(node("u1", None, "user", content=content)))
    assert document.passages[0].text == "What plant is this?\n\nIt stands by the window."


def test_without_a_current_node_the_newest_branch_is_read(read):
    (document,), _ = read(
        conversation(
            node("u1", None, "user", "Hello", children=["a1", "a2"]),
            node("a1", "u1", "assistant", "old", create_time=NOON + 1),
            node("a2", "u1", "assistant", "new", create_time=NOON + 9),
        )
        | {"current_node": "gone"}
    )
    assert [text for _, _, text in spoken(document)] == ["Hello", "new"]


def test_a_tree_that_bites_its_tail_is_read_once(read):
    (document,), _ = read(conversation(node("a", "b", "user", "one"), node("b", "a", "user", "two")))
    assert [text for _, _, text in spoken(document)] == ["one", "two"]


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        (7, "conversation 2"),
        ({"id": "x"}, "x"),
        ({"id": "x", "mapping": []}, "x"),
        ({"mapping": {}}, "conversation 2"),
        ({"id": "x", "mapping": {"a": 3}, "current_node": ["a"]}, "x"),
        ({"id": "x", "mapping": {"a": {"message": {"author": 3, "content": 4}}}, "current_node": "a"}, "x"),
    ],
)
def test_a_damaged_conversation_is_told_and_the_others_are_read(read, broken, where):
    documents, problems = read(MOVE, broken, MOVE | {"conversation_id": "conv-2"})
    assert [document.key for document in documents] == ["conv-1/1", "conv-2/1"]
    assert [name for name, _ in problems] == [where]


def test_a_conversation_that_is_there_twice_is_kept_once(read):
    documents, problems = read(MOVE, MOVE)
    assert len(documents) == 1
    assert problems == [("conv-1", "the export holds it twice; the first one is kept")]


def test_a_message_with_an_impossible_date_is_kept_without_it(read):
    (document,), _ = read(conversation(node("u1", None, "user", "Hi", create_time="soon"), create_time=None))
    assert (document.passages[0].time, document.time) == (None, None)


def test_the_export_is_read_from_its_zip_and_from_its_folder(tmp_path, read):
    (expected,), _ = read(MOVE)
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("user.json", "{}")
        archive.writestr("conversations-000.json", json.dumps([MOVE]))
        archive.writestr("conversations-001.json", json.dumps([MOVE | {"conversation_id": "conv-2"}]))
    zipped = list(read_chat("chatgpt", tmp_path / "export.zip"))
    assert [document.key for document in zipped] == ["conv-1/1", "conv-2/1"]
    assert zipped[0].content_hash == expected.content_hash
    assert [document.key for document in read_chat("chatgpt", tmp_path)] == ["conv-1/1"]


def test_a_zip_that_is_damaged_or_the_wrong_one_says_so(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photos.txt", "x")
    with pytest.raises(UnreadableError, match=r"no conversations\.json"):
        list(read_chat("chatgpt", path))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", json.dumps([MOVE] * 20))
    content = bytearray(path.read_bytes())
    content[80:120] = b"\0" * 40
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match="damaged"):
        list(read_chat("chatgpt", path))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.chats.exports.STREAM_LIMIT", 1_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", b" " * 10_000_000)
    with pytest.raises(UnreadableError, match="limit"):
        list(read_chat("chatgpt", tmp_path / "bomb.zip"))


@pytest.mark.parametrize("content", ["", "{", "{}", "[]", "[[]]", "null", "[" * 100_000, "\0" * 50])
def test_a_file_that_is_no_export_is_an_error(tmp_path, content):
    path = tmp_path / "conversations.json"
    path.write_text(content)
    with pytest.raises(UnreadableError) as caught:
        list(read_chat("chatgpt", path))
    assert caught.value.exit_code == 6


def test_a_missing_export_is_an_error_that_says_so(tmp_path):
    with pytest.raises(UnreadableError, match="nothing there"):
        list(read_chat("chatgpt", tmp_path / "gone.json"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableError, match=r"no conversations\.json"):
        list(read_chat("chatgpt", tmp_path / "empty"))


def test_a_node_whose_id_or_role_is_no_text_stops_nothing(tmp_path):
    path = tmp_path / "conversations.json"
    numbered = {**node("a", None, "user", "The puffin boat."), "id": 5}
    del numbered["message"]["id"]
    listed = node("b", "a", ["assistant"], "never shown")
    path.write_text(json.dumps([{**conversation(current="b"), "mapping": {"a": numbered, "b": listed}}]))
    [document] = read_chat("chatgpt", path)
    assert [passage.text for passage in document.passages] == ["The puffin boat."]
    assert document.passages[0].locator.message == "a"
