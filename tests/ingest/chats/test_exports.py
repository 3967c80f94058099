"""Exports as files, folders and zips: what is damaged, encrypted or made to fill the memory is refused."""

from __future__ import annotations

import io
import json
import os
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import UnreadableError
from ingest.chats.exports import open_export
from ingest.chats.json_stream import json_values


def values_of(data: bytes, *places: str) -> list[tuple[str, object]]:
    return list(json_values(io.BytesIO(data), places))


def test_values_come_from_their_places_in_the_order_of_the_file():
    data = json.dumps({"a": {"item": 3, "b": [1, {"x": [2]}]}, "c": None, "b": {"c": "skip"}}).encode()
    assert values_of(data, "a.b.item", "c") == [("a.b.item", 1), ("a.b.item", {"x": [2]}), ("c", None)]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_a_value_that_is_streamed_is_the_value_that_was_written(value):
    [(_, found)] = values_of(json.dumps([value]).encode("utf-8", "surrogatepass"), "item")
    assert found == value


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_damage(mark):
    assert values_of('["é"]'.encode(mark), "item") == [("item", "é")]


@pytest.mark.parametrize(
    "data", [b"[" * 200_000, b'{"a":' * 200_000, b"[1", b"", b"nonsense", b"[1] [2]", b'["\xff"]']
)
def test_what_is_no_json_or_nested_to_fill_the_memory_is_refused(data):
    with pytest.raises(ValueError):
        values_of(data, "item.item.item")


def test_a_zip_with_a_password_and_one_that_holds_less_than_it_says_are_refused(tmp_path, read_export):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("result.json", "{}" * 500)
    content = bytearray(path.read_bytes())
    for at in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[at] |= 1
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match="encrypted"):
        read_export("telegram", path)


def test_a_bomb_is_refused_by_its_ratio_before_it_is_unpacked(tmp_path, read_export):
    with (
        zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("result.json", "w") as member,
    ):
        for _ in range(120):
            member.write(b" " * 1_000_000)
    with pytest.raises(UnreadableError, match="next to nothing"):
        read_export("telegram", tmp_path / "bomb.zip")


def test_links_in_a_folder_are_not_followed(tmp_path):
    (tmp_path / "secret.json").write_text("[]")
    folder = tmp_path / "export"
    folder.mkdir()
    os.symlink(tmp_path / "secret.json", folder / "conversations.json")
    os.symlink(folder, folder / "again")
    with open_export(folder) as export:
        assert export.names == []


def test_a_pipe_and_a_closed_file_end_at_once(tmp_path, read_export):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableError):
        read_export("whatsapp", tmp_path / "pipe")
