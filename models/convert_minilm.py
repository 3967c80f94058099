"""all-MiniLM-L6-v2: the official safetensors and tokenizer.json in a zip -> GGUF."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.bert_gguf import (
    CONTROL,
    NORMAL,
    BertShape,
    SpecialTokens,
    Tensor,
    Vocabulary,
    quantised,
    write_bert,
)
from models.errors import ConversionError

TITLE = "all-MiniLM-L6-v2"
LICENCE = "Apache-2.0"
SPECIAL = SpecialTokens(start=101, end=102, unknown=100, separator=102, padding=0, mask=103)
WEIGHTS_MEMBER = "model.safetensors"
TOKENIZER_MEMBER = "tokenizer.json"
CONFIG_MEMBER = "config.json"

SINGLE_NAMES = {
    "embeddings.word_embeddings.weight": "token_embd.weight",
    "embeddings.token_type_embeddings.weight": "token_types.weight",
    "embeddings.position_embeddings.weight": "position_embd.weight",
    "embeddings.LayerNorm.weight": "token_embd_norm.weight",
    "embeddings.LayerNorm.bias": "token_embd_norm.bias",
}
LAYER_NAMES = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}


def convert_minilm(source: Path, target: Path, *, quantise: bool = True) -> None:
    """Turn the zip at `source` into a GGUF at `target`: Q8_0 matrices, or all F32 if not `quantise`.

    Raises ConversionError when the zip does not hold a BERT encoder of the expected names.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            config = json.loads(archive.read(CONFIG_MEMBER))
            tokenizer = json.loads(archive.read(TOKENIZER_MEMBER))
            weights = archive.read(WEIGHTS_MEMBER)
        shape = _shape(config)
        vocabulary = Vocabulary("bert", *_pieces(tokenizer["model"]["vocab"]), special=SPECIAL)
        tensors = list(_tensors(weights, shape.layers))
    except (KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise ConversionError(
            f"{source.name} is not the MiniLM archive that this program knows how to convert ({fault!r}). "
            "Nothing was installed. Pull the model again, or report the version you have."
        ) from fault
    write_bert(target, TITLE, LICENCE, shape, vocabulary, map(quantised, tensors) if quantise else tensors)


def _shape(config: dict[str, Any]) -> BertShape:
    return BertShape(
        layers=config["num_hidden_layers"],
        width=config["hidden_size"],
        heads=config["num_attention_heads"],
        feed_forward=config["intermediate_size"],
        context=config["max_position_embeddings"],
        epsilon=config["layer_norm_eps"],
        token_types=config["type_vocab_size"],
    )


def _pieces(vocab: dict[str, int]) -> tuple[tuple[bytes, ...], tuple[int, ...]]:
    """Pieces in id order in llama.cpp's form, and their kinds."""
    ordered = [piece for piece, _ in sorted(vocab.items(), key=lambda item: item[1])]
    kinds = tuple(CONTROL if _is_control(piece) else NORMAL for piece in ordered)
    return tuple(_phantom_space(piece).encode() for piece in ordered), kinds


def _phantom_space(piece: str) -> str:
    """`##ing` -> `ing`, `walk` -> `▁walk`: llama.cpp marks the start of a word, not its continuation."""
    if _is_control(piece):
        return piece
    return piece[2:] if piece.startswith("##") else "\u2581" + piece


def _is_control(piece: str) -> bool:
    return piece in {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}


def _tensors(weights: bytes, layers: int) -> Iterator[Tensor]:
    import numpy as np
    from safetensors.numpy import load

    held = load(weights)
    for name, target in _names(layers):
        yield Tensor(target, np.ascontiguousarray(held[name], dtype=np.float32))


def _names(layers: int) -> Iterator[tuple[str, str]]:
    yield from SINGLE_NAMES.items()
    for layer in range(layers):
        for theirs, ours in LAYER_NAMES.items():
            for kind in ("weight", "bias"):
                yield f"encoder.layer.{layer}.{theirs}.{kind}", f"blk.{layer}.{ours}.{kind}"
