"""The first layers by numpy give what llama.cpp computes from the same file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models.embedder import Embedder
from models.errors import ModelLoadError
from models.layers import Layers

LAYERS = 6
"""Of MiniLM in all."""
TEXTS = (
    "Ben's moved from Graz to Novi Sad last week.",
    "Straße, naïve café, Ångström, 漢字とかな",
    "🙂 Donaudampfschifffahrtsgesellschaft, 12.50€ @home #tag",
    "Здравствуйте",
    "well " * 300,
)


@pytest.fixture(scope="module")
def embedder(minilm: Path) -> Iterator[Embedder]:
    with Embedder(minilm) as opened:
        yield opened


@pytest.mark.parametrize("text", TEXTS)
def test_all_layers_together_give_the_vector_of_the_text(embedder: Embedder, text: str) -> None:
    mean = embedder.in_context(embedder.tokens(text), LAYERS).mean(axis=0)
    assert mean / np.linalg.norm(mean) @ embedder.embed_query(text) > 0.995  # Weights of 8 bits, both.


def test_there_is_a_vector_for_each_token_and_for_start_and_end(embedder: Embedder) -> None:
    tokens = embedder.tokens("the bank of the river")
    assert embedder.in_context(tokens, 3).shape == (len(tokens) + 2, embedder.dimensions)


def test_a_word_has_another_vector_in_another_sentence(embedder: Embedder) -> None:
    def bank(text: str) -> np.ndarray:
        tokens = embedder.tokens(text)
        vector = embedder.in_context(tokens, 3)[1 + tokens.index(embedder.tokens("bank")[0])]
        return vector / np.linalg.norm(vector)

    money, more_money = bank("my savings are at the bank"), bank("she opened an account at the bank")
    river = bank("we sat on the bank of the river")
    assert money @ more_money > money @ river


def test_what_is_no_encoder_is_refused_with_a_way_out(tmp_path: Path) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelLoadError, match="secondme models verify"):
        Layers(path)


def test_a_layer_that_it_has_not_is_refused(embedder: Embedder) -> None:
    with pytest.raises(ModelLoadError, match=r"blk\.6"):
        embedder.in_context(embedder.tokens("well"), LAYERS + 1)
