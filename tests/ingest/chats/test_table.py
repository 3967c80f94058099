from __future__ import annotations

import pytest

from ingest import UnreadableError


@pytest.fixture
def read(tmp_path, read_export):
    def read_text(text, encoding="utf-8"):
        path = tmp_path / "talk.csv"
        path.write_bytes(text.encode(encoding))
        return read_export("csv", path)

    return read_text


@pytest.mark.parametrize(
    "text",
    [
        "time,speaker,text\n2025-03-14T21:41:00Z,Ana,hi\n",
        "Sender;Message;Date\nAna;hi;2025-03-14 21:41\n",
        "\ufefffrom\tbody\ttimestamp\nAna\thi\t1741988460\n",
        'Date,Time,From,Content\n14/03/2025,21:41,Ana,"hi"\n',
        "Author|Contents|Sent-At\nAna|hi|3/14/25 9:41 PM\n",
    ],
)
def test_columns_are_known_by_many_names_and_times_by_many_forms(read, text):
    [document], problems = read(text)
    [passage] = document.passages
    assert (passage.speaker, passage.text, f"{passage.time:%Y-%m-%d %H:%M}") == (
        "Ana",
        "hi",
        "2025-03-14 21:41",
    )
    assert document.key == "talk/2025-03-14"
    assert not problems


def test_conversations_ids_and_lines_within_a_cell_are_kept(read):
    documents, _ = read('chat,id,sender,text\nGarden,7,Ana,"one\ntwo"\nBo,8,Bo,three\n')
    assert [(each.key, each.passages[0].text, each.passages[0].locator.message) for each in documents] == [
        ("Garden/undated", "one\ntwo", "7"),
        ("Bo/undated", "three", "8"),
    ]


def test_rows_without_a_speaker_or_text_are_told(read):
    [document], problems = read("speaker,text\nAna,hi\n,lost\nBo\n\n")
    assert len(document.passages) == 1
    assert problems == [("3", "it has no speaker or no text"), ("4", "it has no speaker or no text")]


def test_a_table_of_something_else_says_what_is_missing(read):
    with pytest.raises(UnreadableError, match="no column for the speaker"):
        read("product,price\nboat,900\n")
