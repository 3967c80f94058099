"""An encoder's blocks in torch: the frozen ones below, and small matrices learned beside those above.

The weights are those of the GGUF file as the product runs it. Adapters: LoRA (Hu et al. 2021). Matrices are
multiplied in bfloat16, what is added up and normalised is float32.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F  # its usual name
from torch import Tensor, nn

from models.layers import Layers

RANK, SCALE = 8, 2.0
"""Of the adapters: of what rank they are, and what their product counts."""
QUERIES, UNITS = 4, 64
"""Of the head: over how many weightings the tokens are pooled, and units of its net."""
DROPPED, DROPPED_TOKENS = 0.1, 0.1
"""Shares, while it is learned: of what the adapters and the pool give, and of tokens nobody looks at."""


class Linear(nn.Module):
    """A frozen matrix in bfloat16. weight: shape (in, out), as layers.py has it."""

    def __init__(self, weight: Any, bias: Any) -> None:
        super().__init__()
        self.register_buffer("weight", torch.from_numpy(weight.T.copy()).bfloat16())
        self.register_buffer("bias", torch.from_numpy(bias).bfloat16())

    def forward(self, rows: Tensor) -> Tensor:
        return F.linear(rows, self.weight, self.bias)


class Adapter(nn.Module):
    """What is added to a matrix: parts side by side, each of rank RANK."""

    def __init__(self, wide: int, made: int, parts: int = 1) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.randn(parts * RANK, wide) / math.sqrt(wide))
        self.up = nn.Parameter(torch.zeros(parts, made // parts, RANK))

    def forward(self, rows: Tensor) -> Tensor:
        inner = F.dropout(F.linear(rows, self.down.bfloat16()) * SCALE, DROPPED, self.training)
        parts = inner.split(RANK, dim=-1)
        return torch.cat(
            [F.linear(part, up) for part, up in zip(parts, self.up.bfloat16().unbind(), strict=True)], -1
        )


class Block(nn.Module):
    """One block of the encoder. adapted: with adapters beside its four matrices."""

    def __init__(self, layer: Any, *, adapted: bool) -> None:
        super().__init__()
        self.heads = layer.heads
        self.matrices = nn.ModuleDict(
            {
                name: Linear(one.weight, one.bias)
                for name in ("asked", "told", "up", "down")
                for one in [getattr(layer, name)]
            }
        )
        for name, norm in (("first", layer.after_attention), ("second", layer.after_all)):
            self.register_buffer(f"{name}_weight", torch.from_numpy(norm.weight.copy()))
            self.register_buffer(f"{name}_bias", torch.from_numpy(norm.bias.copy()))
        self.epsilon = layer.after_all.epsilon
        self.adapters = nn.ModuleDict(
            {
                name: Adapter(one.weight.shape[0], one.weight.shape[1], 3 if name == "asked" else 1)
                for name in ("asked", "told", "up", "down")
                for one in [getattr(layer, name)]
            }
            if adapted
            else {}
        )

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        """rows: float32 (texts, tokens, width); mask: bool (texts, 1, 1, tokens)."""
        texts, tokens, width = rows.shape
        asked = self._by("asked", rows.bfloat16())
        split = asked.view(texts, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        taken = _attended(*split.unbind(), mask)
        told = self._by("told", taken.transpose(1, 2).reshape(texts, tokens, width))
        rows = F.layer_norm(rows + told, (width,), self.first_weight, self.first_bias, self.epsilon)
        grown = self._by("down", F.gelu(self._by("up", rows.bfloat16())))
        return F.layer_norm(rows + grown, (width,), self.second_weight, self.second_bias, self.epsilon)

    def _by(self, name: str, rows: Tensor) -> Tensor:
        made: Tensor = self.matrices[name](rows)
        return made + self.adapters[name](rows) if name in self.adapters else made


def _attended(queries: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> Tensor:
    """As scaled_dot_product_attention, whose way back takes ten times as long on a processor."""
    logits = (queries / math.sqrt(queries.shape[-1])) @ keys.transpose(-1, -2)
    return logits.masked_fill(~mask, -torch.inf).softmax(dim=-1) @ values


class Tuned(nn.Module):
    """The upper blocks of an encoder with adapters, and the head that tells orders from their tokens."""

    def __init__(self, layers: Sequence[Any], width: int) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(Block(layer, adapted=True) for layer in layers)
        self.queries = nn.Parameter(torch.randn(QUERIES, width) / math.sqrt(width))
        self.inner = nn.Linear(QUERIES * width, UNITS)
        self.outer = nn.Linear(UNITS, 1)

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        """Logits of each window, shape (texts,). rows: what the frozen blocks give; mask: (texts, tokens)."""
        if self.training:
            mask = mask & (torch.rand(mask.shape) >= DROPPED_TOKENS)
            mask[:, 0] = True
        for block in self.blocks:
            rows = block(rows, mask[:, None, None, :])
        shares = (rows @ self.queries.T).masked_fill(~mask[:, :, None], -torch.inf).softmax(dim=1)
        pooled = torch.einsum("btq,btw->bqw", shares, rows).flatten(1)
        pooled = F.dropout(pooled, DROPPED, self.training)
        return self.outer(F.relu(self.inner(pooled)))[:, 0]


def frozen(layers: Sequence[Any]) -> list[Block]:
    """The blocks below, which nothing is learned for."""
    return [Block(layer, adapted=False).eval().requires_grad_(False) for layer in layers]


def looked_up(encoder: Layers, windows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """What the first block is given for some windows, and which of it are tokens; padded to the longest."""
    return padded([torch.from_numpy(encoder.vectors(window, 0)) for window in windows])


def padded(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Windows of different lengths as one float32 tensor, and where it holds any."""
    lengths = torch.tensor([len(one) for one in rows])
    whole = nn.utils.rnn.pad_sequence([one.float() for one in rows], batch_first=True)
    return whole, torch.arange(whole.shape[1])[None, :] < lengths[:, None]
