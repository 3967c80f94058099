from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from secondme.memory import Memory
from secondme.recall.question import understand
from secondme.tuning.known_items import ask_by_model, ask_by_words, choose_items

WriteTree = Callable[..., Path]


def test_known_items_are_spread_over_sources_and_the_same_every_time(
    diary: Memory, chat: Callable[..., Path]
) -> None:
    said = "the ferry to Ardrossan leaves at noon from the western quay"
    diary.import_chat("jsonl", chat([{"speaker": "Ana", "text": said, "conversation": "Ana", "id": "1"}]))
    db = diary.store.connection()
    items = choose_items(db, 20)
    assert any(item.text == said for item in items)
    assert len({item.passage for item in items}) == len(items)
    assert items == choose_items(db, 20)


def test_a_passage_that_says_too_little_is_not_asked_about(wordless_memory: Memory, tree: WriteTree) -> None:
    wordless_memory.add(tree({"a.md": "ok then\n"}))
    assert choose_items(wordless_memory.store.connection()) == []


def test_a_question_by_words_has_a_few_of_the_passages_words(diary: Memory) -> None:
    db = diary.store.connection()
    for known in ask_by_words(db, choose_items(db, 10)):
        asked = understand(known.question).terms
        stems = {word[:4] for word in understand(known.item.text).terms}
        assert 1 <= len(asked) <= 3 and {word[:4] for word in asked} <= stems


@pytest.mark.usefixtures("stocked_home")
def test_the_language_model_asks_until_its_time_is_over(memory: Memory, tree: WriteTree) -> None:
    memory.add(tree({"a.md": "The spare key of the boat house is under the third flower pot.\n"}))
    items = choose_items(memory.store.connection())
    generator = memory.engines.generator()
    assert list(ask_by_model(generator, items, until=10.0, clock=lambda: 10.0)) == []
    for known in ask_by_model(generator, items, until=10.0, clock=lambda: 0.0):
        assert known.made == "model" and known.question.endswith("?")
