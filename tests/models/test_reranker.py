"""The engine of reranking models, on a tiny one made here: its judgement means nothing, its form is real."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.bert_gguf import CONTROL, NORMAL, BertShape, SpecialTokens, Tensor, Vocabulary, write_bert
from models.errors import ModelLoadError
from models.reranker import RankingModel

WIDTH, INNER, CONTEXT = 32, 64, 64
PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "\u2581key", "\u2581pot", "\u2581ribs", "\u2581where")


@pytest.fixture
def ranking_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A BERT of one layer with a classifier on top, its weights drawn at random."""
    import gguf

    pool = gguf.GGUFWriter.add_pooling_type
    monkeypatch.setattr(
        gguf.GGUFWriter, "add_pooling_type", lambda self, kind: pool(self, gguf.PoolingType.RANK)
    )
    path = tmp_path / "ranker.gguf"
    kinds = tuple(CONTROL if piece.startswith("[") else NORMAL for piece in PIECES)
    special = SpecialTokens(start=2, end=3, unknown=1, separator=3, padding=0)
    vocabulary = Vocabulary("bert", tuple(piece.encode() for piece in PIECES), kinds, special)
    shape = BertShape(1, WIDTH, 2, INNER, CONTEXT, 1e-12, 2)
    write_bert(path, "tiny ranker", "CC0-1.0", shape, vocabulary, tensors())
    return path


def tensors() -> list[Tensor]:
    random = np.random.default_rng(5)

    def drawn(*shape: int) -> np.ndarray:
        return random.standard_normal(shape).astype(np.float32)

    ones, zeros = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)
    square = ("attn_q", "attn_k", "attn_v", "attn_output")
    named = {
        "token_embd.weight": drawn(len(PIECES), WIDTH),
        "token_types.weight": drawn(2, WIDTH),
        "position_embd.weight": drawn(CONTEXT, WIDTH),
        "token_embd_norm.weight": ones,
        "token_embd_norm.bias": zeros,
        **{f"blk.0.{name}.weight": drawn(WIDTH, WIDTH) for name in square},
        **{f"blk.0.{name}.bias": zeros for name in square},
        "blk.0.ffn_up.weight": drawn(INNER, WIDTH),
        "blk.0.ffn_up.bias": np.zeros(INNER, np.float32),
        "blk.0.ffn_down.weight": drawn(WIDTH, INNER),
        "blk.0.ffn_down.bias": zeros,
        **{f"blk.0.{name}.weight": ones for name in ("attn_output_norm", "layer_output_norm")},
        **{f"blk.0.{name}.bias": zeros for name in ("attn_output_norm", "layer_output_norm")},
        "cls.weight": drawn(WIDTH, WIDTH),
        "cls.bias": zeros,
        "cls.output.weight": drawn(1, WIDTH),
        "cls.output.bias": np.zeros(1, np.float32),
    }
    return [Tensor(name, data) for name, data in named.items()]


def test_a_pair_gets_one_number_that_depends_on_both_and_is_the_same_every_time(ranking_file: Path) -> None:
    with RankingModel(ranking_file, threads=1) as model:
        score = model.score("where key", "key pot")
        assert math.isfinite(score) and score == model.score("where key", "key pot")
        assert len({score, model.score("where key", "ribs"), model.score("pot", "key pot")}) == 3


def test_what_is_too_long_is_cut_and_not_refused(ranking_file: Path) -> None:
    with RankingModel(ranking_file, threads=1) as model:
        assert math.isfinite(model.score("where key " * 500, "pot ribs " * 5_000))
        assert math.isfinite(model.score("", ""))


def test_a_model_that_cannot_rank_is_refused(model_file: Callable[[str], Path]) -> None:
    with pytest.raises(ModelLoadError, match="no reranking model"):
        RankingModel(model_file("minilm"))


def test_a_closed_model_says_so(ranking_file: Path) -> None:
    model = RankingModel(ranking_file, threads=1)
    model.close()
    with pytest.raises(ModelLoadError, match="closed"):
        model.score("where", "pot")
