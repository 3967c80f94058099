"""Write a BERT-shaped encoder as a GGUF file that llama.cpp loads.

Both of our converted embedders are BERT encoders with mean pooling; they differ in their tokenizer and in
how their weights arrive. Same input, same bytes: nothing of the clock or the machine goes into the file, so
the hash of the result can be published.

Tensor names and metadata keys: the `gguf` package, and `BertModel` and `XLMRobertaModel` in llama.cpp's
convert_hf_to_gguf.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

NORMAL, UNKNOWN, CONTROL, UNUSED = 1, 2, 3, 5
"""Token types of `tokenizer.ggml.token_type`."""

QUANTISED_PARTS = ("token_embd", "attn_q", "attn_k", "attn_v", "attn_output.", "ffn_up", "ffn_down")
"""Matrices that llama.cpp's own converter quantises; norms, biases, positions and types stay F32."""


@dataclass(frozen=True)
class BertShape:
    """The sizes of one encoder."""

    layers: int
    width: int
    heads: int
    feed_forward: int
    context: int
    epsilon: float
    token_types: int


@dataclass(frozen=True)
class SpecialTokens:
    """Ids of the tokens that have a job."""

    start: int
    end: int
    unknown: int
    separator: int
    padding: int
    mask: int | None = None


@dataclass(frozen=True)
class Vocabulary:
    """A tokenizer as llama.cpp stores it: `model` is `bert` (WordPiece) or `t5` (unigram)."""

    model: str
    pieces: tuple[bytes, ...]
    kinds: tuple[int, ...]
    special: SpecialTokens
    scores: tuple[float, ...] | None = None
    charsmap: bytes | None = None
    add_space_prefix: bool | None = None
    remove_extra_whitespaces: bool | None = None


@dataclass(frozen=True)
class Tensor:
    """One tensor: floats, or rows of ggml's own blocks (`data` uint8) when `blocks` names their type."""

    name: str
    data: np.ndarray[Any, Any]
    blocks: str | None = None


def write_bert(
    path: Path, title: str, licence: str, shape: BertShape, vocabulary: Vocabulary, tensors: Iterable[Tensor]
) -> None:
    """Write the whole model to `path` (created or replaced). Raises OSError as the disk does."""
    import gguf

    writer = gguf.GGUFWriter(path, "bert")
    try:
        _write_shape(writer, title, licence, shape)
        _write_vocabulary(writer, vocabulary, shape.token_types)
        for tensor in tensors:
            blocks = gguf.GGMLQuantizationType[tensor.blocks] if tensor.blocks else None
            writer.add_tensor(tensor.name, tensor.data, raw_dtype=blocks)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    finally:
        writer.close()


def quantised(tensor: Tensor) -> Tensor:
    """The tensor as Q8_0 blocks if it is one of the big matrices, else unchanged."""
    import gguf
    from gguf import quants

    if not any(part in tensor.name for part in QUANTISED_PARTS) or not tensor.name.endswith(".weight"):
        return tensor
    if "_norm" in tensor.name:
        return tensor
    return Tensor(tensor.name, quants.quantize(tensor.data, gguf.GGMLQuantizationType.Q8_0), "Q8_0")


def _write_shape(writer: Any, title: str, licence: str, shape: BertShape) -> None:
    import gguf

    writer.add_type("model")
    writer.add_name(title)
    writer.add_license(licence)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_block_count(shape.layers)
    writer.add_head_count(shape.heads)
    writer.add_layer_norm_eps(shape.epsilon)
    writer.add_causal_attention(False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)


def _write_vocabulary(writer: Any, vocabulary: Vocabulary, token_types: int) -> None:
    writer.add_tokenizer_model(vocabulary.model)
    writer.add_tokenizer_pre("default")
    writer.add_token_list(list(vocabulary.pieces))
    writer.add_token_types(list(vocabulary.kinds))
    writer.add_token_type_count(token_types)
    if vocabulary.scores is not None:
        writer.add_token_scores(list(vocabulary.scores))
    if vocabulary.charsmap is not None:
        writer.add_precompiled_charsmap(vocabulary.charsmap)
    if vocabulary.add_space_prefix is not None:
        writer.add_add_space_prefix(vocabulary.add_space_prefix)
    if vocabulary.remove_extra_whitespaces is not None:
        writer.add_remove_extra_whitespaces(vocabulary.remove_extra_whitespaces)
    _write_special_tokens(writer, vocabulary.special)


def _write_special_tokens(writer: Any, special: SpecialTokens) -> None:
    writer.add_bos_token_id(special.start)
    writer.add_eos_token_id(special.end)
    writer.add_unk_token_id(special.unknown)
    writer.add_sep_token_id(special.separator)
    writer.add_pad_token_id(special.padding)
    if special.mask is not None:
        writer.add_mask_token_id(special.mask)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(True)
