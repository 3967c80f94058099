"""Learns adapters and their head from cached windows (Loshchilov and Hutter 2019: AdamW)."""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # its usual name

from benchmarks.tuning.cached import Cached, like_long
from benchmarks.tuning.encoder import Tuned, padded
from benchmarks.tuning.material import Example

BATCH, STEP, WARM, DECAY = 48, 1e-3, 0.08, 0.01
"""Windows of a batch; the largest step, the share of all steps until then, and the decay of weights."""
COUNTS = {"order": 1.0, "near": 1.5, "plain": 1.0}
"""How much a window of each kind counts."""
HARDEST, OTHERS = 0.15, 0.2
"""Of the plain windows, so many that are most like orders are taken in each round, and of all others."""
SEED = 1
Floats = npt.NDArray[np.float32]


class Learner:
    """examples and cached: the same windows, in the same order, version by version."""

    def __init__(self, tuned: Tuned, examples: Sequence[Example], cached: Cached, rounds: int) -> None:
        self.tuned, self._examples, self._cached = tuned, examples, cached
        self._first = np.concatenate([[0], np.cumsum([len(one.windows) for one in examples])])
        self._like = np.full(len(examples), np.inf, np.float32)
        self._rounds, self._chance = rounds, random.Random(SEED)
        self._steps = rounds * (len(self._of_round()) // BATCH + 1)
        self._optimizer = torch.optim.AdamW(tuned.parameters(), lr=STEP, weight_decay=DECAY)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimizer, self._pace)

    def _pace(self, step: int) -> float:
        done = step / self._steps
        return min(1.0, done / WARM, max(0.02, 0.5 + 0.5 * math.cos(math.pi * done)))

    def learn(self, after: Callable[[int], None]) -> None:
        """All rounds. after: what is called behind each."""
        for number in range(self._rounds):
            begun, losses = time.monotonic(), []
            self.tuned.train()
            for batch in self._batches(self._of_round()):
                losses.append(self._step(batch))
                if len(losses) % 40 == 0:
                    told = f"round {number + 1}, {len(losses)} batches, loss {np.mean(losses[-40:]):.4f}"
                    print(f"{told}, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
            self.tuned.eval()
            after(number + 1)

    def _of_round(self) -> list[int]:
        """The examples of a round: all orders and near texts, and some plain ones."""
        kinds = np.array([one.kind for one in self._examples])
        plain = np.flatnonzero(kinds == "plain")
        hardest = plain[np.argsort(-self._like[plain], kind="stable")][: int(HARDEST * len(plain))]
        rest = self._chance.sample(sorted({*plain.tolist()} - {*hardest.tolist()}), int(OTHERS * len(plain)))
        return [*np.flatnonzero(kinds != "plain").tolist(), *hardest.tolist(), *rest]

    def _batches(self, chosen: list[int]) -> Iterator[list[int]]:
        """Examples of like length together, in any order."""
        windows = {at: self._window(at) for at in chosen}
        lengths, self._chosen = self._cached.lengths(), windows
        self._chance.shuffle(chosen)
        found = []
        for start in range(0, len(chosen), 12 * BATCH):
            some = sorted(chosen[start : start + 12 * BATCH], key=lambda at: lengths[windows[at]])
            found += [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
        self._chance.shuffle(found)
        yield from found

    def _window(self, example: int) -> int:
        return self._chance.randrange(int(self._first[example]), int(self._first[example + 1]))

    def _step(self, batch: Sequence[int]) -> float:
        rows, mask = padded([self._cached[self._chosen[at]] for at in batch])
        kinds = [self._examples[at].kind for at in batch]
        is_order = torch.tensor([kind == "order" for kind in kinds]).float()
        counts = torch.tensor([COUNTS[kind] for kind in kinds])
        logits = self.tuned(rows, mask)
        loss = (F.binary_cross_entropy_with_logits(logits, is_order, reduction="none") * counts).mean()
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.tuned.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        self._like[list(batch)] = logits.detach().numpy()
        return float(loss.detach())


@torch.inference_mode()
def logits_of(tuned: Tuned, cached: Cached) -> Floats:
    """How much each window is like an order, shape (windows,)."""
    tuned.eval()
    found = np.zeros(len(cached), np.float32)
    for some in like_long(cached.lengths().tolist()):
        found[some] = tuned(*padded([cached[at] for at in some])).numpy()
    return found
