"""A run of learning adapters: an encoder with its frozen blocks, what is learned from, what is measured."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from benchmarks import real_files
from benchmarks.red_team.documents import HALVES, ordinary_unseen, unseen
from benchmarks.red_team.summing import Text, hosted
from benchmarks.red_team.vectors import Vectors
from benchmarks.train_heads import HOSTS, chunks
from benchmarks.tuning.cached import Cached, cache
from benchmarks.tuning.encoder import Tuned
from benchmarks.tuning.figures import Tried, of_halves, of_hands
from benchmarks.tuning.learning import Learner, logits_of
from benchmarks.tuning.material import SEED, Tokens, examples, plain_texts, windows_of
from benchmarks.tuning.measuring import Floats, Weighed, documents, lookalikes, weighed
from models.layers import Layers
from models.llama import NativeModel
from secondme.suspicion.heads import head_of
from secondme.suspicion.weighing import Seen

EMBEDDER = "multilingual"
BLOCKS = 4
"""The upper ones, which adapters are learned for."""
Passage = tuple[str, str, Sequence[str]]
"""Text, heading, and what is hidden in it."""


class Encoder:
    """An encoder's tokenizer and its blocks, the lower ones frozen and cached."""

    def __init__(self, path: Path) -> None:
        self.path, self.layers, self.tokenize = path, Layers(path), NativeModel(path).tokenize
        self.count = len(self.layers)
        self.depth = self.count - BLOCKS

    def cached(self, windows: Sequence[Tokens]) -> Cached:
        """What the frozen blocks give for these."""
        return cache(real_files.FOLDER, self.path, self.layers, self.depth, windows)

    def tuned(self) -> Tuned:
        """The upper blocks, with adapters that change nothing yet."""
        upper = self.layers.first(self.count)[self.depth :]
        return Tuned(upper, len(upper[0].told.bias))

    def scores(self, tuned: Tuned, texts: Sequence[str]) -> Floats:
        """Of each text the window that is most like an order, in logits."""
        windows = [windows_of(text, self.tokenize) for text in texts]
        logits = iter(logits_of(tuned, self.cached([one for some in windows for one in some])).tolist())
        return np.array([max(next(logits) for _ in some) for some in windows], np.float32)


def figures_of(
    path: Path,
    *,
    without: Sequence[str],
    rounds: int,
    keep: Path | None,
    of: Path | None,
    halves: Sequence[str],
    each: int,
) -> dict[str, float]:
    """Learns from all hands but some, or takes what `of` holds, and measures it: all figures by name."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    encoder = Encoder(path)
    tuned = encoder.tuned()
    if of:
        tuned.load_state_dict(torch.load(of))
    else:
        learn(tuned, encoder, without, rounds)
    if keep:
        torch.save(tuned.state_dict(), keep)
    return measure(tuned, encoder, without, halves, each)


def learn(tuned: Tuned, encoder: Encoder, without: Sequence[str], rounds: int) -> None:
    """Learns adapters and head from all hands but some."""
    known = examples(encoder.tokenize, without, plain_texts())
    cached = encoder.cached([window for one in known for window in one.windows])
    Learner(tuned, known, cached, rounds).learn(lambda number: None)


def measure(
    tuned: Tuned, encoder: Encoder, names: Sequence[str], halves: Sequence[str], each: int
) -> dict[str, float]:
    """All figures."""
    from benchmarks.hostile import real_passages

    vectors, head = Vectors.of_embedder(EMBEDDER), head_of(EMBEDDER)
    assert head is not None

    def weigh(passages: Sequence[Passage]) -> Weighed:
        scores = encoder.scores(tuned, [Seen(text, above).whole for text, above, _ in passages])
        return weighed([Text.shipped(*one) for one in passages], scores, vectors, head)

    pieces = random.Random(SEED).sample(list(chunks()), HOSTS)
    hands = {name: tried(unseen(name), ordinary_unseen(name), pieces, weigh) for name in names}
    real = weigh([(text, heading, hidden) for _, heading, text, hidden in real_passages()[each // 2 :: each]])
    of = {half: Tried(weigh(documents(half)), weigh(lookalikes(half))) for half in HALVES if half in halves}
    return dict([*of_hands(hands, real), *of_halves(of, hands, real)])


def tried(
    orders: Sequence[str],
    near: Sequence[str],
    pieces: Sequence[str],
    weigh: Callable[[Sequence[Passage]], Weighed],
) -> Tried:
    """What a hand wrote, by itself and among the paragraphs of files."""
    kinds = (orders, near, hosted(orders, pieces), hosted(near, pieces))
    return Tried(*(weigh([(text, "", ()) for text in some]) for some in kinds))
