"""Chats: sessions and speakers are kept, importing again adds only what is new."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest import Document, Options, ReaderPool, UnknownKindError
from secondme.errors import UsageError
from secondme.indexing import reading
from secondme.memory import Memory
from secondme.store.query import rows

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]


def message(number: int, speaker: str, text: str, session: str = "1", **more: Any) -> dict[str, Any]:
    return {
        "conversation": "Ana and me",
        "session": session,
        "id": f"{session}:{number}",
        "time": f"2025-03-14T10:{number:02}:00+01:00",
        "speaker": speaker,
        "text": text,
        **more,
    }


TALK = [
    message(1, "Ana", "Did you book the puffin boat?"),
    message(2, "Merrin", "Yes, nine on Saturday."),
    message(3, "Ana", "I have your spare key.", session="2"),
]


def passages(memory: Memory) -> list[tuple[Any, ...]]:
    return rows(memory.store.connection(), "SELECT id, speaker, trust, text FROM passages ORDER BY id")


def trust(memory: Memory) -> dict[str, str]:
    return {text: trust for _, _, trust, text in passages(memory)}


def test_every_message_keeps_its_speaker_its_time_and_its_place(
    wordless_memory: Memory, chat: WriteChat
) -> None:
    assert wordless_memory.import_chat("jsonl", chat(TALK), me="Merrin").documents == 2
    hit = wordless_memory.recall("nine on Saturday")[0]
    assert (hit.speaker, hit.trust, hit.locator.message) == ("Merrin", "self", "1:2")
    assert hit.time is not None and hit.time.isoformat() == "2025-03-14T10:02:00+01:00"


def test_importing_again_changes_nothing(wordless_memory: Memory, chat: WriteChat) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK), me="Merrin")
    before = passages(wordless_memory)
    assert wordless_memory.import_chat("jsonl", chat(TALK), me="Merrin").documents == 0
    assert passages(wordless_memory) == before


def test_importing_a_longer_export_adds_only_what_is_new(wordless_memory: Memory, chat: WriteChat) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK))
    before = passages(wordless_memory)
    longer = [*TALK, message(4, "Merrin", "Keep it until Sunday.", session="2")]
    assert wordless_memory.import_chat("jsonl", chat(longer)).documents == 1
    after = passages(wordless_memory)
    assert after[: len(before)] == before
    assert [text for *_, text in after[len(before) :]] == ["Keep it until Sunday."]


def test_sessions_that_an_export_no_longer_has_are_kept(wordless_memory: Memory, chat: WriteChat) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK))
    wordless_memory.import_chat("jsonl", chat(TALK[2:]))
    assert len(passages(wordless_memory)) == 3


def test_own_words_are_self_and_those_of_others_known(wordless_memory: Memory, chat: WriteChat) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK), me=" merrin ")
    assert {speaker: level for _, speaker, level, _ in passages(wordless_memory)} == {
        "Ana": "known",
        "Merrin": "self",
    }


def test_without_me_nobody_is_taken_for_the_person(wordless_memory: Memory, chat: WriteChat) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK))
    assert set(trust(wordless_memory).values()) == {"known"}


def test_who_i_am_stays_known_when_it_is_not_said_again(wordless_memory: Memory, chat: WriteChat) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK), me="Merrin")
    wordless_memory.import_chat("jsonl", chat([*TALK, message(5, "Merrin", "Thank you!", session="2")]))
    assert trust(wordless_memory)["Thank you!"] == "self"


def test_saying_later_who_i_am_counts_for_what_is_remembered_already(
    wordless_memory: Memory, chat: WriteChat
) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK))
    before = [number for number, *_ in passages(wordless_memory)]
    wordless_memory.import_chat("jsonl", chat(TALK), me="Merrin")
    assert trust(wordless_memory)["Yes, nine on Saturday."] == "self"
    assert trust(wordless_memory)["I have your spare key."] == "known"
    assert [number for number, *_ in passages(wordless_memory)] == before


def test_the_words_of_a_machine_are_the_assistants_and_mine_are_mine(
    wordless_memory: Memory, chat: WriteChat
) -> None:
    talk = [
        message(1, "me", "How long is the crossing to Mull?", role="user"),
        message(2, "helper", "About 46 minutes.", role="assistant"),
    ]
    wordless_memory.import_chat("jsonl", chat(talk))
    assert trust(wordless_memory) == {
        "How long is the crossing to Mull?": "self",
        "About 46 minutes.": "assistant",
    }


def test_a_foreign_export_is_foreign_but_for_the_machine(wordless_memory: Memory, chat: WriteChat) -> None:
    talk = [*TALK, message(9, "helper", "About 46 minutes.", role="assistant")]
    wordless_memory.import_chat("jsonl", chat(talk), me="Merrin", trust="foreign")
    assert set(trust(wordless_memory).values()) == {"foreign", "assistant"}


def test_a_chatgpt_export_is_read_with_both_sides(wordless_memory: Memory, tmp_path: Path) -> None:
    def node(name: str, parent: str | None, role: str, text: str) -> dict[str, Any]:
        said = {
            "id": name,
            "author": {"role": role},
            "create_time": 1741943000.0,
            "content": {"content_type": "text", "parts": [text]},
        }
        return {"id": name, "parent": parent, "children": [], "message": said}

    talk = {
        "id": "c1",
        "title": "Ferries",
        "create_time": 1741943000.0,
        "current_node": "b",
        "mapping": {
            "a": {**node("a", None, "user", "How long is the crossing?"), "children": ["b"]},
            "b": node("b", "a", "assistant", "About 46 minutes."),
        },
    }
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([talk]))
    wordless_memory.import_chat("chatgpt", path)
    assert trust(wordless_memory) == {"How long is the crossing?": "self", "About 46 minutes.": "assistant"}


def test_an_export_that_cannot_be_read_is_listed_and_keeps_what_was_there(
    wordless_memory: Memory, chat: WriteChat
) -> None:
    path = chat(TALK)
    wordless_memory.import_chat("jsonl", path)
    path.write_text("this is not a chat\n")
    wordless_memory.import_chat("jsonl", path)
    assert len(wordless_memory.status().problems) == 1
    assert len(passages(wordless_memory)) == 3
    wordless_memory.import_chat("jsonl", chat(TALK))
    assert wordless_memory.status().problems == ()


def test_an_unknown_kind_or_path_is_refused_and_changes_nothing(
    wordless_memory: Memory, chat: WriteChat, tmp_path: Path
) -> None:
    with pytest.raises(UnknownKindError, match="jsonl"):
        wordless_memory.import_chat("pigeon", chat(TALK))
    with pytest.raises(UsageError, match="There is nothing at"):
        wordless_memory.import_chat("jsonl", tmp_path / "nowhere.jsonl")
    assert wordless_memory.sources() == []


def test_many_sessions_are_all_there(wordless_memory: Memory, chat: WriteChat) -> None:
    talk = [message(1, "Ana", f"Talk {session}", session=str(session)) for session in range(50)]
    assert wordless_memory.import_chat("jsonl", chat(talk)).documents == 50
    assert wordless_memory.status().documents == 50


class Unguarded(ReaderPool):
    """Reads in this process, where a test can make a reader fail."""

    def __init__(self, options: Options) -> None:
        super().__init__(options, processes=0)


def stumble(*rest: object) -> Iterator[Document]:
    yield from ()
    raise TypeError("a fault of ours")


def test_an_export_that_our_reader_stumbles_over_is_listed_and_all_else_is_read(
    wordless_memory: Memory, chat: WriteChat, tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK))

    with monkeypatch.context() as faulty:
        faulty.setattr(reading, "SuspectingReaders", Unguarded)
        faulty.setattr("ingest.chats.read_chat", stumble)
        wordless_memory.import_chat("jsonl", chat(TALK))
        assert wordless_memory.add(tree({"note.md": "The puffin boat."})).documents == 1
    [problem] = wordless_memory.status().problems
    assert "TypeError" in problem.reason
    assert wordless_memory.status().waiting_reading == 0
    wordless_memory.import_chat("jsonl", chat(TALK))
    assert wordless_memory.status().problems == ()


def test_a_shorter_export_takes_nothing_away(wordless_memory: Memory, chat: WriteChat) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK))
    before = passages(wordless_memory)
    assert wordless_memory.import_chat("jsonl", chat([TALK[1], TALK[2]])).documents == 0
    assert passages(wordless_memory) == before


def test_an_edited_message_is_the_only_one_that_is_new(wordless_memory: Memory, chat: WriteChat) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK))
    before = {text: number for number, _, _, text in passages(wordless_memory)}
    edited = [TALK[0], message(2, "Merrin", "Yes, half past nine on Saturday."), TALK[2]]
    wordless_memory.import_chat("jsonl", chat(edited))
    after = {text: number for number, _, _, text in passages(wordless_memory)}
    assert set(before) - set(after) == {"Yes, nine on Saturday."}
    assert {text: number for text, number in after.items() if text in before}.items() <= before.items()


def test_the_same_export_at_another_path_is_not_a_second_copy(
    wordless_memory: Memory, chat: WriteChat, tmp_path: Path
) -> None:
    first = chat(TALK)
    wordless_memory.import_chat("jsonl", first, me="Merrin")
    before = passages(wordless_memory)
    again = tmp_path / "Downloads" / "chat (1).jsonl"
    again.parent.mkdir()
    again.write_bytes(first.read_bytes())
    assert wordless_memory.import_chat("jsonl", again).documents == 0
    assert passages(wordless_memory) == before
    [counts] = wordless_memory.sources()
    assert (counts.source.place, counts.source.me) == (str(again), "Merrin")


def test_a_newer_export_goes_on_where_the_earlier_one_ended(
    wordless_memory: Memory, chat: WriteChat, tmp_path: Path
) -> None:
    first = chat(TALK)
    wordless_memory.import_chat("jsonl", first, me="Merrin")
    before = passages(wordless_memory)
    newer = tmp_path / "newer.jsonl"
    talk = [*TALK[1:], message(1, "Merrin", "I am at the pier.", session="3")]
    newer.write_text("".join(json.dumps(one) + "\n" for one in talk))
    assert wordless_memory.import_chat("jsonl", newer).documents == 1
    after = passages(wordless_memory)
    assert after[: len(before)] == before
    assert [text for *_, text in after[len(before) :]] == ["I am at the pier."]
    assert [counts.source.place for counts in wordless_memory.sources()] == [str(newer)]
    first.unlink()
    assert wordless_memory.index().removed == 0
    assert passages(wordless_memory) == after


def test_an_export_that_lacks_a_conversation_does_not_take_the_place_of_the_earlier_one(
    wordless_memory: Memory, chat: WriteChat, tmp_path: Path
) -> None:
    other = {**message(1, "Piran", "The gull ate it."), "conversation": "Piran and me"}
    wordless_memory.import_chat("jsonl", chat([*TALK, other]))
    newer = tmp_path / "newer.jsonl"
    newer.write_text("".join(json.dumps(one) + "\n" for one in TALK))
    assert wordless_memory.import_chat("jsonl", newer).documents == 0
    assert len(wordless_memory.sources()) == 2
    assert len(passages(wordless_memory)) == len(TALK) + 1


def test_conversations_that_only_share_a_name_stay_two(
    wordless_memory: Memory, chat: WriteChat, tmp_path: Path
) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK))
    stranger = tmp_path / "stranger.jsonl"
    stranger.write_text(json.dumps(message(1, "Ana", "Another Ana altogether.")) + "\n")
    wordless_memory.import_chat("jsonl", stranger)
    assert len(wordless_memory.sources()) == 2
    assert len(passages(wordless_memory)) == len(TALK) + 1


def test_an_export_that_did_not_change_is_not_read_again(
    wordless_memory: Memory, chat: WriteChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK))

    def refuse(*rest: object) -> Iterator[Document]:
        raise AssertionError("it was read again")

    monkeypatch.setattr(reading.ReaderPool, "read_chat", refuse)
    assert wordless_memory.index().documents == 0


def test_several_names_can_be_mine(wordless_memory: Memory, chat: WriteChat) -> None:
    talk = [*TALK, message(6, "merrin_k", "From my other telephone.", session="2")]
    wordless_memory.import_chat("jsonl", chat(talk), me="Merrin\nmerrin_k")
    levels = trust(wordless_memory)
    assert (levels["From my other telephone."], levels["Yes, nine on Saturday."]) == ("self", "self")
    assert levels["I have your spare key."] == "known"


def test_a_message_that_was_forgotten_stays_so_in_every_later_export(
    wordless_memory: Memory, chat: WriteChat, tmp_path: Path
) -> None:
    wordless_memory.import_chat("jsonl", chat(TALK))
    [(number, *_)] = [row for row in passages(wordless_memory) if "spare key" in row[3]]
    wordless_memory.forget(f"p{number}")
    newer = tmp_path / "newer.jsonl"
    talk = [*TALK, message(4, "Ana", "Until Sunday?", session="2")]
    newer.write_text("".join(json.dumps(one) + "\n" for one in talk))
    wordless_memory.import_chat("jsonl", newer)
    texts = [text for *_, text in passages(wordless_memory)]
    assert "Until Sunday?" in texts and "I have your spare key." not in texts
