"""conversations.json of Claude's data export, in the form that exports of 2024 to 2026 have."""

from __future__ import annotations

import json
import zipfile

import pytest

from ingest import Person


def message(number, text, sender="human", parent=None, **more):
    written = {"created_at": f"2025-03-14T12:00:{number:02}.000000Z", "updated_at": "2025-03-14T12:01:00Z"}
    content = [{"type": "text", "text": text, "citations": []}]
    fields = {"uuid": f"m{number}", "text": text, "content": content, "sender": sender, **written}
    return {
        **fields,
        "attachments": [],
        "files": [],
        **({"parent_message_uuid": parent} if parent else {}),
        **more,
    }


def conversation(*messages, name="A shed", number="c1"):
    fields = {"uuid": number, "name": name, "created_at": "2025-03-14T12:00:00Z", "account": {"uuid": "a1"}}
    return {**fields, "chat_messages": list(messages)}


@pytest.fixture
def read(tmp_path, read_export):
    def read_all(*conversations):
        path = tmp_path / "conversations.json"
        path.write_text(json.dumps(conversations))
        return read_export("claude", path)

    return read_all


def test_a_conversation_is_a_document_with_the_two_sides_of_it(read):
    [document], problems = read(
        conversation(message(1, "How do I paint a shed?"), message(2, "With a brush.", "assistant"))
    )
    assert not problems
    assert (document.key, document.title) == ("c1/1", "A shed")
    assert [(one.speaker, one.role, one.text, one.locator.message) for one in document.passages] == [
        ("You", "user", "How do I paint a shed?", "m1"),
        ("Claude", "assistant", "With a brush.", "m2"),
    ]


def test_thoughts_and_calls_to_tools_are_left_out_and_files_are_named(read):
    content = [
        {"type": "thinking", "thinking": "secret"},
        {"type": "text", "text": "Here it is."},
        {"type": "tool_use", "name": "search", "input": {}},
        {"type": "tool_result", "content": [{"type": "text", "text": "a page"}]},
        {"type": "text", "text": "Done."},
    ]
    pasted = {"file_name": "plan.pdf", "file_type": "pdf", "extracted_content": "page one"}
    [document], _ = read(
        conversation(
            message(1, "Read this", attachments=[pasted], files=[{"file_name": "shed.jpg"}]),
            message(2, "", "assistant", content=content),
        )
    )
    assert [one.text for one in document.passages] == [
        "Read this\n[file: plan.pdf]\n[photo: shed.jpg]",
        "Here it is.\n\nDone.",
    ]


def test_of_branches_the_one_with_the_newest_message_is_read(read):
    root = "00000000-0000-4000-8000-000000000000"
    [document], _ = read(
        conversation(
            message(1, "hello", parent=root),
            message(2, "an answer thrown away", "assistant", "m1"),
            message(3, "hello there", parent=root),
            message(4, "Good day!", "assistant", "m3"),
        )
    )
    assert [one.text for one in document.passages] == ["hello there", "Good day!"]


def test_the_account_is_known_from_users_json(tmp_path, read_export):
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
        archive.writestr("conversations.json", json.dumps([conversation(message(1, "hi"))]))
        archive.writestr(
            "users.json", json.dumps([{"uuid": "a1", "full_name": "Ana", "email_address": "Ana@x.org"}])
        )
    [document], _ = read_export("claude", tmp_path / "data.zip")
    assert document.people == (Person("You", ("email:ana@x.org",), "self"),)


def test_what_is_no_conversation_is_told(read):
    documents, problems = read(
        conversation(message(1, "hi")), 7, {"name": "x"}, conversation(), conversation(number="c2")
    )
    assert [document.key for document in documents] == ["c1/1"]
    assert [where for where, _ in problems] == ["conversation 2", "conversation 3", "c1", "c2"]
