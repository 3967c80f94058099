"""Filters, and the day a question is asked as of, decide what stands; nothing that stands is missed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import secondme
from secondme.errors import UsageError
from secondme.memory import Memory
from secondme.recall import standing
from secondme.recall.standing import holds_phrase
from secondme.store.query import value

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]

NOW = datetime(2026, 11, 9, 12, 0, tzinfo=UTC)
MAIL = b"""From: Ana Kova\xc4\x8d <ana@example.org>
To: me@example.org
Subject: Boat tickets
Date: Wed, 3 May 2023 10:00:00 +0200
Message-ID: <1@example.org>
Content-Type: text/plain; charset=utf-8

The puffin boat tickets are booked.
"""


def said(speaker: str, text: str, time: str, session: str = "1") -> dict[str, Any]:
    return {"conversation": "trip", "session": session, "speaker": speaker, "text": text, "time": time}


TALK = [
    said("Ana Kovač", "The puffin boat goes at nine.", "2023-05-03T23:30:00+02:00"),
    said("Piran", "A puffin on the boat!", "2023-06-10T10:00:00+00:00"),
    said("Merrin", "I missed the puffin boat.", "2024-02-01T10:00:00+00:00"),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """A chat, a folder with a note and a mail, and something told: all of a puffin boat. Only to be read."""
    place = tmp_path_factory.mktemp("filled")
    (place / "chat.jsonl").write_text("".join(json.dumps(one) + "\n" for one in TALK), "utf-8")
    notes = {"trips/mull.md": b"# Mull\n\nNo puffin, no boat.\n", "letters/boat.eml": MAIL}
    for name, content in notes.items():
        (place / "notes" / name).parent.mkdir(parents=True)
        (place / "notes" / name).write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECONDME_KEYRING", "off")
        opened = secondme.open(place / "memory")
    with opened as memory:
        memory.import_chat("jsonl", place / "chat.jsonl", me="Merrin", now=NOW - timedelta(days=30))
        memory.add(place / "notes", trust="self", now=NOW - timedelta(days=20))
        memory.remember("Puffin boat: never again.", now=NOW - timedelta(days=10))
        yield memory


ALL = {"goes at nine", "A puffin on", "I missed", "No puffin", "are booked", "never again"}


def found(memory: Memory, query: str, **asked: Any) -> set[str]:
    hits = memory.recall(query, 50, now=NOW, log=False, **asked)
    return {short for short in ALL for hit in hits if short in hit.text}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("puffin boat", ALL),
        ("puffin from:ana", {"goes at nine", "are booked"}),
        ('puffin from:"Ana Kovač"', {"goes at nine", "are booked"}),
        ("puffin from:KOVAC", {"goes at nine", "are booked"}),
        ("puffin from:ana@example.org", {"goes at nine", "are booked"}),
        ("puffin from:piran", {"A puffin on"}),
        ("puffin from:piran from:ana", {"A puffin on", "goes at nine", "are booked"}),
        ("puffin from:merrin", {"I missed"}),
        ("puffin from:nobody", set()),
        ("puffin -from:ana", ALL - {"goes at nine", "are booked"}),
        ("puffin in:chat", {"goes at nine", "A puffin on", "I missed"}),
        ("puffin in:jsonl", {"goes at nine", "A puffin on", "I missed"}),
        ("puffin in:folder", {"No puffin", "are booked"}),
        ("puffin in:mail", {"are booked"}),
        ("puffin in:trips", {"No puffin"}),
        ('puffin in:"Boat tickets"', {"are booked"}),
        ("puffin in:told", {"never again"}),
        ("puffin in:100%", set()),
        ("puffin -in:chat", {"No puffin", "are booked", "never again"}),
        ("puffin type:md", {"No puffin"}),
        ("puffin type:markdown", {"No puffin"}),
        ("puffin type:eml", {"are booked"}),
        ("puffin type:mail", {"are booked"}),
        ("puffin type:pdf", set()),
        ("puffin kind:fact", {"never again"}),
        ("puffin kind:plan", set()),
        ("puffin trust:self in:chat", {"I missed"}),
        ("puffin trust:known in:chat", {"goes at nine", "A puffin on"}),
        ("puffin before:2024 in:chat", {"goes at nine", "A puffin on"}),
        ("puffin after:2023-05 in:chat", {"A puffin on", "I missed"}),
        ("puffin on:2023-05-03", {"goes at nine", "are booked"}),
        ("puffin on:2023-05-04", set()),
        ("puffin during:2023 in:chat", {"goes at nine", "A puffin on"}),
        ("puffin after:2023-05 before:2024 in:chat", {"A puffin on"}),
        ("puffin -during:2023 in:chat", {"I missed"}),
        ('"puffin boat"', {"goes at nine", "I missed", "are booked", "never again"}),
        ('"PUFFIN: boat" in:told', {"never again"}),
        ('"puffins boat"', set()),
        ('"boat" "goes at"', {"goes at nine"}),
        ("puffin -nine", ALL - {"goes at nine"}),
        ('puffin -"puffin boat"', {"A puffin on", "No puffin"}),
        ("puffin -boats", set()),
        ("in:chat", {"goes at nine", "A puffin on", "I missed"}),
        ("from:piran", {"A puffin on"}),
        ("from:piran -boat", set()),
    ],
)
def test_a_filter_leaves_what_fulfils_it_and_nothing_else(
    filled: Memory, query: str, wanted: set[str]
) -> None:
    assert found(filled, query) == wanted


def test_another_name_of_a_person_is_that_person(wordless_memory: Memory, tree: WriteTree) -> None:
    other = MAIL.replace(b"Ana Kova\xc4\x8d <ana@example.org>", b"Mum <a@home.example>")
    other = other.replace(b"are booked", b"goes at nine").replace(b"<1@", b"<2@")
    wordless_memory.add(tree({"one.eml": MAIL, "two.eml": other}), now=NOW)
    assert found(wordless_memory, "puffin from:mum") == {"goes at nine"}
    wordless_memory.decide("merge", ["ana@example.org", "a@home.example"], now=NOW)
    for name in ("mum", "kovač", "a@home.example", '"Ana Kovač"'):
        assert found(wordless_memory, f"puffin from:{name}") == {"are booked", "goes at nine"}, name
        assert found(wordless_memory, f"puffin -from:{name}") == set(), name


def test_only_filters_list_the_newest_first(filled: Memory) -> None:
    hits = filled.recall("in:chat", now=NOW)
    assert [hit.time for hit in hits] == sorted((hit.time for hit in hits), reverse=True)  # type: ignore[type-var]
    assert len(hits) == 3


def test_a_quote_in_a_question_excludes_nothing(filled: Memory) -> None:
    assert found(filled, 'Who saw "A puffin on the boat"?') == ALL
    assert found(filled, 'When did Ana book "The Puffins of Mull"?') >= {"are booked"}


def test_a_time_in_words_excludes_nothing_but_brings_its_days_up(filled: Memory) -> None:
    assert found(filled, "puffin boat in May 2023") == ALL
    near = {hit.text: hit.signals["time"] for hit in filled.recall("puffin boat in June 2023", now=NOW)}
    assert [text for text, time in near.items() if time == 1] == ["A puffin on the boat!"]
    assert max(near.values()) == 1 > near["The puffin boat goes at nine."] > near["I missed the puffin boat."]
    [newest] = [hit for hit in filled.recall("in February 2024", now=NOW) if hit.signals["time"] == 1]
    assert newest.text == "I missed the puffin boat."


def test_a_filter_without_sense_finds_nothing_and_is_not_logged(filled: Memory) -> None:
    before = value(filled.store.connection(), "SELECT count(*) FROM recalls")
    with pytest.raises(UsageError, match="before:banana makes no sense"):
        filled.recall("puffin before:banana")
    assert value(filled.store.connection(), "SELECT count(*) FROM recalls") == before
    assert len(filled.recall("puffin before:banana", unfinished=True, log=False)) > 0


def test_recorded_before_tells_what_was_known_then(filled: Memory) -> None:
    chat = {"goes at nine", "A puffin on", "I missed"}
    assert found(filled, "puffin", recorded_before=NOW - timedelta(days=30)) == set()
    assert found(filled, "puffin", recorded_before=NOW - timedelta(days=29)) == chat
    assert found(filled, "puffin", recorded_before=NOW - timedelta(days=15)) == ALL - {"never again"}
    assert found(filled, "puffin", recorded_before=NOW) == ALL


def test_as_of_and_filters_hold_together(filled: Memory) -> None:
    as_of = datetime(2023, 12, 31, tzinfo=UTC)
    assert found(filled, "puffin in:chat", as_of=as_of) == {"goes at nine", "A puffin on"}
    assert found(filled, "puffin from:ana", as_of=as_of, recorded_before=NOW - timedelta(days=25)) == {
        "goes at nine"
    }


def test_last_week_is_counted_from_the_day_it_is_asked_as_of(filled: Memory) -> None:
    as_of = datetime(2023, 6, 14, 12, tzinfo=UTC)
    assert found(filled, 'puffin during:"last week"', as_of=as_of) == {"A puffin on"}
    assert found(filled, 'puffin during:"last week"') == set()


def test_as_of_tells_what_of_the_told_held_then(wordless_memory: Memory) -> None:
    told = [
        ("I live in Leith.", datetime(2023, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)),
        ("I live in Oban.", datetime(2025, 1, 1, tzinfo=UTC), None),
        ("I live in Rome.", None, None),
    ]
    for text, first, last in told:
        number = int(wordless_memory.remember(text, now=NOW)[1:])
        with wordless_memory.store.write() as db:
            interval = [moment and round(moment.timestamp() * 1000) for moment in (first, last)]
            db.execute("UPDATE memories SET valid_from = ?, valid_to = ? WHERE id = ?", (*interval, number))

    def homes(as_of: datetime | None) -> set[str]:
        return {hit.text.split()[-1] for hit in wordless_memory.recall("where do I live", as_of=as_of)}

    assert homes(datetime(2022, 1, 1, tzinfo=UTC)) == set()
    assert homes(datetime(2024, 1, 1, tzinfo=UTC)) == {"Leith."}
    assert homes(datetime(2025, 6, 1, tzinfo=UTC)) == {"Oban."}
    assert homes(NOW) == {"Oban.", "Rome."}
    assert homes(None) == {"Oban.", "Rome."}
    deep = wordless_memory.recall("where do I live", deep=True)
    assert {hit.text.split()[-1] for hit in deep} == {"Leith.", "Oban.", "Rome."}


@pytest.mark.model
@pytest.mark.parametrize("few", [0, 5_000])
def test_the_one_that_stands_is_found_behind_hundreds_that_do_not(
    memory: Memory, chat: WriteChat, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways: among few known beforehand, and by looking further and further."""
    monkeypatch.setattr(standing, "FEW", few)
    monkeypatch.setattr(standing, "FIRST_REACH", 1)
    monkeypatch.setattr(standing, "MORE_REACH", 2)
    crowd = [said("Piran", f"puffin boat boat {n}", "2025-01-01T10:00:00+00:00") for n in range(700)]
    memory.import_chat("jsonl", chat([*crowd, said("Ana", "A boat.", "2023-01-01T10:00:00+00:00")]), now=NOW)
    for query in ("boat from:ana", "boat before:2024", 'puffin "a boat"', "boat -puffin", "from:ana"):
        assert [hit.text for hit in memory.recall(query, now=NOW)] == ["A boat."], query
    near = {hit.text: hit.signals["time"] for hit in memory.recall("puffins in January 2023", 1_000, now=NOW)}
    assert near["A boat."] == 1 > near["puffin boat boat 7"]
    [hit] = memory.recall("seagoing vessel from:ana", now=NOW)
    assert (hit.text, hit.signals["semantic"]) == ("A boat.", 1)


@pytest.mark.parametrize(
    ("text", "phrase", "holds"),
    [
        ("The puffin-boat!", "puffin boat", True),
        ("Élan vital", "elan VITAL", True),
        ("puffin boats", "puffin boat", False),
        ("spuffin boat", "puffin boat", False),
        ("puffin\0boat", "puffin boat", True),
        ("", "puffin", False),
    ],
)
def test_a_phrase_is_its_words_next_to_each_other(text: str, phrase: str, holds: bool) -> None:
    assert holds_phrase(text, phrase) is holds
