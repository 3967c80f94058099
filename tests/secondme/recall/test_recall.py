"""Recall: finds what was asked for, whatever is typed, and tells why."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondme.memory import Memory
from secondme.recall.hit import Hit
from secondme.recall.signals import DEFAULT_WEIGHTS
from secondme.store.query import rows, value

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]

NOTES = {
    "mull.md": "# Mull\n\nThe puffin boat leaves at nine.\n",
    "home/key.md": "# Spare key\n\nThe spare key is with Beathag next door.\n",
    "home/dentist.md": "# Dentist\n\nDr Lim moved it to Tuesday.\n",
    "cat.md": "# Cat\n\nThe vet said the cat must lose weight.\n",
}
HOSTILE = {
    "empty": "",
    "blank": " \t\n ",
    "only stop words": "what is it that I am",
    "quotes": "\"puffin' \"\" ''",
    "operators": "puffin AND OR NOT NEAR(boat, 3) text: ^boat * + - ( ) {a b} : puffin*",
    "columns": "text : puffin OR {before after} : boat",
    "sql": "'; DROP TABLE passages; --",
    "nul": "puffin\0boat",
    "controls": "\x01\x1b[31m puffin \u202e",
    "emoji": "puffin 🐧👩‍👩‍👧 boat",
    "only emoji": "🐧🐧",
    "other scripts": "海鹦 船 تيس البحر тупик",
    "combining": "pu\u0301ffi\u0308n",
    "lone surrogate": "puffin \udcff boat",
    "one long word": "puffin" * 17_000,
    "many words": "puffin " * 15_000,
    "many different words": " ".join(f"word{number}" for number in range(12_000)),
    "underscores": "_ __ puffin_boat",
    "percent": "100% %s %d {0}",
    "backslashes": "\\puffin\\ \\",
    "numbers": "1.5 -3 1e9 0x1F",
    "limits": "NEAR/5 rank bm25(passages_text) rowid",
}


@pytest.fixture
def noted(wordless_memory: Memory, tree: WriteTree) -> Memory:
    wordless_memory.add(tree(NOTES))
    return wordless_memory


def titles(hits: Sequence[Hit]) -> list[str]:
    return [hit.title for hit in hits]


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("unfinished", [False, True])
def test_nothing_that_can_be_typed_breaks_it_or_changes_anything(
    noted: Memory, query: str, unfinished: bool
) -> None:
    hits = noted.recall(query, unfinished=unfinished)
    assert len(hits) <= 4
    if "puffin " in query or "puffin\0" in query:
        assert titles(hits)[0] == "Mull"
    assert value(noted.store.connection(), "SELECT count(*) FROM passages") == 4


@pytest.mark.model
@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_that_can_be_typed_breaks_search_by_meaning(
    memory: Memory, tree: WriteTree, query: str
) -> None:
    memory.remember("The puffin boat leaves at nine.")
    for hit in memory.recall(query):
        assert all(0 <= signal <= 1 for signal in hit.signals.values())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.booleans())
def test_any_text_can_be_asked(noted: Memory, query: str, unfinished: bool) -> None:
    noted.recall(query, unfinished=unfinished, log=False)


@pytest.mark.parametrize("query", ["", "   ", "🐧"])
def test_a_question_without_words_finds_nothing_without_a_model(noted: Memory, query: str) -> None:
    assert noted.recall(query) == []


def test_an_empty_memory_finds_nothing(wordless_memory: Memory) -> None:
    assert wordless_memory.recall("puffin") == []


def test_only_stop_words_are_still_words(wordless_memory: Memory) -> None:
    wordless_memory.remember("To be or not to be.")
    assert len(wordless_memory.recall("to be or not to be")) == 1


def test_words_are_found_in_another_form_and_without_accents(wordless_memory: Memory) -> None:
    wordless_memory.remember("We booked boats in Orléans.")
    for query in ("booking", "boat", "orleans", "ORLÉANS"):
        assert len(wordless_memory.recall(query)) == 1, query


def test_the_best_comes_first_and_no_more_than_asked(noted: Memory) -> None:
    assert titles(noted.recall("puffin boat"))[0] == "Mull"
    everything = noted.recall("puffin key dentist cat")
    assert len(everything) == 4
    assert [hit.score for hit in everything] == sorted((hit.score for hit in everything), reverse=True)
    assert [hit.id for hit in noted.recall("puffin key dentist cat", 2)] == [hit.id for hit in everything[:2]]
    assert noted.recall("puffin", 0) == noted.recall("puffin", -3) == []


def test_an_unfinished_last_word_is_taken_as_a_beginning(noted: Memory) -> None:
    assert titles(noted.recall("puff", unfinished=True)) == ["Mull"]
    assert noted.recall("puff") == []
    assert noted.recall("puff ", unfinished=True) == []
    assert noted.recall("p", unfinished=True) == []


def test_live_search_leaves_no_trace_and_a_question_does(noted: Memory, now: datetime) -> None:
    noted.recall("puff", unfinished=True, log=False)
    db = noted.store.connection()
    assert rows(db, "SELECT * FROM recalls") == []
    [hit] = noted.recall("puffin", now=now)
    assert rows(db, "SELECT kind, query, asked_at FROM recalls") == [
        ("recall", "puffin", round(now.timestamp() * 1000))
    ]
    assert rows(db, "SELECT passage_id, rank, used FROM recall_hits") == [(hit.passage, 1, "shown")]
    noted.mark(hit, "opened")
    noted.mark(hit, "shown")
    assert value(db, "SELECT used FROM recall_hits") == "opened"


def test_as_of_leaves_out_what_was_written_later(wordless_memory: Memory) -> None:
    for year in (2023, 2024, 2025):
        wordless_memory.remember(f"My job is number {year}.", now=datetime(year, 6, 1, tzinfo=UTC))

    def found(as_of: datetime | None) -> set[int]:
        hits = wordless_memory.recall("my job", as_of=as_of)
        return {hit.time.year for hit in hits if hit.time}

    assert found(None) == {2023, 2024, 2025}
    assert found(datetime(2024, 6, 1, tzinfo=UTC)) == {2023, 2024}
    assert found(datetime(2024, 5, 31, tzinfo=UTC)) == {2023}
    assert found(datetime(1999, 1, 1, tzinfo=UTC)) == set()


@pytest.mark.model
def test_as_of_finds_the_one_old_thing_behind_hundreds_of_later_ones(memory: Memory, tree: WriteTree) -> None:
    memory.add(tree({f"2025-01-01 {n}.md": f"My job, job, job is number {n}." for n in range(320)}))
    memory.remember("My job is gardener.", now=datetime(2020, 1, 1, tzinfo=UTC))
    [hit] = memory.recall("my job", as_of=datetime(2021, 1, 1, tzinfo=UTC))
    assert hit.text == "My job is gardener."
    assert hit.signals["lexical"] == hit.signals["semantic"] == 1


def test_who_is_named_in_the_question_speaks_louder(wordless_memory: Memory, chat: WriteChat) -> None:
    talk = [
        {"conversation": "all", "session": "1", "speaker": speaker, "text": "We went sailing on Saturday."}
        for speaker in ("Jurij", "Ana", "Merrin")
    ]
    wordless_memory.import_chat("jsonl", chat(talk), me="Merrin")
    for query, speaker in (
        ("When did Ana go sailing?", "Ana"),
        ("when did jurij go sailing", "Jurij"),
        ("When did I go sailing?", "Merrin"),
    ):
        [first, *others] = wordless_memory.recall(query)
        assert (first.speaker, first.signals["speaker"]) == (speaker, 1.0)
        assert {hit.signals["speaker"] for hit in others} == {0.0}


def test_a_passage_is_found_by_what_its_neighbours_say(wordless_memory: Memory, chat: WriteChat) -> None:
    texts = ["Shall we take the puffin boat?", "Yes, I would love that!", "Nothing else.", "No.", "No."]
    talk = [{"conversation": "c", "session": "1", "speaker": "Ana", "text": text} for text in texts]
    wordless_memory.import_chat("jsonl", chat(talk))
    hits = wordless_memory.recall("puffin boat")
    assert [hit.text for hit in hits[:2]] == texts[:2]
    assert hits[1].signals["lexical"] < hits[0].signals["lexical"] == 1


@pytest.mark.model
def test_neighbours_count_for_the_meaning_too(memory: Memory, chat: WriteChat) -> None:
    texts = ["The vet weighed our kitten.", "Six kilos!", "The train was late.", "Again.", "So it goes."]
    talk = [{"conversation": "c", "session": "1", "speaker": "Ana", "text": text} for text in texts]
    memory.import_chat("jsonl", chat(talk))
    signals = {hit.text: hit.signals for hit in memory.recall("is our cat overweight")}
    assert signals[texts[0]]["surroundings"] == max(one["surroundings"] for one in signals.values()) == 1
    assert signals[texts[1]]["surroundings"] > signals[texts[4]]["surroundings"]


@pytest.mark.model
@pytest.mark.parametrize("query", ["puffin boat", "fat feline", "who keeps my key", "tooth doctor"])
def test_the_signals_times_their_weights_are_the_score(memory: Memory, tree: WriteTree, query: str) -> None:
    memory.add(tree(NOTES))
    hits = memory.recall(query)
    assert hits
    for hit in hits:
        assert set(hit.signals) == set(DEFAULT_WEIGHTS)
        assert all(0 <= signal <= 1 for signal in hit.signals.values())
        total = sum(DEFAULT_WEIGHTS[name] * signal for name, signal in hit.signals.items())
        assert hit.score == pytest.approx(total)


def test_the_json_form_is_the_documented_one(
    wordless_memory: Memory, chat: WriteChat, tree: WriteTree
) -> None:
    folder = tree(NOTES)
    wordless_memory.add(folder)
    wordless_memory.import_chat(
        "jsonl",
        chat(
            [
                {
                    "conversation": "Ana",
                    "session": "1",
                    "id": "7",
                    "time": "2025-03-14T10:00:00+01:00",
                    "speaker": "Ana",
                    "text": "The puffin boat!",
                }
            ]
        ),
    )
    wordless_memory.remember("Puffin!", now=datetime(2025, 1, 1, tzinfo=UTC))
    found = {hit.kind + hit.locator.kind: hit.as_json() for hit in wordless_memory.recall("puffin")}
    fields = (
        "id kind text title heading event event_id event_title source path locator speaker time trust "
        "suspicion copies other_files score similarity signals"
    )
    assert all(list(hit) == fields.split() for hit in found.values())
    json.dumps(found)
    note, said, told = found["passagelines"], found["passagemessage"], found["memorylines"]
    assert note["path"] == str(folder / "mull.md") and note["source"] == str(folder)
    assert note["locator"] == {"kind": "lines", "start": 3, "end": 3}
    assert said["locator"] == {"kind": "message", "message": "7"}
    assert said["time"] == "2025-03-14T10:00:00+01:00"
    assert (said["speaker"], said["trust"]) == ("Ana", "known")
    assert (told["path"], told["source"], told["trust"], told["id"]) == (None, "", "self", "m1")


def test_a_hit_says_where_it_stands(noted: Memory) -> None:
    [hit] = noted.recall("puffin")
    assert hit.place == "Mull, line 3"
    noted.remember("The lighthouse is white.")
    assert noted.recall("lighthouse")[0].place == "you told me"


def test_the_surroundings_of_a_hit_are_in_their_order(wordless_memory: Memory, chat: WriteChat) -> None:
    talk = [{"conversation": "c", "session": "1", "speaker": "Ana", "text": f"Turn {n}"} for n in range(9)]
    wordless_memory.import_chat("jsonl", chat(talk))
    [hit, *_] = wordless_memory.recall("turn 4")
    assert [one.text for one in wordless_memory.surroundings(hit, 2)] == [f"Turn {n}" for n in range(2, 7)]


def test_showing_by_identifier_gives_that_very_thing(noted: Memory) -> None:
    number = noted.remember("The lighthouse is white.")
    shown = noted.show(number)
    assert shown is not None and (shown.id, shown.text) == (number, "The lighthouse is white.")
    [hit] = noted.recall("puffin")
    assert noted.show(hit.id) == noted.show(hit.id.upper()) != None  # noqa: E711
    assert noted.show("p999") is None
    assert noted.show("m999") is None


@pytest.mark.parametrize("identifier", ["d1", "s1"])
def test_showing_a_document_or_a_source_never_shows_some_other_passage(
    noted: Memory, identifier: str
) -> None:
    assert noted.show(identifier) is None


def test_a_told_text_is_kept_word_for_word(wordless_memory: Memory) -> None:
    text = "  First line\n\n\tsecond  line \N{GRINNING FACE} \u202e"
    number = wordless_memory.remember(text)
    shown = wordless_memory.show(number)
    assert shown is not None and shown.text == text.strip()


@pytest.mark.parametrize("text", ["\0", "a\0b", "\udcff", "x" * 200_000, "word " * 50_000])
def test_odd_and_long_texts_can_be_told(wordless_memory: Memory, text: str) -> None:
    number = wordless_memory.remember(text + " puffin")
    assert [hit.id for hit in wordless_memory.recall("puffin")] == [number]
