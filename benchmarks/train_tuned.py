"""Learns small matrices beside an encoder's upper blocks, to tell orders to a machine by their tokens.

    python benchmarks/train_tuned.py [--left-out q s] [--rounds 3] [--keep FILE] [--of FILE]
                                     [--each 6] [--halves b c] [--gguf FILE] [--json]

Needs torch and SciPy, which nothing else here does, and the embedder `multilingual` on the shelf. Learned
from (benchmarks/tuning/material.py): the attacks and ordinary texts of half a and of all other hands but
those left out, against files, talk, licences, messages and documentation. What the frozen blocks below give
is computed once and kept beside the real files, some 100 kB a window.

Then the score of a text, that of its window most like an order, goes into the sum of rules, words and meaning
(benchmarks/tuning/measuring.py), which is learned from the hands left out, each tried with a sum of the
others. Printed beside the sum as it is shipped and one learned anew without the score, all where .0085 of
each so many real passages are quarantined. --halves: also these, which nothing is learned from, nor was
anything chosen by them. --of measures what --keep of an earlier run left, and learns nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

if __name__ == "__main__":  # One file here has the name of a package; this folder must not stand before it.
    sys.path[0] = str(Path(__file__).parent.parent)

import numpy as np
import torch

from benchmarks import real_files
from benchmarks.red_team.documents import HALVES, UNSEEN, ordinary_unseen, unseen
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
from secondme.home import MODELS_VARIABLE
from secondme.suspicion.heads import head_of
from secondme.suspicion.weighing import Seen

EMBEDDER, FILE = "multilingual", "multilingual-e5-small.Q4_0.gguf"
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--left-out", nargs="+", choices=UNSEEN, default=["q", "s"], help="to choose by")
    parser.add_argument("--rounds", type=int, default=3, help="through all that is learned from")
    parser.add_argument("--keep", type=Path, help="write what was learned to this file")
    parser.add_argument("--of", type=Path, help="measure this, and learn nothing")
    parser.add_argument("--each", type=int, default=6, help="of so many real passages one is measured")
    parser.add_argument("--halves", nargs="*", choices=HALVES[1:], default=(), help="measure these, too")
    parser.add_argument("--gguf", type=Path, help=f"the encoder; else {FILE} on the shelf")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    encoder = Encoder(options.gguf or Path(os.environ[MODELS_VARIABLE]) / FILE)
    tuned = encoder.tuned()
    if options.of:
        tuned.load_state_dict(torch.load(options.of))
    else:
        learn(tuned, encoder, options.left_out, options.rounds)
    if options.keep:
        torch.save(tuned.state_dict(), options.keep)
    figures = measure(tuned, encoder, options.left_out, options.halves, options.each)
    for name, figure in figures.items():
        print(f"{name:60} {figure}")
    if options.json:
        print(json.dumps(figures))


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


if __name__ == "__main__":
    main()
