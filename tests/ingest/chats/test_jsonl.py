import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import UnknownKindError, UnreadableError, read_chat
from ingest.passages import LONGEST_WORDS, count_words

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)


@pytest.fixture
def read(tmp_path):
    """Writes lines (objects or raw text) as a chat and reads it: documents, problems."""

    def read_lines(*lines, name="chat.jsonl", encoding="utf-8"):
        path = tmp_path / name
        text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        path.write_bytes(text.encode(encoding))
        problems = []
        documents = list(read_chat("jsonl", path, lambda where, reason: problems.append((where, reason))))
        return documents, problems

    return read_lines


def said(text="hi", speaker="Ana", **more):
    return {"speaker": speaker, "text": text, **more}


def test_each_session_is_a_document_and_each_message_a_passage(read):
    documents, problems = read(
        said("Moved to Porto.", "Ana", conversation="c1", session=1, id="D1:1", time="2025-03-14T12:00:00Z"),
        said("Congratulations!", "Bo", conversation="c1", session=1, id="D1:2", time="2025-03-14T12:01:00Z"),
        said(
            "Hello again.",
            "Bo",
            conversation="c1",
            session="session_2",
            id="D2:1",
            time="2025-04-01T09:00:00Z",
        ),
        said("Other talk.", "Ana", conversation="c2", session=1, id="D1:1"),
    )
    assert not problems
    assert [(each.key, each.title, len(each.passages)) for each in documents] == [
        ("c1/1", "Ana and Bo, session 1", 2),
        ("c1/session_2", "Ana and Bo, session 2", 1),
        ("c2/1", "c2, session 1", 1),
    ]
    first = documents[0].passages[0]
    assert (first.text, first.speaker, str(first.locator)) == ("Moved to Porto.", "Ana", "message D1:1")
    assert first.time == NOON == documents[0].time
    assert documents[0].kind == "chat"


def test_without_sessions_six_hours_of_silence_begin_a_new_one(read):
    hours = [0, 1, 5, 12, 40, 40.5]
    documents, _ = read(*(said(time=(NOON + timedelta(hours=hour)).isoformat()) for hour in hours))
    assert [(each.key, len(each.passages)) for each in documents] == [
        ("chat/2025-03-14", 3),
        ("chat/2025-03-15", 1),
        ("chat/2025-03-16", 2),
    ]
    assert documents[0].title == "chat, 14 March 2025"
    assert str(documents[0].passages[2].locator) == "message 2025-03-14:3"


def test_two_sessions_on_one_day_have_two_names(read):
    documents, _ = read(said(time="2025-03-14T01:00"), said("Yes", "Bo", time="2025-03-14T20:00"))
    assert [each.key for each in documents] == ["chat/2025-03-14", "chat/2025-03-14 (2)"]
    assert documents[1].title == "Ana and Bo, 14 March 2025 (2)"


def test_messages_out_of_order_without_a_session_are_put_in_order(read):
    documents, _ = read(said("second", time="2025-03-14T11:00"), said("first", time="2025-03-14T10:00"))
    assert [passage.text for passage in documents[0].passages] == ["first", "second"]


def test_messages_without_times_are_one_session(read):
    documents, _ = read(said("one"), said("two"))
    assert [(each.key, each.time, len(each.passages)) for each in documents] == [("chat/1", None, 2)]


def test_a_longer_export_leaves_the_sessions_before_it_as_they_were(read):
    talk = [said(str(hour), time=(NOON + timedelta(hours=hour)).isoformat()) for hour in range(0, 100, 9)]
    before, _ = read(*talk[:8])
    after, _ = read(*talk)
    assert [(each.key, each.content_hash) for each in before] == [
        (each.key, each.content_hash) for each in after[:8]
    ]
    assert len(after) > len(before)


def test_the_hash_changes_with_the_messages_and_with_nothing_else(read):
    one = read(said("hi", time="2025-03-14T12:00:00Z"))[0][0]
    same = read(said("hi", time="2025-03-14T13:00:00+01:00", other=1), "", name="chat.jsonl")[0][0]
    other = read(said("ho", time="2025-03-14T12:00:00Z"))[0][0]
    assert one.content_hash == same.content_hash != other.content_hash


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ("[" * 100_000, "not JSON"),
        ('{"speaker": "Ana", "text": "x", "id": ' + "9" * 5000 + "}", "not JSON"),
        ({"text": "x"}, "no speaker"),
        ({"speaker": "Ana"}, "no text"),
        ({"speaker": "Ana", "text": "  "}, "text is empty"),
        ({"speaker": "", "text": "x"}, "speaker is empty"),
        ({"speaker": "Ana", "text": 7}, "no text"),
        ({"speaker": "Ana", "text": "x", "time": "soon"}, "time cannot be read"),
        ({"speaker": "Ana", "text": "x", "session": True}, "session is neither"),
        ({"speaker": "Ana", "text": "x", "id": ["a"]}, "id is neither"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_left_out(read, line, reason):
    documents, problems = read(said("before"), line, said("after"))
    assert [passage.text for passage in documents[0].passages] == ["before", "after"]
    assert [where for where, _ in problems] == ["2"]
    assert reason in problems[0][1]


def test_two_messages_with_one_id_are_both_kept_and_told_apart(read):
    documents, problems = read(said("one", id="m"), said("two", id="m"))
    assert [str(passage.locator) for passage in documents[0].passages] == ["message m", "message m#2"]
    assert problems == [("2", "its id is that of line 1; it is kept as m#2")]


@pytest.mark.parametrize("lines", [(), ("",), ("{}", "nonsense")])
def test_a_file_without_one_valid_line_is_an_error(read, lines):
    with pytest.raises(UnreadableError, match="not one line"):
        read(*lines)


def test_a_very_long_message_becomes_several_passages_of_that_message(read):
    documents, _ = read(said("We walked and we talked and we saw herons. " * 100, id="long"))
    found = documents[0].passages
    assert len(found) > 5
    assert {str(passage.locator) for passage in found} == {"message long"}
    assert all(count_words(passage.text) <= LONGEST_WORDS for passage in found)


def test_odd_text_is_made_storable(read):
    documents, _ = read(r'{"speaker": "Ana", "text": "a\u0000b \ud83d c \ud83d\ude00"}')
    assert documents[0].passages[0].text == "a\ufffdb \ufffd c 😀"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_exports_in_other_encodings_are_read(read, encoding):
    documents, problems = read(r'{"speaker": "Zoë", "text": "Où est le café ?"}', encoding=encoding)
    assert (documents[0].passages[0].speaker, problems) == ("Zoë", [])


def test_the_role_tells_the_person_from_the_machine(read):
    documents, _ = read(said(role="user"), said(role="assistant"), said(role="narrator"))
    assert [passage.role for passage in documents[0].passages] == ["user", "assistant", None]


def test_slashes_in_names_do_not_mix_up_keys(read):
    documents, _ = read(said(conversation="a/b", session="c"), said(conversation="a", session="b/c"))
    assert len({each.key for each in documents}) == 2
    assert all(each.key.count("/") == 1 for each in documents)


def test_a_large_group_is_called_by_the_name_of_its_conversation(read):
    documents, _ = read(*(said(speaker=name, conversation="Choir", session=3) for name in "ABCD"))
    assert documents[0].title == "Choir, session 3"


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text(), max_size=2)
)
FIELDS = st.sampled_from(["conversation", "session", "id", "time", "speaker", "text", "role"])


@given(st.lists(st.dictionaries(FIELDS, VALUES), max_size=8))
def test_any_objects_give_documents_or_problems_and_nothing_is_lost(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("chat") / "any.jsonl"
    path.write_text("\n".join([*map(json.dumps, lines), json.dumps(said("the last word"))]))
    problems = []
    documents = list(read_chat("jsonl", path, lambda where, reason: problems.append(reason)))
    left_out = [reason for reason in problems if "it is kept as" not in reason]
    assert sum(len({str(p.locator) for p in each.passages}) for each in documents) == len(lines) + 1 - len(
        left_out
    )
    for document in documents:
        "".join([document.key, document.title, *(passage.text for passage in document.passages)]).encode(
            "utf-8"
        )


def test_an_unknown_kind_is_refused_at_once_and_names_the_known_ones(tmp_path):
    with pytest.raises(UnknownKindError, match="chatgpt, claude, csv"):
        read_chat("telegraph", tmp_path)


def test_a_missing_file_is_an_error_that_says_so(tmp_path):
    with pytest.raises(UnreadableError, match="nothing there"):
        list(read_chat("jsonl", tmp_path / "gone.jsonl"))
