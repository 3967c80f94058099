"""How long the first token of an answer takes, and what keeping the head of the prompt saves.

    python benchmarks/first_token.py [--model NAME] [--head TOKENS] [--rounds N] [--quick] [--json]

cold        an engine that has just opened and read nothing: head and question are evaluated
warm        the same engine, head kept, after another question was read in between
restart     another engine, the head loaded from its encrypted file: reading and opening it, and the question
follow-up   a further question to the same six passages; `passages` is the first question to them
scoring     "Yes" or "No" to ten passages behind the head: sharing it, and each by itself (two, times five)

Beside it, in a process of its own, with the same model, tokens, threads and context: llama.cpp evaluating
head and question (peer cold), and llama.cpp's own `llama_state_seq_load_file`, from a file in the clear, with
the question after it (peer restart). Opening the engine counts for nobody and is told by itself.

Everything is measured in turns and told as medians. Head and passages are sentences of docs/demo.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

from models.chat import ChatFormat
from models.generator import Generator, HeadKeeper, Message
from models.hardware import cpu_threads
from models.llama import NativeModel
from models.reading import KEPT_ROOM, KEPT_SEQUENCES, SIDE_SEQUENCES
from models.shelf import Shelf
from secondme.heads import KeptHeads
from secondme.home import MODELS_VARIABLE, find_home

DEMO = Path(__file__).parent.parent / "docs" / "demo" / "chat.jsonl"
CONTEXT = 4096
BATCH = 512
QUESTION = "When does the puffin boat leave?"
OTHER = "Who looks after the greenhouse in winter?"
FURTHER = "And where does it leave from?"

Figures = dict[str, float]


def main() -> None:
    arguments = _arguments()
    models = Path(os.environ.get(MODELS_VARIABLE) or find_home().models)
    shelf = Shelf(models)
    name = arguments.model or shelf.chosen("generator")
    if name is None:
        raise SystemExit(
            f"There is no language model in {models}, so nothing was measured. "
            "Get one with: secondme models pull qwen-coder-1.5b"
        )
    size, rounds = (120, 1) if arguments.quick else (arguments.head, arguments.rounds)
    figures = measure(shelf.path(name), size, rounds)
    _print_table(name, figures)
    if arguments.json:
        print(json.dumps({"model": name, **{key: round(value, 4) for key, value in figures.items()}}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", help="a generator on the shelf; the one in use when not given")
    parser.add_argument("--head", type=int, default=600, help="tokens of the head (default 600)")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured (default 3)")
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def measure(model: Path, size: int, rounds: int) -> Figures:
    """All figures: seconds to the first token, as medians, and their ratios."""
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as peer,
    ):
        head, tokens = _head_of(model, size)
        kept = KeptHeads(Path(folder) / "heads", os.urandom(32))
        took: list[Figures] = []
        for _ in range(rounds):
            cold = _cold(model, head, kept)
            restart = _restarted(model, head, kept)
            theirs = peer.submit(peer_figures, model, head, Path(folder) / "peer.state").result()
            took.append(cold | restart | theirs)
    figures = {key: median(one[key] for one in took) for key in took[0]}
    return {"head_tokens": tokens} | figures | _ratios(figures)


def _ratios(figures: Figures) -> Figures:
    cold = figures["cold_s"]
    return {
        "cold_over_warm": cold / figures["warm_s"],
        "cold_over_restart": cold / figures["restart_s"],
        "passages_over_follow_up": figures["passages_s"] / figures["follow_up_s"],
        "apart_over_together": figures["score_apart_s"] / figures["score_together_s"],
        "cold_over_peer": cold / figures["peer_cold_s"],
        "restart_over_peer": figures["restart_s"] / figures["peer_restart_s"],
    }


# Ours


def _cold(model: Path, head: list[Message], kept: KeptHeads) -> Figures:
    """An engine from its opening on: cold, warm, with passages, scoring; leaves the head on the disk."""
    kept.drop()
    passages = "\n".join(f"[{number}] {text}" for number, text in enumerate(_sentences(6, start=50), 1))
    with _generator(model, kept) as generator:
        opened = _seconds(generator.info)
        cold = _first_token(generator, [*head, Message("user", QUESTION)])
        kept_s = _seconds(lambda: generator.warm(head))
        _first_token(generator, [*head, Message("user", OTHER)])
        warm = _first_token(generator, [*head, Message("user", QUESTION)])
        first = _first_token(generator, [*head, Message("user", f"{passages}\n{QUESTION}")])
        further = _first_token(generator, [*head, Message("user", f"{passages}\n{FURTHER}")])
        return {
            "open_s": opened,
            "cold_s": cold,
            "keep_s": kept_s,
            "warm_s": warm,
            "passages_s": first,
            "follow_up_s": further,
            **_scoring(generator, head),
        }


def _restarted(model: Path, head: list[Message], kept: KeptHeads) -> Figures:
    with _generator(model, kept) as generator:
        generator.info()
        begun = time.perf_counter()
        evaluated = generator.warm(head)
        loaded = time.perf_counter() - begun
        first = _first_token(generator, [*head, Message("user", QUESTION)])
    assert evaluated == 0, "the kept head was not taken"
    size = sum(path.stat().st_size for path in kept.folder.iterdir())
    return {"restart_s": loaded + first, "load_s": loaded, "state_mb": size / 1e6}


def _scoring(generator: Generator, head: list[Message]) -> Figures:
    """Ten passages behind the head, which is evaluated each time where they are asked one by one."""
    prompts = [[*head, Message("user", f"{text}\nDoes this say when?")] for text in _sentences(10, start=90)]
    together = _seconds(lambda: generator.score_each(prompts, ["Yes", "No"]))

    def apart() -> None:
        for prompt in prompts[:2]:
            generator.drop_heads()
            generator.score_next(prompt, ["Yes", "No"])

    return {"score_together_s": together, "score_apart_s": 5 * _seconds(apart)}


def _generator(model: Path, kept: HeadKeeper) -> Generator:
    return Generator(model, context=CONTEXT, batch=BATCH, threads=cpu_threads(), heads=kept)


def _first_token(generator: Generator, messages: Sequence[Message]) -> float:
    """Seconds until the first token is here."""
    begun = time.perf_counter()
    with generator.generate(messages, max_tokens=8) as stream:
        next(stream)
        return time.perf_counter() - begun


# The peer


def peer_figures(model: Path, head: list[Message], file: Path) -> Figures:
    """llama.cpp by itself, in the peer's process: head and question; then from its own file of the state."""
    native = NativeModel(model, repack=False)
    chat = ChatFormat(native)
    before = chat.tokens(head, answer=False)
    prompt = chat.tokens([*head, Message("user", QUESTION)])
    assert prompt[: len(before)] == before
    first = _PeerContext(native)
    cold = _seconds(lambda: first.decode(prompt))
    first.keep(before, file)
    second = _PeerContext(native)
    load = _seconds(lambda: second.load(file, len(before)))
    rest = _seconds(lambda: second.decode(prompt[len(before) :]))
    native.close()
    return {"peer_cold_s": cold, "peer_restart_s": load + rest, "peer_load_s": load}


class _PeerContext:
    """A context with our settings, and nothing of ours around it."""

    def __init__(self, model: NativeModel) -> None:
        self._api, self._model = model.api, model
        threads = cpu_threads()
        self._context = model.open_context(
            n_ctx=min(CONTEXT, model.trained_context) + KEPT_ROOM + BATCH,
            n_batch=BATCH,
            n_ubatch=BATCH,
            n_seq_max=1 + len(KEPT_SEQUENCES) + len(SIDE_SEQUENCES),
            kv_unified=True,
            n_threads=threads,
            n_threads_batch=threads,
            no_perf=True,
        ).handle

    def decode(self, tokens: Sequence[int]) -> int:
        """The likeliest next token."""
        import numpy as np

        for at in range(0, len(tokens), BATCH):
            part = self._model.token_array(tokens[at : at + BATCH])
            status = self._api.llama_decode(self._context, self._api.llama_batch_get_one(part, len(part)))
            assert status == 0
        scores = self._api.llama_get_logits_ith(self._context, -1)
        return int(np.ctypeslib.as_array(scores, (self._model.vocab_size,)).argmax())

    def keep(self, tokens: Sequence[int], file: Path) -> None:
        """Write the state after `tokens`, which were decoded before, into llama.cpp's own kind of file."""
        memory = self._api.llama_get_memory(self._context)
        self._api.llama_memory_seq_rm(memory, 0, len(tokens), -1)
        array = self._model.token_array(tokens)
        name = os.fsencode(file)
        assert self._api.llama_state_seq_save_file(self._context, name, 0, array, len(tokens)) > 0

    def load(self, file: Path, size: int) -> None:
        room = (ctypes.c_int32 * size)()
        count = ctypes.c_size_t(0)
        name = os.fsencode(file)
        taken = self._api.llama_state_seq_load_file(self._context, name, 0, room, size, ctypes.byref(count))
        assert taken > 0 and count.value == size


# What both read


def _head_of(model: Path, size: int) -> tuple[list[Message], int]:
    """Instructions of about that many tokens, and how many they are."""
    native = NativeModel(model, repack=False)
    chat = ChatFormat(native)
    text = "Answer in one short sentence. This is what you know of the person:"
    sentences = _sentences(10_000)
    while len(tokens := chat.tokens(head := [Message("system", text)], answer=False)) < size:
        text += f" {next(sentences)}"
    native.close()
    return head, len(tokens)


def _sentences(count: int, start: int = 0) -> Iterator[str]:
    """Messages of the demonstration, again and again."""
    lines: list[Any] = [json.loads(line) for line in DEMO.read_text("utf-8").splitlines()]
    for at in range(start, start + count):
        yield str(lines[at % len(lines)]["text"])


def _seconds(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


ROWS = (
    ("cold", "cold_s", "", ""),
    ("warm head", "warm_s", "cold over it", "cold_over_warm"),
    ("after a restart", "restart_s", "cold over it", "cold_over_restart"),
    ("first question to passages", "passages_s", "", ""),
    ("follow-up to the same", "follow_up_s", "passages over it", "passages_over_follow_up"),
    ("ten scores, shared head", "score_together_s", "apart over it", "apart_over_together"),
    ("llama.cpp alone, cold", "peer_cold_s", "ours over it", "cold_over_peer"),
    ("llama.cpp's state file", "peer_restart_s", "restart over it", "restart_over_peer"),
)
"""What was measured, its seconds, and a ratio with its name."""


def _print_table(name: str, figures: Figures) -> None:
    print(f"{name}, a head of {figures['head_tokens']:.0f} tokens ({figures['state_mb']:.1f} MB on the disk)")
    for what, seconds, ratio, key in ROWS:
        beside = f"   {ratio:18}{figures[key]:8.2f}" if ratio else ""
        print(f"{what:28}{figures[seconds]:8.3f} s{beside}")
    print(
        f"Opening the engine takes {figures['open_s']:.2f} s, keeping the head {figures['keep_s']:.2f} s, "
        f"loading it {figures['load_s']:.3f} s (llama.cpp's file: {figures['peer_load_s']:.3f} s)."
    )


if __name__ == "__main__":
    main()
