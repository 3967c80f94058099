"""What holds for every kind of export, over conversations that hypothesis makes up."""

from __future__ import annotations

import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import READERS, UnreadableError
from ingest.chats import detect_kind

NAMES = {
    "chatgpt": {"Ana": "You", "Bo": "ChatGPT"},
    "claude": {"Ana": "You", "Bo": "Claude"},
    "gemini": {"Ana": "You", "Bo": "You"},
    "signal": {"Ana": "Me", "Bo": "Bo"},
    "sms": {"Ana": "Me", "Bo": "Bo"},
    "imessage": {"Ana": "Me", "Bo": "+447700900123"},
}
"""Whom an export calls by another name than the two have."""
ONE_LINE = {"irc"}
"""Programs whose messages are one line each."""
WORDS = ["ferry", "at", "9:30", "çok", "水", "🌊🏡", "a: b", "<3", "&", '"x"', "1/2", "a@x.org"]

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join) | st.lists(
    st.sampled_from(WORDS), min_size=2, max_size=4
).map("\n".join)
turns = st.tuples(st.integers(0, 4_000), st.sampled_from(["Ana", "Bo"]), texts)
talks = st.lists(turns, min_size=1, max_size=12)
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
kinds = pytest.mark.parametrize("kind", sorted(READERS))


@pytest.fixture
def talk_of(said):
    """Messages with their times, in order: minutes after the 13th of March, whose date has one order only."""

    def make(kind, drawn):
        begin = datetime(2025, 3, 13, 8, 0, tzinfo=UTC)
        ordered = sorted(drawn, key=lambda turn: turn[0])
        return [
            said(
                begin + timedelta(minutes=minutes), who, " ".join(text.split()) if kind in ONE_LINE else text
            )
            for minutes, who, text in ordered
        ]

    return make


def emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def messages_of(documents):
    """Each message by its session and id: a long one comes as several passages."""
    return {
        (document.key, passage.locator.message): (passage.speaker, passage.text, passage.time)
        for document in documents
        for passage in document.passages
    }


@kinds
@few
@given(drawn=talks)
def test_every_message_is_read_with_its_speaker_and_time(
    kind, drawn, tmp_path, writers, talk_of, read_export
):
    talk = talk_of(kind, drawn)
    documents, problems = read_export(kind, writers[kind](emptied(tmp_path / "a"), talk))
    names = NAMES.get(kind, {})
    expected = sorted((one.time, names.get(one.speaker, one.speaker), one.text) for one in talk)
    found = sorted(
        (passage.time.replace(microsecond=0), passage.speaker, passage.text)
        for each in documents
        for passage in each.passages
    )
    assert found == expected
    assert not problems
    assert len({document.key for document in documents}) == len(documents)
    assert all(document.kind == "chat" and document.title for document in documents)


@kinds
@few
@given(drawn=talks, data=st.data())
def test_a_later_export_has_the_same_sessions_and_ids_for_what_was_there(
    kind, drawn, data, tmp_path, writers, talk_of, read_export
):
    talk = talk_of(kind, drawn)
    early = talk[: data.draw(st.integers(1, len(talk)))]
    before, _ = read_export(kind, writers[kind](emptied(tmp_path / "a"), early))
    after, _ = read_export(kind, writers[kind](emptied(tmp_path / "b"), talk))
    assert messages_of(before).items() <= messages_of(after).items()


@kinds
@few
@given(drawn=talks, data=st.data())
def test_a_cut_or_damaged_export_gives_what_is_sound_or_says_that_it_is_not(
    kind, drawn, data, tmp_path, writers, talk_of, read_export
):
    talk = talk_of(kind, drawn)
    path = writers[kind](emptied(tmp_path / "a"), talk)
    file = path if path.is_file() else next(one for one in path.rglob("*") if one.is_file())
    content = bytearray(file.read_bytes())
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    else:
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + 4] = data.draw(st.binary(min_size=4, max_size=4))
    file.write_bytes(content)
    try:
        documents, _ = read_export(kind, path)
    except UnreadableError as error:
        assert error.exit_code == 6 and error.reason
    else:
        assert documents


@kinds
@few
@given(drawn=talks)
def test_the_kind_is_seen_from_the_content(kind, drawn, tmp_path, writers, talk_of):
    assert detect_kind(writers[kind](emptied(tmp_path / "a"), talk_of(kind, drawn))) == kind


@kinds
def test_the_same_export_in_a_zip_or_a_folder_within_a_folder_is_read_in_place(
    kind, tmp_path, writers, talk_of, read_export
):
    path = writers[kind](
        emptied(tmp_path / "a"), talk_of(kind, [(0, "Ana", "hello"), (90, "Bo", "hi there")])
    )
    expected, _ = read_export(kind, path)
    if kind in ("jsonl", "imessage") or path.suffix == ".zip":
        return  # A line form and a database are files; the last is a .zip already.
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, f"export of today/{file.relative_to(tmp_path / 'a')}")
    zipped, problems = read_export(kind, tmp_path / "b.zip")
    assert [document.content_hash for document in zipped] == [
        document.content_hash for document in expected
    ] or (
        kind == "csv"  # A table without a column of conversations is one, called after its file.
    )
    assert not problems
    assert detect_kind(tmp_path / "b.zip") == kind
    assert not list(tmp_path.glob("*export of today*"))


@kinds
@pytest.mark.parametrize(
    "content", [b"", b"\0" * 400, b"[" * 100_000, b"{}", b"[]", b"<a><b>", b"PK\x03\x04rest", b"hello"]
)
def test_what_is_no_export_is_refused_with_a_reason(kind, content, tmp_path, read_export):
    path = tmp_path / "export"
    path.write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        read_export(kind, path)
    assert caught.value.reason
    assert detect_kind(path) is None if content != b"PK\x03\x04rest" else True


@kinds
def test_nothing_at_all_and_an_empty_folder_are_refused(kind, tmp_path, read_export):
    with pytest.raises(UnreadableError, match="nothing there"):
        read_export(kind, tmp_path / "gone")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableError):
        read_export(kind, tmp_path / "empty")
