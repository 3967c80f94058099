"""What a token means where it stands: the vectors of an encoder's first layers, by numpy alone.

llama.cpp hands out what the last layer gives. What a word is in its sentence shows best in the middle: so a
few layers are computed here, from the weights of the same GGUF file. A BERT encoder as `bert_gguf` writes it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.errors import ModelLoadError

Floats = npt.NDArray[np.float32]
_ROOT_OF_2_OVER_PI = 0.7978845608
_CUBED = 0.044715
"""GELU as ggml computes it (Hendrycks and Gimpel 2016, by tanh)."""


@dataclass(frozen=True, slots=True, eq=False)
class _Linear:
    """weight: shape (in, out); bias: shape (out,)."""

    weight: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        made: Floats = rows @ self.weight
        made += self.bias
        return made


@dataclass(frozen=True, slots=True, eq=False)
class _Norm:
    """Layer normalisation (Ba, Kiros and Hinton 2016) with its weight and bias, shape (width,) each."""

    weight: Floats
    bias: Floats
    epsilon: float

    def __call__(self, rows: Floats) -> Floats:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        variance = np.einsum("ij,ij->i", centred, centred)[:, None] / np.float32(rows.shape[-1])
        made: Floats = centred / np.sqrt(variance + np.float32(self.epsilon)) * self.weight + self.bias
        return made


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """One block of an encoder. asked: queries, keys and values side by side."""

    asked: _Linear
    told: _Linear
    after_attention: _Norm
    up: _Linear
    down: _Linear
    after_all: _Norm
    heads: int

    def __call__(self, rows: Floats) -> Floats:
        rows = self.after_attention(rows + self.told(self._attended(rows)))
        return self.after_all(rows + self.down(_gelu(self.up(rows))))

    def _attended(self, rows: Floats) -> Floats:
        """What each token takes from all the others (Vaswani et al. 2017)."""
        tokens, width = rows.shape
        split = self.asked(rows).reshape(tokens, 3, self.heads, width // self.heads).transpose(1, 2, 0, 3)
        queries, keys, values = split
        shares = queries @ keys.transpose(0, 2, 1)
        shares *= np.float32(1.0 / math.sqrt(width // self.heads))
        shares = np.exp(shares - shares.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        taken: Floats = (shares @ values).transpose(1, 0, 2).reshape(tokens, width)
        return taken


class Layers:
    """The layers of one encoder, each read when it is first wanted; usable from several threads."""

    def __init__(self, path: Path) -> None:
        """Takes about a second. Raises ModelLoadError where the file holds no such encoder."""
        from gguf import GGUFReader

        self._name = path.name
        with self._refusing():
            reader = GGUFReader(path)
            self._tensors = {tensor.name: tensor for tensor in reader.tensors}
            self._heads = int(reader.fields["bert.attention.head_count"].contents())
            self._epsilon = float(reader.fields["bert.attention.layer_norm_epsilon"].contents())
            self._words = self._tensors["token_embd.weight"]
            self._places = self._read("position_embd.weight") + self._read("token_types.weight")[0]
            self._before = self._norm("token_embd_norm")
        self._layers: list[_Layer] = []

    def __len__(self) -> int:
        return sum(name.endswith(".attn_q.weight") for name in self._tensors)

    def vectors(self, tokens: Sequence[int], count: int) -> Floats:
        """A vector for each token behind so many layers, float32 of shape (tokens, width).

        tokens: with the model's own start and end, no more than it was trained for. Raises ModelLoadError.
        """
        from gguf.quants import dequantize

        looked_up: Floats = dequantize(self._words.data[list(tokens)], self._words.tensor_type)
        rows = self._before(looked_up + self._places[: len(tokens)])
        layers = self.first(count)
        with one_thread():
            for layer in layers:
                rows = layer(rows)
        return rows

    def first(self, count: int) -> Sequence[_Layer]:
        """So many blocks, the lowest first."""
        with self._refusing():
            for number in range(len(self._layers), count):
                self._layers = [*self._layers[:number], self._layer(number)]
        return self._layers[:count]

    def _layer(self, number: int) -> _Layer:
        part = f"blk.{number}"
        return _Layer(
            asked=self._linear(f"{part}.attn_q", f"{part}.attn_k", f"{part}.attn_v"),
            told=self._linear(f"{part}.attn_output"),
            after_attention=self._norm(f"{part}.attn_output_norm"),
            up=self._linear(f"{part}.ffn_up"),
            down=self._linear(f"{part}.ffn_down"),
            after_all=self._norm(f"{part}.layer_output_norm"),
            heads=self._heads,
        )

    def _linear(self, *names: str) -> _Linear:
        """One or several of them side by side."""
        weight = np.concatenate([self._read(f"{name}.weight") for name in names])
        bias = np.concatenate([self._read(f"{name}.bias") for name in names])
        return _Linear(np.ascontiguousarray(weight.T), bias)

    def _norm(self, name: str) -> _Norm:
        return _Norm(self._read(f"{name}.weight"), self._read(f"{name}.bias"), self._epsilon)

    def _read(self, name: str) -> Floats:
        from gguf.quants import dequantize

        tensor = self._tensors[name]
        return np.asarray(dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, KeyError, ValueError) as fault:
            raise ModelLoadError(
                f"{self._name} is no encoder whose layers can be read one by one ({fault}). Nothing was "
                "changed. If `secondme models verify` says that it is damaged, remove it and pull it again."
            ) from fault


@lru_cache(maxsize=1)
def open_layers(path: Path) -> Layers:
    """The layers of the encoder in a GGUF file; those of the last one are kept, some 8 MB each."""
    return Layers(path)


@contextmanager
def one_thread() -> Iterator[None]:
    """Holds numpy to one thread: several wait for each other longer than a sentence takes.

    168 sentences of 23 tokens in a processor's second by one thread, 24 by two next to a busy program.
    """
    with _threads().limit(limits=1, user_api="blas"):
        yield


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _gelu(rows: Floats) -> Floats:
    inner = rows * rows
    inner *= np.float32(_CUBED)
    inner += np.float32(1.0)
    inner *= rows
    inner *= np.float32(_ROOT_OF_2_OVER_PI)
    np.tanh(inner, out=inner)
    inner += np.float32(1.0)
    inner *= rows
    inner *= np.float32(0.5)
    return inner
