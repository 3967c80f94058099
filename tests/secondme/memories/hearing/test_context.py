"""In context: beside an embedder more is heard, and what words hear elsewhere stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from models.embedder import Embedder
from secondme.memories.english.spoken import sentences_in
from secondme.memories.hearing.context import (
    LAYER,
    MOST_PIECES,
    NEIGHBOURS,
    Floats,
    InContext,
    nets,
    taken_of,
)
from secondme.memories.hearing.listening import around_of
from secondme.memories.hearing.marks import MOST_TOKENS, marked
from secondme.memories.hearing.reader import by_words
from secondme.memories.hearing.traits import Around
from secondme.memories.patterns import all_statements_in

MOST_TOKENS_OF_MINILM = 512


HEARD = [
    ("the commute's by ferry for me now", "goes to work by", "ferry"),
    ("Mei's gone and bought herself a Peugeot 308", "drives", "Peugeot 308"),
    ("size 44 or my toes complain", "shoe size", "44"),
    ("Ana earns her crust at Brandt Logistics", "works at", "Brandt Logistics"),
]


@pytest.fixture(scope="module")
def embedder(model_file: Callable[[str], Path]) -> Iterator[Embedder]:
    with Embedder(model_file("minilm")) as opened:
        yield opened


@pytest.fixture
def reader(embedder: Embedder) -> InContext:
    return InContext(by_words(), nets()["minilm"], embedder, "minilm-3")


@dataclass
class Watched:
    """The embedder, and what it was asked for."""

    embedder: Embedder
    asked: list[int] = field(default_factory=list)

    def tokens(self, text: str) -> Sequence[int]:
        return self.embedder.tokens(text)

    def in_context(self, tokens: Sequence[int], layer: int) -> Floats:
        self.asked.append(len(tokens))
        return self.embedder.in_context(tokens, layer)


def said(text: str, reader: InContext | None) -> set[tuple[str, str, str]]:
    made = all_statements_in(text, speaker=None, me=True, written=date(2025, 11, 7), reader=reader)
    return {(one.predicate, one.value, one.polarity) for one in made}


@pytest.mark.parametrize(("text", "predicate", "value"), HEARD)
def test_more_is_heard_in_context(reader: InContext, text: str, predicate: str, value: str):
    assert (predicate, value, "holds") not in said(text, None)
    assert (predicate, value, "holds") in said(text, reader)


def test_what_has_nothing_in_it_is_not_put_to_the_embedder(embedder: Embedder, reader: InContext):
    watched = Watched(embedder)
    idle = "The bus was late again. Thanks for the cake! Is Ben at home?"
    assert said(idle, replace(reader, encoder=watched)) == set()
    assert watched.asked == []
    said("Thanks! size 44 or my toes complain", replace(reader, encoder=watched))
    assert len(watched.asked) == 1


def test_the_longest_sentence_between_others_fits_the_embedder(embedder: Embedder):
    watched = Watched(embedder)
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmütze "
    every = [marked(word * MOST_TOKENS) for _ in range(3)]
    taken, shapes = taken_of(around_of(every, 1), watched)
    assert watched.asked == [MOST_TOKENS * MOST_PIECES + 2 * NEIGHBOURS]
    assert watched.asked[0] + 2 <= MOST_TOKENS_OF_MINILM
    assert len(taken) == len(shapes) == len(every[1].marks)


@pytest.mark.parametrize("text", ["Ghent", "漢字 Ghent", "Ghent \u0007 \ue000", "🙂 Ghent 🙂"])
def test_marks_at_the_ends_and_beside_what_no_embedder_knows_are_taken(embedder: Embedder, text: str):
    [sentence] = [marked(one.text) for one in sentences_in(text)]
    taken, shapes = taken_of(Around(sentence), embedder)
    assert taken.shape == (len(sentence.marks), 6 * embedder.dimensions)
    assert len(shapes) == len(sentence.marks)
    assert LAYER == 3
