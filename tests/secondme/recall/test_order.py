"""Order questions to a memory: answered from time and sequence, with sources, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.errors import ModelMissingError
from secondme.answer import Answer
from secondme.memory import Memory
from secondme.recall.order import ORDER_WEIGHT
from secondme.recall.signals import DEFAULT_WEIGHTS

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]

TALK = (
    ("2025-06-01T10:00:00Z", "Ana", "Shall we take the puffin boat in July?"),
    ("2025-06-01T10:01:00Z", "Merrin", "Yes, but first I must repair the gutter."),
    ("2025-06-01T10:02:00Z", "Ana", "The kittens were born yesterday, four of them!"),
    ("2025-06-09T18:00:00Z", "Merrin", "The gutter is done, no more leaks."),
    ("2025-06-09T18:05:00Z", "Ana", "Then come and see the lighthouse exhibition."),
    ("2025-07-20T20:00:00Z", "Ana", "The puffin boat was a dream."),
    ("2025-07-20T20:01:00Z", "Merrin", "My uncle arrived last month, by the way."),
)


def story(count: int = 60) -> str:
    """A text of so many paragraphs, no two alike, with a refrain after every tenth."""
    paragraphs = []
    for number in range(count):
        words = " ".join(f"{stem}{chr(97 + number // 26)}{chr(97 + number % 26)}" for stem in STEMS)
        paragraphs.append(f"Chapter of the {words}, and so the tale went on that day.")
        if number % 10 == 9:
            paragraphs.append("Will you walk a little faster, said the whiting to the snail.")
    return "\n\n".join(paragraphs)


STEMS = ("lantern", "harbour", "meadow", "thistle", "copper", "willow", "ember", "saddle", "orchard", "quill")


@pytest.fixture
def talked(wordless_memory: Memory, chat: WriteChat) -> Memory:
    """A memory of a chat over three days."""
    messages = [
        {
            "conversation": "Ana",
            "session": time[:10],
            "id": f"a{number}",
            "time": time,
            "speaker": who,
            "text": text,
        }
        for number, (time, who, text) in enumerate(TALK, 1)
    ]
    wordless_memory.import_chat("jsonl", chat(messages), me="Merrin")
    return wordless_memory


@pytest.fixture
def told(wordless_memory: Memory, tree: WriteTree) -> Memory:
    """A memory of one long story."""
    wordless_memory.add(tree({"story.txt": story()}))
    return wordless_memory


def cited(answer: Answer) -> list[str]:
    return [citation.hit.text for citation in answer.citations]


def segment(number: int, words: int = 12) -> str:
    """The beginning of a paragraph of the story."""
    return " ".join(story().split("\n\n")[number].split()[:words])


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("swapped", [False, True])
def test_two_quoted_segments_are_put_in_order(told: Memory, swapped: bool, later: bool) -> None:
    early, late = segment(3), segment(41)
    a, b = (late, early) if swapped else (early, late)
    side = "last" if later else "first"
    answer = told.ask(f'Which comes {side} in the book: "{a}" or "{b}"?')
    assert not answer.abstained and answer.confidence_word == "sure"
    assert answer.text.startswith(f"“{' '.join((late if later else early).split()[:12])}")
    assert {citation.number for citation in answer.citations} == {1, 2}
    assert "position" in answer.why or "stand" in answer.why


def test_segments_of_one_passage_are_told_apart(told: Memory) -> None:
    words = story().split("\n\n")[5].split()
    early, late = " ".join(words[:7]), " ".join(words[8:16])
    for a, b in ((early, late), (late, early)):
        answer = told.ask(f"Segment A: {a}\n\nSegment B: {b}\n\nWhich segment came first?")
        label = "A" if a == early else "B"
        assert answer.text.startswith(f"{label} “{early}” came first"), answer.text


def test_a_segment_of_hundreds_of_words_is_found_word_for_word(told: Memory) -> None:
    words = story().split()
    early, late = " ".join(words[20:320]), " ".join(words[400:800])
    assert told.ask(f'Which comes first: "{late}" or "{early}"?').text.startswith(
        f"“{' '.join(words[20:32])} …”"
    )


def test_the_whole_segment_tells_repeated_sentences_apart(told: Memory) -> None:
    paragraphs = story().split("\n\n")
    refrains = [at for at, text in enumerate(paragraphs) if text.startswith("Will you walk")]
    early, late = (f"{paragraphs[at]} {paragraphs[at + 1]}" for at in (refrains[1], refrains[3]))
    answer = told.ask(f'Did "{late}" come before "{early}"?')
    assert answer.text.startswith("No. ") and answer.confidence_word == "sure"


def test_a_sentence_that_stands_on_both_sides_is_not_taken_for_certain(told: Memory) -> None:
    refrain = "Will you walk a little faster, said the whiting to the snail."
    answer = told.ask(f'Which comes first in the book: "{refrain}" or "{segment(33)}"?')
    assert answer.text.startswith("“Will you walk") and answer.confidence_word == "unsure"


def test_a_misquoted_segment_is_found_all_the_same(told: Memory) -> None:
    early, late = (" ".join(w for at, w in enumerate(segment(n, 18).split(), 1) if at % 8) for n in (8, 50))
    assert told.ask(f'Which comes first: "{late}" or "{early}"?').text.startswith(
        f"“{' '.join(early.split()[:12])}"
    )


def test_a_quotation_that_is_not_there_is_not_guessed(told: Memory) -> None:
    answer = told.ask(f'Which comes first in the book: "{segment(3)}" or "zebra xylophone quagga"?')
    assert answer.abstained and "zebra xylophone quagga" in answer.why


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What happened first, the puffin boat dream or the kittens?", "kittens"),
        ("What came first: the gutter repair or the lighthouse exhibition?", "gutter"),
        ("Did the kittens come before the lighthouse exhibition?", "kittens"),
        ("Was geschah zuerst: kittens oder lighthouse exhibition?", "kittens"),
    ],
)
def test_events_in_a_chat_are_put_in_order(talked: Memory, question: str, first: str) -> None:
    answer = talked.ask(question)
    assert not answer.abstained and first in cited(answer)[0]


def test_what_was_told_later_may_have_happened_earlier(talked: Memory) -> None:
    happened = talked.ask("What happened first, my uncle's arrival or the puffin boat dream?")
    said = talked.ask('What was said first, "My uncle arrived last month" or "The puffin boat was a dream"?')
    assert "uncle" in cited(happened)[0] and "June 2025" in happened.text
    assert "dream" in cited(said)[0]


def test_equal_times_are_told_by_their_sequence(wordless_memory: Memory, chat: WriteChat) -> None:
    talk = [
        {"conversation": "c", "session": "1", "time": "2025-06-01T10:00:00Z", "speaker": "Ana", "text": text}
        for text in ("The walnut fell.", "The heron flew.", "The kettle sang.")
    ]
    wordless_memory.import_chat("jsonl", chat(talk))
    answer = wordless_memory.ask('What was said first, "The kettle sang" or "The walnut fell"?')
    assert cited(answer) == ["The walnut fell.", "The kettle sang."]


def test_missing_times_are_told_by_the_place_in_one_document(
    wordless_memory: Memory, chat: WriteChat
) -> None:
    talk = [
        {"conversation": "c", "session": "1", "speaker": "Ana", "text": text}
        for text in ("The walnut fell.", "The heron flew.", "The kettle sang.")
    ]
    wordless_memory.import_chat("jsonl", chat(talk))
    answer = wordless_memory.ask("What happened first, the kettle or the walnut?")
    assert cited(answer) == ["The walnut fell.", "The kettle sang."]


def test_documents_without_dates_have_no_order(wordless_memory: Memory, tree: WriteTree) -> None:
    wordless_memory.add(tree({"a.md": "The walnut fell.", "b.md": "The kettle sang."}))
    for question in (
        "What happened first, the kettle or the walnut?",
        'Which came first, "The kettle sang" or "The walnut fell"?',
    ):
        answer = wordless_memory.ask(question)
        assert answer.abstained and "cannot be told" in answer.why
        assert {hit.text for hit in answer.nearest} == {"The walnut fell.", "The kettle sang."}
        assert all("order" not in hit.signals for hit in wordless_memory.recall(question))


def test_what_was_said_just_before_and_after(talked: Memory) -> None:
    assert cited(talked.ask('What was said just after "The gutter is done"?')) == [TALK[4][2]]
    assert cited(talked.ask("What did Ana say just before the gutter was done?")) == [TALK[2][2]]
    assert cited(talked.ask("What did I say right after the puffin boat in July?")) == [TALK[1][2]]
    assert cited(talked.ask('What was said just before "The puffin boat was a dream"?')) == [TALK[4][2]]


def test_just_before_that_goes_on_from_what_was_found(talked: Memory) -> None:
    talked.recall("lighthouse exhibition")
    assert cited(talked.ask("What was said just before that?")) == [TALK[3][2]]
    assert cited(talked.ask("And what was said just before that?")) == [TALK[2][2]]
    assert cited(talked.ask("What did Ana say just before that?")) == [TALK[0][2]]


def test_without_anything_found_that_means_nothing(talked: Memory) -> None:
    answer = talked.ask("What was said just before that?")  # No model is needed to know that.
    assert answer.abstained and not answer.citations


def test_what_came_after_follows_in_time(talked: Memory) -> None:
    answer = talked.ask("What was said after the lighthouse exhibition?")
    assert cited(answer) == [TALK[5][2], TALK[6][2]]
    assert "Sunday 20 July 2025" in answer.text


def test_the_first_and_the_last_time(talked: Memory) -> None:
    assert cited(talked.ask("When did we first talk about the puffin boat?")) == [TALK[0][2]]
    assert cited(talked.ask("What was the last thing Ana said about the puffin boat?")) == [TALK[5][2]]
    assert cited(talked.ask("When did I first mention the gutter?")) == [TALK[1][2]]


def test_recall_gives_the_answer_first_and_says_why(talked: Memory) -> None:
    hits = talked.recall("What came later: the lighthouse exhibition or the kittens?")
    assert [hit.text for hit in hits[:2]] == [TALK[4][2], TALK[2][2]]
    assert hits[0].signals == {"order": 1.0} and hits[0].score == ORDER_WEIGHT > sum(DEFAULT_WEIGHTS.values())
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage for hit in hits}) == len(hits)
    [after, *_] = talked.recall("What was said just after the kittens were born?")
    assert after.signals == {"sequence": 1.0} and after.text == TALK[3][2]
    assert len(talked.recall("What came later: the lighthouse exhibition or the kittens?", 1)) == 1


def test_as_of_knows_nothing_later(talked: Memory) -> None:
    as_of = datetime(2025, 6, 2, tzinfo=UTC)
    answer = talked.ask("What was the last thing Ana said about the puffin boat?", as_of=as_of)
    assert cited(answer) == [TALK[0][2]]
    gone = talked.ask(
        'What was said first, "The gutter is done" or "Shall we take the puffin boat"?', as_of=as_of
    )
    assert gone.abstained
    assert talked.ask('What was said just after "The kittens were born"?', as_of=as_of).abstained


@pytest.mark.parametrize(
    "parts",
    [
        ("word " * 20_000, "other " * 20_000),
        ('text : NEAR("a" b, 3) AND * ^', "'; DROP TABLE passages; --"),
        ("\x01\x1b[31m", "\u202e\u200b"),
        ("🐧", "🐧🐧"),
        ("lantern" * 14_000, "NOT OR AND"),
    ],
    ids=["long", "syntax", "controls", "emoji", "one word"],
)
def test_hostile_segments_are_only_words(told: Memory, parts: tuple[str, str]) -> None:
    a, b = parts
    for question in (
        f'Which comes first: "{a}" or "{b}"?',
        f"Segment A: {a}\nSegment B: {b}\nWhich came first?",
    ):
        told.recall(question)
        with suppress(ModelMissingError):  # Then it was not taken for a question about order.
            assert told.ask(question).abstained
    assert told.recall("whiting")


def test_the_answer_is_logged_with_its_sources(talked: Memory) -> None:
    talked.ask("What was said just after the kittens were born?")
    found = talked.store.connection().execute(
        "SELECT r.abstained, h.used FROM recalls r JOIN recall_hits h ON h.recall_id = r.id "
        "ORDER BY r.id DESC"
    )
    assert found.fetchone() == (0, "cited")


@pytest.mark.model
def test_events_are_found_by_meaning_too(memory: Memory, chat: WriteChat) -> None:
    talk = [
        {"conversation": "c", "session": "1", "id": str(n), "time": time, "speaker": who, "text": text}
        for n, (time, who, text) in enumerate(TALK)
    ]
    memory.import_chat("jsonl", chat(talk), me="Merrin")
    answer = memory.ask("What happened first, the birth of the baby cats or the lighthouse exhibition?")
    assert not answer.abstained and "kittens" in cited(answer)[0]


def test_filters_in_the_question_hold_for_all_of_it(talked: Memory) -> None:
    assert cited(talked.ask("When did we last talk about the puffin boat? before:2025-07")) == [TALK[0][2]]
    assert cited(talked.ask("When did we first talk about the gutter? after:2025-06-05")) == [TALK[3][2]]
    assert talked.ask("What happened first, the kittens or the gutter? from:nobody").abstained


def test_what_looks_like_a_filter_in_a_quotation_is_none(wordless_memory: Memory, tree: WriteTree) -> None:
    wordless_memory.add(
        tree({"a.txt": "Turn -left on: the mark, type:nonsense/ in the box.\n\nThen before:noon rest."})
    )
    answer = wordless_memory.ask(
        'Which comes first in the text: "Then before:noon rest" or "the mark, type:nonsense/ in"?'
    )
    assert answer.text.startswith("“the mark, type:nonsense/ in” came first")
